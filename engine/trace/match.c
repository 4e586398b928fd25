/* SPDX-License-Identifier: Apache-2.0 */
/*
 * direct_match: a payment is taken to be the earliest credit of the same account and amount, not yet matched
 * and at most so many days before. A hint, not a rule of equity. What is not matched is nobody's and stays
 * so: where it arrives it matches nothing. Compositions of accounts are the credits that no payment matched.
 *
 * Credits wait in queues by account and amount, each a ring of lots; an open table holds the last lot of each
 * queue, whose next is the first. place.a is the last lot that came to the place.
 */
#include "base/check.h"
#include "trace/method.h"

enum { NEARER = 3 };

struct waiting {
    int64_t amount;
    uint32_t account, claimant;
    int32_t day;
    uint32_t next;   /* in its ring */
    uint32_t before; /* of its account; 0: none */
    bool done;       /* matched, or too old to be: no longer in its ring */
};

struct hf_trace_queues {
    struct waiting *lot; /* lot[0] is not used */
    uint32_t count, most;
    uint32_t *last; /* open table of lots, 0 free; one that is done stands for an empty queue */
    uint32_t queues, size;
};

static size_t credits_in(const struct hf_trace_ledger *ledger)
{
    size_t credits = ledger->wides + 1;
    for (uint32_t i = 0; i < ledger->count; i++)
        credits += ledger->who[i] >> 30 != HF_TRACE_DEBIT;
    return credits;
}

static bool begin(struct hf_trace_run *run)
{
    struct hf_trace_queues *queues =
        hf_arena_try(run->arena, sizeof *queues, _Alignof(struct hf_trace_queues), 1);
    size_t most = credits_in(run->ledger);
    if (queues == NULL || most >= UINT32_MAX)
        return false;
    queues->count = 1;
    queues->most = (uint32_t)most;
    queues->lot = hf_arena_try_unset(run->arena, sizeof *queues->lot, _Alignof(struct waiting), most + 1);
    run->own.queues = queues;
    return queues->lot != NULL;
}

static uint64_t hash_of(uint32_t account, int64_t amount)
{
    uint64_t key = ((uint64_t)amount * UINT64_C(0x9E3779B97F4A7C15) ^ account) * UINT64_C(0xD1B54A32D192ED03);
    return key >> 24;
}

/* Its queue, or the free place where one belongs. */
static uint32_t *queue_of(const struct hf_trace_queues *queues, uint32_t account, int64_t amount)
{
    for (uint64_t at = hash_of(account, amount);; at++) {
        uint32_t *last = &queues->last[at & (queues->size - 1)];
        const struct waiting *lot = &queues->lot[*last];
        if (*last == 0 || (lot->account == account && lot->amount == amount))
            return last;
    }
}

static bool reserve(struct hf_trace_run *run)
{
    struct hf_trace_queues *queues = run->own.queues, bigger = *queues;
    if (queues->queues < queues->size / 3 * 2)
        return true;
    bigger.size = queues->size == 0 ? 64 : 2 * queues->size;
    bigger.last = hf_arena_try(run->arena, sizeof *bigger.last, _Alignof(uint32_t), bigger.size);
    if (bigger.last == NULL)
        return false;
    for (uint32_t i = 0; i < queues->size; i++) {
        const struct waiting *lot = &queues->lot[queues->last[i]];
        if (queues->last[i] != 0)
            *queue_of(&bigger, lot->account, lot->amount) = queues->last[i];
    }
    *queues = bigger;
    return true;
}

static const uint32_t *first_place(const struct hf_trace_run *run, uint32_t row)
{
    const struct hf_trace_queues *queues = run->own.queues;
    struct hf_trace_event event = hf_trace_event_at(run->ledger, row);
    return &queues->last[hash_of(event.account, event.amount) & (queues->size - 1)];
}

/* The place in the table of one row, and the lot that a nearer row finds in its. */
static void reach(const struct hf_trace_run *run, uint32_t row)
{
    const struct hf_trace_queues *queues = run->own.queues;
    if (queues->size == 0)
        return;
    __builtin_prefetch(first_place(run, row));
    __builtin_prefetch(&queues->lot[*first_place(run, row - NEARER)]);
}

static enum hf_rc move(struct hf_trace_run *run, uint32_t place, int64_t amount)
{
    if (__builtin_add_overflow(run->place[place].sum, amount, &run->place[place].sum))
        return hf_trace_overflow(run);
    return HF_OK;
}

static enum hf_rc wait_for_match(struct hf_trace_run *run, uint32_t account, uint32_t claimant,
                                 int64_t amount)
{
    struct hf_trace_queues *queues = run->own.queues;
    if (!reserve(run) || queues->count > queues->most)
        return hf_trace_no_room(run);
    uint32_t *last = queue_of(queues, account, amount), lot = queues->count++, first = lot;
    if (*last == 0)
        queues->queues++;
    else if (!queues->lot[*last].done) {
        first = queues->lot[*last].next;
        queues->lot[*last].next = lot;
    }
    queues->lot[lot] =
        (struct waiting){amount, account, claimant, run->today, first, run->place[account].a, false};
    *last = lot;
    run->place[account].a = lot;
    return HF_OK;
}

