/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/parse.h"

#include "base/id.h"
#include "cli/commands.h"
#include "record/near.h"
#include "record/scan.h"

struct parse {
    struct hf_cli *cli;
    char **argv;
    int left;
    struct hf_err *err;
};

/* ---- words of the command ---- */

/* Does the path begin with these whole words? */
static bool leads(struct hf_str path, struct hf_str words)
{
    return hf_str_begins(path, words) && (path.len == words.len || path.at[words.len] == ' ');
}

/* The word of the path that follows `typed`; empty when the path does not go that way. */
static struct hf_str next_word(struct hf_str path, struct hf_str typed)
{
    if (typed.len > 0 && !leads(path, typed))
        return HF_STR_NONE;
    struct hf_str rest = hf_str_trim(hf_str_part(path, typed.len, path.len));
    return hf_str_cut(&rest, ' ');
}

static enum hf_rc no_command(struct parse *p, struct hf_str word)
{
    struct hf_near near = hf_near_to(word);
    for (size_t i = 0; i < hf_cli_command_count; i++)
        hf_near_try(&near, next_word(hf_cli_commands[i].path, p->cli->typed));
    if (near.best.len == 0)
        return hf_fail(p->err, HF_WORD_cli_no_command, p->cli->typed, word, HF_STR_NONE);
    return hf_fail(p->err, HF_WORD_cli_no_command_near, p->cli->typed, word, near.best);
}

static struct hf_str with_word(struct hf_cli *cli, struct hf_str word)
{
    struct hf_buf path = hf_buf_in(cli->arena, cli->typed.len + 1 + word.len);
    hf_buf_put(&path, cli->typed);
    if (cli->typed.len > 0)
        hf_buf_put_char(&path, ' ');
    hf_buf_put(&path, word);
    return hf_buf_str(&path);
}

static enum hf_rc take_word(struct parse *p, struct hf_str word)
{
    struct hf_str path = with_word(p->cli, word);
    bool known = false;
    for (size_t i = 0; i < hf_cli_command_count; i++) {
        known = known || (word.len > 0 && leads(hf_cli_commands[i].path, path));
        if (hf_str_eq(hf_cli_commands[i].path, path))
            p->cli->command = &hf_cli_commands[i];
    }
    if (!known)
        return no_command(p, word);
    p->cli->typed = path;
    return HF_OK;
}

/* ---- options ---- */

static enum hf_rc no_option(struct parse *p, struct hf_str typed, struct hf_str name)
{
    struct hf_near near = hf_near_to(name);
    const struct hf_cli_flag *flag = hf_cli_common_flags;
    for (; flag->name.len > 0; flag++)
        hf_near_try(&near, flag->name);
    flag = p->cli->command == NULL ? NULL : p->cli->command->flag;
    for (; flag != NULL && flag->name.len > 0; flag++)
        hf_near_try(&near, flag->name);
    if (near.best.len == 0)
        return hf_fail(p->err, HF_WORD_cli_no_option, p->cli->typed, typed, HF_STR_NONE);
    return hf_fail(p->err, HF_WORD_cli_no_option_near, p->cli->typed, typed, near.best);
}

static enum hf_rc keep(struct parse *p, const struct hf_cli_flag *flag, struct hf_str value)
{
    struct hf_cli *cli = p->cli;
    bool takes = flag->value.len > 0;
    if (takes && !flag->repeats && hf_cli_has(cli, flag->name))
        return hf_fail(p->err, HF_WORD_cli_twice, cli->typed, flag->name, HF_STR_NONE);
    cli->given[cli->givens++] = (struct hf_cli_given){flag, value};
    cli->json = cli->json || hf_str_eq(flag->name, HF_STR("json"));
    cli->help = cli->help || hf_str_eq(flag->name, HF_STR("help"));
    cli->quiet = cli->quiet || hf_str_eq(flag->name, HF_STR("quiet"));
    return HF_OK;
}

/* The value is the next word. */
static enum hf_rc keep_next(struct parse *p, const struct hf_cli_flag *flag)
{
    if (p->left == 0)
        return hf_fail(p->err, HF_WORD_cli_value_missing, p->cli->typed, flag->name, flag->value);
    struct hf_str value = hf_str_of(*p->argv++);
    p->left--;
    return keep(p, flag, value);
}

static enum hf_rc take_long(struct parse *p, struct hf_str typed)
{
    struct hf_str value = hf_str_part(typed, 2, typed.len), name = hf_str_cut(&value, '=');
    const struct hf_cli_flag *flag = hf_cli_flag_named(p->cli->command, name);
    if (flag == NULL)
        return no_option(p, typed, name);
    bool takes = flag->value.len > 0, with = value.at != NULL;
    if (!takes && with)
        return hf_fail(p->err, HF_WORD_cli_value_unwanted, p->cli->typed, flag->name, HF_STR_NONE);
    return takes && !with ? keep_next(p, flag) : keep(p, flag, value);
}

static const struct hf_cli_flag *lettered(const struct hf_cli_flag *flag, char letter)
{
    while (flag != NULL && flag->name.len > 0 && flag->letter != letter)
        flag++;
    return flag == NULL || flag->name.len == 0 ? NULL : flag;
}

/* -q, or several as -qh; the last may take a value, which is the next word. */
static enum hf_rc take_letters(struct parse *p, struct hf_str typed)
{
    for (size_t i = 1; i < typed.len; i++) {
        const struct hf_cli_flag *own = p->cli->command == NULL ? NULL : p->cli->command->flag;
        const struct hf_cli_flag *flag = lettered(own, typed.at[i]);
        flag = flag != NULL ? flag : lettered(hf_cli_common_flags, typed.at[i]);
        if (flag == NULL)
            return hf_fail(p->err, HF_WORD_cli_no_option, p->cli->typed, typed, HF_STR_NONE);
        bool takes = flag->value.len > 0;
        if (takes && i + 1 < typed.len)
            return hf_fail(p->err, HF_WORD_cli_value_missing, p->cli->typed, flag->name, flag->value);
        HF_TRY(takes ? keep_next(p, flag) : keep(p, flag, HF_STR_NONE));
    }
    return HF_OK;
}

