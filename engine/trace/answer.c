/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Names are sorted and written out once; then accounts, debits and sinks follow each other. A composition is
 * added up in one cell per claimant, because one claimant may have several lots.
 */
#include "trace/answer.h"

#include "base/check.h"
#include "record/json.h"

struct sheet {
    const struct hf_trace_result *result;
    struct hf_arena *arena;
    struct hf_buf *out;
    /* Names as JSON texts, and their canonical order; those of sinks with the overdrafts repaid. */
    struct hf_str *claimant, *account, *sink;
    uint32_t *account_order, *sink_order, *claimant_place;
    struct hf_trace_names sinks;
    uint32_t *sink_of_overdraft; /* for each account; HF_TRACE_NO_NAME where nothing was repaid */
    /* The composition at hand. */
    int64_t *sum;
    uint32_t *touched, *scratch, touched_count;
};

/* The most bytes that the text can take in JSON. */
static size_t written_size(struct hf_str text)
{
    size_t size = 2;
    for (size_t i = 0; i < text.len; i++)
        size += (unsigned char)text.at[i] < 0x20 ? 6 : text.at[i] == '"' || text.at[i] == '\\' ? 2 : 1;
    return size;
}

static bool write_name(struct hf_arena *arena, struct hf_str name, struct hf_str *out)
{
    size_t size = written_size(name);
    struct hf_buf text = {.at = hf_arena_try(arena, 1, 1, size), .size = size};
    if (text.at == NULL)
        return false;
    hf_json_put_text(&text, name);
    HF_CHECK(!text.full);
    *out = hf_buf_str(&text);
    return true;
}

static struct hf_str *written_names(const struct hf_trace_names *names, struct hf_arena *arena)
{
    struct hf_str *text =
        hf_arena_try(arena, sizeof *text, _Alignof(struct hf_str), (size_t)names->count + 1);
    for (uint32_t i = 0; text != NULL && i < names->count; i++)
        if (!write_name(arena, names->name[i], &text[i]))
            return NULL;
    return text;
}

static bool add_overdraft(struct sheet *sheet, uint32_t account)
{
    static const struct hf_str head = HF_STR_INIT("overdraft:");
    struct hf_str name = sheet->result->ledger->accounts.name[account];
    struct hf_buf text = {.at = hf_arena_try(sheet->arena, 1, 1, head.len + name.len),
                          .size = head.len + name.len};
    if (text.at == NULL)
        return false;
    hf_buf_put(&text, head);
    hf_buf_put(&text, name);
    sheet->sink_of_overdraft[account] = hf_trace_name(&sheet->sinks, hf_buf_str(&text));
    return sheet->sink_of_overdraft[account] != HF_TRACE_NO_NAME;
}

/* The sinks of the ledger, under the same numbers, and behind them one for each overdraft repaid. */
static bool name_sinks(struct sheet *sheet)
{
    const struct hf_trace_ledger *ledger = sheet->result->ledger;
    uint32_t accounts = ledger->accounts.count;
    hf_trace_names_init(&sheet->sinks, sheet->arena);
    sheet->sink_of_overdraft = hf_arena_try(sheet->arena, sizeof(uint32_t), _Alignof(uint32_t), accounts);
    if (sheet->sink_of_overdraft == NULL)
        return false;
    for (uint32_t i = 0; i < ledger->sinks.count; i++)
        if (hf_trace_name(&sheet->sinks, ledger->sinks.name[i]) == HF_TRACE_NO_NAME)
            return false;
    for (uint32_t i = 0; i < accounts; i++)
        if (sheet->result->account[i].repaid && !add_overdraft(sheet, i))
            return false;
    return true;
}

static bool prepare_names(struct sheet *sheet)
{
    const struct hf_trace_ledger *ledger = sheet->result->ledger;
    uint32_t *claimants = hf_trace_names_canonically(&ledger->claimants, sheet->arena);
    if (claimants == NULL || !name_sinks(sheet))
        return false;
    sheet->claimant_place = hf_trace_ranks(claimants, ledger->claimants.count, sheet->arena);
    sheet->account_order = hf_trace_names_canonically(&ledger->accounts, sheet->arena);
    sheet->sink_order = hf_trace_names_canonically(&sheet->sinks, sheet->arena);
    sheet->claimant = written_names(&ledger->claimants, sheet->arena);
    sheet->account = written_names(&ledger->accounts, sheet->arena);
    sheet->sink = written_names(&sheet->sinks, sheet->arena);
    return sheet->claimant_place != NULL && sheet->account_order != NULL && sheet->sink_order != NULL &&
           sheet->claimant != NULL && sheet->account != NULL && sheet->sink != NULL;
}

