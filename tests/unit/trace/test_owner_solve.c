/* SPDX-License-Identifier: Apache-2.0 */
/* The two solvers beside each other, and where each must give up. */
#include "bench.h"
#include "trace/owner_all.h"
#include "trace/owner_answer.h"
#include "trace/owner_below.h"
#include "trace/owner_bound.h"
#include "trace/owner_down.h"
#include "trace/owner_effect.h"
#include "trace/owner_exact.h"
#include "trace/owner_read.h"

#include <stdio.h>

/* ---- graphs as text ---- */

static void put_row(struct hf_buf *csv, char owner_kind, uint32_t owner, uint32_t owned, uint32_t hundredths)
{
    char line[64];
    int len = snprintf(line, sizeof line, "%c%u,K%u,%u.%02u\n", owner_kind, owner, owned, hundredths / 100,
                       hundredths % 100);
    hf_buf_put(csv, (struct hf_str){line, (size_t)len});
}

/* A ring of `size` companies with a chord each, held to `ring` hundredths of a percent within itself. */
static struct hf_str ring(struct bench_dice *dice, uint32_t size, uint32_t held, uint32_t people)
{
    struct hf_buf csv = hf_buf_in(&bench, 64 * 1024);
    hf_buf_put(&csv, HF_STR("owner,owned,percent\n"));
    for (uint32_t i = 0; i < size; i++) {
        uint32_t chord = bench_below(dice, held / 2);
        put_row(&csv, 'K', (i + 1) % size, i, held - chord);
        put_row(&csv, 'K', bench_below(dice, size), i, chord);
        put_row(&csv, 'P', bench_below(dice, people), i, 10000 - held);
    }
    return hf_buf_str(&csv);
}

struct subject {
    struct hf_owner_graph graph;
    struct hf_owner_walk walk;
    struct hf_owner_effects effects;
};

static void ask(struct hf_str csv, const char *of, struct hf_arena *arena, struct subject *out)
{
    struct hf_trace_source source = {.file = HF_STR("f"), .text = csv};
    struct hf_err err = {0};
    assert_int_equal(hf_owner_read(source, HF_STR_NONE, INT32_MIN, arena, &out->graph, &err), HF_OK);
    assert_true(hf_owner_walk_init(&out->walk, &out->graph, arena));
    uint32_t target = hf_owner_find(&out->graph, hf_str_of(of));
    assert_int_equal(hf_owner_effects(&out->graph, &out->walk, target, arena, &out->effects, &err), HF_OK);
}

/* ---- bounds ---- */

static void bounds_hold_the_fraction(struct hf_owner_effects *effects)
{
    struct hf_owner_bounder bounder;
    struct hf_owner_bounds bounds[256];
    assert_in_range(effects->reach.ends, 1, 256);
    assert_true(hf_owner_bounder_init(&bounder, &effects->reach, &bench));
    hf_owner_bound(&bounder, effects->reach.target, bounds);
    for (uint32_t e = 0; e < effects->reach.ends; e++) {
        const struct hf_owner_number *exact = &effects->effect[e].lo;
        assert_true(exact->exact);
        assert_true(bounds[e].lo <= exact->bounds.hi && exact->bounds.lo <= bounds[e].hi);
        assert_true(bounds[e].hi - bounds[e].lo < HF_OWNER_ONE / 1000000000);
    }
}

static void a_fraction_lies_between_its_bounds_in_many_rings(void **state)
{
    (void)state;
    struct bench_dice dice = {11};
    for (unsigned i = 0; i < 300; i++) {
        static const uint32_t held[] = {4000, 9000, 9900, 9998, 9999};
        struct subject subject;
        size_t mark = hf_arena_mark(&bench);
        ask(ring(&dice, 2 + bench_below(&dice, 40), held[i % 5], 5), "K1", &bench, &subject);
        bounds_hold_the_fraction(&subject.effects);
        hf_arena_reset(&bench, mark);
    }
}

