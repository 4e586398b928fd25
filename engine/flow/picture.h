/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is to be seen of a kind: boxes and arrows with their lines of text, before and after they are laid
 * out. The SVG is written from it.
 */
#ifndef HF_FLOW_PICTURE_H
#define HF_FLOW_PICTURE_H

#include "flow/draw_text.h"
#include "flow/layout.h"
#include "flow/prose.h"

/* name, size, leading, bold, italic, fill */
#define PICTURE_FONTS(X)                       \
    X(HEADING, 18, 24, true, false, "#1a1a1a") \
    X(STAGE, 10, 14, false, false, "#555555")  \
    X(TITLE, 13, 17, true, false, "#1a1a1a")   \
    X(PLAIN, 11, 15, false, false, "#1a1a1a")  \
    X(RAISED, 11, 15, false, true, "#1a1a1a")
enum picture_font {
#define PICTURE_FONT(name, size, leading, bold, italic, fill) PICTURE_##name,
    PICTURE_FONTS(PICTURE_FONT)
#undef PICTURE_FONT
};
extern const struct draw_font picture_font[];

enum {
    PICTURE_TEXT_WIDTH = 200, /* where lines in boxes are broken */
    PICTURE_LABEL_WIDTH = 132,
    PICTURE_PAD = 9,    /* between border and text */
    PICTURE_BADGE = 15, /* width and height of a letter's square */
    PICTURE_START = 22  /* of the dot where an instance begins */
};

struct picture_line {
    struct hf_str text;
    enum picture_font font;
};

struct picture_text {
    struct picture_line *line;
    size_t count, room;
};

enum picture_box_kind { PICTURE_BEGIN, PICTURE_STATE, PICTURE_GROUP };
struct picture_box {
    enum picture_box_kind kind;
    uint16_t of;              /* state, or group; HF_NONE: every state that is not final */
    uint16_t letter;          /* GROUP: 0 for A */
    struct hf_states members; /* GROUP */
    struct hf_str stage;
    struct picture_text text;
};

/* One line of the picture: all events that lead from one box to another. */
struct picture_arrow {
    uint16_t from, to; /* boxes */
    bool clock_only;
    struct picture_text text;
};

struct picture {
    struct hf_prose prose;
    struct picture_box *box;
    struct picture_arrow *arrow;
    uint16_t boxes, arrows, letters;
    uint16_t *between; /* [from][to]: the arrow from box to box and one, or 0 */
    size_t arrow_room;
    uint32_t said; /* lines of events */
    struct hf_layout layout;
};

/* Events named in one picture; more cannot be read anyway. */
enum { PICTURE_EVENTS_MAX = 6000 };

/* Boxes, arrows and texts of a kind, and their sizes; not yet their places. False: too many events. */
bool picture_make(struct picture *picture, const struct hf_prose *prose);
/* "B", "A1" after "Z" */
struct hf_str picture_letter(struct hf_arena *arena, uint16_t letter);
/* The side of a part's first role. */
uint16_t picture_side(const struct hf_flow *flow, const struct hf_kind *kind, uint16_t part);
/* The states in which this handler answers its event. */
struct hf_states picture_states_of(const struct hf_kind *kind, const struct hf_handler *handler);
uint16_t picture_count(const struct hf_states *states);

#endif
