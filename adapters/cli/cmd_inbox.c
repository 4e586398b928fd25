/* SPDX-License-Identifier: Apache-2.0 */
/* inbox list, show, answer: requests that other authorities sent to us, and what we say to them. */
#include "cli/cmd.h"
#include "cli/directory.h"
#include "cli/file.h"
#include "cli/inbox.h"
#include "cli/output.h"
#include "cli/payload.h"
#include "seal/jwe.h"

/* ---- one request ---- */

static struct hf_str sender(struct hf_seat *seat, const struct hf_sight *request)
{
    struct hf_sight authority;
    struct hf_err unknown;
    struct hf_str from = hf_sight_text(request, 0, HF_STR("from"));
    if (hf_directory_find(seat, from, &authority, &unknown) != HF_OK)
        return from;
    struct hf_entry entry = hf_directory_now(seat, &authority);
    return hf_entry_text(&entry, HF_STR("name"), seat->arena);
}

static struct hf_json request_json(struct hf_seat *seat, const struct hf_sight *request)
{
    static const struct hf_str shown[] = {
        HF_STR_INIT("event"),         HF_STR_INIT("concerns"),      HF_STR_INIT("items"),
        HF_STR_INIT("due"),           HF_STR_INIT("answers"),       HF_STR_INIT("document"),
        HF_STR_INIT("document_size"), HF_STR_INIT("document_type"), HF_STR_INIT("status"),
        HF_STR_INIT("answered_at"),   HF_STR_INIT("recorded")};
    struct hf_json_maker row = hf_json_make(request->arena);
    struct hf_json value;
    hf_json_add(&row, HF_STR("request"), hf_json_of_text(request->name));
    hf_json_add(&row, HF_STR("from"), hf_json_of_text(sender(seat, request)));
    for (size_t i = 0; i < sizeof shown / sizeof shown[0]; i++)
        if (hf_sight_datum(request, 0, shown[i], &value))
            hf_json_add(&row, shown[i], value);
    return hf_json_object(&row);
}

static const struct hf_column request_columns[] = {
    HF_COLUMN("request", request), HF_COLUMN("from", sender),        HF_COLUMN("event", asked),
    HF_COLUMN("due", due),         HF_COLUMN("status", answered),    HF_COLUMN("answered_at", answered_at),
    HF_COLUMN("recorded", proved), HF_COLUMN("items", items),        HF_COLUMN("answers", statuses),
    HF_COLUMN("document", digest), HF_COLUMN("document_size", bytes)};
enum { LIST_COLUMNS = 5 };

/* ---- its thread ---- */

struct messages {
    struct hf_seat *seat;
    struct hf_json_maker rows;
};

static void add_message(struct messages *all, const struct hf_fact *fact, const struct hf_json *made,
                        const char *member, const char *whose)
{
    const struct hf_json *message = hf_json_get(made, hf_str_of(member)),
                         *seq = message == NULL ? NULL : HF_JSON_GET(message, "seq");
    struct hf_json_maker row = hf_json_make(all->seat->arena);
    if (seq == NULL)
        return;
    hf_json_add(&row, HF_STR("from"), hf_json_of_text(hf_str_of(whose)));
    hf_json_add(&row, HF_STR("seq"), *seq);
    hf_json_add(&row, HF_STR("act"), hf_json_of_text(fact->header.act));
    hf_json_add(&row, HF_STR("at"), hf_json_of_instant(all->seat->arena, fact->header.recorded_at_ms));
    hf_json_add(&row, HF_STR("sha256"), hf_json_of_text(hf_json_text(message, HF_STR("digest"))));
    hf_json_add(&all->rows, HF_STR_NONE, hf_json_object(&row));
}

static enum hf_rc take_event(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    struct messages *all = context;
    struct hf_arena *arena = all->seat->arena;
    struct hf_fact fact;
    HF_TRY(hf_fact_read(hf_arena_keep(arena, row->event.header), hf_arena_keep(arena, row->event.payload),
                        arena, &fact, err));
    const struct hf_json *made = HF_JSON_GET(&fact.payload, "_made");
    add_message(all, &fact, made, "heard", "theirs");
    add_message(all, &fact, made, "notice", "ours");
    return HF_OK;
}