/* sum := sum + more */
static void add(struct hf_owner_number *sum, const struct hf_owner_number *more)
{
    mp_size_t limbs = sum->num.limbs + sum->den.limbs + more->num.limbs + more->den.limbs + 4;
    struct hf_natural num = hf_natural_in(&bench, limbs), other = hf_natural_in(&bench, limbs);
    struct hf_natural den = hf_natural_in(&bench, limbs);
    hf_natural_product(&num, &sum->num, &more->den);
    hf_natural_product(&other, &more->num, &sum->den);
    hf_natural_add_times(&num, &other, 1);
    hf_natural_product(&den, &sum->den, &more->den);
    assert_true(hf_owner_number(num, den, &bench, sum));
}

/* Everything is held by somebody, so the shares must add up to one whole, to the last of some hundred digits.
 */
static void shares_of_what_is_wholly_held_add_up_to_the_whole(void **state)
{
    (void)state;
    struct bench_dice dice = {12};
    for (unsigned i = 0; i < 50; i++) {
        struct subject subject;
        size_t mark = hf_arena_mark(&bench);
        ask(ring(&dice, 2 + bench_below(&dice, 60), 9000, 4), "K0", &bench, &subject);
        struct hf_owner_number sum = subject.effects.effect[0].lo;
        for (uint32_t e = 1; e < subject.effects.reach.ends; e++)
            add(&sum, &subject.effects.effect[e].lo);
        assert_int_equal(hf_natural_order(&sum.num, &sum.den), 0);
        hf_arena_reset(&bench, mark);
    }
}

static void a_component_of_64_has_fractions_of_800_bits(void **state)
{
    (void)state;
    struct bench_dice dice = {13};
    struct subject subject;
    ask(ring(&dice, 64, 9000, 40), "K3", &bench, &subject);
    assert_true(subject.effects.effect[0].lo.exact);
    assert_true(hf_natural_bits(&subject.effects.effect[0].lo.den) > 600);
    bounds_hold_the_fraction(&subject.effects);
}

static void a_component_of_256_is_exact_within_4096_bits(void **state)
{
    (void)state;
    struct bench_dice dice = {14};
    struct subject subject;
    ask(ring(&dice, 256, 9000, 200), "K3", &bench, &subject);
    assert_true(subject.effects.effect[0].lo.exact);
    assert_true(hf_natural_bits(&subject.effects.effect[0].lo.den) > 2000);
    bounds_hold_the_fraction(&subject.effects);
}

/* ---- what is too large ---- */

static void a_chain_of_more_bits_is_bounded_closely(void **state)
{
    (void)state;
    struct hf_buf csv = hf_buf_in(&bench, 64 * 1024);
    struct subject subject;
    hf_buf_put(&csv, HF_STR("owner,owned,percent\n"));
    for (uint32_t i = 0; i < 700; i++)
        put_row(&csv, 'K', i + 1, i, 9907 + i % 2);
    put_row(&csv, 'P', 0, 700, 10000);
    ask(hf_buf_str(&csv), "K0", &bench, &subject);
    const struct hf_owner_number *share = &subject.effects.effect[0].lo;
    assert_false(share->exact);
    assert_true(share->bounds.lo > 0 && share->bounds.hi - share->bounds.lo < HF_OWNER_ONE / 1000000000);
}

static void a_ring_of_600_near_a_hundred_percent_is_bounded_closely(void **state)
{
    (void)state;
    struct bench_dice dice = {15};
    struct subject subject;
    ask(ring(&dice, 600, 9999, 20), "K3", &bench, &subject);
    for (uint32_t e = 0; e < subject.effects.reach.ends; e++) {
        const struct hf_owner_bounds *bounds = &subject.effects.effect[e].lo.bounds;
        assert_false(subject.effects.effect[e].lo.exact);
        assert_true(bounds->hi - bounds->lo < HF_OWNER_ONE / 1000000000);
    }
}

