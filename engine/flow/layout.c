/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/layout.h"

#include "flow/layout_inside.h"

/* ---- boxes and lines cut into pieces of one layer ---- */

static uint64_t count_pieces(const struct work *w)
{
    uint64_t pieces = w->graph->nodes;
    for (uint16_t e = 0; e < w->graph->edges; e++) {
        const struct hf_layout_edge *edge = &w->graph->edge[e];
        uint16_t from = w->layer[edge->from], to = w->layer[edge->to];
        pieces += (uint64_t)(from < to ? to - from : from - to) - 1;
    }
    return pieces;
}

static void add_box(struct work *w, uint16_t box)
{
    const struct hf_layout_node *node = &w->graph->node[box];
    w->piece[w->pieces++] = (struct piece){.left = node->width / 2,
                                           .right = node->width - node->width / 2,
                                           .height = node->height,
                                           .layer = w->layer[box],
                                           .box = box};
}

static uint32_t add_passage(struct work *w, uint16_t e, uint16_t layer, bool labelled)
{
    const struct hf_layout_edge *edge = &w->graph->edge[e];
    bool wide = labelled && edge->label_width > 0;
    w->piece[w->pieces] = (struct piece){.left = wide ? LAYOUT_LABEL_SKIP : 0,
                                         .right = wide ? LAYOUT_LABEL_SKIP + edge->label_width : 0,
                                         .height = wide ? edge->label_height : 0,
                                         .layer = layer,
                                         .edge = e,
                                         .passes = true,
                                         .labelled = labelled};
    return w->pieces++;
}

static void add_strand(struct work *w, uint32_t upper, uint32_t lower)
{
    uint32_t bends = (uint32_t)w->piece[upper].passes + (uint32_t)w->piece[lower].passes;
    w->strand[w->strands++] = (struct strand){.upper = upper,
                                              .lower = lower,
                                              .weight = bends == 2   ? LAYOUT_STRAIGHT
                                                        : bends == 1 ? 2
                                                                     : 1};
}

/* The label stands on the layer next to the box that the line leaves. */
static void cut_line(struct work *w, uint16_t e)
{
    const struct hf_layout_edge *edge = &w->graph->edge[e];
    bool turned = layout_turned(w, edge);
    uint16_t upper = turned ? edge->to : edge->from, lower = turned ? edge->from : edge->to;
    uint16_t bears = (uint16_t)(turned ? w->layer[lower] - 1 : w->layer[upper] + 1);
    uint32_t above = upper;
    w->first[e] = w->strands;
    for (uint16_t layer = (uint16_t)(w->layer[upper] + 1); layer < w->layer[lower]; layer++) {
        uint32_t passage = add_passage(w, e, layer, layer == bears);
        add_strand(w, above, passage);
        above = passage;
    }
    add_strand(w, above, lower);
}

static void list_rows(struct work *w)
{
    w->row = HF_NEW(w->arena, struct row, w->rows + 1u);
    for (uint32_t i = 0; i < w->pieces; i++)
        w->row[w->piece[i].layer].count++;
    for (uint16_t r = 0; r < w->rows; r++) {
        w->row[r].piece = HF_NEW(w->arena, uint32_t, w->row[r].count + 1u);
        w->row[r].count = 0;
    }
    for (uint32_t i = 0; i < w->pieces; i++) {
        struct row *row = &w->row[w->piece[i].layer];
        w->piece[i].at = row->count;
        row->piece[row->count++] = i;
    }
}

static void list_strands(struct work *w)
{
    for (uint32_t s = 0; s < w->strands; s++) {
        w->piece[w->strand[s].upper].downs++;
        w->piece[w->strand[s].lower].ups++;
    }
    for (uint32_t i = 0; i < w->pieces; i++) {
        struct piece *p = &w->piece[i];
        p->down = HF_NEW(w->arena, uint32_t, p->downs + 1u);
        p->up = HF_NEW(w->arena, uint32_t, p->ups + 1u);
        p->downs = p->ups = 0;
    }
    for (uint32_t s = 0; s < w->strands; s++) {
        struct piece *upper = &w->piece[w->strand[s].upper], *lower = &w->piece[w->strand[s].lower];
        upper->down[upper->downs++] = s;
        lower->up[lower->ups++] = s;
    }
}

