/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Counting. The two worked cases are those of the published rules that they name (restated facts: ICC
 * Regulations, rule 180(2) in the samples' numbering; POCA 2002 s. 335).
 */
#include "flow/clock.h"
#include "unit/unit.h"

static const struct hf_calendar east = {.name = HF_STR_INIT("east"),
                                        .version = 1,
                                        .offset_minutes = 120,
                                        .weekend = 1 << 5 | 1 << 6,
                                        .first_year = 1,
                                        .last_year = 9999};

static const struct hf_calendar *court(void)
{
    return hf_calendar_find(NULL, HF_STR("court"));
}

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

static struct hf_count plain(const struct hf_calendar *calendar, const char *text, bool included)
{
    return (struct hf_count){.calendar = calendar,
                             .counting = hf_calendar_counting(calendar, HF_STR("plain")),
                             .period = period(text),
                             .start_included = included};
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
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct hf_err err;
        struct hf_reached reached = {.reasons = NULL};
        struct hf_count count = plain(court(), rows[i].period, rows[i].included);
        assert_int_equal(hf_clock_within(&count, at(rows[i].start), &reached, &err), HF_OK);
        assert_at(reached.due_ms, rows[i].due);
        assert_false(reached.provisional);
    }
}

static void a_day_is_that_of_the_calendar_s_zone(void **state)
{
    (void)state;
    struct hf_err err;
    struct hf_reached reached = {.reasons = NULL};
    struct hf_count count = plain(&east, "1d", false);
    /* 23:30 UTC is half past one of the next day two hours east */
    assert_int_equal(hf_clock_within(&count, at("2026-05-01T23:30:00.000Z"), &reached, &err), HF_OK);
    assert_at(reached.due_ms, "2026-05-03T22:00:00.000Z");
    assert_at(hf_calendar_day_begin(&east, hf_calendar_day(&east, at("2026-05-01T23:30:00.000Z"))),
              "2026-05-01T22:00:00.000Z");
}

static void the_end_of_time_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *start, *period;
    } rows[] = {{"1970-01-01T00:00:00.000Z", "999999y"},
                {"9999-12-31T00:00:00.000Z", "1d"},
                {"9999-12-30T00:00:00.000Z", "2wd"},
                {"9000-12-30T00:00:00.000Z", "999999wd"},
                {"9999-12-31T20:00:00.000Z", "5h"},
                {"9999-12-31T20:00:00.000Z", "3h"}, /* one o'clock of the next day, two hours east */
                {"9950-12-31T20:00:00.000Z", "999999h"}};
    struct hf_err err;
    struct hf_reached reached = {.due_ms = 7};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct hf_count count = plain(&east, rows[i].period, false);
        assert_int_equal(hf_clock_within(&count, at(rows[i].start), &reached, &err), HF_REFUSED);
        assert_int_equal(err.word, HF_WORD_overflow);
    }
    struct hf_count count = plain(court(), "999999w", false);
    assert_int_equal(hf_clock_every(&count, 0, 4000000, &reached, &err), HF_REFUSED);
    count = plain(court(), "999wd", false);
    assert_int_equal(hf_clock_every(&count, 0, 2000000, &reached, &err), HF_REFUSED);
    count = plain(court(), "999999h", false);
    assert_int_equal(hf_clock_every(&count, 0, 2000, &reached, &err), HF_REFUSED);
    assert_int_equal(reached.due_ms, 7);
    int64_t at_ms = 7;
    assert_int_equal(hf_clock_remind(court(), at("9999-12-31T20:00:00.000Z"), period("+5h"), &at_ms, &err),
                     HF_REFUSED);
    assert_int_equal(at_ms, 7);
    assert_null(hf_calendar_find(NULL, HF_STR("moon")));
}

