/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/help.h"

#include "cli/cmd.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "record/near.h"

struct page {
    struct hf_cli *cli;
    struct hf_buf text;
};

static void put(struct page *p, struct hf_str s)
{
    hf_buf_put(&p->text, s);
}

static void put_say(struct page *p, enum hf_say say)
{
    put(p, hf_say(say, p->cli->lang));
}

static void put_padded(struct page *p, struct hf_str s, size_t width)
{
    put(p, s);
    for (size_t have = s.len; have < width; have++)
        hf_buf_put_char(&p->text, ' ');
}

/* ---- options ---- */

/* "-q, --quiet", "--set NAME=VALUE..." */
static struct hf_str typed_form(struct page *p, const struct hf_cli_flag *flag)
{
    struct hf_buf form = hf_buf_in(p->cli->arena, 48);
    if (flag->letter != 0) {
        hf_buf_put_char(&form, '-');
        hf_buf_put_char(&form, flag->letter);
        hf_buf_put(&form, HF_STR(", "));
    }
    hf_buf_put(&form, HF_STR("--"));
    hf_buf_put(&form, flag->name);
    if (flag->value.len > 0)
        hf_buf_put_char(&form, ' ');
    hf_buf_put(&form, flag->value);
    if (flag->repeats)
        hf_buf_put(&form, HF_STR("..."));
    return hf_buf_str(&form);
}

static void put_options(struct page *p, const struct hf_cli_flag *flag)
{
    size_t width = 0;
    for (const struct hf_cli_flag *f = flag; f != NULL && f->name.len > 0; f++)
        width = typed_form(p, f).len > width ? typed_form(p, f).len : width;
    for (; flag != NULL && flag->name.len > 0; flag++) {
        put(p, HF_STR("  "));
        put_padded(p, typed_form(p, flag), width + 2);
        put_say(p, flag->about);
        hf_buf_put_char(&p->text, '\n');
    }
}

/* ---- one command ---- */

static void put_usage(struct page *p, const struct hf_cli_command *command)
{
    put(p, HF_STR("holdfast "));
    put(p, command->path);
    if (command->args.len > 0)
        hf_buf_put_char(&p->text, ' ');
    put(p, command->args);
    if (command->flag != NULL)
        put(p, HF_STR(" [--...]"));
}

static void command_page(struct page *p, const struct hf_cli_command *command)
{
    put(p, HF_STR("    holdfast "));
    put(p, command->example);
    put(p, HF_STR("\n\n"));
    put_say(p, command->about);
    put(p, HF_STR("\n\n"));
    put_say(p, HF_SAY_usage);
    hf_buf_put_char(&p->text, ' ');
    put_usage(p, command);
    hf_buf_put_char(&p->text, '\n');
    put_options(p, command->flag);
    hf_buf_put_char(&p->text, '\n');
    put_say(p, HF_SAY_common);
    hf_buf_put_char(&p->text, '\n');
}

/* ---- many commands ---- */

static bool belongs(const struct hf_cli_command *command, struct hf_str group)
{
    return group.len == 0 || (hf_str_begins(command->path, group) && command->path.at[group.len] == ' ');
}

static void group_page(struct page *p, struct hf_str group)
{
    if (group.len == 0) {
        put_say(p, HF_SAY_intro);
        put(p, HF_STR("\n\n"));
    }
    put_say(p, HF_SAY_commands);
    hf_buf_put_char(&p->text, '\n');
    size_t width = 0;
    for (size_t i = 0; i < hf_cli_command_count; i++)
        if (belongs(&hf_cli_commands[i], group) && hf_cli_commands[i].path.len > width)
            width = hf_cli_commands[i].path.len;
    for (size_t i = 0; i < hf_cli_command_count; i++) {
        if (!belongs(&hf_cli_commands[i], group))
            continue;
        put(p, HF_STR("  "));
        put_padded(p, hf_cli_commands[i].path, width + 2);
        put_say(p, hf_cli_commands[i].about);
        hf_buf_put_char(&p->text, '\n');
    }
    hf_buf_put_char(&p->text, '\n');
    put_say(p, HF_SAY_more);
    hf_buf_put_char(&p->text, '\n');
}

static void options_page(struct page *p, struct hf_str unused)
{
    (void)unused;
    put_say(p, HF_SAY_options);
    hf_buf_put_char(&p->text, '\n');
    put_options(p, hf_cli_common_flags);
}

static void codes_page(struct page *p, struct hf_str unused)
{
    (void)unused;
    for (int code = 0; code <= HF_FINDINGS; code++) {
        put(p, HF_STR("  "));
        hf_buf_put_i64(&p->text, code);
        put(p, HF_STR("  "));
        put_say(p, (enum hf_say)(HF_SAY_code_0 + code));
        hf_buf_put_char(&p->text, '\n');
    }
}

/* ---- the same for machines ---- */

