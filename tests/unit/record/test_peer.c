/* SPDX-License-Identifier: Apache-2.0 */
/*
 * json-c as an independent opinion: what the gate takes, json-c takes, and both see the same values. The
 * converse does not hold (docs/decisions/0003-one-reader.md).
 */
#include <json-c/json.h>
#include <math.h>
#include <stdio.h>

#include "dice.h"
#include "doc.h"

enum { DOCUMENTS = 4000, DEPTH = 6 };

static void put_blanks(struct hf_buf *out, uint64_t *seed)
{
    while (dice_below(seed, 5) == 0)
        hf_buf_put_char(out, " \t\r\n"[dice_below(seed, 4)]);
}

/* A text of characters and escapes of all lengths, well-formed. */
static void put_text(struct hf_buf *out, uint64_t *seed)
{
    static const char *const pieces[] = {
        "a",
        "Z",
        "0",
        " ",
        "/",
        "'",
        "\\\"",
        "\\\\",
        "\\/",
        "\\b",
        "\\f",
        "\\n",
        "\\r",
        "\\t",
        "\\u0041",
        "\\u001f",
        "\\u00e9",
        "\xc3\xa9",
        "\\u20AC",
        "\xe2\x82\xac",
        "\\ud83d\\ude00",
        "\xf0\x9f\x98\x80",
        "\x7f",
        "\\uFFFD",
        "ff",
        "\\ud7ff",
        "\\ue000",
        "\xef\xac\xb3",
    };
    hf_buf_put_char(out, '"');
    for (unsigned i = dice_below(seed, 12); i > 0; i--)
        hf_buf_put(out, hf_str_of(pieces[dice_below(seed, sizeof pieces / sizeof pieces[0])]));
    hf_buf_put_char(out, '"');
}

static void put_number(struct hf_buf *out, uint64_t *seed)
{
    char text[64];
    int64_t integer =
        (int64_t)(dice(seed) >> (11 + dice_below(seed, 53))) * (dice_below(seed, 2) == 0 ? 1 : -1);
    unsigned exponent = dice_below(seed, 280);
    switch (dice_below(seed, 4)) {
    case 0:
        snprintf(text, sizeof text, "%lld.%u", (long long)integer, dice_below(seed, 100000));
        break;
    case 1:
        snprintf(text, sizeof text, "%lld%c%+d", (long long)integer, "eE"[dice_below(seed, 2)],
                 (int)exponent - 290);
        break;
    default:
        snprintf(text, sizeof text, "%lld", (long long)integer);
        break;
    }
    hf_buf_put(out, hf_str_of(text));
}

static void put_value(struct hf_buf *out, uint64_t *seed, unsigned depth)
{
    static const char *const literals[] = {"null", "true", "false"};
    unsigned kind = dice_below(seed, depth == 0 ? 4 : 7), count = dice_below(seed, 6);
    put_blanks(out, seed);
    if (kind == 0)
        hf_buf_put(out, hf_str_of(literals[dice_below(seed, 3)]));
    else if (kind == 1)
        put_text(out, seed);
    else if (kind < 4)
        put_number(out, seed);
    else
        hf_buf_put_char(out, kind == 4 ? '[' : '{');
    for (unsigned i = 0; kind >= 4 && i < count; i++) {
        hf_buf_put(out, i == 0 ? HF_STR("") : HF_STR(","));
        put_blanks(out, seed);
        if (kind > 4) {
            hf_buf_put_char(out, '"');
            hf_buf_put_padded(out, dice_below(seed, 1000) * 10 + i, 1);
            hf_buf_put(out, HF_STR("\":"));
        }
        put_value(out, seed, depth - 1);
    }
    if (kind >= 4)
        hf_buf_put_char(out, kind == 4 ? ']' : '}');
    put_blanks(out, seed);
}

static void assert_same(const struct hf_json *ours, struct json_object *theirs);

static void assert_same_members(const struct hf_json *ours, struct json_object *theirs)
{
    assert_int_equal(ours->is.object.count, json_object_object_length(theirs));
    for (size_t i = 0; i < ours->is.object.count; i++) {
        const struct hf_member *member = &ours->is.object.member[i];
        char name[32] = "";
        struct json_object *value;
        assert_in_range(member->name.len, 1, sizeof name - 1);
        memcpy(name, member->name.at, member->name.len);
        assert_true(json_object_object_get_ex(theirs, name, &value));
        assert_same(&member->value, value);
    }
}

