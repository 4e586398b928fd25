/* SPDX-License-Identifier: Apache-2.0 */
/*
 * notice list, attempts, redrive, pause, resume: what waits, was given up or is held, what became of each
 * attempt, and what people do about it. A notice is called by its jti.
 */
#include "cli/cmd.h"
#include "cli/directory.h"
#include "cli/output.h"
#include "desk/redrive.h"

static const struct {
    struct hf_str name;
    enum hf_delivery_state state;
} states[] = {
    {HF_STR_INIT("dead"), HF_DEAD}, {HF_STR_INIT("held"), HF_ON_HOLD}, {HF_STR_INIT("waiting"), HF_WAITING}};
enum { STATES = sizeof states / sizeof states[0] };

/* ---- rows ---- */

static struct hf_json uuid_json(struct hf_arena *arena, const struct hf_id *id)
{
    struct hf_buf text = hf_buf_in(arena, HF_UUID_TEXT);
    hf_id_put_uuid(&text, id);
    return hf_json_of_text(hf_buf_str(&text));
}

static struct hf_str state_name(enum hf_delivery_state state)
{
    for (size_t i = 0; i < STATES; i++)
        if (states[i].state == state)
            return states[i].name;
    return HF_STR("delivered");
}

static void add_text(struct hf_json_maker *row, struct hf_str member, struct hf_str text,
                     struct hf_arena *arena)
{
    if (text.len > 0)
        hf_json_add(row, member, hf_json_of_text(hf_arena_keep(arena, text)));
}

/* The reference of a case, by its file. */
static enum hf_rc case_name(struct hf_seat *seat, const struct hf_id *file, struct hf_str *out,
                            struct hf_err *err)
{
    const struct hf_file_ask ask = {.file = *file, .after_seq = INT32_MAX};
    struct hf_file_row row;
    size_t one = 1;
    HF_TRY(seat->ledger.load(seat->ledger.self, &ask, &one, seat->arena, &row, err));
    *out = row.kind == 0 ? HF_STR_NONE : row.name;
    return HF_OK;
}

/* ---- list ---- */

/* Those of one addressee in one state. */
struct found {
    struct hf_seat *seat;
    struct hf_delivery_row *row;
    size_t count, room;
};

static enum hf_rc take_row(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    struct found *found = context;
    struct hf_arena *arena = found->seat->arena;
    (void)err;
    found->row = hf_arena_room(arena, found->row, found->count, &found->room, sizeof(*found->row));
    struct hf_delivery_row *kept = &found->row[found->count++];
    *kept = row->delivery;
    kept->class_name = hf_arena_keep(arena, kept->class_name);
    kept->said = hf_arena_keep(arena, kept->said);
    kept->wire = (struct hf_wire){hf_arena_keep(arena, kept->wire.address),
                                  hf_arena_keep(arena, kept->wire.tls), kept->wire.certificate};
    return HF_OK;
}

static enum hf_rc find(struct hf_seat *seat, const struct hf_id *authority, enum hf_delivery_state state,
                       struct found *out, struct hf_err *err)
{
    const struct hf_ask ask = {.id = *authority, .from = (int64_t)state};
    *out = (struct found){.seat = seat};
    return seat->ledger.ask(seat->ledger.self, HF_ASK_outbox_of_recipient, &ask, take_row, out, err);
}

static const struct hf_column list_columns[] = {
    HF_COLUMN("notice", notice),      HF_COLUMN("authority", authority), HF_COLUMN("case", case),
    HF_COLUMN("state", standing),     HF_COLUMN("attempts", attempts),   HF_COLUMN("class", class),
    HF_COLUMN("status", http_status), HF_COLUMN("next", next_at)};

