/* SPDX-License-Identifier: Apache-2.0 */
/* A reader's wish is read as RFC 9110 writes it, and nothing else is a wish. */
#include "http/accept.h"

#include "unit/unit.h"

static void the_language_with_the_highest_weight_is_chosen(void **state)
{
    (void)state;
    static const struct {
        const char *header;
        enum hf_lang lang;
    } rows[] = {
        {"", HF_EN},
        {"fr", HF_FR},
        {"FR-CH", HF_FR},
        {"en, fr", HF_EN},
        {"fr, en", HF_FR},
        {"fr;q=0.5, en;q=0.6", HF_EN},
        {"en;q=0.5,fr;q=0.55", HF_FR},
        {"de, fr;q=0.001", HF_FR},
        {"de, *", HF_EN},
        {"fr;q=0", HF_EN},
        {"fr;q=0, en;q=0", HF_EN},
        {"fr;q=1.000, en", HF_FR},
        {"fr ; q=0.2 , en ; q=0.1", HF_FR},
        {"fr;Q=0.2,en;q=0.3", HF_EN},
        {"frr", HF_EN},
        {"fr;q=2, en;q=0.1", HF_EN},
        {"fr;q=x, en;q=0.1", HF_EN},
        {"fr;q=0.1234, en;q=0.1", HF_EN},
        {",,;;,fr", HF_FR},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        assert_int_equal(hf_accept_language(hf_str_of(rows[i].header)), rows[i].lang);
}

static void a_type_is_compared_without_case_and_parameters(void **state)
{
    (void)state;
    struct hf_str wanted = HF_STR("application/secevent+jwt");
    assert_true(hf_accept_type(HF_STR("application/secevent+jwt"), wanted));
    assert_true(hf_accept_type(HF_STR("Application/SecEvent+JWT ; charset=utf-8"), wanted));
    assert_false(hf_accept_type(HF_STR("application/secevent+jwtx"), wanted));
    assert_false(hf_accept_type(HF_STR("application/jwt"), wanted));
    assert_false(hf_accept_type(HF_STR_NONE, wanted));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_language_with_the_highest_weight_is_chosen),
        cmocka_unit_test(a_type_is_compared_without_case_and_parameters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
