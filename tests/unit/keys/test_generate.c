/* SPDX-License-Identifier: Apache-2.0 */
/* Making keys, and the file each lies in (keyfile.h). */
#include "keys/unlock.h"
#include "unit/keys/state.h"

static const char *const all[] = {"keys/log", "keys/notice", "keys/pseudonym", "keys/subjects"};

static void all_are_made_and_none_is_open_to_others(void **state)
{
    (void)state;
    assert_int_equal(make_keys(), HF_OK);
    assert_int_equal(mode_of("keys"), 0700);
    assert_int_equal(mode_of("unlock"), 0600);
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(mode_of(all[i]), 0600);
}

static void a_key_tells_its_name_and_date_without_being_unlocked(void **state)
{
    char room[HF_KEYS_FILE_MAX];
    struct hf_key_entry entry;
    (void)state;
    assert_int_equal(make_keys(), HF_OK);
    assert_int_equal(unlink(state_path("unlock")), 0);
    assert_int_equal(hf_key_entry_read(state_dir, HF_KEY_FILE_LOG, room, &entry, &err), HF_OK);
    assert_str(entry.name, "court.example/log1");
    assert_int_equal(entry.made_ms, INT64_C(1795339753000));
    assert_true(entry.has_public);
    assert_int_equal(hf_key_entry_read(state_dir, HF_KEY_FILE_NOTICE, room, &entry, &err), HF_OK);
    assert_str(entry.name, "https://court.example");
    assert_int_equal(hf_key_entry_read(state_dir, HF_KEY_FILE_PSEUDONYM, room, &entry, &err), HF_OK);
    assert_false(entry.has_public);
}

static void keys_are_never_written_over(void **state)
{
    char before[HF_KEYS_FILE_MAX], after[HF_KEYS_FILE_MAX];
    (void)state;
    assert_int_equal(make_keys(), HF_OK);
    size_t size = file_bytes("keys/log", before, sizeof before);
    assert_refused(make_keys(), key_exists);
    assert_int_equal(file_bytes("keys/log", after, sizeof after), size);
    assert_memory_equal(before, after, size);
}

static void a_refused_try_leaves_nothing_behind(void **state)
{
    (void)state;
    put_file("keys", "in the way", 10, 0600);
    assert_refused(make_keys(), key_exists);
    assert_int_equal(unlink(state_path("keys")), 0);
    assert_int_equal(rmdir(state_dir), 0);
    assert_int_equal(mkdir(state_dir, 0700), 0);
}

static void issuer_and_origin_must_be_fit_for_what_they_sign(void **state)
{
    static const char *const issuers[] = {"",
                                          "court.example",
                                          "https://",
                                          "https://court.example?x",
                                          "https://court example",
                                          "ftp://court.example"};
    struct hf_keys_order order = {.origin = HF_STR("court.example/log1"), .dice = dice};
    (void)state;
    for (size_t i = 0; i < sizeof issuers / sizeof issuers[0]; i++) {
        order.issuer = hf_str_of(issuers[i]);
        assert_refused(hf_keys_generate(state_dir, &order, &err), key_issuer);
    }
    order.issuer = HF_STR("https://court.example");
    order.origin = HF_STR("court example");
    assert_refused(hf_keys_generate(state_dir, &order, &err), key_origin);
    order.origin = HF_STR("a+b");
    assert_refused(hf_keys_generate(state_dir, &order, &err), key_origin);
    assert_int_equal(access(state_path("unlock"), F_OK), -1);
}

