/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Amounts in JSON: a number up to 2^53-1, the last that every reader of JSON takes whole (RFC 7493), and
 * beyond it a text of its digits, up to 2^63-1.
 */
#ifndef HF_TRACE_AMOUNT_H
#define HF_TRACE_AMOUNT_H

#include "record/json.h"

/* The text of a large one lies in the arena. */
struct hf_json hf_trace_amount_json(int64_t amount, struct hf_arena *arena);
/* A number or a text of digits, which may be below 0; false when it is no whole number of 64 bits. */
bool hf_trace_amount_read(const struct hf_json *value, int64_t *out);

#endif
