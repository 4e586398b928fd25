/* SPDX-License-Identifier: Apache-2.0 */
#include "trace/owner_below.h"

static bool may_lead(const struct hf_owner_reach *reach, uint32_t link)
{
    return reach->graph->share.hold[reach->link[link].hold].hi > 0;
}

/* Turns the links round: of each holder the companies it may hold. */
static bool turn_links(struct hf_owner_below *below, struct hf_arena *arena)
{
    const struct hf_owner_reach *reach = below->reach;
    size_t holders = (size_t)reach->count + reach->ends;
    below->from = hf_arena_try(arena, sizeof(uint32_t), _Alignof(uint32_t), holders + 3);
    below->held = HF_OWNER_TRY(arena, uint32_t, (size_t)reach->start[reach->count] + 1);
    if (below->from == NULL || below->held == NULL)
        return false;
    for (uint32_t l = 0; l < reach->start[reach->count]; l++)
        below->from[reach->link[l].to + 2] += may_lead(reach, l);
    for (size_t i = 2; i < holders + 2; i++)
        below->from[i] += below->from[i - 1];
    for (uint32_t i = 0; i < reach->count; i++)
        for (uint32_t l = reach->start[i]; l < reach->start[i + 1]; l++)
            if (may_lead(reach, l))
                below->held[below->from[reach->link[l].to + 1]++] = i;
    return true;
}

bool hf_owner_below_init(struct hf_owner_below *below, const struct hf_owner_reach *reach,
                         struct hf_arena *arena)
{
    size_t count = (size_t)reach->count + 1;
    *below = (struct hf_owner_below){.reach = reach};
    below->place = hf_arena_try(arena, sizeof(uint32_t), _Alignof(uint32_t), count);
    below->company = HF_OWNER_TRY(arena, uint32_t, count);
    below->block = HF_OWNER_TRY(arena, uint32_t, count);
    below->start = HF_OWNER_TRY(arena, uint32_t, count);
    below->in_reach = HF_OWNER_TRY(arena, uint32_t, count);
    below->whole = HF_OWNER_TRY(arena, uint64_t, count);
    below->link = HF_OWNER_TRY(arena, struct hf_owner_link, (size_t)reach->start[reach->count] + 1);
    return below->place != NULL && below->company != NULL && below->block != NULL && below->start != NULL &&
           below->in_reach != NULL && below->whole != NULL && below->link != NULL &&
           turn_links(below, arena) && hf_owner_agenda_init(&below->agenda, reach->count, arena);
}

/* ---- one part ---- */

/* Puts what this holder may hold at the end of the list, each company once. */
static void list_held(struct hf_owner_below *below, uint32_t holder, uint32_t *count)
{
    for (uint32_t h = below->from[holder]; h < below->from[holder + 1]; h++) {
        uint32_t company = below->held[h];
        if (below->place[company] != 0)
            continue;
        below->place[company] = 1;
        below->in_reach[(*count)++] = company;
        hf_owner_agenda_add(&below->agenda, company);
    }
}

/* All that lies below, in the order of the reach. */
static uint32_t find_companies(struct hf_owner_below *below, uint32_t end)
{
    uint32_t count = 0, at = 0;
    list_held(below, below->reach->count + end, &count);
    for (uint32_t i = 0; i < count; i++)
        list_held(below, below->in_reach[i], &count);
    while (hf_owner_agenda_next(&below->agenda, &below->in_reach[at])) {
        below->place[below->in_reach[at]] = at + 1;
        at++;
    }
    return count;
}

/* Rings lie below an end as a whole or not at all, so blocks begin where those of the reach do. */
static uint32_t find_blocks(struct hf_owner_below *below, uint32_t count)
{
    const struct hf_owner_reach *reach = below->reach;
    uint32_t blocks = 0, from = 0;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t to = reach->blocks;
        if (blocks > 0 && below->in_reach[i] < reach->block[from + 1])
            continue;
        while (to - from > 1) { /* the block in which the company stands */
            uint32_t middle = from + (to - from) / 2;
            *(reach->block[middle] <= below->in_reach[i] ? &from : &to) = middle;
        }
        below->block[blocks++] = i;
    }
    below->block[blocks] = count;
    return blocks;
}

static uint32_t place_of(const struct hf_owner_below *below, uint32_t to, uint32_t end, uint32_t count)
{
    if (to < below->reach->count && below->place[to] != 0)
        return below->place[to] - 1;
    return count + (to == below->reach->count + end ? HF_OWNER_BELOW_END : HF_OWNER_BELOW_OTHERS);
}

/* The holders of one company; what all others surely have is one link. How many there are then. */
static uint32_t copy_links(struct hf_owner_below *below, uint32_t company, uint32_t end, uint32_t count,
                           uint32_t at)
{
    const struct hf_owner_reach *reach = below->reach;
    struct hf_owner_link others = {.to = count + HF_OWNER_BELOW_OTHERS};
    for (uint32_t l = reach->start[company]; l < reach->start[company + 1]; l++) {
        struct hf_owner_link link = reach->link[l];
        link.to = place_of(below, link.to, end, count);
        if (link.to != others.to) {
            below->link[at++] = link;
            continue;
        }
        others.parts += link.parts;
        others.hold = link.hold;
    }
    if (others.parts > 0)
        below->link[at++] = others;
    return at;
}

static void copy_companies(struct hf_owner_below *below, uint32_t end, uint32_t count)
{
    const struct hf_owner_reach *reach = below->reach;
    below->start[0] = 0;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t company = below->in_reach[i];
        below->company[i] = reach->company[company];
        below->whole[i] = reach->whole[company];
        below->start[i + 1] = copy_links(below, company, end, count, below->start[i]);
    }
}

bool hf_owner_below(struct hf_owner_below *below, uint32_t end, struct hf_owner_reach *out)
{
    const struct hf_owner_reach *reach = below->reach;
    uint32_t count = find_companies(below, end);
    bool found = reach->target < reach->count && below->place[reach->target] != 0;
    copy_companies(below, end, count);
    *out = (struct hf_owner_reach){.graph = reach->graph,
                                   .company = below->company,
                                   .block = below->block,
                                   .start = below->start,
                                   .link = below->link,
                                   .whole = below->whole,
                                   .count = count,
                                   .blocks = find_blocks(below, count),
                                   .ends = HF_OWNER_BELOW_ENDS,
                                   .target = found ? below->place[reach->target] - 1 : 0};
    for (uint32_t i = 0; i < count; i++)
        below->place[below->in_reach[i]] = 0;
    return found;
}
