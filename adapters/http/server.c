/* SPDX-License-Identifier: Apache-2.0 */
/*
 * libmicrohttpd calls `take` once when the headers are there, then for each piece of the body, then once
 * more. The answer is given at that last call: one that is queued at the first makes it close the connection
 * (six times slower, measured). A request that is answered later sleeps; waking it brings one more call.
 */
#include "http/server.h"

#include <pthread.h>
#include <sched.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>
#include <time.h>
#include <unistd.h>

#include <microhttpd.h>

#include "http/accept.h"
#include "http/certificate.h"
#include "http/listen.h"
#include "http/path.h"

enum {
    REQUEST_MS = 20000,
    IDLE_S = 10,
    CONNECTIONS = 1024,
    PER_ADDRESS = 256,
    CONNECTION_MEMORY = 32 * 1024,
    SPARE = 1024 * 1024, /* of a body that is too large: read and thrown away so that the refusal is heard */
    PEM_MAX = 256 * 1024,
    REFUSAL_MAX = 8 * 1024,
    STOP_MS = 2000, /* patience with requests under way when stopping */
    SAID_MAX = 160
};

/* The schemes that are taken (RFC 6750, section 3). */
static const char challenge[] = "Bearer realm=\"holdfast\"";

static const char tls_priorities[] = "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2";

struct hf_http {
    struct hf_http_setup setup;
    struct hf_listen listening;
    struct MHD_Daemon *daemon;
    pthread_mutex_t lock;
    pthread_cond_t quieter;
    size_t active, asleep; /* requests begun and not ended; those of them that are answered later */
    atomic_bool started;
    char said[SAID_MAX]; /* the first complaint of libmicrohttpd while it starts */
};

struct hf_exchange {
    struct hf_http *http;
    struct MHD_Connection *connection;
    const struct hf_route *route; /* NULL: none fits, `fault` says why */
    const char *path;             /* as libmicrohttpd keeps it until the request has ended */
    struct hf_credential credential;
    enum hf_word fault; /* ok: none */
    enum hf_lang lang;
    int64_t until_ms;
    char *body;
    size_t len, size, thrown;
    bool served;
    struct MHD_Response *response; /* the answer, once there is one */
    unsigned status;
};

static int64_t now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* ---- the table ---- */

static bool method_fits(const struct hf_route *route, const char *method)
{
    return strcmp(route->method, method) == 0 ||
           (strcmp(route->method, "GET") == 0 && strcmp(method, "HEAD") == 0);
}

/* The route, or the first one of that path with *fault http_method, or NULL with *fault http_no_route. */
static const struct hf_route *find_route(const struct hf_routes *routes, const char *path, const char *method,
                                         enum hf_word *fault)
{
    const struct hf_route *near = NULL;
    *fault = HF_WORD_ok;
    for (size_t i = 0; i < routes->count; i++) {
        const struct hf_route *route = &routes->route[i];
        if (!hf_path_fits(route->path, path))
            continue;
        if (method_fits(route, method))
            return route;
        near = near == NULL ? route : near;
    }
    *fault = near == NULL ? HF_WORD_http_no_route : HF_WORD_http_method;
    return near;
}

/* "GET, HEAD, POST": what the path admits. */
static struct hf_str allowed(struct hf_routes routes, const char *path, struct hf_buf *out)
{
    for (size_t i = 0; i < routes.count; i++) {
        if (!hf_path_fits(routes.route[i].path, path))
            continue;
        if (out->len > 0)
            hf_buf_put(out, HF_STR(", "));
        hf_buf_put(out, hf_str_of(routes.route[i].method));
        if (strcmp(routes.route[i].method, "GET") == 0)
            hf_buf_put(out, HF_STR(", HEAD"));
    }
    return hf_buf_str(out);
}

/* ---- answers ---- */

static void add_header(struct MHD_Response *response, const char *name, struct hf_str value)
{
    char text[128];
    snprintf(text, sizeof text, "%.*s", HF_STR_ARG(value));
    MHD_add_response_header(response, name, text);
}

static struct MHD_Response *response_of(struct hf_str body, const char *type)
{
    struct MHD_Response *response =
        MHD_create_response_from_buffer(body.len, (void *)(uintptr_t)body.at, MHD_RESPMEM_MUST_COPY);
    if (response == NULL)
        return NULL;
    if (type[0] != '\0')
        MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, type);
    MHD_add_response_header(response, "X-Content-Type-Options", "nosniff");
    MHD_add_response_header(response, "Content-Security-Policy",
                            "default-src 'none'; frame-ancestors 'none'");
    return response;
}

