/* SPDX-License-Identifier: Apache-2.0 */
/* case open, act: what changes a case. */
#include "cli/act.h"
#include "cli/cmd.h"
#include "cli/directory.h"
#include "cli/library.h"
#include "cli/output.h"

/* ---- open ---- */

/* The event by which a case of this workflow begins: the one there is, or the one named. */
static enum hf_rc find_opening(struct hf_cli *cli, const struct hf_flow *flow, struct hf_typed_act *out,
                               struct hf_err *err)
{
    const struct hf_kind *root = &flow->kind[flow->root];
    struct hf_str named = hf_cli_value(cli, HF_STR("event")), all;
    struct hf_buf names = hf_buf_in(cli->arena, 64);
    size_t found = 0;
    for (uint16_t e = 0; e < root->events; e++) {
        if (hf_flow_find_birth(root, e) == NULL)
            continue;
        hf_buf_put(&names, found++ > 0 ? HF_STR(", ") : HF_STR(""));
        hf_buf_put(&names, root->event[e].name);
        if (named.len == 0 || hf_str_eq(named, root->event[e].name))
            *out = (struct hf_typed_act){
                .on = root->name, .event = root->event[e].name, .rule = &root->event[e]};
    }
    all = hf_buf_str(&names);
    if (out->rule == NULL)
        return hf_fail(err, HF_WORD_cli_choice, HF_STR("--event"), named, all);
    if (named.len == 0 && found > 1)
        return hf_fail(err, HF_WORD_cli_needed, cli->typed, HF_STR("event"), all);
    return HF_OK;
}

static enum hf_rc open_case(struct hf_seat *seat, struct hf_err *err)
{
    struct hf_cli *cli = seat->cli;
    struct hf_typed_act act = {0};
    struct hf_request request = {.workflow = hf_cli_arg(cli, 0)};
    struct hf_response response;
    const struct hf_flow *flow;
    HF_TRY(hf_seat_actor(seat, err));
    HF_TRY(hf_library_newest(seat, hf_cli_arg(cli, 0), &flow, err));
    HF_TRY(find_opening(cli, flow, &act, err));
    HF_TRY(hf_act_command(cli, &act, &request.command, err));
    HF_TRY(hf_seat_act(seat, &request, &response, err));
    struct hf_json done = hf_act_json(seat->arena, &response);
    hf_out_json(cli, &done);
    hf_out_line(cli, hf_str_of(response.name));
    hf_out_hint(cli, HF_SAY_next_case, hf_str_of(response.name), HF_STR_NONE);
    return HF_OK;
}

enum hf_rc hf_cmd_case_open(struct hf_cli *cli, struct hf_err *err)
{
    return hf_cli_at_seat(cli, open_case, err);
}

/* ---- act ---- */

/* Decided on the case as it stands, and nothing recorded. */
static enum hf_rc try_out(struct hf_seat *seat, const struct hf_sight *sight, struct hf_command *command,
                          struct hf_err *err)
{
    struct hf_decision decision = {0};
    struct hf_json_maker all = hf_json_make(seat->arena), events = hf_json_make(seat->arena);
    HF_TRY(hf_seat_actor(seat, err));
    command->actor = seat->actor;
    command->known = seat->known;
    command->at_ms = seat->clock.wall_ms(seat->clock.self);
    command->id = hf_seat_command_id(seat);
    seat->dice.fill(seat->dice.self, command->seed, sizeof command->seed);
    HF_TRY(
        hf_decide(&sight->flows, hf_desk_house(seat->desk), &sight->c, command, seat->arena, &decision, err));
    for (size_t i = 0; i < decision.count; i++)
        hf_json_add(&events, HF_STR_NONE, hf_fact_json(seat->arena, &decision.events[i]));
    hf_json_add(&all, HF_STR("dry_run"), hf_json_of_bool(true));
    hf_json_add(&all, HF_STR("events"), hf_json_list(&events));
    hf_json_add(&all, HF_STR("notices"), hf_json_of_int((int64_t)decision.draft_count));
    struct hf_json done = hf_json_object(&all);
    hf_act_show(seat->cli, &sight->flows, &done);
    hf_out_hint(seat->cli, HF_SAY_nothing_recorded, HF_STR_NONE, HF_STR_NONE);
    return HF_OK;
}

static enum hf_rc act_in_case(struct hf_seat *seat, struct hf_err *err)
{
    struct hf_cli *cli = seat->cli;
    struct hf_sight sight;
    struct hf_typed_act act;
    struct hf_request request = {0};
    struct hf_response response;
    struct hf_str event = hf_cli_arg(cli, cli->args - 1);
    struct hf_str on = cli->args == 3 ? hf_cli_arg(cli, 1) : HF_STR_NONE;
    HF_TRY(hf_seat_actor(seat, err));
    HF_TRY(hf_sight_case(seat, hf_cli_arg(cli, 0), &sight, err));
    hf_act_find(&sight.flows, &sight.c, on, event, &act);
    HF_TRY(hf_act_command(cli, &act, &request.command, err));
    request.command.file = sight.file;
    if (hf_cli_has(cli, HF_STR("dry-run")))
        return try_out(seat, &sight, &request.command, err);
    HF_TRY(hf_seat_act(seat, &request, &response, err));
    struct hf_json done = hf_act_json(seat->arena, &response);
    hf_act_show(cli, &sight.flows, &done);
    hf_directory_warn(seat, &response);
    hf_out_hint(cli, HF_SAY_next_act, hf_cli_arg(cli, 0), HF_STR_NONE);
    return HF_OK;
}

enum hf_rc hf_cmd_case_act(struct hf_cli *cli, struct hf_err *err)
{
    return hf_cli_at_seat(cli, act_in_case, err);
}
