/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sixty-four bytes at a time give a bit for each comma and line end; a row is as many bits as there are
 * columns. Thirty-two rows are cut and judged before their names are looked up, so that the memory of the
 * tables is on its way meanwhile.
 */
#include "trace/scan.h"

#include "trace/marks.h"

enum { BATCH = 32, BLOCK = 64, BEHIND = 2 * BLOCK };

struct cut {
    const char *block; /* the block at hand; `ends` are its marks not yet used */
    uint64_t ends, odd;
    const char *limit; /* behind the last byte from which a block may be read */
    bool plain;        /* no odd byte in the blocks since the row began */
};

/* A row that is good but for its names and its id. */
struct taken {
    struct hf_trace_key account, other;
    uint64_t account_hash, other_hash, amount;
    unsigned sort;
    struct hf_str id;
    const char *at;
};

struct scan {
    struct hf_trace_csv *csv;
    struct hf_trace_ledger *ledger;
    struct cut cut;
    unsigned field[HF_TRACE_PLAIN_COLUMNS];
    struct taken row[BATCH];
};

static void read_block(struct cut *cut)
{
    struct hf_trace_marks marks = hf_trace_marks(cut->block);
    cut->ends = marks.ends;
    cut->odd = marks.odd;
    if (marks.odd == 0)
        return;
    /* A return before a line feed belongs to the line's end. */
    uint64_t returns = 0;
    for (unsigned i = 0; i < BLOCK; i++)
        returns |= (uint64_t)(cut->block[i] == '\r' && cut->block[i + 1] == '\n') << i;
    cut->odd &= ~returns;
}

static void begin_cut(struct cut *cut, const char *at, const char *limit)
{
    *cut = (struct cut){.block = at, .limit = limit};
    if (at < limit)
        read_block(cut);
}

/* Where the fields of the next row end; false at an odd byte or near the end of the text. */
static bool cut_row(struct cut *cut, const char **end, unsigned fields)
{
    uint64_t odd = cut->odd;
    for (unsigned i = 0; i < fields; i++) {
        while (cut->ends == 0) {
            cut->block += BLOCK;
            if (cut->block >= cut->limit)
                return false;
            read_block(cut);
            odd |= cut->odd;
        }
        end[i] = cut->block + __builtin_ctzll(cut->ends);
        cut->ends &= cut->ends - 1;
    }
    return odd == 0;
}

static uint64_t eight(const char *at)
{
    uint64_t word;
    memcpy(&word, at, sizeof word);
    return word;
}

/* The first byte lowest, on any machine. */
static uint64_t eight_in_order(const char *at)
{
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    return eight(at);
#else
    return __builtin_bswap64(eight(at));
#endif
}

/* Up to eight digits; false when one is none. */
static bool digits(const char *at, size_t len, uint64_t *out)
{
    uint64_t word = eight_in_order(at), zeros = UINT64_C(0x3030303030303030);
    word = len == 8 ? word : word << 8 * (8 - len) | zeros >> 8 * len;
    uint64_t value = word - zeros;
    if (((value | (value + UINT64_C(0x7676767676767676))) & UINT64_C(0x8080808080808080)) != 0)
        return false;
    value = value * 10 + (value >> 8);
    value = (((value & UINT64_C(0x000000FF000000FF)) * UINT64_C(0x000F424000000064)) +
             ((value >> 16 & UINT64_C(0x000000FF000000FF)) * UINT64_C(0x0000271000000001))) >>
            32;
    *out = (uint32_t)value;
    return true;
}

static bool amount_of(struct hf_str cell, uint64_t *out)
{
    uint64_t head = 0, tail;
    if (cell.len == 0 || cell.len > 14 || (cell.at[0] == '0' && cell.len > 1))
        return false;
    if (cell.len <= 8)
        return digits(cell.at, cell.len, out);
    if (!digits(cell.at, cell.len - 8, &head) || !digits(cell.at + cell.len - 8, 8, &tail))
        return false;
    *out = head * 100000000 + tail;
    return true;
}

static bool sort_of(struct hf_str kind, unsigned *out)
{
    static const char names[3][9] = {"credit\0\0", "debit\0\0\0", "transfer"};
    unsigned sort = kind.len == 8 ? HF_TRACE_TRANSFER : kind.len == 6 ? HF_TRACE_CREDIT : HF_TRACE_DEBIT;
    uint64_t word = eight_in_order(kind.at);
    if (kind.len < 8)
        word &= (UINT64_C(1) << 8 * kind.len) - 1;
    *out = sort;
    return kind.len <= 8 && word == eight_in_order(names[sort]);
}

static struct hf_str cell(const struct scan *scan, const char *row, const char *const *end,
                          enum hf_trace_column column)
{
    unsigned i = scan->field[column];
    const char *at = i == 0 ? row : end[i - 1] + 1;
    return (struct hf_str){at, (size_t)(end[i] - at)};
}

/* Commas between the fields and a line feed behind them, less a return before it. */
static bool is_line(const char **end, unsigned fields)
{
    for (unsigned i = 0; i + 1 < fields; i++)
        if (*end[i] != ',')
            return false;
    if (*end[fields - 1] != '\n')
        return false;
    end[fields - 1] -= end[fields - 1][-1] == '\r';
    return true;
}

static bool is_today(const struct scan *scan, struct hf_str date)
{
    if (date.len != 10 || scan->ledger->date.len != 10)
        return false;
    const char *last = scan->ledger->date.at;
    return eight(date.at) == eight(last) && eight(date.at + 2) == eight(last + 2);
}

