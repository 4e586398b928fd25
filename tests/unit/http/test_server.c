/* SPDX-License-Identifier: Apache-2.0 */
/* The office's server as a client sees it, before an inlet whose answers the token names. */
#include "http/server.h"

#include <netinet/in.h>
#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include <curl/curl.h>

#include "http/routes.h"
#include "unit/certificate.h"
#include "unit/unit.h"

enum { THREADS_MAX = 512, TEXT = 70000, TOKEN = 64 };

/* ---- an inlet: each request is answered by a thread of its own, a little later ---- */

struct job {
    char token[TOKEN];
    size_t len;
    hf_done_fn done;
    void *context;
};

static struct {
    pthread_mutex_t lock;
    pthread_t thread[THREADS_MAX];
    size_t count, longest;
    int policy; /* by which the thread that offers is scheduled */
} inlet = {.lock = PTHREAD_MUTEX_INITIALIZER};

static const struct {
    const char *token;
    enum hf_outcome outcome;
    enum hf_word word;
} acts[] = {
    {"done", HF_DONE, HF_WORD_ok},
    {"repeated", HF_REPEATED, HF_WORD_ok},
    {"set.aside", HF_SET_ASIDE, HF_WORD_ok},
    {"bad.signature", HF_REFUSED_ANSWER, HF_WORD_token_signature},
    {"bad.key", HF_REFUSED_ANSWER, HF_WORD_token_key},
    {"bad.audience", HF_REFUSED_ANSWER, HF_WORD_set_audience},
    {"bad.form", HF_REFUSED_ANSWER, HF_WORD_token_malformed},
    {"away", HF_REFUSED_ANSWER, HF_WORD_ledger_away},
    {"broken", HF_REFUSED_ANSWER, HF_WORD_internal},
};

static void *answer_later(void *context)
{
    struct job *job = context;
    struct hf_response response = {.outcome = HF_DONE};
    struct hf_err why;
    nanosleep(&(struct timespec){0, 2000000}, NULL);
    for (size_t i = 0; i < sizeof acts / sizeof acts[0]; i++)
        if (hf_str_eq((struct hf_str){job->token, job->len}, hf_str_of(acts[i].token))) {
            response.outcome = acts[i].outcome;
            if (acts[i].word == HF_WORD_ok)
                continue;
            hf_fail(&why, acts[i].word, HF_STR_NONE, HF_STR("secret"), HF_STR("secret"));
            response.err = &why;
        }
    job->done(job->context, &response);
    free(job);
    return NULL;
}

