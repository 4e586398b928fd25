/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Bytes locked under a key of 32 bytes: XChaCha20-Poly1305 (libsodium's IETF form).
 *
 *     sealed = nonce (24) | ciphertext | tag (16)
 *
 * The nonce is dice from outside. `about` is not hidden but bound to the bytes: what they are and where they
 * belong, so that a sealed row cannot be put into the place of another. Serves disclosure rows, document
 * chunks and key files alike; only `about` differs.
 */
#ifndef HF_SEAL_BOX_H
#define HF_SEAL_BOX_H

#include "base/arena.h"
#include "base/err.h"

enum { HF_BOX_KEY_SIZE = 32, HF_BOX_NONCE_SIZE = 24, HF_BOX_MORE = 40 }; /* a box is so many bytes longer */

struct hf_box_key {
    unsigned char byte[HF_BOX_KEY_SIZE];
};
struct hf_nonce {
    unsigned char byte[HF_BOX_NONCE_SIZE];
};

/* Has the processor looked at, for whoever seals much: boxes are the same bytes without it, but a kilobyte
 * takes twice as long. Any thread, any number of times. */
void hf_box_begin(void);

struct hf_str hf_box_seal(struct hf_arena *arena, const struct hf_box_key *key, const struct hf_nonce *nonce,
                          struct hf_str about, struct hf_str plain);
/* UNVERIFIED box_broken: changed bytes, another key or another `about`; which of them nobody can tell. */
enum hf_rc hf_box_open(struct hf_arena *arena, const struct hf_box_key *key, struct hf_str about,
                       struct hf_str sealed, struct hf_str *plain, struct hf_err *err);

#endif
