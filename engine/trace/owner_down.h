/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What one owner has of each company, from the owner down.
 *
 * Companies are met in the order of the reach turned round, each once and after its holders, so a chain costs
 * a step for each of its companies. Of a company in no ring the share is rounded down; rings are solved
 * directly (owner_bound.h), and what that misses is counted. All shares of one walk lie within one gap.
 */
#ifndef HF_TRACE_OWNER_DOWN_H
#define HF_TRACE_OWNER_DOWN_H

#include "trace/owner_agenda.h"
#include "trace/owner_bound.h"

#define HF_OWNER_QUARTER (HF_OWNER_ONE / 4)

/* Memory for one walk after another over one reach. */
struct hf_owner_down {
    const struct hf_owner_reach *reach;
    struct hf_owner_bounder bounder; /* where there are rings */
    uint32_t *block_of;              /* of each company */
    uint32_t *from,
        *held;        /* what each company, and from `count` on each end, holds: held[from[i]..from[i + 1]) */
    uint32_t *lowest; /* of each of them: the lowest block among what it holds */
    double *steps;    /* of each ring: how often what is inside it is passed on at most; < 0: not known */
    uint64_t *share;  /* of each company, while a walk lasts: at least, in HF_OWNER_ONE; else 0 */
    uint32_t *met, mets;
    struct hf_owner_agenda agenda; /* blocks, counted from the last */
    uint64_t gap;                  /* no share is larger by more */
    uint64_t visits;               /* companies met, in all walks */
};

/* The reach has no closed block. False when the arena is full. */
bool hf_owner_down_init(struct hf_owner_down *down, const struct hf_owner_reach *reach,
                        struct hf_arena *arena);

/* Company i of the reach is met, and this is the owner's share of it; true ends the walk. */
typedef bool hf_owner_met(void *self, uint32_t i, struct hf_owner_bounds share);

/* Down from an end. Companies further on, of none of which a quarter can be the owner's, are not met. */
void hf_owner_go_down(struct hf_owner_down *down, uint32_t end, hf_owner_met *met, void *self);

#endif
