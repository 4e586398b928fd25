/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/tracing_notes.h"

#include "base/money.h"
#include "cli/cmd.h"
#include "cli/output.h"
#include "trace/currency.h"
#include "trace/likeness.h"

static void put_next(struct hf_buf *list, struct hf_str text)
{
    hf_buf_put(list, list->len > 0 ? HF_STR("; ") : HF_STR(""));
    hf_buf_put(list, text);
}

/* ---- names ---- */

static void note_once(struct hf_tracing *tracing, const uint32_t *once, uint32_t count)
{
    enum { NAMED = 5 };
    struct hf_cli *cli = tracing->cli;
    struct hf_buf list = hf_buf_in(cli->arena, 128);
    for (uint32_t i = 0; i < count && i < NAMED; i++)
        put_next(&list, hf_trace_roll_name(&tracing->ledger.accounts, once[i]));
    hf_buf_put(&list, count > NAMED ? HF_STR("; …") : HF_STR(""));
    if (count > 0)
        hf_tracing_warn(cli, HF_SAY_trace_once, hf_cli_number(cli, count), hf_buf_str(&list));
}

static void note_alike(struct hf_tracing *tracing, const uint32_t *once, uint32_t count)
{
    struct hf_trace_alike alike[HF_TRACE_ALIKE_MAX];
    size_t found = hf_trace_nearly_alike(&tracing->ledger, once, count, alike);
    struct hf_buf list = hf_buf_in(tracing->cli->arena, 128);
    for (size_t i = 0; i < found; i++) {
        put_next(&list, alike[i].name);
        hf_buf_put(&list, HF_STR(" / "));
        hf_buf_put(&list, alike[i].meant);
    }
    if (found > 0)
        hf_tracing_warn(tracing->cli, HF_SAY_trace_alike, hf_buf_str(&list), HF_STR_NONE);
}

/* Accounts that a debit pays. */
static void note_paid(const struct hf_tracing *tracing)
{
    const struct hf_trace_ledger *ledger = &tracing->ledger;
    struct hf_buf list = hf_buf_in(tracing->cli->arena, 128);
    for (uint32_t i = 0; i < ledger->paid_accounts && i < HF_TRACE_PAID_MAX; i++)
        put_next(&list, hf_trace_roll_name(&ledger->accounts, ledger->paid[i]));
    hf_buf_put(&list, ledger->paid_accounts > HF_TRACE_PAID_MAX ? HF_STR("; …") : HF_STR(""));
    if (ledger->paid_accounts > 0)
        hf_tracing_warn(tracing->cli, HF_SAY_trace_paid, hf_cli_number(tracing->cli, ledger->paid_accounts),
                        hf_buf_str(&list));
}

void hf_tracing_note_names(struct hf_tracing *tracing)
{
    struct hf_arena *scratch = &tracing->room.scratch;
    size_t mark = scratch->used;
    uint32_t *once;
    note_paid(tracing);
    if (tracing->cli->quiet || tracing->book != NULL || tracing->ledger.declared)
        return;
    uint32_t count = hf_trace_named_once(&tracing->ledger, scratch, &once);
    if (count != HF_TRACE_NOBODY) {
        note_once(tracing, once, count);
        note_alike(tracing, once, count);
    }
    hf_arena_reset(scratch, mark);
}

/* ---- what accounts lack ---- */

static void put_whole(struct hf_buf *out, hf_trace_sum sum)
{
    enum { PART = 18 };
    uint64_t ten_to_18 = UINT64_C(1000000000000000000);
    uint64_t high = (uint64_t)(sum / ten_to_18), low = (uint64_t)(sum % ten_to_18);
    if (high > 0)
        hf_buf_put_padded(out, high, 1);
    hf_buf_put_padded(out, low, high > 0 ? PART : 1);
}

/* "30.00 EUR", or least units as they are where no currency is said. */
static void put_sum(struct hf_buf *out, hf_trace_sum sum, struct hf_str currency)
{
    int decimals = currency.len == 0 ? 0 : hf_currency_decimals(currency);
    uint64_t unit = 1;
    for (int i = 0; i < decimals; i++)
        unit *= 10;
    put_whole(out, sum / unit);
    if (decimals > 0) {
        hf_buf_put_char(out, '.');
        hf_buf_put_padded(out, (uint64_t)(sum % unit), (size_t)decimals);
    }
    hf_buf_put(out, currency.len > 0 ? HF_STR(" ") : HF_STR(""));
    hf_buf_put(out, currency);
}

/* "30.00 EUR; 1000 JPY" */
static struct hf_str amounts(struct hf_cli *cli, const struct hf_trace_run *run)
{
    struct hf_buf list = hf_buf_in(cli->arena, 64);
    for (uint32_t unit = 0; unit <= run->ledger->units.count; unit++) {
        hf_trace_sum sum = run->shortfall.of_unit[unit];
        if (sum == 0)
            continue;
        hf_buf_put(&list, list.len > 0 ? HF_STR("; ") : HF_STR(""));
        put_sum(&list, sum, hf_trace_unit_name(run->ledger, unit));
    }
    return hf_buf_str(&list);
}

void hf_tracing_note_shortfall(struct hf_tracing *tracing, const struct hf_trace_run *run)
{
    struct hf_cli *cli = tracing->cli;
    if (tracing->shortfall_told || run->shortfall.accounts == 0)
        return;
    tracing->shortfall_told = true;
    hf_tracing_warn(cli, HF_SAY_trace_short, hf_cli_number(cli, run->shortfall.accounts), amounts(cli, run));
    if (run->choice.unknown_opening)
        hf_tracing_warn(cli, HF_SAY_trace_short_opening,
                        run->choice.unknown_own ? HF_STR("OWN") : HF_STR("UNKNOWN"), HF_STR_NONE);
    else if (!hf_cli_has(cli, HF_STR("shortfall")))
        hf_tracing_warn(cli, HF_SAY_trace_short_lent, HF_STR("--shortfall"), HF_STR("unknown_opening"));
}

/* ---- what is of unknown origin, and what is not there ---- */

void hf_tracing_note_unknown(struct hf_tracing *tracing, bool met)
{
    if (tracing->unknown_told || hf_cli_has(tracing->cli, HF_STR("unknown")) ||
        !(met || tracing->ledger.unknown_seen))
        return;
    tracing->unknown_told = true;
    hf_tracing_warn(tracing->cli, HF_SAY_trace_unknown, HF_STR_NONE, HF_STR_NONE);
}

void hf_tracing_note_empty(const struct hf_tracing *tracing)
{
    if (tracing->ledger.count == 0)
        hf_tracing_warn(tracing->cli, HF_SAY_trace_empty, tracing->source.file, HF_STR_NONE);
}