static void what_rests_on_unknown_years_is_provisional(void **state)
{
    (void)state;
    static const struct {
        const char *period, *start;
        bool roll, in_court, in_known;
    } rows[] = {
        {"10d", "2026-12-20T09:00:00.000Z", false, false, false},
        {"10wd", "2026-12-01T09:00:00.000Z", false, true, false},
        {"12d", "2026-12-20T09:00:00.000Z", false, false, true}, /* 1 January 2027 */
        {"99999h", "2026-12-20T09:00:00.000Z", true, false, false},
        {"2d", "2026-12-01T09:00:00.000Z", true, true, false},
        {"9d", "2026-12-22T09:00:00.000Z", true, true, false}, /* 31 December, a Thursday */
        {"4d", "2026-12-29T09:00:00.000Z", true, true, true},
        {"1y", "2026-12-20T09:00:00.000Z", false, false, true},
    };
    struct hf_calendar known = east;
    known.first_year = known.last_year = 2026;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct hf_err err;
        struct hf_reached reached = {.reasons = NULL};
        struct hf_count count = plain(court(), rows[i].period, false);
        count.roll = rows[i].roll;
        assert_int_equal(hf_clock_within(&count, at(rows[i].start), &reached, &err), HF_OK);
        assert_int_equal(reached.provisional, rows[i].in_court);
        count.calendar = &known;
        assert_int_equal(hf_clock_within(&count, at(rows[i].start), &reached, &err), HF_OK);
        assert_int_equal(reached.provisional, rows[i].in_known);
    }
}

