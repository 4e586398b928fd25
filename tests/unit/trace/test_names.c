/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>

#include "bench.h"
#include "trace/names.h"

static void each_text_has_one_number_from_zero_on(void **state)
{
    (void)state;
    struct hf_trace_names names;
    hf_trace_names_init(&names, &bench);
    for (int round = 0; round < 2; round++)
        for (uint32_t i = 0; i < 5000; i++) {
            char *text = HF_NEW(&bench, char, 40);
            snprintf(text, 40, "name %u%s", i, i % 3 == 0 ? " and a longer tail" : "");
            assert_int_equal(hf_trace_name(&names, hf_str_of(text)), i);
        }
    assert_int_equal(names.count, 5000);
    assert_int_equal(hf_trace_name(&names, HF_STR("")), 5000);
    assert_int_equal(hf_trace_name(&names, HF_STR("")), 5000);
}

static void a_full_arena_is_told(void **state)
{
    (void)state;
    unsigned char room[2048];
    struct hf_arena small;
    struct hf_trace_names names;
    hf_arena_init(&small, room, sizeof room);
    hf_trace_names_init(&names, &small);
    uint32_t last = 0;
    char text[200][8];
    for (unsigned i = 0; i < 200 && last != HF_TRACE_NO_NAME; i++) {
        snprintf(text[i], sizeof text[i], "%u", i);
        last = hf_trace_name(&names, hf_str_of(text[i]));
    }
    assert_int_equal(last, HF_TRACE_NO_NAME);
    assert_true(names.count > 0);
}

static void bytes_and_code_units_order_differently_beyond_the_first_plane(void **state)
{
    (void)state;
    static const char *const given[] = {"b", "\xF0\x90\x80\x80", "\xEE\x80\x80", "a", "\xED\x9F\xBF", ""};
    static const uint32_t by_bytes[] = {5, 3, 0, 4, 2, 1}, canonical[] = {5, 3, 0, 4, 1, 2};
    struct hf_trace_names names;
    hf_trace_names_init(&names, &bench);
    for (size_t i = 0; i < 6; i++)
        hf_trace_name(&names, hf_str_of(given[i]));
    assert_memory_equal(hf_trace_names_by_bytes(&names, &bench), by_bytes, sizeof by_bytes);
    uint32_t *order = hf_trace_names_canonically(&names, &bench);
    assert_memory_equal(order, canonical, sizeof canonical);
    uint32_t *rank = hf_trace_ranks(order, 6, &bench);
    for (uint32_t i = 0; i < 6; i++)
        assert_int_equal(order[rank[i]], i);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(each_text_has_one_number_from_zero_on, bench_clear),
        cmocka_unit_test_setup(a_full_arena_is_told, bench_clear),
        cmocka_unit_test_setup(bytes_and_code_units_order_differently_beyond_the_first_plane, bench_clear),
    };
    return cmocka_run_group_tests(tests, bench_begin, bench_end);
}
