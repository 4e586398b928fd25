/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What `serve` runs: a thread per writing desk behind the inlet, of which the first also fires timers and
 * signs checkpoints between its batches, and one thread that sends notices at a desk of its own.
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
    int64_t tick_ms;            /* timers, checkpoints: at most 1000 (DESIGN 6) */
    struct hf_desk *sender;     /* NULL: nothing is sent */
    struct hf_courier *courier; /* of the sender */
    const struct hf_log *log;
};

struct hf_loop;
/* UNAVAILABLE host_no_memory. */
enum hf_rc hf_loop_start(const struct hf_loop_setup *setup, struct hf_loop **out, struct hf_err *err);
struct hf_inlet hf_loop_inlet(struct hf_loop *loop);

/* Did the ledger answer at the last tick? Any thread; does not wait. */
bool hf_loop_is_well(const struct hf_loop *loop);

/* Serves what waits, signs the last checkpoint, ends all threads. The inlet then says `stopping`. */
void hf_loop_stop(struct hf_loop *loop);
void hf_loop_close(struct hf_loop *loop);

#endif
