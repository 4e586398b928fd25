/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What makes a row a good one: one check after another, each with the place and the way to mend it.
 * Ids that rise need no memory to be known as different; the first that does not makes a table of them all.
 */
#include "trace/ledger.h"

#include "base/check.h"
#include "base/when.h"
#include "record/json.h"

static const struct hf_str column_names[HF_TRACE_COLUMNS] = {
#define HF_TRACE_COLUMN(name) [HF_TRACE_AT_##name] = HF_STR_INIT(#name),
    HF_TRACE_COLUMNS_LIST(HF_TRACE_COLUMN)
#undef HF_TRACE_COLUMN
};

/* Which column says what money does, and which must be empty. */
struct kind {
    struct hf_str name;
    enum hf_trace_column needed, empty;
};

static const struct kind kinds[HF_TRACE_KINDS] = {
    [HF_TRACE_CREDIT] = {HF_STR_INIT("credit"), HF_TRACE_AT_claimant, HF_TRACE_AT_to},
    [HF_TRACE_DEBIT] = {HF_STR_INIT("debit"), HF_TRACE_AT_to, HF_TRACE_AT_claimant},
    [HF_TRACE_TRANSFER] = {HF_STR_INIT("transfer"), HF_TRACE_AT_to, HF_TRACE_AT_claimant},
};

struct hf_str hf_trace_column_name(enum hf_trace_column column)
{
    HF_CHECK(column < HF_TRACE_COLUMNS);
    return column_names[column];
}

enum hf_trace_column hf_trace_column_find(struct hf_str name)
{
    unsigned column = 0;
    while (column < HF_TRACE_COLUMNS && !hf_str_eq(column_names[column], name))
        column++;
    return (enum hf_trace_column)column;
}

enum hf_rc hf_trace_fail(const struct hf_trace_source *source, size_t offset, enum hf_word word,
                         struct hf_str arg0, struct hf_str arg1, struct hf_err *err)
{
    char text[HF_ERR_WHERE_MAX];
    struct hf_buf where = HF_BUF(text);
    size_t line, column;
    hf_json_place(source->text, offset, &line, &column);
    hf_buf_put(&where, hf_str_part(source->file, 0, 200));
    hf_buf_put_char(&where, ':');
    hf_buf_put_i64(&where, (int64_t)line);
    hf_buf_put_char(&where, ':');
    hf_buf_put_i64(&where, (int64_t)column);
    return hf_fail(err, word, hf_buf_str(&where), arg0, arg1);
}

static enum hf_rc fail_at(const struct hf_trace_ledger *ledger, const struct hf_trace_row *row,
                          enum hf_trace_column column, enum hf_word word, struct hf_str arg1,
                          struct hf_err *err)
{
    return hf_trace_fail(&ledger->source, row->at[column], word, row->cell[column], arg1, err);
}

static enum hf_rc full(const struct hf_trace_ledger *ledger, struct hf_err *err)
{
    return hf_fail(err, HF_WORD_no_memory, ledger->source.file, HF_STR("the ledger"), HF_STR_NONE);
}

enum hf_rc hf_trace_ledger_open(struct hf_trace_ledger *ledger, struct hf_trace_source source,
                                size_t rows_max, struct hf_arena *arena, struct hf_err *err)
{
    *ledger = (struct hf_trace_ledger){.source = source, .arena = arena, .day = INT32_MIN, .ids_rise = true};
    hf_trace_names_init(&ledger->accounts, arena);
    hf_trace_names_init(&ledger->claimants, arena);
    hf_trace_names_init(&ledger->sinks, arena);
    hf_trace_names_init(&ledger->ids, arena);
    ledger->own = hf_trace_name(&ledger->claimants, HF_STR("OWN"));
    ledger->overdraft = hf_trace_name(&ledger->claimants, HF_STR("OVERDRAFT"));
    ledger->entry = hf_arena_try(arena, sizeof *ledger->entry, _Alignof(struct hf_trace_entry), rows_max);
    if (ledger->overdraft == HF_TRACE_NO_NAME || ledger->entry == NULL || rows_max >= UINT32_MAX / 4)
        return full(ledger, err);
    ledger->size = (uint32_t)rows_max;
    return HF_OK;
}

