/* SPDX-License-Identifier: Apache-2.0 */
/* The lots of fifo and lifo, one by one: for explanations and for tests. */
#ifndef HF_TRACE_LOTS_H
#define HF_TRACE_LOTS_H

#include "trace/methods.h"
#include "trace/rope.h"

struct hf_trace_lot_walk {
    struct hf_trace_run *run;
    uint32_t lot;
    struct hf_trace_rope_walk rope;
};
/* From the oldest to the newest in a rope and in a list of fifo; in a list of lifo from the newest on. */
enum hf_rc hf_trace_lots_each(struct hf_trace_run *run, uint32_t place, struct hf_trace_lot_walk *walk);
bool hf_trace_lots_next(struct hf_trace_lot_walk *walk, uint32_t *claimant, int64_t *amount);

#endif
