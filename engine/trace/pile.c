/* SPDX-License-Identifier: Apache-2.0 */
#include "trace/pile.h"

#include "base/check.h"

enum { POOL_STEP = 1024 };

bool hf_trace_pool_reserve(struct hf_trace_pool *pool, size_t lots)
{
    if (lots <= pool->ready)
        return true;
    size_t more = lots - pool->ready < POOL_STEP ? POOL_STEP : lots - pool->ready;
    struct hf_trace_lot *lot = hf_arena_try(pool->arena, sizeof *lot, _Alignof(struct hf_trace_lot), more);
    if (lot == NULL)
        return false;
    for (size_t i = 0; i < more; i++) {
        lot[i].next = pool->free;
        pool->free = &lot[i];
    }
    pool->ready += more;
    return true;
}

static struct hf_trace_lot *taken(struct hf_trace_pool *pool, uint32_t claimant, int64_t amount)
{
    struct hf_trace_lot *lot = pool->free;
    HF_CHECK(lot != NULL);
    pool->free = lot->next;
    pool->ready--;
    *lot = (struct hf_trace_lot){.amount = amount, .claimant = claimant};
    return lot;
}

static void given_back(struct hf_trace_pool *pool, struct hf_trace_lot *lot)
{
    lot->next = pool->free;
    pool->free = lot;
    pool->ready++;
}

static void add_to_sum(struct hf_trace_pile *pile, int64_t amount)
{
    HF_CHECK(amount >= 0 && !__builtin_add_overflow(pile->sum, amount, &pile->sum));
}

void hf_trace_pile_append(struct hf_trace_pool *pool, struct hf_trace_pile *pile, uint32_t claimant,
                          int64_t amount)
{
    add_to_sum(pile, amount);
    if (amount == 0)
        return;
    if (pile->tail != NULL && pile->tail->claimant == claimant) {
        pile->tail->amount += amount;
        return;
    }
    struct hf_trace_lot *lot = taken(pool, claimant, amount);
    *(pile->tail == NULL ? &pile->head : &pile->tail->next) = lot;
    pile->tail = lot;
    pile->lots++;
}

/* Lays a lot down where `link` points; the lot that stood there follows it. */
static void insert(struct hf_trace_pool *pool, struct hf_trace_pile *pile, struct hf_trace_lot **link,
                   uint32_t claimant, int64_t amount)
{
    if (*link != NULL && (*link)->claimant == claimant) {
        (*link)->amount += amount;
        return;
    }
    struct hf_trace_lot *lot = taken(pool, claimant, amount);
    lot->next = *link;
    *link = lot;
    if (lot->next == NULL)
        pile->tail = lot;
    pile->lots++;
}

void hf_trace_pile_push(struct hf_trace_pool *pool, struct hf_trace_pile *pile, uint32_t claimant,
                        int64_t amount)
{
    add_to_sum(pile, amount);
    if (amount > 0)
        insert(pool, pile, &pile->head, claimant, amount);
}

/* Where a lot of this claimant lies or belongs. */
static struct hf_trace_lot **place_of(struct hf_trace_pile *pile, uint32_t claimant)
{
    struct hf_trace_lot **link = &pile->head;
    if (pile->last != NULL && pile->last->claimant < claimant)
        link = &pile->last->next;
    while (*link != NULL && (*link)->claimant < claimant)
        link = &(*link)->next;
    return link;
}

void hf_trace_pile_sort(struct hf_trace_pool *pool, struct hf_trace_pile *pile, uint32_t claimant,
                        int64_t amount)
{
    if (pile->tail == NULL || pile->tail->claimant <= claimant) {
        hf_trace_pile_append(pool, pile, claimant, amount);
        return;
    }
    add_to_sum(pile, amount);
    if (amount == 0)
        return;
    struct hf_trace_lot **link = place_of(pile, claimant);
    insert(pool, pile, link, claimant, amount);
    pile->last = *link;
}

/* Takes away the lot to which `link` points; `before` is the one before it, if any. */
static void drop(struct hf_trace_pool *pool, struct hf_trace_pile *pile, struct hf_trace_lot **link,
                 struct hf_trace_lot *before)
{
    struct hf_trace_lot *lot = *link;
    *link = lot->next;
    if (lot->next == NULL)
        pile->tail = before;
    pile->last = NULL;
    pile->lots--;
    given_back(pool, lot);
}

void hf_trace_pile_move(struct hf_trace_pool *pool, struct hf_trace_pile *from, int64_t amount,
                        struct hf_trace_pile *to)
{
    HF_CHECK(amount >= 0 && amount <= from->sum);
    from->sum -= amount;
    while (amount > 0) {
        struct hf_trace_lot *lot = from->head;
        uint32_t claimant = lot->claimant;
        int64_t part = lot->amount < amount ? lot->amount : amount;
        lot->amount -= part;
        amount -= part;
        if (lot->amount == 0)
            drop(pool, from, &from->head, NULL);
        hf_trace_pile_append(pool, to, claimant, part);
    }
}

void hf_trace_pile_thin(struct hf_trace_pool *pool, struct hf_trace_pile *from, const int64_t *part,
                        struct hf_trace_pile *to)
{
    struct hf_trace_lot **link = &from->head, *before = NULL;
    for (size_t i = 0; *link != NULL; i++) {
        struct hf_trace_lot *lot = *link;
        uint32_t claimant = lot->claimant;
        HF_CHECK(part[i] >= 0 && part[i] <= lot->amount);
        lot->amount -= part[i];
        from->sum -= part[i];
        if (lot->amount == 0) {
            drop(pool, from, link, before);
        } else {
            before = lot;
            link = &lot->next;
        }
        hf_trace_pile_append(pool, to, claimant, part[i]);
    }
}

void hf_trace_pile_drop(struct hf_trace_pool *pool, struct hf_trace_pile *pile)
{
    while (pile->head != NULL)
        drop(pool, pile, &pile->head, NULL);
    *pile = (struct hf_trace_pile){0};
}
