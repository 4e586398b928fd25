/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A desk behind a counter: it has a thread of its own, does the errands that others bring in the order in
 * which they come, and takes a turn after them, for what waits there without having been brought anew. The
 * directory is refreshed once before each.
 */
#ifndef HF_HOST_COUNTER_H
#define HF_HOST_COUNTER_H

#include "desk/desk.h"

struct hf_counter_setup {
    struct hf_desk *desk;
    size_t room; /* errands that may wait */
    void *self;
    /* After the errands, at news, and when the rest it asked for is over; the rest in ms. The desk is NULL
     * when the ledger is away. */
    int64_t (*turn)(void *self, struct hf_desk *desk, struct hf_arena *arena);
    /* The last turn: nothing is brought any more, and what waits must be sent away. */
    void (*close)(void *self);
};

struct hf_counter;
/* UNAVAILABLE host_no_memory. */
enum hf_rc hf_counter_start(const struct hf_counter_setup *setup, struct hf_counter **out,
                            struct hf_err *err);
struct hf_errands hf_counter_errands(struct hf_counter *counter);
/* News: any thread, from the start to the stop. */
void hf_counter_wake(struct hf_counter *counter);
/* Does what was brought, then the last turn; the errands' port then says `stopping`. */
void hf_counter_stop(struct hf_counter *counter);
/* After the stop, when nobody has the port any more. */
void hf_counter_close(struct hf_counter *counter);

#endif
