/* SPDX-License-Identifier: Apache-2.0 */
/* Every refusal of deciding is provoked; nothing of a refused command remains. */
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

static void refuse_at(const struct hf_id *actor, const char *role, const char *on, const char *event,
                      const char *payload, const char *effective_at, const char *code)
{
    uint32_t seq = hf_case_head(&b->c)->seq;
    assert_int_not_equal(bench_act_at(b, actor, role, on, event, payload, effective_at), HF_OK);
    assert_str(hf_err_code(&b->err), code);
    assert_int_equal(hf_case_head(&b->c)->seq, seq);
}

static void refuse(const char *role, const char *on, const char *event, const char *payload, const char *code)
{
    struct hf_id actor = bench_person(b, role);
    refuse_at(&actor, role, on, event, payload, NULL, code);
}

static void begin_work(void)
{
    struct hf_id actor = bench_person(b, "officer");
    assert_int_equal(bench_act_at(b, &actor, "officer", "task/1", "begin_work", NULL, "2026-11-22"), HF_OK);
}

static void times_that_do_not_fit(void **state)
{
    struct hf_id officer = bench_person(b, "officer");
    (void)state;
    refuse_at(&officer, "officer", "task/1", "begin_work", NULL, NULL, "effective_missing");
    refuse_at(&officer, "officer", "task/1", "begin_work", NULL, "yesterday!", "effective_invalid");
    refuse_at(&officer, "officer", "task/1", "begin_work", NULL, "2027-01-01", "effective_future");
    bench_do(b, "approver", "case", "end", NULL);
}

static void a_begin_that_takes_place_now_wants_no_time(void **state)
{
    struct hf_rehearsal *fresh = malloc(sizeof(*fresh));
    (void)state;
    bench_open(fresh, "tests/vectors/workflow/duties.json");
    struct hf_id officer = bench_person(fresh, "officer");
    assert_int_equal(bench_act_at(fresh, &officer, "officer", "case", "open", NULL, "2026-11-20"),
                     HF_REFUSED);
    assert_str(hf_err_code(&fresh->err), "effective_unwanted");
    bench_close(fresh);
    free(fresh);
}

static void what_is_missing_is_listed_with_its_provision(void **state)
{
    (void)state;
    refuse("officer", "task/1", "explain", NULL, "needs");
    assert_non_null(strstr(b->err.detail[HF_EN], "reason: the reason (Fictional Act 7(1)(b))"));
    assert_non_null(strstr(b->err.detail[HF_FR], "reason : le motif (Loi fictive 7(1)(b))"));
    bench_add(b, "task", ",'reason':'because'");
    bench_do(b, "officer", "task/2", "explain", NULL); /* a hidden value counts as present */
}

static void a_branch_refuses_in_its_own_words(void **state)
{
    (void)state;
    refuse("officer", "task/1", "deny", "{'really':false}", "refused");
    assert_string_equal(b->err.detail[HF_FR], "Dites que vous le voulez.");
    bench_do(b, "officer", "task/1", "deny", "{'really':true}");
}

static void an_open_duty_bars_the_end(void **state)
{
    struct hf_id second = bench_second(b, "officer");
    (void)state;
    begin_work();
    refuse_at(&second, "officer", "task/1", "approve", NULL, NULL, "obligation_open");
    assert_int_equal(bench_act(b, &b->authority[0], "focal_point", "task/1", "confirm", NULL), HF_OK);
    bench_do(b, "officer", "task/1", "advance", NULL);
    refuse("officer", "task/1", "approve", NULL, "same_person");
    assert_int_equal(bench_act(b, &second, "officer", "task/1", "approve", NULL), HF_OK);
    assert_str(bench_state(b, "task/1"), "done");
}

