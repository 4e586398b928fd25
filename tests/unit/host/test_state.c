/* SPDX-License-Identifier: Apache-2.0 */
#include "host/state.h"
#include "unit/host/host.h"

static void the_one_that_is_named_comes_first_and_is_absolute(void **state)
{
    char found[HF_STATE_PATH_MAX], here[256], want[HF_STATE_PATH_MAX];
    (void)state;
    assert_int_equal(hf_state_find(HF_STR("/srv/state"), found, &err), HF_OK);
    assert_string_equal(found, "/srv/state");
    assert_non_null(getcwd(here, sizeof here));
    snprintf(want, sizeof want, "%s/a/b", here);
    assert_int_equal(hf_state_find(HF_STR("a/b"), found, &err), HF_OK);
    assert_string_equal(found, want);
}

static void else_it_is_where_the_system_or_the_user_keeps_such_things(void **state)
{
    char found[HF_STATE_PATH_MAX];
    (void)state;
    if (access("/var/lib/holdfast", F_OK) == 0)
        skip();
    setenv("XDG_STATE_HOME", "/x/state", 1);
    setenv("HOME", "/home/ana", 1);
    assert_int_equal(hf_state_find(HF_STR_NONE, found, &err), HF_OK);
    assert_string_equal(found, "/x/state/holdfast");
    setenv("XDG_STATE_HOME", "relative", 1); /* to be passed over, says the XDG specification */
    assert_int_equal(hf_state_find(HF_STR_NONE, found, &err), HF_OK);
    assert_string_equal(found, "/home/ana/.local/state/holdfast");
    unsetenv("XDG_STATE_HOME");
    unsetenv("HOME");
    assert_refused(hf_state_find(HF_STR_NONE, found, &err), state_nowhere);
}

static void a_path_that_is_too_long_is_refused(void **state)
{
    char path[HF_STATE_PATH_MAX + 2], found[HF_STATE_PATH_MAX];
    (void)state;
    memset(path, '/', sizeof path);
    assert_refused(hf_state_find((struct hf_str){path, sizeof path}, found, &err), too_large);
}

static void it_is_made_for_its_owner_only_and_made_once(void **state)
{
    struct stat made;
    (void)state;
    assert_refused(hf_state_check(state_path("a/b"), &err), state_missing);
    for (int i = 0; i < 2; i++)
        assert_int_equal(hf_state_make(state_path("a/b"), &err), HF_OK);
    assert_int_equal(stat(state_path("a/b"), &made), 0);
    assert_int_equal(made.st_mode & 07777, 0700);
    put_file("file", "");
    assert_refused(hf_state_make(state_path("file"), &err), state_missing);
    assert_refused(hf_state_make(state_path("file/below"), &err), host_file);
}

static void a_demo_begins_in_an_empty_state(void **state)
{
    (void)state;
    assert_false(hf_state_is_demo(state_dir));
    put_file("something", "");
    assert_refused(hf_state_mark_demo(state_dir, &err), state_not_fresh);
    assert_int_equal(unlink(state_path("something")), 0);
    assert_int_equal(hf_state_mark_demo(state_dir, &err), HF_OK);
    assert_true(hf_state_is_demo(state_dir));
    put_file("something", "");
    assert_int_equal(hf_state_mark_demo(state_dir, &err), HF_OK);
    assert_refused(hf_state_mark_demo(state_path("nowhere"), &err), state_missing);
}

static void a_file_is_replaced_whole(void **state)
{
    char text[16] = "";
    struct stat made;
    (void)state;
    assert_int_equal(hf_state_write(state_dir, "one", HF_STR("long text"), &err), HF_OK);
    assert_int_equal(hf_state_write(state_dir, "one", HF_STR("short"), &err), HF_OK);
    FILE *file = fopen(state_path("one"), "r");
    assert_non_null(file);
    assert_int_equal(fread(text, 1, sizeof text, file), 5);
    fclose(file);
    assert_string_equal(text, "short");
    assert_int_equal(stat(state_path("one"), &made), 0);
    assert_int_equal(made.st_mode & 07777, 0600);
    assert_refused(hf_state_write(state_path("nowhere"), "one", HF_STR_NONE, &err), host_file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_one_that_is_named_comes_first_and_is_absolute),
        TEST(else_it_is_where_the_system_or_the_user_keeps_such_things),
        TEST(a_path_that_is_too_long_is_refused),
        TEST(it_is_made_for_its_owner_only_and_made_once),
        TEST(a_demo_begins_in_an_empty_state),
        TEST(a_file_is_replaced_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
