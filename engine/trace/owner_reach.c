/* SPDX-License-Identifier: Apache-2.0 */
/* Tarjan's walk without recursion; it meets the owners of a block before the block, so places are given from
 * behind. */
#include "trace/owner_reach.h"

#include "base/check.h"

bool hf_owner_walk_init(struct hf_owner_walk *walk, const struct hf_owner_graph *graph,
                        struct hf_arena *arena)
{
    size_t nodes = (size_t)graph->names.count + 1;
    walk->index = hf_arena_try(arena, sizeof(uint32_t), _Alignof(uint32_t), nodes);
    walk->low = HF_OWNER_TRY(arena, uint32_t, nodes);
    walk->place = HF_OWNER_TRY(arena, uint32_t, nodes);
    walk->stack = HF_OWNER_TRY(arena, uint32_t, nodes);
    walk->path = HF_OWNER_TRY(arena, uint32_t, nodes);
    walk->next = HF_OWNER_TRY(arena, uint32_t, nodes);
    walk->company = HF_OWNER_TRY(arena, uint32_t, nodes);
    walk->end = HF_OWNER_TRY(arena, uint32_t, nodes);
    walk->block = HF_OWNER_TRY(arena, uint32_t, nodes);
    return walk->index != NULL && walk->low != NULL && walk->place != NULL && walk->stack != NULL &&
           walk->path != NULL && walk->next != NULL && walk->company != NULL && walk->end != NULL &&
           walk->block != NULL;
}

/* What one walk keeps beside the memory lent to it. */
struct tarjan {
    struct hf_owner_walk *walk;
    const struct hf_owner_graph *graph;
    struct hf_owner_reach *out;
    uint32_t seen, depth, stacked;
};

#define DONE UINT32_C(0x80000000) /* in `low`: the node's block is known */

static void enter(struct tarjan *t, uint32_t node)
{
    t->walk->index[node] = t->walk->low[node] = ++t->seen;
    t->walk->next[node] = t->graph->share.start[node];
    t->walk->path[t->depth++] = node;
    t->walk->stack[t->stacked++] = node;
}

/* The root of a block has been left: what lies above it on the stack is the block. */
static void close_block(struct tarjan *t, uint32_t root)
{
    struct hf_owner_reach *out = t->out;
    uint32_t node;
    if (!hf_owner_is_company(t->graph, root)) {
        t->walk->low[root] |= DONE;
        t->stacked--;
        out->end[out->ends++] = root;
        return;
    }
    do {
        node = t->walk->stack[--t->stacked];
        t->walk->low[node] |= DONE;
        out->company[out->count++] = node;
    } while (node != root);
    out->block[++out->blocks] = out->count;
}

static void lower(uint32_t *low, uint32_t to)
{
    if (to < *low)
        *low = to;
}

static void leave(struct tarjan *t, uint32_t node)
{
    t->depth--;
    if (t->walk->low[node] == t->walk->index[node])
        close_block(t, node);
    else
        lower(&t->walk->low[t->walk->path[t->depth - 1]], t->walk->low[node]);
}

static void walk_from(struct tarjan *t, uint32_t root)
{
    struct hf_owner_walk *walk = t->walk;
    if (walk->index[root] > 0)
        return;
    enter(t, root);
    while (t->depth > 0) {
        uint32_t node = walk->path[t->depth - 1];
        if (walk->next[node] == t->graph->share.start[node + 1]) {
            leave(t, node);
            continue;
        }
        const struct hf_owner_hold *hold = &t->graph->share.hold[walk->next[node]++];
        uint32_t owner = hold->owner;
        if (hold->hi == 0)
            continue;
        if (walk->index[owner] == 0)
            enter(t, owner);
        else if ((walk->low[owner] & DONE) == 0)
            lower(&walk->low[node], walk->index[owner]);
    }
}

/* Whoever has no share but votes or control belongs to the reach, and ties no block together. */
static void walk_rest(struct tarjan *t)
{
    const struct hf_owner_book *book = &t->graph->share;
    for (uint32_t i = 0; i < t->out->count; i++)
        for (uint32_t h = book->start[t->out->company[i]]; h < book->start[t->out->company[i] + 1]; h++)
            walk_from(t, book->hold[h].owner);
}

static void turn(uint32_t *item, uint32_t count)
{
    for (uint32_t i = 0; i < count / 2; i++) {
        uint32_t held = item[i];
        item[i] = item[count - 1 - i];
        item[count - 1 - i] = held;
    }
}

