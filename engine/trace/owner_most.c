/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The most that intervals allow to one owner: each company's undecided parts go to the holders who carry most
 * of it to that owner, within each interval and 100 %. Who carries most follows from the equations, and the
 * equations from who got the parts: policy iteration (Howard 1960), which ends, as each round gives the owner
 * more. All comparisons are exact.
 */
#include "trace/owner_effect.h"
#include "trace/owner_exact.h"
#include "trace/order.h"

enum { ROUNDS_MAX = 1000 };

struct most {
    const struct hf_owner_reach *reach;
    struct hf_arena *arena;
    struct hf_owner_solution solution;
    struct hf_natural none;
    uint64_t *parts, *wanted;
    uint32_t *order, *scratch;
    uint32_t end, company;
};

/* What a holder carries to the owner, over the solution's denominator. */
static const struct hf_natural *carried(const struct most *most, uint32_t to)
{
    if (to < most->reach->count)
        return &most->solution.num[most->reach->count - 1 - to];
    return to - most->reach->count == most->end ? &most->solution.den : &most->none;
}

static bool carries_more(const void *of, uint32_t a, uint32_t b)
{
    const struct most *most = of;
    const struct hf_owner_link *link = most->reach->link;
    return hf_natural_order(carried(most, link[a].to), carried(most, link[b].to)) > 0;
}

/* The undecided parts of one company, to those first who carry most. */
static void want_parts(struct most *most)
{
    const struct hf_owner_reach *reach = most->reach;
    const struct hf_owner_book *book = &reach->graph->share;
    uint32_t from = reach->start[most->company], count = reach->start[most->company + 1] - from;
    uint64_t left = reach->whole[most->company], common = book->whole[reach->company[most->company]] / left;
    for (uint32_t i = 0; i < count; i++) {
        most->order[i] = from + i;
        left -= reach->link[from + i].parts;
    }
    hf_trace_order(most->order, most->scratch, count, carries_more, most);
    for (uint32_t i = 0; i < count; i++) {
        const struct hf_owner_link *link = &reach->link[most->order[i]];
        uint64_t more = book->hold[link->hold].hi / common - link->parts;
        more = more < left ? more : left;
        if (carried(most, link->to)->limbs == 0)
            more = 0;
        most->wanted[most->order[i]] = link->parts + more;
        left -= more;
    }
}

static bool value_of(const struct most *most, const uint64_t *parts, struct hf_natural *out)
{
    const struct hf_owner_reach *reach = most->reach;
    *out = hf_natural_in(most->arena, most->solution.den.limbs + 4);
    for (uint32_t l = reach->start[most->company]; out->limb != NULL && l < reach->start[most->company + 1];
         l++)
        hf_natural_add_times(out, carried(most, reach->link[l].to), parts[l]);
    return out->limb != NULL;
}

/* Gives each company's parts anew where that carries strictly more; says whether any was. */
static bool improve(struct most *most, bool *changed)
{
    const struct hf_owner_reach *reach = most->reach;
    *changed = false;
    for (most->company = 0; most->company < reach->count; most->company++) {
        struct hf_natural now, then;
        size_t mark = hf_arena_mark(most->arena);
        want_parts(most);
        if (!value_of(most, most->parts, &now) || !value_of(most, most->wanted, &then))
            return false;
        uint32_t from = reach->start[most->company], to = reach->start[most->company + 1];
        if (hf_natural_order(&then, &now) > 0) {
            memcpy(&most->parts[from], &most->wanted[from], (to - from) * sizeof *most->parts);
            *changed = true;
        }
        hf_arena_reset(most->arena, mark);
    }
    return true;
}

static bool begin(struct most *most)
{
    const struct hf_owner_reach *reach = most->reach;
    size_t links = (size_t)reach->start[reach->count] + 1;
    most->parts = HF_OWNER_TRY(most->arena, uint64_t, links);
    most->wanted = HF_OWNER_TRY(most->arena, uint64_t, links);
    most->order = HF_OWNER_TRY(most->arena, uint32_t, links);
    most->scratch = HF_OWNER_TRY(most->arena, uint32_t, links);
    if (most->parts == NULL || most->wanted == NULL || most->order == NULL || most->scratch == NULL)
        return false;
    for (uint32_t l = 0; l + 1 < links; l++)
        most->parts[l] = reach->link[l].parts;
    return true;
}

/* Solves for the parts as they are; what the target carries goes to num and den. */
static bool solve(struct most *most, struct hf_natural *num, struct hf_natural *den)
{
    const struct hf_owner_reach *reach = most->reach;
    struct hf_owner_system system;
    if (!hf_owner_downwards(reach, most->parts, most->end, most->arena, &system) ||
        !hf_owner_solve(&system, most->arena, &most->solution))
        return false;
    num->limbs = den->limbs = 0;
    hf_natural_add_times(num, carried(most, reach->target), 1);
    hf_natural_add_times(den, &most->solution.den, 1);
    return true;
}

/* The nodes of the companies of which 4 * carried >= 1; NULL when the arena is full. */
static uint32_t *find_quarters(const struct most *most, uint32_t *count)
{
    const struct hf_owner_reach *reach = most->reach;
    uint32_t *quarter = HF_OWNER_TRY(most->arena, uint32_t, (size_t)reach->count + 1);
    struct hf_natural four = hf_natural_in(most->arena, most->solution.den.limbs + 4);
    *count = 0;
    for (uint32_t i = 0; quarter != NULL && four.limb != NULL && i < reach->count; i++) {
        four.limbs = 0;
        hf_natural_add_times(&four, carried(most, i), 4);
        if (hf_natural_order(&four, &most->solution.den) >= 0)
            quarter[(*count)++] = reach->company[i];
    }
    return four.limb == NULL ? NULL : quarter;
}

bool hf_owner_most(const struct hf_owner_reach *reach, uint32_t end, struct hf_arena *arena,
                   struct hf_owner_effect *out)
{
    struct most most = {.reach = reach, .arena = arena, .end = end};
    struct hf_natural num = hf_natural_in(arena, HF_OWNER_BITS_MAX / 64 + 12);
    struct hf_natural den = hf_natural_in(arena, HF_OWNER_BITS_MAX / 64 + 12);
    bool changed = true, found = reach->count > 0 && num.limb != NULL && den.limb != NULL && begin(&most);
    size_t mark = hf_arena_mark(arena);
    for (unsigned round = 0; found && changed; round++) {
        hf_arena_reset(arena, mark);
        found = round < ROUNDS_MAX && solve(&most, &num, &den) && improve(&most, &changed);
    }
    if (!found || !hf_owner_number(num, den, arena, &out->hi))
        return false;
    uint32_t quarters = 0, *quarter = find_quarters(&most, &quarters);
    hf_arena_reset(arena, mark); /* moved down over what is no longer needed */
    if (quarter != NULL)
        hf_owner_keep_quarters(arena, quarter, quarters, out);
    return true;
}

void hf_owner_keep_quarters(struct hf_arena *arena, const uint32_t *quarter, uint32_t count,
                            struct hf_owner_effect *out)
{
    if (count > (arena->size - arena->used) / sizeof *quarter / 256)
        return;
    uint32_t *kept = HF_OWNER_TRY(arena, uint32_t, (size_t)count + 1);
    if (kept == NULL)
        return;
    memmove(kept, quarter, count * sizeof *kept);
    out->quarter = kept;
    out->quarters = count;
    out->told = true;
}
