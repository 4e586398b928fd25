/* SPDX-License-Identifier: Apache-2.0 */
/* A story holds or says where it does not; told here on a stage that only takes notes. */
#include <stdio.h>
#include <stdlib.h>

#include "base/when.h"
#include "cli/story.h"
#include "unit/unit.h"

static struct hf_arena arena;
static struct hf_err err;
static char notes[4096];

static void note(const char *what, struct hf_str a, struct hf_str b)
{
    size_t used = strlen(notes);
    snprintf(notes + used, sizeof(notes) - used, "%s %.*s %.*s;", what, HF_STR_ARG(a), HF_STR_ARG(b));
}

static enum hf_rc person(void *self, struct hf_str name, struct hf_str organ, const struct hf_json *roles,
                         struct hf_err *e)
{
    (void)self, (void)organ, (void)e;
    note("person", name, roles->is.list.item[roles->is.list.count - 1].is.text);
    return HF_OK;
}

static bool called(void *self, struct hf_str name, struct hf_buf *out)
{
    (void)self;
    hf_buf_put(out, HF_STR("ID"));
    return hf_str_eq(name, HF_STR("Ana"));
}

/* "fly" is refused; an answer "fly" is set aside; everything else is done. */
static enum hf_rc act(void *self, const struct hf_story_act *a, bool *aside, struct hf_err *e)
{
    (void)self;
    struct hf_buf json = hf_buf_in(&arena, 128);
    hf_json_write(&json, &a->payload);
    note("act", a->event, hf_buf_str(&json));
    if (!hf_str_eq(a->event, HF_STR("fly")))
        return HF_OK;
    enum hf_rc rc = hf_fail(e, HF_WORD_bad_date, HF_STR("payload"), HF_STR_NONE, HF_STR_NONE);
    *aside = a->answer;
    return a->answer ? HF_OK : rc;
}

static enum hf_rc wait(void *self, int64_t until_ms, struct hf_err *e)
{
    (void)self, (void)e;
    struct hf_buf at = hf_buf_in(&arena, HF_INSTANT_TEXT);
    hf_instant_put(&at, until_ms);
    note("wait", hf_buf_str(&at), HF_STR_NONE);
    return HF_OK;
}

static enum hf_rc view(void *self, struct hf_str on, struct hf_arena *a, struct hf_story_view *out,
                       struct hf_err *e)
{
    static const struct hf_story_mark marks[] = {{HF_STR_INIT("told"), true}, {HF_STR_INIT("late"), false}};
    (void)self, (void)on, (void)a, (void)e;
    *out = (struct hf_story_view){HF_STR("sent"), marks, 2};
    return HF_OK;
}

static enum hf_rc datum(void *self, struct hf_str on, struct hf_str name, struct hf_arena *a,
                        struct hf_str *json, struct hf_err *e)
{
    (void)self, (void)on, (void)a, (void)e;
    *json = hf_str_eq(name, HF_STR("until")) ? HF_STR("\"2028-11-24\"") : HF_STR_NONE;
    return HF_OK;
}

static enum hf_rc happened(void *self, struct hf_str on, struct hf_str event, size_t *times, struct hf_err *e)
{
    (void)self, (void)on, (void)event, (void)e;
    *times = 2;
    return HF_OK;
}

static const struct hf_story_stage stage = {.person = person,
                                            .called = called,
                                            .act = act,
                                            .wait = wait,
                                            .view = view,
                                            .datum = datum,
                                            .happened = happened};

static enum hf_rc tell(const char *text)
{
    notes[0] = '\0';
    memset(&err, 0, sizeof(err));
    return hf_story_run(&stage, HF_STR("x.story"), hf_str_of(text), &arena, &err);
}

