/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a trace found, as canonical JSON (RFC 8785) of three members:
 *
 *   accounts  for each account its balance and its composition: what of it is whose; and `overdraft`, what it
 *             owes the bank, where it owes something
 *   debits    for each debit and transfer, in the order of the ledger, its amount, composition and id
 *   sinks     for each place where money went out of sight, how much of whose
 *
 * Amounts are written to the unit; beyond 2^53-1 they are exact too, though such a number is no longer
 * I-JSON.
 */
#ifndef HF_TRACE_ANSWER_H
#define HF_TRACE_ANSWER_H

#include "trace/methods.h"

/* Appends to out, which is left as it was on failure: no_memory when arena or out are full. */
enum hf_rc hf_trace_answer(const struct hf_trace_result *result, struct hf_arena *arena, struct hf_buf *out,
                           struct hf_err *err);

#endif
