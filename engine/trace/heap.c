/* SPDX-License-Identifier: Apache-2.0 */
/*
 * own_first, claim_first and rolling_pro_rata: money lies in a heap, one amount for each claimant, in the
 * order of ranks. A place with one claimant, as most have, is its sum and a rank; others have a block of
 * amounts and ranks, in sizes that double. The hand is such a row of amounts and ranks too.
 *
 * place.a is the number of entries; place.b the rank of the only one, or the number of the block.
 */
#include "base/check.h"
#include "trace/method.h"

enum { CLASSES = 32, UNIT = 8 };

struct hf_trace_heap {
    unsigned char *base;     /* blocks are numbered in units from here */
    uint32_t free[CLASSES];  /* for each size of blocks a list of those given back */
    uint64_t live, live_max; /* entries in blocks */
    uint32_t own;            /* the rank that leaves first or last; HF_TRACE_NOBODY: none */
    uint32_t count;          /* of the hand */
    uint32_t *claimant;      /* its entries */
    int64_t *amount, *part;  /* part: what each entry of a place gives */
};

/* Beyond this there would be more to hold than anybody could read. */
#define LIVE_MAX UINT64_C(200000000)

static bool begin(struct hf_trace_run *run)
{
    uint32_t claimants = run->ledger->claimants.count + 1;
    struct hf_arena *arena = run->arena;
    struct hf_trace_heap *heap = hf_arena_try(arena, sizeof *heap, _Alignof(struct hf_trace_heap), 1);
    if (heap == NULL)
        return false;
    heap->base = arena->at;
    heap->live_max = LIVE_MAX;
    heap->own = run->choice.method->first == HF_TRACE_FIRST_NOBODY ? HF_TRACE_NOBODY : run->ledger->own;
    heap->claimant = hf_arena_try_unset(arena, sizeof *heap->claimant, _Alignof(uint32_t), claimants);
    heap->amount = hf_arena_try_unset(arena, sizeof *heap->amount, _Alignof(int64_t), claimants);
    heap->part = hf_arena_try_unset(arena, sizeof *heap->part, _Alignof(int64_t), claimants);
    run->own.heap = heap;
    return heap->claimant != NULL && heap->amount != NULL && heap->part != NULL;
}

/* ---- blocks: amounts, and behind them ranks, for 2^class entries ---- */

struct block {
    int64_t *amount;
    uint32_t *claimant;
};

static unsigned class_of(uint32_t entries)
{
    unsigned class = 1;
    while (UINT32_C(1) << class < entries)
        class ++;
    return class;
}

static struct block block_at(const struct hf_trace_heap *heap, uint32_t number, unsigned class)
{
    unsigned char *at = heap->base + (size_t)number * UNIT;
    return (struct block){(int64_t *)(void *)at, (uint32_t *)(void *)(at + (sizeof(int64_t) << class))};
}

static struct block block_of(const struct hf_trace_heap *heap, const struct hf_trace_place *place)
{
    return block_at(heap, place->b, class_of(place->a));
}

/* 0 when there is no room. */
static uint32_t new_block(struct hf_trace_run *run, unsigned class)
{
    struct hf_trace_heap *heap = run->own.heap;
    uint32_t number = heap->free[class];
    heap->live += UINT64_C(1) << class;
    if (number != 0) {
        memcpy(&heap->free[class], heap->base + (size_t)number * UNIT, sizeof number);
        return number;
    }
    unsigned char *at = hf_arena_try_unset(run->arena, 12, UNIT, (size_t)1 << class);
    size_t unit = at == NULL ? 0 : (size_t)(at - heap->base) / UNIT;
    return unit > UINT32_MAX ? 0 : (uint32_t)unit;
}

static void free_block(struct hf_trace_heap *heap, uint32_t number, unsigned class)
{
    memcpy(heap->base + (size_t)number * UNIT, &heap->free[class], sizeof number);
    heap->free[class] = number;
    heap->live -= UINT64_C(1) << class;
}

/* ---- the work, which is in the entries touched ---- */

static enum hf_rc touch(struct hf_trace_run *run, uint32_t place, uint64_t entries)
{
    run->touched += entries;
    if (run->touched > run->choice.work_max)
        return hf_trace_too_much(run, place, HF_STR("the entries touched"));
    if (run->own.heap->live > run->own.heap->live_max)
        return hf_trace_too_much(run, place, HF_STR("the entries held"));
    return HF_OK;
}

