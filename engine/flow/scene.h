/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is to be seen of a kind: boxes and arrows with their lines of text, before and after they are laid
 * out. The SVG is written from it, and the other exports take their arrows from it too.
 */
#ifndef HF_FLOW_SCENE_H
#define HF_FLOW_SCENE_H

#include "flow/draw_text.h"
#include "flow/layout.h"
#include "flow/prose.h"

/* name, size, leading, bold, italic, fill */
#define SCENE_FONTS(X)                         \
    X(HEADING, 18, 24, true, false, "#1a1a1a") \
    X(STAGE, 10, 14, false, false, "#555555")  \
    X(TITLE, 13, 17, true, false, "#1a1a1a")   \
    X(PLAIN, 11, 15, false, false, "#1a1a1a")  \
    X(RAISED, 11, 15, false, true, "#1a1a1a")
enum scene_font {
#define SCENE_FONT(name, size, leading, bold, italic, fill) SCENE_##name,
    SCENE_FONTS(SCENE_FONT)
#undef SCENE_FONT
};
extern const struct draw_font scene_font[];

enum {
    SCENE_TEXT_WIDTH = 200, /* where lines in boxes are broken */
    SCENE_LABEL_WIDTH = 132,
    SCENE_PAD = 9,    /* between border and text */
    SCENE_BADGE = 15, /* width and height of a letter's square */
    SCENE_START = 22  /* of the dot where an instance begins */
};

struct scene_line {
    struct hf_str text;
    enum scene_font font;
};

struct scene_text {
    struct scene_line *line;
    size_t count, room;
};

enum scene_box_kind { SCENE_BEGIN, SCENE_STATE, SCENE_GROUP };
struct scene_box {
    enum scene_box_kind kind;
    uint16_t of;              /* state, or group; HF_NONE: every state that is not final */
    uint16_t letter;          /* GROUP: 0 for A */
    struct hf_states members; /* GROUP */
    struct hf_str stage;
    struct scene_text text;
};

/* One line of the picture: all events that lead from one box to another. */
struct scene_arrow {
    uint16_t from, to; /* boxes */
    bool clock_only;
    struct scene_text text;
};

struct scene {
    struct hf_prose teller;
    struct scene_box *box;
    struct scene_arrow *arrow;
    uint16_t boxes, arrows, letters;
    uint16_t *between; /* [from][to]: the arrow from box to box and one, or 0 */
    size_t arrow_room;
    uint32_t said; /* lines of events */
    struct hf_layout layout;
};

/* Events named in one picture; more cannot be read anyway. */
enum { SCENE_EVENTS_MAX = 6000 };

/* Boxes, arrows and texts of a kind, and their sizes; not yet their places. False: too many events. */
bool scene_make(struct scene *scene, const struct hf_prose *teller);
/* "B", "A1" after "Z" */
struct hf_str scene_letter(struct hf_arena *arena, uint16_t letter);
/* The side of a part's first role. */
uint16_t scene_side(const struct hf_flow *flow, const struct hf_kind *kind, uint16_t part);
/* The states in which this handler answers its event. */
struct hf_states scene_states_of(const struct hf_kind *kind, const struct hf_handler *handler);
uint16_t scene_count(const struct hf_states *states);

#endif
