/* SPDX-License-Identifier: Apache-2.0 */
/* audit stamp: what wants a time-stamp gets one from the authority, by network or by files that are carried.
 */
#include "cli/cmd.h"
#include "cli/file.h"
#include "cli/output.h"
#include "cli/session.h"
#include "cli/stamping.h"

static void tell(struct hf_cli *cli, int64_t size, uint32_t number, int64_t got)
{
    static const struct hf_column columns[] = {HF_COLUMN("size", log_size), HF_COLUMN("number", stamp_number),
                                               HF_COLUMN("stamps", stamps_got)};
    struct hf_json_maker row = hf_json_make(cli->arena);
    if (size > 0) {
        hf_json_add(&row, HF_STR("size"), hf_json_of_int(size));
        hf_json_add(&row, HF_STR("number"), hf_json_of_int(number));
    }
    if (got >= 0)
        hf_json_add(&row, HF_STR("stamps"), hf_json_of_int(got));
    struct hf_json object = hf_json_object(&row);
    hf_out_record(cli, HF_VIEW(columns), &object);
}

/* The first of what is wanted, as a file for `openssl ts -reply`, or for whoever carries it to an authority.
 */
static enum hf_rc write_request(struct hf_stamping *s, struct hf_str path, struct hf_err *err)
{
    struct hf_cli *cli = s->seat->cli;
    const struct hf_stamp_wish *wish;
    size_t wishes;
    struct hf_buf request = hf_buf_in(s->arena, 128);
    HF_TRY(hf_stamps_wanted(s->seat->desk, s->arena, &wish, &wishes, err));
    if (wishes > 0) {
        hf_stamp_request_put(&wish[0].digest, wish[0].nonce, &request);
        HF_TRY(hf_file_put(path, hf_buf_str(&request), s->arena, err));
        tell(cli, wish[0].size, wish[0].number, -1);
        hf_out_hint(cli, HF_SAY_next_stamp, path, HF_STR_NONE);
    } else {
        tell(cli, 0, 0, 0);
    }
    return HF_OK;
}

static enum hf_rc read_response(struct hf_stamping *s, struct hf_str path, struct hf_err *err)
{
    struct hf_str response, token;
    struct hf_stamp stamp;
    struct hf_stamp_wish wish;
    HF_TRY(hf_file_read(path, HF_STAMP_MAX, s->arena, &response, err));
    HF_TRY(hf_file_blame(path, hf_stamp_token(response, &token, err), err));
    HF_TRY(hf_file_blame(path, hf_stamp_read(token, &stamp, err), err));
    HF_TRY(hf_file_blame(path, hf_stamps_wish_of(s->seat->desk, &stamp, s->arena, &wish, err), err));
    HF_TRY(hf_file_blame(path, hf_stamping_take(s, &wish, response, err), err));
    tell(s->seat->cli, wish.size, wish.number, 1);
    return HF_OK;
}

static enum hf_rc ask(struct hf_stamping *s, struct hf_err *err)
{
    struct hf_str url = hf_cli_value(s->seat->cli, HF_STR("authority"));
    size_t got;
    if (url.len == 0)
        url = hf_settings_get(&s->seat->cli->settings, HF_SET_STAMP_AUTHORITY);
    if (url.len == 0)
        return hf_fail(err, HF_WORD_cli_needed, s->seat->cli->command->path, HF_STR("authority"),
                       HF_STR("https://..."));
    HF_TRY(hf_stamping_ask(s, url, &got, err));
    tell(s->seat->cli, 0, 0, (int64_t)got);
    return HF_OK;
}

static enum hf_rc stamp(struct hf_seat *seat, struct hf_err *err)
{
    struct hf_str request = hf_cli_value(seat->cli, HF_STR("request")),
                  response = hf_cli_value(seat->cli, HF_STR("response"));
    struct hf_stamping s;
    int64_t size;
    HF_TRY(hf_stamping_begin(seat, seat->arena, &s, err));
    if (response.len > 0)
        return read_response(&s, response, err);
    HF_TRY(hf_watch_checkpoint(seat->desk, seat->arena, &size, err));
    return request.len > 0 ? write_request(&s, request, err) : ask(&s, err);
}

enum hf_rc hf_cmd_audit_stamp(struct hf_cli *cli, struct hf_err *err)
{
    return hf_cli_at_seat(cli, stamp, err);
}
