/* SPDX-License-Identifier: Apache-2.0 */
/*
 * pari_passu: no payment is followed. Accounts between which money moved as it is are one fund; what is left
 * in it is shared by what each claim paid in from outside, OWN taking only what exceeds all of that.
 *
 * Another currency is another fund. A conversion carries what it takes, by the same rule: the claims take in
 * proportion to what they have paid in so far, OWN what exceeds that; and what is carried was paid into the
 * other fund, no longer into this one.
 *
 * place.sum is the balance, place.a another account of the same fund (a tree whose root is itself). What was
 * paid in lies in rings, of which place.b has the last piece, and a bit where the holder's own money came. A
 * ring is of one account; of a whole fund, at its root, where there are conversions, and in the end.
 */
#include "trace/fund.h"

#include "base/check.h"
#include "trace/currency.h"
#include "trace/method.h"

struct piece {
    int64_t amount;
    uint32_t claimant, next;
};

struct hf_trace_pool {
    struct piece *piece; /* piece[0] is not used */
    uint32_t count, room, free;
    bool by_fund;
};

enum { OWN_CAME = 1 };

static uint32_t last_of(const struct hf_trace_place *place)
{
    return place->b >> 1;
}

static void set_last(struct hf_trace_place *place, uint32_t last)
{
    place->b = last << 1 | (place->b & OWN_CAME);
}

