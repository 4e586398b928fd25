/* SPDX-License-Identifier: Apache-2.0 */
/* The poller between a transmitter that says what it is told to, and an inlet whose answers the tokens name.
 */
#include "notify/poller.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include <curl/curl.h>

#include "http/server.h"
#include "unit/certificate.h"
#include "unit/unit.h"

enum { ASKS_MAX = 64, TEXT = 1024 };

static char room[] = "/tmp/holdfast-poller-XXXXXX";
static char key[64], certificate[64];

/* ---- the transmitter: one answer after the other, then it lets wait ---- */

static struct {
    pthread_mutex_t lock;
    const char *const *answers; /* NULL at the end; "" is a failure */
    size_t given, asks;
    char ask[ASKS_MAX][TEXT], bearer[64];
    struct hf_exchange *waiting;
} desk = {.lock = PTHREAD_MUTEX_INITIALIZER};

static const char *note_ask(struct hf_exchange *exchange)
{
    struct hf_str body = hf_exchange_body(exchange);
    const char *answer = desk.answers[desk.given];
    if (desk.asks < ASKS_MAX)
        snprintf(desk.ask[desk.asks++], TEXT, "%.*s", HF_STR_ARG(body));
    snprintf(desk.bearer, sizeof desk.bearer, "%.*s", HF_STR_ARG(hf_exchange_credential(exchange)->bearer));
    if (answer != NULL)
        desk.given++;
    else
        desk.waiting = exchange;
    return answer;
}

