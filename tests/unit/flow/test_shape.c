/* SPDX-License-Identifier: Apache-2.0 */
#include "flow_file.h"

static struct flow_file *small;
static unsigned char block[4 << 20];
static struct hf_arena arena;

static int read_small(void **state)
{
    (void)state;
    small = flow_read(file_text("tests/vectors/workflow/freeze-small.json"));
    return (int)small->rc;
}

static int forget_small(void **state)
{
    (void)state;
    free((void *)(uintptr_t)small->flow->source.at);
    flow_free(small);
    return 0;
}

static const struct hf_shape *payload(const char *kind, const char *event)
{
    const struct hf_kind *k = &small->flow->kind[hf_flow_kind(small->flow, hf_str_of(kind))];
    return k->event[hf_kind_event(k, hf_str_of(event))].payload;
}

static enum hf_rc validate(const struct hf_shape *shape, const char *text, struct hf_err *err)
{
    struct hf_json json;
    hf_arena_init(&arena, block, sizeof block);
    assert_int_equal(hf_json_read(hf_str_of(text), &hf_json_payload_limits, &arena, &json, err), HF_OK);
    return hf_shape_validate(small->flow, shape, &json, HF_STR("payload"), &arena, err);
}

#define ID "AAAAAAAAAAAAAAAAAAAAAA"

static void what_fits_is_taken(void **state)
{
    (void)state;
    struct hf_err err;
    assert_int_equal(validate(payload("measure", "order"),
                              "{\"asset\": \"asset/1\", \"authority\": \"" ID "\", \"order\": \"" ID "\"}",
                              &err),
                     HF_OK);
    assert_int_equal(validate(payload("measure", "refuse"), "{\"ground\": \"immunity\"}", &err), HF_OK);
    assert_int_equal(
        validate(payload("request", "report"),
                 "{\"results\": [{\"on\": \"measure/1\", \"event\": \"in_force\", \"effective_at\": "
                 "\"2026-11-18\", \"payload\": {\"expires_on\": \"2027-05-18\"}},"
                 "{\"on\": \"measure/2\", \"event\": \"refuse\"}]}",
                 &err),
        HF_OK);
}

static void a_text_that_would_not_read_back_is_refused(void **state)
{
    (void)state;
    struct hf_err err;
    hf_arena_init(&arena, block, sizeof block);
    struct hf_json_maker maker = hf_json_make(&arena);
    hf_json_add(&maker, HF_STR("items"), hf_json_of_text(HF_STR("lost \xFF\xFE")));
    struct hf_json json = hf_json_object(&maker);
    const struct hf_shape *shape = payload("request", "ask");
    assert_int_equal(hf_shape_validate(small->flow, shape, &json, HF_STR("payload"), &arena, &err),
                     HF_BAD_INPUT);
    assert_true(hf_str_contains(hf_str_of(err.detail[HF_EN]), HF_STR("payload.items must be a text")));
}