static enum hf_rc come_in(struct hf_trace_run *run, uint32_t account, uint32_t claimant, int64_t amount)
{
    if (claimant == run->ledger->unknown && run->choice.unknown_own)
        claimant = run->ledger->own;
    if (claimant != HF_TRACE_NOBODY && amount > 0)
        HF_TRY(wait_for_match(run, account, claimant, amount));
    return move(run, account, amount);
}

/* The first of the ring leaves it. */
static struct waiting *leave(struct hf_trace_queues *queues, uint32_t last)
{
    struct waiting *lot = &queues->lot[queues->lot[last].next];
    queues->lot[last].next = lot->next;
    lot->done = true;
    return lot;
}

/* The claimant of the credit that matches, which is then matched; HF_TRACE_NOBODY when there is none. */
static uint32_t match(struct hf_trace_run *run, uint32_t account, int64_t amount)
{
    struct hf_trace_queues *queues = run->own.queues;
    uint32_t last = queues->size == 0 ? 0 : *queue_of(queues, account, amount);
    while (last != 0 && !queues->lot[last].done) {
        struct waiting *lot = leave(queues, last);
        uint32_t claimant = lot->claimant;
        if (run->today - lot->day > run->choice.days)
            continue; /* later payments are later still: it stays unmatched */
        lot->claimant = HF_TRACE_NOBODY;
        return claimant;
    }
    return HF_TRACE_NOBODY;
}

/* A payment, and whose money it is taken to be. */
static enum hf_rc pay(struct hf_trace_run *run, const struct hf_trace_event *event, uint32_t *claimant)
{
    *claimant = event->amount == 0 ? HF_TRACE_NOBODY : match(run, event->account, event->amount);
    if (*claimant != HF_TRACE_NOBODY && run->watch == HF_TRACE_WATCH)
        hf_trace_part_insert(&run->part, *claimant, event->amount);
    return hf_trace_owe(run, event->account, event->amount);
}

static enum hf_rc spend_coins(struct hf_trace_run *run, const struct hf_trace_wide *wide)
{
    const struct hf_trace_coin *coin = &run->ledger->coin[wide->coin];
    int64_t value = 0;
    for (uint32_t i = 0; i < wide->inputs; i++) {
        value += run->place[coin[i].account].sum;
        run->place[coin[i].account].sum = 0;
    }
    for (uint32_t i = wide->inputs; i < wide->inputs + wide->outputs; i++) {
        value -= coin[i].amount;
        HF_TRY(move(run, coin[i].account, coin[i].amount));
    }
    run->coin_fee = value < 0 ? 0 : value;
    return HF_OK;
}

static enum hf_rc event(struct hf_trace_run *run, const struct hf_trace_event *event)
{
    uint32_t claimant = HF_TRACE_NOBODY;
    switch (event->kind) {
    case HF_TRACE_CREDIT:
        claimant = run->ledger->claimant_rank[event->other];
        return come_in(run, event->account, claimant, event->amount);
    case HF_TRACE_DEBIT:
        HF_TRY(pay(run, event, &claimant));
        return claimant == HF_TRACE_NOBODY ? HF_OK
                                           : hf_trace_sink(run, event->other, claimant, event->amount);
    case HF_TRACE_TRANSFER:
        HF_TRY(pay(run, event, &claimant));
        return come_in(run, event->other, claimant, event->amount);
    case HF_TRACE_PURCHASE:
        HF_TRY(pay(run, event, &claimant));
        return come_in(run, run->ledger->accounts.count + event->other, claimant, event->amount);
    case HF_TRACE_SALE:
        return move(run, event->other, event->amount);
    case HF_TRACE_CONVERSION:
        HF_TRY(pay(run, event, &claimant));
        return come_in(run, event->other, claimant, event->wide->received);
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

/* What came to the place and was matched by no payment. */
static enum hf_rc look(struct hf_trace_run *run, uint32_t place, struct hf_trace_parts *out)
{
    const struct hf_trace_queues *queues = run->own.queues;
    for (uint32_t i = run->place[place].a; i != 0; i = queues->lot[i].before)
        if (queues->lot[i].claimant != HF_TRACE_NOBODY)
            hf_trace_parts_add(run, out, queues->lot[i].claimant, queues->lot[i].amount);
    hf_trace_parts_close(run, out);
    return HF_OK;
}

const struct hf_trace_method hf_trace_direct_match = {.name = HF_STR_INIT("direct_match"),
                                                      .form = HF_TRACE_COMPOSITIONS,
                                                      .event = event,
                                                      .begin = begin,
                                                      .reach = reach,
                                                      .look = look};
