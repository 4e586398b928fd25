/* SPDX-License-Identifier: Apache-2.0 */
/* The keys in files pass the suite of the port; and what only files can do wrong. */
#include "port/keys_suite.h"
#include "unit/keys/state.h"

static struct hf_keyring *ring;

static struct hf_keys make(void *self)
{
    (void)self;
    state_make(NULL);
    assert_int_equal(make_keys(), HF_OK);
    assert_int_equal(hf_keyring_open(state_dir, dice, &ring, &err), HF_OK);
    return hf_keyring_port(ring);
}

static void done(void *self)
{
    (void)self;
    hf_keyring_close(ring);
    assert_int_equal(state_remove(NULL), 0);
}

static int open_keys(void **state)
{
    (void)state;
    make(NULL);
    return 0;
}

static int close_keys(void **state)
{
    (void)state;
    done(NULL);
    return 0;
}
#undef TEST
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_keys, close_keys)

static enum hf_rc sign_one(struct hf_keyring *with, enum hf_key_role role)
{
    struct hf_keys keys = hf_keyring_port(with);
    const struct hf_str message = HF_STR("message");
    struct hf_signature signature;
    return keys.sign(keys.self, role, &message, 1, &signature, &err);
}

static enum hf_rc slot_one(struct hf_keyring *with, struct hf_subject_key *row)
{
    struct hf_keys keys = hf_keyring_port(with);
    return keys.subject_keys(keys.self, row, 1, &err);
}

static void without_the_unlock_key_nothing_opens_and_with_it_all_does(void **state)
{
    char text[64];
    struct hf_subject_key row = {.slot = -1};
    (void)state;
    size_t len = file_bytes("unlock", text, sizeof text);
    assert_int_equal(unlink(state_path("unlock")), 0);
    assert_refused(sign_one(ring, HF_KEY_LOG), key_locked);
    assert_refused(slot_one(ring, &row), key_locked);
    put_file("unlock", text, len, 0600);
    assert_int_equal(sign_one(ring, HF_KEY_LOG), HF_OK);
    assert_int_equal(slot_one(ring, &row), HF_OK);
}

static void another_unlock_key_opens_neither_key_nor_slot(void **state)
{
    struct hf_subject_key row = {.slot = -1};
    struct hf_keyring *other;
    (void)state;
    assert_int_equal(slot_one(ring, &row), HF_OK);
    put_file("unlock", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8\n", 44, 0600);
    assert_int_equal(hf_keyring_open(state_dir, dice, &other, &err), HF_OK);
    assert_refused(sign_one(other, HF_KEY_NOTICE), key_shut);
    assert_refused(slot_one(other, &row), key_shut);
    hf_keyring_close(other);
}

static void a_missing_key_is_told_when_it_is_needed(void **state)
{
    struct hf_subject_key row = {.slot = -1};
    (void)state;
    assert_int_equal(unlink(state_path("keys/notice")), 0);
    assert_int_equal(unlink(state_path("keys/subjects")), 0);
    assert_int_equal(sign_one(ring, HF_KEY_LOG), HF_OK);
    assert_refused(sign_one(ring, HF_KEY_NOTICE), key_missing);
    assert_refused(slot_one(ring, &row), key_missing);
}

static void the_notice_key_is_named_by_its_thumbprint(void **state)
{
    struct hf_keys keys = hf_keyring_port(ring);
    struct hf_public_key key;
    struct hf_digest thumbprint, named;
    struct hf_hasher hasher;
    (void)state;
    assert_int_equal(keys.public_key(keys.self, HF_KEY_NOTICE, &key, &err), HF_OK);
    hf_hasher_init(&hasher);
    hf_key_thumbprint(&hasher, &key.key, &thumbprint);
    hf_hasher_done(&hasher);
    assert_true(hf_digest_read(key.kid, &named));
    assert_true(hf_digest_eq(&thumbprint, &named));
}

static void a_second_keyring_gives_the_same_keys(void **state)
{
    struct hf_keys one = hf_keyring_port(ring);
    struct hf_subject_key row = {.slot = -1}, same;
    struct hf_digest here, there;
    struct hf_keyring *second;
    (void)state;
    assert_int_equal(slot_one(ring, &row), HF_OK);
    same = (struct hf_subject_key){.slot = row.slot};
    assert_int_equal(hf_keyring_open(state_dir, dice, &second, &err), HF_OK);
    struct hf_keys two = hf_keyring_port(second);
    assert_int_equal(slot_one(second, &same), HF_OK);
    assert_memory_equal(row.key.byte, same.key.byte, sizeof row.key.byte);
    assert_int_equal(one.mac(one.self, HF_STR("x"), &here, &err), HF_OK);
    assert_int_equal(two.mac(two.self, HF_STR("x"), &there, &err), HF_OK);
    assert_true(hf_digest_eq(&here, &there));
    hf_keyring_close(second);
}

int main(void)
{
    struct keys_maker maker = {NULL, make, done};
    const struct CMUnitTest tests[] = {
        TEST(without_the_unlock_key_nothing_opens_and_with_it_all_does),
        TEST(another_unlock_key_opens_neither_key_nor_slot),
        TEST(a_missing_key_is_told_when_it_is_needed),
        TEST(the_notice_key_is_named_by_its_thumbprint),
        TEST(a_second_keyring_gives_the_same_keys),
    };
    return keys_suite("the keys in files", &maker) + cmocka_run_group_tests(tests, NULL, NULL);
}