static bool prepare(struct sheet *sheet)
{
    uint32_t claimants = sheet->result->ledger->claimants.count;
    sheet->sum = hf_arena_try(sheet->arena, sizeof(int64_t), _Alignof(int64_t), claimants);
    sheet->touched = hf_arena_try(sheet->arena, sizeof(uint32_t), _Alignof(uint32_t), claimants);
    sheet->scratch = hf_arena_try(sheet->arena, sizeof(uint32_t), _Alignof(uint32_t), claimants);
    return sheet->sum != NULL && sheet->touched != NULL && sheet->scratch != NULL && prepare_names(sheet);
}

static void add_to_composition(struct sheet *sheet, uint32_t claimant, int64_t amount)
{
    if (sheet->sum[claimant] == 0)
        sheet->touched[sheet->touched_count++] = claimant;
    sheet->sum[claimant] += amount;
}

static bool stands_before(const void *of, uint32_t a, uint32_t b)
{
    const uint32_t *place = of;
    return place[a] < place[b];
}

/* Writes what was added up as {"KAREN":500,"PAUL":250} and begins anew. */
static void put_composition(struct sheet *sheet)
{
    hf_trace_order(sheet->touched, sheet->scratch, sheet->touched_count, stands_before,
                   sheet->claimant_place);
    hf_buf_put_char(sheet->out, '{');
    for (uint32_t i = 0; i < sheet->touched_count; i++) {
        uint32_t claimant = sheet->touched[i];
        hf_buf_put(sheet->out, i == 0 ? HF_STR("") : HF_STR(","));
        hf_buf_put(sheet->out, sheet->claimant[claimant]);
        hf_buf_put_char(sheet->out, ':');
        hf_buf_put_i64(sheet->out, sheet->sum[claimant]);
        sheet->sum[claimant] = 0;
    }
    hf_buf_put_char(sheet->out, '}');
    sheet->touched_count = 0;
}

static void put_lots(struct sheet *sheet, const struct hf_trace_lot *lot)
{
    for (; lot != NULL; lot = lot->next)
        add_to_composition(sheet, lot->claimant, lot->amount);
    put_composition(sheet);
}

static void put_accounts(struct sheet *sheet)
{
    for (uint32_t i = 0; i < sheet->result->ledger->accounts.count; i++) {
        uint32_t index = sheet->account_order[i];
        const struct hf_trace_account *account = &sheet->result->account[index];
        hf_buf_put(sheet->out, i == 0 ? HF_STR("") : HF_STR(","));
        hf_buf_put(sheet->out, sheet->account[index]);
        hf_buf_put(sheet->out, HF_STR(":{\"balance\":"));
        hf_buf_put_i64(sheet->out, account->money.sum);
        hf_buf_put(sheet->out, HF_STR(",\"composition\":"));
        put_lots(sheet, account->money.head);
        if (account->owed > 0) {
            hf_buf_put(sheet->out, HF_STR(",\"overdraft\":"));
            hf_buf_put_i64(sheet->out, account->owed);
        }
        hf_buf_put_char(sheet->out, '}');
    }
}

static void put_debits(struct sheet *sheet)
{
    const struct hf_trace_ledger *ledger = sheet->result->ledger;
    uint32_t left = 0;
    for (uint32_t i = 0; i < ledger->count; i++) {
        const struct hf_trace_entry *entry = &ledger->entry[i];
        if (entry->kind == HF_TRACE_CREDIT)
            continue;
        hf_buf_put(sheet->out, left == 0 ? HF_STR("{\"amount\":") : HF_STR(",{\"amount\":"));
        hf_buf_put_i64(sheet->out, entry->amount);
        hf_buf_put(sheet->out, HF_STR(",\"composition\":"));
        put_lots(sheet, sheet->result->left[left++]);
        hf_buf_put(sheet->out, HF_STR(",\"id\":"));
        hf_json_put_text(sheet->out, hf_trace_entry_id(entry));
        hf_buf_put_char(sheet->out, '}');
    }
    HF_CHECK(left == sheet->result->left_count);
}

static uint32_t sink_of(const struct sheet *sheet, const struct hf_trace_cell *cell)
{
    uint32_t named = sheet->result->ledger->sinks.count;
    return cell->sink < named ? cell->sink : sheet->sink_of_overdraft[cell->sink - named];
}

/* Cells gathered sink by sink: those of sink s are cell[first[s]] to before cell[first[s + 1]]. */
struct gathered {
    const struct hf_trace_cell **cell;
    uint32_t *first;
};

