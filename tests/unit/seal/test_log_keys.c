/* SPDX-License-Identifier: Apache-2.0 */
/* A log whose key was changed twice: which of them signed what. */
#include "seal/log_keys.h"

#include "unit/seal/seal.h"

#define ORIGIN HF_STR("court.example/log1")

enum { KEYS = 3 };
static struct hf_secret secret[KEYS];
static struct hf_log_keys keys;
static const uint64_t from[KEYS] = {0, 10, 25};

static int make_keys(void **state)
{
    open_group(state);
    keys.count = KEYS;
    for (unsigned char i = 0; i < KEYS; i++) {
        keys.at[i] = (struct hf_log_key){.from = from[i]};
        hf_key_make(&(struct hf_seed){{(unsigned char)(i + 1)}}, &secret[i], &keys.at[i].key);
    }
    for (size_t i = 1; i < KEYS; i++) {
        char room[512];
        struct hf_buf text = HF_BUF(room);
        hf_log_key_text(ORIGIN, &keys.at[i - 1].key, from[i], &keys.at[i].key, &text);
        hf_key_sign(&secret[i - 1], hf_buf_str(&text), &keys.at[i].by_old);
        hf_key_sign(&secret[i], hf_buf_str(&text), &keys.at[i].by_new);
    }
    return 0;
}

static struct hf_str list_of(const struct hf_log_keys *of)
{
    struct hf_buf out = hf_buf_in(&arena, HF_LOG_KEYS_TEXT_MAX);
    hf_log_keys_put(ORIGIN, of, &out);
    return hf_buf_str(&out);
}

static void a_list_is_read_as_it_was_written(void **state)
{
    struct hf_log_keys read;
    (void)state;
    assert_int_equal(hf_log_keys_read(list_of(&keys), ORIGIN, &read, &err), HF_OK);
    assert_int_equal(read.count, KEYS);
    assert_memory_equal(&read.at[2].key, &keys.at[2].key, sizeof keys.at[2].key);
    assert_int_equal(read.at[1].from, 10);
    hf_log_keys_first(&keys.at[0].key, &read);
    assert_int_equal(hf_log_keys_read(list_of(&read), ORIGIN, &read, &err), HF_OK);
    assert_int_equal(read.count, 1);
}

/* Every bit of it that is turned is found. */
static void no_bit_of_a_list_is_free(void **state)
{
    struct hf_str text = hf_arena_keep(&arena, list_of(&keys));
    char *at = (char *)(uintptr_t)text.at;
    struct hf_log_keys read;
    (void)state;
    for (size_t bit = 0; bit < text.len * 8; bit++) {
        at[bit / 8] = (char)(at[bit / 8] ^ (1 << bit % 8));
        if (hf_log_keys_read(text, ORIGIN, &read, &err) == HF_OK)
            fail_msg("bit %zu", bit);
        at[bit / 8] = (char)(at[bit / 8] ^ (1 << bit % 8));
    }
    for (size_t len = 0; len < text.len; len++)
        if (hf_log_keys_read(hf_str_part(text, 0, len), ORIGIN, &read, &err) == HF_OK && read.count == KEYS)
            fail_msg("%zu bytes", len);
}

static enum hf_rc verify(size_t by, uint64_t size)
{
    struct hf_buf text = hf_buf_in(&arena, 256), bytes = hf_buf_in(&arena, 512);
    const struct hf_checkpoint checkpoint = {.origin = ORIGIN, .size = size};
    struct hf_note note;
    hf_checkpoint_put(&text, &checkpoint);
    hf_note_sign(&hasher, hf_buf_str(&text), ORIGIN, &secret[by], &keys.at[by].key, &bytes);
    assert_int_equal(hf_note_read(hf_buf_str(&bytes), &note, &err), HF_OK);
    return hf_log_keys_verify(&hasher, &keys, &note, ORIGIN, size, &err);
}

static void each_key_signs_for_its_time_and_both_at_the_change(void **state)
{
    (void)state;
    for (size_t by = 0; by < KEYS; by++)
        for (uint64_t size = 0; size < 40; size++) {
            bool signs = size >= from[by] && (by + 1 == KEYS || size <= from[by + 1]);
            assert_int_equal(verify(by, size), signs ? HF_OK : HF_UNVERIFIED);
            if (!signs)
                assert_int_equal(err.word, HF_WORD_note_stale);
        }
}

static void a_note_by_nobody_of_them_is_unsigned_and_one_that_was_bent_does_not_hold(void **state)
{
    struct hf_buf bytes = hf_buf_in(&arena, 512);
    const struct hf_str text =
        HF_STR("court.example/log1\n30\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n");
    struct hf_secret other;
    struct hf_public key;
    struct hf_note note;
    (void)state;
    hf_key_make(&(struct hf_seed){{9}}, &other, &key);
    hf_note_sign(&hasher, text, ORIGIN, &other, &key, &bytes);
    assert_int_equal(hf_note_read(hf_buf_str(&bytes), &note, &err), HF_OK);
    assert_refused(hf_log_keys_verify(&hasher, &keys, &note, ORIGIN, 30, &err), note_unsigned);
    bytes.len = 0;
    hf_note_sign(&hasher, text, ORIGIN, &other, &keys.at[2].key, &bytes);
    assert_int_equal(hf_note_read(hf_buf_str(&bytes), &note, &err), HF_OK);
    assert_refused(hf_log_keys_verify(&hasher, &keys, &note, ORIGIN, 30, &err), note_signature);
}

static void lists_of_one_log_agree_as_far_as_both_go(void **state)
{
    struct hf_log_keys other = keys;
    (void)state;
    assert_true(hf_log_keys_agree(&keys, &other));
    other.count = 1; /* from before a change */
    assert_true(hf_log_keys_agree(&keys, &other) && hf_log_keys_agree(&other, &keys));
    other.count = KEYS;
    other.at[2].from++;
    assert_false(hf_log_keys_agree(&keys, &other));
    other = keys;
    other.at[0].key.byte[0] ^= 1;
    assert_false(hf_log_keys_agree(&keys, &other));
}

static void the_key_that_signs_now_reaches_to_where_it_began(void **state)
{
    (void)state;
    assert_refused(hf_log_keys_reach(&keys, 24, &err), standstill_early);
    assert_string_equal(err.arg[0], "25");
    assert_string_equal(err.arg[1], "24");
    assert_int_equal(hf_log_keys_reach(&keys, 25, &err), HF_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_list_is_read_as_it_was_written),
        TEST(no_bit_of_a_list_is_free),
        TEST(each_key_signs_for_its_time_and_both_at_the_change),
        TEST(lists_of_one_log_agree_as_far_as_both_go),
        TEST(the_key_that_signs_now_reaches_to_where_it_began),
        TEST(a_note_by_nobody_of_them_is_unsigned_and_one_that_was_bent_does_not_hold),
    };
    return cmocka_run_group_tests(tests, make_keys, close_group);
}
