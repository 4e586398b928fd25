/* SPDX-License-Identifier: Apache-2.0 */
#include "seal/set.h"
#include "unit/seal/seal.h"

#define CLAIMS_BUT(aud, events, iss, sub_id, more)                           \
    "{\"aud\":" aud ",\"events\":" events ",\"iat\":1795425240,\"iss\":" iss \
    ",\"jti\":\"j1\",\"sub_id\":" sub_id more "}"
#define AUD "\"https://state.example\""
#define EVENTS "{\"urn:holdfast:event:1:request\":{\"seq\":1}}"
#define ISS "\"https://court.example\""
#define SUB_ID "{\"format\":\"opaque\",\"id\":\"s1\"}"

static const char whole[] = CLAIMS_BUT(AUD, EVENTS, ISS, SUB_ID, ",\"toe\":1795425200,\"txn\":\"t1\"");

static void claims_are_written_canonically(void **state)
{
    struct hf_set set = {.iss = HF_STR("https://court.example"),
                         .aud = HF_STR("https://state.example"),
                         .jti = HF_STR("j1"),
                         .txn = HF_STR("t1"),
                         .iat_s = 1795425240,
                         .toe_s = 1795425200,
                         .sub_id = HF_STR("s1"),
                         .event = HF_STR(HF_EVENT_URN "request")};
    struct hf_json_maker content = hf_json_make(&arena);
    struct hf_buf out = hf_buf_in(&arena, 512);

    (void)state;
    hf_json_add(&content, HF_STR("seq"), hf_json_of_int(1));
    set.content = hf_json_object(&content);
    hf_set_write(&arena, &set, &out);
    assert_str(hf_buf_str(&out), whole);
    set.txn = HF_STR_NONE;
    set.toe_s = -1;
    out = hf_buf_in(&arena, 512);
    hf_set_write(&arena, &set, &out);
    assert_str(hf_buf_str(&out), CLAIMS_BUT(AUD, EVENTS, ISS, SUB_ID, ""));
}

static struct hf_str glimpsed(const char *claims, size_t size)
{
    static char room[1024];
    struct hf_buf token = hf_buf_in(&arena, 1024);

    hf_buf_put(&token, HF_STR("e30."));
    hf_b64url_put(&token, claims, strlen(claims));
    hf_buf_put(&token, HF_STR(".AAAA"));
    return hf_set_glimpse_txn(hf_buf_str(&token), room, size);
}

static void a_thread_is_glimpsed_where_it_is_written_plainly(void **state)
{
    char room[64];

    (void)state;
    assert_str(glimpsed(whole, 1024), "t1");
    assert_str(glimpsed("{\"txn\":\"t2\",\"aud\":\"txn\"}", 1024), "t2");
    assert_str(glimpsed("{\"aud\":\"txn\",\"txn\":\"t3\"}", 1024), "t3");
    assert_int_equal(glimpsed("{\"aud\":\"txn\"}", 1024).len, 0);
    assert_int_equal(glimpsed("{\"txn\" : \"t4\"}", 1024).len, 0);
    assert_int_equal(glimpsed(whole, 16).len, 0);
    assert_int_equal(glimpsed("{\"txn", 1024).len, 0);
    assert_int_equal(hf_set_glimpse_txn(HF_STR("e30"), room, sizeof room).len, 0);
    assert_int_equal(hf_set_glimpse_txn(HF_STR("e30.~~.AAAA"), room, sizeof room).len, 0);
    assert_int_equal(hf_set_glimpse_txn(HF_STR_NONE, room, sizeof room).len, 0);
}

static void claims_are_read(void **state)
{
    struct hf_set set;

    (void)state;
    assert_int_equal(hf_set_read(&arena, hf_str_of(whole), &set, &err), HF_OK);
    assert_str(set.iss, "https://court.example");
    assert_str(set.aud, "https://state.example");
    assert_str(set.jti, "j1");
    assert_str(set.txn, "t1");
    assert_str(set.sub_id, "s1");
    assert_str(set.event, HF_EVENT_URN "request");
    assert_int_equal(set.iat_s, 1795425240);
    assert_int_equal(set.toe_s, 1795425200);
    assert_int_equal(HF_JSON_GET(&set.content, "seq")->is.integer, 1);
}

