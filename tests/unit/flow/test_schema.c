/* SPDX-License-Identifier: Apache-2.0 */
/* What a schema may not say, and what it means where our subset says more than JSON Schema. */
#include "oracle/formed.h"
#include "unit/flow/flow_file.h"

static void answers(const char *asked, const char *want)
{
    void *block = malloc(FLOW_ARENA);
    struct hf_arena arena;
    struct hf_json json;
    struct hf_err err;
    hf_arena_init(&arena, block, FLOW_ARENA);
    assert_int_equal(hf_json_read(hf_str_of(asked), &hf_json_file_limits, &arena, &json, &err), HF_OK);
    struct hf_buf got = hf_buf_in(&arena, 64);
    formed_answer(&json, &arena, &got);
    if (!hf_str_eq(hf_buf_str(&got), hf_str_of(want)))
        print_error("in   %s\n", asked);
    assert_str(hf_buf_str(&got), want);
    free(block);
}

#define REFUSED(schema, word) answers("{\"schema\":" schema "}", "! " word)
#define TAKES(schema, values, want) answers("{\"schema\":" schema ",\"values\":[" values "]}", "= " want)

static void a_member_that_would_mean_nothing_is_refused(void **state)
{
    (void)state;
    REFUSED("{\"type\":\"integer\",\"maxLength\":3}", "flow_schema_idle");
    REFUSED("{\"type\":\"integer\",\"enum\":[\"1\"]}", "flow_schema_idle");
    REFUSED("{\"type\":\"integer\",\"const\":4,\"minimum\":1}", "flow_schema_idle");
    REFUSED("{\"type\":\"string\",\"minimum\":1}", "flow_schema_idle");
    REFUSED("{\"type\":\"string\",\"format\":\"date\",\"pattern\":\"^2\"}", "flow_schema_idle");
    REFUSED("{\"type\":\"string\",\"enum\":[\"a\"],\"maxLength\":3}", "flow_schema_idle");
    REFUSED("{\"type\":\"string\",\"enum\":[\"a\"],\"const\":\"a\"}", "flow_schema_idle");
    REFUSED("{\"type\":\"object\",\"items\":{\"type\":\"integer\"}}", "flow_schema_idle");
    REFUSED("{\"type\":\"array\",\"items\":{\"type\":\"integer\"},\"required\":[]}", "flow_schema_idle");
    REFUSED("{\"$ref\":\"#/types/money\",\"maxItems\":3}", "flow_schema_idle");
    REFUSED("{\"ref\":\"person\",\"pattern\":\"a\"}", "flow_schema_idle");
    answers("{\"schema\":{\"$ref\":\"#/types/t\",\"maximum\":3},\"types\":{\"t\":{\"type\":\"integer\"}}}",
            "! flow_schema_idle");
}

static void what_no_value_could_satisfy_is_refused(void **state)
{
    (void)state;
    REFUSED("{\"type\":\"string\",\"enum\":[]}", "flow_list_empty");
    REFUSED("{\"type\":\"string\",\"const\":7}", "flow_choice_text");
    REFUSED("{\"type\":\"integer\",\"const\":\"7\"}", "flow_member_whole");
    REFUSED("{\"type\":\"integer\",\"minimum\":2,\"maximum\":1}", "flow_bounds");
    REFUSED("{\"type\":\"string\",\"minLength\":3,\"maxLength\":2}", "flow_bounds");
    REFUSED("{\"type\":\"string\",\"minLength\":-1}", "flow_bounds");
    REFUSED("{\"type\":\"string\",\"maxLength\":4294967296}", "flow_bounds");
    REFUSED("{\"type\":\"array\",\"items\":{\"type\":\"integer\"},\"minItems\":201}", "flow_bounds");
    REFUSED("{\"type\":\"array\",\"items\":{\"type\":\"integer\"},\"maxItems\":65537}", "flow_bounds");
}

static void money_has_bounds_too(void **state)
{
    (void)state;
    TAKES("{\"$ref\":\"#/types/money\",\"minimum\":1,\"maximum\":5}",
          "\"{\\\"amount\\\":0,\\\"currency\\\":\\\"EUR\\\"}\",\"{\\\"amount\\\":1,\\\"currency\\\":"
          "\\\"EUR\\\"}\","
          "\"{\\\"amount\\\":6,\\\"currency\\\":\\\"EUR\\\"}\"",
          "010");
}

/* One letter is one code point, of however many bytes. */
static void lengths_count_code_points(void **state)
{
    (void)state;
    TAKES("{\"type\":\"string\",\"minLength\":2,\"maxLength\":3}",
          "\"\\\"\\ud83d\\udc31\\\"\",\"\\\"\\ud83d\\udc31\\ud83d\\udc31\\\"\",\"\\\"e\\u0301\\\"\","
          "\"\\\"\\u00e9\\u00e9\\u00e9\\\"\",\"\\\"\\ud83d\\udc31abc\\\"\"",
          "01110");
}

static void a_fault_has_its_place(void **state)
{
    (void)state;
    struct hf_str text = file_text("tests/vectors/workflow/freeze-small.json");
    void *block = malloc(FLOW_ARENA);
    struct hf_arena arena;
    hf_arena_init(&arena, block, FLOW_ARENA);
    struct flow_file *f =
        flow_read(changed(&arena, text, "kinds/measure/data/expires_on",
                          "{\n  \"type\": \"string\",\n  \"format\": \"date\", \"pattern\": \"a\" }"));
    assert_int_equal(f->findings.count, 1);
    assert_int_equal(f->findings.at[0].word, HF_WORD_flow_schema_idle);
    assert_str(f->findings.at[0].pointer, "/kinds/measure/data/expires_on/pattern");
    assert_int_equal(f->findings.at[0].line, 3);
    assert_int_equal(f->findings.at[0].column, 21);
    flow_free(f);
    free(block);
    free((void *)(uintptr_t)text.at);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_member_that_would_mean_nothing_is_refused),
        cmocka_unit_test(what_no_value_could_satisfy_is_refused),
        cmocka_unit_test(money_has_bounds_too),
        cmocka_unit_test(lengths_count_code_points),
        cmocka_unit_test(a_fault_has_its_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
