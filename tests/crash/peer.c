/* SPDX-License-Identifier: Apache-2.0 */
#include "crash/peer.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#include <curl/curl.h>

#include "base/code.h"
#include "http/server.h"
#include "seal/set.h"

enum { NOTICES_MAX = 1000, ANSWERS_MAX = 10000, ARENA = 1 << 20, PATIENCE_MS = 60000, AGAIN_MS = 50 };

struct answer {
    char jti[24];
    char *token;
};

struct peer {
    struct peer *self; /* for the server, which hands out what may not be changed */
    const struct office *office;
    struct hf_public court, key;
    struct hf_secret secret;
    struct hf_http *http;
    CURL *curl;
    pthread_mutex_t lock; /* of the notices that came */
    struct notice notice[NOTICES_MAX];
    size_t notices;
    struct answer answer[ANSWERS_MAX];
    size_t answers;
    unsigned char taking[ARENA], signing[ARENA]; /* of the server's thread, of ours */
};

/* ---- notices ---- */

static struct notice *find(struct peer *peer, const struct hf_digest *digest)
{
    for (size_t i = 0; i < peer->notices; i++)
        if (hf_digest_eq(&peer->notice[i].digest, digest))
            return &peer->notice[i];
    return NULL;
}

static void remember(struct peer *peer, const struct hf_digest *digest, const struct hf_id *jti,
                     const struct hf_set *set)
{
    pthread_mutex_lock(&peer->lock);
    struct notice *notice = find(peer, digest);
    if (notice == NULL && peer->notices < NOTICES_MAX) {
        notice = &peer->notice[peer->notices++];
        notice->digest = *digest;
        notice->jti = *jti;
        snprintf(notice->txn, sizeof notice->txn, "%.*s", HF_STR_ARG(set->txn));
        snprintf(notice->sub_id, sizeof notice->sub_id, "%.*s", HF_STR_ARG(set->sub_id));
    }
    if (notice != NULL)
        notice->times++;
    pthread_mutex_unlock(&peer->lock);
}

static enum hf_rc read_notice(struct peer *peer, struct hf_str compact, struct hf_err *err)
{
    struct hf_arena arena;
    struct hf_hasher hasher;
    struct hf_token token;
    struct hf_set set;
    struct hf_digest digest;
    struct hf_id jti;
    hf_arena_init(&arena, peer->taking, ARENA);
    hf_hasher_init(&hasher);
    enum hf_rc rc = hf_token_read(&arena, compact, &token, err);
    if (rc == HF_OK)
        rc = hf_token_verify(&hasher, &token, &peer->court, err);
    if (rc == HF_OK)
        rc = hf_set_read(&arena, token.payload, &set, err);
    hf_token_digest(&hasher, compact, &digest);
    hf_hasher_done(&hasher);
    if (rc == HF_OK && hf_id_read_uuid(set.jti, &jti))
        remember(peer, &digest, &jti, &set);
    return rc;
}

static void take(const void *context, struct hf_exchange *exchange)
{
    struct peer *const *peer = context;
    struct hf_err err;
    if (read_notice(*peer, hf_exchange_body(exchange), &err) == HF_OK)
        hf_exchange_answer(exchange, HF_STR_NONE, 0);
    else
        hf_exchange_refuse(exchange, &err);
}

struct notice *peer_notice(struct peer *peer, size_t n)
{
    pthread_mutex_lock(&peer->lock);
    struct notice *notice = n < peer->notices ? &peer->notice[n] : NULL;
    pthread_mutex_unlock(&peer->lock);
    return notice;
}

unsigned peer_times(struct peer *peer, const struct hf_id *jti)
{
    unsigned times = 0;
    pthread_mutex_lock(&peer->lock);
    for (size_t i = 0; i < peer->notices; i++)
        if (hf_id_eq(&peer->notice[i].jti, jti))
            times += peer->notice[i].times;
    pthread_mutex_unlock(&peer->lock);
    return times;
}

/* ---- answers ---- */

static struct hf_json content_of(struct hf_arena *arena, const struct notice *notice)
{
    struct hf_json_maker made = hf_json_make(arena);
    const struct hf_thread_mark mark = {.seq = notice->seq,
                                        .prev = notice->last,
                                        .seen = notice->digest,
                                        .has_prev = notice->seq > 1,
                                        .has_seen = true};
    hf_thread_mark_add(arena, &mark, &made);
    hf_json_add(&made, HF_STR("status"), hf_json_of_text(HF_STR("information_requested")));
    hf_json_add(&made, HF_STR("items"), hf_json_of_text(HF_STR("the title of the house")));
    return hf_json_object(&made);
}

static struct hf_str sign(struct peer *peer, struct hf_hasher *hasher, struct hf_arena *arena,
                          const struct notice *notice, const char *jti, int64_t at_ms)
{
    struct hf_buf claims = hf_buf_in(arena, 1024);
    const struct hf_set set = {.iss = HF_STR(PEER_ISSUER),
                               .aud = HF_STR("https://court.example"),
                               .jti = hf_str_of(jti),
                               .txn = hf_str_of(notice->txn),
                               .iat_s = at_ms / 1000,
                               .toe_s = -1,
                               .sub_id = hf_str_of(notice->sub_id),
                               .event = HF_STR(HF_EVENT_URN "answer"),
                               .content = content_of(arena, notice)};
    hf_set_write(arena, &set, &claims);
    return hf_token_sign(hasher, arena, &peer->secret, &peer->key, hf_buf_str(&claims));
}

