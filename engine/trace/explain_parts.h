/* SPDX-License-Identifier: Apache-2.0 */
/* What explanations share: going to a row, and keeping what was seen there. */
#ifndef HF_TRACE_EXPLAIN_PARTS_H
#define HF_TRACE_EXPLAIN_PARTS_H

#include "trace/explain.h"

/* FAILED no_memory for an explanation. */
enum hf_rc hf_trace_explain_full(const struct hf_trace_ledger *ledger, struct hf_err *err);
/* Follows all rows before this one. */
enum hf_rc hf_trace_explain_up_to(struct hf_trace_run *run, uint32_t row, struct hf_err *err);
/* A copy in the arena; false when that is full. */
bool hf_trace_explain_keep(struct hf_arena *arena, const struct hf_trace_parts *from,
                           struct hf_trace_parts *out);
/* What lies in a place, kept. */
enum hf_rc hf_trace_explain_look(struct hf_trace_run *run, uint32_t place, struct hf_arena *arena,
                                 struct hf_trace_parts *out, struct hf_err *err);
/* Out of `total`, a claimant who had `held` of `among` got `amount` in proportion: was that rounded up? */
bool hf_trace_explain_up(int64_t amount, int64_t total, int64_t held, int64_t among);

/* The pieces of a sale, from before and paid. False when the arena is full. */
bool hf_trace_explain_sale(const struct hf_trace_ledger *ledger, struct hf_arena *arena,
                           struct hf_trace_why *why);
/* The coins that go in before the row, those that come out of it after. */
enum hf_rc hf_trace_explain_coins(struct hf_trace_run *run, struct hf_arena *arena, bool after,
                                  struct hf_trace_why *why, struct hf_err *err);

#endif
