/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Clocks that count by the calendar of a State: what is stored of it, what stands still, what a later
 * calendar makes of a date. Every event is replayed by the bench, which has no calendar then.
 */
#include <stdio.h>
#include <stdlib.h>

#include "flow/calendar_read.h"
#include "unit/casefile/bench.h"

static struct hf_rehearsal *b;
static struct hf_calendar held[2]; /* fr, court */

/* The shipped one as somebody published it who knew the years up to this one. */
static struct hf_calendar calendar(const char *path, uint32_t version, int32_t last_year)
{
    struct hf_calendar out;
    assert_int_equal(hf_calendar_read(bench_read(b, path), &b->arena, &out, &b->err), HF_OK);
    while (out.holidays > 0 && hf_civil_of(out.holiday[out.holidays - 1].day).year > last_year)
        out.holidays--;
    out.version = version;
    out.last_year = last_year;
    return out;
}

static int open_terms(void **state)
{
    b = bench_begin(state, "tests/vectors/workflow/terms.json");
    held[0] = calendar("config/calendars/fr.json", 1, 2027);
    b->house.calendars = (struct hf_calendars){held, 1};
    bench_do(b, "officer", "case", "open", NULL);
    return 0;
}

static void assert_due(const char *clock, const char *want)
{
    struct hf_buf text = hf_buf_in(&b->arena, HF_INSTANT_TEXT);
    hf_instant_put(&text, bench_run(b, "job/1", clock)->due_ms);
    assert_str(hf_buf_str(&text), want);
}

static void add(const char *payload, const char *effective)
{
    struct hf_id officer = bench_person(b, "officer");
    if (bench_act_at(b, &officer, "officer", "job", "add", payload, effective) != HF_OK)
        fail_msg("add: %s %s", b->err.where, b->err.arg[0]);
}

/* The item of _made.clocks for this clock in the last decision's first event. */
static const struct hf_json *stored(const char *clock)
{
    const struct hf_json *clocks = HF_JSON_GET(HF_JSON_GET(&b->last.events[0].payload, "_made"), "clocks");
    for (size_t i = 0; i < clocks->is.list.count; i++)
        if (hf_str_eq(hf_json_text(&clocks->is.list.item[i], HF_STR("name")), hf_str_of(clock)))
            return &clocks->is.list.item[i];
    fail_msg("nothing is stored of %s", clock);
    return NULL;
}

static void each_clock_counts_in_its_way(void **state)
{
    (void)state;
    add("{'calendar':'fr','end':'2027-07-14'}", NULL);
    assert_due("work", "2026-12-07T23:00:00.000Z");
    assert_due("rolled", "2026-12-23T23:00:00.000Z");
    assert_due("hours", "2026-11-25T09:14:00.000Z");
    assert_due("far", "2029-11-23T23:00:00.000Z");
    assert_due("turn", "2027-02-23T23:00:00.000Z");
    assert_due("end", "2027-07-14T22:00:00.000Z");
    bench_do(b, "officer", "job/1", "change", "{'end':'2027-12-31'}");
    assert_due("end", "2027-12-31T23:00:00.000Z");
}

static void the_version_of_the_calendar_is_stored_and_whether_it_is_provisional(void **state)
{
    (void)state;
    add("{'calendar':'fr'}", NULL);
    assert_str(hf_json_text(stored("work"), HF_STR("calendar")), "fr/1");
    assert_null(HF_JSON_GET(stored("work"), "provisional"));
    assert_null(HF_JSON_GET(stored("work"), "left"));
    assert_true(HF_JSON_GET(stored("far"), "provisional")->is.truth);
    assert_str(hf_json_text(stored("far"), HF_STR("left")), "3y");
    assert_int_equal(bench_run(b, "job/1", "far")->calendar, 1);
    assert_int_equal(bench_run(b, "job/1", "far")->provisional, 1);
}

