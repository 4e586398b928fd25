/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/describe.h"

#include "told.h"

static struct hf_description tell(struct flow_file *f, uint16_t kind, enum hf_lang lang)
{
    struct hf_subject subject = {f->flow, kind, HF_STR("(hash)"), lang};
    struct hf_description told;
    struct hf_err err;
    assert_int_equal(hf_describe(&subject, &f->arena, &told, &err), HF_OK);
    return told;
}

static const struct hf_paragraph *paragraph(const struct hf_description *told, const char *number)
{
    for (size_t i = 0; i < told->count; i++)
        if (hf_str_eq(told->paragraph[i].number, hf_str_of(number)))
            return &told->paragraph[i];
    return NULL;
}

/* The paragraph of a number that begins so and goes on with `item`. */
static const struct hf_paragraph *item(const struct hf_description *told, uint32_t chapter, uint32_t section,
                                       uint32_t at)
{
    char number[32];
    if (section > 0)
        snprintf(number, sizeof number, "%u.%u.%u", chapter, section, at);
    else
        snprintf(number, sizeof number, "%u.%u", chapter, at);
    return paragraph(told, number);
}

static bool says(const struct hf_paragraph *p, struct hf_str text)
{
    return p != NULL && hf_str_contains(p->text, text);
}

/* ---- every state, event, basis and notice has its place ---- */

static void all_told_of(const struct hf_description *told, const struct hf_flow *flow, uint16_t k,
                        enum hf_lang lang)
{
    const struct hf_kind *kind = &flow->kind[k];
    for (uint16_t s = 0; s < kind->states; s++)
        assert_true(says(item(told, 4u + k, 7, s + 1u), kind->state[s].title.say[lang]));
    for (uint16_t e = 0; e < kind->events; e++)
        assert_true(says(item(told, 4u + k, 5, e + 1u), kind->event[e].title.say[lang]));
    for (uint16_t c = 0; c < kind->conditions; c++)
        assert_true(says(item(told, 4u + k, 4, c + 1u), kind->condition[c].title.say[lang]));
    for (uint16_t n = 0; n < kind->nevers; n++)
        assert_true(says(item(told, 4u + k, 13, n + 1u), kind->never[n].title.say[lang]));
}

static void all_told(struct flow_file *f)
{
    for (int lang = 0; lang < HF_LANGS; lang++) {
        struct hf_description told = tell(f, HF_NONE, (enum hf_lang)lang);
        for (uint16_t b = 0; b < f->flow->bases; b++)
            assert_non_null(item(&told, 3, 0, b + 1u));
        for (uint16_t i = 0; i < f->flow->tmpls; i++)
            assert_true(says(item(&told, 4u + f->flow->kinds, 0, i + 1u), f->flow->tmpl[i].name));
        for (uint16_t k = 0; k < f->flow->kinds; k++)
            all_told_of(&told, f->flow, k, (enum hf_lang)lang);
        assert_null(item(&told, 3, 0, f->flow->bases + 1u));
    }
}

static void every_state_step_condition_rule_and_basis_is_told(void **state)
{
    (void)state;
    each_definition(all_told);
}

/* ---- numbers ---- */

static void all_in_order(struct flow_file *f)
{
    struct hf_description told = tell(f, HF_NONE, HF_EN);
    for (size_t i = 1; i < told.count; i++) {
        assert_true(told.paragraph[i].text.len > 0);
        assert_true(told.paragraph[i].depth <= told.paragraph[i - 1].depth + 1);
        for (size_t k = 0; k < i; k++)
            assert_false(hf_str_eq(told.paragraph[i].number, told.paragraph[k].number));
    }
}

static void each_paragraph_has_a_number_of_its_own(void **state)
{
    (void)state;
    each_definition(all_in_order);
}

