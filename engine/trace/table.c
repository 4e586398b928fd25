/* SPDX-License-Identifier: Apache-2.0 */
#include "trace/table.h"

bool hf_trace_table_open(struct hf_trace_table *table, const struct hf_trace_ledger *ledger, bool each,
                         struct hf_arena *arena)
{
    *table = (struct hf_trace_table){.ledger = ledger, .arena = arena, .each = each};
    return hf_trace_cells_reserve(&table->index, 1, arena);
}

static enum hf_rc no_room(const struct hf_trace_table *table, struct hf_err *err)
{
    return hf_fail(err, HF_WORD_no_memory, table->ledger->source.file, HF_STR("the trace"), HF_STR_NONE);
}

/* Accounts, assets, sinks, overdrafts and then the sums have numbers one after the other. */
static uint32_t place_of(const struct hf_trace_ledger *ledger, enum hf_trace_where where, uint32_t index)
{
    uint32_t assets = ledger->accounts.count, sinks = assets + ledger->assets.count,
             sums = sinks + ledger->sinks.count + ledger->accounts.count;
    switch (where) {
    case HF_TRACE_IN_ACCOUNT:
        return index;
    case HF_TRACE_IN_ASSET:
        return assets + index;
    case HF_TRACE_IN_SINK:
        return sinks + index;
    case HF_TRACE_IN_ACCOUNTS:
    case HF_TRACE_IN_ASSETS:
    case HF_TRACE_IN_SINKS:
        break;
    }
    return sums + 3 * index + (uint32_t)(where - HF_TRACE_IN_ACCOUNTS);
}

static bool more_rows(struct hf_trace_table *table)
{
    size_t room = 2 * table->room + 64;
    struct hf_trace_table_row *row =
        hf_arena_try_unset(table->arena, sizeof *row, _Alignof(struct hf_trace_table_row), room);
    if (row == NULL)
        return false;
    if (table->rows > 0)
        memcpy(row, table->row, table->rows * sizeof *row);
    table->row = row;
    table->room = room;
    return true;
}

/* What the sink of an overdraft is called; none of any other place. False when there is no room. */
static bool name_bank(const struct hf_trace_table *table, enum hf_trace_where where, uint32_t index,
                      struct hf_str *out)
{
    const struct hf_trace_ledger *ledger = table->ledger;
    const struct hf_str before = HF_STR("overdraft:");
    *out = HF_STR_NONE;
    if (where != HF_TRACE_IN_SINK || index < ledger->sinks.count)
        return true;
    struct hf_str account = hf_trace_roll_name(&ledger->accounts, index - ledger->sinks.count);
    struct hf_buf text = {.size = before.len + account.len};
    text.at = hf_arena_try_unset(table->arena, 1, 1, text.size);
    if (text.at == NULL)
        return false;
    hf_buf_put(&text, before);
    hf_buf_put(&text, account);
    *out = hf_buf_str(&text);
    return true;
}

/* The row, made now if there is none; NULL when there is no room. */
static struct hf_trace_table_row *row_of(struct hf_trace_table *table, enum hf_trace_where where,
                                         uint32_t index, uint32_t claimant)
{
    uint32_t place = place_of(table->ledger, where, index);
    int64_t known = hf_trace_cells_get(&table->index, place, claimant);
    if (known > 0)
        return &table->row[known - 1];
    int64_t *amount = hf_arena_try(table->arena, sizeof *amount, _Alignof(int64_t), HF_TRACE_COLUMNS_MAX);
    struct hf_str bank;
    if (amount == NULL || !name_bank(table, where, index, &bank) ||
        (table->rows == table->room && !more_rows(table)) ||
        !hf_trace_cells_reserve(&table->index, 1, table->arena) ||
        !hf_trace_cells_add(&table->index, place, claimant, (int64_t)table->rows + 1))
        return NULL;
    table->row[table->rows] = (struct hf_trace_table_row){where, index, claimant, amount, bank};
    return &table->row[table->rows++];
}

static enum hf_rc note(struct hf_trace_table *table, enum hf_trace_where where, uint32_t index,
                       uint32_t claimant, int64_t amount, struct hf_err *err)
{
    bool tainted = hf_trace_method_form(table->column[table->columns].method) == HF_TRACE_TAINTED;
    if (amount == 0)
        return HF_OK;
    struct hf_trace_table_row *row = row_of(table, where, index, tainted ? HF_TRACE_NOBODY : claimant);
    if (row == NULL)
        return no_room(table, err);
    row->amount[table->columns] += amount; /* within the sums that totals have checked */
    return HF_OK;
}

