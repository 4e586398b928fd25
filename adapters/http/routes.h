/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the office serves: its health, its keys, the endpoint for signed answers (RFC 8935), its own
 * description. The handlers take an hf_office as context, so another program of ours (the sample focal
 * point) can put the same handlers under paths of its own, with an inlet of its own.
 */
#ifndef HF_HTTP_ROUTES_H
#define HF_HTTP_ROUTES_H

#include "desk/desk.h"
#include "http/exchange.h"

enum { HF_JWKS_MAX_AGE_S = 300, HF_SET_BODY_MAX = 64 * 1024 };

struct hf_office {
    struct hf_inlet inlet;
    struct hf_str jwks; /* as served, byte for byte */
    /* Can work be taken? Runs on the server's thread and must not wait. */
    bool (*ready)(void *self);
    void *self;
};

/* GET /livez, /readyz, /.well-known/jwks.json, /openapi.json; POST /v1/sets */
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