static enum hf_rc check_needed(const struct hf_trace_ledger *ledger, const struct hf_trace_row *row,
                               struct hf_str kind, enum hf_trace_column column, struct hf_err *err)
{
    if (row->cell[column].len > 0)
        return HF_OK;
    return hf_trace_fail(&ledger->source, row->at[column], HF_WORD_trace_needed, kind, column_names[column],
                         err);
}

static enum hf_rc read_kind(const struct hf_trace_ledger *ledger, const struct hf_trace_row *row,
                            enum hf_trace_kind *out, struct hf_err *err)
{
    unsigned kind = 0;
    while (kind < HF_TRACE_KINDS && !hf_str_eq(kinds[kind].name, row->cell[HF_TRACE_AT_kind]))
        kind++;
    if (kind == HF_TRACE_KINDS)
        return fail_at(ledger, row, HF_TRACE_AT_kind, HF_WORD_trace_kind, HF_STR_NONE, err);
    *out = (enum hf_trace_kind)kind;
    return HF_OK;
}

static enum hf_rc check_cells(const struct hf_trace_ledger *ledger, const struct hf_trace_row *row,
                              const struct kind *kind, struct hf_err *err)
{
    HF_TRY(check_needed(ledger, row, kind->name, HF_TRACE_AT_id, err));
    HF_TRY(check_needed(ledger, row, kind->name, HF_TRACE_AT_account, err));
    HF_TRY(check_needed(ledger, row, kind->name, kind->needed, err));
    if (row->cell[kind->empty].len > 0)
        return hf_trace_fail(&ledger->source, row->at[kind->empty], HF_WORD_trace_stray, kind->name,
                             column_names[kind->empty], err);
    if (row->amount < 0)
        return hf_trace_fail(&ledger->source, row->at[HF_TRACE_AT_amount], HF_WORD_trace_negative,
                             HF_STR_NONE, HF_STR_NONE, err);
    return HF_OK;
}

/* Names that the answer gives a meaning of its own. */
static enum hf_rc check_reserved(const struct hf_trace_ledger *ledger, const struct hf_trace_row *row,
                                 enum hf_trace_kind kind, struct hf_err *err)
{
    if (hf_str_eq(row->cell[HF_TRACE_AT_claimant], HF_STR("OVERDRAFT")))
        return fail_at(ledger, row, HF_TRACE_AT_claimant, HF_WORD_trace_reserved, HF_STR_NONE, err);
    if (kind == HF_TRACE_DEBIT && hf_str_begins(row->cell[HF_TRACE_AT_to], HF_STR("overdraft:")))
        return fail_at(ledger, row, HF_TRACE_AT_to, HF_WORD_trace_reserved, HF_STR_NONE, err);
    return HF_OK;
}

static enum hf_rc check_date(struct hf_trace_ledger *ledger, const struct hf_trace_row *row,
                             struct hf_err *err)
{
    struct hf_str date = row->cell[HF_TRACE_AT_date];
    int32_t day;
    if (date.len > 0 && hf_str_eq(date, ledger->date))
        return HF_OK;
    if (!hf_day_read(date, &day))
        return fail_at(ledger, row, HF_TRACE_AT_date, HF_WORD_bad_date, HF_STR_NONE, err);
    if (day < ledger->day)
        return fail_at(ledger, row, HF_TRACE_AT_date, HF_WORD_trace_order, ledger->date, err);
    ledger->day = day;
    ledger->date = date;
    return HF_OK;
}

/* Shorter first, then by bytes: e9 before e10. */
static bool id_after(struct hf_str id, struct hf_str last)
{
    return id.len != last.len ? id.len > last.len : hf_str_order(id, last) > 0;
}

static bool ids_remembered(struct hf_trace_ledger *ledger)
{
    for (uint32_t i = 0; i < ledger->count; i++)
        if (hf_trace_name(&ledger->ids, hf_trace_entry_id(&ledger->entry[i])) == HF_TRACE_NO_NAME)
            return false;
    return true;
}

