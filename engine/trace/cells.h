/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One sum for each pair that met, as of a sink and a claimant: an open table in an arena. An amount of 0 is
 * no cell. Sums may be taken back.
 */
#ifndef HF_TRACE_CELLS_H
#define HF_TRACE_CELLS_H

#include "base/arena.h"

struct hf_trace_cell {
    int64_t amount; /* 0: nothing is left of it */
    uint32_t sink, claimant;
};
#define HF_TRACE_CELL_FREE UINT32_MAX /* the sink of a free place */

struct hf_trace_cells {
    struct hf_trace_cell *cell; /* all `size` places, free ones among them */
    size_t count, size;
};

/* Makes sure that so many new cells have room; false when the arena is full. */
bool hf_trace_cells_reserve(struct hf_trace_cells *cells, size_t more, struct hf_arena *arena);

/* Adds an amount, which may be below 0; false, and nothing done, when the sum would overflow or sink below 0.
 */
bool hf_trace_cells_add(struct hf_trace_cells *cells, uint32_t sink, uint32_t claimant, int64_t amount);
/* 0 where there is no such cell. */
int64_t hf_trace_cells_get(const struct hf_trace_cells *cells, uint32_t sink, uint32_t claimant);

#endif
