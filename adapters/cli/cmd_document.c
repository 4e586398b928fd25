/* SPDX-License-Identifier: Apache-2.0 */
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "cli/cmd.h"
#include "cli/file.h"
#include "cli/keeping.h"
#include "cli/media.h"
#include "cli/output.h"
#include "cli/payload.h"
#include "cli/reading.h"
#include "desk/document.h"

enum { DOCUMENT_MAX = 64 << 20 };

static const struct hf_column columns[] = {HF_COLUMN("name", name), HF_COLUMN("id", id),
                                           HF_COLUMN("data", data)};

/* ---- add ---- */

static enum hf_rc add(struct hf_seat *seat, struct hf_err *err)
{
    struct hf_cli *cli = seat->cli;
    struct hf_str path = hf_cli_arg(cli, 1), given = hf_cli_value(cli, HF_STR("title"));
    struct hf_str classed = hf_cli_value(cli, HF_STR("classification"));
    struct hf_sight sight;
    struct hf_json extra;
    struct hf_kept kept = {.title = given.len > 0 ? given : hf_file_name(path),
                           .media_type = hf_media_type(hf_cli_value(cli, HF_STR("media-type")), path),
                           .classification = classed.len > 0 ? classed : HF_STR("confidential"),
                           .language = hf_cli_value(cli, HF_STR("language")),
                           .source = hf_cli_value(cli, HF_STR("source"))};
    HF_TRY(hf_cli_payload(cli, NULL, &extra, err));
    HF_TRY(hf_file_read(path, DOCUMENT_MAX, seat->arena, &kept.bytes, err));
    HF_TRY(hf_sight_case(seat, hf_cli_arg(cli, 0), &sight, err));
    HF_TRY(hf_keep_document(seat, &sight.file, &kept, &extra, err));
    HF_TRY(hf_sight_open(seat, &sight.file, &sight, err));
    struct hf_json row = hf_sight_json(&sight, hf_case_by_id(&sight.c, &kept.instance));
    hf_out_record(cli, HF_VIEW(columns), &row);
    return HF_OK;
}

enum hf_rc hf_cmd_document_add(struct hf_cli *cli, struct hf_err *err)
{
    return hf_cli_at_seat(cli, add, err);
}

/* ---- get ---- */

static enum hf_rc get(struct hf_seat *seat, struct hf_err *err)
{
    struct hf_cli *cli = seat->cli;
    struct hf_str typed = hf_cli_arg(cli, 1), to = hf_cli_value(cli, HF_STR("output")), bytes;
    struct hf_sight sight;
    struct hf_digest digest;
    HF_TRY(hf_sight_case(seat, hf_cli_arg(cli, 0), &sight, err));
    hf_instance i = hf_case_find(&sight.flows, &sight.c, typed);
    if (i == HF_NO_INSTANCE || !hf_sight_is(&sight, i, HF_STR("document")) ||
        !hf_digest_read(hf_sight_text(&sight, i, HF_STR("sha256")), &digest))
        return hf_fail(err, HF_WORD_no_instance, HF_STR_NONE, typed, HF_STR_NONE);
    HF_TRY(hf_document_read(seat->desk, &sight.file, &digest, seat->arena, &bytes, err));
    hf_reading_note(seat, &sight.file, HF_READ_document, hf_sight_text(&sight, i, HF_STR("sha256")));
    HF_TRY(hf_reading_record(seat, err));
    if (to.len > 0)
        HF_TRY(hf_file_write(to, bytes, seat->arena, err));
    else if (!cli->json)
        hf_out_raw(cli, bytes);
    struct hf_json row = hf_sight_json(&sight, i);
    hf_out_json(cli, &row);
    return HF_OK;
}

enum hf_rc hf_cmd_document_get(struct hf_cli *cli, struct hf_err *err)
{
    return hf_cli_at_seat(cli, get, err);
}
