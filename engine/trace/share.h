/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A sum shared among interests without losing a unit: each gets the floor of total * weight / sum of weights,
 * and the units left over go one each to the largest remainders; among equal remainders to the one that
 * stands first.
 */
#ifndef HF_TRACE_SHARE_H
#define HF_TRACE_SHARE_H

#include "base/arena.h"

/* What sharing needs beside its result; room for `size` interests. */
struct hf_trace_share {
    uint64_t *remainder, *sorted;
    uint32_t size;
};

/* False when the arena is full. */
bool hf_trace_share_init(struct hf_trace_share *share, uint32_t size, struct hf_arena *arena);

/*
 * part[i] of `total`, in proportion to weight[i] >= 0; not all are 0, and their sum is at most 2^63-1. The
 * total may be larger than the sum, where one currency becomes another. Products are exact in 128 bits.
 */
void hf_trace_share(struct hf_trace_share *share, int64_t total, const int64_t *weight, uint32_t count,
                    int64_t *part);

#endif
