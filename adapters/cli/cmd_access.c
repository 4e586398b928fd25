/* SPDX-License-Identifier: Apache-2.0 */
/* case access: who read the case, what of it and when; for auditors. */
#include "cli/auditor.h"
#include "cli/cmd.h"
#include "cli/directory.h"
#include "cli/output.h"
#include "cli/people.h"
#include "cli/said.h"

static const struct hf_column columns[] = {
    HF_COLUMN("first", first_read), HF_COLUMN("last", last_read), HF_COLUMN("count", times),
    HF_COLUMN("reader", who),       HF_COLUMN("known", known),    HF_COLUMN("role", role),
    HF_COLUMN("what", what_read),   HF_COLUMN("of", of_which),    HF_COLUMN("through", through)};

struct telling {
    struct hf_seat *seat;
    struct hf_people people;
    struct hf_authorities authorities;
    struct hf_id file; /* of the reads */
    struct hf_json_maker rows;
};

/* A person, an authority, or the account where neither is known. */
static enum hf_rc reader_of(struct telling *t, const struct hf_json *said, struct hf_str *out,
                            struct hf_err *err)
{
    struct hf_sight authority;
    struct hf_id id;
    *out = hf_json_text(said, HF_STR("account"));
    if (!hf_id_read(hf_json_text(said, HF_STR("who")), &id))
        return HF_OK;
    *out = hf_people_name(&t->people, &id);
    for (size_t i = 0; i < t->authorities.count; i++)
        if (hf_id_eq(&t->authorities.id[i], &id)) {
            HF_TRY(hf_sight_open(t->seat, &id, &authority, err));
            *out = hf_sight_text(&authority, 0, HF_STR("name"));
        }
    return HF_OK;
}

static void add_member(struct hf_cli *cli, const struct hf_member *member, struct hf_json_maker *row)
{
    static const struct {
        struct hf_str name;
        struct hf_str (*say)(const struct hf_cli *cli, struct hf_str text);
    } worded[] = {{HF_STR_INIT("known"), hf_said_known},
                  {HF_STR_INIT("what"), hf_said_read},
                  {HF_STR_INIT("of"), hf_said_of}};
    struct hf_json value = member->value;
    for (size_t i = 0; i < sizeof worded / sizeof worded[0]; i++)
        if (hf_str_eq(worded[i].name, member->name) && value.kind == HF_JSON_TEXT)
            value = hf_json_of_text(worded[i].say(cli, value.is.text));
    if (!hf_str_begins(member->name, HF_STR("_")))
        hf_json_add(row, member->name, value);
}

static enum hf_rc tell(struct telling *t, const struct hf_str *payloads, size_t count, struct hf_err *err)
{
    for (size_t i = 0; i < count; i++) {
        struct hf_json said;
        struct hf_str reader;
        struct hf_json_maker row = hf_json_make(t->seat->arena);
        HF_TRY(hf_json_read(payloads[i], &hf_json_payload_limits, t->seat->arena, &said, err));
        HF_TRY(reader_of(t, &said, &reader, err));
        for (size_t k = 0; k < said.is.object.count; k++)
            add_member(t->seat->cli, &said.is.object.member[k], &row);
        hf_json_add(&row, HF_STR("file"), hf_json_of_id(t->seat->arena, &t->file));
        hf_json_add(&row, HF_STR("reader"), hf_json_of_text(reader));
        hf_json_add(&t->rows, HF_STR_NONE, hf_json_object(&row));
    }
    return HF_OK;
}

struct payloads {
    struct hf_arena *arena;
    struct hf_str *at;
    size_t count, room;
};

static enum hf_rc take_payload(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    struct payloads *all = context;
    (void)err;
    all->at = hf_arena_room(all->arena, all->at, all->count, &all->room, sizeof *all->at);
    all->at[all->count++] = hf_arena_keep(all->arena, row->event.payload);
    return HF_OK;
}

/* A case, or a request received. */
static enum hf_rc find_file(struct hf_seat *seat, struct hf_str typed, struct hf_id *out, struct hf_err *err)
{
    struct hf_file_row row = {0};
    enum hf_rc rc = hf_auditor_find(seat, typed, out, err);
    if (rc != HF_NOT_FOUND)
        return rc;
    HF_TRY(hf_desk_find(seat->desk, HF_FILE_INCOMING, typed, &row, seat->arena, err));
    *out = row.file;
    return HF_OK;
}

static enum hf_rc access(struct hf_seat *seat, struct hf_err *err)
{
    struct telling t = {.seat = seat, .rows = hf_json_make(seat->arena)};
    struct payloads all = {.arena = seat->arena};
    struct hf_id file;
    HF_TRY(hf_people_auditor(seat, &t.people, err));
    HF_TRY(hf_directory_all(seat, &t.authorities, err));
    HF_TRY(find_file(seat, hf_cli_arg(seat->cli, 0), &file, err));
    t.file = hf_access_file(seat->desk, &file);
    struct hf_ask ask = {.id = t.file, .from = 1, .to = UINT32_MAX};
    HF_TRY(seat->ledger.ask(seat->ledger.self, HF_ASK_events_of_file, &ask, take_payload, &all, err));
    HF_TRY(tell(&t, all.at, all.count, err));
    struct hf_json rows = hf_json_list(&t.rows);
    hf_out_stream(seat->cli, HF_VIEW(columns), &rows);
    return HF_OK;
}

enum hf_rc hf_cmd_case_access(struct hf_cli *cli, struct hf_err *err)
{
    return hf_cli_at_seat(cli, access, err);
}