static void what_holds_holds(void **state)
{
    static const char *const stories[] = {
        "# nothing\n\n",
        "expect request/1 is at sent, told, not late\n",
        "expect request/1 has until 2028-11-24\n",
        "expect request/1 has no end\n",
        "expect send happened on request/1 twice\nexpect send happened on request/1 2 times\n",
        "Ana does fly on case\nexpect refused: bad_date\n",
        "Ana answers fly on case\nexpect set aside: bad_date\n",
    };
    (void)state;
    for (size_t i = 0; i < sizeof(stories) / sizeof(stories[0]); i++)
        if (tell(stories[i]) != HF_OK)
            fail_msg("%s: %s %.*s", stories[i], err.where, HF_STR_ARG(hf_err_code(&err)));
}

static void members_stand_below_or_behind(void **state)
{
    (void)state;
    assert_int_equal(tell("Ana does send on request/1\n"
                          "    text: it is late: go\n"
                          "    # a comment\n"
                          "    count: 12\n"
                          "    number: 12/26\n"
                          "    list: [\"@Ana\",\n"
                          "           true]\n"),
                     HF_OK);
    assert_string_equal(notes, "act send {\"count\":12,\"list\":[\"ID\",true],\"number\":\"12/26\","
                               "\"text\":\"it is late: go\"};");
    assert_int_equal(tell("Ana does send on request/1 with {\"a\":\"@Ana\"}\n"), HF_OK);
    assert_string_equal(notes, "act send {\"a\":\"ID\"};");
}

static void phrases_are_sentences_of_one_s_own(void **state)
{
    (void)state;
    assert_int_equal(tell("phrase WHO sends REQUEST\n"
                          "    WHO does approve on REQUEST\n"
                          "    WHO does send on REQUEST\n"
                          "        by: WHO\n"
                          "Ana sends request/1\n"),
                     HF_OK);
    assert_string_equal(notes, "act approve {};act send {\"by\":\"Ana\"};");
}

static void time_is_days_and_dates(void **state)
{
    (void)state;
    assert_int_equal(tell("day 2\ndate 1970-01-05\n"), HF_OK);
    assert_string_equal(notes, "wait 1970-01-03T00:00:00.000Z ;wait 1970-01-05T00:00:00.000Z ;");
}

static void people_have_roles(void **state)
{
    (void)state;
    assert_int_equal(tell("Ana of registry is approver, translator\n"), HF_OK);
    assert_string_equal(notes, "person Ana translator;");
}