static enum hf_rc offer(void *self, const struct hf_request *request, hf_done_fn done, void *context,
                        struct hf_err *err)
{
    (void)self;
    inlet.policy = sched_getscheduler(0);
    assert_int_equal(request->kind, HF_REQUEST_TOKEN);
    if (hf_str_eq(request->token, HF_STR("full")))
        return hf_fail(err, HF_WORD_ledger_away, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
    struct job *job = calloc(1, sizeof *job);
    job->len = request->token.len < TOKEN ? request->token.len : 0;
    if (job->len > 0)
        memcpy(job->token, request->token.at, job->len);
    job->done = done;
    job->context = context;
    pthread_mutex_lock(&inlet.lock);
    inlet.longest = request->token.len > inlet.longest ? request->token.len : inlet.longest;
    assert_true(inlet.count < THREADS_MAX);
    assert_int_equal(pthread_create(&inlet.thread[inlet.count++], NULL, answer_later, job), 0);
    pthread_mutex_unlock(&inlet.lock);
    return HF_OK;
}

static void join_all(void)
{
    for (size_t i = 0; i < inlet.count; i++)
        pthread_join(inlet.thread[i], NULL);
    inlet.count = 0;
}

static bool is_ready;
static bool ready(void *self)
{
    (void)self;
    return is_ready;
}

static const struct hf_office office = {
    .inlet = {NULL, offer}, .jwks = HF_STR_INIT("{\"keys\":[]}"), .ready = ready};

/* ---- a client ---- */

struct got {
    long status;
    char headers[4096], body[16384];
    size_t header_len, body_len;
    CURLcode code;
};
static struct got got;
static struct hf_http *http;
static char base_url[64];

static size_t add(char *room, size_t size, size_t *len, const char *bytes, size_t count)
{
    if (*len + count >= size)
        return 0;
    if (count > 0)
        memcpy(room + *len, bytes, count);
    *len += count;
    room[*len] = '\0';
    return count;
}
static size_t add_header(char *bytes, size_t size, size_t count, void *context)
{
    (void)context;
    return add(got.headers, sizeof got.headers, &got.header_len, bytes, size * count);
}
static size_t add_body(char *bytes, size_t size, size_t count, void *context)
{
    (void)context;
    return add(got.body, sizeof got.body, &got.body_len, bytes, size * count);
}

struct ask {
    const char *method, *path, *type, *language, *ca_file, *unix_path;
    struct hf_str body;
    bool chunked;
};

static size_t give_body(char *room, size_t size, size_t count, void *context)
{
    struct hf_str *rest = context;
    size_t len = rest->len < size * count ? rest->len : size * count;
    if (len > 0)
        memcpy(room, rest->at, len);
    *rest = hf_str_part(*rest, len, rest->len);
    return len;
}

static void set_body(CURL *curl, struct ask *ask, struct curl_slist **headers)
{
    if (ask->chunked) {
        *headers = curl_slist_append(*headers, "Transfer-Encoding: chunked");
        curl_easy_setopt(curl, CURLOPT_POST, 1L);
        curl_easy_setopt(curl, CURLOPT_READFUNCTION, give_body);
        curl_easy_setopt(curl, CURLOPT_READDATA, &ask->body);
    } else if (ask->body.at != NULL) {
        curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE, (long)ask->body.len);
        curl_easy_setopt(curl, CURLOPT_POSTFIELDS, ask->body.at);
    }
    if (strcmp(ask->method, "HEAD") == 0)
        curl_easy_setopt(curl, CURLOPT_NOBODY, 1L);
    else
        curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, ask->method);
}

/* One request on a connection of its own; `got` holds what came. */
static void request(struct ask ask)
{
    char url[256], line[256];
    CURL *curl = curl_easy_init();
    struct curl_slist *headers = curl_slist_append(NULL, "Expect:");
    memset(&got, 0, sizeof got);
    snprintf(url, sizeof url, "%s%s", base_url, ask.path);
    snprintf(line, sizeof line, "Content-Type: %s", ask.type == NULL ? "application/secevent+jwt" : ask.type);
    headers = curl_slist_append(headers, line);
    snprintf(line, sizeof line, "Accept-Language: %s", ask.language == NULL ? "en" : ask.language);
    headers = curl_slist_append(headers, line);
    curl_easy_setopt(curl, CURLOPT_URL, url);
    curl_easy_setopt(curl, CURLOPT_PROXY, "");
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, 20000L);
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, add_header);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, add_body);
    curl_easy_setopt(curl, CURLOPT_CAINFO, ask.ca_file);
    curl_easy_setopt(curl, CURLOPT_UNIX_SOCKET_PATH, ask.unix_path);
    set_body(curl, &ask, &headers);
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
    got.code = curl_easy_perform(curl);
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &got.status);
    curl_easy_cleanup(curl);
    curl_slist_free_all(headers);
}

static void get(const char *path)
{
    request((struct ask){.method = "GET", .path = path});
}
static void post(struct hf_str token)
{
    request((struct ask){.method = "POST", .path = "/v1/sets", .body = token});
}
static bool has(const char *header)
{
    return strstr(got.headers, header) != NULL;
}

static void start(struct hf_http_setup setup)
{
    struct hf_err err;
    setup.routes = hf_office_routes;
    setup.context = &office;
    assert_int_equal(hf_http_start(&setup, &http, &err), HF_OK);
    snprintf(base_url, sizeof base_url, "%s://127.0.0.1:%u", setup.tls_cert == NULL ? "http" : "https",
             hf_http_port(http));
}

static int begin(void **state)
{
    (void)state;
    is_ready = true;
    start((struct hf_http_setup){.address = HF_STR("127.0.0.1:0")});
    return 0;
}

