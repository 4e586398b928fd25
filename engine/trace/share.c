/* SPDX-License-Identifier: Apache-2.0 */
#include "trace/share.h"

#include "base/check.h"
#include "trace/order.h"

__extension__ typedef __int128 wide;

bool hf_trace_share_init(struct hf_trace_share *share, uint32_t size, struct hf_arena *arena)
{
    share->size = size;
    share->remainder = hf_arena_try(arena, sizeof *share->remainder, _Alignof(int64_t), size);
    share->order = hf_arena_try(arena, sizeof *share->order, _Alignof(uint32_t), size);
    share->scratch = hf_arena_try(arena, sizeof *share->scratch, _Alignof(uint32_t), size);
    return share->remainder != NULL && share->order != NULL && share->scratch != NULL;
}

static bool larger_remainder(const void *of, uint32_t a, uint32_t b)
{
    const int64_t *remainder = of;
    return remainder[a] > remainder[b];
}

static int64_t sum_of(const int64_t *weight, uint32_t count)
{
    int64_t sum = 0;
    for (uint32_t i = 0; i < count; i++) {
        HF_CHECK(weight[i] > 0);
        HF_CHECK(!__builtin_add_overflow(sum, weight[i], &sum));
    }
    return sum;
}

void hf_trace_share(struct hf_trace_share *share, int64_t total, const int64_t *weight, uint32_t count,
                    int64_t *part)
{
    int64_t sum = sum_of(weight, count), missing = total;
    HF_CHECK(count <= share->size && total >= 0 && total <= sum);
    for (uint32_t i = 0; i < count; i++) {
        wide product = (wide)total * weight[i];
        part[i] = (int64_t)(product / sum);
        share->remainder[i] = (int64_t)(product % sum);
        share->order[i] = i;
        missing -= part[i];
    }
    if (missing == 0)
        return;
    hf_trace_order(share->order, share->scratch, count, larger_remainder, share->remainder);
    for (int64_t i = 0; i < missing; i++)
        part[share->order[i]]++;
}
