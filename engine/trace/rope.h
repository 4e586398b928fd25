/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Many lots in a row: a treap whose nodes know the sum below them, so that a row of a million lots is cut
 * where an amount ends, joined to another or turned round in time of the logarithm. A node's rank in the heap
 * follows from its number, so that nothing random is needed. 0 is the empty rope.
 */
#ifndef HF_TRACE_ROPE_H
#define HF_TRACE_ROPE_H

#include "base/arena.h"

struct hf_trace_node {
    int64_t amount, sum; /* of the lot; of all lots at and below it */
    uint32_t left, right;
    uint32_t claimant : 31, turned : 1; /* turned: what is below it stands in the other order */
    uint32_t count;                     /* of the lots at and below it */
};

struct hf_trace_ropes {
    struct hf_arena *arena;
    struct hf_trace_node *node; /* node[0] is not used */
    uint32_t count, most, free; /* `free`: a list through `left` */
};

/* Room for at most so many lots at a time, taken as they come; false when the arena is full. */
bool hf_trace_ropes_open(struct hf_trace_ropes *ropes, uint32_t most, struct hf_arena *arena);

/* A rope of one lot; 0 when there is no room. */
uint32_t hf_trace_rope_lot(struct hf_trace_ropes *ropes, uint32_t claimant, int64_t amount);
uint32_t hf_trace_rope_join(struct hf_trace_ropes *ropes, uint32_t first, uint32_t then);
/* Cuts off the first `amount`, at most what there is; a lot may be cut in two. False when there is no room.
 */
bool hf_trace_rope_cut(struct hf_trace_ropes *ropes, uint32_t rope, int64_t amount, uint32_t *first,
                       uint32_t *rest);
uint32_t hf_trace_rope_turn(struct hf_trace_ropes *ropes, uint32_t rope);

static inline int64_t hf_trace_rope_sum(const struct hf_trace_ropes *ropes, uint32_t rope)
{
    return rope == 0 ? 0 : ropes->node[rope].sum;
}

static inline uint32_t hf_trace_rope_count(const struct hf_trace_ropes *ropes, uint32_t rope)
{
    return rope == 0 ? 0 : ropes->node[rope].count;
}

/* From the first lot to the last. */
enum { HF_TRACE_ROPE_DEPTH = 256 };
struct hf_trace_rope_walk {
    struct hf_trace_ropes *ropes;
    uint32_t path[HF_TRACE_ROPE_DEPTH];
    uint32_t depth;
};
void hf_trace_rope_begin(struct hf_trace_rope_walk *walk, struct hf_trace_ropes *ropes, uint32_t rope);
/* The number of the next node; 0 at the end. Between two calls the node that came may be given back. */
uint32_t hf_trace_rope_next(struct hf_trace_rope_walk *walk);
void hf_trace_rope_free(struct hf_trace_ropes *ropes, uint32_t node);

#endif
