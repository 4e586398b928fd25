/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sorting of indices: stable, the same on every machine, n log n whatever the input.
 * The caller says what comes before what; equal keys keep their order.
 */
#ifndef HF_TRACE_ORDER_H
#define HF_TRACE_ORDER_H

#include <stdbool.h>
#include <stdint.h>

typedef bool hf_trace_before(const void *of, uint32_t a, uint32_t b);

/* Sorts item[0..count); `scratch` has room for as many. */
void hf_trace_order(uint32_t *item, uint32_t *scratch, uint32_t count, hf_trace_before *before,
                    const void *of);

#endif
