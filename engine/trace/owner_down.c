/* SPDX-License-Identifier: Apache-2.0 */
#include "trace/owner_down.h"

#include "base/check.h"

__extension__ typedef unsigned __int128 wide;

/* ---- made ready ---- */

static bool leads(const struct hf_owner_link *link)
{
    return link->parts > 0;
}

/* Turns the links round: of each holder the companies held. */
static bool turn_links(struct hf_owner_down *down, struct hf_arena *arena)
{
    const struct hf_owner_reach *reach = down->reach;
    size_t holders = (size_t)reach->count + reach->ends;
    down->from = hf_arena_try(arena, sizeof(uint32_t), _Alignof(uint32_t), holders + 3);
    down->held = HF_OWNER_TRY(arena, uint32_t, (size_t)reach->start[reach->count] + 1);
    if (down->from == NULL || down->held == NULL)
        return false;
    for (uint32_t l = 0; l < reach->start[reach->count]; l++)
        down->from[reach->link[l].to + 2] += leads(&reach->link[l]);
    for (size_t i = 2; i < holders + 2; i++)
        down->from[i] += down->from[i - 1];
    for (uint32_t i = 0; i < reach->count; i++)
        for (uint32_t l = reach->start[i]; l < reach->start[i + 1]; l++)
            if (leads(&reach->link[l]))
                down->held[down->from[reach->link[l].to + 1]++] = i;
    return true;
}

static bool number_blocks(struct hf_owner_down *down, struct hf_arena *arena)
{
    const struct hf_owner_reach *reach = down->reach;
    size_t holders = (size_t)reach->count + reach->ends;
    down->block_of = HF_OWNER_TRY(arena, uint32_t, (size_t)reach->count + 1);
    down->lowest = HF_OWNER_TRY(arena, uint32_t, holders + 1);
    if (down->block_of == NULL || down->lowest == NULL)
        return false;
    for (uint32_t b = 0; b < reach->blocks; b++)
        for (uint32_t i = reach->block[b]; i < reach->block[b + 1]; i++)
            down->block_of[i] = b;
    for (size_t i = 0; i < holders; i++) {
        down->lowest[i] = UINT32_MAX;
        for (uint32_t h = down->from[i]; h < down->from[i + 1]; h++)
            if (down->block_of[down->held[h]] < down->lowest[i])
                down->lowest[i] = down->block_of[down->held[h]];
    }
    return true;
}

/* What stands before a company's own share: its whole without what it holds of itself. */
static double own_of(const struct hf_owner_down *down, uint32_t i)
{
    return (double)down->bounder.system.own[i];
}

/* What the companies of its block carry to company i, by the numbers in `step`. */
static double carried(const struct hf_owner_down *down, uint32_t i)
{
    const struct hf_owner_reach *reach = down->reach;
    uint32_t from = reach->block[down->block_of[i]], to = reach->block[down->block_of[i] + 1];
    double sum = 0;
    for (uint32_t l = reach->start[i]; l < reach->start[i + 1]; l++) {
        uint32_t holder = reach->link[l].to;
        if (holder >= from && holder < to && holder != i)
            sum += (double)reach->link[l].parts * down->bounder.step[holder];
    }
    return sum;
}

/*
 * Each company of the ring is given as much as stands before its share, and all is passed on until it has
 * left the ring. If that satisfies the equations to within a half, twice what was found is enough for them.
 */
static double count_steps(struct hf_owner_down *down, uint32_t block)
{
    uint32_t from = down->reach->block[block], to = down->reach->block[block + 1];
    double most = 0;
    if (down->bounder.approached[block])
        return -1;
    for (uint32_t i = from; i < to; i++)
        down->bounder.step[i] = own_of(down, i);
    hf_owner_carry_block(&down->bounder, block);
    for (uint32_t i = from; i < to; i++) {
        double left = own_of(down, i) * down->bounder.step[i] - carried(down, i);
        if (!(left >= own_of(down, i) / 2))
            return -1;
        most = down->bounder.step[i] > most ? down->bounder.step[i] : most;
    }
    return 2 * most;
}

static bool find_rings(struct hf_owner_down *down, struct hf_arena *arena)
{
    const struct hf_owner_reach *reach = down->reach;
    if (reach->blocks == reach->count)
        return true;
    down->steps = HF_OWNER_TRY(arena, double, reach->blocks);
    if (down->steps == NULL || !hf_owner_bounder_init(&down->bounder, reach, arena))
        return false;
    for (uint32_t b = 0; b < reach->blocks; b++)
        down->steps[b] = reach->block[b + 1] - reach->block[b] == 1 ? 0 : count_steps(down, b);
    return true;
}

bool hf_owner_down_init(struct hf_owner_down *down, const struct hf_owner_reach *reach,
                        struct hf_arena *arena)
{
    *down = (struct hf_owner_down){.reach = reach};
    down->share = hf_arena_try(arena, sizeof(uint64_t), _Alignof(uint64_t), (size_t)reach->count + 1);
    down->met = HF_OWNER_TRY(arena, uint32_t, (size_t)reach->count + 1);
    return down->share != NULL && down->met != NULL && turn_links(down, arena) &&
           number_blocks(down, arena) && hf_owner_agenda_init(&down->agenda, reach->blocks, arena) &&
           find_rings(down, arena);
}

/* ---- one block ---- */

static uint64_t share_of(const struct hf_owner_down *down, uint32_t holder, uint32_t end)
{
    if (holder < down->reach->count)
        return down->share[holder];
    return holder - down->reach->count == end ? HF_OWNER_ONE : 0;
}

