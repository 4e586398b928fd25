/* SPDX-License-Identifier: Apache-2.0 */
/* audit export: one file with all that proves it, for a reader. */
#include "cli/cmd.h"
#include "cli/directory.h"
#include "cli/file.h"
#include "cli/output.h"
#include "cli/sealing.h"
#include "desk/bundle.h"

static const struct hf_column columns[] = {HF_COLUMN("case", case), HF_COLUMN("reader", made_for),
                                           HF_COLUMN("size", bytes), HF_COLUMN("output", written_to)};

/* Everybody who is neither the auditor nor the public is an authority of the directory. */
static enum hf_rc find_reader(struct hf_seat *seat, struct hf_bundle_order *order, struct hf_err *err)
{
    struct hf_str typed = hf_cli_value(seat->cli, HF_STR("for"));
    struct hf_sight authority;
    order->reader = HF_READER_AUDITOR;
    if (typed.len == 0 || hf_str_eq(typed, HF_STR("auditor")))
        return HF_OK;
    order->reader = HF_READER_PUBLIC;
    if (hf_str_eq(typed, HF_STR("public")))
        return HF_OK;
    order->reader = HF_READER_AUTHORITY;
    HF_TRY(hf_directory_find(seat, typed, &authority, err));
    order->authority = authority.file;
    return HF_OK;
}

static struct hf_str path_of(struct hf_seat *seat, struct hf_str name)
{
    struct hf_str given = hf_cli_value(seat->cli, HF_STR("output"));
    struct hf_buf path = hf_buf_in(seat->arena, 32);
    if (given.len > 0)
        return given;
    hf_buf_put(&path, name);
    hf_buf_put(&path, HF_STR(".bundle"));
    return hf_buf_str(&path);
}

static enum hf_rc export(struct hf_seat *seat, struct hf_err *err) {
    struct hf_bundle_order order = {.documents = hf_cli_has(seat->cli, HF_STR("with-documents"))};
    struct hf_buf out = hf_buf_in(seat->arena, 1 << 20);
    struct hf_json_maker row = hf_json_make(seat->arena);
    struct hf_sight sight;
    HF_TRY(hf_sealing_fits(seat->cli, err));
    HF_TRY(find_reader(seat, &order, err));
    HF_TRY(hf_sight_case(seat, hf_cli_arg(seat->cli, 0), &sight, err));
    order.file = sight.file;
    HF_TRY(hf_bundle_make(seat->desk, &order, seat->arena, &out, err));
    struct hf_str path = path_of(seat, hf_cli_arg(seat->cli, 0)), sealed;
    HF_TRY(hf_sealing_make(seat->cli, &seat->hasher, &seat->dice, hf_buf_str(&out), &sealed, err));
    HF_TRY(hf_file_put(path, sealed, seat->arena, err));
    struct hf_str reader = hf_cli_value(seat->cli, HF_STR("for"));
    hf_json_add(&row, HF_STR("case"), hf_json_of_text(hf_cli_arg(seat->cli, 0)));
    hf_json_add(&row, HF_STR("reader"), hf_json_of_text(reader.len > 0 ? reader : HF_STR("auditor")));
    hf_json_add(&row, HF_STR("size"), hf_json_of_int((int64_t)sealed.len));
    hf_json_add(&row, HF_STR("output"), hf_json_of_text(path));
    struct hf_json object = hf_json_object(&row);
    hf_out_record(seat->cli, HF_VIEW(columns), &object);
    hf_out_hint(seat->cli, HF_SAY_next_export, path, HF_STR_NONE);
    return HF_OK;
}

enum hf_rc hf_cmd_audit_export(struct hf_cli *cli, struct hf_err *err)
{
    return hf_cli_at_seat(cli, export, err);
}
