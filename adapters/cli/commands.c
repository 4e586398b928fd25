/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/commands.h"

#include "cli/cmd.h"

#define FLAGS(...)                  \
    (const struct hf_cli_flag[])    \
    {                               \
        __VA_ARGS__,                \
        {                           \
            .name = HF_STR_INIT("") \
        }                           \
    }
#define SWITCH(name_, about_)                                     \
    {                                                             \
        .name = HF_STR_INIT(name_), .about = HF_SAY_flag_##about_ \
    }
#define VALUE(name_, value_, about_)                                                            \
    {                                                                                           \
        .name = HF_STR_INIT(name_), .value = HF_STR_INIT(value_), .about = HF_SAY_flag_##about_ \
    }
#define SETTING(name_, value_)                                                                 \
    {                                                                                          \
        .name = HF_STR_INIT(#name_), .value = HF_STR_INIT(value_), .about = HF_SAY_set_##name_ \
    }

const struct hf_cli_flag hf_cli_common_flags[] = {
    SWITCH("json", json),
    {.name = HF_STR_INIT("help"), .letter = 'h', .about = HF_SAY_flag_help},
    {.name = HF_STR_INIT("quiet"), .letter = 'q', .about = HF_SAY_flag_quiet},
    SWITCH("no-color", no_color),
    VALUE("config", "FILE", config),
#define HF_SETTING(name, value) SETTING(name, value),
    HF_SETTINGS(HF_SETTING)
#undef HF_SETTING
        {.name = HF_STR_INIT("")},
};

#define ROW(path_, args_, flags_, about_, run_, example_)                                   \
    {                                                                                       \
        .path = HF_STR_INIT(path_), .args = HF_STR_INIT(args_), .flag = (flags_),           \
        .about = HF_SAY_do_##about_, .run = hf_cmd_##run_, .example = HF_STR_INIT(example_) \
    }

/* clang-format off */
const struct hf_cli_command hf_cli_commands[] = {
    ROW("version", "", NULL, version, version, "version --json"),
    ROW("help", "[TOPIC...]", NULL, help, help, "help case act"),
    ROW("json canonical", "[FILE]", NULL, json_canonical, json_canonical, "json canonical order.json"),
    ROW("config show", "", FLAGS(SWITCH("origin", origin)), config_show, config_show, "config show --origin"),
    ROW("workflow check", "FILE...", FLAGS(SWITCH("strict", strict)), workflow_check, workflow_check,
        "workflow check workflows/icc-asset-recovery.json"),
    ROW("trace funds", "FILE", FLAGS(VALUE("method", "METHOD", method), VALUE("case", "NAME", trace_case)),
        trace_funds, trace_funds, "trace funds config/samples/statement.csv --method fifo"),
};
/* clang-format on */

const size_t hf_cli_command_count = sizeof hf_cli_commands / sizeof hf_cli_commands[0];

static const struct hf_cli_flag *among(const struct hf_cli_flag *flag, struct hf_str name)
{
    for (; flag != NULL && flag->name.len > 0; flag++)
        if (hf_str_eq(flag->name, name))
            return flag;
    return NULL;
}

const struct hf_cli_flag *hf_cli_flag_named(const struct hf_cli_command *command, struct hf_str name)
{
    const struct hf_cli_flag *own = command == NULL ? NULL : among(command->flag, name);
    return own != NULL ? own : among(hf_cli_common_flags, name);
}

void hf_cli_arg_range(struct hf_str args, size_t *least, size_t *most)
{
    *least = *most = 0;
    while (args.len > 0) {
        struct hf_str word = hf_str_cut(&args, ' ');
        *least += word.at[0] != '[';
        *most = hf_str_contains(word, HF_STR("...")) ? SIZE_MAX : *most + 1;
    }
}
