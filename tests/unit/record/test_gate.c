/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the gate takes and what it refuses, by class of fault. The classes are those a parser can get wrong:
 * they follow the grammar of RFC 8259 production by production, then RFC 7493; the documents are our own.
 */
#include "doc.h"
#include "record/scan.h"

struct refused {
    struct hf_str text;
    const char *where;
    enum hf_word word;
};
#define NO(text_, where_, word_)                         \
    {                                                    \
        HF_STR_INIT(text_), where_, HF_WORD_json_##word_ \
    }

/* clang-format off */
static const struct refused refused[] = {
    /* what json-c lets through */
    NO("{\"a\":1,\"a\":2}", "1:8", doubled),
    NO("{\"a\":1,\"\\u0061\":2}", "1:8", doubled),
    NO("{'a':1}", "1:2", single_quote),
    NO("[NaN]", "1:2", not_a_number),
    NO("[18446744073709551616]", "1:2", integer),
    NO("[\"\\ud800\"]", "1:3", surrogate),
    NO("[\"a\tb\"]", "1:4", control),
    NO("[1,]", "1:4", trailing_comma),
    NO("[1 /* one */]", "1:4", comment),
    NO("[01]", "1:2", number),
    NO("[\"\xff\"]", "1:3", utf8),
    NO("\xef\xbb\xbf{}", "1:1", bom),
    NO("[1e400]", "1:2", infinite),
    /* nothing, or not enough */
    NO("", "1:1", end),
    NO(" \n\t", "2:2", end),
    NO("[", "1:2", end),
    NO("{", "1:2", end),
    NO("[[", "1:3", end),
    NO("[1", "1:3", end),
    NO("[1,", "1:4", end),
    NO("{\"a\"", "1:5", end),
    NO("{\"a\":", "1:6", end),
    NO("{\"a\":1", "1:7", end),
    NO("{\"a\":1,", "1:8", end),
    NO("[[1]", "1:5", end),
    NO("[{}", "1:4", end),
    NO("\"", "1:1", open_text),
    NO("\"abc", "1:1", open_text),
    NO("[\"abc]", "1:2", open_text),
    NO("{\"a", "1:2", open_text),
    NO("\"\\", "1:3", end),
    /* too much */
    NO("1 2", "1:3", after_end),
    NO("{} {}", "1:4", after_end),
    NO("[]]", "1:3", after_end),
    NO("{}}", "1:3", after_end),
    NO("nullx", "1:5", after_end),
    NO("\"a\"b", "1:4", after_end),
    NO("[]\n\n#", "3:1", after_end),
    NO("[]\0", "1:3", after_end),
    NO("{}//", "1:3", after_end),
    NO("{} ,", "1:4", after_end),
    NO("truefalse", "1:5", after_end),
    /* lists */
    NO("[,1]", "1:2", value),
    NO("[,]", "1:2", value),
    NO("[1,,2]", "1:4", value),
    NO("[1 2]", "1:4", comma),
    NO("[1;2]", "1:3", comma),
    NO("[1:2]", "1:3", comma),
    NO("[1}", "1:3", comma),
    NO("[\"a\" \"b\"]", "1:6", comma),
    NO("[}", "1:2", value),
    NO("]", "1:1", value),
    NO("[*]", "1:2", value),
    NO("[\"a\",\n4\n,1,", "3:4", end),
    NO("[[1,],2]", "1:5", trailing_comma),
    NO("[{},]", "1:5", trailing_comma),
    NO("[\v1]", "1:2", value),
    NO("[\f]", "1:2", value),
    NO("[\xc2\xa0]", "1:2", value),
    NO("[1\xe2\x80\xa8]", "1:3", comma),
    /* objects */
    NO("}", "1:1", value),
    NO("{]", "1:2", name),
    NO("{1:1}", "1:2", name),
    NO("{a:1}", "1:2", name),
    NO("{true:1}", "1:2", name),
    NO("{[]:1}", "1:2", name),
    NO("{,}", "1:2", name),
    NO("{\"a\"}", "1:5", colon),
    NO("{\"a\",1}", "1:5", colon),
    NO("{\"a\" 1}", "1:6", colon),
    NO("{\"a\"=1}", "1:5", colon),
    NO("{\"a\"::1}", "1:6", value),
    NO("{\"a\":}", "1:6", value),
    NO("{\"a\":,}", "1:6", value),
    NO("{\"a\":1]", "1:7", comma),
    NO("{\"a\":1 \"b\":2}", "1:8", comma),
    NO("{\"a\":1;}", "1:7", comma),
    NO("{\"a\":1,}", "1:8", trailing_comma),
    NO("{\"a\":1,,}", "1:8", name),
    NO("{\"a\":1,'b':2}", "1:8", single_quote),
    NO("{\"a\":'b'}", "1:6", single_quote),
    NO("{\"a\":1,//\n}", "1:8", comment),
    NO("{\"a\":1 #\n}", "1:8", comment),
    NO("{/**/}", "1:2", comment),
    NO("{\"a\":/**/1}", "1:6", comment),
    NO("{\"a\":1:2}", "1:7", comma),
    NO("{\"\":1,\"\":1}", "1:7", doubled),
    NO("{\"b\":0,\"a\":{\"x\":1,\"y\":2,\"x\":3},\"b\":0}", "1:25", doubled),
    NO("{\"c\":1,\"a\":2,\"b\":3,\"a\":4,\"c\":5}", "1:20", doubled),
    NO("[{\"\\u00e9\":1,\"\xc3\xa9\":2}]", "1:14", doubled),
    NO("{\"\\ud83d\\ude00\":1,\"\xf0\x9f\x98\x80\":2}", "1:19", doubled),
    NO("{\"\\/\":1,\"/\":2}", "1:9", doubled),
    /* literals */
    NO("nul", "1:1", value),
    NO("[tru]", "1:2", value),
    NO("[True]", "1:2", value),
    NO("[NULL]", "1:2", value),
    NO("[fals", "1:2", value),
    NO("undefined", "1:1", value),
    NO("[Infinity]", "1:2", not_a_number),
    NO("[-Infinity]", "1:2", not_a_number),
    NO("[nan]", "1:2", value),
    /* numbers */
    NO("[-]", "1:2", number),
    NO("-", "1:1", number),
    NO("[+1]", "1:2", number),
    NO("[++1]", "1:2", number),
    NO("[.5]", "1:2", number),
    NO("[-.5]", "1:2", number),
    NO("[2.]", "1:2", number),
    NO("[2.e3]", "1:2", number),
    NO("[1e]", "1:2", number),
    NO("[1e+]", "1:2", number),
    NO("[1E-]", "1:2", number),
    NO("[1.5e]", "1:2", number),
    NO("[00]", "1:2", number),
    NO("[-01]", "1:2", number),
    NO("[-012]", "1:2", number),
    NO("[012.5]", "1:2", number),
    NO("[--1]", "1:2", number),
    NO("[- 1]", "1:2", number),
    NO("[-a]", "1:2", number),
    NO("[0x1]", "1:3", comma),
    NO("[1a]", "1:3", comma),
    NO("[1.5.6]", "1:5", comma),
    NO("[1e5.2]", "1:5", comma),
    NO("[1+2]", "1:3", comma),
    NO("[1_000]", "1:3", comma),
    NO("[\xef\xbc\x91]", "1:2", value),
    NO("9007199254740992", "1:1", integer),
    NO("[-9007199254740992]", "1:2", integer),
    NO("[123123123123123123123123123123]", "1:2", integer),
    NO("[-1.5e999]", "1:2", infinite),
    /* texts */
    NO("[\"\n\"]", "1:3", control),
    NO("[\"\x01\"]", "1:3", control),
    NO("[\"\x1f\"]", "1:3", control),
    NO("[\"\0\"]", "1:3", control),
    NO("{\"a\rb\":1}", "1:4", control),
    NO("[\"\\a\"]", "1:3", escape),
    NO("[\"\\x00\"]", "1:3", escape),
    NO("[\"\\'\"]", "1:3", escape),
    NO("[\"\\U0041\"]", "1:3", escape),
    NO("[\"\\0\"]", "1:3", escape),
    NO("[\"\\\n\"]", "1:3", escape),
    NO("[\"\\\xc3\xa9\"]", "1:3", escape),
    NO("[\"\\u\"]", "1:3", escape),
    NO("[\"\\u00\"]", "1:3", escape),
    NO("[\"\\u00g0\"]", "1:3", escape),
    NO("[\"\\u 041\"]", "1:3", escape),
    NO("[\"\\u{41}\"]", "1:3", escape),
    NO("[\"\\u00A", "1:3", escape),
    NO("[\"\\\"]", "1:2", open_text),
    NO("[\"\\udc00\"]", "1:3", surrogate),
    NO("[\"\\ud800\\n\"]", "1:3", surrogate),
    NO("[\"\\ud800\\u0041\"]", "1:3", surrogate),
    NO("[\"\\ud800\\ud800\"]", "1:3", surrogate),
    NO("[\"\\udc00\\ud800\"]", "1:3", surrogate),
    NO("[\"ab\\ud83d\"]", "1:5", surrogate),
    NO("[\"\\ud83d\\u\"]", "1:3", surrogate),
    NO("{\"\\udfff\":1}", "1:3", surrogate),
    NO("[\"\\uFFFE\"]", "1:3", noncharacter),
    NO("[\"\\ufdd0\"]", "1:3", noncharacter),
    NO("[\"\\udbff\\udfff\"]", "1:3", noncharacter),
    NO("[\"\xef\xbf\xbf\"]", "1:3", noncharacter),
    NO("[\"\xf4\x8f\xbf\xbf\"]", "1:3", noncharacter),
    /* UTF-8 */
    NO("[\"\x80\"]", "1:3", utf8),
    NO("[\"\xe9\"]", "1:3", utf8),
    NO("[\"\xc3\"]", "1:3", utf8),
    NO("[\"\xc0\xaf\"]", "1:3", utf8),
    NO("[\"\xc1\xbf\"]", "1:3", utf8),
    NO("[\"\xe0\x80\xaf\"]", "1:3", utf8),
    NO("[\"\xf0\x80\x80\xaf\"]", "1:3", utf8),
    NO("[\"\xed\xa0\x80\"]", "1:3", utf8),
    NO("[\"\xed\xb2\x80\xed\xb0\x80\"]", "1:3", utf8),
    NO("[\"\xf4\x90\x80\x80\"]", "1:3", utf8),
    NO("[\"\xf5\x80\x80\x80\"]", "1:3", utf8),
    NO("[\"\xf8\x88\x80\x80\x80\"]", "1:3", utf8),
    NO("[\"\xfe\xff\"]", "1:3", utf8),
    NO("[\"\xe2\x82", "1:3", utf8),
    NO("[\"\xf0\x9f\x98\"]", "1:3", utf8),
    NO("{\"\xc3(\":1}", "1:3", utf8),
    NO("[\"\xc3\xa9\xc3\xa9\xff\"]", "1:5", utf8),
    NO("\xff\xfe[\0]\0", "1:1", value),
    NO("\0[\0]", "1:1", value),
    NO("\xef\xbb{}", "1:1", value),
    NO("[\xe9]", "1:2", value),
};

