/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a row does, whatever the method: money comes in, is taken into the hand, and goes on from there. Here
 * stand overdrafts, assets, conversions, links and coins; how money lies and leaves is the method's.
 */
#include "trace/method.h"

#include "base/check.h"

#define OF(run) hf_trace_method_of(run)

static bool is_linked(const struct hf_trace_run *run, uint32_t row)
{
    return run->linked != NULL && (run->linked[row / 8] >> row % 8 & 1) != 0;
}

static enum hf_rc remember(struct hf_trace_run *run, uint32_t row, uint32_t what, int64_t amount)
{
    if (!hf_trace_cells_reserve(&run->lent_for, 1, run->arena))
        return hf_trace_no_room(run);
    (void)hf_trace_cells_add(&run->lent_for, row, what, amount);
    return HF_OK;
}

/* What came in repaid the bank: kept for the links that name this row. */
static enum hf_rc remember_repaid(struct hf_trace_run *run)
{
    run->repaid.count = 0;
    HF_TRY(OF(run)->see(run, &run->repaid));
    for (uint32_t i = 0; i < run->repaid.count; i++)
        HF_TRY(remember(run, run->row, 1 + run->repaid.claimant[i], run->repaid.amount[i]));
    return HF_OK;
}

/* ---- coming in ---- */

/* Opens a place to what comes: it has no debts then, and the sum fits. The debts are handed out. */
static enum hf_rc admit(struct hf_trace_run *run, uint32_t place, int64_t amount, int64_t *owed)
{
    struct hf_trace_place *to = &run->place[place];
    int64_t sum;
    *owed = to->sum < 0 ? -to->sum : 0;
    if (__builtin_add_overflow(to->sum < 0 ? 0 : to->sum, amount, &sum))
        return hf_trace_overflow(run);
    if (to->sum < 0)
        to->sum = 0;
    return HF_OK;
}

/* What has come in repays the bank before anything else. */
static enum hf_rc repay(struct hf_trace_run *run, uint32_t account, int64_t owed)
{
    struct hf_trace_place *to = &run->place[account];
    int64_t amount = owed < to->sum ? owed : to->sum;
    if (amount > 0) {
        HF_TRY(OF(run)->take(run, account, amount));
        if (is_linked(run, run->row))
            HF_TRY(remember_repaid(run));
        HF_TRY(OF(run)->drop(run, run->ledger->sinks.count + account));
    }
    if (owed > amount) {
        HF_CHECK(to->sum == 0);
        to->sum = amount - owed;
    }
    return HF_OK;
}

static enum hf_rc come_in(struct hf_trace_run *run, uint32_t account, uint32_t claimant, int64_t amount)
{
    int64_t owed;
    if (amount == 0)
        return HF_OK;
    HF_TRY(admit(run, account, amount, &owed));
    HF_TRY(OF(run)->lay(run, account, claimant, amount));
    return owed > 0 ? repay(run, account, owed) : HF_OK;
}

/* The hand, which holds `amount`. */
static enum hf_rc arrive(struct hf_trace_run *run, uint32_t account, int64_t amount)
{
    int64_t owed;
    if (amount == 0)
        return HF_OK;
    HF_TRY(admit(run, account, amount, &owed));
    HF_TRY(OF(run)->give(run, account));
    return owed > 0 ? repay(run, account, owed) : HF_OK;
}

static enum hf_rc credit(struct hf_trace_run *run, const struct hf_trace_event *event)
{
    uint32_t claimant = hf_trace_taken_as(run, run->ledger->claimant_rank[event->other]);
    return come_in(run, event->account, claimant, event->amount);
}

/* ---- going out ---- */

/* The class of what an account lacks. */
static uint32_t lent_by(const struct hf_trace_run *run)
{
    return run->choice.unknown_opening ? hf_trace_taken_as(run, run->ledger->unknown)
                                       : run->ledger->overdraft;
}