static void what_does_not_hold_is_placed_and_named(void **state)
{
    static const struct {
        const char *story, *code, *where;
    } rows[] = {
        {"\nAna dose send on case\n", "story_sentence_near", "x.story:2"},
        {"zzz\n", "story_sentence", "x.story:1"},
        {"day 1\n    a: b\n", "story_members_unwanted", "x.story:1"},
        {"phrase it rains\n    day 1\nit rains\n    a: b\n", "story_members_unwanted", "x.story:3"},
        {"Ana does send on case with {}\n    a: b\n", "story_members_twice", "x.story:1"},
        {"Ana does send on case\n    a b\n", "story_member", "x.story:1"},
        {"Ana does send on case\n    a: \"@Bo\"\n", "story_nobody", "x.story:1"},
        {"Ana does send on case with {'a'}\n", "json_single_quote", "x.story:1"},
        {"day 3\nday 2\n", "story_past", "x.story:2"},
        {"day x\n", "story_value", "x.story:1"},
        {"date 2026-02-30\n", "story_value", "x.story:1"},
        {"expect send happened on case often\n", "story_value", "x.story:1"},
        {"expect send happened on case once\n", "story_outcome", "x.story:1"},
        {"expect case is at draft\n", "story_outcome", "x.story:1"},
        {"expect case is at sent, late\n", "story_outcome", "x.story:1"},
        {"expect case is at sent, not told\n", "story_outcome", "x.story:1"},
        {"expect case is at sent, tolled\n", "story_no_mark", "x.story:1"},
        {"expect case has until 2028-11-25\n", "story_outcome", "x.story:1"},
        {"expect case has end 2\n", "story_outcome", "x.story:1"},
        {"expect case has no until\n", "story_outcome", "x.story:1"},
        {"Ana does fly on case\nday 1\n", "story_outcome", "x.story:2"},
        {"Ana does fly on case\n", "story_outcome", "x.story:0"},
        {"Ana answers fly on case\nexpect refused: bad_date\n", "story_outcome", "x.story:2"},
        {"Ana does send on case\nexpect refused: bad_date\n", "story_outcome", "x.story:2"},
        {"Ana does fly on case\nexpect refused: stale\n", "story_outcome", "x.story:2"},
        {"use other.story\n", "story_stage", "x.story:1"},
        {"Ana runs audit verify\n", "story_stage", "x.story:1"},
        {"expect history whole\n", "story_stage", "x.story:1"},
        {"expect Ana was told reminder once\n", "story_stage", "x.story:1"},
        {"phrase on and on\n    on and on\non and on\n", "story_deep", NULL},
        {"phrase it rains\n    expect case is at draft\nit rains\n", "story_outcome",
         "x.story:3 (x.story:2)"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        assert_int_not_equal(tell(rows[i].story), HF_OK);
        assert_str(hf_err_code(&err), rows[i].code);
        if (rows[i].where != NULL)
            assert_string_equal(err.where, rows[i].where);
    }
}

static size_t tries;
static struct hf_str steps[HF_LANGS];

static bool again(void *self, size_t tried)
{
    (void)self;
    tries = tried;
    return tried < 3;
}

static void step(void *self, const struct hf_str title[HF_LANGS])
{
    (void)self;
    memcpy(steps, title, sizeof(steps));
}

static void what_does_not_hold_yet_is_looked_at_again(void **state)
{
    struct hf_story_stage patient = stage;
    (void)state;
    patient.again = again;
    assert_int_equal(
        hf_story_run(&patient, HF_STR("x.story"), HF_STR("expect case is at draft\n"), &arena, &err),
        HF_FAILED);
    assert_int_equal(tries, 3);
    tries = 9;
    assert_int_equal(
        hf_story_run(&patient, HF_STR("x.story"), HF_STR("expect case is at sent\n"), &arena, &err), HF_OK);
    assert_int_equal(tries, 9);
}

static void steps_are_told_in_both_languages(void **state)
{
    struct hf_story_stage telling = stage;
    (void)state;
    telling.step = step;
    assert_int_equal(
        hf_story_run(&telling, HF_STR("x.story"), HF_STR("step\n  en: One\n  fr: Un\n"), &arena, &err),
        HF_OK);
    assert_str(steps[HF_EN], "One");
    assert_str(steps[HF_FR], "Un");
    assert_int_not_equal(tell("step\n  en: One\n"), HF_OK);
    assert_str(hf_err_code(&err), "story_value");
}

static void phrases_are_counted(void **state)
{
    char text[2000];
    size_t used = 0;
    (void)state;
    for (int i = 0; i < 65; i++)
        used += (size_t)snprintf(text + used, sizeof(text) - used, "phrase it rains %d\n", i);
    assert_int_not_equal(tell(text), HF_OK);
    assert_str(hf_err_code(&err), "story_many");
    assert_string_equal(err.where, "x.story:65");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_holds_holds),
        cmocka_unit_test(members_stand_below_or_behind),
        cmocka_unit_test(phrases_are_sentences_of_one_s_own),
        cmocka_unit_test(time_is_days_and_dates),
        cmocka_unit_test(people_have_roles),
        cmocka_unit_test(what_does_not_hold_is_placed_and_named),
        cmocka_unit_test(what_does_not_hold_yet_is_looked_at_again),
        cmocka_unit_test(steps_are_told_in_both_languages),
        cmocka_unit_test(phrases_are_counted),
    };
    hf_arena_init(&arena, malloc((size_t)8 << 20), (size_t)8 << 20);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    free(arena.at);
    return failed;
}
