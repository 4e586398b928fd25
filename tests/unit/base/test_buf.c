/* SPDX-License-Identifier: Apache-2.0 */
#include "base/buf.h"
#include "unit/unit.h"

static void what_does_not_fit_is_left_out_whole(void **state)
{
    (void)state;
    char room[8];
    struct hf_buf buf = HF_BUF(room);
    hf_buf_put(&buf, HF_STR("freeze"));
    assert_false(buf.full);
    hf_buf_put(&buf, HF_STR("now"));
    assert_true(buf.full);
    assert_str(hf_buf_str(&buf), "freeze");
}

static void nothing_is_written_after_the_first_that_did_not_fit(void **state)
{
    (void)state;
    char room[8];
    struct hf_buf buf = HF_BUF(room);
    hf_buf_put(&buf, HF_STR("far too long"));
    hf_buf_put_char(&buf, 'x');
    assert_true(buf.full);
    assert_int_equal(buf.len, 0);
    assert_int_equal(hf_buf_str(&buf).len, 0);
}

static void the_last_byte_can_be_used(void **state)
{
    (void)state;
    char room[4];
    struct hf_buf buf = HF_BUF(room);
    hf_buf_put(&buf, HF_STR("four"));
    hf_buf_put(&buf, HF_STR(""));
    assert_false(buf.full);
    assert_str(hf_buf_str(&buf), "four");
}

static void an_extended_text_is_written_by_its_caller(void **state)
{
    (void)state;
    char room[4];
    struct hf_buf buf = HF_BUF(room);
    memcpy(hf_buf_extend(&buf, 3), "abc", 3);
    assert_str(hf_buf_str(&buf), "abc");
    assert_null(hf_buf_extend(&buf, 2));
    assert_true(buf.full);
    assert_null(hf_buf_extend(&buf, 1));
    assert_str(hf_buf_str(&buf), "abc");
}

static void with_an_arena_it_grows_and_keeps_what_it_held(void **state)
{
    (void)state;
    static unsigned char block[8192];
    struct hf_arena arena;
    hf_arena_init(&arena, block, sizeof block);
    struct hf_buf buf = hf_buf_in(&arena, 1);
    for (int i = 0; i < 500; i++) {
        hf_buf_put_char(&buf, (char)('a' + i % 26));
        hf_arena_take(&arena, 1, 1, 1);
    }
    assert_false(buf.full);
    assert_int_equal(buf.len, 500);
    for (int i = 0; i < 500; i++)
        assert_int_equal(buf.at[i], 'a' + i % 26);
}

static void room_is_made_whole_or_not_at_all(void **state)
{
    (void)state;
    unsigned char block[256];
    char fixed[8];
    struct hf_arena arena;
    hf_arena_init(&arena, block, sizeof block);
    struct hf_buf growing = {.arena = &arena}, bounded = HF_BUF(fixed);
    assert_true(hf_buf_reserve(&growing, 100));
    hf_buf_put(&growing, HF_STR("kept"));
    assert_true(hf_buf_reserve(&growing, 120));
    assert_str(hf_buf_str(&growing), "kept");
    assert_true(growing.size - growing.len >= 120);
    assert_false(hf_buf_reserve(&growing, 1000));
    assert_false(hf_buf_reserve(&growing, SIZE_MAX));
    assert_true(hf_buf_reserve(&bounded, 8));
    assert_false(hf_buf_reserve(&bounded, 9));
    assert_false(growing.full || bounded.full);
}

static void integers_are_written_whole(void **state)
{
    (void)state;
    static const struct {
        int64_t value;
        const char *text;
    } cases[] = {{0, "0"},
                 {-1, "-1"},
                 {1234567, "1234567"},
                 {INT64_MAX, "9223372036854775807"},
                 {INT64_MIN, "-9223372036854775808"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char room[20];
        struct hf_buf buf = HF_BUF(room);
        hf_buf_put_i64(&buf, cases[i].value);
        assert_str(hf_buf_str(&buf), cases[i].text);
    }
}

static void zeros_fill_up_to_the_width_and_never_cut(void **state)
{
    (void)state;
    static const struct {
        uint64_t value;
        size_t width;
        const char *text;
    } cases[] = {{7, 2, "07"}, {0, 0, "0"}, {123, 2, "123"}, {UINT64_MAX, 40, "18446744073709551615"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char room[24];
        struct hf_buf buf = HF_BUF(room);
        hf_buf_put_padded(&buf, cases[i].value, cases[i].width);
        assert_str(hf_buf_str(&buf), cases[i].text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_does_not_fit_is_left_out_whole),
        cmocka_unit_test(nothing_is_written_after_the_first_that_did_not_fit),
        cmocka_unit_test(the_last_byte_can_be_used),
        cmocka_unit_test(an_extended_text_is_written_by_its_caller),
        cmocka_unit_test(with_an_arena_it_grows_and_keeps_what_it_held),
        cmocka_unit_test(room_is_made_whole_or_not_at_all),
        cmocka_unit_test(integers_are_written_whole),
        cmocka_unit_test(zeros_fill_up_to_the_width_and_never_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
