/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One field of a line of CSV (RFC 4180, no line breaks inside quotes), for the readers that read with care.
 */
#ifndef HF_TRACE_FIELD_H
#define HF_TRACE_FIELD_H

#include "trace/ledger.h"

struct hf_trace_field {
    struct hf_str text; /* borrows from the source; copied where a quotation mark is doubled in it */
    const char *at;     /* where it begins */
};

/* Where the line that begins at `at` ends, without the marks of its end; *next: where the next one begins. */
const char *hf_trace_line_end(const char *at, const char *end, const char **next);
/* Where a heading has no comma but a semicolon, a tab or a bar: that one as it is told; else "". */
struct hf_str hf_trace_separator(const char *at, const char *line_end);
/* Is there nothing left but ends of lines? Editors and exports leave such lines behind the last row. */
bool hf_trace_only_ends(const char *at, const char *end);

/* The first control character of a text, C1 among them, which terminals obey too; NULL: there is none. */
const char *hf_trace_control_in(struct hf_str text);

/*
 * The field that begins at *at, which then stands on the comma behind it or at the end of the line.
 * BAD_INPUT trace_quote_open, trace_quote, trace_control with the place; no_memory.
 */
enum hf_rc hf_trace_field_read(const struct hf_trace_source *source, const char **at, const char *line_end,
                               struct hf_arena *arena, struct hf_trace_field *out, struct hf_err *err);

#endif