static int end(void **state)
{
    (void)state;
    join_all();
    hf_http_stop(http);
    return 0;
}

/* ---- what a client sees ---- */

static void the_server_says_that_it_lives(void **state)
{
    (void)state;
    get("/livez");
    assert_int_equal(got.status, 200);
    assert_string_equal(got.body, "ok\n");
    assert_true(has("Cache-Control: no-store"));
    assert_true(has("X-Content-Type-Options: nosniff"));
}

static void readiness_is_that_of_the_ledger(void **state)
{
    (void)state;
    get("/readyz");
    assert_int_equal(got.status, 200);
    is_ready = false;
    get("/readyz");
    assert_int_equal(got.status, 503);
    assert_true(has("Retry-After: 5"));
    assert_non_null(strstr(got.body, "\"code\":\"http_unavailable\""));
}

static void the_keys_may_be_kept_for_a_stated_time(void **state)
{
    (void)state;
    get("/.well-known/jwks.json");
    assert_int_equal(got.status, 200);
    assert_string_equal(got.body, "{\"keys\":[]}");
    assert_true(has("Content-Type: application/json"));
    assert_true(has("Cache-Control: public, max-age=300"));
}

static void head_is_get_without_its_body(void **state)
{
    (void)state;
    request((struct ask){.method = "HEAD", .path = "/.well-known/jwks.json"});
    assert_int_equal(got.status, 200);
    assert_int_equal(got.body_len, 0);
    assert_true(has("Content-Length: 11"));
}

static void the_description_comes_in_the_readers_language(void **state)
{
    (void)state;
    request((struct ask){.method = "GET", .path = "/openapi.json", .language = "fr"});
    assert_int_equal(got.status, 200);
    assert_non_null(strstr(got.body, "La présente description"));
}

static void a_token_is_taken_with_202_and_nothing_else(void **state)
{
    (void)state;
    static const char *const taken[] = {"done", "repeated", "set.aside", "done\r\n"};
    for (size_t i = 0; i < sizeof taken / sizeof taken[0]; i++) {
        post(hf_str_of(taken[i]));
        assert_int_equal(got.status, 202);
        assert_int_equal(got.body_len, 0);
        assert_true(has("Content-Length: 0"));
        assert_false(has("Content-Type:"));
    }
}

static void a_refused_token_is_told_as_rfc_8935_has_it(void **state)
{
    (void)state;
    static const struct {
        const char *token, *err;
    } rows[] = {
        {"bad.signature", "{\"err\":\"authentication_failed\","},
        {"bad.key", "{\"err\":\"invalid_key\","},
        {"bad.audience", "{\"err\":\"invalid_audience\","},
        {"bad.form", "{\"err\":\"invalid_request\","},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        post(hf_str_of(rows[i].token));
        assert_int_equal(got.status, 400);
        assert_memory_equal(got.body, rows[i].err, strlen(rows[i].err));
        assert_true(has("Content-Type: application/json"));
        assert_true(has("Content-Language: en"));
    }
}

static void a_refusal_speaks_the_senders_language(void **state)
{
    (void)state;
    request((struct ask){.method = "POST",
                         .path = "/v1/sets",
                         .language = "fr-BE, en;q=0.4",
                         .body = HF_STR("bad.signature")});
    assert_true(has("Content-Language: fr"));
    assert_non_null(strstr(got.body, "la signature de ce jeton n'est pas valable"));
}

static void what_cannot_be_taken_now_may_be_sent_again(void **state)
{
    (void)state;
    static const char *const tokens[] = {"full", "away"};
    for (size_t i = 0; i < sizeof tokens / sizeof tokens[0]; i++) {
        post(hf_str_of(tokens[i]));
        assert_int_equal(got.status, 503);
        assert_true(has("Retry-After: 5"));
        assert_true(has("Content-Type: text/plain"));
    }
    post(HF_STR("broken"));
    assert_int_equal(got.status, 500);
    assert_null(strstr(got.body, "secret"));
}

