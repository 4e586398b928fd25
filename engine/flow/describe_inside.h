/* SPDX-License-Identifier: Apache-2.0 */
/* What the parts of a description share. Private to engine/flow/describe*.c. */
#ifndef HF_FLOW_DESCRIBE_INSIDE_H
#define HF_FLOW_DESCRIBE_INSIDE_H

#include "flow/describe.h"
#include "flow/prose.h"

enum { DEEP = 6 }; /* numbers have at most so many parts */

/* Chapters; those of kinds follow CHAPTER_LAW in order, and the notices stand after them. */
enum { CHAPTER_PROCEDURE = 1, CHAPTER_PARTIES, CHAPTER_LAW, CHAPTER_KINDS };

/* Sections of a kind's chapter. */
enum section {
    SECTION_WHAT = 1,
    SECTION_CAST,
    SECTION_RECORD,
    SECTION_CONDITIONS,
    SECTION_STEPS,
    SECTION_BEGIN,
    SECTION_STATES,
    SECTION_GROUPS,
    SECTION_ANYWHERE,
    SECTION_CLOCKS,
    SECTION_DUTIES,
    SECTION_MARKS,
    SECTION_NEVER,
    SECTION_CONFIDENTIAL
};

struct telling {
    struct hf_prose prose; /* whose `out` is the paragraph in hand */
    struct hf_buf text;
    uint32_t number[DEEP];
    bool muted;    /* counted, not kept */
    bool overfull; /* there is no room for more */
    size_t mark;   /* of the arena, where it became muted: what is not kept is given back */
    struct hf_paragraph *paragraph;
    size_t count, room;
};

/* ---- paragraphs: sentences are put into the one in hand, which is then closed ---- */

void tell_say(struct telling *t, enum hf_phrase phrase, struct hf_str a, struct hf_str b, struct hf_str c);
void tell_say_all(struct telling *t, enum hf_phrase phrase, const struct hf_str arg[], size_t args);
static inline void tell_say1(struct telling *t, enum hf_phrase phrase, struct hf_str a)
{
    tell_say(t, phrase, a, HF_STR_NONE, HF_STR_NONE);
}
static inline void tell_say0(struct telling *t, enum hf_phrase phrase)
{
    tell_say(t, phrase, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
}
/* Gives the paragraph in hand its number, of `depth` parts; an empty one too. */
void tell_close(struct telling *t, uint32_t depth);
void tell_heading(struct telling *t, uint32_t depth, struct hf_str text);
/* "None.", if nothing has been said below the last heading of this depth. */
void tell_none(struct telling *t, uint32_t depth);

/* ---- parts of sentences, in the arena ---- */

struct hf_str tell_phrase(const struct telling *t, enum hf_phrase phrase, struct hf_str a, struct hf_str b,
                          struct hf_str c);
struct hf_str tell_quoted(const struct telling *t, struct hf_str text);
struct hf_str tell_expr(const struct telling *t, const struct hf_expr *expr);
struct hf_str tell_number(const struct telling *t, int64_t number);
/* "5.7.2"; 0 ends it. */
struct hf_str tell_place(const struct telling *t, uint32_t chapter, uint32_t section, uint32_t item);
uint32_t tell_chapter(const struct telling *t, const struct hf_kind *kind);
uint32_t tell_notices_chapter(const struct telling *t);

/* A list in one sentence: "a, b, c", or with semicolons. */
struct list {
    struct hf_buf text;
    struct hf_str mark;
};
struct list tell_list(const struct telling *t, enum hf_phrase mark);
void tell_item(struct list *list, struct hf_str item);
struct hf_str tell_listed(const struct list *list);

static inline struct hf_str tell_text(const struct telling *t, const struct hf_text *text)
{
    return hf_prose_text(&t->prose, text);
}

/* describe_step.c */
struct hf_str tell_bases(const struct telling *t, const struct hf_basis_uses *bases);
struct hf_str tell_basis_indices(const struct telling *t, const struct hf_indices *bases);
void tell_step(struct telling *t, uint16_t event);
/* The branches of a handler, as a paragraph of this depth with one below for each branch if there are
 * several.
 */
void tell_handler(struct telling *t, const struct hf_handler *handler, uint32_t depth);
/* describe_shape.c */
struct hf_str tell_member_name(const struct telling *t, const struct hf_shape_member *member);
struct hf_str tell_member(const struct telling *t, const struct hf_shape *object, uint16_t member);
struct hf_str tell_members(const struct telling *t, const struct hf_shape *object);
/* Members whose value, or something in it, is hidden; empty where there is none. */
struct hf_str tell_hidden(const struct telling *t, const struct hf_shape *object);
/* describe_state.c */
void tell_states(struct telling *t);
void tell_groups(struct telling *t);
void tell_clocks(struct telling *t);
void tell_duties(struct telling *t);
void tell_term(struct telling *t, const struct hf_term *term);
/* describe_kind.c */
void tell_kind(struct telling *t, uint16_t kind);

#endif
