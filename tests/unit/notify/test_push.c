/* SPDX-License-Identifier: Apache-2.0 */
/* The push courier against a peer that behaves well, and one that does not. */
#include "notify/push.h"

#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "notify/aside.h"
#include "port/courier_suite.h"
#include "unit/notify/pushing.h"
#include "unit/unit.h"

static void a_parcel_is_a_post_as_rfc_8935_wants_it(void **state)
{
    (void)state;
    static struct peer_saw saw;
    struct hf_parcel_result result = answer_of("/202");
    assert_str(result.class_name, "received");
    assert_int_equal(result.status, 202);
    assert_str(result.said, "");
    peer_saw(peer, &saw);
    assert_string_equal(saw.method, "POST");
    assert_string_equal(saw.content_type, "application/secevent+jwt");
    assert_string_equal(saw.accept, "application/json");
    assert_string_equal(saw.accept_language, "fr, en;q=0.5");
    assert_string_equal(saw.expect, "");
    assert_string_equal(saw.accept_encoding, "");
    assert_str(((struct hf_str){saw.body, saw.body_len}), "aa.bb.cc");
}

static void a_long_token_is_sent_whole_without_expecting(void **state)
{
    (void)state;
    static struct peer_saw saw;
    static char token[65536];
    struct hf_parcel parcel = parcel_to("/202");
    memset(token, 'a', sizeof token);
    parcel.token = (struct hf_str){token, sizeof token};
    assert_str(deliver(setup_of(), parcel).class_name, "received");
    peer_saw(peer, &saw);
    assert_int_equal(saw.body_len, sizeof token);
    assert_string_equal(saw.expect, "");
}

static void a_language_cannot_add_headers(void **state)
{
    (void)state;
    static struct peer_saw saw;
    struct hf_parcel parcel = parcel_to("/202");
    parcel.language = HF_STR("fr\r\nX-Evil: 1");
    assert_str(deliver(setup_of(), parcel).class_name, "received");
    peer_saw(peer, &saw);
    assert_string_equal(saw.accept_language, "en");
}

