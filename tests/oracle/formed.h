/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A schema by itself, answered as the payload of an event would be. The line
 *     {"schema": {"type": "integer"}, "types": {}, "values": ["1", "\"a\"", "1.0"]}
 * holds values as JSON texts, so that they pass the gate of a payload first. Its answer is
 *   = 100     1 for each value that is taken, 0 for each that is not
 *   ! CODE    the schema is refused; the code is that of the first fault found
 */
#ifndef HF_TESTS_FORMED_H
#define HF_TESTS_FORMED_H

#include "flow/flow.h"

/* The least definition whose first event has a payload of one member with that schema; NULL when it is
 * refused, and err says by what. `types` NULL: none. */
const struct hf_flow *formed_read(const struct hf_json *schema, const struct hf_json *types,
                                  struct hf_arena *arena, struct hf_err *err);

void formed_answer(const struct hf_json *asked, struct hf_arena *arena, struct hf_buf *out);

#endif
