/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The journal of erasures, STATE/erasures: which data keys were destroyed, by which erasure. It holds ids,
 * numbers and digests, nothing of a person. It only grows, is part of no backup, and outlives every backup
 * that could bring a key back: whatever is restored, its lines are carried out again (docs/erasure.md).
 *
 *     holdfast/erasures/v1
 *     NUMBER AT FILE SUBJECT ERASURE SLOT VALUES KEY LINK
 *
 * Lines all of one length (docs/formats.md 16). LINK chains each to all before it.
 */
#ifndef HF_KEYS_JOURNAL_H
#define HF_KEYS_JOURNAL_H

#include "desk/ports.h"

struct hf_erased_line {
    struct hf_forgotten what;
    struct hf_id erasure;
    int64_t at_ms;
};
typedef enum hf_rc (*hf_erased_fn)(void *context, const struct hf_erased_line *line, struct hf_err *err);

/* Every line in order; none where there is no journal yet. UNVERIFIED journal_broken; FAILED key_file. */
enum hf_rc hf_erased_each(const char *state, struct hf_hasher *hasher, hf_erased_fn each, void *context,
                          struct hf_err *err);
/* Adds the lines behind the last one and numbers them; durable when it returns. A line that was being written
 * when the machine stopped, after which nothing was destroyed, is written over. */
enum hf_rc hf_erased_add(const char *state, struct hf_hasher *hasher, struct hf_erased_line *lines,
                         size_t count, struct hf_err *err);

#endif
