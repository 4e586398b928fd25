/* SPDX-License-Identifier: Apache-2.0 */
/* A focal point verifies, receipts, and answers by its script when the time has come. */
#include <stdlib.h>

#include "base/when.h"
#include "cli/focal.h"
#include "unit/unit.h"

static const char script[] =
    "{\"answers\":[{\"on\":\"request-sent\",\"nth\":1,\"after\":\"24h\",\"status\":\"acknowledged\","
    "\"content\":{\"officer\":\"Desk 4\"}},"
    "{\"on\":\"request-sent\",\"nth\":1,\"after\":\"2d\",\"status\":\"executed\",\"content\":{\"results\":"
    "[{\"item\":1,\"status\":\"in_force\",\"effective_at\":\"@today\",\"payload\":{\"expires_on\":\"@+2y\","
    "\"review_on\":\"@+3w\",\"said\":\"@noon\"}}]}}]}";

static struct hf_arena arena;
static struct hf_hasher hasher;
static struct hf_err err;
static struct hf_secret court_secret, own_secret;
static struct hf_public court_key, own_key;
static struct hf_focal *focal;
static unsigned char rolls;
enum { NOW_S = 1795425240 };
static const int64_t now_ms = INT64_C(1795425240000); /* 2026-11-23T09:14Z */

static void roll(void *self, void *out, size_t size)
{
    (void)self;
    memset(out, ++rolls, size);
}

static enum hf_rc open_with(const char *text)
{
    struct hf_speaker setup = {.arena = &arena,
                               .hasher = &hasher,
                               .dice = {NULL, roll},
                               .issuer = HF_STR("https://sylvania.invalid"),
                               .court = HF_STR("https://court.invalid"),
                               .secret = own_secret,
                               .key = own_key};
    return hf_focal_open(&setup, hf_str_of(text), &focal, &err);
}

static struct hf_str notice(const char *event, const char *aud, const char *jti)
{
    struct hf_buf claims = hf_buf_in(&arena, 512);
    struct hf_json_maker content = hf_json_make(&arena);
    hf_thread_mark_add(&arena, &(struct hf_thread_mark){.seq = 1}, &content);
    struct hf_set set = {.iss = HF_STR("https://court.invalid"),
                         .aud = hf_str_of(aud),
                         .jti = hf_str_of(jti),
                         .txn = HF_STR("AAAAAAAAAAAAAAAAAAAAAA"),
                         .iat_s = NOW_S,
                         .toe_s = NOW_S,
                         .sub_id = HF_STR("p"),
                         .event = hf_str_of(event),
                         .content = hf_json_object(&content)};
    hf_set_write(&arena, &set, &claims);
    return hf_token_sign(&hasher, &arena, &court_secret, &court_key, hf_buf_str(&claims));
}

static enum hf_rc take(struct hf_str token, const struct hf_public *key, bool *again)
{
    return hf_focal_take(focal, token, key, 1, now_ms, again, &err);
}

/* The claims of the next message, verified with the State's key. */
static struct hf_set next(int64_t at_ms)
{
    struct hf_str compact;
    struct hf_token token;
    struct hf_set set;
    assert_true(hf_focal_next(focal, at_ms, &compact));
    assert_int_equal(hf_token_read(&arena, compact, &token, &err), HF_OK);
    assert_int_equal(hf_token_verify(&hasher, &token, &own_key, &err), HF_OK);
    assert_int_equal(hf_set_read(&arena, token.payload, &set, &err), HF_OK);
    return set;
}

static const char request[] = HF_EVENT_URN "request-sent";
static const char here[] = "https://sylvania.invalid";