static void what_may_be_absent_may_be_absent_and_more_may_stand_there(void **state)
{
    struct hf_set set;

    (void)state;
    assert_int_equal(
        hf_set_read(&arena, HF_STR(CLAIMS_BUT("[" AUD "]", EVENTS, ISS, SUB_ID, ",\"nbf\":1")), &set, &err),
        HF_OK);
    assert_null(set.txn.at);
    assert_int_equal(set.toe_s, -1);
    assert_str(set.aud, "https://state.example");
}

static void missing_or_mistyped_claims_are_refused(void **state)
{
    static const char *const bad[] = {
        CLAIMS_BUT("1", EVENTS, ISS, SUB_ID, ""),
        CLAIMS_BUT("\"\"", EVENTS, ISS, SUB_ID, ""),
        CLAIMS_BUT(AUD, EVENTS, "7", SUB_ID, ""),
        CLAIMS_BUT(AUD, EVENTS, "\"\"", SUB_ID, ""),
        CLAIMS_BUT(AUD, EVENTS, ISS, SUB_ID, ",\"txn\":5"),
        CLAIMS_BUT(AUD, EVENTS, ISS, SUB_ID, ",\"toe\":\"5\""),
        CLAIMS_BUT(AUD, EVENTS, ISS, SUB_ID, ",\"toe\":-5"),
        CLAIMS_BUT(AUD, EVENTS, ISS, "\"s1\"", ""),
        CLAIMS_BUT(AUD, EVENTS, ISS, "{\"format\":\"opaque\"}", ""),
        CLAIMS_BUT(AUD, EVENTS, ISS, "{\"format\":\"email\",\"id\":\"s1\"}", ""),
        CLAIMS_BUT(AUD, EVENTS, ISS, "{\"format\":\"opaque\",\"id\":\"s1\",\"x\":1}", ""),
        CLAIMS_BUT(AUD, "{\"urn:a\":[]}", ISS, SUB_ID, ""),
        "{\"aud\":\"a\",\"events\":{},\"iss\":\"i\"}",
        "[]",
    };
    struct hf_set set;

    (void)state;
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
        assert_refused(hf_set_read(&arena, hf_str_of(bad[i]), &set, &err), set_malformed);
    assert_int_equal(hf_set_read(&arena, HF_STR("{\"iss\":1,\"iss\":2}"), &set, &err), HF_BAD_INPUT);
}

static void exp_and_sub_are_refused(void **state)
{
    struct hf_set set;

    (void)state;
    assert_refused(
        hf_set_read(&arena, HF_STR(CLAIMS_BUT(AUD, EVENTS, ISS, SUB_ID, ",\"exp\":1795425241")), &set, &err),
        set_refused_claim);
    assert_refused(
        hf_set_read(&arena, HF_STR(CLAIMS_BUT(AUD, EVENTS, ISS, SUB_ID, ",\"sub\":\"x\"")), &set, &err),
        set_refused_claim);
}

static void one_audience_and_one_event(void **state)
{
    struct hf_set set;

    (void)state;
    assert_refused(
        hf_set_read(&arena, HF_STR(CLAIMS_BUT("[\"a\",\"b\"]", EVENTS, ISS, SUB_ID, "")), &set, &err),
        set_audiences);
    assert_refused(hf_set_read(&arena, HF_STR(CLAIMS_BUT("[]", EVENTS, ISS, SUB_ID, "")), &set, &err),
                   set_audiences);
    assert_refused(hf_set_read(&arena, HF_STR(CLAIMS_BUT(AUD, "{}", ISS, SUB_ID, "")), &set, &err),
                   set_events);
    assert_refused(hf_set_read(&arena,
                               HF_STR(CLAIMS_BUT(AUD, "{\"urn:a\":{},\"urn:b\":{}}", ISS, SUB_ID, "")), &set,
                               &err),
                   set_events);
    assert_refused(hf_set_read(&arena, HF_STR(CLAIMS_BUT(AUD, "[]", ISS, SUB_ID, "")), &set, &err),
                   set_events);
}

