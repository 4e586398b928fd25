/* SPDX-License-Identifier: Apache-2.0 */
/* The small pieces: shares as texts, numbers waiting for their turn, large numbers, the reach of a company.
 */
#include "bench.h"
#include "trace/owner_agenda.h"
#include "trace/owner_natural.h"
#include "trace/owner_read.h"
#include "trace/owner_reach.h"

/* ---- shares ---- */

static void reads(const char *text, uint64_t lo, uint64_t hi, uint64_t den)
{
    struct hf_owner_share share;
    assert_true(hf_owner_share_read(hf_str_of(text), &share));
    assert_int_equal(share.lo * den, lo * share.den);
    assert_int_equal(share.hi * den, hi * share.den);
}

static void a_share_is_a_decimal_a_fraction_a_range_or_unknown(void **state)
{
    (void)state;
    reads("25", 25, 25, 100);
    reads("012.50", 125, 125, 1000);
    reads("100", 1, 1, 1);
    reads("100/3", 1, 1, 3);
    reads("0.0000000000001", 1, 1, UINT64_C(1000000000000000));
    reads("10..30", 10, 30, 100);
    reads("0..100/7", 0, 1, 7);
    reads("", 0, 1, 1);
    reads("?", 0, 1, 1);
    static const char *const bad[] = {
        "-1",    "+1",  " 1", "1 ", "1%",  "1,5", ".5",   "5.",    "1e1", "100.1",
        "301/3", "1/0", "1/", "..", "1..", "..1", "2..1", "1...2", "??",  "0.0000000000000001",
        "x"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        struct hf_owner_share share;
        if (hf_owner_share_read(hf_str_of(bad[i]), &share))
            fail_msg("%s was taken", bad[i]);
    }
}

/* ---- agenda ---- */

static void numbers_come_back_each_once_and_in_order(void **state)
{
    (void)state;
    struct hf_owner_agenda agenda;
    struct bench_dice dice = {5};
    enum { SIZE = 300000 };
    uint8_t *there = HF_NEW(&bench, uint8_t, SIZE);
    assert_true(hf_owner_agenda_init(&agenda, SIZE, &bench));
    uint32_t number, last = 0, added = 0, taken = 0;
    for (uint32_t i = 0; i < 20000; i++) {
        uint32_t more = last + bench_below(&dice, SIZE - last);
        added += there[more] == 0;
        there[more] = 1;
        hf_owner_agenda_add(&agenda, more);
        if (i % 3 != 0 || !hf_owner_agenda_next(&agenda, &number))
            continue;
        assert_true(there[number] && number >= last);
        there[number] = 0;
        last = number;
        taken++;
    }
    for (; hf_owner_agenda_next(&agenda, &number); taken++) {
        assert_true(there[number] && number >= last);
        last = number;
    }
    assert_int_equal(taken, added);
}

/* ---- large numbers ---- */

static struct hf_natural power(uint64_t base, unsigned exponent)
{
    struct hf_natural n = hf_natural_in(&bench, exponent + 2);
    hf_natural_set(&n, 1);
    for (unsigned i = 0; i < exponent; i++)
        hf_natural_step(&n, base, 0);
    return n;
}

static void large_numbers_are_reduced_and_written(void **state)
{
    (void)state;
    struct hf_natural a = power(6, 100), b = power(10, 60);
    struct hf_buf text = hf_buf_in(&bench, 256);
    assert_true(hf_natural_reduce(&a, &b, &bench)); /* 2^40 3^100 / 5^60 */
    assert_true(hf_natural_put(&text, &b, &bench));
    assert_str(hf_buf_str(&text), "867361737988403547205962240695953369140625");
    text.len = 0;
    assert_true(hf_natural_put(&text, &a, &bench));
    assert_str(hf_buf_str(&text), "566663576739212965658375765995150210912627035461093242699776");
}

