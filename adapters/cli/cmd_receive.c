/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A sample focal point: its own process, key and TLS endpoint. Tokens come in on the server's thread and wait
 * in a queue; the main thread judges them, answers, and sends what is due.
 *
 *     DIR/key            its Ed25519 seed, made where there is none
 *     DIR/in/000001.jwt  each notice taken, byte for byte
 *     DIR/out/000001.jwt each receipt and answer sent
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/code.h"
#include "cli/cmd.h"
#include "cli/file.h"
#include "cli/focal.h"
#include "cli/focal_key.h"
#include "cli/output.h"
#include "host/clock.h"
#include "host/dice.h"
#include "host/signals.h"
#include "http/routes.h"
#include "http/server.h"
#include "keys/file.h"
#include "notify/fetch.h"
#include "notify/push.h"

enum { TURN_MS = 50, AGAIN_MS = 500, PUSH_MS = 20000, PATH_SIZE = 700, JWKS_MAX = 64 * 1024 };

struct post {
    struct post *next;
    hf_done_fn done;
    void *context;
    size_t len;
    char token[];
};

struct receiving {
    struct hf_cli *cli;
    const char *dir;
    struct hf_hasher hasher;
    struct hf_host_clock clock_state;
    struct hf_clock_port clock;
    struct hf_focal *focal;
    struct hf_courier courier;
    struct hf_network loopback[2];
    struct hf_public key[HF_FOCAL_KEYS];
    size_t keys;
    struct hf_str ca, jwks_url, sets_url, issuer;
    struct hf_office office;
    struct hf_http *http;
    struct hf_public own;
    int in, out;          /* tokens kept so far */
    int64_t rest_until;   /* steady: nothing is sent before, after a failure */
    pthread_mutex_t lock; /* of what follows */
    struct post *first, *last;
    bool stopping;
};

/* ---- files ---- */

static const char *path_in(struct receiving *r, const char *box, int number)
{
    char *path = HF_NEW(r->cli->arena, char, PATH_SIZE);
    (void)snprintf(path, PATH_SIZE, "%s/%s/%06d.jwt", r->dir, box, number);
    return path;
}

static void keep(struct receiving *r, const char *box, int number, struct hf_str token)
{
    FILE *file = fopen(path_in(r, box, number), "wx");
    if (file == NULL)
        return;
    (void)fwrite(token.at, 1, token.len, file);
    (void)fclose(file);
}

static bool kept(struct receiving *r, const char *box, int number, struct hf_str *token)
{
    struct hf_err none;
    return hf_file_read(hf_str_of(path_in(r, box, number)), HF_TOKEN_MAX, r->cli->arena, token, &none) ==
           HF_OK;
}

static enum hf_rc make_dirs(struct receiving *r, struct hf_err *err)
{
    static const char *const names[] = {"", "/in", "/out"};
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        char path[PATH_SIZE];
        struct stat found;
        (void)snprintf(path, sizeof(path), "%s%s", r->dir, names[i]);
        if (mkdir(path, 0700) != 0 && (stat(path, &found) != 0 || !S_ISDIR(found.st_mode)))
            return hf_host_fail(path, err);
    }
    return HF_OK;
}

static enum hf_rc own_key(struct receiving *r, struct hf_speaker *setup, struct hf_err *err)
{
    char path[HF_KEYS_PATH_MAX];
    HF_TRY(hf_keys_path(r->dir, "key", path, err));
    HF_TRY(hf_focal_key_make(path, &setup->dice, &setup->secret, &setup->key, err));
    r->own = setup->key;
    return HF_OK;
}

/* ---- in: the server's thread offers, the main thread takes ---- */

static bool append(struct receiving *r, struct post *post)
{
    pthread_mutex_lock(&r->lock);
    bool taken = !r->stopping;
    if (taken && r->first == NULL)
        r->first = post;
    else if (taken)
        r->last->next = post;
    if (taken)
        r->last = post;
    pthread_mutex_unlock(&r->lock);
    return taken;
}

