/* SPDX-License-Identifier: Apache-2.0 */
#include "typed.h"

static void help_names_every_group_and_where_to_read_on(void **state)
{
    (void)state;
    const struct typed *said = type_line("help");
    assert_int_equal(said->code, 0);
    assert_said(said->out, "json canonical");
    assert_said(said->out, "holdfast help codes");
    assert_int_equal(said->messages.len, 0);
}

static void help_of_a_command_is_what_its_option_prints(void **state)
{
    (void)state;
    char kept[2048];
    const struct typed *said = type_line("help trace funds");
    snprintf(kept, sizeof kept, "%.*s", HF_STR_ARG(said->out));
    said = type_line("trace funds --help");
    assert_str(said->out, kept);
}

static void the_exit_codes_are_told_with_their_numbers(void **state)
{
    (void)state;
    const struct typed *said = type_line("help codes");
    assert_said(said->out, "  0  done");
    assert_said(said->out, "  8  evidence does not verify");
    assert_said(said->out, "  9  the check found problems");
}

static void common_options_are_told_in_french_too(void **state)
{
    (void)state;
    assert_said(type_line("help options --lang fr")->out, "répertoire d'état");
    assert_said(type_line("help options")->out, "-q, --quiet");
}

static void an_unknown_topic_is_refused_with_the_near_one(void **state)
{
    (void)state;
    const struct typed *said = type_line("help workflw check");
    assert_int_equal(said->code, HF_BAD_INPUT);
    assert_said(said->messages, "\"workflow check\" may be meant");
    assert_int_equal(type_line("help xyzzy")->code, HF_BAD_INPUT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(help_names_every_group_and_where_to_read_on),
        cmocka_unit_test(help_of_a_command_is_what_its_option_prints),
        cmocka_unit_test(the_exit_codes_are_told_with_their_numbers),
        cmocka_unit_test(common_options_are_told_in_french_too),
        cmocka_unit_test(an_unknown_topic_is_refused_with_the_near_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