static enum hf_rc add_rows(struct hf_seat *seat, const struct found *found, struct hf_str authority,
                           struct hf_json_maker *rows, struct hf_err *err)
{
    for (size_t i = 0; i < found->count; i++) {
        const struct hf_delivery_row *d = &found->row[i];
        struct hf_json_maker row = hf_json_make(seat->arena);
        struct hf_str name;
        HF_TRY(case_name(seat, &d->outbox.file, &name, err));
        hf_json_add(&row, HF_STR("notice"), uuid_json(seat->arena, &d->outbox.token));
        hf_json_add(&row, HF_STR("authority"), hf_json_of_text(authority));
        add_text(&row, HF_STR("case"), name, seat->arena);
        hf_json_add(&row, HF_STR("state"), hf_json_of_text(state_name(d->state)));
        if (d->outbox.lane == HF_LANE_DEPUTY)
            hf_json_add(&row, HF_STR("to_deputy"), hf_json_of_bool(true));
        hf_json_add(&row, HF_STR("attempts"), hf_json_of_int(d->attempt));
        add_text(&row, HF_STR("class"), d->class_name, seat->arena);
        if (d->status > 0)
            hf_json_add(&row, HF_STR("status"), hf_json_of_int(d->status));
        if (d->state == HF_WAITING)
            hf_json_add(&row, HF_STR("next"), hf_json_of_instant(seat->arena, d->next_ms));
        hf_json_add(rows, HF_STR_NONE, hf_json_object(&row));
    }
    return HF_OK;
}

/* The states that were asked for by --state; all that are open without it. */
static enum hf_rc wanted_states(struct hf_cli *cli, bool wanted[STATES], struct hf_err *err)
{
    struct hf_str said = hf_cli_value(cli, HF_STR("standing"));
    bool any = false;
    for (size_t i = 0; i < STATES; i++) {
        wanted[i] = said.len == 0 || hf_str_eq(said, states[i].name);
        any = any || wanted[i];
    }
    return any ? HF_OK
               : hf_fail(err, HF_WORD_cli_choice, HF_STR("--standing"), said, HF_STR("dead held waiting"));
}

static enum hf_rc list_one(struct hf_seat *seat, const struct hf_id *authority, const bool wanted[STATES],
                           struct hf_json_maker *rows, struct hf_err *err)
{
    struct hf_sight sight;
    HF_TRY(hf_sight_open(seat, authority, &sight, err));
    struct hf_entry entry = hf_directory_now(seat, &sight);
    struct hf_str name = hf_entry_text(&entry, HF_STR("name"), seat->arena);
    for (size_t i = 0; i < STATES; i++) {
        struct found found = {.count = 0};
        if (wanted[i])
            HF_TRY(find(seat, authority, states[i].state, &found, err));
        HF_TRY(add_rows(seat, &found, name, rows, err));
    }
    return HF_OK;
}

static enum hf_rc list(struct hf_seat *seat, struct hf_err *err)
{
    struct hf_authorities all = {.count = 0};
    struct hf_json_maker rows = hf_json_make(seat->arena);
    bool wanted[STATES];
    HF_TRY(wanted_states(seat->cli, wanted, err));
    if (hf_cli_arg(seat->cli, 0).len > 0) {
        struct hf_sight sight;
        HF_TRY(hf_directory_find(seat, hf_cli_arg(seat->cli, 0), &sight, err));
        HF_TRY(list_one(seat, &sight.file, wanted, &rows, err));
    } else
        HF_TRY(hf_directory_all(seat, &all, err));
    for (size_t i = 0; i < all.count; i++)
        HF_TRY(list_one(seat, &all.id[i], wanted, &rows, err));
    struct hf_json document = hf_json_list(&rows);
    hf_out_stream(seat->cli, HF_VIEW(list_columns), &document);
    return HF_OK;
}

/* ---- attempts ---- */

static const struct hf_column attempt_columns[] = {
    HF_COLUMN("notice", notice), HF_COLUMN("attempt", attempt),    HF_COLUMN("start", started_at),
    HF_COLUMN("class", class),   HF_COLUMN("status", http_status), HF_COLUMN("address", address),
    HF_COLUMN("tls", tls),       HF_COLUMN("said", said)};

