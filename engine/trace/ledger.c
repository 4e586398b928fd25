/* SPDX-License-Identifier: Apache-2.0 */
/* What makes a row a good one: one check after another, each with the place and the way to mend it. */
#include "trace/ledger.h"

#include "base/check.h"
#include "base/money.h"
#include "base/rate.h"
#include "base/when.h"
#include "record/json.h"
#include "trace/currency.h"
#include "trace/joined.h"
#include "trace/likeness.h"

static const struct hf_str column_names[HF_TRACE_COLUMNS] = {
#define HF_TRACE_COLUMN(name) [HF_TRACE_AT_##name] = HF_STR_INIT(#name),
    HF_TRACE_COLUMNS_LIST(HF_TRACE_COLUMN)
#undef HF_TRACE_COLUMN
};

#define AT(name) (1U << HF_TRACE_AT_##name)
enum { ALWAYS = AT(id) | AT(date) | AT(kind) };

/* Which columns a kind needs, and which it may have besides. */
struct kind {
    struct hf_str name;
    unsigned needed, may;
};

static const struct kind kinds[HF_TRACE_KINDS] = {
    [HF_TRACE_CREDIT] = {HF_STR_INIT("credit"), AT(account) | AT(amount) | AT(claimant), AT(currency)},
    [HF_TRACE_DEBIT] = {HF_STR_INIT("debit"), AT(account) | AT(amount) | AT(to), AT(currency)},
    [HF_TRACE_TRANSFER] = {HF_STR_INIT("transfer"), AT(account) | AT(amount) | AT(to), AT(currency)},
    [HF_TRACE_PURCHASE] = {HF_STR_INIT("purchase"), AT(account) | AT(amount) | AT(to), AT(currency)},
    [HF_TRACE_SALE] = {HF_STR_INIT("sale"), AT(account) | AT(amount) | AT(to), AT(currency) | AT(election)},
    [HF_TRACE_CONVERSION] = {HF_STR_INIT("conversion"), AT(account) | AT(amount) | AT(to) | AT(received),
                             AT(currency) | AT(to_currency) | AT(rate)},
    [HF_TRACE_LINK] = {HF_STR_INIT("link"), AT(account) | AT(amount) | AT(debit) | AT(credit) | AT(evidence),
                       0},
    [HF_TRACE_COIN] = {HF_STR_INIT("coin"), 0, 0},
    [HF_TRACE_FEE] = {HF_STR_INIT("fee"), AT(account) | AT(amount), AT(to) | AT(currency)},
};

struct hf_str hf_trace_kind_name(enum hf_trace_kind kind)
{
    HF_CHECK(kind < HF_TRACE_KINDS);
    return kinds[kind].name;
}

bool hf_trace_kind_needs(enum hf_trace_kind kind, enum hf_trace_column column)
{
    HF_CHECK(kind < HF_TRACE_KINDS && column < HF_TRACE_COLUMNS);
    return ((kinds[kind].needed | ALWAYS) >> column & 1) != 0;
}

bool hf_trace_kind_may(enum hf_trace_kind kind, enum hf_trace_column column)
{
    HF_CHECK(kind < HF_TRACE_KINDS && column < HF_TRACE_COLUMNS);
    return (kinds[kind].may >> column & 1) != 0;
}

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

struct hf_str hf_trace_entry(const struct hf_trace_source *source, size_t offset)
{
    size_t line, column;
    if (source->entry == NULL)
        return HF_STR_NONE;
    hf_json_place(source->text, offset, &line, &column);
    return line <= source->entries ? source->entry[line - 1] : HF_STR_NONE;
}

enum hf_rc hf_trace_fail(const struct hf_trace_source *source, size_t offset, enum hf_word word,
                         struct hf_str arg0, struct hf_str arg1, struct hf_err *err)
{
    char text[HF_ERR_WHERE_MAX];
    struct hf_buf where = HF_BUF(text);
    struct hf_str entry = hf_trace_entry(source, offset);
    size_t line, column;
    hf_buf_put(&where, hf_str_part(source->file, 0, 200));
    if (entry.len > 0) {
        hf_buf_put_char(&where, ' ');
        hf_buf_put(&where, hf_str_part(entry, 0, 30));
        return hf_fail(err, word, hf_buf_str(&where), arg0, arg1);
    }
    hf_json_place(source->text, offset, &line, &column);
    hf_buf_put_char(&where, ':');
    hf_buf_put_i64(&where, (int64_t)line);
    hf_buf_put_char(&where, ':');
    hf_buf_put_i64(&where, (int64_t)column);
    return hf_fail(err, word, hf_buf_str(&where), arg0, arg1);
}

