/* SPDX-License-Identifier: Apache-2.0 */
/*
 * stream propose, confirm, enable, pause, disable, verify, delete, list: streams of notices on our side. The
 * receiver does the same over HTTP (docs/streams.md); of what we stop or let go on it is told.
 */
#include "cli/cmd.h"
#include "cli/machines.h"
#include "cli/output.h"
#include "cli/payload.h"

static const struct hf_str kind = HF_STR_INIT("stream");

static const struct hf_column columns[] = {HF_COLUMN("name", name),         HF_COLUMN("authority", authority),
                                           HF_COLUMN("delivery", channel),  HF_COLUMN("endpoint", endpoint),
                                           HF_COLUMN("standing", standing), HF_COLUMN("reason", reason),
                                           HF_COLUMN("events", events),     HF_COLUMN("id", id)};

static enum hf_rc show(struct hf_seat *seat, const struct hf_sight *authority, hf_instance i,
                       struct hf_err *err)
{
    struct hf_json row;
    HF_TRY(hf_machine_row(seat, authority, i, NULL, &row, err));
    hf_out_record(seat->cli, HF_VIEW(columns), &row);
    return HF_OK;
}

static enum hf_rc list(struct hf_seat *seat, struct hf_err *err)
{
    struct hf_json rows;
    HF_TRY(hf_machine_rows(seat, kind, NULL, &rows, err));
    hf_out_table(seat->cli, HF_VIEW(columns), &rows);
    return HF_OK;
}

static enum hf_rc propose(struct hf_seat *seat, struct hf_err *err)
{
    const struct hf_kind *rules = &seat->house->kind[hf_flow_kind(seat->house, kind)];
    struct hf_sight authority;
    struct hf_json payload;
    struct hf_response response;
    HF_TRY(hf_directory_find(seat, hf_cli_arg(seat->cli, 0), &authority, err));
    HF_TRY(hf_cli_payload(seat->cli, rules->event[hf_kind_event(rules, HF_STR("stream.propose"))].payload,
                          &payload, err));
    HF_TRY(hf_machine_act(seat, &authority, kind, HF_STR("stream.propose"), &payload, &response, err));
    HF_TRY(show(seat, &authority, hf_case_by_id(&authority.c, &response.instance), err));
    hf_out_hint(seat->cli, HF_SAY_next_stream_confirm, hf_cli_arg(seat->cli, 0), HF_STR_NONE);
    return HF_OK;
}

static enum hf_rc act(struct hf_seat *seat, struct hf_str event, struct hf_err *err)
{
    struct hf_str reason = hf_cli_value(seat->cli, HF_STR("reason"));
    struct hf_json_maker payload = hf_json_make(seat->arena);
    struct hf_sight authority;
    struct hf_response response;
    hf_instance i;
    HF_TRY(hf_machine_find(seat, kind, &authority, &i, err));
    if (reason.len > 0)
        hf_json_add(&payload, HF_STR("reason"), hf_json_of_text(reason));
    struct hf_json object = hf_json_object(&payload);
    HF_TRY(hf_machine_act(seat, &authority, hf_sight_name(&authority, i), event, &object, &response, err));
    return show(seat, &authority, i, err);
}

/* Each word is an event of its own. */
#define WORD(word)                                                            \
    static enum hf_rc word##_stream(struct hf_seat *seat, struct hf_err *err) \
    {                                                                         \
        return act(seat, HF_STR("stream." #word), err);                       \
    }                                                                         \
    enum hf_rc hf_cmd_stream_##word(struct hf_cli *cli, struct hf_err *err)   \
    {                                                                         \
        return hf_cli_at_seat(cli, word##_stream, err);                       \
    }
WORD(confirm)
WORD(enable)
WORD(pause)
WORD(disable)
WORD(verify)
WORD(delete)

enum hf_rc hf_cmd_stream_propose(struct hf_cli *cli, struct hf_err *err)
{
    return hf_cli_at_seat(cli, propose, err);
}

enum hf_rc hf_cmd_stream_list(struct hf_cli *cli, struct hf_err *err)
{
    return hf_cli_at_seat(cli, list, err);
}
