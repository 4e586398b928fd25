/* SPDX-License-Identifier: Apache-2.0 */
#include "trace/rope.h"

#include "bench.h"

enum { LOTS = 400 };

/* The same as a plain row of lots. */
struct row {
    uint32_t claimant[4 * LOTS];
    int64_t amount[4 * LOTS];
    uint32_t count;
};

static void add(struct row *row, uint32_t claimant, int64_t amount)
{
    row->claimant[row->count] = claimant;
    row->amount[row->count++] = amount;
}

static int64_t sum_of(const struct row *row)
{
    int64_t sum = 0;
    for (uint32_t i = 0; i < row->count; i++)
        sum += row->amount[i];
    return sum;
}

static void cut(struct row *from, int64_t amount, struct row *first)
{
    static struct row rest;
    rest.count = 0;
    first->count = 0;
    for (uint32_t i = 0; i < from->count; i++) {
        int64_t part = from->amount[i] < amount ? from->amount[i] : amount;
        if (part > 0)
            add(first, from->claimant[i], part);
        if (from->amount[i] > part)
            add(&rest, from->claimant[i], from->amount[i] - part);
        amount -= part;
    }
    *from = rest;
}

static void turn(struct row *row)
{
    static struct row turned;
    turned.count = 0;
    for (uint32_t i = row->count; i-- > 0;)
        add(&turned, row->claimant[i], row->amount[i]);
    *row = turned;
}

static void same(struct hf_trace_ropes *ropes, uint32_t rope, const struct row *row)
{
    struct hf_trace_rope_walk walk;
    assert_true(hf_trace_rope_sum(ropes, rope) == sum_of(row));
    assert_int_equal(hf_trace_rope_count(ropes, rope), row->count);
    hf_trace_rope_begin(&walk, ropes, rope);
    for (uint32_t i = 0; i < row->count; i++) {
        uint32_t node = hf_trace_rope_next(&walk);
        assert_true(node != 0);
        assert_int_equal(ropes->node[node].claimant, row->claimant[i]);
        assert_true(ropes->node[node].amount == row->amount[i]);
    }
    assert_int_equal(hf_trace_rope_next(&walk), 0);
}

static void a_rope_is_a_row_of_lots_however_it_is_cut_turned_and_joined(void **state)
{
    (void)state;
    static struct row whole, first;
    struct bench_dice dice = {17};
    for (int round = 0; round < 60; round++) {
        struct hf_trace_ropes ropes;
        uint32_t rope = 0;
        bench_clear(NULL);
        assert_true(hf_trace_ropes_open(&ropes, 4 * LOTS, &bench));
        whole.count = 0;
        for (uint32_t i = 0; i < LOTS; i++) {
            int64_t amount = 1 + bench_below(&dice, 9);
            add(&whole, i, amount);
            rope = hf_trace_rope_join(&ropes, rope, hf_trace_rope_lot(&ropes, i, amount));
        }
        for (int step = 0; step < LOTS; step++) {
            uint32_t part = 0, rest = 0;
            int64_t amount = bench_below(&dice, (uint32_t)sum_of(&whole) + 1);
            assert_true(hf_trace_rope_cut(&ropes, rope, amount, &part, &rest));
            cut(&whole, amount, &first);
            if (bench_below(&dice, 2) == 0) {
                part = hf_trace_rope_turn(&ropes, part);
                turn(&first);
            }
            rope = hf_trace_rope_join(&ropes, rest, part);
            for (uint32_t i = 0; i < first.count; i++)
                add(&whole, first.claimant[i], first.amount[i]);
        }
        same(&ropes, rope, &whole);
    }
}

static void a_full_pool_is_refused(void **state)
{
    (void)state;
    struct hf_trace_ropes ropes;
    uint32_t first, rest;
    assert_true(hf_trace_ropes_open(&ropes, 1, &bench));
    uint32_t rope = hf_trace_rope_lot(&ropes, 7, 10);
    assert_int_equal(hf_trace_rope_lot(&ropes, 8, 10), 0);
    assert_false(hf_trace_rope_cut(&ropes, rope, 4, &first, &rest));
    hf_trace_rope_free(&ropes, rope);
    assert_true(hf_trace_rope_lot(&ropes, 8, 10) != 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(a_rope_is_a_row_of_lots_however_it_is_cut_turned_and_joined, bench_clear),
        cmocka_unit_test_setup(a_full_pool_is_refused, bench_clear),
    };
    return cmocka_run_group_tests(tests, bench_begin, bench_end);
}
