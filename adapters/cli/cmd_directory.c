/* SPDX-License-Identifier: Apache-2.0 */
/* The directory: authorities in files of their own, proposed by one person and confirmed by another. */
#include "cli/cmd.h"
#include "cli/file.h"
#include "cli/output.h"
#include "cli/view.h"

enum { DIRECTORY_MAX = 1024 * 1024 };

static const struct hf_column columns[] = {HF_COLUMN("name", name),
                                           HF_COLUMN("kind", kind),
                                           HF_COLUMN("state", state_code),
                                           HF_COLUMN("languages", languages),
                                           HF_COLUMN("channel", channel),
                                           HF_COLUMN("standing", standing),
                                           HF_COLUMN("id", id)};

struct authorities {
    struct hf_seat *seat;
    struct hf_id *id;
    size_t count, room;
};

static enum hf_rc take_authority(void *context, const struct hf_file_row *file, struct hf_err *err)
{
    struct authorities *all = context;
    (void)err;
    if (all->count == all->room) {
        size_t room = all->room == 0 ? 32 : 2 * all->room;
        struct hf_id *more = HF_NEW(all->seat->arena, struct hf_id, room);
        if (all->count > 0)
            memcpy(more, all->id, all->count * sizeof *more);
        all->id = more;
        all->room = room;
    }
    all->id[all->count++] = file->file;
    return HF_OK;
}

static enum hf_rc find_all(struct hf_seat *seat, struct authorities *all, struct hf_err *err)
{
    *all = (struct authorities){.seat = seat};
    return hf_files_each(seat, HF_FILE_AUTHORITY, take_authority, all, err);
}

static struct hf_json authority_json(const struct hf_sight *sight)
{
    static const struct hf_str shown[] = {
        HF_STR_INIT("name"),      HF_STR_INIT("kind"),    HF_STR_INIT("state"),
        HF_STR_INIT("languages"), HF_STR_INIT("channel"), HF_STR_INIT("endpoint"),
        HF_STR_INIT("issuer"),    HF_STR_INIT("key_id"),  HF_STR_INIT("deputy_name")};
    struct hf_json_maker row = hf_json_make(sight->arena);
    hf_json_add(&row, HF_STR("id"), hf_json_of_id(sight->arena, &sight->file));
    hf_json_add(&row, HF_STR("standing"), hf_json_of_text(hf_sight_state(sight, 0)));
    for (size_t i = 0; i < sizeof shown / sizeof shown[0]; i++) {
        struct hf_json value;
        if (hf_sight_datum(sight, 0, shown[i], &value))
            hf_json_add(&row, shown[i], value);
    }
    return hf_json_object(&row);
}

static enum hf_rc list(struct hf_seat *seat, struct hf_err *err)
{
    struct authorities all;
    struct hf_json_maker rows = hf_json_make(seat->arena);
    HF_TRY(find_all(seat, &all, err));
    for (size_t i = 0; i < all.count; i++) {
        struct hf_sight sight;
        HF_TRY(hf_sight_open(seat, &all.id[i], &sight, err));
        hf_json_add(&rows, HF_STR_NONE, authority_json(&sight));
    }
    struct hf_json document = hf_json_list(&rows);
    hf_out_table(seat->cli, HF_VIEW(columns), &document);
    return HF_OK;
}

/* By name or id; those that are retired are passed over. */
static enum hf_rc find_one(struct hf_seat *seat, struct hf_str typed, struct hf_sight *out,
                           struct hf_err *err)
{
    struct authorities all;
    struct hf_id id;
    bool by_id = hf_id_read(typed, &id);
    HF_TRY(find_all(seat, &all, err));
    for (size_t i = 0; i < all.count; i++) {
        HF_TRY(hf_sight_open(seat, &all.id[i], out, err));
        bool meant =
            (by_id && hf_id_eq(&id, &all.id[i])) || hf_str_eq(hf_sight_text(out, 0, HF_STR("name")), typed);
        if (meant && !hf_str_eq(hf_sight_state(out, 0), HF_STR("retired")))
            return HF_OK;
    }
    return hf_fail(err, HF_WORD_cli_no_authority, HF_STR_NONE, typed, HF_STR_NONE);
}

