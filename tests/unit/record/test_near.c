/* SPDX-License-Identifier: Apache-2.0 */
#include "record/near.h"

#include "unit/unit.h"

static const char *const known[] = {"status", "state", "stage", "recorded_at", "effective_at", "id"};

static struct hf_str meant(const char *typed)
{
    struct hf_near near = hf_near_to(hf_str_of(typed));
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        hf_near_try(&near, hf_str_of(known[i]));
    return near.best;
}

static void a_slip_leads_to_the_nearest_word(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"stauts", "status"},
        {"stats", "status"},
        {"stae", "state"},
        {"stagee", "stage"},
        {"recordedat", "recorded_at"},
        {"recorded-at", "recorded_at"},
        {"efective_at", "effective_at"},
        {"di", "id"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_str(meant(cases[i][0]), cases[i][1]);
}

static void what_is_far_from_all_leads_nowhere(void **state)
{
    (void)state;
    static const char long_word[] = "a_word_that_is_longer_than_any_name_a_table_would_ever_have";
    static const char *const cases[] = {"", "x", "colour", "recorded", "status_of_the_request", long_word};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_null(meant(cases[i]).at);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_slip_leads_to_the_nearest_word),
        cmocka_unit_test(what_is_far_from_all_leads_nowhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
