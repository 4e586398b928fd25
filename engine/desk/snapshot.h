/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A snapshot: the block of a folded file (casefile/case.h), then the data keys handed out to its subjects so
 * far as they are known, so that who reads the file need not look for them. It spares reading and is evidence
 * of nothing; of another form, or of another length than it says, it is not used.
 *
 *   block | struct hf_slot, each | 8 bytes: how many (32 bits), HF_CASE_FORM (31 bits, which stand here
 *   whatever the layout of the rest), and the highest bit set where no subject is missing
 */
#ifndef HF_DESK_SNAPSHOT_H
#define HF_DESK_SNAPSHOT_H

#include "desk/cache.h"

struct hf_snapshot {
    struct hf_case c; /* may not grow */
    struct hf_slot *slot;
    size_t slots;
    bool slots_known; /* of all its events */
};

/* Bytes in the arena. */
struct hf_str hf_snapshot_make(const struct hf_cached *cached, struct hf_arena *arena);
/* Copied into the arena, where it may lie as it must. False: of no use. */
bool hf_snapshot_open(struct hf_str bytes, struct hf_arena *arena, struct hf_snapshot *out);
/* Made before the layout last changed (HF_CASE_FORM): of no use, and no fault. */
bool hf_snapshot_is_older(struct hf_str bytes);

#endif
