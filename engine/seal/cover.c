/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Both ways walk the tree depth first, left before right, on a stack of at most one frame per level. A
 * subtree without a wanted leaf is a node of the proof and is not entered; a wanted leaf ends the descent.
 */
#include "seal/cover.h"

#include "base/check.h"
#include "seal/node.h"

struct frame {
    uint64_t from, to; /* the leaves below */
    bool has_left;     /* the left half is done */
    struct hf_digest left;
};

struct walk {
    struct frame stack[HF_TREE_LEVELS + 1];
    size_t depth;
    const struct hf_placed *leaf;
    size_t count, next; /* leaves; the first that was not met yet */
};

static struct frame *top(struct walk *w)
{
    return &w->stack[w->depth - 1];
}

static void enter(struct walk *w, uint64_t from, uint64_t to)
{
    HF_CHECK(w->depth < sizeof w->stack / sizeof w->stack[0]);
    w->stack[w->depth++] = (struct frame){.from = from, .to = to};
}

static void enter_half(struct walk *w)
{
    const struct frame *f = top(w);
    uint64_t middle = f->from + hf_tree_split(f->to - f->from);
    if (f->has_left)
        enter(w, middle, f->to);
    else
        enter(w, f->from, middle);
}

static bool is_wanted(const struct walk *w)
{
    return w->next < w->count && w->leaf[w->next].index < w->stack[w->depth - 1].to;
}

static bool is_leaf(const struct walk *w)
{
    return w->stack[w->depth - 1].to - w->stack[w->depth - 1].from == 1;
}

/* The subtree on top is done; true: so is its parent, whose hash is now in *hash. With a hasher. */
static bool leave(struct walk *w, struct hf_hasher *hasher, struct hf_digest *hash)
{
    w->depth--;
    if (w->depth == 0)
        return false;
    struct frame *f = top(w);
    if (!f->has_left) {
        f->has_left = true;
        f->left = *hash;
        return false;
    }
    if (hasher != NULL)
        hf_node(hasher, &f->left, hash, hash);
    return true;
}

static bool in_order(const struct hf_placed leaf[], size_t count, uint64_t size)
{
    for (size_t i = 0; i < count; i++)
        if (leaf[i].index >= size || (i > 0 && leaf[i].index <= leaf[i - 1].index))
            return false;
    return count > 0 && size < UINT64_C(1) << HF_TREE_LEVELS;
}

enum hf_rc hf_cover_make(struct hf_hasher *hasher, const struct hf_tree *tree, const struct hf_placed leaf[],
                         size_t count, uint64_t size, hf_node_fn put, void *context, struct hf_err *err)
{
    struct walk w = {.leaf = leaf, .count = count};
    struct hf_digest node = {{0}};
    HF_CHECK(in_order(leaf, count, size));
    enter(&w, 0, size);
    while (w.depth > 0) {
        const struct frame *f = top(&w);
        if (is_wanted(&w) && !is_leaf(&w)) {
            enter_half(&w);
            continue;
        }
        if (is_wanted(&w)) {
            w.next++;
        } else {
            HF_TRY(hf_tree_range(hasher, tree, f->from, f->to, &node, err));
            HF_TRY(put(context, &node, err));
        }
        while (leave(&w, NULL, &node)) {
        }
        if (w.depth > 0)
            enter_half(&w);
    }
    return HF_OK;
}

/* What stands at the subtree on top; false: a node is wanting. */
static bool take(struct walk *w, const struct hf_digest node[], size_t nodes, size_t *used,
                 struct hf_digest *hash)
{
    if (is_wanted(w)) {
        *hash = w->leaf[w->next++].leaf;
        return true;
    }
    if (*used == nodes)
        return false;
    *hash = node[(*used)++];
    return true;
}

static bool climb(struct hf_hasher *hasher, struct walk *w, const struct hf_digest node[], size_t nodes,
                  struct hf_digest *root)
{
    size_t used = 0;
    while (w->depth > 0) {
        if (is_wanted(w) && !is_leaf(w)) {
            enter_half(w);
            continue;
        }
        if (!take(w, node, nodes, &used, root))
            return false;
        while (leave(w, hasher, root)) {
        }
        if (w->depth > 0)
            enter_half(w);
    }
    return used == nodes;
}

enum hf_rc hf_cover_root(struct hf_hasher *hasher, const struct hf_placed leaf[], size_t count, uint64_t size,
                         const struct hf_digest node[], size_t nodes, struct hf_digest *root,
                         struct hf_err *err)
{
    struct walk w = {.leaf = leaf, .count = count};
    if (!in_order(leaf, count, size))
        return hf_fail(err, HF_WORD_cover_broken, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
    enter(&w, 0, size);
    if (!climb(hasher, &w, node, nodes, root))
        return hf_fail(err, HF_WORD_cover_broken, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
    return HF_OK;
}
