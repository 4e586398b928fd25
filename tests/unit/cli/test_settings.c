/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/settings.h"

#include <stdlib.h>

#include "typed.h"

static void each_layer_holds_over_the_one_below(void **state)
{
    (void)state;
    struct hf_cli *cli = fresh_cli();
    struct hf_settings *s = &cli->settings;
    struct hf_err err;
    char one[] = "HOLDFAST_STATE=/from/environment", two[] = "OTHER=x", *environment[] = {one, two, NULL};
    hf_settings_begin(s, cli->arena);
    assert_str(s->value[HF_SET_lang], "en");
    assert_int_equal(s->origin[HF_SET_lang].len, 0);
    assert_int_equal(
        hf_settings_file(s, HF_STR("h.conf"), HF_STR("# ours\n\n state = /a\nlang=fr\r\n"), cli->arena, &err),
        HF_OK);
    assert_str(s->value[HF_SET_state], "/a");
    assert_str(s->origin[HF_SET_state], "h.conf:3");
    assert_str(s->value[HF_SET_lang], "fr");
    assert_int_equal(hf_settings_environment(s, environment, cli->arena, &err), HF_OK);
    assert_str(s->value[HF_SET_state], "/from/environment");
    assert_str(s->origin[HF_SET_state], "HOLDFAST_STATE");
}

static void refuses(const char *text, enum hf_word word, const char *where, const char *near)
{
    struct hf_cli *cli = fresh_cli();
    struct hf_err err;
    hf_settings_begin(&cli->settings, cli->arena);
    assert_int_equal(hf_settings_file(&cli->settings, HF_STR("f"), hf_str_of(text), cli->arena, &err),
                     HF_BAD_INPUT);
    assert_int_equal(err.word, word);
    assert_string_equal(err.where, where);
    assert_string_equal(err.arg[1], near);
}

static void what_is_not_known_is_refused(void **state)
{
    (void)state;
    refuses("lang = fr\nstaet = x\n", HF_WORD_config_key_near, "f:2", "state");
    refuses("frobnicate = x", HF_WORD_config_key, "f:1", "");
    refuses("lang", HF_WORD_config_line, "f:1", "");
    refuses("= x", HF_WORD_config_line, "f:1", "");
}

static void a_mistyped_variable_is_refused(void **state)
{
    (void)state;
    struct hf_cli *cli = fresh_cli();
    struct hf_err err;
    char one[] = "HOLDFAST_CONFIG=/x", two[] = "HOLDFAST_STAET=x", *environment[] = {one, two, NULL};
    hf_settings_begin(&cli->settings, cli->arena);
    assert_int_equal(hf_settings_environment(&cli->settings, environment, cli->arena, &err), HF_BAD_INPUT);
    assert_int_equal(err.word, HF_WORD_config_key_near);
    assert_string_equal(err.where, "HOLDFAST_STAET");
}

static void the_language_is_that_of_the_locale(void **state)
{
    (void)state;
    struct hf_cli *cli = fresh_cli();
    setenv("LANG", "fr_FR.UTF-8", 1);
    hf_settings_begin(&cli->settings, cli->arena);
    assert_str(cli->settings.value[HF_SET_lang], "fr");
    setenv("LC_ALL", "C", 1);
    hf_settings_begin(&cli->settings, cli->arena);
    assert_str(cli->settings.value[HF_SET_lang], "en");
}

static void the_state_directory_follows_xdg_where_there_is_no_system_one(void **state)
{
    (void)state;
    struct hf_cli *cli = fresh_cli();
    setenv("XDG_STATE_HOME", "/x/y", 1);
    hf_settings_begin(&cli->settings, cli->arena);
    struct hf_str where = cli->settings.value[HF_SET_state];
    assert_true(hf_str_eq(where, HF_STR("/x/y/holdfast")) || hf_str_eq(where, HF_STR("/var/lib/holdfast")));
    unsetenv("XDG_STATE_HOME");
}

static void a_file_that_is_named_must_be_there(void **state)
{
    (void)state;
    const struct typed *said = type_line("version --config /nowhere/h.conf");
    assert_int_equal(said->code, HF_NOT_FOUND);
    assert_said(said->messages, "/nowhere/h.conf: there is no such file");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_layer_holds_over_the_one_below),
        cmocka_unit_test(what_is_not_known_is_refused),
        cmocka_unit_test(a_mistyped_variable_is_refused),
        cmocka_unit_test(the_language_is_that_of_the_locale),
        cmocka_unit_test(the_state_directory_follows_xdg_where_there_is_no_system_one),
        cmocka_unit_test(a_file_that_is_named_must_be_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
