/* SPDX-License-Identifier: Apache-2.0 */
/* Every row of the table of commands, looked at in a loop. */
#include "cli/commands.h"
#include "record/json.h"
#include "typed.h"

static void each_command_is_explained_in_both_languages(void **state)
{
    (void)state;
    for (size_t i = 0; i < hf_cli_command_count; i++) {
        const struct hf_cli_command *command = &hf_cli_commands[i];
        assert_true(hf_say(command->about, HF_EN).len > 0);
        assert_false(hf_str_eq(hf_say(command->about, HF_EN), hf_say(command->about, HF_FR)));
        assert_true(hf_str_begins(command->example, command->path));
        assert_non_null(command->run);
        for (const struct hf_cli_flag *flag = command->flag; flag != NULL && flag->name.len > 0; flag++)
            assert_true(hf_say(flag->about, HF_EN).len > 0 && hf_say(flag->about, HF_FR).len > 0);
    }
}

static const struct typed *type_path(struct hf_str path, const char *options)
{
    char line[160];
    snprintf(line, sizeof line, "%.*s %s", HF_STR_ARG(path), options);
    return type_line(line);
}

static void each_command_has_help_with_its_example_first(void **state)
{
    (void)state;
    for (size_t i = 0; i < hf_cli_command_count; i++) {
        char example[200];
        snprintf(example, sizeof example, "    holdfast %.*s\n", HF_STR_ARG(hf_cli_commands[i].example));
        const struct typed *said = type_path(hf_cli_commands[i].path, "--help");
        assert_int_equal(said->code, 0);
        assert_true(hf_str_begins(said->out, hf_str_of(example)));
        assert_said(said->out, hf_say(hf_cli_commands[i].about, HF_EN).at);
        said = type_path(hf_cli_commands[i].path, "--help --lang fr");
        assert_int_equal(said->code, 0);
        assert_said(said->out, hf_say(hf_cli_commands[i].about, HF_FR).at);
    }
}

static void each_command_takes_json(void **state)
{
    (void)state;
    for (size_t i = 0; i < hf_cli_command_count; i++) {
        static unsigned char block[1 << 20];
        struct hf_arena arena;
        struct hf_json json;
        struct hf_err err;
        const struct typed *said = type_path(hf_cli_commands[i].path, "--help --json");
        assert_int_equal(said->code, 0);
        hf_arena_init(&arena, block, sizeof block);
        assert_int_equal(hf_json_read(said->out, &hf_json_file_limits, &arena, &json, &err), HF_OK);
        assert_int_equal(json.is.list.count, 1);
    }
}

/* Parsing stops at the first whole path, so none may be the beginning of another. */
static void no_command_is_the_beginning_of_another(void **state)
{
    (void)state;
    for (size_t i = 0; i < hf_cli_command_count; i++)
        for (size_t k = 0; k < hf_cli_command_count; k++) {
            struct hf_str a = hf_cli_commands[i].path, b = hf_cli_commands[k].path;
            assert_false(i != k && hf_str_begins(b, a) && (b.len == a.len || b.at[a.len] == ' '));
        }
}

static void arguments_are_counted_from_their_names(void **state)
{
    (void)state;
    static const struct {
        const char *args;
        size_t least, most;
    } rows[] = {
        {"", 0, 0},
        {"CASE", 1, 1},
        {"[FILE]", 0, 1},
        {"CASE [INSTANCE] EVENT", 2, 3},
        {"FILE...", 1, SIZE_MAX},
        {"[TOPIC...]", 0, SIZE_MAX},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        size_t least, most;
        hf_cli_arg_range(hf_str_of(rows[i].args), &least, &most);
        assert_int_equal(least, rows[i].least);
        assert_int_equal(most, rows[i].most);
    }
}

static void a_flag_of_the_command_hides_a_common_one(void **state)
{
    (void)state;
    static const struct hf_cli_flag own[] = {{.name = HF_STR_INIT("role")}, {.name = HF_STR_INIT("")}};
    struct hf_cli_command command = {.flag = own};
    assert_ptr_equal(hf_cli_flag_named(&command, HF_STR("role")), &own[0]);
    assert_ptr_not_equal(hf_cli_flag_named(NULL, HF_STR("role")), &own[0]);
    assert_non_null(hf_cli_flag_named(&command, HF_STR("json")));
    assert_null(hf_cli_flag_named(&command, HF_STR("jso")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_command_is_explained_in_both_languages),
        cmocka_unit_test(each_command_has_help_with_its_example_first),
        cmocka_unit_test(each_command_takes_json),
        cmocka_unit_test(no_command_is_the_beginning_of_another),
        cmocka_unit_test(arguments_are_counted_from_their_names),
        cmocka_unit_test(a_flag_of_the_command_hides_a_common_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
