/* SPDX-License-Identifier: Apache-2.0 */
#include "trace/owner_effect.h"

#include "base/check.h"
#include "trace/owner_below.h"
#include "trace/owner_exact.h"

/* ---- numbers ---- */

/* floor(num * 2^63 / den) and whether something is left over. */
static bool floor_of(const struct hf_owner_number *number, struct hf_arena *arena, uint64_t *floor,
                     bool *left)
{
    size_t mark = hf_arena_mark(arena);
    struct hf_natural n = hf_natural_in(arena, number->num.limbs + 2),
                      q = hf_natural_in(arena, number->num.limbs + 2);
    if (n.limb == NULL || q.limb == NULL)
        return false;
    hf_natural_add_times(&n, &number->num, HF_OWNER_ONE);
    hf_natural_divide(&n, &number->den, &q);
    *floor = q.limbs == 0 ? 0 : q.limb[0];
    *left = n.limbs > 0;
    HF_CHECK(q.limbs <= 1);
    hf_arena_reset(arena, mark);
    return true;
}

bool hf_owner_number(struct hf_natural num, struct hf_natural den, struct hf_arena *arena,
                     struct hf_owner_number *out)
{
    struct hf_owner_number number = {.exact = true, .num = num, .den = den};
    bool left = false;
    if (!hf_natural_reduce(&number.num, &number.den, arena) ||
        !floor_of(&number, arena, &number.bounds.lo, &left))
        return false;
    number.bounds.hi = number.bounds.lo + left;
    *out = number;
    return true;
}

static struct hf_owner_number between(struct hf_owner_bounds bounds)
{
    return (struct hf_owner_number){.bounds = bounds};
}

static bool whole_number(uint64_t value, struct hf_arena *arena, struct hf_owner_number *out)
{
    struct hf_natural num = hf_natural_in(arena, 2), den = hf_natural_in(arena, 2);
    if (num.limb == NULL || den.limb == NULL)
        return false;
    hf_natural_set(&num, value);
    hf_natural_set(&den, 1);
    return hf_owner_number(num, den, arena, out);
}

/* ---- one target ---- */

struct asked {
    struct hf_owner_effects *effects;
    struct hf_owner_system system;
    struct hf_arena *arena;
};

/* What arrives at the ends, each over a copy of the solution's denominator. */
static bool gather_ends(const struct hf_owner_reach *reach, const struct hf_owner_solution *solution,
                        struct hf_arena *arena, struct hf_natural *num, struct hf_natural *den)
{
    for (uint32_t e = 0; e < reach->ends; e++) {
        num[e] = hf_natural_in(arena, solution->den.limbs + 3);
        den[e] = hf_natural_in(arena, solution->den.limbs + 1);
        if (num[e].limb == NULL || den[e].limb == NULL)
            return false;
        hf_natural_add_times(&den[e], &solution->den, 1);
    }
    for (uint32_t i = 0; i < reach->count; i++)
        for (uint32_t l = reach->start[i]; l < reach->start[i + 1]; l++)
            if (reach->link[l].to >= reach->count)
                hf_natural_add_times(&num[reach->link[l].to - reach->count], &solution->num[i],
                                     reach->link[l].parts);
    return true;
}

static bool find_exact(struct asked *asked)
{
    struct hf_owner_effects *effects = asked->effects;
    struct hf_arena *arena = asked->arena;
    uint32_t ends = effects->reach.ends;
    struct hf_natural *num = HF_OWNER_TRY(arena, struct hf_natural, ends);
    struct hf_natural *den = HF_OWNER_TRY(arena, struct hf_natural, ends);
    struct hf_owner_solution solution;
    if (num == NULL || den == NULL || !hf_owner_solve(&asked->system, arena, &solution) ||
        !gather_ends(&effects->reach, &solution, arena, num, den))
        return false;
    for (uint32_t e = 0; e < ends; e++)
        if (!hf_owner_number(num[e], den[e], arena, &effects->effect[e].lo))
            return false;
    return true;
}

static bool find_bounds(struct asked *asked)
{
    struct hf_owner_effects *effects = asked->effects;
    struct hf_owner_bounds *bounds =
        HF_OWNER_TRY(asked->arena, struct hf_owner_bounds, effects->reach.ends + 1);
    size_t mark = hf_arena_mark(asked->arena);
    struct hf_owner_bounder bounder;
    if (bounds == NULL || !hf_owner_bounder_init(&bounder, &effects->reach, asked->arena))
        return false;
    hf_owner_bound(&bounder, effects->reach.target, bounds);
    hf_arena_reset(asked->arena, mark);
    for (uint32_t e = 0; e < effects->reach.ends; e++)
        effects->effect[e].lo = between(bounds[e]);
    return true;
}

static bool find_low_ends(struct asked *asked)
{
    size_t mark = hf_arena_mark(asked->arena);
    if (hf_owner_upwards(&asked->effects->reach, asked->arena, &asked->system) && find_exact(asked))
        return true;
    hf_arena_reset(asked->arena, mark);
    return find_bounds(asked);
}

/* ---- what is left, and the high ends ---- */

/* One less all low ends. */
static void find_rest(struct hf_owner_effects *effects)
{
    struct hf_owner_bounds rest = {HF_OWNER_ONE, HF_OWNER_ONE};
    for (uint32_t e = 0; e < effects->reach.ends; e++) {
        const struct hf_owner_bounds *bounds = &effects->effect[e].lo.bounds;
        rest.lo -= bounds->hi < rest.lo ? bounds->hi : rest.lo;
        rest.hi -= bounds->lo < rest.hi ? bounds->lo : rest.hi;
    }
    effects->rest = rest;
}

