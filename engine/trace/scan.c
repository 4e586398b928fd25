/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sixty-four bytes at a time give a bit for each comma and line end; a row is as many bits as there are
 * columns. Rows go in batches through two stages, a batch apart: cut and judged, the slots of their names
 * sent for; the names found and the rows added. So no stage waits for the memory it reads.
 */
#include "trace/scan.h"

#include "trace/marks.h"

enum { BATCH = 32, STAGES = 2, BLOCK = 64, BEHIND = 2 * BLOCK, PLACES = 512 };

/*
 * Where fields begin: at begin[used] the first of the row at hand, behind it those of its line and of others;
 * beside them where lines do.
 */
struct cut {
    const char *block, *limit; /* the block to be cut next; behind the last byte at which one may begin */
    unsigned used, filled, line_used, line_filled;
    const char *begin[PLACES], *line[PLACES];
    bool wide;
};

/* A row that is good but for its names and its id. */
struct taken {
    struct hf_trace_key account, other;
    uint64_t account_hash, other_hash, amount;
    unsigned sort;
    struct hf_str id;
    const char *at;
};

struct batch {
    struct taken row[BATCH];
    unsigned count;
};

/* By the kind of a row, for no branch could be foretold: whose name stands beside the account's, in which
 * field, and which field is empty. */
struct side {
    struct hf_trace_roll *roll;
    unsigned named, empty;
};

struct scan {
    struct hf_trace_csv *csv;
    struct hf_trace_ledger *ledger;
    struct cut cut;
    unsigned field[HF_TRACE_PLAIN_COLUMNS];
    struct side side[HF_TRACE_TRANSFER + 1];
    struct batch batch[STAGES];
};

static void begin_cut(struct cut *cut, const char *at, const char *limit)
{
    cut->block = cut->begin[0] = at;
    cut->limit = limit;
    cut->used = cut->line_used = cut->line_filled = 0;
    cut->filled = 1;
    cut->wide = hf_trace_is_wide();
}

/* No odd byte in this block, but for the return before a line feed, which belongs to the line's end. */
static bool is_even(const char *block, uint64_t odd)
{
    for (; odd != 0; odd &= odd - 1) {
        const char *at = block + __builtin_ctzll(odd);
        if (at[0] != '\r' || at[1] != '\n')
            return false;
    }
    return true;
}

static void drop_used(struct cut *cut)
{
    cut->filled -= cut->used;
    memmove(cut->begin, cut->begin + cut->used, cut->filled * sizeof cut->begin[0]);
    cut->line_filled -= cut->line_used;
    memmove(cut->line, cut->line + cut->line_used, cut->line_filled * sizeof cut->line[0]);
    cut->used = cut->line_used = 0;
}

/* Once in either body, so that each tells bits off by the best instruction it has. */
__attribute__((always_inline)) static inline unsigned put_places(const char **to, uint64_t marks,
                                                                 const char *block)
{
    const char **next = to;
    for (; marks != 0; marks &= marks - 1)
        *next++ = block + 1 + __builtin_ctzll(marks);
    return (unsigned)(next - to);
}

__attribute__((always_inline)) static inline bool cut_marks(struct cut *cut, struct hf_trace_marks marks)
{
    if (marks.odd != 0 && !is_even(cut->block, marks.odd))
        return false;
    cut->filled += put_places(cut->begin + cut->filled, marks.ends, cut->block);
    cut->line_filled += put_places(cut->line + cut->line_filled, marks.lines, cut->block);
    cut->block += BLOCK;
    return true;
}

static bool cut_narrow(struct cut *cut)
{
    return cut_marks(cut, hf_trace_marks(cut->block));
}

HF_TRACE_WIDE static bool cut_wide(struct cut *cut)
{
    return cut_marks(cut, hf_trace_marks_wide(cut->block));
}

/* Cuts one more block; false at an odd byte and near the end of the text. */
static bool cut_block(struct cut *cut)
{
    if (cut->block >= cut->limit)
        return false;
    if (cut->filled + BLOCK > PLACES)
        drop_used(cut);
    return cut->wide ? cut_wide(cut) : cut_narrow(cut);
}

/* Where the fields of the row at hand begin, and the next row; NULL where no whole line can be cut. */
static const char **cut_row(struct cut *cut, unsigned fields)
{
    while (cut->filled - cut->used <= fields)
        if (!cut_block(cut))
            return NULL;
    const char **begin = cut->begin + cut->used;
    return begin[fields] == cut->line[cut->line_used] ? begin : NULL;
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
    static const unsigned char by_length[9] = {
        [5] = 1 + HF_TRACE_DEBIT, [6] = 1 + HF_TRACE_CREDIT, [8] = 1 + HF_TRACE_TRANSFER};
    if (kind.len > 8 || by_length[kind.len] == 0)
        return false;
    *out = by_length[kind.len] - 1U;
    return (eight_in_order(kind.at) ^ eight_in_order(names[*out])) << (64 - 8 * kind.len) == 0;
}

