/* SPDX-License-Identifier: Apache-2.0 */
#include "notify/poller.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

#include <curl/curl.h>

#include "record/json.h"

enum {
    SETS_MOST = 15, /* so that the largest tokens fit into what is read of an answer */
    ANSWER_MAX = 1024 * 1024,
    ARENA_SIZE =
        256 * 1024 * 1024, /* reading JSON takes some 200 bytes per byte; untouched pages cost nothing */
    CONNECT_MS = 5000,
    TOTAL_MS = 330000, /* longer than anybody lets wait */
    REST_LEAST_MS = 1000,
    REST_MOST_MS = 60000,
    TEXT_MAX = 2048
};

/* What became of a notice: said in the next request. */
enum fate { UNDECIDED, TAKEN, REFUSED, LATER };
struct fetched {
    struct hf_poller *poller;
    char jti[64], description[256];
    const char *code;
    enum fate fate;
};

struct hf_poller {
    struct hf_poller_setup setup;
    char url[TEXT_MAX], bearer[TEXT_MAX], ca_file[TEXT_MAX];
    pthread_t thread;
    pthread_mutex_t lock; /* of the fates and `open` */
    pthread_cond_t settled;
    size_t open; /* offers that are not answered yet */
    struct fetched fetched[SETS_MOST];
    size_t count;
    struct hf_arena arena;
    CURL *easy;
    struct hf_buf answer;
    atomic_bool stopping;
    bool failing;
    int64_t rest_ms;
};

/* ---- one exchange ---- */

static size_t take_body(char *bytes, size_t size, size_t count, void *context)
{
    struct hf_poller *p = context;
    if (p->answer.len + size * count > ANSWER_MAX)
        return 0;
    hf_buf_put_bytes(&p->answer, bytes, size * count);
    return size * count;
}

static curl_socket_t open_socket(void *context, curlsocktype purpose, struct curl_sockaddr *address)
{
    const struct hf_poller *p = context;
    (void)purpose;
    if (!hf_reach_may(&address->addr, p->setup.allow, p->setup.allow_count))
        return CURL_SOCKET_BAD;
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

/* Called about once a second: a request that waits ends when the poller does. */
static int go_on(void *context, curl_off_t total, curl_off_t now, curl_off_t up_total, curl_off_t up)
{
    const struct hf_poller *p = context;
    (void)total, (void)now, (void)up_total, (void)up;
    return atomic_load(&p->stopping);
}

static bool set_request(struct hf_poller *p, const char *body, struct curl_slist *headers)
{
    CURL *easy = p->easy;
    return curl_easy_setopt(easy, CURLOPT_URL, p->url) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_POSTFIELDS, body) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_USERAGENT, "Holdfast") == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_NOPROGRESS, 0L) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_XFERINFOFUNCTION, go_on) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_XFERINFODATA, p) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, take_body) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_WRITEDATA, p) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, (long)CONNECT_MS) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, (long)TOTAL_MS) == CURLE_OK;
}

static bool set_reach(struct hf_poller *p)
{
    CURL *easy = p->easy;
    bool own = p->ca_file[0] != '\0';
    return curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "https") == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_DISALLOW_USERNAME_IN_URL, 1L) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_PROXY, "") == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, open_socket) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, p) == CURLE_OK &&
           (!own || (curl_easy_setopt(easy, CURLOPT_CAINFO, p->ca_file) == CURLE_OK &&
                     curl_easy_setopt(easy, CURLOPT_CAPATH, NULL) == CURLE_OK));
}

static enum hf_rc fail(struct hf_poller *p, const char *why, struct hf_err *err)
{
    return hf_fail(err, HF_WORD_fetch_failed, HF_STR_NONE, hf_str_of(p->url), hf_str_of(why));
}

static enum hf_rc exchange(struct hf_poller *p, const char *body, struct hf_err *err)
{
    char status_text[32];
    long status = 0;
    struct curl_slist *headers = curl_slist_append(NULL, "Content-Type: application/json");
    struct curl_slist *all = headers == NULL ? NULL : curl_slist_append(headers, p->bearer);
    p->answer = hf_buf_in(&p->arena, 4096);
    CURLcode code = all != NULL && set_request(p, body, all) && set_reach(p) ? curl_easy_perform(p->easy)
                                                                             : CURLE_OUT_OF_MEMORY;
    if (code == CURLE_OK)
        curl_easy_getinfo(p->easy, CURLINFO_RESPONSE_CODE, &status);
    curl_slist_free_all(headers);
    snprintf(status_text, sizeof status_text, "HTTP %ld", status);
    if (code != CURLE_OK)
        return fail(p, curl_easy_strerror(code), err);
    return status == 200 ? HF_OK : fail(p, status_text, err);
}

