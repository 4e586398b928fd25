/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/prose.h"

#include "flow/describe.h"
#include "told.h"

/* ---- the catalogue ---- */

static unsigned places(struct hf_str phrase)
{
    unsigned found = 0;
    for (size_t i = 0; i + 2 < phrase.len; i++)
        if (phrase.at[i] == '{' && phrase.at[i + 2] == '}')
            found |= 1u << ((phrase.at[i + 1] - '0') & 31);
    return found;
}

static void both_languages_say_the_same_things(void **state)
{
    (void)state;
    for (int p = 0; p < HF_PHRASE_COUNT; p++) {
        struct hf_str en = hf_phrase((enum hf_phrase)p, HF_EN), fr = hf_phrase((enum hf_phrase)p, HF_FR);
        assert_true(en.len > 0 && fr.len > 0);
        assert_int_equal(places(en), places(fr));
    }
}

/* French sets its two-part marks off with a blank at which no line may be broken. */
static void french_marks_are_set_off_by_blanks_that_do_not_break(void **state)
{
    (void)state;
    static const struct hf_str breaking[] = {HF_STR_INIT("\u00AB "), HF_STR_INIT(" \u00BB"),
                                             HF_STR_INIT(" :"), HF_STR_INIT(" ;"), HF_STR_INIT("'")};
    for (int p = 0; p < HF_PHRASE_COUNT; p++)
        for (size_t i = 0; i < sizeof breaking / sizeof breaking[0]; i++)
            assert_false(hf_str_contains(hf_phrase((enum hf_phrase)p, HF_FR), breaking[i]));
}

/* ---- periods ---- */

static void assert_period(const char *written, enum hf_lang lang, const char *told)
{
    static unsigned char block[4096];
    static char text[200];
    struct hf_arena arena;
    struct hf_buf out = HF_BUF(text);
    struct hf_prose prose = {.lang = lang, .out = &out, .arena = &arena};
    struct hf_period period;
    hf_arena_init(&arena, block, sizeof block);
    assert_true(hf_period_read(hf_str_of(written), &period));
    hf_prose_period(&prose, period);
    assert_str(hf_buf_str(&out), told);
}

static void periods_are_told_in_words_one_and_many(void **state)
{
    (void)state;
    assert_period("48h", HF_EN, "48 hours");
    assert_period("1h", HF_FR, "1 heure");
    assert_period("-60d", HF_EN, "60 days");
    assert_period("1d", HF_EN, "1 day");
    assert_period("10wd", HF_FR, "10 jours ouvrables");
    assert_period("6w", HF_FR, "6 semaines");
    assert_period("18m", HF_FR, "18 mois");
    assert_period("1y", HF_FR, "1 an");
    assert_period("2y", HF_EN, "2 years");
}

/* ---- guards: every operator of the language ---- */

