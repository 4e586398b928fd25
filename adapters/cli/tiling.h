/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The folder of the log that `serve` keeps current (setting log.tiles), on a thread and at a desk of its own:
 * nobody waits for it. A folder that is refused, or a disk that is full, is told of once in the log and tried
 * again; the rest goes on.
 */
#ifndef HF_CLI_TILING_H
#define HF_CLI_TILING_H

#include "cli/session.h"
#include "cli/tile_folder.h"
#include "host/log.h"
#include "host/turns.h"

struct hf_tiling {
    struct hf_seat *seat;
    const struct hf_log *log;
    int64_t every_ms;
    struct hf_tile_disk disk;
    struct hf_tile_follow follow;
    enum hf_word told; /* of the failure that lasts; ok: there is none */
    struct hf_turns turns;
};

/* Looks for a checkpoint every so many milliseconds. UNAVAILABLE host_no_memory. */
enum hf_rc hf_tiling_start(struct hf_tiling *tiling, struct hf_seat *seat, const struct hf_log *log,
                           struct hf_str folder, int64_t every_ms, struct hf_err *err);
/* When the last checkpoint has been signed: it is written, too. Does nothing where it was not started. */
void hf_tiling_stop(struct hf_tiling *tiling);

#endif