struct taken {
    struct hf_str text;
    const char *canonical;
};
#define YES(text_, canonical_) {HF_STR_INIT(text_), canonical_}

static const struct taken taken[] = {
    YES("[]", "[]"),
    YES("{}", "{}"),
    YES("[[]]", "[[]]"),
    YES("[{}]", "[{}]"),
    YES("{\"a\":[]}", "{\"a\":[]}"),
    YES(" [ ] ", "[]"),
    YES("\t{\r\n}\n", "{}"),
    YES("null", "null"),
    YES("true", "true"),
    YES("false", "false"),
    YES("42", "42"),
    YES("-1", "-1"),
    YES("0", "0"),
    YES("-0", "0"),
    YES("\"\"", "\"\""),
    YES("\"a\"", "\"a\""),
    YES(" 7 ", "7"),
    YES("[null,true,false]", "[null,true,false]"),
    YES("[1 , 2\n,3]", "[1,2,3]"),
    YES("[[[[[1]]]]]", "[[[[[1]]]]]"),
    YES("[[],[],{},[1]]", "[[],[],{},[1]]"),
    YES("{\"b\":1,\"a\":2}", "{\"a\":2,\"b\":1}"),
    YES("{\"a\" : { \"b\" : 1 } }", "{\"a\":{\"b\":1}}"),
    YES("{\"\":0}", "{\"\":0}"),
    YES("{\"aa\":1,\"a\":2}", "{\"a\":2,\"aa\":1}"),
    YES("{\"a\":1,\"A\":2}", "{\"A\":2,\"a\":1}"),
    YES("{\"a\":{\"a\":{\"a\":1}}}", "{\"a\":{\"a\":{\"a\":1}}}"),
    YES("[{\"a\":1},{\"a\":1}]", "[{\"a\":1},{\"a\":1}]"),
    YES("{\"a\\u0000b\":1}", "{\"a\\u0000b\":1}"),
    YES("9007199254740991", "9007199254740991"),
    YES("-9007199254740991", "-9007199254740991"),
    YES("[0,10,100]", "[0,10,100]"),
    YES("0.5", "0.5"),
    YES("-0.0", "0"),
    YES("-0e1", "0"),
    YES("1.0", "1"),
    YES("1e2", "100"),
    YES("1E+2", "100"),
    YES("1e-2", "0.01"),
    YES("123.456e78", "1.23456e+80"),
    YES("1e-400", "0"),
    YES("0e999", "0"),
    YES("1.7976931348623157e308", "1.7976931348623157e+308"),
    YES("5e-324", "5e-324"),
    YES("0.1", "0.1"),
    YES("1e00", "1"),
    YES("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\\"\\\\/\\b\\f\\n\\r\\t\""),
    YES("\"\\u0041\"", "\"A\""),
    YES("\"\\u000a\\u001F\"", "\"\\n\\u001f\""),
    YES("\"\\u007f\"", "\"\x7f\""),
    YES("\"\\u00e9\"", "\"\xc3\xa9\""),
    YES("\"\\u20AC\"", "\"\xe2\x82\xac\""),
    YES("\"\\ud83d\\ude00\"", "\"\xf0\x9f\x98\x80\""),
    YES("\"\\uD834\\uDD1E\"", "\"\xf0\x9d\x84\x9e\""),
    YES("\"\\\\u0041\"", "\"\\\\u0041\""),
    YES("\"\\\\\\ud83d\\ude00\"", "\"\\\\\xf0\x9f\x98\x80\""),
    YES("\"\\u2028\\u2029\"", "\"\xe2\x80\xa8\xe2\x80\xa9\""),
    YES("\"\\ufeff\"", "\"\xef\xbb\xbf\""),
    YES("\"\\uFFFD\"", "\"\xef\xbf\xbd\""),
    YES("\"\xc3\xa9\"", "\"\xc3\xa9\""),
    YES("\"\xed\x9f\xbf\xee\x80\x80\"", "\"\xed\x9f\xbf\xee\x80\x80\""),
    YES("\"\xf4\x8f\xbf\xbd\"", "\"\xf4\x8f\xbf\xbd\""),
    YES("\"\x7f\"", "\"\x7f\""),
    YES("\"// no comment, 'quoted'\"", "\"// no comment, 'quoted'\""),
    YES("\"[1,]\"", "\"[1,]\""),
    YES("{\"saisie conservatoire \xc3\xa0 ex\xc3\xa9" "cuter\":true}",
        "{\"saisie conservatoire \xc3\xa0 ex\xc3\xa9" "cuter\":true}"),
};
/* clang-format on */

