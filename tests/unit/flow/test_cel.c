/* SPDX-License-Identifier: Apache-2.0 */
/* The public conformance cases of CEL: tests/vectors/cel/README.md. */
#include "oracle/bound.h"
#include "unit/flow/flow_file.h"

struct cases {
    struct hf_str text;
    struct hf_json file;
    const struct hf_json *list;
    struct hf_arena arena; /* of the file */
};

static struct cases *cases_read(const char *path)
{
    struct cases *cases = calloc(1, sizeof *cases);
    struct hf_err err;
    hf_arena_init(&cases->arena, malloc(FLOW_ARENA), FLOW_ARENA);
    cases->text = file_text(path);
    if (hf_json_read(cases->text, &hf_json_file_limits, &cases->arena, &cases->file, &err) != HF_OK)
        fail_msg("%s: %s", path, err.where);
    cases->list = HF_JSON_GET(&cases->file, "cases");
    assert_true(cases->list != NULL && cases->list->kind == HF_JSON_LIST && cases->list->is.list.count > 0);
    return cases;
}

static void cases_free(struct cases *cases)
{
    free((void *)(uintptr_t)cases->text.at);
    free(cases->arena.at);
    free(cases);
}

/* Holds for each case; its memory is one case's. */
static void each(const struct cases *cases,
                 bool (*holds)(const struct cases *cases, const struct hf_json *asked, struct hf_str got,
                               struct hf_arena *arena))
{
    void *block = malloc(FLOW_ARENA);
    for (size_t i = 0; i < cases->list->is.list.count; i++) {
        const struct hf_json *asked = &cases->list->is.list.item[i];
        struct hf_arena arena;
        hf_arena_init(&arena, block, FLOW_ARENA);
        struct hf_buf got = hf_buf_in(&arena, 256);
        bound_answer(asked, &arena, &got);
        if (!holds(cases, asked, hf_buf_str(&got), &arena))
            fail_msg("%.*s: %.*s", HF_STR_ARG(hf_json_text(asked, HF_STR("at"))),
                     HF_STR_ARG(hf_buf_str(&got)));
    }
    free(block);
}

/* The value, or the error, of cel-spec; where `ours` stands beside it, ours, with its reason. */
static bool is_cels(const struct cases *cases, const struct hf_json *asked, struct hf_str got,
                    struct hf_arena *arena)
{
    (void)cases;
    const struct hf_json *ours = HF_JSON_GET(asked, "ours");
    const struct hf_json *value = HF_JSON_GET(ours == NULL ? asked : ours, "value");
    if (ours != NULL && hf_json_text(ours, HF_STR("because")).len == 0)
        return false;
    if (value == NULL)
        return HF_JSON_GET(asked, "error") != NULL && hf_str_begins(got, HF_STR("? "));
    struct hf_buf want = hf_buf_in(arena, 256);
    hf_buf_put(&want, HF_STR("= "));
    bound_put(value, arena, &want);
    return hf_str_eq(got, hf_buf_str(&want));
}

static void inside_the_subset_the_answer_is_cels(void **state)
{
    (void)state;
    struct cases *cases = cases_read("tests/vectors/cel/inside.json");
    each(cases, is_cels);
    cases_free(cases);
}

static bool is_refused(const struct cases *cases, const struct hf_json *asked, struct hf_str got,
                       struct hf_arena *arena)
{
    (void)arena;
    struct hf_str word = hf_json_text(asked, HF_STR("refused"));
    return hf_json_text(HF_JSON_GET(&cases->file, "reasons"), word).len > 0 &&
           hf_str_begins(got, HF_STR("! ")) && hf_str_eq(hf_str_part(got, 2, got.len), word);
}

static void outside_it_is_refused_by_name(void **state)
{
    (void)state;
    struct cases *cases = cases_read("tests/vectors/cel/outside.json");
    each(cases, is_refused);
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
