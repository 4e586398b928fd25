/* SPDX-License-Identifier: Apache-2.0 */
#include "typed.h"

static void the_statement_of_the_demo_is_traced_as_its_notes_say(void **state)
{
    (void)state;
    const struct typed *said = type_line("trace funds config/samples/statement.csv --method fifo");
    assert_int_equal(said->code, 0);
    assert_said(said->out, "101250000\n"); /* 1,012,500.00 of the villa from the Treasury */
    said = type_line("trace funds config/samples/statement.csv --method own_first --json");
    assert_int_equal(said->code, 0);
    assert_true(hf_str_begins(said->out, HF_STR("{\"accounts\":{")));
    assert_said(said->out, "82050000");
}

static void a_method_and_a_case_that_are_not_there_are_refused(void **state)
{
    (void)state;
    assert_int_equal(type_line("trace funds config/samples/statement.csv --method guess")->code,
                     HF_BAD_INPUT);
    const struct typed *said =
        type_line("trace funds tests/vectors/tracing/cases.json --method fifo --case none");
    assert_int_equal(said->code, HF_NOT_FOUND);
    assert_said(said->messages, "none");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_statement_of_the_demo_is_traced_as_its_notes_say),
        cmocka_unit_test(a_method_and_a_case_that_are_not_there_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
