/* SPDX-License-Identifier: Apache-2.0 */
#include "trace/totals.h"

#include "trace/currency.h"
#include "trace/method.h"

static bool add(int64_t *sum, int64_t amount)
{
    return !__builtin_add_overflow(*sum, amount, sum);
}

static enum hf_rc overflow(const struct hf_trace_ledger *ledger, struct hf_err *err)
{
    return hf_fail(err, HF_WORD_trace_overflow_all, ledger->source.file, HF_STR_NONE, HF_STR_NONE);
}

/* 0 where one currency alone occurs. */
static uint32_t unit_of(const struct hf_trace_ledger *ledger, enum hf_trace_holder holder, uint32_t index)
{
    return hf_trace_has_several_units(ledger) ? hf_trace_unit_of(ledger, holder, index) : 0;
}

enum hf_rc hf_trace_totals_entered(const struct hf_trace_run *run, struct hf_trace_totals *totals,
                                   struct hf_err *err)
{
    const struct hf_trace_ledger *ledger = run->ledger;
    for (uint32_t i = 0; i < ledger->count; i++) {
        struct hf_trace_event event = hf_trace_event_at(ledger, i);
        if (event.kind != HF_TRACE_CREDIT)
            continue;
        uint32_t unit = unit_of(ledger, HF_TRACE_OF_ACCOUNT, event.account);
        uint32_t claimant = hf_trace_taken_as(run, ledger->claimant_rank[event.other]);
        if (!add(&hf_trace_total_of(totals, unit, claimant)->came, event.amount))
            return overflow(ledger, err);
    }
    return HF_OK;
}

struct counting {
    const struct hf_trace_ledger *ledger;
    const struct hf_trace_totals *totals;
    struct hf_err *err;
};

static enum hf_rc count_one(void *context, uint32_t place, uint32_t claimant, int64_t amount)
{
    const struct counting *counting = context;
    const struct hf_trace_ledger *ledger = counting->ledger;
    uint32_t accounts = ledger->accounts.count;
    bool asset = place >= accounts;
    uint32_t unit = asset ? unit_of(ledger, HF_TRACE_OF_ASSET, place - accounts)
                          : unit_of(ledger, HF_TRACE_OF_ACCOUNT, place);
    struct hf_trace_total *total = hf_trace_total_of(counting->totals, unit, claimant);
    return add(asset ? &total->in_assets : &total->held, amount) ? HF_OK : overflow(ledger, counting->err);
}

/* A sink beyond those of the ledger is the overdraft of an account. */
static uint32_t unit_gone(const struct hf_trace_ledger *ledger, uint32_t sink)
{
    return sink < ledger->sinks.count ? unit_of(ledger, HF_TRACE_OF_SINK, sink)
                                      : unit_of(ledger, HF_TRACE_OF_ACCOUNT, sink - ledger->sinks.count);
}

static enum hf_rc count_held(struct hf_trace_run *run, const struct hf_trace_totals *totals,
                             struct hf_err *err)
{
    struct counting counting = {run->ledger, totals, err};
    HF_TRY(hf_trace_look_all(run, count_one, &counting, err));
    for (size_t i = 0; i < run->sinks.size; i++) {
        const struct hf_trace_cell *cell = &run->sinks.cell[i];
        if (cell->sink == HF_TRACE_CELL_FREE)
            continue;
        uint32_t unit = unit_gone(run->ledger, cell->sink);
        if (!add(&hf_trace_total_of(totals, unit, cell->claimant)->gone, cell->amount))
            return overflow(run->ledger, err);
    }
    return HF_OK;
}

/* Of each fund the currency of its accounts, between which only transfers went; NULL when there is no room.
 */
static uint32_t *units_of_funds(struct hf_trace_run *run, const struct hf_trace_funds *funds)
{
    uint32_t *unit = hf_arena_try(run->arena, sizeof *unit, _Alignof(uint32_t), (size_t)funds->count + 1);
    for (uint32_t i = 0; unit != NULL && i < run->ledger->accounts.count; i++) {
        uint32_t said = unit_of(run->ledger, HF_TRACE_OF_ACCOUNT, i);
        if (said > 0)
            unit[funds->number[hf_trace_fund_of(run, i)]] = said;
    }
    return unit;
}

static enum hf_rc no_room(const struct hf_trace_run *run, struct hf_err *err)
{
    return hf_fail(err, HF_WORD_no_memory, run->ledger->source.file, HF_STR("the trace"), HF_STR_NONE);
}

static bool add_parts(const struct hf_trace_totals *totals, uint32_t unit, const struct hf_trace_parts *parts)
{
    bool well = true;
    for (uint32_t i = 0; i < parts->count; i++)
        well &= add(&hf_trace_total_of(totals, unit, parts->claimant[i])->held, parts->amount[i]);
    return well;
}

static enum hf_rc count_shares(struct hf_trace_run *run, struct hf_trace_totals *totals, struct hf_err *err)
{
    struct hf_trace_funds funds;
    struct hf_trace_parts parts;
    HF_TRY(hf_trace_funds_of(run, &funds, err));
    const uint32_t *unit = units_of_funds(run, &funds);
    if (unit == NULL)
        return no_room(run, err);
    for (uint32_t i = 0; i < funds.count; i++) {
        HF_TRY(hf_trace_fund_shares(run, &funds, i, &parts, err));
        bool claims = parts.count > 1 || (parts.count == 1 && parts.claimant[0] != run->ledger->own);
        totals->own_in_shares |= claims && funds.fund[i].own;
        if (!add_parts(totals, unit[i], &parts))
            return overflow(run->ledger, err);
    }
    return HF_OK;
}

enum hf_rc hf_trace_totals_of(struct hf_trace_run *run, struct hf_arena *arena, struct hf_trace_totals *out,
                              struct hf_err *err)
{
    const struct hf_trace_ledger *ledger = run->ledger;
    struct hf_trace_totals totals = {.count = ledger->claimants.count, .units = 1};
    if (hf_trace_has_several_units(ledger))
        totals.units += ledger->units.count;
    totals.claim = hf_arena_try(arena, sizeof *totals.claim, _Alignof(struct hf_trace_total),
                                (size_t)totals.units * totals.count);
    if (totals.claim == NULL)
        return no_room(run, err);
    if (hf_trace_method_form(run->choice.method) == HF_TRACE_SHARES)
        HF_TRY(count_shares(run, &totals, err));
    else
        HF_TRY(count_held(run, &totals, err));
    *out = totals;
    return HF_OK;
}
