/* SPDX-License-Identifier: Apache-2.0 */
/* The order within layers: sweeps by barycentre, then exchanges of neighbours; the best order seen is kept.
 */
#include "flow/layout_inside.h"

enum { SWEEPS = 24, EXCHANGE_ROUNDS = 12, BARYCENTRE_UNIT = 4096 };

static uint32_t far_end(const struct strand *s, bool upwards)
{
    return upwards ? s->upper : s->lower;
}

/* ---- crossings ---- */

/* Pairs of strands of two pieces, a left of b, that cross on the way to one of the neighbouring layers. */
static uint64_t crossings_of(const struct work *w, const struct piece *a, const struct piece *b, bool upwards)
{
    const uint32_t *of_a = upwards ? a->up : a->down, *of_b = upwards ? b->up : b->down;
    uint32_t as = upwards ? a->ups : a->downs, bs = upwards ? b->ups : b->downs;
    uint64_t found = 0;
    for (uint32_t i = 0; i < as; i++)
        for (uint32_t k = 0; k < bs; k++)
            found += w->piece[far_end(&w->strand[of_a[i]], upwards)].at >
                     w->piece[far_end(&w->strand[of_b[k]], upwards)].at;
    return found;
}

/* Marks of a layer in a Fenwick tree: how many lie at or left of a place. */
static uint32_t marks_upto(const uint32_t *tree, uint32_t place)
{
    uint32_t sum = 0;
    for (uint32_t i = place + 1; i > 0; i &= i - 1)
        sum += tree[i];
    return sum;
}

static void mark(uint32_t *tree, uint32_t size, uint32_t place)
{
    for (uint32_t i = place + 1; i <= size; i += i & (0 - i))
        tree[i]++;
}

/* Strands of the pieces from left to right: each crosses those before it that end further right. */
static uint64_t crossings_below(const struct work *w, const struct row *row, const struct row *next)
{
    uint32_t *tree = HF_NEW(w->arena, uint32_t, next->count + 1u), marked = 0;
    uint64_t found = 0;
    for (uint32_t i = 0; i < row->count; i++) {
        const struct piece *p = &w->piece[row->piece[i]];
        for (uint32_t k = 0; k < p->downs; k++)
            found += marked - marks_upto(tree, w->piece[w->strand[p->down[k]].lower].at);
        for (uint32_t k = 0; k < p->downs; k++)
            mark(tree, next->count, w->piece[w->strand[p->down[k]].lower].at);
        marked += p->downs;
    }
    return found;
}

uint64_t layout_crossings(const struct work *w)
{
    uint64_t found = 0;
    size_t before = hf_arena_mark(w->arena);
    for (uint16_t r = 0; r + 1 < w->rows; r++)
        found += crossings_below(w, &w->row[r], &w->row[r + 1]);
    hf_arena_reset(w->arena, before);
    return found;
}

/* ---- barycentres ---- */

/* The mean place of what a piece hangs on; its own where it hangs on nothing. */
static int64_t barycentre(const struct work *w, const struct piece *p, bool upwards)
{
    const uint32_t *strand = upwards ? p->up : p->down;
    uint32_t strands = upwards ? p->ups : p->downs;
    int64_t sum = 0;
    for (uint32_t i = 0; i < strands; i++)
        sum += w->piece[far_end(&w->strand[strand[i]], upwards)].at;
    return strands == 0 ? (int64_t)p->at * BARYCENTRE_UNIT : sum * BARYCENTRE_UNIT / strands;
}

/* By insertion, so that equal ones keep their order; `fresh` turns it round instead. */
static void sort_row(struct work *w, struct row *row, bool upwards, bool fresh)
{
    int64_t *key = HF_NEW(w->arena, int64_t, row->count + 1u);
    for (uint32_t i = 0; i < row->count; i++) {
        uint32_t piece = row->piece[i], k = i;
        int64_t value = barycentre(w, &w->piece[piece], upwards);
        for (; k > 0 && (key[k - 1] > value || (fresh && key[k - 1] == value)); k--) {
            key[k] = key[k - 1];
            row->piece[k] = row->piece[k - 1];
        }
        key[k] = value;
        row->piece[k] = piece;
    }
    for (uint32_t i = 0; i < row->count; i++)
        w->piece[row->piece[i]].at = i;
}

static void sweep(struct work *w, bool downwards, bool fresh)
{
    size_t before = hf_arena_mark(w->arena);
    for (uint16_t i = 1; i < w->rows; i++)
        sort_row(w, &w->row[downwards ? i : w->rows - 1 - i], downwards, fresh);
    hf_arena_reset(w->arena, before);
}

/* ---- exchanges ---- */

static bool exchange(struct work *w, struct row *row, uint32_t i)
{
    struct piece *a = &w->piece[row->piece[i]], *b = &w->piece[row->piece[i + 1]];
    uint64_t now = crossings_of(w, a, b, true) + crossings_of(w, a, b, false);
    uint64_t then = crossings_of(w, b, a, true) + crossings_of(w, b, a, false);
    if (then >= now)
        return false;
    uint32_t left = row->piece[i];
    row->piece[i] = row->piece[i + 1];
    row->piece[i + 1] = left;
    a->at = i + 1;
    b->at = i;
    return true;
}

static void exchange_all(struct work *w)
{
    bool better = true;
    for (int round = 0; better && round < EXCHANGE_ROUNDS; round++) {
        better = false;
        for (uint16_t r = 0; r < w->rows; r++)
            for (uint32_t i = 0; i + 1 < w->row[r].count; i++)
                better |= exchange(w, &w->row[r], i);
    }
}

/* ---- all ---- */

static void keep(const struct work *w, uint32_t *best)
{
    for (uint32_t i = 0; i < w->pieces; i++)
        best[i] = w->piece[i].at;
}

static void restore(struct work *w, const uint32_t *best)
{
    for (uint32_t i = 0; i < w->pieces; i++) {
        w->piece[i].at = best[i];
        w->row[w->piece[i].layer].piece[best[i]] = i;
    }
}

void layout_order(struct work *w)
{
    uint32_t *best = HF_NEW(w->arena, uint32_t, w->pieces + 1u);
    uint64_t fewest = layout_crossings(w);
    keep(w, best);
    for (int i = 0; i < SWEEPS && fewest > 0; i++) {
        sweep(w, i % 2 == 0, i % 4 >= 2);
        exchange_all(w);
        uint64_t found = layout_crossings(w);
        if (found >= fewest)
            continue;
        fewest = found;
        keep(w, best);
    }
    restore(w, best);
}