size_t peer_answer(struct peer *peer, struct notice *notice, int64_t at_ms)
{
    struct hf_arena arena;
    struct hf_hasher hasher;
    struct answer *answer = &peer->answer[peer->answers];
    if (peer->answers == ANSWERS_MAX)
        give_up("answers", "too many");
    hf_arena_init(&arena, peer->signing, ARENA);
    hf_hasher_init(&hasher);
    snprintf(answer->jti, sizeof answer->jti, "answer-%zu", peer->answers);
    notice->seq++;
    struct hf_str token = sign(peer, &hasher, &arena, notice, answer->jti, at_ms);
    hf_token_digest(&hasher, token, &notice->last);
    hf_hasher_done(&hasher);
    answer->token = strndup(token.at, token.len);
    return peer->answers++;
}

size_t peer_answers(const struct peer *peer)
{
    return peer->answers;
}

struct hf_str peer_jti(const struct peer *peer, size_t answer)
{
    return hf_str_of(peer->answer[answer].jti);
}

static size_t hear(char *bytes, size_t size, size_t count, void *context)
{
    struct hf_buf *said = context;
    hf_buf_put_bytes(said, bytes, size * count);
    return size * count;
}

/* The status; 0: not reached. */
static long post_once(struct peer *peer, const char *token, struct hf_buf *said)
{
    char url[100];
    long status = 0;
    struct curl_slist *headers = curl_slist_append(NULL, "Content-Type: application/secevent+jwt");
    snprintf(url, sizeof url, "http://%s/v1/sets", peer->office->listen);
    curl_easy_setopt(peer->curl, CURLOPT_URL, url);
    curl_easy_setopt(peer->curl, CURLOPT_POSTFIELDS, token);
    curl_easy_setopt(peer->curl, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(peer->curl, CURLOPT_WRITEFUNCTION, hear);
    curl_easy_setopt(peer->curl, CURLOPT_WRITEDATA, said);
    curl_easy_setopt(peer->curl, CURLOPT_TIMEOUT_MS, 15000L);
    curl_easy_setopt(peer->curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(peer->curl, CURLOPT_NOPROXY, "*");
    if (curl_easy_perform(peer->curl) == CURLE_OK)
        curl_easy_getinfo(peer->curl, CURLINFO_RESPONSE_CODE, &status);
    curl_slist_free_all(headers);
    return status;
}

void peer_post(struct peer *peer, size_t answer)
{
    int64_t until = now_ms() + PATIENCE_MS;
    while (now_ms() < until) {
        char room[500] = "";
        struct hf_buf said = {.at = room, .size = sizeof room - 1};
        long status = post_once(peer, peer->answer[answer].token, &said);
        if (status == 202)
            return;
        if (status != 0 && status != 503)
            give_up("an answer is taken or told to come back", room);
        pause_ms(AGAIN_MS);
    }
    give_up("an answer is taken in the end", peer->answer[answer].jti);
}

/* ---- opening ---- */

struct peer *peer_open(const struct office *office, const struct hf_public *court)
{
    static const struct hf_route route = {.method = "POST",
                                          .path = "/sets",
                                          .takes = HF_STR_INIT("application/secevent+jwt"),
                                          .body_max = HF_TOKEN_MAX,
                                          .status = 202,
                                          .manner = HF_SET_ERRORS,
                                          .serve = take};
    const struct hf_seed seed = {{0x5E, 0xED}};
    struct hf_err err;
    struct peer *peer = calloc(1, sizeof *peer);
    if (peer == NULL || curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
        give_up("a peer", "no memory");
    peer->self = peer;
    peer->office = office;
    peer->court = *court;
    peer->curl = curl_easy_init();
    hf_key_make(&seed, &peer->secret, &peer->key);
    pthread_mutex_init(&peer->lock, NULL);
    const struct hf_http_setup setup = {.address = HF_STR("127.0.0.1:0"),
                                        .tls_cert = office->certificate,
                                        .tls_key = office->key,
                                        .routes = {&route, 1},
                                        .context = &peer->self};
    if (hf_http_start(&setup, &peer->http, &err) != HF_OK)
        give_up("a peer listens", err.arg[0]);
    return peer;
}

void peer_close(struct peer *peer)
{
    hf_http_stop(peer->http);
    curl_easy_cleanup(peer->curl);
    for (size_t i = 0; i < peer->answers; i++)
        free(peer->answer[i].token);
    pthread_mutex_destroy(&peer->lock);
    free(peer);
}

uint16_t peer_port(const struct peer *peer)
{
    return hf_http_port(peer->http);
}

const struct hf_public *peer_key(const struct peer *peer)
{
    return &peer->key;
}
