/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What RFC 8935 asks of who transmits, rule by rule; the numbers P1 to P15 are those of docs/notices.md. What
 * follows from a class is shown by desk/test_outcome, the whole of many by tests/crash.
 */
#include <stdio.h>

#include "desk/classes.h"
#include "unit/notify/pushing.h"
#include "unit/unit.h"

static struct peer_saw saw;

static void see(const char *path)
{
    assert_str(answer_of(path).class_name, HF_CLASS_RECEIVED);
    peer_saw(peer, &saw);
}

static void p1_it_is_a_post_to_a_tls_endpoint(void **state)
{
    (void)state;
    see("/202");
    assert_string_equal(saw.method, "POST");
    struct hf_courier courier = open_courier(setup_of());
    assert_false(courier.fit(courier.self, HF_STR("http://127.0.0.1/sets")));
    courier.stop(courier.self);
}

static void p2_the_content_type_is_secevent_jwt(void **state)
{
    (void)state;
    see("/202");
    assert_string_equal(saw.content_type, "application/secevent+jwt");
}

static void p3_it_accepts_json_and_nothing_else(void **state)
{
    (void)state;
    see("/202");
    assert_string_equal(saw.accept, "application/json");
}

static void p4_the_body_is_the_token_and_nothing_else(void **state)
{
    (void)state;
    see("/202");
    assert_str(((struct hf_str){saw.body, saw.body_len}), "aa.bb.cc");
}

static void p5_it_asks_in_the_language_of_the_endpoint(void **state)
{
    (void)state;
    see("/202");
    assert_string_equal(saw.accept_language, "fr, en;q=0.5");
}

static void p6_the_same_token_may_be_sent_again_and_is_the_same(void **state)
{
    (void)state;
    static struct peer_saw again;
    see("/202");
    assert_str(answer_of("/202").class_name, HF_CLASS_RECEIVED);
    peer_saw(peer, &again);
    assert_int_equal(again.requests, saw.requests + 1);
    assert_int_equal(again.body_len, saw.body_len);
    assert_memory_equal(again.body, saw.body, saw.body_len);
}

/* One request for one parcel, whatever is answered: when to try again is decided elsewhere. */
static void p7_a_courier_does_not_retransmit_by_itself(void **state)
{
    (void)state;
    static const char *const paths[] = {"/500", "/429", "/400/invalid_request", "/moved", "/401"};
    static struct peer_saw after;
    for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++) {
        peer_saw(peer, &saw);
        answer_of(paths[i]);
        peer_saw(peer, &after);
        assert_int_equal(after.requests, saw.requests + 1);
    }
}

/* By name, against the endpoint's own list; what is found out about the peer is told. */
static void p8_the_certificate_is_validated_and_tls_is_1_2_at_least(void **state)
{
    (void)state;
    static const struct hf_digest none;
    char address[128];
    struct hf_parcel parcel = parcel_to("/202");
    struct hf_parcel_result result = deliver(setup_of(), parcel);
    assert_true(hf_str_eq(result.wire.tls, HF_STR("TLSv1.3")) ||
                hf_str_eq(result.wire.tls, HF_STR("TLSv1.2")));
    assert_str(result.wire.address, "127.0.0.1");
    assert_memory_not_equal(&result.wire.certificate, &none, sizeof none);
    parcel.ca_file = hf_str_of(peer_other_ca(peer));
    assert_str(deliver(setup_of(), parcel).class_name, HF_CLASS_CREDENTIALS);
    parcel = parcel_to("/202");
    parcel.address = peer_address(peer, "localhost", "/202", address); /* the certificate is for 127.0.0.1 */
    assert_str(deliver(setup_of(), parcel).class_name, HF_CLASS_CREDENTIALS);
}

static void p9_nothing_of_the_token_is_told_but_to_the_endpoint(void **state)
{
    (void)state;
    struct hf_parcel_result result = answer_of("/moved"); /* which is not followed */
    assert_false(hf_str_contains(result.said, HF_STR("aa.bb.cc")));
    assert_str(result.class_name, HF_CLASS_MOVED);
}

static void p10_what_never_recovers_is_told_from_what_may(void **state)
{
    (void)state;
    assert_str(answer_of("/400/invalid_request").class_name, HF_CLASS_PERMANENT);
    assert_str(answer_of("/400/access_denied").class_name, HF_CLASS_CREDENTIALS);
    assert_str(answer_of("/500").class_name, HF_CLASS_TRANSIENT);
}

