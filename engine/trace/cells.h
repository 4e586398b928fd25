/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What went where: one sum for each sink and claimant that met. An open table in the caller's arena.
 */
#ifndef HF_TRACE_CELLS_H
#define HF_TRACE_CELLS_H

#include "base/arena.h"

struct hf_trace_cell {
    int64_t amount; /* > 0; 0 where the place is free */
    uint32_t sink, claimant;
};

struct hf_trace_cells {
    struct hf_trace_cell *cell; /* all `size` places, free ones among them */
    size_t count, size;
};

/* Makes sure that so many new cells have room; false when the arena is full. */
bool hf_trace_cells_reserve(struct hf_trace_cells *cells, size_t more, struct hf_arena *arena);

/* Adds amount >= 0; false, and nothing done, when the sum would overflow. */
bool hf_trace_cells_add(struct hf_trace_cells *cells, uint32_t sink, uint32_t claimant, int64_t amount);

#endif
