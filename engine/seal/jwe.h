/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A token inside an encrypted one, or a document: compact JWE (RFC 7516) by ECDH-ES over X25519 (RFC
 * 7518 4.6, RFC 8037 3.2) straight to the key of A256GCM. Signed first, then encrypted (RFC 7519 11.2), so
 * `cty` is JWT; a document that others carry is bytes, known by its digest, so its `cty` is octet-stream.
 * Neither is taken for the other.
 *
 *     header {"alg":"ECDH-ES","cty":"JWT","enc":"A256GCM","epk":{"crv":"X25519","kty":"OKP","x":"..."},
 *             "kid":"<thumbprint of the addressee's key>"}
 *
 * Reading takes these members, `typ`, and `apu` and `apv`, which only go into the key; nothing else, so
 * neither `zip` nor `crit` needs a word of its own.
 */
#ifndef HF_SEAL_JWE_H
#define HF_SEAL_JWE_H

#include "seal/jwk.h"
#include "seal/x25519.h"

/* An inner token of HF_TOKEN_MAX grows by a third and a header. */
enum {
    HF_JWE_MAX = 90 * 1024,
    HF_JWE_DOCUMENT_MAX = 86 << 20,
    HF_GCM_KEY = 32,
    HF_GCM_NONCE = 12,
    HF_GCM_TAG = 16
};

/* Dice from outside, used for one encryption: the ephemeral key and the nonce. */
struct hf_jwe_dice {
    unsigned char secret[HF_KEY_SIZE], nonce[HF_GCM_NONCE];
};

/*
 * `key` is of kind x25519, checked when it was read.
 * UNAVAILABLE jwe_unavailable: neither libsodium on this processor nor libcrypto has AES-256-GCM.
 */
enum hf_rc hf_jwe_seal(struct hf_hasher *hasher, struct hf_arena *arena, const struct hf_jwk *key,
                       const struct hf_jwe_dice *dice, struct hf_str inner, struct hf_str *out,
                       struct hf_err *err);

/* The same for the bytes of a document, of which HF_JWE_DOCUMENT_MAX takes 64 MiB. */
enum hf_rc hf_jwe_seal_document(struct hf_hasher *hasher, struct hf_arena *arena, const struct hf_jwk *key,
                                const struct hf_jwe_dice *dice, struct hf_str bytes, struct hf_str *out,
                                struct hf_err *err);

/* Five parts: is it meant to be one of these? */
bool hf_jwe_is(struct hf_str compact);
/* For which key, as its header says: the thumbprint; empty where it says nothing. Refuses as opening does. */
enum hf_rc hf_jwe_kid(struct hf_arena *arena, struct hf_str compact, struct hf_str *kid, struct hf_err *err);

/* Do these bytes say of themselves that they are an encrypted document? And then, for which key. */
bool hf_jwe_is_document(struct hf_arena *arena, struct hf_str bytes);
enum hf_rc hf_jwe_document_kid(struct hf_arena *arena, struct hf_str compact, struct hf_str *kid,
                               struct hf_err *err);

/*
 * BAD_INPUT token_too_large, jwe_malformed, jwe_header, jwe_alg; UNVERIFIED jwe_key (made for another key, or
 * with a point that proves nothing), jwe_broken (changed bytes or another key: nobody can tell).
 */
enum hf_rc hf_jwe_open(struct hf_hasher *hasher, struct hf_arena *arena, const struct hf_seed *secret,
                       struct hf_str compact, struct hf_str *inner, struct hf_err *err);
enum hf_rc hf_jwe_open_document(struct hf_hasher *hasher, struct hf_arena *arena,
                                const struct hf_seed *secret, struct hf_str compact, struct hf_str *bytes,
                                struct hf_err *err);

/* ---- its parts, for tests ---- */

/* The first block of the Concat KDF (NIST SP 800-56A 5.8.1, RFC 7518 4.6.2): at most 256 bits. `about` is the
 * AlgorithmID; the parties' texts are raw bytes. */
struct hf_concat {
    struct hf_str z, about, party_u, party_v;
    uint32_t bits;
};
void hf_concat_kdf(struct hf_hasher *hasher, const struct hf_concat *concat, struct hf_digest *out);

/* AES-256-GCM has two bodies that give the same bytes: libsodium's, where the processor has AES, and
 * libcrypto's. `sealed` holds plain.len bytes and the tag. False: this body is not there. */
enum hf_gcm_body { HF_GCM_SODIUM, HF_GCM_EVP, HF_GCM_BODIES };
struct hf_gcm {
    const unsigned char *key, *nonce;
    struct hf_str about;
};
bool hf_gcm_is_there(enum hf_gcm_body body);
bool hf_gcm_seal(enum hf_gcm_body body, const struct hf_gcm *gcm, struct hf_str plain, unsigned char *sealed);
/* False also where the tag does not hold. `plain` holds sealed.len - HF_GCM_TAG bytes. */
bool hf_gcm_open(enum hf_gcm_body body, const struct hf_gcm *gcm, struct hf_str sealed, unsigned char *plain);

#endif
