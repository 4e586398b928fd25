/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A kind as a graph: its states, one node more for "not yet born", and an arrow for each branch, guards taken
 * as possibly true. What the rules of check ask of paths is asked here.
 */
#ifndef HF_FLOW_GRAPH_H
#define HF_FLOW_GRAPH_H

#include "base/arena.h"
#include "flow/flow.h"

/* arrow[from] is the set of states a branch leads to; row `states` is birth. */
struct hf_graph {
    struct hf_states arrow[HF_STATES_MAX + 1];
    uint16_t states;
};

/* Which branches are drawn: all; those that people or the engine bring about, not the clock alone; those of
 * other events than `without`; those that do not discharge an obligation; births by people, not by another
 * instance alone. */
struct hf_drawing {
    bool people_only, born_of_people;
    const struct hf_indices *without;
    const uint16_t *undischarged;
};

const struct hf_graph *hf_graph_of(const struct hf_kind *kind, const struct hf_drawing *drawing,
                                   struct hf_arena *arena);
/* All that can be reached from `from`, without passing through `avoid` (NULL: nothing is avoided). */
struct hf_states hf_graph_reach(const struct hf_graph *graph, uint16_t from, const struct hf_states *avoid);

/* The same for a graph that is drawn for this question only. */
struct hf_states hf_graph_find(const struct hf_kind *kind, const struct hf_drawing *drawing, uint16_t from,
                               const struct hf_states *avoid, struct hf_arena *arena);

bool hf_branch_discharges(const struct hf_branch *branch, uint16_t obligation);
static inline void hf_states_put(struct hf_states *set, uint16_t state)
{
    set->bit[state / 64] |= UINT64_C(1) << (state % 64);
}
void hf_states_join(struct hf_states *into, const struct hf_states *from);
static inline bool hf_indices_have(const struct hf_indices *list, uint16_t what)
{
    for (uint16_t i = 0; i < list->count; i++) {
        if (list->at[i] == what)
            return true;
    }
    return false;
}

#endif