/* The last thing said about an exchange; where it sleeps the server's thread may free it from here on. */
static void give(struct hf_exchange *exchange, struct MHD_Response *response, unsigned status)
{
    struct hf_http *http = exchange->http;
    exchange->response = response;
    exchange->status = status;
    if (!exchange->served || !exchange->route->later)
        return;
    MHD_resume_connection(exchange->connection);
    pthread_mutex_lock(&http->lock);
    http->asleep--;
    pthread_cond_signal(&http->quieter);
    pthread_mutex_unlock(&http->lock);
}

void hf_exchange_answer(struct hf_exchange *exchange, struct hf_str body, int max_age_s)
{
    char keep[64] = "no-store";
    struct MHD_Response *response =
        response_of(body, exchange->route->gives.len > 0 ? exchange->route->gives.at : "");
    if (max_age_s > 0)
        snprintf(keep, sizeof keep, "public, max-age=%d", max_age_s);
    if (response != NULL)
        MHD_add_response_header(response, MHD_HTTP_HEADER_CACHE_CONTROL, keep);
    give(exchange, response, exchange->route->status);
}

void hf_exchange_say(struct hf_exchange *exchange, unsigned status, struct hf_str type, struct hf_str body)
{
    struct MHD_Response *response = response_of(body, "");
    if (response != NULL && type.len > 0)
        add_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, type);
    if (response != NULL)
        MHD_add_response_header(response, MHD_HTTP_HEADER_CACHE_CONTROL, "no-store");
    give(exchange, response, status);
}

static struct MHD_Response *refusal_response(const struct hf_exchange *exchange, const struct hf_err *err,
                                             unsigned *status)
{
    char body[REFUSAL_MAX], seconds[16];
    struct hf_buf out = HF_BUF(body);
    enum hf_manner manner = exchange->route != NULL ? exchange->route->manner : HF_PROBLEMS;
    struct hf_refusal refusal = hf_refusal_put(err, manner, exchange->lang, &out);
    struct MHD_Response *response = response_of(hf_buf_str(&out), refusal.type);
    *status = refusal.status;
    if (response == NULL)
        return NULL;
    add_header(response, MHD_HTTP_HEADER_CONTENT_LANGUAGE, hf_lang_tag(exchange->lang));
    MHD_add_response_header(response, MHD_HTTP_HEADER_CACHE_CONTROL, "no-store");
    MHD_add_response_header(response, MHD_HTTP_HEADER_VARY, "Accept-Language");
    snprintf(seconds, sizeof seconds, "%d", refusal.retry_after_s);
    if (refusal.retry_after_s > 0)
        MHD_add_response_header(response, MHD_HTTP_HEADER_RETRY_AFTER, seconds);
    if (refusal.status == MHD_HTTP_UNAUTHORIZED)
        MHD_add_response_header(response, MHD_HTTP_HEADER_WWW_AUTHENTICATE, challenge);
    return response;
}

void hf_exchange_refuse(struct hf_exchange *exchange, const struct hf_err *err)
{
    unsigned status;
    struct MHD_Response *response = refusal_response(exchange, err, &status);
    give(exchange, response, status);
}

/* A fault found in the headers or the size of the body, told in full. */
static void refuse_fault(struct hf_exchange *exchange)
{
    char room[64];
    struct hf_err err;
    struct hf_buf out = HF_BUF(room);
    struct hf_str arg = HF_STR_NONE;
    unsigned status;
    if (exchange->fault == HF_WORD_http_method)
        arg = allowed(exchange->http->setup.routes, exchange->path, &out);
    else if (exchange->fault == HF_WORD_http_type)
        arg = exchange->route->takes;
    else if (exchange->fault == HF_WORD_http_body) {
        hf_buf_put_i64(&out, (int64_t)exchange->route->body_max);
        arg = hf_buf_str(&out);
    }
    hf_fail(&err, exchange->fault, HF_STR_NONE, arg, HF_STR_NONE);
    exchange->response = refusal_response(exchange, &err, &status);
    exchange->status = status;
    if (exchange->response != NULL && exchange->fault == HF_WORD_http_method)
        add_header(exchange->response, MHD_HTTP_HEADER_ALLOW, arg);
}

enum hf_lang hf_exchange_lang(const struct hf_exchange *exchange)
{
    return exchange->lang;
}

struct hf_str hf_exchange_body(const struct hf_exchange *exchange)
{
    return (struct hf_str){exchange->body, exchange->len};
}

struct hf_str hf_exchange_part(const struct hf_exchange *exchange, struct hf_str name)
{
    return hf_path_part(exchange->route->path, exchange->path, name);
}

