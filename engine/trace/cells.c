/* SPDX-License-Identifier: Apache-2.0 */
#include "trace/cells.h"

#include "base/check.h"

enum { CELLS_FIRST = 64 };

/* The cell of this pair, or the free place where it belongs. */
static struct hf_trace_cell *cell_of(const struct hf_trace_cells *cells, uint32_t sink, uint32_t claimant)
{
    uint64_t key = ((uint64_t)sink << 32 | claimant) * UINT64_C(0x9E3779B97F4A7C15);
    for (size_t at = (size_t)(key >> 32);; at++) {
        struct hf_trace_cell *cell = &cells->cell[at & (cells->size - 1)];
        if (cell->sink == HF_TRACE_CELL_FREE || (cell->sink == sink && cell->claimant == claimant))
            return cell;
    }
}

static bool grow(struct hf_trace_cells *cells, size_t size, struct hf_arena *arena)
{
    struct hf_trace_cells bigger = {.count = cells->count, .size = size};
    bigger.cell = hf_arena_try_unset(arena, sizeof *bigger.cell, _Alignof(struct hf_trace_cell), size);
    if (bigger.cell == NULL)
        return false;
    for (size_t i = 0; i < size; i++)
        bigger.cell[i] = (struct hf_trace_cell){0, HF_TRACE_CELL_FREE, 0};
    for (size_t i = 0; i < cells->size; i++)
        if (cells->cell[i].sink != HF_TRACE_CELL_FREE)
            *cell_of(&bigger, cells->cell[i].sink, cells->cell[i].claimant) = cells->cell[i];
    *cells = bigger;
    return true;
}

bool hf_trace_cells_reserve(struct hf_trace_cells *cells, size_t more, struct hf_arena *arena)
{
    size_t size = cells->size == 0 ? CELLS_FIRST : cells->size;
    while (size / 4 * 3 < cells->count + more)
        size *= 2;
    return size == cells->size || grow(cells, size, arena);
}

bool hf_trace_cells_add(struct hf_trace_cells *cells, uint32_t sink, uint32_t claimant, int64_t amount)
{
    if (amount == 0)
        return true;
    HF_CHECK(cells->count < cells->size && sink != HF_TRACE_CELL_FREE);
    struct hf_trace_cell *cell = cell_of(cells, sink, claimant);
    int64_t sum;
    if (__builtin_add_overflow(cell->amount, amount, &sum) || sum < 0)
        return false;
    cells->count += cell->sink == HF_TRACE_CELL_FREE;
    *cell = (struct hf_trace_cell){sum, sink, claimant};
    return true;
}

int64_t hf_trace_cells_get(const struct hf_trace_cells *cells, uint32_t sink, uint32_t claimant)
{
    return cells->size == 0 ? 0 : cell_of(cells, sink, claimant)->amount;
}
