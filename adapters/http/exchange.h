/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a route is, and what its handler sees of one request and its answer. Handlers know nothing of
 * libmicrohttpd; routes are a table that whoever starts a server hands in.
 */
#ifndef HF_HTTP_EXCHANGE_H
#define HF_HTTP_EXCHANGE_H

#include "http/refusal.h"

struct hf_exchange;

struct hf_route {
    const char *method;  /* GET serves HEAD as well; no GET acts */
    const char *path;    /* the whole path, as it is */
    struct hf_str takes; /* media type of the body; empty: a body is not looked at */
    size_t body_max;
    unsigned status; /* of the answer when all is well, and its media type; empty: no body */
    struct hf_str gives;
    struct hf_str title[HF_LANGS];
    enum hf_manner manner; /* of refusals */
    bool later;            /* answered by another thread, or by this one after having gone elsewhere */
    /*
     * Answers once, by hf_exchange_answer or hf_exchange_refuse: before it returns, or where `later` at any
     * time from any thread. Runs on the server's thread: it must not wait.
     */
    void (*serve)(const void *context, struct hf_exchange *exchange);
};

struct hf_routes {
    const struct hf_route *route;
    size_t count;
};

enum hf_lang hf_exchange_lang(const struct hf_exchange *exchange);
/* The whole body; lives until the answer. */
struct hf_str hf_exchange_body(const struct hf_exchange *exchange);
/* The table that is served. */
struct hf_routes hf_exchange_routes(const struct hf_exchange *exchange);

/* The good answer of the route: its status, its type, this body (copied). max_age_s 0: not to be kept. */
void hf_exchange_answer(struct hf_exchange *exchange, struct hf_str body, int max_age_s);
/* A refusal in the route's manner and the reader's language. */
void hf_exchange_refuse(struct hf_exchange *exchange, const struct hf_err *err);

#endif
