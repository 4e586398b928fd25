/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Proofs of the tree checked, step by step as RFC 9162 2.1.3.2 and 2.1.4.2 say.
 * fn and sn are the RFC's names: the numbers of the node under way and of the last node, on the same level.
 */
#include "seal/node.h"
#include "seal/tree.h"

struct climb {
    uint64_t fn, sn;
};

/* Is the next sibling to the left of the node under way? */
static bool sibling_is_left(const struct climb *climb)
{
    return (climb->fn & 1) != 0 || climb->fn == climb->sn;
}

/* Goes up after a sibling was taken in; a node without a right sibling rises until it is one. */
static void rise(struct climb *climb)
{
    while ((climb->fn & 1) == 0 && climb->fn == climb->sn && climb->fn != 0) {
        climb->fn >>= 1;
        climb->sn >>= 1;
    }
    climb->fn >>= 1;
    climb->sn >>= 1;
}

static bool includes(struct hf_hasher *hasher, const struct hf_digest *leaf, uint64_t index, uint64_t size,
                     const struct hf_path *path, const struct hf_digest *root)
{
    struct climb climb = {index, size - 1};
    struct hf_digest node = *leaf;

    for (size_t i = 0; i < path->count; i++) {
        if (climb.sn == 0)
            return false;
        if (sibling_is_left(&climb))
            hf_node(hasher, &path->step[i], &node, &node);
        else
            hf_node(hasher, &node, &path->step[i], &node);
        rise(&climb);
    }
    return climb.sn == 0 && hf_digest_eq(&node, root);
}

enum hf_rc hf_tree_includes(struct hf_hasher *hasher, const struct hf_digest *leaf, uint64_t index,
                            uint64_t size, const struct hf_path *path, const struct hf_digest *root,
                            struct hf_err *err)
{
    if (index >= size || path->count > HF_PATH_MAX || !includes(hasher, leaf, index, size, path, root))
        return hf_fail(err, HF_WORD_inclusion_broken, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
    return HF_OK;
}

/* The old and the new root as far as they are put together. */
struct pair {
    struct hf_digest old, present;
};

static void take_in(struct hf_hasher *hasher, const struct climb *climb, const struct hf_digest *step,
                    struct pair *pair)
{
    if (sibling_is_left(climb)) {
        hf_node(hasher, step, &pair->old, &pair->old);
        hf_node(hasher, step, &pair->present, &pair->present);
    } else {
        hf_node(hasher, &pair->present, step, &pair->present);
    }
}

/* 0 < old < size. Where the old tree is perfect its root is the node to start from, and not in the path. */
static bool extends(struct hf_hasher *hasher, uint64_t old, const struct hf_digest *old_root, uint64_t size,
                    const struct hf_digest *root, const struct hf_path *path)
{
    struct climb climb = {old - 1, size - 1};
    bool perfect = (old & (old - 1)) == 0;
    size_t next = perfect ? 0 : 1;

    if (path->count == 0)
        return false;
    const struct hf_digest *start = perfect ? old_root : &path->step[0];
    struct pair pair = {*start, *start};
    while ((climb.fn & 1) != 0) {
        climb.fn >>= 1;
        climb.sn >>= 1;
    }
    for (; next < path->count; next++) {
        if (climb.sn == 0)
            return false;
        take_in(hasher, &climb, &path->step[next], &pair);
        rise(&climb);
    }
    return climb.sn == 0 && hf_digest_eq(&pair.old, old_root) && hf_digest_eq(&pair.present, root);
}

enum hf_rc hf_tree_extends(struct hf_hasher *hasher, uint64_t old, const struct hf_digest *old_root,
                           uint64_t size, const struct hf_digest *root, const struct hf_path *path,
                           struct hf_err *err)
{
    bool holds = old == size ? path->count == 0 && hf_digest_eq(old_root, root)
                             : old > 0 && old < size && path->count <= HF_PATH_MAX &&
                                   extends(hasher, old, old_root, size, root, path);

    if (!holds)
        return hf_fail(err, HF_WORD_consistency_broken, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
    return HF_OK;
}
