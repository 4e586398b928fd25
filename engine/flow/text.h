/* SPDX-License-Identifier: Apache-2.0 */
/* A text of a definition: one sentence per language in which the program speaks. */
#ifndef HF_FLOW_TEXT_H
#define HF_FLOW_TEXT_H

#include "base/err.h"

/* A language that the definition does not have repeats its first one; a text that is not there is empty in
 * both. */
struct hf_text {
    struct hf_str say[HF_LANGS];
};

/* Positions in the lists of a definition; names are kept for showing only. */
enum { HF_NONE = 0xFFFF };

struct hf_indices {
    const uint16_t *at;
    uint16_t count;
};

#endif
