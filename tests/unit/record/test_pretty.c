/* SPDX-License-Identifier: Apache-2.0 */
#include "doc.h"
#include "record/pretty.h"

static struct hf_str pretty(struct hf_str text, hf_pretty_rank *rank)
{
    struct hf_json json = doc_read(text, &hf_json_file_limits);
    struct hf_buf out = hf_buf_in(&doc_arena, 64);
    hf_pretty_write(&json, text.len, rank, NULL, &doc_arena, &out);
    return hf_buf_str(&out);
}

static void what_fits_stands_on_one_line(void **state)
{
    (void)state;
    assert_str(
        pretty(HF_STR("{\"a\":[1,2],\"b\":{\"c\":null},\"d\":[{\"e\":true}],\"f\":[],\"g\":{}}"), NULL),
        "{\n  \"a\": [1, 2],\n  \"b\": { \"c\": null },\n  \"d\": [ { \"e\": true } ],\n  \"f\": [],\n"
        "  \"g\": {}\n}\n");
    assert_str(pretty(HF_STR("[]"), NULL), "[]\n");
    assert_str(pretty(HF_STR(" 7 "), NULL), "7\n");
}

/* {"a": ["xxx"]} with so many letters; a line break inside the list means that it was broken. */
static bool is_broken(size_t letters, const char *letter, bool followed)
{
    struct hf_buf text = hf_buf_in(&doc_arena, 512);
    hf_buf_put(&text, HF_STR("{\"a\":[\""));
    for (size_t i = 0; i < letters; i++)
        hf_buf_put(&text, hf_str_of(letter));
    hf_buf_put(&text, followed ? HF_STR("\"],\"b\":0}") : HF_STR("\"]}"));
    return hf_str_contains(pretty(hf_buf_str(&text), NULL), HF_STR("[\n"));
}

static void a_line_has_140_columns_of_characters(void **state)
{
    (void)state;
    size_t most = HF_PRETTY_COLUMNS - 12; /* ··"a": [""], */
    assert_false(is_broken(most, "x", true));
    assert_true(is_broken(most + 1, "x", true));
    assert_true(is_broken(most + 1, "x", false)); /* a line does not depend on what comes after */
    assert_false(is_broken(most, "é", true));
    assert_true(is_broken(most + 1, "é", true));
    assert_false(is_broken(most / 2, "\\n", true));
    assert_true(is_broken(most / 2 + 1, "\\n", true));
}

static uint32_t by_length(const void *self, const struct hf_json *object, size_t k)
{
    (void)self;
    return (uint32_t)object->is.object.member[k].name.len;
}

static void members_stand_by_rank_and_then_as_written(void **state)
{
    (void)state;
    assert_str(pretty(HF_STR("[{\"ccc\":1,\"b\":2,\"aa\":3,\"a\":4}]"), by_length),
               "[\n  { \"b\": 2, \"a\": 4, \"aa\": 3, \"ccc\": 1 }\n]\n");
}

static void a_layout_is_its_own_layout(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "{\"a\":{\"b\":[[],[1],[{\"c\":\"\\u0001\\\"\"}]]}}",
        "[[[[[[[[\"a long text that does not stay on the line because it is longer than the line may be, "
        "which is "
        "one hundred and forty columns of characters, or a few less\"]]]]]]]]"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct hf_str once = pretty(hf_str_of(texts[i]), NULL), twice = pretty(once, NULL);
        assert_true(hf_str_eq(once, twice));
    }
}

static void sixty_four_levels_are_written(void **state)
{
    (void)state;
    char deep[2 * HF_JSON_DEPTH_MAX];
    memset(deep, '[', HF_JSON_DEPTH_MAX);
    memset(deep + HF_JSON_DEPTH_MAX, ']', HF_JSON_DEPTH_MAX);
    struct hf_str text = {deep, sizeof deep}, laid = pretty(text, NULL);
    struct hf_json a = doc_read(text, &hf_json_file_limits), b = doc_read(laid, &hf_json_file_limits);
    assert_true(hf_json_eq(&a, &b));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_fits_stands_on_one_line),
        cmocka_unit_test(a_line_has_140_columns_of_characters),
        cmocka_unit_test(members_stand_by_rank_and_then_as_written),
        cmocka_unit_test(a_layout_is_its_own_layout),
        cmocka_unit_test(sixty_four_levels_are_written),
    };
    return cmocka_run_group_tests(tests, doc_begin, doc_end);
}
