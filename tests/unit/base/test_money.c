/* SPDX-License-Identifier: Apache-2.0 */
#include "base/money.h"
#include "unit/unit.h"

static void amounts_are_read_in_the_decimals_of_their_currency(void **state)
{
    (void)state;
    static const struct {
        const char *amount, *currency;
        int64_t minor;
        const char *written;
    } cases[] = {
        {"1234.50", "EUR", 123450, "1234.50 EUR"},
        {"1234.5", "EUR", 123450, "1234.50 EUR"},
        {"1234", "EUR", 123400, "1234.00 EUR"},
        {"0", "EUR", 0, "0.00 EUR"},
        {"-0.01", "EUR", -1, "-0.01 EUR"},
        {"1234", "JPY", 1234, "1234 JPY"},
        {"1.234", "KWD", 1234, "1.234 KWD"},
        {"1.2345", "CLF", 12345, "1.2345 CLF"},
        {"0.00000001", "BTC", 1, "0.00000001 BTC"},
        {"1.000000001", "ETH", 1000000001, "1.000000001 ETH"},
        {"92233720368547758.07", "USD", INT64_MAX, "92233720368547758.07 USD"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct hf_money money;
        struct hf_err err;
        char room[40];
        struct hf_buf buf = HF_BUF(room);
        assert_int_equal(
            hf_money_read(hf_str_of(cases[i].amount), hf_str_of(cases[i].currency), &money, &err), HF_OK);
        assert_true(money.minor == cases[i].minor);
        hf_money_put(&buf, &money);
        assert_str(hf_buf_str(&buf), cases[i].written);
    }
}

static void other_spellings_of_an_amount_are_refused(void **state)
{
    (void)state;
    static const char *const amounts[] = {
        "",     ".",    "-",    "1.",    ".5",  "1.234", "1,50",
        "1 50", "+1",   "01.5", "1.5.0", "--1", "1e2",   "92233720368547758.08",
        "1.-5", "1.5 ", "a",    "1.a",   "-",   "1.00 ", "99999999999999999999",
    };
    for (size_t i = 0; i < sizeof amounts / sizeof amounts[0]; i++) {
        struct hf_money money = {.minor = 7};
        struct hf_err err;
        assert_int_equal(hf_money_read(hf_str_of(amounts[i]), HF_STR("EUR"), &money, &err), HF_BAD_INPUT);
        assert_str(hf_err_code(&err), "bad_amount");
        assert_string_equal(err.arg[0], amounts[i]);
        assert_int_equal(money.minor, 7);
    }
}

static void a_currency_is_known_or_refused(void **state)
{
    (void)state;
    static const char *const unknown[] = {"", "EU", "eur", "EURO", "ABC", "UR ", " EU", "XBT"};
    struct hf_money money;
    struct hf_err err;
    for (size_t i = 0; i < sizeof unknown / sizeof unknown[0]; i++) {
        assert_int_equal(hf_currency_decimals(hf_str_of(unknown[i])), -1);
        assert_int_equal(hf_money_read(HF_STR("1"), hf_str_of(unknown[i]), &money, &err), HF_BAD_INPUT);
        assert_str(hf_err_code(&err), "unknown_currency");
    }
    assert_int_equal(hf_currency_decimals(HF_STR("ZWG")), 2);
    assert_int_equal(hf_currency_decimals(HF_STR("BIF")), 0);
}

static void sums_stay_within_one_currency(void **state)
{
    (void)state;
    struct hf_money a = {100, "EUR"}, b = {30, "EUR"}, c = {1, "USD"}, out = {0};
    struct hf_err err;
    assert_int_equal(hf_money_add(&a, &b, &out, &err), HF_OK);
    assert_int_equal(out.minor, 130);
    assert_int_equal(hf_money_subtract(&b, &a, &out, &err), HF_OK);
    assert_int_equal(out.minor, -70);
    assert_int_equal(hf_money_add(&a, &c, &out, &err), HF_REFUSED);
    assert_str(hf_err_code(&err), "currency_mismatch");
    assert_int_equal(hf_money_subtract(&a, &c, &out, &err), HF_REFUSED);
    assert_int_equal(out.minor, -70);
}

static void a_sum_beyond_the_range_is_refused(void **state)
{
    (void)state;
    struct hf_money most = {INT64_MAX, "EUR"}, least = {INT64_MIN, "EUR"}, one = {1, "EUR"}, out = {7, "EUR"};
    struct hf_err err;
    assert_int_equal(hf_money_add(&most, &one, &out, &err), HF_REFUSED);
    assert_str(hf_err_code(&err), "overflow");
    assert_int_equal(hf_money_subtract(&least, &one, &out, &err), HF_REFUSED);
    assert_str(hf_err_code(&err), "overflow");
    assert_int_equal(out.minor, 7);
}

static void the_least_amount_is_written(void **state)
{
    (void)state;
    struct hf_money least = {INT64_MIN, "EUR"};
    char room[40];
    struct hf_buf buf = HF_BUF(room);
    hf_money_put(&buf, &least);
    assert_str(hf_buf_str(&buf), "-92233720368547758.08 EUR");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(amounts_are_read_in_the_decimals_of_their_currency),
        cmocka_unit_test(other_spellings_of_an_amount_are_refused),
        cmocka_unit_test(a_currency_is_known_or_refused),
        cmocka_unit_test(sums_stay_within_one_currency),
        cmocka_unit_test(a_sum_beyond_the_range_is_refused),
        cmocka_unit_test(the_least_amount_is_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
