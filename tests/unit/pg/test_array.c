/* SPDX-License-Identifier: Apache-2.0 */
#include "pg/array.h"

#include "unit/unit.h"

static void single_values_stand_big_endian_one_after_the_other(void **state)
{
    (void)state;
    struct hf_params p = {0};
    hf_params_begin(&p);
    hf_params_i16(&p, -2);
    hf_params_i64(&p, 0x0102030405060708);
    hf_params_text(&p, HF_STR_NONE);
    hf_params_null(&p);
    hf_params_bytes(&p, "ab", 2);
    hf_params_more(&p, "cd", 2);
    hf_params_end(&p);
    assert_int_equal(p.count, 5);
    assert_memory_equal(p.value[0], "\xff\xfe", 2);
    assert_memory_equal(p.value[1], "\1\2\3\4\5\6\7\10", 8);
    assert_int_equal(p.length[1], 8);
    assert_non_null(p.value[2]);
    assert_int_equal(p.length[2], 0);
    assert_null(p.value[3]);
    assert_int_equal(p.length[4], 4);
    assert_memory_equal(p.value[4], "abcd", 4);
    hf_params_free(&p);
}

static void an_array_counts_its_items_and_says_whether_it_holds_nulls(void **state)
{
    (void)state;
    static const unsigned char want[] = {
        0, 0, 0, 1, 0,   0,   0,   1,   0,   0, 0, 25, 0,
        0, 0, 3, 0, 0,   0,   1, /* one dimension, nulls, text, 3 from 1 */
        0, 0, 0, 1, 'x', 255, 255, 255, 255, 0, 0, 0,  0,
    };
    struct hf_params p = {0};
    hf_params_begin(&p);
    hf_params_array(&p, HF_OID_TEXT);
    hf_params_text(&p, HF_STR("x"));
    hf_params_null(&p);
    hf_params_text(&p, HF_STR_NONE);
    hf_params_array(&p, HF_OID_I32);
    hf_params_i32(&p, 7);
    hf_params_end(&p);
    assert_int_equal(p.count, 2);
    assert_int_equal(p.length[0], sizeof want);
    assert_memory_equal(p.value[0], want, sizeof want);
    assert_int_equal(p.length[1], 28);
    assert_int_equal(p.value[1][7], 0);
    hf_params_free(&p);
}

static void what_was_written_survives_growth(void **state)
{
    (void)state;
    struct hf_params p = {0};
    for (int round = 0; round < 2; round++) {
        hf_params_begin(&p);
        hf_params_array(&p, HF_OID_I64);
        for (int64_t i = 0; i < 50000; i++)
            hf_params_i64(&p, i);
        hf_params_end(&p);
        assert_int_equal(p.length[0], 20 + 50000 * 12);
        assert_memory_equal(p.value[0] + 12, "\0\0\303\120", 4);
        assert_memory_equal(p.value[0] + 20 + 49999 * 12 + 4, "\0\0\0\0\0\0\303\117", 8);
    }
    hf_params_free(&p);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(single_values_stand_big_endian_one_after_the_other),
        cmocka_unit_test(an_array_counts_its_items_and_says_whether_it_holds_nulls),
        cmocka_unit_test(what_was_written_survives_growth),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
