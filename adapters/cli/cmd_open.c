/* SPDX-License-Identifier: Apache-2.0 */
/* audit open: an encrypted bundle is decrypted, by a passphrase or a key of one's own. Needs no state. */
#include "cli/cmd.h"
#include "cli/file.h"
#include "cli/output.h"
#include "cli/sealing.h"

static enum hf_rc open_bundle(struct hf_cli *cli, struct hf_hasher *hasher, struct hf_err *err)
{
    struct hf_str path = hf_cli_arg(cli, 0), output = hf_cli_value(cli, HF_STR("output")), bytes, plain;
    struct hf_json_maker row = hf_json_make(cli->arena);
    static const struct hf_column columns[] = {HF_COLUMN("size", bytes), HF_COLUMN("output", written_to)};
    if (output.len == 0)
        return hf_fail(err, HF_WORD_cli_needed, cli->command->path, HF_STR("output"), HF_STR("FILE"));
    HF_TRY(hf_file_read(path, HF_SEALED_FILE_MAX, cli->arena, &bytes, err));
    HF_TRY(hf_file_blame(path, hf_sealing_open(cli, hasher, bytes, &plain, err), err));
    HF_TRY(hf_file_put(output, plain, cli->arena, err));
    hf_json_add(&row, HF_STR("size"), hf_json_of_int((int64_t)plain.len));
    hf_json_add(&row, HF_STR("output"), hf_json_of_text(output));
    struct hf_json object = hf_json_object(&row);
    hf_out_record(cli, HF_VIEW(columns), &object);
    hf_out_hint(cli, HF_SAY_next_export, output, HF_STR_NONE);
    return HF_OK;
}

enum hf_rc hf_cmd_audit_open(struct hf_cli *cli, struct hf_err *err)
{
    struct hf_hasher hasher;
    hf_hasher_init(&hasher);
    enum hf_rc rc = open_bundle(cli, &hasher, err);
    hf_hasher_done(&hasher);
    return rc;
}
