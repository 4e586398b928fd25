/* SPDX-License-Identifier: Apache-2.0 */
/* Copies of the keys of hidden values: none outlives its time, and none keeps what was erased. */
#include "keys/copies.h"

#include "base/when.h"
#include "unit/keys/state.h"

static const int64_t DAY = HF_MS_PER_DAY;
static const int64_t BEGAN = INT64_C(1795339753000);
static _Alignas(16) unsigned char block[1 << 16];
static struct hf_arena arena;

static int with_keys(void **state)
{
    hf_arena_init(&arena, block, sizeof block);
    state_make(state);
    assert_int_equal(make_keys(), HF_OK);
    return 0;
}
#undef TEST
#define TEST(name) cmocka_unit_test_setup_teardown(name, with_keys, state_remove)

/* ---- what is told ---- */

struct told {
    size_t count[HF_COPY_MADE + 1];
    int64_t erased;
    char last[300];
};

static void note(void *context, const struct hf_copy *copy)
{
    struct told *told = context;
    told->count[copy->fate]++;
    told->erased += copy->erased;
    snprintf(told->last, sizeof told->last, "%.*s", HF_STR_ARG(copy->path));
}

static enum hf_rc renew(int64_t now_ms, int64_t keep_ms, struct told *told)
{
    static char folder[256];
    snprintf(folder, sizeof folder, "%s", state_path("copies"));
    const struct hf_copies_order order = {
        .state = state_dir, .folder = folder, .now_ms = now_ms, .keep_ms = keep_ms};
    *told = (struct told){.erased = 0};
    return hf_copies_renew(&order, note, told, &err);
}

static bool is_there(const char *path)
{
    struct stat file;
    return lstat(path, &file) == 0;
}

/* ---- keys ---- */

static int64_t take_key(struct hf_keyring *ring, struct hf_subject_key *row)
{
    struct hf_keys keys = hf_keyring_port(ring);
    *row = (struct hf_subject_key){.slot = -1};
    assert_int_equal(keys.subject_keys(keys.self, row, 1, &err), HF_OK);
    return row->slot;
}

static void erase_key(struct hf_keyring *ring, int64_t slot)
{
    struct hf_keys keys = hf_keyring_port(ring);
    const struct hf_forgotten *out;
    size_t count;
    const struct hf_forgotten row = {.slot = slot, .values = 1};
    const struct hf_forget_ask ask = {.at_ms = BEGAN, .rows = &row, .count = 1};
    assert_int_equal(keys.forget(keys.self, &ask, &arena, &out, &count, &err), HF_OK);
    assert_int_equal(count, 1);
}

/* The sealed bytes of the slot in a copy, or zeros. */
static bool holds_slot(const char *path, int64_t slot)
{
    unsigned char bytes[72] = {0};
    static const unsigned char zeros[72];
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    assert_int_equal(fseek(file, (long)(slot * 72), SEEK_SET), 0);
    assert_int_equal(fread(bytes, 1, sizeof bytes, file), sizeof bytes);
    fclose(file);
    return memcmp(bytes, zeros, sizeof bytes) != 0;
}

static void a_copy_is_a_key_file_that_nobody_else_may_read(void **state)
{
    struct hf_keyring *ring;
    struct hf_subject_key key;
    struct told told;
    static char raw[2][1 << 16];
    (void)state;
    assert_int_equal(hf_keyring_open(state_dir, dice, &ring, &err), HF_OK);
    take_key(ring, &key);
    hf_keyring_close(ring);
    assert_int_equal(renew(BEGAN, 30 * DAY, &told), HF_OK);
    assert_int_equal(told.count[HF_COPY_MADE], 1);
    assert_int_equal(mode_of("copies"), 0700);
    assert_int_equal(mode_of(strstr(told.last, "copies/")), 0600);
    size_t was = file_bytes("keys/subjects", raw[0], sizeof raw[0]);
    assert_int_equal(file_bytes(strstr(told.last, "copies/"), raw[1], sizeof raw[1]), was);
    assert_memory_equal(raw[0], raw[1], was);
    assert_refused(renew(BEGAN, 30 * DAY, &told), key_exists);
}

static void what_was_erased_is_taken_out_of_every_copy(void **state)
{
    struct hf_keyring *ring;
    struct hf_subject_key first, other;
    struct told told;
    char old[300];
    (void)state;
    assert_int_equal(hf_keyring_open(state_dir, dice, &ring, &err), HF_OK);
    take_key(ring, &first);
    take_key(ring, &other);
    assert_int_equal(renew(BEGAN, 30 * DAY, &told), HF_OK);
    memcpy(old, told.last, sizeof old);
    erase_key(ring, first.slot);
    hf_keyring_close(ring);
    assert_true(holds_slot(old, first.slot));
    assert_int_equal(renew(BEGAN + DAY, 30 * DAY, &told), HF_OK);
    assert_int_equal(told.erased, 1);
    assert_int_equal(told.count[HF_COPY_KEPT], 1);
    assert_false(holds_slot(old, first.slot));
    assert_true(holds_slot(old, other.slot));
    assert_false(holds_slot(told.last, first.slot));
    assert_int_equal(renew(BEGAN + 2 * DAY, 30 * DAY, &told), HF_OK);
    assert_int_equal(told.erased, 0);
}

static void a_copy_that_is_too_old_is_destroyed_and_no_other_file(void **state)
{
    struct told told;
    char old[300];
    (void)state;
    assert_int_equal(renew(BEGAN, 2 * DAY, &told), HF_OK);
    memcpy(old, told.last, sizeof old);
    put_file("copies/subjects-of-somebody", "mine", 4, 0600);
    assert_int_equal(renew(BEGAN + 2 * DAY, 2 * DAY, &told), HF_OK);
    assert_int_equal(told.count[HF_COPY_DESTROYED], 0);
    assert_int_equal(renew(BEGAN + 2 * DAY + 1, 2 * DAY, &told), HF_OK);
    assert_int_equal(told.count[HF_COPY_DESTROYED], 1);
    assert_int_equal(told.count[HF_COPY_KEPT], 1);
    assert_int_equal(told.count[HF_COPY_MADE], 1);
    assert_false(is_there(old));
    assert_true(is_there(state_path("copies/subjects-of-somebody")));
}

static void a_copy_of_another_office_is_named(void **state)
{
    struct hf_keyring *ring;
    struct hf_subject_key key;
    struct told told;
    char bytes[72 * 4];
    (void)state;
    assert_int_equal(hf_keyring_open(state_dir, dice, &ring, &err), HF_OK);
    take_key(ring, &key);
    erase_key(ring, key.slot);
    hf_keyring_close(ring);
    assert_int_equal(mkdir(state_path("copies"), 0700), 0);
    memset(bytes, 'x', sizeof bytes);
    put_file("copies/subjects-2026-11-21T00:00:00.000Z", bytes, sizeof bytes, 0600);
    assert_refused(renew(BEGAN, 30 * DAY, &told), key_shut);
    assert_non_null(strstr(err.where, "subjects-2026-11-21"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_copy_is_a_key_file_that_nobody_else_may_read),
        TEST(what_was_erased_is_taken_out_of_every_copy),
        TEST(a_copy_that_is_too_old_is_destroyed_and_no_other_file),
        TEST(a_copy_of_another_office_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