static void a_duty_is_reminded_and_falls_due(void **state)
{
    hf_instance task;
    (void)state;
    begin_work();
    task = hf_case_find(&b->flows, &b->c, HF_STR("task/1"));
    assert_int_equal(bench_wait(b, 4), 1);
    assert_int_equal(hf_case_instance(&b->c, task)->late_obliged, 0);
    assert_int_equal(bench_wait(b, 2), 1);
    assert_int_equal(hf_case_instance(&b->c, task)->late_obliged, 1);
    assert_int_equal(bench_wait(b, 100), 0);
}

static void a_weak_answer_is_not_enough(void **state)
{
    (void)state;
    begin_work();
    struct hf_command command = {.file = hf_case_head(&b->c)->file,
                                 .on = HF_STR("task/1"),
                                 .event = HF_STR("confirm"),
                                 .actor = b->authority[0],
                                 .role = HF_STR("focal_point"),
                                 .known = HF_KNOWN_transcribed,
                                 .at_ms = b->now_ms};
    assert_int_equal(hf_decide(&b->flows, &b->house, &b->c, &command, &b->arena, &b->last, &b->err),
                     HF_NOT_ALLOWED);
    assert_str(hf_err_code(&b->err), "assurance_too_low");
}

static void who_the_actor_is_must_be_plain(void **state)
{
    struct hf_id nobody = {{0x77}}, officer = bench_person(b, "officer");
    (void)state;
    refuse_at(&nobody, "officer", "case", "either", NULL, NULL, "no_such_person");
    refuse_at(&officer, NULL, "case", "either", NULL, NULL, "role_needed");
    refuse("approver", "case", "either", NULL, "not_allowed");
    bench_do(b, "legal_officer", "case", "either", NULL);
}

static void an_order_must_be_recorded_and_stand(void **state)
{
    (void)state;
    refuse("approver", "task/1", "order", "{'order':'order/1'}", "unknown_ref");
    bench_do(b, "chamber", "order", "order.add",
             "{'kind':'freeze','issued_by':'Chamber','issued_on':'2026-11-20','number':'12'}");
    bench_do(b, "approver", "task/1", "order", "{'order':'order/1'}");
    bench_do(b, "chamber", "order/1", "order.revoke", NULL);
    refuse("approver", "task/1", "order", "{'order':'order/1'}", "order_invalid");
}

static void a_link_holds_no_more_than_it_may(void **state)
{
    (void)state;
    bench_add(b, "task", "");
    bench_add(b, "task", "");
    refuse("officer", "task/1", "follow", "{'tasks':['task/2','task/3']}", "link_invalid");
    bench_do(b, "officer", "task/1", "follow", "{'tasks':['task/2']}");
}

static void a_refusal_deep_down_refuses_all_and_names_the_way(void **state)
{
    (void)state;
    bench_add(b, "task", "");
    begin_work();
    refuse("officer", "case", "nudge", NULL, "cascade_refused"); /* task/2 is not being done */
    assert_string_equal(b->err.arg[1], "case nudge");
    assert_non_null(strstr(b->err.detail[HF_EN], "waiting"));
}

static void who_saw_an_older_case_is_told(void **state)
{
    struct hf_id officer = bench_person(b, "officer");
    struct hf_command command = {.file = hf_case_head(&b->c)->file,
                                 .on = HF_STR("case"),
                                 .event = HF_STR("either"),
                                 .actor = officer,
                                 .role = HF_STR("officer"),
                                 .known = HF_KNOWN_os_account,
                                 .at_ms = b->now_ms,
                                 .expected_seq = 1};
    (void)state;
    assert_int_equal(hf_decide(&b->flows, &b->house, &b->c, &command, &b->arena, &b->last, &b->err),
                     HF_CONFLICT);
    assert_str(hf_err_code(&b->err), "stale");
    command.expected_seq = hf_case_head(&b->c)->seq;
    assert_int_equal(hf_decide(&b->flows, &b->house, &b->c, &command, &b->arena, &b->last, &b->err), HF_OK);
}

