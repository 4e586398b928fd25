/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Effective shares: what of a target belongs to each of those at the ends of its chains, all chains
 * multiplied and added up, rings included.
 *
 * A share is a fraction where it can be (owner_exact.h), else two proved bounds. Where something on the way
 * is an interval, the share is one too: its low end with everything at its least, its high end with
 * everything as good for that one owner as the intervals allow and 100 % of each company permit.
 */
#ifndef HF_TRACE_OWNER_EFFECT_H
#define HF_TRACE_OWNER_EFFECT_H

#include "trace/owner_bound.h"
#include "trace/owner_natural.h"

struct hf_owner_number {
    bool exact;
    struct hf_natural num, den;    /* in lowest terms, where exact */
    struct hf_owner_bounds bounds; /* the number lies between them; lo is its floor where it is exact */
};

struct hf_owner_effect {
    uint32_t node;
    struct hf_owner_number lo, hi; /* the same number where nothing on the way is an interval */
    bool open;                     /* they may differ */
    /* Companies (nodes) a quarter of which may be this end's, where open; not told: it may be any. */
    uint32_t *quarter, quarters;
    bool told;
};

/* Is it at least so many quarters of the whole? False where bounds do not say; for maybe, true. */
static inline bool hf_owner_surely(const struct hf_owner_number *number, unsigned quarters)
{
    return number->bounds.lo >= HF_OWNER_ONE / 4 * quarters;
}
static inline bool hf_owner_maybe(const struct hf_owner_number *number, unsigned quarters)
{
    return (number->exact ? number->bounds.lo : number->bounds.hi) >= HF_OWNER_ONE / 4 * quarters;
}

/* num/den in lowest terms, with its bounds; both keep their limbs. False when the arena is full. */
bool hf_owner_number(struct hf_natural num, struct hf_natural den, struct hf_arena *arena,
                     struct hf_owner_number *out);

struct hf_owner_effects {
    struct hf_owner_reach reach;
    struct hf_owner_effect *effect; /* of each end of the reach, in its order */
    struct hf_owner_bounds rest;    /* what of the target is not accounted for: 1 less the low ends */
};

/* BAD_INPUT owner_closed when companies of the reach hold each other to 100 %. */
enum hf_rc hf_owner_check_open(const struct hf_owner_reach *reach, struct hf_err *err);

/*
 * BAD_INPUT owner_closed when companies hold each other to 100 %, so that nobody outside owns them;
 * no_memory. A target that nobody holds has one effect, itself, of one whole.
 */
enum hf_rc hf_owner_effects(const struct hf_owner_graph *graph, struct hf_owner_walk *walk, uint32_t target,
                            struct hf_arena *arena, struct hf_owner_effects *out, struct hf_err *err);

/* The most that the intervals allow to end `end`, and `quarter`; exact or not at all. owner_most.c */
bool hf_owner_most(const struct hf_owner_reach *reach, uint32_t end, struct hf_arena *arena,
                   struct hf_owner_effect *out);

/* Memory for one walk after another; each part has at most so many companies and links. */
struct hf_owner_most_room {
    uint64_t *share;
    uint32_t *order, *scratch;
};
bool hf_owner_most_room(const struct hf_owner_reach *reach, struct hf_arena *arena,
                        struct hf_owner_most_room *out);
/* The same between bounds, in one walk; not where there are rings. owner_most_walk.c */
bool hf_owner_most_walk(const struct hf_owner_reach *reach, uint32_t end,
                        const struct hf_owner_most_room *room, struct hf_arena *arena,
                        struct hf_owner_effect *out);

/* Keeps `quarter`, unless it would take much of the arena. The list may lie in its free part. */
void hf_owner_keep_quarters(struct hf_arena *arena, const uint32_t *quarter, uint32_t count,
                            struct hf_owner_effect *out);

#endif
