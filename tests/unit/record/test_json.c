/* SPDX-License-Identifier: Apache-2.0 */
#include "doc.h"

#include "record/order.h"

static void members_are_found_by_name(void **state)
{
    (void)state;
    struct hf_json json = DOC("{\"z\":1,\"a\":\"x\",\"m\":null,\"\xf0\x9f\x98\x80\":2,\"\xef\xac\xb3\":3}");
    assert_int_equal(HF_JSON_GET(&json, "z")->is.integer, 1);
    assert_int_equal(HF_JSON_GET(&json, "m")->kind, HF_JSON_NULL);
    assert_int_equal(HF_JSON_GET(&json, "\xf0\x9f\x98\x80")->is.integer, 2);
    assert_int_equal(HF_JSON_GET(&json, "\xef\xac\xb3")->is.integer, 3);
    assert_null(HF_JSON_GET(&json, "b"));
    assert_null(HF_JSON_GET(HF_JSON_GET(&json, "a"), "a"));
    assert_null(HF_JSON_GET(NULL, "a"));
    assert_str(hf_json_text(&json, HF_STR("a")), "x");
    assert_null(hf_json_text(&json, HF_STR("z")).at);
}

/* So many names, a prime number of them, in an order that `step` chooses: rising for 1, falling for the last.
 */
static struct hf_json_maker named(size_t count, size_t step)
{
    struct hf_json_maker maker = hf_json_make(&doc_arena);
    for (size_t i = 0; i < count; i++) {
        size_t n = i * step % count;
        struct hf_buf name = hf_buf_in(&doc_arena, 4);
        for (size_t letters = 1 + n % 3; letters > 0; letters--)
            hf_buf_put_char(&name, (char)('a' + n / 3 % 26));
        hf_buf_put_char(&name, (char)('A' + n / 78));
        hf_json_add(&maker, hf_buf_str(&name), hf_json_of_int((int64_t)n));
    }
    return maker;
}

static void any_number_in_any_order_is_sorted_and_found(void **state)
{
    (void)state;
    static const size_t counts[] = {2, 3, 7, 11, 17, 61, 257};
    for (size_t c = 0; c < sizeof counts / sizeof counts[0]; c++)
        for (size_t step = counts[c] - 1; step > 0; step -= 1 + step / 4) {
            struct hf_json_maker maker = named(counts[c], step);
            struct hf_json json = hf_json_object(&maker);
            for (size_t k = 0; k < counts[c]; k++) {
                const struct hf_member *member = hf_json_member(&json, k);
                assert_true(k == 0 || hf_name_order(hf_json_member(&json, k - 1)->name, member->name) < 0);
                assert_ptr_equal(hf_json_get(&json, member->name), &member->value);
            }
            assert_null(HF_JSON_GET(&json, "zzzzz"));
            assert_null(HF_JSON_GET(&json, ""));
        }
}

/* Also where so many stand out of order that they are no longer inserted one by one. */
static void the_first_name_given_twice_is_told(void **state)
{
    (void)state;
    static const size_t counts[] = {2, 17, 61, 257};
    for (size_t c = 0; c < sizeof counts / sizeof counts[0]; c++)
        for (size_t at = 1; at < counts[c]; at++) {
            struct hf_json_maker maker = named(counts[c], counts[c] - 1);
            maker.member[at].name = maker.member[at / 2].name;
            assert_int_equal(hf_members_sort(maker.member, counts[c]), at);
        }
}

static void members_stand_in_the_order_of_the_source(void **state)
{
    (void)state;
    struct hf_json json = DOC("{\"z\":1,\"a\":2}");
    assert_str(json.is.object.member[0].name, "z");
    assert_int_equal(json.is.object.member[0].offset, 1);
    assert_int_equal(json.is.object.member[0].value.offset, 5);
    assert_str(hf_json_member(&json, 0)->name, "a");
}