/* With the court's calendar built in, nothing more is stored than before there were calendars. */
static void the_calendar_built_in_leaves_no_mark(void **state)
{
    (void)state;
    add("{'end':'2027-07-14'}", NULL);
    assert_null(HF_JSON_GET(stored("end"), "calendar"));
    assert_null(HF_JSON_GET(stored("hours"), "calendar"));
    assert_due("hours", "2026-11-25T09:14:00.000Z");
    assert_str(hf_json_text(stored("work"), HF_STR("calendar")), "court/0"); /* it knows no holidays */
    assert_true(HF_JSON_GET(stored("work"), "provisional")->is.truth);
    assert_due("work", "2026-12-08T00:00:00.000Z");
}

static void a_day_that_is_told_is_that_day_in_the_clock_s_own_calendar(void **state)
{
    (void)state;
    add("{'calendar':'fr'}", "2026-11-20");
    assert_null(HF_JSON_GET(HF_JSON_GET(&b->last.events[0].payload, "_made"), "effective"));
    assert_due("work", "2026-12-04T23:00:00.000Z");
    assert_due("hours", "2026-11-21T23:00:00.000Z");
}

static void the_instant_at_which_a_told_day_began_is_stored(void **state)
{
    (void)state;
    held[1] = calendar("config/calendars/court.json", 1, 2028);
    b->house.calendars.count = 2;
    add("{'calendar':'fr'}", "2026-11-20");
    assert_str(b->last.events[0].header.effective_at, "2026-11-20");
    assert_str(hf_json_text(HF_JSON_GET(&b->last.events[0].payload, "_made"), HF_STR("effective")),
               "2026-11-19T23:00:00.000Z");
    assert_int_equal(hf_case_instance(&b->c, bench_find(b, "job/1"))->since_ms, INT64_C(1795129200000));
}

static void each_clock_stands_still_in_its_way(void **state)
{
    (void)state;
    add("{'calendar':'fr'}", NULL);
    bench_wait(b, 1);
    bench_do(b, "officer", "job/1", "halt", NULL);
    assert_str(hf_json_text(stored("work"), HF_STR("left")), "9wd");
    bench_wait(b, 6); /* Monday 30 November */
    bench_do(b, "officer", "job/1", "resume", NULL);
    assert_due("work", "2026-12-11T23:00:00.000Z");
    assert_due("rolled", "2026-12-29T23:00:00.000Z");
    assert_due("hours", "2026-12-01T09:14:00.000Z");
    bench_wait(b, 1);
    bench_do(b, "officer", "job/1", "halt", NULL); /* Tuesday, with eight working days left */
    bench_wait(b, 4);
    bench_do(b, "officer", "job/1", "resume", NULL); /* Saturday */
    assert_due("work", "2026-12-16T23:00:00.000Z");
}

static void a_quarter_keeps_midnight_through_summer_time_and_rolls(void **state)
{
    (void)state;
    add("{'calendar':'fr'}", NULL);
    bench_wait(b, 100);
    assert_due("turn", "2027-05-24T22:00:00.000Z"); /* the 23rd is a Sunday */
    bench_wait(b, 90);
    assert_due("turn", "2027-08-23T22:00:00.000Z");
}

static void a_calendar_that_is_not_there_is_refused(void **state)
{
    (void)state;
    struct hf_id officer = bench_person(b, "officer");
    assert_int_equal(bench_act(b, &officer, "officer", "job", "add", "{'calendar':'moon'}"), HF_REFUSED);
    assert_str(hf_err_code(&b->err), "no_calendar");
    assert_string_equal(b->err.arg[0], "moon");
}

/* ---- a later calendar ---- */

static size_t recounts(const struct hf_due **due)
{
    return hf_recount_list(&b->flows, &b->house, &b->c, &b->arena, due);
}

static enum hf_rc recount(const struct hf_due *due)
{
    struct hf_command command = hf_due_command(&b->flows, &b->c, due, &b->house, &b->arena);
    command.at_ms = b->now_ms;
    enum hf_rc rc = hf_decide(&b->flows, &b->house, &b->c, &command, &b->arena, &b->last, &b->err);
    return rc == HF_OK ? hf_rehearse_take(b) : rc;
}

