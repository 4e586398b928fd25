/* SPDX-License-Identifier: Apache-2.0 */
/*
 * poison: once a claim has entered a place, all that leaves it is tainted in full, and what lies there too.
 * The amounts do not add up to what came in, and are no amounts of a claim.
 *
 * place.a is 1 where it is tainted. In sinks the claimant 0 stands for all.
 */
#include "trace/method.h"

struct hf_trace_hand {
    int64_t sum;
    bool tainted;
};

static bool begin(struct hf_trace_run *run)
{
    run->own.hand = hf_arena_try(run->arena, sizeof *run->own.hand, _Alignof(struct hf_trace_hand), 1);
    return run->own.hand != NULL;
}

static bool taints(const struct hf_trace_run *run, uint32_t claimant)
{
    return claimant != run->ledger->own && claimant != run->ledger->overdraft;
}

static enum hf_rc lay(struct hf_trace_run *run, uint32_t place, uint32_t claimant, int64_t amount)
{
    run->place[place].sum += amount;
    run->place[place].a |= taints(run, claimant);
    return HF_OK;
}

static enum hf_rc take(struct hf_trace_run *run, uint32_t place, int64_t amount)
{
    *run->own.hand = (struct hf_trace_hand){amount, run->place[place].a != 0};
    run->place[place].sum -= amount;
    return HF_OK;
}

static enum hf_rc add(struct hf_trace_run *run, uint32_t claimant, int64_t amount)
{
    run->own.hand->sum += amount;
    run->own.hand->tainted |= taints(run, claimant);
    return HF_OK;
}

static enum hf_rc scale(struct hf_trace_run *run, int64_t total)
{
    run->own.hand->sum = total;
    return HF_OK;
}

static enum hf_rc see(struct hf_trace_run *run, struct hf_trace_parts *out)
{
    const struct hf_trace_hand *hand = run->own.hand;
    out->count = hand->tainted && hand->sum > 0;
    out->claimant[0] = 0;
    out->amount[0] = hand->sum;
    return HF_OK;
}

static enum hf_rc look(struct hf_trace_run *run, uint32_t place, struct hf_trace_parts *out)
{
    out->count = run->place[place].a != 0 && run->place[place].sum > 0;
    out->claimant[0] = 0;
    out->amount[0] = run->place[place].sum;
    return HF_OK;
}

static enum hf_rc give(struct hf_trace_run *run, uint32_t place)
{
    struct hf_trace_hand hand = *run->own.hand;
    *run->own.hand = (struct hf_trace_hand){0, false};
    run->place[place].sum += hand.sum;
    run->place[place].a |= hand.tainted;
    return HF_OK;
}

static enum hf_rc drop(struct hf_trace_run *run, uint32_t sink)
{
    struct hf_trace_hand hand = *run->own.hand;
    *run->own.hand = (struct hf_trace_hand){0, false};
    return hand.tainted && sink != HF_TRACE_NOBODY ? hf_trace_sink(run, sink, 0, hand.sum) : HF_OK;
}

/* Room for what comes: no debts, and the sum fits. */
static bool holds(const struct hf_trace_place *to, int64_t amount)
{
    int64_t sum;
    return to->sum >= 0 && !__builtin_add_overflow(to->sum, amount, &sum);
}

static bool pass(struct hf_trace_run *run, const struct hf_trace_event *event)
{
    struct hf_trace_place *from = &run->place[event->account], *to = &run->place[event->other];
    if (from->sum < event->amount || !holds(to, event->amount))
        return false;
    from->sum -= event->amount;
    to->sum += event->amount;
    to->a |= event->amount > 0 ? from->a : 0;
    return true;
}

/* What trace/follow.c does with rows as most are: nothing owed, lent, overflowing, or tainted on its way out.
 */
static void stride(struct hf_trace_run *run, uint32_t end)
{
    const struct hf_trace_ledger *ledger = run->ledger;
    uint32_t own = ledger->claimant_order[ledger->own];
    for (bool plain = true; plain && run->next < end; run->next += plain) {
        struct hf_trace_event event = hf_trace_event_at(ledger, run->next);
        struct hf_trace_place *at = &run->place[event.account];
        hf_trace_send_for(run, run->next);
        if (event.kind == HF_TRACE_TRANSFER) {
            plain = pass(run, &event);
        } else if (event.kind == HF_TRACE_DEBIT) {
            plain = at->sum >= event.amount && at->a == 0;
            at->sum -= plain ? event.amount : 0;
        } else {
            plain = event.kind == HF_TRACE_CREDIT && event.other == own && holds(at, event.amount);
            at->sum += plain ? event.amount : 0;
        }
    }
}

const struct hf_trace_method hf_trace_poison = {
    .name = HF_STR_INIT("poison"),
    .form = HF_TRACE_TAINTED,
    .event = hf_trace_follow,
    .stride = stride,
    .begin = begin,
    .lay = lay,
    .take = take,
    .add = add,
    .scale = scale,
    .see = see,
    .look = look,
    .give = give,
    .drop = drop,
};
