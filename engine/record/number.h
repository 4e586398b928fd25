/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Numbers that are no small integers, as JSON text and back: the nearest double (IEEE 754, ties to even), and
 * the shortest text that gives it back (ECMAScript Number::toString, which RFC 8785 section 3.2.2.3 asks
 * for). Only what is shown passes here; nothing that is hashed holds a real.
 */
#ifndef HF_RECORD_NUMBER_H
#define HF_RECORD_NUMBER_H

#include "base/buf.h"

enum { HF_NUMBER_TEXT = 32 };
#define HF_JSON_INT_MAX INT64_C(9007199254740991) /* 2^53-1 */

/* `literal` is a number of the JSON grammar. False when its double is not finite. */
bool hf_number_read(struct hf_str literal, struct hf_arena *arena, double *out);

/* `value` is finite. At most HF_NUMBER_TEXT bytes. */
void hf_number_put(struct hf_buf *out, double value);

#endif
