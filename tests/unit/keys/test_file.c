/* SPDX-License-Identifier: Apache-2.0 */
#include "keys/file.h"
#include "unit/keys/state.h"

static void what_was_written_is_read_and_nobody_else_may(void **state)
{
    char room[64];
    struct hf_str text;
    (void)state;
    assert_int_equal(hf_keys_write(state_dir, "one", HF_STR("a secret\n"), &err), HF_OK);
    assert_int_equal(mode_of("one"), 0600);
    assert_int_equal(hf_keys_read(state_path("one"), false, room, sizeof room, &text, &err), HF_OK);
    assert_str(text, "a secret\n");
}

static void a_file_that_is_there_stays_as_it_is(void **state)
{
    char room[64];
    (void)state;
    assert_int_equal(hf_keys_write(state_dir, "one", HF_STR("first"), &err), HF_OK);
    assert_refused(hf_keys_write(state_dir, "one", HF_STR("second"), &err), key_exists);
    assert_int_equal(file_bytes("one", room, sizeof room), 5);
    assert_memory_equal(room, "first", 5);
}

static void nothing_is_left_beside_the_file(void **state)
{
    (void)state;
    assert_int_equal(hf_keys_write(state_dir, "one", HF_STR("first"), &err), HF_OK);
    assert_int_not_equal(hf_keys_write(state_dir, "one", HF_STR("second"), &err), HF_OK);
    assert_int_equal(unlink(state_path("one")), 0);
    assert_int_equal(rmdir(state_dir), 0);
    assert_int_equal(mkdir(state_dir, 0700), 0);
}

static void a_file_open_to_others_is_refused_unless_it_is_lent(void **state)
{
    char room[64];
    struct hf_str text;
    (void)state;
    put_file("one", "x", 1, 0640);
    assert_refused(hf_keys_read(state_path("one"), false, room, sizeof room, &text, &err), key_exposed);
    assert_int_equal(hf_keys_read(state_path("one"), true, room, sizeof room, &text, &err), HF_OK);
    put_file("one", "x", 1, 0604);
    assert_refused(hf_keys_read(state_path("one"), false, room, sizeof room, &text, &err), key_exposed);
}

static void what_is_missing_too_long_or_no_file_is_told_apart(void **state)
{
    char room[8];
    struct hf_str text;
    (void)state;
    assert_refused(hf_keys_read(state_path("none"), false, room, sizeof room, &text, &err), key_missing);
    put_file("long", "12345678", 8, 0600);
    assert_refused(hf_keys_read(state_path("long"), false, room, sizeof room, &text, &err),
                   key_file_malformed);
    assert_int_equal(mkdir(state_path("folder"), 0700), 0);
    assert_refused(hf_keys_read(state_path("folder"), false, room, sizeof room, &text, &err),
                   key_file_malformed);
    assert_int_equal(symlink("long", state_path("link")), 0);
    assert_refused(hf_keys_read(state_path("link"), false, room, sizeof room, &text, &err), key_file);
    assert_refused(hf_keys_write(state_path("nowhere"), "one", HF_STR_NONE, &err), key_file);
}

static void a_path_that_is_too_long_is_refused(void **state)
{
    char directory[HF_KEYS_PATH_MAX], path[HF_KEYS_PATH_MAX];
    (void)state;
    memset(directory, 'a', sizeof directory);
    directory[sizeof directory - 2] = '\0';
    assert_refused(hf_keys_path(directory, "x", path, &err), too_large);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(what_was_written_is_read_and_nobody_else_may),
        TEST(a_file_that_is_there_stays_as_it_is),
        TEST(nothing_is_left_beside_the_file),
        TEST(a_file_open_to_others_is_refused_unless_it_is_lent),
        TEST(what_is_missing_too_long_or_no_file_is_told_apart),
        TEST(a_path_that_is_too_long_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