static bool begin(struct hf_trace_run *run)
{
    const struct hf_trace_ledger *ledger = run->ledger;
    struct hf_trace_pool *pool = hf_arena_try(run->arena, sizeof *pool, _Alignof(struct hf_trace_pool), 1);
    size_t room = (size_t)ledger->count + 64; /* most rows bring a piece at most */
    if (pool == NULL || room >= UINT32_MAX / 2)
        return false;
    *pool = (struct hf_trace_pool){.count = 1, .room = (uint32_t)room};
    for (uint32_t i = 0; i < run->places; i++)
        run->place[i].a = i;
    for (size_t i = 0; i < ledger->wides; i++)
        pool->by_fund |= ledger->wide[i].kind == HF_TRACE_CONVERSION;
    pool->piece = hf_arena_try_unset(run->arena, sizeof *pool->piece, _Alignof(struct piece), room);
    run->own.pool = pool;
    return pool->piece != NULL;
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

/* ---- what was paid in ---- */

static bool more_room(struct hf_trace_run *run)
{
    struct hf_trace_pool *pool = run->own.pool;
    size_t room = 2 * (size_t)pool->room;
    struct piece *more = room >= UINT32_MAX / 2
                             ? NULL
                             : hf_arena_try_unset(run->arena, sizeof *more, _Alignof(struct piece), room);
    if (more == NULL)
        return false;
    memcpy(more, pool->piece, pool->count * sizeof *more);
    pool->piece = more;
    pool->room = (uint32_t)room;
    return true;
}

/* A new piece behind the last of the place's ring. */
static enum hf_rc lay(struct hf_trace_run *run, uint32_t number, uint32_t claimant, int64_t amount)
{
    struct hf_trace_pool *pool = run->own.pool;
    struct hf_trace_place *place = &run->place[number];
    uint32_t at = pool->free, last = last_of(place);
    if (at != 0)
        pool->free = pool->piece[at].next;
    else if (pool->count < pool->room || more_room(run))
        at = pool->count++;
    else
        return hf_trace_no_room(run);
    pool->piece[at] = (struct piece){amount, claimant, at};
    if (last != 0) {
        pool->piece[at].next = pool->piece[last].next;
        pool->piece[last].next = at;
    }
    set_last(place, at);
    return HF_OK;
}

/* The ring of one place behind that of another. */
static void append(struct hf_trace_run *run, uint32_t from, uint32_t to)
{
    struct piece *piece = run->own.pool->piece;
    uint32_t last = last_of(&run->place[from]), before = last_of(&run->place[to]);
    if (last == 0 || from == to)
        return;
    if (before != 0) {
        uint32_t first = piece[before].next;
        piece[before].next = piece[last].next;
        piece[last].next = first;
    }
    set_last(&run->place[to], last);
    set_last(&run->place[from], 0);
}

/* All that lies in the place's ring, by claimant; the ring is empty then. */
static enum hf_rc pick_up(struct hf_trace_run *run, uint32_t number, struct hf_trace_parts *out)
{
    struct hf_trace_pool *pool = run->own.pool;
    uint32_t last = last_of(&run->place[number]), at = last, first;
    out->count = 0;
    if (last == 0)
        return HF_OK;
    do {
        const struct piece *piece = &pool->piece[at = pool->piece[at].next];
        if (run->sum[piece->claimant] == 0)
            out->claimant[out->count++] = piece->claimant;
        if (__builtin_add_overflow(run->sum[piece->claimant], piece->amount, &run->sum[piece->claimant]))
            return hf_trace_overflow(run);
    } while (at != last);
    first = pool->piece[last].next;
    pool->piece[last].next = pool->free;
    pool->free = first;
    set_last(&run->place[number], 0);
    hf_trace_parts_close(run, out);
    return HF_OK;
}

/* The same, and it lies there again, in as few pieces as can be. */
static enum hf_rc paid_in(struct hf_trace_run *run, uint32_t root, struct hf_trace_parts *out)
{
    HF_TRY(pick_up(run, root, out));
    for (uint32_t i = 0; i < out->count; i++)
        HF_TRY(lay(run, root, out->claimant[i], out->amount[i]));
    return HF_OK;
}

static enum hf_rc add_up(const struct hf_trace_run *run, const struct hf_trace_parts *parts, int64_t *out)
{
    int64_t sum = 0;
    for (uint32_t i = 0; i < parts->count; i++)
        if (__builtin_add_overflow(sum, parts->amount[i], &sum))
            return hf_trace_overflow(run);
    *out = sum;
    return HF_OK;
}

/* The smaller number becomes the root, so that a fund is known by its first account. */
static void unite(struct hf_trace_run *run, uint32_t a, uint32_t b)
{
    a = hf_trace_fund_of(run, a);
    b = hf_trace_fund_of(run, b);
    if (a == b)
        return;
    uint32_t root = a < b ? a : b, other = a < b ? b : a;
    run->place[other].a = root;
    if (run->own.pool->by_fund)
        append(run, other, root);
}

static enum hf_rc move(struct hf_trace_run *run, uint32_t place, int64_t amount)
{
    if (__builtin_add_overflow(run->place[place].sum, amount, &run->place[place].sum))
        return hf_trace_overflow(run);
    return HF_OK;
}

static enum hf_rc pay_in(struct hf_trace_run *run, uint32_t account, uint32_t claimant, int64_t amount)
{
    claimant = hf_trace_taken_as(run, claimant);
    if (claimant == run->ledger->own && amount > 0)
        run->place[account].b |= OWN_CAME;
    else if (amount > 0)
        HF_TRY(lay(run, run->own.pool->by_fund ? hf_trace_fund_of(run, account) : account, claimant, amount));
    return move(run, account, amount);
}

/* What an account lacks was there before where the choice says so: somebody unknown paid it in. */
static enum hf_rc lack(struct hf_trace_run *run, uint32_t account, int64_t amount)
{
    HF_TRY(hf_trace_lack(run, account, amount));
    return run->choice.unknown_opening ? pay_in(run, account, run->ledger->unknown, amount) : HF_OK;
}

static enum hf_rc pay_out(struct hf_trace_run *run, uint32_t account, int64_t amount)
{
    int64_t there = run->place[account].sum;
    if (there < amount)
        HF_TRY(lack(run, account, there <= 0 ? amount : amount - there));
    return hf_trace_owe(run, account, amount);
}

/* ---- conversions ---- */

/* What the claims have paid into the fund, up to the amount and in proportion, leaves it and is `out`; the
 * rest of the amount is OWN. */
static enum hf_rc take_along(struct hf_trace_run *run, uint32_t fund, int64_t amount,
                             struct hf_trace_parts *out)
{
    int64_t sum = 0, *part = run->scaled;
    uint32_t kept = 0;
    HF_TRY(pick_up(run, fund, out));
    HF_TRY(add_up(run, out, &sum));
    int64_t claims = sum < amount ? sum : amount;
    if (claims > 0)
        hf_trace_share(&run->share, claims, out->amount, out->count, part);
    for (uint32_t i = 0; i < out->count; i++) {
        if (out->amount[i] > part[i])
            HF_TRY(lay(run, fund, out->claimant[i], out->amount[i] - part[i]));
        out->claimant[kept] = out->claimant[i];
        out->amount[kept] = part[i];
        kept += part[i] > 0;
    }
    out->count = kept;
    if (amount > claims)
        hf_trace_part_insert(out, run->ledger->own, amount - claims);
    return HF_OK;
}

/* Each conversion looks at all claims on either side. */
static enum hf_rc touch(struct hf_trace_run *run, uint32_t account, uint64_t claims)
{
    run->touched += claims;
    return run->touched > run->choice.work_max
               ? hf_trace_too_much(run, account, HF_STR("the entries touched"))
               : HF_OK;
}

static enum hf_rc carry(struct hf_trace_run *run, const struct hf_trace_event *event)
{
    struct hf_trace_parts *parts = &run->repaid, *there = &run->part;
    int64_t received = event->wide->received, *part = run->scaled;
    HF_TRY(take_along(run, hf_trace_fund_of(run, event->account), event->amount, parts));
    /* Else its ring would grow with every conversion that comes. */
    HF_TRY(paid_in(run, hf_trace_fund_of(run, event->other), there));
    HF_TRY(touch(run, event->account, (uint64_t)parts->count + there->count));
    there->count = 0;
    if (received > 0)
        hf_trace_share(&run->share, received, parts->amount, parts->count, part);
    for (uint32_t i = 0; received > 0 && i < parts->count; i++)
        HF_TRY(pay_in(run, event->other, parts->claimant[i], part[i]));
    return HF_OK;
}

static bool keeps_currency(const struct hf_trace_run *run, const struct hf_trace_event *event)
{
    uint32_t unit = hf_trace_unit_of(run->ledger, HF_TRACE_OF_ACCOUNT, event->account);
    return unit > 0 && unit == hf_trace_unit_of(run->ledger, HF_TRACE_OF_ACCOUNT, event->other);
}

static enum hf_rc convert(struct hf_trace_run *run, const struct hf_trace_event *event)
{
    HF_TRY(pay_out(run, event->account, event->amount));
    if (event->amount == 0) {
        run->unknown_met |= event->wide->received > 0;
        return pay_in(run, event->other, run->ledger->unknown, event->wide->received);
    }
    if (!keeps_currency(run, event))
        return carry(run, event);
    unite(run, event->account, event->other);
    return move(run, event->other, event->wide->received);
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
    case HF_TRACE_CONVERSION:
        return convert(run, event);
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

/* What came to each account lies at the root of its fund. */
static void append_all(struct hf_trace_run *run)
{
    for (uint32_t i = 0; i < run->ledger->accounts.count; i++)
        append(run, i, hf_trace_fund_of(run, i));
}

enum hf_rc hf_trace_funds_of(struct hf_trace_run *run, struct hf_trace_funds *out, struct hf_err *err)
{
    uint32_t accounts = run->ledger->accounts.count;
    struct hf_trace_funds funds = {0};
    run->err = err;
    funds.number = hf_arena_try_unset(run->arena, sizeof(uint32_t), _Alignof(uint32_t), run->places);
    funds.root = hf_arena_try_unset(run->arena, sizeof(uint32_t), _Alignof(uint32_t), (size_t)accounts + 1);
    if (funds.number == NULL || funds.root == NULL)
        return hf_trace_no_room(run);
    for (uint32_t i = 0; i < accounts; i++)
        if (hf_trace_fund_of(run, i) == i) {
            funds.root[funds.count] = i;
            funds.number[i] = funds.count++;
        }
    funds.fund = hf_arena_try(run->arena, sizeof *funds.fund, _Alignof(struct hf_trace_fund), funds.count);
    if (funds.fund == NULL)
        return hf_trace_no_room(run);
    append_all(run);
    HF_TRY(add_up_balances(run, &funds));
    *out = funds;
    return HF_OK;
}

enum hf_rc hf_trace_fund_shares(struct hf_trace_run *run, const struct hf_trace_funds *funds, uint32_t fund,
                                struct hf_trace_parts *out, struct hf_err *err)
{
    int64_t sum = 0, balance = funds->fund[fund].balance, *part = run->scaled;
    uint32_t kept = 0;
    run->err = err;
    *out = run->part;
    HF_TRY(paid_in(run, funds->root[fund], out));
    HF_TRY(add_up(run, out, &sum));
    int64_t shared = balance < sum ? balance : sum;
    if (shared > 0)
        hf_trace_share(&run->share, shared, out->amount, out->count, part);
    for (uint32_t i = 0; i < out->count && shared > 0; i++) {
        out->claimant[kept] = out->claimant[i];
        out->amount[kept] = part[i];
        kept += part[i] > 0;
    }
    out->count = kept;
    if (balance > sum)
        hf_trace_part_insert(out, run->ledger->own, balance - sum);
    return HF_OK;
}
