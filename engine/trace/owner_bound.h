/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Equations solved between bounds, however large they are.
 *
 * An approximate answer is corrected by what the equations say is missing, which is counted exactly in
 * 128-bit fixed point. Whatever is missing at any company reaches an end in full at most, so every end is
 * right to within the sum of it: lo and hi are proved, not estimated. Blocks are solved directly, by taking
 * one company after another out and putting its holders in its place (Grassmann, Taksar, Heyman,
 * "Regenerative analysis and steady state distributions", Oper. Res. 33, 1985): no subtraction, so a ring
 * held to 99.99 % within itself loses no digits.
 */
#ifndef HF_TRACE_OWNER_BOUND_H
#define HF_TRACE_OWNER_BOUND_H

#include "trace/owner_system.h"

/* Parts of the whole. */
#define HF_OWNER_ONE (UINT64_C(1) << 63)
struct hf_owner_bounds {
    uint64_t lo, hi; /* in HF_OWNER_ONE */
};

__extension__ typedef __int128 hf_owner_fixed;

/* A holder put in the place of a company that was taken out. */
struct hf_owner_place {
    double parts;
    uint32_t at;
};

/* Whatever is the same for every question over one reach. */
struct hf_owner_bounder {
    const struct hf_owner_reach *reach;
    struct hf_owner_system system;
    uint32_t *lower_start, *upper_start; /* of each company: of whom it was rid, who stays */
    struct hf_owner_place *lower, *upper;
    double *own, *step;
    hf_owner_fixed *z, *rest, *end;
    uint8_t
        *approached; /* blocks for which `places` do not suffice: gone round instead; bounds may stay apart */
    uint32_t places;
};

/* The reach has no closed block. False when the arena is full. */
bool hf_owner_bounder_init(struct hf_owner_bounder *bounder, const struct hf_owner_reach *reach,
                           struct hf_arena *arena);

/* step, holding the right sides of one block, becomes its unknowns; approximately. */
void hf_owner_solve_block(struct hf_owner_bounder *bounder, uint32_t block);

/* The same of the equations downwards: what a company has is what its holders have (owner_system.h). Not of
 * blocks that are `approached`. */
void hf_owner_carry_block(struct hf_owner_bounder *bounder, uint32_t block);

/* What of company i of the reach arrives at each end. */
void hf_owner_bound(struct hf_owner_bounder *bounder, uint32_t company, struct hf_owner_bounds *out);

#endif
