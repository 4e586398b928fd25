/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The keys of an authority: the one that its entry names, and those enrolled by the ceremony of
 * docs/directory.md. Several may be in force at once, so that a rotation has an overlap; none is ever
 * deleted. A token is judged by the key as it stood when we received it.
 *
 *     proposed -> proved -> enrolled -> revoked       key_from, key_to, revoked_from say when it is in force
 */
#ifndef HF_CASEFILE_ENROLLED_H
#define HF_CASEFILE_ENROLLED_H

#include "casefile/entry.h"
#include "seal/token.h"

enum hf_key_standing { HF_KEY_IN_FORCE, HF_KEY_EARLY, HF_KEY_EXPIRED, HF_KEY_REVOKED, HF_KEY_UNCONFIRMED };

struct hf_enrolled {
    hf_instance instance; /* 0: the key of the entry itself */
    struct hf_jwk key;
    struct hf_digest thumbprint;
    bool confirmed;
    bool receipts_only;                 /* of a system, which decides nothing */
    int64_t from_ms, to_ms, revoked_ms; /* INT64_MIN, INT64_MAX where nothing is said */
};

/* All of them, whatever their standing, in the order of enrolment; `encryption` or else those that sign. */
size_t hf_enrolled_keys(const struct hf_entry *entry, bool encryption, struct hf_hasher *hasher,
                        struct hf_arena *arena, const struct hf_enrolled **out);
enum hf_key_standing hf_enrolled_at(const struct hf_enrolled *key, int64_t at_ms);

/* The one to encrypt for at this instant: of those in force the newest. NULL: there is none. */
const struct hf_enrolled *hf_enrolled_to_encrypt(const struct hf_entry *entry, int64_t at_ms,
                                                 struct hf_hasher *hasher, struct hf_arena *arena);

/*
 * Has the authority signed this token, by a key in force at this instant? *out: by which.
 *   UNVERIFIED   set_unknown_issuer (it has no key at all), token_key (it names one that is not among them),
 *                token_key_alg, token_signature; of a signature that holds key_early, key_expired,
 * key_revoked
 */
enum hf_rc hf_enrolled_verify(const struct hf_entry *entry, const struct hf_token *token, int64_t at_ms,
                              struct hf_hasher *hasher, struct hf_arena *arena,
                              const struct hf_enrolled **out, struct hf_err *err);

#endif
