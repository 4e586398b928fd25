/* SPDX-License-Identifier: Apache-2.0 */
/* directory list, import: authorities in files of their own, proposed by one person and confirmed by another.
 */
#include "cli/cmd.h"
#include "cli/directory.h"
#include "cli/file.h"
#include "cli/output.h"

enum { DIRECTORY_MAX = 1024 * 1024 };

static const struct hf_column columns[] = {
    HF_COLUMN("name", name),           HF_COLUMN("kind", kind),       HF_COLUMN("state", state_code),
    HF_COLUMN("languages", languages), HF_COLUMN("channel", channel), HF_COLUMN("verified_on", verified_on),
    HF_COLUMN("standing", standing),   HF_COLUMN("pending", pending), HF_COLUMN("id", id)};

static enum hf_rc list(struct hf_seat *seat, struct hf_err *err)
{
    struct hf_authorities all;
    struct hf_json_maker rows = hf_json_make(seat->arena);
    HF_TRY(hf_directory_all(seat, &all, err));
    for (size_t i = 0; i < all.count; i++) {
        struct hf_sight sight;
        HF_TRY(hf_sight_open(seat, &all.id[i], &sight, err));
        struct hf_entry entry = hf_directory_now(seat, &sight);
        hf_json_add(&rows, HF_STR_NONE, hf_directory_json(&sight, &entry));
    }
    struct hf_json document = hf_json_list(&rows);
    hf_out_table(seat->cli, HF_VIEW(columns), &document);
    return HF_OK;
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
    enum hf_rc rc = name.len == 0 ? HF_NOT_FOUND : hf_directory_find(seat, name, &sight, err);
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

enum hf_rc hf_cmd_directory_list(struct hf_cli *cli, struct hf_err *err)
{
    return hf_cli_at_seat(cli, list, err);
}

enum hf_rc hf_cmd_directory_import(struct hf_cli *cli, struct hf_err *err)
{
    return hf_cli_at_seat(cli, import, err);
}
