/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The most that intervals allow to one owner, where there are no rings: owners stand last, so when a company
 * is met it is known what each of its holders carries, and its undecided parts go to those who carry most.
 * All is rounded up, by less than one unit for each company.
 */
#include "trace/order.h"
#include "trace/owner_below.h"
#include "trace/owner_down.h"
#include "trace/owner_effect.h"

__extension__ typedef unsigned __int128 wide;

bool hf_owner_most_room(const struct hf_owner_reach *reach, struct hf_arena *arena,
                        struct hf_owner_most_room *out)
{
    size_t links = (size_t)reach->start[reach->count] + 1;
    out->share = HF_OWNER_TRY(arena, uint64_t, (size_t)reach->count + HF_OWNER_BELOW_ENDS);
    out->order = HF_OWNER_TRY(arena, uint32_t, links);
    out->scratch = HF_OWNER_TRY(arena, uint32_t, links);
    return out->share != NULL && out->order != NULL && out->scratch != NULL;
}

struct walk {
    const struct hf_owner_reach *reach;
    const struct hf_owner_most_room *room;
};

static uint64_t carried(const struct walk *walk, uint32_t link)
{
    return walk->room->share[walk->reach->link[link].to];
}

static bool carries_more(const void *of, uint32_t a, uint32_t b)
{
    const struct walk *walk = of;
    return carried(walk, a) > carried(walk, b);
}

/* What a holder may have beyond what it surely has, in parts of the company. */
static uint64_t undecided(const struct walk *walk, uint32_t i, uint32_t link)
{
    const struct hf_owner_reach *reach = walk->reach;
    const struct hf_owner_book *book = &reach->graph->share;
    uint64_t common = book->whole[reach->company[i]] / reach->whole[i];
    const struct hf_owner_link *of = &reach->link[link];
    return of->to == reach->count + HF_OWNER_BELOW_OTHERS ? 0 : book->hold[of->hold].hi / common - of->parts;
}

/* Of the parts that are left, to those first who carry most. */
static wide give_undecided(const struct walk *walk, uint32_t i, uint64_t left)
{
    uint32_t count = 0;
    wide sum = 0;
    for (uint32_t l = walk->reach->start[i]; l < walk->reach->start[i + 1]; l++)
        if (carried(walk, l) > 0 && undecided(walk, i, l) > 0)
            walk->room->order[count++] = l;
    hf_trace_order(walk->room->order, walk->room->scratch, count, carries_more, walk);
    for (uint32_t k = 0; k < count && left > 0; k++) {
        uint64_t more = undecided(walk, i, walk->room->order[k]);
        more = more < left ? more : left;
        sum += (wide)more * carried(walk, walk->room->order[k]);
        left -= more;
    }
    return sum;
}

/* False where the company holds of itself. */
static bool meet(const struct walk *walk, uint32_t i)
{
    const struct hf_owner_reach *reach = walk->reach;
    uint64_t left = reach->whole[i];
    wide sum = 0;
    for (uint32_t l = reach->start[i]; l < reach->start[i + 1]; l++) {
        if (reach->link[l].to == i)
            return false;
        sum += (wide)reach->link[l].parts * carried(walk, l);
        left -= reach->link[l].parts;
    }
    sum += give_undecided(walk, i, left);
    walk->room->share[i] = (uint64_t)((sum + reach->whole[i] - 1) / reach->whole[i]);
    return true;
}

static void keep_quarters(const struct walk *walk, struct hf_arena *arena, struct hf_owner_effect *out)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < walk->reach->count; i++)
        if (walk->room->share[i] >= HF_OWNER_QUARTER)
            walk->room->order[count++] = walk->reach->company[i];
    hf_owner_keep_quarters(arena, walk->room->order, count, out);
}

bool hf_owner_most_walk(const struct hf_owner_reach *reach, uint32_t end,
                        const struct hf_owner_most_room *room, struct hf_arena *arena,
                        struct hf_owner_effect *out)
{
    struct walk walk = {reach, room};
    if (reach->blocks != reach->count)
        return false;
    for (uint32_t e = 0; e < reach->ends; e++)
        room->share[reach->count + e] = e == end ? HF_OWNER_ONE : 0;
    for (uint32_t i = reach->count; i-- > 0;)
        if (!meet(&walk, i))
            return false;
    uint64_t most = room->share[reach->target], least = most > reach->count ? most - reach->count : 0;
    out->hi =
        (struct hf_owner_number){.bounds = {least > out->lo.bounds.lo ? least : out->lo.bounds.lo, most}};
    keep_quarters(&walk, arena, out);
    return true;
}
