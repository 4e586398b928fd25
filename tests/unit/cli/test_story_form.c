/* SPDX-License-Identifier: Apache-2.0 */
/* Sentences are matched word by word; what is left unsaid may only be what stands in brackets. */
#include "cli/story_form.h"
#include "unit/unit.h"

static const char act[] = "WHO does EVENT on INSTANCE [as ROLE] [with JSON]";

static bool matches(const char *form, const char *sentence, struct hf_story_match *out)
{
    return hf_story_match(hf_str_of(form), hf_str_of(sentence), out);
}

static void places_take_words_and_texts_in_quotes(void **state)
{
    struct hf_story_match m;
    (void)state;
    assert_true(matches(act, "\"Ana Duval\"  does send on request/1", &m));
    assert_str(hf_story_value(&m, HF_STR("WHO")), "Ana Duval");
    assert_str(hf_story_value(&m, HF_STR("INSTANCE")), "request/1");
    assert_int_equal(hf_story_value(&m, HF_STR("ROLE")).len, 0);
}

static void brackets_may_be_missing_one_by_one(void **state)
{
    struct hf_story_match m;
    (void)state;
    assert_true(matches(act, "Ana does send on request/1 with {\"a\": 1}", &m));
    assert_str(hf_story_value(&m, HF_STR("JSON")), "{\"a\": 1}");
    assert_true(matches(act, "Ana does send on request/1 as officer", &m));
    assert_str(hf_story_value(&m, HF_STR("ROLE")), "officer");
    assert_true(matches(act, "Ana does send on request/1 as officer with {}", &m));
    assert_int_equal(m.count, 5);
}

static void anything_else_is_no_match(void **state)
{
    static const char *const others[] = {
        "Ana does send on",       "Ana does send on request/1 soon", "Ana did send on request/1",
        "does send on request/1", "Ana does send on request/1 as",   "",
    };
    struct hf_story_match m;
    (void)state;
    for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
        assert_false(matches(act, others[i], &m));
}

static void the_rest_goes_to_a_place_that_takes_it(void **state)
{
    struct hf_story_match m;
    (void)state;
    assert_true(matches("expect INSTANCE is at MARKS", "expect request/1 is at sent, not late", &m));
    assert_str(hf_story_value(&m, HF_STR("MARKS")), "sent, not late");
}

static void likeness_finds_what_was_meant(void **state)
{
    struct hf_str meant = HF_STR("Ana dose send on request/1 as officer");
    (void)state;
    assert_true(hf_story_likeness(hf_str_of(act), meant) > hf_story_likeness(HF_STR("day NUMBER"), meant));
    assert_int_equal(hf_story_likeness(HF_STR("day NUMBER"), HF_STR("nothing at all")), 0);
}

static void bodies_are_filled_word_by_word(void **state)
{
    static unsigned char block[4096];
    struct hf_arena arena;
    struct hf_story_match m;
    (void)state;
    hf_arena_init(&arena, block, sizeof(block));
    assert_true(matches("phrase WHO sends REQUEST", "phrase Ana sends request/1", &m));
    assert_str(hf_story_fill(HF_STR("WHO: \"@WHO\" REQUEST REQUESTS"), &m, &arena),
               "Ana: \"@Ana\" request/1 REQUESTS");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(places_take_words_and_texts_in_quotes),
        cmocka_unit_test(brackets_may_be_missing_one_by_one),
        cmocka_unit_test(anything_else_is_no_match),
        cmocka_unit_test(the_rest_goes_to_a_place_that_takes_it),
        cmocka_unit_test(likeness_finds_what_was_meant),
        cmocka_unit_test(bodies_are_filled_word_by_word),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
