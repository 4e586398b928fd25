/* SPDX-License-Identifier: Apache-2.0 */
/* Keys for notices after the first: made, opened again, used by the keyring, and what is wrong with a file.
 */
#include "keys/further.h"
#include "seal/jwe.h"

#include "unit/keys/state.h"

static const enum hf_jwk_kind kinds[] = {HF_JWK_ED25519, HF_JWK_P256, HF_JWK_RSA};
static struct hf_keyring *ring;
static struct hf_hasher hasher;
static struct hf_arena arena;

static int open_keys(void **state)
{
    static _Alignas(16) unsigned char block[1 << 16];
    state_make(state);
    assert_int_equal(make_keys(), HF_OK);
    assert_int_equal(hf_keyring_open(state_dir, dice, &ring, &err), HF_OK);
    hf_hasher_init(&hasher);
    hf_arena_init(&arena, block, sizeof block);
    return 0;
}

static int close_keys(void **state)
{
    hf_keyring_close(ring);
    hf_hasher_done(&hasher);
    return state_remove(state);
}
#undef TEST
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_keys, close_keys)

static struct hf_digest make(enum hf_jwk_kind kind, struct hf_jwk *key)
{
    const struct hf_further_order order = {.kind = kind,
                                           .issuer = HF_STR("https://court.example"),
                                           .made_ms = INT64_C(1795339753000),
                                           .dice = dice};
    struct hf_digest thumbprint;
    assert_int_equal(hf_further_make(state_dir, &order, key, &err), HF_OK);
    hf_jwk_thumbprint(&hasher, key, &thumbprint);
    return thumbprint;
}

static const char *path_of(const struct hf_digest *thumbprint)
{
    static char name[100];
    struct hf_buf out = HF_BUF(name);
    hf_buf_put(&out, HF_STR("keys/notices/"));
    hf_digest_put(&out, thumbprint);
    name[out.len] = '\0';
    return name;
}

static enum hf_rc sign(struct hf_keyring *by, const struct hf_digest *thumbprint, struct hf_str *signature)
{
    struct hf_keys keys = hf_keyring_port(by);
    return keys.use(keys.self, thumbprint, HF_STR("message"), &arena, signature, &err);
}

static void each_kind_is_made_and_signs_also_for_another_process(void **state)
{
    (void)state;
    assert_false(hf_further_there(state_dir));
    for (size_t i = 0; i < 3; i++) {
        struct hf_jwk key;
        struct hf_str signature;
        struct hf_keyring *other;
        struct hf_digest thumbprint = make(kinds[i], &key);
        assert_int_equal(key.kind, kinds[i]);
        assert_int_equal(mode_of(path_of(&thumbprint)), 0600);
        assert_int_equal(sign(ring, &thumbprint, &signature), HF_OK);
        assert_true(hf_jwk_verify(&key, HF_STR("message"), signature));
        assert_int_equal(hf_keyring_open(state_dir, dice, &other, &err), HF_OK);
        assert_int_equal(sign(other, &thumbprint, &signature), HF_OK);
        assert_true(hf_jwk_verify(&key, HF_STR("message"), signature));
        hf_keyring_close(other);
    }
    assert_int_equal(mode_of("keys/notices"), 0700);
    assert_true(hf_further_there(state_dir));
}

/* A key to encrypt for opens what was closed for it, and nothing else. */
static void one_to_encrypt_for_opens(void **state)
{
    static const struct hf_jwe_dice drawn = {.secret = {3}, .nonce = {4}};
    struct hf_keys keys = hf_keyring_port(ring);
    struct hf_jwk key, other;
    struct hf_str closed, opened;
    (void)state;
    struct hf_digest thumbprint = make(HF_JWK_X25519, &key), another = make(HF_JWK_X25519, &other);
    assert_int_equal(hf_jwe_seal(&hasher, &arena, &key, &drawn, HF_STR("a.b.c"), &closed, &err), HF_OK);
    assert_int_equal(keys.use(keys.self, &thumbprint, closed, &arena, &opened, &err), HF_OK);
    assert_str(opened, "a.b.c");
    assert_refused(keys.use(keys.self, &another, closed, &arena, &opened, &err), jwe_key);
    assert_refused(keys.use(keys.self, &thumbprint, HF_STR("a.b.c"), &arena, &opened, &err), jwe_malformed);
}

/* More than are kept open at once, in turn. */
static void many_keys_take_turns(void **state)
{
    struct hf_jwk key[5];
    struct hf_digest thumbprint[5];
    struct hf_str signature;
    (void)state;
    for (size_t i = 0; i < 5; i++)
        thumbprint[i] = make(HF_JWK_ED25519, &key[i]);
    for (size_t i = 0; i < 20; i++) {
        assert_int_equal(sign(ring, &thumbprint[i * 3 % 5], &signature), HF_OK);
        assert_true(hf_jwk_verify(&key[i * 3 % 5], HF_STR("message"), signature));
    }
}

static void a_key_that_is_not_there_is_told(void **state)
{
    struct hf_digest nobody = {{1}};
    struct hf_jwk key;
    struct hf_str signature;
    (void)state;
    assert_refused(sign(ring, &nobody, &signature), key_missing);
    struct hf_digest thumbprint = make(HF_JWK_P256, &key);
    hf_further_remove(state_dir, &thumbprint);
    assert_refused(sign(ring, &thumbprint, &signature), key_missing);
}

/* Any changed byte: a line that is bound, the box, or no such file any more. */
static void a_changed_file_does_not_open(void **state)
{
    static char text[HF_FURTHER_MAX];
    struct hf_jwk key;
    struct hf_str signature;
    (void)state;
    struct hf_digest thumbprint = make(HF_JWK_P256, &key);
    size_t len = file_bytes(path_of(&thumbprint), text, sizeof text);
    for (size_t i = 0; i < len; i += 7) {
        char before = text[i];
        text[i] = before == 'A' ? 'B' : 'A';
        put_file(path_of(&thumbprint), text, len, 0600);
        assert_int_not_equal(sign(ring, &thumbprint, &signature), HF_OK);
        text[i] = before;
    }
    put_file(path_of(&thumbprint), text, len, 0644);
    assert_refused(sign(ring, &thumbprint, &signature), key_exposed);
    put_file(path_of(&thumbprint), text, len, 0600);
    assert_int_equal(sign(ring, &thumbprint, &signature), HF_OK);
}

/* One file in the place of another's name: the box is bound to the key, and the key to the name. */
static void a_file_under_another_name_is_none(void **state)
{
    static char text[HF_FURTHER_MAX];
    struct hf_jwk one, other;
    struct hf_str signature;
    (void)state;
    struct hf_digest first = make(HF_JWK_ED25519, &one), second = make(HF_JWK_ED25519, &other);
    size_t len = file_bytes(path_of(&first), text, sizeof text);
    put_file(path_of(&second), text, len, 0600);
    assert_refused(sign(ring, &second, &signature), key_file_malformed);
    put_file("unlock", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8\n", 44, 0600);
    struct hf_keyring *with_another;
    assert_int_equal(hf_keyring_open(state_dir, dice, &with_another, &err), HF_OK);
    assert_refused(sign(with_another, &first, &signature), key_shut);
    hf_keyring_close(with_another);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(each_kind_is_made_and_signs_also_for_another_process),
        TEST(one_to_encrypt_for_opens),
        TEST(many_keys_take_turns),
        TEST(a_key_that_is_not_there_is_told),
        TEST(a_changed_file_does_not_open),
        TEST(a_file_under_another_name_is_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
