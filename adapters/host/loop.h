/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What `serve` runs: a thread per writing desk behind the inlet, one that fires timers and signs checkpoints,
 * one that publishes the heads of all files, which take seconds to be read for the first time, and one that
 * sends notices. What a timer does is decided and committed as a request is, at the watcher's
 * desk, so that no request waits for the watch; where both meet on a file, the later one is decided again.
 *
 * Desks, ledgers, keys and couriers are opened and closed by the caller; each desk has its own connection
 * and its own keyring and is touched by its thread alone from start to stop.
 */
#ifndef HF_HOST_LOOP_H
#define HF_HOST_LOOP_H

#include "desk/watch.h"
#include "host/inlet.h"
#include "host/log.h"

struct hf_loop_setup {
    struct hf_desk *const *desks; /* writers */
    size_t desk_count;
    size_t room;                /* requests that may wait for one desk */
    struct hf_desk *watcher;    /* fires timers and signs checkpoints, */
    int64_t tick_ms;            /* and rests so long then: at most 1000 */
    struct hf_desk *publisher;  /* of heads; looks as often */
    struct hf_desk *sender;     /* NULL: nothing is sent */
    struct hf_courier *courier; /* of the sender */
    void (*moved)(void *self);  /* called when the sender has moved something; NULL: nobody minds */
    void *moved_self;
    const struct hf_log *log;
};

struct hf_loop;
/* UNAVAILABLE host_no_memory. */
enum hf_rc hf_loop_start(const struct hf_loop_setup *setup, struct hf_loop **out, struct hf_err *err);
struct hf_inlet hf_loop_inlet(struct hf_loop *loop);

/* Did the ledger answer when it was last watched? Any thread; does not wait. */
bool hf_loop_is_well(const struct hf_loop *loop);

/* Serves what waits, signs the last checkpoint, ends all threads. The inlet then says `stopping`. */
void hf_loop_stop(struct hf_loop *loop);
void hf_loop_close(struct hf_loop *loop);

#endif