static void a_chapter_alone_has_the_numbers_it_has_in_the_whole(void **state)
{
    (void)state;
    struct flow_file *f = read_with_house(file_text("workflows/icc-asset-recovery.json"));
    struct hf_description whole = tell(f, HF_NONE, HF_FR);
    struct hf_description part = tell(f, hf_flow_kind(f->flow, HF_STR("measure")), HF_FR);
    assert_true(part.count < whole.count);
    assert_null(paragraph(&part, "4.1"));
    for (size_t i = 0; i < part.count; i++) {
        char number[32];
        snprintf(number, sizeof number, "%.*s", HF_STR_ARG(part.paragraph[i].number));
        const struct hf_paragraph *same = paragraph(&whole, number);
        assert_true(same != NULL && hf_str_eq(same->text, part.paragraph[i].text));
    }
    flow_free(f);
}

/* ---- the prose itself ---- */

static void assert_told(struct flow_file *f, enum hf_lang lang, const char *number, const char *text)
{
    struct hf_description told = tell(f, HF_NONE, lang);
    const struct hf_paragraph *p = paragraph(&told, number);
    if (!says(p, hf_str_of(text)))
        print_error("%s says: %.*s\n", number, HF_STR_ARG(p == NULL ? HF_STR("nothing") : p->text));
    assert_true(says(p, hf_str_of(text)));
}

static bool told_somewhere(struct flow_file *f, enum hf_lang lang, const char *text)
{
    struct hf_description told = tell(f, HF_NONE, lang);
    bool found = false;
    for (size_t i = 0; i < told.count; i++)
        found = found || says(&told.paragraph[i], hf_str_of(text));
    return found;
}

static void assert_some(struct flow_file *f, enum hf_lang lang, const char *text)
{
    if (!told_somewhere(f, lang, text))
        print_error("nowhere: %s\n", text);
    assert_true(told_somewhere(f, lang, text));
}

static void assert_none(struct flow_file *f, enum hf_lang lang, const char *text)
{
    assert_false(told_somewhere(f, lang, text));
}

static void what_may_be_done_is_told_with_who_what_follows_and_the_basis(void **state)
{
    (void)state;
    struct flow_file *f = read_with_house(file_text(small_path));
    assert_told(f, HF_EN, "4.7.1.2",
                "Approver: “closes the case” (see 4.5.2). Only if: nothing is open. New state: “Closed”. "
                "Basis: own practice (3.3).");
    assert_told(f, HF_EN, "4.5.2", "Not by the person who did: “opens the case”.");
    assert_told(f, HF_EN, "3.1", "Rome Statute, 93(1)(k): read. Source: text of the Statute. Read on: ");
    assert_told(f, HF_FR, "3.1", "Rome Statute, 93-1-k\u00A0: lu.");
    assert_told(f, HF_EN, "5.10.1",
                "“time for the answer”. It runs in the states of the group “out” (“Sent”, “Information "
                "asked”): within 30 days. Reminder 7 days before, 15 days after: "
                "notice 7.2 to Legal officer. When the time is up, this happens by itself: “the answer is "
                "late”.");
    assert_told(f, HF_EN, "5.13.1",
                "Nothing is answered that was not sent. Checked: no way leads to “Answered” without passing "
                "through “Sent”.");
    assert_told(f, HF_EN, "5.14.1", "“purpose”");
    flow_free(f);
}

static void a_guard_is_told_by_titles_and_labels(void **state)
{
    (void)state;
    struct flow_file *f = read_with_house(file_text(small_path));
    assert_told(f, HF_EN, "5.4.2",
                "for each m among the linked “measures”: (the state of m is not “Asked” or for at least one "
                "r among “results” (as stated): (“on” of r is m))");
    flow_free(f);
    f = read_with_house(file_text("workflows/icc-asset-recovery.json"));
    assert_told(f, HF_FR, "4.4.8",
                "«\u00A0kind\u00A0» de «\u00A0décision\u00A0» (selon l’acte) est «\u00A0mainlevée\u00A0»");
    flow_free(f);
}

