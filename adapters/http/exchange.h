/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a route is, and what its handler sees of one request and its answer. Handlers know nothing of
 * libmicrohttpd; routes are a table that whoever starts a server hands in.
 */
#ifndef HF_HTTP_EXCHANGE_H
#define HF_HTTP_EXCHANGE_H

#include "http/refusal.h"
#include "seal/hash.h"

struct hf_exchange;
struct hf_visit;

#define HF_ANY_TYPE HF_STR_INIT("*/*")

struct hf_route {
    const char *method; /* GET serves HEAD as well; no GET acts */
    /* The whole path. "{name}" stands for one part of it that is not empty; "{name...}" at its end for all
     * that follows, slashes and all. Of routes that both fit the first one serves. */
    const char *path;
    const char *query;   /* the one name it may be asked with ("stream_id"), for the description; or NULL */
    struct hf_str takes; /* media type of the body, HF_ANY_TYPE; empty: a body is not looked at */
    size_t body_max;
    unsigned status; /* of the answer when all is well, and its media type; empty: no body */
    struct hf_str gives;
    struct hf_str title[HF_LANGS];
    enum hf_manner manner; /* of refusals */
    /* What a credential must be good for; without any: 401 with WWW-Authenticate (RFC 9110, 11.6.1). NULL:
     * anybody. */
    const char *scope;
    bool later; /* answered by another thread, or by this one after having gone elsewhere */
    /*
     * Answers once, by hf_exchange_answer or hf_exchange_refuse: before it returns, or where `later` at any
     * time from any thread. Runs on the server's thread: it must not wait.
     */
    void (*serve)(const void *context, struct hf_exchange *exchange);
    /* What hf_serve_visit does at the counter (http/visit.h); then the route is `later`. A failure is told
     * in the route's manner; else it has answered, or will. */
    enum hf_rc (*act)(struct hf_visit *visit);
};

struct hf_routes {
    const struct hf_route *route;
    size_t count;
};

/* By what whoever asks may be known; what it is worth is for the handler to find out. */
struct hf_credential {
    struct hf_str bearer;         /* of "Authorization: Bearer ..." (RFC 6750); empty: none */
    struct hf_digest certificate; /* SHA-256 of the client's certificate as the TLS session has it */
    bool has_certificate;
};

enum hf_lang hf_exchange_lang(const struct hf_exchange *exchange);
/* These live until the answer. Body: all of it. Part: what stands for "{name}" of the path, as it was sent.
 * Query: the first argument of this name, unescaped; empty: none. */
struct hf_str hf_exchange_body(const struct hf_exchange *exchange);
struct hf_str hf_exchange_part(const struct hf_exchange *exchange, struct hf_str name);
struct hf_str hf_exchange_query(const struct hf_exchange *exchange, const char *name);
const struct hf_credential *hf_exchange_credential(const struct hf_exchange *exchange);
const struct hf_route *hf_exchange_route(const struct hf_exchange *exchange);
const void *hf_exchange_context(const struct hf_exchange *exchange);
/* The table that is served. */
struct hf_routes hf_exchange_routes(const struct hf_exchange *exchange);

/* The good answer of the route: its status, its type, this body (copied). max_age_s 0: not to be kept. */
void hf_exchange_answer(struct hf_exchange *exchange, struct hf_str body, int max_age_s);
/* Another protocol's own answer (copied); `type` empty: no body. */
void hf_exchange_say(struct hf_exchange *exchange, unsigned status, struct hf_str type, struct hf_str body);
/* A refusal in the route's manner and the reader's language. */
void hf_exchange_refuse(struct hf_exchange *exchange, const struct hf_err *err);

#endif
