/* SPDX-License-Identifier: Apache-2.0 */
/* What follows from an act, as the format's sections 3 and 4 say it: order, bounds, groups, facts, roles. */
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

static void refuse(const char *role, const char *on, const char *event, const char *payload, const char *code)
{
    struct hf_id actor = bench_person(b, role);
    uint32_t seq = hf_case_head(&b->c)->seq;
    assert_int_not_equal(bench_act(b, &actor, role, on, event, payload), HF_OK);
    assert_str(hf_err_code(&b->err), code);
    assert_int_equal(hf_case_head(&b->c)->seq, seq);
}

static const struct hf_json *made(size_t event, const char *part)
{
    return hf_json_get(HF_JSON_GET(&b->last.events[event].payload, "_made"), hf_str_of(part));
}

static void targets_are_raised_once_and_in_the_order_of_their_numbers(void **state)
{
    (void)state;
    bench_add(b, "job", "");
    bench_add(b, "job", "");
    bench_do(b, "officer", "case", "poke", "{'jobs':['job/3','job/1','job/3']}");
    assert_int_equal(b->last.count, 3);
    assert_str(b->last.events[1].header.on, "job/1");
    assert_str(b->last.events[2].header.on, "job/3");
}

static void what_is_raised_keeps_the_role_that_was_found(void **state)
{
    struct hf_id officer = bench_person(b, "officer");
    (void)state;
    assert_int_equal(bench_act(b, &officer, NULL, "case", "poke", "{'jobs':['job/1']}"), HF_OK);
    assert_str(b->last.events[0].header.role, "officer");
    assert_str(b->last.events[1].header.role, "officer");
}

static void groups_are_made_where_their_when_holds(void **state)
{
    const hf_instance *linked;
    (void)state;
    bench_add(b, "job", ",'level':9");
    bench_add(b, "job", ",'level':2");
    bench_add(b, "job", "");
    bench_do(b, "officer", "case", "sort", NULL);
    assert_int_equal(b->last.count, 3); /* one pile of two, one of one, none of level 9 */
    hf_instance pile = hf_case_find(&b->flows, &b->c, HF_STR("pile/1"));
    assert_int_equal(hf_case_linked(&b->flows, &b->c, pile, HF_STR("jobs"), &b->arena, &linked), 2);
    assert_int_equal(hf_case_find(&b->flows, &b->c, HF_STR("pile/3")), HF_NO_INSTANCE);
}

static void bounds_hold_whichever_side_makes_the_bond(void **state)
{
    (void)state;
    bench_add(b, "job", "");
    bench_add(b, "job", "");
    bench_do(b, "officer", "job/1", "adopt", "{'jobs':['job/3']}");
    refuse("officer", "job/2", "adopt", "{'jobs':['job/3']}", "link_invalid"); /* it has a parent */
}

static void what_was_read_of_the_directory_stands_with_the_event(void **state)
{
    (void)state;
    const struct hf_json *facts = made(0, "facts");
    assert_non_null(facts);
    assert_int_equal(facts->is.object.count, 1);
    assert_str(hf_json_text(&facts->is.object.member[0].value, HF_STR("calendar")), "court");
    assert_true(hf_id_eq(&b->last.events[0].header.directory_file, &b->authority[0]));
}

static void a_default_is_there_from_birth_until_it_is_cleared(void **state)
{
    (void)state;
    bench_do(b, "officer", "job/1", "leveled", NULL);
    bench_do(b, "officer", "job/1", "forget", NULL);
    refuse("officer", "job/1", "leveled", NULL, "needs");
}

static void nothing_happens_in_a_case_that_has_ended(void **state)
{
    (void)state;
    bench_do(b, "approver", "case", "shut", NULL);
    refuse("officer", "job/1", "touch", NULL, "not_in_state");
    refuse("investigator", "party", "party.add", "{'kind':'person','name':'Octavian Marrow'}",
           "not_in_state");
}

static void a_case_holds_no_entries_of_other_files(void **state)
{
    (void)state;
    refuse("administrator", "person", "person.propose", NULL, "no_instance");
    refuse("administrator", "authority", "authority.propose", NULL, "no_instance");
    refuse("officer", "job/0", "touch", NULL, "no_instance");
}

static void the_owner_has_no_hand_in_a_case(void **state)
{
    struct hf_command command = {.file = hf_case_head(&b->c)->file,
                                 .on = HF_STR("pile"),
                                 .event = HF_STR("heap"),
                                 .actor = b->house.log_id,
                                 .known = HF_KNOWN_owner,
                                 .at_ms = b->now_ms};
    (void)state;
    struct hf_json_maker payload = hf_json_make(&b->arena), jobs = hf_json_make(&b->arena);
    hf_json_add(&payload, HF_STR("jobs"), hf_json_list(&jobs));
    command.payload = hf_json_object(&payload);
    assert_int_equal(hf_decide(&b->flows, &b->house, &b->c, &command, &b->arena, &b->last, &b->err),
                     HF_NOT_ALLOWED);
}

int main(void)
{
#define ON_TURNS(test) cmocka_unit_test_setup_teardown(test, open_turns, bench_end)
    const struct CMUnitTest tests[] = {
        ON_TURNS(targets_are_raised_once_and_in_the_order_of_their_numbers),
        ON_TURNS(what_is_raised_keeps_the_role_that_was_found),
        ON_TURNS(groups_are_made_where_their_when_holds),
        ON_TURNS(bounds_hold_whichever_side_makes_the_bond),
        ON_TURNS(what_was_read_of_the_directory_stands_with_the_event),
        ON_TURNS(a_default_is_there_from_birth_until_it_is_cleared),
        ON_TURNS(nothing_happens_in_a_case_that_has_ended),
        ON_TURNS(a_case_holds_no_entries_of_other_files),
        ON_TURNS(the_owner_has_no_hand_in_a_case),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