static enum hf_rc note_parts(struct hf_trace_table *table, enum hf_trace_where where, uint32_t index,
                             const struct hf_trace_parts *parts, struct hf_err *err)
{
    for (uint32_t i = 0; i < parts->count; i++)
        HF_TRY(note(table, where, index, parts->claimant[i], parts->amount[i], err));
    return HF_OK;
}

static enum hf_rc note_places(struct hf_trace_table *table, struct hf_trace_run *run, struct hf_err *err)
{
    const struct hf_trace_ledger *ledger = table->ledger;
    uint32_t accounts = ledger->accounts.count;
    struct hf_trace_parts parts;
    for (uint32_t i = 0; i < accounts + ledger->assets.count; i++) {
        bool asset = i >= accounts;
        HF_TRY(hf_trace_look(run, i, &parts, err));
        HF_TRY(note_parts(table, asset ? HF_TRACE_IN_ASSET : HF_TRACE_IN_ACCOUNT, asset ? i - accounts : i,
                          &parts, err));
    }
    for (size_t i = 0; i < run->sinks.size; i++) {
        const struct hf_trace_cell *cell = &run->sinks.cell[i];
        if (cell->sink != HF_TRACE_CELL_FREE)
            HF_TRY(note(table, HF_TRACE_IN_SINK, cell->sink, cell->claimant, cell->amount, err));
    }
    return HF_OK;
}

/* Shares belong to an account where it is a fund of its own. */
static enum hf_rc note_funds(struct hf_trace_table *table, struct hf_trace_run *run, struct hf_err *err)
{
    struct hf_trace_funds funds;
    struct hf_trace_parts parts;
    HF_TRY(hf_trace_funds_of(run, &funds, err));
    for (uint32_t i = 0; i < table->ledger->accounts.count; i++) {
        uint32_t fund = funds.number[hf_trace_fund_of(run, i)];
        if (funds.fund[fund].accounts != 1)
            continue;
        HF_TRY(hf_trace_fund_shares(run, &funds, fund, &parts, err));
        HF_TRY(note_parts(table, HF_TRACE_IN_ACCOUNT, i, &parts, err));
    }
    return HF_OK;
}

static enum hf_rc note_total(struct hf_trace_table *table, uint32_t unit, uint32_t claimant,
                             const struct hf_trace_total *total, struct hf_err *err)
{
    HF_TRY(note(table, HF_TRACE_IN_ACCOUNTS, unit, claimant, total->held, err));
    HF_TRY(note(table, HF_TRACE_IN_ASSETS, unit, claimant, total->in_assets, err));
    return note(table, HF_TRACE_IN_SINKS, unit, claimant, total->gone, err);
}

static enum hf_rc note_totals(struct hf_trace_table *table, struct hf_trace_run *run, struct hf_err *err)
{
    struct hf_trace_totals totals;
    HF_TRY(hf_trace_totals_of(run, table->arena, &totals, err));
    table->own_in_shares |= totals.own_in_shares;
    for (uint32_t unit = 0; unit < totals.units; unit++)
        for (uint32_t i = 0; i < totals.count; i++)
            HF_TRY(note_total(table, unit, i, hf_trace_total_of(&totals, unit, i), err));
    return HF_OK;
}

enum hf_rc hf_trace_table_add(struct hf_trace_table *table, struct hf_trace_run *run, struct hf_err *err)
{
    HF_CHECK(table->columns < HF_TRACE_COLUMNS_MAX);
    table->column[table->columns] = run->choice;
    HF_TRY(note_totals(table, run, err));
    if (table->each && hf_trace_method_form(run->choice.method) == HF_TRACE_SHARES)
        HF_TRY(note_funds(table, run, err));
    else if (table->each)
        HF_TRY(note_places(table, run, err));
    table->columns++;
    return HF_OK;
}

/* pari_passu says nothing of where money went, and of one account only where that is a fund alone. */
static bool speaks(const struct hf_trace_table *table, unsigned column, enum hf_trace_where where)
{
    return hf_trace_method_form(table->column[column].method) != HF_TRACE_SHARES ||
           where == HF_TRACE_IN_ACCOUNTS ||
           (where == HF_TRACE_IN_ACCOUNT && table->ledger->accounts.count == 1);
}

void hf_trace_table_range(const struct hf_trace_table *table, size_t row, unsigned *least, unsigned *most)
{
    const int64_t *amount = table->row[row].amount;
    bool first = true;
    *least = *most = 0;
    for (unsigned i = 0; i < table->columns; i++) {
        if (!speaks(table, i, table->row[row].where))
            continue;
        *least = first || amount[i] < amount[*least] ? i : *least;
        *most = first || amount[i] > amount[*most] ? i : *most;
        first = false;
    }
}
