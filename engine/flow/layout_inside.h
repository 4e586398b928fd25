/* SPDX-License-Identifier: Apache-2.0 */
/* What the steps of the layout share. Private to engine/flow/layout*.c. */
#ifndef HF_FLOW_LAYOUT_INSIDE_H
#define HF_FLOW_LAYOUT_INSIDE_H

#include "flow/layout.h"

enum {
    LAYOUT_GAP = 16,       /* between neighbours of a layer */
    LAYOUT_BEND = 26,      /* between layers, where lines bend */
    LAYOUT_PORTS = 14,     /* between lines at one side of a box, where there is room */
    LAYOUT_PORT_RIM = 10,  /* from a corner to the first line */
    LAYOUT_LABEL_SKIP = 5, /* from a line to its label */
    LAYOUT_STRAIGHT = 8    /* how much more a piece between two bends wants to be straight */
};

/* A box, or the place where a line passes a layer (with its label, if that layer bears it). */
struct piece {
    int32_t left, right, height; /* from its axis */
    int32_t x;                   /* of the axis */
    uint16_t layer;
    uint32_t at; /* in its layer */
    uint16_t box, edge;
    bool passes, labelled;
    uint32_t *up, *down; /* strands to the layer above and below */
    uint32_t ups, downs;
};

/* A part of a line, between two layers. */
struct strand {
    uint32_t upper, lower;          /* pieces */
    int32_t upper_port, lower_port; /* from the axis */
    uint32_t weight;
};

struct row {
    uint32_t *piece;
    uint32_t count;
    int32_t top, height;
};

struct work {
    struct hf_layout *graph;
    struct hf_arena *arena;
    uint16_t *order; /* of each box: its place in the order in which lines lead downwards */
    uint16_t *layer; /* of each box */
    struct piece *piece;
    struct strand *strand;
    struct row *row;
    uint32_t *first; /* of each line: its uppermost strand; the others follow */
    uint32_t pieces, strands;
    uint16_t rows;
};

/* layout_layer.c: which lines are turned, and the layer of each box (boxes on even ones, labels between). */
void layout_layers(struct work *w);
/* layout_order.c: the order within layers. */
void layout_order(struct work *w);
uint64_t layout_crossings(const struct work *w);
/* layout_place.c: x of pieces, y of layers. */
void layout_place(struct work *w);

static inline bool layout_turned(const struct work *w, const struct hf_layout_edge *edge)
{
    return w->order[edge->from] > w->order[edge->to];
}

#endif
