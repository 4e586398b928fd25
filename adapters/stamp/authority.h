/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A time-stamping authority (RFC 3161) by libcrypto: did it sign this token, and by which certificates are we
 * to believe that?
 */
#ifndef HF_STAMP_AUTHORITY_H
#define HF_STAMP_AUTHORITY_H

#include "base/arena.h"
#include "base/err.h"
#include "seal/hash.h"

struct hf_authority_token {
    struct hf_str token;     /* DER */
    struct hf_str roots;     /* PEM: certificates that are believed */
    struct hf_str evidence;  /* PEM: further certificates, revocation lists; may be empty */
    struct hf_digest digest; /* that it must name */
    int64_t at_ms;           /* when the certificates must have been in force */
};

/*
 * Signature of the token, its one signer for time-stamping alone, the way from there to a root, none of it
 * revoked where a revocation list is given. *chain, if given: that way and the lists, as PEM, to be kept;
 * *ends_ms: when the first of its certificates ends.
 *   errors   UNVERIFIED authority_refused (with what libcrypto says); BAD_INPUT authority_roots
 */
enum hf_rc hf_authority_verify(const struct hf_authority_token *token, struct hf_arena *arena,
                               struct hf_str *chain, int64_t *ends_ms, struct hf_err *err);

#endif