static bool gather(const struct sheet *sheet, struct gathered *out)
{
    const struct hf_trace_cells *cells = &sheet->result->sinks;
    uint32_t sinks = sheet->sinks.count;
    out->cell = hf_arena_try(sheet->arena, sizeof *out->cell, _Alignof(struct hf_trace_cell *), cells->count);
    out->first = hf_arena_try(sheet->arena, sizeof *out->first, _Alignof(uint32_t), (size_t)sinks + 2);
    if (out->cell == NULL || out->first == NULL)
        return false;
    /* Counted two places further on, so that laying down moves each beginning to where it belongs. */
    for (size_t i = 0; i < cells->size; i++)
        if (cells->cell[i].amount > 0)
            out->first[sink_of(sheet, &cells->cell[i]) + 2]++;
    for (uint32_t i = 2; i < sinks + 2; i++)
        out->first[i] += out->first[i - 1];
    for (size_t i = 0; i < cells->size; i++)
        if (cells->cell[i].amount > 0)
            out->cell[out->first[sink_of(sheet, &cells->cell[i]) + 1]++] = &cells->cell[i];
    return true;
}

static void put_sinks(struct sheet *sheet, const struct gathered *gathered)
{
    for (uint32_t i = 0; i < sheet->sinks.count; i++) {
        uint32_t sink = sheet->sink_order[i];
        hf_buf_put(sheet->out, i == 0 ? HF_STR("") : HF_STR(","));
        hf_buf_put(sheet->out, sheet->sink[sink]);
        hf_buf_put_char(sheet->out, ':');
        for (uint32_t at = gathered->first[sink]; at < gathered->first[sink + 1]; at++)
            add_to_composition(sheet, gathered->cell[at]->claimant, gathered->cell[at]->amount);
        put_composition(sheet);
    }
}

/* The most that one name or number, with its quotes, commas and braces, adds beside its own text. */
enum { AROUND_LOT = 24, AROUND_ACCOUNT = 90, AROUND_DEBIT = 60, AROUND_SINK = 4, AROUND_ALL = 48 };

static size_t size_of_lots(const struct sheet *sheet, const struct hf_trace_lot *lot)
{
    size_t size = 0;
    for (; lot != NULL; lot = lot->next)
        size += sheet->claimant[lot->claimant].len + AROUND_LOT;
    return size;
}

/* An upper bound of the answer, so that it is either written whole or not begun. */
static size_t size_of_answer(const struct sheet *sheet)
{
    const struct hf_trace_result *result = sheet->result;
    const struct hf_trace_ledger *ledger = result->ledger;
    size_t size = AROUND_ALL;
    for (uint32_t i = 0; i < ledger->accounts.count; i++)
        size += sheet->account[i].len + AROUND_ACCOUNT + size_of_lots(sheet, result->account[i].money.head);
    for (uint32_t i = 0; i < ledger->count; i++)
        if (ledger->entry[i].kind != HF_TRACE_CREDIT)
            size += written_size(hf_trace_entry_id(&ledger->entry[i])) + AROUND_DEBIT;
    for (uint32_t i = 0; i < result->left_count; i++)
        size += size_of_lots(sheet, result->left[i]);
    for (uint32_t i = 0; i < sheet->sinks.count; i++)
        size += sheet->sink[i].len + AROUND_SINK;
    for (size_t i = 0; i < result->sinks.size; i++)
        if (result->sinks.cell[i].amount > 0)
            size += sheet->claimant[result->sinks.cell[i].claimant].len + AROUND_LOT;
    return size;
}

static void put_answer(struct sheet *sheet, const struct gathered *gathered)
{
    hf_buf_put(sheet->out, HF_STR("{\"accounts\":{"));
    put_accounts(sheet);
    hf_buf_put(sheet->out, HF_STR("},\"debits\":["));
    put_debits(sheet);
    hf_buf_put(sheet->out, HF_STR("],\"sinks\":{"));
    put_sinks(sheet, gathered);
    hf_buf_put(sheet->out, HF_STR("}}"));
}

enum hf_rc hf_trace_answer(const struct hf_trace_result *result, struct hf_arena *arena, struct hf_buf *out,
                           struct hf_err *err)
{
    struct sheet sheet = {.result = result, .arena = arena, .out = out};
    struct gathered gathered;
    if (!prepare(&sheet) || !gather(&sheet, &gathered) || !hf_buf_reserve(out, size_of_answer(&sheet)))
        return hf_fail(err, HF_WORD_no_memory, result->ledger->source.file, HF_STR("the answer"),
                       HF_STR_NONE);
    put_answer(&sheet, &gathered);
    HF_CHECK(!out->full);
    return HF_OK;
}
