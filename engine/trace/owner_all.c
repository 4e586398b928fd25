/* SPDX-License-Identifier: Apache-2.0 */
#include "trace/owner_all.h"

#include "base/check.h"
#include "trace/owner_agenda.h"
#include "trace/owner_answer.h"

__extension__ typedef unsigned __int128 wide;
__extension__ typedef __int128 signed_wide;

/* The whole of a target. What a company of a ring is taken to have goes round it and may be much more. */
#define ONE (UINT64_C(1) << 60)
#define RING_MAX 0x1p100
/* What a ring may miss, in parts of ONE, without another correction; and how many there are at most. */
enum { ENOUGH = 1 << 16, ROUNDS_MAX = 8 };
/* Steps from company to company; some tens of seconds. A target solved exactly counts as so many. */
#define WORK_MAX UINT64_C(20000000000)
#define EXACTLY UINT64_C(20000000)
#define BETWEEN_LOOKS UINT64_C(1000000)
#define CENT_MILLIONTHS UINT64_C(100000000)

struct all {
    const struct hf_owner_graph *graph;
    struct hf_owner_share least;
    struct hf_arena *arena;
    struct hf_owner_walk walk;
    struct hf_owner_reach reach;
    struct hf_owner_bounder bounder; /* for its rings */
    uint32_t *block_of;              /* of each company: its block where that is a ring; NO_RING */
    uint64_t *weight;                /* of each link: parts of the whole, in 2^-64, rounded down */
    struct hf_owner_agenda agenda;
    uint64_t *mass, *share; /* what arrived at companies, at ends */
    wide *ring;             /* what companies of a ring are taken to have */
    signed_wide *rest;      /* what they get beyond that */
    uint32_t *met;          /* the ends that something arrived at */
    uint32_t mets;
    uint64_t more, less; /* by how much a share may be larger, smaller */
    bool lost;           /* a number did not fit */
    uint64_t work, work_max;
    struct hf_owner_list *out;
    size_t room;
    struct hf_err *err;
};

#define NO_RING UINT32_MAX

static enum hf_rc full(const struct all *all)
{
    return hf_owner_full(all->graph, all->err);
}

/* ---- one target passed up ---- */

static void arrive(struct all *all, uint32_t to, uint64_t mass)
{
    all->more += 2; /* the weight and the product were rounded down */
    if (mass == 0)
        return;
    if (to < all->reach.count) {
        all->mass[to] += mass;
        hf_owner_agenda_add(&all->agenda, to);
        return;
    }
    uint64_t *share = &all->share[to - all->reach.count];
    if (*share == 0)
        all->met[all->mets++] = to - all->reach.count;
    *share += mass;
}

static wide part_of_ring(wide has, uint64_t weight)
{
    return (has >> 64) * weight + ((has & UINT64_MAX) * (wide)weight >> 64);
}

/* Passes on what company i has, to holders outside `from`..`to`. */
static void pass_on(struct all *all, uint32_t i, wide has, uint32_t from, uint32_t to)
{
    const struct hf_owner_reach *reach = &all->reach;
    all->more += (uint64_t)(has >> 64) * (reach->start[i + 1] - reach->start[i]);
    for (uint32_t l = reach->start[i]; l < reach->start[i + 1]; l++)
        if (reach->link[l].to < from || reach->link[l].to >= to)
            arrive(all, reach->link[l].to, (uint64_t)part_of_ring(has, all->weight[l]));
    all->work += reach->start[i + 1] - reach->start[i];
}

/* What each company of the ring gets, beyond what it is taken to have; in sum. */
static wide find_rest(struct all *all, uint32_t from, uint32_t to)
{
    const struct hf_owner_reach *reach = &all->reach;
    wide sum = 0;
    for (uint32_t i = from; i < to; i++)
        all->rest[i] = (signed_wide)all->mass[i] - (signed_wide)all->ring[i];
    for (uint32_t i = from; i < to; i++)
        for (uint32_t l = reach->start[i]; l < reach->start[i + 1]; l++) {
            uint32_t holder = reach->link[l].to;
            if (holder >= from && holder < to)
                all->rest[holder] += (signed_wide)part_of_ring(all->ring[i], all->weight[l]);
        }
    for (uint32_t i = from; i < to; i++)
        sum += (wide)(all->rest[i] < 0 ? -all->rest[i] : all->rest[i]);
    all->work += to - from + reach->start[to] - reach->start[from];
    return sum;
}