static struct hf_json flags_json(struct hf_cli *cli, const struct hf_cli_flag *flag)
{
    struct hf_json_maker list = hf_json_make(cli->arena);
    for (; flag != NULL && flag->name.len > 0; flag++) {
        struct hf_json_maker one = hf_json_make(cli->arena);
        hf_json_add(&one, HF_STR("name"), hf_json_of_text(flag->name));
        hf_json_add(&one, HF_STR("value"), hf_json_of_text(flag->value));
        hf_json_add(&one, HF_STR("repeats"), hf_json_of_bool(flag->repeats));
        hf_json_add(&one, HF_STR("about"), hf_json_of_text(hf_say(flag->about, cli->lang)));
        hf_json_add(&list, HF_STR_NONE, hf_json_object(&one));
    }
    return hf_json_list(&list);
}

static struct hf_json command_json(struct hf_cli *cli, const struct hf_cli_command *command)
{
    struct hf_json_maker one = hf_json_make(cli->arena);
    hf_json_add(&one, HF_STR("command"), hf_json_of_text(command->path));
    hf_json_add(&one, HF_STR("arguments"), hf_json_of_text(command->args));
    hf_json_add(&one, HF_STR("about"), hf_json_of_text(hf_say(command->about, cli->lang)));
    hf_json_add(&one, HF_STR("example"), hf_json_of_text(command->example));
    hf_json_add(&one, HF_STR("options"), flags_json(cli, command->flag));
    return hf_json_object(&one);
}

static struct hf_json topic_json(struct hf_cli *cli, struct hf_str topic)
{
    struct hf_json_maker list = hf_json_make(cli->arena);
    for (size_t i = 0; i < hf_cli_command_count; i++)
        if (hf_str_eq(hf_cli_commands[i].path, topic) || belongs(&hf_cli_commands[i], topic))
            hf_json_add(&list, HF_STR_NONE, command_json(cli, &hf_cli_commands[i]));
    return hf_json_list(&list);
}

/* ---- topics ---- */

static const struct topic {
    struct hf_str name;
    void (*print)(struct page *p, struct hf_str name);
} topics[] = {
    {HF_STR_INIT("options"), options_page},
    {HF_STR_INIT("codes"), codes_page},
    {HF_STR_INIT(""), group_page},
};

static void put_topic(struct page *p, struct hf_str topic)
{
    for (size_t i = 0; i < hf_cli_command_count; i++)
        if (hf_str_eq(hf_cli_commands[i].path, topic)) {
            command_page(p, &hf_cli_commands[i]);
            return;
        }
    size_t i = 0;
    while (topics[i].name.len > 0 && !hf_str_eq(topics[i].name, topic))
        i++;
    topics[i].print(p, topic);
}

enum hf_rc hf_help_print(struct hf_cli *cli, struct hf_str topic, FILE *to)
{
    struct page page = {.cli = cli, .text = hf_buf_in(cli->arena, 4096)};
    if (cli->json) {
        struct hf_json json = topic_json(cli, topic);
        hf_json_write(&page.text, &json);
        hf_buf_put_char(&page.text, '\n');
    } else {
        put_topic(&page, topic);
    }
    (void)fwrite(page.text.at, 1, page.text.len, to);
    return HF_OK;
}

/* ---- holdfast help [TOPIC...] ---- */

static bool is_topic(struct hf_str name)
{
    for (size_t i = 0; i < sizeof topics / sizeof topics[0]; i++)
        if (hf_str_eq(topics[i].name, name))
            return true;
    for (size_t i = 0; i < hf_cli_command_count; i++)
        if (hf_str_eq(hf_cli_commands[i].path, name) || belongs(&hf_cli_commands[i], name))
            return true;
    return false;
}

static enum hf_rc no_topic(struct hf_str name, struct hf_err *err)
{
    struct hf_near near = hf_near_to(name);
    for (size_t i = 0; i < hf_cli_command_count; i++)
        hf_near_try(&near, hf_cli_commands[i].path);
    hf_near_try(&near, HF_STR("options"));
    hf_near_try(&near, HF_STR("codes"));
    if (near.best.len == 0)
        return hf_fail(err, HF_WORD_cli_no_command, HF_STR("help"), name, HF_STR_NONE);
    return hf_fail(err, HF_WORD_cli_no_command_near, HF_STR("help"), name, near.best);
}

enum hf_rc hf_cmd_help(struct hf_cli *cli, struct hf_err *err)
{
    struct hf_buf topic = hf_buf_in(cli->arena, 64);
    for (size_t i = 0; i < cli->args; i++) {
        if (i > 0)
            hf_buf_put_char(&topic, ' ');
        hf_buf_put(&topic, cli->arg[i]);
    }
    if (!is_topic(hf_buf_str(&topic)))
        return no_topic(hf_buf_str(&topic), err);
    return hf_help_print(cli, hf_buf_str(&topic), cli->out);
}
