/* SPDX-License-Identifier: Apache-2.0 */
#include "base/str.h"
#include "unit/unit.h"

static void no_text_and_an_empty_text_are_the_same(void **state)
{
    (void)state;
    assert_true(hf_str_eq(HF_STR_NONE, HF_STR("")));
    assert_true(hf_str_eq(hf_str_of(NULL), HF_STR_NONE));
    assert_int_equal(hf_str_order(HF_STR_NONE, HF_STR("")), 0);
    assert_true(hf_str_begins(HF_STR_NONE, HF_STR("")));
    assert_true(hf_str_contains(HF_STR_NONE, HF_STR("")));
    assert_int_equal(hf_str_trim(HF_STR_NONE).len, 0);
}

static void order_is_that_of_bytes_and_a_prefix_comes_first(void **state)
{
    (void)state;
    static const char *const sorted[] = {"", "A", "AB", "B", "a", "\xc3\xa9", "\xff"};
    for (size_t i = 0; i < sizeof sorted / sizeof sorted[0]; i++)
        for (size_t j = 0; j < sizeof sorted / sizeof sorted[0]; j++) {
            int order = hf_str_order(hf_str_of(sorted[i]), hf_str_of(sorted[j]));
            assert_int_equal((order > 0) - (order < 0), (i > j) - (i < j));
            assert_int_equal(hf_str_eq(hf_str_of(sorted[i]), hf_str_of(sorted[j])), i == j);
        }
}

static void nothing_relies_on_a_closing_nul(void **state)
{
    (void)state;
    static const char bytes[] = {'f', 'r', 'e', 'e', 'z', 'e', '\0', 'x'};
    struct hf_str s = {bytes, sizeof bytes};
    assert_false(hf_str_eq(s, HF_STR("freeze")));
    assert_true(hf_str_begins(s, HF_STR("freeze")));
    assert_true(hf_str_ends(s, HF_STR("\0x")));
    assert_true(hf_str_contains(s, HF_STR("e\0")));
    assert_false(hf_str_contains(s, HF_STR("freezer")));
}

static bool stands_somewhere(struct hf_str s, struct hf_str part)
{
    for (size_t i = 0; i + part.len <= s.len; i++)
        if (hf_str_eq(hf_str_part(s, i, i + part.len), part))
            return true;
    return false;
}

/* All texts of nine letters and parts of one to six, of two different letters: every way of repeating. */
static void a_part_is_found_wherever_it_stands(void **state)
{
    (void)state;
    for (unsigned text = 0; text < 1u << 9; text++) {
        char s[9], part[6];
        for (unsigned i = 0; i < 9; i++)
            s[i] = (text >> i & 1) != 0 ? 'a' : 'b';
        for (unsigned len = 1; len <= 6; len++)
            for (unsigned seek = 0; seek < 1u << len; seek++) {
                for (unsigned i = 0; i < len; i++)
                    part[i] = (seek >> i & 1) != 0 ? 'a' : 'b';
                struct hf_str in = {s, 9}, sought = {part, len};
                assert_int_equal(hf_str_contains(in, sought), stands_somewhere(in, sought));
            }
    }
}

static void a_part_is_cut_to_the_text(void **state)
{
    (void)state;
    struct hf_str s = HF_STR("measure/5");
    assert_str(hf_str_part(s, 0, 7), "measure");
    assert_str(hf_str_part(s, 8, SIZE_MAX), "5");
    assert_int_equal(hf_str_part(s, 9, 9).len, 0);
    assert_int_equal(hf_str_part(s, 5, 3).len, 0);
    assert_int_equal(hf_str_part(s, SIZE_MAX, SIZE_MAX).len, 0);
}

static void cutting_tells_an_empty_rest_from_no_rest(void **state)
{
    (void)state;
    struct hf_str s = HF_STR("a,,b,");
    assert_str(hf_str_cut(&s, ','), "a");
    assert_str(hf_str_cut(&s, ','), "");
    assert_str(hf_str_cut(&s, ','), "b");
    assert_non_null(s.at);
    assert_str(hf_str_cut(&s, ','), "");
    assert_null(s.at);
    assert_str(hf_str_cut(&s, ','), "");
}

static void trimming_leaves_inner_blanks(void **state)
{
    (void)state;
    assert_str(hf_str_trim(HF_STR(" \t to freeze \r\n")), "to freeze");
    assert_str(hf_str_trim(HF_STR(" \n")), "");
    assert_str(hf_str_trim(HF_STR("\vx")), "\vx");
}

static void integers_have_one_spelling(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int64_t value;
    } good[] = {{"0", 0},
                {"7", 7},
                {"-1", -1},
                {"9223372036854775807", INT64_MAX},
                {"-9223372036854775808", INT64_MIN}};
    static const char *const bad[] = {"",    "-",   "-0",
                                      "+1",  "01",  "-01",
                                      " 1",  "1 ",  "1.0",
                                      "1e3", "0x1", "9223372036854775808",
                                      "/",   "1:2", "-9223372036854775809"};
    int64_t value;
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        assert_true(hf_str_i64(hf_str_of(good[i].text), &value));
        assert_true(value == good[i].value);
    }
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        value = 7;
        assert_false(hf_str_i64(hf_str_of(bad[i]), &value));
        assert_int_equal(value, 7);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_text_and_an_empty_text_are_the_same),
        cmocka_unit_test(order_is_that_of_bytes_and_a_prefix_comes_first),
        cmocka_unit_test(nothing_relies_on_a_closing_nul),
        cmocka_unit_test(a_part_is_found_wherever_it_stands),
        cmocka_unit_test(a_part_is_cut_to_the_text),
        cmocka_unit_test(cutting_tells_an_empty_rest_from_no_rest),
        cmocka_unit_test(trimming_leaves_inner_blanks),
        cmocka_unit_test(integers_have_one_spelling),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
