/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A file encrypted for one reader, who knows a passphrase or holds an X25519 key (docs/formats.md 15). Two
 * lines that say how the key is found, then one box (seal/box.h) that is bound to them:
 *
 *     holdfast/sealed/v1
 *     passphrase PASSES KIB SALT        Argon2id (RFC 9106), one lane; or
 *     recipient KEY EPHEMERAL           SHA-256("holdfast/sealed/v1\n", X25519, EPHEMERAL, KEY)
 *
 * The passphrase's work is bounded here, since a file says it itself.
 */
#ifndef HF_SEAL_SEALED_H
#define HF_SEAL_SEALED_H

#include "seal/box.h"
#include "seal/x25519.h"

enum {
    HF_SEALED_SALT = 16,
    HF_SEALED_PASSES = 3,
    HF_SEALED_KIB = 256 * 1024, /* libsodium's MODERATE */
    HF_SEALED_PASSES_MAX = 16,
    HF_SEALED_KIB_MAX = 1024 * 1024
};

bool hf_sealed_is(struct hf_str bytes);

struct hf_sealing {
    struct hf_str passphrase;   /* or */
    struct hf_public recipient; /* where that is empty; sound (hf_x25519_is_sound) */
    uint32_t passes, kib;       /* of a passphrase */
    unsigned char salt[HF_SEALED_SALT];
    struct hf_seed ephemeral; /* for a recipient: random, of this file alone */
    struct hf_nonce nonce;
};
/* FAILED no_memory: the passphrase's work takes more than there is. */
enum hf_rc hf_sealed_make(struct hf_hasher *hasher, struct hf_arena *arena, const struct hf_sealing *sealing,
                          struct hf_str plain, struct hf_str *sealed, struct hf_err *err);

struct hf_opening {
    struct hf_str passphrase;     /* empty: none */
    const struct hf_seed *secret; /* NULL: none */
};
/*
 * UNVERIFIED sealed_malformed, sealed_broken; BAD_INPUT sealed_passphrase, sealed_secret: the other, or any,
 * is wanted; FAILED no_memory.
 */
enum hf_rc hf_sealed_open(struct hf_hasher *hasher, struct hf_arena *arena, const struct hf_opening *opening,
                          struct hf_str bytes, struct hf_str *plain, struct hf_err *err);

#endif
