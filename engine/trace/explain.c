/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The ledger is followed up to the row, looked at, and followed over it. For lots it is followed once more
 * with every credit as a claimant of its own, so that each lot tells with which row it came.
 */
#include "trace/explain_parts.h"
#include "trace/lots.h"
#include "trace/method.h"

uint32_t hf_trace_row_called(const struct hf_trace_ledger *ledger, struct hf_str id)
{
    struct hf_trace_ids_walk walk = hf_trace_ids_begin(&ledger->ids);
    for (uint32_t i = 0; i < ledger->count; i++)
        if (hf_str_eq(hf_trace_ids_next(&walk), id))
            return i;
    return HF_TRACE_NOBODY;
}

struct hf_str hf_trace_id_of_row(const struct hf_trace_ledger *ledger, uint32_t row, struct hf_arena *arena)
{
    struct hf_trace_ids_walk walk = hf_trace_ids_begin(&ledger->ids);
    while (walk.row < row)
        (void)hf_trace_ids_next(&walk);
    return hf_arena_keep(arena, hf_trace_ids_next(&walk));
}

/* The place out of which the row pays. */
static uint32_t payer(const struct hf_trace_ledger *ledger, const struct hf_trace_event *event)
{
    return event->kind == HF_TRACE_SALE ? ledger->accounts.count + event->account : event->account;
}

/* ---- shares ---- */

static int64_t sum_of(const struct hf_trace_parts *parts, uint32_t own, bool with_own, bool with_others)
{
    int64_t sum = 0;
    for (uint32_t i = 0; i < parts->count; i++)
        sum += (parts->claimant[i] == own ? with_own : with_others) ? parts->amount[i] : 0;
    return sum;
}

static int64_t part_of(const struct hf_trace_parts *parts, uint32_t claimant)
{
    for (uint32_t i = 0; i < parts->count; i++)
        if (parts->claimant[i] == claimant)
            return parts->amount[i];
    return 0;
}

/* In proportion among `among` out of which `total` was taken; or, where all of it was taken, in turn. */
static void share_piece(struct hf_trace_why *why, uint32_t claimant, int64_t held, int64_t amount,
                        int64_t total, int64_t among)
{
    struct hf_trace_piece *piece = &why->piece[why->pieces++];
    bool shared = total < among && held < among;
    *piece = (struct hf_trace_piece){
        claimant, HF_TRACE_NOBODY,    amount,
        held,     shared ? among : 0, shared && hf_trace_explain_up(amount, total, held, among)};
}

/* The claimants of one class, who gave `total` of `among` together. */
static void share_pieces(const struct hf_trace_run *run, struct hf_trace_why *why, bool own, bool others)
{
    uint32_t mine = run->ledger->own;
    int64_t among = sum_of(&why->before, mine, own, others), total = 0;
    for (uint32_t i = 0; i < why->before.count; i++) {
        uint32_t claimant = why->before.claimant[i];
        total += (claimant == mine ? own : others) ? part_of(&why->paid, claimant) : 0;
    }
    for (uint32_t i = 0; i < why->before.count; i++) {
        uint32_t claimant = why->before.claimant[i];
        int64_t amount = part_of(&why->paid, claimant);
        if (total > 0 && (claimant == mine ? own : others))
            share_piece(why, claimant, why->before.amount[i], amount, total, among);
    }
}

static enum hf_rc explain_shares(const struct hf_trace_run *run, struct hf_arena *arena,
                                 struct hf_trace_why *why, struct hf_err *err)
{
    enum hf_trace_first first = run->choice.method->first;
    why->piece = hf_arena_try(arena, sizeof *why->piece, _Alignof(struct hf_trace_piece),
                              (size_t)why->before.count + 1);
    if (why->piece == NULL)
        return hf_trace_explain_full(run->ledger, err);
    if (first == HF_TRACE_FIRST_NOBODY) {
        share_pieces(run, why, true, true);
        return HF_OK;
    }
    bool own = first == HF_TRACE_FIRST_OWN;
    share_pieces(run, why, own, !own);
    share_pieces(run, why, !own, own);
    return HF_OK;
}

/* ---- lots ---- */

/* The same rows, every credit with a claimant of its own: the number of the credit and three. */
struct labelled {
    struct hf_trace_ledger ledger;
    uint32_t *credit; /* the row of each label */
};
enum { LABEL_OWN, LABEL_UNKNOWN, LABEL_LENT, LABELS_FIRST };

