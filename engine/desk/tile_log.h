/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The log as static files (seal/tile.h), for witnesses, mirrors and whoever checks all of it (docs/formats.md
 * 17): tiles, leaves, the newest checkpoint, and last the list of all. A leaf holds a hash under random
 * blinds: whoever reads all of them learns how many events there are.
 */
#ifndef HF_DESK_TILE_LOG_H
#define HF_DESK_TILE_LOG_H

#include "desk/desk.h"
#include "seal/hash.h"

/* Called per file, in an order in which each checkpoint finds what it covers. `stays`: the bytes of this path
 * are the same for ever. A failure is handed on. */
typedef enum hf_rc (*hf_tile_file_fn)(void *context, struct hf_str path, struct hf_str bytes, bool stays,
                                      struct hf_err *err);

/*
 * A fresh checkpoint is signed first; *size: leaves under it. `arena` needs 64 bytes per leaf.
 *   errors   UNVERIFIED tile_event (an event does not lead to its leaf; err->where "case ABCD-EFGH-C event
 *            3"), audit_cut; FAILED no_memory; those of the ledger
 */
enum hf_rc hf_tile_log_make(struct hf_desk *desk, struct hf_arena *arena, hf_tile_file_fn put, void *context,
                            uint64_t *size, struct hf_err *err);

/* ---- the same bytes, for who keeps such a folder current (desk/tile_follow.h) ---- */

void hf_tile_log_note_put(struct hf_buf *out, struct hf_str note); /* one of `checkpoints` */
void hf_tile_log_entry_put(struct hf_buf *out, const struct hf_digest *link);
/* `key` and `keys`. Errors: those of the ledger and of `put`. */
enum hf_rc hf_tile_log_put_key(struct hf_desk *desk, struct hf_arena *arena, hf_tile_file_fn put,
                               void *context, struct hf_err *err);

#endif