static void each_status_has_its_class(void **state)
{
    (void)state;
    static const struct {
        const char *path;
        int32_t status;
        const char *class_name, *said;
    } rows[] = {
        {"/200", 200, "nonconforming", "taken\\x0a"},
        {"/400/invalid_request", 400, "permanent", "{\"err\":\"invalid_request\",\"description\":\"no\"}"},
        {"/400/invalid_issuer", 400, "permanent", NULL},
        {"/400/invalid_audience", 400, "permanent", NULL},
        {"/400/invalid_key", 400, "key_cache", NULL},
        {"/400/authentication_failed", 400, "credentials", NULL},
        {"/400/access_denied", 400, "credentials", NULL},
        {"/400/invalid_state", 400, "permanent", NULL},
        {"/401", 401, "credentials", ""},
        {"/404", 404, "missing", ""},
        {"/410", 410, "gone", ""},
        {"/429", 429, "transient", ""},
        {"/500", 500, "transient", ""},
        {"/moved", 307, "moved", "address moved to /202"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct hf_parcel_result result = answer_of(rows[i].path);
        assert_int_equal(result.status, rows[i].status);
        assert_str(result.class_name, rows[i].class_name);
        assert_int_equal(result.retry_after_ms, -1);
        if (rows[i].said != NULL)
            assert_str(result.said, rows[i].said);
    }
}

static void a_redirect_is_not_followed(void **state)
{
    (void)state;
    static struct peer_saw before, after;
    peer_saw(peer, &before);
    answer_of("/moved");
    peer_saw(peer, &after);
    assert_int_equal(after.requests, before.requests + 1);
}

static void both_forms_of_retry_after_are_heard(void **state)
{
    (void)state;
    assert_int_equal(answer_of("/429/later/90").retry_after_ms, 90000);
    assert_int_equal(answer_of("/429/later/999999").retry_after_ms, 86400000);
    assert_int_equal(answer_of("/503/at/75").retry_after_ms, 75000);
}

static void a_silent_peer_costs_no_more_than_the_limit(void **state)
{
    (void)state;
    struct hf_push_setup setup = setup_of();
    setup.total_ms = QUICK_MS;
    int64_t start = steady(NULL);
    struct hf_parcel_result result = deliver(setup, parcel_to("/silent"));
    assert_str(result.class_name, "transient");
    assert_int_equal(result.status, 0);
    assert_true(steady(NULL) - start < QUICK_MS + 2000);
    assert_true(result.end_ms - result.start_ms >= QUICK_MS - 50);
}

static void an_endless_answer_is_cut(void **state)
{
    (void)state;
    struct hf_parcel_result result = answer_of("/endless");
    assert_str(result.class_name, "transient");
    assert_str(result.said, "the answer is larger than is taken");
}

static void headers_without_measure_are_cut(void **state)
{
    (void)state;
    struct hf_parcel_result result = answer_of("/headers");
    assert_str(result.class_name, "transient");
    assert_str(result.said, "the answer is larger than is taken");
}

static void a_certificate_of_another_is_refused(void **state)
{
    (void)state;
    struct hf_parcel parcel = parcel_to("/202");
    parcel.ca_file = hf_str_of(peer_other_ca(peer));
    assert_str(deliver(setup_of(), parcel).class_name, "credentials");
    parcel.ca_file = HF_STR_NONE; /* the system's list does not hold it either */
    assert_str(deliver(setup_of(), parcel).class_name, "credentials");
    parcel.ca_file = HF_STR("/nonexistent/ca");
    assert_str(deliver(setup_of(), parcel).class_name, "credentials");
}

static void the_couriers_list_serves_parcels_that_name_none(void **state)
{
    (void)state;
    struct hf_parcel parcel = parcel_to("/202");
    struct hf_push_setup setup = setup_of();
    setup.otherwise.ca_file = parcel.ca_file;
    parcel.ca_file = HF_STR_NONE;
    assert_str(deliver(setup, parcel).class_name, "received");
    parcel.ca_file = hf_str_of(peer_other_ca(peer)); /* its own is believed, and nothing else */
    assert_str(deliver(setup, parcel).class_name, "credentials");
}

static void a_certificate_for_another_name_is_refused(void **state)
{
    (void)state;
    char address[128];
    struct hf_parcel parcel = parcel_to("/202");
    parcel.address = peer_address(peer, "localhost", "/202", address);
    struct hf_parcel_result result = deliver(setup_of(), parcel);
    assert_str(result.class_name, "credentials");
    assert_int_equal(result.status, 0);
}

static void our_own_house_is_out_of_reach(void **state)
{
    (void)state;
    static struct peer_saw before, after;
    struct hf_push_setup setup = setup_of();
    setup.allow_count = 0;
    peer_saw(peer, &before);
    static const char *const hosts[] = {"127.0.0.1", "localhost", "0x7f.1", "2130706433",
                                        "[::ffff:127.0.0.1]"};
    for (size_t i = 0; i < sizeof hosts / sizeof hosts[0]; i++) {
        char address[128];
        struct hf_parcel parcel = parcel_to("/202");
        parcel.address = peer_address(peer, hosts[i], "/202", address);
        struct hf_parcel_result result = deliver(setup, parcel);
        assert_str(result.class_name, "permanent");
        assert_true(hf_str_contains(result.said, HF_STR("not public")));
    }
    peer_saw(peer, &after);
    assert_int_equal(after.requests, before.requests);
}

static void other_addresses_are_not_tried(void **state)
{
    (void)state;
    struct hf_parcel parcel = parcel_to("/202");
    static const char *const addresses[] = {"http://127.0.0.1/", "file:///etc/passwd",
                                            "https://user:pw@127.0.0.1/", "https://127.0.0.1:99999/"};
    for (size_t i = 0; i < sizeof addresses / sizeof addresses[0]; i++) {
        parcel.address = hf_str_of(addresses[i]);
        assert_str(deliver(setup_of(), parcel).class_name, "permanent");
    }
}

/* P1: TLS always, but for an address that is configured otherwise. */
static void plain_http_is_for_those_who_say_so(void **state)
{
    (void)state;
    static const struct hf_endpoint_terms plain = {
        .address = HF_STR_INIT("http://127.0.0.1/"), .plain = true, .concurrent = 1};
    struct hf_push_setup setup = setup_of();
    struct hf_courier courier = open_courier(setup);
    assert_false(courier.fit(courier.self, HF_STR("http://127.0.0.1/")));
    courier.stop(courier.self);
    setup.endpoints = &plain;
    setup.endpoint_count = 1;
    courier = open_courier(setup);
    assert_true(courier.fit(courier.self, HF_STR("http://127.0.0.1/")));
    assert_false(courier.fit(courier.self, HF_STR("http://127.0.0.1/other")));
    courier.stop(courier.self);
}

static void the_environments_proxy_is_not_asked(void **state)
{
    (void)state;
    setenv("https_proxy", "http://127.0.0.1:1/", 1);
    setenv("ALL_PROXY", "http://127.0.0.1:1/", 1);
    assert_str(answer_of("/202").class_name, "received");
    unsetenv("https_proxy");
    unsetenv("ALL_PROXY");
}

static void stopping_gives_up_what_is_out(void **state)
{
    (void)state;
    struct hf_courier courier = open_courier(setup_of());
    struct hf_parcel parcel = parcel_to("/silent");
    struct hf_parcel_result result;
    struct hf_err err;
    size_t count, pending;
    struct hf_arena arena = pushing_arena();
    for (size_t i = 0; i < ROOM; i++)
        assert_int_equal(courier.start(courier.self, &parcel, 1, &err), HF_OK);
    assert_int_equal(courier.start(courier.self, &parcel, 1, &err), HF_UNAVAILABLE);
    assert_int_equal(courier.turn(courier.self, 50, &arena, &result, 1, &count, &pending, &err), HF_OK);
    assert_int_equal(count, 0);
    assert_int_equal(pending, ROOM);
    courier.stop(courier.self);
}

/* A waiting address does not hold up another; waiting does not use up the time to answer. */
static void a_slow_address_holds_up_itself_only(void **state)
{
    (void)state;
    struct hf_push_setup setup = setup_of();
    setup.otherwise.concurrent = 1;
    setup.total_ms = QUICK_MS;
    struct hf_courier courier = open_courier(setup);
    char silent[128];
    struct hf_parcel parcels[] = {parcel_to("/silent"), parcel_to("/silent"), parcel_to("/202")};
    struct hf_parcel_result result[3];
    struct hf_err err;
    size_t count, pending;
    parcels[0].address = parcels[1].address = peer_address(peer, "127.0.0.1", "/silent", silent);
    parcels[1].ticket = 2;
    parcels[2].ticket = 3;
    struct hf_arena arena = pushing_arena();
    assert_int_equal(courier.start(courier.self, parcels, 3, &err), HF_OK);
    for (size_t all = 0; all < 3; all += count)
        assert_int_equal(
            courier.turn(courier.self, LONG_MS, &arena, result + all, 3 - all, &count, &pending, &err),
            HF_OK);
    assert_int_equal(result[0].ticket, 3);
    assert_str(result[0].class_name, "received");
    assert_int_equal(result[1].ticket, 1);
    assert_int_equal(result[2].ticket, 2);
    assert_str(result[2].class_name, "transient");
    assert_true(result[2].start_ms >= result[1].end_ms);
    courier.stop(courier.self);
}

/* ---- the suite of every courier ---- */

static size_t received(void *self, struct hf_str *last)
{
    static struct peer_saw saw;
    (void)self;
    peer_saw(peer, &saw);
    *last = (struct hf_str){saw.body, saw.body_len};
    return saw.requests;
}

/* A port of loopback on which nobody listens: bound and given back. */
static int closed_port(void)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof address;
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    assert_int_equal(bind(fd, (struct sockaddr *)&address, size), 0);
    assert_int_equal(getsockname(fd, (struct sockaddr *)&address, &size), 0);
    close(fd);
    return ntohs(address.sin_port);
}