static bool label_rows(const struct hf_trace_ledger *ledger, struct labelled *out, struct hf_arena *scratch)
{
    uint32_t labels = LABELS_FIRST, count = ledger->count;
    uint32_t *other = hf_arena_try_unset(scratch, sizeof *other, _Alignof(uint32_t), (size_t)count + 1);
    struct hf_trace_wide *wides =
        hf_arena_try_unset(scratch, sizeof *wides, _Alignof(struct hf_trace_wide), ledger->wides + 1);
    uint32_t *credit =
        hf_arena_try_unset(scratch, sizeof *credit, _Alignof(uint32_t), (size_t)count + LABELS_FIRST);
    uint32_t *rank =
        hf_arena_try_unset(scratch, sizeof *rank, _Alignof(uint32_t), (size_t)count + LABELS_FIRST);
    if (other == NULL || wides == NULL || credit == NULL || rank == NULL)
        return false;
    if (ledger->wides > 0)
        memcpy(wides, ledger->wide, ledger->wides * sizeof *wides);
    for (uint32_t i = 0; i < count; i++) {
        struct hf_trace_event event = hf_trace_event_at(ledger, i);
        other[i] = ledger->other[i];
        if (event.kind != HF_TRACE_CREDIT)
            continue;
        credit[labels] = i;
        *(event.wide == NULL ? &other[i] : &wides[ledger->other[i]].other) = labels++;
    }
    for (uint32_t i = 0; i < labels; i++)
        rank[i] = i;
    out->credit = credit;
    out->ledger = *ledger;
    out->ledger.other = other;
    out->ledger.wide = wides;
    out->ledger.claimants.count = labels;
    out->ledger.claimant_rank = rank;
    out->ledger.own = LABEL_OWN;
    out->ledger.unknown = LABEL_UNKNOWN;
    out->ledger.overdraft = LABEL_LENT;
    return true;
}

static uint32_t claimant_of_label(const struct hf_trace_ledger *ledger, const struct labelled *labelled,
                                  uint32_t label)
{
    if (label == LABEL_OWN)
        return ledger->own;
    if (label == LABEL_UNKNOWN)
        return ledger->unknown;
    if (label == LABEL_LENT)
        return ledger->overdraft;
    return ledger->claimant_rank[hf_trace_event_at(ledger, labelled->credit[label]).other];
}

struct lot {
    uint32_t label;
    int64_t amount;
};

/* All lots of the place, the first to leave first; NULL when there is no room. */
static struct lot *lots_of(struct hf_trace_run *run, uint32_t place, struct hf_arena *scratch,
                           uint32_t *count)
{
    struct hf_trace_lot_walk walk HF_UNSET;
    uint32_t label, lots = 0;
    int64_t amount;
    (void)hf_trace_lots_each(run, place, &walk);
    bool turned = walk.lot == 0 && run->choice.method == &hf_trace_lifo; /* a rope begins with the oldest */
    while (hf_trace_lots_next(&walk, &label, &amount))
        lots++;
    struct lot *list = hf_arena_try_unset(scratch, sizeof *list, _Alignof(struct lot), (size_t)lots + 1);
    if (list == NULL)
        return NULL;
    (void)hf_trace_lots_each(run, place, &walk);
    for (uint32_t i = 0; i < lots; i++) {
        struct lot *lot = &list[turned ? lots - 1 - i : i];
        (void)hf_trace_lots_next(&walk, &lot->label, &lot->amount);
    }
    *count = lots;
    return list;
}

static enum hf_rc explain_lots(const struct hf_trace_ledger *ledger, const struct hf_trace_choice *choice,
                               struct hf_arena *scratch, struct hf_arena *arena, struct hf_trace_why *why,
                               struct hf_err *err)
{
    struct labelled labelled;
    struct hf_trace_run run;
    uint32_t count = 0;
    int64_t left = why->event.amount;
    if (!label_rows(ledger, &labelled, scratch))
        return hf_trace_explain_full(ledger, err);
    HF_TRY(hf_trace_begin(&run, &labelled.ledger, choice, scratch, err));
    HF_TRY(hf_trace_explain_up_to(&run, why->row, err));
    struct lot *lot = lots_of(&run, payer(ledger, &why->event), scratch, &count);
    why->piece = hf_arena_try(arena, sizeof *why->piece, _Alignof(struct hf_trace_piece), (size_t)count + 1);
    if (lot == NULL || why->piece == NULL)
        return hf_trace_explain_full(ledger, err);
    for (uint32_t i = 0; i < count && left > 0; i++) {
        int64_t amount = lot[i].amount < left ? lot[i].amount : left;
        uint32_t row = lot[i].label < LABELS_FIRST ? HF_TRACE_NOBODY : labelled.credit[lot[i].label];
        why->piece[why->pieces++] = (struct hf_trace_piece){
            claimant_of_label(ledger, &labelled, lot[i].label), row, amount, lot[i].amount, 0, false};
        left -= amount;
    }
    return HF_OK;
}

