/* SPDX-License-Identifier: Apache-2.0 */
/* One step of a compiled pattern, shared by its compiler and its matcher. */
#ifndef HF_FLOW_PATTERN_STEP_H
#define HF_FLOW_PATTERN_STEP_H

#include <stdbool.h>
#include <stdint.h>

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

/* The last step, and only it, is MATCH. */
struct hf_pattern {
    const struct hf_step *step;
    uint16_t steps;
};

#endif
