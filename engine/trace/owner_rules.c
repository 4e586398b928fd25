/* SPDX-License-Identifier: Apache-2.0 */
#include "trace/owner_rules.h"

#include "base/check.h"
#include "trace/order.h"
#include "trace/owner_down.h"

/* What shares are multiplied of: shares, and votes where they differ. */
struct basis {
    const struct hf_owner_graph *graph;
    struct hf_owner_effects effects;
};

/* Some seconds. Only thousands of persons who each hold of thousands of companies in line ask for so much. */
#define WORK_MAX (UINT64_C(1) << 26)

struct rules {
    const struct hf_owner_graph *graph;
    struct hf_owner_graph by_votes; /* the same graph with votes for shares */
    bool votes_differ;
    struct basis basis[2];
    unsigned bases;
    uint32_t target;
    struct hf_owner_walk walk;
    struct hf_owner_circles circles;
    uint32_t *finding_of;    /* of each node: its finding + 1; 0: none */
    uint64_t work, work_max; /* companies gone through for what is held of controllers */
    struct hf_arena *arena;
    struct hf_owner_findings *out;
    struct hf_err *err;
};

static enum hf_rc full(const struct rules *rules)
{
    return hf_owner_full(rules->graph, rules->err);
}

/* ---- whom it is about ---- */

static bool named_before(const void *of, uint32_t a, uint32_t b)
{
    const struct hf_trace_names *names = of;
    return hf_str_order(names->name[a], names->name[b]) < 0;
}

/* Sorts nodes by name, in place; false when the arena is full. */
static bool by_name(const struct rules *rules, uint32_t *node, uint32_t count)
{
    size_t mark = hf_arena_mark(rules->arena);
    uint32_t *scratch = HF_OWNER_TRY(rules->arena, uint32_t, (size_t)count + 1);
    if (scratch == NULL)
        return false;
    hf_trace_order(node, scratch, count, named_before, &rules->graph->names);
    hf_arena_reset(rules->arena, mark);
    return true;
}

/* The persons that the file asks about, or those at the ends of the chains. */
static bool list_persons(const struct rules *rules, uint32_t *node, uint32_t *count)
{
    const struct hf_owner_graph *graph = rules->graph;
    const struct hf_owner_reach *reach = &rules->out->effects.reach;
    *count = 0;
    for (uint32_t n = 0; graph->persons_listed && n < graph->names.count; n++)
        if (graph->kind[n] == HF_OWNER_PERSON)
            node[(*count)++] = n;
    for (uint32_t e = 0; !graph->persons_listed && e < reach->ends; e++)
        if (reach->end[e] != rules->target && hf_owner_is_person(graph, reach->end[e]))
            node[(*count)++] = reach->end[e];
    return by_name(rules, node, *count);
}

static enum hf_rc make_findings(struct rules *rules)
{
    struct hf_owner_findings *out = rules->out;
    size_t nodes = (size_t)rules->graph->names.count + 1;
    uint32_t *node = HF_OWNER_TRY(rules->arena, uint32_t, nodes);
    if (node == NULL || !list_persons(rules, node, &out->count))
        return full(rules);
    out->finding = hf_arena_try(rules->arena, sizeof *out->finding, _Alignof(struct hf_owner_finding),
                                (size_t)out->count + 1);
    rules->finding_of = hf_arena_try(rules->arena, sizeof(uint32_t), _Alignof(uint32_t), nodes);
    if (out->finding == NULL || rules->finding_of == NULL)
        return full(rules);
    for (uint32_t i = 0; i < out->count; i++) {
        out->finding[i].node = node[i];
        rules->finding_of[node[i]] = i + 1;
    }
    return HF_OK;
}

/* ---- article 52: multiplied and added ---- */

static struct hf_owner_finding *finding_of(const struct rules *rules, uint32_t node)
{
    uint32_t index = rules->finding_of[node];
    return index == 0 ? NULL : &rules->out->finding[index - 1];
}

