/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The words in which a definition is told and drawn: phrases by name from one catalogue, periods, terms and
 * guards in prose. The sentences stand whole in the catalogue, in each language; what is put in are names,
 * titles and numbers.
 */
#ifndef HF_FLOW_PROSE_H
#define HF_FLOW_PROSE_H

#include "flow/flow.h"
#include "flow/guard.h"
#include "flow/prose_words.h"

enum hf_phrase {
#define HF_PHRASE(name, en, fr) HF_PHRASE_##name,
    HF_PHRASES(HF_PHRASE)
#undef HF_PHRASE
        HF_PHRASE_COUNT
};

/* Who is speaking, about what. `event` says whose payload a guard's `event` is; HF_NONE: there is none. */
struct hf_prose {
    const struct hf_flow *flow;
    const struct hf_kind *kind; /* NULL: about the whole */
    uint16_t event;
    enum hf_lang lang;
    struct hf_buf *out;
    struct hf_arena *arena; /* for parts of phrases */
};

struct hf_str hf_phrase(enum hf_phrase phrase, enum hf_lang lang);
/* The phrase with {0} to {2} filled in; with any number of them. */
void hf_prose_put(const struct hf_prose *t, enum hf_phrase phrase, struct hf_str arg0, struct hf_str arg1,
                  struct hf_str arg2);
void hf_prose_put_all(const struct hf_prose *t, enum hf_phrase phrase, const struct hf_str arg[],
                      size_t args);

/* The beginning of a text, then "…"; a text of at most so many bytes as it is. */
struct hf_str hf_prose_cut(struct hf_arena *arena, struct hf_str text, size_t most);
/*
 * A text in the language of who speaks. Texts may be of any length and may be named thousands of times: of
 * one that is longer than 4 KiB the beginning is told.
 */
struct hf_str hf_prose_text(const struct hf_prose *t, const struct hf_text *text);

/* The same, into another text. */
struct hf_prose hf_prose_aside(const struct hf_prose *t, struct hf_buf *out);

/* A title inside a sentence: "our legal officer"; names keep their capital. */
struct hf_str hf_prose_inside(const struct hf_prose *t, struct hf_str text);
/* A sentence begins with it: "Our legal officer". */
struct hf_str hf_prose_first(const struct hf_prose *t, struct hf_str text);

/* A provision as the language cites it: "57(3)(b)", in French « 57-3-b ». */
struct hf_str hf_prose_provision(const struct hf_prose *t, struct hf_str at);

/* Who holds a part of the kind: the titles of its roles, inside a sentence. */
struct hf_str hf_prose_part(const struct hf_prose *t, uint16_t part);

/* "60 days"; a sign is left out. */
void hf_prose_period(const struct hf_prose *t, struct hf_period period);
/* "60 days before", "at the due time", "15 days after" */
void hf_prose_remind(const struct hf_prose *t, const struct hf_span *at);
/* "within 30 days", "until “expires_on”", "every 90 days" */
void hf_prose_term(const struct hf_prose *t, const struct hf_term *term);

/*
 * A guard in words: "“ground” (as stated) is “immunity”". Every operator of the language has its phrase, so
 * what is told is the whole of it, no more and no less; names without a title are told in quotation marks.
 */
void hf_prose_expr(const struct hf_prose *t, const struct hf_expr *expr);
/* Of a value that a path names: its shape, NULL where it has none; the datum where it is data.NAME, else
 * HF_NONE. */
const struct hf_shape *hf_prose_shape(const struct hf_prose *t, const struct hf_expr *expr);
uint16_t hf_prose_datum(const struct hf_expr *expr);

#endif
