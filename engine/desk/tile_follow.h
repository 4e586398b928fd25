/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A folder of the log as static files (desk/tile_log.h) that is kept current: after each checkpoint what is
 * new or has grown, then the checkpoint itself, then the list of all. It costs as much as what came, whatever
 * the size of the log; only the first time that the log is found to have grown all its events are read, once.
 *
 * A full tile is written once. The narrower ones that stood in its place go when the next one is full too, so
 * that who reads an older checkpoint finds what it covers.
 */
#ifndef HF_DESK_TILE_FOLLOW_H
#define HF_DESK_TILE_FOLLOW_H

#include "desk/tile_edge.h"
#include "desk/tile_log.h"

/* Where it stands. What is written is on the disk when the call returns, all of it or nothing. */
struct hf_tile_folder {
    void *self;
    struct hf_str name;
    /* Empty where there is no such file. */
    enum hf_rc (*read)(void *self, struct hf_str path, struct hf_arena *arena, struct hf_str *out,
                       struct hf_err *err);
    hf_tile_file_fn put; /* `stays`: one of that length that is there is left alone */
    /* From byte `at` of a file that is `length` bytes long; UNAVAILABLE contended: it is not. After a failure
     * it may end at `at`. */
    enum hf_rc (*append)(void *self, struct hf_str path, size_t at, size_t length, struct hf_str bytes,
                         struct hf_err *err);
    void (*drop)(void *self, struct hf_str path); /* with all that is in it, where it is there */
};

struct hf_tile_follow {
    struct hf_desk *desk;
    struct hf_tile_folder folder;
    struct hf_tile_edge edge;
    bool judged;         /* the folder is of this log, and not ahead of it */
    uint64_t size;       /* of the checkpoint that stands there */
    uint64_t written;    /* leaves whose tiles are there: at least as many */
    struct hf_digest at; /* of that checkpoint's bytes, lines of witnesses included; zeros: not known */
    /* `checkpoints`: its length, where its last one begins, and the size of that; 0: to be written whole */
    size_t list, last;
    uint64_t listed;
};
void hf_tile_follow_init(struct hf_tile_follow *follow, struct hf_desk *desk,
                         const struct hf_tile_folder *folder);
void hf_tile_follow_done(struct hf_tile_follow *follow);

/*
 * Is what stands in the folder of this log, up to its last checkpoint? *size: leaves there.
 * CONFLICT tiles_foreign, tiles_other, tiles_ahead, tiles_unread; those of the ledger and of the folder.
 */
enum hf_rc hf_tile_folder_judge(struct hf_desk *desk, const struct hf_tile_folder *folder,
                                struct hf_arena *arena, uint64_t *size, struct hf_err *err);

/*
 * Up to the last checkpoint in the database; *size: of the one that stands in the folder then. After a
 * failure the next call goes on where this one ended. Errors: those of hf_tile_folder_judge, UNVERIFIED
 * tile_event (err->where: "entry N"), those of the folder and the ledger.
 */
enum hf_rc hf_tile_follow_turn(struct hf_tile_follow *follow, struct hf_arena *arena, uint64_t *size,
                               struct hf_err *err);

#endif
