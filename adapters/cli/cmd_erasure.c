/* SPDX-License-Identifier: Apache-2.0 */
/*
 * case erasure and case hold: proposed by one person, ordered or lifted by another (docs/erasure.md). Once an
 * erasure is ordered it is carried out before the command ends.
 */
#include "cli/act.h"
#include "cli/cmd.h"
#include "cli/output.h"
#include "desk/erase.h"

static const struct hf_column columns[] = {
    HF_COLUMN("name", name),           HF_COLUMN("of", erases),
    HF_COLUMN("state", standing),      HF_COLUMN("provision", provision),
    HF_COLUMN("order", order),         HF_COLUMN("values", values_erased),
    HF_COLUMN("documents", documents), HF_COLUMN("messages", messages),
    HF_COLUMN("since", since),         HF_COLUMN("lift_provision", lift_provision),
    HF_COLUMN("digest", digest),       HF_COLUMN("id", erasure_id)};

/* What is typed, the event it is, and what it is done to: a new one, or one that is named. */
static const struct act {
    struct hf_str typed, kind, event;
    enum hf_say next;
    bool begins, carried_out;
} acts[] = {
    {HF_STR_INIT("case erasure propose"), HF_STR_INIT("erasure"), HF_STR_INIT("erasure.propose"),
     HF_SAY_next_erasure, true, false},
    {HF_STR_INIT("case erasure confirm"), HF_STR_INIT("erasure"), HF_STR_INIT("erasure.confirm"),
     HF_SAY_next_erased, false, true},
    {HF_STR_INIT("case erasure withdraw"), HF_STR_INIT("erasure"), HF_STR_INIT("erasure.withdraw"),
     HF_SAY_next_act, false, false},
    {HF_STR_INIT("case hold place"), HF_STR_INIT("hold"), HF_STR_INIT("hold.place"), HF_SAY_next_hold, true,
     false},
    {HF_STR_INIT("case hold lift"), HF_STR_INIT("hold"), HF_STR_INIT("hold.lift"), HF_SAY_next_hold_lift,
     false, false},
    {HF_STR_INIT("case hold confirm"), HF_STR_INIT("hold"), HF_STR_INIT("hold.confirm"), HF_SAY_next_act,
     false, false},
    {HF_STR_INIT("case hold keep"), HF_STR_INIT("hold"), HF_STR_INIT("hold.keep"), HF_SAY_next_act, false,
     false},
};

static const struct act *meant(const struct hf_cli *cli)
{
    size_t i = 0;
    while (!hf_str_eq(cli->command->path, acts[i].typed))
        i++;
    return &acts[i];
}

static void add_text(struct hf_json_maker *payload, struct hf_str name, struct hf_str text)
{
    if (text.len > 0)
        hf_json_add(payload, name, hf_json_of_text(text));
}

static struct hf_json payload_of(const struct hf_cli *cli, const struct act *act)
{
    struct hf_json_maker payload = hf_json_make(cli->arena);
    if (hf_str_eq(act->event, HF_STR("erasure.propose")))
        add_text(&payload, HF_STR("of"), hf_cli_arg(cli, 1));
    add_text(&payload, HF_STR("provision"), hf_cli_value(cli, HF_STR("basis")));
    add_text(&payload, HF_STR("order"), hf_cli_value(cli, HF_STR("order")));
    return hf_json_object(&payload);
}

/* {"name", "state", "since", "id" and its data}: a row, as it is shown. */
static struct hf_json row_of(const struct hf_sight *sight, hf_instance i)
{
    struct hf_json whole = hf_sight_json(sight, i);
    const struct hf_json *data = hf_json_get(&whole, HF_STR("data"));
    struct hf_json_maker row = hf_json_make(sight->arena);
    for (size_t m = 0; m < whole.is.object.count; m++)
        if (&whole.is.object.member[m].value != data)
            hf_json_add(&row, whole.is.object.member[m].name, whole.is.object.member[m].value);
    for (size_t m = 0; m < data->is.object.count; m++)
        hf_json_add(&row, data->is.object.member[m].name, data->is.object.member[m].value);
    return hf_json_object(&row);
}

