/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Money lying in an account, or on its way: lots of one claimant each, in an order that means something.
 * Lots come from a pool in the caller's arena and go back to it; neighbours of one claimant are one lot.
 */
#ifndef HF_TRACE_PILE_H
#define HF_TRACE_PILE_H

#include "base/arena.h"

struct hf_trace_lot {
    struct hf_trace_lot *next;
    int64_t amount; /* > 0 */
    uint32_t claimant;
};

struct hf_trace_pile {
    struct hf_trace_lot *head, *tail;
    struct hf_trace_lot
        *last; /* the lot sorted in last, while it surely lies here: where the next search begins */
    int64_t sum;
    uint32_t lots;
};

struct hf_trace_pool {
    struct hf_arena *arena;
    struct hf_trace_lot *free;
    size_t ready; /* lots in the free list */
};

/* Makes sure that the next `lots` lots can be taken; false when the arena is full. */
bool hf_trace_pool_reserve(struct hf_trace_pool *pool, size_t lots);

/*
 * Three ways to lay a sum down. Nothing is laid down for 0. The pile's sum must not overflow: the caller has
 * looked. hf_trace_pile_sort keeps the pile in the order of claimants with one lot each.
 */
typedef void hf_trace_lay(struct hf_trace_pool *pool, struct hf_trace_pile *pile, uint32_t claimant,
                          int64_t amount);
hf_trace_lay hf_trace_pile_append, hf_trace_pile_push, hf_trace_pile_sort;

/* Moves `amount` from the head of one pile to the end of another. */
void hf_trace_pile_move(struct hf_trace_pool *pool, struct hf_trace_pile *from, int64_t amount,
                        struct hf_trace_pile *to);

/*
 * Moves part[i] of the i-th lot, for each lot of a sorted pile; 0 <= part[i] <= what the lot holds. The parts
 * are appended in the same order.
 */
void hf_trace_pile_thin(struct hf_trace_pool *pool, struct hf_trace_pile *from, const int64_t *part,
                        struct hf_trace_pile *to);

/* Gives the lots back. */
void hf_trace_pile_drop(struct hf_trace_pool *pool, struct hf_trace_pile *pile);

#endif