static bool is_open(const struct hf_owner_reach *reach)
{
    const struct hf_owner_hold *hold = reach->graph->share.hold;
    for (uint32_t i = 0; i < reach->count; i++)
        for (uint32_t l = reach->start[i]; l < reach->start[i + 1]; l++)
            if (hold[reach->link[l].hold].lo < hold[reach->link[l].hold].hi)
                return true;
    return false;
}

/* The most that can be said without solving for each end: its own and all that nobody has for sure. */
static void find_loose_end(const struct hf_owner_effects *effects, struct hf_owner_effect *effect)
{
    uint64_t room = HF_OWNER_ONE - effect->lo.bounds.hi;
    uint64_t rest = effects->rest.hi < room ? effects->rest.hi : room;
    effect->hi = between((struct hf_owner_bounds){effect->lo.bounds.lo, effect->lo.bounds.hi + rest});
}

/* About two seconds each: companies solved, more for long fractions; holders met on walks. */
enum { MOST_EXACTLY = 1 << 19, MOST_WALKED = 1 << 26 };

/* What has been done for high ends, and what turned out to be too large. */
struct highest {
    struct hf_owner_below below;
    struct hf_owner_most_room room;
    uint32_t too_large; /* companies; so many and more are not solved */
    uint64_t solved, walked;
};

static bool solve_high_end(struct asked *asked, struct highest *highest, const struct hf_owner_reach *part,
                           struct hf_owner_effect *effect)
{
    if (!effect->lo.exact || part->count >= highest->too_large || highest->solved > MOST_EXACTLY)
        return false;
    bool found = hf_owner_most(part, HF_OWNER_BELOW_END, asked->arena, effect);
    uint64_t limbs = found ? (uint64_t)effect->hi.den.limbs : HF_OWNER_BITS_MAX / 64;
    highest->solved += part->count * (1 + limbs * limbs / 128);
    if (!found)
        highest->too_large = part->count;
    return found;
}

static bool walk_high_end(struct asked *asked, struct highest *highest, const struct hf_owner_reach *part,
                          struct hf_owner_effect *effect)
{
    if (highest->walked > MOST_WALKED)
        return false;
    highest->walked += part->start[part->count] + part->count;
    return hf_owner_most_walk(part, HF_OWNER_BELOW_END, &highest->room, asked->arena, effect);
}

/* Exactly, or between bounds; false when it is too large for either, or too much after what was done before.
 */
static bool find_high_end(struct asked *asked, struct highest *highest, uint32_t end)
{
    struct hf_owner_effect *effect = &asked->effects->effect[end];
    struct hf_owner_reach part;
    if (hf_owner_below(&highest->below, end, &part))
        return solve_high_end(asked, highest, &part, effect) || walk_high_end(asked, highest, &part, effect);
    effect->told = true; /* nothing at all can be this end's */
    return true;
}

static void find_high_ends(struct asked *asked)
{
    struct hf_owner_effects *effects = asked->effects;
    const struct hf_owner_reach *reach = &effects->reach;
    struct highest highest = {.too_large = UINT32_MAX};
    bool open = is_open(reach), ready = open && hf_owner_below_init(&highest.below, reach, asked->arena) &&
                                        hf_owner_most_room(reach, asked->arena, &highest.room);
    for (uint32_t e = 0; e < reach->ends; e++) {
        struct hf_owner_effect *effect = &effects->effect[e];
        effect->hi = effect->lo;
        effect->open = open;
        if (open && !(ready && find_high_end(asked, &highest, e)))
            find_loose_end(effects, effect);
    }
}

enum hf_rc hf_owner_check_open(const struct hf_owner_reach *reach, struct hf_err *err)
{
    uint32_t block = hf_owner_closed_block(reach);
    if (block == reach->blocks)
        return HF_OK;
    const struct hf_owner_graph *graph = reach->graph;
    uint32_t node = reach->company[reach->block[block]], hold = graph->share.start[node];
    enum hf_rc rc = hf_trace_fail(&graph->source, graph->edge[graph->share.hold[hold].edge].at,
                                  HF_WORD_owner_closed, graph->names.name[node], HF_STR_NONE, err);
    for (uint32_t i = reach->block[block]; i < reach->block[block + 1]; i++)
        hf_err_detail(err, graph->names.name[reach->company[i]], graph->names.name[reach->company[i]]);
    return rc;
}

enum hf_rc hf_owner_effects(const struct hf_owner_graph *graph, struct hf_owner_walk *walk, uint32_t target,
                            struct hf_arena *arena, struct hf_owner_effects *out, struct hf_err *err)
{
    struct asked asked = {.effects = out, .arena = arena};
    if (!hf_owner_reach(walk, graph, target, arena, &out->reach))
        return hf_owner_full(graph, err);
    HF_TRY(hf_owner_check_open(&out->reach, err));
    out->effect = HF_OWNER_TRY(arena, struct hf_owner_effect, (size_t)out->reach.ends + 1);
    if (out->effect == NULL)
        return hf_owner_full(graph, err);
    for (uint32_t e = 0; e < out->reach.ends; e++)
        out->effect[e] = (struct hf_owner_effect){.node = out->reach.end[e]};
    bool found = out->reach.count == 0 ? whole_number(1, arena, &out->effect[0].lo) : find_low_ends(&asked);
    if (!found)
        return hf_owner_full(graph, err);
    find_rest(out);
    find_high_ends(&asked);
    return HF_OK;
}