static void places_count_lines_and_characters(void **state)
{
    (void)state;
    struct hf_str text = HF_STR("{\n \"\xc3\xa9\": 1\n}");
    size_t line, column;
    hf_json_place(text, 7, &line, &column);
    assert_int_equal(line, 2);
    assert_int_equal(column, 5);
    hf_json_place(text, 0, &line, &column);
    assert_int_equal(line, 1);
    assert_int_equal(column, 1);
    hf_json_place(text, text.len - 1, &line, &column);
    assert_int_equal(line, 3);
    assert_int_equal(column, 1);
}

static void values_are_equal_whatever_the_order_of_members(void **state)
{
    (void)state;
    static const struct {
        const char *a, *b;
        bool same;
    } cases[] = {
        {"{\"a\":1,\"b\":[2]}", "{\"b\":[2],\"a\":1}", true},
        {"1", "1.0", true},
        {"[0.1]", "[1e-1]", true},
        {"\"\\u0041\"", "\"A\"", true},
        {"null", "null", true},
        {"[]", "{}", false},
        {"null", "false", false},
        {"[1,2]", "[2,1]", false},
        {"{\"a\":1}", "{\"b\":1}", false},
        {"{\"a\":1}", "{\"a\":2}", false},
        {"[1]", "[1,1]", false},
        {"\"a\"", "\"b\"", false},
        {"true", "false", false},
        {"0.1", "0.2", false},
        {"[[[1]]]", "[[[2]]]", false},
        {"{\"a\":{}}", "{\"a\":[]}", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct hf_json a = doc_read(hf_str_of(cases[i].a), &hf_json_open_limits);
        struct hf_json b = doc_read(hf_str_of(cases[i].b), &hf_json_open_limits);
        if (hf_json_eq(&a, &b) != cases[i].same || hf_json_eq(&b, &a) != cases[i].same)
            fail_msg("%s and %s", cases[i].a, cases[i].b);
    }
}

static void a_kept_value_outlives_its_source(void **state)
{
    (void)state;
    char text[] = "{\"b\":[\"eins\",{\"c\":\"zwei\"},\"\",[]],\"a\":{\"d\":1.5}}";
    struct hf_json json = doc_read((struct hf_str){text, sizeof text - 1}, &hf_json_open_limits);
    struct hf_json kept = hf_json_keep(&doc_arena, &json);
    memset(text, 'X', sizeof text);
    assert_str(doc_text(&kept), "{\"a\":{\"d\":1.5},\"b\":[\"eins\",{\"c\":\"zwei\"},\"\",[]]}");
    assert_non_null(HF_JSON_GET(&kept, "b")->is.list.item[2].is.text.at);
}

static void values_are_made_by_hand(void **state)
{
    (void)state;
    struct hf_json_maker list = hf_json_make(&doc_arena), object = hf_json_make(&doc_arena);
    for (int i = 0; i < 20; i++)
        hf_json_add(&list, HF_STR_NONE, hf_json_of_int(i));
    hf_json_add(&object, HF_STR("z"), hf_json_list(&list));
    hf_json_add(&object, HF_STR("y"), hf_json_of_bool(true));
    hf_json_add(&object, HF_STR("a"), hf_json_of_text(HF_STR("\"")));
    struct hf_json json = hf_json_object(&object);
    assert_str(doc_text(&json),
               "{\"a\":\"\\\"\",\"y\":true,\"z\":[0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19]}");
    struct hf_json_maker none = hf_json_make(&doc_arena);
    json = hf_json_object(&none);
    assert_str(doc_text(&json), "{}");
    json = hf_json_list(&none);
    assert_str(doc_text(&json), "[]");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(members_are_found_by_name),
        cmocka_unit_test(any_number_in_any_order_is_sorted_and_found),
        cmocka_unit_test(the_first_name_given_twice_is_told),
        cmocka_unit_test(members_stand_in_the_order_of_the_source),
        cmocka_unit_test(places_count_lines_and_characters),
        cmocka_unit_test(values_are_equal_whatever_the_order_of_members),
        cmocka_unit_test(a_kept_value_outlives_its_source),
        cmocka_unit_test(values_are_made_by_hand),
    };
    return cmocka_run_group_tests(tests, doc_begin, doc_end);
}
