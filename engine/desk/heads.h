/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The heads of all files but their own, as this desk has them: read whole when they are first asked for, then
 * only what moved. Their root is published as an event, which stands in the log like any other.
 */
#ifndef HF_DESK_HEADS_H
#define HF_DESK_HEADS_H

#include "desk/desk.h"
#include "seal/heads_tree.h"
#include "seal/tree.h"

enum { HF_HEADS_EVERY_MS = 60000 };

struct hf_heads {
    struct hf_heads_tree tree;
    int64_t mark;    /* until when they were read; 0: not yet */
    int64_t store;   /* of which that is the mark */
    int64_t size;    /* leaves of the log as it stood then */
    int64_t next_ms; /* steady: when the watcher looks again */
};

/* The event by which a root was published, and what proves it. */
struct hf_heads_event {
    struct hf_event_row row;
    struct hf_digest before; /* link of the one before it */
    int64_t size;            /* leaves that it covers: all of them stand before it in the log */
};

/* Reads what moved since; *moved: anything. FAILED no_memory, and those of the ledger. */
enum hf_rc hf_heads_refresh(struct hf_desk *desk, struct hf_arena *arena, bool *moved, struct hf_err *err);

/* Reads and publishes, whether anything moved or not; the tree is then the one whose root *out tells of.
 * CONFLICT contended: others publish again and again. */
enum hf_rc hf_heads_publish(struct hf_desk *desk, struct hf_arena *arena, struct hf_heads_event *out,
                            struct hf_err *err);

/* Two lines (proof/heads.h): the event and its way to the root of the tree of `size` leaves. */
enum hf_rc hf_heads_logged_make(struct hf_desk *desk, const struct hf_heads_event *event,
                                const struct hf_tree *tree, uint64_t size, struct hf_arena *arena,
                                struct hf_buf *out, struct hf_err *err);

void hf_heads_done(struct hf_desk *desk);

#endif