static void poll(const void *context, struct hf_exchange *exchange)
{
    (void)context;
    struct hf_err err;
    pthread_mutex_lock(&desk.lock);
    const char *answer = note_ask(exchange);
    pthread_mutex_unlock(&desk.lock);
    if (answer == NULL)
        return;
    if (answer[0] != '\0') {
        hf_exchange_answer(exchange, hf_str_of(answer), 0);
        return;
    }
    hf_fail(&err, HF_WORD_http_unavailable, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
    hf_exchange_refuse(exchange, &err);
}

static const struct hf_route route = {.method = "POST",
                                      .path = "/poll",
                                      .takes = HF_STR_INIT("application/json"),
                                      .body_max = TEXT,
                                      .status = 200,
                                      .gives = HF_STR_INIT("application/json"),
                                      .manner = HF_POLL_ERRORS,
                                      .scope = "poll",
                                      .later = true,
                                      .serve = poll,
                                      .title = {HF_STR_INIT("poll"), HF_STR_INIT("relève")}};

/* ---- the inlet ---- */

static enum hf_rc take(void *self, const struct hf_request *request, hf_done_fn done, void *context,
                       struct hf_err *err)
{
    (void)self;
    struct hf_response response = {.outcome = HF_DONE};
    struct hf_err why;
    if (hf_str_eq(request->token, HF_STR("full")))
        return hf_fail(err, HF_WORD_queue_full, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
    bool bad = hf_str_eq(request->token, HF_STR("bad")), away = hf_str_eq(request->token, HF_STR("away"));
    if (bad || away) {
        hf_fail(&why, bad ? HF_WORD_token_signature : HF_WORD_ledger_away, HF_STR_NONE, HF_STR_NONE,
                HF_STR_NONE);
        response = (struct hf_response){.outcome = HF_REFUSED_ANSWER, .err = &why};
    }
    done(context, &response);
    return HF_OK;
}

/* ---- the poller ---- */

static struct hf_http *http;
static struct hf_poller *poller;
static size_t failures, recoveries;

static void tell(void *context, const struct hf_err *err)
{
    (void)context;
    failures += err != NULL;
    recoveries += err == NULL;
}

static void start(const char *const *answers)
{
    static struct hf_network loopback;
    static char url[64];
    struct hf_err err;
    struct hf_http_setup setup = {
        .address = HF_STR("127.0.0.1:0"), .tls_cert = certificate, .tls_key = key, .routes = {&route, 1}};
    desk.answers = answers;
    desk.given = desk.asks = failures = recoveries = 0;
    desk.waiting = NULL;
    assert_int_equal(hf_http_start(&setup, &http, &err), HF_OK);
    snprintf(url, sizeof url, "https://127.0.0.1:%u/poll", hf_http_port(http));
    assert_true(hf_network_read(HF_STR("127.0.0.0/8"), &loopback));
    const struct hf_poller_setup poll_setup = {.url = hf_str_of(url),
                                               .token = HF_STR("secret"),
                                               .ca_file = hf_str_of(certificate),
                                               .allow = &loopback,
                                               .allow_count = 1,
                                               .inlet = {NULL, take},
                                               .code = hf_set_code,
                                               .tell = tell};
    assert_int_equal(hf_poller_start(&poll_setup, &poller, &err), HF_OK);
}

/* Until the transmitter lets it wait. */
static void await_rest(void)
{
    for (int i = 0; i < 1000; i++) {
        pthread_mutex_lock(&desk.lock);
        bool rests = desk.waiting != NULL;
        pthread_mutex_unlock(&desk.lock);
        if (rests)
            return;
        nanosleep(&(struct timespec){.tv_nsec = 10000000}, NULL);
    }
    fail_msg("it never came to rest");
}

static void stop(void)
{
    hf_poller_stop(poller);
    hf_exchange_answer(desk.waiting, HF_STR("{\"sets\":{}}"), 0);
    hf_http_stop(http);
}

static bool said(size_t ask, const char *part)
{
    return strstr(desk.ask[ask], part) != NULL;
}

static void what_was_taken_is_acknowledged_with_the_next_request(void **state)
{
    (void)state;
    static const char *const answers[] = {"{\"sets\":{\"j1\":\"good\",\"j2\":\"good\"}}",
                                          "{\"sets\":{\"j3\":\"good\"},\"moreAvailable\":true}", NULL};
    start(answers);
    await_rest();
    assert_int_equal(desk.asks, 3);
    assert_string_equal(desk.bearer, "secret");
    assert_false(said(0, "ack"));
    assert_true(said(1, "\"ack\":[\"j1\",\"j2\"]"));
    assert_true(said(2, "\"ack\":[\"j3\"]"));
    stop();
}

static void what_was_refused_is_told_by_its_code_and_what_must_wait_not_at_all(void **state)
{
    (void)state;
    static const char *const answers[] = {
        "{\"sets\":{\"j1\":\"bad\",\"j2\":\"away\",\"j3\":\"full\",\"j4\":\"good\"}}", NULL};
    start(answers);
    await_rest();
    assert_true(said(1, "\"ack\":[\"j4\"]"));
    assert_true(said(1, "\"setErrs\":{\"j1\":{\"description\":\"the signature of this token does not hold\","
                        "\"err\":\"authentication_failed\"}}"));
    assert_false(said(1, "j2"));
    assert_false(said(1, "j3"));
    stop();
}

static void a_failure_is_told_once_and_so_is_its_end(void **state)
{
    (void)state;
    static const char *const answers[] = {"{\"sets\":{\"j1\":\"good\"}}", "", "", "{\"sets\":{}}", NULL};
    start(answers);
    await_rest();
    assert_int_equal(failures, 1);
    assert_int_equal(recoveries, 1);
    for (size_t i = 1; i < 4; i++)
        assert_true(said(i, "\"ack\":[\"j1\"]")); /* until it was heard */
    assert_false(said(4, "ack"));
    stop();
}

static void who_says_nonsense_fails(void **state)
{
    (void)state;
    static const char *const answers[] = {"{\"sets\":[]}", "no json", "{\"sets\":{\"j1\":7}}", NULL};
    start(answers);
    await_rest();
    assert_int_equal(failures, 1);
    assert_int_equal(recoveries, 1);
    stop();
}

static void it_stops_while_it_waits(void **state)
{
    (void)state;
    static const char *const answers[] = {NULL};
    time_t before = time(NULL);
    start(answers);
    await_rest();
    stop();
    assert_true(time(NULL) - before < 10);
}

static int begin(void **state)
{
    (void)state;
    assert_non_null(mkdtemp(room));
    snprintf(key, sizeof key, "%s/key.pem", room);
    snprintf(certificate, sizeof certificate, "%s/cert.pem", room);
    certificate_make(key, certificate);
    return 0;
}

static int end(void **state)
{
    (void)state;
    unlink(key);
    unlink(certificate);
    rmdir(room);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_taken_is_acknowledged_with_the_next_request),
        cmocka_unit_test(what_was_refused_is_told_by_its_code_and_what_must_wait_not_at_all),
        cmocka_unit_test(a_failure_is_told_once_and_so_is_its_end),
        cmocka_unit_test(who_says_nonsense_fails),
        cmocka_unit_test(it_stops_while_it_waits),
    };
    curl_global_init(CURL_GLOBAL_DEFAULT);
    return cmocka_run_group_tests(tests, begin, end);
}
