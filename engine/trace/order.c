/* SPDX-License-Identifier: Apache-2.0 */
/* Merge sort from the bottom up: runs of 1, 2, 4, ... are merged from one array into the other. */
#include "trace/order.h"

#include <string.h>

struct run {
    uint32_t at, end;
};

static void merge(uint32_t *out, const uint32_t *in, struct run left, struct run right,
                  hf_trace_before *before, const void *of)
{
    uint32_t to = left.at;
    while (left.at < left.end && right.at < right.end)
        out[to++] = before(of, in[right.at], in[left.at]) ? in[right.at++] : in[left.at++];
    while (left.at < left.end)
        out[to++] = in[left.at++];
    while (right.at < right.end)
        out[to++] = in[right.at++];
}

static uint32_t at_most(uint64_t position, uint32_t count)
{
    return position < count ? (uint32_t)position : count;
}

void hf_trace_order(uint32_t *item, uint32_t *scratch, uint32_t count, hf_trace_before *before,
                    const void *of)
{
    uint32_t *in = item, *out = scratch;
    for (uint64_t width = 1; width < count; width *= 2) {
        for (uint64_t at = 0; at < count; at += 2 * width) {
            uint32_t middle = at_most(at + width, count);
            struct run left = {(uint32_t)at, middle}, right = {middle, at_most(at + 2 * width, count)};
            merge(out, in, left, right, before, of);
        }
        uint32_t *swap = in;
        in = out;
        out = swap;
    }
    if (in != item)
        memcpy(item, in, count * sizeof *item);
}
