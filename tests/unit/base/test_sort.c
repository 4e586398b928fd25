/* SPDX-License-Identifier: Apache-2.0 */
#include "base/sort.h"

#include <stdlib.h>

#include "unit/unit.h"

enum { MOST = 5000, BLOCK = 4 * MOST * 16 };

struct item {
    int32_t key;
    uint32_t stood; /* where, before */
    int64_t more;
};

static size_t looks;

static int order(const void *a, const void *b)
{
    int32_t x = ((const struct item *)a)->key, y = ((const struct item *)b)->key;
    looks++;
    return (x > y) - (x < y);
}

static void sort_and_check(struct hf_arena *arena, size_t count, uint32_t keys, uint32_t factor)
{
    static struct item items[MOST];
    size_t mark = hf_arena_mark(arena);
    for (uint32_t i = 0; i < count; i++)
        items[i] = (struct item){(int32_t)(i * factor % keys), i, (int64_t)i * 3};
    looks = 0;
    hf_sort(items, count, sizeof items[0], order, arena);
    for (uint32_t i = 0; i < count; i++)
        assert_int_equal(items[i].more, (int64_t)items[i].stood * 3);
    for (uint32_t i = 1; i < count; i++) {
        bool in_order = items[i - 1].key < items[i].key ||
                        (items[i - 1].key == items[i].key && items[i - 1].stood < items[i].stood);
        assert_true(in_order);
    }
    assert_int_equal(hf_arena_mark(arena), mark); /* what was lent is given back */
}

static void equals_stay_as_they_stood(void **state)
{
    (void)state;
    struct hf_arena arena;
    hf_arena_init(&arena, malloc(BLOCK), BLOCK);
    for (size_t count = 0; count < 70; count++)
        for (uint32_t keys = 1; keys < 9; keys++)
            sort_and_check(&arena, count, keys, 7919);
    sort_and_check(&arena, MOST, 4999, 7919);
    assert_true(looks < MOST * 16);
    free(arena.at);
}

static void what_is_in_order_costs_one_look_and_no_memory(void **state)
{
    (void)state;
    struct hf_arena arena;
    hf_arena_init(&arena, NULL, 0);
    sort_and_check(&arena, MOST, MOST, 1);
    assert_int_equal(looks, MOST - 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equals_stay_as_they_stood),
        cmocka_unit_test(what_is_in_order_costs_one_look_and_no_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
