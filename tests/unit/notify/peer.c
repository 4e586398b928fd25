/* SPDX-License-Identifier: Apache-2.0 */
/* libmicrohttpd on a thread of its own; what it saw is copied under a lock. */
#include "unit/notify/peer.h"

#include <netinet/in.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include <microhttpd.h>

#include "base/check.h"
#include "unit/certificate.h"

enum { SILENT_MAX = 8 };

struct peer {
    struct MHD_Daemon *daemon;
    pthread_mutex_t lock;
    struct peer_saw saw;
    struct MHD_Connection *silent[SILENT_MAX];
    size_t silent_count;
    bool stopping;
    int port;
    char folder[64], key[80], ca[80], other_key[80], other_ca[80];
};

static char *text_of(const char *path)
{
    char *text = calloc(1, 8192);
    FILE *file = fopen(path, "re");
    HF_CHECK(text != NULL && file != NULL && fread(text, 1, 8191, file) > 0);
    fclose(file);
    return text;
}

static void note(char out[PEER_TEXT], struct MHD_Connection *connection, const char *name)
{
    const char *value = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, name);
    snprintf(out, PEER_TEXT, "%s", value == NULL ? "" : value);
}

static void begin(struct peer *peer, struct MHD_Connection *connection, const char *method)
{
    struct peer_saw *saw = &peer->saw;
    saw->requests++;
    saw->body_len = 0;
    snprintf(saw->method, sizeof saw->method, "%s", method);
    note(saw->content_type, connection, "Content-Type");
    note(saw->accept, connection, "Accept");
    note(saw->accept_language, connection, "Accept-Language");
    note(saw->accept_encoding, connection, "Accept-Encoding");
    note(saw->expect, connection, "Expect");
    note(saw->authorization, connection, "Authorization");
}

static ssize_t without_end(void *context, uint64_t position, char *out, size_t room)
{
    (void)context, (void)position;
    memset(out, 'x', room);
    return (ssize_t)room;
}

static struct MHD_Response *with_body(const char *body)
{
    return MHD_create_response_from_buffer(strlen(body), (void *)(uintptr_t)body, MHD_RESPMEM_MUST_COPY);
}

static void add_flood(struct MHD_Response *response)
{
    char value[201] = {0};
    memset(value, 'h', sizeof value - 1);
    for (int i = 0; i < 100; i++)
        MHD_add_response_header(response, "X-Flood", value);
}

/* 23 November 2026, and `seconds` after it. */
static void add_date(struct MHD_Response *response, int seconds)
{
    char value[64];
    MHD_add_response_header(response, "Date", "Mon, 23 Nov 2026 09:14:00 GMT");
    snprintf(value, sizeof value, "Mon, 23 Nov 2026 09:%02d:%02d GMT", 14 + seconds / 60, seconds % 60);
    MHD_add_response_header(response, "Retry-After", value);
}

static struct MHD_Response *response_to(const char *path, unsigned *status)
{
    char word[64] = "", body[128] = "";
    int seconds;
    *status = (unsigned)strtoul(path + 1, NULL, 10);
    if (strcmp(path, "/endless") == 0) {
        *status = 200;
        return MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, 4096, without_end, NULL, NULL);
    }
    if (sscanf(path, "/400/%63s", word) == 1)
        snprintf(body, sizeof body, "{\"err\":\"%s\",\"description\":\"no\"}", word);
    else if (*status == 200)
        snprintf(body, sizeof body, "taken\n");
    struct MHD_Response *response = with_body(body);
    if (strcmp(path, "/headers") == 0) {
        *status = 202;
        add_flood(response);
    } else if (strcmp(path, "/moved") == 0) {
        *status = 307;
        MHD_add_response_header(response, "Location", "/202");
    } else if (sscanf(path, "/429/later/%63s", word) == 1)
        MHD_add_response_header(response, "Retry-After", word);
    else if (sscanf(path, "/503/at/%d", &seconds) == 1)
        add_date(response, seconds);
    return response;
}

