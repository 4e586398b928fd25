/* SPDX-License-Identifier: Apache-2.0 */
/* Lines are cut into fields in one pass; what is rare (quotes, bad bytes) is looked at where it is met. */
#include "base/check.h"
#include "record/scan.h"
#include "trace/field.h"
#include "trace/owner_read.h"

struct csv {
    struct hf_trace_source source;
    struct hf_arena *arena;
    const char *at, *line_end, *end;
    struct hf_owner_graph *graph;
    enum hf_owner_column column[HF_OWNER_COLUMNS]; /* of each field */
    unsigned fields;
    struct hf_err *err;
};

static enum hf_rc fail(const struct csv *csv, const char *at, enum hf_word word, struct hf_str arg0)
{
    return hf_trace_fail(&csv->source, (size_t)(at - csv->source.text.at), word, arg0, HF_OWNER_COLUMNS_TEXT,
                         csv->err);
}

static enum hf_rc read_field(struct csv *csv, struct hf_trace_field *out)
{
    return hf_trace_field_read(&csv->source, &csv->at, csv->line_end, csv->arena, out, csv->err);
}

/* Finds the end of the line that begins at `at`; returns where the next one begins. */
static const char *bound_line(struct csv *csv)
{
    const char *next;
    csv->line_end = hf_trace_line_end(csv->at, csv->end, &next);
    return next;
}

static enum hf_rc read_name(struct csv *csv, unsigned *seen)
{
    struct hf_trace_field field = {0};
    HF_TRY(read_field(csv, &field));
    enum hf_owner_column column = hf_owner_column_find(field.text);
    if (column == HF_OWNER_COLUMNS)
        return fail(csv, field.at, HF_WORD_trace_column, field.text);
    if (*seen & 1U << column)
        return fail(csv, field.at, HF_WORD_trace_column_twice, field.text);
    *seen |= 1U << column;
    csv->column[csv->fields++] = column;
    return HF_OK;
}

/* The columns; `*seen` has a bit for each. */
static enum hf_rc read_heading(struct csv *csv, unsigned *seen)
{
    const char *start = csv->at, *next = bound_line(csv);
    struct hf_str separator = hf_trace_separator(start, csv->line_end);
    if (separator.len > 0)
        return fail(csv, start, HF_WORD_trace_separator, separator);
    for (;; csv->at++) {
        HF_TRY(read_name(csv, seen));
        if (csv->at == csv->line_end)
            break;
    }
    if ((*seen & ((1U << HF_OWNER_NEEDED) - 1)) != (1U << HF_OWNER_NEEDED) - 1)
        return fail(csv, start, HF_WORD_owner_heading, HF_STR("owner, owned, percent"));
    csv->at = next;
    return HF_OK;
}

static enum hf_rc read_row(struct csv *csv, struct hf_owner_row *row)
{
    const char *line = csv->at, *next = bound_line(csv);
    for (unsigned i = 0; i < csv->fields; i++) {
        struct hf_trace_field field = {0};
        HF_TRY(read_field(csv, &field));
        bool more = csv->at < csv->line_end;
        if (more != (i + 1 < csv->fields))
            return fail(csv, more ? csv->at : line, HF_WORD_owner_fields, HF_STR_NONE);
        csv->at += more;
        row->cell[csv->column[i]] = field.text;
        row->at[csv->column[i]] = (uint32_t)(field.at - csv->source.text.at);
    }
    csv->at = next;
    return hf_owner_add(csv->graph, row, csv->err);
}

static enum hf_rc check_bytes(const struct csv *csv)
{
    const char *fault = hf_utf8_fault((struct hf_str){csv->at, (size_t)(csv->end - csv->at)});
    return fault == NULL ? HF_OK : fail(csv, fault, HF_WORD_trace_utf8, HF_STR_NONE);
}

static size_t lines_of(struct hf_str text)
{
    size_t lines = 1;
    const char *end = text.at + text.len;
    for (const char *at = text.at; at < end && (at = memchr(at, '\n', (size_t)(end - at))) != NULL; at++)
        lines++;
    return lines;
}

enum hf_rc hf_owner_read_csv(struct hf_trace_source source, int32_t day, struct hf_arena *arena,
                             struct hf_owner_graph *out, struct hf_err *err)
{
    struct hf_str text = source.text;
    struct csv csv = {.source = source, .arena = arena, .graph = out, .err = err};
    struct hf_owner_row row = {0};
    unsigned seen = 0;
    HF_CHECK(text.len <= UINT32_MAX);
    *out = (struct hf_owner_graph){.source = source};
    if (hf_str_begins(text, HF_STR("\xEF\xBB\xBF"))) /* the mark that spreadsheets write first */
        text = hf_str_part(text, 3, text.len);
    if (text.len == 0)
        return hf_fail(err, HF_WORD_trace_no_heading, source.file, HF_OWNER_COLUMNS_TEXT, HF_STR_NONE);
    csv.at = text.at;
    csv.end = csv.at + text.len;
    HF_TRY(check_bytes(&csv));
    HF_TRY(read_heading(&csv, &seen));
    HF_TRY(hf_owner_open(out, source, lines_of(text), seen >> HF_OWNER_NEEDED != 0, day, arena, err));
    while (csv.at < csv.end && !hf_trace_only_ends(csv.at, csv.end))
        HF_TRY(read_row(&csv, &row));
    return hf_owner_close(out, err);
}