/* Blocks were met owners first; now they stand the other way round. */
static void turn_round(struct hf_owner_reach *out)
{
    turn(out->company, out->count);
    for (uint32_t i = 0; i <= out->blocks; i++)
        out->block[i] = out->count - out->block[i];
    turn(out->block, out->blocks + 1);
}

/* The parts of one company in lowest terms. */
static void link_company(const struct hf_owner_walk *walk, struct hf_owner_reach *out, uint32_t i)
{
    const struct hf_owner_book *book = &out->graph->share;
    uint32_t node = out->company[i], at = out->start[i];
    uint64_t common = book->whole[node];
    for (uint32_t h = book->start[node]; h < book->start[node + 1] && common > 1; h++)
        common = hf_owner_gcd(hf_owner_gcd(common, book->hold[h].lo), book->hold[h].hi);
    for (uint32_t h = book->start[node]; h < book->start[node + 1]; h++)
        out->link[at++] =
            (struct hf_owner_link){book->hold[h].lo / common, walk->place[book->hold[h].owner], h};
    out->whole[i] = book->whole[node] / common;
    out->start[i + 1] = at;
}

static bool link_up(struct hf_owner_walk *walk, struct hf_owner_reach *out, struct hf_arena *arena)
{
    const struct hf_owner_book *book = &out->graph->share;
    size_t links = 0;
    for (uint32_t i = 0; i < out->count; i++) {
        walk->place[out->company[i]] = i;
        links += book->start[out->company[i] + 1] - book->start[out->company[i]];
    }
    for (uint32_t i = 0; i < out->ends; i++)
        walk->place[out->end[i]] = out->count + i;
    out->start = HF_OWNER_TRY(arena, uint32_t, (size_t)out->count + 1);
    out->whole = HF_OWNER_TRY(arena, uint64_t, (size_t)out->count + 1);
    out->link = HF_OWNER_TRY(arena, struct hf_owner_link, links + 1);
    if (out->start == NULL || out->whole == NULL || out->link == NULL)
        return false;
    out->start[0] = 0;
    for (uint32_t i = 0; i < out->count; i++)
        link_company(walk, out, i);
    return true;
}

/* A copy no longer than what it holds; NULL when the arena is full. */
static uint32_t *kept(struct hf_arena *arena, const uint32_t *item, uint32_t count)
{
    uint32_t *copy = HF_OWNER_TRY(arena, uint32_t, (size_t)count + 1);
    if (copy != NULL && count > 0)
        memcpy(copy, item, count * sizeof *item);
    return copy;
}

/* What was found lies in the walk's own memory until it is known how much it is. */
static bool keep_reach(struct hf_owner_reach *out, struct hf_arena *arena)
{
    out->company = kept(arena, out->company, out->count);
    out->end = kept(arena, out->end, out->ends);
    out->block = kept(arena, out->block, out->blocks + 1);
    return out->company != NULL && out->end != NULL && out->block != NULL;
}

bool hf_owner_reach(struct hf_owner_walk *walk, const struct hf_owner_graph *graph, uint32_t target,
                    struct hf_arena *arena, struct hf_owner_reach *out)
{
    *out = (struct hf_owner_reach){.graph = graph};
    struct tarjan tarjan = {.walk = walk, .graph = graph, .out = out};
    out->company = walk->company;
    out->end = walk->end;
    out->block = walk->block;
    out->block[0] = 0;
    for (uint32_t node = 0; target == HF_TRACE_NO_NAME && node < graph->names.count; node++)
        if (hf_owner_is_company(graph, node))
            walk_from(&tarjan, node);
    if (target != HF_TRACE_NO_NAME)
        walk_from(&tarjan, target);
    walk_rest(&tarjan);
    turn_round(out);
    for (uint32_t i = 0; i < out->count; i++)
        walk->index[out->company[i]] = 0;
    for (uint32_t i = 0; i < out->ends; i++)
        walk->index[out->end[i]] = 0;
    if (!keep_reach(out, arena) || !link_up(walk, out, arena))
        return false;
    out->target = target == HF_TRACE_NO_NAME ? 0 : walk->place[target];
    return true;
}

uint32_t hf_owner_closed_block(const struct hf_owner_reach *reach)
{
    for (uint32_t b = 0; b < reach->blocks; b++) {
        uint32_t from = reach->block[b], to = reach->block[b + 1];
        bool closed = true;
        for (uint32_t i = from; closed && i < to; i++) {
            uint64_t inside = 0;
            for (uint32_t l = reach->start[i]; l < reach->start[i + 1]; l++)
                if (reach->link[l].to >= from && reach->link[l].to < to)
                    inside += reach->link[l].parts;
            closed = inside == reach->whole[i];
        }
        if (closed)
            return b;
    }
    return reach->blocks;
}