/* What the holders of company i carry to it: parts times shares. What it holds of itself is in `own`. */
static wide carried_to(const struct hf_owner_down *down, uint32_t i, uint32_t end, uint64_t *own)
{
    const struct hf_owner_reach *reach = down->reach;
    wide sum = 0;
    *own = reach->whole[i];
    for (uint32_t l = reach->start[i]; l < reach->start[i + 1]; l++) {
        if (reach->link[l].to == i)
            *own -= reach->link[l].parts;
        else
            sum += (wide)reach->link[l].parts * share_of(down, reach->link[l].to, end);
    }
    return sum;
}

static void solve_single(struct hf_owner_down *down, uint32_t i, uint32_t end)
{
    uint64_t own;
    wide sum = carried_to(down, i, end, &own);
    HF_CHECK(own > 0);
    down->share[i] = (uint64_t)(sum / own);
    down->gap += sum % own != 0;
}

/* How far each company of a ring is from its equation, into `step`; the farthest, in parts of what stands
 * before its share. */
static double find_rest(struct hf_owner_down *down, uint32_t block, uint32_t end)
{
    double farthest = 0;
    for (uint32_t i = down->reach->block[block]; i < down->reach->block[block + 1]; i++) {
        uint64_t own;
        hf_owner_fixed sum = (hf_owner_fixed)carried_to(down, i, end, &own);
        double rest = (double)(sum - (hf_owner_fixed)down->share[i] * (hf_owner_fixed)own);
        double far = (rest < 0 ? -rest : rest) / (double)own;
        down->bounder.step[i] = rest;
        farthest = far > farthest ? far : farthest;
    }
    return farthest;
}

static uint64_t moved_by(uint64_t share, double step)
{
    if (step >= 0)
        return (double)(HF_OWNER_ONE - share) > step ? share + (uint64_t)step : HF_OWNER_ONE;
    return (double)share > -step ? share - (uint64_t)-step : 0;
}

/* Twice, as the second time takes away what rounding missed. The rest, passed on at most `steps` times, is
 * the most that a share can be wrong by. */
static void solve_ring(struct hf_owner_down *down, uint32_t block, uint32_t end)
{
    enum { ROUNDS = 2 };
    uint32_t from = down->reach->block[block], to = down->reach->block[block + 1];
    double wrong = -1;
    for (unsigned round = 0; down->steps[block] >= 0 && round < ROUNDS; round++) {
        (void)find_rest(down, block, end);
        hf_owner_carry_block(&down->bounder, block);
        for (uint32_t i = from; i < to; i++)
            down->share[i] = moved_by(down->share[i], down->bounder.step[i]);
    }
    if (down->steps[block] >= 0)
        wrong = find_rest(down, block, end) * down->steps[block] * 1.001 + 1;
    bool known = wrong >= 0 && wrong < (double)HF_OWNER_QUARTER;
    for (uint32_t i = from; i < to; i++)
        down->share[i] = known && down->share[i] > (uint64_t)wrong ? down->share[i] - (uint64_t)wrong : 0;
    down->gap += known ? 2 * (uint64_t)wrong : HF_OWNER_ONE;
    down->gap = down->gap < HF_OWNER_ONE ? down->gap : HF_OWNER_ONE;
}

/* ---- down ---- */

static struct hf_owner_bounds bounds_of(const struct hf_owner_down *down, uint32_t i)
{
    uint64_t lo = down->share[i], room = HF_OWNER_ONE - lo;
    return (struct hf_owner_bounds){lo, lo + (down->gap < room ? down->gap : room)};
}

static void add_held(struct hf_owner_down *down, uint32_t holder, uint32_t below)
{
    for (uint32_t h = down->from[holder]; h < down->from[holder + 1]; h++) {
        uint32_t block = down->block_of[down->held[h]];
        if (block < below)
            hf_owner_agenda_add(&down->agenda, down->reach->blocks - 1 - block);
    }
}

/* All companies of a block. True when the walk ends here. */
static bool meet_block(struct hf_owner_down *down, uint32_t block, uint32_t *until, hf_owner_met *met,
                       void *self)
{
    for (uint32_t i = down->reach->block[block]; i < down->reach->block[block + 1]; i++) {
        struct hf_owner_bounds share = bounds_of(down, i);
        down->visits++;
        if (met(self, i, share))
            return true;
        if (share.hi >= HF_OWNER_QUARTER && down->lowest[i] < *until)
            *until = down->lowest[i];
        add_held(down, i, block);
    }
    return false;
}

static void forget(struct hf_owner_down *down)
{
    uint32_t number;
    while (hf_owner_agenda_next(&down->agenda, &number))
        continue;
    while (down->mets > 0)
        down->share[down->met[--down->mets]] = 0;
}

/* A company's share is a mean of its holders', so where all have less than a quarter it has less, too: below
 * `until` nobody has more. */
void hf_owner_go_down(struct hf_owner_down *down, uint32_t end, hf_owner_met *met, void *self)
{
    const struct hf_owner_reach *reach = down->reach;
    uint32_t number, until = down->lowest[reach->count + end];
    bool ended = false;
    down->gap = 0;
    add_held(down, reach->count + end, reach->blocks);
    while (!ended && hf_owner_agenda_next(&down->agenda, &number)) {
        uint32_t block = reach->blocks - 1 - number, first = reach->block[block];
        if (block < until)
            break;
        for (uint32_t i = first; i < reach->block[block + 1]; i++)
            down->met[down->mets++] = i;
        if (reach->block[block + 1] - first == 1)
            solve_single(down, first, end);
        else
            solve_ring(down, block, end);
        ended = meet_block(down, block, &until, met, self);
    }
    forget(down);
}
