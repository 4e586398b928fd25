/* SPDX-License-Identifier: Apache-2.0 */
/* Clocks: those that recur, stand still, remind, start late. Every event is replayed by the bench. */
#include <stdio.h>
#include <stdlib.h>

#include "unit/casefile/bench.h"

static struct hf_rehearsal *b;

static int open_turns(void **state)
{
    b = bench_begin(state, "tests/vectors/workflow/turns.json");
    bench_do(b, "officer", "case", "open", NULL);
    bench_add(b, "job", "");
    return 0;
}

/* The timers of one clock that are still to fire: "name day, name day". */
static const char *timers(const char *clock)
{
    const struct hf_due *due;
    struct hf_buf out = hf_buf_in(&b->arena, 400);
    size_t count = hf_due_list(&b->flows, &b->house, &b->c, &b->arena, &due);
    for (size_t i = 0; i < count; i++) {
        struct hf_str rest = due[i].clock;
        if (!hf_str_eq(hf_str_cut(&rest, ':'), hf_str_of(clock)))
            continue;
        hf_buf_put(&out, due[i].clock);
        hf_buf_put_char(&out, ' ');
        hf_day_put(&out, hf_day_at(due[i].due_ms - 1));
        hf_buf_put(&out, HF_STR(", "));
    }
    hf_buf_put_char(&out, '\0');
    return out.at;
}

/* Fires one timer by name at the present time. */
static enum hf_rc fire(const char *name)
{
    const struct hf_due *due;
    size_t count = hf_due_list(&b->flows, &b->house, &b->c, &b->arena, &due);
    for (size_t i = 0; i < count; i++)
        if (hf_str_eq(due[i].clock, hf_str_of(name))) {
            struct hf_command command = hf_due_command(&b->flows, &b->c, &due[i], &b->house, &b->arena);
            command.at_ms = b->now_ms;
            enum hf_rc rc = hf_decide(&b->flows, &b->house, &b->c, &command, &b->arena, &b->last, &b->err);
            return rc == HF_OK ? hf_rehearse_take(b) : rc;
        }
    return HF_NOT_FOUND;
}

static void what_falls_on_the_due_time_itself_is_not_lost(void **state)
{
    (void)state;
    assert_string_equal(timers("answer"), "answer 2026-11-28, answer:0d 2026-11-28, answer:+3d 2026-12-01, ");
    b->now_ms += 6 * HF_MS_PER_DAY;
    assert_int_equal(fire("answer"), HF_OK);
    assert_string_equal(timers("answer"), "answer:0d 2026-11-28, answer:+3d 2026-12-01, ");
    assert_int_equal(fire("answer:0d"), HF_OK);
    assert_string_equal(timers("answer"), "answer:+3d 2026-12-01, ");
    assert_int_equal(fire("answer:+3d"), HF_REFUSED); /* not yet due */
    assert_str(hf_err_code(&b->err), "timer_passed");
}

static void a_late_clock_that_stood_still_does_not_fall_due_again(void **state)
{
    (void)state;
    bench_wait(b, 6);
    bench_do(b, "officer", "job/1", "halt", NULL);
    assert_string_equal(timers("answer"), "");
    bench_wait(b, 10);
    bench_do(b, "officer", "job/1", "touch", NULL);
    assert_string_equal(timers("answer"), "answer:0d 2026-12-08, answer:+3d 2026-12-11, ");
    assert_true((hf_case_instance(&b->c, bench_find(b, "job/1"))->late & 1) != 0);
}

static void a_clock_that_stood_still_goes_on_where_it_stopped(void **state)
{
    (void)state;
    bench_wait(b, 2);
    bench_do(b, "officer", "job/1", "halt", NULL);
    bench_wait(b, 7);
    bench_do(b, "officer", "job/1", "touch", NULL);
    assert_string_equal(timers("answer"), "answer 2026-12-05, answer:0d 2026-12-05, answer:+3d 2026-12-08, ");
}

static void a_resumption_told_as_earlier_than_the_pause_moves_nothing(void **state)
{
    struct hf_id officer = bench_person(b, "officer");
    (void)state;
    bench_wait(b, 3);
    bench_do(b, "officer", "job/1", "halt", NULL);
    assert_int_equal(bench_act_at(b, &officer, "officer", "job/1", "touch", NULL, "2026-11-24"), HF_OK);
    assert_int_equal(bench_run(b, "job/1", "answer")->due_ms, bench_run(b, "job/1", "answer")->first_ms);
}

static void arriving_where_one_is_is_no_move(void **state)
{
    (void)state;
    bench_do(b, "officer", "job/1", "touch", NULL);
    assert_int_equal(b->last.events[0].header.to.len, 0);
    assert_int_equal(bench_run(b, "job/1", "answer")->run, 1);
}

/* The first time is the end of 1 December; at the end of 22 January one more was missed. */
static void times_that_recur_are_counted_from_the_first(void **state)
{
    (void)state;
    b->now_ms += 60 * HF_MS_PER_DAY; /* 22 January; the first time was 1 December */
    assert_string_equal(timers("turn"), "turn 2026-12-01, ");
    assert_int_equal(fire("turn"), HF_OK);
    assert_str(b->last.events[0].header.effective_at, "2027-01-02T00:00:00.000Z");
    const struct hf_json *clocks = HF_JSON_GET(HF_JSON_GET(&b->last.events[0].payload, "_made"), "clocks");
    assert_int_equal(HF_JSON_GET(&clocks->is.list.item[0], "times")->is.integer, 2);
    assert_string_equal(timers("turn"), "turn 2027-02-01, ");
    b->now_ms += 10 * HF_MS_PER_DAY;
    assert_int_equal(fire("turn"), HF_REFUSED); /* told, and the next is not due */
}