static void each_fault_is_told_with_its_exact_path(void **state)
{
    (void)state;
    static const struct {
        const char *kind, *event, *text, *where, *detail;
    } rows[] = {
        {"measure", "refuse", "{}", "payload.ground", "payload.ground is required"},
        {"measure", "refuse", "{\"ground\": \"lost\"}", "payload.ground",
         "payload.ground must be one of: immunity, not_found"},
        {"measure", "refuse", "{\"ground\": 7}", "payload.ground", "payload.ground must be a text"},
        {"measure", "refuse", "{\"ground\": \"immunity\", \"x\": 1}", "payload.x",
         "payload.x is not a member known here"},
        {"measure", "renew", "{\"expires_on\": \"2026-02-30\"}", "payload.expires_on",
         "payload.expires_on must be a date of the form 2026-11-23"},
        {"measure", "in_force", "{\"expires_on\": \"2027-01-01\", \"national_order\": \"a_b\"}",
         "payload.national_order", "payload.national_order must look like ^[A-Za-z0-9 ./-]{1,60}$"},
        {"measure", "order", "{\"asset\": \"asset\", \"authority\": \"" ID "\", \"order\": \"" ID "\"}",
         "payload.asset", "payload.asset must be an identifier, or a name such as measure/5"},
        {"measure", "order", "{\"asset\": \"" ID "\", \"authority\": \"authority/1\", \"order\": \"" ID "\"}",
         "payload.authority", "payload.authority must be an identifier, or a name such as measure/5"},
        {"request", "draft", "{\"addressee\": \"" ID "\", \"measures\": []}", "payload.measures",
         "payload.measures must have 1 to 200 items"},
        {"request", "draft",
         "{\"addressee\": \"" ID "\", \"measures\": [\"measure/1\"], \"purpose\": \"short\"}",
         "payload.purpose", "payload.purpose must have at least 10 characters"},
        {"request", "report", "{\"results\": [{\"on\": \"measure/1\", \"event\": \"expire\"}]}",
         "payload.results[0]",
         "payload.results[0] is no event that may be told here; known are: in_force, refuse"},
        {"request", "report",
         "{\"results\": [{\"on\": \"measure/1\", \"event\": \"refuse\"}, {\"on\": \"measure/1\", \"event\": "
         "\"refuse\"}]}",
         "payload.results[1].on", "payload.results[1].on stands there twice"},
        {"request", "report",
         "{\"results\": [{\"on\": \"measure/1\", \"event\": \"refuse\", \"effective_at\": \"soon\"}]}",
         "payload.results[0]",
         "payload.results[0] must be an object with on, event and, where needed, effective_at and payload"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct hf_err err;
        assert_int_equal(validate(payload(rows[i].kind, rows[i].event), rows[i].text, &err), HF_BAD_INPUT);
        assert_int_equal(err.word, HF_WORD_payload_invalid);
        assert_string_equal(err.where, rows[i].where);
        assert_string_equal(err.detail[HF_EN], rows[i].detail);
        assert_true(strlen(err.detail[HF_FR]) > 0);
    }
}

static void all_faults_are_told_at_once(void **state)
{
    (void)state;
    struct hf_err err;
    assert_int_equal(validate(payload("measure", "order"), "{\"x\": 1}", &err), HF_BAD_INPUT);
    assert_string_equal(err.detail[HF_FR],
                        "payload.x n'est pas un membre connu ici\npayload.asset est obligatoire\n"
                        "payload.authority est obligatoire\npayload.order est obligatoire");
}

/* The sign is a reminder's: a term that is computed from such a value never ends before it begins. */
static void a_period_that_is_given_is_longer_than_nothing(void **state)
{
    (void)state;
    static const struct hf_shape period = {.kind = HF_SHAPE_PERIOD};
    static const char *const wrong[] = {"\"-30d\"", "\"+30d\"", "\"0d\"", "\"30\"", "\"d\"", "\"\"", "30"};
    struct hf_err err;
    assert_int_equal(validate(&period, "\"30d\"", &err), HF_OK);
    assert_int_equal(validate(&period, "\"10wd\"", &err), HF_OK);
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        assert_int_equal(validate(&period, wrong[i], &err), HF_BAD_INPUT);
}

static struct hf_shape money = {.kind = HF_SHAPE_MONEY, .minimum = 0, .maximum = INT64_MAX};

static void money_is_minor_units_and_a_known_currency(void **state)
{
    (void)state;
    struct hf_err err;
    assert_int_equal(validate(&money, "{\"amount\": 1050, \"currency\": \"EUR\"}", &err), HF_OK);
    static const char *const wrong[] = {"{\"amount\": -1, \"currency\": \"EUR\"}", "{\"amount\": 1}", "12",
                                        "{\"amount\": 1, \"currency\": \"ZZZ\"}",
                                        "{\"amount\": 1, \"currency\": \"EUR\", \"x\": 1}"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        assert_int_equal(validate(&money, wrong[i], &err), HF_BAD_INPUT);
}

static void bounds_that_are_not_there_are_not_told(void **state)
{
    (void)state;
    static const struct {
        int64_t minimum, maximum;
        const char *detail;
    } rows[] = {
        {5, INT64_MAX, "payload must be 5 or more"},
        {INT64_MIN, 3, "payload must be 3 or less"},
        {5, 9, "payload must lie between 5 and 9"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct hf_shape number = {
            .kind = HF_SHAPE_INT, .minimum = rows[i].minimum, .maximum = rows[i].maximum};
        struct hf_err err;
        assert_int_equal(validate(&number, "4", &err), HF_BAD_INPUT);
        assert_string_equal(err.detail[HF_EN], rows[i].detail);
    }
}

static void who_must_say_true_says_it(void **state)
{
    (void)state;
    struct hf_shape yes = {.kind = HF_SHAPE_BOOL, .minimum = 1, .maximum = 1};
    struct hf_err err;
    assert_int_equal(validate(&yes, "true", &err), HF_OK);
    assert_int_equal(validate(&yes, "false", &err), HF_BAD_INPUT);
    assert_string_equal(err.detail[HF_EN], "payload must be true");
    yes.minimum = yes.maximum = 0;
    assert_int_equal(validate(&yes, "true", &err), HF_BAD_INPUT);
}

static void defaults_are_filled_in_at_every_depth(void **state)
{
    (void)state;
    static const struct hf_json seven = {.kind = HF_JSON_INT, .is.integer = 7};
    static const struct hf_shape number = {
        .kind = HF_SHAPE_INT, .minimum = INT64_MIN, .maximum = INT64_MAX, .fallback = &seven};
    static const struct hf_shape_member members[] = {{HF_STR_INIT("n"), false, &number}};
    static const struct hf_shape object = {
        .kind = HF_SHAPE_OBJECT, .fills = true, .member = members, .members = 1, .unique_by = HF_NONE};
    static const struct hf_shape list = {
        .kind = HF_SHAPE_LIST, .fills = true, .item = &object, .most = 9, .unique_by = HF_NONE};
    struct hf_err err;
    struct hf_json json;
    hf_arena_init(&arena, block, sizeof block);
    assert_int_equal(hf_json_read(HF_STR("[{}, {\"n\": 1}]"), &hf_json_payload_limits, &arena, &json, &err),
                     HF_OK);
    json = hf_shape_fill(&list, &json, &arena);
    struct hf_buf out = hf_buf_in(&arena, 64);
    hf_json_write(&out, &json);
    assert_str(hf_buf_str(&out), "[{\"n\":7},{\"n\":1}]");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_fits_is_taken),
        cmocka_unit_test(a_text_that_would_not_read_back_is_refused),
        cmocka_unit_test(each_fault_is_told_with_its_exact_path),
        cmocka_unit_test(all_faults_are_told_at_once),
        cmocka_unit_test(a_period_that_is_given_is_longer_than_nothing),
        cmocka_unit_test(money_is_minor_units_and_a_known_currency),
        cmocka_unit_test(bounds_that_are_not_there_are_not_told),
        cmocka_unit_test(who_must_say_true_says_it),
        cmocka_unit_test(defaults_are_filled_in_at_every_depth),
    };
    return cmocka_run_group_tests(tests, read_small, forget_small);
}