static enum hf_rc check_id(struct hf_trace_ledger *ledger, const struct hf_trace_row *row, struct hf_err *err)
{
    struct hf_str id = row->cell[HF_TRACE_AT_id];
    if (id.len > UINT32_MAX)
        return full(ledger, err);
    if (ledger->ids_rise) {
        if (ledger->count == 0 || id_after(id, hf_trace_entry_id(&ledger->entry[ledger->count - 1])))
            return HF_OK;
        if (!ids_remembered(ledger))
            return full(ledger, err);
        ledger->ids_rise = false;
    }
    uint32_t known = ledger->ids.count, index = hf_trace_name(&ledger->ids, id);
    if (index == HF_TRACE_NO_NAME)
        return full(ledger, err);
    if (index < known)
        return fail_at(ledger, row, HF_TRACE_AT_id, HF_WORD_trace_twice, HF_STR_NONE, err);
    return HF_OK;
}

static struct hf_trace_names *others(struct hf_trace_ledger *ledger, enum hf_trace_kind kind)
{
    switch (kind) {
    case HF_TRACE_CREDIT:
        return &ledger->claimants;
    case HF_TRACE_DEBIT:
        return &ledger->sinks;
    case HF_TRACE_TRANSFER:
        return &ledger->accounts;
    case HF_TRACE_KINDS:
        break;
    }
    HF_UNREACHABLE();
}

static enum hf_rc keep(struct hf_trace_ledger *ledger, const struct hf_trace_row *row,
                       enum hf_trace_kind kind, struct hf_err *err)
{
    struct hf_str id = row->cell[HF_TRACE_AT_id];
    uint32_t account = hf_trace_name(&ledger->accounts, row->cell[HF_TRACE_AT_account]);
    uint32_t other = hf_trace_name(others(ledger, kind), row->cell[kinds[kind].needed]);
    if (account == HF_TRACE_NO_NAME || other == HF_TRACE_NO_NAME || ledger->accounts.count >= UINT32_MAX / 4)
        return full(ledger, err);
    HF_CHECK(ledger->count < ledger->size);
    ledger->entry[ledger->count++] = (struct hf_trace_entry){
        .amount = row->amount,
        .id = id.at,
        .id_len = (uint32_t)id.len,
        .account = account & 0x3FFFFFFF,
        .kind = (unsigned)kind & 3,
        .other = other,
        .at = row->at[HF_TRACE_AT_amount],
    };
    return HF_OK;
}

enum hf_rc hf_trace_ledger_add(struct hf_trace_ledger *ledger, const struct hf_trace_row *row,
                               struct hf_err *err)
{
    enum hf_trace_kind kind = HF_TRACE_CREDIT;
    HF_TRY(read_kind(ledger, row, &kind, err));
    HF_TRY(check_cells(ledger, row, &kinds[kind], err));
    HF_TRY(check_reserved(ledger, row, kind, err));
    HF_TRY(check_date(ledger, row, err));
    HF_TRY(check_id(ledger, row, err));
    return keep(ledger, row, kind, err);
}

enum hf_rc hf_trace_ledger_close(struct hf_trace_ledger *ledger, struct hf_err *err)
{
    uint32_t *order = hf_trace_names_by_bytes(&ledger->claimants, ledger->arena);
    uint32_t *rank = order == NULL ? NULL : hf_trace_ranks(order, ledger->claimants.count, ledger->arena);
    struct hf_trace_names sorted;
    hf_trace_names_init(&sorted, ledger->arena);
    if (rank == NULL)
        return full(ledger, err);
    for (uint32_t i = 0; i < ledger->claimants.count; i++)
        if (hf_trace_name(&sorted, ledger->claimants.name[order[i]]) == HF_TRACE_NO_NAME)
            return full(ledger, err);
    for (uint32_t i = 0; i < ledger->count; i++)
        if (ledger->entry[i].kind == HF_TRACE_CREDIT)
            ledger->entry[i].other = rank[ledger->entry[i].other];
    ledger->own = rank[ledger->own];
    ledger->overdraft = rank[ledger->overdraft];
    ledger->claimants = sorted;
    return HF_OK;
}