static void keeps_to_the_rules(struct hf_courier courier)
{
    char takes[128], refuses[128], nowhere[128];
    snprintf(nowhere, sizeof nowhere, "https://127.0.0.1:%d/202", closed_port());
    struct courier_stage stage = {.courier = courier,
                                  .takes = peer_address(peer, "127.0.0.1", "/202", takes),
                                  .refuses = peer_address(peer, "127.0.0.1", "/400/invalid_request", refuses),
                                  .nowhere = hf_str_of(nowhere),
                                  .foreign = HF_STR("mailto:focal.point@example.org"),
                                  .ca_file = hf_str_of(peer_ca(peer)),
                                  .room = ROOM,
                                  .received = received};
    courier_suite(&stage);
    stage.courier.stop(stage.courier.self);
}

static void it_keeps_to_the_rules_of_every_courier(void **state)
{
    (void)state;
    keeps_to_the_rules(open_courier(setup_of()));
}

static void and_so_it_does_on_a_thread_of_its_own(void **state)
{
    (void)state;
    struct hf_courier push = open_courier(setup_of()), aside;
    struct hf_err err;
    assert_int_equal(hf_aside_open(&push, ROOM, &aside, &err), HF_OK);
    keeps_to_the_rules(aside);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_parcel_is_a_post_as_rfc_8935_wants_it),
        cmocka_unit_test(a_long_token_is_sent_whole_without_expecting),
        cmocka_unit_test(a_language_cannot_add_headers),
        cmocka_unit_test(each_status_has_its_class),
        cmocka_unit_test(a_redirect_is_not_followed),
        cmocka_unit_test(both_forms_of_retry_after_are_heard),
        cmocka_unit_test(a_silent_peer_costs_no_more_than_the_limit),
        cmocka_unit_test(an_endless_answer_is_cut),
        cmocka_unit_test(headers_without_measure_are_cut),
        cmocka_unit_test(a_certificate_of_another_is_refused),
        cmocka_unit_test(the_couriers_list_serves_parcels_that_name_none),
        cmocka_unit_test(a_certificate_for_another_name_is_refused),
        cmocka_unit_test(our_own_house_is_out_of_reach),
        cmocka_unit_test(other_addresses_are_not_tried),
        cmocka_unit_test(plain_http_is_for_those_who_say_so),
        cmocka_unit_test(the_environments_proxy_is_not_asked),
        cmocka_unit_test(stopping_gives_up_what_is_out),
        cmocka_unit_test(a_slow_address_holds_up_itself_only),
        cmocka_unit_test(it_keeps_to_the_rules_of_every_courier),
        cmocka_unit_test(and_so_it_does_on_a_thread_of_its_own),
    };
    return cmocka_run_group_tests(tests, pushing_begin, pushing_end);
}
