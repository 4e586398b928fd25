/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The careful reader: lines are cut into fields, fields are put under their columns, rows are judged by the
 * ledger. Fields borrow from the text; only one with doubled quotation marks is copied. It reads what the
 * quick way (trace/scan.h) leaves, and only it refuses.
 */
#include "base/check.h"
#include "base/money.h"
#include "record/scan.h"
#include "trace/field.h"
#include "trace/read.h"
#include "trace/scan.h"
#include "trace/unit.h"

/* The shortest row: a date, a digit, two names, and a comma between each. */
enum { SHORTEST_ROW = 16 };

static enum hf_rc fail(const struct hf_trace_csv *csv, const char *at, enum hf_word word, struct hf_str arg0)
{
    return hf_trace_fail(&csv->source, (size_t)(at - csv->source.text.at), word, arg0, HF_TRACE_COLUMNS_TEXT,
                         csv->err);
}

static enum hf_rc full(const struct hf_trace_csv *csv)
{
    return hf_fail(csv->err, HF_WORD_no_memory, csv->source.file, HF_STR("the ledger"), HF_STR_NONE);
}

static enum hf_rc read_field(struct hf_trace_csv *csv, struct hf_trace_field *out)
{
    return hf_trace_field_read(&csv->source, &csv->at, csv->line_end, &csv->ledger->room->keep, out,
                               csv->err);
}

/* One line into its fields: as many as the heading has. */
static enum hf_rc read_fields(struct hf_trace_csv *csv, struct hf_trace_field *field)
{
    const char *line = csv->at;
    for (unsigned i = 0; i < csv->fields; i++) {
        HF_TRY(read_field(csv, &field[i]));
        bool more = csv->at < csv->line_end;
        if (more != (i + 1 < csv->fields))
            return fail(csv, more ? csv->at : line, HF_WORD_trace_fields, HF_STR_NONE);
        csv->at += more;
    }
    return HF_OK;
}

/* Finds the end of the line that begins at `at`, which must be UTF-8; *next is where the next one begins. */
static enum hf_rc bound_line(struct hf_trace_csv *csv, const char **next)
{
    csv->line_end = hf_trace_line_end(csv->at, csv->end, next);
    const char *fault = hf_utf8_fault((struct hf_str){csv->at, (size_t)(csv->line_end - csv->at)});
    return fault == NULL ? HF_OK : fail(csv, fault, HF_WORD_trace_utf8, HF_STR_NONE);
}

/* ---- the heading ---- */

static enum hf_rc read_heading_fields(struct hf_trace_csv *csv, struct hf_trace_field *field)
{
    bool more = true;
    for (csv->fields = 0; more; csv->fields++) {
        if (csv->fields == HF_TRACE_FIELDS_MAX)
            return fail(csv, csv->at, HF_WORD_trace_many_columns, HF_STR_NONE);
        HF_TRY(read_field(csv, &field[csv->fields]));
        more = csv->at < csv->line_end;
        csv->at += more;
    }
    return HF_OK;
}

static void no_columns(struct hf_trace_csv *csv)
{
    for (unsigned i = 0; i < HF_TRACE_COLUMNS; i++)
        csv->column[i] = (struct hf_trace_column_at){
            HF_TRACE_NO_FIELD, {HF_TRACE_NO_FIELD, HF_TRACE_NO_FIELD}, HF_STR_NONE};
}

/* Every field bears the name of a column. */
static enum hf_rc columns_by_name(struct hf_trace_csv *csv, const struct hf_trace_field *field)
{
    for (unsigned i = 0; i < csv->fields; i++) {
        enum hf_trace_column column = hf_trace_column_find(field[i].text);
        if (column == HF_TRACE_COLUMNS)
            return fail(csv, field[i].at, HF_WORD_trace_column, field[i].text);
        if (csv->column[column].field != HF_TRACE_NO_FIELD)
            return fail(csv, field[i].at, HF_WORD_trace_column_twice, field[i].text);
        csv->column[column].field = (uint16_t)i;
    }
    for (unsigned i = 0; i < HF_TRACE_PLAIN_COLUMNS; i++)
        if (csv->column[i].field == HF_TRACE_NO_FIELD)
            return fail(csv, field[0].at, HF_WORD_trace_no_column,
                        hf_trace_column_name((enum hf_trace_column)i));
    return HF_OK;
}