static void a_receipt_comes_first_then_the_answers_in_their_time(void **state)
{
    bool again;
    struct hf_str sent, token;
    struct hf_thread_mark mark;
    struct hf_digest first, ours;
    (void)state;
    assert_int_equal(open_with(script), HF_OK);
    sent = notice(request, here, "n1");
    assert_int_equal(take(sent, &court_key, &again), HF_OK);
    assert_false(again);
    struct hf_set set = next(now_ms);
    assert_str(set.event, HF_EVENT_URN "receipt");
    assert_str(hf_json_text(&set.content, HF_STR("in_reply_to")), "n1");
    assert_int_equal(hf_thread_mark_read(&set.content, &mark, &err), HF_OK);
    hf_token_digest(&hasher, sent, &first);
    assert_true(mark.seq == 1 && !mark.has_prev && hf_digest_eq(&mark.seen, &first));
    assert_true(hf_focal_next(focal, now_ms, &token));
    hf_token_digest(&hasher, token, &ours);
    hf_focal_sent(focal);
    assert_false(hf_focal_next(focal, now_ms + 24 * HF_MS_PER_HOUR - 1, &token));
    set = next(now_ms + 24 * HF_MS_PER_HOUR);
    assert_str(set.event, HF_EVENT_URN "answer");
    assert_str(hf_json_text(&set.content, HF_STR("status")), "acknowledged");
    assert_str(hf_json_text(&set.content, HF_STR("officer")), "Desk 4");
    assert_int_equal(hf_thread_mark_read(&set.content, &mark, &err), HF_OK);
    assert_true(mark.seq == 2 && hf_digest_eq(&mark.prev, &ours));
}

static void dates_count_from_the_day_of_the_answer(void **state)
{
    bool again;
    struct hf_buf text = hf_buf_in(&arena, 512);
    (void)state;
    assert_int_equal(open_with(script), HF_OK);
    assert_int_equal(take(notice(request, here, "n1"), &court_key, &again), HF_OK);
    for (int i = 0; i < 2; i++) {
        next(now_ms + 2 * HF_MS_PER_DAY);
        hf_focal_sent(focal);
    }
    struct hf_set set = next(now_ms + 2 * HF_MS_PER_DAY);
    hf_json_write(&text, HF_JSON_GET(&set.content, "results"));
    assert_str(hf_buf_str(&text),
               "[{\"effective_at\":\"2026-11-25\",\"item\":1,\"payload\":{\"expires_on\":\"2028-11-25\","
               "\"review_on\":\"2026-12-16\",\"said\":\"@noon\"},\"status\":\"in_force\"}]");
}

static void an_unsent_message_stays_the_same_bytes(void **state)
{
    bool again;
    struct hf_str one, two;
    (void)state;
    assert_int_equal(open_with(script), HF_OK);
    assert_int_equal(take(notice(request, here, "n1"), &court_key, &again), HF_OK);
    assert_true(hf_focal_next(focal, now_ms, &one));
    assert_true(hf_focal_next(focal, now_ms + 5000, &two));
    assert_true(hf_str_eq(one, two));
}

static void a_notice_that_comes_twice_is_answered_once(void **state)
{
    bool again;
    struct hf_str token;
    (void)state;
    assert_int_equal(open_with(""), HF_OK);
    assert_int_equal(take(notice(request, here, "n1"), &court_key, &again), HF_OK);
    assert_int_equal(take(notice(request, here, "n1"), &court_key, &again), HF_OK);
    assert_true(again);
    next(now_ms);
    hf_focal_sent(focal);
    assert_false(hf_focal_next(focal, now_ms + 365 * HF_MS_PER_DAY, &token));
}

static void what_is_not_the_court_s_is_refused(void **state)
{
    bool again;
    struct hf_str token;
    (void)state;
    assert_int_equal(open_with(script), HF_OK);
    assert_int_equal(take(notice(request, here, "n1"), &own_key, &again), HF_UNVERIFIED);
    assert_str(hf_err_code(&err), "token_key");
    assert_int_equal(take(notice(request, "https://freedonia.invalid", "n1"), &court_key, &again),
                     HF_UNVERIFIED);
    assert_str(hf_err_code(&err), "set_audience");
    assert_int_equal(take(HF_STR("a.b"), &court_key, &again), HF_BAD_INPUT);
    assert_false(hf_focal_next(focal, now_ms + HF_MS_PER_DAY, &token));
}