size_t hf_trace_row_at(const struct hf_trace_ledger *ledger, uint32_t i)
{
    struct hf_trace_ids_walk walk = hf_trace_ids_begin(&ledger->ids);
    if (ledger->ids.at != NULL)
        return ledger->ids.at[i];
    while (walk.row < i)
        (void)hf_trace_ids_next(&walk);
    return (size_t)(hf_trace_ids_line(&walk) - ledger->source.text.at);
}

enum hf_rc hf_trace_fail_row(const struct hf_trace_ledger *ledger, uint32_t i, enum hf_word word,
                             struct hf_str arg0, struct hf_str arg1, struct hf_err *err)
{
    return hf_trace_fail(&ledger->source, hf_trace_row_at(ledger, i), word, arg0, arg1, err);
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

struct hf_trace_room hf_trace_room_of(struct hf_arena *arena)
{
    enum { LINE = 64 };
    struct hf_trace_room room;
    unsigned char *at = arena->at + arena->used;
    size_t left = arena->size - arena->used, skip = (size_t)(0 - (uintptr_t)at) % LINE;
    skip = skip < left ? skip : left;
    at += skip;
    left -= skip;
    size_t half = left / 2 / LINE * LINE;
    hf_arena_init(&room.keep, at, half);
    hf_arena_init(&room.scratch, at + half, left - half);
    return room;
}

static bool open_columns(struct hf_trace_ledger *ledger, size_t rows)
{
    struct hf_arena *keep = &ledger->room->keep;
    ledger->who = hf_arena_try_unset(keep, sizeof *ledger->who, _Alignof(uint32_t), rows);
    ledger->other = hf_arena_try_unset(keep, sizeof *ledger->other, _Alignof(uint32_t), rows);
    ledger->low = hf_arena_try_unset(keep, sizeof *ledger->low, _Alignof(uint32_t), rows);
    ledger->high = hf_arena_try_unset(keep, sizeof *ledger->high, _Alignof(uint16_t), rows);
    return ledger->who != NULL && ledger->other != NULL && ledger->low != NULL && ledger->high != NULL;
}

/* Of the most rows that a text can hold there are a quarter in most, and an account for every ten of those.
 */
enum { ACCOUNT_EACH = 40 };

static bool open_names(struct hf_trace_ledger *ledger, uint32_t rows)
{
    struct hf_arena *keep = &ledger->room->keep, *scratch = &ledger->room->scratch;
    uint32_t accounts = rows < HF_TRACE_ACCOUNTS_MAX / 2 ? 2 * rows + 2 : HF_TRACE_ACCOUNTS_MAX;
    return hf_trace_roll_open(&ledger->accounts, accounts, keep, scratch) &&
           hf_trace_roll_expect(&ledger->accounts, rows / ACCOUNT_EACH) &&
           hf_trace_roll_open(&ledger->claimants, rows + 3, keep, scratch) &&
           hf_trace_roll_open(&ledger->sinks, rows + 1, keep, scratch) &&
           hf_trace_roll_open(&ledger->assets, rows + 1, keep, scratch) &&
           hf_trace_roll_open(&ledger->units, 256, keep, scratch);
}

enum hf_rc hf_trace_ledger_open(struct hf_trace_ledger *ledger, struct hf_trace_source source,
                                size_t rows_max, struct hf_trace_room *room, struct hf_err *err)
{
    *ledger = (struct hf_trace_ledger){.source = source, .room = room};
    if (rows_max >= UINT32_MAX - 4)
        return hf_fail(err, HF_WORD_too_large, source.file, HF_STR("this text"),
                       HF_STR("4 000 000 000 rows"));
    ledger->size = (uint32_t)rows_max;
    if (!open_columns(ledger, rows_max) || !open_names(ledger, ledger->size))
        return full(ledger, err);
    ledger->own = hf_trace_roll_add(&ledger->claimants, HF_STR("OWN"));
    ledger->unknown = hf_trace_roll_add(&ledger->claimants, HF_STR("UNKNOWN"));
    ledger->overdraft = hf_trace_roll_add(&ledger->claimants, HF_STR("OVERDRAFT"));
    return HF_OK;
}

/* ---- the checks ---- */

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
    for (unsigned i = 0; i < HF_TRACE_COLUMNS; i++) {
        unsigned bit = 1U << i;
        bool there = row->cell[i].len > 0;
        enum hf_word word = there ? HF_WORD_trace_stray : HF_WORD_trace_needed;
        if (there ? ((kind->needed | kind->may | ALWAYS) & bit) == 0 : ((kind->needed | ALWAYS) & bit) != 0)
            return hf_trace_fail(&ledger->source, row->at[i], word, kind->name, column_names[i], err);
    }
    if (row->amount < 0)
        return hf_trace_fail(&ledger->source, row->at[HF_TRACE_AT_amount], HF_WORD_trace_negative,
                             HF_STR_NONE, HF_STR_NONE, err);
    return HF_OK;
}

