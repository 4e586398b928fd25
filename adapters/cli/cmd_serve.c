/* SPDX-License-Identifier: Apache-2.0 */
/*
 * serve: takes signed answers, fires timers, sends notices and signs checkpoints until it is told to stop.
 * Other commands may work on the same database meanwhile; what they leave waiting is done here.
 */
#include "cli/cmd.h"
#include "cli/output.h"
#include "cli/service.h"
#include "host/signals.h"

enum { MIND_MS = 200 };

/* Options that stand for a setting of another name; given several times their values stand side by side. */
static const struct {
    struct hf_str flag;
    enum hf_setting setting;
} options[] = {
    {HF_STR_INIT("listen"), HF_SET_HTTP_LISTEN},   {HF_STR_INIT("tls-cert"), HF_SET_HTTP_TLS_CERT},
    {HF_STR_INIT("tls-key"), HF_SET_HTTP_TLS_KEY}, {HF_STR_INIT("allow"), HF_SET_NOTIFY_ALLOW},
    {HF_STR_INIT("ca"), HF_SET_NOTIFY_CA},         {HF_STR_INIT("spool"), HF_SET_NOTIFY_SPOOL},
    {HF_STR_INIT("workers"), HF_SET_DESK_WRITERS},
};

static struct hf_str all_given(const struct hf_cli *cli, struct hf_str flag)
{
    struct hf_buf all = hf_buf_in(cli->arena, 64);
    for (size_t i = 0; i < cli->givens; i++) {
        if (!hf_str_eq(cli->given[i].flag->name, flag))
            continue;
        if (all.len > 0)
            hf_buf_put_char(&all, ' ');
        hf_buf_put(&all, cli->given[i].value);
    }
    return hf_buf_str(&all);
}

static enum hf_rc take_options(struct hf_cli *cli, struct hf_err *err)
{
    for (size_t i = 0; i < sizeof options / sizeof options[0]; i++) {
        struct hf_buf origin = hf_buf_in(cli->arena, 16);
        if (!hf_cli_has(cli, options[i].flag))
            continue;
        hf_buf_put(&origin, HF_STR("--"));
        hf_buf_put(&origin, options[i].flag);
        HF_TRY(hf_settings_put(&cli->settings, hf_setting_row(options[i].setting)->key,
                               all_given(cli, options[i].flag), hf_buf_str(&origin), err));
    }
    return HF_OK;
}

/* The first line of the output, and at once: scripts wait for it. */
static void tell_address(struct hf_cli *cli, struct hf_str address)
{
    struct hf_json_maker row = hf_json_make(cli->arena);
    hf_json_add(&row, HF_STR("address"), hf_json_of_text(address));
    struct hf_json object = hf_json_object(&row);
    hf_out_json(cli, &object);
    hf_out_line(cli, address);
    (void)fflush(cli->out);
}

enum hf_rc hf_cmd_serve(struct hf_cli *cli, struct hf_err *err)
{
    struct hf_service *service;
    HF_TRY(take_options(cli, err));
    hf_signals_begin();
    HF_TRY(hf_service_open(cli, &service, err));
    const struct hf_log *log = hf_service_log(service);
    const struct hf_log_part parts[] = {
        {.name = "desks", .figure = hf_settings_number(&cli->settings, HF_SET_DESK_WRITERS)}, {.name = NULL}};
    hf_log_event(log, HF_LOG_INFO, "serving", parts);
    tell_address(cli, hf_service_address(service));
    while (!hf_signals_wait(MIND_MS))
        hf_service_mind(service);
    hf_log_event(log, HF_LOG_INFO, "stopping", NULL);
    hf_service_close(service);
    return HF_OK;
}
