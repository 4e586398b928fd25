/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/graph.h"

void hf_states_join(struct hf_states *into, const struct hf_states *from)
{
    for (size_t i = 0; i < HF_STATES_MAX / 64; i++)
        into->bit[i] |= from->bit[i];
}

bool hf_branch_discharges(const struct hf_branch *branch, uint16_t obligation)
{
    return hf_indices_have(&branch->discharge, obligation);
}

static bool drawn(const struct hf_drawing *drawing, const struct hf_kind *kind, uint16_t row, uint16_t e)
{
    const struct hf_event *event = &kind->event[e];
    if (drawing->born_of_people && row == kind->states && event->born_by.count == 0)
        return false;
    bool clock_only =
        event->by_clock && event->by.count == 0 && event->born_by.count == 0 && !event->by_engine;
    if (drawing->without != NULL && hf_indices_have(drawing->without, e))
        return false;
    return !(drawing->people_only && clock_only);
}

/* Where one handler leads, from whichever state it stands in. */
struct leads {
    struct hf_states to;
    bool back;
};

static struct leads leads_of(const struct hf_drawing *drawing, uint16_t states,
                             const struct hf_handler *handler)
{
    struct leads leads = {.back = false};
    for (uint16_t b = 0; b < handler->branches.count; b++) {
        const struct hf_branch *branch = &handler->branches.at[b];
        if (branch->refuses ||
            (drawing->undischarged != NULL && hf_branch_discharges(branch, *drawing->undischarged)))
            continue;
        if (branch->to < states)
            hf_states_put(&leads.to, branch->to);
        leads.back = leads.back || branch->to == HF_BACK;
    }
    return leads;
}

/* A handler of a group or of `anywhere` stands in many states: its branches are looked at once. */
static void draw_arrows(struct hf_graph *graph, const struct hf_kind *kind, const struct hf_drawing *drawing,
                        bool *back, struct hf_arena *arena)
{
    struct leads *leads = HF_NEW_UNSET(arena, struct leads, kind->handlers + 1u);
    for (uint16_t h = 0; h < kind->handlers; h++)
        leads[h] = leads_of(drawing, kind->states, &kind->handler[h]);
    for (uint16_t s = 0; s <= kind->states; s++) {
        for (uint16_t e = 0; e < kind->events; e++) {
            uint16_t h = kind->next[(size_t)s * kind->events + e];
            if (h == HF_NONE || !drawn(drawing, kind, s, e))
                continue;
            hf_states_join(&graph->arrow[s], &leads[h].to);
            back[s] = back[s] || leads[h].back;
        }
    }
}

const struct hf_graph *hf_graph_of(const struct hf_kind *kind, const struct hf_drawing *drawing,
                                   struct hf_arena *arena)
{
    struct hf_graph *graph = HF_NEW(arena, struct hf_graph, 1);
    bool back[HF_STATES_MAX + 1] = {false};
    size_t mark = hf_arena_mark(arena);
    graph->states = kind->states;
    draw_arrows(graph, kind, drawing, back, arena);
    hf_arena_reset(arena, mark);
    for (uint16_t s = 0; s < kind->states; s++) {
        for (uint16_t from = 0; from < kind->states && back[s]; from++) {
            if (hf_states_have(&graph->arrow[from], s))
                hf_states_put(&graph->arrow[s], from);
        }
    }
    return graph;
}

/* Each state is followed once: those found are taken from `open` again as long as they are new. */
struct hf_states hf_graph_reach(const struct hf_graph *graph, uint16_t from, const struct hf_states *avoid)
{
    struct hf_states found = graph->arrow[from], followed = {{0}};
    for (size_t i = 0; i < HF_STATES_MAX / 64;) {
        uint64_t open = found.bit[i] & ~followed.bit[i] & ~(avoid == NULL ? 0 : avoid->bit[i]);
        if (open == 0) {
            i++;
            continue;
        }
        uint16_t s = (uint16_t)(i * 64 + (size_t)__builtin_ctzll(open));
        hf_states_put(&followed, s);
        hf_states_join(&found, &graph->arrow[s]);
        i = 0;
    }
    return found;
}

struct hf_states hf_graph_find(const struct hf_kind *kind, const struct hf_drawing *drawing, uint16_t from,
                               const struct hf_states *avoid, struct hf_arena *arena)
{
    size_t mark = hf_arena_mark(arena);
    struct hf_states found = hf_graph_reach(hf_graph_of(kind, drawing, arena), from, avoid);
    hf_arena_reset(arena, mark);
    return found;
}
