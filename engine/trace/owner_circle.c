/* SPDX-License-Identifier: Apache-2.0 */
#include "trace/owner_circle.h"

#include "base/check.h"

enum { IN = 1, TOUCHED = 2 };

bool hf_owner_circles_init(struct hf_owner_circles *circles, const struct hf_owner_graph *graph,
                           struct hf_arena *arena)
{
    size_t nodes = (size_t)graph->names.count + 2;
    *circles = (struct hf_owner_circles){.graph = graph};
    circles->from = hf_arena_try(arena, sizeof(uint32_t), _Alignof(uint32_t), nodes + 1);
    circles->of = HF_OWNER_TRY(arena, uint32_t, (size_t)graph->count + 1);
    circles->least = hf_arena_try(arena, sizeof(uint64_t), _Alignof(uint64_t), nodes);
    circles->most = hf_arena_try(arena, sizeof(uint64_t), _Alignof(uint64_t), nodes);
    circles->inside = hf_arena_try(arena, 1, 1, nodes);
    circles->touched = HF_OWNER_TRY(arena, uint32_t, nodes);
    circles->member = HF_OWNER_TRY(arena, uint32_t, nodes);
    if (circles->from == NULL || circles->of == NULL || circles->least == NULL || circles->most == NULL ||
        circles->inside == NULL || circles->touched == NULL || circles->member == NULL)
        return false;
    for (uint32_t h = 0; h < graph->count; h++)
        circles->from[graph->share.hold[h].owner + 2]++;
    for (uint32_t node = 2; node < nodes; node++)
        circles->from[node] += circles->from[node - 1];
    for (uint32_t h = 0; h < graph->count; h++)
        circles->of[circles->from[graph->share.hold[h].owner + 1]++] = h;
    return true;
}

uint32_t hf_owner_only_held(const struct hf_owner_circles *circles, uint32_t owner)
{
    const struct hf_owner_graph *graph = circles->graph;
    uint32_t only = HF_TRACE_NO_NAME;
    for (uint32_t i = circles->from[owner]; i < circles->from[owner + 1]; i++) {
        uint32_t company = graph->edge[graph->share.hold[circles->of[i]].edge].owned;
        if (only != HF_TRACE_NO_NAME && company != only)
            return HF_TRACE_NO_NAME;
        only = company;
    }
    return only;
}

static const struct hf_owner_book *book_of(const struct hf_owner_graph *graph, enum hf_owner_rule rule)
{
    return rule == HF_OWNER_CONTROL ? &graph->vote : &graph->share;
}

/* What a company holds of itself, and what all others hold at least. */
struct split {
    uint64_t own_least, own_most, others;
};

static struct split split_of(const struct hf_owner_book *book, uint32_t company)
{
    struct split split = {0};
    for (uint32_t h = book->start[company]; h < book->start[company + 1]; h++) {
        bool own = book->hold[h].owner == company;
        split.own_least += own ? book->hold[h].lo : 0;
        split.own_most += own ? book->hold[h].hi : 0;
        split.others += own ? 0 : book->hold[h].lo;
    }
    return split;
}

static uint64_t least_of(uint64_t a, uint64_t b)
{
    return a < b ? a : b;
}

/*
 * Is what those inside hold enough? At best for them, what is undecided goes to them first and then, where
 * that takes it out of the vote, to the company itself.
 */
static bool suffices(const struct hf_owner_circles *circles, uint32_t company, enum hf_owner_rule rule,
                     bool maybe)
{
    const struct hf_owner_book *book = book_of(circles->graph, rule);
    uint64_t held = circles->least[company], whole = book->whole[company];
    if (!maybe && rule == HF_OWNER_FIFTY)
        return 2 * held >= whole;
    if (!maybe && 2 * held > whole)
        return true;
    struct split split = split_of(book, company);
    uint64_t free = maybe ? whole - split.own_least - split.others : 0;
    uint64_t more = least_of(circles->most[company] - held, free);
    uint64_t own = split.own_least + least_of(split.own_most - split.own_least, free - more);
    return rule == HF_OWNER_FIFTY ? 2 * (held + more) >= whole : 2 * (held + more) > whole - own;
}

static bool says_control(const struct hf_owner_graph *graph, uint32_t edge)
{
    return graph->paper != NULL && graph->paper[edge].control;
}

static void join(struct hf_owner_circles *circles, uint32_t node)
{
    if (circles->inside[node] & IN)
        return;
    circles->inside[node] |= IN;
    circles->member[circles->members++] = node;
}

static void touch(struct hf_owner_circles *circles, uint32_t company)
{
    if (circles->inside[company] & TOUCHED)
        return;
    circles->inside[company] |= TOUCHED;
    circles->touched[circles->touches++] = company;
}

/* One member's holdings are counted. */
static void count_member(struct hf_owner_circles *circles, uint32_t member, enum hf_owner_rule rule,
                         bool maybe)
{
    const struct hf_owner_graph *graph = circles->graph;
    const struct hf_owner_book *book = book_of(graph, rule);
    circles->steps += circles->from[member + 1] - circles->from[member] + 1;
    for (uint32_t i = circles->from[member]; i < circles->from[member + 1]; i++) {
        const struct hf_owner_hold *hold = &book->hold[circles->of[i]];
        uint32_t company = graph->edge[hold->edge].owned;
        if (company == member)
            continue;
        touch(circles, company);
        circles->least[company] += hold->lo;
        circles->most[company] += hold->hi;
        if ((rule == HF_OWNER_CONTROL && says_control(graph, hold->edge)) ||
            suffices(circles, company, rule, maybe))
            join(circles, company);
    }
}

static bool met_goal(const struct hf_owner_circles *circles, uint32_t from, const uint8_t *goal)
{
    for (uint32_t i = from; goal != NULL && i < circles->members; i++)
        if (goal[circles->member[i]])
            return true;
    return false;
}

static void clear(struct hf_owner_circles *circles)
{
    for (uint32_t i = 0; i < circles->members; i++)
        circles->inside[circles->member[i]] = 0;
    for (uint32_t i = 0; i < circles->touches; i++) {
        circles->inside[circles->touched[i]] = 0;
        circles->least[circles->touched[i]] = circles->most[circles->touched[i]] = 0;
    }
    circles->touches = 0;
}

bool hf_owner_circle(struct hf_owner_circles *circles, const uint32_t *seed, uint32_t seeds,
                     enum hf_owner_rule rule, bool maybe, const uint8_t *goal)
{
    bool met = false;
    circles->members = 0;
    for (uint32_t i = 0; i < seeds; i++)
        join(circles, seed[i]);
    for (uint32_t i = 0; i < circles->members && !met; i++) {
        uint32_t before = circles->members;
        count_member(circles, circles->member[i], rule, maybe);
        met = met_goal(circles, before, goal);
    }
    clear(circles);
    return met;
}
