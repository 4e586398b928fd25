/* SPDX-License-Identifier: Apache-2.0 */
/* A table and its handlers. */
#include "http/routes.h"

#include <stdatomic.h>

#include <stdlib.h>

#include "http/openapi.h"
#include "http/poll.h"
#include "http/streams.h"
#include "http/visit.h"

enum { OPENAPI_MAX = 64 * 1024 };

void hf_serve_livez(const void *context, struct hf_exchange *exchange)
{
    (void)context;
    hf_exchange_answer(exchange, HF_STR("ok\n"), 0);
}

void hf_serve_readyz(const void *context, struct hf_exchange *exchange)
{
    const struct hf_office *office = context;
    struct hf_err err;
    if (office->ready(office->self)) {
        hf_exchange_answer(exchange, HF_STR("ok\n"), 0);
        return;
    }
    hf_fail(&err, HF_WORD_http_unavailable, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
    hf_exchange_refuse(exchange, &err);
}

void hf_serve_jwks(const void *context, struct hf_exchange *exchange)
{
    const struct hf_office *office = context;
    const struct hf_str *newer = atomic_load(&office->newer_jwks);
    hf_exchange_answer(exchange, newer == NULL ? office->jwks : *newer, HF_JWKS_MAX_AGE_S);
}

void hf_serve_openapi(const void *context, struct hf_exchange *exchange)
{
    (void)context;
    struct hf_err err;
    char *room = malloc(OPENAPI_MAX);
    struct hf_buf out = {.at = room, .size = room == NULL ? 0 : OPENAPI_MAX};
    hf_openapi_put(hf_exchange_routes(exchange), hf_exchange_lang(exchange), &out);
    if (out.full) {
        hf_fail(&err, HF_WORD_http_failed, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
        hf_exchange_refuse(exchange, &err);
    } else
        hf_exchange_answer(exchange, hf_buf_str(&out), 0);
    free(room);
}

/* On the desk's thread, after the commit. */
static void set_done(void *context, const struct hf_response *response)
{
    struct hf_exchange *exchange = context;
    if (response->outcome == HF_REFUSED_ANSWER)
        hf_exchange_refuse(exchange, response->err);
    else
        hf_exchange_answer(exchange, HF_STR_NONE, 0);
}

void hf_serve_set(const void *context, struct hf_exchange *exchange)
{
    const struct hf_office *office = context;
    struct hf_err err;
    /* The line end that a text editor or `echo` adds is no part of the token. */
    struct hf_request request = {.kind = HF_REQUEST_TOKEN, .token = hf_str_trim(hf_exchange_body(exchange))};
    if (office->inlet.offer(office->inlet.self, &request, set_done, exchange, &err) != HF_OK)
        hf_exchange_refuse(exchange, &err);
}

#define PLAIN HF_STR_INIT("text/plain; charset=utf-8")
#define JSON HF_STR_INIT("application/json")
#define SET HF_STR_INIT("application/secevent+jwt")

static const struct hf_route routes[] = {
    {.method = "GET",
     .path = "/livez",
     .status = 200,
     .gives = PLAIN,
     .serve = hf_serve_livez,
     .title = {HF_STR_INIT("The server runs"), HF_STR_INIT("Le serveur fonctionne")}},
    {.method = "GET",
     .path = "/readyz",
     .status = 200,
     .gives = PLAIN,
     .serve = hf_serve_readyz,
     .title = {HF_STR_INIT("Work can be taken"), HF_STR_INIT("Le travail peut être reçu")}},
    {.method = "GET",
     .path = "/.well-known/jwks.json",
     .status = 200,
     .gives = JSON,
     .serve = hf_serve_jwks,
     .title = {HF_STR_INIT("The keys our notices are signed with (RFC 7517)"),
               HF_STR_INIT("Les clés qui signent nos avis (RFC 7517)")}},
    {.method = "POST",
     .path = "/v1/sets",
     .takes = SET,
     .body_max = HF_SET_BODY_MAX,
     .status = 202,
     .manner = HF_SET_ERRORS,
     .later = true,
     .serve = hf_serve_set,
     .title = {HF_STR_INIT("A signed answer or receipt is kept (RFC 8935)"),
               HF_STR_INIT("Une réponse ou un accusé de réception signé est conservé (RFC 8935)")}},
    {.method = "POST",
     .path = "/v1/poll/{stream}",
     .takes = JSON,
     .body_max = HF_STREAM_BODY_MAX,
     .status = 200,
     .gives = JSON,
     .manner = HF_POLL_ERRORS,
     .scope = "poll",
     .later = true,
     .serve = hf_serve_visit,
     .act = hf_act_poll,
     .title = {HF_STR_INIT("Notices of a stream are fetched and acknowledged (RFC 8936)"),
               HF_STR_INIT("Les avis d'un flux sont relevés et leur réception confirmée (RFC 8936)")}},
    {.method = "GET",
     .path = "/.well-known/ssf-configuration",
     .status = 200,
     .gives = JSON,
     .later = true,
     .serve = hf_serve_visit,
     .act = hf_act_ssf_configuration,
     .title = {HF_STR_INIT("What this transmitter offers (SSF 1.0, section 7)"),
               HF_STR_INIT("Ce qu'offre cet émetteur (SSF 1.0, section 7)")}},
    {.method = "GET",
     .path = "/.well-known/ssf-configuration/{issuer...}",
     .status = 200,
     .gives = JSON,
     .later = true,
     .serve = hf_serve_visit,
     .act = hf_act_ssf_configuration,
     .title = {HF_STR_INIT("The same, where the issuer has a path"),
               HF_STR_INIT("Idem, lorsque l'émetteur a un chemin")}},
#define STREAM_ROUTE(method_, path_, status_, act_, en, fr)                                       \
    .method = (method_), .path = (path_), .status = (status_), .scope = "streams", .later = true, \
    .serve = hf_serve_visit, .act = (act_), .title = {HF_STR_INIT(en), HF_STR_INIT(fr)}
#define WITH_BODY .takes = JSON, .body_max = HF_STREAM_BODY_MAX
    {STREAM_ROUTE("GET", "/v1/streams", 200, hf_act_stream_get,
                  "One stream of yours, or all of them (SSF 1.0, section 8)",
                  "Un de vos flux, ou tous (SSF 1.0, section 8)"),
     .query = "stream_id", .gives = JSON},
    {STREAM_ROUTE("POST", "/v1/streams", 201, hf_act_stream_create, "A stream is opened",
                  "Un flux est ouvert"),
     WITH_BODY, .gives = JSON},
    {STREAM_ROUTE("PATCH", "/v1/streams", 200, hf_act_stream_update, "What is named of a stream is changed",
                  "Ce qui est nommé d'un flux est modifié"),
     WITH_BODY, .gives = JSON},
    {STREAM_ROUTE("PUT", "/v1/streams", 200, hf_act_stream_replace, "All of a stream is replaced",
                  "Un flux est remplacé en entier"),
     WITH_BODY, .gives = JSON},
    {STREAM_ROUTE("DELETE", "/v1/streams", 204, hf_act_stream_delete, "A stream is deleted",
                  "Un flux est supprimé"),
     .query = "stream_id"},
    {STREAM_ROUTE("GET", "/v1/streams/status", 200, hf_act_status_get, "Whether a stream flows",
                  "Si un flux coule"),
     .query = "stream_id", .gives = JSON},
    {STREAM_ROUTE("POST", "/v1/streams/status", 200, hf_act_status_set,
                  "A stream is enabled, paused or disabled", "Un flux est activé, suspendu ou désactivé"),
     WITH_BODY, .gives = JSON},
    {STREAM_ROUTE("POST", "/v1/streams/verify", 204, hf_act_stream_verify,
                  "A verification event is asked for", "Un événement de vérification est demandé"),
     WITH_BODY},
    {.method = "GET",
     .path = "/openapi.json",
     .status = 200,
     .gives = JSON,
     .serve = hf_serve_openapi,
     .title = {HF_STR_INIT("This description"), HF_STR_INIT("La présente description")}},
};

const struct hf_routes hf_office_routes = {routes, sizeof routes / sizeof routes[0]};
