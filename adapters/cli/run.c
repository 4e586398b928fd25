/* SPDX-License-Identifier: Apache-2.0 */
/* From a typed line to an exit code. */
#include <errno.h>
#include <stdlib.h>

#include "cli/commands.h"
#include "cli/file.h"
#include "cli/help.h"
#include "cli/output.h"
#include "cli/parse.h"

enum { CONFIG_MAX = 64 * 1024 };

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

static enum hf_lang lang_named(struct hf_str name)
{
    return hf_str_eq(name, HF_STR("fr")) ? HF_FR : HF_EN;
}

/* The file that is named must be there; the usual one need not. */
static enum hf_rc read_config(struct hf_cli *cli, struct hf_err *err)
{
    struct hf_str path = hf_cli_value(cli, HF_STR("config")), text;
    if (path.at == NULL)
        path = hf_str_of(getenv("HOLDFAST_CONFIG"));
    bool named = path.len > 0;
    if (!named)
        path = HF_STR("/etc/holdfast/holdfast.conf");
    struct hf_err fault;
    enum hf_rc rc = hf_file_read(path, CONFIG_MAX, cli->arena, &text, &fault);
    if (rc == HF_NOT_FOUND && !named)
        return HF_OK;
    if (rc != HF_OK) {
        *err = fault;
        return rc;
    }
    return hf_settings_file(&cli->settings, path, text, cli->arena, err);
}

static enum hf_rc settle(struct hf_cli *cli, struct hf_err *err)
{
    HF_TRY(read_config(cli, err));
    HF_TRY(hf_settings_environment(&cli->settings, environ, cli->arena, err));
    hf_cli_settle(cli);
    struct hf_str lang = cli->settings.value[HF_SET_lang];
    if (!hf_str_eq(lang, HF_STR("en")) && !hf_str_eq(lang, HF_STR("fr")))
        return hf_fail(err, HF_WORD_cli_choice, cli->settings.origin[HF_SET_lang], lang, HF_STR("en, fr"));
    cli->lang = lang_named(lang);
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
    return hf_fail(err, HF_WORD_cli_output, HF_STR_NONE, hf_str_of(strerror(errno)), HF_STR_NONE);
}

int hf_cli_main(struct hf_cli *cli, int argc, char **argv)
{
    struct hf_err err = {.word = HF_WORD_ok};
    hf_settings_begin(&cli->settings, cli->arena);
    cli->lang = lang_named(cli->settings.value[HF_SET_lang]);
    enum hf_rc parsed = hf_cli_parse(cli, argc, argv, &err);
    hf_cli_settle(cli); /* so that a refusal of the line is said in the language that it asks for */
    cli->lang = lang_named(cli->settings.value[HF_SET_lang]);
    enum hf_rc rc = parsed == HF_OK ? settle(cli, &err) : parsed;
    if (rc == HF_OK)
        rc = act(cli, &err);
    rc = flush(cli, rc, &err);
    if (rc != HF_OK && err.word != HF_WORD_ok)
        hf_out_error(cli, &err);
    return (int)rc;
}
