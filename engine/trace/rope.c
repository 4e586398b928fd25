/* SPDX-License-Identifier: Apache-2.0 */
#include "trace/rope.h"

#include "base/check.h"

#define CLAIMANTS UINT32_C(0x7FFFFFFF)

bool hf_trace_ropes_open(struct hf_trace_ropes *ropes, uint32_t most, struct hf_arena *arena)
{
    *ropes = (struct hf_trace_ropes){.arena = arena, .count = 1, .most = most};
    ropes->node =
        hf_arena_try_unset(arena, sizeof *ropes->node, _Alignof(struct hf_trace_node), (size_t)most + 1);
    return ropes->node != NULL;
}

uint32_t hf_trace_rope_lot(struct hf_trace_ropes *ropes, uint32_t claimant, int64_t amount)
{
    uint32_t node = ropes->free;
    if (node != 0)
        ropes->free = ropes->node[node].left;
    else if (ropes->count <= ropes->most)
        node = ropes->count++;
    else
        return 0;
    ropes->node[node] =
        (struct hf_trace_node){.amount = amount, .sum = amount, .claimant = claimant & CLAIMANTS, .count = 1};
    return node;
}

void hf_trace_rope_free(struct hf_trace_ropes *ropes, uint32_t node)
{
    ropes->node[node].left = ropes->free;
    ropes->free = node;
}

/* The rank of a node in the heap: its number, well mixed. Two different numbers never tie. */
static uint32_t rank_of(uint32_t node)
{
    node = (node ^ node >> 16) * UINT32_C(0x7FEB352D);
    node = (node ^ node >> 15) * UINT32_C(0x846CA68B);
    return node ^ node >> 16;
}

/* Puts the children in the order in which they count. */
static struct hf_trace_node *straight(struct hf_trace_ropes *ropes, uint32_t number)
{
    struct hf_trace_node *node = &ropes->node[number];
    if (node->turned) {
        uint32_t left = node->left;
        node->left = node->right;
        node->right = left;
        node->turned = 0;
        if (node->left != 0)
            ropes->node[node->left].turned ^= 1U;
        if (node->right != 0)
            ropes->node[node->right].turned ^= 1U;
    }
    return node;
}

/* Nodes whose sums are to be added up again, from the last to the first. */
struct path {
    uint32_t node[HF_TRACE_ROPE_DEPTH];
    uint32_t depth;
};

static void push(struct path *path, uint32_t node)
{
    HF_CHECK(path->depth < HF_TRACE_ROPE_DEPTH); /* 2^32 nodes are about 90 deep */
    path->node[path->depth++] = node;
}

static void add_up(struct hf_trace_ropes *ropes, const struct path *path)
{
    for (uint32_t i = path->depth; i-- > 0;) {
        struct hf_trace_node *node = &ropes->node[path->node[i]];
        uint32_t left = node->left, right = node->right;
        node->sum = node->amount + hf_trace_rope_sum(ropes, left) + hf_trace_rope_sum(ropes, right);
        node->count = 1 + hf_trace_rope_count(ropes, left) + hf_trace_rope_count(ropes, right);
    }
}

uint32_t hf_trace_rope_join(struct hf_trace_ropes *ropes, uint32_t first, uint32_t then)
{
    struct path path HF_UNSET;
    uint32_t root = 0, *at = &root;
    path.depth = 0;
    while (first != 0 && then != 0) {
        bool over = rank_of(first) > rank_of(then);
        uint32_t top = over ? first : then;
        struct hf_trace_node *node = straight(ropes, top);
        push(&path, top);
        *at = top;
        at = over ? &node->right : &node->left;
        *(over ? &first : &then) = *at;
    }
    *at = first != 0 ? first : then;
    add_up(ropes, &path);
    return root;
}

/* The lots that lie whole within `amount` on one side, the others on the other; what of it is missing. */
static int64_t cut_between(struct hf_trace_ropes *ropes, uint32_t rope, int64_t amount, uint32_t *first,
                           uint32_t *rest)
{
    struct path path HF_UNSET;
    path.depth = 0;
    while (rope != 0) {
        struct hf_trace_node *node = straight(ropes, rope);
        int64_t before = hf_trace_rope_sum(ropes, node->left);
        push(&path, rope);
        if (before + node->amount <= amount) {
            amount -= before + node->amount;
            *first = rope;
            first = &node->right;
            rope = node->right;
        } else {
            *rest = rope;
            rest = &node->left;
            rope = node->left;
        }
    }
    *first = *rest = 0;
    add_up(ropes, &path);
    return amount;
}

/* Takes so much away from the first lot, which is larger. */
static uint32_t lessen_first(struct hf_trace_ropes *ropes, uint32_t rope, int64_t amount)
{
    struct hf_trace_node *node = straight(ropes, rope);
    for (; node->left != 0; node = straight(ropes, node->left))
        node->sum -= amount;
    node->sum -= amount;
    node->amount -= amount;
    return node->claimant;
}

bool hf_trace_rope_cut(struct hf_trace_ropes *ropes, uint32_t rope, int64_t amount, uint32_t *first,
                       uint32_t *rest)
{
    uint32_t whole = 0, others = 0;
    int64_t missing = cut_between(ropes, rope, amount, &whole, &others);
    if (missing > 0) {
        uint32_t part = hf_trace_rope_lot(ropes, 0, missing);
        if (part == 0)
            return false;
        ropes->node[part].claimant = lessen_first(ropes, others, missing) & CLAIMANTS;
        whole = hf_trace_rope_join(ropes, whole, part);
    }
    *first = whole;
    *rest = others;
    return true;
}

uint32_t hf_trace_rope_turn(struct hf_trace_ropes *ropes, uint32_t rope)
{
    if (rope != 0)
        ropes->node[rope].turned ^= 1U;
    return rope;
}

static void descend(struct hf_trace_rope_walk *walk, uint32_t rope)
{
    for (; rope != 0; rope = straight(walk->ropes, rope)->left) {
        HF_CHECK(walk->depth < HF_TRACE_ROPE_DEPTH);
        walk->path[walk->depth++] = rope;
    }
}

void hf_trace_rope_begin(struct hf_trace_rope_walk *walk, struct hf_trace_ropes *ropes, uint32_t rope)
{
    walk->ropes = ropes;
    walk->depth = 0;
    descend(walk, rope);
}

uint32_t hf_trace_rope_next(struct hf_trace_rope_walk *walk)
{
    if (walk->depth == 0)
        return 0;
    uint32_t node = walk->path[--walk->depth];
    descend(walk, walk->ropes->node[node].right);
    return node;
}