static enum hf_rc thread_json(struct hf_seat *seat, const struct hf_sight *request, struct hf_json *out,
                              struct hf_err *err)
{
    struct messages all = {.seat = seat, .rows = hf_json_make(seat->arena)};
    struct hf_ask ask = {.id = request->file, .from = 1, .to = UINT32_MAX};
    HF_TRY(seat->ledger.ask(seat->ledger.self, HF_ASK_events_of_file, &ask, take_event, &all, err));
    *out = hf_json_list(&all.rows);
    return HF_OK;
}

/* ---- list ---- */

struct listed {
    struct hf_arena *arena;
    struct hf_str *name;
    size_t count, room;
};

static enum hf_rc take_file(void *context, const struct hf_file_row *file, struct hf_err *err)
{
    struct listed *all = context;
    (void)err;
    all->name = hf_arena_room(all->arena, all->name, all->count, &all->room, sizeof *all->name);
    all->name[all->count++] = hf_arena_keep(all->arena, file->name);
    return HF_OK;
}

static enum hf_rc list(struct hf_seat *seat, struct hf_err *err)
{
    struct listed all = {.arena = seat->arena};
    struct hf_json_maker rows = hf_json_make(seat->arena);
    HF_TRY(hf_files_each(seat, HF_FILE_INCOMING, take_file, &all, err));
    for (size_t i = 0; i < all.count; i++) {
        struct hf_sight request;
        HF_TRY(hf_inbox_find(seat, all.name[i], &request, err));
        hf_json_add(&rows, HF_STR_NONE, request_json(seat, &request));
    }
    struct hf_json document = hf_json_list(&rows);
    hf_out_table(seat->cli, (struct hf_view){request_columns, LIST_COLUMNS}, &document);
    return HF_OK;
}

enum hf_rc hf_cmd_inbox_list(struct hf_cli *cli, struct hf_err *err)
{
    return hf_cli_at_seat(cli, list, err);
}

/* ---- show ---- */

static enum hf_rc show_request(struct hf_seat *seat, const struct hf_sight *request, struct hf_err *err)
{
    static const struct hf_column columns[] = {HF_COLUMN("from", whose), HF_COLUMN("seq", number),
                                               HF_COLUMN("act", act), HF_COLUMN("at", last_at),
                                               HF_COLUMN("sha256", digest)};
    struct hf_json messages;
    HF_TRY(thread_json(seat, request, &messages, err));
    struct hf_json row = request_json(seat, request);
    if (seat->cli->json) {
        struct hf_json_maker all = hf_json_make(seat->arena);
        for (size_t i = 0; i < row.is.object.count; i++)
            hf_json_add(&all, row.is.object.member[i].name, row.is.object.member[i].value);
        hf_json_add(&all, HF_STR("messages"), messages);
        row = hf_json_object(&all);
    }
    hf_out_record(seat->cli, HF_VIEW(request_columns), &row);
    if (seat->cli->json || seat->cli->quiet)
        return HF_OK;
    hf_out_line(seat->cli, HF_STR(""));
    hf_out_table(seat->cli, HF_VIEW(columns), &messages);
    return HF_OK;
}

static enum hf_rc show(struct hf_seat *seat, struct hf_err *err)
{
    struct hf_sight request;
    HF_TRY(hf_inbox_find(seat, hf_cli_arg(seat->cli, 0), &request, err));
    return show_request(seat, &request, err);
}

enum hf_rc hf_cmd_inbox_show(struct hf_cli *cli, struct hf_err *err)
{
    return hf_cli_at_seat(cli, show, err);
}

/* ---- answer ---- */