static void the_longest_token_is_taken_and_one_byte_more_is_not(void **state)
{
    (void)state;
    static char token[TEXT];
    memset(token, 'a', sizeof token);
    post((struct hf_str){token, HF_SET_BODY_MAX});
    assert_int_equal(got.status, 202);
    assert_int_equal(inlet.longest, HF_SET_BODY_MAX);
    post((struct hf_str){token, HF_SET_BODY_MAX + 1});
    assert_int_equal(got.status, 413);
    request((struct ask){
        .method = "POST", .path = "/v1/sets", .body = {token, HF_SET_BODY_MAX + 1}, .chunked = true});
    assert_int_equal(got.status, 413);
    assert_non_null(strstr(got.body, "92160"));
    assert_int_equal(inlet.longest, HF_SET_BODY_MAX);
}

static void a_body_beyond_all_measure_is_cut_off(void **state)
{
    (void)state;
    size_t size = 4 << 20;
    char *body = calloc(1, size);
    request((struct ask){.method = "POST", .path = "/v1/sets", .body = {body, size}, .chunked = true});
    assert_int_not_equal(got.code, CURLE_OK);
    assert_int_equal(got.status, 0);
    free(body);
}

static void another_type_is_refused(void **state)
{
    (void)state;
    request((struct ask){
        .method = "POST", .path = "/v1/sets", .type = "application/json", .body = HF_STR("done")});
    assert_int_equal(got.status, 415);
    assert_non_null(strstr(got.body, "application/secevent+jwt"));
}

static void another_method_is_refused_with_those_allowed(void **state)
{
    (void)state;
    get("/v1/sets");
    assert_int_equal(got.status, 405);
    assert_true(has("Allow: POST\r\n"));
    request((struct ask){.method = "DELETE", .path = "/livez"});
    assert_int_equal(got.status, 405);
    assert_true(has("Allow: GET, HEAD\r\n"));
    assert_true(has("Content-Type: application/problem+json"));
}

static void an_unknown_address_is_a_problem_in_the_readers_language(void **state)
{
    (void)state;
    request((struct ask){.method = "GET", .path = "/v1/set", .language = "fr"});
    assert_int_equal(got.status, 404);
    assert_true(has("Content-Type: application/problem+json"));
    assert_true(has("Content-Language: fr"));
    assert_non_null(strstr(got.body, "\"title\":\"Introuvable\""));
    assert_non_null(strstr(got.body, "\"code\":\"http_no_route\""));
}

static void headers_without_measure_are_refused(void **state)
{
    (void)state;
    static char line[40000] = "X-Long: ";
    char url[128];
    memset(line + 8, 'x', sizeof line - 9);
    CURL *curl = curl_easy_init();
    struct curl_slist *headers = curl_slist_append(NULL, line);
    snprintf(url, sizeof url, "%s/livez", base_url);
    curl_easy_setopt(curl, CURLOPT_URL, url);
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, add_body);
    memset(&got, 0, sizeof got);
    got.code = curl_easy_perform(curl);
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &got.status);
    assert_int_equal(got.status, 431);
    curl_easy_cleanup(curl);
    curl_slist_free_all(headers);
}

/* ---- many at once, slow ones, the end ---- */

static void *post_many(void *context)
{
    CURL *curl = curl_easy_init();
    struct curl_slist *headers = curl_slist_append(NULL, "Content-Type: application/secevent+jwt");
    char url[128];
    size_t *taken = context;
    snprintf(url, sizeof url, "%s/v1/sets", base_url);
    curl_easy_setopt(curl, CURLOPT_URL, url);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, "done");
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
    for (int i = 0; i < 20; i++) {
        long status = 0;
        if (curl_easy_perform(curl) == CURLE_OK)
            curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
        *taken += status == 202;
    }
    curl_easy_cleanup(curl);
    curl_slist_free_all(headers);
    return NULL;
}

static void many_senders_are_each_answered(void **state)
{
    (void)state;
    enum { SENDERS = 8 };
    pthread_t sender[SENDERS];
    size_t taken[SENDERS] = {0};
    for (size_t i = 0; i < SENDERS; i++)
        assert_int_equal(pthread_create(&sender[i], NULL, post_many, &taken[i]), 0);
    for (size_t i = 0; i < SENDERS; i++) {
        pthread_join(sender[i], NULL);
        assert_int_equal(taken[i], 20);
    }
}