static void a_provisional_date_is_reckoned_again_once(void **state)
{
    const struct hf_due *due;
    (void)state;
    add("{'calendar':'fr'}", "2026-05-08");
    assert_due("far", "2029-05-08T22:00:00.000Z"); /* a holiday, which nobody knows yet */
    assert_int_equal(recounts(&due), 0);
    held[0] = calendar("config/calendars/fr.json", 2, 2030);
    bench_wait(b, 3);
    assert_int_equal(recounts(&due), 1);
    assert_str(due[0].clock, "far:fr/2");
    struct hf_due first = due[0];
    assert_int_equal(recount(&first), HF_OK);
    assert_str(b->last.events[0].header.act, "clock.recounted");
    assert_int_equal(b->last.events[0].header.to.len, 0);
    assert_str(hf_json_text(stored("far"), HF_STR("do")), "recount");
    assert_due("far", "2029-05-09T22:00:00.000Z");
    assert_int_equal(bench_run(b, "job/1", "far")->provisional, 0);
    assert_int_equal(bench_run(b, "job/1", "far")->run, 1);
    assert_int_equal(recounts(&due), 0);
    assert_int_equal(recount(&first), HF_REFUSED);
    assert_str(hf_err_code(&b->err), "timer_passed");
}

/* 1 January is a holiday that nobody knows yet; once it is known, all further times are counted from the 4th.
 */
static void a_first_time_that_moves_moves_those_that_follow(void **state)
{
    const struct hf_due *due;
    (void)state;
    held[0] = calendar("config/calendars/fr.json", 1, 2026);
    add("{'calendar':'fr'}", "2026-10-01");
    assert_due("turn", "2027-01-01T23:00:00.000Z");
    held[0] = calendar("config/calendars/fr.json", 2, 2030);
    struct hf_due one = {.run = 0};
    for (size_t i = recounts(&due); i > 0; i--)
        if (hf_str_begins(due[i - 1].clock, HF_STR("turn:")))
            one = due[i - 1];
    assert_int_equal(recount(&one), HF_OK);
    assert_due("turn", "2027-01-04T23:00:00.000Z");
    bench_wait(b, 50);
    assert_due("turn", "2027-04-05T22:00:00.000Z"); /* the 4th is a Sunday */
}

/* A calendar that has grown, but not far enough: the date stays provisional, and is reckoned once more. */
static void a_date_may_stay_provisional(void **state)
{
    const struct hf_due *due;
    (void)state;
    add("{'calendar':'fr'}", "2026-05-08");
    for (uint32_t version = 2; version <= 3; version++) {
        held[0] = calendar("config/calendars/fr.json", version, version == 2 ? 2028 : 2029);
        assert_int_equal(recounts(&due), 1);
        struct hf_due one = due[0];
        assert_int_equal(recount(&one), HF_OK);
        assert_int_equal(bench_run(b, "job/1", "far")->provisional, version == 2);
        assert_int_equal(bench_run(b, "job/1", "far")->calendar, version);
    }
    assert_due("far", "2029-05-09T22:00:00.000Z");
}

/* What the definition's expression gives now is not asked again: the period was counted when it began. */
static void the_period_that_was_counted_is_counted_again(void **state)
{
    const struct hf_due *due;
    (void)state;
    add("{'calendar':'fr','length':'400wd'}", NULL);
    assert_due("work", "2028-06-15T22:00:00.000Z");
    bench_do(b, "officer", "job/1", "change", "{'length':'5wd'}");
    held[0] = calendar("config/calendars/fr.json", 2, 2030);
    size_t count = recounts(&due);
    for (size_t i = 0; i < count; i++) {
        struct hf_due one = due[i];
        assert_int_equal(recount(&one), HF_OK);
    }
    /* 17 April, 1 and 8 May, 25 May and 5 June: what 2028 takes away */
    assert_due("work", "2028-06-22T22:00:00.000Z");
}

