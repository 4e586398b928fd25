/* SPDX-License-Identifier: Apache-2.0 */
/* audit absence: a small file that proves that there is no case of a reference. */
#include "cli/cmd.h"
#include "cli/file.h"
#include "cli/output.h"
#include "cli/session.h"
#include "desk/absence.h"
#include "proof/absence.h"

static const struct hf_column columns[] = {HF_COLUMN("case", case), HF_COLUMN("size", bytes),
                                           HF_COLUMN("output", written_to)};

static enum hf_rc read_names(struct hf_seat *seat, struct hf_str *name, size_t *count, struct hf_err *err)
{
    for (*count = 0; hf_cli_arg(seat->cli, *count).len > 0; (*count)++) {
        struct hf_str typed = hf_cli_arg(seat->cli, *count);
        char *reference = HF_NEW(seat->arena, char, HF_REFERENCE_TEXT);
        if (*count == HF_ABSENCE_NAMES_MAX || !hf_reference_read(typed, reference))
            return hf_fail(err, HF_WORD_bad_reference, HF_STR_NONE, typed, HF_STR_NONE);
        name[*count] = (struct hf_str){reference, HF_REFERENCE_TEXT};
    }
    return HF_OK;
}

static enum hf_rc prove(struct hf_seat *seat, struct hf_err *err)
{
    struct hf_str *name = HF_NEW(seat->arena, struct hf_str, HF_ABSENCE_NAMES_MAX);
    struct hf_str path = hf_cli_value(seat->cli, HF_STR("output"));
    struct hf_buf out = hf_buf_in(seat->arena, 1 << 14), names = hf_buf_in(seat->arena, 64);
    struct hf_json_maker row = hf_json_make(seat->arena);
    size_t count;
    if (path.len == 0)
        path = HF_STR("absence.proof");
    HF_TRY(read_names(seat, name, &count, err));
    HF_TRY(hf_absence_make(seat->desk, name, count, seat->arena, &out, err));
    HF_TRY(hf_file_put(path, hf_buf_str(&out), seat->arena, err));
    for (size_t i = 0; i < count; i++) {
        hf_buf_put(&names, i == 0 ? HF_STR_NONE : HF_STR(" "));
        hf_buf_put(&names, name[i]);
    }
    hf_json_add(&row, HF_STR("case"), hf_json_of_text(hf_buf_str(&names)));
    hf_json_add(&row, HF_STR("size"), hf_json_of_int((int64_t)out.len));
    hf_json_add(&row, HF_STR("output"), hf_json_of_text(path));
    struct hf_json object = hf_json_object(&row);
    hf_out_record(seat->cli, HF_VIEW(columns), &object);
    hf_out_hint(seat->cli, HF_SAY_next_export, path, HF_STR_NONE);
    return HF_OK;
}

enum hf_rc hf_cmd_audit_absence(struct hf_cli *cli, struct hf_err *err)
{
    return hf_cli_at_seat(cli, prove, err);
}
