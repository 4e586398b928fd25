/* SPDX-License-Identifier: Apache-2.0 */
/* The frontier, and proofs made from it; what checks a proof is in proof.c. */
#include "seal/tree.h"

#include "base/check.h"
#include "seal/node.h"

static unsigned ones(uint64_t size)
{
    return (unsigned)__builtin_popcountll(size);
}

static void append_one(struct hf_hasher *hasher, struct hf_frontier *frontier,
                       const struct hf_digest *subtree, unsigned level)
{
    unsigned last = ones(frontier->size);
    struct hf_digest node = *subtree;

    /* Each low one bit of the size is a subtree as large as the one that now comes to stand right of it. */
    for (uint64_t size = frontier->size >> level; (size & 1) != 0; size >>= 1)
        hf_node(hasher, &frontier->root[--last], &node, &node);
    frontier->root[last] = node;
    frontier->size += UINT64_C(1) << level;
}

void hf_frontier_append(struct hf_hasher *hasher, struct hf_frontier *frontier, const struct hf_digest leaf[],
                        size_t count)
{
    HF_CHECK(frontier->size + count < UINT64_C(1) << HF_TREE_LEVELS);
    for (size_t i = 0; i < count; i++)
        append_one(hasher, frontier, &leaf[i], 0);
}

void hf_frontier_join(struct hf_hasher *hasher, struct hf_frontier *frontier, const struct hf_digest *node,
                      unsigned level)
{
    HF_CHECK(level < HF_TREE_LEVELS && frontier->size % (UINT64_C(1) << level) == 0);
    HF_CHECK(frontier->size + (UINT64_C(1) << level) < UINT64_C(1) << HF_TREE_LEVELS);
    append_one(hasher, frontier, node, level);
}

void hf_frontier_root(struct hf_hasher *hasher, const struct hf_frontier *frontier, struct hf_digest *root)
{
    unsigned at = ones(frontier->size);

    if (at == 0) {
        hf_sha256(hasher, NULL, 0, root);
        return;
    }
    *root = frontier->root[--at];
    while (at > 0)
        hf_node(hasher, &frontier->root[--at], root, root);
}

void hf_frontier_save(const struct hf_frontier *frontier, struct hf_buf *out)
{
    for (unsigned i = 0; i < ones(frontier->size); i++)
        hf_buf_put_bytes(out, frontier->root[i].byte, HF_DIGEST_SIZE);
}

bool hf_frontier_load(uint64_t size, struct hf_str saved, struct hf_frontier *out)
{
    if (size >= UINT64_C(1) << HF_TREE_LEVELS || saved.len != (size_t)ones(size) * HF_DIGEST_SIZE)
        return false;
    *out = (struct hf_frontier){.size = size};
    for (unsigned i = 0; i < ones(size); i++)
        memcpy(out->root[i].byte, saved.at + (size_t)i * HF_DIGEST_SIZE, HF_DIGEST_SIZE);
    return true;
}

static enum hf_rc leaves_node(void *self, unsigned level, uint64_t index, struct hf_digest *out,
                              struct hf_err *err)
{
    const struct hf_leaves *leaves = self;
    uint64_t width = UINT64_C(1) << level;
    struct hf_frontier frontier = {0};

    (void)err;
    HF_CHECK(level < HF_TREE_LEVELS && (index + 1) * width <= leaves->count);
    hf_frontier_append(leaves->hasher, &frontier, leaves->leaf + index * width, (size_t)width);
    *out = frontier.root[0];
    return HF_OK;
}

struct hf_tree hf_tree_of(struct hf_leaves *leaves)
{
    return (struct hf_tree){leaves, leaves_node};
}

/* A one bit of the size is a subtree of the frontier, that of the highest bit the first. */
static enum hf_rc grown_node(void *self, unsigned level, uint64_t index, struct hf_digest *out,
                             struct hf_err *err)
{
    struct hf_grown_tree *grown = self;
    uint64_t size = grown->old.size, from = index << level, width = UINT64_C(1) << level;
    struct hf_frontier frontier = {0};