enum { REFUSED = sizeof refused / sizeof refused[0], TAKEN = sizeof taken / sizeof taken[0] };
_Static_assert(REFUSED >= 120 && TAKEN >= 60, "the tables shrink");

static void assert_refused(struct hf_str text, const struct hf_json_limits *limits, const char *where,
                           enum hf_word word)
{
    struct hf_json json = {.offset = 77};
    struct hf_err err = {0};
    enum hf_rc rc = hf_json_read(text, limits, &doc_arena, &json, &err);
    if (rc != HF_BAD_INPUT || err.word != word || strcmp(err.where, where) != 0)
        fail_msg("%.*s: rc %d, %s at %s", HF_STR_ARG(text), rc, rc == HF_OK ? "" : hf_err_code(&err).at,
                 err.where);
    assert_int_equal(json.offset, 77);
}

static void every_class_of_fault_is_refused_at_its_place(void **state)
{
    (void)state;
    for (size_t i = 0; i < REFUSED; i++)
        assert_refused(refused[i].text, &hf_json_open_limits, refused[i].where, refused[i].word);
}

static void every_sound_document_is_read(void **state)
{
    (void)state;
    for (size_t i = 0; i < TAKEN; i++) {
        struct hf_json json = doc_read(taken[i].text, &hf_json_open_limits);
        assert_str(doc_text(&json), taken[i].canonical);
    }
}

