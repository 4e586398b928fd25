/* SPDX-License-Identifier: Apache-2.0 */
/* Cycles and layers: which lines are turned round, and how far down each box stands. */
#include "flow/layout_inside.h"

enum { SETTLING_ROUNDS = 8 };

/* ---- the order in which lines lead downwards ---- */

struct walk {
    struct work *w;
    uint16_t *path, *next; /* the boxes on the way, and which line of each is looked at */
    bool *seen;
    uint16_t depth, left;
};

/* Rules are lines here, after the drawn ones. */
static struct hf_layout_rule line_at(const struct hf_layout *g, uint16_t i)
{
    if (i >= g->edges)
        return g->rule[i - g->edges];
    return (struct hf_layout_rule){g->edge[i].from, g->edge[i].to};
}

/* The next box not yet seen to which a line leads, or the number of boxes. */
static uint16_t step(struct walk *walk)
{
    const struct hf_layout *g = walk->w->graph;
    uint16_t box = walk->path[walk->depth - 1];
    for (uint16_t *i = &walk->next[box]; *i < g->edges + g->rules; ++*i) {
        struct hf_layout_rule line = line_at(g, *i);
        if (line.first == box && !walk->seen[line.then])
            return line.then;
    }
    return g->nodes;
}

static void enter(struct walk *walk, uint16_t box)
{
    walk->seen[box] = true;
    walk->path[walk->depth++] = box;
}

/* Depth first: a box left later stands higher (reverse postorder). */
static void walk_from(struct walk *walk, uint16_t box)
{
    enter(walk, box);
    while (walk->depth > 0) {
        uint16_t to = step(walk);
        if (to < walk->w->graph->nodes)
            enter(walk, to);
        else
            walk->w->order[walk->path[--walk->depth]] = --walk->left;
    }
}

static void order_by_walk(struct work *w)
{
    uint16_t n = w->graph->nodes;
    struct walk walk = {.w = w,
                        .path = HF_NEW(w->arena, uint16_t, n + 1u),
                        .next = HF_NEW(w->arena, uint16_t, n + 1u),
                        .seen = HF_NEW(w->arena, bool, n + 1u),
                        .left = n};
    for (uint16_t box = 0; box < n; box++)
        if (!walk.seen[box])
            walk_from(&walk, box);
}

static uint32_t turned_lines(const struct work *w)
{
    uint32_t turned = 0;
    for (uint16_t e = 0; e < w->graph->edges; e++)
        turned += layout_turned(w, &w->graph->edge[e]);
    return turned;
}

/* The given order, unless it turns more than twice as many lines as following them does. */
static void find_order(struct work *w)
{
    uint16_t n = w->graph->nodes, *walked = HF_NEW(w->arena, uint16_t, n + 1u);
    w->order = walked;
    order_by_walk(w);
    uint32_t turned = turned_lines(w);
    w->order = HF_NEW(w->arena, uint16_t, n + 1u);
    for (uint16_t i = 0; i < n; i++)
        w->order[i] = i;
    if (2 * turned < turned_lines(w))
        w->order = walked;
}

/* ---- layers ---- */

static void at_least(uint16_t *layer, uint32_t least)
{
    *layer = *layer < least ? (uint16_t)least : *layer;
}

/* As high as what stands above allows: the longest path. One box after the other in the order of lines. */
static void push_down(struct work *w, uint16_t box)
{
    const struct hf_layout *g = w->graph;
    for (uint16_t e = 0; e < g->edges; e++) {
        const struct hf_layout_edge *edge = &g->edge[e];
        bool turned = layout_turned(w, edge);
        if ((turned ? edge->to : edge->from) == box)
            at_least(&w->layer[turned ? edge->from : edge->to], w->layer[box] + 2u);
    }
    for (uint16_t r = 0; r < g->rules; r++)
        if (g->rule[r].first == box && w->order[box] < w->order[g->rule[r].then])
            at_least(&w->layer[g->rule[r].then], w->layer[box]);
}

/* The lines of a box upwards and downwards, and how low it may sink. */
struct pull {
    uint32_t up, down, lowest;
};

static struct pull pull_of(const struct work *w, uint16_t box)
{
    const struct hf_layout *g = w->graph;
    struct pull pull = {.lowest = UINT16_MAX};
    for (uint16_t e = 0; e < g->edges; e++) {
        bool turned = layout_turned(w, &g->edge[e]);
        uint16_t upper = turned ? g->edge[e].to : g->edge[e].from;
        uint16_t lower = turned ? g->edge[e].from : g->edge[e].to;
        pull.up += lower == box;
        pull.down += upper == box;
        if (upper == box && w->layer[lower] - 2u < pull.lowest)
            pull.lowest = w->layer[lower] - 2u;
    }
    for (uint16_t r = 0; r < g->rules; r++)
        if (g->rule[r].first == box && w->order[box] < w->order[g->rule[r].then] &&
            w->layer[g->rule[r].then] < pull.lowest)
            pull.lowest = w->layer[g->rule[r].then];
    return pull;
}

/* A box with more lines downwards than upwards makes the picture shorter further down. */
static bool settle(struct work *w, const uint16_t *by_order)
{
    bool moved = false;
    for (uint16_t i = w->graph->nodes; i-- > 0;) {
        uint16_t box = by_order[i];
        struct pull pull = pull_of(w, box);
        if (pull.down <= pull.up || pull.lowest == UINT16_MAX || pull.lowest <= w->layer[box])
            continue;
        w->layer[box] = (uint16_t)pull.lowest;
        moved = true;
    }
    return moved;
}

void layout_layers(struct work *w)
{
    uint16_t n = w->graph->nodes, *by_order = HF_NEW(w->arena, uint16_t, n + 1u);
    w->layer = HF_NEW(w->arena, uint16_t, n + 1u);
    find_order(w);
    for (uint16_t box = 0; box < n; box++)
        by_order[w->order[box]] = box;
    for (uint16_t i = 0; i < n; i++)
        push_down(w, by_order[i]);
    for (int round = 0; round < SETTLING_ROUNDS && settle(w, by_order); round++)
        continue;
    w->rows = 0;
    for (uint16_t box = 0; box < n; box++)
        if (w->layer[box] >= w->rows)
            w->rows = (uint16_t)(w->layer[box] + 1u);
}
