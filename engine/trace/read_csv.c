/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Lines are cut into fields, fields are put under their columns, rows are judged by the ledger.
 * Fields borrow from the text; only a field with doubled quotation marks is copied.
 */
#include "base/check.h"
#include "record/scan.h"
#include "trace/read.h"

struct csv {
    struct hf_trace_source source;
    struct hf_arena *arena;
    const char *at, *line_end, *end; /* `at` stands on the next field, line_end behind the line's last one */
    struct hf_trace_ledger *ledger;
    enum hf_trace_column column[HF_TRACE_COLUMNS]; /* of each field */
    struct hf_err *err;
};

static enum hf_rc fail(const struct csv *csv, const char *at, enum hf_word word, struct hf_str arg0)
{
    return hf_trace_fail(&csv->source, (size_t)(at - csv->source.text.at), word, arg0, HF_TRACE_COLUMNS_TEXT,
                         csv->err);
}

/* Removes the second of each two quotation marks. */
static enum hf_rc without_doubles(struct csv *csv, struct hf_str raw, struct hf_str *out)
{
    char *copy = hf_arena_try(csv->arena, 1, 1, raw.len);
    size_t len = 0;
    if (copy == NULL)
        return hf_fail(csv->err, HF_WORD_no_memory, csv->source.file, HF_STR("the ledger"), HF_STR_NONE);
    for (size_t i = 0; i < raw.len; i++) {
        copy[len++] = raw.at[i];
        i += raw.at[i] == '"';
    }
    *out = (struct hf_str){copy, len};
    return HF_OK;
}

static bool is_control(char c)
{
    return (unsigned char)c < 0x20 || c == 0x7F;
}

static enum hf_rc read_quoted(struct csv *csv, struct hf_str *out)
{
    const char *start = csv->at + 1, *at = start;
    bool doubled = false;
    for (;; at++) {
        if (at == csv->line_end)
            return fail(csv, csv->at, HF_WORD_trace_quote_open, HF_STR_NONE);
        if (is_control(*at))
            return fail(csv, at, HF_WORD_trace_control, HF_STR_NONE);
        if (*at != '"')
            continue;
        if (at + 1 == csv->line_end || at[1] != '"')
            break;
        doubled = true;
        at++;
    }
    csv->at = at + 1;
    if (csv->at < csv->line_end && *csv->at != ',')
        return fail(csv, csv->at, HF_WORD_trace_quote, HF_STR_NONE);
    *out = (struct hf_str){start, (size_t)(at - start)};
    return doubled ? without_doubles(csv, *out, out) : HF_OK;
}

static enum hf_rc read_plain(struct csv *csv, struct hf_str *out)
{
    const char *at = csv->at;
    for (; at < csv->line_end && *at != ','; at++) {
        if (*at == '"')
            return fail(csv, at, HF_WORD_trace_quote, HF_STR_NONE);
        if (is_control(*at))
            return fail(csv, at, HF_WORD_trace_control, HF_STR_NONE);
    }
    *out = (struct hf_str){csv->at, (size_t)(at - csv->at)};
    csv->at = at;
    return HF_OK;
}

struct field {
    struct hf_str text;
    const char *at;
};

/* One line into its seven fields. */
static enum hf_rc read_fields(struct csv *csv, struct field field[HF_TRACE_COLUMNS])
{
    const char *line = csv->at;
    for (unsigned i = 0; i < HF_TRACE_COLUMNS; i++) {
        field[i].at = csv->at;
        if (csv->at < csv->line_end && *csv->at == '"')
            HF_TRY(read_quoted(csv, &field[i].text));
        else
            HF_TRY(read_plain(csv, &field[i].text));
        bool more = csv->at < csv->line_end;
        if (more != (i + 1 < HF_TRACE_COLUMNS))
            return fail(csv, more ? csv->at : line, HF_WORD_trace_fields, HF_TRACE_COLUMNS_TEXT);
        csv->at += more;
    }
    return HF_OK;
}

/* Finds the end of the line that begins at `at`; returns where the next one begins. */
static const char *bound_line(struct csv *csv)
{
    const char *feed = memchr(csv->at, '\n', (size_t)(csv->end - csv->at));
    csv->line_end = feed == NULL ? csv->end : feed;
    if (csv->line_end > csv->at && csv->line_end[-1] == '\r')
        csv->line_end--;
    return feed == NULL ? csv->end : feed + 1;
}

static enum hf_rc read_heading(struct csv *csv)
{
    struct field field[HF_TRACE_COLUMNS] = {0};
    unsigned seen = 0;
    const char *next = bound_line(csv);
    HF_TRY(read_fields(csv, field));
    for (unsigned i = 0; i < HF_TRACE_COLUMNS; i++) {
        csv->column[i] = hf_trace_column_find(field[i].text);
        if (csv->column[i] == HF_TRACE_COLUMNS)
            return fail(csv, field[i].at, HF_WORD_trace_column, field[i].text);
        if (seen & 1U << csv->column[i])
            return fail(csv, field[i].at, HF_WORD_trace_column_twice, field[i].text);
        seen |= 1U << csv->column[i];
    }
    csv->at = next;
    return HF_OK;
}

static enum hf_rc read_row(struct csv *csv)
{
    struct field field[HF_TRACE_COLUMNS] = {0};
    struct hf_trace_row row = {0};
    const char *next = bound_line(csv);
    HF_TRY(read_fields(csv, field));
    for (unsigned i = 0; i < HF_TRACE_COLUMNS; i++) {
        row.cell[csv->column[i]] = field[i].text;
        row.at[csv->column[i]] = (uint32_t)(field[i].at - csv->source.text.at);
    }
    if (!hf_str_i64(row.cell[HF_TRACE_AT_amount], &row.amount))
        return hf_trace_fail(&csv->source, row.at[HF_TRACE_AT_amount], HF_WORD_trace_amount,
                             row.cell[HF_TRACE_AT_amount], HF_STR_NONE, csv->err);
    csv->at = next;
    return hf_trace_ledger_add(csv->ledger, &row, csv->err);
}

static enum hf_rc check_utf8(const struct csv *csv)
{
    const char *fault = hf_utf8_fault((struct hf_str){csv->at, (size_t)(csv->end - csv->at)});
    return fault == NULL ? HF_OK : fail(csv, fault, HF_WORD_trace_utf8, HF_STR_NONE);
}

static size_t lines_of(struct hf_str text)
{
    size_t lines = 1;
    while (text.len > 0) {
        hf_str_cut(&text, '\n');
        lines++;
    }
    return lines;
}

enum hf_rc hf_trace_read_csv(struct hf_trace_source source, struct hf_arena *arena,
                             struct hf_trace_ledger *out, struct hf_err *err)
{
    struct hf_str text = source.text;
    struct csv csv = {.source = source, .arena = arena, .ledger = out, .err = err};
    HF_CHECK(text.len <= UINT32_MAX);
    if (hf_str_begins(text, HF_STR("\xEF\xBB\xBF"))) /* the mark that spreadsheets write first */
        text = hf_str_part(text, 3, text.len);
    csv.at = text.len == 0 ? "" : text.at;
    csv.end = csv.at + text.len;
    if (text.len == 0)
        return hf_fail(err, HF_WORD_trace_no_heading, source.file, HF_TRACE_COLUMNS_TEXT, HF_STR_NONE);
    HF_TRY(check_utf8(&csv));
    HF_TRY(hf_trace_ledger_open(out, source, lines_of(text), arena, err));
    HF_TRY(read_heading(&csv));
    while (csv.at < csv.end)
        HF_TRY(read_row(&csv));
    return hf_trace_ledger_close(out, err);
}