/* What is said, with what --attach brings along. */
static enum hf_rc said_of(struct hf_seat *seat, const struct hf_sight *request, struct hf_json *out,
                          struct hf_err *err)
{
    struct hf_cli *cli = seat->cli;
    struct hf_json_maker list = hf_json_make(seat->arena), all = hf_json_make(seat->arena);
    struct hf_json said;
    HF_TRY(hf_cli_payload(cli, NULL, &said, err));
    for (size_t i = 0; i < cli->givens; i++) {
        struct hf_json one = {.kind = HF_JSON_NULL};
        if (!hf_str_eq(cli->given[i].flag->name, HF_STR("attach")))
            continue;
        HF_TRY(hf_inbox_attach(seat, request, cli->given[i].value, &one, err));
        hf_json_add(&list, HF_STR_NONE, one);
    }
    for (size_t i = 0; i < said.is.object.count; i++)
        hf_json_add(&all, said.is.object.member[i].name, said.is.object.member[i].value);
    if (list.count > 0)
        hf_json_add(&all, HF_STR("attachments"), hf_json_list(&list));
    *out = hf_json_object(&all);
    return HF_OK;
}

static enum hf_rc answer(struct hf_seat *seat, struct hf_err *err)
{
    struct hf_cli *cli = seat->cli;
    struct hf_sight request;
    struct hf_json said;
    struct hf_json_maker payload = hf_json_make(seat->arena);
    struct hf_buf text = hf_buf_in(seat->arena, 1024);
    struct hf_request command = {0};
    struct hf_response response;
    HF_TRY(hf_seat_actor(seat, err));
    HF_TRY(hf_inbox_find(seat, hf_cli_arg(cli, 0), &request, err));
    HF_TRY(said_of(seat, &request, &said, err));
    hf_json_write(&text, &said);
    hf_json_add(&payload, HF_STR("said"), hf_json_of_text(hf_buf_str(&text)));
    hf_json_add(&payload, HF_STR("status"), hf_json_of_text(hf_cli_arg(cli, 1)));
    command.command = (struct hf_command){.file = request.file,
                                          .on = HF_STR("incoming"),
                                          .event = HF_STR("incoming.answer"),
                                          .payload = hf_json_object(&payload),
                                          .role = hf_settings_get(&cli->settings, HF_SET_ROLE)};
    HF_TRY(hf_seat_act(seat, &command, &response, err));
    HF_TRY(hf_inbox_find(seat, hf_cli_arg(cli, 0), &request, err));
    return show_request(seat, &request, err);
}

enum hf_rc hf_cmd_inbox_answer(struct hf_cli *cli, struct hf_err *err)
{
    return hf_cli_at_seat(cli, answer, err);
}

/* ---- document ---- */

static enum hf_rc document(struct hf_seat *seat, struct hf_err *err)
{
    struct hf_cli *cli = seat->cli;
    struct hf_str carried = hf_cli_value(cli, HF_STR("file")), to = hf_cli_value(cli, HF_STR("output")),
                  bytes;
    struct hf_sight request;
    bool waits = false;
    HF_TRY(hf_inbox_find(seat, hf_cli_arg(cli, 0), &request, err));
    if (carried.len > 0) {
        HF_TRY(hf_file_read(carried, HF_JWE_DOCUMENT_MAX, seat->arena, &bytes, err));
        HF_TRY(hf_inbox_carried(seat, &request, bytes, err));
    }
    HF_TRY(hf_inbox_document(seat, &request, &bytes, &waits, err));
    if (waits)
        hf_out_hint(cli, HF_SAY_inbox_asked, HF_STR_NONE, HF_STR_NONE);
    else if (to.len > 0)
        HF_TRY(hf_file_put(to, bytes, seat->arena, err));
    else if (!cli->json)
        hf_out_raw(cli, bytes);
    struct hf_json row = request_json(seat, &request);
    hf_out_json(cli, &row);
    return HF_OK;
}

enum hf_rc hf_cmd_inbox_document(struct hf_cli *cli, struct hf_err *err)
{
    return hf_cli_at_seat(cli, document, err);
}
