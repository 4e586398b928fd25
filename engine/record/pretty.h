/* SPDX-License-Identifier: Apache-2.0 */
/*
 * JSON laid out for people who read and compare it: what fits in 140 columns stands on one line, everything
 * else one member a line, two blanks deeper. One value and one order of members have one layout.
 */
#ifndef HF_RECORD_PRETTY_H
#define HF_RECORD_PRETTY_H

#include "record/json.h"

enum { HF_PRETTY_COLUMNS = 140 };

/* Where the k-th member of an object stands: members of lower rank first, of the same rank as they were
 * written. */
typedef uint32_t hf_pretty_rank(const void *self, const struct hf_json *object, size_t k);

/*
 * `root` as hf_json_read gave it for a text of `bytes` bytes (its offsets tell values apart). A line end
 * follows. The arena is needed for about 12 bytes per byte of text.
 */
void hf_pretty_write(const struct hf_json *root, size_t bytes, hf_pretty_rank *rank, const void *self,
                     struct hf_arena *arena, struct hf_buf *out);

#endif
