/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Two readers of a ledger. Each opens it, adds every row and closes it.
 *
 * JSON: one object with `events`, or a file of many under `cases`, of which `case_id` names one. An event has
 * the members id, date, account, kind, amount, and claimant (of a credit) or to (of a debit or transfer); no
 * others.
 *
 * CSV: RFC 4180 with commas, one row a line, no line breaks inside quotes. The first line names the columns
 * id, date, account, kind, amount, claimant, to, each once, in any order.
 *
 * In both: dates as 2026-11-23, never going back; kind is credit, debit or transfer; amounts are whole minor
 * units of one currency, from 0 to 2^63-1 (in JSON to 2^53-1); ids differ. What is wrong is refused with
 * file, line and column.
 */
#ifndef HF_TRACE_READ_H
#define HF_TRACE_READ_H

#include "trace/ledger.h"

/* NOT_FOUND trace_no_case; BAD_INPUT for all else, no_memory when the arena is full. */
enum hf_rc hf_trace_read_json(struct hf_trace_source source, struct hf_str case_id, struct hf_arena *arena,
                              struct hf_trace_ledger *out, struct hf_err *err);
enum hf_rc hf_trace_read_csv(struct hf_trace_source source, struct hf_arena *arena,
                             struct hf_trace_ledger *out, struct hf_err *err);

#endif