static struct hf_json attempt_json(struct hf_arena *arena, const struct hf_delivery_row *d)
{
    static const struct hf_digest none;
    struct hf_json_maker row = hf_json_make(arena);
    hf_json_add(&row, HF_STR("notice"), uuid_json(arena, &d->outbox.token));
    hf_json_add(&row, HF_STR("attempt"), hf_json_of_int(d->attempt));
    hf_json_add(&row, HF_STR("start"), hf_json_of_instant(arena, d->start_ms));
    hf_json_add(&row, HF_STR("end"), hf_json_of_instant(arena, d->end_ms));
    hf_json_add(&row, HF_STR("state"), hf_json_of_text(state_name(d->state)));
    add_text(&row, HF_STR("class"), d->class_name, arena);
    if (d->status > 0)
        hf_json_add(&row, HF_STR("status"), hf_json_of_int(d->status));
    add_text(&row, HF_STR("address"), d->wire.address, arena);
    add_text(&row, HF_STR("tls"), d->wire.tls, arena);
    if (!hf_digest_eq(&d->wire.certificate, &none)) {
        struct hf_buf digest = hf_buf_in(arena, HF_DIGEST_TEXT);
        hf_digest_put(&digest, &d->wire.certificate);
        hf_json_add(&row, HF_STR("certificate"), hf_json_of_text(hf_buf_str(&digest)));
    }
    add_text(&row, HF_STR("said"), d->said, arena);
    return hf_json_object(&row);
}

static enum hf_rc attempts(struct hf_seat *seat, struct hf_err *err)
{
    struct hf_sight sight;
    struct found found = {.seat = seat};
    struct hf_json_maker rows = hf_json_make(seat->arena);
    HF_TRY(hf_sight_case(seat, hf_cli_arg(seat->cli, 0), &sight, err));
    const struct hf_ask ask = {.id = sight.file};
    HF_TRY(seat->ledger.ask(seat->ledger.self, HF_ASK_attempts_of_file, &ask, take_row, &found, err));
    for (size_t i = 0; i < found.count; i++)
        hf_json_add(&rows, HF_STR_NONE, attempt_json(seat->arena, &found.row[i]));
    struct hf_json document = hf_json_list(&rows);
    hf_out_stream(seat->cli, HF_VIEW(attempt_columns), &document);
    return HF_OK;
}

/* ---- redrive ---- */

static enum hf_rc needed_reason(struct hf_cli *cli, struct hf_str *out, struct hf_err *err)
{
    *out = hf_cli_value(cli, HF_STR("reason"));
    return out->len > 0 ? HF_OK
                        : hf_fail(err, HF_WORD_cli_needed, cli->typed, HF_STR("reason"), HF_STR("TEXT"));
}

/* Named by its jti, or all where none is named; of one class only where --class says so. */
static enum hf_rc pick(struct hf_seat *seat, const struct hf_delivery_row *row, bool *picked,
                       struct hf_err *err)
{
    struct hf_str class = hf_cli_value(seat->cli, HF_STR("class"));
    *picked = hf_cli_arg(seat->cli, 1).len == 0;
    for (size_t i = 1; hf_cli_arg(seat->cli, i).len > 0; i++) {
        struct hf_id jti;
        if (!hf_id_read_uuid(hf_cli_arg(seat->cli, i), &jti))
            return hf_fail(err, HF_WORD_cli_no_notice, HF_STR_NONE, hf_cli_arg(seat->cli, i), HF_STR_NONE);
        *picked = *picked || hf_id_eq(&jti, &row->outbox.token);
    }
    *picked = *picked && (class.len == 0 || hf_str_eq(class, row->class_name));
    return HF_OK;
}

static enum hf_rc pick_all(struct hf_seat *seat, const struct hf_id *authority, struct found *out,
                           struct hf_err *err)
{
    static const enum hf_delivery_state open[] = {HF_DEAD, HF_ON_HOLD};
    *out = (struct found){.seat = seat};
    for (size_t s = 0; s < 2; s++) {
        struct found found;
        HF_TRY(find(seat, authority, open[s], &found, err));
        for (size_t i = 0; i < found.count; i++) {
            bool picked;
            HF_TRY(pick(seat, &found.row[i], &picked, err));
            if (!picked)
                continue;
            out->row = hf_arena_room(seat->arena, out->row, out->count, &out->room, sizeof(*out->row));
            out->row[out->count++] = found.row[i];
        }
    }
    return HF_OK;
}

