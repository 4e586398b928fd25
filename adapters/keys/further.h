/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Keys for notices after the first, to sign or to encrypt for: STATE/keys/notices/<thumbprint>, one file
 * each.
 *
 *     holdfast/key/v2
 *     role notice
 *     name https://court.example
 *     made 2026-11-23T09:14:00.000Z
 *     public {"crv":"P-256","kty":"EC","x":"...","y":"..."}
 *     sealed <base64url of the box that holds the seed (of x25519 the secret), or for RSA and P-256 the DER
 * of the private key>
 *
 * The box is bound to all the lines above it, as in keyfile.h. Which of them signs when is no matter of these
 * files: the keyring file of the log says it (casefile/own_key.h). A key that was made and never entered
 * there signs and opens nothing.
 */
#ifndef HF_KEYS_FURTHER_H
#define HF_KEYS_FURTHER_H

#include "desk/ports.h"
#include "keys/file.h"
#include "seal/evp.h"

enum { HF_FURTHER_MAX = 6144 }; /* of such a file */

struct hf_further_order {
    enum hf_jwk_kind kind;
    struct hf_str issuer;
    int64_t made_ms;
    struct hf_dice dice;
};
/* Makes the key and its file, both durable. What keys/file.h, keys/unlock.h and seal/evp.h refuse. */
enum hf_rc hf_further_make(const char *state, const struct hf_further_order *order, struct hf_jwk *out,
                           struct hf_err *err);

/* Has one ever been made here? */
bool hf_further_there(const char *state);

/* Takes the file away again; of a key that was not entered. */
void hf_further_remove(const char *state, const struct hf_digest *thumbprint);

/* Ready for use. */
struct hf_further {
    struct hf_digest thumbprint;
    enum hf_jwk_kind kind;
    struct hf_secret secret;    /* ed25519 */
    struct hf_seed agreeing;    /* x25519 */
    struct hf_private private_; /* the others */
};
/* NOT_FOUND key_missing, UNVERIFIED key_shut, BAD_INPUT key_file_malformed. */
enum hf_rc hf_further_open(const char *state, const struct hf_digest *thumbprint,
                           const struct hf_box_key *unlock, struct hf_further *out, struct hf_err *err);
/* `use` of the keys port. */
enum hf_rc hf_further_use(const struct hf_further *key, struct hf_hasher *hasher, struct hf_str bytes,
                          struct hf_arena *arena, struct hf_str *out, struct hf_err *err);

#endif