static void assert_same_items(const struct hf_json *ours, struct json_object *theirs)
{
    assert_int_equal(ours->is.list.count, json_object_array_length(theirs));
    for (size_t i = 0; i < ours->is.list.count; i++)
        assert_same(&ours->is.list.item[i], json_object_array_get_idx(theirs, i));
}

static void assert_same_text(struct hf_str ours, struct json_object *theirs)
{
    assert_int_equal(ours.len, json_object_get_string_len(theirs));
    assert_memory_equal(ours.at, json_object_get_string(theirs), ours.len);
}

static void assert_same(const struct hf_json *ours, struct json_object *theirs)
{
    static const enum json_type types[] = {
        [HF_JSON_NULL] = json_type_null,     [HF_JSON_BOOL] = json_type_boolean,
        [HF_JSON_INT] = json_type_int,       [HF_JSON_REAL] = json_type_double,
        [HF_JSON_TEXT] = json_type_string,   [HF_JSON_LIST] = json_type_array,
        [HF_JSON_OBJECT] = json_type_object,
    };
    assert_int_equal(json_object_get_type(theirs), types[ours->kind]);
    if (ours->kind == HF_JSON_BOOL)
        assert_int_equal(ours->is.truth, json_object_get_boolean(theirs));
    else if (ours->kind == HF_JSON_INT)
        assert_int_equal(ours->is.integer, json_object_get_int64(theirs));
    else if (ours->kind == HF_JSON_REAL)
        assert_true(ours->is.real == json_object_get_double(theirs));
    else if (ours->kind == HF_JSON_TEXT)
        assert_same_text(ours->is.text, theirs);
    else if (ours->kind == HF_JSON_LIST)
        assert_same_items(ours, theirs);
    else if (ours->kind == HF_JSON_OBJECT)
        assert_same_members(ours, theirs);
}

static struct json_object *parse(struct json_tokener *tokener, struct hf_str text)
{
    json_tokener_reset(tokener);
    struct json_object *value = json_tokener_parse_ex(tokener, text.at, (int)text.len);
    enum json_tokener_error error = json_tokener_get_error(tokener);
    if (error == json_tokener_continue) { /* a number at the very end waits for more */
        value = json_tokener_parse_ex(tokener, "", 1);
        error = json_tokener_get_error(tokener);
    }
    if (error != json_tokener_success)
        fail_msg("json-c refuses %.*s: %s", HF_STR_ARG(text), json_tokener_error_desc(error));
    return value;
}

static void both_see_the_same_values(void **state)
{
    (void)state;
    uint64_t seed = 1;
    struct json_tokener *tokener = json_tokener_new_ex(64);
    json_tokener_set_flags(tokener, JSON_TOKENER_STRICT | JSON_TOKENER_VALIDATE_UTF8);
    for (int i = 0; i < DOCUMENTS; i++) {
        size_t mark = hf_arena_mark(&doc_arena);
        struct hf_buf buf = hf_buf_in(&doc_arena, 1024);
        put_value(&buf, &seed, DEPTH);
        struct hf_json ours = doc_read(hf_buf_str(&buf), &hf_json_open_limits);
        struct json_object *theirs = parse(tokener, hf_buf_str(&buf));
        assert_same(&ours, theirs);
        json_object_put(theirs);
        json_object_put(parse(tokener, doc_text(&ours)));
        hf_arena_reset(&doc_arena, mark);
    }
    json_tokener_free(tokener);
}

/* What is written is read again as the same value and written to the same bytes. */
static void the_canonical_form_is_its_own(void **state)
{
    (void)state;
    uint64_t seed = 2;
    for (int i = 0; i < DOCUMENTS; i++) {
        size_t mark = hf_arena_mark(&doc_arena);
        struct hf_buf buf = hf_buf_in(&doc_arena, 1024);
        struct hf_json json, again;
        struct hf_err err;
        put_value(&buf, &seed, DEPTH);
        if (hf_json_read(hf_buf_str(&buf), &hf_json_payload_limits, &doc_arena, &json, &err) == HF_OK) {
            struct hf_str text = doc_text(&json);
            again = doc_read(text, &hf_json_payload_limits);
            assert_true(hf_json_eq(&json, &again));
            assert_true(hf_str_eq(doc_text(&again), text));
        } else {
            assert_int_equal(err.word, HF_WORD_json_real);
        }
        hf_arena_reset(&doc_arena, mark);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(both_see_the_same_values),
        cmocka_unit_test(the_canonical_form_is_its_own),
    };
    return cmocka_run_group_tests(tests, doc_begin, doc_end);
}
