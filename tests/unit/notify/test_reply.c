/* SPDX-License-Identifier: Apache-2.0 */
/* What a stranger says is counted, read and made safe. */
#include "notify/reply.h"

#include <stdio.h>

#include "unit/unit.h"

static unsigned char block[4 << 20];

static int64_t retry_after(const char *value, const char *date, int64_t now_ms)
{
    struct hf_reply reply = {0};
    char line[300];
    snprintf(line, sizeof line, "Retry-After: %s\r\n", value);
    assert_true(hf_reply_header(&reply, hf_str_of(line)));
    snprintf(line, sizeof line, "date:%s\r\n", date);
    if (date[0] != '\0')
        assert_true(hf_reply_header(&reply, hf_str_of(line)));
    return hf_reply_retry_after(&reply, now_ms);
}

static void seconds_are_clamped(void **state)
{
    (void)state;
    assert_int_equal(retry_after("120", "", 0), 120000);
    assert_int_equal(retry_after("0", "", 0), 1000);
    assert_int_equal(retry_after("86401", "", 0), 86400000);
    assert_int_equal(retry_after("9223372036854775807", "", 0), 86400000);
    assert_int_equal(retry_after("-5", "", 0), -1);
    assert_int_equal(retry_after("soon", "", 0), -1);
    assert_int_equal(retry_after("", "", 0), -1);
}

static void a_date_counts_from_the_answers_own(void **state)
{
    (void)state;
    const char *later = "Mon, 23 Nov 2026 09:16:30 GMT", *now = "Mon, 23 Nov 2026 09:14:00 GMT";
    assert_int_equal(retry_after(later, now, 0), 150000);
    assert_int_equal(retry_after(now, later, 0), 1000);
    assert_int_equal(retry_after(later, "", INT64_C(1795425360000)), 30000); /* 09:16:00 by our clock */
}

static void the_last_answers_fields_count(void **state)
{
    (void)state;
    struct hf_reply reply = {0};
    static const char *const lines[] = {"HTTP/1.1 103 Early Hints\r\n", "Location: /a\r\n",   "\r\n",
                                        "HTTP/1.1 307 Moved\r\n",       "LOCATION:  /b \r\n", "no colon\r\n"};
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++)
        assert_true(hf_reply_header(&reply, hf_str_of(lines[i])));
    assert_string_equal(reply.location, "/b");
    assert_true(hf_reply_header(&reply, HF_STR("HTTP/1.1 200 OK\r\n")));
    assert_string_equal(reply.location, "");
}

static void long_fields_are_cut(void **state)
{
    (void)state;
    struct hf_reply reply = {0};
    char line[600] = "location:";
    memset(line + 9, 'x', sizeof line - 9);
    assert_true(hf_reply_header(&reply, (struct hf_str){line, sizeof line}));
    assert_int_equal(strlen(reply.location), HF_REPLY_FIELD - 1);
}

static void both_caps_hold(void **state)
{
    (void)state;
    static char bytes[HF_REPLY_BODY_MAX];
    struct hf_reply reply = {0};
    memset(bytes, 'x', sizeof bytes);
    assert_true(hf_reply_body(&reply, (struct hf_str){bytes, sizeof bytes}));
    assert_int_equal(reply.kept_len, HF_REPLY_KEPT);
    assert_false(hf_reply_body(&reply, HF_STR("x")));
    assert_true(reply.too_large);
    reply = (struct hf_reply){0};
    assert_true(hf_reply_header(&reply, (struct hf_str){bytes, HF_REPLY_HEADERS_MAX}));
    assert_false(hf_reply_header(&reply, HF_STR("x")));
    assert_true(reply.too_large);
}

static struct hf_str err_of(struct hf_reply *reply, struct hf_arena *arena, const char *body)
{
    *reply = (struct hf_reply){0};
    hf_arena_init(arena, block, sizeof block);
    assert_true(hf_reply_body(reply, hf_str_of(body)));
    return hf_reply_err(reply, arena);
}

static void the_code_is_read_strictly(void **state)
{
    (void)state;
    struct hf_reply reply;
    struct hf_arena arena;
    assert_str(err_of(&reply, &arena, "{\"err\":\"invalid_key\",\"description\":\"x\"}"), "invalid_key");
    assert_str(err_of(&reply, &arena, "{\"err\":\"invalid_key\",\"err\":\"gone\"}"), "");
    assert_str(err_of(&reply, &arena, "{\"err\":7}"), "");
    assert_str(err_of(&reply, &arena, "[\"invalid_key\"]"), "");
    assert_str(err_of(&reply, &arena, "invalid_key"), "");
    assert_str(err_of(&reply, &arena, ""), "");
}

static void a_code_behind_what_is_kept_is_none(void **state)
{
    (void)state;
    static char body[HF_REPLY_KEPT + 64];
    struct hf_reply reply;
    struct hf_arena arena;
    memset(body, ' ', sizeof body - 1);
    memcpy(body, "{\"err\":\"invalid_key\"}", 21);
    assert_str(err_of(&reply, &arena, body), "");
    body[HF_REPLY_KEPT] = '\0';
    assert_str(err_of(&reply, &arena, body), "invalid_key");
}

static struct hf_str said(struct hf_buf *out, struct hf_str text, size_t max)
{
    out->len = 0;
    hf_said_put(out, text, max);
    return hf_buf_str(out);
}

static void what_was_said_is_safe_to_show(void **state)
{
    (void)state;
    char room[256];
    struct hf_buf out = HF_BUF(room);
    assert_str(said(&out, HF_STR("re\xc3\xa7u, merci"), 256), "re\xc3\xa7u, merci");
    assert_str(said(&out, HF_STR("a\x1b[2Jb\r\nc"), 256), "a\\x1b[2Jb\\x0d\\x0ac");
    assert_str(said(&out, HF_STR("a\0b\x7f"), 256), "a\\x00b\\x7f");
    assert_str(said(&out, HF_STR("\\x41"), 256), "\\x5cx41");
    static const char turned[] = {'a', '\xe2', '\x80', '\xae', 'b'}; /* as a text it would turn this line */
    assert_str(said(&out, (struct hf_str){turned, sizeof turned}, 256), "a\\xe2\\x80\\xaeb");
    assert_str(said(&out, HF_STR("\xc2\x85"), 256), "\\xc2\\x85");
    assert_str(said(&out, HF_STR("\xff\xfe"), 256), "\\xff\\xfe");
    assert_str(said(&out, HF_STR("\xe2\x82"), 256), "\\xe2\\x82");
    assert_str(said(&out, HF_STR_NONE, 256), "");
}

static void what_was_said_ends_at_a_character(void **state)
{
    (void)state;
    char room[16];
    struct hf_buf out = HF_BUF(room);
    assert_str(said(&out, HF_STR("ab\xc3\xa9"), 3), "ab");
    assert_str(said(&out, HF_STR("ab\n"), 5), "ab");
    assert_str(said(&out, HF_STR("ab\n"), 6), "ab\\x0a");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(seconds_are_clamped),
        cmocka_unit_test(a_date_counts_from_the_answers_own),
        cmocka_unit_test(the_last_answers_fields_count),
        cmocka_unit_test(long_fields_are_cut),
        cmocka_unit_test(both_caps_hold),
        cmocka_unit_test(the_code_is_read_strictly),
        cmocka_unit_test(a_code_behind_what_is_kept_is_none),
        cmocka_unit_test(what_was_said_is_safe_to_show),
        cmocka_unit_test(what_was_said_ends_at_a_character),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
