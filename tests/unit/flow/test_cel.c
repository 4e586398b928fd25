/* SPDX-License-Identifier: Apache-2.0 */
/* The public conformance cases of CEL: tests/vectors/cel/README.md. */
#include "oracle/bound.h"
#include "unit/flow/cases_file.h"

/* The value, or the error, of cel-spec; where `ours` stands beside it, ours, with its reason. */
static bool is_cels(const struct cases *cases, const struct hf_json *asked, struct hf_arena *arena,
                    struct hf_buf *got)
{
    (void)cases;
    const struct hf_json *ours = HF_JSON_GET(asked, "ours");
    const struct hf_json *value = HF_JSON_GET(ours == NULL ? asked : ours, "value");
    bound_answer(asked, arena, got);
    if (ours != NULL && hf_json_text(ours, HF_STR("because")).len == 0)
        return false;
    if (value == NULL)
        return HF_JSON_GET(asked, "error") != NULL && hf_str_begins(hf_buf_str(got), HF_STR("? "));
    struct hf_buf want = hf_buf_in(arena, 256);
    hf_buf_put(&want, HF_STR("= "));
    bound_put(value, arena, &want);
    return hf_str_eq(hf_buf_str(got), hf_buf_str(&want));
}

static void inside_the_subset_the_answer_is_cels(void **state)
{
    (void)state;
    struct cases *cases = cases_read("tests/vectors/cel/inside.json", "cases");
    cases_hold(cases, "at", is_cels);
    cases_free(cases);
}

static bool is_refused(const struct cases *cases, const struct hf_json *asked, struct hf_arena *arena,
                       struct hf_buf *got)
{
    struct hf_buf want = hf_buf_in(arena, 64);
    struct hf_str word = hf_json_text(asked, HF_STR("refused"));
    bound_answer(asked, arena, got);
    hf_buf_put(&want, HF_STR("! "));
    hf_buf_put(&want, word);
    return cases_say(cases, "reasons", word) && hf_str_eq(hf_buf_str(got), hf_buf_str(&want));
}

static void outside_it_is_refused_by_name(void **state)
{
    (void)state;
    struct cases *cases = cases_read("tests/vectors/cel/outside.json", "cases");
    cases_hold(cases, "at", is_refused);
    cases_free(cases);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(inside_the_subset_the_answer_is_cels),
        cmocka_unit_test(outside_it_is_refused_by_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
