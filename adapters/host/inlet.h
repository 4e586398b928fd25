/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where requests wait for a desk. One queue and one thread per desk; requests that
 * concern one file go to one desk, and so do the tokens of one thread: two desks meet on a
 * file only where its commands and its tokens come at once. A desk is handed all that has come while it
 * served the batch before: the duration of a commit is the window, no timer. A full queue says so at once.
 *
 * What a request points to is copied into one of two arenas that take turns: one is filled while the other
 * is served.
 */
#ifndef HF_HOST_INLET_H
#define HF_HOST_INLET_H

#include "desk/desk.h"

enum { HF_INLET_DESKS_MAX = 16 };

/* What stands behind one queue; its functions are called on that queue's thread only. */
struct hf_inlet_desk {
    void *self;
    /* As hf_desk_serve; a failure is everybody's answer. */
    enum hf_rc (*serve)(void *self, const struct hf_request *requests, size_t count, struct hf_arena *arena,
                        struct hf_response *out, struct hf_err *err);
    /* As hf_desk_rest, when the answers are out; may be NULL. */
    void (*rest)(void *self);
};

struct hf_inlet_setup {
    struct hf_inlet_desk desk[HF_INLET_DESKS_MAX];
    size_t desks;
    size_t room;       /* requests that may wait for one desk, 1 to HF_BATCH_MAX */
    size_t arena_size; /* of each of two per desk; 0: HF_HOST_ARENA_SIZE */
};

struct hf_inlet_queues;
/* Starts the threads. UNAVAILABLE host_no_memory. */
enum hf_rc hf_inlet_open(const struct hf_inlet_setup *setup, struct hf_inlet_queues **out,
                         struct hf_err *err);

/* offer: any thread; UNAVAILABLE queue_full, stopping; BAD_INPUT too_large. */
struct hf_inlet hf_inlet_port(struct hf_inlet_queues *queues);

/* Is a batch being served, or does anything wait? Who sends again once he is answered waits inside a batch:
 * between two of them nothing waits. Any thread. */
bool hf_inlet_is_busy(struct hf_inlet_queues *queues);

/* Takes no more, serves and answers what waits, ends the threads. The port stays valid and says `stopping`.
 */
void hf_inlet_stop(struct hf_inlet_queues *queues);
/* After the stop, when nobody has the port any more. */
void hf_inlet_close(struct hf_inlet_queues *queues);

#endif