/* A condition of the event `draft` in the small definition. */
static const struct {
    const char *is, *told;
} guards[] = {
    {"size(event.measures) == 1 && size(event.measures) != 2",
     "the number of items in “measures” (as stated) is 1 and the number of items in “measures” (as stated) "
     "is "
     "not 2"},
    {"size(event.measures) < 1 + 2", "the number of items in “measures” (as stated) is less than 1 plus 2"},
    {"size(event.measures) <= 4 - 1", "is at most 4 minus 1"},
    {"size(event.measures) > 2 * 3", "is more than 2 times 3"},
    {"size(event.measures) >= 6 / 2 || 7 % 2 == 1",
     "is at least 6 divided by 2 or the remainder of 7 divided by 2 is 1"},
    {"!(size(event.measures) < 3)", "the number of items in “measures” (as stated) is at least 3"},
    {"-1 < size(event.measures)", "-1 is less than the number of items in “measures” (as stated)"},
    {"has(event.purpose) ? true : size(event.measures) > 0",
     "if “purpose” is stated, then yes; otherwise “measures” (as stated) is not empty"},
    {"size(event.measures) == 0", "“measures” (as stated) is empty"},
    {"!(size(event.measures) < 1)", "“measures” (as stated) is not empty"},
    {"size(event.measures) * (1 + 2) == 3",
     "the number of items in “measures” (as stated) times (1 plus 2) is 3"},
    {"!(case.state in ['running', 'closed']) || case.state in ['running'] && act.raised",
     "(the state of the case is neither “Running” nor “Closed”) or (the state of the case is “Running” and "
     "the "
     "act follows from another one: yes)"},
    {"!(act.raised || case.state == 'running')",
     "none of these holds: the act follows from another one: yes; the state of the case is “Running”"},
    {"(case.state == 'running') != act.raised",
     "exactly one of these holds: the state of the case is “Running”; the act follows from another one: yes"},
    {"(case.state == 'running') == act.raised",
     "both of these hold, or neither: the state of the case is “Running”; the act follows from another one: "
     "yes"},
    {"(case.state == 'running') == false", "the state of the case is not “Running”"},
    {"event.measures.all(m, 'expiry' in m.late)", "(“end of the freeze” is overdue in m)"},
    {"event.measures.all(m, !('expiry' in m.late))", "(“end of the freeze” is not overdue in m)"},
    {"!has(event.purpose)", "“purpose” is not stated"},
    {"event.measures.all(m, m.state in ['ordered', 'asked'] && !('held' in m.groups))",
     "for each m among “measures” (as stated): ((the state of m is one of “Ordered” or “Asked”) and m "
     "does not belong to the group “held”)"},
    {"!event.measures.exists(m, m.final)",
     "it is not so that (for at least one m among “measures” (as stated): (m has come to an end))"},
    {"event.measures.all(m, !m.final)", "m has not come to an end"},
    {"act.effective_at <= act.recorded_at",
     "the moment of the act is not later than the moment of recording"},
    {"act.effective_at > act.received_at", "the moment of the act is later than the moment of receipt"},
    {"act.role == 'officer'", "the role in which the act is done is “Legal officer”"},
    {"act.raised", "the act follows from another one: yes"},
    {"size(event.measures + event.measures) > 1",
     "“measures” (as stated) together with “measures” (as stated)"},
    {"'ab'.startsWith('a') && 'ab'.endsWith('b') && 'ab'.contains('b')",
     "“ab” begins with “a” and “ab” ends with “b” and “ab” contains “b”"},
    {"money(100, 'EUR') < money(200, 'EUR')",
     "the amount of 100 in “EUR” is less than the amount of 200 in “EUR”"},
    {"case.state == 'running'", "the state of the case is “Running”"},
};

static struct hf_str told_of(struct hf_arena *arena, const char *is)
{
    struct hf_buf quoted = hf_buf_in(arena, 128);
    hf_json_put_text(&quoted, hf_str_of(is));
    hf_buf_put_char(&quoted, '\0');
    struct hf_str text =
        changed(arena, file_text(small_path), "kinds/request/conditions/its_own/is", hf_buf_str(&quoted).at);
    struct flow_file *f = read_with_house(text);
    struct hf_subject subject = {f->flow, HF_NONE, HF_STR("h"), HF_EN};
    struct hf_description told;
    struct hf_err err;
    assert_int_equal(hf_describe(&subject, &f->arena, &told, &err), HF_OK);
    struct hf_str found = HF_STR_NONE;
    for (size_t i = 0; i < told.count; i++)
        if (hf_str_eq(told.paragraph[i].number, HF_STR("5.4.1")))
            found = hf_arena_keep(arena, told.paragraph[i].text);
    flow_free(f);
    return found;
}

static void every_operator_has_its_words(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof guards / sizeof guards[0]; i++) {
        struct hf_arena arena;
        hf_arena_init(&arena, malloc(FLOW_ARENA), FLOW_ARENA);
        struct hf_str told = told_of(&arena, guards[i].is);
        if (!hf_str_contains(told, hf_str_of(guards[i].told)))
            print_error("%s is told as: %.*s\n", guards[i].is, HF_STR_ARG(told));
        assert_true(hf_str_contains(told, hf_str_of(guards[i].told)));
        free(arena.at);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(both_languages_say_the_same_things),
        cmocka_unit_test(french_marks_are_set_off_by_blanks_that_do_not_break),
        cmocka_unit_test(periods_are_told_in_words_one_and_many),
        cmocka_unit_test(every_operator_has_its_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
