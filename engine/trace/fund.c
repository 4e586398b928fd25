/* SPDX-License-Identifier: Apache-2.0 */
/*
 * pari_passu: no payment is followed. Accounts between which money was transferred are one fund; what is left
 * in it is shared by what each claim paid in from outside, OWN taking only what exceeds all of that.
 *
 * place.sum is the balance, place.a another account of the same fund (a tree whose root is itself + 1),
 * place.b what else is known of the account. A cell of `sinks` is what a claimant paid into an account.
 */
#include "trace/fund.h"

#include "base/check.h"
#include "trace/method.h"

enum { OWN_CAME = 1 };

static bool begin(struct hf_trace_run *run)
{
    for (uint32_t i = 0; i < run->places; i++)
        run->place[i].a = i;
    return true;
}

uint32_t hf_trace_fund_of(struct hf_trace_run *run, uint32_t account)
{
    struct hf_trace_place *place = run->place;
    while (place[account].a != account) {
        place[account].a = place[place[account].a].a;
        account = place[account].a;
    }
    return account;
}

bool hf_trace_fund_has_own(const struct hf_trace_run *run, uint32_t account)
{
    return (run->place[account].b & OWN_CAME) != 0;
}

/* The smaller number becomes the root, so that a fund is known by its first account. */
static void unite(struct hf_trace_run *run, uint32_t a, uint32_t b)
{
    a = hf_trace_fund_of(run, a);
    b = hf_trace_fund_of(run, b);
    if (a < b)
        run->place[b].a = a;
    else
        run->place[a].a = b;
}

static enum hf_rc move(struct hf_trace_run *run, uint32_t place, int64_t amount)
{
    if (__builtin_add_overflow(run->place[place].sum, amount, &run->place[place].sum))
        return hf_trace_overflow(run);
    return HF_OK;
}

static enum hf_rc pay_in(struct hf_trace_run *run, uint32_t account, uint32_t claimant, int64_t amount)
{
    if (claimant == run->ledger->unknown && run->choice.unknown_own)
        claimant = run->ledger->own;
    if (claimant == run->ledger->own && amount > 0)
        run->place[account].b |= OWN_CAME;
    else
        HF_TRY(hf_trace_sink(run, account, claimant, amount));
    return move(run, account, amount);
}

/* What an account lacks was there before where the choice says so: somebody unknown paid it in. */
static enum hf_rc pay_out(struct hf_trace_run *run, uint32_t account, int64_t amount)
{
    int64_t there = run->place[account].sum;
    if (run->choice.unknown_opening && there < amount)
        HF_TRY(pay_in(run, account, run->ledger->unknown, amount - there));
    return hf_trace_owe(run, account, amount);
}

static enum hf_rc spend_coins(struct hf_trace_run *run, const struct hf_trace_wide *wide)
{
    const struct hf_trace_coin *coin = &run->ledger->coin[wide->coin];
    uint32_t first = coin[0].account;
    for (uint32_t i = 0; i < wide->inputs; i++) {
        unite(run, first, coin[i].account);
        run->place[coin[i].account].sum = 0;
    }
    for (uint32_t i = wide->inputs; i < wide->inputs + wide->outputs; i++) {
        unite(run, first, coin[i].account);
        HF_TRY(move(run, coin[i].account, coin[i].amount));
    }
    return HF_OK;
}

static enum hf_rc event(struct hf_trace_run *run, const struct hf_trace_event *event)
{
    uint32_t assets = run->ledger->accounts.count;
    run->paid = false;
    switch (event->kind) {
    case HF_TRACE_CREDIT:
        return pay_in(run, event->account, run->ledger->claimant_rank[event->other], event->amount);
    case HF_TRACE_DEBIT:
        return pay_out(run, event->account, event->amount);
    case HF_TRACE_TRANSFER:
        unite(run, event->account, event->other);
        HF_TRY(pay_out(run, event->account, event->amount));
        return move(run, event->other, event->amount);
    case HF_TRACE_PURCHASE: /* the asset belongs to the fund, and is no part of its closing balance */
        unite(run, event->account, assets + event->other);
        return pay_out(run, event->account, event->amount);
    case HF_TRACE_SALE:
        unite(run, event->other, assets + event->account);
        return move(run, event->other, event->amount);
    case HF_TRACE_CONVERSION: /* another currency, so another fund */
        HF_TRY(pay_out(run, event->account, event->amount));
        return pay_in(run, event->other, run->ledger->unknown, event->wide->received);
    case HF_TRACE_COIN:
        return spend_coins(run, event->wide);
    case HF_TRACE_LINK:
        return HF_OK;
    case HF_TRACE_FEE:
    case HF_TRACE_KINDS:
        break;
    }
    HF_UNREACHABLE();
}