static void what_stood_still_is_reckoned_from_where_it_went_on(void **state)
{
    const struct hf_due *due;
    (void)state;
    add("{'calendar':'fr','length':'400wd'}", NULL);
    bench_wait(b, 1);
    bench_do(b, "officer", "job/1", "halt", NULL);
    assert_int_equal(recounts(&due), 0); /* it is reckoned when it goes on */
    bench_wait(b, 3);
    bench_do(b, "officer", "job/1", "resume", NULL);
    assert_due("work", "2028-06-20T22:00:00.000Z"); /* three working days later than it was */
    held[0] = calendar("config/calendars/fr.json", 2, 2030);
    struct hf_due one = {.run = 0};
    for (size_t i = recounts(&due); i > 0; i--)
        if (hf_str_begins(due[i - 1].clock, HF_STR("work:")))
            one = due[i - 1];
    assert_int_equal(recount(&one), HF_OK);
    assert_due("work", "2028-06-27T22:00:00.000Z");
}

static void a_duty_is_reckoned_again_too(void **state)
{
    const struct hf_due *due;
    (void)state;
    held[1] = calendar("config/calendars/court.json", 1, 2026);
    b->house.calendars.count = 2;
    add("{'calendar':'fr'}", NULL);
    bench_do(b, "officer", "job/1", "promise", NULL);
    const struct hf_json *oblige = HF_JSON_GET(HF_JSON_GET(&b->last.events[0].payload, "_made"), "oblige");
    assert_str(hf_json_text(HF_JSON_GET(oblige, "report"), HF_STR("due")), "2027-12-28T23:00:00.000Z");
    held[1] = calendar("config/calendars/court.json", 3, 2028);
    assert_int_equal(recounts(&due), 1);
    assert_str(due[0].clock, "obligation:report:court/3");
    struct hf_due one = due[0];
    assert_int_equal(recount(&one), HF_OK);
    assert_str(b->last.events[0].header.act, "obligation.recounted");
    assert_int_equal(hf_case_obligation(&b->c, bench_find(b, "job/1"), 0)->calendar, 3);
    assert_int_equal(recounts(&due), 0);
}

static void a_due_time_can_be_explained(void **state)
{
    struct hf_reasons reasons = {.count = 0};
    struct hf_explained explained;
    (void)state;
    add("{'calendar':'fr'}", "2026-11-09");
    assert_int_equal(hf_due_explain(&b->flows, &b->house, &b->c, bench_find(b, "job/1"), HF_STR("work"),
                                    &b->arena, &reasons, &explained, &b->err),
                     HF_OK);
    assert_int_equal(explained.reached.due_ms, bench_run(b, "job/1", "work")->due_ms);
    assert_int_equal(explained.stored_ms, bench_run(b, "job/1", "work")->due_ms);
    assert_int_equal(reasons.at[2].kind, HF_REASON_HOLIDAY); /* 11 November */
    assert_int_equal(reasons.at[reasons.count - 1].kind, HF_REASON_END);
    assert_int_equal(hf_due_explain(&b->flows, &b->house, &b->c, bench_find(b, "job/1"), HF_STR("none"),
                                    &b->arena, &reasons, &explained, &b->err),
                     HF_NOT_FOUND);
}

#define HELD(name) cmocka_unit_test_setup_teardown(name, open_terms, bench_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        HELD(each_clock_counts_in_its_way),
        HELD(the_version_of_the_calendar_is_stored_and_whether_it_is_provisional),
        HELD(the_calendar_built_in_leaves_no_mark),
        HELD(a_day_that_is_told_is_that_day_in_the_clock_s_own_calendar),
        HELD(the_instant_at_which_a_told_day_began_is_stored),
        HELD(each_clock_stands_still_in_its_way),
        HELD(a_quarter_keeps_midnight_through_summer_time_and_rolls),
        HELD(a_calendar_that_is_not_there_is_refused),
        HELD(a_provisional_date_is_reckoned_again_once),
        HELD(a_first_time_that_moves_moves_those_that_follow),
        HELD(a_date_may_stay_provisional),
        HELD(the_period_that_was_counted_is_counted_again),
        HELD(what_stood_still_is_reckoned_from_where_it_went_on),
        HELD(a_duty_is_reckoned_again_too),
        HELD(a_due_time_can_be_explained),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
