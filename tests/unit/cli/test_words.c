/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/words.h"

#include "typed.h"

/* A label may be the same word in both languages; a sentence may not. */
static void everything_is_said_in_both_languages(void **state)
{
    (void)state;
    for (int i = HF_SAY_NOTHING + 1; i < HF_SAY_COUNT; i++) {
        struct hf_str en = hf_say((enum hf_say)i, HF_EN), fr = hf_say((enum hf_say)i, HF_FR);
        assert_true(en.len > 0 && fr.len > 0);
        if (hf_str_contains(en, HF_STR(" ")) && !hf_str_begins(en, HF_STR("fifo")))
            assert_false(hf_str_eq(en, fr));
        assert_int_equal(hf_str_contains(en, HF_STR("{0}")), hf_str_contains(fr, HF_STR("{0}")));
        assert_int_equal(hf_str_contains(en, HF_STR("{1}")), hf_str_contains(fr, HF_STR("{1}")));
        for (size_t k = 1; k < fr.len; k++)
            if (strchr(":;?!", fr.at[k]) != NULL && (k + 1 == fr.len || fr.at[k + 1] == ' '))
                assert_int_equal(fr.at[k - 1], ' ');
    }
}

static void arguments_stand_where_the_sentence_wants_them(void **state)
{
    (void)state;
    char room[80];
    struct hf_buf out = HF_BUF(room);
    hf_say_put(&out, HF_SAY_checked, HF_EN, HF_STR("3"), HF_STR("{0}"));
    assert_str(hf_buf_str(&out), "faults: 3, warnings: {0}");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everything_is_said_in_both_languages),
        cmocka_unit_test(arguments_stand_where_the_sentence_wants_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