/* "#3" or a name of the heading. */
static enum hf_rc field_called(const struct hf_trace_csv *csv, const struct hf_trace_field *field,
                               struct hf_str name, uint16_t *out)
{
    int64_t number;
    if (hf_str_begins(name, HF_STR("#")) && hf_str_i64(hf_str_part(name, 1, name.len), &number) &&
        number >= 1 && number <= csv->fields) {
        *out = (uint16_t)(number - 1);
        return HF_OK;
    }
    unsigned found = 0, at = 0;
    for (unsigned i = 0; i < csv->fields; i++)
        if (hf_str_eq(field[i].text, name)) {
            at = i;
            found++;
        }
    if (found != 1)
        return fail(csv, field[0].at, found == 0 ? HF_WORD_trace_map_none : HF_WORD_trace_map_two, name);
    *out = (uint16_t)at;
    return HF_OK;
}

/* "#3" or "#3+#4": the field, and those that are put behind it. */
static enum hf_rc fields_called(const struct hf_trace_csv *csv, const struct hf_trace_field *field,
                                struct hf_str given, struct hf_trace_column_at *out)
{
    struct hf_str rest = given;
    HF_TRY(field_called(csv, field, hf_str_cut(&rest, '+'), &out->field));
    for (unsigned i = 0; rest.at != NULL; i++) {
        if (i == HF_TRACE_JOINED)
            return hf_fail(csv->err, HF_WORD_trace_map, HF_STR("--map"), given, HF_TRACE_COLUMNS_TEXT);
        HF_TRY(field_called(csv, field, hf_str_cut(&rest, '+'), &out->joined[i]));
    }
    return HF_OK;
}

static enum hf_rc columns_by_map(struct hf_trace_csv *csv, const struct hf_trace_field *field)
{
    for (unsigned i = 0; i < HF_TRACE_COLUMNS; i++) {
        struct hf_str given = csv->map->given[i];
        bool joined = hf_str_contains(given, HF_STR("+"));
        if (i == HF_TRACE_AT_id && (csv->map->constant[i] || joined)) /* it is read from the text again */
            return hf_fail(csv->err, HF_WORD_trace_map_id, HF_STR("--map"), given, HF_STR_NONE);
        if (csv->map->constant[i])
            csv->column[i].constant = given;
        else if (given.len > 0)
            HF_TRY(fields_called(csv, field, given, &csv->column[i]));
    }
    return HF_OK;
}

/* Have all plain columns fields of their own, and does nothing else concern the rows? */
static bool is_plain(const struct hf_trace_csv *csv)
{
    bool plain = csv->map == NULL || !csv->map->decimals;
    for (unsigned i = 0; i < HF_TRACE_COLUMNS; i++) {
        const struct hf_trace_column_at *column = &csv->column[i];
        bool there = column->field != HF_TRACE_NO_FIELD, simple = column->joined[0] == HF_TRACE_NO_FIELD;
        plain &= simple && column->constant.len == 0 && there == (i < HF_TRACE_PLAIN_COLUMNS);
    }
    return plain;
}

static enum hf_rc read_heading(struct hf_trace_csv *csv)
{
    struct hf_trace_field field[HF_TRACE_FIELDS_MAX] HF_UNSET;
    const char *next;
    HF_TRY(bound_line(csv, &next));
    struct hf_str separator = hf_trace_separator(csv->at, csv->line_end);
    if (separator.len > 0)
        return fail(csv, csv->at, HF_WORD_trace_separator, separator);
    HF_TRY(read_heading_fields(csv, field));
    no_columns(csv);
    HF_TRY(csv->map == NULL ? columns_by_name(csv, field) : columns_by_map(csv, field));
    csv->plain = is_plain(csv);
    csv->at = next;
    csv->ledger->ids = (struct hf_trace_ids){
        .first = next,
        .end = csv->end,
        .field = csv->column[HF_TRACE_AT_id].field,
        .numbered = csv->column[HF_TRACE_AT_id].field == HF_TRACE_NO_FIELD,
    };
    return HF_OK;
}

/* ---- the rows ---- */

static enum hf_rc joined(struct hf_trace_csv *csv, struct hf_str first, struct hf_str second,
                         struct hf_str *out)
{
    char *text = hf_arena_try_unset(&csv->ledger->room->keep, 1, 1, first.len + second.len + 1);
    if (text == NULL)
        return full(csv);
    struct hf_buf buf = {.at = text, .size = first.len + second.len + 1};
    hf_buf_put(&buf, first);
    hf_buf_put_char(&buf, '-');
    hf_buf_put(&buf, second);
    *out = hf_buf_str(&buf);
    return HF_OK;
}