/* So that what comes finds desks at work as they were; who started it is scheduled as before. */
static void the_servers_thread_is_batch_work(void **state)
{
    int ours = sched_getscheduler(0);
    (void)state;
    post(HF_STR("done"));
    assert_int_equal(got.status, 202);
    assert_true(ours != SCHED_BATCH);
    assert_int_equal(inlet.policy, ours == SCHED_OTHER ? SCHED_BATCH : ours);
}

static int connect_to_server(void)
{
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_port = htons(hf_http_port(http)),
                                  .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    assert_int_equal(connect(fd, (struct sockaddr *)&address, sizeof address), 0);
    return fd;
}

static const char slow_head[] =
    "POST /v1/sets HTTP/1.1\r\nHost: a\r\nContent-Type: application/secevent+jwt\r\n"
    "Content-Length: 1000\r\n\r\n";

/* Sends a byte every 50 ms until the server hangs up; how long that took. */
static int64_t dribble(int64_t most_ms)
{
    struct timespec begun, now;
    int64_t passed = 0;
    char answer[256];
    int fd = connect_to_server();
    assert_int_equal(send(fd, slow_head, sizeof slow_head - 1, MSG_NOSIGNAL), sizeof slow_head - 1);
    clock_gettime(CLOCK_MONOTONIC, &begun);
    while (passed < most_ms && send(fd, "a", 1, MSG_NOSIGNAL) == 1 &&
           recv(fd, answer, sizeof answer, MSG_DONTWAIT) < 0) {
        nanosleep(&(struct timespec){0, 50000000}, NULL);
        clock_gettime(CLOCK_MONOTONIC, &now);
        passed = (int64_t)(now.tv_sec - begun.tv_sec) * 1000 + (now.tv_nsec - begun.tv_nsec) / 1000000;
    }
    close(fd);
    return passed;
}

static void a_dribbling_sender_is_cut_off(void **state)
{
    (void)state;
    start((struct hf_http_setup){.address = HF_STR("127.0.0.1:0"), .request_ms = 400});
    int64_t passed = dribble(5000);
    assert_in_range(passed, 350, 2000);
    end(NULL);
}

static void a_sender_who_falls_silent_is_cut_off(void **state)
{
    (void)state;
    char answer[256];
    start((struct hf_http_setup){.address = HF_STR("127.0.0.1:0"), .idle_s = 1});
    int fd = connect_to_server();
    const struct timeval patience = {5, 0};
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    assert_int_equal(send(fd, slow_head, sizeof slow_head - 1, MSG_NOSIGNAL), sizeof slow_head - 1);
    assert_true(recv(fd, answer, sizeof answer, 0) >= 0); /* -1: still open after 5 s */
    close(fd);
    end(NULL);
}

static void stopping_lets_what_was_offered_be_answered(void **state)
{
    (void)state;
    char answer[1024] = {0};
    static const char whole[] =
        "POST /v1/sets HTTP/1.1\r\nHost: a\r\nContent-Type: application/secevent+jwt\r\n"
        "Content-Length: 4\r\n\r\ndone";
    start((struct hf_http_setup){.address = HF_STR("127.0.0.1:0")});
    int fd = connect_to_server();
    assert_int_equal(send(fd, whole, sizeof whole - 1, MSG_NOSIGNAL), sizeof whole - 1);
    for (size_t offered = 0; offered == 0;) {
        pthread_mutex_lock(&inlet.lock);
        offered = inlet.count;
        pthread_mutex_unlock(&inlet.lock);
    }
    hf_http_stop(http);
    assert_true(recv(fd, answer, sizeof answer - 1, 0) > 0);
    assert_non_null(strstr(answer, " 202 "));
    close(fd);
    join_all();
}

/* ---- TLS, Unix socket, a bad start ---- */