/* Gives a ground to whoever holds a quarter of what was asked. */
static void grant_quarters(struct rules *rules, const struct hf_owner_effects *effects, unsigned ground)
{
    for (uint32_t e = 0; e < effects->reach.ends; e++) {
        const struct hf_owner_effect *effect = &effects->effect[e];
        struct hf_owner_finding *finding = finding_of(rules, effect->node);
        if (finding == NULL)
            continue;
        finding->grounds |= hf_owner_surely(&effect->lo, 1) ? (uint8_t)ground : 0;
        finding->maybe |= hf_owner_maybe(&effect->hi, 1) ? (uint8_t)ground : 0;
    }
}

static void note_shares(struct rules *rules)
{
    const struct hf_owner_effects *effects = &rules->out->effects;
    for (uint32_t e = 0; e < effects->reach.ends; e++) {
        struct hf_owner_finding *finding = finding_of(rules, effects->effect[e].node);
        if (finding == NULL)
            continue;
        finding->effect = &effects->effect[e];
        finding->quarter = hf_owner_surely(&effects->effect[e].lo, 1);
        finding->maybe_quarter = hf_owner_maybe(&effects->effect[e].hi, 1);
    }
}

/* By shares always; by votes where they differ and somebody outside has them. */
static enum hf_rc find_bases(struct rules *rules)
{
    rules->basis[rules->bases++] = (struct basis){.graph = rules->graph, .effects = rules->out->effects};
    if (!rules->votes_differ)
        return HF_OK;
    struct basis *votes = &rules->basis[1];
    struct hf_err refused;
    enum hf_rc rc = hf_owner_effects(&rules->by_votes, &rules->walk, rules->target, rules->arena,
                                     &votes->effects, &refused);
    votes->graph = &rules->by_votes;
    if (rc == HF_OK)
        rules->bases++;
    if (rc == HF_OK || refused.word == HF_WORD_owner_closed)
        return HF_OK;
    *rules->err = refused;
    return rc;
}

/* ---- articles 53 and 54(a): control ---- */

/* What those in the circle, the person and the target left out, hold of the target directly: a quarter of it?
 */
static bool hold_quarter(const struct rules *rules, const struct hf_owner_book *book, uint32_t person,
                         const uint8_t *inside, bool maybe)
{
    uint64_t held = 0, others = 0;
    for (uint32_t h = book->start[rules->target]; h < book->start[rules->target + 1]; h++) {
        const struct hf_owner_hold *hold = &book->hold[h];
        bool counts = inside[hold->owner] && hold->owner != person && hold->owner != rules->target;
        held += !counts ? 0 : maybe ? hold->hi : hold->lo;
        others += counts ? 0 : hold->lo;
    }
    uint64_t room = book->whole[rules->target] - others;
    held = held < room ? held : room;
    return held > 0 && 4 * held >= book->whole[rules->target];
}

/* The grounds that one circle gives. */
static unsigned circle_grounds(const struct rules *rules, uint32_t person, uint8_t *inside, bool maybe)
{
    const struct hf_owner_circles *circles = &rules->circles;
    unsigned grounds = 0;
    for (uint32_t i = 0; i < circles->members; i++)
        inside[circles->member[i]] = 1;
    if (inside[rules->target] && person != rules->target)
        grounds |= HF_OWNER_53;
    if (hold_quarter(rules, &rules->graph->share, person, inside, maybe) ||
        (rules->votes_differ && hold_quarter(rules, &rules->graph->vote, person, inside, maybe)))
        grounds |= HF_OWNER_54A;
    for (uint32_t i = 0; i < circles->members; i++)
        inside[circles->member[i]] = 0;
    return grounds;
}

