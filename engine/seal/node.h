/* SPDX-License-Identifier: Apache-2.0 */
/* An inner node of the tree: SHA-256(0x01, left, right), RFC 9162 2.1.1. Needed where nodes are kept: tree.c,
 * proof.c, desk/tiles.c. */
#ifndef HF_SEAL_NODE_H
#define HF_SEAL_NODE_H

#include "seal/hash.h"

/* `out` may be either of the two. */
static inline void hf_node(struct hf_hasher *hasher, const struct hf_digest *left,
                           const struct hf_digest *right, struct hf_digest *out)
{
    unsigned char bytes[1 + 2 * HF_DIGEST_SIZE] = {0x01};

    memcpy(bytes + 1, left->byte, HF_DIGEST_SIZE);
    memcpy(bytes + 1 + HF_DIGEST_SIZE, right->byte, HF_DIGEST_SIZE);
    hf_hash_begin(hasher);
    hf_hash_add(hasher, bytes, sizeof(bytes));
    hf_hash_end(hasher, out);
}

#endif
