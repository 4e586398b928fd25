/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Protected words: the texts of hidden values, and whether an open text says one of them. They are found
 * whole, word by word, whatever the case of ASCII letters; one of one or two bytes, or without a word in it,
 * only where it is all that is said. Costs what the open text is long, however many values there are.
 */
#ifndef HF_DESK_PROTECTED_H
#define HF_DESK_PROTECTED_H

#include "record/json.h"

struct hf_protected_text {
    struct hf_str text; /* from its first word to its last */
    uint32_t next;      /* of the same bucket; 0: none, else one more than its place */
};

struct hf_protected {
    struct hf_arena *arena;
    struct hf_protected_text *at;
    size_t count, room;
    uint32_t *bucket;
};

/* `arena` keeps what is added; the texts themselves must stay. */
void hf_protected_begin(struct hf_protected *out, struct hf_arena *arena);
/* Every text in the value. */
void hf_protected_add(struct hf_protected *all, const struct hf_json *value);
bool hf_protected_said(const struct hf_protected *all, struct hf_str text);
/* In any text of it. */
bool hf_protected_shown(const struct hf_protected *all, const struct hf_json *json);

#endif
