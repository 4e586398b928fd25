/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Ed25519 keys (RFC 8032): what we sign with. Seeds come from outside. Verifying is strict: neither a
 * signature with S + L nor a key or R of small order passes, and a written point has one spelling. Keys as
 * others write them, of this kind and others, are in seal/jwk.h.
 */
#ifndef HF_SEAL_KEY_H
#define HF_SEAL_KEY_H

#include "base/err.h"
#include "seal/hash.h"

enum { HF_KEY_SIZE = 32, HF_SECRET_SIZE = 64, HF_SIGNATURE_SIZE = 64 };

struct hf_seed {
    unsigned char byte[HF_KEY_SIZE]; /* what is kept of a private key */
};
struct hf_public {
    unsigned char byte[HF_KEY_SIZE];
};
struct hf_secret {
    unsigned char byte[HF_SECRET_SIZE]; /* seed and public key, ready to sign */
};
struct hf_signature {
    unsigned char byte[HF_SIGNATURE_SIZE];
};

void hf_key_make(const struct hf_seed *seed, struct hf_secret *secret, struct hf_public *public_key);
void hf_key_sign(const struct hf_secret *secret, struct hf_str message, struct hf_signature *out);
bool hf_key_verify(const struct hf_public *key, struct hf_str message, const struct hf_signature *signature);
/* Overwrites a secret so that the compiler cannot leave it out. */
void hf_key_wipe(void *secret, size_t size);

/* A point of the curve in its one spelling, of the large group: BAD_INPUT key_weak otherwise. */
enum hf_rc hf_key_check(const struct hf_public *key, struct hf_err *err);

#endif