/* Under a sanitizer this shows any look behind the end: the copy ends where the document does. */
static void a_document_cut_anywhere_is_refused(void **state)
{
    (void)state;
    struct hf_str whole = HF_STR("{\"a\":[1,-2.5e+3,\"\\u00e9\\ud83d\\ude00\xc3\xa9\",null,{\"b\":true}]}");
    for (size_t len = 0; len < whole.len; len++) {
        struct hf_json json;
        struct hf_err err;
        char *copy = test_malloc(len + 1);
        memcpy(copy + 1, whole.at, len);
        struct hf_str part = {copy + 1, len};
        assert_int_equal(hf_json_read(part, &hf_json_open_limits, &doc_arena, &json, &err), HF_BAD_INPUT);
        test_free(copy);
    }
}

static void only_whole_numbers_stand_in_what_is_hashed(void **state)
{
    (void)state;
    static const char *const reals[] = {"[1.0]", "[1e2]", "[0.5]", "[-0.0]", "[1E400]"};
    for (size_t i = 0; i < sizeof reals / sizeof reals[0]; i++)
        assert_refused(hf_str_of(reals[i]), &hf_json_payload_limits, "1:2", HF_WORD_json_real);
    struct hf_json json = doc_read(HF_STR("[0,-5,9007199254740991]"), &hf_json_payload_limits);
    assert_int_equal(json.is.list.item[1].is.integer, -5);
    assert_int_equal(json.is.list.item[2].is.integer, INT64_C(9007199254740991));
}