/* The composition of what is in the hand, and of what was lent. */
static enum hf_rc watch(struct hf_trace_run *run, uint32_t class, int64_t lent)
{
    if (run->watch == HF_TRACE_COUNT)
        return OF(run)->weigh == NULL ? HF_OK : OF(run)->weigh(run);
    HF_TRY(OF(run)->see(run, &run->part));
    if (lent == 0 || OF(run)->form != HF_TRACE_COMPOSITIONS)
        return HF_OK;
    hf_trace_part_insert(&run->part, class, lent);
    return HF_OK;
}

/* Kept for a link: what was lent for this row, unless it is tainted already. */
static enum hf_rc remember_lent(struct hf_trace_run *run, int64_t lent)
{
    run->repaid.count = 0;
    if (OF(run)->form == HF_TRACE_TAINTED)
        HF_TRY(OF(run)->see(run, &run->repaid));
    return run->repaid.count == 0 ? remember(run, run->row, 0, lent) : HF_OK;
}

/* The amount leaves the account into the hand, the bank lending what is missing as money of `class`. */
static enum hf_rc take_out(struct hf_trace_run *run, uint32_t account, int64_t amount, uint32_t class)
{
    struct hf_trace_place *from = &run->place[account];
    bool tainted = OF(run)->form == HF_TRACE_TAINTED; /* what is lent to a tainted account is tainted too */
    if (amount == 0)
        return HF_OK;
    int64_t there = from->sum <= 0 ? 0 : from->sum < amount ? from->sum : amount, lent = amount - there;
    if (there > 0 || tainted)
        HF_TRY(OF(run)->take(run, account, there));
    if (lent > 0)
        HF_TRY(hf_trace_lack(run, account, lent));
    if (lent > 0 && !run->choice.unknown_opening)
        HF_TRY(hf_trace_owe(run, account, lent));
    if (lent > 0 && tainted)
        HF_TRY(OF(run)->add(run, class, lent));
    if (run->watch != HF_TRACE_BLIND)
        HF_TRY(watch(run, lent_by(run), lent));
    if (lent > 0 && is_linked(run, run->row))
        HF_TRY(remember_lent(run, lent));
    return lent > 0 && !tainted ? OF(run)->add(run, class, lent) : HF_OK;
}

static enum hf_rc debit(struct hf_trace_run *run, const struct hf_trace_event *event)
{
    HF_TRY(take_out(run, event->account, event->amount, lent_by(run)));
    return event->amount > 0 ? OF(run)->drop(run, event->other) : HF_OK;
}

static enum hf_rc transfer(struct hf_trace_run *run, const struct hf_trace_event *event)
{
    uint32_t class = run->choice.unknown_opening ? lent_by(run) : run->ledger->own;
    HF_TRY(take_out(run, event->account, event->amount, class));
    return arrive(run, event->other, event->amount);
}

static enum hf_rc convert(struct hf_trace_run *run, const struct hf_trace_event *event)
{
    HF_TRY(take_out(run, event->account, event->amount, lent_by(run)));
    if (event->amount == 0) {
        run->unknown_met |= event->wide->received > 0;
        return come_in(run, event->other, hf_trace_taken_as(run, run->ledger->unknown),
                       event->wide->received);
    }
    HF_TRY(OF(run)->scale(run, event->wide->received));
    return arrive(run, event->other, event->wide->received);
}

/* ---- assets ---- */

static uint32_t place_of_asset(const struct hf_trace_run *run, uint32_t asset)
{
    return run->ledger->accounts.count + asset;
}

static enum hf_rc purchase(struct hf_trace_run *run, const struct hf_trace_event *event)
{
    HF_TRY(take_out(run, event->account, event->amount, lent_by(run)));
    return arrive(run, place_of_asset(run, event->other), event->amount);
}

/*
 * By charge: the claims take what of them is in the asset, or share what it fetched where that is less; the
 * rest is the holder's own.
 */
