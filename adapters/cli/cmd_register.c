/* SPDX-License-Identifier: Apache-2.0 */
/*
 * case entity, account, asset, payment, holding, order: the registers of a case. `add` takes --set and --data
 * as `case act` does; which register is meant stands in the command's own words.
 */
#include "cli/act.h"
#include "cli/cmd.h"
#include "cli/output.h"

static const struct hf_register {
    struct hf_str typed, kind, add;
} registers[] = {
    {HF_STR_INIT("case entity"), HF_STR_INIT("party"), HF_STR_INIT("party.add")},
    {HF_STR_INIT("case account"), HF_STR_INIT("account"), HF_STR_INIT("account.add")},
    {HF_STR_INIT("case asset"), HF_STR_INIT("asset"), HF_STR_INIT("asset.add")},
    {HF_STR_INIT("case payment"), HF_STR_INIT("payment"), HF_STR_INIT("payment.add")},
    {HF_STR_INIT("case holding"), HF_STR_INIT("holding"), HF_STR_INIT("holding.add")},
    {HF_STR_INIT("case order"), HF_STR_INIT("order"), HF_STR_INIT("order.add")},
    {HF_STR_INIT("document"), HF_STR_INIT("document"), HF_STR_INIT("document.add")},
};

static const struct hf_register *meant(const struct hf_cli *cli)
{
    size_t i = 0;
    while (!hf_str_begins(cli->command->path, registers[i].typed))
        i++;
    return &registers[i];
}

static enum hf_rc add(struct hf_seat *seat, struct hf_err *err)
{
    static const struct hf_column columns[] = {HF_COLUMN("name", name), HF_COLUMN("id", id),
                                               HF_COLUMN("data", data)};
    struct hf_cli *cli = seat->cli;
    const struct hf_register *where = meant(cli);
    struct hf_sight sight;
    struct hf_typed_act act;
    struct hf_request request = {0};
    struct hf_response response;
    HF_TRY(hf_seat_actor(seat, err));
    HF_TRY(hf_sight_case(seat, hf_cli_arg(cli, 0), &sight, err));
    hf_act_find(&sight.flows, &sight.c, where->kind, where->add, &act);
    HF_TRY(hf_act_command(cli, &act, &request.command, err));
    request.command.file = sight.file;
    HF_TRY(hf_seat_act(seat, &request, &response, err));
    HF_TRY(hf_sight_open(seat, &sight.file, &sight, err));
    struct hf_json row = hf_sight_json(&sight, hf_case_by_id(&sight.c, &response.instance));
    hf_out_record(cli, HF_VIEW(columns), &row);
    return HF_OK;
}

static enum hf_rc list(struct hf_seat *seat, struct hf_err *err)
{
    static const struct hf_column columns[] = {HF_COLUMN("name", name), HF_COLUMN("data", data)};
    const struct hf_register *where = meant(seat->cli);
    struct hf_sight sight;
    struct hf_json_maker rows = hf_json_make(seat->arena);
    HF_TRY(hf_sight_case(seat, hf_cli_arg(seat->cli, 0), &sight, err));
    for (hf_instance i = 1; i < hf_case_head(&sight.c)->instances; i++)
        if (hf_case_instance(&sight.c, i)->owner == HF_OF_HOUSE && hf_sight_is(&sight, i, where->kind))
            hf_json_add(&rows, HF_STR_NONE, hf_sight_json(&sight, i));
    struct hf_json document = hf_json_list(&rows);
    hf_out_table(seat->cli, HF_VIEW(columns), &document);
    return HF_OK;
}

enum hf_rc hf_cmd_register_add(struct hf_cli *cli, struct hf_err *err)
{
    return hf_cli_at_seat(cli, add, err);
}

enum hf_rc hf_cmd_register_list(struct hf_cli *cli, struct hf_err *err)
{
    return hf_cli_at_seat(cli, list, err);
}