static bool reserved(struct hf_str sink)
{
    return sink.at[0] == 'o' || sink.at[0] == 'f'
               ? hf_str_begins(sink, HF_STR("overdraft:")) || hf_str_begins(sink, HF_STR("fee:"))
               : false;
}

/* The row into `out`, its names not yet looked up; false when it is for the careful reader. */
static bool take_row(struct scan *scan, const char *at, const char *const *end, struct taken *out)
{
    struct hf_str account = cell(scan, at, end, HF_TRACE_AT_account),
                  to = cell(scan, at, end, HF_TRACE_AT_to),
                  claimant = cell(scan, at, end, HF_TRACE_AT_claimant);
    out->at = at;
    out->id = cell(scan, at, end, HF_TRACE_AT_id);
    if (!sort_of(cell(scan, at, end, HF_TRACE_AT_kind), &out->sort) ||
        !amount_of(cell(scan, at, end, HF_TRACE_AT_amount), &out->amount) ||
        !is_today(scan, cell(scan, at, end, HF_TRACE_AT_date)) || account.len == 0 || out->id.len == 0)
        return false;
    bool credit = out->sort == HF_TRACE_CREDIT;
    struct hf_str other = credit ? claimant : to, none = credit ? to : claimant;
    if (other.len == 0 || none.len > 0 || (out->sort == HF_TRACE_DEBIT && reserved(to)))
        return false;
    out->account = hf_trace_key_near(account);
    out->other = hf_trace_key_near(other);
    return true;
}

static struct hf_trace_roll *others(struct hf_trace_ledger *ledger, unsigned sort)
{
    return sort == HF_TRACE_TRANSFER ? &ledger->accounts
           : sort == HF_TRACE_DEBIT  ? &ledger->sinks
                                     : &ledger->claimants;
}

static void reach(struct hf_trace_ledger *ledger, struct taken *row)
{
    row->account_hash = hf_trace_roll_hash(&row->account);
    row->other_hash = hf_trace_roll_hash(&row->other);
    hf_trace_roll_reach(&ledger->accounts, row->account_hash);
    hf_trace_roll_reach(others(ledger, row->sort), row->other_hash);
}

/* Cuts up to BATCH rows and sends for the slots of their names. */
static unsigned take_rows(struct scan *scan, unsigned most)
{
    const char *end[HF_TRACE_FIELDS_MAX] HF_UNSET, *at = scan->csv->at;
    unsigned count = 0, fields = scan->csv->fields;
    while (count < most && cut_row(&scan->cut, end, fields)) {
        const char *next = end[fields - 1] + 1;
        if (!is_line(end, fields) || !take_row(scan, at, end, &scan->row[count]))
            break;
        reach(scan->ledger, &scan->row[count++]);
        at = next;
    }
    scan->csv->at = at;
    return count;
}

static bool id_is_new(struct hf_trace_ledger *ledger, struct hf_str id)
{
    struct hf_trace_ids *ids = &ledger->ids;
    if (ids->print != NULL)
        return hf_trace_ids_add(ids, id, ledger->count, 0, &ledger->room->scratch) == HF_TRACE_ID_NEW;
    if (ledger->count > 0 && !hf_trace_id_after(id, ids->last))
        return false;
    ids->last = id;
    return true;
}

static bool add_row(struct hf_trace_ledger *ledger, const struct taken *row, uint32_t lent)
{
    uint32_t account = hf_trace_roll_put(&ledger->accounts, &row->account, row->account_hash);
    uint32_t other = hf_trace_roll_put(others(ledger, row->sort), &row->other, row->other_hash);
    bool credit = row->sort == HF_TRACE_CREDIT;
    if (account == HF_TRACE_NOBODY || other == HF_TRACE_NOBODY || ledger->count >= ledger->size ||
        (credit && other == lent) || !id_is_new(ledger, row->id))
        return false;
    ledger->unknown_seen |= credit && other == ledger->unknown;
    hf_trace_ledger_put(ledger, row->sort, account, other, row->amount);
    return true;
}

/* Adds the rows that were taken; csv->at goes back to the first that could not be. */
static unsigned add_rows(struct scan *scan, unsigned count)
{
    struct hf_trace_ledger *ledger = scan->ledger;
    for (unsigned i = 0; i < count; i++) {
        hf_trace_roll_look(&ledger->accounts, scan->row[i].account_hash);
        hf_trace_roll_look(others(ledger, scan->row[i].sort), scan->row[i].other_hash);
    }
    for (unsigned i = 0; i < count; i++)
        if (!add_row(ledger, &scan->row[i], ledger->overdraft)) {
            scan->csv->at = scan->row[i].at;
            return i;
        }
    return count;
}

uint32_t hf_trace_scan(struct hf_trace_csv *csv, uint32_t rows)
{
    struct scan scan HF_UNSET;
    uint32_t added = 0;
    const char *limit = csv->end - csv->at > BEHIND ? csv->end - BEHIND : csv->at;
    if (!csv->plain || csv->ledger->units.count > 0)
        return 0;
    scan.csv = csv;
    scan.ledger = csv->ledger;
    for (unsigned i = 0; i < HF_TRACE_PLAIN_COLUMNS; i++)
        scan.field[i] = csv->column[i].field;
    begin_cut(&scan.cut, csv->at, limit);
    while (added < rows) {
        unsigned taken = take_rows(&scan, BATCH), kept = add_rows(&scan, taken);
        added += kept;
        if (taken < BATCH || kept < taken)
            break;
    }
    return added;
}
