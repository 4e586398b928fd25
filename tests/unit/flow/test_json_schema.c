/* SPDX-License-Identifier: Apache-2.0 */
/* The public conformance cases of JSON Schema: tests/vectors/json-schema/README.md. */
#include "oracle/formed.h"
#include "unit/flow/cases_file.h"

/* A value as a text that passes the gate, or does not. */
static struct hf_json value_text(const struct hf_json *test, struct hf_arena *arena)
{
    const struct hf_json *data = HF_JSON_GET(test, "data");
    struct hf_buf out = hf_buf_in(arena, 64);
    if (data == NULL)
        return hf_json_of_text(hf_json_text(test, HF_STR("text")));
    hf_json_write(&out, data);
    return hf_json_of_text(hf_buf_str(&out));
}

static void answer(const struct hf_json *group, struct hf_arena *arena, struct hf_buf *got)
{
    const struct hf_json *ours = HF_JSON_GET(group, "ours"), *types = HF_JSON_GET(group, "types");
    const struct hf_json *tests = HF_JSON_GET(group, "tests");
    struct hf_json_maker asked = hf_json_make(arena), values = hf_json_make(arena);
    for (size_t i = 0; tests != NULL && i < tests->is.list.count; i++)
        hf_json_add(&values, HF_STR_NONE, value_text(&tests->is.list.item[i], arena));
    hf_json_add(&asked, HF_STR("schema"), ours == NULL ? *HF_JSON_GET(group, "schema") : *ours);
    if (types != NULL)
        hf_json_add(&asked, HF_STR("types"), *types);
    hf_json_add(&asked, HF_STR("values"), hf_json_list(&values));
    struct hf_json object = hf_json_object(&asked);
    formed_answer(&object, arena, got);
}

static bool is_refused_as(const struct hf_json *group, struct hf_str got)
{
    return hf_str_begins(got, HF_STR("! ")) &&
           hf_str_eq(hf_str_part(got, 2, got.len), hf_json_text(group, HF_STR("refused")));
}

/* As the suite says, or the other way for a reason. */
static bool is_as_said(const struct cases *cases, const struct hf_json *group, struct hf_arena *arena,
                       struct hf_buf *got)
{
    const struct hf_json *tests = HF_JSON_GET(group, "tests");
    answer(group, arena, got);
    struct hf_str answers = hf_buf_str(got);
    if (tests == NULL)
        return cases_say(cases, "refused", hf_json_text(group, HF_STR("refused"))) &&
               is_refused_as(group, answers);
    if (answers.len != tests->is.list.count + 2)
        return false;
    for (size_t i = 0; i < tests->is.list.count; i++) {
        const struct hf_json *test = &tests->is.list.item[i];
        struct hf_str differs = hf_json_text(test, HF_STR("differs"));
        bool want = HF_JSON_GET(test, "valid")->is.truth != (differs.len > 0);
        if ((answers.at[i + 2] == '1') != want || (differs.len > 0 && !cases_say(cases, "differs", differs)))
            return false;
    }
    return true;
}

static void inside_the_subset_values_are_taken_as_the_suite_says(void **state)
{
    (void)state;
    struct cases *cases = cases_read("tests/vectors/json-schema/inside.json", "groups");
    cases_hold(cases, "group", is_as_said);
    cases_free(cases);
}

static bool is_outside(const struct cases *cases, const struct hf_json *group, struct hf_arena *arena,
                       struct hf_buf *got)
{
    struct hf_json schema;
    struct hf_err err;
    if (!cases_say(cases, "why", hf_json_text(group, HF_STR("why"))))
        return false;
    if (HF_JSON_GET(group, "schema") == NULL)
        return hf_json_read(hf_json_text(group, HF_STR("text")), &hf_json_file_limits, arena, &schema,
                            &err) == HF_BAD_INPUT;
    answer(group, arena, got);
    return is_refused_as(group, hf_buf_str(got));
}

static void outside_it_no_schema_is_taken(void **state)
{
    (void)state;
    struct cases *cases = cases_read("tests/vectors/json-schema/outside.json", "groups");
    cases_hold(cases, "group", is_outside);
    cases_free(cases);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(inside_the_subset_values_are_taken_as_the_suite_says),
        cmocka_unit_test(outside_it_no_schema_is_taken),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
