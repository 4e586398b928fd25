/* SPDX-License-Identifier: Apache-2.0 */
/* The log as files, kept current into a folder that takes all and keeps nothing: the first time, when all
 * events are read, and once more when it has grown. */
#include "bench/must.h"
#include "bench/proof_figures.h"
#include "desk/tile_follow.h"
#include "desk/watch.h"

static enum hf_rc read_nothing(void *self, struct hf_str path, struct hf_arena *arena, struct hf_str *out,
                               struct hf_err *err)
{
    (void)self, (void)path, (void)arena, (void)err;
    *out = HF_STR_NONE;
    return HF_OK;
}

static enum hf_rc put(void *self, struct hf_str path, struct hf_str bytes, bool stays, struct hf_err *err)
{
    (void)path, (void)stays, (void)err;
    *(double *)self += (double)bytes.len;
    return HF_OK;
}

static enum hf_rc append(void *self, struct hf_str path, size_t at, size_t length, struct hf_str bytes,
                         struct hf_err *err)
{
    (void)at, (void)length;
    return put(self, path, bytes, false, err);
}

static void drop(void *self, struct hf_str path)
{
    (void)self, (void)path;
}

static const struct hf_tile_folder nowhere = {
    .name = HF_STR_INIT("nowhere"), .read = read_nothing, .put = put, .append = append, .drop = drop};
static struct hf_tile_follow follow;
static double bytes;

static double turn_s(struct proof_bench *b, struct hf_desk *desk)
{
    uint64_t written;
    int64_t size;
    must(hf_watch_checkpoint(desk, &b->arena, &size, &b->err), &b->err, "a checkpoint");
    double begin = now_s();
    must(hf_tile_follow_turn(&follow, &b->arena, &written, &b->err), &b->err, "the tiles");
    must_be((int64_t)written == size, "the tiles do not reach the checkpoint");
    return now_s() - begin;
}

void follow_first(struct proof_bench *b, struct hf_desk *desk)
{
    struct hf_tile_folder folder = nowhere;
    folder.self = &bytes;
    hf_arena_reset(&b->arena, 0);
    hf_tile_follow_init(&follow, desk, &folder);
    tell("tiles_of_all_events", turn_s(b, desk), "s");
    tell("tiles_written", bytes / 1048576, "MiB");
    tell("tiles_links_at_hand", (double)(follow.edge.room * sizeof *follow.edge.link) / 1048576, "MiB");
}

void follow_grown(struct proof_bench *b, struct hf_desk *desk)
{
    hf_arena_reset(&b->arena, 0);
    tell("tiles_of_10k_events_more", turn_s(b, desk), "s");
    hf_tile_follow_done(&follow);
}
