/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/pattern.h"
#include "unit/unit.h"

static unsigned char block[4 << 20];

static bool matches(const char *source, const char *text)
{
    struct hf_arena arena;
    struct hf_err err;
    const struct hf_pattern *pattern;
    hf_arena_init(&arena, block, sizeof block);
    if (hf_pattern_compile(hf_str_of(source), &arena, &pattern, &err) != HF_OK) {
        print_error("not compiled: %s at %s\n", source, err.where);
        fail();
    }
    return hf_pattern_match(pattern, hf_str_of(text));
}

struct row {
    const char *pattern, *text;
    bool matches;
};

static void check(const struct row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (matches(rows[i].pattern, rows[i].text) == rows[i].matches)
            continue;
        print_error("/%s/ on \"%s\"\n", rows[i].pattern, rows[i].text);
        fail();
    }
}
#define CHECK(rows) check((rows), sizeof(rows) / sizeof(rows)[0])

static void letters_classes_and_anchors(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"", "", true},
        {"b", "abc", true},
        {"^b", "abc", false},
        {"c$", "abc", true},
        {"^abc$", "abcd", false},
        {"a.c", "axc", true},
        {"a.c", "a\nc", false},
        {"[a-c]x", "bx", true},
        {"[^a-c]x", "bx", false},
        {"[^a-c]x", "dx", true},
        {"[-a]", "-", true},
        {"[a-]", "-", true},
        {"\\.", "x", false},
        {"\\.", ".", true},
        {"^\\d+$", "0129", true},
        {"^\\d+$", "01a9", false},
        {"^[\\w-]+$", "a_9-Z", true},
        {"\\s", "\t", true},
        {"^\\D$", "7", false},
        {"^\\W$", "_", false},
        {"^\\S+$", "a\xC3\xA9", true},
        {"^\\S$", "\xE3\x80\x80", false},
        {"^\\s$", "\xE3\x80\x80", true},
        {"^[\\S]$", " ", false},
        {"^[\\-a]$", "-", true},
        {"^\\t$", "\t", true},
        {"[\\]]", "]", true},
    };
    CHECK(rows);
}

static void repetition_groups_and_choice(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"^a?b$", "b", true},
        {"^a?b$", "aab", false},
        {"^a*$", "", true},
        {"^a+$", "", false},
        {"^a+$", "aaaa", true},
        {"^a{3}$", "aaa", true},
        {"^a{3}$", "aa", false},
        {"^a{2,}$", "a", false},
        {"^a{2,}$", "aaaaa", true},
        {"^a{0,2}$", "aaa", false},
        {"^(ab|cd)+$", "abcdab", true},
        {"^(ab|cd)+$", "abc", false},
        {"^(?:a|b|c)$", "c", true},
        {"^(a|b|c)$", "d", false},
        {"^(a(b|c)?){2}$", "aab", true},
        {"^(|x)$", "", true},
        {"^(a*)*$", "aaab", false},
        {"^(a|)+b$", "aab", true},
        {"^[A-Z]{2}[0-9]{2}$", "DE89", true},
        {"^[A-Za-z0-9 ./-]{1,60}$", "II Gc 17/26", true},
    };
    CHECK(rows);
}

static void characters_beyond_ascii_are_one_letter(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"^.$", "é", true},     {"^.$", "€", true},      {"^.$", "𝔸", true},
        {"^[à-ÿ]$", "é", true}, {"^[à-ÿ]$", "e", false}, {"^é+$", "ééé", true},
    };
    CHECK(rows);
    assert_int_equal(hf_letter_count(HF_STR("é€𝔸a")), 4);
}

static void what_is_not_of_the_subset_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *pattern, *where;
    } rows[] = {
        {"(a", "3"},          {"a)", "2"},      {"*a", "1"},
        {"a**", "3"},         {"[a", "3"},      {"a{2", "4"},
        {"a{3,1}", "7"},      {"a{x}", "3"},    {"(?=a)", "3"},
        {"(?<n>a)", "3"},     {"\\b", "3"},     {"a\\-b", "4"},
        {"\\_", "3"},         {"[\\w-z]", "4"}, {"[a-\\d]", "6"},
        {"\\1", "3"},         {"[z-a]", "5"},   {"\\", "2"},
        {"a{999}{999}", "7"}, {"a++", "3"},     {"((((((((((a))))))))))", "10"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct hf_arena arena;
        struct hf_err err;
        const struct hf_pattern *pattern = NULL;
        hf_arena_init(&arena, block, sizeof block);
        assert_int_equal(hf_pattern_compile(hf_str_of(rows[i].pattern), &arena, &pattern, &err),
                         HF_BAD_INPUT);
        assert_int_equal(err.word, HF_WORD_bad_pattern);
        assert_string_equal(err.where, rows[i].where);
        assert_null(pattern);
    }
}

/* A backtracking matcher would need 2^40 steps and more. */
static void no_text_makes_it_slow(void **state)
{
    (void)state;
    char text[2001];
    memset(text, 'a', sizeof text);
    text[sizeof text - 1] = '\0';
    assert_false(matches("^(a+)+$b", text));
    assert_false(matches("^(a|a)*b$", text));
    assert_false(matches("(a?){40}a{40}b", text));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(letters_classes_and_anchors),
        cmocka_unit_test(repetition_groups_and_choice),
        cmocka_unit_test(characters_beyond_ascii_are_one_letter),
        cmocka_unit_test(what_is_not_of_the_subset_is_refused),
        cmocka_unit_test(no_text_makes_it_slow),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
