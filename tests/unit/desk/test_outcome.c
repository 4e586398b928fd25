/* SPDX-License-Identifier: Apache-2.0 */
/* What becomes of a notice: each class, each pause, the horizon, chance. */
#include "desk/outcome.h"

#include "desk/classes.h"
#include "unit/unit.h"

#define MINUTE INT64_C(60000)
#define HOUR (60 * MINUTE)
#define START INT64_C(1000000000000)
#define ALWAYS_MOST UINT32_MAX

/* One row per class, and per attempt of it where they differ. `next`: how long after, at most. */
static void each_class_leads_to_what_it_should(void **state)
{
    (void)state;
    static const struct {
        const char *class_name;
        uint32_t alike;
        enum hf_delivery_state outcome;
        int64_t next_ms;
        bool pauses;
    } rows[] = {
        {HF_CLASS_RECEIVED, 1, HF_DELIVERED, 0, false},
        {HF_CLASS_NONCONFORMING, 1, HF_DELIVERED, 0, false},
        {HF_CLASS_PERMANENT, 1, HF_DEAD, 0, false},
        {HF_CLASS_MOVED, 1, HF_DEAD, 0, false},
        {HF_CLASS_MISSING, 1, HF_WAITING, 20 * MINUTE, false},
        {HF_CLASS_MISSING, 2, HF_WAITING, 40 * MINUTE, false},
        {HF_CLASS_MISSING, 3, HF_DEAD, 0, false}, /* three tries over an hour */
        {HF_CLASS_KEY_CACHE, 1, HF_WAITING, 5 * MINUTE, false},
        {HF_CLASS_KEY_CACHE, 2, HF_WAITING, HOUR, false},
        {HF_CLASS_KEY_CACHE, 3, HF_WAITING, 24 * HOUR, false},
        {HF_CLASS_KEY_CACHE, 4, HF_DEAD, 0, false},
        {HF_CLASS_CREDENTIALS, 1, HF_WAITING, MINUTE, true},
        {HF_CLASS_GONE, 1, HF_WAITING, MINUTE, true},
        {HF_CLASS_TRANSIENT, 1, HF_WAITING, 4999, false},
        {"never heard of", 1, HF_WAITING, 4999, false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct hf_attempted a = {.class_name = hf_str_of(rows[i].class_name),
                                 .alike = rows[i].alike,
                                 .since_ms = START,
                                 .now_ms = START,
                                 .retry_after_ms = -1,
                                 .dice = ALWAYS_MOST};
        struct hf_verdict verdict = hf_outcome_of(&a);
        assert_int_equal(verdict.state, rows[i].outcome);
        assert_int_equal(verdict.next_ms - START, rows[i].next_ms);
        assert_int_equal(verdict.pauses, rows[i].pauses);
    }
}

static struct hf_verdict transient_after(int64_t gone_ms, int64_t retry_after_ms, uint32_t dice)
{
    struct hf_attempted a = {.class_name = HF_STR(HF_CLASS_TRANSIENT),
                             .alike = 1,
                             .since_ms = START,
                             .now_ms = START + gone_ms,
                             .retry_after_ms = retry_after_ms,
                             .dice = dice};
    return hf_outcome_of(&a);
}

static int64_t pause_after(int64_t gone_ms, uint32_t dice)
{
    return transient_after(gone_ms, -1, dice).next_ms - START - gone_ms;
}

/* Waited out whole, each bound is three times the one before: 5 s, 15 s, 45 s ... an hour. */
static void bounds_triple_up_to_an_hour(void **state)
{
    (void)state;
    static const int64_t want_s[] = {5, 15, 45, 135, 405, 1215, 3600, 3600};
    int64_t gone_ms = 0;
    for (size_t i = 0; i < sizeof want_s / sizeof want_s[0]; i++) {
        assert_in_range(pause_after(gone_ms, ALWAYS_MOST), want_s[i] * 1000 - 1, want_s[i] * 1000);
        gone_ms += want_s[i] * 1000;
    }
    assert_in_range(pause_after(3 * 24 * HOUR, ALWAYS_MOST), HOUR - 1, HOUR);
}

/* Full jitter: any pause from none to the bound, each as likely. */
static void chance_spreads_over_the_whole_pause(void **state)
{
    (void)state;
    assert_int_equal(pause_after(10 * HOUR, 0), 0);
    assert_int_equal(pause_after(10 * HOUR, UINT32_C(1) << 31), HOUR / 2);
    assert_int_equal(pause_after(10 * HOUR, UINT32_C(1) << 30), HOUR / 4);
}

/* A clock that was set back makes no pause longer than an hour, nor shorter than none. */
static void a_clock_that_goes_back_does_no_harm(void **state)
{
    (void)state;
    assert_int_equal(pause_after(-HOUR, ALWAYS_MOST), 4999);
}

static void what_the_peer_asks_for_is_waited_out(void **state)
{
    (void)state;
    assert_int_equal(transient_after(0, 90000, ALWAYS_MOST).next_ms, START + 90000);
    assert_int_equal(transient_after(0, 1000, ALWAYS_MOST).next_ms, START + 4999);
    assert_int_equal(transient_after(0, 1000, 0).next_ms, START + 1000);
}

/* By time, not by tries: the last attempt is made at the end of the fifth day, then it is a dead letter. */
static void after_five_days_it_is_given_up(void **state)
{
    (void)state;
    assert_int_equal(HF_HORIZON_MS, 5 * 24 * HOUR);
    assert_int_equal(transient_after(HF_HORIZON_MS - 1000, -1, ALWAYS_MOST).state, HF_WAITING);
    assert_int_equal(transient_after(HF_HORIZON_MS - 1000, -1, ALWAYS_MOST).next_ms, START + HF_HORIZON_MS);
    assert_int_equal(transient_after(HF_HORIZON_MS - 1000, 5000, 0).next_ms, START + HF_HORIZON_MS + 4000);
    assert_int_equal(transient_after(HF_HORIZON_MS, -1, 0).state, HF_DEAD);
}

static void only_classes_with_pauses_are_counted(void **state)
{
    (void)state;
    assert_true(hf_outcome_counts(HF_STR(HF_CLASS_MISSING)));
    assert_true(hf_outcome_counts(HF_STR(HF_CLASS_KEY_CACHE)));
    assert_false(hf_outcome_counts(HF_STR(HF_CLASS_TRANSIENT)));
    assert_false(hf_outcome_counts(HF_STR(HF_CLASS_RECEIVED)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_class_leads_to_what_it_should),
        cmocka_unit_test(bounds_triple_up_to_an_hour),
        cmocka_unit_test(chance_spreads_over_the_whole_pause),
        cmocka_unit_test(a_clock_that_goes_back_does_no_harm),
        cmocka_unit_test(what_the_peer_asks_for_is_waited_out),
        cmocka_unit_test(after_five_days_it_is_given_up),
        cmocka_unit_test(only_classes_with_pauses_are_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