static void no_secret_stands_in_the_files_in_the_open(void **state)
{
    char room[HF_KEYS_FILE_MAX], raw[HF_KEYS_FILE_MAX], text[64];
    struct hf_key_entry entry;
    struct hf_box_key unlock;
    struct hf_seed seed;
    _Alignas(16) unsigned char block[1024];
    struct hf_arena arena;
    struct hf_buf seed_text = HF_BUF(text);
    (void)state;
    hf_arena_init(&arena, block, sizeof block);
    assert_int_equal(make_keys(), HF_OK);
    assert_int_equal(hf_unlock_read(state_dir, &unlock, &err), HF_OK);
    assert_int_equal(hf_key_entry_read(state_dir, HF_KEY_FILE_LOG, room, &entry, &err), HF_OK);
    assert_int_equal(hf_key_entry_open(&entry, HF_KEY_FILE_LOG, &unlock, &arena, &seed, &err), HF_OK);
    hf_b64url_put(&seed_text, seed.byte, sizeof seed.byte);
    struct hf_str file = {raw, file_bytes("keys/log", raw, sizeof raw)};
    assert_false(hf_str_contains(file, hf_buf_str(&seed_text)));
    for (size_t i = 0; i < sizeof block; i++) /* nor in the memory it was opened in */
        assert_int_equal(block[i], 0);
}

static void a_changed_line_keeps_the_key_shut(void **state)
{
    char room[HF_KEYS_FILE_MAX], raw[HF_KEYS_FILE_MAX];
    struct hf_key_entry entry;
    struct hf_box_key unlock;
    struct hf_seed seed;
    _Alignas(16) unsigned char block[1024];
    struct hf_arena arena;
    (void)state;
    hf_arena_init(&arena, block, sizeof block);
    assert_int_equal(make_keys(), HF_OK);
    assert_int_equal(hf_unlock_read(state_dir, &unlock, &err), HF_OK);
    size_t len = file_bytes("keys/log", raw, sizeof raw);
    strstr(raw, "log1")[3] = '2';
    put_file("keys/log", raw, len, 0600);
    assert_int_equal(hf_key_entry_read(state_dir, HF_KEY_FILE_LOG, room, &entry, &err), HF_OK);
    assert_refused(hf_key_entry_open(&entry, HF_KEY_FILE_LOG, &unlock, &arena, &seed, &err), key_shut);
}

static void every_file_cut_short_or_with_more_is_no_key_file(void **state)
{
    char room[HF_KEYS_FILE_MAX], raw[HF_KEYS_FILE_MAX];
    struct hf_key_entry entry;
    (void)state;
    assert_int_equal(make_keys(), HF_OK);
    size_t len = file_bytes("keys/notice", raw, sizeof raw - 1);
    for (size_t cut = 0; cut < len; cut++) {
        put_file("keys/notice", raw, cut, 0600);
        assert_refused(hf_key_entry_read(state_dir, HF_KEY_FILE_NOTICE, room, &entry, &err),
                       key_file_malformed);
    }
    raw[len] = '\n';
    put_file("keys/notice", raw, len + 1, 0600);
    assert_refused(hf_key_entry_read(state_dir, HF_KEY_FILE_NOTICE, room, &entry, &err), key_file_malformed);
    put_file("keys/log", raw, len, 0600);
    assert_refused(hf_key_entry_read(state_dir, HF_KEY_FILE_LOG, room, &entry, &err), key_file_malformed);
}

static void a_missing_key_is_told_with_its_role(void **state)
{
    char room[HF_KEYS_FILE_MAX];
    struct hf_key_entry entry;
    (void)state;
    assert_refused(hf_key_entry_read(state_dir, HF_KEY_FILE_NOTICE, room, &entry, &err), key_missing);
    assert_string_equal(err.arg[0], "notice");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(all_are_made_and_none_is_open_to_others),
        TEST(a_key_tells_its_name_and_date_without_being_unlocked),
        TEST(keys_are_never_written_over),
        TEST(a_refused_try_leaves_nothing_behind),
        TEST(issuer_and_origin_must_be_fit_for_what_they_sign),
        TEST(no_secret_stands_in_the_files_in_the_open),
        TEST(a_changed_line_keeps_the_key_shut),
        TEST(every_file_cut_short_or_with_more_is_no_key_file),
        TEST(a_missing_key_is_told_with_its_role),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