/* What is missing goes round in doubles and is added to what they are taken to have. */
static void correct(struct all *all, uint32_t block, uint32_t from, uint32_t to)
{
    struct hf_owner_bounder *bounder = &all->bounder;
    for (uint32_t i = from; i < to; i++)
        bounder->step[i] = (double)all->rest[i];
    hf_owner_solve_block(bounder, block);
    for (uint32_t i = from; i < to && !all->lost; i++) {
        double has = bounder->step[i] * (double)all->reach.whole[i];
        all->lost = !(has < RING_MAX && has > -RING_MAX);
        signed_wide sum = (signed_wide)all->ring[i] + (all->lost ? 0 : (signed_wide)has);
        all->ring[i] = sum < 0 ? 0 : (wide)sum;
    }
    all->work += to - from + bounder->lower_start[to] - bounder->lower_start[from] +
                 bounder->upper_start[to] - bounder->upper_start[from];
}

/* What is missing or too much reaches an end in full at most; so does what was rounded off on the way. */
static void count_rest(struct all *all, uint32_t from, uint32_t to)
{
    const struct hf_owner_reach *reach = &all->reach;
    for (uint32_t i = from; i < to; i++) {
        signed_wide rest = all->rest[i];
        wide most = (wide)(rest < 0 ? -rest : rest),
             rounded = ((all->ring[i] >> 64) + 2) * (reach->start[i + 1] - reach->start[i]);
        all->lost |= most >= ONE || rounded >= ONE;
        *(rest > 0 ? &all->more : &all->less) += (uint64_t)most;
        all->more += (uint64_t)rounded;
    }
}

/*
 * A ring is solved in doubles; then each company is asked whether it got as much as it is taken to have, and
 * corrected until little is missing or a correction makes nothing better.
 */
static void pass_ring(struct all *all, uint32_t block)
{
    uint32_t from = all->reach.block[block], to = all->reach.block[block + 1];
    memset(&all->ring[from], 0, (to - from) * sizeof *all->ring);
    wide before = 0, missing = find_rest(all, from, to);
    for (unsigned round = 0; round < ROUNDS_MAX && !all->lost; round++) {
        if (missing <= ENOUGH || (round > 1 && missing >= before))
            break;
        before = missing;
        correct(all, block, from, to);
        missing = find_rest(all, from, to);
    }
    count_rest(all, from, to);
    for (uint32_t i = from; i < to; i++)
        all->mass[i] = 0;
    for (uint32_t i = from; i < to && !all->lost; i++)
        pass_on(all, i, all->ring[i], from, to);
}

static void pass_up(struct all *all, uint32_t target)
{
    uint32_t i;
    all->more = all->less = 0;
    all->mets = 0;
    all->lost = false;
    all->mass[target] = ONE;
    hf_owner_agenda_add(&all->agenda, target);
    while (hf_owner_agenda_next(&all->agenda, &i)) {
        uint64_t mass = all->mass[i];
        if (mass == 0) /* its ring has had its turn */
            continue;
        if (all->block_of[i] != NO_RING) {
            pass_ring(all, all->block_of[i]);
            continue;
        }
        all->mass[i] = 0;
        pass_on(all, i, mass, 0, 0);
    }
}

/* ---- judged ---- */

/* A share of ONE as millionths of a percent, rounded half up. */
static uint64_t rounded(uint64_t share)
{
    return (uint64_t)(((wide)share * CENT_MILLIONTHS + ONE / 2) / ONE);
}

static bool reaches(const struct all *all, uint64_t share)
{
    return (wide)share * all->least.den >= (wide)all->least.lo * ONE;
}

