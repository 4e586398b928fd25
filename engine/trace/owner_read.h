/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Three readers of holdings. Each opens the graph, adds every row and closes it; what is wrong is refused
 * with file, line and column. docs/ownership.md shows each form.
 *
 * CSV: RFC 4180 with commas, one row a line, no line breaks inside quotes. The first line names the columns,
 * in any order: owner, owned and percent must be there, the others (owner.h) may.
 *
 * JSON: one object with `edges`, or a file of many under `cases`, of which `case_id` names one. Beside the
 * edges may stand `persons` and `target`; other members of the case are for people. An edge has the members
 * of owner.h and no others; `percent` and `votes` are texts as in CSV, numbers, or lists of two.
 *
 * BODS: a list of Beneficial Ownership Data Standard 0.4 statements. The last statement of each record on the
 * day counts; shares and votes are taken from `interests`. An indirect relationship whose parts are told
 * (componentRecords) adds no share of its own. What is neither share nor vote nor control is set aside,
 * counted in `set_aside`.
 */
#ifndef HF_TRACE_OWNER_READ_H
#define HF_TRACE_OWNER_READ_H

#include "record/json.h"
#include "trace/owner.h"

/* JSON is told by its first mark, BODS by being a list. `day` as in the graph. NOT_FOUND trace_no_case. */
enum hf_rc hf_owner_read(struct hf_trace_source source, struct hf_str case_id, int32_t day,
                         struct hf_arena *arena, struct hf_owner_graph *out, struct hf_err *err);

enum hf_rc hf_owner_read_csv(struct hf_trace_source source, int32_t day, struct hf_arena *arena,
                             struct hf_owner_graph *out, struct hf_err *err);

/* The two forms of JSON, already a tree. */
enum hf_rc hf_owner_read_cases(struct hf_trace_source source, const struct hf_json *root,
                               struct hf_str case_id, int32_t day, struct hf_arena *arena,
                               struct hf_owner_graph *out, struct hf_err *err);
enum hf_rc hf_owner_read_bods(struct hf_trace_source source, const struct hf_json *root, int32_t day,
                              struct hf_arena *arena, struct hf_owner_graph *out, struct hf_err *err);

/* A number as it stands in the text, without its blanks. */
struct hf_str hf_owner_literal(const struct hf_trace_source *source, const struct hf_json *number);

#endif