static void a_quotient_and_its_rest_make_the_number_again(void **state)
{
    (void)state;
    struct bench_dice dice = {9};
    for (unsigned i = 0; i < 2000; i++) {
        size_t mark = hf_arena_mark(&bench);
        struct hf_natural n = power(bench_roll(&dice) | 1, bench_below(&dice, 20));
        struct hf_natural d = power(bench_roll(&dice) | 1, 1 + bench_below(&dice, 10));
        struct hf_natural rest = power(1, 25), q = power(1, 25), back = power(1, 60);
        rest.limbs = back.limbs = 0;
        hf_natural_add_times(&rest, &n, 1);
        hf_natural_divide(&rest, &d, &q);
        hf_natural_product(&back, &q, &d);
        hf_natural_add_times(&back, &rest, 1);
        assert_int_equal(hf_natural_order(&back, &n), 0);
        assert_true(hf_natural_order(&rest, &d) < 0);
        hf_arena_reset(&bench, mark);
    }
}

/* ---- reach ---- */

static void reach_of(const char *rows, const char *of, struct hf_owner_reach *out)
{
    static struct hf_owner_graph graph;
    struct hf_owner_walk walk;
    struct hf_buf csv = hf_buf_in(&bench, 256);
    struct hf_err err;
    hf_buf_put(&csv, HF_STR("owner,owned,percent\n"));
    hf_buf_put(&csv, hf_str_of(rows));
    struct hf_trace_source source = {.file = HF_STR("f"), .text = hf_buf_str(&csv)};
    assert_int_equal(hf_owner_read(source, HF_STR_NONE, INT32_MIN, &bench, &graph, &err), HF_OK);
    assert_true(hf_owner_walk_init(&walk, &graph, &bench));
    assert_true(hf_owner_reach(&walk, &graph, hf_owner_find(&graph, hf_str_of(of)), &bench, out));
}

static struct hf_str company(const struct hf_owner_reach *reach, uint32_t i)
{
    return reach->graph->names.name[reach->company[i]];
}

static void companies_stand_behind_what_they_hold_and_rings_together(void **state)
{
    (void)state;
    struct hf_owner_reach reach;
    reach_of("A,T,50\nB,A,10\nA,B,10\nB,T,5\nC,B,1\nP,C,100\nX,Y,100\n", "T", &reach);
    assert_int_equal(reach.count, 4);
    assert_int_equal(reach.blocks, 3);
    assert_int_equal(reach.ends, 1);
    assert_int_equal(reach.target, 0);
    assert_str(company(&reach, 0), "T");
    assert_int_equal(reach.block[1], 1);
    assert_int_equal(reach.block[2], 3);
    assert_str(company(&reach, 3), "C");
    assert_int_equal(hf_owner_closed_block(&reach), reach.blocks);
}

static void a_holding_of_nothing_ties_no_ring_and_hides_none(void **state)
{
    (void)state;
    struct hf_owner_reach reach;
    reach_of("A,A,100\nB,A,0\nA,B,0\nA,T,10\n", "T", &reach);
    assert_int_equal(reach.count, 3);
    assert_int_equal(reach.blocks, 3);
    uint32_t closed = hf_owner_closed_block(&reach);
    assert_true(closed < reach.blocks);
    assert_str(company(&reach, reach.block[closed]), "A");
}

static void the_target_need_not_stand_first(void **state)
{
    (void)state;
    struct hf_owner_reach reach;
    reach_of("V,T,0\nP,T,100\nP,V,100\n", "T", &reach); /* V has no share, but votes or control */
    assert_int_equal(reach.count, 2);
    assert_str(company(&reach, reach.target), "T");
    reach_of("P,T,100\n", "P", &reach);
    assert_int_equal(reach.count, 0);
    assert_int_equal(reach.target, 0);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup(name, bench_clear)
    const struct CMUnitTest tests[] = {
        TEST(a_share_is_a_decimal_a_fraction_a_range_or_unknown),
        TEST(numbers_come_back_each_once_and_in_order),
        TEST(large_numbers_are_reduced_and_written),
        TEST(a_quotient_and_its_rest_make_the_number_again),
        TEST(companies_stand_behind_what_they_hold_and_rings_together),
        TEST(a_holding_of_nothing_ties_no_ring_and_hides_none),
        TEST(the_target_need_not_stand_first),
    };
    return cmocka_run_group_tests(tests, bench_begin, bench_end);
}