/* ---- what is said ---- */

static struct hf_json fault_of(struct hf_arena *arena, const struct fetched *f)
{
    struct hf_json_maker fault = hf_json_make(arena);
    hf_json_add(&fault, HF_STR("err"), hf_json_of_text(hf_str_of(f->code)));
    hf_json_add(&fault, HF_STR("description"), hf_json_of_text(hf_str_of(f->description)));
    return hf_json_object(&fault);
}

/* With a closing NUL for libcurl. */
static const char *say(struct hf_poller *p)
{
    struct hf_json_maker body = hf_json_make(&p->arena), ack = hf_json_make(&p->arena),
                         faults = hf_json_make(&p->arena);
    struct hf_buf out = hf_buf_in(&p->arena, 1024);
    for (size_t i = 0; i < p->count; i++) {
        const struct fetched *f = &p->fetched[i];
        if (f->fate == TAKEN)
            hf_json_add(&ack, HF_STR_NONE, hf_json_of_text(hf_str_of(f->jti)));
        if (f->fate == REFUSED)
            hf_json_add(&faults, hf_str_of(f->jti), fault_of(&p->arena, f));
    }
    hf_json_add(&body, HF_STR("maxEvents"), hf_json_of_int(SETS_MOST));
    if (ack.count > 0)
        hf_json_add(&body, HF_STR("ack"), hf_json_list(&ack));
    if (faults.count > 0)
        hf_json_add(&body, HF_STR("setErrs"), hf_json_object(&faults));
    struct hf_json object = hf_json_object(&body);
    hf_json_write(&out, &object);
    hf_buf_put_char(&out, '\0');
    return out.at;
}

/* ---- what has come ---- */

static void settle(struct fetched *f, enum fate fate)
{
    struct hf_poller *p = f->poller;
    pthread_mutex_lock(&p->lock);
    f->fate = fate;
    p->open--;
    pthread_cond_signal(&p->settled);
    pthread_mutex_unlock(&p->lock);
}

/* On the desk's thread. */
static void done(void *context, const struct hf_response *response)
{
    struct fetched *f = context;
    struct hf_buf text = HF_BUF(f->description);
    if (response->outcome != HF_REFUSED_ANSWER) {
        settle(f, TAKEN);
        return;
    }
    if (hf_rc_retry(hf_err_rc(response->err))) {
        settle(f, LATER);
        return;
    }
    f->code = f->poller->setup.code(response->err);
    hf_err_say(response->err, HF_EN, &text);
    f->description[text.len < sizeof f->description ? text.len : sizeof f->description - 1] = '\0';
    settle(f, REFUSED);
}

static void offer(struct hf_poller *p, const struct hf_member *set)
{
    struct hf_err err;
    struct fetched *f = &p->fetched[p->count];
    struct hf_inlet *inlet = &p->setup.inlet;
    struct hf_request request = {.kind = HF_REQUEST_TOKEN, .token = set->value.is.text};
    if (p->count == SETS_MOST || set->value.kind != HF_JSON_TEXT || set->name.len >= sizeof f->jti)
        return;
    *f = (struct fetched){.poller = p, .fate = UNDECIDED};
    memcpy(f->jti, set->name.at, set->name.len);
    p->count++;
    pthread_mutex_lock(&p->lock);
    p->open++;
    pthread_mutex_unlock(&p->lock);
    if (inlet->offer(inlet->self, &request, done, f, &err) != HF_OK)
        settle(f, LATER);
}

static void await_all(struct hf_poller *p)
{
    pthread_mutex_lock(&p->lock);
    while (p->open > 0)
        pthread_cond_wait(&p->settled, &p->lock);
    pthread_mutex_unlock(&p->lock);
}