/* ---- taint ---- */

/* The first row after which the account was tainted. */
static enum hf_rc explain_taint(const struct hf_trace_ledger *ledger, const struct hf_trace_choice *choice,
                                struct hf_arena *scratch, struct hf_trace_why *why, struct hf_err *err)
{
    struct hf_trace_run run;
    uint32_t place = payer(ledger, &why->event);
    HF_TRY(hf_trace_begin(&run, ledger, choice, scratch, err));
    while (hf_trace_coming(&run) != why->row) {
        HF_TRY(hf_trace_next(&run, err));
        if (run.place[place].a != 0) {
            why->tainted_by = run.row;
            return HF_OK;
        }
    }
    return HF_OK;
}

static enum hf_rc explain_steps(const struct hf_trace_run *run, struct hf_arena *scratch,
                                struct hf_arena *arena, struct hf_trace_why *why, struct hf_err *err)
{
    const struct hf_trace_method *method = run->choice.method;
    if (method->form == HF_TRACE_TAINTED)
        return explain_taint(run->ledger, &run->choice, scratch, why, err);
    if (why->event.kind == HF_TRACE_SALE)
        return hf_trace_explain_sale(run->ledger, arena, why) ? HF_OK
                                                              : hf_trace_explain_full(run->ledger, err);
    if (method->proportional)
        return explain_shares(run, arena, why, err);
    if (method == &hf_trace_fifo || method == &hf_trace_lifo)
        return explain_lots(run->ledger, &run->choice, scratch, arena, why, err);
    return HF_OK;
}

/* What lay there before the row, and what after it. */
static enum hf_rc explain_place(struct hf_trace_run *run, struct hf_arena *arena, bool after,
                                struct hf_trace_why *why, struct hf_err *err)
{
    if (why->event.kind == HF_TRACE_COIN)
        return hf_trace_explain_coins(run, arena, after, why, err);
    uint32_t place = payer(run->ledger, &why->event);
    *(after ? &why->balance_after : &why->balance) = hf_trace_balance(run, place);
    *(after ? &why->owed_after : &why->owed) = hf_trace_owed(run, place);
    return hf_trace_explain_look(run, place, arena, after ? &why->after : &why->before, err);
}

enum hf_rc hf_trace_explain(const struct hf_trace_ledger *ledger, const struct hf_trace_choice *choice,
                            uint32_t row, struct hf_arena *scratch, struct hf_arena *arena,
                            struct hf_trace_why *out, struct hf_err *err)
{
    struct hf_trace_why why = {
        .event = hf_trace_event_at(ledger, row), .row = row, .tainted_by = HF_TRACE_NOBODY};
    bool shares = choice->method->form == HF_TRACE_SHARES, coins = why.event.kind == HF_TRACE_COIN;
    struct hf_trace_run run;
    HF_TRY(hf_trace_begin(&run, ledger, choice, scratch, err));
    HF_TRY(hf_trace_explain_up_to(&run, row, err));
    HF_TRY(explain_place(&run, arena, false, &why, err));
    run.watch = HF_TRACE_WATCH;
    HF_TRY(hf_trace_next(&run, err));
    if (!hf_trace_explain_keep(arena, &run.part, &why.paid))
        return hf_trace_explain_full(ledger, err);
    HF_TRY(explain_place(&run, arena, true, &why, err));
    if (coins)
        why.event.amount = run.coin_fee;
    if (why.event.kind != HF_TRACE_SALE && !coins && why.event.amount > why.balance)
        why.lent = why.event.amount - why.balance;
    if (!shares && !coins)
        HF_TRY(explain_steps(&run, scratch, arena, &why, err));
    *out = why;
    return HF_OK;
}