struct hf_str hf_exchange_query(const struct hf_exchange *exchange, const char *name)
{
    return hf_str_of(MHD_lookup_connection_value(exchange->connection, MHD_GET_ARGUMENT_KIND, name));
}

const struct hf_credential *hf_exchange_credential(const struct hf_exchange *exchange)
{
    return &exchange->credential;
}

const struct hf_route *hf_exchange_route(const struct hf_exchange *exchange)
{
    return exchange->route;
}

const void *hf_exchange_context(const struct hf_exchange *exchange)
{
    return exchange->http->setup.context;
}

struct hf_routes hf_exchange_routes(const struct hf_exchange *exchange)
{
    return exchange->http->setup.routes;
}

/* ---- one request ---- */

static struct hf_str header_of(struct MHD_Connection *connection, const char *name)
{
    return hf_str_of(MHD_lookup_connection_value(connection, MHD_HEADER_KIND, name));
}

/* The scheme's name in any case, one blank or more (RFC 9110, 11.4). */
static struct hf_str bearer_in(struct hf_str field)
{
    static const char scheme[] = "bearer ";
    if (field.len < sizeof scheme || strncasecmp(field.at, scheme, sizeof scheme - 1) != 0)
        return HF_STR_NONE;
    return hf_str_trim(hf_str_part(field, sizeof scheme - 1, field.len));
}

static void read_credential(struct hf_exchange *exchange)
{
    struct hf_credential *shown = &exchange->credential;
    const union MHD_ConnectionInfo *info =
        exchange->http->setup.client_cert
            ? MHD_get_connection_info(exchange->connection, MHD_CONNECTION_INFO_GNUTLS_SESSION)
            : NULL;
    shown->bearer = bearer_in(header_of(exchange->connection, MHD_HTTP_HEADER_AUTHORIZATION));
    shown->has_certificate = info != NULL && hf_certificate_shown(info->tls_session, &shown->certificate);
}

/* What can be known from the headers. */
static void judge_headers(struct hf_exchange *exchange)
{
    int64_t length;
    const struct hf_route *route = exchange->route;
    if (exchange->fault == HF_WORD_ok && route->scope != NULL) {
        read_credential(exchange);
        if (exchange->credential.bearer.len == 0 && !exchange->credential.has_certificate)
            exchange->fault = HF_WORD_http_credential;
    }
    if (exchange->fault != HF_WORD_ok || route->takes.len == 0)
        return;
    if (!hf_str_eq(route->takes, HF_STR("*/*")) &&
        !hf_accept_type(header_of(exchange->connection, MHD_HTTP_HEADER_CONTENT_TYPE), route->takes))
        exchange->fault = HF_WORD_http_type;
    else if (hf_str_i64(header_of(exchange->connection, MHD_HTTP_HEADER_CONTENT_LENGTH), &length) &&
             length > (int64_t)route->body_max)
        exchange->fault = HF_WORD_http_body;
}

static struct hf_exchange *begin(struct hf_http *http, struct MHD_Connection *connection, const char *path,
                                 const char *method)
{
    struct hf_exchange *exchange = calloc(1, sizeof *exchange);
    if (exchange == NULL)
        return NULL;
    exchange->http = http;
    exchange->connection = connection;
    exchange->until_ms = now_ms() + http->setup.request_ms;
    exchange->lang = hf_accept_language(header_of(connection, MHD_HTTP_HEADER_ACCEPT_LANGUAGE));
    exchange->path = path;
    exchange->route = find_route(&http->setup.routes, path, method, &exchange->fault);
    judge_headers(exchange);
    pthread_mutex_lock(&http->lock);
    http->active++;
    pthread_mutex_unlock(&http->lock);
    return exchange;
}

static bool keep_bytes(struct hf_exchange *exchange, const char *bytes, size_t count)
{
    if (exchange->len + count > exchange->size) {
        size_t size = 2 * exchange->size > exchange->len + count ? 2 * exchange->size : exchange->len + count;
        char *larger = realloc(exchange->body, size);
        if (larger == NULL)
            return false;
        exchange->body = larger;
        exchange->size = size;
    }
    memcpy(exchange->body + exchange->len, bytes, count);
    exchange->len += count;
    return true;
}

/* A piece of the body; false closes the connection. */
static bool take_bytes(struct hf_exchange *exchange, const char *bytes, size_t count)
{
    if (now_ms() > exchange->until_ms)
        return false;
    bool wanted = exchange->fault == HF_WORD_ok && exchange->route->takes.len > 0;
    if (wanted && exchange->len + count <= exchange->route->body_max)
        return keep_bytes(exchange, bytes, count);
    if (wanted)
        exchange->fault = HF_WORD_http_body;
    exchange->thrown += count;
    return exchange->thrown <= SPARE;
}

