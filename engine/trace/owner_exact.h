/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Equations solved exactly, as fractions over one denominator.
 *
 * p-adic lifting (Dixon, "Exact solution of linear equations using p-adic expansions", Numer. Math. 40, 1982)
 * with p = 2^61 - 1: the digits of all unknowns are found one after another from the lowest, each by one walk
 * through the equations; the fractions are read from them (Wang, Guy, Davenport 1982) and put back into the
 * equations, so that what is returned is right, however it was found.
 */
#ifndef HF_TRACE_OWNER_EXACT_H
#define HF_TRACE_OWNER_EXACT_H

#include "trace/owner_natural.h"
#include "trace/owner_system.h"

/* A component of more companies, or fractions of more bits, are bounded instead (owner_bound.h). */
enum { HF_OWNER_BLOCK_MAX = 512, HF_OWNER_BITS_MAX = 4096 };

struct hf_owner_solution {
    struct hf_natural den;  /* > 0 */
    struct hf_natural *num; /* of each unknown */
};

/*
 * False when the answer has more bits, a block more companies, or the arena less room than that. The arena
 * keeps what was needed on the way: reset it to a mark when the answer has been used.
 */
bool hf_owner_solve(const struct hf_owner_system *system, struct hf_arena *arena,
                    struct hf_owner_solution *out);

/* The second half: fractions from `digits` digits base 2^61 - 1, digit[d * count + i] of unknown i. */
bool hf_owner_fractions(const struct hf_owner_system *system, const uint64_t *digit, uint32_t digits,
                        struct hf_arena *arena, struct hf_owner_solution *out);

#define HF_OWNER_PRIME ((UINT64_C(1) << 61) - 1)

#endif