static enum hf_rc sell_by_charge(struct hf_trace_run *run, const struct hf_trace_event *event)
{
    const struct hf_trace_ledger *ledger = run->ledger;
    struct hf_trace_parts *claim = &run->repaid;
    int64_t sum = 0, rest = event->amount, *part = run->sum; /* all 0 between rows, and again afterwards */
    uint32_t claims = 0;
    claim->count = 0;
    HF_TRY(OF(run)->see(run, claim));
    HF_TRY(OF(run)->drop(run, HF_TRACE_NOBODY));
    for (uint32_t i = 0; i < claim->count; i++)
        if (claim->claimant[i] != ledger->own && claim->claimant[i] != ledger->overdraft) {
            claim->claimant[claims] = claim->claimant[i];
            claim->amount[claims++] = claim->amount[i];
            sum += claim->amount[i];
        }
    int64_t secured = sum < rest ? sum : rest;
    if (secured > 0 && secured < sum) {
        hf_trace_share(&run->share, secured, claim->amount, claims, part);
        memcpy(claim->amount, part, claims * sizeof *part);
        memset(run->sum, 0, claims * sizeof *part);
    }
    for (uint32_t i = 0; secured > 0 && i < claims; i++)
        if (claim->amount[i] > 0)
            HF_TRY(OF(run)->add(run, claim->claimant[i], claim->amount[i]));
    rest -= secured;
    return rest > 0 ? OF(run)->add(run, ledger->own, rest) : HF_OK;
}

static enum hf_rc sell(struct hf_trace_run *run, const struct hf_trace_event *event)
{
    uint32_t asset = place_of_asset(run, event->account);
    int64_t value = run->place[asset].sum;
    bool charge = event->wide->charge && OF(run)->form == HF_TRACE_COMPOSITIONS;
    if (value > 0) {
        HF_TRY(OF(run)->take(run, asset, value));
        HF_TRY(charge ? sell_by_charge(run, event) : OF(run)->scale(run, event->amount));
    } else if (event->amount > 0) { /* nothing is known of it any more, but that it was tainted */
        run->unknown_met = true;
        if (OF(run)->form == HF_TRACE_TAINTED)
            HF_TRY(OF(run)->take(run, asset, 0));
        HF_TRY(OF(run)->add(run, hf_trace_taken_as(run, run->ledger->unknown), event->amount));
    }
    if (run->watch == HF_TRACE_WATCH)
        HF_TRY(OF(run)->see(run, &run->part));
    return arrive(run, event->other, event->amount);
}

/* ---- a backward link ---- */

/* What the linked credit repaid, as amounts to share in; returns their sum. */
static int64_t repaid_by(struct hf_trace_run *run, uint32_t credit)
{
    struct hf_trace_parts *parts = &run->repaid;
    int64_t sum = 0;
    parts->count = 0;
    for (uint32_t claimant = 0; claimant < run->ledger->claimants.count; claimant++) {
        int64_t amount = hf_trace_cells_get(&run->lent_for, credit, 1 + claimant);
        if (amount == 0)
            continue;
        parts->claimant[parts->count] = claimant;
        parts->amount[parts->count++] = amount;
        sum += amount;
    }
    return sum;
}

/* In an asset, `amount` of what was lent becomes these parts; its lots then lie in the order of claimants. */
static enum hf_rc exchange_in_asset(struct hf_trace_run *run, uint32_t place, int64_t amount,
                                    const struct hf_trace_parts *by, const int64_t *part)
{
    struct hf_trace_parts *held = &run->part;
    int64_t value = run->place[place].sum;
    held->count = 0;
    HF_TRY(OF(run)->take(run, place, value));
    HF_TRY(OF(run)->see(run, held));
    HF_TRY(OF(run)->drop(run, HF_TRACE_NOBODY));
    for (uint32_t i = 0; i < held->count; i++) {
        int64_t rest = held->amount[i];
        rest -= held->claimant[i] == run->ledger->overdraft ? amount : 0;
        if (rest > 0)
            HF_TRY(OF(run)->lay(run, place, held->claimant[i], rest));
    }
    for (uint32_t i = 0; i < by->count; i++)
        if (part[i] > 0)
            HF_TRY(OF(run)->lay(run, place, by->claimant[i], part[i]));
    held->count = 0;
    return HF_OK;
}

