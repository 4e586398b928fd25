/* SPDX-License-Identifier: Apache-2.0 */
/* Which machine of which authority is at the other end: by the token or the certificate it shows. */
#ifndef HF_DESK_KNOWN_H
#define HF_DESK_KNOWN_H

#include "casefile/machine.h"
#include "desk/desk.h"

enum { HF_TOKEN_BYTES = 32, HF_TOKEN_TEXT = 43 }; /* chance of an access token, and its letters */

/* What of a token is kept and compared: SHA-256 of its letters. */
void hf_access_digest(struct hf_hasher *hasher, struct hf_str token, struct hf_digest *out);

/*
 * By the token where there is one, else by the certificate (NULL: none), in the directory as it was refreshed
 * last. When it was used is noted once a minute at most. NOT_ALLOWED http_credential.
 */
enum hf_rc hf_desk_known(struct hf_desk *desk, struct hf_str bearer, const struct hf_digest *certificate,
                         struct hf_credential_row *out, struct hf_err *err);

#endif
