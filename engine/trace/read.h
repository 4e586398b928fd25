/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Two readers of a ledger. Each opens it, adds every row and closes it. What is wrong is refused with file,
 * line and column.
 *
 * JSON: one object with `events`, or a file of many under `cases`, of which `case_id` names one. An event has
 * the columns of trace/ledger.h as members; `accounts` may declare which accounts there are.
 *
 * CSV: RFC 4180 with commas, one row a line, no line breaks inside quotes. The first line names the columns
 * of trace/ledger.h, each once, in any order, or a map says what the file calls them. Rows of the plain form
 * (ASCII, no quotation marks, the usual kinds) are taken at a glance (trace/scan.h); what is not plain is
 * read with care, and only there is anything refused.
 *
 * In both: dates as 2026-11-23, never going back; amounts are whole least units of a currency, from 0 to
 * 2^63-1 (in JSON as trace/amount.h says); ids differ.
 */
#ifndef HF_TRACE_READ_H
#define HF_TRACE_READ_H

#include "trace/ledger.h"
#include "trace/map.h"

/* NOT_FOUND trace_no_case; BAD_INPUT for all else, no_memory when there is no room. */
enum hf_rc hf_trace_read_json(struct hf_trace_source source, struct hf_str case_id,
                              struct hf_trace_room *room, struct hf_trace_ledger *out, struct hf_err *err);

struct hf_trace_csv {
    struct hf_trace_source source;
    struct hf_trace_ledger *ledger;
    const struct hf_trace_map *map;
    const char *at, *line_end, *end; /* `at` stands on the next field, line_end behind the line's last one */
    unsigned fields;                 /* of each line */
    struct hf_trace_column_at column[HF_TRACE_COLUMNS]; /* where each stands */
    bool plain;                                         /* the columns are of the plain form */
    bool done;                                          /* everything is read and the ledger closed */
    struct hf_err *err;
};

/* Reads the heading. The map may be NULL: then the columns bear the names of trace/ledger.h. */
enum hf_rc hf_trace_csv_open(struct hf_trace_csv *csv, struct hf_trace_source source,
                             const struct hf_trace_map *map, struct hf_trace_room *room,
                             struct hf_trace_ledger *out, struct hf_err *err);
/* Reads about so many rows more; csv->done after the last. */
enum hf_rc hf_trace_csv_step(struct hf_trace_csv *csv, uint32_t rows, struct hf_err *err);
/* How far it has come, in bytes of the text. */
size_t hf_trace_csv_position(const struct hf_trace_csv *csv);

#endif
