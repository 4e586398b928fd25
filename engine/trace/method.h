/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Between the driver (trace/follow.c) and the methods: what a method must be able to do. Money on its way
 * lies in the run's hand, one hand at a time. A function that fails has described why in run->err.
 */
#ifndef HF_TRACE_METHOD_H
#define HF_TRACE_METHOD_H

#include "trace/methods.h"

enum hf_trace_first { HF_TRACE_FIRST_NOBODY, HF_TRACE_FIRST_OWN, HF_TRACE_FIRST_CLAIMS };

struct hf_trace_method {
    struct hf_str name;
    enum hf_trace_form form;
    bool proportional;
    enum hf_trace_first first; /* whose money leaves before anybody else's, where it is taken in proportion */
    /* One row. Most methods are driven by hf_trace_follow, which calls what stands below. */
    enum hf_rc (*event)(struct hf_trace_run *run, const struct hf_trace_event *event);
    /* Follows rows from run->next on, up to `end` and no further than it can alone; may be NULL. */
    void (*stride)(struct hf_trace_run *run, uint32_t end);
    bool (*begin)(struct hf_trace_run *run);
    /* Sends for what a row that comes soon will read; may be NULL. */
    void (*reach)(const struct hf_trace_run *run, uint32_t row);
    /* amount > 0 of a claimant comes to a place; the place's sum is at least 0 and does not overflow. */
    enum hf_rc (*lay)(struct hf_trace_run *run, uint32_t place, uint32_t claimant, int64_t amount);
    /* 0 < amount <= the place's sum goes into the hand, which is empty. */
    enum hf_rc (*take)(struct hf_trace_run *run, uint32_t place, int64_t amount);
    /* amount > 0 of a claimant goes into the hand after what is there. */
    enum hf_rc (*add)(struct hf_trace_run *run, uint32_t claimant, int64_t amount);
    /* The hand becomes `total` units of another kind, in proportion; what was lent becomes OWN. */
    enum hf_rc (*scale)(struct hf_trace_run *run, int64_t total);
    /* What is in the hand, or in a place, as a composition. */
    enum hf_rc (*see)(struct hf_trace_run *run, struct hf_trace_parts *out);
    /* Counts in run->listed what `see` would cost, where that has no bound; may be NULL. */
    enum hf_rc (*weigh)(struct hf_trace_run *run);
    enum hf_rc (*look)(struct hf_trace_run *run, uint32_t place, struct hf_trace_parts *out);
    /* What lies in all places, in any order and any number of pieces; NULL: by `look` at each. */
    enum hf_rc (*gather)(struct hf_trace_run *run, hf_trace_held *each, void *context);
    /* The hand is emptied: into a place, or into a sink; HF_TRACE_NOBODY: nowhere. */
    enum hf_rc (*give)(struct hf_trace_run *run, uint32_t place);
    enum hf_rc (*drop)(struct hf_trace_run *run, uint32_t sink);
};

extern const struct hf_trace_method hf_trace_fifo, hf_trace_lifo, hf_trace_own_first, hf_trace_claim_first,
    hf_trace_rolling, hf_trace_pari_passu, hf_trace_poison, hf_trace_direct_match;

enum hf_rc hf_trace_follow(struct hf_trace_run *run, const struct hf_trace_event *event);

/*
 * The places of a row that comes soon after this one: the cache is sent for them. A function that does
 * nothing else has no effect in the eyes of the compiler, which would leave the call out: so it is put in
 * before that.
 */
enum { HF_TRACE_AHEAD = 12 };
__attribute__((always_inline)) static inline void hf_trace_send_for(const struct hf_trace_run *run,
                                                                    uint32_t row)
{
    const struct hf_trace_ledger *ledger = run->ledger;
    uint32_t i = row + HF_TRACE_AHEAD;
    if (i >= ledger->count)
        return;
    uint32_t who = ledger->who[i], account = who & HF_TRACE_ACCOUNTS_MAX;
    __builtin_prefetch(&run->place[account]);
    __builtin_prefetch(&run->place[who >> 30 == HF_TRACE_TRANSFER ? ledger->other[i] : account]);
}

/* The ways a run fails, each with the row at hand. */
enum hf_rc hf_trace_no_room(const struct hf_trace_run *run);
enum hf_rc hf_trace_overflow(const struct hf_trace_run *run);
enum hf_rc hf_trace_too_much(const struct hf_trace_run *run, uint32_t place, struct hf_str what);

/* Whose money of a claimant is taken to be: of unknown origin, the holder's own where the choice says so. */
static inline uint32_t hf_trace_taken_as(const struct hf_trace_run *run, uint32_t claimant)
{
    return claimant == run->ledger->unknown && run->choice.unknown_own ? run->ledger->own : claimant;
}

/* The row at hand pays so much more out of the account than is there. */
enum hf_rc hf_trace_lack(struct hf_trace_run *run, uint32_t account, int64_t amount);
/* The place owes so much more. */
enum hf_rc hf_trace_owe(struct hf_trace_run *run, uint32_t place, int64_t amount);
/* Adds to a sink. */
enum hf_rc hf_trace_sink(struct hf_trace_run *run, uint32_t sink, uint32_t claimant, int64_t amount);

/* A composition out of amounts added one by one: claimants may come several times and in any order. */
static inline void hf_trace_parts_add(struct hf_trace_run *run, struct hf_trace_parts *parts,
                                      uint32_t claimant, int64_t amount)
{
    if (run->sum[claimant] == 0)
        parts->claimant[parts->count++] = claimant;
    run->sum[claimant] += amount;
}
void hf_trace_parts_close(struct hf_trace_run *run, struct hf_trace_parts *parts);

/* Into a composition that is there already. */
void hf_trace_part_insert(struct hf_trace_parts *parts, uint32_t claimant, int64_t amount);

static inline const struct hf_trace_method *hf_trace_method_of(const struct hf_trace_run *run)
{
    return run->choice.method;
}

#endif