/* The members of the circle but its seeds and those in `without`, sorted by name. */
static bool keep_members(const struct rules *rules, uint32_t seeds, const uint32_t *without,
                         uint32_t without_count, uint32_t **out, uint32_t *count)
{
    const struct hf_owner_circles *circles = &rules->circles;
    *count = 0;
    *out = HF_OWNER_TRY(rules->arena, uint32_t, (size_t)circles->members - seeds + 1);
    if (*out == NULL)
        return false;
    for (uint32_t i = 0; i < without_count; i++)
        rules->circles.inside[without[i]] = 1;
    for (uint32_t i = seeds; i < circles->members; i++)
        if (!rules->circles.inside[circles->member[i]])
            (*out)[(*count)++] = circles->member[i];
    for (uint32_t i = 0; i < without_count; i++)
        rules->circles.inside[without[i]] = 0;
    return by_name(rules, *out, *count);
}

static enum hf_rc judge_control(struct rules *rules, struct hf_owner_finding *finding, uint8_t *inside)
{
    hf_owner_circle(&rules->circles, &finding->node, 1, HF_OWNER_CONTROL, false, NULL);
    finding->grounds |= (uint8_t)circle_grounds(rules, finding->node, inside, false);
    if (!keep_members(rules, 1, NULL, 0, &finding->controls, &finding->control_count))
        return full(rules);
    if (!rules->graph->open)
        return HF_OK;
    hf_owner_circle(&rules->circles, &finding->node, 1, HF_OWNER_CONTROL, true, NULL);
    finding->maybe |= (uint8_t)circle_grounds(rules, finding->node, inside, true);
    if (!keep_members(rules, 1, finding->controls, finding->control_count, &finding->may_control,
                      &finding->may_count))
        return full(rules);
    return HF_OK;
}

static enum hf_rc judge_all_control(struct rules *rules)
{
    uint8_t *inside = hf_arena_try(rules->arena, 1, 1, (size_t)rules->graph->names.count + 1);
    if (inside == NULL)
        return full(rules);
    for (uint32_t i = 0; i < rules->out->count; i++)
        HF_TRY(judge_control(rules, &rules->out->finding[i], inside));
    return HF_OK;
}

/* ---- article 54(b): a quarter of whoever controls the target ---- */

/* Flags of nodes: those who surely control the target, those who may. */
struct controllers {
    uint8_t *sure, *perhaps; /* the same where nothing is open */
    uint8_t *judged, *goal;  /* while they are found */
};

static enum hf_rc too_many(const struct rules *rules)
{
    return hf_fail(rules->err, HF_WORD_owner_deep, rules->graph->source.file,
                   rules->graph->names.name[rules->target], HF_STR_NONE);
}

static enum hf_rc worked(struct rules *rules, uint64_t more)
{
    rules->work += more;
    return rules->work + rules->circles.steps > rules->work_max ? too_many(rules) : HF_OK;
}

/*
 * The nearest come first: whoever controls one who controls the target, controls the target. Whoever holds of
 * one company alone controls through that company or not at all, so a chain is no walk for each of its links.
 */
static bool is_controller(struct rules *rules, const struct controllers *controllers, uint32_t company,
                          const uint8_t *flags, bool maybe)
{
    uint32_t only = hf_owner_only_held(&rules->circles, company);
    if (company == rules->target)
        return true;
    if (only == HF_TRACE_NO_NAME || !controllers->judged[only])
        return hf_owner_circle(&rules->circles, &company, 1, HF_OWNER_CONTROL, maybe, flags);
    if (!flags[only])
        return false;
    controllers->goal[only] = 1;
    bool met = hf_owner_circle(&rules->circles, &company, 1, HF_OWNER_CONTROL, maybe, controllers->goal);
    controllers->goal[only] = 0;
    return met;
}

static bool make_flags(const struct rules *rules, struct controllers *out)
{
    size_t nodes = (size_t)rules->graph->names.count + 1;
    out->sure = hf_arena_try(rules->arena, 1, 1, nodes);
    out->perhaps = rules->graph->open ? hf_arena_try(rules->arena, 1, 1, nodes) : out->sure;
    out->judged = hf_arena_try(rules->arena, 1, 1, nodes);
    out->goal = hf_arena_try(rules->arena, 1, 1, nodes);
    return out->sure != NULL && out->perhaps != NULL && out->judged != NULL && out->goal != NULL;
}

