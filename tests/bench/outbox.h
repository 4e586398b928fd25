/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A ledger before the ledger: it adds an outbox row to each event of a commit. A real one names a signed
 * token; this one names none that is there and is due in a hundred years, so a desk behind it pays for the
 * row and not for a signature. It also keeps the shape of the last commit.
 */
#ifndef HF_TESTS_BENCH_OUTBOX_H
#define HF_TESTS_BENCH_OUTBOX_H

#include "bench/shape.h"

struct outbox {
    struct hf_ledger under;
    struct hf_outbox_row *rows;
    size_t room;
    struct shape shape;
};

/* The port; valid as long as `outbox` stays where it is and `under` is open. */
struct hf_ledger outbox_open(struct outbox *outbox, struct hf_ledger under);
void outbox_close(struct outbox *outbox);

/* The row of the event at that place in a batch. */
struct hf_outbox_row outbox_row(const struct hf_leaf_row *event, size_t place, int64_t now_ms);

#endif
