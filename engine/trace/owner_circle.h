/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whom a circle of holders takes in: companies join when those who are in hold enough of them together, and
 * then count as holders themselves, until nobody joins any more. Nothing is multiplied.
 *
 *   control    more than 50 % of the votes, treasury shares (a company's own in itself) not voting; or a row
 *              that says `control` (control by other means)
 *   fifty      50 % or more in aggregate (OFAC, revised guidance of 13 August 2014, FAQ 398-402)
 *
 * Where shares are intervals there are two circles: who surely joins, and who may.
 */
#ifndef HF_TRACE_OWNER_CIRCLE_H
#define HF_TRACE_OWNER_CIRCLE_H

#include "trace/owner.h"

enum hf_owner_rule { HF_OWNER_CONTROL, HF_OWNER_FIFTY };

struct hf_owner_circles {
    const struct hf_owner_graph *graph;
    /* The holdings of each owner: of[from[n]..from[n + 1]), as indices in share.hold and vote.hold. */
    uint32_t *from, *of;
    /* While one circle is drawn; empty in between. */
    uint64_t *least, *most; /* what those inside hold of each company */
    uint8_t *inside;        /* of each node: in it, and what was counted */
    uint32_t *touched, *member;
    uint32_t touches, members;
    uint64_t steps; /* holdings looked at, in all circles */
};

/* False when the arena is full. */
bool hf_owner_circles_init(struct hf_owner_circles *circles, const struct hf_owner_graph *graph,
                           struct hf_arena *arena);

/* The one company in which this owner holds anything; HF_TRACE_NO_NAME where there are several, or none. */
uint32_t hf_owner_only_held(const struct hf_owner_circles *circles, uint32_t owner);

/*
 * Draws a circle around the seeds: member[0..members), seeds first, then in the order of joining; they stay
 * until the next is drawn. `maybe`: with each interval as good for the circle as it can be. `goal` (or NULL)
 * flags nodes: as soon as one of them joins, the rest is left off and true returned.
 */
bool hf_owner_circle(struct hf_owner_circles *circles, const uint32_t *seed, uint32_t seeds,
                     enum hf_owner_rule rule, bool maybe, const uint8_t *goal);

#endif