static void nested(char *text, size_t depth, char open, char close)
{
    memset(text, open, depth);
    memset(text + depth, close, depth);
}

static void depth_ends_at_its_limit(void **state)
{
    (void)state;
    static char text[2 * 100000];
    struct hf_json json;
    nested(text, 16, '[', ']');
    json = doc_read((struct hf_str){text, 32}, &hf_json_payload_limits);
    assert_int_equal(doc_text(&json).len, 32);
    nested(text, 17, '[', ']');
    assert_refused((struct hf_str){text, 34}, &hf_json_payload_limits, "1:17", HF_WORD_json_depth);
    nested(text, 100000, '[', ']');
    assert_refused((struct hf_str){text, 200000}, &hf_json_file_limits, "1:65", HF_WORD_json_depth);
    struct hf_err err;
    assert_int_equal(
        hf_json_read((struct hf_str){text, 34}, &hf_json_payload_limits, &doc_arena, &json, &err),
        HF_BAD_INPUT);
    assert_string_equal(err.arg[0], "16");
}

static void length_ends_at_its_limit(void **state)
{
    (void)state;
    static char text[64 * 1024 + 1];
    memset(text, 'x', sizeof text);
    text[0] = text[64 * 1024 - 1] = '"';
    struct hf_json json = doc_read((struct hf_str){text, 64 * 1024}, &hf_json_payload_limits);
    assert_int_equal(json.is.text.len, 64 * 1024 - 2);
    text[64 * 1024] = ' ';
    assert_refused((struct hf_str){text, 64 * 1024 + 1}, &hf_json_payload_limits, "1:1",
                   HF_WORD_json_too_long);
}

static void texts_without_escapes_are_borrowed(void **state)
{
    (void)state;
    struct hf_str text = HF_STR("[\"d\xc3\xa9j\xc3\xa0\",\"tab\\t\"]");
    struct hf_json json = doc_read(text, &hf_json_payload_limits);
    const struct hf_json *item = json.is.list.item;
    assert_ptr_equal(item[0].is.text.at, text.at + 2);
    assert_true(item[1].is.text.at < text.at || item[1].is.text.at >= text.at + text.len);
    assert_int_equal(item[1].offset, text.len - 8);
}