/* With little memory the ring cannot be solved directly; what is said is still true. */
static void without_room_the_bounds_are_wider_and_still_hold(void **state)
{
    (void)state;
    struct bench_dice dice = {16};
    struct subject subject;
    struct hf_owner_bounder bounder;
    struct hf_owner_bounds bounds[256];
    ask(ring(&dice, 60, 9000, 20), "K3", &bench, &subject);
    struct hf_arena small = {.at = bench.at + bench.used, .size = 60 * 1024};
    assert_true(hf_owner_bounder_init(&bounder, &subject.effects.reach, &small));
    assert_int_equal(bounder.approached[0] + bounder.approached[subject.effects.reach.blocks - 1] > 0, 1);
    hf_owner_bound(&bounder, subject.effects.reach.target, bounds);
    for (uint32_t e = 0; e < subject.effects.reach.ends; e++) {
        const struct hf_owner_bounds *exact = &subject.effects.effect[e].lo.bounds;
        assert_true(bounds[e].lo <= exact->hi && exact->lo <= bounds[e].hi);
        assert_true(bounds[e].hi - bounds[e].lo < HF_OWNER_ONE / 1000);
    }
}

/* ---- a solution is put back into its equations ---- */

static void digits_that_are_wrong_give_no_fraction(void **state)
{
    (void)state;
    uint64_t own[] = {10}, given[] = {1}, digit[6] = {0};
    uint32_t block[] = {0, 1}, start[] = {0, 0};
    struct hf_owner_system system = {
        .count = 1, .blocks = 1, .block = block, .own = own, .start = start, .given = given};
    struct hf_owner_solution solution;
    assert_true(hf_owner_solve(&system, &bench, &solution));
    assert_int_equal(hf_natural_bits(&solution.den), 4);
    digit[0] = 7; /* 7 times 10 is not 1 */
    assert_false(hf_owner_fractions(&system, digit, 6, &bench, &solution));
}

/* ---- from an owner down ---- */

struct seen {
    struct hf_owner_bounds share[128];
    bool met[128];
};

static bool see(void *self, uint32_t i, struct hf_owner_bounds share)
{
    struct seen *seen = self;
    assert_true(i < 128 && !seen->met[i] && share.lo <= share.hi);
    seen->met[i] = true;
    seen->share[i] = share;
    return false;
}

/* What company `company` says of this end by itself; 0 where no chain leads to it. */
static struct hf_owner_bounds alone(struct subject *subject, uint32_t company, uint32_t end)
{
    struct hf_owner_effects effects;
    struct hf_err err;
    assert_int_equal(hf_owner_effects(&subject->graph, &subject->walk, company, &bench, &effects, &err),
                     HF_OK);
    for (uint32_t e = 0; e < effects.reach.ends; e++)
        if (effects.effect[e].node == end)
            return effects.effect[e].lo.bounds;
    return (struct hf_owner_bounds){0, 0};
}

static void going_down_says_what_each_company_says(struct subject *subject)
{
    const struct hf_owner_reach *reach = &subject->effects.reach;
    struct hf_owner_down down;
    assert_true(hf_owner_down_init(&down, reach, &bench));
    for (uint32_t e = 0; e < reach->ends; e++) {
        struct seen seen = {.met = {false}};
        hf_owner_go_down(&down, e, see, &seen);
        for (uint32_t i = 0; i < reach->count; i++) {
            size_t mark = hf_arena_mark(&bench);
            struct hf_owner_bounds want = alone(subject, reach->company[i], reach->end[e]);
            if (seen.met[i]) {
                assert_true(seen.share[i].lo <= want.hi && want.lo <= seen.share[i].hi);
                assert_true(seen.share[i].hi - seen.share[i].lo < HF_OWNER_ONE / 1000000);
            } else {
                assert_true(want.lo < HF_OWNER_QUARTER);
            }
            hf_arena_reset(&bench, mark);
        }
    }
}

/* K100 is the first of a line of `length` companies, each with an owner of its own; K0 of the ring ends it.
 */
