/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the office serves: its health, its keys, the endpoint for signed answers (RFC 8935), notices to be
 * fetched (RFC 8936), the management of streams (SSF 1.0), its own description. The handlers take an
 * hf_office as context, so another program of ours (the sample focal point) can put the same handlers under
 * paths of its own, with an inlet of its own.
 */
#ifndef HF_HTTP_ROUTES_H
#define HF_HTTP_ROUTES_H

#include "desk/desk.h"
#include "http/exchange.h"
#include "seal/jwe.h"

enum { HF_JWKS_MAX_AGE_S = 300, HF_SET_BODY_MAX = HF_JWE_MAX, HF_STREAM_BODY_MAX = 64 * 1024 };

struct hf_polls;

struct hf_office {
    struct hf_inlet inlet;
    struct hf_str jwks; /* as served, byte for byte */
    /* What has taken their place since, set by another thread; it lives as long as the server. NULL: nothing.
     */
    _Atomic(const struct hf_str *) newer_jwks;
    struct hf_str issuer; /* of our tokens */
    struct hf_str url;    /* where others reach these routes, without a slash at its end */
    /* What needs a desk of its own: who is known by what, streams, and what waits to be fetched. The dice are
     * those of that desk's thread. */
    struct hf_errands errands;
    struct hf_polls *polls;
    struct hf_dice dice;
    struct hf_clock_port clock;
    /* Can work be taken? Runs on the server's thread and must not wait. */
    bool (*ready)(void *self);
    void *self;
};

/* GET /livez, /readyz, /.well-known/jwks.json, /openapi.json; POST /v1/sets; poll and streams
 * (http/poll.h, http/streams.h) */
extern const struct hf_routes hf_office_routes;

void hf_serve_livez(const void *office, struct hf_exchange *exchange);
void hf_serve_readyz(const void *office, struct hf_exchange *exchange);
void hf_serve_jwks(const void *office, struct hf_exchange *exchange);
void hf_serve_openapi(const void *office, struct hf_exchange *exchange);
/*
 * Offers the token to the inlet and answers when it is done: 202 with an empty body, also for a repeat and
 * for what was set aside; 400 for what cannot be accepted; 503 when it cannot be taken now. A route `later`.
 */
void hf_serve_set(const void *office, struct hf_exchange *exchange);
/* The same for a token that asks for a document: 200 with its bytes (desk/attach.c). */
void hf_serve_document(const void *office, struct hf_exchange *exchange);

#endif
