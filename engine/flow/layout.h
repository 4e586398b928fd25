/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where the boxes and lines of a picture go: a layered drawing from top to bottom (Sugiyama, Tagawa and Toda,
 * 1981). Lines that lead against the reading order are turned, boxes take layers, long lines are cut into
 * pieces of one layer each, crossings are reduced by barycentres and exchanges, and each layer is then set
 * exactly by isotonic regression towards its neighbours.
 *
 * Whole numbers only and no order but the given one, so the same graph is drawn to the same byte everywhere.
 * What is promised: boxes, labels and lines of one layer do not touch; a line passes a layer on a straight
 * vertical through its own slot and bends only between layers, where no box is: so it crosses no box and no
 * label.
 */
#ifndef HF_FLOW_LAYOUT_H
#define HF_FLOW_LAYOUT_H

#include "base/arena.h"

struct hf_point {
    int32_t x, y;
};

struct hf_layout_node {
    int32_t width, height;
    int32_t x, y; /* found: the upper left corner */
};

/*
 * `point` is an even number of points, from the border of `from` to that of `to`: from each even one to the
 * next the line is vertical, from each odd one to the next it bends, leaving and arriving vertically.
 */
struct hf_layout_edge {
    uint16_t from, to; /* not the same */
    int32_t label_width, label_height;
    int32_t label_x, label_y; /* found: the upper left corner of the label; the line passes left of it */
    const struct hf_point *point;
    uint32_t points;
};

/* `then` stands no higher than `first`; no line is drawn. */
struct hf_layout_rule {
    uint16_t first, then;
};

struct hf_layout {
    struct hf_layout_node *node; /* in reading order: where it can be, earlier ones stand higher */
    struct hf_layout_edge *edge;
    const struct hf_layout_rule *rule;
    uint16_t nodes, edges, rules;
    int32_t width, height; /* found */
};

/* What is drawn in reasonable time: pieces of lines and boxes together. */
enum { HF_LAYOUT_PIECES_MAX = 20000 };

/* False, and nothing found: more pieces than that. */
bool hf_layout_find(struct hf_layout *layout, struct hf_arena *arena);

#endif
