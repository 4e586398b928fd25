/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/draw.h"

#include "flow/draw_text.h"
#include "told.h"
#include "xml_check.h"

static struct hf_str draw(struct flow_file *f, uint16_t kind, enum hf_lang lang)
{
    struct hf_err err;
    struct hf_buf out = hf_buf_in(&f->arena, 1 << 16);
    struct hf_subject subject = {f->flow, kind, HF_STR("(hash)"), lang};
    assert_int_equal(hf_draw(&subject, &f->arena, &out, &err), HF_OK);
    return hf_buf_str(&out);
}

static void well_formed(struct hf_str svg)
{
    size_t at;
    const char *fault = xml_fault(svg, &at);
    if (fault != NULL)
        print_error("at byte %zu: %s\n", at, fault);
    assert_null(fault);
    assert_true(hf_str_begins(svg, HF_STR("<svg xmlns=\"http://www.w3.org/2000/svg\"")));
    assert_false(hf_str_contains(svg, HF_STR("<style")));
    assert_false(hf_str_contains(svg, HF_STR("<script")));
}

static void all_well_formed(struct flow_file *f)
{
    for (int lang = 0; lang < HF_LANGS; lang++) {
        well_formed(draw(f, HF_NONE, (enum hf_lang)lang));
        for (uint16_t k = 0; k < f->flow->kinds; k++)
            well_formed(draw(f, k, (enum hf_lang)lang));
    }
}

static void every_picture_is_well_formed_and_without_style_or_script(void **state)
{
    (void)state;
    each_definition(all_well_formed);
}

static bool shows(struct hf_arena *arena, struct hf_str svg, struct hf_str text)
{
    struct hf_buf escaped = hf_buf_in(arena, text.len);
    draw_escape(&escaped, text);
    return hf_str_contains(svg, hf_buf_str(&escaped));
}

/* In the description for those who do not see, where texts are not broken into lines. */
static void all_named(struct flow_file *f)
{
    for (int lang = 0; lang < HF_LANGS; lang++) {
        struct hf_str svg = draw(f, HF_NONE, (enum hf_lang)lang);
        for (uint16_t k = 0; k < f->flow->kinds; k++) {
            const struct hf_kind *kind = &f->flow->kind[k];
            for (uint16_t s = 0; s < kind->states; s++)
                assert_true(shows(&f->arena, svg, kind->state[s].title.say[lang]));
            for (uint16_t h = 0; h < kind->handlers; h++)
                assert_true(shows(&f->arena, svg, kind->event[kind->handler[h].event].title.say[lang]));
        }
    }
}

static void every_state_and_every_handled_event_is_named(void **state)
{
    (void)state;
    each_definition(all_named);
}

static void all_alike(struct flow_file *f)
{
    struct hf_str once = draw(f, HF_NONE, HF_EN), again = draw(f, HF_NONE, HF_EN);
    assert_true(hf_str_eq(once, again));
}

static void the_same_definition_gives_the_same_bytes(void **state)
{
    (void)state;
    each_definition(all_alike);
}

static void texts_with_marks_of_xml_are_escaped(void **state)
{
    (void)state;
    struct hf_arena arena;
    hf_arena_init(&arena, malloc(FLOW_ARENA), FLOW_ARENA);
    struct hf_str text = changed(&arena, file_text(small_path), "kinds/case/states/running/title",
                                 "{\"en\":\"a<b & \\\"c\\\" 'd'>\"}");
    struct flow_file *f = read_with_house(text);
    struct hf_str svg = draw(f, HF_NONE, HF_EN);
    well_formed(svg);
    assert_true(hf_str_contains(svg, HF_STR("a&lt;b &amp; &quot;c&quot; &#39;d&#39;&gt;")));
    flow_free(f);
    free(arena.at);
}

static void what_xml_has_no_character_for_is_replaced(void **state)
{
    (void)state;
    char room[16];
    struct hf_buf out = HF_BUF(room);
    draw_escape(&out, HF_STR("a\x07\nb"));
    assert_str(hf_buf_str(&out), "a\xEF\xBF\xBD b");
}

static int64_t width_of_sheet(struct hf_str svg)
{
    static const struct hf_str mark = HF_STR_INIT(" width=\"");
    int64_t width = 0;
    while (!hf_str_begins(svg, mark))
        svg = hf_str_part(svg, 1, svg.len);
    svg = hf_str_part(svg, mark.len, svg.len);
    assert_true(hf_str_i64(hf_str_cut(&svg, '"'), &width));
    return width;
}

static void a_long_title_does_not_make_a_wide_picture(void **state)
{
    (void)state;
    enum { LONG = 100000 };
    static const char *const paths[] = {"title", "kinds/case/title"};
    struct hf_arena arena;
    hf_arena_init(&arena, malloc(FLOW_ARENA), FLOW_ARENA);
    char *title = malloc(LONG + 16);
    memset(title, 'y', LONG);
    memcpy(title, "{\"en\":\"", 7); /* NOLINT(bugprone-not-null-terminated-result): it goes on with y */
    memcpy(title + LONG, "\"}", 3);
    for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++) {
        struct flow_file *f = read_with_house(changed(&arena, file_text(small_path), paths[i], title));
        struct hf_str svg = draw(f, HF_NONE, HF_EN);
        well_formed(svg);
        assert_true(width_of_sheet(svg) < 2000);
        assert_true(hf_str_contains(svg, HF_STR("yyy\u2026</text>")));
        flow_free(f);
    }
    free(title);
    free(arena.at);
}

/* ---- text ---- */

static const struct draw_font plain = {10, 14, false, false, "#000"};

static void a_line_holds_as_many_words_as_fit(void **state)
{
    (void)state;
    struct hf_str text = HF_STR("  one two  three ");
    int32_t two = draw_width(&plain, HF_STR("one two"));
    assert_str(draw_take_line(&plain, two, &text), "one two");
    assert_str(draw_take_line(&plain, two, &text), "three");
    assert_int_equal(text.len, 0);
}

static void a_word_that_is_too_wide_is_cut_between_characters(void **state)
{
    (void)state;
    struct hf_str text = HF_STR("éééé");
    assert_str(draw_take_line(&plain, draw_width(&plain, HF_STR("éé")), &text), "éé");
    assert_str(draw_take_line(&plain, 1, &text), "é");
    assert_str(text, "é");
}

static void what_is_bold_is_wider(void **state)
{
    (void)state;
    const struct draw_font bold = {10, 14, true, false, "#000"};
    assert_true(draw_width(&bold, HF_STR("Sent")) > draw_width(&plain, HF_STR("Sent")));
    assert_int_equal(draw_width(&plain, HF_STR("")), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_picture_is_well_formed_and_without_style_or_script),
        cmocka_unit_test(every_state_and_every_handled_event_is_named),
        cmocka_unit_test(the_same_definition_gives_the_same_bytes),
        cmocka_unit_test(texts_with_marks_of_xml_are_escaped),
        cmocka_unit_test(what_xml_has_no_character_for_is_replaced),
        cmocka_unit_test(a_long_title_does_not_make_a_wide_picture),
        cmocka_unit_test(a_line_holds_as_many_words_as_fit),
        cmocka_unit_test(a_word_that_is_too_wide_is_cut_between_characters),
        cmocka_unit_test(what_is_bold_is_wider),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
