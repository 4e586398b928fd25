/* SPDX-License-Identifier: Apache-2.0 */
#include "bench.h"
#include "trace/cells.h"

static void sums_stay_apart_by_sink_and_claimant(void **state)
{
    (void)state;
    struct hf_trace_cells cells = {0};
    int64_t total = 0;
    for (uint32_t i = 0; i < 30000; i++) {
        assert_true(hf_trace_cells_reserve(&cells, 1, &bench));
        assert_true(hf_trace_cells_add(&cells, i % 7, i % 1000, 1 + i % 3));
        total += 1 + i % 3;
    }
    assert_int_equal(cells.count, 7000);
    for (size_t i = 0; i < cells.size; i++) {
        assert_true(cells.cell[i].sink == HF_TRACE_CELL_FREE || cells.cell[i].amount >= 4);
        total -= cells.cell[i].amount;
    }
    assert_int_equal(total, 0);
}

static void a_sum_that_overflows_is_refused_and_nothing_makes_no_cell(void **state)
{
    (void)state;
    struct hf_trace_cells cells = {0};
    assert_true(hf_trace_cells_reserve(&cells, 2, &bench));
    assert_true(hf_trace_cells_add(&cells, 1, 1, 0));
    assert_int_equal(cells.count, 0);
    assert_true(hf_trace_cells_add(&cells, 1, 1, INT64_MAX));
    assert_false(hf_trace_cells_add(&cells, 1, 1, 1));
    assert_int_equal(cells.count, 1);
}

static void a_sum_may_be_taken_back_and_not_below_nothing(void **state)
{
    (void)state;
    struct hf_trace_cells cells = {0};
    assert_int_equal(hf_trace_cells_get(&cells, 1, 2), 0);
    assert_true(hf_trace_cells_reserve(&cells, 3, &bench));
    assert_true(hf_trace_cells_add(&cells, 1, 2, 5));
    assert_false(hf_trace_cells_add(&cells, 1, 2, -6));
    assert_true(hf_trace_cells_add(&cells, 1, 2, -5));
    assert_int_equal(hf_trace_cells_get(&cells, 1, 2), 0);
    assert_true(hf_trace_cells_add(&cells, 1, 2, 3));
    assert_int_equal(hf_trace_cells_get(&cells, 1, 2), 3);
    assert_int_equal(cells.count, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(sums_stay_apart_by_sink_and_claimant, bench_clear),
        cmocka_unit_test_setup(a_sum_may_be_taken_back_and_not_below_nothing, bench_clear),
        cmocka_unit_test_setup(a_sum_that_overflows_is_refused_and_nothing_makes_no_cell, bench_clear),
    };
    return cmocka_run_group_tests(tests, bench_begin, bench_end);
}
