/* SPDX-License-Identifier: Apache-2.0 */
/* The parts of checking a bundle, shared by verify.c and the files beside it. Private to this folder. */
#ifndef HF_PROOF_CHECK_H
#define HF_PROOF_CHECK_H

#include "proof/verify.h"
#include "seal/cover.h"
#include "seal/log_keys.h"

/* A message that an event names. */
struct hf_named_message {
    uint32_t seq;
    bool ours;
    struct hf_digest digest;
};

struct hf_checking {
    const struct hf_bundle_check *check;
    const struct hf_bundle *bundle;
    struct hf_bundle_verdict *out;
    struct hf_log_keys keys;
    struct hf_checkpoint checkpoint;
    struct hf_bundle_event *event; /* all of the file; [i] is event i + 1 */
    struct hf_placed *placed;
    const struct hf_named_message *named;
    size_t nameds, named_room;
    uint64_t erased_messages; /* by the shown certificates of the file */
    size_t stamp_room;
    struct hf_str name; /* that the first event gives the file; "" where it gives none or is not shown */
};

/* "event 12", or "messages line 3", in front of a failure. */
enum hf_rc hf_check_fail(enum hf_word word, const char *what, uint64_t number, struct hf_err *err);
enum hf_rc hf_check_place(const char *what, uint64_t number, struct hf_err *err);

/* The note of a member over a tree of this size, by the key that signed for it then; err->where: the member.
 */
enum hf_rc hf_check_note(struct hf_checking *c, const struct hf_note *note, uint64_t size,
                         struct hf_str member, struct hf_err *err);

/* events.c: reads the lines, then chain and tree; folds the file where all is shown. */
enum hf_rc hf_check_events(struct hf_checking *c, struct hf_err *err);

/* heads.c: the file is as long as the published heads say, and bears the name. After hf_check_events. */
enum hf_rc hf_check_heads(struct hf_checking *c, struct hf_err *err);

/* evidence.c: what the payload of a shown event hides, and certifies as erased, is counted. */
void hf_check_count(struct hf_checking *c, const struct hf_fact *fact);
/* evidence.c: hidden values against their digests, messages against what events name, attempts against both,
 * definitions and documents against their names; that an auditor was given everything. */
enum hf_rc hf_check_evidence(struct hf_checking *c, struct hf_err *err);

/* stamps.c: the members from *next on that are time-stamps; *next moves behind them. */
enum hf_rc hf_check_stamps(struct hf_checking *c, size_t *next, struct hf_err *err);

#endif