/* Names that the answer gives a meaning of its own. */
static enum hf_rc check_reserved(const struct hf_trace_ledger *ledger, const struct hf_trace_row *row,
                                 enum hf_trace_kind kind, struct hf_err *err)
{
    struct hf_str to = row->cell[HF_TRACE_AT_to];
    if (hf_str_eq(row->cell[HF_TRACE_AT_claimant], HF_STR("OVERDRAFT")))
        return fail_at(ledger, row, HF_TRACE_AT_claimant, HF_WORD_trace_reserved, HF_STR_NONE, err);
    if (kind == HF_TRACE_DEBIT &&
        (hf_str_begins(to, HF_STR("overdraft:")) || hf_str_begins(to, HF_STR("fee:"))))
        return fail_at(ledger, row, HF_TRACE_AT_to, HF_WORD_trace_reserved_sink, HF_STR_NONE, err);
    return HF_OK;
}

static bool keep_day(struct hf_trace_ledger *ledger, int32_t day)
{
    struct hf_arena *keep = &ledger->room->keep;
    if (ledger->day_count == ledger->day_room) {
        size_t room = 2 * ledger->day_room + 64;
        struct hf_trace_day *more =
            hf_arena_try_unset(keep, sizeof *more, _Alignof(struct hf_trace_day), room);
        if (more == NULL)
            return false;
        if (ledger->day_count > 0)
            memcpy(more, ledger->days, ledger->day_count * sizeof *more);
        ledger->days = more;
        ledger->day_room = room;
    }
    ledger->days[ledger->day_count++] = (struct hf_trace_day){day, ledger->count};
    return true;
}

static enum hf_rc check_date(struct hf_trace_ledger *ledger, const struct hf_trace_row *row,
                             struct hf_err *err)
{
    struct hf_str date = row->cell[HF_TRACE_AT_date];
    int32_t day, last = ledger->day_count == 0 ? INT32_MIN : ledger->days[ledger->day_count - 1].day;
    if (date.len > 0 && hf_str_eq(date, ledger->date))
        return HF_OK;
    if (!hf_day_read(date, &day))
        return fail_at(ledger, row, HF_TRACE_AT_date, HF_WORD_bad_date, HF_STR_NONE, err);
    if (day < last)
        return fail_at(ledger, row, HF_TRACE_AT_date, HF_WORD_trace_order, ledger->date, err);
    if (day > last && !keep_day(ledger, day))
        return full(ledger, err);
    ledger->date = date;
    return HF_OK;
}

static enum hf_rc check_id(struct hf_trace_ledger *ledger, const struct hf_trace_row *row, struct hf_err *err)
{
    struct hf_str id = row->cell[HF_TRACE_AT_id];
    if (ledger->ids.numbered)
        return HF_OK;
    switch (hf_trace_ids_add(&ledger->ids, id, ledger->count, ledger->size, &ledger->room->scratch)) {
    case HF_TRACE_ID_NEW:
        return HF_OK;
    case HF_TRACE_ID_TWICE:
        return fail_at(ledger, row, HF_TRACE_AT_id, HF_WORD_trace_twice, HF_STR_NONE, err);
    case HF_TRACE_ID_NO_ROOM:
        break;
    }
    return full(ledger, err);
}

/* ---- currencies: one for each account that has any ---- */

static enum hf_rc set_unit(struct hf_trace_ledger *ledger, const struct hf_trace_row *row, uint32_t account,
                           enum hf_trace_column column, struct hf_err *err)
{
    struct hf_str name = row->cell[column];
    if (name.len == 0)
        return HF_OK;
    if (hf_currency_decimals(name) < 0)
        return fail_at(ledger, row, column, HF_WORD_unknown_currency, HF_STR_NONE, err);
    uint32_t unit = hf_trace_roll_add(&ledger->units, name);
    int64_t known = hf_trace_cells_get(&ledger->unit_of, account, 0);
    if (known > 0 && known != (int64_t)unit + 1)
        return fail_at(ledger, row, column, HF_WORD_trace_currency,
                       hf_trace_roll_name(&ledger->units, (uint32_t)known - 1), err);
    if (known > 0)
        return HF_OK;
    if (unit == HF_TRACE_NOBODY || !hf_trace_set_unit(ledger, HF_TRACE_OF_ACCOUNT, account, unit + 1))
        return full(ledger, err);
    return HF_OK;
}

