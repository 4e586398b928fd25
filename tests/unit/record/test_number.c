/* SPDX-License-Identifier: Apache-2.0 */
#include "record/number.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "dice.h"
#include "doc.h"

static double of_bits(uint64_t bits)
{
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

/* NUL-terminated, so that strtod can read it back. */
static size_t put(char text[HF_NUMBER_TEXT + 1], double value)
{
    struct hf_buf buf = {.at = text, .size = HF_NUMBER_TEXT};
    hf_number_put(&buf, value);
    assert_false(buf.full);
    text[buf.len] = '\0';
    return buf.len;
}

static void the_table_of_the_rfc_comes_out(void **state)
{
    (void)state;
    char line[96], want[HF_NUMBER_TEXT + 1], got[HF_NUMBER_TEXT + 1];
    unsigned long long bits;
    int count = 0;
    FILE *file = fopen("tests/vectors/rfc8785/numbers.txt", "r");
    assert_non_null(file);
    for (; fgets(line, sizeof line, file) != NULL; count++) {
        assert_int_equal(sscanf(line, "%llx %32s", &bits, want), 2);
        double value = of_bits(bits);
        if (strcmp(want, "-") == 0) {
            assert_true(isnan(value) != 0 || isinf(value) != 0);
            continue;
        }
        put(got, value);
        assert_string_equal(got, want);
        assert_true(hf_number_read(hf_str_of(want), &doc_arena, &value));
        put(got, value);
        assert_string_equal(got, want);
    }
    assert_int_equal(fclose(file), 0);
    assert_int_equal(count, 26);
}

static bool same_bits(double a, double b)
{
    return memcmp(&a, &b, sizeof a) == 0;
}

/* How many digits the number has, without those zeros that only give the place. */
static size_t digits_of(const char *text)
{
    size_t count = 0, zeros = 0;
    for (; *text != '\0' && *text != 'e'; text++) {
        if (*text < '0' || *text > '9' || (*text == '0' && count == 0))
            continue;
        zeros = *text == '0' ? zeros + 1 : 0;
        count++;
    }
    return count - zeros;
}

/* Given back by strtod, and with no more digits than the fewest for which printf's nearest decimal is given
 * back. */
static void assert_shortest(double value)
{
    char text[HF_NUMBER_TEXT + 1], other[40];
    double back;
    size_t len = put(text, value);
    if (!same_bits(strtod(text, NULL), value))
        fail_msg("%s does not give back %.17g", text, value);
    assert_true(hf_number_read((struct hf_str){text, len}, &doc_arena, &back));
    assert_true(same_bits(back, value));
    int precision = 1;
    do
        snprintf(other, sizeof other, "%.*g", precision, value);
    while (!same_bits(strtod(other, NULL), value) && precision++ < 17);
    if (digits_of(text) > (size_t)precision)
        fail_msg("%s is longer than %s", text, other);
}

static void two_hundred_thousand_doubles_come_back(void **state)
{
    (void)state;
    uint64_t seed = 8785;
    for (int i = 0; i < 200000; i++) {
        double value = of_bits(dice(&seed));
        char text[40];
        if (!isfinite(value))
            continue;
        snprintf(text, sizeof text, "%.17g", value);
        double back = 0;
        assert_true(hf_number_read(hf_str_of(text), &doc_arena, &back));
        assert_true(same_bits(back, value));
        if (i % 10 == 0)
            assert_shortest(value);
    }
}

static void short_decimals_stay_short(void **state)
{
    (void)state;
    uint64_t seed = 3;
    for (int i = 0; i < 5000; i++) {
        char text[40], got[HF_NUMBER_TEXT + 1];
        snprintf(text, sizeof text, "%u.%02u", dice_below(&seed, 1000000), 1 + dice_below(&seed, 9) * 11);
        put(got, strtod(text, NULL));
        if (text[strlen(text) - 1] != '0')
            assert_string_equal(got, text);
    }
}

/* Where the doubles above lie twice as far apart as those below. */
static void powers_of_two_have_the_fewest_digits(void **state)
{
    (void)state;
    char text[HF_NUMBER_TEXT + 1];
    for (int exponent = -1074; exponent <= 1023; exponent++)
        assert_shortest(ldexp(1, exponent));
    put(text, ldexp(1, -44));
    assert_string_equal(text, "5.684341886080802e-14");
    put(text, ldexp(1, -24));
    assert_string_equal(text, "5.960464477539063e-8");
}

static void the_forms_change_where_ecmascript_changes_them(void **state)
{
    (void)state;
    static const struct {
        double value;
        const char *text;
    } cases[] = {
        {1e21, "1e+21"},
        {1e20, "100000000000000000000"},
        {123e18, "123000000000000000000"},
        {1e-6, "0.000001"},
        {1e-7, "1e-7"},
        {1.5e-7, "1.5e-7"},
        {-0.25, "-0.25"},
        {100, "100"},
        {-0.0, "0"},
        {12.5, "12.5"},
        {1e300, "1e+300"},
        {4294967295.5, "4294967295.5"},
        {0.1 + 0.2, "0.30000000000000004"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char text[HF_NUMBER_TEXT + 1];
        put(text, cases[i].value);
        assert_string_equal(text, cases[i].text);
    }
}

static void what_no_double_holds_is_refused(void **state)
{
    (void)state;
    double value = 7;
    assert_false(hf_number_read(HF_STR("1e309"), &doc_arena, &value));
    assert_false(hf_number_read(HF_STR("-1.8e308"), &doc_arena, &value));
    assert_true(same_bits(value, 7));
    assert_true(hf_number_read(HF_STR("1.7976931348623158e308"), &doc_arena, &value));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_table_of_the_rfc_comes_out),
        cmocka_unit_test(two_hundred_thousand_doubles_come_back),
        cmocka_unit_test(short_decimals_stay_short),
        cmocka_unit_test(powers_of_two_have_the_fewest_digits),
        cmocka_unit_test(the_forms_change_where_ecmascript_changes_them),
        cmocka_unit_test(what_no_double_holds_is_refused),
    };
    return cmocka_run_group_tests(tests, doc_begin, doc_end);
}
