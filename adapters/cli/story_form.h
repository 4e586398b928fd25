/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sentences and their forms. "WHO does EVENT on INSTANCE [as ROLE] [with JSON]": words in capitals are
 * places, those in brackets may be missing (all of them, beginning with the first word of the bracket). A
 * place takes one word, or a text in double quotes; the places named in story_form.c take all the rest.
 */
#ifndef HF_CLI_STORY_FORM_H
#define HF_CLI_STORY_FORM_H

#include "base/buf.h"

enum { HF_STORY_PLACES = 8 };

struct hf_story_place {
    struct hf_str name, value; /* the value as it was written */
};
struct hf_story_match {
    struct hf_story_place place[HF_STORY_PLACES];
    size_t count;
};

bool hf_story_match(struct hf_str form, struct hf_str sentence, struct hf_story_match *out);
/* What stands in the place, without its quotes; HF_STR_NONE when it is missing. */
struct hf_str hf_story_value(const struct hf_story_match *match, struct hf_str name);
/* How much a sentence that matches no form looks like this one: more is nearer, 0 is not at all. */
size_t hf_story_likeness(struct hf_str form, struct hf_str sentence);
/* Cuts the next word, or text in quotes, off a sentence; empty at its end. */
struct hf_str hf_story_word(struct hf_str *rest);
/* The body with every place, standing as a word of its own, replaced by its value. */
struct hf_str hf_story_fill(struct hf_str body, const struct hf_story_match *match, struct hf_arena *arena);

#endif
