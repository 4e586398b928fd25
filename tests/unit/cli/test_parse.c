/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/commands.h"
#include "cli/parse.h"
#include "typed.h"

/* Each is refused with exit code 2 and this part of a sentence. */
static const struct refusal {
    const char *line, *says;
} refusals[] = {
    {"frobnicate", "there is no command \"frobnicate\""},
    {"jsn canonical", "there is no command \"jsn\"; \"json\" may be meant"},
    {"json canonicl", "json: there is no command \"canonicl\"; \"canonical\" may be meant"},
    {"version --jsn", "there is no option --jsn here; --json may be meant"},
    {"version --wholly-unknown", "there is no option --wholly-unknown here"},
    {"version -z", "there is no option -z here"},
    {"version --json=yes", "--json takes no value"},
    {"version --state", "after --state comes a value: DIR"},
    {"version --state a --state b", "--state is given twice"},
    {"workflow draw x -o", "after --output comes a value: FILE"},
    {"workflow draw x -oq y", "after --output comes a value: FILE"},
    {"workflow check", "FILE... is missing"},
    {"version now", "\"now\" is one argument too many"},
    {"trace funds x", "--method is missing"},
    {"case open x --set title=\xFF\xFE", "word 5 of the line is not well-formed UTF-8"},
};

static void a_refused_line_is_answered_in_the_form_and_language_it_asks_for(void **state)
{
    (void)state;
    assert_said(type_line("frobnicate --json")->messages, "{\"error\":{\"code\":\"cli_no_command\"");
    assert_said(type_line("version --bogus --json")->messages, "{\"error\":{\"code\":\"cli_no_option\"");
    assert_said(type_line("frobnicate --lang fr")->messages, "il n'y a pas de commande");
    assert_said(type_line("frobnicate -- --json")->messages, "holdfast: there is no command");
}

static void what_is_not_in_the_table_is_refused_with_what_may_be_meant(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof refusals / sizeof refusals[0]; i++) {
        const struct typed *said = type_line(refusals[i].line);
        assert_int_equal(said->code, HF_BAD_INPUT);
        assert_int_equal(said->out.len, 0);
        assert_said(said->messages, refusals[i].says);
    }
}

static void the_version_is_told_as_an_option_too(void **state)
{
    (void)state;
    const struct typed *said = type_line("--version");
    assert_int_equal(said->code, HF_OK);
    assert_said(said->out, "holdfast 0.");
}

static struct hf_cli *parsed(const char *const *words)
{
    struct hf_err err;
    struct hf_cli *cli = fresh_cli();
    int count = 0;
    char *argv[16];
    while (words[count] != NULL) {
        argv[count] = (char *)(uintptr_t)words[count];
        count++;
    }
    hf_settings_begin(&cli->settings, cli->arena);
    assert_int_equal(hf_cli_parse(cli, count, argv, &err), HF_OK);
    assert_int_equal(hf_cli_settle(cli, &err), HF_OK);
    return cli;
}

static void options_stand_before_between_and_after(void **state)
{
    (void)state;
    const char *const words[] = {"-q",   "trace", "--as=Ana", "funds", "--method",
                                 "fifo", "a.csv", "--json",   NULL};
    struct hf_cli *cli = parsed(words);
    assert_str(cli->command->path, "trace funds");
    assert_str(hf_cli_arg(cli, 0), "a.csv");
    assert_true(hf_cli_arg(cli, 1).at == NULL);
    assert_str(hf_cli_value(cli, HF_STR("method")), "fifo");
    assert_str(hf_settings_get(&cli->settings, HF_SET_AS), "Ana");
    assert_str(cli->settings.value[HF_SET_AS].origin, "--as");
    assert_true(cli->quiet && cli->json && !cli->help);
}

static void after_two_dashes_all_is_argument(void **state)
{
    (void)state;
    const char *const words[] = {"workflow", "check", "--", "--json", "-", NULL};
    struct hf_cli *cli = parsed(words);
    assert_int_equal(cli->args, 2);
    assert_str(cli->arg[0], "--json");
    assert_str(cli->arg[1], "-");
    assert_false(cli->json);
}

/* One of 64 ids does. */
static void an_id_that_begins_with_a_dash_is_an_argument(void **state)
{
    static const char *const ids[] = {"-n7ce3kdEYSV_DATtolqzg", "--7ce3kdEYSV_DATtolqzg"};
    (void)state;
    for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++) {
        const char *words[] = {"case", "show", ids[i], NULL};
        const struct hf_cli *cli = parsed(words);
        assert_int_equal(cli->args, 1);
        assert_str(cli->arg[0], ids[i]);
    }
    assert_said(type_line("case show -n7ce3kdEYSV_DATtolqz")->messages, "there is no option");
}

static void a_value_may_be_empty_or_hold_an_equals_sign(void **state)
{
    (void)state;
    const char *const words[] = {"version", "--db=host=/run dbname=x", "--as=", NULL};
    struct hf_cli *cli = parsed(words);
    assert_str(hf_settings_get(&cli->settings, HF_SET_DB), "host=/run dbname=x");
    assert_true(hf_cli_has(cli, HF_STR("as")));
    assert_int_equal(hf_cli_value(cli, HF_STR("as")).len, 0);
}

static void letters_may_stand_together(void **state)
{
    (void)state;
    const char *const words[] = {"version", "-qh", NULL};
    struct hf_cli *cli = parsed(words);
    assert_true(cli->quiet && cli->help);
}

static void the_beginning_of_a_command_shows_how_it_goes_on(void **state)
{
    (void)state;
    const struct typed *said = type_line("workflow");
    assert_int_equal(said->code, HF_BAD_INPUT);
    assert_said(said->messages, "workflow check");
    assert_false(hf_str_contains(said->messages, HF_STR("json canonical")));
    said = type_line("workflow --help");
    assert_int_equal(said->code, 0);
    assert_said(said->out, "workflow check");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_not_in_the_table_is_refused_with_what_may_be_meant),
        cmocka_unit_test(a_refused_line_is_answered_in_the_form_and_language_it_asks_for),
        cmocka_unit_test(the_version_is_told_as_an_option_too),
        cmocka_unit_test(options_stand_before_between_and_after),
        cmocka_unit_test(after_two_dashes_all_is_argument),
        cmocka_unit_test(an_id_that_begins_with_a_dash_is_an_argument),
        cmocka_unit_test(a_value_may_be_empty_or_hold_an_equals_sign),
        cmocka_unit_test(letters_may_stand_together),
        cmocka_unit_test(the_beginning_of_a_command_shows_how_it_goes_on),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
