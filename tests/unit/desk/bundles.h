/* SPDX-License-Identifier: Apache-2.0 */
/* Bundles of a small case in a house in memory, and what can be done to one. For the test of bundles, and for
 * the files on which both verifiers must agree (tests/verify). */
#ifndef HF_TESTS_UNIT_DESK_BUNDLES_H
#define HF_TESTS_UNIT_DESK_BUNDLES_H

#include "desk/bundle.h"
#include "proof/verify.h"
#include "sim/world.h"

struct office {
    struct world w;
    struct hf_id file;
    struct hf_arena arena, scratch; /* of whoever verifies */
    struct hf_public key;
    struct hf_err err;
};

/* A case with a request that was sent and answered. */
struct office *bundles_begin(void);
void bundles_end(struct office *o);

/* A copy of the bundle for this reader, which the caller frees. */
struct hf_str bundle_for(struct office *o, enum hf_bundle_reader reader, size_t focal);

/* The archive again, with its members in another order: `order[i]` stands at place i. */
struct hf_str bundle_arranged(struct office *o, struct hf_str bytes, const size_t *order, size_t count);
struct hf_str bundle_part_of(struct office *o, struct hf_str bytes, enum hf_bundle_part part);
/* With this part replaced, and the manifest signed anew by the real key. */
struct hf_str bundle_signed_anew(struct office *o, struct hf_str bytes, enum hf_bundle_part part,
                                 struct hf_str with);
/* Lines without the one at `skip`, and with that at `twice` doubled; with the second line first. */
struct hf_str bundle_lines(struct office *o, struct hf_str lines, size_t skip, size_t twice);
struct hf_str bundle_swapped(struct office *o, struct hf_str lines);

#endif