static void it_serves_over_tls_with_certificate_files(void **state)
{
    (void)state;
    char folder[] = "/tmp/hf-http-XXXXXX", key[64], certificate[64];
    assert_non_null(mkdtemp(folder));
    snprintf(key, sizeof key, "%s/key", folder);
    snprintf(certificate, sizeof certificate, "%s/cert", folder);
    certificate_make(key, certificate);
    start((struct hf_http_setup){.address = HF_STR("127.0.0.1:0"), .tls_cert = certificate, .tls_key = key});
    request(
        (struct ask){.method = "POST", .path = "/v1/sets", .body = HF_STR("done"), .ca_file = certificate});
    assert_int_equal(got.code, CURLE_OK);
    assert_int_equal(got.status, 202);
    end(NULL);
    unlink(key);
    unlink(certificate);
    rmdir(folder);
}

static void it_serves_on_a_unix_socket(void **state)
{
    (void)state;
    char folder[] = "/tmp/hf-http-XXXXXX", path[64], address[80];
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/s", folder);
    snprintf(address, sizeof address, "unix:%s", path);
    start((struct hf_http_setup){.address = hf_str_of(address)});
    assert_int_equal(hf_http_port(http), 0);
    snprintf(base_url, sizeof base_url, "http://office");
    request((struct ask){.method = "POST", .path = "/v1/sets", .body = HF_STR("done"), .unix_path = path});
    assert_int_equal(got.status, 202);
    end(NULL);
    assert_int_not_equal(access(path, F_OK), 0);
    rmdir(folder);
}

static struct hf_str start_fails(struct hf_http_setup setup, struct hf_err *err)
{
    struct hf_http *none = NULL;
    setup.routes = hf_office_routes;
    setup.context = &office;
    assert_int_not_equal(hf_http_start(&setup, &none, err), HF_OK);
    assert_null(none);
    return hf_err_code(err);
}

static void a_start_that_cannot_be_says_why(void **state)
{
    (void)state;
    struct hf_err err;
    char path[] = "/tmp/hf-http-XXXXXX";
    int fd = mkstemp(path);
    struct hf_str address = HF_STR("127.0.0.1:0");
    assert_str(start_fails((struct hf_http_setup){.address = HF_STR("nowhere")}, &err), "http_address");
    struct hf_http_setup setup = {.address = address, .tls_cert = "/nonexistent", .tls_key = path};
    assert_str(start_fails(setup, &err), "http_file");
    assert_string_equal(err.arg[0], "/nonexistent");
    setup = (struct hf_http_setup){.address = address, .tls_cert = path, .tls_key = path};
    assert_str(start_fails(setup, &err), "http_file");
    assert_int_equal(write(fd, "no pem", 6), 6);
    assert_str(start_fails(setup, &err), "http_tls");
    assert_true(err.arg[0][0] != '\0');
    close(fd);
    unlink(path);
}

#define SERVED(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_serves_over_tls_with_certificate_files),
        SERVED(the_server_says_that_it_lives),
        SERVED(readiness_is_that_of_the_ledger),
        SERVED(the_keys_may_be_kept_for_a_stated_time),
        SERVED(head_is_get_without_its_body),
        SERVED(the_description_comes_in_the_readers_language),
        SERVED(a_token_is_taken_with_202_and_nothing_else),
        SERVED(a_refused_token_is_told_as_rfc_8935_has_it),
        SERVED(a_refusal_speaks_the_senders_language),
        SERVED(what_cannot_be_taken_now_may_be_sent_again),
        SERVED(the_longest_token_is_taken_and_one_byte_more_is_not),
        SERVED(a_body_beyond_all_measure_is_cut_off),
        SERVED(another_type_is_refused),
        SERVED(another_method_is_refused_with_those_allowed),
        SERVED(an_unknown_address_is_a_problem_in_the_readers_language),
        SERVED(headers_without_measure_are_refused),
        SERVED(many_senders_are_each_answered),
        SERVED(the_servers_thread_is_batch_work),
        cmocka_unit_test(a_dribbling_sender_is_cut_off),
        cmocka_unit_test(a_sender_who_falls_silent_is_cut_off),
        cmocka_unit_test(stopping_lets_what_was_offered_be_answered),
        cmocka_unit_test(it_serves_on_a_unix_socket),
        cmocka_unit_test(a_start_that_cannot_be_says_why),
    };
    curl_global_init(CURL_GLOBAL_DEFAULT);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