static void reminders_lie_so_many_civil_days_away(void **state)
{
    (void)state;
    struct hf_err err;
    int64_t at_ms;
    int64_t due_ms = hf_calendar_day_end(court(), hf_day_of((struct hf_civil){2026, 3, 31}));
    static const struct {
        const char *offset, *at;
    } rows[] = {
        {"-60d", "2026-01-31T00:00:00.000Z"}, {"+7d", "2026-04-08T00:00:00.000Z"},
        {"0d", "2026-04-01T00:00:00.000Z"},   {"-1m", "2026-03-01T00:00:00.000Z"},
        {"-2h", "2026-03-31T22:00:00.000Z"},  {"-2w", "2026-03-18T00:00:00.000Z"},
        {"-2wd", "2026-03-28T00:00:00.000Z"}, {"+4wd", "2026-04-07T00:00:00.000Z"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_int_equal(hf_clock_remind(court(), due_ms, period(rows[i].offset), &at_ms, &err), HF_OK);
        assert_at(at_ms, rows[i].at);
    }
}

/* Clocks that are put forward at midnight, from 24:00 to 01:00, as Lebanon's are: that day's end is shown as
 * one o'clock of the next, and the end of a day stays one. */
static void the_end_of_a_day_stays_one_where_midnight_is_left_out(void **state)
{
    (void)state;
    static const struct hf_summer summer = {.from_year = 1993,
                                            .to_year = 9999,
                                            .offset_minutes = 180,
                                            .begins = {.month = 3, .week = 5, .weekday = 6, .wall = true},
                                            .ends = {.month = 10, .week = 5, .weekday = 6, .wall = true}};
    struct hf_calendar lb = east;
    lb.summer = &summer;
    lb.summers = 1;
    struct hf_err err;
    int64_t at_ms;
    int64_t due_ms = hf_calendar_day_end(&lb, hf_day_of((struct hf_civil){2026, 3, 28}));
    assert_at(due_ms, "2026-03-28T22:00:00.000Z");
    assert_int_equal(hf_clock_remind(&lb, due_ms, period("-7d"), &at_ms, &err), HF_OK);
    assert_at(at_ms, "2026-03-21T22:00:00.000Z");
    assert_int_equal(hf_clock_remind(&lb, due_ms, period("+7d"), &at_ms, &err), HF_OK);
    assert_at(at_ms, "2026-04-04T21:00:00.000Z");
    struct hf_reached reached = {.reasons = NULL};
    struct hf_count count = plain(&lb, "1w", false);
    assert_int_equal(hf_clock_every(&count, due_ms, 1, &reached, &err), HF_OK);
    assert_at(reached.due_ms, "2026-04-04T21:00:00.000Z");
}

/* Regulation 1182/71, art. 3(5): periods of two days or more hold two working days; one day is not one. */
static void a_period_of_one_day_is_not_filled_up(void **state)
{
    (void)state;
    static const struct {
        const char *period, *due;
    } rows[] = {{"1d", "2026-05-05T22:00:00.000Z"},
                {"1wd", "2026-05-05T22:00:00.000Z"},
                {"2wd", "2026-05-06T22:00:00.000Z"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct hf_err err;
        struct hf_reached reached = {.reasons = NULL};
        struct hf_count count = plain(&east, rows[i].period, false);
        count.counting = hf_calendar_counting(&east, HF_STR("eu-1182-71"));
        assert_int_equal(hf_clock_within(&count, at("2026-05-04T09:00:00.000Z"), &reached, &err), HF_OK);
        assert_at(reached.due_ms, rows[i].due);
    }
}

static void a_recurring_clock_counts_from_the_first(void **state)
{
    (void)state;
    struct hf_err err;
    struct hf_reached reached = {.reasons = NULL};
    struct hf_count count = plain(court(), "1m", false);
    int64_t first_ms = at("2026-02-01T00:00:00.000Z"); /* the end of 31 January */
    static const char *const want[] = {"2026-02-01T00:00:00.000Z", "2026-03-01T00:00:00.000Z",
                                       "2026-04-01T00:00:00.000Z"};
    static const char *const rolled[] = {"2026-02-01T00:00:00.000Z", "2026-03-03T00:00:00.000Z",
                                         "2026-04-01T00:00:00.000Z"};
    for (uint32_t k = 0; k < 3; k++) {
        count.roll = false;
        assert_int_equal(hf_clock_every(&count, first_ms, k, &reached, &err), HF_OK);
        assert_at(reached.due_ms, want[k]);
        count.roll = true;
        assert_int_equal(hf_clock_every(&count, first_ms, k, &reached, &err), HF_OK);
        assert_at(reached.due_ms, rolled[k]);
    }
}

/* Saturday to Tuesday: three civil days, of which two are worked. */
static void a_stopped_clock_gets_its_time_back(void **state)
{
    (void)state;
    static const struct {
        const char *period, *left;
        bool roll;
        const char *due;
    } rows[] = {
        {"9d", "21d", false, "2026-02-04T00:00:00.000Z"},
        {"9d", "21d", true, "2026-02-04T00:00:00.000Z"},
        {"9wd", "15wd", false, "2026-02-04T00:00:00.000Z"},
    };
    int64_t due_ms = at("2026-02-01T00:00:00.000Z");
    int64_t pause_ms = at("2026-01-10T22:00:00.000Z"), resume_ms = at("2026-01-13T01:00:00.000Z");
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct hf_err err;
        struct hf_reached reached = {.reasons = NULL};
        struct hf_count count = plain(court(), rows[i].period, false);
        char text[16];
        struct hf_buf said = HF_BUF(text);
        count.roll = rows[i].roll;
        struct hf_period left = hf_clock_left(&count, due_ms, pause_ms);
        hf_period_put(&said, left);
        assert_str(hf_buf_str(&said), rows[i].left);
        assert_int_equal(hf_clock_go_on(&count, left, resume_ms, &reached, &err), HF_OK);
        assert_at(reached.due_ms, rows[i].due);
    }
}

static void a_moved_day_rolls(void **state)
{
    (void)state;
    struct hf_err err;
    struct hf_reached reached = {.reasons = NULL};
    struct hf_count count = plain(court(), "9d", false);
    count.roll = true;
    assert_int_equal(hf_clock_go_on(&count, period("4d"), at("2026-03-04T09:00:00.000Z"), &reached, &err),
                     HF_OK); /* Sunday 8 March */
    assert_at(reached.due_ms, "2026-03-10T00:00:00.000Z");
    assert_int_equal(hf_clock_until(&count, hf_day_of((struct hf_civil){2026, 3, 8}), &reached, &err), HF_OK);
    assert_at(reached.due_ms, "2026-03-10T00:00:00.000Z");
    count.roll = false;
    assert_int_equal(hf_clock_until(&count, hf_day_of((struct hf_civil){2026, 3, 8}), &reached, &err), HF_OK);
    assert_at(reached.due_ms, "2026-03-09T00:00:00.000Z");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_period_ends_with_its_last_day),
        cmocka_unit_test(a_day_is_that_of_the_calendar_s_zone),
        cmocka_unit_test(the_end_of_time_is_refused),
        cmocka_unit_test(what_rests_on_unknown_years_is_provisional),
        cmocka_unit_test(reminders_lie_so_many_civil_days_away),
        cmocka_unit_test(the_end_of_a_day_stays_one_where_midnight_is_left_out),
        cmocka_unit_test(a_period_of_one_day_is_not_filled_up),
        cmocka_unit_test(a_recurring_clock_counts_from_the_first),
        cmocka_unit_test(a_stopped_clock_gets_its_time_back),
        cmocka_unit_test(a_moved_day_rolls),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