static enum hf_rc look(struct hf_trace_run *run, uint32_t place, struct hf_trace_parts *out)
{
    (void)run;
    (void)place;
    out->count = 0;
    return HF_OK;
}

const struct hf_trace_method hf_trace_pari_passu = {
    .name = HF_STR_INIT("pari_passu"), .form = HF_TRACE_SHARES, .event = event, .begin = begin, .look = look};

/* ---- the funds, when all rows have been followed ---- */

static enum hf_rc add_up_balances(struct hf_trace_run *run, struct hf_trace_funds *funds)
{
    for (uint32_t i = 0; i < run->ledger->accounts.count; i++) {
        struct hf_trace_fund *fund = &funds->fund[funds->number[hf_trace_fund_of(run, i)]];
        fund->own |= hf_trace_fund_has_own(run, i);
        fund->accounts++;
        if (run->place[i].sum > 0 && __builtin_add_overflow(fund->balance, run->place[i].sum, &fund->balance))
            return hf_trace_overflow(run);
    }
    return HF_OK;
}

/* What the claims paid into each fund: the cells of accounts, added up under the fund's number. */
static enum hf_rc add_up_claims(struct hf_trace_run *run, struct hf_trace_funds *funds)
{
    for (size_t i = 0; i < run->sinks.size; i++) {
        const struct hf_trace_cell *cell = &run->sinks.cell[i];
        if (cell->sink == HF_TRACE_CELL_FREE)
            continue;
        uint32_t fund = funds->number[hf_trace_fund_of(run, cell->sink)];
        if (!hf_trace_cells_reserve(&funds->claims, 1, run->arena))
            return hf_trace_no_room(run);
        if (!hf_trace_cells_add(&funds->claims, fund, cell->claimant, cell->amount))
            return hf_trace_overflow(run);
    }
    return HF_OK;
}

enum hf_rc hf_trace_funds_of(struct hf_trace_run *run, struct hf_trace_funds *out, struct hf_err *err)
{
    uint32_t accounts = run->ledger->accounts.count;
    struct hf_trace_funds funds = {0};
    run->err = err;
    funds.number = hf_arena_try_unset(run->arena, sizeof(uint32_t), _Alignof(uint32_t), run->places);
    if (funds.number == NULL)
        return hf_trace_no_room(run);
    for (uint32_t i = 0; i < run->places; i++)
        if (hf_trace_fund_of(run, i) == i && i < accounts)
            funds.number[i] = funds.count++;
    funds.fund = hf_arena_try(run->arena, sizeof *funds.fund, _Alignof(struct hf_trace_fund), funds.count);
    if (funds.fund == NULL || !hf_trace_cells_reserve(&funds.claims, 1, run->arena))
        return hf_trace_no_room(run);
    HF_TRY(add_up_balances(run, &funds));
    HF_TRY(add_up_claims(run, &funds));
    *out = funds;
    return HF_OK;
}

enum hf_rc hf_trace_fund_shares(struct hf_trace_run *run, const struct hf_trace_funds *funds, uint32_t fund,
                                struct hf_trace_parts *out, struct hf_err *err)
{
    const struct hf_trace_ledger *ledger = run->ledger;
    int64_t sum = 0, balance = funds->fund[fund].balance, *part = run->scaled;
    run->err = err;
    *out = run->part;
    out->count = 0;
    for (uint32_t i = 0; i < ledger->claimants.count; i++) {
        int64_t paid = hf_trace_cells_get(&funds->claims, fund, i);
        if (paid > 0 && __builtin_add_overflow(sum, paid, &sum))
            return hf_trace_overflow(run);
        out->claimant[out->count] = i;
        out->amount[out->count] = paid;
        out->count += paid > 0;
    }
    int64_t shared = balance < sum ? balance : sum;
    if (shared > 0)
        hf_trace_share(&run->share, shared, out->amount, out->count, part);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < out->count && shared > 0; i++) {
        out->claimant[kept] = out->claimant[i];
        out->amount[kept] = part[i];
        kept += part[i] > 0;
    }
    out->count = kept;
    if (balance > sum)
        hf_trace_part_insert(out, ledger->own, balance - sum);
    return HF_OK;
}
