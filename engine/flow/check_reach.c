/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What can be reached (C3, C10). A kind is looked at as a graph: its states, one node more for "not yet
 * born", and an arrow for each branch, guards taken as possibly true.
 */
#include "flow/check.h"

/* arrow[from] is the set of states a branch leads to; row `states` is birth. */
struct graph {
    struct hf_states arrow[HF_STATES_MAX + 1];
    uint16_t states;
};

static void join(struct hf_states *into, const struct hf_states *from)
{
    for (size_t i = 0; i < HF_STATES_MAX / 64; i++)
        into->bit[i] |= from->bit[i];
}

static void put(struct hf_states *set, uint16_t state)
{
    set->bit[state / 64] |= UINT64_C(1) << (state % 64);
}

/* Which branches are drawn: all; those of people only; those that avoid some events. */
struct drawing {
    bool people_only;
    const struct hf_indices *without;
};

static bool drawn(const struct drawing *drawing, const struct hf_kind *kind, uint16_t e)
{
    const struct hf_event *event = &kind->event[e];
    bool clock_only =
        event->by_clock && event->by.count == 0 && event->born_by.count == 0 && !event->by_engine;
    for (uint16_t i = 0; drawing->without != NULL && i < drawing->without->count; i++) {
        if (drawing->without->at[i] == e)
            return false;
    }
    return !(drawing->people_only && clock_only);
}

static void draw_handler(struct graph *graph, uint16_t from, const struct hf_handler *handler, bool *back)
{
    for (uint16_t b = 0; b < handler->branches.count; b++) {
        const struct hf_branch *branch = &handler->branches.at[b];
        if (branch->refuses)
            continue;
        if (branch->to < graph->states)
            put(&graph->arrow[from], branch->to);
        *back = *back || branch->to == HF_BACK;
    }
}

static void draw(const struct hf_kind *kind, const struct drawing *drawing, struct graph *graph)
{
    bool back[HF_STATES_MAX + 1] = {false};
    memset(graph, 0, sizeof *graph);
    graph->states = kind->states;
    for (uint16_t s = 0; s <= kind->states; s++) {
        for (uint16_t e = 0; e < kind->events; e++) {
            const struct hf_handler *handler = hf_handler_at(kind, s, e);
            if (handler != NULL && drawn(drawing, kind, e))
                draw_handler(graph, s, handler, &back[s]);
        }
    }
    for (uint16_t s = 0; s < kind->states; s++) {
        for (uint16_t from = 0; from < kind->states && back[s]; from++) {
            if (hf_states_have(&graph->arrow[from], s))
                put(&graph->arrow[s], from);
        }
    }
}

/* All that can be reached from `from`, without passing through `avoid` (NULL: nothing is avoided). */
static struct hf_states reach(const struct graph *graph, uint16_t from, const struct hf_states *avoid)
{
    struct hf_states found = graph->arrow[from];
    bool grew = true;
    while (grew) {
        struct hf_states before = found;
        for (uint16_t s = 0; s < graph->states; s++) {
            if (hf_states_have(&found, s) && !(avoid != NULL && hf_states_have(avoid, s)))
                join(&found, &graph->arrow[s]);
        }
        grew = memcmp(&before, &found, sizeof found) != 0;
    }
    return found;
}

static struct graph *graph_of(struct hf_reader *r, uint16_t k, struct drawing drawing)
{
    struct graph *graph = HF_NEW(r->arena, struct graph, 1);
    draw(&r->kind[k], &drawing, graph);
    return graph;
}

void hf_check_reach(struct hf_reader *r, uint16_t k)
{
    const struct hf_kind *kind = &r->kind[k];
    struct hf_states found = reach(graph_of(r, k, (struct drawing){false, NULL}), kind->states, NULL);
    for (uint16_t s = 0; s < kind->states; s++) {
        if (!hf_states_have(&found, s))
            hf_find_at(r, 3, kind->state[s].offset, HF_WORD_flow_state_unreached, kind->state[s].name,
                       HF_STR_NONE);
    }
}

void hf_check_exits(struct hf_reader *r, uint16_t k)
{
    const struct hf_kind *kind = &r->kind[k];
    const struct graph *graph = graph_of(r, k, (struct drawing){false, NULL});
    for (uint16_t s = 0; s < kind->states; s++) {
        struct hf_states found = reach(graph, s, NULL);
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
static bool in_circle(const struct graph *graph, const struct hf_states *found, uint16_t s)
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
    const struct graph *people = graph_of(r, k, (struct drawing){true, NULL});
    struct hf_states *found = HF_NEW(r->arena, struct hf_states, HF_STATES_MAX);
    for (uint16_t s = 0; s < kind->states; s++)
        found[s] = reach(people, s, NULL);
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
        bool handled = false;
        for (uint16_t s = 0; s <= kind->states; s++)
            handled = handled || hf_handler_at(kind, s, e) != NULL;
        if (!handled)
            hf_find_at(r, 3, kind->event[e].offset, HF_WORD_flow_event_unhandled, kind->event[e].name,
                       HF_STR_NONE);
    }
}

void hf_check_never(struct hf_reader *r, uint16_t k)
{
    const struct hf_kind *kind = &r->kind[k];
    struct graph *graph = HF_NEW(r->arena, struct graph, 1);
    for (uint16_t i = 0; i < kind->nevers; i++) {
        const struct hf_never *never = &kind->never[i];
        draw(kind, &(struct drawing){false, &never->without_events}, graph);
        struct hf_states found = reach(graph, kind->states, &never->without);
        for (uint16_t s = 0; s < kind->states; s++) {
            bool avoided = hf_states_have(&never->without, s);
            if (hf_states_have(&found, s) && hf_states_have(&never->reach, s) && !avoided)
                hf_find_at(r, 10, never->offset, HF_WORD_flow_never_happens, kind->state[s].name,
                           HF_STR_NONE);
        }
    }
}
