/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A peer that does what the path says, over TLS on 127.0.0.1, with a certificate for that address only:
 *
 *     /202             that status, empty body        /200/text        that status and a body
 *     /400/CODE        {"err": CODE}                  /429/later/S     with Retry-After: S
 *     /503/at/S        Retry-After a date S seconds after its own Date (which is years old)
 *     /endless         a body without end             /headers         headers without measure
 *     /moved           307 to /202                    /silent          no answer until the peer is stopped
 */
#ifndef HF_TESTS_PEER_H
#define HF_TESTS_PEER_H

#include "base/str.h"

enum { PEER_TEXT = 128, PEER_BODY = 70000 };

struct peer;
struct peer_saw { /* of the last request */
    size_t requests;
    char method[PEER_TEXT], content_type[PEER_TEXT], accept[PEER_TEXT], accept_language[PEER_TEXT];
    char expect[PEER_TEXT], accept_encoding[PEER_TEXT], authorization[PEER_TEXT];
    char body[PEER_BODY];
    size_t body_len;
};

struct peer *peer_start(void);
void peer_stop(struct peer *peer);

/* Valid until the peer is stopped: its certificate, and one that did not sign it. */
const char *peer_ca(const struct peer *peer);
const char *peer_other_ca(const struct peer *peer);
const char *peer_key(const struct peer *peer);

/* "https://127.0.0.1:PORT/202"; `out` holds 128 bytes. */
struct hf_str peer_address(const struct peer *peer, const char *host, const char *path, char *out);
void peer_saw(struct peer *peer, struct peer_saw *out);

#endif