static enum hf_rc done(const struct hf_response *response, struct hf_err *err)
{
    if (response->outcome != HF_REFUSED_ANSWER)
        return HF_OK;
    *err = *response->err;
    return hf_err_rc(err);
}

/* Also where an earlier attempt was broken off: who confirms again goes on with it. */
static enum hf_rc carry_out(struct hf_seat *seat, const struct hf_sight *sight, const struct hf_id *erasure,
                            struct hf_err *err)
{
    struct hf_response response = {0};
    HF_TRY(hf_erase_now(seat->desk, &sight->file, erasure, seat->arena, &response, err));
    seat->acted = true;
    return done(&response, err);
}

static bool is_ordered(const struct hf_sight *sight, hf_instance i)
{
    return i != HF_NO_INSTANCE && hf_sight_is(sight, i, HF_STR("erasure")) &&
           hf_str_eq(hf_sight_state(sight, i), HF_STR("ordered"));
}

static enum hf_rc act_on(struct hf_seat *seat, struct hf_err *err)
{
    struct hf_cli *cli = seat->cli;
    const struct act *act = meant(cli);
    struct hf_sight sight;
    struct hf_request request = {.command = {.event = act->event, .payload = payload_of(cli, act)}};
    struct hf_response response;
    HF_TRY(hf_seat_actor(seat, err));
    HF_TRY(hf_sight_case(seat, hf_cli_arg(cli, 0), &sight, err));
    hf_instance i = act->begins ? HF_NO_INSTANCE : hf_case_find(&sight.flows, &sight.c, hf_cli_arg(cli, 1));
    if (!act->begins && i == HF_NO_INSTANCE)
        return hf_fail(err, HF_WORD_no_instance, HF_STR_NONE, hf_cli_arg(cli, 1), HF_STR_NONE);
    request.command.file = sight.file;
    request.command.on = act->begins ? act->kind : hf_cli_arg(cli, 1);
    if (!(act->carried_out && is_ordered(&sight, i)))
        HF_TRY(hf_seat_act(seat, &request, &response, err));
    struct hf_id id = act->begins ? response.instance : hf_case_instance(&sight.c, i)->id;
    if (act->carried_out)
        HF_TRY(carry_out(seat, &sight, &id, err));
    HF_TRY(hf_sight_open(seat, &sight.file, &sight, err));
    struct hf_json row = row_of(&sight, hf_case_by_id(&sight.c, &id));
    hf_out_record(cli, HF_VIEW(columns), &row);
    hf_out_hint(cli, act->next, hf_cli_arg(cli, 0), hf_json_text(&row, HF_STR("name")));
    return HF_OK;
}

static enum hf_rc list(struct hf_seat *seat, struct hf_err *err)
{
    bool holds = hf_str_eq(seat->cli->command->path, HF_STR("case hold list"));
    struct hf_sight sight;
    struct hf_json_maker rows = hf_json_make(seat->arena);
    HF_TRY(hf_sight_case(seat, hf_cli_arg(seat->cli, 0), &sight, err));
    for (hf_instance i = 1; i < hf_case_head(&sight.c)->instances; i++)
        if (hf_case_instance(&sight.c, i)->owner == HF_OF_HOUSE &&
            hf_sight_is(&sight, i, holds ? HF_STR("hold") : HF_STR("erasure")))
            hf_json_add(&rows, HF_STR_NONE, row_of(&sight, i));
    struct hf_json all = hf_json_list(&rows);
    hf_out_table(seat->cli, HF_VIEW(columns), &all);
    return HF_OK;
}

enum hf_rc hf_cmd_erasure_act(struct hf_cli *cli, struct hf_err *err)
{
    return hf_cli_at_seat(cli, act_on, err);
}

enum hf_rc hf_cmd_erasure_list(struct hf_cli *cli, struct hf_err *err)
{
    return hf_cli_at_seat(cli, list, err);
}