static enum hf_rc lent_in_asset(struct hf_trace_run *run, uint32_t place, int64_t *out)
{
    struct hf_trace_parts *held = &run->part;
    held->count = 0;
    *out = 0;
    HF_TRY(OF(run)->look(run, place, held));
    for (uint32_t i = 0; i < held->count; i++)
        if (held->claimant[i] == run->ledger->overdraft)
            *out = held->amount[i];
    held->count = 0;
    return HF_OK;
}

/* What each claimant moved, told like what made up a payment. */
static void tell_moved(struct hf_trace_run *run, const struct hf_trace_parts *by, const int64_t *part)
{
    run->part.count = 0;
    for (uint32_t i = 0; i < by->count; i++)
        if (part[i] > 0)
            hf_trace_part_insert(&run->part, by->claimant[i], part[i]);
}

/* Between the sink of what was repaid and that of the debit, claims and what was lent change places. */
static enum hf_rc exchange(struct hf_trace_run *run, const struct hf_trace_wide *link,
                           const struct hf_trace_event *debit, int64_t amount)
{
    const struct hf_trace_parts *by = &run->repaid;
    uint32_t bank = run->ledger->sinks.count + link->account, lent = run->ledger->overdraft;
    int64_t *part = run->sum; /* all 0 between rows, and again afterwards */
    bool asset = debit->kind == HF_TRACE_PURCHASE;
    hf_trace_share(&run->share, amount, by->amount, by->count, part);
    for (uint32_t i = 0; i < by->count; i++) {
        HF_TRY(hf_trace_sink(run, bank, by->claimant[i], -part[i]));
        HF_TRY(remember(run, link->credit, 1 + by->claimant[i], -part[i]));
        if (!asset)
            HF_TRY(hf_trace_sink(run, debit->other, by->claimant[i], part[i]));
    }
    HF_TRY(hf_trace_sink(run, bank, lent, amount));
    HF_TRY(remember(run, link->debit, 0, -amount));
    if (!asset) {
        tell_moved(run, by, part);
        memset(part, 0, by->count * sizeof *part);
        return hf_trace_sink(run, debit->other, lent, -amount);
    }
    int64_t *kept = (int64_t *)run->share.sorted;
    memcpy(kept, part, by->count * sizeof *part);
    memset(part, 0, by->count * sizeof *part);
    HF_TRY(exchange_in_asset(run, place_of_asset(run, debit->other), amount, by, kept));
    tell_moved(run, by, kept);
    return HF_OK;
}

/* Tainted money that repaid the bank taints what was bought on credit. */
static enum hf_rc taint_by_link(struct hf_trace_run *run, const struct hf_trace_wide *link,
                                const struct hf_trace_event *debit, int64_t amount)
{
    HF_TRY(remember(run, link->credit, 1, -amount));
    HF_TRY(remember(run, link->debit, 0, -amount));
    hf_trace_part_insert(&run->part, 0, amount);
    if (debit->kind == HF_TRACE_DEBIT)
        return hf_trace_sink(run, debit->other, 0, amount);
    uint32_t place = place_of_asset(run, debit->other);
    if (run->place[place].sum < amount) /* it has been sold */
        return HF_OK;
    run->place[place].sum -= amount;
    return OF(run)->lay(run, place, run->ledger->unknown, amount);
}

