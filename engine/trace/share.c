/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One division for all: with F = floor(total * 2^64 / sum), the high half of weight * F is the share or one
 * less (the error is below weight / 2^64 < 1/2), and the remainder, exact modulo 2^64, says which.
 */
#include "trace/share.h"

#include "base/check.h"

__extension__ typedef unsigned __int128 wide;

bool hf_trace_share_init(struct hf_trace_share *share, uint32_t size, struct hf_arena *arena)
{
    share->size = size;
    share->remainder = hf_arena_try_unset(arena, sizeof(uint64_t), _Alignof(uint64_t), size);
    share->sorted = hf_arena_try_unset(arena, sizeof(uint64_t), _Alignof(uint64_t), size);
    return share->remainder != NULL && share->sorted != NULL;
}

static uint64_t sum_of(const int64_t *weight, uint32_t count)
{
    uint64_t sum = 0;
    for (uint32_t i = 0; i < count; i++)
        sum += (uint64_t)weight[i];
    return sum;
}

/* Shares rounded down and what is left of each; returns their sum. total < sum. */
static uint64_t share_less(uint64_t total, uint64_t sum, const int64_t *weight, uint32_t count, int64_t *part,
                           uint64_t *remainder)
{
    uint64_t factor = (uint64_t)(((wide)total << 64) / sum), given = 0;
    for (uint32_t i = 0; i < count; i++) {
        uint64_t w = (uint64_t)weight[i], share = (uint64_t)((wide)w * factor >> 64);
        uint64_t rest = total * w - share * sum, more = rest >= sum;
        share += more;
        remainder[i] = rest - (sum & (0 - more));
        part[i] = (int64_t)share;
        given += share;
    }
    return given;
}

/* The same for any total, by division. */
static uint64_t share_any(uint64_t total, uint64_t sum, const int64_t *weight, uint32_t count, int64_t *part,
                          uint64_t *remainder)
{
    uint64_t given = 0;
    for (uint32_t i = 0; i < count; i++) {
        wide product = (wide)total * (uint64_t)weight[i];
        part[i] = (int64_t)(product / sum);
        remainder[i] = (uint64_t)(product % sum);
        given += (uint64_t)part[i];
    }
    return given;
}

/*
 * The k-th largest (k from 1) of values[0..count-1], which are put into another order: quickselect with the
 * middle of three as pivot and three heaps, so that equal values end it.
 */
static uint64_t kth_largest(uint64_t *value, uint32_t count, uint32_t k)
{
    for (;;) {
        uint64_t a = value[0], b = value[count / 2], c = value[count - 1];
        uint64_t pivot = a < b ? (b < c ? b : a < c ? c : a) : (a < c ? a : b < c ? c : b);
        uint32_t above = 0, same = 0, below = count;
        /* [0, above) > pivot; [above, same) == pivot; [below, count) < pivot */
        for (same = 0; same < below;) {
            uint64_t v = value[same];
            if (v > pivot) {
                value[same++] = value[above];
                value[above++] = v;
            } else if (v == pivot) {
                same++;
            } else {
                value[same] = value[--below];
                value[below] = v;
            }
        }
        if (k <= above) {
            count = above;
        } else if (k <= below) {
            return pivot;
        } else {
            value += below;
            count -= below;
            k -= below;
        }
    }
}

/* One unit more to each of the `missing` largest remainders. */
static void round_up(const struct hf_trace_share *share, uint32_t count, uint32_t missing, int64_t *part)
{
    const uint64_t *remainder = share->remainder;
    memcpy(share->sorted, remainder, count * sizeof *remainder);
    uint64_t least = kth_largest(share->sorted, count, missing);
    for (uint32_t i = 0; i < count; i++) {
        part[i] += remainder[i] > least;
        missing -= remainder[i] > least;
    }
    for (uint32_t i = 0; missing > 0; i++)
        if (remainder[i] == least) {
            part[i]++;
            missing--;
        }
}

void hf_trace_share(struct hf_trace_share *share, int64_t total, const int64_t *weight, uint32_t count,
                    int64_t *part)
{
    uint64_t sum = sum_of(weight, count), given;
    HF_CHECK(count <= share->size && total >= 0 && sum > 0 && sum <= INT64_MAX);
    given = (uint64_t)total < sum ? share_less((uint64_t)total, sum, weight, count, part, share->remainder)
                                  : share_any((uint64_t)total, sum, weight, count, part, share->remainder);
    if (given < (uint64_t)total)
        round_up(share, count, (uint32_t)((uint64_t)total - given), part);
}
