/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A compiled pattern, shared by its compiler and its two matchers: steps, which every pattern has, and items,
 * which only a pattern has that one scan can decide.
 */
#ifndef HF_FLOW_PATTERN_STEP_H
#define HF_FLOW_PATTERN_STEP_H

#include "base/str.h"

struct hf_range {
    uint32_t low, high;
};

enum hf_step_op { HF_STEP_LETTER, HF_STEP_JUMP, HF_STEP_SPLIT, HF_STEP_BEGIN, HF_STEP_END, HF_STEP_MATCH };

struct hf_step {
    enum hf_step_op op;
    bool other_than; /* LETTER: none of the ranges */
    uint16_t ranges;
    int16_t to, or_to; /* relative to this step; LETTER goes to the next */
    const struct hf_range *range;
};

/* `least` to `most` letters of one set, one after the other; `most` UINT16_MAX: no end. */
struct hf_item {
    struct hf_step letter; /* a LETTER step */
    bool ascii[128];       /* is the letter of this number of the set? */
    uint16_t least, most;
};

enum { HF_ITEMS_MAX = 32 };

/* The last step, and only it, is MATCH. */
struct hf_pattern {
    const struct hf_step *step;
    uint16_t steps, items;
    const struct hf_item *item; /* NULL: only the steps decide */
    bool to_end;                /* the items are followed by $ */
};

/* Is the letter of the set of this LETTER step? */
bool hf_letter_fits(const struct hf_step *step, uint32_t letter);

/* pattern.c: all steps that are alive, letter by letter. Decides every pattern. */
bool hf_pattern_walk(const struct hf_pattern *pattern, struct hf_str text);

/*
 * pattern_scan.c: each item takes all it can, and never gives back. That is exact where no letter an item may
 * take beyond its least could be wanted by what follows: hf_items_exact says whether this holds.
 */
bool hf_items_exact(const struct hf_item *item, uint16_t items);
bool hf_pattern_scan(const struct hf_pattern *pattern, struct hf_str text);
/* An item of this LETTER step. */
struct hf_item hf_item_of(const struct hf_step *letter, uint16_t least, uint16_t most);

#endif