static enum hf_rc redrive_some(struct hf_seat *seat, const struct hf_redrive *redrive, struct hf_err *err)
{
    struct hf_response response;
    const struct hf_command as = {.id = hf_seat_command_id(seat),
                                  .actor = seat->actor,
                                  .known = seat->known,
                                  .role = hf_settings_get(&seat->cli->settings, HF_SET_ROLE)};
    HF_TRY(hf_redrive(seat->desk, redrive, &as, seat->arena, &response, err));
    seat->acted = true;
    return HF_OK;
}

static enum hf_rc redrive(struct hf_seat *seat, struct hf_err *err)
{
    struct hf_sight sight;
    struct found found;
    struct hf_str reason;
    struct hf_json_maker rows = hf_json_make(seat->arena);
    HF_TRY(needed_reason(seat->cli, &reason, err));
    HF_TRY(hf_directory_find(seat, hf_cli_arg(seat->cli, 0), &sight, err));
    HF_TRY(hf_seat_actor(seat, err));
    HF_TRY(pick_all(seat, &sight.file, &found, err));
    if (found.count == 0)
        return hf_fail(err, HF_WORD_cli_no_notice, HF_STR_NONE, hf_cli_arg(seat->cli, 0), HF_STR_NONE);
    for (size_t at = 0; at < found.count; at += HF_REDRIVE_MAX) {
        size_t left = found.count - at;
        const struct hf_redrive some = {.authority = sight.file,
                                        .notices = found.row + at,
                                        .count = left < HF_REDRIVE_MAX ? left : HF_REDRIVE_MAX,
                                        .reason = reason};
        HF_TRY(redrive_some(seat, &some, err));
    }
    for (size_t i = 0; i < found.count; i++) {
        struct hf_json_maker row = hf_json_make(seat->arena);
        hf_json_add(&row, HF_STR("notice"), uuid_json(seat->arena, &found.row[i].outbox.token));
        hf_json_add(&rows, HF_STR_NONE, hf_json_object(&row));
    }
    static const struct hf_column columns[] = {HF_COLUMN("notice", notice)};
    struct hf_json document = hf_json_list(&rows);
    hf_out_stream(seat->cli, HF_VIEW(columns), &document);
    hf_out_hint(seat->cli, HF_SAY_waits_for_serve, HF_STR_NONE, HF_STR_NONE);
    return HF_OK;
}

/* ---- pause, resume ---- */

static const struct hf_column pause_columns[] = {
    HF_COLUMN("name", name),   HF_COLUMN("state", standing),     HF_COLUMN("address", address),
    HF_COLUMN("class", class), HF_COLUMN("status", http_status), HF_COLUMN("reason", reason)};

static void show_pause(const struct hf_sight *sight, hf_instance i)
{
    static const struct hf_str shown[] = {HF_STR_INIT("address"), HF_STR_INIT("class"), HF_STR_INIT("status"),
                                          HF_STR_INIT("reason")};
    struct hf_json_maker row = hf_json_make(sight->arena);
    hf_json_add(&row, HF_STR("name"), hf_json_of_text(hf_sight_name(sight, i)));
    hf_json_add(&row, HF_STR("state"), hf_json_of_text(hf_sight_standing(sight, i)));
    for (size_t k = 0; k < sizeof shown / sizeof shown[0]; k++) {
        struct hf_json value;
        if (hf_sight_datum(sight, i, shown[k], &value))
            hf_json_add(&row, shown[k], value);
    }
    struct hf_json object = hf_json_object(&row);
    hf_out_record((struct hf_cli *)(uintptr_t)sight->cli, HF_VIEW(pause_columns), &object);
}