static enum hf_rc fill_column(struct hf_trace_csv *csv, const struct hf_trace_field *field, unsigned i,
                              struct hf_trace_row *row)
{
    const struct hf_trace_column_at *column = &csv->column[i];
    row->cell[i] = column->constant;
    row->at[i] = (size_t)(field[0].at - csv->source.text.at);
    if (column->field == HF_TRACE_NO_FIELD)
        return HF_OK;
    row->cell[i] = field[column->field].text;
    row->at[i] = (size_t)(field[column->field].at - csv->source.text.at);
    for (unsigned k = 0; k < HF_TRACE_JOINED && column->joined[k] != HF_TRACE_NO_FIELD; k++)
        HF_TRY(joined(csv, row->cell[i], field[column->joined[k]].text, &row->cell[i]));
    return HF_OK;
}

/* Where amounts have decimals, a currency may bear the name that AMLworld gives it. */
static void name_units(const struct hf_trace_csv *csv, struct hf_trace_row *row)
{
    if (csv->map == NULL || !csv->map->decimals)
        return;
    row->cell[HF_TRACE_AT_currency] = hf_trace_unit_code(row->cell[HF_TRACE_AT_currency]);
    row->cell[HF_TRACE_AT_to_currency] = hf_trace_unit_code(row->cell[HF_TRACE_AT_to_currency]);
}

/* "12.50" in the decimals of its currency. */
static bool read_decimals(struct hf_str cell, struct hf_str currency, int64_t *out)
{
    struct hf_money money;
    struct hf_err unsaid;
    if (hf_money_read(cell, currency, &money, &unsaid) != HF_OK)
        return false;
    *out = money.minor;
    return true;
}

/* "JPY (1500)": a currency, and an amount as it is written in its decimals. */
static void put_like(struct hf_buf *out, struct hf_str currency, int64_t minor)
{
    struct hf_money money = {.minor = minor};
    char text[48];
    struct hf_buf like = HF_BUF(text);
    memcpy(money.currency, currency.at, 3);
    hf_money_put(&like, &money);
    hf_buf_put(out, currency);
    hf_buf_put(out, HF_STR(" ("));
    hf_buf_put(out, hf_str_part(hf_buf_str(&like), 0, like.len - 4));
    hf_buf_put(out, HF_STR(")"));
}

/* Digits and at most one point, as many behind it as there may be: then it was only too much. */
static bool is_too_much(struct hf_str cell, int decimals)
{
    struct hf_str behind = cell, before = hf_str_cut(&behind, '.');
    for (size_t i = 0; i < cell.len; i++)
        if ((cell.at[i] < '0' || cell.at[i] > '9') && cell.at[i] != '.')
            return false;
    return before.len > 0 && before.at[0] != '0' && behind.len <= (size_t)decimals &&
           before.len + (size_t)decimals >= 19 && !hf_str_contains(behind, HF_STR("."));
}

static enum hf_rc no_decimals(const struct hf_trace_csv *csv, struct hf_str cell, size_t at,
                              struct hf_str currency)
{
    bool much = is_too_much(cell, hf_currency_decimals(currency));
    char text[64];
    struct hf_buf like = HF_BUF(text);
    put_like(&like, currency, much ? INT64_MAX : 123450);
    return hf_trace_fail(&csv->source, at, much ? HF_WORD_trace_too_much : HF_WORD_trace_decimals, cell,
                         hf_buf_str(&like), csv->err);
}

/* An amount that is not there is the ledger's to miss. */
static enum hf_rc read_amount(const struct hf_trace_csv *csv, const struct hf_trace_row *row,
                              enum hf_trace_column column, enum hf_trace_column unit, int64_t *out)
{
    struct hf_str cell = row->cell[column];
    bool decimals = csv->map != NULL && csv->map->decimals;
    if (cell.len == 0)
        return HF_OK;
    if (decimals && row->cell[unit].len == 0)
        return hf_trace_fail(&csv->source, row->at[unit], HF_WORD_trace_needed, row->cell[HF_TRACE_AT_kind],
                             hf_trace_column_name(unit), csv->err);
    if (decimals && hf_currency_decimals(row->cell[unit]) < 0)
        return hf_trace_fail(&csv->source, row->at[unit], HF_WORD_unknown_currency, row->cell[unit],
                             HF_STR_NONE, csv->err);
    if (decimals ? read_decimals(cell, row->cell[unit], out) : hf_str_i64(cell, out))
        return HF_OK;
    if (decimals)
        return no_decimals(csv, cell, row->at[column], row->cell[unit]);
    return hf_trace_fail(&csv->source, row->at[column], HF_WORD_trace_amount, cell, HF_STR_NONE, csv->err);
}

