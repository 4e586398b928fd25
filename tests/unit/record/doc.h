/* SPDX-License-Identifier: Apache-2.0 */
/* Documents read and written back in one arena, for the tests of this folder. */
#ifndef HF_TESTS_RECORD_DOC_H
#define HF_TESTS_RECORD_DOC_H

#include "record/json.h"
#include "unit/unit.h"

enum { DOC_ARENA = 64 * 1024 * 1024 };
extern struct hf_arena doc_arena;

/* As group setup and teardown: one block for all tests. */
int doc_begin(void **state);
int doc_end(void **state);

/* Reads what must be read; fails the test with the reason otherwise. */
struct hf_json doc_read(struct hf_str text, const struct hf_json_limits *limits);
#define DOC(literal) doc_read(HF_STR(literal), &hf_json_open_limits)
/* The canonical text. */
struct hf_str doc_text(const struct hf_json *json);

#endif
