/* SPDX-License-Identifier: Apache-2.0 */
/* What can be reached (C3, C10). */
#include "flow/check.h"
#include "flow/graph.h"

static const struct hf_drawing all, people_only = {.people_only = true};

void hf_check_reach(struct hf_reader *r, uint16_t k)
{
    const struct hf_kind *kind = &r->kind[k];
    struct hf_states found = hf_graph_reach(hf_graph_of(kind, &all, r->arena), kind->states, NULL);
    for (uint16_t s = 0; s < kind->states; s++) {
        if (!hf_states_have(&found, s))
            hf_find_at(r, 3, kind->state[s].offset, HF_WORD_flow_state_unreached, kind->state[s].name,
                       HF_STR_NONE);
    }
}

void hf_check_exits(struct hf_reader *r, uint16_t k)
{
    const struct hf_kind *kind = &r->kind[k];
    const struct hf_graph *graph = hf_graph_of(kind, &all, r->arena);
    for (uint16_t s = 0; s < kind->states; s++) {
        struct hf_states found = hf_graph_reach(graph, s, NULL);
        bool ends = kind->state[s].end != HF_END_NOT;
        for (uint16_t t = 0; t < kind->states && !ends; t++)
            ends = hf_states_have(&found, t) && kind->state[t].end != HF_END_NOT;
        if (!ends && r->origin == HF_FLOW_PUBLISHED)
            hf_find_at(r, 3, kind->state[s].offset, HF_WORD_flow_no_way_out, kind->state[s].name,
                       HF_STR_NONE);
    }
}

/* Is there a way from the circle of s to a state from which there is no way back? `found[t]`: reached from t.
 */
static bool leaves(const struct hf_states *found, uint16_t states, uint16_t s)
{
    for (uint16_t t = 0; t < states; t++) {
        if (hf_states_have(&found[s], t) && !hf_states_have(&found[t], s))
            return true;
    }
    return false;
}

/* Does s lie in a circle of more states than itself? */
static bool in_circle(const struct hf_graph *graph, const struct hf_states *found, uint16_t s)
{
    for (uint16_t t = 0; t < graph->states; t++) {
        if (t != s && hf_states_have(&graph->arrow[s], t) && hf_states_have(&found[t], s))
            return true;
    }
    return false;
}

void hf_check_clock_circles(struct hf_reader *r, uint16_t k)
{
    const struct hf_kind *kind = &r->kind[k];
    const struct hf_graph *people = hf_graph_of(kind, &people_only, r->arena);
    struct hf_states *found = HF_NEW(r->arena, struct hf_states, HF_STATES_MAX);
    for (uint16_t s = 0; s < kind->states; s++)
        found[s] = hf_graph_reach(people, s, NULL);
    for (uint16_t s = 0; s < kind->states && r->origin == HF_FLOW_PUBLISHED; s++) {
        if (in_circle(people, found, s) && !leaves(found, kind->states, s))
            hf_find_at(r, 3, kind->state[s].offset, HF_WORD_flow_clock_circle, kind->state[s].name,
                       HF_STR_NONE);
    }
}

void hf_check_unhandled(struct hf_reader *r, uint16_t k)
{
    const struct hf_kind *kind = &r->kind[k];
    for (uint16_t e = 0; e < kind->events; e++) {
        if (!hf_event_lives(kind, e) && hf_flow_find_birth(kind, e) == NULL)
            hf_find_at(r, 3, kind->event[e].offset, HF_WORD_flow_event_unhandled, kind->event[e].name,
                       HF_STR_NONE);
    }
}

void hf_check_never(struct hf_reader *r, uint16_t k)
{
    const struct hf_kind *kind = &r->kind[k];
    for (uint16_t i = 0; i < kind->nevers; i++) {
        const struct hf_never *never = &kind->never[i];
        struct hf_drawing drawing = {.without = &never->without_events};
        struct hf_states found = hf_graph_find(kind, &drawing, kind->states, &never->without, r->arena);
        for (uint16_t s = 0; s < kind->states; s++) {
            bool avoided = hf_states_have(&never->without, s);
            if (hf_states_have(&found, s) && hf_states_have(&never->reach, s) && !avoided)
                hf_find_at(r, 10, never->offset, HF_WORD_flow_never_happens, kind->state[s].name,
                           HF_STR_NONE);
        }
    }
}
