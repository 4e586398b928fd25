/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A definition as a picture: SVG of our own layered layout, one panel per kind, without styles, scripts or
 * anything from outside; the same to the byte on every machine. Widths of text are those of DejaVu Sans and
 * Verdana, the widest of the usual fonts, so that no text leaves its box with another one.
 *
 * States are boxes with who must act and by when. What several states have in common (an event handled alike
 * in a group, a clock of a group) is drawn once, as a box of its own whose letter stands on each of those
 * states; what moves nothing is listed in the box. Several events between the same two boxes share a line.
 */
#ifndef HF_FLOW_DRAW_H
#define HF_FLOW_DRAW_H

#include "flow/subject.h"

/* REFUSED draw_too_large: more lines than can be laid out (flow/layout.h). Nothing is written then. Kinds
 * stand one under the other. */
enum hf_rc hf_draw(const struct hf_subject *subject, struct hf_arena *arena, struct hf_buf *out,
                   struct hf_err *err);

#endif