/* ---- taking ---- */

static void hand_one(struct hf_trace_heap *heap, uint32_t claimant, int64_t amount)
{
    heap->claimant[0] = claimant;
    heap->amount[0] = amount;
    heap->count = 1;
}

/* Everything that lies there. */
static void take_all(struct hf_trace_heap *heap, struct hf_trace_place *place)
{
    if (place->a == 1) {
        hand_one(heap, place->b, place->sum);
    } else {
        struct block block = block_of(heap, place);
        memcpy(heap->claimant, block.claimant, place->a * sizeof *block.claimant);
        memcpy(heap->amount, block.amount, place->a * sizeof *block.amount);
        heap->count = place->a;
        free_block(heap, place->b, class_of(place->a));
    }
    *place = (struct hf_trace_place){0, 0, 0};
}

/* Where a rank stands in a block; `count` when it does not. */
static uint32_t find(const uint32_t *claimant, uint32_t count, uint32_t rank)
{
    uint32_t from = 0, to = count;
    while (from < to) {
        uint32_t middle = from + (to - from) / 2;
        if (claimant[middle] < rank)
            from = middle + 1;
        else
            to = middle;
    }
    return from < count && claimant[from] == rank ? from : count;
}

/* Two entries: the smaller division is known from the larger. */
static void share_two(const int64_t *amount, int64_t sum, int64_t total, int64_t *part)
{
    __extension__ typedef unsigned __int128 wide;
    wide product = (wide)(uint64_t)total * (uint64_t)amount[0];
    uint64_t whole = (uint64_t)sum, share, rest;
    if ((uint64_t)(product >> 64) == 0) {
        share = (uint64_t)product / whole;
        rest = (uint64_t)product % whole;
    } else {
        share = (uint64_t)(product / whole);
        rest = (uint64_t)product - share * whole;
    }
    /* The other remainder is what this one lacks: equal ones go to the first. */
    part[0] = (int64_t)share + (rest >= whole - rest && rest > 0);
    part[1] = total - part[0];
}

static void share_all(struct hf_trace_run *run, const int64_t *amount, uint32_t count, int64_t sum,
                      int64_t total, int64_t *part)
{
    if (count == 2)
        share_two(amount, sum, total, part);
    else
        hf_trace_share(&run->share, total, amount, count, part);
}

/*
 * What each entry gives: those who are first give all, or share if they hold more than is taken; the others
 * share what is missing. Of the two classes one is a single entry, `own`.
 */
static void share_classes(struct hf_trace_run *run, struct block block, uint32_t count, uint32_t own,
                          int64_t sum, int64_t total)
{
    int64_t *part = run->own.heap->part, held = block.amount[own], claims = sum - held;
    bool own_first = run->choice.method->first == HF_TRACE_FIRST_OWN;
    int64_t of_own = own_first ? (held < total ? held : total) : (claims < total ? total - claims : 0);
    int64_t of_claims = total - of_own;
    block.amount[own] = 0; /* so that it has no share in what the claims give */
    if (of_claims == 0)
        memset(part, 0, count * sizeof *part);
    else if (of_claims == claims)
        memcpy(part, block.amount, count * sizeof *part);
    else
        hf_trace_share(&run->share, of_claims, block.amount, count, part);
    block.amount[own] = held;
    part[own] = of_own;
}

/* Moves the parts into the hand; entries of which nothing is left are closed up. Returns how many stay. */
static uint32_t thin(struct hf_trace_heap *heap, struct block block, uint32_t count)
{
    uint32_t kept = 0, taken = 0;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t claimant = block.claimant[i];
        int64_t part = heap->part[i], rest = block.amount[i] - part;
        heap->claimant[taken] = claimant;
        heap->amount[taken] = part;
        taken += part > 0;
        block.claimant[kept] = claimant;
        block.amount[kept] = rest;
        kept += rest > 0;
    }
    heap->count = taken;
    return kept;
}

