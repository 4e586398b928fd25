/* SPDX-License-Identifier: Apache-2.0 */
/* version, json canonical, config show */
#include <stdlib.h>
#include <unistd.h>

#include "typed.h"

static const struct typed *canonical(const char *text, const char *options)
{
    char path[] = "/tmp/holdfast-test-XXXXXX", line[100];
    int file = mkstemp(path);
    assert_int_equal(write(file, text, strlen(text)), strlen(text));
    close(file);
    snprintf(line, sizeof line, "json canonical %s%s", path, options);
    const struct typed *said = type_line(line);
    unlink(path);
    return said;
}

static void json_comes_out_canonical_without_a_line_end(void **state)
{
    (void)state;
    const struct typed *said = canonical(" {\"b\": [1.50, 1e21], \"a\": \"\\u00e9\"}\n", "");
    assert_int_equal(said->code, 0);
    assert_str(said->out, "{\"a\":\"é\",\"b\":[1.5,1e+21]}");
    assert_str(canonical("333333333.33333329", "")->out, "333333333.3333333");
}

static void json_that_is_not_strict_is_refused_with_place_and_reason(void **state)
{
    (void)state;
    const struct typed *said = canonical("{\"a\":1,\n \"a\":2}", " --json");
    assert_int_equal(said->code, HF_BAD_INPUT);
    assert_int_equal(said->out.len, 0);
    assert_said(said->messages, "\"code\":\"json_doubled\"");
    assert_said(said->messages, ":2:2\"");
    assert_said(canonical("9007199254740993", "")->messages, "beyond 9007199254740991");
}

static void the_version_is_said_for_people_and_machines(void **state)
{
    (void)state;
    assert_true(hf_str_begins(type_line("version")->out, HF_STR("holdfast ")));
    assert_said(type_line("version --json")->out, "{\"program\":\"holdfast\",\"version\":\"");
    assert_false(hf_str_begins(type_line("version -q")->out, HF_STR("holdfast")));
}

static void config_shows_each_value_and_where_it_is_from(void **state)
{
    (void)state;
    const struct typed *said = type_line("config show --origin --state /s");
    assert_said(said->out, "built in");
    assert_said(said->out, "--state\n");
    said = type_line("config show --state /s --json");
    assert_said(said->out, "{\"setting\":\"state\",\"value\":\"/s\"}");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(json_comes_out_canonical_without_a_line_end),
        cmocka_unit_test(json_that_is_not_strict_is_refused_with_place_and_reason),
        cmocka_unit_test(the_version_is_said_for_people_and_machines),
        cmocka_unit_test(config_shows_each_value_and_where_it_is_from),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
