/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Names as numbers: each different text gets the next index, from 0. The texts are borrowed.
 * Grows in its arena, which may be full: the callers refuse, nothing aborts.
 */
#ifndef HF_TRACE_NAMES_H
#define HF_TRACE_NAMES_H

#include "base/arena.h"
#include "trace/order.h"

#define HF_TRACE_NO_NAME UINT32_MAX

struct hf_trace_names {
    struct hf_arena *arena;
    struct hf_str *name;
    uint64_t *slot; /* upper half of the hash, then index + 1; 0 is free */
    uint32_t count, size, slots;
};

void hf_trace_names_init(struct hf_trace_names *names, struct hf_arena *arena);

/* The index of the name, given now if it is new; HF_TRACE_NO_NAME when the arena is full. */
uint32_t hf_trace_name(struct hf_trace_names *names, struct hf_str name);

/*
 * Indices in the order of their names: by bytes, or as RFC 8785 orders members (UTF-16 code units).
 * NULL when the arena is full; an array of at least one element otherwise.
 */
uint32_t *hf_trace_names_by_bytes(const struct hf_trace_names *names, struct hf_arena *arena);
uint32_t *hf_trace_names_canonically(const struct hf_trace_names *names, struct hf_arena *arena);

/* Where each index stands in such an order. NULL when the arena is full. */
uint32_t *hf_trace_ranks(const uint32_t *order, uint32_t count, struct hf_arena *arena);

#endif
