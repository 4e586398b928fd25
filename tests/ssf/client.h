/* SPDX-License-Identifier: Apache-2.0 */
/* A receiver as an engineer at a focal point would write one: HTTP with a token, JSON, and a token's claims.
 */
#ifndef HF_TESTS_SSF_CLIENT_H
#define HF_TESTS_SSF_CLIENT_H

#include <pthread.h>

#include "record/json.h"

enum { REPLY_HEADERS = 8192, REPLY_BODY = 512 * 1024 };

struct ask {
    const char *method; /* NULL: POST where there is a body, else GET */
    const char *path, *token, *type, *body;
};

struct reply {
    long status;
    double seconds;
    char headers[REPLY_HEADERS];
    char body[REPLY_BODY];
    size_t headers_len, body_len;
};

/* "127.0.0.1:8420": to whom all asks go from here on. */
void client_to(const char *address);
/* The reply lives until so many asks later. */
struct reply *client_ask(struct ask ask);
enum { CLIENT_REPLIES = 16 };

/* The body as JSON, NULL when it is none; lives as long as the reply. */
const struct hf_json *reply_json(struct reply *reply);
bool reply_has(const struct reply *reply, const char *header);

/* An ask on a thread of its own; its reply once it is there. */
struct later;
struct later *client_later(struct ask ask);
struct reply *later_reply(struct later *later);

/* The claims of a compact token, whose signature must hold by the first key of /.well-known/jwks.json. */
const struct hf_json *client_claims(struct hf_str compact);

#endif
