/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/tiling.h"

#include "host/arena.h"

enum { AGAIN_MS = 1000, REFUSED_AGAIN_MS = 60000 };

/* The sentence as well: it names a folder of this machine and how to mend it. */
static void tell(struct hf_tiling *tiling, const struct hf_err *err)
{
    char room[1024];
    struct hf_buf why = HF_BUF(room);
    hf_err_say(err, tiling->seat->cli->lang, &why);
    const struct hf_log_part parts[] = {{.name = "code", .text = hf_err_code(err)},
                                        {.name = "where", .text = hf_str_of(err->where)},
                                        {.name = "why", .text = hf_buf_str(&why)},
                                        {.name = NULL}};
    hf_log_event(tiling->log, HF_LOG_ERROR, "tiles_fail", parts);
}

static void report(struct hf_tiling *tiling, enum hf_rc rc, const struct hf_err *err)
{
    enum hf_word now = rc == HF_OK ? HF_WORD_ok : err->word;
    if (now != tiling->told && rc != HF_OK)
        tell(tiling, err);
    if (now != tiling->told && rc == HF_OK)
        hf_log_event(tiling->log, HF_LOG_INFO, "tiles_again", NULL);
    tiling->told = now;
}

static int64_t turn(void *self, struct hf_arena *arena)
{
    struct hf_tiling *tiling = self;
    struct hf_err err;
    uint64_t size;
    tiling->disk.arena = arena;
    enum hf_rc rc = hf_tile_follow_turn(&tiling->follow, arena, &size, &err);
    hf_desk_rest(tiling->seat->desk);
    report(tiling, rc, &err);
    if (rc == HF_OK)
        return tiling->every_ms;
    return rc == HF_CONFLICT || rc == HF_UNVERIFIED ? REFUSED_AGAIN_MS : AGAIN_MS;
}

enum hf_rc hf_tiling_start(struct hf_tiling *tiling, struct hf_seat *seat, const struct hf_log *log,
                           struct hf_str folder, int64_t every_ms, struct hf_err *err)
{
    *tiling = (struct hf_tiling){.seat = seat, .log = log, .every_ms = every_ms, .told = HF_WORD_ok};
    const struct hf_tile_folder there = hf_tile_disk_open(&tiling->disk, folder, NULL);
    hf_tile_follow_init(&tiling->follow, seat->desk, &there);
    return hf_turns_start(&tiling->turns, turn, tiling, err);
}

void hf_tiling_stop(struct hf_tiling *tiling)
{
    struct hf_arena arena;
    struct hf_err err;
    if (!tiling->turns.running)
        return;
    hf_turns_stop(&tiling->turns);
    if (hf_host_arena_open(&arena, HF_HOST_ARENA_SIZE, &err) == HF_OK) {
        (void)turn(tiling, &arena);
        hf_host_arena_close(&arena);
    }
    hf_tile_follow_done(&tiling->follow);
}