static enum MHD_Result answer(struct MHD_Connection *connection, const char *path)
{
    unsigned status;
    struct MHD_Response *response = response_to(path, &status);
    enum MHD_Result queued = MHD_queue_response(connection, status, response);
    MHD_destroy_response(response);
    return queued;
}

static bool hold(struct peer *peer, struct MHD_Connection *connection)
{
    bool held = !peer->stopping && peer->silent_count < SILENT_MAX;
    if (held) {
        MHD_suspend_connection(connection);
        peer->silent[peer->silent_count++] = connection;
    }
    return held;
}

static enum MHD_Result serve(void *context, struct MHD_Connection *connection, const char *path,
                             const char *method, const char *version, const char *bytes, size_t *size,
                             void **seen)
{
    struct peer *peer = context;
    (void)version;
    bool done = false;
    pthread_mutex_lock(&peer->lock);
    if (*seen == NULL)
        begin(peer, connection, method);
    else if (*size > 0 && peer->saw.body_len + *size <= PEER_BODY) {
        memcpy(peer->saw.body + peer->saw.body_len, bytes, *size);
        peer->saw.body_len += *size;
    } else
        done = *size == 0;
    if (done && strcmp(path, "/silent") == 0 && hold(peer, connection))
        done = false;
    pthread_mutex_unlock(&peer->lock);
    *seen = peer;
    *size = 0;
    return done ? answer(connection, path) : MHD_YES;
}

struct peer *peer_start(void)
{
    struct peer *peer = calloc(1, sizeof *peer);
    HF_CHECK(peer != NULL);
    pthread_mutex_init(&peer->lock, NULL);
    snprintf(peer->folder, sizeof peer->folder, "/tmp/hf-peer-XXXXXX");
    HF_CHECK(mkdtemp(peer->folder) != NULL);
    snprintf(peer->key, sizeof peer->key, "%.64s/key", peer->folder);
    snprintf(peer->ca, sizeof peer->ca, "%.64s/ca", peer->folder);
    snprintf(peer->other_key, sizeof peer->other_key, "%.64s/key2", peer->folder);
    snprintf(peer->other_ca, sizeof peer->other_ca, "%.64s/ca2", peer->folder);
    certificate_make(peer->key, peer->ca);
    certificate_make(peer->other_key, peer->other_ca);
    char *key = text_of(peer->key), *certificate = text_of(peer->ca);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    peer->daemon = MHD_start_daemon(MHD_USE_TLS | MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME, 0,
                                    NULL, NULL, serve, peer, MHD_OPTION_SOCK_ADDR, &address,
                                    MHD_OPTION_HTTPS_MEM_KEY, key, MHD_OPTION_HTTPS_MEM_CERT, certificate,
                                    MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)131072, MHD_OPTION_END);
    HF_CHECK(peer->daemon != NULL);
    peer->port = MHD_get_daemon_info(peer->daemon, MHD_DAEMON_INFO_BIND_PORT)->port;
    free(key);
    free(certificate);
    return peer;
}

void peer_stop(struct peer *peer)
{
    const char *files[] = {peer->key, peer->ca, peer->other_key, peer->other_ca};
    pthread_mutex_lock(&peer->lock);
    peer->stopping = true;
    for (size_t i = 0; i < peer->silent_count; i++)
        MHD_resume_connection(peer->silent[i]);
    pthread_mutex_unlock(&peer->lock);
    MHD_stop_daemon(peer->daemon);
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++)
        unlink(files[i]);
    rmdir(peer->folder);
    pthread_mutex_destroy(&peer->lock);
    free(peer);
}

const char *peer_ca(const struct peer *peer)
{
    return peer->ca;
}
const char *peer_key(const struct peer *peer)
{
    return peer->key;
}
const char *peer_other_ca(const struct peer *peer)
{
    return peer->other_ca;
}

struct hf_str peer_address(const struct peer *peer, const char *host, const char *path, char *out)
{
    snprintf(out, 128, "https://%s:%d%s", host, peer->port, path);
    return hf_str_of(out);
}

void peer_saw(struct peer *peer, struct peer_saw *out)
{
    pthread_mutex_lock(&peer->lock);
    *out = peer->saw;
    pthread_mutex_unlock(&peer->lock);
}
