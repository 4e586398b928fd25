/* SPDX-License-Identifier: Apache-2.0 */
/* audit tiles: the log as static files in a folder. What stands there already and stays is left alone. */
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "cli/cmd.h"
#include "cli/file.h"
#include "cli/output.h"
#include "cli/session.h"
#include "desk/tile_log.h"

static const struct hf_column columns[] = {HF_COLUMN("leaves", leaves), HF_COLUMN("files", new_files),
                                           HF_COLUMN("output", written_to)};

struct folder {
    struct hf_seat *seat;
    struct hf_str top;
    int64_t written;
};

/* Every folder on the way to the file. */
static enum hf_rc make_way(char *path, struct hf_err *err)
{
    for (char *at = path + 1; *at != '\0'; at++) {
        if (*at != '/')
            continue;
        *at = '\0';
        int made = mkdir(path, 0777);
        if (made != 0 && errno != EEXIST)
            return hf_fail(err, HF_WORD_cli_output, HF_STR_NONE, hf_str_of(path), hf_str_of(strerror(errno)));
        *at = '/';
    }
    return HF_OK;
}

static enum hf_rc put(void *context, struct hf_str path, struct hf_str bytes, bool stays, struct hf_err *err)
{
    struct folder *folder = context;
    struct hf_arena *arena = folder->seat->arena;
    size_t mark = hf_arena_mark(arena);
    struct hf_buf full = hf_buf_in(arena, folder->top.len + path.len + 2);
    struct stat there;
    hf_buf_put(&full, folder->top);
    hf_buf_put_char(&full, '/');
    hf_buf_put(&full, path);
    hf_buf_put_char(&full, '\0');
    struct hf_str name = {full.at, full.len - 1};
    if (stays && stat(full.at, &there) == 0 && there.st_size == (off_t)bytes.len)
        return HF_OK;
    HF_TRY(make_way(full.at, err));
    HF_TRY(hf_file_put(name, bytes, arena, err));
    folder->written++;
    hf_arena_reset(arena, mark);
    return HF_OK;
}

static enum hf_rc write_tiles(struct hf_seat *seat, struct hf_err *err)
{
    struct folder folder = {.seat = seat, .top = hf_cli_arg(seat->cli, 0)};
    struct hf_json_maker row = hf_json_make(seat->arena);
    uint64_t size;
    HF_TRY(hf_tile_log_make(seat->desk, seat->arena, put, &folder, &size, err));
    hf_json_add(&row, HF_STR("leaves"), hf_json_of_int((int64_t)size));
    hf_json_add(&row, HF_STR("files"), hf_json_of_int(folder.written));
    hf_json_add(&row, HF_STR("output"), hf_json_of_text(folder.top));
    struct hf_json object = hf_json_object(&row);
    hf_out_record(seat->cli, HF_VIEW(columns), &object);
    hf_out_hint(seat->cli, HF_SAY_next_export, folder.top, HF_STR_NONE);
    return HF_OK;
}

enum hf_rc hf_cmd_audit_tiles(struct hf_cli *cli, struct hf_err *err)
{
    return hf_cli_at_seat(cli, write_tiles, err);
}