static enum hf_rc offer(void *self, const struct hf_request *request, hf_done_fn done, void *context,
                        struct hf_err *err)
{
    struct receiving *r = self;
    struct post *post = malloc(sizeof(*post) + request->token.len);
    if (post == NULL)
        return hf_fail(err, HF_WORD_queue_full, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
    *post = (struct post){.done = done, .context = context, .len = request->token.len};
    memcpy(post->token, request->token.at, post->len);
    if (append(r, post))
        return HF_OK;
    free(post);
    return hf_fail(err, HF_WORD_stopping, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
}

static struct post *next_post(struct receiving *r, bool stop)
{
    pthread_mutex_lock(&r->lock);
    struct post *post = r->first;
    r->first = post == NULL ? NULL : post->next;
    r->stopping = r->stopping || stop;
    pthread_mutex_unlock(&r->lock);
    return post;
}

static enum hf_rc fetch_keys(struct receiving *r, struct hf_err *err)
{
    struct hf_fetch fetch = {
        .url = r->jwks_url, .ca_file = r->ca, .allow = r->loopback, .allow_count = 2, .most = JWKS_MAX};
    struct hf_str jwks;
    HF_TRY(hf_fetch(&fetch, r->cli->arena, &jwks, err));
    return hf_focal_keys(jwks, r->cli->arena, r->key, &r->keys, err);
}

/* The sender's keys are asked for once, and again when a token names one that is not among them. */
static enum hf_rc take(struct receiving *r, struct hf_str token, bool *again, struct hf_err *err)
{
    int64_t now_ms = r->clock.wall_ms(r->clock.self);
    if (r->keys == 0)
        HF_TRY(fetch_keys(r, err));
    enum hf_rc rc = hf_focal_take(r->focal, token, r->key, r->keys, now_ms, again, err);
    if (rc != HF_UNVERIFIED || err->word != HF_WORD_token_key)
        return rc;
    HF_TRY(fetch_keys(r, err));
    return hf_focal_take(r->focal, token, r->key, r->keys, now_ms, again, err);
}

/* Kept before it is acknowledged: RFC 8935 section 2. */
static void take_post(struct receiving *r, struct post *post)
{
    struct hf_response response = {.outcome = HF_DONE};
    struct hf_str token = {post->token, post->len};
    struct hf_err err;
    bool again = false;
    if (take(r, token, &again, &err) != HF_OK)
        response = (struct hf_response){.outcome = HF_REFUSED_ANSWER, .err = &err};
    else if (!again)
        keep(r, "in", ++r->in, token);
    if (response.outcome == HF_REFUSED_ANSWER)
        hf_out_error(r->cli, &err);
    post->done(post->context, &response);
    free(post);
}

/* ---- out ---- */

static enum hf_rc push(struct receiving *r, struct hf_str token, struct hf_parcel_result *result,
                       struct hf_err *err)
{
    struct hf_parcel parcel = {
        .ticket = 1, .address = r->sets_url, .token = token, .language = HF_STR("en"), .ca_file = r->ca};
    size_t count = 0, pending = 1;
    HF_TRY(r->courier.start(r->courier.self, &parcel, 1, err));
    while (count == 0 && pending > 0)
        HF_TRY(r->courier.turn(r->courier.self, PUSH_MS, r->cli->arena, result, 1, &count, &pending, err));
    return HF_OK;
}

/* What was refused for good is not said again; what did not arrive is said again, byte for byte. */
static void send_due(struct receiving *r)
{
    struct hf_parcel_result result = {0};
    struct hf_str token;
    struct hf_err err;
    int64_t steady_ms = r->clock.steady_ms(r->clock.self);
    if (steady_ms < r->rest_until || !hf_focal_next(r->focal, r->clock.wall_ms(r->clock.self), &token))
        return;
    bool came = push(r, token, &result, &err) == HF_OK && result.status >= 200 && result.status < 500;
    if (!came || result.status == 429) {
        r->rest_until = steady_ms + AGAIN_MS;
        return;
    }
    if (result.status < 300)
        keep(r, "out", ++r->out, token);
    else
        hf_out_hint(r->cli, HF_SAY_receive_refused, result.said, HF_STR_NONE);
    hf_focal_sent(r->focal);
}

/* ---- from beginning to end ---- */

static struct hf_str joined(struct hf_cli *cli, struct hf_str a, const char *b)
{
    struct hf_buf out = hf_buf_in(cli->arena, a.len + 64);
    hf_buf_put(&out, a);
    hf_buf_put(&out, hf_str_of(b));
    return hf_buf_str(&out);
}

static const char *text_of(struct hf_cli *cli, struct hf_str s)
{
    char *text = HF_NEW(cli->arena, char, s.len + 1);
    if (s.len > 0)
        memcpy(text, s.at, s.len);
    return s.len == 0 ? NULL : text;
}

/* What this office had taken and said before it was last stopped. */
static enum hf_rc recall(struct receiving *r, struct hf_err *err)
{
    struct hf_str token;
    bool again;
    if (kept(r, "in", 1, &token))
        HF_TRY(fetch_keys(r, err));
    while (kept(r, "in", r->in + 1, &token)) {
        HF_TRY(hf_focal_take(r->focal, token, r->key, r->keys, r->clock.wall_ms(r->clock.self), &again, err));
        r->in++;
    }
    while (kept(r, "out", r->out + 1, &token)) {
        HF_TRY(hf_focal_recall(r->focal, token, err));
        r->out++;
    }
    return HF_OK;
}

static enum hf_rc open_office(struct receiving *r, struct hf_err *err)
{
    struct hf_cli *cli = r->cli;
    struct hf_str script = HF_STR_NONE, answers = hf_cli_value(cli, HF_STR("answers"));
    struct hf_speaker setup = {.arena = cli->arena,
                               .hasher = &r->hasher,
                               .dice = hf_host_dice(),
                               .issuer = r->issuer,
                               .court = hf_cli_value(cli, HF_STR("court"))};
    HF_TRY(hf_host_clock_open(&r->clock_state, text_of(cli, hf_cli_value(cli, HF_STR("clock"))), err));
    r->clock = hf_host_clock_port(&r->clock_state);
    HF_TRY(make_dirs(r, err));
    HF_TRY(own_key(r, &setup, err));
    if (answers.len > 0)
        HF_TRY(hf_file_read(answers, HF_SET_BODY_MAX, cli->arena, &script, err));
    HF_TRY(hf_file_blame(answers, hf_focal_open(&setup, script, &r->focal, err), err));
    struct hf_push_setup push_setup = {.clock = r->clock, .allow = r->loopback, .allow_count = 2};
    return hf_push_open(&push_setup, &r->courier, err);
}

static enum hf_rc listen_at(struct receiving *r, struct hf_err *err)
{
    static const struct hf_route route = {
        .method = "POST",
        .path = "/v1/sets",
        .takes = HF_STR_INIT("application/secevent+jwt"),
        .body_max = HF_SET_BODY_MAX,
        .status = 202,
        .manner = HF_SET_ERRORS,
        .later = true,
        .serve = hf_serve_set,
        .title = {HF_STR_INIT("A notice is kept"), HF_STR_INIT("Un avis est conservé")}};
    struct hf_str listen = hf_cli_value(r->cli, HF_STR("listen"));
    struct hf_http_setup setup = {.address = listen.len > 0 ? listen : HF_STR("127.0.0.1:0"),
                                  .tls_cert = text_of(r->cli, hf_cli_value(r->cli, HF_STR("tls-cert"))),
                                  .tls_key = text_of(r->cli, hf_cli_value(r->cli, HF_STR("tls-key"))),
                                  .routes = {&route, 1},
                                  .context = &r->office};
    r->office = (struct hf_office){.inlet = {.self = r, .offer = offer}};
    return hf_http_start(&setup, &r->http, err);
}

static struct hf_json text_b64(struct hf_cli *cli, const void *bytes, size_t size)
{
    struct hf_buf out = hf_buf_in(cli->arena, 64);
    hf_b64url_put(&out, bytes, size);
    return hf_json_of_text(hf_buf_str(&out));
}

/* What a directory entry needs to know of this office. */
static void introduce(struct receiving *r)
{
    static const struct hf_column columns[] = {HF_COLUMN("endpoint", endpoint), HF_COLUMN("issuer", issuer),
                                               HF_COLUMN("key", key), HF_COLUMN("key_id", key_id)};
    char endpoint[64];
    struct hf_digest kid;
    struct hf_json_maker made = hf_json_make(r->cli->arena);
    (void)snprintf(endpoint, sizeof(endpoint), "https://127.0.0.1:%u/v1/sets",
                   (unsigned)hf_http_port(r->http));
    hf_key_thumbprint(&r->hasher, &r->own, &kid);
    hf_json_add(&made, HF_STR("endpoint"), hf_json_of_text(hf_str_of(endpoint)));
    hf_json_add(&made, HF_STR("issuer"), hf_json_of_text(r->issuer));
    hf_json_add(&made, HF_STR("key"), text_b64(r->cli, r->own.byte, sizeof(r->own.byte)));
    hf_json_add(&made, HF_STR("key_id"), text_b64(r->cli, kid.byte, sizeof(kid.byte)));
    struct hf_json json = hf_json_object(&made);
    hf_out_record(r->cli, HF_VIEW(columns), &json);
    (void)fflush(r->cli->out);
}

static void turn_until_stopped(struct receiving *r)
{
    struct post *post;
    while (!hf_signals_wait(TURN_MS)) {
        while ((post = next_post(r, false)) != NULL)
            take_post(r, post);
        send_due(r);
    }
    while ((post = next_post(r, true)) != NULL)
        take_post(r, post);
}

static enum hf_rc work(struct receiving *r, struct hf_err *err)
{
    HF_TRY(open_office(r, err));
    enum hf_rc rc = recall(r, err);
    if (rc == HF_OK)
        rc = listen_at(r, err);
    if (rc == HF_OK) {
        introduce(r);
        turn_until_stopped(r);
        hf_http_stop(r->http);
    }
    r->courier.stop(r->courier.self);
    return rc;
}

static enum hf_rc needed(struct hf_cli *cli, const char *flag, const char *form, struct hf_err *err)
{
    if (hf_cli_value(cli, hf_str_of(flag)).len > 0)
        return HF_OK;
    return hf_fail(err, HF_WORD_cli_needed, cli->typed, hf_str_of(flag), hf_str_of(form));
}

enum hf_rc hf_cmd_receive(struct hf_cli *cli, struct hf_err *err)
{
    struct hf_str court = hf_cli_value(cli, HF_STR("court"));
    struct receiving *r = HF_NEW(cli->arena, struct receiving, 1);
    HF_TRY(needed(cli, "issuer", "https://...", err));
    HF_TRY(needed(cli, "court", "https://...", err));
    HF_TRY(needed(cli, "tls-cert", "FILE", err));
    HF_TRY(needed(cli, "tls-key", "FILE", err));
    r->cli = cli;
    r->dir = text_of(cli, hf_cli_arg(cli, 0));
    r->issuer = hf_cli_value(cli, HF_STR("issuer"));
    r->ca = hf_cli_value(cli, HF_STR("ca"));
    r->jwks_url = joined(cli, court, "/.well-known/jwks.json");
    r->sets_url = joined(cli, court, "/v1/sets");
    (void)hf_network_read(HF_STR("127.0.0.0/8"), &r->loopback[0]);
    (void)hf_network_read(HF_STR("::1"), &r->loopback[1]);
    (void)pthread_mutex_init(&r->lock, NULL);
    hf_hasher_init(&r->hasher);
    hf_signals_begin();
    enum hf_rc rc = work(r, err);
    hf_hasher_done(&r->hasher);
    (void)pthread_mutex_destroy(&r->lock);
    return rc;
}