static void p11_success_is_202_without_a_body(void **state)
{
    (void)state;
    assert_str(answer_of("/202").class_name, HF_CLASS_RECEIVED);
    assert_str(answer_of("/200").class_name, HF_CLASS_NONCONFORMING);
    assert_str(answer_of("/204").class_name, HF_CLASS_NONCONFORMING);
}

static void p12_errors_are_read_from_the_json_of_a_400(void **state)
{
    (void)state;
    struct hf_parcel_result result = answer_of("/400/invalid_key");
    assert_str(result.class_name, HF_CLASS_KEY_CACHE);
    assert_true(hf_str_contains(result.said, HF_STR("invalid_key")));
    assert_str(answer_of("/400/never_heard_of").class_name, HF_CLASS_PERMANENT);
    assert_str(answer_of("/400").class_name, HF_CLASS_PERMANENT); /* no body at all */
}

static void p13_other_statuses_keep_their_meaning(void **state)
{
    (void)state;
    static const struct {
        const char *path, *class_name;
    } rows[] = {{"/401", HF_CLASS_CREDENTIALS}, {"/403", HF_CLASS_CREDENTIALS}, {"/404", HF_CLASS_MISSING},
                {"/410", HF_CLASS_GONE},        {"/413", HF_CLASS_PERMANENT},   {"/415", HF_CLASS_PERMANENT},
                {"/405", HF_CLASS_PERMANENT},   {"/422", HF_CLASS_PERMANENT},   {"/429", HF_CLASS_TRANSIENT},
                {"/408", HF_CLASS_TRANSIENT},   {"/425", HF_CLASS_TRANSIENT},   {"/503", HF_CLASS_TRANSIENT}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        assert_str(answer_of(rows[i].path).class_name, rows[i].class_name);
}

static void p14_codes_are_those_of_iana_letter_by_letter(void **state)
{
    (void)state;
    static const struct {
        const char *path, *class_name;
    } rows[] = {
        {"/400/invalid_request", HF_CLASS_PERMANENT},         {"/400/invalid_key", HF_CLASS_KEY_CACHE},
        {"/400/invalid_issuer", HF_CLASS_PERMANENT},          {"/400/invalid_audience", HF_CLASS_PERMANENT},
        {"/400/authentication_failed", HF_CLASS_CREDENTIALS}, {"/400/access_denied", HF_CLASS_CREDENTIALS},
        {"/400/invalid_state", HF_CLASS_PERMANENT},           {"/400/Invalid_Key", HF_CLASS_PERMANENT}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        assert_str(answer_of(rows[i].path).class_name, rows[i].class_name);
}

static void p15_a_receiver_may_limit_the_rate(void **state)
{
    (void)state;
    assert_int_equal(answer_of("/429/later/90").retry_after_ms, 90000);
    assert_int_equal(answer_of("/503/at/75").retry_after_ms, 75000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(p1_it_is_a_post_to_a_tls_endpoint),
        cmocka_unit_test(p2_the_content_type_is_secevent_jwt),
        cmocka_unit_test(p3_it_accepts_json_and_nothing_else),
        cmocka_unit_test(p4_the_body_is_the_token_and_nothing_else),
        cmocka_unit_test(p5_it_asks_in_the_language_of_the_endpoint),
        cmocka_unit_test(p6_the_same_token_may_be_sent_again_and_is_the_same),
        cmocka_unit_test(p7_a_courier_does_not_retransmit_by_itself),
        cmocka_unit_test(p8_the_certificate_is_validated_and_tls_is_1_2_at_least),
        cmocka_unit_test(p9_nothing_of_the_token_is_told_but_to_the_endpoint),
        cmocka_unit_test(p10_what_never_recovers_is_told_from_what_may),
        cmocka_unit_test(p11_success_is_202_without_a_body),
        cmocka_unit_test(p12_errors_are_read_from_the_json_of_a_400),
        cmocka_unit_test(p13_other_statuses_keep_their_meaning),
        cmocka_unit_test(p14_codes_are_those_of_iana_letter_by_letter),
        cmocka_unit_test(p15_a_receiver_may_limit_the_rate),
    };
    return cmocka_run_group_tests(tests, pushing_begin, pushing_end);
}
