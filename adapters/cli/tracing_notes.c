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

/* "30.00 EUR; 1000 JPY", or the units as they are where no currency is said. */
static struct hf_str amounts(struct hf_cli *cli, const struct hf_trace_run *run)
{
    struct hf_buf list = hf_buf_in(cli->arena, 64);
    for (uint32_t unit = 0; unit <= run->ledger->units.count; unit++) {
        int64_t amount = run->shortfall.of_unit[unit];
        struct hf_str name = hf_trace_unit_name(run->ledger, unit);
        struct hf_buf text = hf_buf_in(cli->arena, 40);
        struct hf_money money = {.minor = amount};
        if (amount == 0)
            continue;
        if (name.len == 3) {
            memcpy(money.currency, name.at, 3);
            hf_money_put(&text, &money);
        } else {
            hf_buf_put_i64(&text, amount);
        }
        put_next(&list, hf_buf_str(&text));
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
