/* SPDX-License-Identifier: Apache-2.0 */
/*
 * `trace funds`: the text of a ledger in, the answer of one method out.
 */
#ifndef HF_TRACE_FUNDS_H
#define HF_TRACE_FUNDS_H

#include "base/err.h"

struct hf_trace_ask {
    struct hf_str file;    /* what refusals call the text: file:line:column */
    struct hf_str method;  /* a name of trace/methods.h */
    struct hf_str case_id; /* which of several cases, in JSON; "" for none */
};

/*
 *   text   a ledger as trace/read.h describes it: JSON when it begins with '{' or '[', else CSV
 *   arena  holds ledger, trace and answer: about 60 bytes a row of CSV and 30 a lot, and the answer
 *   out    the answer of trace/answer.h, without a line end; a growing buffer should grow in the same arena
 *   errors BAD_INPUT with place and remedy, NOT_FOUND trace_no_case, REFUSED overflow, FAILED no_memory;
 * nothing is written to out then
 */
enum hf_rc hf_trace_funds(struct hf_str text, const struct hf_trace_ask *ask, struct hf_arena *arena,
                          struct hf_buf *out, struct hf_err *err);

#endif