static void a_timer_that_was_stopped_fires_no_more(void **state)
{
    const struct hf_due *due;
    (void)state;
    begin_work();
    assert_int_equal(hf_due_list(&b->flows, &b->house, &b->c, &b->arena, &due), 2);
    struct hf_command command = hf_due_command(&b->flows, &b->c, &due[0], &b->house, &b->arena);
    command.at_ms = due[0].due_ms;
    assert_int_equal(bench_act(b, &b->authority[0], "focal_point", "task/1", "confirm", NULL), HF_OK);
    assert_int_equal(hf_decide(&b->flows, &b->house, &b->c, &command, &b->arena, &b->last, &b->err),
                     HF_REFUSED);
    assert_str(hf_err_code(&b->err), "timer_passed");
}

static void a_refused_answer_stands_aside(void **state)
{
    struct hf_err refusal;
    struct hf_command command = {.file = hf_case_head(&b->c)->file,
                                 .on = HF_STR("task/1"),
                                 .event = HF_STR("confirm"),
                                 .actor = b->authority[0],
                                 .role = HF_STR("focal_point"),
                                 .known = HF_KNOWN_own_key,
                                 .at_ms = b->now_ms};
    (void)state;
    assert_int_equal(hf_decide(&b->flows, &b->house, &b->c, &command, &b->arena, &b->last, &refusal),
                     HF_REFUSED);
    assert_str(hf_err_code(&refusal), "not_in_state");
    assert_int_equal(
        hf_decide_set_aside(&b->flows, &b->house, &b->c, &command, &refusal, &b->arena, &b->last, &b->err),
        HF_OK);
    assert_int_equal(b->last.count, 1);
    assert_str(b->last.events[0].header.act, "answer.set_aside");
    assert_int_equal(b->last.events[0].header.to.len, 0);
    hf_instance task = hf_case_find(&b->flows, &b->last.after, HF_STR("task/1"));
    assert_int_equal(hf_case_instance(&b->last.after, task)->set_aside, 1);
    assert_int_equal(hf_rehearse_take(b), HF_OK);
    refuse("officer", "task/1", "answer.placed", NULL, "payload_invalid");
    refuse_at(&b->authority[0], NULL, "task/1", "answer.placed", "{'reason':'mine'}", NULL, "not_allowed");
    refuse("officer", "case", "answer.placed", "{'reason':'elsewhere'}", "nothing_aside");
    bench_do(b, "officer", "task/1", "answer.placed", "{'reason':'told again by telephone'}");
    assert_int_equal(hf_case_instance(&b->c, task)->set_aside, 0);
    assert_int_equal(b->last.events[0].hiddens, 1);
    refuse("officer", "task/1", "answer.placed", "{'reason':'again'}", "nothing_aside");
}

int main(void)
{
#define ON_DUTIES(test) cmocka_unit_test_setup_teardown(test, open_duties, bench_end)
    const struct CMUnitTest tests[] = {
        ON_DUTIES(times_that_do_not_fit),
        cmocka_unit_test(a_begin_that_takes_place_now_wants_no_time),
        ON_DUTIES(what_is_missing_is_listed_with_its_provision),
        ON_DUTIES(a_branch_refuses_in_its_own_words),
        ON_DUTIES(an_open_duty_bars_the_end),
        ON_DUTIES(a_duty_is_reminded_and_falls_due),
        ON_DUTIES(a_weak_answer_is_not_enough),
        ON_DUTIES(who_the_actor_is_must_be_plain),
        ON_DUTIES(an_order_must_be_recorded_and_stand),
        ON_DUTIES(a_link_holds_no_more_than_it_may),
        ON_DUTIES(a_refusal_deep_down_refuses_all_and_names_the_way),
        ON_DUTIES(who_saw_an_older_case_is_told),
        ON_DUTIES(a_timer_that_was_stopped_fires_no_more),
        ON_DUTIES(a_refused_answer_stands_aside),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
