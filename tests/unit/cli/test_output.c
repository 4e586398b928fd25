/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/output.h"

#include <stdlib.h>

#include "typed.h"

static const struct hf_column columns[] = {HF_COLUMN("name", name), HF_COLUMN("value", value)};
static const char people[] =
    "[{\"name\":\"Ana\",\"value\":[\"a\",\"b\"],\"more\":1},{\"name\":\"Éloïse\",\"value\":true}]";

/* What `print` writes with the program so set. */
struct set {
    bool json, quiet;
    size_t width;
    enum hf_lang lang;
};
typedef void print_fn(struct hf_cli *cli, struct hf_view view, const struct hf_json *json);

static char *printed(struct set set, print_fn *print, const char *text)
{
    static char *out;
    size_t len;
    struct hf_err err;
    struct hf_json json;
    free(out);
    struct hf_cli *cli = fresh_cli();
    cli->json = set.json;
    cli->quiet = set.quiet;
    cli->width = set.width;
    cli->lang = set.lang;
    assert_int_equal(hf_json_read(hf_str_of(text), &hf_json_file_limits, cli->arena, &json, &err), HF_OK);
    cli->out = open_memstream(&out, &len);
    print(cli, HF_VIEW(columns), &json);
    fclose(cli->out);
    return out;
}

static void a_table_lines_up_by_characters(void **state)
{
    (void)state;
    assert_string_equal(printed((struct set){0}, hf_out_table, people),
                        "name    value\nAna     a, b\nÉloïse  yes\n");
    assert_string_equal(printed((struct set){.lang = HF_FR}, hf_out_table, people),
                        "nom     valeur\nAna     a, b\nÉloïse  oui\n");
}

static void with_json_a_table_is_one_document_and_a_stream_many(void **state)
{
    (void)state;
    assert_string_equal(printed((struct set){.json = true}, hf_out_table, "[{\"b\":1,\"a\":2},{\"a\":3}]"),
                        "[{\"a\":2,\"b\":1},{\"a\":3}]\n");
    assert_string_equal(printed((struct set){.json = true}, hf_out_stream, "[{\"b\":1,\"a\":2},{\"a\":3}]"),
                        "{\"a\":2,\"b\":1}\n{\"a\":3}\n");
}

static void quiet_leaves_the_first_column(void **state)
{
    (void)state;
    assert_string_equal(printed((struct set){.quiet = true}, hf_out_table, people), "Ana\nÉloïse\n");
    assert_string_equal(printed((struct set){.quiet = true}, hf_out_record, "{\"name\":\"x\",\"value\":1}"),
                        "x\n");
}

static void an_empty_list_prints_nothing(void **state)
{
    (void)state;
    assert_string_equal(printed((struct set){0}, hf_out_table, "[]"), "");
    assert_string_equal(printed((struct set){.json = true}, hf_out_table, "[]"), "[]\n");
}

static void a_record_is_a_line_per_member_it_has(void **state)
{
    (void)state;
    assert_string_equal(printed((struct set){0}, hf_out_record, "{\"value\":7}"), "value  7\n");
    assert_string_equal(printed((struct set){0}, hf_out_record, "{\"value\":7,\"name\":\"n\"}"),
                        "name   n\nvalue  7\n");
}

static void a_line_too_wide_is_cut_with_an_ellipsis(void **state)
{
    (void)state;
    assert_string_equal(printed((struct set){.width = 4}, hf_out_table, "[{\"name\":\"Éloïse\"}]"),
                        "nam…\nÉlo…\n");
    assert_string_equal(printed((struct set){.width = 6}, hf_out_table, "[{\"name\":\"Éloïse\"}]"),
                        "name …\nÉloïse\n");
}

static void no_text_commands_the_terminal(void **state)
{
    (void)state;
    assert_string_equal(printed((struct set){0}, hf_out_record, "{\"name\":\"a\\u001b[2J\\nb\\u009bc\"}"),
                        "name   a [2J b c\n");
    assert_string_equal(printed((struct set){0}, hf_out_record, "{\"name\":\"a\\u202eb\\u2066c\\u061cd\"}"),
                        "name   a b c d\n");
    assert_string_equal(printed((struct set){0}, hf_out_record, "{\"value\":{\"x\":\"\\u202e\\u009b\"}}"),
                        "value  {\"x\":\"  \"}\n");
}

static void nor_does_what_was_typed_when_it_is_refused(void **state)
{
    (void)state;
    assert_said(type_line("\033[2Jx")->messages, "holdfast: there is no command \" [2Jx\"");
}

static void a_failure_is_a_line_with_its_details_or_one_document(void **state)
{
    (void)state;
    char *text;
    size_t len;
    struct hf_err err;
    struct hf_cli *cli = fresh_cli();
    hf_fail(&err, HF_WORD_json_doubled, HF_STR("a.json:1:2"), HF_STR("x"), HF_STR_NONE);
    hf_err_detail(&err, HF_STR("one"), HF_STR("un"));
    hf_err_detail(&err, HF_STR("two"), HF_STR("deux"));
    cli->messages = open_memstream(&text, &len);
    hf_out_error(cli, &err);
    cli->lang = HF_FR;
    cli->json = true;
    hf_out_error(cli, &err);
    fclose(cli->messages);
    assert_string_equal(
        text, "holdfast: a.json:1:2: the member \"x\" stands twice in one object: keep one\n"
              "  - one\n  - two\n"
              "{\"error\":{\"code\":\"json_doubled\",\"details\":[\"un\",\"deux\"],\"sentence\":\"le "
              "membre « x » figure deux fois dans un même objet : gardez-en un "
              "seul\",\"where\":\"a.json:1:2\"}}\n");
    free(text);
}

static void what_cannot_be_written_was_not_done(void **state)
{
    (void)state;
    struct hf_cli *cli = fresh_cli();
    char *text, word[] = "version", *argv[] = {word};
    size_t len;
    cli->out = fopen("/dev/full", "w");
    cli->messages = open_memstream(&text, &len);
    assert_int_equal(hf_cli_main(cli, 1, argv), HF_FAILED);
    fclose(cli->messages);
    fclose(cli->out);
    assert_non_null(strstr(text, "could not be written"));
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_table_lines_up_by_characters),
        cmocka_unit_test(with_json_a_table_is_one_document_and_a_stream_many),
        cmocka_unit_test(quiet_leaves_the_first_column),
        cmocka_unit_test(an_empty_list_prints_nothing),
        cmocka_unit_test(a_record_is_a_line_per_member_it_has),
        cmocka_unit_test(a_line_too_wide_is_cut_with_an_ellipsis),
        cmocka_unit_test(no_text_commands_the_terminal),
        cmocka_unit_test(nor_does_what_was_typed_when_it_is_refused),
        cmocka_unit_test(a_failure_is_a_line_with_its_details_or_one_document),
        cmocka_unit_test(what_cannot_be_written_was_not_done),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
