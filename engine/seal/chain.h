/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The chain of one file, and the leaf each of its events puts into the log (docs/formats.md 5).
 *
 *     commitment = SHA-256("holdfast/event/v1\n", blind, header)   blind: 32 random bytes, header: its bytes
 *     link 0     = SHA-256("holdfast/file/v1\n", origin, file id)   origin: its bytes, file id: 16 raw bytes
 *     link n     = SHA-256("holdfast/link/v1\n", link n-1, commitment n)
 *     leaf n     = "holdfast/leaf/v1\n" base64(link n) "\n"
 *     leaf hash  = SHA-256(0x00, leaf)                                 RFC 9162 2.1.1
 *
 * Nothing stands between the parts. Who may not see an event gets its commitment and still checks the whole
 * chain; who sees the log only learns how many events there are.
 */
#ifndef HF_SEAL_CHAIN_H
#define HF_SEAL_CHAIN_H

#include "base/id.h"
#include "seal/hash.h"

enum { HF_BLIND_SIZE = 32 };

struct hf_blind {
    unsigned char byte[HF_BLIND_SIZE];
};

void hf_chain_start(struct hf_hasher *hasher, struct hf_str origin, const struct hf_id *file,
                    struct hf_digest *link);
void hf_chain_commit(struct hf_hasher *hasher, const struct hf_blind *blind, struct hf_str header,
                     struct hf_digest *commitment);
/* `link` becomes the next link; it may be the same object as `previous`. */
void hf_chain_next(struct hf_hasher *hasher, const struct hf_digest *previous,
                   const struct hf_digest *commitment, struct hf_digest *link);

void hf_chain_leaf_put(struct hf_buf *buf, const struct hf_digest *link);
void hf_chain_leaf(struct hf_hasher *hasher, const struct hf_digest *link, struct hf_digest *leaf_hash);

#endif
