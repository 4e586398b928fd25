/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One proof for many leaves of one tree: of the tree of RFC 9162 2.1, the roots of the largest subtrees that
 * hold none of them, from left to right. With the leaves themselves they give the root, each is used exactly
 * once, and none can be left out: so no bit of such a proof is free.
 *
 * For n leaves next to each other in a log of N the proof has at most about 2 log N hashes, where n inclusion
 * proofs would have n log N; for n leaves spread evenly at most n log(N/n).
 */
#ifndef HF_SEAL_COVER_H
#define HF_SEAL_COVER_H

#include "seal/tree.h"

struct hf_placed { /* a leaf hash and its index in the log */
    uint64_t index;
    struct hf_digest leaf;
};

/* Called per node, from left to right; a failure is handed on. */
typedef enum hf_rc (*hf_node_fn)(void *context, const struct hf_digest *node, struct hf_err *err);

/* `leaf`: at least one, ascending, each below size; only the indexes are read. Nothing but `tree` and `put`
 * can fail. */
enum hf_rc hf_cover_make(struct hf_hasher *hasher, const struct hf_tree *tree, const struct hf_placed leaf[],
                         size_t count, uint64_t size, hf_node_fn put, void *context, struct hf_err *err);

/*
 * The root that leaves and nodes give. UNVERIFIED cover_broken: there is no leaf, indexes do not ascend or
 * lie outside, or there are more or fewer nodes than are needed.
 */
enum hf_rc hf_cover_root(struct hf_hasher *hasher, const struct hf_placed leaf[], size_t count, uint64_t size,
                         const struct hf_digest node[], size_t nodes, struct hf_digest *root,
                         struct hf_err *err);

#endif