static void serve_exchange(struct hf_exchange *exchange)
{
    struct hf_http *http = exchange->http;
    const struct hf_route *route = exchange->route;
    exchange->served = true;
    if (exchange->fault != HF_WORD_ok) {
        refuse_fault(exchange);
        return;
    }
    if (route->later) {
        pthread_mutex_lock(&http->lock);
        http->asleep++;
        pthread_mutex_unlock(&http->lock);
        MHD_suspend_connection(exchange->connection);
    }
    route->serve(http->setup.context, exchange);
}

static enum MHD_Result queue(struct hf_exchange *exchange)
{
    return exchange->response == NULL
               ? MHD_NO /* no memory for an answer */
               : MHD_queue_response(exchange->connection, exchange->status, exchange->response);
}

static enum MHD_Result take(void *context, struct MHD_Connection *connection, const char *path,
                            const char *method, const char *version, const char *bytes, size_t *size,
                            void **seen)
{
    struct hf_exchange *exchange = *seen;
    (void)version;
    if (exchange == NULL) {
        *seen = exchange = begin(context, connection, path, method);
        return exchange == NULL ? MHD_NO : MHD_YES;
    }
    if (*size > 0) {
        bool taken = take_bytes(exchange, bytes, *size);
        *size = 0;
        return taken ? MHD_YES : MHD_NO;
    }
    if (!exchange->served) {
        bool sleeps = exchange->fault == HF_WORD_ok && exchange->route->later;
        serve_exchange(exchange);
        if (sleeps)
            return MHD_YES; /* from here on it belongs to whoever answers */
    }
    return queue(exchange);
}

static void ended(void *context, struct MHD_Connection *connection, void **seen,
                  enum MHD_RequestTerminationCode how)
{
    struct hf_http *http = context;
    struct hf_exchange *exchange = *seen;
    (void)connection, (void)how;
    if (exchange == NULL)
        return;
    if (exchange->response != NULL)
        MHD_destroy_response(exchange->response);
    free(exchange->body);
    free(exchange);
    *seen = NULL;
    pthread_mutex_lock(&http->lock);
    http->active--;
    pthread_cond_signal(&http->quieter);
    pthread_mutex_unlock(&http->lock);
}

/* ---- start and stop ---- */

/* libmicrohttpd's complaints: the first one of the start is shown, later ones may hold what peers sent. */
__attribute__((format(printf, 2, 0))) static void hear(void *context, const char *format, va_list arguments)
{
    struct hf_http *http = context;
    if (atomic_load(&http->started) || http->said[0] != '\0')
        return;
    (void)vsnprintf(http->said, sizeof http->said, format, arguments);
    http->said[strcspn(http->said, "\n")] = '\0';
}

static void forget_pem(char *text)
{
    if (text != NULL)
        explicit_bzero(text, PEM_MAX);
    free(text);
}

/* The file with a closing NUL; NULL when it cannot be read, or not whole. */
static char *read_pem(const char *path)
{
    FILE *file = fopen(path, "re");
    char *text = calloc(1, PEM_MAX + 1);
    if (file != NULL)
        setbuf(file, NULL); /* else a copy of the key would be left in its buffer */
    size_t len = file != NULL && text != NULL ? fread(text, 1, PEM_MAX, file) : 0;
    if (file != NULL)
        (void)fclose(file);
    if (len > 0 && len < PEM_MAX)
        return text;
    forget_pem(text);
    return NULL;
}

/* `cert` and `key` are NULL without TLS. Whom libmicrohttpd is to trust it is told only so that it asks for
 * the client's certificate; our own is named, for some certificate must be. */
static void start_daemon(struct hf_http *http, char *cert, char *key)
{
    struct MHD_OptionItem tls[] = {
        {MHD_OPTION_HTTPS_MEM_CERT, 0, cert},
        {MHD_OPTION_HTTPS_MEM_KEY, 0, key},
        {MHD_OPTION_HTTPS_PRIORITIES, 0, (void *)(uintptr_t)tls_priorities},
        {http->setup.client_cert ? MHD_OPTION_HTTPS_MEM_TRUST : MHD_OPTION_END, 0, cert},
        {MHD_OPTION_END, 0, NULL}};
    unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG;
    http->daemon = MHD_start_daemon(
        cert != NULL ? flags | MHD_USE_TLS : flags, 0, NULL, NULL, take, http, MHD_OPTION_EXTERNAL_LOGGER,
        hear, http, MHD_OPTION_LISTEN_SOCKET, http->listening.fd, MHD_OPTION_NOTIFY_COMPLETED, ended, http,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)CONNECTION_MEMORY, MHD_OPTION_CONNECTION_LIMIT,
        http->setup.connections, MHD_OPTION_PER_IP_CONNECTION_LIMIT, http->setup.per_address,
        MHD_OPTION_CONNECTION_TIMEOUT, http->setup.idle_s, MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_ARRAY,
        cert != NULL ? tls : &tls[4], MHD_OPTION_END);
    if (http->daemon == NULL)
        http->listening.fd = -1; /* closed by what failed */
    atomic_store(&http->started, true);
}