static void what_central_numbers_and_defaults_are_is_told(void **state)
{
    (void)state;
    struct flow_file *f = read_with_house(file_text("workflows/fiu-suspension.json"));
    assert_some(f, HF_EN, "“length of the suspension” (period; 10 working days unless stated otherwise)");
    assert_some(f, HF_EN, "(must be confirmed)");
    assert_some(f, HF_FR, "10 jours ouvrables sauf indication contraire");
    assert_none(f, HF_FR, "sous la durée");
    assert_some(f, HF_FR, "dans le délai que fixe");
    flow_free(f);
    f = read_with_house(file_text("workflows/eu-freezing-order.json"));
    assert_some(f, HF_EN,
                "within the period given by “time to decide on recognition” (10 working days unless stated "
                "otherwise");
    flow_free(f);
}

static void bounds_are_told(void **state)
{
    (void)state;
    static const struct {
        const char *schema, *told;
    } bounds[] = {
        {"{\"type\":\"integer\",\"minimum\":2,\"maximum\":9}", "(whole number, from 2 to 9)"},
        {"{\"type\":\"integer\",\"minimum\":2}", "(whole number, at least 2)"},
        {"{\"type\":\"string\",\"maxLength\":200,\"personal\":\"file\"}",
         "(text, at most 200 characters, confidential)"},
        {"{\"type\":\"string\",\"minLength\":1,\"personal\":\"file\"}", "(text, confidential)"},
        {"{\"type\":\"array\",\"minItems\":1,\"items\":{\"type\":\"integer\"}}",
         "(list: whole number, at least 1 item)"},
        {"{\"type\":\"integer\",\"const\":4}", "(whole number, exactly 4)"},
        {"{\"type\":\"boolean\",\"default\":true}", "(yes or no; yes unless stated otherwise)"},
    };
    for (size_t i = 0; i < sizeof bounds / sizeof bounds[0]; i++) {
        struct hf_arena arena;
        hf_arena_init(&arena, malloc(FLOW_ARENA), FLOW_ARENA);
        struct flow_file *f = read_with_house(changed(
            &arena, file_text(small_path), "kinds/request/events/draft/payload/extra", bounds[i].schema));
        assert_some(f, HF_EN, bounds[i].told);
        flow_free(f);
        free(arena.at);
    }
}

static void of_several_holders_the_first_that_fits_is_told(void **state)
{
    (void)state;
    struct flow_file *f = read_with_house(file_text("workflows/eu-freezing-order.json"));
    assert_some(f, HF_EN, "of the case: yes; otherwise our executing officer");
    assert_some(f, HF_FR, "19-1 à 19-3\u00A0: ");
    assert_some(f, HF_FR, "\u00A0: oui\u00A0; sinon notre agent d’exécution");
    flow_free(f);
    f = read_with_house(file_text("workflows/uncac-mla.json"));
    assert_none(f, HF_FR, "uniquement d’après");
    assert_some(f, HF_FR,
                "la personne ou l’autorité désignée par «\u00A0autorité de l’autre État\u00A0» ainsi que "
                "«\u00A0services agissant à côté du destinataire\u00A0»");
    assert_some(f, HF_FR, "Classification\u00A0: interne.");
    assert_some(f, HF_FR, "acceptées par le destinataire\u00A0» est vide");
    assert_some(f, HF_EN, "Written on: ");
    flow_free(f);
    f = read_with_house(file_text("workflows/icc-asset-recovery.json"));
    assert_none(f, HF_EN, "valuation_age");
    assert_some(f, HF_EN, "exactly one of these holds: “basis of the duty to cooperate” is ");
    flow_free(f);
}

