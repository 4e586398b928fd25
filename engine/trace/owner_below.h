/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The part of a reach that lies below one end: the companies of which something is or may be its. Whoever
 * asks for each of many ends what may be theirs asks about these parts alone.
 */
#ifndef HF_TRACE_OWNER_BELOW_H
#define HF_TRACE_OWNER_BELOW_H

#include "trace/owner_agenda.h"
#include "trace/owner_reach.h"

enum { HF_OWNER_BELOW_END, HF_OWNER_BELOW_OTHERS, HF_OWNER_BELOW_ENDS };

/* Memory for one part after another of the same reach. */
struct hf_owner_below {
    const struct hf_owner_reach *reach;
    uint32_t *from, *held; /* what each company, and from `count` on each end, may hold */
    uint32_t *place; /* of each company of the reach: where it stands in the part, + 1; 0: it does not */
    uint32_t *company, *block, *start, *in_reach;
    uint64_t *whole;
    struct hf_owner_link *link;
    struct hf_owner_agenda agenda;
};

/* False when the arena is full. */
bool hf_owner_below_init(struct hf_owner_below *below, const struct hf_owner_reach *reach,
                         struct hf_arena *arena);

/*
 * The part below `end`, good until the next is asked for: a reach of its own with two ends, this one and all
 * other holders together, whose links say what they surely have and name any one of their holdings. False
 * when the target is not in it: nothing can come to be this end's.
 */
bool hf_owner_below(struct hf_owner_below *below, uint32_t end, struct hf_owner_reach *out);

#endif