static bool add(struct all *all, struct hf_owner_large large)
{
    struct hf_owner_list *out = all->out;
    if (out->count == all->room) {
        size_t room = all->room == 0 ? 1024 : 2 * all->room;
        struct hf_owner_large *more = HF_OWNER_TRY(all->arena, struct hf_owner_large, room);
        if (more == NULL)
            return false;
        if (out->count > 0)
            memcpy(more, out->item, out->count * sizeof *more);
        out->item = more;
        all->room = room;
    }
    out->item[out->count++] = large;
    return true;
}

/* Adds those who reach the threshold; false when rounding leaves something open. */
static bool judge(struct all *all, uint32_t node, bool *memory)
{
    size_t before = all->out->count;
    for (uint32_t m = 0; m < all->mets; m++) {
        uint64_t share = all->share[all->met[m]], lo = share < all->less ? 0 : share - all->less;
        uint64_t hi = share + all->more;
        uint32_t owner = all->reach.end[all->met[m]];
        if (!reaches(all, hi) || !hf_owner_is_person(all->graph, owner))
            continue;
        if (all->lost || !reaches(all, lo) || rounded(lo) != rounded(hi)) {
            all->out->count = before;
            return false;
        }
        *memory = *memory && add(all, (struct hf_owner_large){node, owner, rounded(lo)});
    }
    return !all->lost;
}

static bool reaches_exactly(const struct all *all, const struct hf_owner_number *share, bool *memory)
{
    size_t mark = hf_arena_mark(all->arena);
    struct hf_natural left = hf_natural_in(all->arena, share->num.limbs + 2);
    struct hf_natural right = hf_natural_in(all->arena, share->den.limbs + 2);
    bool reached = false;
    *memory = *memory && left.limb != NULL && right.limb != NULL;
    if (*memory) {
        hf_natural_add_times(&left, &share->num, all->least.den);
        hf_natural_add_times(&right, &share->den, all->least.lo);
        reached = hf_natural_order(&left, &right) >= 0;
    }
    hf_arena_reset(all->arena, mark);
    return reached;
}

/* What is kept of a target that was solved exactly, before its memory is given back. */
enum { KEPT_MAX = 64 };

static enum hf_rc judge_exactly(struct all *all, uint32_t node)
{
    struct hf_owner_effects effects;
    struct hf_owner_large kept[KEPT_MAX];
    size_t mark = hf_arena_mark(all->arena), count = 0;
    bool memory = true;
    all->out->solved++;
    all->work += EXACTLY;
    HF_TRY(hf_owner_effects(all->graph, &all->walk, node, all->arena, &effects, all->err));
    for (uint32_t e = 0; e < effects.reach.ends && memory && count < KEPT_MAX; e++) {
        const struct hf_owner_number *share = &effects.effect[e].lo;
        bool reached =
            share->exact ? reaches_exactly(all, share, &memory) : reaches(all, share->bounds.lo / 8);
        uint64_t millionths = 0;
        if (!reached || !hf_owner_is_person(all->graph, effects.effect[e].node))
            continue;
        memory = hf_owner_millionths(share, all->arena, &millionths);
        kept[count++] = (struct hf_owner_large){node, effects.effect[e].node, millionths};
    }
    hf_arena_reset(all->arena, mark);
    for (size_t i = 0; i < count; i++)
        memory = memory && add(all, kept[i]);
    return memory ? HF_OK : full(all);
}

/* The largest first; few stand together. */
static void sort(struct hf_owner_large *item, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        struct hf_owner_large held = item[i];
        size_t at = i;
        for (; at > 0 && item[at - 1].millionths < held.millionths; at--)
            item[at] = item[at - 1];
        item[at] = held;
    }
}

static enum hf_rc take_target(struct all *all, uint32_t node, uint32_t place)
{
    size_t before = all->out->count;
    bool memory = true;
    pass_up(all, place);
    bool told = judge(all, node, &memory);
    for (uint32_t m = 0; m < all->mets; m++)
        all->share[all->met[m]] = 0;
    if (!memory)
        return full(all);
    if (!told)
        HF_TRY(judge_exactly(all, node));
    if (all->work > all->work_max)
        return hf_fail(all->err, HF_WORD_owner_work, all->graph->source.file, all->graph->names.name[node],
                       HF_STR_NONE);
    if (all->out->count > before)
        sort(&all->out->item[before], all->out->count - before);
    return HF_OK;
}

