/* SPDX-License-Identifier: Apache-2.0 */
#include "trace/cells.h"

#include "base/check.h"

enum { CELLS_FIRST = 64 };

/* The cell of this sink and claimant, or the free place where it belongs. */
static struct hf_trace_cell *cell_of(const struct hf_trace_cells *cells, uint32_t sink, uint32_t claimant)
{
    uint64_t key = ((uint64_t)sink << 32 | claimant) * UINT64_C(0x9E3779B97F4A7C15);
    for (size_t at = (size_t)(key >> 32);; at++) {
        struct hf_trace_cell *cell = &cells->cell[at & (cells->size - 1)];
        if (cell->amount == 0 || (cell->sink == sink && cell->claimant == claimant))
            return cell;
    }
}

bool hf_trace_cells_reserve(struct hf_trace_cells *cells, size_t more, struct hf_arena *arena)
{
    size_t size = cells->size == 0 ? CELLS_FIRST : cells->size;
    while (size / 2 < cells->count + more)
        size *= 2;
    if (size == cells->size)
        return true;
    struct hf_trace_cells bigger = {.count = cells->count, .size = size};
    bigger.cell = hf_arena_try(arena, sizeof *bigger.cell, _Alignof(struct hf_trace_cell), size);
    if (bigger.cell == NULL)
        return false;
    for (size_t i = 0; i < cells->size; i++)
        if (cells->cell[i].amount > 0)
            *cell_of(&bigger, cells->cell[i].sink, cells->cell[i].claimant) = cells->cell[i];
    *cells = bigger;
    return true;
}

bool hf_trace_cells_add(struct hf_trace_cells *cells, uint32_t sink, uint32_t claimant, int64_t amount)
{
    HF_CHECK(amount >= 0 && cells->count < cells->size);
    if (amount == 0)
        return true;
    struct hf_trace_cell *cell = cell_of(cells, sink, claimant);
    int64_t sum;
    if (__builtin_add_overflow(cell->amount, amount, &sum))
        return false;
    cells->count += cell->amount == 0;
    *cell = (struct hf_trace_cell){sum, sink, claimant};
    return true;
}