static enum hf_rc pause_act(struct hf_seat *seat, const struct hf_sight *sight, struct hf_str on,
                            struct hf_str event, struct hf_json payload, struct hf_err *err)
{
    struct hf_response response;
    struct hf_request request = {
        .command = {.file = sight->file, .on = on, .event = event, .payload = payload}};
    return hf_seat_act(seat, &request, &response, err);
}

static enum hf_rc pause(struct hf_seat *seat, struct hf_err *err)
{
    struct hf_sight sight;
    struct hf_str reason;
    bool deputy = hf_cli_has(seat->cli, HF_STR("deputy"));
    struct hf_json_maker payload = hf_json_make(seat->arena);
    HF_TRY(needed_reason(seat->cli, &reason, err));
    HF_TRY(hf_directory_find(seat, hf_cli_arg(seat->cli, 0), &sight, err));
    struct hf_entry entry = hf_directory_now(seat, &sight);
    struct hf_str address =
        hf_entry_text(&entry, deputy ? HF_STR("deputy_endpoint") : HF_STR("endpoint"), seat->arena);
    if (address.len == 0)
        return hf_fail(err, HF_WORD_cli_no_endpoint, HF_STR_NONE, hf_cli_arg(seat->cli, 0), HF_STR_NONE);
    hf_json_add(&payload, HF_STR("address"), hf_json_of_text(address));
    hf_json_add(&payload, HF_STR("class"), hf_json_of_text(HF_STR("by_hand")));
    hf_json_add(&payload, HF_STR("reason"), hf_json_of_text(reason));
    HF_TRY(pause_act(seat, &sight, HF_STR("pause"), HF_STR("pause.begin"), hf_json_object(&payload), err));
    HF_TRY(hf_sight_open(seat, &sight.file, &sight, err));
    show_pause(&sight, hf_case_head(&sight.c)->instances - 1);
    return HF_OK;
}

/* Every pause of the authority that is in force. */
static enum hf_rc resume(struct hf_seat *seat, struct hf_err *err)
{
    struct hf_sight sight;
    struct hf_str reason;
    size_t ended = 0;
    HF_TRY(needed_reason(seat->cli, &reason, err));
    HF_TRY(hf_directory_find(seat, hf_cli_arg(seat->cli, 0), &sight, err));
    for (hf_instance i = 1; i < hf_case_head(&sight.c)->instances; i++) {
        struct hf_json_maker payload = hf_json_make(seat->arena);
        struct hf_sight after;
        if (!hf_sight_is(&sight, i, HF_STR("pause")) ||
            !hf_str_eq(hf_sight_state(&sight, i), HF_STR("in_force")))
            continue;
        hf_json_add(&payload, HF_STR("reason"), hf_json_of_text(reason));
        HF_TRY(pause_act(seat, &sight, hf_sight_name(&sight, i), HF_STR("pause.end"),
                         hf_json_object(&payload), err));
        HF_TRY(hf_sight_open(seat, &sight.file, &after, err));
        show_pause(&after, i);
        ended++;
    }
    if (ended == 0)
        return hf_fail(err, HF_WORD_cli_no_pause, HF_STR_NONE, hf_cli_arg(seat->cli, 0), HF_STR_NONE);
    hf_out_hint(seat->cli, HF_SAY_waits_for_serve, HF_STR_NONE, HF_STR_NONE);
    return HF_OK;
}

enum hf_rc hf_cmd_notice_list(struct hf_cli *cli, struct hf_err *err)
{
    return hf_cli_at_seat(cli, list, err);
}

enum hf_rc hf_cmd_notice_attempts(struct hf_cli *cli, struct hf_err *err)
{
    return hf_cli_at_seat(cli, attempts, err);
}

enum hf_rc hf_cmd_notice_redrive(struct hf_cli *cli, struct hf_err *err)
{
    return hf_cli_at_seat(cli, redrive, err);
}

enum hf_rc hf_cmd_notice_pause(struct hf_cli *cli, struct hf_err *err)
{
    return hf_cli_at_seat(cli, pause, err);
}

enum hf_rc hf_cmd_notice_resume(struct hf_cli *cli, struct hf_err *err)
{
    return hf_cli_at_seat(cli, resume, err);
}