static struct hf_str ring_above_line(struct bench_dice *dice, uint32_t size, uint32_t held, uint32_t length)
{
    struct hf_buf csv = hf_buf_in(&bench, 64 * 1024);
    hf_buf_put(&csv, ring(dice, size, held, 5));
    for (uint32_t i = 100; i < 100 + length; i++) {
        uint32_t part = 2000 + bench_below(dice, 8000);
        put_row(&csv, 'K', i + 1 < 100 + length ? i + 1 : 0, i, part);
        put_row(&csv, 'P', bench_below(dice, 9), i, 10000 - part);
    }
    return hf_buf_str(&csv);
}

static void from_each_owner_down_shares_are_those_of_the_companies(void **state)
{
    (void)state;
    struct bench_dice dice = {21};
    for (unsigned i = 0; i < 60; i++) {
        static const uint32_t held[] = {4000, 9000, 9900, 9999};
        struct subject subject;
        size_t mark = hf_arena_mark(&bench);
        ask(ring_above_line(&dice, 1 + bench_below(&dice, 12), held[i % 4], 1 + bench_below(&dice, 12)),
            "K100", &bench, &subject);
        going_down_says_what_each_company_says(&subject);
        hf_arena_reset(&bench, mark);
    }
}

static void a_line_is_gone_down_once_and_left_where_no_quarter_can_follow(void **state)
{
    (void)state;
    struct hf_buf csv = hf_buf_in(&bench, 64 * 1024);
    struct subject subject;
    struct hf_owner_down down;
    hf_buf_put(&csv, HF_STR("owner,owned,percent\n"));
    for (uint32_t i = 0; i < 100; i++) {
        put_row(&csv, 'K', i + 1, i, 9000);
        put_row(&csv, 'P', i, i, 1000);
    }
    put_row(&csv, 'P', 100, 100, 10000);
    ask(hf_buf_str(&csv), "K0", &bench, &subject);
    assert_true(hf_owner_down_init(&down, &subject.effects.reach, &bench));
    for (uint32_t e = 0; e < subject.effects.reach.ends; e++) {
        struct seen seen = {.met = {false}};
        uint64_t before = down.visits;
        hf_owner_go_down(&down, e, see, &seen);
        /* 0.9^13 of K100's is more than a quarter, 0.9^14 is not; of 10 % nothing comes */
        struct hf_str name = subject.graph.names.name[subject.effects.reach.end[e]];
        assert_int_equal(down.visits - before, hf_str_eq(name, HF_STR("P100")) ? 15 : 1);
    }
}

/* ---- intervals, without rings ---- */

/* Each company is held by two that stand later and by a person, some of them nobody knows how far. */
static struct hf_str open_line(struct bench_dice *dice, uint32_t length)
{
    struct hf_buf csv = hf_buf_in(&bench, 64 * 1024);
    hf_buf_put(&csv, HF_STR("owner,owned,percent\n"));
    for (uint32_t i = 0; i < length; i++) {
        char row[96];
        uint32_t part = bench_below(dice, 60), more = bench_below(dice, 41);
        int len =
            snprintf(row, sizeof row, "K%u,K%u,%u..%u\nK%u,K%u,%s\nP%u,K%u,%u\n", i + 1, i, part, part + more,
                     i + 2 + bench_below(dice, 3), i, bench_below(dice, 4) == 0 ? "?" : "10",
                     bench_below(dice, 6), i, bench_below(dice, 30));
        hf_buf_put(&csv, (struct hf_str){row, (size_t)len});
    }
    return hf_buf_str(&csv);
}

/* Do all the companies of which a quarter may be this end's stand in both lists? */
static void same_quarters(const struct hf_owner_effect *exact, const struct hf_owner_effect *walked)
{
    assert_true(exact->told && walked->told);
    assert_int_equal(exact->quarters, walked->quarters);
    for (uint32_t i = 0; i < exact->quarters; i++)
        assert_int_equal(exact->quarter[i], walked->quarter[i]);
}

