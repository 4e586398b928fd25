/* SPDX-License-Identifier: Apache-2.0 */
#include "bench.h"
#include "trace/share.h"

enum { MOST = 8 };

static void shares(int64_t total, const int64_t *weight, uint32_t count, const int64_t *want)
{
    struct hf_trace_share share;
    int64_t part[MOST];
    assert_true(hf_trace_share_init(&share, MOST, &bench));
    hf_trace_share(&share, total, weight, count, part);
    for (uint32_t i = 0; i < count; i++)
        assert_int_equal(part[i], want[i]);
}

static void the_unit_left_over_goes_to_the_largest_remainder(void **state)
{
    (void)state;
    shares(100, (int64_t[]){1000, 1000, 1001}, 3, (int64_t[]){33, 33, 34});
    shares(5, (int64_t[]){1, 2, 6}, 3, (int64_t[]){1, 1, 3});
}

static void among_equal_remainders_the_first_has_it(void **state)
{
    (void)state;
    shares(10, (int64_t[]){7, 7, 7}, 3, (int64_t[]){4, 3, 3});
    shares(2, (int64_t[]){1, 1, 1}, 3, (int64_t[]){1, 1, 0});
}

static void nothing_and_everything_are_shared_exactly(void **state)
{
    (void)state;
    shares(0, (int64_t[]){3, 4}, 2, (int64_t[]){0, 0});
    shares(7, (int64_t[]){3, 4}, 2, (int64_t[]){3, 4});
    shares(7, (int64_t[]){0, 4}, 2, (int64_t[]){0, 7});
}

static void products_beyond_64_bits_are_exact(void **state)
{
    (void)state;
    int64_t half = INT64_C(1) << 62;
    shares(half, (int64_t[]){half, half - 1}, 2, (int64_t[]){half >> 1, half >> 1});
    shares(INT64_MAX, (int64_t[]){1, 1, 1}, 3, (int64_t[]){INT64_MAX / 3 + 1, INT64_MAX / 3, INT64_MAX / 3});
    shares(INT64_MAX - 1, (int64_t[]){INT64_MAX - 1, 1}, 2, (int64_t[]){INT64_MAX - 2, 1});
}

static void no_part_exceeds_its_weight_and_none_is_lost(void **state)
{
    (void)state;
    struct bench_dice dice = {11};
    struct hf_trace_share share;
    assert_true(hf_trace_share_init(&share, MOST, &bench));
    for (int round = 0; round < 20000; round++) {
        int64_t weight[MOST], part[MOST], sum = 0, given = 0;
        uint32_t count = 1 + bench_below(&dice, MOST);
        for (uint32_t i = 0; i < count; i++)
            sum += weight[i] = 1 + (int64_t)(bench_roll(&dice) >> (8 + bench_below(&dice, 56)));
        int64_t total = (int64_t)(bench_roll(&dice) % ((uint64_t)sum + 1));
        hf_trace_share(&share, total, weight, count, part);
        for (uint32_t i = 0; i < count; i++) {
            assert_true(part[i] >= 0 && part[i] <= weight[i]);
            given += part[i];
        }
        assert_true(given == total);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(the_unit_left_over_goes_to_the_largest_remainder, bench_clear),
        cmocka_unit_test_setup(among_equal_remainders_the_first_has_it, bench_clear),
        cmocka_unit_test_setup(nothing_and_everything_are_shared_exactly, bench_clear),
        cmocka_unit_test_setup(products_beyond_64_bits_are_exact, bench_clear),
        cmocka_unit_test_setup(no_part_exceeds_its_weight_and_none_is_lost, bench_clear),
    };
    return cmocka_run_group_tests(tests, bench_begin, bench_end);
}
