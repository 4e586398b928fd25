/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/uri.h"
#include "unit/unit.h"

static void absolute_uris_are_taken(void **state)
{
    (void)state;
    static const char *const good[] = {
        "https://icc.example/a?b=c/?#d",
        "mailto:a@icc.example",
        "urn:holdfast:event:1:please-freeze",
        "http://u:p@h:8080/",
        "http://[2001:db8::7]:80/",
        "http://[::1]",
        "x:",
        "file:///var/spool/holdfast",
        "http://h/%C3%A9",
        "spool+x.1-y:a",
        "http://h:",
    };
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
        if (!hf_uri_good(hf_str_of(good[i])))
            fail_msg("%s", good[i]);
}

static void all_else_is_not(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "",           ":",     "a",          "//h/a",       "/a:b",        "1a:b",
        "a_b:c",      "a:b c", "a:%",        "a:%4",        "a:%4g",       "a:<b>",
        "a:b#c#d",    "a:\\b", "http://h:a", "http://[::1", "http://[]/",  "http://[::1]x",
        "http://a[/", "a:[",   "a:\xC3\xA9", "a:\x01",      "http://[g]/", "http://a@b@c/",
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        if (hf_uri_good(hf_str_of(bad[i])))
            fail_msg("%s", bad[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(absolute_uris_are_taken),
        cmocka_unit_test(all_else_is_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
