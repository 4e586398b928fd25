/* SPDX-License-Identifier: Apache-2.0 */
/* Commands that need nothing but what they are given: version, json canonical, config show. */
#include "cli/cmd.h"
#include "cli/file.h"
#include "cli/output.h"

/* The gate needs up to 200 bytes of arena per byte of text. */
static struct hf_json_limits open_limits(const struct hf_cli *cli)
{
    return (struct hf_json_limits){
        .bytes = (cli->arena->size - cli->arena->used) / 256, .depth = HF_JSON_DEPTH_MAX, .reals = true};
}

enum hf_rc hf_cmd_version(struct hf_cli *cli, struct hf_err *err)
{
    (void)err;
    static const struct hf_column columns[] = {HF_COLUMN("version", version)};
    struct hf_json_maker version = hf_json_make(cli->arena);
    hf_json_add(&version, HF_STR("program"), hf_json_of_text(HF_STR("holdfast")));
    hf_json_add(&version, HF_STR("version"), hf_json_of_text(HF_STR(HF_VERSION)));
    struct hf_json object = hf_json_object(&version);
    if (cli->json)
        hf_out_json(cli, &object);
    else if (cli->quiet)
        hf_out_record(cli, HF_VIEW(columns), &object);
    else
        hf_out_line(cli, HF_STR("holdfast " HF_VERSION));
    return HF_OK;
}

enum hf_rc hf_cmd_json_canonical(struct hf_cli *cli, struct hf_err *err)
{
    struct hf_str path = cli->args > 0 ? cli->arg[0] : HF_STR("-"), text;
    struct hf_json_limits limits = open_limits(cli);
    struct hf_json json;
    HF_TRY(hf_file_read(path, limits.bytes, cli->arena, &text, err));
    HF_TRY(hf_file_blame(path, hf_json_read(text, &limits, cli->arena, &json, err), err));
    struct hf_buf out = hf_buf_in(cli->arena, text.len + 64);
    hf_json_write(&out, &json);
    hf_out_raw(cli, hf_buf_str(&out));
    return HF_OK;
}

static struct hf_json setting_json(struct hf_cli *cli, enum hf_setting setting, bool origin)
{
    struct hf_json_maker row = hf_json_make(cli->arena);
    hf_json_add(&row, HF_STR("setting"), hf_json_of_text(hf_setting_row(setting)->key));
    hf_json_add(&row, HF_STR("value"), hf_json_of_text(hf_settings_get(&cli->settings, setting)));
    if (origin)
        hf_json_add(&row, HF_STR("origin"), hf_json_of_text(cli->settings.value[setting].origin));
    return hf_json_object(&row);
}

enum hf_rc hf_cmd_config_show(struct hf_cli *cli, struct hf_err *err)
{
    (void)err;
    static const struct hf_column columns[] = {HF_COLUMN("setting", setting), HF_COLUMN("value", value),
                                               HF_COLUMN("origin", origin)};
    bool origin = hf_cli_has(cli, HF_STR("origin"));
    struct hf_view view = HF_VIEW(columns);
    view.count -= origin ? 0 : 1;
    struct hf_json_maker rows = hf_json_make(cli->arena);
    for (int i = 0; i < HF_SETTING_COUNT; i++)
        hf_json_add(&rows, HF_STR_NONE, setting_json(cli, (enum hf_setting)i, origin));
    struct hf_json list = hf_json_list(&rows);
    hf_out_table(cli, view, &list);
    return HF_OK;
}
