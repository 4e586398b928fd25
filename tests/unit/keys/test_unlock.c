/* SPDX-License-Identifier: Apache-2.0 */
#include "keys/unlock.h"
#include "unit/keys/state.h"

#define LENT "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8"

static void one_is_made_once_and_read_again(void **state)
{
    struct hf_box_key first, again;
    (void)state;
    assert_int_equal(hf_unlock_make(state_dir, &dice, &err), HF_OK);
    assert_int_equal(mode_of("unlock"), 0600);
    assert_int_equal(hf_unlock_read(state_dir, &first, &err), HF_OK);
    assert_int_equal(hf_unlock_make(state_dir, &dice, &err), HF_OK);
    assert_int_equal(hf_unlock_read(state_dir, &again, &err), HF_OK);
    assert_memory_equal(first.byte, again.byte, sizeof first.byte);
}

static void without_any_the_keys_are_locked_and_it_says_where_it_looked(void **state)
{
    struct hf_box_key key;
    (void)state;
    assert_int_equal(hf_unlock_read(state_dir, &key, &err), HF_UNAVAILABLE);
    assert_str(hf_err_code(&err), "key_locked");
    assert_non_null(strstr(err.detail[HF_EN], state_path("unlock")));
    assert_non_null(strstr(err.detail[HF_FR], "holdfast-unlock"));
}

static void a_lent_credential_comes_first(void **state)
{
    struct hf_box_key key;
    (void)state;
    assert_int_equal(hf_unlock_make(state_dir, &dice, &err), HF_OK);
    put_file("holdfast-unlock", LENT, strlen(LENT), 0440);
    setenv("CREDENTIALS_DIRECTORY", state_dir, 1);
    assert_int_equal(hf_unlock_read(state_dir, &key, &err), HF_OK);
    for (size_t i = 0; i < sizeof key.byte; i++)
        assert_int_equal(key.byte[i], i);
}

static void where_one_is_lent_no_file_is_made(void **state)
{
    (void)state;
    put_file("holdfast-unlock", LENT "\n", strlen(LENT) + 1, 0400);
    setenv("CREDENTIALS_DIRECTORY", state_dir, 1);
    assert_int_equal(hf_unlock_make(state_dir, &dice, &err), HF_OK);
    assert_int_equal(access(state_path("unlock"), F_OK), -1);
}

static void without_the_credential_the_file_serves(void **state)
{
    struct hf_box_key key;
    (void)state;
    assert_int_equal(hf_unlock_make(state_dir, &dice, &err), HF_OK);
    setenv("CREDENTIALS_DIRECTORY", state_dir, 1);
    assert_int_equal(hf_unlock_read(state_dir, &key, &err), HF_OK);
}

static void what_is_no_key_is_refused_and_never_replaced(void **state)
{
    struct hf_box_key key;
    char room[64];
    (void)state;
    put_file("unlock", "short\n", 6, 0600);
    assert_refused(hf_unlock_read(state_dir, &key, &err), key_unlock_malformed);
    assert_refused(hf_unlock_make(state_dir, &dice, &err), key_unlock_malformed);
    assert_int_equal(file_bytes("unlock", room, sizeof room), 6);
}

static void a_file_that_others_may_read_does_not_unlock(void **state)
{
    struct hf_box_key key;
    (void)state;
    assert_int_equal(hf_unlock_make(state_dir, &dice, &err), HF_OK);
    assert_int_equal(chmod(state_path("unlock"), 0644), 0);
    assert_refused(hf_unlock_read(state_dir, &key, &err), key_exposed);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(one_is_made_once_and_read_again),
        TEST(without_any_the_keys_are_locked_and_it_says_where_it_looked),
        TEST(a_lent_credential_comes_first),
        TEST(where_one_is_lent_no_file_is_made),
        TEST(without_the_credential_the_file_serves),
        TEST(what_is_no_key_is_refused_and_never_replaced),
        TEST(a_file_that_others_may_read_does_not_unlock),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