/* An asset has the currency of the first account that bought it or got what it fetched. */
static enum hf_rc check_asset(struct hf_trace_ledger *ledger, const struct hf_trace_row *row, uint32_t asset,
                              uint32_t account, struct hf_err *err)
{
    uint32_t unit = hf_trace_unit_of(ledger, HF_TRACE_OF_ACCOUNT, account),
             known = hf_trace_unit_of(ledger, HF_TRACE_OF_ASSET, asset);
    enum hf_trace_column column =
        row->cell[HF_TRACE_AT_currency].len > 0 ? HF_TRACE_AT_currency : HF_TRACE_AT_to;
    if (unit == 0 || unit == known)
        return HF_OK;
    if (known > 0)
        return hf_trace_fail(&ledger->source, row->at[column], HF_WORD_trace_asset_currency,
                             hf_trace_roll_name(&ledger->assets, asset), hf_trace_unit_name(ledger, known),
                             err);
    return hf_trace_set_unit(ledger, HF_TRACE_OF_ASSET, asset, unit) ? HF_OK : full(ledger, err);
}

static enum hf_rc check_units(struct hf_trace_ledger *ledger, const struct hf_trace_row *row,
                              enum hf_trace_kind kind, uint32_t account, uint32_t other, struct hf_err *err)
{
    if (kind != HF_TRACE_SALE)
        HF_TRY(set_unit(ledger, row, account, HF_TRACE_AT_currency, err));
    if (kind == HF_TRACE_TRANSFER || kind == HF_TRACE_SALE)
        HF_TRY(set_unit(ledger, row, other, HF_TRACE_AT_currency, err));
    if (kind == HF_TRACE_CONVERSION)
        HF_TRY(set_unit(ledger, row, other, HF_TRACE_AT_to_currency, err));
    if (kind == HF_TRACE_PURCHASE)
        HF_TRY(check_asset(ledger, row, other, account, err));
    if (kind == HF_TRACE_SALE)
        HF_TRY(check_asset(ledger, row, account, other, err));
    int64_t from = hf_trace_cells_get(&ledger->unit_of, account, 0),
            to = kind == HF_TRACE_TRANSFER ? hf_trace_cells_get(&ledger->unit_of, other, 0) : from;
    if (from != to && from > 0 && to > 0)
        return fail_at(ledger, row, HF_TRACE_AT_to, HF_WORD_trace_convert, HF_STR_NONE, err);
    return HF_OK;
}

/* ---- the rate of a conversion ---- */

static enum hf_rc unfit_rate(const struct hf_trace_ledger *ledger, const struct hf_trace_wide *row, size_t at,
                             struct hf_str unit, struct hf_err *err)
{
    char text[48];
    struct hf_buf received = HF_BUF(text);
    struct hf_money money = {.minor = row->received};
    if (unit.len == 3) {
        memcpy(money.currency, unit.at, 3);
        hf_money_put(&received, &money);
    } else {
        hf_buf_put_i64(&received, row->received);
    }
    return hf_trace_fail(&ledger->source, at, HF_WORD_trace_rate_fit, row->note, hf_buf_str(&received), err);
}

/* Where one of the currencies is not said, nobody can tell what the rate would give. `at`: of the rate, or of
 * its row. */
static enum hf_rc check_rate(const struct hf_trace_ledger *ledger, const struct hf_trace_wide *row, size_t at,
                             struct hf_err *err)
{
    struct hf_str from =
                      hf_trace_unit_name(ledger, hf_trace_unit_of(ledger, HF_TRACE_OF_ACCOUNT, row->account)),
                  to = hf_trace_unit_name(ledger, hf_trace_unit_of(ledger, HF_TRACE_OF_ACCOUNT, row->other));
    struct hf_exchange exchange = {row->amount, row->received, hf_currency_decimals(from),
                                   hf_currency_decimals(to)};
    struct hf_rate rate;
    if (row->note.len == 0)
        return HF_OK;
    if (!hf_rate_read(row->note, &rate))
        return hf_trace_fail(&ledger->source, at, HF_WORD_trace_rate, row->note, HF_STR_NONE, err);
    if (from.len == 0 || to.len == 0 || hf_rate_fits(rate, &exchange))
        return HF_OK;
    return unfit_rate(ledger, row, at, to, err);
}

