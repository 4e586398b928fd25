/* SPDX-License-Identifier: Apache-2.0 */
/* The canonical writer against the vectors of RFC 8785 (tests/vectors/rfc8785) and against itself. */
#include <stdio.h>

#include "base/code.h"
#include "doc.h"
#include "record/plain.h"

#define VECTORS "tests/vectors/rfc8785/"

static struct hf_str slurp(const char *path)
{
    enum { MAX = 65536 };
    char *text = HF_NEW(&doc_arena, char, MAX);
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    size_t len = fread(text, 1, MAX, file);
    assert_int_equal(fclose(file), 0);
    assert_in_range(len, 1, MAX - 1);
    return (struct hf_str){text, len};
}

static struct hf_str from_hex(struct hf_str hex)
{
    char *bytes = HF_NEW(&doc_arena, char, hex.len);
    size_t len = 0;
    for (size_t i = 0; i + 1 < hex.len; i += 3)
        assert_true(hf_hex_read(hf_str_part(hex, i, i + 2), &bytes[len++], 1));
    return (struct hf_str){bytes, len};
}

static void the_sample_of_the_rfc_comes_out_byte_for_byte(void **state)
{
    (void)state;
    struct hf_json json = doc_read(slurp(VECTORS "sample.json"), &hf_json_open_limits);
    struct hf_str got = doc_text(&json), want = from_hex(slurp(VECTORS "sample.hex"));
    assert_int_equal(got.len, want.len);
    assert_memory_equal(got.at, want.at, want.len);
}

static void members_are_sorted_by_code_units(void **state)
{
    (void)state;
    struct hf_json json = doc_read(slurp(VECTORS "sorting.json"), &hf_json_open_limits);
    struct hf_str rest = slurp(VECTORS "sorting.txt");
    struct hf_json again = doc_read(doc_text(&json), &hf_json_payload_limits);
    for (size_t k = 0; k < 7; k++) {
        struct hf_str want = hf_str_cut(&rest, '\n');
        assert_true(hf_str_eq(hf_json_member(&json, k)->value.is.text, want));
        assert_true(hf_str_eq(again.is.object.member[k].value.is.text, want));
    }
    assert_int_equal(rest.len, 0);
}

static void the_order_differs_from_that_of_bytes_only_above_the_surrogates(void **state)
{
    (void)state;
    struct hf_json json =
        DOC("{\"\xef\xbf\xbd\":1,\"\xf0\x90\x80\x80\":2,\"\xee\x80\x80\":3,\"\xed\x9f\xbf\":4,"
            "\"a\":5,\"a\xf0\x90\x80\x80\":6,\"a\xef\xbf\xbd\":7,\"\":8,\"\xf4\x8f\xbf\xbd\":9}");
    assert_str(doc_text(&json),
               "{\"\":8,\"a\":5,\"a\xf0\x90\x80\x80\":6,\"a\xef\xbf\xbd\":7,\"\xed\x9f\xbf\":4,"
               "\"\xf0\x90\x80\x80\":2,\"\xf4\x8f\xbf\xbd\":9,\"\xee\x80\x80\":3,\"\xef\xbf\xbd\":1}");
}

static void every_ascii_character_has_its_shortest_form(void **state)
{
    (void)state;
    for (int c = 0; c < 128; c++) {
        char source[16], want[16], text = (char)c;
        snprintf(source, sizeof source, "\"\\u%04X\"", (unsigned)c);
        if (c < 32)
            snprintf(want, sizeof want, "\"\\u%04x\"", (unsigned)c);
        else
            snprintf(want, sizeof want, "\"%c\"", c);
        static const char *const escapes = "\bb\tt\nn\ff\rr\"\"\\\\";
        for (const char *e = escapes; *e != '\0'; e += 2)
            if (*e == text)
                snprintf(want, sizeof want, "\"\\%c\"", e[1]);
        struct hf_json json = doc_read(hf_str_of(source), &hf_json_payload_limits);
        assert_str(doc_text(&json), want);
    }
}

/* The run of plain bytes is looked at eight at a time, so every byte is tried at every place of such a word.
 */
static void every_byte_is_seen_at_every_place(void **state)
{
    (void)state;
    for (unsigned c = 0; c < 256; c++)
        for (size_t place = 0; place < 19; place++)
            for (size_t len = place + 1; len < 20; len++) {
                char text[20] = "################### ";
                bool plain = c >= 0x20 && c < 0x80 && c != '"' && c != '\\';
                text[place] = (char)c;
                assert_ptr_equal(hf_plain_end(text, text + len), text + (plain ? len : place));
            }
}

static void a_full_writer_says_so(void **state)
{
    (void)state;
    char text[8];
    struct hf_buf buf = HF_BUF(text);
    struct hf_json json = DOC("{\"a\":[1,2,3,\"long enough\"]}");
    hf_json_write(&buf, &json);
    assert_true(buf.full);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_sample_of_the_rfc_comes_out_byte_for_byte),
        cmocka_unit_test(members_are_sorted_by_code_units),
        cmocka_unit_test(the_order_differs_from_that_of_bytes_only_above_the_surrogates),
        cmocka_unit_test(every_ascii_character_has_its_shortest_form),
        cmocka_unit_test(every_byte_is_seen_at_every_place),
        cmocka_unit_test(a_full_writer_says_so),
    };
    return cmocka_run_group_tests(tests, doc_begin, doc_end);
}
