/* SPDX-License-Identifier: Apache-2.0 */
#include "base/when.h"
#include "unit/unit.h"

static void instants_have_one_written_form(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int64_t at_ms;
    } cases[] = {
        {"1970-01-01T00:00:00.000Z", 0},
        {"1969-12-31T23:59:59.999Z", -1},
        {"2026-11-23T09:14:00.000Z", 1795425240000},
        {"2000-02-29T12:00:00.001Z", 951825600001},
        {"9999-12-31T23:59:59.999Z", 253402300799999},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char text[HF_INSTANT_TEXT];
        struct hf_buf buf = HF_BUF(text);
        int64_t at_ms;
        hf_instant_put(&buf, cases[i].at_ms);
        assert_str(hf_buf_str(&buf), cases[i].text);
        assert_true(hf_instant_read(hf_buf_str(&buf), &at_ms));
        assert_int_equal(at_ms, cases[i].at_ms);
    }
}

static void other_spellings_are_refused(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "2026-11-23T09:14:00Z",     "2026-11-23T09:14:00.000+00:00", "2026-11-23 09:14:00.000Z",
        "2026-02-29T00:00:00.000Z", "2026-13-01T00:00:00.000Z",      "2026-11-23T24:00:00.000Z",
        "2026-11-23T09:14:60.000Z", "0000-01-01T00:00:00.000Z",      "2026-11-23T09:14:00.0000Z",
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        int64_t at_ms = 7;
        assert_false(hf_instant_read(hf_str_of(texts[i]), &at_ms));
        assert_int_equal(at_ms, 7);
    }
}

static void every_day_of_four_centuries_comes_back(void **state)
{
    (void)state;
    int32_t first = hf_day_of((struct hf_civil){1800, 1, 1}), last = hf_day_of((struct hf_civil){2200, 1, 1});
    for (int32_t day = first; day < last; day++) {
        struct hf_civil c = hf_civil_of(day);
        assert_int_equal(hf_day_of(c), day);
        assert_in_range(c.day, 1, hf_month_days(c.year, c.month));
    }
    assert_int_equal(hf_weekday(hf_day_of((struct hf_civil){2026, 11, 23})), 0);
}

static void a_missing_day_becomes_the_month_s_last(void **state)
{
    (void)state;
    int32_t day = hf_day_add_months(hf_day_of((struct hf_civil){2024, 1, 31}), 1);
    assert_int_equal(day, hf_day_of((struct hf_civil){2024, 2, 29}));
    assert_int_equal(hf_day_add_months(day, 12), hf_day_of((struct hf_civil){2025, 2, 28}));
}

static void periods_are_a_number_and_a_unit(void **state)
{
    (void)state;
    struct hf_period p;
    assert_true(hf_period_read(HF_STR("-60d"), &p));
    assert_int_equal(p.count, -60);
    assert_int_equal(p.unit, HF_DAYS);
    assert_true(hf_period_read(HF_STR("10wd"), &p));
    assert_int_equal(p.unit, HF_WORKING_DAYS);
    static const char *const wrong[] = {"", "d", "10", "1.5d", "P1D", "010d", "1 d", "1234567d", "--1d"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        assert_false(hf_period_read(hf_str_of(wrong[i]), &p));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(instants_have_one_written_form),
        cmocka_unit_test(other_spellings_are_refused),
        cmocka_unit_test(every_day_of_four_centuries_comes_back),
        cmocka_unit_test(a_missing_day_becomes_the_month_s_last),
        cmocka_unit_test(periods_are_a_number_and_a_unit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
