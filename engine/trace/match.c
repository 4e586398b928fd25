/* SPDX-License-Identifier: Apache-2.0 */
/*
 * direct_match: a payment is taken to be the earliest credit of the same account and amount, not yet matched
 * and at most so many days before. A hint, not a rule of equity. What is not matched is nobody's and stays
 * so: where it arrives it matches nothing. Compositions of accounts are the credits that no payment matched.
 *
 * Credits wait in queues by account and amount, each a ring of lots; an open table holds the last lot of each
 * queue, whose next is the first. place.a is the last lot that came to the place; place.b has a bit for the
 * amount of each that came lately, so that most payments, which match nothing, look at no queue.
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

/* Rows of each of the compact kinds, those of the others among the last. */
static void count_kinds(const struct hf_trace_ledger *ledger, size_t *count)
{
    for (uint32_t i = 0; i < ledger->count; i++)
        count[ledger->who[i] >> 30]++;
}

/* Whatever comes in from outside may wait in a queue of its own: so the table seldom has to grow. */
static uint32_t size_for(size_t credits)
{
    uint32_t size = 64;
    while (size / 3 * 2 <= credits && size < UINT32_C(1) << 31)
        size *= 2;
    return size;
}

static bool begin(struct hf_trace_run *run)
{
    struct hf_trace_queues *queues =
        hf_arena_try(run->arena, sizeof *queues, _Alignof(struct hf_trace_queues), 1);
    size_t count[HF_TRACE_SORT_WIDE + 1] = {0};
    count_kinds(run->ledger, count);
    size_t most = run->ledger->count - count[HF_TRACE_DEBIT] + run->ledger->wides + 1;
    if (queues == NULL || most >= UINT32_MAX)
        return false;
    *queues = (struct hf_trace_queues){
        .count = 1, .most = (uint32_t)most, .size = size_for(count[HF_TRACE_CREDIT])};
    queues->lot = hf_arena_try_unset(run->arena, sizeof *queues->lot, _Alignof(struct waiting), most + 1);
    queues->last = hf_arena_try(run->arena, sizeof *queues->last, _Alignof(uint32_t), queues->size);
    run->own.queues = queues;
    return queues->lot != NULL && queues->last != NULL;
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
    bigger.size = 2 * queues->size;
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

static uint32_t bit_of(int64_t amount)
{
    return UINT32_C(1) << ((uint64_t)amount * UINT64_C(0x9E3779B97F4A7C15) >> 59);
}

/* Can a credit of that amount wait there? */
static bool may_match(const struct hf_trace_run *run, uint32_t account, int64_t amount)
{
    return (run->place[account].b & bit_of(amount)) != 0;
}

/* A credit comes; those before it are forgotten where even the last is too old. */
static void note_amount(struct hf_trace_run *run, uint32_t account, int64_t amount)
{
    struct hf_trace_place *place = &run->place[account];
    if (place->a != 0 && run->today - run->own.queues->lot[place->a].day > run->choice.days)
        place->b = 0;
    place->b |= bit_of(amount);
}

static const uint32_t *first_place(const struct hf_trace_run *run, const struct hf_trace_event *event)
{
    const struct hf_trace_queues *queues = run->own.queues;
    return &queues->last[hash_of(event->account, event->amount) & (queues->size - 1)];
}

/* The place in the table of one row, and the lot that a nearer row finds in its. */
static void reach(const struct hf_trace_run *run, uint32_t row)
{
    const struct hf_trace_queues *queues = run->own.queues;
    struct hf_trace_event far = hf_trace_event_at(run->ledger, row),
                          near = hf_trace_event_at(run->ledger, row - NEARER);
    if (far.kind == HF_TRACE_CREDIT || may_match(run, far.account, far.amount))
        __builtin_prefetch(first_place(run, &far));
    if (near.kind == HF_TRACE_CREDIT || may_match(run, near.account, near.amount))
        __builtin_prefetch(&queues->lot[*first_place(run, &near)]);
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
    note_amount(run, account, amount);
    run->place[account].a = lot;
    return HF_OK;
}

static enum hf_rc come_in(struct hf_trace_run *run, uint32_t account, uint32_t claimant, int64_t amount)
{
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
    uint32_t last = *queue_of(queues, account, amount);
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
    *claimant = HF_TRACE_NOBODY;
    if (event->amount > 0 && may_match(run, event->account, event->amount))
        *claimant = match(run, event->account, event->amount);
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
        claimant = hf_trace_taken_as(run, run->ledger->claimant_rank[event->other]);
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

/* The same for all places, in the order in which it came. */
static enum hf_rc gather(struct hf_trace_run *run, hf_trace_held *each, void *context)
{
    const struct hf_trace_queues *queues = run->own.queues;
    for (uint32_t i = 1; i < queues->count; i++)
        if (queues->lot[i].claimant != HF_TRACE_NOBODY)
            HF_TRY(each(context, queues->lot[i].account, queues->lot[i].claimant, queues->lot[i].amount));
    return HF_OK;
}

const struct hf_trace_method hf_trace_direct_match = {.name = HF_STR_INIT("direct_match"),
                                                      .form = HF_TRACE_COMPOSITIONS,
                                                      .event = event,
                                                      .begin = begin,
                                                      .reach = reach,
                                                      .look = look,
                                                      .gather = gather};