static void the_last_day_of_a_month_recurs_on_last_days(void **state)
{
    struct hf_id officer = bench_person(b, "officer");
    (void)state;
    bench_do(b, "officer", "job/1", "finish", NULL);
    b->now_ms += 61 * HF_MS_PER_DAY; /* 23 January */
    char payload[100];
    struct hf_buf id = hf_buf_in(&b->arena, 32);
    hf_id_put(&id, &b->authority[0]);
    snprintf(payload, sizeof(payload), "{'authority':'%.*s'}", HF_STR_ARG(hf_buf_str(&id)));
    assert_int_equal(bench_act(b, &officer, "officer", "job", "add", payload), HF_OK);
    assert_string_equal(timers("turn"), "turn 2027-01-31, ");
    b->now_ms += 9 * HF_MS_PER_DAY;
    assert_int_equal(fire("turn"), HF_OK);
    assert_string_equal(timers("turn"), "turn 2027-02-28, ");
    b->now_ms += 28 * HF_MS_PER_DAY;
    assert_int_equal(fire("turn"), HF_OK);
    assert_string_equal(timers("turn"), "turn 2027-03-31, ");
}

static void of_reminders_past_at_the_start_the_last_tells_and_each_fires(void **state)
{
    (void)state;
    bench_do(b, "officer", "job/1", "date", "{'due':'2026-12-08'}"); /* in 15 days */
    assert_string_equal(timers("end"), "end:-40d 2026-10-29, end:-30d 2026-11-08, end:-10d 2026-11-28, "
                                       "end:-1d 2026-12-07, end 2026-12-08, ");
    assert_int_equal(fire("end:-40d"), HF_OK);
    assert_str(b->last.events[0].header.act, "warn");
    assert_int_equal(b->last.draft_count, 2); /* its notice too: two approvers */
    assert_string_equal(timers("end"),
                        "end:-30d 2026-11-08, end:-10d 2026-11-28, end:-1d 2026-12-07, end 2026-12-08, ");
    assert_int_equal(fire("end:-30d"), HF_OK);
    assert_str(b->last.events[0].header.act, "clock.reminded");
    assert_int_equal(b->last.draft_count, 4);
}

static void a_lead_time_of_the_case_decides_when_is_reminded(void **state)
{
    (void)state;
    bench_do(b, "officer", "job/1", "date", "{'due':'2027-12-08','lead':'5d'}");
    assert_string_equal(timers("end"), "end:-60d 2027-10-09, end:-40d 2027-10-29, end:-30d 2027-11-08, "
                                       "end:-10d 2027-11-28, end:-5d 2027-12-03, end 2027-12-08, ");
}

static void a_date_beyond_the_calendar_is_refused(void **state)
{
    struct hf_id officer = bench_person(b, "officer");
    (void)state;
    assert_int_equal(bench_act(b, &officer, "officer", "job/1", "date", "{'due':'9999-12-31'}"), HF_REFUSED);
    assert_str(hf_err_code(&b->err), "overflow");
}

static void a_duty_fulfilled_and_taken_on_again_is_open(void **state)
{
    (void)state;
    bench_do(b, "officer", "job/1", "report", NULL);
    bench_do(b, "officer", "job/1", "report", NULL); /* the bench compares what replay makes of it */
    assert_int_equal(hf_case_instance(&b->c, bench_find(b, "job/1"))->obliged, 1);
    assert_int_equal(hf_case_obligation(&b->c, bench_find(b, "job/1"), 0)->run, 2);
    bench_do(b, "officer", "job/1", "settle", NULL);
    assert_int_equal(hf_case_instance(&b->c, bench_find(b, "job/1"))->obliged, 0);
}

static void nothing_is_due_once_the_case_has_ended(void **state)
{
    const struct hf_due *due;
    (void)state;
    assert_true(hf_due_list(&b->flows, &b->house, &b->c, &b->arena, &due) > 0);
    bench_do(b, "approver", "case", "shut", NULL);
    assert_int_equal(hf_due_list(&b->flows, &b->house, &b->c, &b->arena, &due), 0);
}

int main(void)
{
#define ON_TURNS(test) cmocka_unit_test_setup_teardown(test, open_turns, bench_end)
    const struct CMUnitTest tests[] = {
        ON_TURNS(what_falls_on_the_due_time_itself_is_not_lost),
        ON_TURNS(a_late_clock_that_stood_still_does_not_fall_due_again),
        ON_TURNS(a_clock_that_stood_still_goes_on_where_it_stopped),
        ON_TURNS(a_resumption_told_as_earlier_than_the_pause_moves_nothing),
        ON_TURNS(arriving_where_one_is_is_no_move),
        ON_TURNS(times_that_recur_are_counted_from_the_first),
        ON_TURNS(the_last_day_of_a_month_recurs_on_last_days),
        ON_TURNS(of_reminders_past_at_the_start_the_last_tells_and_each_fires),
        ON_TURNS(a_lead_time_of_the_case_decides_when_is_reminded),
        ON_TURNS(a_date_beyond_the_calendar_is_refused),
        ON_TURNS(a_duty_fulfilled_and_taken_on_again_is_open),
        ON_TURNS(nothing_is_due_once_the_case_has_ended),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