/* ---- begun ---- */

static bool find_weights(struct all *all)
{
    const struct hf_owner_reach *reach = &all->reach;
    all->weight = HF_OWNER_TRY(all->arena, uint64_t, (size_t)reach->start[reach->count] + 1);
    for (uint32_t i = 0; all->weight != NULL && i < reach->count; i++)
        for (uint32_t l = reach->start[i]; l < reach->start[i + 1]; l++)
            all->weight[l] = reach->link[l].parts == reach->whole[i]
                                 ? UINT64_MAX
                                 : (uint64_t)(((wide)reach->link[l].parts << 64) / reach->whole[i]);
    return all->weight != NULL;
}

static bool holds_itself(const struct hf_owner_reach *reach, uint32_t i)
{
    for (uint32_t l = reach->start[i]; l < reach->start[i + 1]; l++)
        if (reach->link[l].to == i && reach->link[l].parts > 0)
            return true;
    return false;
}

static void find_rings(struct all *all)
{
    const struct hf_owner_reach *reach = &all->reach;
    for (uint32_t b = 0; b < reach->blocks; b++) {
        uint32_t from = reach->block[b], to = reach->block[b + 1];
        bool ring = to - from > 1 || holds_itself(reach, from);
        for (uint32_t i = from; i < to; i++)
            all->block_of[i] = ring ? b : NO_RING;
    }
}

static bool make_room(struct all *all)
{
    size_t count = (size_t)all->reach.count + 1, ends = (size_t)all->reach.ends + 1;
    all->mass = hf_arena_try(all->arena, sizeof(uint64_t), _Alignof(uint64_t), count);
    all->rest = HF_OWNER_TRY(all->arena, signed_wide, count);
    all->ring = HF_OWNER_TRY(all->arena, wide, count);
    all->share = hf_arena_try(all->arena, sizeof(uint64_t), _Alignof(uint64_t), ends);
    all->met = HF_OWNER_TRY(all->arena, uint32_t, ends);
    all->block_of = HF_OWNER_TRY(all->arena, uint32_t, count);
    return all->mass != NULL && all->rest != NULL && all->ring != NULL && all->share != NULL &&
           all->met != NULL && all->block_of != NULL &&
           hf_owner_agenda_init(&all->agenda, all->reach.count, all->arena) && find_weights(all) &&
           hf_owner_bounder_init(&all->bounder, &all->reach, all->arena);
}

/* One company after the other, so much work between two looks at who watches. */
static enum hf_rc take_all(struct all *all, const struct hf_owner_watch *watch, const uint32_t *place)
{
    const struct hf_owner_graph *graph = all->graph;
    uint64_t looked = 0;
    for (uint32_t node = 0; node < graph->names.count; node++) {
        if (!hf_owner_is_company(graph, node))
            continue;
        HF_TRY(take_target(all, node, place[node]));
        if (watch->step == NULL || all->work - looked < BETWEEN_LOOKS)
            continue;
        looked = all->work;
        HF_TRY(watch->step(watch->self, node, graph->names.count, all->err));
    }
    return HF_OK;
}

enum hf_rc hf_owner_all(const struct hf_owner_graph *graph, const struct hf_owner_share *least,
                        const struct hf_owner_watch *watch, struct hf_arena *arena, struct hf_owner_list *out,
                        struct hf_err *err)
{
    struct all all = {.graph = graph, .least = *least, .arena = arena, .out = out, .err = err};
    all.work_max = watch->work_max == 0 ? WORK_MAX : watch->work_max;
    *out = (struct hf_owner_list){0};
    if (!hf_owner_walk_init(&all.walk, graph, arena) ||
        !hf_owner_reach(&all.walk, graph, HF_TRACE_NO_NAME, arena, &all.reach))
        return full(&all);
    HF_TRY(hf_owner_check_open(&all.reach, err));
    uint32_t *place = HF_OWNER_TRY(arena, uint32_t, (size_t)graph->names.count + 1);
    if (place == NULL || !make_room(&all))
        return full(&all);
    memcpy(place, all.walk.place, graph->names.count * sizeof *place);
    find_rings(&all);
    return take_all(&all, watch, place);
}
