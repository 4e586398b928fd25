/* SPDX-License-Identifier: Apache-2.0 */
/*
 * `trace owners`: the text of a file of holdings in, who owns and controls a target out.
 */
#ifndef HF_TRACE_OWNERS_H
#define HF_TRACE_OWNERS_H

#include "record/json.h"
#include "trace/owner_all.h"

struct hf_owners_ask {
    struct hf_str file;         /* what refusals call the text: file:line:column */
    const struct hf_str *entry; /* what each of so many lines is called, as in trace/ledger.h; NULL */
    size_t entries;
    struct hf_str case_id;     /* which of several cases, in JSON; "" for none */
    struct hf_str of;          /* the target; "": the one the file names */
    const struct hf_str *seed; /* whom the 50 % rule begins with; none: the persons the file lists */
    size_t seeds;
    int32_t day;                 /* rows that do not hold on it are left out; INT32_MIN: all are taken */
    bool explain;                /* with the chains that gave each result */
    struct hf_owner_watch watch; /* its step: --all only */
};

/*
 *   text   as trace/owner_read.h describes it
 *   out    as trace/owner_answer.h describes it
 *   errors BAD_INPUT with place and remedy, NOT_FOUND trace_no_case, owner_nobody, owner_ended,
 *          owner_later, owner_gap, REFUSED
 *          owner_deep, owner_work, FAILED no_memory
 */
enum hf_rc hf_trace_owners(struct hf_str text, const struct hf_owners_ask *ask, struct hf_arena *arena,
                           struct hf_json *out, struct hf_err *err);

/*
 * `trace owners --all`: of every company, the persons with `least` percent or more, a line each: JSON
 * {owned, owner, percent}, or text for people. `of`, `seed` and `explain` are not looked at. Into
 * `short_votes` go the first companies, "; " between, whose known votes are less than their known shares
 * (trace/owner_votes.h): the list reckons with shares alone. BAD_INPUT owner_threshold.
 */
enum hf_rc hf_trace_all_owners(struct hf_str text, const struct hf_owners_ask *ask, struct hf_str least,
                               bool json, struct hf_arena *arena, struct hf_buf *out,
                               struct hf_buf *short_votes, struct hf_err *err);

#endif
