/* SPDX-License-Identifier: Apache-2.0 */
/* A story's text cut into sentences, and what stands below a sentence as JSON. */
#ifndef HF_CLI_STORY_READ_H
#define HF_CLI_STORY_READ_H

#include "record/json.h"

struct hf_story_sentence {
    struct hf_str text;
    size_t line;
    struct hf_str below; /* the indented lines after it, as they stand */
};

/* The next sentence; false at the end. `line` counts on from 1. */
bool hf_story_next(struct hf_str *text, size_t *line, struct hf_story_sentence *out);
/* Does anything stand in the lines but comments? */
bool hf_story_says(struct hf_str lines);
/* The lines without the indentation of the first of them. */
struct hf_str hf_story_dedent(struct hf_str below, struct hf_arena *arena);

/* Who is called so; false: nobody. */
typedef bool (*hf_story_called)(void *self, struct hf_str name, struct hf_buf *out);

/*
 * The members of a sentence: `inline_json` (after "with") or the lines below, one of the two; "@Name" becomes
 * the id. BAD_INPUT story_member, story_members_twice, story_nobody, and what the gate refuses.
 */
enum hf_rc hf_story_members(struct hf_str inline_json, struct hf_str below, hf_story_called called,
                            void *self, struct hf_arena *arena, struct hf_json *out, struct hf_err *err);

#endif