/* "k0".."k(count-1)", the last as often as `again` says, all in falling order. */
static struct hf_str wide_object(size_t count, bool doubled)
{
    struct hf_buf buf = hf_buf_in(&doc_arena, 16 * count);
    hf_buf_put_char(&buf, '{');
    for (size_t i = count; i-- > 0;) {
        hf_buf_put(&buf, HF_STR("\"k"));
        hf_buf_put_padded(&buf, i, 6);
        hf_buf_put(&buf, HF_STR("\":0,"));
    }
    hf_buf_put(&buf, doubled ? HF_STR("\"\\u006b000000\":0}") : HF_STR("\"last\":0}"));
    return hf_buf_str(&buf);
}

static void an_object_of_eighty_thousand_members_is_no_trap(void **state)
{
    (void)state;
    struct hf_str text = wide_object(80000, false);
    struct hf_json json = doc_read(text, &hf_json_file_limits);
    assert_int_equal(json.is.object.count, 80001);
    assert_non_null(hf_json_get(&json, HF_STR("k079999")));
    assert_str(hf_json_member(&json, 80000)->name, "last");
    text = wide_object(70000, true);
    struct hf_err err;
    assert_int_equal(hf_json_read(text, &hf_json_file_limits, &doc_arena, &json, &err), HF_BAD_INPUT);
    assert_int_equal(err.word, HF_WORD_json_doubled);
    assert_string_equal(err.arg[0], "k000000");
}

static void a_doubled_name_is_found_among_many(void **state)
{
    (void)state;
    for (size_t count = 1; count < 70; count++) {
        struct hf_json json;
        struct hf_err err;
        struct hf_str text = wide_object(count, true);
        assert_int_equal(hf_json_read(text, &hf_json_payload_limits, &doc_arena, &json, &err), HF_BAD_INPUT);
        assert_int_equal(err.word, HF_WORD_json_doubled);
    }
}

static void faults_are_told_in_both_languages(void **state)
{
    (void)state;
    struct hf_json json;
    struct hf_err err;
    char text[256];
    assert_int_equal(
        hf_json_read(HF_STR("{\"a\":1,\n \"a\":2}"), &hf_json_file_limits, &doc_arena, &json, &err),
        HF_BAD_INPUT);
    struct hf_buf en = HF_BUF(text);
    hf_err_print(&err, HF_EN, &en);
    assert_str(hf_buf_str(&en), "2:2: the member \"a\" stands twice in one object: keep one");
    struct hf_buf fr = HF_BUF(text);
    hf_err_print(&err, HF_FR, &fr);
    assert_str(hf_buf_str(&fr),
               "2:2 : le membre « a » figure deux fois dans un même objet : gardez-en un seul");
}

static void the_first_malformed_byte_of_any_text_is_found(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int fault; /* -1: none */
    } cases[] = {
        {"", -1},
        {"plain", -1},
        {"\xC3\xA9t\xC3\xA9 \xF0\x9F\x98\x80", -1},
        {"\xFF", 0},
        {"ab\xC3", 2},
        {"\xC3\xA9\xED\xA0\x80", 2},
        {"a\xC0\xAF", 1},
        {"\xEF\xBF\xBF", 0},
        {"\xEF\xB7\x90", 0},
        {"eight of ASCII, \xFF", 16},
        {"and the last one\x80", 16},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct hf_str text = hf_str_of(cases[i].text);
        const char *fault = hf_utf8_fault(text);
        assert_int_equal(fault == NULL ? -1 : (int)(fault - text.at), cases[i].fault);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_class_of_fault_is_refused_at_its_place),
        cmocka_unit_test(the_first_malformed_byte_of_any_text_is_found),
        cmocka_unit_test(every_sound_document_is_read),
        cmocka_unit_test(a_document_cut_anywhere_is_refused),
        cmocka_unit_test(only_whole_numbers_stand_in_what_is_hashed),
        cmocka_unit_test(depth_ends_at_its_limit),
        cmocka_unit_test(length_ends_at_its_limit),
        cmocka_unit_test(texts_without_escapes_are_borrowed),
        cmocka_unit_test(an_object_of_eighty_thousand_members_is_no_trap),
        cmocka_unit_test(a_doubled_name_is_found_among_many),
        cmocka_unit_test(faults_are_told_in_both_languages),
    };
    return cmocka_run_group_tests(tests, doc_begin, doc_end);
}
