/* SPDX-License-Identifier: Apache-2.0 */
/*
 * `trace funds` in one call, for ledgers that are not long: the text of a ledger in, the answer out.
 */
#ifndef HF_TRACE_FUNDS_H
#define HF_TRACE_FUNDS_H

#include "trace/answer.h"
#include "trace/read.h"

struct hf_trace_ask {
    struct hf_str file;            /* what refusals call the text: file:line:column */
    struct hf_str method;          /* a name of trace/methods.h */
    struct hf_str case_id;         /* which of several cases, in JSON; "" for none */
    struct hf_str map;             /* of the columns of a CSV text; "" for none */
    struct hf_trace_choice choice; /* all but the method */
};

bool hf_trace_is_json(struct hf_str text);
/* BAD_INPUT trace_method with those that there are. */
enum hf_rc hf_trace_find_method(struct hf_str name, const struct hf_trace_method **out, struct hf_err *err);

/* As trace/read.h describes it: JSON when it begins with '{' or '[', else CSV. */
enum hf_rc hf_trace_read(const struct hf_trace_source *source, const struct hf_trace_ask *ask,
                         struct hf_trace_room *room, struct hf_trace_ledger *out, struct hf_err *err);

/*
 *   arena  holds ledger, trace and answer; it is as it was afterwards, but for what `out` took
 *   out    the answer of trace/answer.h, without a line end; it may grow in another arena
 *   errors BAD_INPUT with place and remedy, NOT_FOUND trace_no_case, BAD_INPUT trace_overflow, REFUSED
 * trace_bound, FAILED no_memory; nothing is written to out then
 */
enum hf_rc hf_trace_funds(struct hf_str text, const struct hf_trace_ask *ask, struct hf_arena *arena,
                          struct hf_buf *out, struct hf_err *err);

#endif
