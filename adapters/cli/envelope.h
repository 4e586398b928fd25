/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Encrypted tokens at the hands of somebody who has files and nothing else: opened by a private key out of a
 * file, and closed for the key to encrypt for that the other side publishes.
 */
#ifndef HF_CLI_ENVELOPE_H
#define HF_CLI_ENVELOPE_H

#include "cli/cli.h"
#include "seal/jwk.h"

/* What was taken of the arena after the mark is zeroed and given back: a secret was read there. */
void hf_envelope_wipe(struct hf_arena *arena, size_t mark);
/* A private JWK of this curve, or its seed as one line of base64url: BAD_INPUT prove_secret. Nothing of the
 * file stays in the arena; whoever asked wipes the seed. */
enum hf_rc hf_envelope_secret(struct hf_cli *cli, struct hf_str path, struct hf_str curve,
                              struct hf_seed *out, struct hf_err *err);

/* A token that is encrypted becomes the one inside; any other stays as it is. UNVERIFIED thread_sealed: there
 * is no secret (NULL); and what seal/jwe.h says. `where` is blamed. */
enum hf_rc hf_envelope_open(struct hf_cli *cli, struct hf_hasher *hasher, const struct hf_seed *secret,
                            struct hf_str where, struct hf_str *compact, struct hf_err *err);

/* The key to encrypt for in the JWK set of this file, if there is one. */
struct hf_envelope {
    bool closes;
    struct hf_jwk key;
};
enum hf_rc hf_envelope_read(struct hf_cli *cli, struct hf_str path, struct hf_envelope *out,
                            struct hf_err *err);
/* What is handed out: encrypted for that key, or the token itself. */
enum hf_rc hf_envelope_close(struct hf_cli *cli, struct hf_hasher *hasher, const struct hf_envelope *envelope,
                             struct hf_str token, struct hf_str *out, struct hf_err *err);

#endif
