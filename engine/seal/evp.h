/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What libsodium has not, by libcrypto: RS256 (RSASSA-PKCS1-v1_5, RFC 8017) and ES256 (ECDSA over P-256, FIPS
 * 186-5), both over SHA-256, in the forms of RFC 7518 3.3 and 3.4; AES-256-GCM where the processor has no
 * AES.
 *
 * Two things here draw random numbers of libcrypto's own, since neither can be done from given bytes with
 * what Debian 12 has: making a key, and the nonce of an ECDSA signature. Nothing decided or hashed depends on
 * them (docs/decisions/0015-tokens.md).
 */
#ifndef HF_SEAL_EVP_H
#define HF_SEAL_EVP_H

#include "seal/jwk.h"

/* A point on P-256; an RSA modulus of HF_RSA_MIN to HF_RSA_MAX bytes, odd and without leading zeros, with an
 * odd exponent from 65537. */
bool hf_evp_is_sound(const struct hf_jwk *key);
bool hf_evp_verify(const struct hf_jwk *key, struct hf_str message, struct hf_str signature);

/* A private key of kind p256 or rsa: its DER (RFC 5915, RFC 8017 A.1.2). */
enum { HF_PRIVATE_MAX = 2400, HF_RSA_MADE = 384 }; /* we make RSA keys of 3072 bits */
struct hf_private {
    enum hf_jwk_kind kind;
    uint16_t size;
    unsigned char der[HF_PRIVATE_MAX];
};

/* FAILED seal_library: libcrypto as installed here cannot do it. */
enum hf_rc hf_private_make(enum hf_jwk_kind kind, struct hf_private *out, struct hf_jwk *public_key,
                           struct hf_err *err);
/* The public half. BAD_INPUT key_malformed. */
enum hf_rc hf_private_public(const struct hf_private *key, struct hf_jwk *out, struct hf_err *err);
/* The signature as JOSE writes it: r and s of 32 bytes each, or as long as the modulus. BAD_INPUT
 * key_malformed, FAILED seal_library. */
enum hf_rc hf_private_sign(const struct hf_private *key, struct hf_str message, struct hf_arena *arena,
                           struct hf_str *signature, struct hf_err *err);

#endif