/* The block of `was` entries has `count` now: it becomes smaller, or a single entry, where that fits. */
static enum hf_rc shrink(struct hf_trace_run *run, struct hf_trace_place *place, uint32_t was, uint32_t count)
{
    struct hf_trace_heap *heap = run->own.heap;
    unsigned old = class_of(was), new = class_of(count);
    uint32_t number = place->b;
    struct block from = block_at(heap, number, old);
    place->a = count;
    if (count == 1) {
        place->b = from.claimant[0];
        free_block(heap, number, old);
        return HF_OK;
    }
    if (old == new)
        return HF_OK;
    uint32_t smaller = new_block(run, new);
    if (smaller == 0)
        return hf_trace_no_room(run);
    struct block to = block_at(heap, smaller, new);
    memcpy(to.amount, from.amount, count * sizeof *to.amount);
    memcpy(to.claimant, from.claimant, count * sizeof *to.claimant);
    free_block(heap, number, old);
    place->b = smaller;
    return HF_OK;
}

static enum hf_rc take(struct hf_trace_run *run, uint32_t number, int64_t amount)
{
    struct hf_trace_heap *heap = run->own.heap;
    struct hf_trace_place *place = &run->place[number];
    uint32_t was = place->a;
    if (amount == place->sum) {
        take_all(heap, place);
        return was == 1 ? HF_OK : touch(run, number, was);
    }
    if (was == 1) {
        hand_one(heap, place->b, amount);
        place->sum -= amount;
        return HF_OK;
    }
    struct block block = block_of(heap, place);
    uint32_t own = heap->own == HF_TRACE_NOBODY ? was : find(block.claimant, was, heap->own);
    if (own == was)
        share_all(run, block.amount, was, place->sum, amount, heap->part);
    else
        share_classes(run, block, was, own, place->sum, amount);
    place->sum -= amount;
    uint32_t kept = thin(heap, block, was);
    if (kept < was)
        HF_TRY(shrink(run, place, was, kept));
    return touch(run, number, was);
}

/* ---- giving ---- */

/* How many of the hand's claimants have no entry yet. */
static uint32_t missing_in(const struct hf_trace_heap *heap, const uint32_t *claimant, uint32_t count)
{
    uint32_t missing = 0, at = 0;
    for (uint32_t i = 0; i < heap->count; i++) {
        while (at < count && claimant[at] < heap->claimant[i])
            at++;
        missing += at == count || claimant[at] != heap->claimant[i];
    }
    return missing;
}

/* From the last entry to the first, so that `to` may be where `from` is. */
static void merge(const struct hf_trace_heap *heap, struct block from, uint32_t count, struct block to,
                  uint32_t sum)
{
    uint32_t i = count, k = heap->count;
    for (uint32_t at = sum; at-- > 0;) {
        bool ours = i > 0 && (k == 0 || from.claimant[i - 1] >= heap->claimant[k - 1]);
        bool theirs = k > 0 && (i == 0 || heap->claimant[k - 1] >= from.claimant[i - 1]);
        int64_t amount = (ours ? from.amount[i - 1] : 0) + (theirs ? heap->amount[k - 1] : 0);
        uint32_t claimant = ours ? from.claimant[i - 1] : heap->claimant[k - 1];
        i -= ours;
        k -= theirs;
        to.amount[at] = amount;
        to.claimant[at] = claimant;
    }
}

static enum hf_rc merge_into(struct hf_trace_run *run, struct hf_trace_place *place, struct block from,
                             uint32_t count)
{
    struct hf_trace_heap *heap = run->own.heap;
    uint32_t sum = count + missing_in(heap, from.claimant, count), number = place->b;
    unsigned class = class_of(sum);
    bool fits = count > 1 && class_of(count) == class;
    if (!fits && (number = new_block(run, class)) == 0)
        return hf_trace_no_room(run);
    merge(heap, from, count, block_at(heap, number, class), sum);
    if (!fits && count > 1)
        free_block(heap, place->b, class_of(count));
    place->a = sum;
    place->b = number;
    return HF_OK;
}

static int64_t hand_sum(const struct hf_trace_heap *heap)
{
    int64_t sum = 0;
    for (uint32_t i = 0; i < heap->count; i++)
        sum += heap->amount[i];
    return sum;
}

static enum hf_rc give(struct hf_trace_run *run, uint32_t number)
{
    struct hf_trace_heap *heap = run->own.heap;
    struct hf_trace_place *place = &run->place[number];
    uint32_t was = place->a, came = heap->count;
    int64_t sum = hand_sum(heap);
    if (came == 1 && was <= 1 && (was == 0 || place->b == heap->claimant[0])) {
        place->b = heap->claimant[0];
        place->a = 1;
    } else {
        uint32_t only = place->b;
        struct block one = {&place->sum, &only};
        HF_TRY(merge_into(run, place, was <= 1 ? one : block_of(heap, place), was));
        HF_TRY(touch(run, number, was + came));
    }
    place->sum += sum;
    heap->count = 0;
    return HF_OK;
}

