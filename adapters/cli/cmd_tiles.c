/* SPDX-License-Identifier: Apache-2.0 */
/* audit tiles: the log as static files in a folder. What stands there already and stays is left alone. */
#include "cli/cmd.h"
#include "cli/output.h"
#include "cli/session.h"
#include "cli/tile_folder.h"

static const struct hf_column columns[] = {HF_COLUMN("leaves", leaves), HF_COLUMN("files", new_files),
                                           HF_COLUMN("output", written_to)};

static enum hf_rc write_tiles(struct hf_seat *seat, struct hf_err *err)
{
    struct hf_tile_disk disk;
    const struct hf_tile_folder folder = hf_tile_disk_open(&disk, hf_cli_arg(seat->cli, 0), seat->arena);
    struct hf_json_maker row = hf_json_make(seat->arena);
    uint64_t size;
    HF_TRY(hf_tile_folder_judge(seat->desk, &folder, seat->arena, &size, err));
    HF_TRY(hf_tile_log_make(seat->desk, seat->arena, folder.put, folder.self, &size, err));
    hf_json_add(&row, HF_STR("leaves"), hf_json_of_int((int64_t)size));
    hf_json_add(&row, HF_STR("files"), hf_json_of_int(disk.written));
    hf_json_add(&row, HF_STR("output"), hf_json_of_text(disk.top));
    struct hf_json object = hf_json_object(&row);
    hf_out_record(seat->cli, HF_VIEW(columns), &object);
    hf_out_hint(seat->cli, HF_SAY_next_export, disk.top, HF_STR_NONE);
    return HF_OK;
}

enum hf_rc hf_cmd_audit_tiles(struct hf_cli *cli, struct hf_err *err)
{
    return hf_cli_at_seat(cli, write_tiles, err);
}