static void an_event_is_named_by_a_uri(void **state)
{
    static const char *const bad[] = {"{\"request\":{}}", "{\":a\":{}}",      "{\"urn:\":{}}",
                                      "{\"1rn:a\":{}}",   "{\"urn:a b\":{}}", "{\"u rn:a\":{}}",
                                      "{\"\":{}}"};
    struct hf_set set;

    (void)state;
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        struct hf_buf claims = hf_buf_in(&arena, 512);
        hf_buf_put(&claims, HF_STR("{\"aud\":\"a\",\"iat\":1,\"iss\":\"i\",\"jti\":\"j\",\"sub_id\":" SUB_ID
                                   ",\"events\":"));
        hf_buf_put(&claims, hf_str_of(bad[i]));
        hf_buf_put_char(&claims, '}');
        assert_refused(hf_set_read(&arena, hf_buf_str(&claims), &set, &err), set_event_name);
    }
}

static void issuer_audience_and_time_must_fit(void **state)
{
    const int64_t at_ms = INT64_C(1795425240000);
    const struct hf_set_expected expected = {HF_STR("https://court.example"), HF_STR("https://state.example"),
                                             at_ms};
    struct hf_set_expected other = expected;
    struct hf_set set;

    (void)state;
    assert_int_equal(hf_set_read(&arena, hf_str_of(whole), &set, &err), HF_OK);
    assert_int_equal(hf_set_check(&set, &expected, &err), HF_OK);
    other.iss = HF_STR("https://other.example");
    assert_refused(hf_set_check(&set, &other, &err), set_issuer);
    other = expected;
    other.aud = HF_STR("https://other.example");
    assert_refused(hf_set_check(&set, &other, &err), set_audience);
    other = expected;
    other.now_ms = at_ms - HF_SET_AHEAD_S * INT64_C(1000);
    assert_int_equal(hf_set_check(&set, &other, &err), HF_OK);
    other.now_ms -= 1000;
    assert_refused(hf_set_check(&set, &other, &err), set_future);
    assert_string_equal(err.arg[0], "2026-11-23T09:14:00.000Z");
    set.iat_s = (INT64_C(1) << 53) - 1;
    assert_refused(hf_set_check(&set, &other, &err), set_future);
    assert_string_equal(err.arg[0], "9007199254740991");
}

static void a_place_in_a_thread_is_written_and_read(void **state)
{
    struct hf_thread_mark mark = {.seq = 2, .prev = {{1}}, .seen = {{2}}, .has_prev = true, .has_seen = true},
                          read;
    struct hf_json_maker maker = hf_json_make(&arena);
    struct hf_buf out = hf_buf_in(&arena, 256);

    (void)state;
    hf_thread_mark_add(&arena, &mark, &maker);
    struct hf_json content = hf_json_object(&maker);
    hf_json_write(&out, &content);
    assert_str(hf_buf_str(&out), "{\"prev\":\"AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\",\"seen\":"
                                 "\"AgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\",\"seq\":2}");
    assert_int_equal(hf_thread_mark_read(&content, &read, &err), HF_OK);
    assert_true(read.has_prev && read.has_seen && read.seq == 2);
    assert_true(hf_digest_eq(&read.prev, &mark.prev) && hf_digest_eq(&read.seen, &mark.seen));
}

static void a_place_that_cannot_be_is_refused(void **state)
{
    static const char *const bad[] = {"{}",
                                      "{\"seq\":0}",
                                      "{\"seq\":\"1\"}",
                                      "{\"seq\":2}",
                                      "{\"seq\":1,\"prev\":\"AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"}",
                                      "{\"seq\":1,\"seen\":\"AQ\"}",
                                      "{\"seq\":1,\"seen\":1}"};
    struct hf_thread_mark mark;
    struct hf_json content;

    (void)state;
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        assert_int_equal(hf_json_read(hf_str_of(bad[i]), &hf_json_payload_limits, &arena, &content, &err),
                         HF_OK);
        assert_refused(hf_thread_mark_read(&content, &mark, &err), set_thread);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(claims_are_written_canonically),
        TEST(claims_are_read),
        TEST(a_thread_is_glimpsed_where_it_is_written_plainly),
        TEST(what_may_be_absent_may_be_absent_and_more_may_stand_there),
        TEST(missing_or_mistyped_claims_are_refused),
        TEST(exp_and_sub_are_refused),
        TEST(one_audience_and_one_event),
        TEST(an_event_is_named_by_a_uri),
        TEST(issuer_audience_and_time_must_fit),
        TEST(a_place_in_a_thread_is_written_and_read),
        TEST(a_place_that_cannot_be_is_refused),
    };
    return RUN(tests);
}