/* ---- keeping ---- */

enum hf_rc hf_trace_ledger_account(struct hf_trace_ledger *ledger, struct hf_str name, uint32_t *out,
                                   struct hf_err *err)
{
    uint32_t account = hf_trace_roll_add(&ledger->accounts, name);
    if (account == HF_TRACE_NOBODY)
        return full(ledger, err);
    *out = account;
    return HF_OK;
}

static enum hf_rc named(struct hf_trace_ledger *ledger, struct hf_trace_roll *roll, struct hf_str name,
                        uint32_t *out, struct hf_err *err)
{
    *out = hf_trace_roll_add(roll, name);
    return *out == HF_TRACE_NOBODY ? full(ledger, err) : HF_OK;
}

/* An account named in a row; where the accounts are declared, it is one of them, or a coin. */
static enum hf_rc account_in(struct hf_trace_ledger *ledger, const struct hf_trace_row *row,
                             enum hf_trace_column column, uint32_t *out, struct hf_err *err)
{
    if (!ledger->declared)
        return named(ledger, &ledger->accounts, row->cell[column], out, err);
    *out = hf_trace_roll_find(&ledger->accounts, row->cell[column]);
    return *out == HF_TRACE_NOBODY ? fail_at(ledger, row, column, HF_WORD_trace_no_account, HF_STR_NONE, err)
                                   : HF_OK;
}

static enum hf_rc fee_sink(struct hf_trace_ledger *ledger, const struct hf_trace_row *row, uint32_t *out,
                           struct hf_err *err)
{
    static const struct hf_str head = HF_STR_INIT("fee:");
    struct hf_str to =
        row->cell[HF_TRACE_AT_to].len > 0 ? row->cell[HF_TRACE_AT_to] : row->cell[HF_TRACE_AT_account];
    char *name = hf_arena_try_unset(&ledger->room->keep, 1, 1, head.len + to.len);
    if (name == NULL)
        return full(ledger, err);
    memcpy(name, head.at, head.len);
    memcpy(name + head.len, to.at, to.len);
    *out = hf_trace_roll_add(&ledger->sinks, (struct hf_str){name, head.len + to.len});
    return *out == HF_TRACE_NOBODY ? full(ledger, err) : HF_OK;
}

/* Whose money comes in, or where it goes. */
static enum hf_rc other_side(struct hf_trace_ledger *ledger, const struct hf_trace_row *row,
                             enum hf_trace_kind kind, uint32_t *out, struct hf_err *err)
{
    struct hf_str to = row->cell[HF_TRACE_AT_to];
    switch (kind) {
    case HF_TRACE_CREDIT:
        return named(ledger, &ledger->claimants, row->cell[HF_TRACE_AT_claimant], out, err);
    case HF_TRACE_DEBIT:
        return named(ledger, &ledger->sinks, to, out, err);
    case HF_TRACE_PURCHASE:
        return named(ledger, &ledger->assets, to, out, err);
    case HF_TRACE_FEE:
        return fee_sink(ledger, row, out, err);
    case HF_TRACE_TRANSFER:
    case HF_TRACE_SALE:
    case HF_TRACE_CONVERSION:
        return account_in(ledger, row, HF_TRACE_AT_to, out, err);
    case HF_TRACE_LINK:
    case HF_TRACE_COIN:
    case HF_TRACE_KINDS:
        break;
    }
    *out = 0;
    return HF_OK;
}

static enum hf_rc this_side(struct hf_trace_ledger *ledger, const struct hf_trace_row *row,
                            enum hf_trace_kind kind, uint32_t *out, struct hf_err *err)
{
    if (kind != HF_TRACE_SALE)
        return account_in(ledger, row, HF_TRACE_AT_account, out, err);
    *out = hf_trace_roll_find(&ledger->assets, row->cell[HF_TRACE_AT_account]);
    if (*out == HF_TRACE_NOBODY)
        return fail_at(ledger, row, HF_TRACE_AT_account, HF_WORD_trace_no_asset, HF_STR_NONE, err);
    return HF_OK;
}

static enum hf_rc read_election(const struct hf_trace_ledger *ledger, const struct hf_trace_row *row,
                                bool *charge, struct hf_err *err)
{
    struct hf_str election = row->cell[HF_TRACE_AT_election];
    *charge = hf_str_eq(election, HF_STR("charge"));
    if (election.len == 0 || *charge || hf_str_eq(election, HF_STR("share")))
        return HF_OK;
    return fail_at(ledger, row, HF_TRACE_AT_election, HF_WORD_trace_election, HF_STR_NONE, err);
}

