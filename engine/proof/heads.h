/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Published heads (docs/formats.md 13) as a bundle and a proof of absence carry them: the event that
 * published a root, what proves that it is logged, and then paths that lead to that root.
 */
#ifndef HF_PROOF_HEADS_H
#define HF_PROOF_HEADS_H

#include "proof/bundle.h"
#include "seal/heads.h"
#include "seal/tree.h"

/* ---- the event and its place in the log: two lines ---- */

struct hf_heads_logged {
    struct hf_bundle_event event; /* shown */
    struct hf_digest before;      /* link of the one before it */
    struct hf_path path;          /* of its leaf, in the tree of the checkpoint */
};
void hf_heads_logged_put(struct hf_buf *out, const struct hf_heads_logged *logged);

struct hf_heads_said {
    struct hf_digest root;
    uint64_t size; /* leaves that it covers */
    int64_t at_ms; /* when it was recorded */
};
/*
 * Cuts the two lines off.
 *   errors   UNVERIFIED bundle_line, heads_unlogged, heads_event, replay_*, bundle_unreadable; err->where
 *            "heads line 1" or 2
 */
enum hf_rc hf_heads_logged_check(struct hf_hasher *hasher, struct hf_str origin,
                                 const struct hf_checkpoint *checkpoint, struct hf_str *lines,
                                 struct hf_arena *arena, struct hf_heads_said *out, struct hf_err *err);

/* ---- an entry that is there: a line ---- */

struct hf_heads_entry_line {
    struct hf_heads_path path;
    struct hf_digest salt;
};
void hf_heads_entry_put(struct hf_buf *out, const struct hf_heads_entry_line *line);
bool hf_heads_entry_next(struct hf_str *lines, struct hf_heads_entry_line *out);

/* ---- a name that is not: a line ---- */

struct hf_heads_absent_line {
    struct hf_str kind, name;
    struct hf_heads_path path;
    bool empty;             /* nothing stands where its key leads; else another entry does */
    struct hf_digest blind; /* where nothing does */
    struct hf_digest key, value;
};
void hf_heads_absent_put(struct hf_buf *out, const struct hf_heads_absent_line *line);
bool hf_heads_absent_next(struct hf_str *lines, struct hf_heads_absent_line *out);
/* Does it show that no file of the log has this name? */
bool hf_heads_absent_holds(struct hf_hasher *hasher, struct hf_str origin, const struct hf_digest *root,
                           const struct hf_heads_absent_line *line);

#endif
