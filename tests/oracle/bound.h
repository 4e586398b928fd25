/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The names of an expression and what they stand for, both from one JSON object: {"n": 7, "o": {"t": "a"}}.
 * A value's type is that of its JSON. Where JSON does not say enough, an object of one member stands for it:
 *   {"int64": "9223372036854775807"}   an integer beyond 2^53-1
 *   {"maybe": VALUE}                   a member that may be absent and is not
 *   {"absent": VALUE}                  a member that is absent; the value only says of what type it would be
 *   {"none": VALUE}                    an empty list of such values
 * A list can have twenty items; all items of a list have the type of the first.
 */
#ifndef HF_TESTS_BOUND_H
#define HF_TESTS_BOUND_H

#include "record/json.h"

/*
 * Answers {"expr": "n + 1", "bind": {"n": 7}}:
 *   = VALUE   what it gives, as JSON
 *   ? CODE    it was refused while it ran
 *   ! CODE    it was refused when it was compiled
 */
void bound_answer(const struct hf_json *asked, struct hf_arena *arena, struct hf_buf *out);

/* The value such JSON stands for, in the form of an answer: integers always in digits. */
void bound_put(const struct hf_json *json, struct hf_arena *arena, struct hf_buf *out);

#endif
