/* SPDX-License-Identifier: Apache-2.0 */
#include "unit/flow/guard_case.h"

static void literals_are_what_they_say(void **state)
{
    (void)state;
    static const struct guard_case rows[] = {
        {"0", "0"},
        {"42", "42"},
        {"-42", "-42"},
        {"9223372036854775807", "9223372036854775807"},
        {"-9223372036854775808", "-9223372036854775808"},
        {"true", "true"},
        {"false", "false"},
        {"''", "''"},
        {"\"double\"", "'double'"},
        {"'it\\'s'", "'it's'"},
        {"'a\\\\b\\n\\t\\r\\\"'", "'a\\b\n\t\r\"'"},
        {"'\\u0041\\u00e9\\u20AC'", "'A\xC3\xA9\xE2\x82\xAC'"},
        {"'\xC3\xA9'", "'\xC3\xA9'"},
        {" \t\r\n 1 \n", "1"},
        {"1<2&&2>=2", "true"},
        {"event.count in[7]", "true"},
    };
    GUARD_RUN(rows);
}

static void numbers_of_other_kinds_are_refused_by_name(void **state)
{
    (void)state;
    static const struct guard_case rows[] = {
        {"1.5", "!expr_double@1"},
        {"2 > .5", "!expr_double@5"},
        {"1e3", "!expr_double@1"},
        {"1E3", "!expr_double@1"},
        {"0x1F", "!expr_number_form@1"},
        {"7u", "!expr_number_form@1"},
        {"9223372036854775808", "!expr_number_large@1"},
        {"-9223372036854775809", "!expr_number_large@2"},
        {"99999999999999999999999", "!expr_number_large@1"},
    };
    GUARD_RUN(rows);
}

static void texts_of_other_forms_are_refused_by_name(void **state)
{
    (void)state;
    static const struct guard_case rows[] = {
        {"'open", "!expr_text_open@1"},    {"event.count == \"open'", "!expr_text_open@16"},
        {"'open\\", "!expr_escape@6"},     {"'a\\q'", "!expr_escape@3"},
        {"'\\u12'", "!expr_escape@2"},     {"'\\ud83d'", "!expr_escape@2"},
        {"'\\u0000'", "!expr_escape@2"},   {"'two\nlines'", "!expr_character@5"},
        {"r'raw'", "!expr_text_form@1"},   {"b\"bytes\"", "!expr_text_form@1"},
        {"rb'both'", "!expr_text_form@1"}, {"'''three'''", "!expr_text_form@1"},
    };
    GUARD_RUN(rows);
}

static void marks_of_other_languages_are_refused_with_ours(void **state)
{
    (void)state;
    static const struct guard_case rows[] = {
        {"event.count = 7", "!expr_foreign@13"},
        {"event.urgent & true", "!expr_foreign@14"},
        {"event.urgent | true", "!expr_foreign@14"},
        {"event.urgent and true", "!expr_foreign@14"},
        {"event.urgent OR true", "!expr_foreign@14"},
        {"not event.urgent", "!expr_foreign@1"},
        {"event.count @ 7", "!expr_character@13"},
        {"event.count # 7", "!expr_character"},
        {"\x01", "!expr_character@1"},
        {"\xC3\xA9t\xC3\xA9", "!expr_character@1"},
        {"{'a': 1}", "!expr_braces@1"},
        {"Money{amount: 1}", "!expr_braces@6"},
    };
    GUARD_RUN(rows);
}

static void a_byte_zero_ends_nothing(void **state)
{
    (void)state;
    static unsigned char block[1 << 16];
    struct hf_arena arena;
    struct hf_err err;
    const struct hf_expr *expr;
    hf_arena_init(&arena, block, sizeof block);
    assert_int_equal(hf_expr_compile(&guard_scope, HF_STR("1\0 2"), NULL, &arena, &expr, &err), HF_BAD_INPUT);
    assert_str(hf_err_code(&err), "expr_character");
    assert_int_equal(hf_expr_compile(&guard_scope, HF_STR("'\0'"), NULL, &arena, &expr, &err), HF_BAD_INPUT);
    assert_str(hf_err_code(&err), "expr_character");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(literals_are_what_they_say),
        cmocka_unit_test(numbers_of_other_kinds_are_refused_by_name),
        cmocka_unit_test(texts_of_other_forms_are_refused_by_name),
        cmocka_unit_test(marks_of_other_languages_are_refused_with_ours),
        cmocka_unit_test(a_byte_zero_ends_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
