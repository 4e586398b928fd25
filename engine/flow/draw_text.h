/* SPDX-License-Identifier: Apache-2.0 */
/* How wide a text is, where it is broken into lines, and how it is written in XML. */
#ifndef HF_FLOW_DRAW_TEXT_H
#define HF_FLOW_DRAW_TEXT_H

#include "base/buf.h"

struct draw_font {
    int32_t size, leading; /* pixels; from line to line */
    bool bold, italic;
    const char *fill;
};

/* Pixels, rounded up. */
int32_t draw_width(const struct draw_font *font, struct hf_str text);

/*
 * Takes the next line off `text`: as many words as fit in `width`, at least one piece of a word. A word that
 * is wider is cut between characters.
 */
struct hf_str draw_take_line(const struct draw_font *font, int32_t width, struct hf_str *text);

/* The text with & < > " ' as entities; what XML 1.0 has no character for becomes U+FFFD. */
void draw_escape(struct hf_buf *out, struct hf_str text);

#endif
