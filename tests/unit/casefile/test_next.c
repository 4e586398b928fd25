/* SPDX-License-Identifier: Apache-2.0 */
/* What may be done next: possible, depending on what is told, or not and why, all of it. */
#include <stdio.h>
#include <stdlib.h>

#include "unit/casefile/bench.h"

static struct hf_rehearsal *b;

static int open_duties(void **state)
{
    b = bench_begin(state, "tests/vectors/workflow/duties.json");
    bench_do(b, "officer", "case", "open", NULL);
    bench_add(b, "task", "");
    return 0;
}

static const struct hf_next *next(const char *role, const char *on, const char *event)
{
    const struct hf_next *rows;
    struct hf_id person = bench_person(b, role);
    hf_instance i = hf_case_find(&b->flows, &b->c, hf_str_of(on));
    size_t count = hf_what_next(&b->flows, &b->house, &b->c, i, &person, b->now_ms, &b->arena, &rows);
    for (size_t n = 0; n < count; n++) {
        if (rows[n].instance == i && hf_str_eq(rows[n].event->name, hf_str_of(event)))
            return &rows[n];
    }
    fail_msg("%s is not listed", event);
    return NULL;
}

/* The codes of all reasons, in order. */
static void assert_why(const struct hf_next *row, const char *codes)
{
    char text[200];
    struct hf_buf all = HF_BUF(text);
    for (size_t i = 0; i < row->whys; i++) {
        hf_buf_put(&all, i == 0 ? HF_STR("") : HF_STR(" "));
        hf_buf_put(&all, hf_err_code(&row->why[i]));
    }
    assert_str(hf_buf_str(&all), codes);
    assert_int_equal(row->possible == HF_NOT_NOW, row->whys > 0);
}

static void what_can_be_done_is_possible(void **state)
{
    (void)state;
    assert_int_equal(next("officer", "task/1", "begin_work")->possible, HF_POSSIBLE);
    assert_int_equal(next("officer", "task/1", "deny")->possible, HF_DEPENDS);
}

static void all_that_stands_in_the_way_is_told(void **state)
{
    (void)state;
    assert_why(next("officer", "task/1", "explain"), "needs");
    assert_why(next("dispatcher", "task/1", "explain"), "not_allowed needs");
    assert_why(next("officer", "task/1", "confirm"), "not_allowed not_in_state");
    assert_why(next("dispatcher", "task/1", "deny"), "not_allowed");
    assert_why(next("officer", "task/1", "advance"), "not_in_state");
}

static void four_eyes_and_the_state_are_told_together(void **state)
{
    struct hf_id officer = bench_person(b, "officer");
    (void)state;
    assert_int_equal(bench_act_at(b, &officer, "officer", "task/1", "begin_work", NULL, "2026-11-22"), HF_OK);
    assert_why(next("officer", "task/1", "approve"), "same_person");
    assert_why(next("officer", "task/1", "explain"), "not_in_state");
}

static void nothing_is_possible_in_a_case_that_has_ended(void **state)
{
    (void)state;
    bench_do(b, "approver", "case", "end", NULL);
    assert_why(next("officer", "task/1", "begin_work"), "not_in_state");
}

int main(void)
{
#define ON_DUTIES(test) cmocka_unit_test_setup_teardown(test, open_duties, bench_end)
    const struct CMUnitTest tests[] = {
        ON_DUTIES(what_can_be_done_is_possible),
        ON_DUTIES(all_that_stands_in_the_way_is_told),
        ON_DUTIES(four_eyes_and_the_state_are_told_together),
        ON_DUTIES(nothing_is_possible_in_a_case_that_has_ended),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
