/* SPDX-License-Identifier: Apache-2.0 */
#include "doc.h"
#include "record/differ.h"

static void note(void *self, const struct hf_difference *difference)
{
    struct hf_buf *out = self;
    hf_buf_put(out, difference->pointer);
    hf_buf_put_char(out, ' ');
    if (difference->old != NULL)
        hf_json_write(out, difference->old);
    hf_buf_put_char(out, '>');
    if (difference->new != NULL)
        hf_json_write(out, difference->new);
    hf_buf_put_char(out, '\n');
}

static struct hf_str differ(const char *a, const char *b)
{
    struct hf_json old = doc_read(hf_str_of(a), &hf_json_file_limits),
                   new = doc_read(hf_str_of(b), &hf_json_file_limits);
    struct hf_buf out = hf_buf_in(&doc_arena, 64);
    size_t told = hf_json_differ(&old, &new, &doc_arena, note, &out), lines = 0;
    for (size_t i = 0; i < out.len; i++)
        lines += out.at[i] == '\n';
    assert_int_equal(told, lines);
    return hf_buf_str(&out);
}

static void order_and_layout_are_no_difference(void **state)
{
    (void)state;
    assert_str(differ("{\"a\":1,\"b\":[{\"c\":2,\"d\":3}]}", "{ \"b\": [ {\"d\":3, \"c\":2} ], \"a\": 1 }"),
               "");
}

static void members_change_come_and_go(void **state)
{
    (void)state;
    assert_str(differ("{\"a\":{\"x\":1,\"y\":2,\"z\":3},\"gone\":[1]}",
                      "{\"a\":{\"x\":1,\"y\":4,\"w\":5},\"new\":{}}"),
               "/a/y 2>4\n/a/w >5\n/a/z 3>\n/new >{}\n/gone [1]>\n");
    assert_str(differ("{\"a\":{}}", "{\"a\":[]}"), "/a {}>[]\n");
    assert_str(differ("1", "2"), " 1>2\n");
}

static void of_lists_the_common_ends_are_passed_over(void **state)
{
    (void)state;
    assert_str(differ("[1,2,3,4]", "[1,2,9,3,4]"), "/2 >9\n");
    assert_str(differ("[1,2,3,4]", "[1,4]"), "/1 2>\n/2 3>\n");
    assert_str(differ("[1,{\"a\":1,\"b\":2},3]", "[1,{\"a\":5,\"b\":2},3]"), "/1/a 1>5\n");
    assert_str(differ("[1,1]", "[1,1,1]"), "/2 >1\n");
    assert_str(differ("[]", "[7]"), "/0 >7\n");
}

static void names_are_written_as_pointers_want_them(void **state)
{
    (void)state;
    assert_str(differ("{\"a/b~c\":1}", "{\"a/b~c\":2}"), "/a~1b~0c 1>2\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(order_and_layout_are_no_difference),
        cmocka_unit_test(members_change_come_and_go),
        cmocka_unit_test(of_lists_the_common_ends_are_passed_over),
        cmocka_unit_test(names_are_written_as_pointers_want_them),
    };
    return cmocka_run_group_tests(tests, doc_begin, doc_end);
}