/* An array that doubles; what it was is left lying. */
static void *one_more(struct hf_arena *keep, void *at, size_t count, size_t *room, size_t size)
{
    if (count < *room)
        return at;
    void *more = hf_arena_try_unset(keep, size, _Alignof(max_align_t), 2 * *room + 16);
    if (more == NULL)
        return NULL;
    if (count > 0)
        memcpy(more, at, count * size);
    *room = 2 * *room + 16;
    return more;
}

static enum hf_rc keep_wide(struct hf_trace_ledger *ledger, const struct hf_trace_wide *wide,
                            struct hf_err *err)
{
    struct hf_trace_wide *list =
        one_more(&ledger->room->keep, ledger->wide, ledger->wides, &ledger->wide_room, sizeof *list);
    if (list == NULL || ledger->wides >= UINT32_MAX || ledger->count >= ledger->size)
        return full(ledger, err);
    ledger->wide = list;
    list[ledger->wides] = *wide;
    hf_trace_ledger_put(ledger, HF_TRACE_SORT_WIDE, 0, (uint32_t)ledger->wides++, 0);
    return HF_OK;
}

static enum hf_rc keep(struct hf_trace_ledger *ledger, const struct hf_trace_row *row,
                       enum hf_trace_kind kind, struct hf_err *err)
{
    struct hf_trace_wide wide = {
        .amount = row->amount,
        .received = row->received,
        .at = row->at[HF_TRACE_AT_id],
        .debit_id = row->cell[HF_TRACE_AT_debit],
        .credit_id = row->cell[HF_TRACE_AT_credit],
        .note = row->cell[kind == HF_TRACE_LINK ? HF_TRACE_AT_evidence : HF_TRACE_AT_rate],
    };
    HF_TRY(this_side(ledger, row, kind, &wide.account, err));
    HF_TRY(other_side(ledger, row, kind, &wide.other, err));
    HF_TRY(check_units(ledger, row, kind, wide.account, wide.other, err));
    if (kind == HF_TRACE_CONVERSION)
        HF_TRY(check_rate(ledger, &wide, row->at[HF_TRACE_AT_rate], err));
    HF_TRY(read_election(ledger, row, &wide.charge, err));
    wide.kind = kind == HF_TRACE_FEE ? HF_TRACE_DEBIT : kind;
    ledger->unknown_seen |= kind == HF_TRACE_CREDIT && wide.other == ledger->unknown;
    if (wide.kind > HF_TRACE_TRANSFER || (uint64_t)row->amount >> HF_TRACE_HIGH != 0)
        return keep_wide(ledger, &wide, err);
    if (ledger->count >= ledger->size)
        return full(ledger, err);
    hf_trace_ledger_put(ledger, wide.kind, wide.account, wide.other, (uint64_t)row->amount);
    return HF_OK;
}

static enum hf_rc check_row(struct hf_trace_ledger *ledger, const struct hf_trace_row *row,
                            enum hf_trace_kind kind, struct hf_err *err)
{
    HF_TRY(check_cells(ledger, row, &kinds[kind], err));
    HF_TRY(check_reserved(ledger, row, kind, err));
    if (kind == HF_TRACE_CONVERSION && row->received < 0)
        return hf_trace_fail(&ledger->source, row->at[HF_TRACE_AT_received], HF_WORD_trace_negative,
                             HF_STR_NONE, HF_STR_NONE, err);
    HF_TRY(check_date(ledger, row, err));
    return check_id(ledger, row, err);
}

enum hf_rc hf_trace_ledger_add(struct hf_trace_ledger *ledger, const struct hf_trace_row *row,
                               struct hf_err *err)
{
    enum hf_trace_kind kind = HF_TRACE_CREDIT;
    HF_TRY(read_kind(ledger, row, &kind, err));
    if (kind == HF_TRACE_COIN)
        return fail_at(ledger, row, HF_TRACE_AT_kind, HF_WORD_trace_coin_json, HF_STR_NONE, err);
    HF_TRY(check_row(ledger, row, kind, err));
    return keep(ledger, row, kind, err);
}

bool hf_trace_ledger_coin(struct hf_trace_ledger *ledger, struct hf_trace_coin coin)
{
    struct hf_trace_coin *list =
        one_more(&ledger->room->keep, ledger->coin, ledger->coins, &ledger->coin_room, sizeof *list);
    if (list == NULL || ledger->coins >= UINT32_MAX)
        return false;
    ledger->coin = list;
    list[ledger->coins++] = coin;
    return true;
}

