/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Ed25519 keys (RFC 8032) and their written form, JWK (RFC 7517, 8037) with its thumbprint (RFC 7638) as
 * name. Seeds come from outside. Verifying is strict: neither a signature with S + L nor a key or R of small
 * order passes, and a written point has one spelling.
 */
#ifndef HF_SEAL_KEY_H
#define HF_SEAL_KEY_H

#include "record/json.h"
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

/* SHA-256 of {"crv":"Ed25519","kty":"OKP","x":"..."}: the `kid` of our tokens and what people compare. */
void hf_key_thumbprint(struct hf_hasher *hasher, const struct hf_public *key, struct hf_digest *out);

/* {"alg":"EdDSA","crv":"Ed25519","kid":"...","kty":"OKP","use":"sig","x":"..."} */
void hf_jwk_put(struct hf_hasher *hasher, const struct hf_public *key, struct hf_buf *out);
/* {"keys":[...]} */
void hf_jwks_put(struct hf_hasher *hasher, const struct hf_public key[], size_t count, struct hf_buf *out);
/*
 * A public key as somebody else wrote it. Members unknown here are passed over (RFC 7517 section 4).
 * BAD_INPUT key_malformed, key_weak; key_private where the private part `d` stands in it.
 */
enum hf_rc hf_jwk_read(const struct hf_json *jwk, struct hf_public *out, struct hf_err *err);

#endif
