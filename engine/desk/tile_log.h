/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The log as static files (seal/tile.h), for witnesses, mirrors and whoever checks all of it (docs/formats.md
 * 15): tiles, leaves, every checkpoint, and last the newest one. A leaf holds a hash under random blinds:
 * whoever reads all of them learns how many events there are.
 */
#ifndef HF_DESK_TILE_LOG_H
#define HF_DESK_TILE_LOG_H

#include "desk/desk.h"

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

#endif