static enum hf_rc lay(struct hf_trace_run *run, uint32_t number, uint32_t claimant, int64_t amount)
{
    hand_one(run->own.heap, claimant, amount);
    return give(run, number);
}

static enum hf_rc add(struct hf_trace_run *run, uint32_t claimant, int64_t amount)
{
    struct hf_trace_heap *heap = run->own.heap;
    uint32_t at = heap->count;
    while (at > 0 && heap->claimant[at - 1] > claimant)
        at--;
    if (at > 0 && heap->claimant[at - 1] == claimant) {
        heap->amount[at - 1] += amount;
        return HF_OK;
    }
    memmove(&heap->claimant[at + 1], &heap->claimant[at], (heap->count - at) * sizeof *heap->claimant);
    memmove(&heap->amount[at + 1], &heap->amount[at], (heap->count - at) * sizeof *heap->amount);
    heap->claimant[at] = claimant;
    heap->amount[at] = amount;
    heap->count++;
    return HF_OK;
}

static enum hf_rc scale(struct hf_trace_run *run, int64_t total)
{
    struct hf_trace_heap *heap = run->own.heap;
    const struct hf_trace_ledger *ledger = run->ledger;
    uint32_t kept = 0, count = heap->count;
    int64_t lent = 0;
    hf_trace_share(&run->share, total, heap->amount, count, heap->part);
    for (uint32_t i = 0; i < count; i++) {
        bool overdraft = heap->claimant[i] == ledger->overdraft;
        lent += overdraft ? heap->part[i] : 0;
        heap->claimant[kept] = heap->claimant[i];
        heap->amount[kept] = heap->part[i];
        kept += heap->part[i] > 0 && !overdraft;
    }
    heap->count = kept;
    return lent > 0 ? add(run, ledger->own, lent) : HF_OK;
}

/* ---- looking ---- */

static void copy_parts(struct hf_trace_parts *out, const uint32_t *claimant, const int64_t *amount,
                       uint32_t count)
{
    memcpy(out->claimant, claimant, count * sizeof *claimant);
    memcpy(out->amount, amount, count * sizeof *amount);
    out->count = count;
}

static enum hf_rc see(struct hf_trace_run *run, struct hf_trace_parts *out)
{
    const struct hf_trace_heap *heap = run->own.heap;
    copy_parts(out, heap->claimant, heap->amount, heap->count);
    return HF_OK;
}

static enum hf_rc look(struct hf_trace_run *run, uint32_t number, struct hf_trace_parts *out)
{
    const struct hf_trace_place *place = &run->place[number];
    if (place->sum <= 0) {
        out->count = 0;
    } else if (place->a == 1) {
        copy_parts(out, &place->b, &place->sum, 1);
    } else {
        struct block block = block_of(run->own.heap, place);
        copy_parts(out, block.claimant, block.amount, place->a);
    }
    return HF_OK;
}

static enum hf_rc drop(struct hf_trace_run *run, uint32_t sink)
{
    struct hf_trace_heap *heap = run->own.heap;
    uint32_t count = heap->count;
    heap->count = 0;
    if (sink == HF_TRACE_NOBODY)
        return HF_OK;
    for (uint32_t i = 0; i < count; i++)
        HF_TRY(hf_trace_sink(run, sink, heap->claimant[i], heap->amount[i]));
    return HF_OK;
}

#define HEAP(name_, first_)                                                                               \
    {                                                                                                     \
        .name = HF_STR_INIT(name_), .form = HF_TRACE_COMPOSITIONS, .proportional = true, .first = first_, \
        .event = hf_trace_follow, .begin = begin, .lay = lay, .take = take, .add = add, .scale = scale,   \
        .see = see, .look = look, .give = give, .drop = drop                                              \
    }
const struct hf_trace_method hf_trace_own_first = HEAP("own_first", HF_TRACE_FIRST_OWN),
                             hf_trace_claim_first = HEAP("claim_first", HF_TRACE_FIRST_CLAIMS),
                             hf_trace_rolling = HEAP("rolling_pro_rata", HF_TRACE_FIRST_NOBODY);
