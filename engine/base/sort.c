/* SPDX-License-Identifier: Apache-2.0 */
#include "base/sort.h"

#include <stddef.h>
#include <string.h>

struct sorting {
    size_t count, size;
    hf_sort_order *order;
};

static bool is_sorted(const struct sorting *s, const unsigned char *items)
{
    for (size_t i = 1; i < s->count; i++)
        if (s->order(items + (i - 1) * s->size, items + i * s->size) > 0)
            return false;
    return true;
}

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Merges from[at..middle) and from[middle..end) into to. */
static void merge(const struct sorting *s, const unsigned char *from, unsigned char *to, size_t at,
                  size_t middle, size_t end)
{
    size_t left = at, right = middle;
    for (; at < end; at++) {
        bool take_left =
            left < middle && (right == end || s->order(from + left * s->size, from + right * s->size) <= 0);
        memcpy(to + at * s->size, from + (take_left ? left++ : right++) * s->size, s->size);
    }
}

void hf_sort(void *items, size_t count, size_t size, hf_sort_order *order, struct hf_arena *arena)
{
    const struct sorting s = {count, size, order};
    unsigned char *from = items;
    if (count < 2 || is_sorted(&s, items))
        return;
    size_t mark = hf_arena_mark(arena);
    unsigned char *to = (void *)HF_NEW_UNSET(arena, max_align_t, count * size / sizeof(max_align_t) + 1);
    for (size_t width = 1; width < count; width *= 2) {
        for (size_t at = 0; at < count; at += 2 * width)
            merge(&s, from, to, at, smaller(at + width, count), smaller(at + 2 * width, count));
        unsigned char *swapped = from;
        from = to;
        to = swapped;
    }
    if (from != items)
        memcpy(items, from, count * size);
    hf_arena_reset(arena, mark);
}