/* libmicrohttpd's thread is scheduled as the one that makes it. As batch work (sched(7)) it is not put before
 * a desk that runs for each request that comes, so where processors are short it finds several at once; where
 * one is free it runs at once all the same. */
static void start_as_batch(struct hf_http *http, char *cert, char *key)
{
    struct sched_param as_it_was = {0}, plain = {0};
    int policy = SCHED_OTHER;
    bool plainly = pthread_getschedparam(pthread_self(), &policy, &as_it_was) == 0 && policy == SCHED_OTHER;
    if (plainly)
        (void)pthread_setschedparam(pthread_self(), SCHED_BATCH, &plain);
    start_daemon(http, cert, key);
    if (plainly)
        (void)pthread_setschedparam(pthread_self(), policy, &as_it_was);
}

static enum hf_rc start_with_files(struct hf_http *http, struct hf_err *err)
{
    const struct hf_http_setup *setup = &http->setup;
    bool secure = setup->tls_cert != NULL;
    char *cert = secure ? read_pem(setup->tls_cert) : NULL;
    char *key = secure && setup->tls_key != NULL ? read_pem(setup->tls_key) : NULL;
    if (!secure || (cert != NULL && key != NULL))
        start_as_batch(http, cert, key);
    bool readable = !secure || (cert != NULL && key != NULL);
    struct hf_str missing = hf_str_of(cert == NULL ? setup->tls_cert : setup->tls_key);
    forget_pem(cert);
    forget_pem(key);
    if (http->daemon != NULL)
        return HF_OK;
    if (!readable)
        return hf_fail(err, HF_WORD_http_file, HF_STR_NONE, missing, HF_STR_NONE);
    return hf_fail(err, secure ? HF_WORD_http_tls : HF_WORD_http_start, HF_STR_NONE, hf_str_of(http->said),
                   HF_STR_NONE);
}

static void release(struct hf_http *http)
{
    hf_listen_close(&http->listening);
    pthread_cond_destroy(&http->quieter);
    pthread_mutex_destroy(&http->lock);
    free(http);
}

enum hf_rc hf_http_start(const struct hf_http_setup *setup, struct hf_http **out, struct hf_err *err)
{
    struct hf_http *http = calloc(1, sizeof *http);
    if (http == NULL)
        return hf_fail(err, HF_WORD_no_memory, HF_STR_NONE, HF_STR("libmicrohttpd"), HF_STR_NONE);
    http->setup = *setup;
    http->setup.request_ms = setup->request_ms > 0 ? setup->request_ms : REQUEST_MS;
    http->setup.idle_s = setup->idle_s > 0 ? setup->idle_s : IDLE_S;
    http->setup.connections = setup->connections > 0 ? setup->connections : CONNECTIONS;
    http->setup.per_address = setup->per_address > 0 ? setup->per_address : PER_ADDRESS;
    http->listening.fd = -1;
    pthread_mutex_init(&http->lock, NULL);
    pthread_cond_init(&http->quieter, NULL);
    enum hf_rc rc = hf_listen_open(setup->address, &http->listening, err);
    if (rc == HF_OK)
        rc = start_with_files(http, err);
    if (rc != HF_OK) {
        release(http);
        return rc;
    }
    *out = http;
    return HF_OK;
}

uint16_t hf_http_port(const struct hf_http *http)
{
    return http->listening.port;
}

void hf_http_stop(struct hf_http *http)
{
    struct timespec until;
    MHD_quiesce_daemon(http->daemon);
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += STOP_MS / 1000;
    pthread_mutex_lock(&http->lock);
    while (http->asleep > 0)
        pthread_cond_wait(&http->quieter, &http->lock);
    while (http->active > 0 && pthread_cond_timedwait(&http->quieter, &http->lock, &until) == 0)
        continue;
    pthread_mutex_unlock(&http->lock);
    MHD_stop_daemon(http->daemon);
    release(http);
}
