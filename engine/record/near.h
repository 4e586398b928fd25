/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a mistyped word may have meant: the nearest of the known ones, if any is near enough (one slip per
 * three letters; a letter wrong, missing, too many, or two neighbours swapped is one slip).
 *
 *     struct hf_near near = hf_near_to(typed);
 *     for each known word: hf_near_try(&near, word);
 *     near.best is the word, or HF_STR_NONE
 */
#ifndef HF_RECORD_NEAR_H
#define HF_RECORD_NEAR_H

#include "base/str.h"

struct hf_near {
    struct hf_str word, best;
    size_t slips; /* of the best; before any fits, one more than allowed */
};

struct hf_near hf_near_to(struct hf_str word);
void hf_near_try(struct hf_near *near, struct hf_str known);

#endif
