/* SPDX-License-Identifier: Apache-2.0 */
#include "bench.h"
#include "trace/pile.h"

struct want {
    uint32_t claimant;
    int64_t amount;
};

static void holds(const struct hf_trace_pile *pile, const struct want *want, uint32_t count)
{
    const struct hf_trace_lot *lot = pile->head;
    int64_t sum = 0;
    assert_int_equal(pile->lots, count);
    for (uint32_t i = 0; i < count; i++, lot = lot->next) {
        if (lot == NULL) {
            fail_msg("the pile ends after %u lots", i);
            return;
        }
        assert_int_equal(lot->claimant, want[i].claimant);
        assert_int_equal(lot->amount, want[i].amount);
        sum += lot->amount;
        assert_true((lot->next == NULL) == (lot == pile->tail));
    }
    assert_null(lot);
    assert_int_equal(pile->sum, sum);
}
#define HOLDS(pile, ...)                        \
    holds((pile), (struct want[]){__VA_ARGS__}, \
          (uint32_t)(sizeof((struct want[]){__VA_ARGS__}) / sizeof(struct want)))

static struct hf_trace_pool pool;
static struct hf_trace_pile pile, other;

static int begin(void **state)
{
    bench_clear(state);
    pool = (struct hf_trace_pool){.arena = &bench};
    pile = other = (struct hf_trace_pile){0};
    return hf_trace_pool_reserve(&pool, 100) ? 0 : -1;
}

static void neighbours_of_one_claimant_are_one_lot(void **state)
{
    (void)state;
    hf_trace_pile_append(&pool, &pile, 1, 5);
    hf_trace_pile_append(&pool, &pile, 1, 2);
    hf_trace_pile_append(&pool, &pile, 2, 0);
    hf_trace_pile_append(&pool, &pile, 2, 3);
    hf_trace_pile_push(&pool, &pile, 1, 1);
    hf_trace_pile_push(&pool, &pile, 3, 4);
    HOLDS(&pile, {3, 4}, {1, 8}, {2, 3});
}

static void a_sorted_pile_has_one_lot_for_each_claimant(void **state)
{
    (void)state;
    static const uint32_t claimants[] = {5, 2, 9, 2, 5, 1, 9, 7};
    for (size_t i = 0; i < sizeof claimants / sizeof claimants[0]; i++)
        hf_trace_pile_sort(&pool, &pile, claimants[i], 1);
    HOLDS(&pile, {1, 1}, {2, 2}, {5, 2}, {7, 1}, {9, 2});
}

static void what_is_moved_comes_from_the_head_in_order(void **state)
{
    (void)state;
    hf_trace_pile_append(&pool, &pile, 1, 5);
    hf_trace_pile_append(&pool, &pile, 2, 5);
    hf_trace_pile_append(&pool, &pile, 1, 5);
    hf_trace_pile_move(&pool, &pile, 7, &other);
    HOLDS(&pile, {2, 3}, {1, 5});
    HOLDS(&other, {1, 5}, {2, 2});
    hf_trace_pile_move(&pool, &pile, 8, &other);
    HOLDS(&other, {1, 5}, {2, 5}, {1, 5});
    holds(&pile, NULL, 0);
}

static void thinning_takes_a_part_of_each_lot(void **state)
{
    (void)state;
    for (uint32_t i = 0; i < 4; i++)
        hf_trace_pile_sort(&pool, &pile, i, 10);
    hf_trace_pile_thin(&pool, &pile, (int64_t[]){10, 0, 3, 10}, &other);
    HOLDS(&pile, {1, 10}, {2, 7});
    HOLDS(&other, {0, 10}, {2, 3}, {3, 10});
    hf_trace_pile_sort(&pool, &pile, 3, 1);
    HOLDS(&pile, {1, 10}, {2, 7}, {3, 1});
}

static void dropped_lots_are_used_again(void **state)
{
    (void)state;
    size_t ready = pool.ready, used = bench.used;
    for (int round = 0; round < 1000; round++) {
        hf_trace_pile_append(&pool, &pile, 1, 1);
        hf_trace_pile_append(&pool, &pile, 2, 1);
        hf_trace_pile_drop(&pool, &pile);
        assert_true(hf_trace_pool_reserve(&pool, 100));
    }
    assert_int_equal(pool.ready, ready);
    assert_int_equal(bench.used, used);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(neighbours_of_one_claimant_are_one_lot, begin),
        cmocka_unit_test_setup(a_sorted_pile_has_one_lot_for_each_claimant, begin),
        cmocka_unit_test_setup(what_is_moved_comes_from_the_head_in_order, begin),
        cmocka_unit_test_setup(thinning_takes_a_part_of_each_lot, begin),
        cmocka_unit_test_setup(dropped_lots_are_used_again, begin),
    };
    return cmocka_run_group_tests(tests, bench_begin, bench_end);
}
