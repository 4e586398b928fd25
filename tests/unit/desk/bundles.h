/* SPDX-License-Identifier: Apache-2.0 */
/* Bundles of a small case in a house in memory, and what can be done to one. For the test of bundles, and for
 * the files on which both verifiers must agree (tests/verify). */
#ifndef HF_TESTS_UNIT_DESK_BUNDLES_H
#define HF_TESTS_UNIT_DESK_BUNDLES_H

#include "desk/absence.h"
#include "desk/bundle.h"
#include "desk/erase.h"
#include "proof/heads.h"
#include "desk/stamps.h"
#include "desk/watch.h"
#include "proof/verify.h"
#include "seal/cover.h"
#include "sim/world.h"

struct office {
    struct world w;
    struct hf_id file;
    struct hf_arena arena, scratch; /* of whoever verifies */
    struct hf_public key;
    struct hf_policy trust; /* in the log key, and no witness */
    struct hf_err err;
};

/* A case with a request that was sent and answered. */
struct office *bundles_begin(void);
void bundles_end(struct office *o);

/* A further event of the case; another case, and its bundle for the auditor. */
void bundle_case_goes_on(struct office *o);
struct hf_str bundle_of_another(struct office *o);
/* The row of the case gets another reference, and the case goes on under it. */
void bundle_case_renamed(struct office *o);
/* That there are no cases of these references, ended by NULL; the caller frees it. */
struct hf_str bundle_absence(struct office *o, const char *const *name);
/* The newest checkpoint is stamped, and that stamp once more: by tokens of the right form that no authority
 * has signed, which is not looked at here. */
void bundles_stamp(struct office *o);

/* What the case says in texts is erased, by the order of two. */
void bundles_erase(struct office *o);
/* A copy of the bundle for this reader, which the caller frees. */
struct hf_str bundle_for(struct office *o, enum hf_bundle_reader reader, size_t focal);

struct hf_str bundle_for_role(struct office *o, struct hf_str role);

/* The verdict of the first verifier, of the state at `to_ms`; INT64_MAX: at the end. */
enum hf_rc bundle_verify(struct office *o, struct hf_str bytes, int64_t to_ms, struct hf_bundle_verdict *out);

/* The archive again, with its members arranged otherwise. */
enum bundle_mistake {
    MISTAKE_REST_CUT, /* nothing behind the parts */
    MISTAKE_SWAPPED,
    MISTAKE_DOUBLED,
    MISTAKE_NO_MANIFEST,
    MISTAKE_TWO_MANIFESTS,
    MISTAKE_PART_LEFT_OUT,
    MISTAKE_MANIFEST_ALONE,
    MISTAKES
};
struct hf_str bundle_mistaken(struct office *o, struct hf_str bytes, enum bundle_mistake mistake);
struct hf_str bundle_part_of(struct office *o, struct hf_str bytes, enum hf_bundle_part part);
/* The member at this place, the manifest being 0; false behind the last. */
bool bundle_member(struct office *o, struct hf_str bytes, size_t index, struct hf_ustar_member *out);
/* With the member of this name replaced, or left out where `with` is HF_STR_NONE, and the manifest signed
 * anew by the real key. */
struct hf_str bundle_with(struct office *o, struct hf_str bytes, const char *name, struct hf_str with);
/* With this part replaced, and the manifest signed anew by the real key. */
struct hf_str bundle_signed_anew(struct office *o, struct hf_str bytes, enum hf_bundle_part part,
                                 struct hf_str with);
/* Lines without the one at `skip`, and with that at `twice` doubled; with the second line first. */
struct hf_str bundle_lines(struct office *o, struct hf_str lines, size_t skip, size_t twice);
struct hf_str bundle_swapped(struct office *o, struct hf_str lines);

/* What an office that holds the key might hand out instead, signed anew: each link, path and hash is made
 * again as far as it can be. */
enum bundle_forgery {
    FORGED_TAIL,     /* the last event is cut off, and the tree's proof with it */
    FORGED_STALE,    /* with the heads of an earlier day */
    FORGED_SWAPPED,  /* with the paths of another case */
    FORGED_NAME,     /* the case goes by another reference */
    FORGED_ENTRY,    /* the path of another case's reference */
    FORGED_UNLOGGED, /* the heads' event stands elsewhere than it says */
    FORGED_EVENT,    /* an event of the case stands for that of the heads */
    FORGED_STEP,     /* one hash of the path is another */
    FORGED_SHORT,    /* the path lacks its last step */
    FORGERIES
};
/* `earlier`: a bundle that was made before the last event; `other`: of another case, made last. */
struct hf_str bundle_forged(struct office *o, struct hf_str bytes, struct hf_str earlier, struct hf_str other,
                            enum bundle_forgery forgery);

#endif
