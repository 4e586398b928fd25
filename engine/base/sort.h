/* SPDX-License-Identifier: Apache-2.0 */
/* Sorting that takes n log n steps whatever the order, and leaves equals as they stood. */
#ifndef HF_BASE_SORT_H
#define HF_BASE_SORT_H

#include "base/arena.h"

/* Less than, equal to or greater than 0, as a stands before, beside or behind b. */
typedef int hf_sort_order(const void *a, const void *b);

/* `count` items of `size` bytes, in place. What is in order already costs one look and no memory; else the
 * arena lends room for as many again. */
void hf_sort(void *items, size_t count, size_t size, hf_sort_order *order, struct hf_arena *arena);

#endif
