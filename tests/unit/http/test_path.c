/* SPDX-License-Identifier: Apache-2.0 */
/* Paths with parts that have names. */
#include "http/path.h"

#include "unit/unit.h"

static void a_path_fits_its_own_pattern_only(void **state)
{
    (void)state;
    static const struct {
        const char *pattern, *path;
        bool fits;
    } rows[] = {
        {"/livez", "/livez", true},
        {"/livez", "/livez/", false},
        {"/livez", "/live", false},
        {"/livez", "/livezz", false},
        {"/", "/", true},
        {"/a/b", "/a", false},
        {"/a", "/a/b", false},
        {"/v1/poll/{stream}", "/v1/poll/abc", true},
        {"/v1/poll/{stream}", "/v1/poll/", false},
        {"/v1/poll/{stream}", "/v1/poll", false},
        {"/v1/poll/{stream}", "/v1/poll/a/b", false},
        {"/v1/{a}/x/{b}", "/v1/1/x/2", true},
        {"/v1/{a}/x/{b}", "/v1/1/y/2", false},
        {"/w/{rest...}", "/w/a/b/c", true},
        {"/w/{rest...}", "/w/a", true},
        {"/w/{rest...}", "/w/", false},
        {"/w/{rest...}", "/w", false},
        {"/w", "/w/a", false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (hf_path_fits(rows[i].pattern, rows[i].path) != rows[i].fits)
            fail_msg("%s %s", rows[i].pattern, rows[i].path);
}

static void a_part_is_told_by_its_name(void **state)
{
    (void)state;
    assert_str(hf_path_part("/v1/poll/{stream}", "/v1/poll/abc", HF_STR("stream")), "abc");
    assert_str(hf_path_part("/v1/{a}/x/{b}", "/v1/1/x/2", HF_STR("a")), "1");
    assert_str(hf_path_part("/v1/{a}/x/{b}", "/v1/1/x/2", HF_STR("b")), "2");
    assert_str(hf_path_part("/w/{rest...}", "/w/a/b/c", HF_STR("rest")), "a/b/c");
    assert_int_equal(hf_path_part("/w/{rest...}", "/w/a", HF_STR("other")).len, 0);
    assert_int_equal(hf_path_part("/livez", "/livez", HF_STR("a")).len, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_path_fits_its_own_pattern_only),
        cmocka_unit_test(a_part_is_told_by_its_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