static void what_was_said_before_a_pause_is_not_said_again(void **state)
{
    bool again;
    struct hf_str receipt, sent = notice(request, here, "n1");
    struct hf_thread_mark mark;
    (void)state;
    assert_int_equal(open_with(script), HF_OK);
    assert_int_equal(take(sent, &court_key, &again), HF_OK);
    assert_true(hf_focal_next(focal, now_ms, &receipt));
    assert_int_equal(open_with(script), HF_OK);
    assert_int_equal(take(sent, &court_key, &again), HF_OK);
    assert_int_equal(hf_focal_recall(focal, receipt, &err), HF_OK);
    struct hf_set set = next(now_ms + HF_MS_PER_DAY);
    assert_str(set.event, HF_EVENT_URN "answer");
    assert_int_equal(hf_thread_mark_read(&set.content, &mark, &err), HF_OK);
    assert_int_equal(mark.seq, 2);
}

static void a_script_is_read_strictly(void **state)
{
    static const char *const scripts[] = {
        "{}",
        "{\"answers\":{}}",
        "{\"answers\":[{\"on\":\"a\",\"after\":\"1h\"}]}",
        "{\"answers\":[{\"on\":\"a\",\"status\":\"b\"}]}",
        "{\"answers\":[{\"on\":\"a\",\"status\":\"b\",\"after\":\"1m\"}]}",
        "{\"answers\":[{\"on\":\"a\",\"status\":\"b\",\"after\":\"-1h\"}]}",
        "{\"answers\":[{\"on\":\"a\",\"status\":\"b\",\"after\":\"1h\",\"nth\":0}]}",
        "{\"answers\":[{\"on\":\"a\",\"status\":\"b\",\"after\":\"1h\",\"content\":[]}]}",
    };
    (void)state;
    for (size_t i = 0; i < sizeof(scripts) / sizeof(scripts[0]); i++) {
        assert_int_equal(open_with(scripts[i]), HF_BAD_INPUT);
        assert_str(hf_err_code(&err), "focal_script");
    }
}

static void published_keys_are_read(void **state)
{
    struct hf_public keys[HF_FOCAL_KEYS];
    struct hf_buf jwks = hf_buf_in(&arena, 256);
    size_t count;
    (void)state;
    struct hf_jwk court_jwk = hf_jwk_of(HF_JWK_ED25519, &court_key);
    hf_jwks_put(&hasher, &court_jwk, 1, &jwks);
    assert_int_equal(hf_focal_keys(hf_buf_str(&jwks), &arena, keys, &count, &err), HF_OK);
    assert_int_equal(count, 1);
    assert_memory_equal(keys, &court_key, sizeof(court_key));
    assert_int_equal(hf_focal_keys(HF_STR("{\"keys\":[]}"), &arena, keys, &count, &err), HF_BAD_INPUT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_receipt_comes_first_then_the_answers_in_their_time),
        cmocka_unit_test(dates_count_from_the_day_of_the_answer),
        cmocka_unit_test(an_unsent_message_stays_the_same_bytes),
        cmocka_unit_test(a_notice_that_comes_twice_is_answered_once),
        cmocka_unit_test(what_is_not_the_court_s_is_refused),
        cmocka_unit_test(what_was_said_before_a_pause_is_not_said_again),
        cmocka_unit_test(a_script_is_read_strictly),
        cmocka_unit_test(published_keys_are_read),
    };
    struct hf_seed court = {{1}}, own = {{2}};
    hf_arena_init(&arena, malloc((size_t)64 << 20), (size_t)64 << 20);
    hf_hasher_init(&hasher);
    hf_key_make(&court, &court_secret, &court_key);
    hf_key_make(&own, &own_secret, &own_key);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    hf_hasher_done(&hasher);
    free(arena.at);
    return failed;
}
