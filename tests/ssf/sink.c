/* SPDX-License-Identifier: Apache-2.0 */
#include "ssf/sink.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "http/server.h"

enum { GOT_MAX = 64, TOKEN_MAX = 16 * 1024, AWAIT_MS = 8000 };

struct got {
    char token[TOKEN_MAX], bearer[256];
    size_t len;
};

struct sink {
    struct hf_http *http;
    pthread_mutex_t lock;
    struct got got[GOT_MAX];
    size_t count;
};

static void take(const void *context, struct hf_exchange *exchange)
{
    struct sink *sink = (struct sink *)(uintptr_t)context;
    struct hf_str body = hf_exchange_body(exchange), bearer = hf_exchange_credential(exchange)->bearer;
    pthread_mutex_lock(&sink->lock);
    if (sink->count < GOT_MAX && body.len < TOKEN_MAX) {
        struct got *got = &sink->got[sink->count++];
        memcpy(got->token, body.at, body.len);
        got->len = body.len;
        snprintf(got->bearer, sizeof got->bearer, "%.*s", HF_STR_ARG(bearer));
    }
    pthread_mutex_unlock(&sink->lock);
    hf_exchange_answer(exchange, HF_STR_NONE, 0);
}

#define ROUTE(path_, scope_)                                                                             \
    {                                                                                                    \
        .method = "POST", .path = (path_), .takes = HF_STR_INIT("application/secevent+jwt"),             \
        .body_max = TOKEN_MAX, .status = 202, .manner = HF_SET_ERRORS, .serve = take, .scope = (scope_), \
        .title = {                                                                                       \
            HF_STR_INIT("takes"),                                                                        \
            HF_STR_INIT("prend")                                                                         \
        }                                                                                                \
    }
static const struct hf_route routes[] = {ROUTE("/push", NULL), ROUTE("/guarded", "any")};

struct sink *sink_open(const struct office *office)
{
    struct sink *sink = calloc(1, sizeof *sink);
    struct hf_http_setup setup = {.address = HF_STR("127.0.0.1:0"),
                                  .tls_cert = office->certificate,
                                  .tls_key = office->key,
                                  .routes = {routes, 2},
                                  .context = sink};
    struct hf_err err;
    pthread_mutex_init(&sink->lock, NULL);
    if (hf_http_start(&setup, &sink->http, &err) != HF_OK)
        give_up("a receiver over TLS", "it does not start");
    return sink;
}

void sink_close(struct sink *sink)
{
    hf_http_stop(sink->http);
    pthread_mutex_destroy(&sink->lock);
    free(sink);
}

void sink_address(const struct sink *sink, const char *path, char *out, size_t size)
{
    snprintf(out, size, "https://127.0.0.1:%u%s", hf_http_port(sink->http), path);
}

size_t sink_count(struct sink *sink)
{
    pthread_mutex_lock(&sink->lock);
    size_t count = sink->count;
    pthread_mutex_unlock(&sink->lock);
    return count;
}

bool sink_await(struct sink *sink, size_t count)
{
    int64_t until = now_ms() + AWAIT_MS;
    while (sink_count(sink) < count && now_ms() < until)
        pause_ms(10);
    return sink_count(sink) >= count;
}

/* What has come stays where it is. */
struct hf_str sink_got(struct sink *sink, size_t n)
{
    return (struct hf_str){sink->got[n].token, sink->got[n].len};
}

const char *sink_bearer(struct sink *sink, size_t n)
{
    return sink->got[n].bearer;
}