static void cut(struct work *w, uint32_t pieces)
{
    w->piece = HF_NEW(w->arena, struct piece, pieces + 1u);
    w->strand = HF_NEW(w->arena, struct strand, pieces + w->graph->edges + 1u);
    w->first = HF_NEW(w->arena, uint32_t, w->graph->edges + 1u);
    for (uint16_t box = 0; box < w->graph->nodes; box++)
        add_box(w, box);
    for (uint16_t e = 0; e < w->graph->edges; e++)
        cut_line(w, e);
    list_rows(w);
    list_strands(w);
}

/* ---- what was asked for ---- */

static void tell_box(struct work *w, uint16_t box)
{
    const struct piece *p = &w->piece[box];
    w->graph->node[box].x = p->x - p->left;
    w->graph->node[box].y = w->row[p->layer].top + (w->row[p->layer].height - p->height) / 2;
}

/* The upper and lower end of a line's vertical in a layer: a box gives its border on the side of the line. */
static void tell_vertical(const struct work *w, const struct piece *p, int32_t x, bool leaves,
                          struct hf_point *out)
{
    const struct row *row = &w->row[p->layer];
    int32_t top = row->top, bottom = row->top + row->height, edge = top + (row->height - p->height) / 2;
    if (!p->passes && leaves)
        top = edge + p->height;
    else if (!p->passes)
        bottom = edge;
    out[0] = (struct hf_point){x, top};
    out[1] = (struct hf_point){x, bottom};
}

static void tell_label(const struct work *w, const struct piece *p)
{
    struct hf_layout_edge *edge = &w->graph->edge[p->edge];
    edge->label_x = p->x + LAYOUT_LABEL_SKIP;
    edge->label_y = w->row[p->layer].top + (w->row[p->layer].height - p->height) / 2;
}

static void tell_line(struct work *w, uint16_t e)
{
    struct hf_layout_edge *edge = &w->graph->edge[e];
    uint32_t from = w->first[e], to = e + 1 < w->graph->edges ? w->first[e + 1] : w->strands;
    uint32_t points = 2 * (to - from + 1);
    struct hf_point *point = HF_NEW(w->arena, struct hf_point, points);
    for (uint32_t s = from; s < to; s++) {
        const struct strand *strand = &w->strand[s];
        const struct piece *upper = &w->piece[strand->upper], *lower = &w->piece[strand->lower];
        if (s == from)
            tell_vertical(w, upper, upper->x + strand->upper_port, true, point);
        tell_vertical(w, lower, lower->x + strand->lower_port, false, &point[2 * (s - from + 1)]);
        if (lower->passes && lower->labelled)
            tell_label(w, lower);
    }
    for (uint32_t i = 0; layout_turned(w, edge) && i < points / 2; i++) {
        struct hf_point swapped = point[i];
        point[i] = point[points - 1 - i];
        point[points - 1 - i] = swapped;
    }
    edge->point = point;
    edge->points = points;
}

bool hf_layout_find(struct hf_layout *layout, struct hf_arena *arena)
{
    struct work w = {.graph = layout, .arena = arena};
    layout_layers(&w);
    uint64_t pieces = count_pieces(&w);
    if (pieces > HF_LAYOUT_PIECES_MAX)
        return false;
    cut(&w, (uint32_t)pieces);
    layout_order(&w);
    layout_place(&w);
    for (uint16_t box = 0; box < layout->nodes; box++)
        tell_box(&w, box);
    for (uint16_t e = 0; e < layout->edges; e++)
        tell_line(&w, e);
    return true;
}
