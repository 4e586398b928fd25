/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A whole log checked from its static files (docs/formats.md 17): every leaf, every tile above them, every
 * checkpoint that was ever signed.
 */
#ifndef HF_PROOF_TILE_LOG_H
#define HF_PROOF_TILE_LOG_H

#include "seal/note.h"
#include "seal/policy.h"
#include "seal/tile.h"

enum { HF_LEAF_SIZE = 62, HF_ENTRY_SIZE = 64 }; /* docs/formats.md 5, and with its length in a tile */

struct hf_tile_log_check {
    struct hf_hasher *hasher;
    struct hf_arena *arena;
    const struct hf_policy *trust; /* NULL: it was not given */
    /* The bytes of this file of the log, until the next call; NOT_FOUND where there is none. */
    enum hf_rc (*read)(void *context, struct hf_str path, struct hf_str *bytes, struct hf_err *err);
    void *context;
};

struct hf_tile_log_verdict {
    struct hf_str origin;
    struct hf_public key;
    bool trusted;
    struct hf_policy_verdict witnesses;
    uint64_t size;        /* leaves */
    uint64_t checkpoints; /* earlier ones */
};

/*
 *   errors   UNVERIFIED tile_missing, tile_key, tile_entry, tile_damaged, tile_other, tile_fork, tile_root,
 *            bundle_checkpoint, bundle_stranger, note_*, cosignature_broken, policy_quorum; err->where
 *            names the file, and the entry or checkpoint
 */
enum hf_rc hf_tile_log_verify(const struct hf_tile_log_check *check, struct hf_tile_log_verdict *out,
                              struct hf_err *err);

#endif
