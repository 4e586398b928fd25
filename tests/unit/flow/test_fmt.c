/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/fmt.h"

#include <glob.h>

#include "flow_file.h"

static struct hf_arena arena;
static struct flow_file *house;

static struct hf_str laid(struct hf_str text)
{
    struct hf_buf out = hf_buf_in(&arena, text.len);
    struct hf_err err;
    assert_int_equal(hf_flow_fmt(text, house->flow, &arena, &out, &err), HF_OK);
    return hf_buf_str(&out);
}

static struct hf_json tree(struct hf_str text)
{
    struct hf_json json;
    struct hf_err err;
    assert_int_equal(hf_json_read(text, &hf_json_file_limits, &arena, &json, &err), HF_OK);
    return json;
}

static size_t place(struct hf_str text, const char *word)
{
    size_t len = strlen(word), at = 0;
    while (at + len <= text.len && memcmp(text.at + at, word, len) != 0)
        at++;
    assert_true(at + len <= text.len);
    return at;
}

static bool before(struct hf_str text, const char *first, const char *then)
{
    return place(text, first) < place(text, then);
}

static void members_stand_in_the_order_of_the_language(void **state)
{
    (void)state;
    struct hf_str out = laid(HF_STR("{\"kinds\":{\"case\":{\"states\":{},\"title\":{\"fr\":\"f\",\"en\":"
                                    "\"e\"},\"note\":\"n\",\"events\":{}}},"
                                    "\"languages\":[\"en\",\"fr\"],\"format\":1,\"wrong\":0}"));
    assert_true(before(out, "\"format\"", "\"languages\""));
    assert_true(before(out, "\"languages\"", "\"kinds\""));
    assert_true(before(out, "\"kinds\"", "\"wrong\""));
    assert_true(before(out, "\"note\"", "\"title\""));
    assert_true(before(out, "\"title\"", "\"events\""));
    assert_true(before(out, "\"en\"", "\"fr\""));
}

static void names_of_the_author_stay_as_written(void **state)
{
    (void)state;
    struct hf_str out = laid(HF_STR(
        "{\"languages\":[\"en\"],\"sides\":{\"z\":{\"en\":\"z\"},\"a\":{\"en\":\"a\"}},\"kinds\":{}}"));
    assert_true(before(out, "\"z\"", "\"a\""));
}

static void what_is_no_json_is_refused(void **state)
{
    (void)state;
    struct hf_err err;
    struct hf_buf out = hf_buf_in(&arena, 64);
    assert_int_equal(hf_flow_fmt(HF_STR("{,}"), house->flow, &arena, &out, &err), HF_BAD_INPUT);
    assert_int_equal(out.len, 0);
}

/* Members of every object in the opposite order, which fmt must undo wherever the language fixes an order. */
static void put_reversed(struct hf_buf *out, const struct hf_json *json)
{
    bool object = json->kind == HF_JSON_OBJECT;
    size_t count = object ? json->is.object.count : json->kind == HF_JSON_LIST ? json->is.list.count : 0;
    if (!object && json->kind != HF_JSON_LIST) {
        hf_json_write(out, json);
        return;
    }
    hf_buf_put_char(out, object ? '{' : '[');
    for (size_t i = 0; i < count; i++) {
        const struct hf_member *member = object ? &json->is.object.member[count - 1 - i] : NULL;
        hf_buf_put(out, i == 0 ? HF_STR("") : HF_STR(","));
        if (object) {
            hf_json_put_text(out, member->name);
            hf_buf_put_char(out, ':');
        }
        put_reversed(out, object ? &member->value : &json->is.list.item[i]);
    }
    hf_buf_put_char(out, object ? '}' : ']');
}

static void look_at(const char *path)
{
    struct hf_str text = file_text(path), out = laid(text);
    struct hf_json was = tree(text), is = tree(out);
    struct hf_buf once = hf_buf_in(&arena, text.len), twice = hf_buf_in(&arena, text.len);
    if (!hf_str_eq(text, out))
        print_error("%s is not in its layout: holdfast workflow fmt %s\n", path, path);
    assert_true(hf_str_eq(text, out));
    assert_true(hf_json_eq(&was, &is));
    put_reversed(&once, &was);
    struct hf_json backwards = tree(laid(hf_buf_str(&once)));
    put_reversed(&twice, &backwards);
    assert_true(hf_str_eq(laid(hf_buf_str(&twice)), text));
    free((void *)(uintptr_t)text.at);
}

static void every_shipped_definition_is_in_its_layout(void **state)
{
    (void)state;
    glob_t found;
    assert_int_equal(glob("workflows/*.json", 0, NULL, &found), 0);
    for (size_t i = 0; i < found.gl_pathc; i++)
        look_at(found.gl_pathv[i]);
    globfree(&found);
    look_at("config/samples/small-procedure.json");
}

static int begin(void **state)
{
    (void)state;
    hf_arena_init(&arena, malloc((size_t)1 << 30), (size_t)1 << 30);
    house = flow_read_as(file_text("engine/casefile/house.json"), HF_FLOW_HOUSE, NULL);
    return 0;
}

static int end(void **state)
{
    (void)state;
    free(arena.at);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(members_stand_in_the_order_of_the_language),
        cmocka_unit_test(names_of_the_author_stay_as_written),
        cmocka_unit_test(what_is_no_json_is_refused),
        cmocka_unit_test(every_shipped_definition_is_in_its_layout),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
