/* SPDX-License-Identifier: Apache-2.0 */
/* How a typed line comes by its settings; their table and file are adapters/host's. */
#include <stdlib.h>
#include <unistd.h>

#include "typed.h"

static void options_hold_over_variables_and_variables_over_the_file(void **state)
{
    (void)state;
    char path[] = "/tmp/holdfast-test-XXXXXX", line[120];
    int file = mkstemp(path);
    assert_int_equal(write(file, "state = /from/file\nas = Ana\n", 28), 28);
    close(file);
    snprintf(line, sizeof line, "config show --origin --json --as Lou --config %s", path);
    setenv("HOLDFAST_STATE", "/from/variable", 1);
    const struct typed *said = type_line(line);
    unsetenv("HOLDFAST_STATE");
    unlink(path);
    assert_int_equal(said->code, 0);
    assert_said(said->out,
                "{\"origin\":\"HOLDFAST_STATE\",\"setting\":\"state\",\"value\":\"/from/variable\"}");
    assert_said(said->out, "{\"origin\":\"--as\",\"setting\":\"as\",\"value\":\"Lou\"}");
}

static void the_language_is_that_of_the_locale(void **state)
{
    (void)state;
    assert_said(type_line("help codes")->out, "evidence does not verify");
    setenv("LC_MESSAGES", "fr_FR.UTF-8", 1);
    assert_said(type_line_as_it_is("help codes")->out, "la preuve ne se vérifie pas");
    setenv("LC_ALL", "C", 1);
    assert_said(type_line_as_it_is("help codes")->out, "evidence does not verify");
    assert_said(type_line_as_it_is("help codes --lang fr")->out, "la preuve ne se vérifie pas");
}

static void what_is_no_setting_is_refused(void **state)
{
    (void)state;
    setenv("HOLDFAST_STAET", "/x", 1);
    const struct typed *said = type_line("version");
    unsetenv("HOLDFAST_STAET");
    assert_int_equal(said->code, HF_BAD_INPUT);
    assert_said(said->messages, "HOLDFAST_STAET");
    assert_int_equal(type_line("version --lang de")->code, HF_BAD_INPUT);
}

static void a_file_that_is_named_must_be_there(void **state)
{
    (void)state;
    const struct typed *said = type_line("version --config /nowhere/h.conf");
    assert_int_not_equal(said->code, 0);
    assert_said(said->messages, "/nowhere/h.conf");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(options_hold_over_variables_and_variables_over_the_file),
        cmocka_unit_test(the_language_is_that_of_the_locale),
        cmocka_unit_test(what_is_no_setting_is_refused),
        cmocka_unit_test(a_file_that_is_named_must_be_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
