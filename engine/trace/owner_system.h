/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The equations of a reach, in whole numbers.
 *
 * Upwards: let the target be one whole, passed up to its holders, from them to theirs, and so on. What
 * arrives at company i is y(i) = whole(i) * z(i), where whole(i) * z(i) - sum over the companies c that i
 * holds of parts(i in c) * z(c) = 1 for the target, else 0. What arrives at an end is its effective share: E
 * = A + E*A, or A (I - A)^-1.
 *
 * Downwards: let one end be worth one; the share of it that company i carries is
 *     whole(i) * v(i) - sum over the holders c of i of parts(c in i) * v(c) = parts(end in i).
 *
 * Both are given to the solvers as rows in block order: a row speaks of unknowns of its own block and of
 * earlier ones. The matrix is an M-matrix: nothing on the right is negative, so no unknown is.
 */
#ifndef HF_TRACE_OWNER_SYSTEM_H
#define HF_TRACE_OWNER_SYSTEM_H

#include "trace/owner_reach.h"

struct hf_owner_term {
    uint64_t parts;
    uint32_t at; /* an unknown */
};

struct hf_owner_system {
    uint32_t count, blocks;
    const uint32_t *block; /* block[blocks] == count */
    uint64_t *own;   /* what stands before each unknown: its whole without what it holds of itself; > 0 */
    uint32_t *start; /* the terms of row i: term[start[i]..start[i + 1]) */
    struct hf_owner_term *term;
    uint64_t *given; /* the right side */
};

/* Unknown i is company i of the reach. The reach has no closed block. False when the arena is full. */
bool hf_owner_upwards(const struct hf_owner_reach *reach, struct hf_arena *arena,
                      struct hf_owner_system *out);

/* Unknown i is company count - 1 - i. `parts` stands for link[].parts. */
bool hf_owner_downwards(const struct hf_owner_reach *reach, const uint64_t *parts, uint32_t end,
                        struct hf_arena *arena, struct hf_owner_system *out);

#endif