static enum hf_rc find_controllers(struct rules *rules, struct controllers *out)
{
    const struct hf_owner_reach *reach = &rules->out->effects.reach;
    if (!make_flags(rules, out))
        return full(rules);
    out->sure[rules->target] = out->perhaps[rules->target] = out->judged[rules->target] = 1;
    for (uint32_t i = 0; i < reach->count; i++) {
        uint32_t company = reach->company[i];
        out->sure[company] = is_controller(rules, out, company, out->sure, false);
        if (rules->graph->open)
            out->perhaps[company] = is_controller(rules, out, company, out->perhaps, true);
        out->judged[company] = 1;
        HF_TRY(worked(rules, 0));
    }
    out->sure[rules->target] = out->perhaps[rules->target] = 0;
    return HF_OK;
}

/* Where bounds do not tell, the question is put again for that company alone, exactly; and forgotten. */
static enum hf_rc grant_exactly(struct rules *rules, const struct basis *basis, uint32_t company)
{
    struct hf_owner_effects effects;
    size_t mark = hf_arena_mark(rules->arena);
    HF_TRY(hf_owner_effects(basis->graph, &rules->walk, company, rules->arena, &effects, rules->err));
    grant_quarters(rules, &effects, HF_OWNER_54B);
    hf_arena_reset(rules->arena, mark);
    return worked(rules, basis->effects.reach.count);
}

/* One person, on the way down. */
struct descent {
    struct rules *rules;
    const struct basis *basis;
    const struct controllers *controllers;
    struct hf_owner_finding *finding;
    enum hf_rc rc;
};

/* Ends at the first controller of which the person surely has a quarter. */
static bool meet(void *self, uint32_t i, struct hf_owner_bounds share)
{
    struct descent *descent = self;
    struct hf_owner_number number = {.bounds = share};
    uint32_t company = descent->basis->effects.reach.company[i];
    if (!descent->controllers->sure[company] || !hf_owner_maybe(&number, 1))
        return false;
    if (hf_owner_surely(&number, 1))
        descent->finding->grounds |= HF_OWNER_54B;
    else
        descent->rc = grant_exactly(descent->rules, descent->basis, company);
    return descent->rc != HF_OK || (descent->finding->grounds & HF_OWNER_54B) != 0;
}

static enum hf_rc grant_surely(struct rules *rules, const struct basis *basis,
                               const struct controllers *controllers)
{
    const struct hf_owner_reach *reach = &basis->effects.reach;
    struct hf_owner_down down;
    if (reach->count == 0)
        return HF_OK;
    if (!hf_owner_down_init(&down, reach, rules->arena))
        return full(rules);
    for (uint32_t e = 0; e < reach->ends; e++) {
        struct descent descent = {rules, basis, controllers, finding_of(rules, reach->end[e]), HF_OK};
        uint64_t before = down.visits;
        if (descent.finding == NULL || (descent.finding->grounds & HF_OWNER_54B) != 0)
            continue;
        hf_owner_go_down(&down, e, meet, &descent);
        HF_TRY(descent.rc);
        HF_TRY(worked(rules, down.visits - before));
    }
    return HF_OK;
}

static bool some_are_in(const uint8_t *flags, const uint32_t *node, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        if (flags[node[i]])
            return true;
    return false;
}