static enum hf_rc take_answer(struct hf_poller *p, struct hf_err *err)
{
    struct hf_json body;
    HF_TRY(hf_json_read(hf_buf_str(&p->answer), &hf_json_file_limits, &p->arena, &body, err));
    const struct hf_json *sets = HF_JSON_GET(&body, "sets");
    if (sets == NULL || sets->kind != HF_JSON_OBJECT)
        return fail(p, "no \"sets\"", err);
    p->count = 0; /* what was to be said of those before has been */
    for (size_t i = 0; i < sets->is.object.count; i++)
        offer(p, &sets->is.object.member[i]);
    await_all(p);
    return HF_OK;
}

/* ---- rounds ---- */

static void pause_for(struct hf_poller *p, int64_t ms)
{
    enum { STEP_MS = 100 };
    for (int64_t gone = 0; gone < ms && !atomic_load(&p->stopping); gone += STEP_MS)
        nanosleep(&(struct timespec){.tv_nsec = STEP_MS * 1000000L}, NULL);
}

static void report(struct hf_poller *p, enum hf_rc rc, const struct hf_err *err)
{
    bool failing = rc != HF_OK && !atomic_load(&p->stopping);
    if (failing != p->failing && p->setup.tell != NULL)
        p->setup.tell(p->setup.context, failing ? err : NULL);
    p->failing = failing;
}

static bool any_later(const struct hf_poller *p)
{
    for (size_t i = 0; i < p->count; i++)
        if (p->fetched[i].fate == LATER)
            return true;
    return false;
}

static int64_t rest_after(const struct hf_poller *p, enum hf_rc rc)
{
    if (rc == HF_OK)
        return any_later(p) ? REST_LEAST_MS : 0;
    int64_t next_ms = p->rest_ms < REST_LEAST_MS ? REST_LEAST_MS : 2 * p->rest_ms;
    return next_ms < REST_MOST_MS ? next_ms : REST_MOST_MS;
}

static void *run(void *context)
{
    struct hf_poller *p = context;
    while (!atomic_load(&p->stopping)) {
        struct hf_err err;
        hf_arena_reset(&p->arena, 0);
        enum hf_rc rc = exchange(p, say(p), &err);
        if (rc == HF_OK)
            rc = take_answer(p, &err);
        report(p, rc, &err);
        p->rest_ms = rest_after(p, rc);
        pause_for(p, p->rest_ms);
    }
    return NULL;
}

/* ---- beginning and end ---- */

static void release(struct hf_poller *p)
{
    curl_easy_cleanup(p->easy);
    pthread_cond_destroy(&p->settled);
    pthread_mutex_destroy(&p->lock);
    free(p->arena.at);
    explicit_bzero(p->bearer, sizeof p->bearer);
    free(p);
}

static bool keep_text(char *out, const char *head, struct hf_str text)
{
    int len = snprintf(out, TEXT_MAX, "%s%.*s", head, HF_STR_ARG(text));
    return len > 0 ? len < TEXT_MAX : len == 0;
}

enum hf_rc hf_poller_start(const struct hf_poller_setup *setup, struct hf_poller **out, struct hf_err *err)
{
    struct hf_poller *p = calloc(1, sizeof *p);
    if (p == NULL)
        return hf_fail(err, HF_WORD_no_memory, HF_STR_NONE, HF_STR("poll"), HF_STR_NONE);
    p->setup = *setup;
    pthread_mutex_init(&p->lock, NULL);
    pthread_cond_init(&p->settled, NULL);
    atomic_init(&p->stopping, false);
    p->easy = curl_easy_init();
    void *block = malloc(ARENA_SIZE);
    hf_arena_init(&p->arena, block, block == NULL ? 0 : ARENA_SIZE);
    if (p->easy != NULL && block != NULL && keep_text(p->url, "", setup->url) &&
        keep_text(p->bearer, "Authorization: Bearer ", setup->token) &&
        keep_text(p->ca_file, "", setup->ca_file) && pthread_create(&p->thread, NULL, run, p) == 0) {
        *out = p;
        return HF_OK;
    }
    release(p);
    return hf_fail(err, HF_WORD_no_memory, HF_STR_NONE, HF_STR("poll"), HF_STR_NONE);
}

void hf_poller_stop(struct hf_poller *poller)
{
    atomic_store(&poller->stopping, true);
    pthread_join(poller->thread, NULL);
    release(poller);
}
