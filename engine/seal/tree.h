/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The Merkle tree of the log, RFC 9162 section 2.1, with SHA-256. Everything here works on leaf hashes.
 *
 * A frontier is all one needs in order to go on appending: the roots of the perfect subtrees of the present
 * size, left to right, as many as the size has one bits. Sizes stay below 2^62.
 */
#ifndef HF_SEAL_TREE_H
#define HF_SEAL_TREE_H

#include "base/err.h"
#include "seal/hash.h"

enum { HF_TREE_LEVELS = 62, HF_PATH_MAX = HF_TREE_LEVELS + 1 };

struct hf_frontier {
    uint64_t size; /* leaves so far */
    struct hf_digest root[HF_TREE_LEVELS];
};

/* The empty tree is `(struct hf_frontier){0}`. */
void hf_frontier_append(struct hf_hasher *hasher, struct hf_frontier *frontier, const struct hf_digest leaf[],
                        size_t count);
/* 2^level leaves at once, of which only their root is known; the tree is a multiple of so many. */
void hf_frontier_join(struct hf_hasher *hasher, struct hf_frontier *frontier, const struct hf_digest *node,
                      unsigned level);
/* The root of the whole tree; of the empty one, SHA-256 of nothing. */
void hf_frontier_root(struct hf_hasher *hasher, const struct hf_frontier *frontier, struct hf_digest *root);
/* The subtree roots one after the other, 32 bytes each; `load` is false when there are not as many as size
 * needs. */
void hf_frontier_save(const struct hf_frontier *frontier, struct hf_buf *out);
bool hf_frontier_load(uint64_t size, struct hf_str saved, struct hf_frontier *out);

/*
 * Where proofs find the hashes: `node` gives the root of the perfect subtree number `index` of 2^level leaves
 * (level 0: a leaf hash), as tiles name them. It may read a store, so it may fail; its failure is handed on.
 */
struct hf_tree {
    void *self;
    enum hf_rc (*node)(void *self, unsigned level, uint64_t index, struct hf_digest *out, struct hf_err *err);
};

/* A tree over leaf hashes in memory. */
struct hf_leaves {
    struct hf_hasher *hasher;
    const struct hf_digest *leaf;
    size_t count;
};
struct hf_tree hf_tree_of(struct hf_leaves *leaves);

/* One of which only an earlier frontier is known and the leaves since: enough to prove that it grew from
 * there. Nodes below that frontier cannot be asked for. */
struct hf_grown_tree {
    struct hf_leaves since;
    struct hf_frontier old;
};
struct hf_tree hf_tree_grown(struct hf_grown_tree *grown);

/* The largest power of two below `size`, which is at least 2: where RFC 9162 splits a tree. */
uint64_t hf_tree_split(uint64_t size);
/* The root over the leaves [from, to), a subtree of RFC 9162. Nothing but `node` can fail. */
enum hf_rc hf_tree_range(struct hf_hasher *hasher, const struct hf_tree *tree, uint64_t from, uint64_t to,
                         struct hf_digest *out, struct hf_err *err);

struct hf_path {
    size_t count;
    struct hf_digest step[HF_PATH_MAX];
};

/* RFC 9162 2.1.3.1, with index < size, and 2.1.4.1, with 0 < old <= size. Nothing but `node` can fail. */
enum hf_rc hf_tree_inclusion(struct hf_hasher *hasher, const struct hf_tree *tree, uint64_t index,
                             uint64_t size, struct hf_path *out, struct hf_err *err);
enum hf_rc hf_tree_consistency(struct hf_hasher *hasher, const struct hf_tree *tree, uint64_t old,
                               uint64_t size, struct hf_path *out, struct hf_err *err);

/* RFC 9162 2.1.3.2 and 2.1.4.2. UNVERIFIED inclusion_broken, consistency_broken. */
enum hf_rc hf_tree_includes(struct hf_hasher *hasher, const struct hf_digest *leaf, uint64_t index,
                            uint64_t size, const struct hf_path *path, const struct hf_digest *root,
                            struct hf_err *err);
enum hf_rc hf_tree_extends(struct hf_hasher *hasher, uint64_t old, const struct hf_digest *old_root,
                           uint64_t size, const struct hf_digest *root, const struct hf_path *path,
                           struct hf_err *err);

#endif