/* Of a row whose fields have been cut. */
static struct hf_str cell(const char *const *begin, unsigned field)
{
    return (struct hf_str){begin[field], (size_t)(begin[field + 1] - begin[field]) - 1};
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
static bool take_row(struct scan *scan, const char *const *begin, struct taken *out)
{
    const unsigned *field = scan->field;
    struct hf_str account = cell(begin, field[HF_TRACE_AT_account]);
    out->at = begin[0];
    out->id = cell(begin, field[HF_TRACE_AT_id]);
    if (!sort_of(cell(begin, field[HF_TRACE_AT_kind]), &out->sort) ||
        !amount_of(cell(begin, field[HF_TRACE_AT_amount]), &out->amount) ||
        !is_today(scan, cell(begin, field[HF_TRACE_AT_date])) || account.len == 0 || out->id.len == 0)
        return false;
    const struct side *side = &scan->side[out->sort];
    struct hf_str other = cell(begin, side->named), none = cell(begin, side->empty);
    if (other.len == 0 || none.len > 0 || (reserved(other) && out->sort == HF_TRACE_DEBIT))
        return false;
    out->account = hf_trace_key_near(account);
    out->other = hf_trace_key_near(other);
    return true;
}

static void reach(const struct scan *scan, struct taken *row)
{
    row->account_hash = hf_trace_roll_hash(&row->account);
    row->other_hash = hf_trace_roll_hash(&row->other);
    hf_trace_roll_reach(&scan->ledger->accounts, row->account_hash);
    hf_trace_roll_reach(scan->side[row->sort].roll, row->other_hash);
}

/* The first stage: cuts rows and sends for the slots of their names. */
static void take_rows(struct scan *scan, struct batch *batch)
{
    unsigned fields = scan->csv->fields;
    const char **begin;
    batch->count = 0;
    while (batch->count < BATCH && (begin = cut_row(&scan->cut, fields)) != NULL) {
        struct taken *row = &batch->row[batch->count];
        bool returns = begin[fields][-2] == '\r';
        begin[fields] -= returns;
        bool good = take_row(scan, begin, row);
        begin[fields] += returns;
        if (!good)
            break;
        reach(scan, row);
        batch->count++;
        scan->cut.used += fields;
        scan->cut.line_used++;
    }
    scan->csv->at = scan->cut.begin[scan->cut.used];
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

static bool add_row(const struct scan *scan, const struct taken *row, uint32_t lent)
{
    struct hf_trace_ledger *ledger = scan->ledger;
    uint32_t account = hf_trace_roll_put(&ledger->accounts, &row->account, row->account_hash);
    uint32_t other = hf_trace_roll_put(scan->side[row->sort].roll, &row->other, row->other_hash);
    unsigned credit = row->sort == HF_TRACE_CREDIT;
    if (account == HF_TRACE_NOBODY || other == HF_TRACE_NOBODY || ledger->count >= ledger->size ||
        (credit & (other == lent)) != 0 || !id_is_new(ledger, row->id))
        return false;
    ledger->unknown_seen |= (credit & (other == ledger->unknown)) != 0;
    hf_trace_ledger_put(ledger, row->sort, account, other, row->amount);
    return true;
}

/* The second: adds the rows; csv->at goes back to the first that could not be, and false is returned. */
static bool add_rows(struct scan *scan, const struct batch *batch, uint32_t *added)
{
    uint32_t lent = scan->ledger->overdraft;
    for (unsigned i = 0; i < batch->count; i++, ++*added)
        if (!add_row(scan, &batch->row[i], lent)) {
            scan->csv->at = batch->row[i].at;
            return false;
        }
    return true;
}

static void open_sides(struct scan *scan)
{
    unsigned claimant = scan->field[HF_TRACE_AT_claimant], to = scan->field[HF_TRACE_AT_to];
    scan->side[HF_TRACE_CREDIT] = (struct side){&scan->ledger->claimants, claimant, to};
    scan->side[HF_TRACE_DEBIT] = (struct side){&scan->ledger->sinks, to, claimant};
    scan->side[HF_TRACE_TRANSFER] = (struct side){&scan->ledger->accounts, to, claimant};
}

static void open_scan(struct scan *scan, struct hf_trace_csv *csv)
{
    const char *limit = csv->end - csv->at > BEHIND ? csv->end - BEHIND : csv->at;
    scan->csv = csv;
    scan->ledger = csv->ledger;
    for (unsigned i = 0; i < HF_TRACE_PLAIN_COLUMNS; i++)
        scan->field[i] = csv->column[i].field;
    open_sides(scan);
    for (unsigned i = 0; i < STAGES; i++)
        scan->batch[i].count = 0;
    begin_cut(&scan->cut, csv->at, limit);
}

uint32_t hf_trace_scan(struct hf_trace_csv *csv, uint32_t rows)
{
    struct scan scan HF_UNSET;
    uint32_t added = 0;
    bool more = true;
    if (!csv->plain || csv->ledger->units.count > 0)
        return 0;
    open_scan(&scan, csv);
    for (unsigned turn = 0, idle = 0; idle < STAGES; turn++) {
        struct batch *first = &scan.batch[turn % STAGES], *second = &scan.batch[(turn + 1) % STAGES];
        first->count = 0;
        if (more)
            take_rows(&scan, first);
        more = more && first->count == BATCH && added < rows;
        if (!add_rows(&scan, second, &added))
            break;
        idle = more ? 0 : idle + 1;
    }
    return added;
}
