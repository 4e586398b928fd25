/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Compact JWS (RFC 7515), as every notice and every answer bears it: EdDSA over Ed25519 (RFC 8037) unless an
 * addressee asks for `Ed25519` (RFC 9864), ES256 or RS256 (RFC 7518).
 *
 * A token is known by the SHA-256 of its compact form, so one content must have one spelling: base64url
 * without padding or stray bits, nothing around it. The algorithm comes from the key, never from the token
 * (RFC 8725 3.1); the header may hold alg, typ and kid only, so nothing in it can bring a key, a zip or a
 * `crit` along.
 */
#ifndef HF_SEAL_TOKEN_H
#define HF_SEAL_TOKEN_H

#include "seal/jwk.h"

enum { HF_TOKEN_MAX = 65536 };

/* header {"alg":"EdDSA","kid":"...","typ":"secevent+jwt"}; `kid` is the thumbprint of the key. */
struct hf_str hf_token_sign(struct hf_hasher *hasher, struct hf_arena *arena, const struct hf_secret *secret,
                            const struct hf_public *key, struct hf_str payload);

/* The same in steps, for a key that is held elsewhere: the head that all tokens of a key have in common, what
 * is to be signed, and the token it makes. */
struct hf_str hf_token_head(struct hf_hasher *hasher, struct hf_arena *arena, const struct hf_public *key);
struct hf_str hf_token_draft(struct hf_arena *arena, struct hf_str head, struct hf_str payload);
struct hf_str hf_token_finish(struct hf_arena *arena, struct hf_str draft,
                              const struct hf_signature *signature);

/* The head under another algorithm, by a key of its kind; and the token of a signature of any length. */
struct hf_str hf_token_head_by(struct hf_hasher *hasher, struct hf_arena *arena, enum hf_alg alg,
                               const struct hf_jwk *key);
struct hf_str hf_token_finish_by(struct hf_arena *arena, struct hf_str draft, struct hf_str signature);

struct hf_token {
    struct hf_str kid; /* which key is claimed: a thumbprint or any name; HF_STR_NONE where it is not said */
    struct hf_str payload; /* the claims' bytes, not yet verified */
    struct hf_str signed_part, signature;
    enum hf_alg alg; /* as it says; what it is verified by follows from the key */
};

/*
 * Takes a token apart. BAD_INPUT token_too_large, token_malformed, token_header (a member that may not stand
 * there), token_type (not secevent+jwt), token_alg.
 */
enum hf_rc hf_token_read(struct hf_arena *arena, struct hf_str compact, struct hf_token *out,
                         struct hf_err *err);

/*
 * UNVERIFIED token_key: `kid` is the thumbprint of another key; token_key_alg: a key of its kind does not
 * sign by the algorithm that the token says; token_signature: the signature does not hold. A `kid` of another
 * form is the holder's own name for the key: the signature alone decides.
 */
enum hf_rc hf_token_verify_by(struct hf_hasher *hasher, const struct hf_token *token,
                              const struct hf_jwk *key, struct hf_err *err);
/* The same by an Ed25519 key. */
enum hf_rc hf_token_verify(struct hf_hasher *hasher, const struct hf_token *token,
                           const struct hf_public *key, struct hf_err *err);

/* SHA-256 of the compact form: what receipts, answers and events call a message by. */
static inline void hf_token_digest(struct hf_hasher *hasher, struct hf_str compact, struct hf_digest *out)
{
    hf_sha256(hasher, &compact, 1, out);
}

#endif
