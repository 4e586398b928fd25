/* SPDX-License-Identifier: Apache-2.0 */
#include "bench.h"
#include "trace/order.h"

enum { MOST = 300 };

static bool smaller_key(const void *of, uint32_t a, uint32_t b)
{
    const uint32_t *key = of;
    return key[a] < key[b];
}

static void any_number_of_items_is_sorted_and_equal_ones_keep_their_order(void **state)
{
    (void)state;
    struct bench_dice dice = {9};
    for (uint32_t count = 0; count <= MOST; count++) {
        uint32_t key[MOST], item[MOST], scratch[MOST];
        for (uint32_t i = 0; i < count; i++) {
            key[i] = bench_below(&dice, 20);
            item[i] = i;
        }
        hf_trace_order(item, scratch, count, smaller_key, key);
        for (uint32_t i = 1; i < count; i++) {
            assert_true(key[item[i - 1]] <= key[item[i]]);
            assert_true(key[item[i - 1]] < key[item[i]] || item[i - 1] < item[i]);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_number_of_items_is_sorted_and_equal_ones_keep_their_order),
    };
    return cmocka_run_group_tests(tests, bench_begin, bench_end);
}