/* ---- the line ---- */

static enum hf_rc take_argument(struct parse *p, struct hf_str text)
{
    if (p->cli->command == NULL)
        return take_word(p, text);
    p->cli->arg[p->cli->args++] = text;
    return HF_OK;
}

/* One of 64 ids begins with '-': all of its letters together are no option. */
static bool is_id(const struct parse *p, struct hf_str text)
{
    struct hf_id unread;
    struct hf_str name = hf_str_part(text, 2, text.len);
    return p->cli->command != NULL && hf_id_read(text, &unread) &&
           hf_cli_flag_named(p->cli->command, hf_str_cut(&name, '=')) == NULL;
}

static enum hf_rc take_all(struct parse *p)
{
    bool options = true;
    while (p->left > 0) {
        struct hf_str text = hf_str_of(*p->argv++);
        p->left--;
        if (options && hf_str_eq(text, HF_STR("--")))
            options = false;
        else if (options && is_id(p, text))
            HF_TRY(take_argument(p, text));
        else if (options && p->cli->typed.len == 0 && hf_str_eq(text, HF_STR("--version")))
            HF_TRY(take_word(p, HF_STR("version")));
        else if (options && hf_str_begins(text, HF_STR("--")))
            HF_TRY(take_long(p, text));
        else if (options && text.len > 1 && text.at[0] == '-')
            HF_TRY(take_letters(p, text));
        else
            HF_TRY(take_argument(p, text));
    }
    return HF_OK;
}

/* The name of the n-th word of "CASE [INSTANCE] EVENT". */
static struct hf_str arg_name(struct hf_str args, size_t n)
{
    struct hf_str word = HF_STR_NONE;
    for (size_t i = 0; i <= n && args.len > 0; i++)
        word = hf_str_cut(&args, ' ');
    return word;
}

static enum hf_rc count_arguments(const struct parse *p)
{
    const struct hf_cli *cli = p->cli;
    size_t least, most;
    hf_cli_arg_range(cli->command->args, &least, &most);
    if (cli->args < least)
        return hf_fail(p->err, HF_WORD_cli_few, cli->typed, arg_name(cli->command->args, cli->args),
                       cli->typed);
    if (cli->args > most)
        return hf_fail(p->err, HF_WORD_cli_many, cli->typed, cli->arg[most], cli->typed);
    return HF_OK;
}

/* What is typed may be stored, and what is stored must read back. */
static enum hf_rc look_at_bytes(const struct parse *p)
{
    for (int i = 0; i < p->left; i++) {
        char digits[24];
        struct hf_buf number = HF_BUF(digits);
        if (hf_utf8_fault(hf_str_of(p->argv[i])) == NULL)
            continue;
        hf_buf_put_i64(&number, i + 1);
        return hf_fail(p->err, HF_WORD_cli_utf8, HF_STR_NONE, hf_buf_str(&number), HF_STR_NONE);
    }
    return HF_OK;
}

/* The rest of a refused line may still say in which form and language it is answered. */
static void take_manners(const struct parse *p)
{
    struct hf_err unsaid;
    struct parse rest = *p;
    rest.err = &unsaid;
    while (rest.left > 0) {
        struct hf_str text = hf_str_of(*rest.argv++);
        rest.left--;
        if (hf_str_eq(text, HF_STR("--")))
            return;
        if (hf_str_begins(text, HF_STR("--")))
            (void)take_long(&rest, text);
    }
}

static enum hf_rc take_line(struct parse *p)
{
    HF_TRY(look_at_bytes(p));
    HF_TRY(take_all(p));
    return p->cli->help || p->cli->command == NULL ? HF_OK : count_arguments(p);
}

enum hf_rc hf_cli_parse(struct hf_cli *cli, int argc, char **argv, struct hf_err *err)
{
    size_t room = argc > 0 ? (size_t)argc : 1, letters = 0;
    for (int i = 0; i < argc; i++)
        letters += strlen(argv[i]);
    cli->arg = HF_NEW(cli->arena, struct hf_str, room);
    cli->given = HF_NEW(cli->arena, struct hf_cli_given, room + letters);
    struct parse p = {.cli = cli, .argv = argv, .left = argc, .err = err};
    enum hf_rc rc = take_line(&p);
    if (rc != HF_OK)
        take_manners(&p);
    return rc;
}

static bool is_setting(const struct hf_cli_flag *flag)
{
    for (int i = 0; i < HF_SETTING_COUNT; i++)
        if (hf_str_eq(hf_setting_row((enum hf_setting)i)->key, flag->name))
            return hf_cli_flag_named(NULL, flag->name) == flag;
    return false;
}

enum hf_rc hf_cli_settle(struct hf_cli *cli, struct hf_err *err)
{
    for (size_t i = 0; i < cli->givens; i++) {
        struct hf_str name = cli->given[i].flag->name;
        struct hf_buf origin = hf_buf_in(cli->arena, 16);
        if (!is_setting(cli->given[i].flag))
            continue;
        hf_buf_put(&origin, HF_STR("--"));
        hf_buf_put(&origin, name);
        HF_TRY(hf_settings_put(&cli->settings, name, cli->given[i].value, hf_buf_str(&origin), err));
    }
    return HF_OK;
}