static void the_most_is_walked_to_as_it_is_solved(void **state)
{
    (void)state;
    struct bench_dice dice = {22};
    for (unsigned i = 0; i < 200; i++) {
        struct subject subject;
        struct hf_owner_below below;
        struct hf_owner_most_room room;
        size_t mark = hf_arena_mark(&bench);
        ask(open_line(&dice, 1 + bench_below(&dice, 20)), "K0", &bench, &subject);
        assert_true(hf_owner_below_init(&below, &subject.effects.reach, &bench));
        assert_true(hf_owner_most_room(&subject.effects.reach, &bench, &room));
        for (uint32_t e = 0; e < subject.effects.reach.ends; e++) {
            struct hf_owner_effect exact = subject.effects.effect[e], walked = exact, whole = exact;
            struct hf_owner_reach part;
            assert_true(hf_owner_most(&subject.effects.reach, e, &bench, &whole));
            if (!hf_owner_below(&below, e, &part)) { /* this one holds 0 % of something */
                assert_int_equal(whole.hi.num.limbs, 0);
                continue;
            }
            assert_true(hf_owner_most(&part, HF_OWNER_BELOW_END, &bench, &exact));
            assert_true(hf_owner_most_walk(&part, HF_OWNER_BELOW_END, &room, &bench, &walked));
            assert_int_equal(hf_natural_order(&whole.hi.num, &exact.hi.num), 0);
            assert_int_equal(hf_natural_order(&whole.hi.den, &exact.hi.den), 0);
            assert_true(walked.hi.bounds.lo <= exact.hi.bounds.hi &&
                        exact.hi.bounds.lo <= walked.hi.bounds.hi);
            assert_true(walked.hi.bounds.hi - walked.hi.bounds.lo < HF_OWNER_ONE / 1000000000);
            same_quarters(&exact, &walked);
        }
        hf_arena_reset(&bench, mark);
    }
}

static void a_ring_is_not_walked(void **state)
{
    (void)state;
    struct bench_dice dice = {23};
    struct subject subject;
    struct hf_owner_below below;
    struct hf_owner_most_room room;
    struct hf_owner_reach part;
    struct hf_owner_effect effect = {0};
    ask(ring(&dice, 5, 9000, 3), "K0", &bench, &subject);
    assert_true(hf_owner_below_init(&below, &subject.effects.reach, &bench));
    assert_true(hf_owner_most_room(&subject.effects.reach, &bench, &room));
    assert_true(hf_owner_below(&below, 0, &part));
    assert_int_equal(part.count, 5);
    assert_false(hf_owner_most_walk(&part, HF_OWNER_BELOW_END, &room, &bench, &effect));
}

/* So many owners of one company, all unknown, and so many companies in line, each with its own: a second
 * each. */
static void many_who_may_have_much_are_each_told_how_much(void **state)
{
    (void)state;
    struct hf_buf csv = hf_buf_in(&bench, 256 * 1024);
    struct subject subject;
    hf_buf_put(&csv, HF_STR("owner,owned,percent\n"));
    for (uint32_t i = 0; i < 1500; i++) {
        char row[96];
        int len = snprintf(row, sizeof row, "K%u,K%u,%s\nP%u,K%u,40\n", i + 1, i, i == 9 ? "?" : "60", i, i);
        hf_buf_put(&csv, (struct hf_str){row, (size_t)len});
    }
    ask(hf_buf_str(&csv), "K0", &bench, &subject);
    for (uint32_t e = 0; e < subject.effects.reach.ends; e++) {
        const struct hf_owner_effect *effect = &subject.effects.effect[e];
        assert_true(effect->open && effect->told);
        assert_true(effect->hi.bounds.hi - effect->hi.bounds.lo < HF_OWNER_ONE / 1000000000);
    }
}

/* ---- all companies at once ---- */

static const struct hf_owner_watch nobody;