/* Who may have a quarter of a company that may control the target? */
static void grant_perhaps(struct rules *rules, const struct basis *basis,
                          const struct controllers *controllers)
{
    const struct hf_owner_effects *effects = &basis->effects;
    bool some = some_are_in(controllers->perhaps, effects->reach.company, effects->reach.count);
    for (uint32_t e = 0; e < effects->reach.ends; e++) {
        const struct hf_owner_effect *effect = &effects->effect[e];
        struct hf_owner_finding *finding = finding_of(rules, effect->node);
        bool granted =
            effect->told ? some_are_in(controllers->perhaps, effect->quarter, effect->quarters) : some;
        if (finding != NULL && effect->open && granted)
            finding->maybe |= HF_OWNER_54B;
    }
}

/* By shares and by votes. */
static enum hf_rc judge_holders(struct rules *rules)
{
    struct controllers controllers;
    HF_TRY(find_controllers(rules, &controllers));
    for (unsigned b = 0; b < rules->bases; b++) {
        HF_TRY(grant_surely(rules, &rules->basis[b], &controllers));
        if (rules->graph->open)
            grant_perhaps(rules, &rules->basis[b], &controllers);
    }
    return HF_OK;
}

/* ---- the 50 % rule ---- */

static enum hf_rc judge_fifty(struct rules *rules, const uint32_t *seed, uint32_t seeds)
{
    struct hf_owner_findings *out = rules->out;
    uint32_t all = rules->graph->persons_listed ? out->count : 0;
    out->seeds = seeds > 0 ? seeds : all;
    out->seed = HF_OWNER_TRY(rules->arena, uint32_t, (size_t)out->seeds + 1);
    if (out->seed == NULL)
        return full(rules);
    for (uint32_t i = 0; i < out->seeds; i++)
        out->seed[i] = seeds > 0 ? seed[i] : out->finding[i].node;
    if (!by_name(rules, out->seed, out->seeds))
        return full(rules);
    hf_owner_circle(&rules->circles, out->seed, out->seeds, HF_OWNER_FIFTY, false, NULL);
    if (!keep_members(rules, out->seeds, NULL, 0, &out->blocked, &out->blocked_count))
        return full(rules);
    if (!rules->graph->open)
        return HF_OK;
    hf_owner_circle(&rules->circles, out->seed, out->seeds, HF_OWNER_FIFTY, true, NULL);
    if (!keep_members(rules, out->seeds, out->blocked, out->blocked_count, &out->may_be_blocked,
                      &out->may_count))
        return full(rules);
    return HF_OK;
}

static enum hf_rc begin(struct rules *rules)
{
    const struct hf_owner_graph *graph = rules->graph;
    rules->by_votes = *graph;
    rules->by_votes.share = graph->vote;
    rules->votes_differ = graph->vote.hold != graph->share.hold;
    if (!hf_owner_walk_init(&rules->walk, graph, rules->arena) ||
        !hf_owner_circles_init(&rules->circles, graph, rules->arena))
        return full(rules);
    return hf_owner_effects(graph, &rules->walk, rules->target, rules->arena, &rules->out->effects,
                            rules->err);
}

enum hf_rc hf_owner_find_all(const struct hf_owner_graph *graph, uint32_t target,
                             const struct hf_owner_asked *asked, struct hf_arena *arena,
                             struct hf_owner_findings *out, struct hf_err *err)
{
    struct rules rules = {.graph = graph, .target = target, .arena = arena, .out = out, .err = err};
    rules.work_max = asked->work_max == 0 ? WORK_MAX : asked->work_max;
    *out = (struct hf_owner_findings){0};
    HF_TRY(begin(&rules));
    HF_TRY(make_findings(&rules));
    note_shares(&rules);
    HF_TRY(find_bases(&rules));
    for (unsigned b = 0; b < rules.bases; b++)
        grant_quarters(&rules, &rules.basis[b].effects, HF_OWNER_52);
    HF_TRY(judge_all_control(&rules));
    HF_TRY(judge_holders(&rules));
    for (uint32_t i = 0; i < out->count; i++)
        out->finding[i].maybe &= (uint8_t)~out->finding[i].grounds;
    return judge_fifty(&rules, asked->seed, asked->seeds);
}