/* ---- import ---- */

static enum hf_rc read_directory(struct hf_cli *cli, const struct hf_json **entries, struct hf_err *err)
{
    struct hf_str path = hf_cli_arg(cli, 0), text;
    struct hf_json *json = HF_NEW(cli->arena, struct hf_json, 1);
    HF_TRY(hf_file_read(path, DIRECTORY_MAX, cli->arena, &text, err));
    HF_TRY(hf_file_blame(path, hf_json_read(text, &hf_json_file_limits, cli->arena, json, err), err));
    *entries = HF_JSON_GET(json, "authorities");
    if (*entries == NULL || (*entries)->kind != HF_JSON_LIST)
        return hf_fail(err, HF_WORD_cli_no_authorities, path, HF_STR_NONE, HF_STR_NONE);
    return HF_OK;
}

/* Is an entry of this name there already? Then importing the file again changes nothing. */
static enum hf_rc is_known(struct hf_seat *seat, const struct hf_json *entry, bool *known, struct hf_err *err)
{
    struct hf_sight sight;
    struct hf_str name = hf_json_text(entry, HF_STR("name"));
    enum hf_rc rc = name.len == 0 ? HF_NOT_FOUND : find_one(seat, name, &sight, err);
    *known = rc == HF_OK;
    return rc == HF_NOT_FOUND ? HF_OK : rc;
}

static enum hf_rc propose(struct hf_seat *seat, const struct hf_json *entry, size_t index, struct hf_err *err)
{
    struct hf_request request = {
        .command = {.on = HF_STR("authority"), .event = HF_STR("authority.propose"), .payload = *entry}};
    struct hf_response response;
    char room[64];
    struct hf_buf place = HF_BUF(room);
    hf_buf_put(&place, HF_STR("authorities["));
    hf_buf_put_i64(&place, (int64_t)index);
    hf_buf_put_char(&place, ']');
    return hf_file_blame(hf_buf_str(&place), hf_seat_act(seat, &request, &response, err), err);
}

static enum hf_rc import(struct hf_seat *seat, struct hf_err *err)
{
    const struct hf_json *entries;
    HF_TRY(read_directory(seat->cli, &entries, err));
    for (size_t i = 0; i < entries->is.list.count; i++) {
        bool known;
        HF_TRY(is_known(seat, &entries->is.list.item[i], &known, err));
        if (!known)
            HF_TRY(propose(seat, &entries->is.list.item[i], i, err));
    }
    HF_TRY(list(seat, err));
    hf_out_hint(seat->cli, HF_SAY_next_directory_confirm, HF_STR_NONE, HF_STR_NONE);
    return HF_OK;
}

/* ---- confirm, retire ---- */

static enum hf_rc act_on(struct hf_seat *seat, struct hf_str event, struct hf_err *err)
{
    struct hf_sight sight;
    struct hf_response response;
    HF_TRY(find_one(seat, hf_cli_arg(seat->cli, 0), &sight, err));
    struct hf_request request = {.command = {.file = sight.file, .on = HF_STR("authority"), .event = event}};
    HF_TRY(hf_seat_act(seat, &request, &response, err));
    HF_TRY(hf_sight_open(seat, &response.file, &sight, err));
    struct hf_json row = authority_json(&sight);
    hf_out_record(seat->cli, HF_VIEW(columns), &row);
    return HF_OK;
}

static enum hf_rc confirm(struct hf_seat *seat, struct hf_err *err)
{
    return act_on(seat, HF_STR("authority.confirm"), err);
}

enum hf_rc hf_cmd_directory_list(struct hf_cli *cli, struct hf_err *err)
{
    return hf_cli_at_seat(cli, list, err);
}

enum hf_rc hf_cmd_directory_import(struct hf_cli *cli, struct hf_err *err)
{
    return hf_cli_at_seat(cli, import, err);
}

enum hf_rc hf_cmd_directory_confirm(struct hf_cli *cli, struct hf_err *err)
{
    return hf_cli_at_seat(cli, confirm, err);
}