    (void)err;
    if (from >= size) {
        HF_CHECK(from - size + width <= grown->since.count);
        hf_frontier_append(grown->since.hasher, &frontier, grown->since.leaf + (from - size), (size_t)width);
        *out = frontier.root[0];
        return HF_OK;
    }
    HF_CHECK((size & width) != 0 && index == (size >> level) - 1);
    *out = grown->old.root[ones(size >> level) - 1];
    return HF_OK;
}

struct hf_tree hf_tree_grown(struct hf_grown_tree *grown)
{
    return (struct hf_tree){grown, grown_node};
}

uint64_t hf_tree_split(uint64_t size)
{
    return UINT64_C(1) << (63 - __builtin_clzll(size - 1));
}

enum hf_rc hf_tree_range(struct hf_hasher *hasher, const struct hf_tree *tree, uint64_t from, uint64_t to,
                         struct hf_digest *out, struct hf_err *err)
{
    struct hf_frontier parts = {.size = to - from};
    unsigned at = 0;

    for (uint64_t left = to - from; left > 0; at++) {
        unsigned level = 63 - (unsigned)__builtin_clzll(left);
        HF_TRY(tree->node(tree->self, level, from >> level, &parts.root[at], err));
        from += UINT64_C(1) << level;
        left -= UINT64_C(1) << level;
    }
    hf_frontier_root(hasher, &parts, out);
    return HF_OK;
}

static void turn_round(struct hf_path *path)
{
    for (size_t i = 0, j = path->count; i + 1 < j; i++) {
        struct hf_digest kept = path->step[i];
        path->step[i] = path->step[--j];
        path->step[j] = kept;
    }
}

/* Where a walk from the root towards the leaves stands. */
struct walk {
    uint64_t from, to;   /* the leaves below the present node */
    struct hf_path path; /* the siblings passed, the root's side first */
};

/* Goes down to the half that holds the leaf, noting the root of the other. */
static enum hf_rc go_down(struct hf_hasher *hasher, const struct hf_tree *tree, struct walk *walk,
                          uint64_t leaf, struct hf_err *err)
{
    uint64_t middle = walk->from + hf_tree_split(walk->to - walk->from);
    struct hf_digest *sibling = &walk->path.step[walk->path.count];
    bool left = leaf < middle;

    HF_TRY(left ? hf_tree_range(hasher, tree, middle, walk->to, sibling, err)
                : hf_tree_range(hasher, tree, walk->from, middle, sibling, err));
    walk->path.count++;
    if (left)
        walk->to = middle;
    else
        walk->from = middle;
    return HF_OK;
}

enum hf_rc hf_tree_inclusion(struct hf_hasher *hasher, const struct hf_tree *tree, uint64_t index,
                             uint64_t size, struct hf_path *out, struct hf_err *err)
{
    struct walk walk = {.from = 0, .to = size};

    HF_CHECK(index < size && size < UINT64_C(1) << HF_TREE_LEVELS);
    while (walk.to - walk.from > 1)
        HF_TRY(go_down(hasher, tree, &walk, index, err));
    turn_round(&walk.path);
    *out = walk.path;
    return HF_OK;
}

enum hf_rc hf_tree_consistency(struct hf_hasher *hasher, const struct hf_tree *tree, uint64_t old,
                               uint64_t size, struct hf_path *out, struct hf_err *err)
{
    struct walk walk = {.from = 0, .to = size};

    HF_CHECK(old > 0 && old <= size && size < UINT64_C(1) << HF_TREE_LEVELS);
    while (walk.to != old)
        HF_TRY(go_down(hasher, tree, &walk, old - 1, err));
    /* Down the left edge only: the old tree is itself a node, whose root the verifier has. */
    if (walk.from > 0) {
        HF_TRY(hf_tree_range(hasher, tree, walk.from, walk.to, &walk.path.step[walk.path.count], err));
        walk.path.count++;
    }
    turn_round(&walk.path);
    *out = walk.path;
    return HF_OK;
}
