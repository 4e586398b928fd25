/* SPDX-License-Identifier: Apache-2.0 */
/* From a typed line to an exit code. */
#include <errno.h>
#include <stdlib.h>

#include "cli/commands.h"
#include "cli/help.h"
#include "cli/output.h"
#include "cli/parse.h"

extern char **environ;

struct hf_str hf_cli_value(const struct hf_cli *cli, struct hf_str flag)
{
    for (size_t i = 0; i < cli->givens; i++)
        if (hf_str_eq(cli->given[i].flag->name, flag))
            return cli->given[i].value;
    return HF_STR_NONE;
}

bool hf_cli_has(const struct hf_cli *cli, struct hf_str flag)
{
    for (size_t i = 0; i < cli->givens; i++)
        if (hf_str_eq(cli->given[i].flag->name, flag))
            return true;
    return false;
}

struct hf_str hf_cli_arg(const struct hf_cli *cli, size_t n)
{
    return n < cli->args ? cli->arg[n] : HF_STR_NONE;
}

/* The language set, else that of the locale: the first of the three that is set decides, as POSIX says. */
static enum hf_lang find_lang(const struct hf_cli *cli)
{
    static const char *const variables[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    struct hf_str lang = hf_settings_get(&cli->settings, HF_SET_LANG);
    for (size_t i = 0; hf_str_eq(lang, HF_STR("auto")) && i < sizeof variables / sizeof variables[0]; i++) {
        struct hf_str value = hf_str_of(getenv(variables[i]));
        lang = value.len > 0 ? hf_str_part(value, 0, 2) : lang;
    }
    return hf_str_eq(lang, HF_STR("fr")) ? HF_FR : HF_EN;
}

static enum hf_rc read_config(struct hf_cli *cli, struct hf_err *err)
{
    struct hf_str given = hf_cli_value(cli, HF_STR("config"));
    const char *path = getenv("HOLDFAST_CONFIG");
    if (given.at != NULL)
        path = given.at; /* an argument of the line, which ends with NUL */
    return hf_settings_file(&cli->settings, path != NULL && path[0] != '\0' ? path : NULL, err);
}

static enum hf_rc settle(struct hf_cli *cli, struct hf_err *err)
{
    HF_TRY(read_config(cli, err));
    HF_TRY(hf_settings_environment(&cli->settings, environ, err));
    HF_TRY(hf_cli_settle(cli, err));
    cli->lang = find_lang(cli);
    return HF_OK;
}

static enum hf_rc act(struct hf_cli *cli, struct hf_err *err)
{
    if (cli->help)
        return hf_help_print(cli, cli->typed, cli->out);
    if (cli->command == NULL) { /* a group, or nothing: how it goes on */
        (void)hf_help_print(cli, cli->typed, cli->messages);
        return HF_BAD_INPUT;
    }
    return cli->command->run(cli, err);
}

/* What could not be written was not done. */
static enum hf_rc flush(struct hf_cli *cli, enum hf_rc rc, struct hf_err *err)
{
    errno = 0;
    bool lost = fflush(cli->out) != 0 || ferror(cli->out);
    if (rc != HF_OK || !lost)
        return rc;
    int fault = cli->lost != 0 ? cli->lost : errno;
    return hf_fail(err, HF_WORD_cli_output, HF_STR_NONE, hf_str_of(strerror(fault)), HF_STR_NONE);
}

int hf_cli_main(struct hf_cli *cli, int argc, char **argv)
{
    struct hf_err err = {.word = HF_WORD_ok}, unsaid;
    hf_settings_begin(&cli->settings, cli->arena);
    enum hf_rc parsed = hf_cli_parse(cli, argc, argv, &err);
    (void)hf_cli_settle(cli, &unsaid); /* so that a refusal of the line is said in the language it asks for */
    cli->lang = find_lang(cli);
    enum hf_rc rc = parsed == HF_OK ? settle(cli, &err) : parsed;
    if (rc == HF_OK)
        rc = act(cli, &err);
    rc = flush(cli, rc, &err);
    if (rc != HF_OK && err.word != HF_WORD_ok)
        hf_out_error(cli, &err);
    return (int)rc;
}
