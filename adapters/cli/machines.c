/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/machines.h"

enum hf_rc hf_machine_find(struct hf_seat *seat, struct hf_str kind, struct hf_sight *authority,
                           hf_instance *out, struct hf_err *err)
{
    struct hf_str name = hf_cli_arg(seat->cli, 1);
    HF_TRY(hf_directory_find(seat, hf_cli_arg(seat->cli, 0), authority, err));
    hf_instance found = hf_case_find(&authority->flows, &authority->c, name);
    if (found == HF_NO_INSTANCE || !hf_sight_is(authority, found, kind))
        return hf_fail(err, HF_WORD_no_instance, HF_STR_NONE, name, HF_STR_NONE);
    *out = found;
    return HF_OK;
}

enum hf_rc hf_machine_act(struct hf_seat *seat, struct hf_sight *authority, struct hf_str on,
                          struct hf_str event, const struct hf_json *payload, struct hf_response *response,
                          struct hf_err *err)
{
    struct hf_request request = {.command = {.file = authority->file, .on = on, .event = event}};
    if (payload != NULL)
        request.command.payload = *payload;
    HF_TRY(hf_seat_act(seat, &request, response, err));
    return hf_sight_open(seat, &authority->file, authority, err);
}

/* What is hidden is never shown: who may use it has it. */
static bool is_plain(const struct hf_sight *authority, hf_instance i, uint16_t member)
{
    return hf_case_datum(&authority->c, i, member).held == HF_PLAIN;
}

enum hf_rc hf_machine_row(struct hf_seat *seat, const struct hf_sight *authority, hf_instance i,
                          hf_machine_more_fn more, struct hf_json *out, struct hf_err *err)
{
    const struct hf_shape *shape = hf_case_kind(&authority->flows, &authority->c, i)->data;
    struct hf_json_maker row = hf_json_make(seat->arena);
    struct hf_json value;
    struct hf_entry entry = hf_directory_now(seat, authority);
    hf_json_add(&row, HF_STR("name"), hf_json_of_text(hf_sight_name(authority, i)));
    hf_json_add(&row, HF_STR("authority"),
                hf_json_of_text(hf_entry_text(&entry, HF_STR("name"), seat->arena)));
    hf_json_add(&row, HF_STR("standing"), hf_json_of_text(hf_sight_standing(authority, i)));
    hf_json_add(&row, HF_STR("id"), hf_json_of_id(seat->arena, &hf_case_instance(&authority->c, i)->id));
    for (uint16_t m = 0; m < shape->members; m++)
        if (is_plain(authority, i, m) && hf_sight_datum(authority, i, shape->member[m].name, &value))
            hf_json_add(&row, shape->member[m].name, value);
    if (more != NULL)
        HF_TRY(more(seat, authority, i, &row, err));
    *out = hf_json_object(&row);
    return HF_OK;
}

static enum hf_rc add_rows(struct hf_seat *seat, const struct hf_sight *authority, struct hf_str kind,
                           hf_machine_more_fn more, struct hf_json_maker *rows, struct hf_err *err)
{
    for (hf_instance i = 1; i < hf_case_head(&authority->c)->instances; i++) {
        struct hf_json row;
        if (!hf_sight_is(authority, i, kind))
            continue;
        HF_TRY(hf_machine_row(seat, authority, i, more, &row, err));
        hf_json_add(rows, HF_STR_NONE, row);
    }
    return HF_OK;
}

enum hf_rc hf_machine_rows(struct hf_seat *seat, struct hf_str kind, hf_machine_more_fn more,
                           struct hf_json *out, struct hf_err *err)
{
    struct hf_json_maker rows = hf_json_make(seat->arena);
    struct hf_authorities all;
    struct hf_sight authority;
    if (seat->cli->args > 0) {
        HF_TRY(hf_directory_find(seat, hf_cli_arg(seat->cli, 0), &authority, err));
        HF_TRY(add_rows(seat, &authority, kind, more, &rows, err));
    } else {
        HF_TRY(hf_directory_all(seat, &all, err));
        for (size_t i = 0; i < all.count; i++) {
            HF_TRY(hf_sight_open(seat, &all.id[i], &authority, err));
            HF_TRY(add_rows(seat, &authority, kind, more, &rows, err));
        }
    }
    *out = hf_json_list(&rows);
    return HF_OK;
}
