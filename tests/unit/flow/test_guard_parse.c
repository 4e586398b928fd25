/* SPDX-License-Identifier: Apache-2.0 */
#include "unit/flow/guard_case.h"

static void operators_bind_as_in_cel(void **state)
{
    (void)state;
    static const struct guard_case rows[] = {
        {"1 + 2 * 3", "7"},
        {"(1 + 2) * 3", "9"},
        {"10 - 4 - 3", "3"},
        {"100 / 10 / 5", "2"},
        {"17 % 5 * 2", "4"},
        {"-2 * -3", "6"},
        {"- -2", "2"},
        {"1 - -1", "2"},
        {"-event.count + 10", "3"},
        {"!true || true", "true"},
        {"!(true || true)", "false"},
        {"!!true", "true"},
        {"true || false && false", "true"},
        {"(true || false) && false", "false"},
        {"1 + 1 == 2 && 3 > 2", "true"},
        {"1 < 2 == true", "true"},
        {"true ? 1 : false ? 2 : 3", "1"},
        {"false ? 1 : false ? 2 : 3", "3"},
        {"false || true ? 1 : 2", "1"},
        {"2 in [1, 2] == true", "true"},
        {"((((((1))))))", "1"},
    };
    GUARD_RUN(rows);
}

static void what_does_not_parse_is_placed(void **state)
{
    (void)state;
    static const struct guard_case rows[] = {
        {"", "!expr_empty@1"},
        {"   ", "!expr_empty@1"},
        {"1 +", "!expr_value@4"},
        {"&& true", "!expr_value@1"},
        {"(1", "!expr_expected@3"},
        {"[1, 2", "!expr_expected@6"},
        {"[1,]", "!expr_value@4"},
        {"[1 2]", "!expr_expected@4"},
        {"size([1]", "!expr_expected@9"},
        {"true ? 1", "!expr_expected@9"},
        {"true ? 1 2", "!expr_expected@10"},
        {"1 2", "!expr_unexpected@3"},
        {"1)", "!expr_unexpected@2"},
        {"true ? true ? 1 : 2 : 3", "!expr_expected@13"},
        {"event.", "!expr_member@7"},
        {"event.7", "!expr_double@6"},
        {"event.'x'", "!expr_member@7"},
        {"event.count // seven", "!expr_value@14"},
        {"event['count']", "!expr_index@6"},
        {"event.numbers[0]", "!expr_index@14"},
        {"null", "!expr_null@1"},
        {"event.count == null", "!expr_null@16"},
        {"()", "!expr_value@2"},
        {"data.true", "!expr_member@6"},
        {"data.in", "!expr_member@6"},
        {"event.numbers.all(let, let > 0)", "!expr_taken@19"},
        {"event.numbers.all(package, true)", "!expr_taken@19"},
    };
    GUARD_RUN(rows);
}

static void what_cel_has_and_we_have_not_is_refused_by_name(void **state)
{
    (void)state;
    static const struct guard_case rows[] = {
        {"event.currency.matches('a+')", "!expr_regex@16"},
        {"event.numbers.map(x, x + 1)", "!expr_macro@15"},
        {"event.numbers.filter(x, x > 1)", "!expr_macro@15"},
        {"event.numbers.exists_one(x, x > 1)", "!expr_macro@15"},
        {"dyn(event.count)", "!expr_convert@1"},
        {"type(event.count)", "!expr_convert@1"},
        {"string(event.count)", "!expr_convert@1"},
        {"int('7')", "!expr_convert@1"},
        {"double(1)", "!expr_convert@1"},
        {"now()", "!expr_clock@1"},
        {"timestamp('2026-11-23T00:00:00Z')", "!expr_clock@1"},
        {"duration('1h')", "!expr_clock@1"},
        {"random()", "!expr_function@1"},
        {"event.currency.upper()", "!expr_function@16"},
    };
    GUARD_RUN(rows);
}

static void functions_have_their_form_and_arguments(void **state)
{
    (void)state;
    static const struct guard_case rows[] = {
        {"all(event.numbers, x, true)", "!expr_form@1"},
        {"event.ground.has()", "!expr_form@14"},
        {"startsWith('ab', 'a')", "!expr_form@1"},
        {"size()", "!expr_arguments@1"},
        {"size(event.numbers, 1)", "!expr_arguments@1"},
        {"'ab'.startsWith()", "!expr_arguments@6"},
        {"'ab'.contains('a', 'b')", "!expr_arguments@6"},
        {"event.numbers.all(true)", "!expr_arguments@15"},
        {"event.numbers.all(x, y, true)", "!expr_arguments@15"},
        {"event.numbers.all(event.count, true)", "!expr_variable@25"},
        {"event.numbers.exists('x', true)", "!expr_variable@22"},
        {"money(1)", "!expr_arguments@1"},
        {"has(data.limit, data.rounds)", "!expr_arguments@1"},
    };
    GUARD_RUN(rows);
}

enum { ROOM = 2048 };

/* `times` pieces of head, then middle, then as many of tail, and a NUL. */
static const char *nested(char room[ROOM], int times, const char *head, const char *middle, const char *tail)
{
    struct hf_buf out = {.at = room, .size = ROOM};
    for (int i = 0; i < times; i++)
        hf_buf_put(&out, hf_str_of(head));
    hf_buf_put(&out, hf_str_of(middle));
    for (int i = 0; i < times; i++)
        hf_buf_put(&out, hf_str_of(tail));
    hf_buf_put_char(&out, '\0');
    assert_false(out.full);
    return room;
}

static void nesting_ends_at_thirty_two(void **state)
{
    (void)state;
    static char room[8][ROOM];
    const struct guard_case rows[] = {
        {nested(room[0], 32, "(", "true", ")"), "true"},
        {nested(room[1], 33, "(", "true", ")"), "!expr_too_deep@34"},
        {nested(room[2], 32, "!", "true", ""), "true"},
        {nested(room[3], 33, "!", "true", ""), "!expr_too_deep"},
        {nested(room[4], 900, "!", "true", ""), "!expr_too_deep@33"},
        {nested(room[5], 500, "[", "1", "]"), "!expr_too_deep"},
        {nested(room[6], 200, "1+", "1", ""), "!expr_too_deep"},
        {nested(room[7], 100, "true?(", "1", "):1"), "!expr_too_deep"},
    };
    GUARD_RUN(rows);
}

static void long_chains_are_not_deep(void **state)
{
    (void)state;
    static char room[4][ROOM];
    const struct guard_case rows[] = {
        {nested(room[0], 140, "true&&", "true", ""), "true"},
        {nested(room[1], 120, "false||", "true", ""), "true"},
        {nested(room[2], 32, "1+", "1", ""), "33"},
        {nested(room[3], 32, "false?1:", "2", ""), "2"},
    };
    GUARD_RUN(rows);
}

static void length_ends_at_1024_bytes(void **state)
{
    (void)state;
    static char room[2][ROOM];
    memset(room[0], ' ', 1024);
    memset(room[1], ' ', 1025);
    room[0][0] = room[1][0] = '1';
    const struct guard_case rows[] = {{room[0], "1"}, {room[1], "!expr_too_long"}};
    GUARD_RUN(rows);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(operators_bind_as_in_cel),
        cmocka_unit_test(what_does_not_parse_is_placed),
        cmocka_unit_test(what_cel_has_and_we_have_not_is_refused_by_name),
        cmocka_unit_test(functions_have_their_form_and_arguments),
        cmocka_unit_test(nesting_ends_at_thirty_two),
        cmocka_unit_test(long_chains_are_not_deep),
        cmocka_unit_test(length_ends_at_1024_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
