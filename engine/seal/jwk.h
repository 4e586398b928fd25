/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A public key of any kind that a token may be signed with or encrypted for, as a value; its written form,
 * JWK (RFC 7517, 7518 section 6, 8037), and its name, the thumbprint (RFC 7638).
 *
 *     kind       kty  crv      first  second   signs as             use
 *     ed25519    OKP  Ed25519  x      -        EdDSA, Ed25519       sig
 *     p256       EC   P-256    x      y        ES256                sig
 *     rsa        RSA  -        n      e        RS256                sig
 *     x25519     OKP  X25519   x      -        (ECDH-ES)            enc
 *
 * What a key may do follows from its kind alone, never from what a token says (RFC 8725 3.1); an Ed25519 key
 * never agrees on a secret and an X25519 key never signs (RFC 8037 3.1, 3.2). Each key has one spelling: RSA
 * numbers without leading zeros, points of the curve that generate the large group.
 */
#ifndef HF_SEAL_JWK_H
#define HF_SEAL_JWK_H

#include "record/json.h"
#include "seal/key.h"

enum hf_jwk_kind { HF_JWK_ED25519, HF_JWK_P256, HF_JWK_RSA, HF_JWK_X25519, HF_JWK_KINDS };

/* 2048 to 4096 bits of modulus (RFC 7518 3.3); 4 bytes of exponent, at least 65537. */
enum { HF_RSA_MIN = 256, HF_RSA_MAX = 512, HF_JWK_SECOND_MAX = 32, HF_JWK_TEXT_MAX = 1024 };

struct hf_jwk {
    enum hf_jwk_kind kind;
    uint16_t first_size, second_size;
    unsigned char first[HF_RSA_MAX], second[HF_JWK_SECOND_MAX];
};

/* An Ed25519 key, or the public half of an X25519 key. */
struct hf_jwk hf_jwk_of(enum hf_jwk_kind kind, const struct hf_public *key);
bool hf_jwk_eq(const struct hf_jwk *a, const struct hf_jwk *b);

/* SHA-256 of the members that make the key, in order and without blanks: what people compare, and `kid`. */
void hf_jwk_thumbprint(struct hf_hasher *hasher, const struct hf_jwk *key, struct hf_digest *out);

/* The same of an Ed25519 key. */
void hf_key_thumbprint(struct hf_hasher *hasher, const struct hf_public *key, struct hf_digest *out);

/* Canonical, with kid (the thumbprint), use, and alg unless there are two: {"crv":"Ed25519","kid":"...",...}
 */
void hf_jwk_put(struct hf_hasher *hasher, const struct hf_jwk *key, struct hf_buf *out);
/* Only the members that make the key, as they are hashed. */
void hf_jwk_put_bare(const struct hf_jwk *key, struct hf_buf *out);
/* {"keys":[...]} */
void hf_jwks_put(struct hf_hasher *hasher, const struct hf_jwk key[], size_t count, struct hf_buf *out);

/*
 * A key as somebody else wrote it. Members unknown here are passed over (RFC 7517 section 4).
 * BAD_INPUT key_malformed (another kind, a member missing or spelt in a second way, `alg` or `use` of another
 * kind), key_weak (a point off the curve or of small order; a modulus that is short, long or even; a small
 * exponent); key_private where a private part stands in it.
 */
enum hf_rc hf_jwk_read(const struct hf_json *jwk, struct hf_jwk *out, struct hf_err *err);
/* The same out of its text, of HF_JWK_TEXT_MAX bytes at most; also what the gate refuses. */
enum hf_rc hf_jwk_read_text(struct hf_str text, struct hf_arena *arena, struct hf_jwk *out,
                            struct hf_err *err);
/*
 * The keys of a JWK set that are of a kind known here; others are passed over (RFC 7517 section 5), but a
 * private part is not. *count: the room, and then how many. BAD_INPUT key_malformed where there is none.
 */
enum hf_rc hf_jwks_read(struct hf_str text, struct hf_arena *arena, struct hf_jwk *out, size_t *count,
                        struct hf_err *err);

/* ---- algorithms ---- */

enum hf_alg { HF_ALG_EDDSA, HF_ALG_ED25519, HF_ALG_ES256, HF_ALG_RS256, HF_ALGS };

struct hf_str hf_alg_name(enum hf_alg alg); /* "EdDSA" */
/* HF_ALGS where the name is none of ours: none, HS256 and all others. */
enum hf_alg hf_alg_find(struct hf_str name);
enum hf_jwk_kind hf_alg_kind(enum hf_alg alg);
/* As a JWK says it: what a key of this kind is for, "EdDSA" or "ECDH-ES". */
struct hf_str hf_jwk_alg(enum hf_jwk_kind kind);
/* The one that a key of this kind signs with unless told otherwise; HF_ALGS for x25519. */
enum hf_alg hf_alg_of(enum hf_jwk_kind kind);

/* Does the key stand for the signature? By the way of its kind, whatever was claimed. */
bool hf_jwk_verify(const struct hf_jwk *key, struct hf_str message, struct hf_str signature);

#endif
