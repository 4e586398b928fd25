/* SPDX-License-Identifier: Apache-2.0 */
/* Definitions beyond what is allowed: each is refused, by a finding that says where, and soon. */
#include <time.h>

#include "flow_file.h"

enum { LARGE = 1 << 20 };

static struct hf_arena kept;
static char large[LARGE];

static double seconds(void)
{
    struct timespec now;
    (void)timespec_get(&now, TIME_UTC);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static bool is_told(const struct flow_file *f, unsigned rule, enum hf_word word)
{
    for (size_t i = 0; i < f->findings.count; i++) {
        if (f->findings.at[i].rule == rule && f->findings.at[i].word == word)
            return f->findings.at[i].line > 0 && f->findings.at[i].column > 0;
    }
    return false;
}

/* Refused with this finding, in less than two seconds even where all is checked twice. */
static void refuse(struct hf_str text, unsigned rule, enum hf_word word)
{
    double begin = seconds();
    struct flow_file *f = flow_read(text);
    double took = seconds() - begin;
    if (f->rc != HF_FINDINGS || !is_told(f, rule, word)) {
        print_findings("limit", f);
        fail_msg("C%u is not told", rule);
    }
    if (took > 2.0)
        fail_msg("it took %.1f seconds", took);
    flow_free(f);
}

static struct hf_str small(const char *pointer, const char *new)
{
    struct hf_str text = file_text("tests/vectors/workflow/freeze-small.json");
    struct hf_str out = changed(&kept, text, pointer, new);
    free((void *)(uintptr_t)text.at);
    return out;
}

static void put_number(struct hf_buf *out, const char *of, int number)
{
    for (; *of != '\0'; of++) {
        if (*of == '#')
            hf_buf_put_i64(out, number);
        else
            hf_buf_put_char(out, *of);
    }
}

/* {"a0": of, "a1": of, ...} or [of, of, ...]; # in `of` is the number of the next. */
static const char *many(int count, bool object, const char *of)
{
    struct hf_buf out = HF_BUF(large);
    hf_buf_put_char(&out, object ? '{' : '[');
    for (int i = 0; i < count; i++) {
        hf_buf_put(&out, i == 0 ? HF_STR("") : HF_STR(","));
        if (object)
            put_number(&out, "\"a#\": ", i);
        put_number(&out, of, (i + 1) % count);
    }
    hf_buf_put_char(&out, object ? '}' : ']');
    hf_buf_put_char(&out, '\0');
    return hf_buf_str(&out).at;
}

#define STATE                                                                         \
    "{\"title\":{\"en\":\"x\"},\"owner\":\"officer\",\"no_deadline\":{\"en\":\"x\"}," \
    "\"on\":{\"close\":[{\"to\":\"a#\"}]}}"

static void ten_thousand_states_are_refused_in_seconds(void **state)
{
    (void)state;
    static char states[LARGE * 2];
    struct hf_buf out = HF_BUF(states);
    hf_buf_put_char(&out, '{');
    for (int i = 0; i < 10000; i++) {
        char one[120];
        snprintf(one, sizeof one, "%s\"a%d\":{\"on\":{\"close\":[{\"to\":\"a%d\"}]}}", i == 0 ? "" : ",", i,
                 (i + 1) % 10000);
        hf_buf_put(&out, hf_str_of(one));
    }
    hf_buf_put_char(&out, '}');
    hf_buf_put_char(&out, '\0');
    refuse(small("kinds/case/states", states), 1, HF_WORD_flow_too_many);
}

static void as_many_states_as_are_allowed_are_checked(void **state)
{
    (void)state;
    struct hf_str text = small("kinds/case/states", many(256, true, STATE));
    refuse(changed(&kept, text, "kinds/case/begin/open/0/to", "\"a0\""), 3, HF_WORD_flow_no_way_out);
}

static void each_list_has_its_limit(void **state)
{
    (void)state;
    static const struct {
        const char *pointer;
        int count;
        bool object;
        const char *of;
    } limits[] = {
        {"kinds", 17, true, "{}"},
        {"kinds/case/events", 513, true, "{}"},
        {"kinds/case/groups", 65, true, "{}"},
        {"kinds/case/clocks", 65, true, "{}"},
        {"kinds/case/flags", 65, true, "{}"},
        {"kinds/case/obligations", 65, true, "{}"},
        {"kinds/case/conditions", 257, true, "{}"},
        {"kinds/case/links", 65, true, "{}"},
        {"kinds/case/parts", 65, true, "{}"},
        {"kinds/case/data", 257, true, "{}"},
        {"kinds/case/never", 257, false, "{}"},
        {"sides", 17, true, "{}"},
        {"roles", 65, true, "{}"},
        {"stages", 65, false, "{}"},
        {"templates", 257, true, "{}"},
        {"types", 1025, true, "{}"},
        {"languages", 17, false, "\"en\""},
    };
    for (size_t i = 0; i < sizeof limits / sizeof limits[0]; i++)
        refuse(small(limits[i].pointer, many(limits[i].count, limits[i].object, limits[i].of)), 1,
               HF_WORD_flow_too_many);
    refuse(small("kinds/case/begin/open", many(33, false, "{}")), 1, HF_WORD_flow_branches_count);
    refuse(small("types/ground/enum", many(1025, false, "\"a\"")), 1, HF_WORD_flow_too_many);
    refuse(small("kinds/request/begin/draft/0/take", many(257, false, "\"purpose\"")), 1,
           HF_WORD_flow_too_many);
}

/* Findings are counted beyond those that are kept, and their places are then not looked for. */
static void a_text_full_of_faults_is_refused_in_seconds(void **state)
{
    (void)state;
    struct hf_str text = small("kinds/case/wrong", many(60000, true, "0"));
    double begin = seconds();
    struct flow_file *f = flow_read(text);
    assert_int_equal(f->rc, HF_FINDINGS);
    flow_free(f);
    f = flow_read(hf_str_of(many(60000, true, "0")));
    assert_int_equal(f->rc, HF_FINDINGS);
    assert_int_equal(f->findings.count, HF_FINDINGS_MAX);
    assert_true(f->findings.left_out > 59000);
    assert_true(seconds() - begin < 4.0);
    flow_free(f);
}

/* The text so many times over, then its end, between quotes. */
static const char *over(const char *text, int times, const char *end)
{
    struct hf_buf out = HF_BUF(large);
    hf_buf_put_char(&out, '"');
    for (int i = 0; i < times; i++)
        hf_buf_put(&out, hf_str_of(text));
    hf_buf_put(&out, hf_str_of(end));
    hf_buf_put(&out, HF_STR("\""));
    hf_buf_put_char(&out, '\0');
    return large;
}

static void a_guard_that_is_too_long_or_deep_is_refused(void **state)
{
    (void)state;
    refuse(small("kinds/case/conditions/settled/is", over("1+1 ", 260, "")), 8, HF_WORD_expr_too_long);
    refuse(small("kinds/case/conditions/settled/is", over("(", 40, "1")), 8, HF_WORD_expr_too_deep);
}

#define TWICE "{\"is\": \"is.a# && is.a#\", \"title\": {\"en\": \"x\"}, \"refuse\": {\"en\": \"x\"}}"

/* Each of forty conditions asks the next one twice: a million of millions of questions. */
static void conditions_that_double_their_cost_are_refused(void **state)
{
    (void)state;
    struct hf_buf out = HF_BUF(large);
    hf_buf_put_char(&out, '{');
    for (int i = 0; i < 40; i++) {
        hf_buf_put(&out, i == 0 ? HF_STR("") : HF_STR(","));
        put_number(&out, "\"a#\": ", i);
        put_number(&out, TWICE, i + 1);
    }
    hf_buf_put(
        &out,
        HF_STR(", \"a40\": {\"is\": \"true\", \"title\": {\"en\": \"x\"}, \"refuse\": {\"en\": \"x\"}}, "
               "\"settled\": {\"is\": \"is.a0\", \"title\": {\"en\": \"x\"}, \"refuse\": {\"en\": \"x\"}}}"));
    hf_buf_put_char(&out, '\0');
    refuse(small("kinds/case/conditions", large), 8, HF_WORD_expr_costly);
}

#define T "{\"en\":\"x\"}"
#define HEAD                                                                                             \
    "{\"format\":1,\"workflow\":\"w\",\"version\":1,\"languages\":[\"en\"],\"title\":" T ",\"acts\":{}," \
    "\"bases\":{\"p\":{\"practice\":" T "}},\"sides\":{\"s\":" T "},\"roles\":{\"o\":{\"side\":\"s\","   \
    "\"title\":" T "}},\"stages\":[],\"templates\":{},\"kinds\":{\"case\":{\"title\":" T ","
#define EVENT(by) "{\"title\":" T ",\"by\":[" by "],\"basis\":[\"p\"]"
#define NUMBER "\"payload\":{\"x\":{\"type\":\"integer\"}}"

/* So many times, from `first` on and in steps of one up or down, # is the number and $ the one after it. */
static void put_many(struct hf_buf *out, int first, int count, int step, const char *of)
{
    for (int i = 0; i < count; i++) {
        hf_buf_put(out, i == 0 ? HF_STR("") : HF_STR(","));
        for (const char *at = of; *at != '\0'; at++) {
            if (*at == '#' || *at == '$')
                hf_buf_put_i64(out, first + i * step + (*at == '$'));
            else
                hf_buf_put_char(out, *at);
        }
    }
}

/* All at its worst for whoever goes round until nothing changes: a chain of states written backwards, data
 * that each step may or may not bring, a way back everywhere, as many duties as there may be. */
static void a_definition_at_the_limits_is_read_in_seconds(void **state)
{
    (void)state;
    struct hf_buf out = HF_BUF(large);
    hf_buf_put(&out, HF_STR(HEAD "\"data\":{\"x\":{\"type\":\"integer\"}},\"obligations\":{"));
    put_many(&out, 0, 64, 1, "\"d#\":{\"title\":" T ",\"owner\":\"o\",\"basis\":[\"p\"],\"within\":\"1d\"}");
    hf_buf_put(&out, HF_STR("},\"events\":{\"h\":" EVENT("\"engine\"") "},\"b\":" EVENT(
                         "\"o\"") "},\"f\":" EVENT("\"o\"") "},\"g\":" EVENT("\"o\"") "," NUMBER "},"));
    put_many(&out, 0, 400, 1, "\"e#\":" EVENT("\"o\",\"engine\"") "}");
    hf_buf_put(&out, HF_STR("},\"begin\":{\"b\":[{\"to\":\"s0\",\"oblige\":["));
    put_many(&out, 0, 64, 1, "\"d#\"");
    hf_buf_put(&out, HF_STR("]}]},\"anywhere\":{\"h\":[{}],"));
    put_many(&out, 0, 400, 1, "\"e#\":[{\"raise\":[{\"to\":\"self\",\"event\":\"h\"}],\"to\":\"@back\"}]");
    hf_buf_put(&out, HF_STR(",\"f\":[{\"to\":\"s0\",\"discharge\":["));
    put_many(&out, 0, 64, 1, "\"d#\"");
    hf_buf_put(&out, HF_STR("]}]},\"states\":{\"s255\":{\"title\":" T ",\"end\":\"neutral\"},"));
    put_many(&out, 254, 255, -1,
             "\"s#\":{\"title\":" T ",\"owner\":\"o\",\"no_deadline\":" T
             ",\"on\":{\"g\":[{\"to\":\"s$\",\"take\":[\"x\"]}]}}");
    hf_buf_put(&out, HF_STR("}}}}"));
    double begin = seconds();
    struct flow_file *f = flow_read(hf_buf_str(&out));
    if (f->rc != HF_OK)
        print_findings("limits", f);
    assert_int_equal(f->rc, HF_OK);
    assert_true(seconds() - begin < 2.0);
    flow_free(f);
}

/* Each of these conditions reads the payload and is compiled for each event that asks it: little text, much
 * memory. */
static void a_definition_that_would_fill_the_memory_is_refused(void **state)
{
    (void)state;
    struct hf_buf out = HF_BUF(large);
    char is[1024];
    struct hf_buf expr = HF_BUF(is);
    for (int i = 0; i < 60; i++)
        hf_buf_put(&expr, i == 0 ? HF_STR("event.x == 0") : HF_STR(" || event.x==1"));
    hf_buf_put(&out, HF_STR(HEAD "\"conditions\":{"));
    for (int i = 0; i < 200; i++) {
        hf_buf_put(&out, i == 0 ? HF_STR("") : HF_STR(","));
        put_number(&out, "\"c#\":{\"is\":\"", i);
        hf_buf_put(&out, hf_buf_str(&expr));
        hf_buf_put(&out, HF_STR("\",\"title\":" T ",\"refuse\":" T "}"));
    }
    hf_buf_put(&out, HF_STR("},\"events\":{\"b\":" EVENT("\"o\"") "},"));
    put_many(&out, 0, 300, 1, "\"e#\":" EVENT("\"o\"") "," NUMBER ",\"required\":[\"x\"]}");
    hf_buf_put(&out, HF_STR("},\"begin\":{\"b\":[{\"to\":\"s\"}]},\"states\":{\"z\":{\"title\":" T
                            ",\"end\":\"neutral\"},\"s\":{\"title\":" T ",\"owner\":\"o\",\"no_deadline\":" T
                            ",\"on\":{"));
    for (int e = 0; e < 300; e++) {
        put_number(&out,
                   e == 0 ? "\"e#\":[{\"to\":\"z\",\"requires\":[" : ",\"e#\":[{\"to\":\"z\",\"requires\":[",
                   e);
        put_many(&out, 0, 200, 1, "\"c#\"");
        hf_buf_put(&out, HF_STR("]}]"));
    }
    hf_buf_put(&out, HF_STR("}}}}}}"));
    size_t before = hf_arena_mark(&kept);
    double begin = seconds();
    struct flow_file f = {.rc = HF_OK};
    f.rc = hf_flow_read(hf_buf_str(&out), HF_FLOW_PUBLISHED, NULL, &kept, &f.flow, &f.findings, &f.err);
    assert_int_equal(f.rc, HF_FINDINGS);
    assert_true(is_told(&f, 1, HF_WORD_flow_too_large));
    assert_true(hf_arena_mark(&kept) - before < (size_t)100 << 20);
    assert_true(seconds() - begin < 2.0);
    hf_arena_reset(&kept, before);
}

/* The loop is named, event by event. */
static void a_long_circle_of_raised_events_is_named(void **state)
{
    (void)state;
    struct hf_buf events = HF_BUF(large);
    static char on[100000];
    struct hf_buf handled = HF_BUF(on);
    hf_buf_put_char(&handled, '{');
    hf_buf_put_char(&events, '{');
    for (int i = 0; i < 100; i++) {
        char one[200];
        snprintf(one, sizeof one,
                 "\"e%d\": {\"title\": {\"en\": \"x\"}, \"by\": [\"engine\"], \"basis\": [\"ours\"]},", i);
        hf_buf_put(&events, hf_str_of(one));
        snprintf(one, sizeof one, "\"e%d\": [{\"raise\": [{\"to\": \"self\", \"event\": \"e%d\"}]}],", i,
                 (i + 1) % 100);
        hf_buf_put(&handled, hf_str_of(one));
    }
    hf_buf_put(&events, HF_STR("\"open\": {\"title\": {\"en\": \"x\"}, \"by\": [\"officer\"], \"basis\": "
                               "[\"ours\"]}, \"close\": "
                               "{\"title\": {\"en\": \"x\"}, \"by\": [\"approver\"], \"differs_from\": "
                               "[\"open\"], \"basis\": [\"ours\"]}}"));
    hf_buf_put(&handled, HF_STR("\"close\": [{\"requires\": [\"settled\"], \"to\": \"closed\"}]}"));
    hf_buf_put_char(&events, '\0');
    hf_buf_put_char(&handled, '\0');
    struct hf_str text =
        changed(&kept, small("kinds/case/events", large), "kinds/case/states/running/on", on);
    struct flow_file *f = flow_read(text);
    assert_true(is_told(f, 19, HF_WORD_flow_raise_circle));
    for (size_t i = 0; i < f->findings.count; i++) {
        if (f->findings.at[i].rule == 19)
            assert_true(hf_str_contains(f->findings.at[i].arg[0], HF_STR("case e41 > case e42 > case e43")));
    }
    flow_free(f);
}

/* Any bytes: what is no JSON is refused with its line and column. */
static void no_bytes_are_taken_for_a_definition(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "", "{", "[]", "7", "\"x\"", "null", "{}", "{\"kinds\": []}", "\xff\xfe", "{\"a\":1,}"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct flow_file *f = flow_read(hf_str_of(texts[i]));
        assert_true(f->rc == HF_BAD_INPUT || f->rc == HF_FINDINGS);
        assert_true(f->rc == HF_FINDINGS ? f->findings.at[0].line > 0 : f->err.where[0] != '\0');
        flow_free(f);
    }
}

static int begin(void **state)
{
    (void)state;
    hf_arena_init(&kept, malloc(FLOW_ARENA * 4), FLOW_ARENA * 4);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ten_thousand_states_are_refused_in_seconds),
        cmocka_unit_test(as_many_states_as_are_allowed_are_checked),
        cmocka_unit_test(each_list_has_its_limit),
        cmocka_unit_test(a_text_full_of_faults_is_refused_in_seconds),
        cmocka_unit_test(a_guard_that_is_too_long_or_deep_is_refused),
        cmocka_unit_test(conditions_that_double_their_cost_are_refused),
        cmocka_unit_test(a_definition_at_the_limits_is_read_in_seconds),
        cmocka_unit_test(a_definition_that_would_fill_the_memory_is_refused),
        cmocka_unit_test(a_long_circle_of_raised_events_is_named),
        cmocka_unit_test(no_bytes_are_taken_for_a_definition),
    };
    return cmocka_run_group_tests(tests, begin, NULL);
}