static uint64_t share_alone(struct subject *subject, const struct hf_owner_large *large)
{
    struct hf_owner_effects effects;
    struct hf_err err;
    uint64_t millionths = 0;
    assert_int_equal(hf_owner_effects(&subject->graph, &subject->walk, large->owned, &bench, &effects, &err),
                     HF_OK);
    for (uint32_t e = 0; e < effects.reach.ends; e++)
        if (effects.effect[e].node == large->owner)
            assert_true(hf_owner_millionths(&effects.effect[e].lo, &bench, &millionths));
    return millionths;
}

/* Rings near 100 % are gone round in numbers of fixed size, and none has to be solved exactly. */
static void the_list_of_all_says_what_each_company_says_alone(void **state)
{
    (void)state;
    struct bench_dice dice = {14};
    for (unsigned i = 0; i < 60; i++) {
        static const uint32_t held[] = {5000, 9900, 9990, 9998};
        struct hf_owner_share least = {1, 1, 50};
        struct hf_owner_list list;
        struct subject subject;
        struct hf_err err;
        size_t mark = hf_arena_mark(&bench);
        ask(ring(&dice, 2 + bench_below(&dice, 60), held[i % 4], 9), "K1", &bench, &subject);
        assert_int_equal(hf_owner_all(&subject.graph, &least, &nobody, &bench, &list, &err), HF_OK);
        assert_true(list.count > 0);
        assert_int_equal(list.solved, 0);
        for (size_t k = 0; k < list.count; k += 7) {
            size_t inside = hf_arena_mark(&bench);
            assert_int_equal(share_alone(&subject, &list.item[k]), list.item[k].millionths);
            hf_arena_reset(&bench, inside);
        }
        hf_arena_reset(&bench, mark);
    }
}

/* Asked again and again, until it says no. */
static enum hf_rc say_no(void *self, uint64_t done, uint64_t all, struct hf_err *err)
{
    uint64_t *asked = self;
    assert_true(done < all);
    return ++*asked < 3 ? HF_OK : hf_fail(err, HF_WORD_trace_stopped, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
}

static void whoever_watches_can_end_the_work(void **state)
{
    (void)state;
    struct bench_dice dice = {15};
    struct hf_owner_share least = {1, 1, 4};
    struct hf_owner_list list;
    struct subject subject;
    struct hf_err err;
    uint64_t asked = 0;
    struct hf_owner_watch watch = {say_no, &asked, 0};
    ask(ring(&dice, 700, 9998, 9), "K1", &bench, &subject);
    assert_int_equal(hf_owner_all(&subject.graph, &least, &watch, &bench, &list, &err), HF_FAILED);
    assert_int_equal(err.word, HF_WORD_trace_stopped);
    assert_int_equal(asked, 3);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup(name, bench_clear)
    const struct CMUnitTest tests[] = {
        TEST(a_fraction_lies_between_its_bounds_in_many_rings),
        TEST(shares_of_what_is_wholly_held_add_up_to_the_whole),
        TEST(a_component_of_64_has_fractions_of_800_bits),
        TEST(a_component_of_256_is_exact_within_4096_bits),
        TEST(a_chain_of_more_bits_is_bounded_closely),
        TEST(a_ring_of_600_near_a_hundred_percent_is_bounded_closely),
        TEST(without_room_the_bounds_are_wider_and_still_hold),
        TEST(digits_that_are_wrong_give_no_fraction),
        TEST(from_each_owner_down_shares_are_those_of_the_companies),
        TEST(a_line_is_gone_down_once_and_left_where_no_quarter_can_follow),
        TEST(the_most_is_walked_to_as_it_is_solved),
        TEST(a_ring_is_not_walked),
        TEST(many_who_may_have_much_are_each_told_how_much),
        TEST(the_list_of_all_says_what_each_company_says_alone),
        TEST(whoever_watches_can_end_the_work),
    };
    return cmocka_run_group_tests(tests, bench_begin, bench_end);
}