static int64_t least_of(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

static enum hf_rc link_back(struct hf_trace_run *run, const struct hf_trace_event *event)
{
    const struct hf_trace_wide *link = event->wide;
    struct hf_trace_linked *found = &run->link;
    struct hf_trace_event debit = hf_trace_event_at(run->ledger, link->debit);
    bool tainted = OF(run)->form == HF_TRACE_TAINTED;
    found->lent = found->held = hf_trace_cells_get(&run->lent_for, link->debit, 0);
    found->repaid =
        tainted ? hf_trace_cells_get(&run->lent_for, link->credit, 1) : repaid_by(run, link->credit);
    if (debit.kind == HF_TRACE_PURCHASE && !tainted)
        HF_TRY(lent_in_asset(run, place_of_asset(run, debit.other), &found->held));
    found->moved = least_of(least_of(event->amount, found->lent), least_of(found->repaid, found->held));
    if (found->moved == 0)
        return HF_OK;
    return tainted ? taint_by_link(run, link, &debit, found->moved)
                   : exchange(run, link, &debit, found->moved);
}

/* ---- coins ---- */

/* Through a place of ours and back, so that the order in which the coins lie is kept by every method. */
static enum hf_rc pour_in(struct hf_trace_run *run, uint32_t coin, uint32_t through, uint32_t to)
{
    int64_t value = run->place[coin].sum;
    if (value <= 0)
        return HF_OK;
    HF_TRY(OF(run)->take(run, coin, value));
    HF_TRY(OF(run)->give(run, through));
    HF_TRY(OF(run)->take(run, through, value));
    run->place[through] = (struct hf_trace_place){0, 0, 0};
    return arrive(run, to, value);
}

static enum hf_rc pour_out(struct hf_trace_run *run, uint32_t from, const struct hf_trace_coin *coin)
{
    if (coin->amount == 0)
        return HF_OK;
    HF_TRY(OF(run)->take(run, from, coin->amount));
    return arrive(run, coin->account, coin->amount);
}

/* One claimant's money among the outputs; what of it is left for the fee. */
static enum hf_rc pour_claim(struct hf_trace_run *run, uint32_t claimant, int64_t *amount,
                             const struct hf_trace_coin *coin, uint32_t outputs)
{
    int64_t *left = run->coin_left, *part = run->coin_part;
    hf_trace_share(&run->coin_share, *amount, left, outputs + 1, part);
    for (uint32_t k = 0; k < outputs; k++) {
        left[k] -= part[k];
        HF_TRY(come_in(run, coin[k].account, claimant, part[k]));
    }
    left[outputs] -= part[outputs];
    *amount = part[outputs];
    return HF_OK;
}

/*
 * In proportion, all outputs at once: each claim is shared among the outputs and the fee by their values, in
 * the order of names and OWN last, each time by the values not yet filled.
 */
static enum hf_rc pour_shares(struct hf_trace_run *run, const struct hf_trace_coin *coin, uint32_t outputs,
                              int64_t fee, uint32_t sink)
{
    struct hf_trace_parts *mixed = &run->repaid;
    mixed->count = 0;
    HF_TRY(OF(run)->see(run, mixed));
    HF_TRY(OF(run)->drop(run, HF_TRACE_NOBODY));
    for (uint32_t i = 0; i < outputs; i++)
        run->coin_left[i] = coin[i].amount;
    run->coin_left[outputs] = fee;
    for (uint32_t i = 0; i < mixed->count; i++)
        if (mixed->claimant[i] != run->ledger->own)
            HF_TRY(pour_claim(run, mixed->claimant[i], &mixed->amount[i], coin, outputs));
    for (uint32_t i = 0; i < mixed->count; i++)
        if (mixed->claimant[i] == run->ledger->own)
            HF_TRY(pour_claim(run, mixed->claimant[i], &mixed->amount[i], coin, outputs));
    for (uint32_t i = 0; i < mixed->count; i++)
        if (mixed->amount[i] > 0)
            HF_TRY(OF(run)->add(run, mixed->claimant[i], mixed->amount[i]));
    if (run->watch == HF_TRACE_WATCH)
        HF_TRY(OF(run)->see(run, &run->part));
    return fee > 0 ? OF(run)->drop(run, sink) : HF_OK;
}

/* Did an earlier transaction spend it? Only asked where outputs exceed inputs. */
static bool spent_before(const struct hf_trace_ledger *ledger, const struct hf_trace_wide *now,
                         uint32_t account)
{
    for (const struct hf_trace_wide *wide = ledger->wide; wide < now; wide++)
        for (uint32_t i = 0; wide->kind == HF_TRACE_COIN && i < wide->inputs; i++)
            if (ledger->coin[wide->coin + i].account == account)
                return true;
    return false;
}

static enum hf_rc beyond_inputs(const struct hf_trace_run *run, const struct hf_trace_wide *wide,
                                struct hf_str excess)
{
    const struct hf_trace_ledger *ledger = run->ledger;
    for (uint32_t i = 0; i < wide->inputs; i++) {
        uint32_t account = ledger->coin[wide->coin + i].account;
        if (spent_before(ledger, wide, account))
            return hf_trace_fail_row(ledger, run->row, HF_WORD_trace_coin_spent,
                                     hf_trace_roll_name(&ledger->accounts, account), HF_STR_NONE, run->err);
    }
    return hf_trace_fail_row(ledger, run->row, HF_WORD_trace_coin_sum, excess, HF_STR_NONE, run->err);
}

static enum hf_rc check_coin_sum(const struct hf_trace_run *run, int64_t value,
                                 const struct hf_trace_wide *wide)
{
    const struct hf_trace_coin *coin = &run->ledger->coin[wide->coin + wide->inputs];
    char text[24];
    struct hf_buf excess = HF_BUF(text);
    for (uint32_t i = 0; i < wide->outputs; i++) {
        if (coin[i].amount > value) {
            hf_buf_put_i64(&excess, coin[i].amount - value);
            return beyond_inputs(run, wide, hf_buf_str(&excess));
        }
        value -= coin[i].amount;
    }
    return HF_OK;
}

static enum hf_rc spend_coins(struct hf_trace_run *run, const struct hf_trace_event *event)
{
    const struct hf_trace_wide *wide = event->wide;
    const struct hf_trace_coin *coin = &run->ledger->coin[wide->coin];
    uint32_t mixed = run->places - 1, through = run->places - 2;
    const struct hf_trace_coin *output = coin + wide->inputs;
    run->place[mixed] = (struct hf_trace_place){0, 0, 0};
    for (uint32_t i = 0; i < wide->inputs; i++)
        HF_TRY(pour_in(run, coin[i].account, through, mixed));
    int64_t fee = run->place[mixed].sum;
    HF_TRY(check_coin_sum(run, fee, wide));
    for (uint32_t i = 0; i < wide->outputs; i++)
        fee -= output[i].amount;
    run->coin_fee = fee;
    if (OF(run)->first == HF_TRACE_FIRST_NOBODY && OF(run)->proportional && run->place[mixed].sum > 0) {
        HF_TRY(OF(run)->take(run, mixed, run->place[mixed].sum));
        return pour_shares(run, output, wide->outputs, fee, event->other);
    }
    for (uint32_t i = 0; i < wide->outputs; i++)
        HF_TRY(pour_out(run, mixed, &output[i]));
    if (fee == 0)
        return HF_OK;
    HF_TRY(OF(run)->take(run, mixed, fee));
    if (run->watch == HF_TRACE_WATCH)
        HF_TRY(OF(run)->see(run, &run->part));
    return OF(run)->drop(run, event->other);
}

enum hf_rc hf_trace_follow(struct hf_trace_run *run, const struct hf_trace_event *event)
{
    switch (event->kind) {
    case HF_TRACE_CREDIT:
        return credit(run, event);
    case HF_TRACE_DEBIT:
        return debit(run, event);
    case HF_TRACE_TRANSFER:
        return transfer(run, event);
    case HF_TRACE_PURCHASE:
        return purchase(run, event);
    case HF_TRACE_SALE:
        return sell(run, event);
    case HF_TRACE_CONVERSION:
        return convert(run, event);
    case HF_TRACE_LINK:
        return link_back(run, event);
    case HF_TRACE_COIN:
        return spend_coins(run, event);
    case HF_TRACE_FEE:
    case HF_TRACE_KINDS:
        break;
    }
    HF_UNREACHABLE();
}
