/* SPDX-License-Identifier: Apache-2.0 */
#include "trace/roll.h"

#include <stdio.h>

#include "bench.h"

static struct hf_arena scratch;

static void open_roll(struct hf_trace_roll *roll, uint32_t most)
{
    hf_arena_init(&scratch, bench.at + bench.size / 2, bench.size / 2);
    assert_true(hf_trace_roll_open(roll, most, &bench, &scratch));
}

/* Names of 1 to 40 bytes, those of 15 to 17 among them. */
static struct hf_str name_of(uint32_t number)
{
    struct hf_buf text = hf_buf_in(&bench, 48);
    uint32_t len = 1 + number % 40;
    hf_buf_put_i64(&text, number);
    while (text.len < len)
        hf_buf_put_char(&text, 'x');
    return hf_buf_str(&text);
}

static void each_name_keeps_its_number_while_the_table_grows(void **state)
{
    (void)state;
    struct hf_trace_roll roll;
    enum { NAMES = 20000 };
    open_roll(&roll, NAMES);
    for (uint32_t i = 0; i < NAMES; i++)
        assert_int_equal(hf_trace_roll_add(&roll, name_of(i)), i);
    for (uint32_t i = 0; i < NAMES; i++) {
        struct hf_str name = name_of(i);
        assert_int_equal(hf_trace_roll_add(&roll, name), i);
        assert_int_equal(hf_trace_roll_find(&roll, name), i);
        assert_true(hf_str_eq(hf_trace_roll_name(&roll, i), name));
    }
    assert_int_equal(hf_trace_roll_find(&roll, HF_STR("nobody")), HF_TRACE_NOBODY);
    assert_int_equal(hf_trace_roll_add(&roll, HF_STR("one too many")), HF_TRACE_NOBODY);
}

static void room_for_names_that_are_expected_loses_none_that_are_there(void **state)
{
    (void)state;
    struct hf_trace_roll roll;
    enum { NAMES = 3000 };
    open_roll(&roll, NAMES);
    for (uint32_t i = 0; i < 100; i++)
        hf_trace_roll_add(&roll, name_of(i));
    assert_true(hf_trace_roll_expect(&roll, NAMES));
    const struct hf_trace_slot *slot = roll.slot;
    for (uint32_t i = 0; i < NAMES; i++)
        assert_int_equal(hf_trace_roll_add(&roll, name_of(i)), i);
    assert_true(roll.slot == slot);
    assert_true(hf_trace_roll_expect(&roll, 1) && roll.slot == slot);
    assert_false(hf_trace_roll_expect(&roll, UINT32_MAX));
}

static void a_closed_roll_is_still_searched(void **state)
{
    (void)state;
    struct hf_trace_roll roll;
    open_roll(&roll, 3);
    hf_trace_roll_add(&roll, HF_STR("a"));
    hf_trace_roll_add(&roll, HF_STR("a name of more than sixteen bytes"));
    hf_trace_roll_close(&roll);
    assert_int_equal(hf_trace_roll_find(&roll, HF_STR("a name of more than sixteen bytes")), 1);
    assert_int_equal(hf_trace_roll_find(&roll, HF_STR("b")), HF_TRACE_NOBODY);
}

static void a_key_is_the_same_however_it_is_made(void **state)
{
    (void)state;
    char text[64] = "abcdefghijklmnopqrstuvwxyz,0123456789";
    for (size_t len = 1; len <= 20; len++) {
        struct hf_str name = {text, len};
        struct hf_trace_key far = hf_trace_key_of(name), near = hf_trace_key_near(name);
        assert_memory_equal(&far, &near, sizeof far);
        assert_true(hf_str_eq(hf_trace_key_name(&far), name));
    }
}

static void names_that_end_in_a_zero_stay_apart(void **state)
{
    (void)state;
    struct hf_trace_roll roll;
    open_roll(&roll, 4);
    assert_int_equal(hf_trace_roll_add(&roll, (struct hf_str){"ab", 2}), 0);
    assert_int_equal(hf_trace_roll_add(&roll, (struct hf_str){"ab\0", 3}), 1);
    assert_int_equal(hf_trace_roll_add(&roll, (struct hf_str){"ab\0\0", 4}), 2);
    assert_int_equal(hf_trace_roll_name(&roll, 1).len, 3);
    assert_int_equal(hf_trace_roll_find(&roll, (struct hf_str){"ab\0", 3}), 1);
}

static void the_order_is_that_of_bytes_or_of_code_units(void **state)
{
    (void)state;
    static const char *const names[] = {"\xF0\x90\x80\x80", "\xEE\x80\x80", "b", "ba",
                                        "a name of more than sixteen"};
    static const uint32_t bytes[] = {4, 2, 3, 1, 0}, units[] = {4, 2, 3, 0, 1};
    struct hf_trace_roll roll;
    open_roll(&roll, 5);
    for (size_t i = 0; i < 5; i++)
        hf_trace_roll_add(&roll, hf_str_of(names[i]));
    assert_memory_equal(hf_trace_roll_order(&roll, &bench), bytes, sizeof bytes);
    assert_memory_equal(hf_trace_roll_canonically(&roll, &bench), units, sizeof units);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(each_name_keeps_its_number_while_the_table_grows, bench_clear),
        cmocka_unit_test_setup(room_for_names_that_are_expected_loses_none_that_are_there, bench_clear),
        cmocka_unit_test_setup(a_closed_roll_is_still_searched, bench_clear),
        cmocka_unit_test_setup(a_key_is_the_same_however_it_is_made, bench_clear),
        cmocka_unit_test_setup(names_that_end_in_a_zero_stay_apart, bench_clear),
        cmocka_unit_test_setup(the_order_is_that_of_bytes_or_of_code_units, bench_clear),
    };
    return cmocka_run_group_tests(tests, bench_begin, bench_end);
}