enum hf_rc hf_trace_ledger_add_coin(struct hf_trace_ledger *ledger, const struct hf_trace_row *row,
                                    uint32_t inputs, uint32_t outputs, struct hf_err *err)
{
    struct hf_trace_row fee = *row;
    struct hf_trace_wide wide = {.kind = HF_TRACE_COIN,
                                 .coin = (uint32_t)ledger->coins - inputs - outputs,
                                 .inputs = inputs,
                                 .outputs = outputs,
                                 .at = row->at[HF_TRACE_AT_id]};
    HF_TRY(check_row(ledger, row, HF_TRACE_COIN, err));
    fee.cell[HF_TRACE_AT_to] = row->cell[HF_TRACE_AT_id];
    HF_TRY(fee_sink(ledger, &fee, &wide.other, err));
    return keep_wide(ledger, &wide, err);
}

/* ---- closing ---- */

/* The row of each id in `wanted`, found by going through all ids once. */
static uint32_t *rows_of(const struct hf_trace_ledger *ledger, const struct hf_trace_roll *wanted)
{
    uint32_t *row = hf_arena_try_unset(&ledger->room->scratch, sizeof *row, _Alignof(uint32_t),
                                       (size_t)wanted->count + 1);
    struct hf_trace_ids_walk walk = hf_trace_ids_begin(&ledger->ids);
    if (row == NULL)
        return NULL;
    for (uint32_t i = 0; i < wanted->count; i++)
        row[i] = UINT32_MAX;
    for (uint32_t i = 0; i < ledger->count; i++) {
        uint32_t found = hf_trace_roll_find(wanted, hf_trace_ids_next(&walk));
        if (found != HF_TRACE_NOBODY)
            row[found] = i;
    }
    return row;
}

static bool is_debit_on(const struct hf_trace_ledger *ledger, uint32_t i, uint32_t account)
{
    if (i == UINT32_MAX)
        return false;
    struct hf_trace_event event = hf_trace_event_at(ledger, i);
    return (event.kind == HF_TRACE_DEBIT || event.kind == HF_TRACE_PURCHASE) && event.account == account;
}

static bool is_credit_on(const struct hf_trace_ledger *ledger, uint32_t i, uint32_t account)
{
    if (i == UINT32_MAX)
        return false;
    struct hf_trace_event event = hf_trace_event_at(ledger, i);
    bool pays =
        event.kind == HF_TRACE_TRANSFER || event.kind == HF_TRACE_CONVERSION || event.kind == HF_TRACE_SALE;
    return event.kind == HF_TRACE_CREDIT ? event.account == account : pays && event.other == account;
}

/* Where an id of the link stands, if it borrows from the text; else its row. */
static size_t place_of_id(const struct hf_trace_ledger *ledger, const struct hf_trace_wide *link,
                          struct hf_str id)
{
    uintptr_t text = (uintptr_t)ledger->source.text.at, at = (uintptr_t)id.at;
    return at >= text && at - text < ledger->source.text.len ? (size_t)(at - text) : link->at;
}

/* Both rows are there, each is what the link says, and they stand in this order. */
static enum hf_rc check_link(const struct hf_trace_ledger *ledger, uint32_t row, struct hf_err *err)
{
    const struct hf_trace_wide *link = &ledger->wide[ledger->other[row]];
    const struct {
        bool wrong;
        enum hf_word word;
        struct hf_str arg0, arg1;
    } fault[] = {
        {link->debit == UINT32_MAX, HF_WORD_trace_link_none, link->debit_id, HF_STR("debit")},
        {link->credit == UINT32_MAX, HF_WORD_trace_link_none, link->credit_id, HF_STR("credit")},
        {!is_debit_on(ledger, link->debit, link->account), HF_WORD_trace_link_debit, link->debit_id,
         HF_STR_NONE},
        {!is_credit_on(ledger, link->credit, link->account), HF_WORD_trace_link_credit, link->credit_id,
         HF_STR_NONE},
        {link->debit >= link->credit || link->credit >= row, HF_WORD_trace_link_order, link->debit_id,
         link->credit_id},
    };
    for (size_t i = 0; i < sizeof fault / sizeof fault[0]; i++)
        if (fault[i].wrong)
            return hf_trace_fail(&ledger->source, place_of_id(ledger, link, fault[i].arg0), fault[i].word,
                                 fault[i].arg0, fault[i].arg1, err);
    return HF_OK;
}

