/* SPDX-License-Identifier: Apache-2.0 */
#include "trace/totals.h"

static bool add(int64_t *sum, int64_t amount)
{
    return !__builtin_add_overflow(*sum, amount, sum);
}

static enum hf_rc overflow(const struct hf_trace_ledger *ledger, struct hf_err *err)
{
    return hf_fail(err, HF_WORD_trace_overflow, ledger->source.file, HF_STR_NONE, HF_STR_NONE);
}

static bool add_parts(struct hf_trace_total *claim, const struct hf_trace_parts *parts)
{
    bool well = true;
    for (uint32_t i = 0; i < parts->count; i++)
        well &= add(&claim[parts->claimant[i]].held, parts->amount[i]);
    return well;
}

enum hf_rc hf_trace_totals_entered(const struct hf_trace_ledger *ledger, struct hf_trace_totals *totals,
                                   struct hf_err *err)
{
    for (uint32_t i = 0; i < ledger->count; i++) {
        struct hf_trace_event event = hf_trace_event_at(ledger, i);
        if (event.kind == HF_TRACE_CREDIT &&
            !add(&totals->claim[ledger->claimant_rank[event.other]].came, event.amount))
            return overflow(ledger, err);
    }
    return HF_OK;
}

struct counting {
    const struct hf_trace_ledger *ledger;
    struct hf_trace_total *claim;
    struct hf_err *err;
};

static enum hf_rc count_one(void *context, uint32_t place, uint32_t claimant, int64_t amount)
{
    struct counting *counting = context;
    struct hf_trace_total *total = &counting->claim[claimant];
    bool asset = place >= counting->ledger->accounts.count;
    return add(asset ? &total->in_assets : &total->held, amount) ? HF_OK
                                                                 : overflow(counting->ledger, counting->err);
}

static enum hf_rc count_held(struct hf_trace_run *run, struct hf_trace_total *claim, struct hf_err *err)
{
    struct counting counting = {run->ledger, claim, err};
    HF_TRY(hf_trace_look_all(run, count_one, &counting, err));
    for (size_t i = 0; i < run->sinks.size; i++) {
        const struct hf_trace_cell *cell = &run->sinks.cell[i];
        if (cell->sink != HF_TRACE_CELL_FREE && !add(&claim[cell->claimant].gone, cell->amount))
            return overflow(run->ledger, err);
    }
    return HF_OK;
}

static enum hf_rc count_shares(struct hf_trace_run *run, struct hf_trace_totals *totals, struct hf_err *err)
{
    struct hf_trace_funds funds;
    struct hf_trace_parts parts;
    HF_TRY(hf_trace_funds_of(run, &funds, err));
    for (uint32_t i = 0; i < funds.count; i++) {
        HF_TRY(hf_trace_fund_shares(run, &funds, i, &parts, err));
        bool claims = parts.count > 1 || (parts.count == 1 && parts.claimant[0] != run->ledger->own);
        totals->own_in_shares |= claims && funds.fund[i].own;
        if (!add_parts(totals->claim, &parts))
            return overflow(run->ledger, err);
    }
    return HF_OK;
}

enum hf_rc hf_trace_totals_of(struct hf_trace_run *run, struct hf_arena *arena, struct hf_trace_totals *out,
                              struct hf_err *err)
{
    struct hf_trace_totals totals = {.count = run->ledger->claimants.count};
    totals.claim = hf_arena_try(arena, sizeof *totals.claim, _Alignof(struct hf_trace_total), totals.count);
    if (totals.claim == NULL)
        return hf_fail(err, HF_WORD_no_memory, run->ledger->source.file, HF_STR("the trace"), HF_STR_NONE);
    if (hf_trace_method_form(run->choice.method) == HF_TRACE_SHARES)
        HF_TRY(count_shares(run, &totals, err));
    else
        HF_TRY(count_held(run, totals.claim, err));
    *out = totals;
    return HF_OK;
}
