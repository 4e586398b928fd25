/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Counting. The two worked cases are those of the published rules that they name (restated facts: ICC
 * Regulations, rule 180(2) in the samples' numbering; POCA 2002 s. 335).
 */
#include "flow/clock.h"
#include "unit/unit.h"

static const struct hf_calendar east = {HF_STR_INIT("east"), 120};

static int64_t at(const char *text)
{
    int64_t at_ms = 0;
    assert_true(hf_instant_read(hf_str_of(text), &at_ms));
    return at_ms;
}

static struct hf_period period(const char *text)
{
    struct hf_period out;
    assert_true(hf_period_read(hf_str_of(text), &out));
    return out;
}

static void assert_at(int64_t got, const char *want)
{
    char text[HF_INSTANT_TEXT];
    struct hf_buf out = HF_BUF(text);
    hf_instant_put(&out, got);
    assert_str(hf_buf_str(&out), want);
}

static void a_period_ends_with_its_last_day(void **state)
{
    (void)state;
    static const struct {
        const char *start, *period;
        bool included;
        const char *due;
    } rows[] = {
        {"2026-01-10T09:00:00.000Z", "45d", false,
         "2026-02-25T00:00:00.000Z"}, /* sample L10: ends 24 February */
        {"2026-03-02T16:00:00.000Z", "31d", true, "2026-04-02T00:00:00.000Z"}, /* sample L12: ends 1 April */
        {"2026-03-06T09:15:00.000Z", "48h", false,
         "2026-03-08T09:15:00.000Z"}, /* to the minute, over a weekend */
        {"2026-01-01T00:00:00.000Z", "6w", false, "2026-02-13T00:00:00.000Z"},
        {"2024-01-31T12:00:00.000Z", "1m", false, "2024-03-01T00:00:00.000Z"}, /* 29 February */
        {"2026-08-31T12:00:00.000Z", "18m", false, "2028-03-01T00:00:00.000Z"},
        {"2024-02-29T12:00:00.000Z", "1y", false, "2025-03-01T00:00:00.000Z"},
    };
    const struct hf_calendar *court = hf_calendar_find(HF_STR("court"));
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct hf_err err;
        int64_t due_ms = 0;
        assert_int_equal(hf_clock_within(court, at(rows[i].start), period(rows[i].period), rows[i].included,
                                         &due_ms, &err),
                         HF_OK);
        assert_at(due_ms, rows[i].due);
    }
}

static void a_day_is_that_of_the_calendar_s_zone(void **state)
{
    (void)state;
    struct hf_err err;
    int64_t due_ms;
    /* 23:30 UTC is half past one of the next day two hours east */
    assert_int_equal(
        hf_clock_within(&east, at("2026-05-01T23:30:00.000Z"), period("1d"), false, &due_ms, &err), HF_OK);
    assert_at(due_ms, "2026-05-03T22:00:00.000Z");
    assert_at(hf_calendar_day_begin(&east, hf_calendar_day(&east, at("2026-05-01T23:30:00.000Z"))),
              "2026-05-01T22:00:00.000Z");
}

static void working_days_are_refused_and_so_is_the_end_of_time(void **state)
{
    (void)state;
    const struct hf_calendar *court = hf_calendar_find(HF_STR("court"));
    struct hf_err err;
    int64_t due_ms = 7;
    assert_int_equal(hf_clock_within(court, 0, period("10wd"), false, &due_ms, &err), HF_BAD_INPUT);
    assert_int_equal(err.word, HF_WORD_period_uncountable);
    assert_string_equal(err.arg[0], "10wd");
    assert_int_equal(hf_clock_within(court, 0, period("999999y"), false, &due_ms, &err), HF_REFUSED);
    assert_int_equal(
        hf_clock_within(court, at("9999-12-31T00:00:00.000Z"), period("1d"), false, &due_ms, &err),
        HF_REFUSED);
    assert_int_equal(hf_clock_every(court, 0, period("999999w"), 4000000, &due_ms, &err), HF_REFUSED);
    assert_int_equal(err.word, HF_WORD_overflow);
    assert_int_equal(due_ms, 7);
    assert_null(hf_calendar_find(HF_STR("moon")));
}

static void reminders_lie_so_many_civil_days_away(void **state)
{
    (void)state;
    const struct hf_calendar *court = hf_calendar_find(HF_STR("court"));
    struct hf_err err;
    int64_t at_ms;
    int64_t due_ms = hf_calendar_day_end(court, hf_day_of((struct hf_civil){2026, 3, 31}));
    static const struct {
        const char *offset, *at;
    } rows[] = {
        {"-60d", "2026-01-31T00:00:00.000Z"}, {"+7d", "2026-04-08T00:00:00.000Z"},
        {"0d", "2026-04-01T00:00:00.000Z"},   {"-1m", "2026-03-01T00:00:00.000Z"},
        {"-2h", "2026-03-31T22:00:00.000Z"},  {"-2w", "2026-03-18T00:00:00.000Z"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_int_equal(hf_clock_remind(court, due_ms, period(rows[i].offset), &at_ms, &err), HF_OK);
        assert_at(at_ms, rows[i].at);
    }
}

static void a_recurring_clock_counts_from_the_first(void **state)
{
    (void)state;
    const struct hf_calendar *court = hf_calendar_find(HF_STR("court"));
    struct hf_err err;
    int64_t first_ms = at("2026-02-01T00:00:00.000Z"), at_ms; /* the end of 31 January */
    static const char *const want[] = {"2026-02-01T00:00:00.000Z", "2026-03-01T00:00:00.000Z",
                                       "2026-04-01T00:00:00.000Z"};
    for (uint32_t k = 0; k < 3; k++) {
        assert_int_equal(hf_clock_every(court, first_ms, period("1m"), k, &at_ms, &err), HF_OK);
        assert_at(at_ms, want[k]);
    }
}

static void a_stopped_clock_gets_its_time_back(void **state)
{
    (void)state;
    const struct hf_calendar *court = hf_calendar_find(HF_STR("court"));
    int64_t due_ms = at("2026-02-01T00:00:00.000Z");
    int64_t pause_ms = at("2026-01-10T22:00:00.000Z"), resume_ms = at("2026-01-13T01:00:00.000Z");
    assert_at(hf_clock_resumed(court, due_ms, false, pause_ms, resume_ms), "2026-02-04T00:00:00.000Z");
    assert_at(hf_clock_resumed(court, due_ms, true, pause_ms, resume_ms), "2026-02-03T03:00:00.000Z");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_period_ends_with_its_last_day),
        cmocka_unit_test(a_day_is_that_of_the_calendar_s_zone),
        cmocka_unit_test(working_days_are_refused_and_so_is_the_end_of_time),
        cmocka_unit_test(reminders_lie_so_many_civil_days_away),
        cmocka_unit_test(a_recurring_clock_counts_from_the_first),
        cmocka_unit_test(a_stopped_clock_gets_its_time_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
