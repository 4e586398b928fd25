/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The log as files in a folder of this machine. A file is there whole and on the disk, or as it was before;
 * one that has these bytes already is not written again.
 */
#ifndef HF_CLI_TILE_FOLDER_H
#define HF_CLI_TILE_FOLDER_H

#include "desk/tile_follow.h"

struct hf_tile_disk {
    struct hf_str top;
    struct hf_arena *arena; /* for one call at a time */
    int64_t written;        /* files */
};
/* Made where it is missing once something is written. Each call: FAILED cli_output, or cli_file where there
 * is a file that cannot be read. */
struct hf_tile_folder hf_tile_disk_open(struct hf_tile_disk *disk, struct hf_str top, struct hf_arena *arena);

#endif
