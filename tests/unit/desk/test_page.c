/* SPDX-License-Identifier: Apache-2.0 */
/* page.html of a bundle, and what each reader's bundle must not hold. */
#include "unit/desk/bundles.h"
#include "unit/unit.h"

#include <stdio.h>
#include <stdlib.h>

#include "proof/page.h"

static int begin(void **state)
{
    *state = bundles_begin();
    return 0;
}

static int end(void **state)
{
    bundles_end(*state);
    return 0;
}

static struct hf_str member(struct office *o, struct hf_str bytes, const char *name)
{
    struct hf_ustar_member found;
    for (size_t i = 0; bundle_member(o, bytes, i, &found); i++)
        if (hf_str_eq(found.name, hf_str_of(name)))
            return found.bytes;
    fail_msg("no member %s", name);
    return HF_STR_NONE;
}

static void has(struct hf_str page, const char *text)
{
    if (!hf_str_contains(page, hf_str_of(text)))
        fail_msg("not on the page: %s", text);
}

/* ---- the page ---- */

static void the_page_tells_each_step_with_its_basis_and_what_was_told(void **state)
{
    struct office *o = *state;
    struct hf_str bytes = bundle_for(o, HF_READER_AUDITOR, 0), page = member(o, bytes, "page.html");
    static const char *const said[] = {
        "<h2>1. opens the case",
        "Rome Statute, 87(1)(a)",
        "Draft → Sent",
        "records an asset <span lang=\"fr\">inscrit un avoir</span>",
        "order of this file",
        "A signed notice of ours",
        "enclosed in this bundle",
        "<dt>description</dt><dd><bdi>villa</bdi></dd>",
        "2026-11-23T09:14:00.000Z",
        "practice of the house <span lang=\"fr\">pratique de la maison</span>: ",
    };
    for (size_t i = 0; i < sizeof said / sizeof said[0]; i++)
        has(page, said[i]);
    assert_false(hf_str_contains(page, HF_STR("<script")));
    free((char *)(uintptr_t)bytes.at);
}

static void the_page_of_the_public_says_what_is_withheld(void **state)
{
    struct office *o = *state;
    struct hf_str bytes = bundle_for(o, HF_READER_PUBLIC, 0), page = member(o, bytes, "page.html");
    has(page, "<dt>description</dt><dd class=\"hidden\">not shown to this reader, or erased");
    has(page, ", not enclosed <span lang=\"fr\">non joint</span>");
    assert_false(hf_str_contains(page, HF_STR("villa")));
    free((char *)(uintptr_t)bytes.at);
}

static void the_page_of_an_authority_skips_what_is_not_its_own(void **state)
{
    struct office *o = *state;
    struct hf_str bytes = bundle_for(o, HF_READER_AUTHORITY, 0), page = member(o, bytes, "page.html");
    has(page, "<article class=\"hidden\"><h2>1–10. not shown to this reader");
    assert_false(hf_str_contains(page, HF_STR("records an asset")));
    free((char *)(uintptr_t)bytes.at);
}

static void no_value_is_markup_or_turns_the_reading(void **state)
{
    char room[512];
    struct hf_buf out = HF_BUF(room);
    (void)state;
    hf_page_put(&out, HF_STR("</bdi><script>alert('x')</script>&\"\xe2\x80\xae"
                             "\x1b[2J\xd8\x9c\xe2\x81\xa6é\n"));
    assert_str(hf_buf_str(&out),
               "&lt;/bdi&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;&quot;[U+202E]"
               "\xef\xbf\xbd[2J[U+061C][U+2066]é\n");
}

/* ---- least disclosure ---- */

/* Wherever base64 begins within it, three letters out of four are the same. */
static void assert_nowhere(struct hf_str bytes, struct hf_str value)
{
    char room[2048];
    if (hf_str_contains(bytes, value))
        fail_msg("it holds %.*s", HF_STR_ARG(value));
    for (size_t shift = 0; shift < 3; shift++) {
        struct hf_buf out = HF_BUF(room);
        size_t from = (3 - shift) % 3, whole = value.len < from + 3 ? 0 : (value.len - from) / 3 * 3;
        if (whole < 6)
            continue;
        hf_b64url_put(&out, value.at + from, whole);
        if (hf_str_contains(bytes, hf_buf_str(&out)))
            fail_msg("it holds %.*s in base64", HF_STR_ARG(value));
    }
}

static struct hf_str value_in(struct office *o, struct hf_str text)
{
    size_t size = hf_b64url_size(text.len);
    char *bytes = HF_NEW(&o->arena, char, size);
    struct hf_json list;
    assert_true(hf_b64url_read(text, bytes, size));
    assert_int_equal(
        hf_json_read((struct hf_str){bytes, size}, &hf_json_payload_limits, &o->arena, &list, &o->err),
        HF_OK);
    struct hf_buf out = hf_buf_in(&o->arena, 64);
    if (list.is.list.item[2].kind == HF_JSON_TEXT)
        return list.is.list.item[2].is.text;
    hf_json_write(&out, &list.is.list.item[2]);
    return hf_buf_str(&out);
}

/* Every value, disclosure and message that the auditor gets is looked for, byte by byte, in what others get.
 */
static void assert_holds_none(struct office *o, struct hf_str bytes, struct hf_str all, bool messages)
{
    struct hf_str lines = bundle_part_of(o, all, HF_BUNDLE_disclosures);
    struct hf_bundle_value value;
    struct hf_bundle_message message;
    size_t values = 0;
    for (; lines.len > 0; values++) {
        assert_true(hf_bundle_value_next(&lines, &value));
        hf_arena_reset(&o->arena, 0);
        assert_nowhere(bytes, value.text);
        struct hf_str said = value_in(o, value.text);
        if (said.len >= 5) /* "true" and the like stand everywhere */
            assert_nowhere(bytes, said);
    }
    assert_true(values >= 3);
    lines = bundle_part_of(o, all, HF_BUNDLE_messages);
    for (; messages && lines.len > 0;) {
        assert_true(hf_bundle_message_next(&lines, &message));
        assert_nowhere(bytes, message.token);
    }
}

static void the_public_gets_no_protected_byte(void **state)
{
    struct office *o = *state;
    struct hf_str all = bundle_for(o, HF_READER_AUDITOR, 0), open = bundle_for(o, HF_READER_PUBLIC, 0);
    assert_holds_none(o, open, all, true);
    free((char *)(uintptr_t)all.at);
    free((char *)(uintptr_t)open.at);
}

static void an_authority_gets_no_protected_byte_and_no_message_of_another(void **state)
{
    struct office *o = *state;
    struct hf_str all = bundle_for(o, HF_READER_AUDITOR, 0), own = bundle_for(o, HF_READER_AUTHORITY, 0),
                  other = bundle_for(o, HF_READER_AUTHORITY, 1);
    assert_holds_none(o, own, all, false);
    assert_holds_none(o, other, all, true);
    free((char *)(uintptr_t)all.at);
    free((char *)(uintptr_t)own.at);
    free((char *)(uintptr_t)other.at);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_page_tells_each_step_with_its_basis_and_what_was_told),
        cmocka_unit_test(the_page_of_the_public_says_what_is_withheld),
        cmocka_unit_test(the_page_of_an_authority_skips_what_is_not_its_own),
        cmocka_unit_test(no_value_is_markup_or_turns_the_reading),
        cmocka_unit_test(the_public_gets_no_protected_byte),
        cmocka_unit_test(an_authority_gets_no_protected_byte_and_no_message_of_another),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