/* Some write 2022/09/01 00:20: the day is what counts, the order is that of the rows. */
static enum hf_rc plain_date(struct hf_trace_csv *csv, struct hf_trace_row *row)
{
    struct hf_str date = row->cell[HF_TRACE_AT_date];
    char day[10];
    if (csv->map == NULL || date.len < 10 || (date.len > 10 && date.at[10] != ' ' && date.at[10] != 'T'))
        return HF_OK;
    memcpy(day, date.at, sizeof day);
    day[4] = day[4] == '/' ? '-' : day[4];
    day[7] = day[7] == '/' ? '-' : day[7];
    struct hf_str last = csv->ledger->date, this = {day, sizeof day};
    if (!hf_str_eq(this, last)) {
        char *copy = hf_arena_try_unset(&csv->ledger->room->keep, 1, 1, sizeof day);
        if (copy == NULL)
            return full(csv);
        memcpy(copy, day, sizeof day);
        last = (struct hf_str){copy, sizeof day};
    }
    row->cell[HF_TRACE_AT_date] = last;
    return HF_OK;
}

static enum hf_rc read_row(struct hf_trace_csv *csv)
{
    struct hf_trace_field field[HF_TRACE_FIELDS_MAX] = {{{NULL, 0}, NULL}};
    struct hf_trace_row row = {.received = -1};
    char number[24];
    struct hf_buf id = HF_BUF(number);
    const char *next;
    HF_TRY(bound_line(csv, &next));
    HF_TRY(read_fields(csv, field));
    for (unsigned i = 0; i < HF_TRACE_COLUMNS; i++)
        HF_TRY(fill_column(csv, field, i, &row));
    name_units(csv, &row);
    HF_TRY(read_amount(csv, &row, HF_TRACE_AT_amount, HF_TRACE_AT_currency, &row.amount));
    HF_TRY(read_amount(csv, &row, HF_TRACE_AT_received, HF_TRACE_AT_to_currency, &row.received));
    HF_TRY(plain_date(csv, &row));
    if (csv->ledger->ids.numbered) {
        hf_buf_put_i64(&id, (int64_t)csv->ledger->count + 2); /* the heading is line 1 */
        row.cell[HF_TRACE_AT_id] = hf_buf_str(&id);
    }
    if (hf_str_contains(row.cell[HF_TRACE_AT_id], HF_STR("\"")))
        return hf_trace_fail(&csv->source, row.at[HF_TRACE_AT_id], HF_WORD_trace_id_quote, HF_STR_NONE,
                             HF_STR_NONE, csv->err);
    csv->at = next;
    return hf_trace_ledger_add(csv->ledger, &row, csv->err);
}

enum hf_rc hf_trace_csv_open(struct hf_trace_csv *csv, struct hf_trace_source source,
                             const struct hf_trace_map *map, struct hf_trace_room *room,
                             struct hf_trace_ledger *out, struct hf_err *err)
{
    struct hf_str text = source.text;
    *csv = (struct hf_trace_csv){.source = source, .ledger = out, .map = map, .err = err};
    if (hf_str_begins(text, HF_STR("\xEF\xBB\xBF"))) /* the mark that spreadsheets write first */
        text = hf_str_part(text, 3, text.len);
    csv->at = text.len == 0 ? "" : text.at;
    csv->end = csv->at + text.len;
    if (text.len == 0)
        return hf_fail(err, HF_WORD_trace_no_heading, source.file, HF_TRACE_COLUMNS_TEXT, HF_STR_NONE);
    HF_TRY(hf_trace_ledger_open(out, source, text.len / SHORTEST_ROW + 1, room, err));
    return read_heading(csv);
}

enum hf_rc hf_trace_csv_step(struct hf_trace_csv *csv, uint32_t rows, struct hf_err *err)
{
    csv->err = err;
    for (uint32_t read = 0; csv->at < csv->end && read < rows; read++) {
        read += hf_trace_scan(csv, rows - read);
        if (csv->at < csv->end && hf_trace_only_ends(csv->at, csv->end))
            csv->at = csv->end;
        else if (csv->at < csv->end)
            HF_TRY(read_row(csv));
    }
    if (csv->at < csv->end || csv->done)
        return HF_OK;
    csv->done = true;
    return hf_trace_ledger_close(csv->ledger, err);
}

size_t hf_trace_csv_position(const struct hf_trace_csv *csv)
{
    return (size_t)(csv->at - csv->source.text.at);
}
