/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What lies above a company: whoever holds it, directly or through others, in an order in which each company
 * stands behind what it holds. Companies that hold each other in a ring stand together as one block (a
 * strongly connected component, Tarjan 1972).
 */
#ifndef HF_TRACE_OWNER_REACH_H
#define HF_TRACE_OWNER_REACH_H

#include "trace/owner.h"

struct hf_owner_link {
    uint64_t parts; /* of the company's whole: what is surely held */
    uint32_t to;    /* a company of the reach; from `count` on, end number to - count */
    uint32_t hold;  /* in graph.share.hold */
};

struct hf_owner_reach {
    const struct hf_owner_graph *graph;
    uint32_t *company; /* nodes; each block behind those it holds */
    uint32_t *block;   /* where each block begins; block[blocks] == count */
    uint32_t *end;     /* nodes that nobody holds */
    uint32_t *start;   /* the holders of company i: link[start[i]..start[i + 1]) */
    struct hf_owner_link *link;
    uint64_t *whole; /* of each company, with its parts in lowest terms */
    uint32_t count, blocks, ends;
    uint32_t target; /* where it stands: a company or, where nobody holds it, an end from `count` on */
};

/* Memory for one walk after another over the same graph. */
struct hf_owner_walk {
    uint32_t *index, *low, *place;
    uint32_t *stack, *path, *next;
    uint32_t *company, *end, *block;
};
/* False when the arena is full. */
bool hf_owner_walk_init(struct hf_owner_walk *walk, const struct hf_owner_graph *graph,
                        struct hf_arena *arena);

/*
 * The reach of a target, or of every company where target is HF_TRACE_NO_NAME. A target that nobody holds has
 * a reach without companies and one end, itself. False when the arena is full.
 */
bool hf_owner_reach(struct hf_owner_walk *walk, const struct hf_owner_graph *graph, uint32_t target,
                    struct hf_arena *arena, struct hf_owner_reach *out);

/* A block that nothing leaves: what is held inside reaches 100 % in each of its companies. The number of such
 * a block, or `blocks`. */
uint32_t hf_owner_closed_block(const struct hf_owner_reach *reach);

#endif