static void the_reader_is_told_that_it_is_a_draft_for_review(void **state)
{
    (void)state;
    struct flow_file *f = read_with_house(file_text(small_path));
    assert_true(
        hf_str_begins(tell(f, HF_NONE, HF_EN).notice, HF_STR("DRAFT SUMMARY for review by a lawyer")));
    assert_true(hf_str_begins(tell(f, HF_NONE, HF_FR).notice, HF_STR("RÉSUMÉ PROVISOIRE")));
    assert_told(f, HF_EN, "1.2", "(hash)");
    flow_free(f);
}

static void lines_are_broken_where_they_are_told_to_be(void **state)
{
    (void)state;
    struct flow_file *f = read_with_house(file_text(small_path));
    struct hf_description told = tell(f, HF_NONE, HF_EN);
    struct hf_buf text = hf_buf_in(&f->arena, 1 << 16);
    hf_description_put(&told, 60, &text);
    struct hf_str rest = hf_buf_str(&text);
    size_t wide = 0;
    while (rest.len > 0) {
        struct hf_str line = hf_str_cut(&rest, '\n');
        size_t characters = 0;
        for (size_t i = 0; i < line.len; i++)
            characters += ((unsigned char)line.at[i] & 0xC0) != 0x80;
        wide += characters > 60;
    }
    assert_int_equal(wide, 0);
    flow_free(f);
}

/* However often a title is named, half of the memory is the most that is taken; the other half ends it well.
 */
static void what_takes_too_much_memory_is_refused(void **state)
{
    (void)state;
    enum { LITTLE = 512 << 10 };
    struct hf_arena little;
    struct hf_err err;
    struct hf_description told;
    struct flow_file *f = read_with_house(file_text("workflows/icc-asset-recovery.json"));
    struct hf_subject subject = {f->flow, HF_NONE, HF_STR("(hash)"), HF_EN};
    hf_arena_init(&little, malloc(LITTLE), LITTLE);
    assert_int_equal(hf_describe(&subject, &little, &told, &err), HF_REFUSED);
    assert_true(little.peak < LITTLE);
    free(little.at);
    flow_free(f);
}

static void a_title_of_any_length_is_told_by_its_beginning(void **state)
{
    (void)state;
    enum { LONG = 300000 };
    struct hf_arena arena;
    hf_arena_init(&arena, malloc(FLOW_ARENA), FLOW_ARENA);
    char *title = malloc(LONG + 16);
    memset(title, 'y', LONG);
    memcpy(title, "{\"en\":\"", 7); /* NOLINT(bugprone-not-null-terminated-result): it goes on with y */
    memcpy(title + LONG, "\"}", 3);
    struct flow_file *f =
        read_with_house(changed(&arena, file_text(small_path), "kinds/case/states/running/title", title));
    struct hf_description told = tell(f, HF_NONE, HF_EN);
    const struct hf_paragraph *p = paragraph(&told, "4.7.1");
    assert_true(p != NULL && p->text.len < 5000 && hf_str_ends(p->text, HF_STR("\u2026")));
    free(title);
    flow_free(f);
    free(arena.at);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_state_step_condition_rule_and_basis_is_told),
        cmocka_unit_test(each_paragraph_has_a_number_of_its_own),
        cmocka_unit_test(a_chapter_alone_has_the_numbers_it_has_in_the_whole),
        cmocka_unit_test(what_may_be_done_is_told_with_who_what_follows_and_the_basis),
        cmocka_unit_test(a_guard_is_told_by_titles_and_labels),
        cmocka_unit_test(what_central_numbers_and_defaults_are_is_told),
        cmocka_unit_test(bounds_are_told),
        cmocka_unit_test(of_several_holders_the_first_that_fits_is_told),
        cmocka_unit_test(the_reader_is_told_that_it_is_a_draft_for_review),
        cmocka_unit_test(lines_are_broken_where_they_are_told_to_be),
        cmocka_unit_test(what_takes_too_much_memory_is_refused),
        cmocka_unit_test(a_title_of_any_length_is_told_by_its_beginning),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