static bool is_link(const struct hf_trace_ledger *ledger, uint32_t row)
{
    return ledger->who[row] >> 30 == HF_TRACE_SORT_WIDE &&
           ledger->wide[ledger->other[row]].kind == HF_TRACE_LINK;
}

static bool find_links(struct hf_trace_ledger *ledger, size_t links)
{
    struct hf_trace_roll wanted;
    struct hf_arena *scratch = &ledger->room->scratch;
    if (!hf_trace_roll_open(&wanted, 2 * (uint32_t)links, scratch, scratch))
        return false;
    for (size_t i = 0; i < ledger->wides; i++)
        if (ledger->wide[i].kind == HF_TRACE_LINK) {
            ledger->wide[i].debit = hf_trace_roll_add(&wanted, ledger->wide[i].debit_id);
            ledger->wide[i].credit = hf_trace_roll_add(&wanted, ledger->wide[i].credit_id);
            if (ledger->wide[i].debit == HF_TRACE_NOBODY || ledger->wide[i].credit == HF_TRACE_NOBODY)
                return false;
        }
    const uint32_t *row = rows_of(ledger, &wanted);
    for (size_t i = 0; row != NULL && i < ledger->wides; i++)
        if (ledger->wide[i].kind == HF_TRACE_LINK) {
            ledger->wide[i].debit = row[ledger->wide[i].debit];
            ledger->wide[i].credit = row[ledger->wide[i].credit];
        }
    return row != NULL;
}

static enum hf_rc close_links(struct hf_trace_ledger *ledger, struct hf_err *err)
{
    size_t links = 0;
    for (size_t i = 0; i < ledger->wides; i++)
        links += ledger->wide[i].kind == HF_TRACE_LINK;
    if (links == 0)
        return HF_OK;
    if (!find_links(ledger, links))
        return full(ledger, err);
    for (uint32_t i = 0; i < ledger->count; i++)
        if (is_link(ledger, i))
            HF_TRY(check_link(ledger, i, err));
    return HF_OK;
}

/* What rows say of currencies further down counts for those before. */
static enum hf_rc close_units(struct hf_trace_ledger *ledger, struct hf_err *err)
{
    HF_TRY(hf_trace_join_units(ledger, err));
    for (size_t i = 0; hf_trace_has_several_units(ledger) && i < ledger->wides; i++)
        if (ledger->wide[i].kind == HF_TRACE_CONVERSION)
            HF_TRY(check_rate(ledger, &ledger->wide[i], ledger->wide[i].at, err));
    return hf_trace_part_sinks(ledger) ? HF_OK : full(ledger, err);
}

enum hf_rc hf_trace_ledger_close(struct hf_trace_ledger *ledger, struct hf_err *err)
{
    struct hf_arena *keep = &ledger->room->keep;
    uint32_t claimants = ledger->claimants.count;
    HF_TRY(hf_trace_check_names(ledger, err));
    HF_TRY(close_links(ledger, err));
    hf_trace_note_paid(ledger);
    HF_TRY(close_units(ledger, err));
    ledger->claimant_order = hf_trace_roll_order(&ledger->claimants, keep);
    ledger->claimant_rank =
        hf_arena_try_unset(keep, sizeof *ledger->claimant_rank, _Alignof(uint32_t), claimants);
    if (ledger->claimant_order == NULL || ledger->claimant_rank == NULL)
        return full(ledger, err);
    for (uint32_t i = 0; i < claimants; i++)
        ledger->claimant_rank[ledger->claimant_order[i]] = i;
    ledger->own = ledger->claimant_rank[ledger->own];
    ledger->unknown = ledger->claimant_rank[ledger->unknown];
    ledger->overdraft = ledger->claimant_rank[ledger->overdraft];
    struct hf_trace_roll *rolls[] = {&ledger->accounts, &ledger->claimants, &ledger->sinks, &ledger->assets,
                                     &ledger->units};
    for (size_t i = 0; i < sizeof rolls / sizeof rolls[0]; i++)
        hf_trace_roll_close(rolls[i]);
    hf_arena_reset(&ledger->room->scratch, 0);
    return HF_OK;
}

int32_t hf_trace_day_of(const struct hf_trace_ledger *ledger, uint32_t i)
{
    size_t from = 0, to = ledger->day_count;
    while (to - from > 1) {
        size_t middle = from + (to - from) / 2;
        *(ledger->days[middle].first <= i ? &from : &to) = middle;
    }
    return ledger->days[from].day;
}
