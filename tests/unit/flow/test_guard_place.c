/* SPDX-License-Identifier: Apache-2.0 */
/* A fault in an expression has its line and column in the file, whatever escapes stand before it. */
#include "flow_file.h"

static const struct row {
    const char *is; /* as it stands in the file, with its quotes */
    enum hf_word word;
    uint32_t column; /* within that */
} rows[] = {
    {"\"nope\"", HF_WORD_expr_name, 2},
    {"\"true && nope\"", HF_WORD_expr_name, 10},
    {"\"'a' != \\\"b\\\" && nope\"", HF_WORD_expr_never, 6},
    {"\"data.purpose == \\\"\\u00e9\\\"\"", HF_WORD_expr_personal, 7},
    {"\"\\\"\\u00e9\\\" == data.nope\"", HF_WORD_expr_field, 21},
    {"\"\\\"\\ud83d\\udc31\\u20ac\\u0041\\\" == data.nope\"", HF_WORD_expr_field, 39},
    {"\"'\xC3\xA9\xE2\x82\xAC\xF0\x9F\x90\xB1' == data.nope\"", HF_WORD_expr_field, 16},
    {"\"true &&\\n\\tnope\"", HF_WORD_expr_name, 13},
    {"\"true &&\"", HF_WORD_expr_value, 9},
    {"\"children.request.all(a, children.request.all(b, a == b))\"", HF_WORD_expr_costly, 19},
};

static void the_column_is_that_of_the_file(void **state)
{
    (void)state;
    struct hf_str text = file_text("tests/vectors/workflow/freeze-small.json");
    void *block = malloc(FLOW_ARENA);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        static char value[512];
        struct hf_arena arena;
        hf_arena_init(&arena, block, FLOW_ARENA);
        struct hf_buf is = HF_BUF(value);
        hf_buf_put_char(&is, '\n');
        hf_buf_put(&is, hf_str_of(rows[i].is));
        hf_buf_put_char(&is, '\0');
        struct flow_file *f = flow_read(changed(&arena, text, "kinds/request/conditions/all_told/is", value));
        assert_true(f->findings.count > 0);
        assert_int_equal(f->findings.at[0].word, rows[i].word);
        assert_int_equal(f->findings.at[0].line, 2);
        assert_int_equal(f->findings.at[0].column, rows[i].column);
        assert_str(f->findings.at[0].pointer, "/kinds/request/conditions/all_told/is");
        flow_free(f);
    }
    free(block);
    free((void *)(uintptr_t)text.at);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_column_is_that_of_the_file)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
