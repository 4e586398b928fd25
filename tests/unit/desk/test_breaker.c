/* SPDX-License-Identifier: Apache-2.0 */
/* One endpoint's breaker: when it opens, its one probe, when it closes. */
#include "desk/breaker.h"

#include "unit/unit.h"

enum { ROOM = 8 };
static const int64_t now = 1000000;

static enum hf_breaker_news hear(struct hf_breaker *breaker, enum hf_heard heard, size_t times, int64_t at_ms)
{
    enum hf_breaker_news news = HF_BREAKER_AS_BEFORE;
    for (size_t i = 0; i < times; i++)
        news = hf_breaker_heard(breaker, heard, at_ms);
    return news;
}

static void five_in_a_row_that_were_not_reached_open_it(void **state)
{
    (void)state;
    struct hf_breaker breaker = {0};
    hear(&breaker, HF_HEARD_NOTHING, 4, now);
    assert_int_equal(hf_breaker_room(&breaker, ROOM, now), ROOM);
    assert_int_equal(hf_breaker_heard(&breaker, HF_HEARD_NOTHING, now), HF_BREAKER_OPENED);
    assert_int_equal(hf_breaker_room(&breaker, ROOM, now), 0);
}

static void a_success_between_them_begins_the_row_anew(void **state)
{
    (void)state;
    struct hf_breaker breaker = {0};
    hear(&breaker, HF_HEARD_NOTHING, 4, now);
    hear(&breaker, HF_HEARD_SUCCESS, 4, now);
    assert_int_equal(hear(&breaker, HF_HEARD_NOTHING, 1, now), HF_BREAKER_AS_BEFORE);
    assert_int_equal(hf_breaker_room(&breaker, ROOM, now), ROOM);
}

static void seven_in_ten_that_failed_open_it(void **state)
{
    (void)state;
    struct hf_breaker breaker = {0};
    hear(&breaker, HF_HEARD_SUCCESS, 3, now);
    assert_int_equal(hear(&breaker, HF_HEARD_FAILURE, 6, now), HF_BREAKER_AS_BEFORE);
    assert_int_equal(hear(&breaker, HF_HEARD_FAILURE, 1, now), HF_BREAKER_OPENED);
}

static void fewer_than_ten_in_five_minutes_say_nothing(void **state)
{
    (void)state;
    struct hf_breaker breaker = {0};
    assert_int_equal(hear(&breaker, HF_HEARD_FAILURE, 9, now), HF_BREAKER_AS_BEFORE);
    assert_int_equal(hear(&breaker, HF_HEARD_FAILURE, 9, now + 300000), HF_BREAKER_AS_BEFORE);
    assert_int_equal(hear(&breaker, HF_HEARD_FAILURE, 1, now + 300000), HF_BREAKER_OPENED);
}

/* 30 s, then one message; if that fails the wait doubles, to a quarter of an hour. */
static void one_probe_at_a_time_and_ever_longer_waits(void **state)
{
    (void)state;
    static const int64_t waits_s[] = {30, 60, 120, 240, 480, 900, 900};
    struct hf_breaker breaker = {0};
    int64_t at_ms = now;
    hear(&breaker, HF_HEARD_NOTHING, 5, at_ms);
    for (size_t i = 0; i < sizeof waits_s / sizeof waits_s[0]; i++) {
        assert_int_equal(hf_breaker_room(&breaker, ROOM, at_ms + waits_s[i] * 1000 - 1), 0);
        at_ms += waits_s[i] * 1000;
        assert_int_equal(hf_breaker_room(&breaker, ROOM, at_ms), 1);
        hf_breaker_began(&breaker);
        assert_int_equal(hf_breaker_room(&breaker, ROOM, at_ms), 0);
        assert_int_equal(hf_breaker_heard(&breaker, HF_HEARD_NOTHING, at_ms), HF_BREAKER_AS_BEFORE);
    }
    assert_int_equal(hf_breaker_room(&breaker, 0, at_ms + 900000), 0);
}

static void what_was_under_way_when_it_opened_says_nothing_new(void **state)
{
    (void)state;
    struct hf_breaker breaker = {0};
    hear(&breaker, HF_HEARD_NOTHING, 5, now);
    assert_int_equal(hear(&breaker, HF_HEARD_NOTHING, 9, now + 20000), HF_BREAKER_AS_BEFORE);
    assert_int_equal(hf_breaker_room(&breaker, ROOM, now + 30000), 1);
}

static void a_probe_that_arrives_closes_it(void **state)
{
    (void)state;
    struct hf_breaker breaker = {0};
    hear(&breaker, HF_HEARD_NOTHING, 5, now);
    hf_breaker_began(&breaker);
    assert_int_equal(hf_breaker_heard(&breaker, HF_HEARD_SUCCESS, now + 31000), HF_BREAKER_CLOSED);
    assert_int_equal(breaker.failing_ms, now);
    assert_int_equal(hf_breaker_room(&breaker, ROOM, now + 31000), ROOM);
    assert_int_equal(hear(&breaker, HF_HEARD_NOTHING, 4, now + 32000), HF_BREAKER_AS_BEFORE);
    assert_int_equal(hear(&breaker, HF_HEARD_NOTHING, 1, now + 32000), HF_BREAKER_OPENED);
    assert_int_equal(hf_breaker_room(&breaker, ROOM, now + 32000 + 30000), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(five_in_a_row_that_were_not_reached_open_it),
        cmocka_unit_test(a_success_between_them_begins_the_row_anew),
        cmocka_unit_test(seven_in_ten_that_failed_open_it),
        cmocka_unit_test(fewer_than_ten_in_five_minutes_say_nothing),
        cmocka_unit_test(one_probe_at_a_time_and_ever_longer_waits),
        cmocka_unit_test(what_was_under_way_when_it_opened_says_nothing_new),
        cmocka_unit_test(a_probe_that_arrives_closes_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
