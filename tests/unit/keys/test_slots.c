/* SPDX-License-Identifier: Apache-2.0 */
/* Slots under many hands, and after a stop in the middle of an append. */
#include "keys/slots.h"

#include <pthread.h>
#include <sys/wait.h>

#include "unit/keys/state.h"

enum { HANDS = 4, EACH = 700 };

static int with_keys(void **state)
{
    state_make(state);
    assert_int_equal(make_keys(), HF_OK);
    return 0;
}
#undef TEST
#define TEST(name) cmocka_unit_test_setup_teardown(name, with_keys, state_remove)

static int64_t take_one(struct hf_keyring *ring)
{
    struct hf_keys keys = hf_keyring_port(ring);
    struct hf_subject_key row = {.slot = -1};
    struct hf_err why;
    return keys.subject_keys(keys.self, &row, 1, &why) == HF_OK ? row.slot : -1;
}

static void take_many(int64_t slots[EACH])
{
    struct hf_keyring *ring;
    struct hf_err why;
    if (hf_keyring_open(state_dir, dice, &ring, &why) != HF_OK)
        return;
    for (size_t i = 0; i < EACH; i++)
        slots[i] = take_one(ring);
    hf_keyring_close(ring);
}

static void *take_in_thread(void *slots)
{
    take_many(slots);
    return NULL;
}

static int by_number(const void *a, const void *b)
{
    int64_t left, right;
    memcpy(&left, a, sizeof left);
    memcpy(&right, b, sizeof right);
    return (left > right) - (left < right);
}

static void assert_all_differ(int64_t *slots, size_t count)
{
    qsort(slots, count, sizeof slots[0], by_number);
    assert_true(slots[0] >= 0);
    for (size_t i = 1; i < count; i++)
        assert_true(slots[i] > slots[i - 1]);
}

static void threads_never_get_the_same_slot(void **state)
{
    static int64_t slots[HANDS][EACH];
    pthread_t threads[HANDS];
    (void)state;
    for (size_t i = 0; i < HANDS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, take_in_thread, slots[i]), 0);
    for (size_t i = 0; i < HANDS; i++)
        assert_int_equal(pthread_join(threads[i], NULL), 0);
    assert_all_differ(&slots[0][0], (size_t)HANDS * EACH);
}

/* In a child: takes slots and writes their numbers into the pipe. */
static void child(int out)
{
    static int64_t slots[EACH];
    take_many(slots);
    _exit(write(out, slots, sizeof slots) == (ssize_t)sizeof slots ? 0 : 1);
}

static void read_slots(int from, int64_t slots[EACH])
{
    size_t got = 0;
    while (got < EACH * sizeof slots[0]) {
        ssize_t more = read(from, (char *)slots + got, EACH * sizeof slots[0] - got);
        assert_true(more > 0);
        got += (size_t)more;
    }
}

static void processes_never_get_the_same_slot(void **state)
{
    static int64_t slots[HANDS][EACH];
    int ends[HANDS][2];
    (void)state;
    for (size_t i = 0; i < HANDS; i++) {
        assert_int_equal(pipe(ends[i]), 0);
        pid_t pid = fork();
        if (pid == 0)
            child(ends[i][1]);
        close(ends[i][1]);
    }
    for (size_t i = 0; i < HANDS; i++) {
        int status = 1;
        read_slots(ends[i][0], slots[i]);
        close(ends[i][0]);
        assert_true(wait(&status) > 0);
        assert_int_equal(status, 0);
    }
    assert_all_differ(&slots[0][0], (size_t)HANDS * EACH);
}

static void an_append_that_was_cut_off_is_written_over(void **state)
{
    struct hf_keyring *ring;
    (void)state;
    put_file("keys/subjects", "half of a slot", 14, 0600);
    assert_int_equal(hf_keyring_open(state_dir, dice, &ring, &err), HF_OK);
    assert_int_equal(take_one(ring), 0);
    hf_keyring_close(ring);
}

static void unused_slots_of_one_that_ended_are_skipped(void **state)
{
    struct hf_keyring *ring;
    (void)state;
    assert_int_equal(hf_keyring_open(state_dir, dice, &ring, &err), HF_OK);
    assert_int_equal(take_one(ring), 0);
    hf_keyring_close(ring);
    assert_int_equal(hf_keyring_open(state_dir, dice, &ring, &err), HF_OK);
    assert_int_equal(take_one(ring), HF_SLOTS_BLOCK);
    hf_keyring_close(ring);
}

/* Whole blocks of one keyring are as long as the file grows; the last stays as long as the one before. */
static void who_uses_up_a_block_gets_a_longer_one(void **state)
{
    static struct hf_subject_key rows[5 * HF_SLOTS_MOST];
    static char raw[8 * HF_SLOTS_MOST * HF_SLOT_SIZE];
    int64_t had = 0;
    struct hf_keyring *ring;
    (void)state;
    assert_int_equal(hf_keyring_open(state_dir, dice, &ring, &err), HF_OK);
    struct hf_keys keys = hf_keyring_port(ring);
    for (int64_t block = HF_SLOTS_BLOCK; had < 4 * HF_SLOTS_MOST; had += block) {
        block = had == 0 ? HF_SLOTS_BLOCK : had < HF_SLOTS_MOST - HF_SLOTS_BLOCK ? 2 * block : HF_SLOTS_MOST;
        for (int64_t i = 0; i < block; i++)
            rows[had + i] = (struct hf_subject_key){.slot = -1};
        assert_int_equal(keys.subject_keys(keys.self, &rows[had], (size_t)block, &err), HF_OK);
        assert_int_equal(file_bytes("keys/subjects", raw, sizeof raw), (had + block) * HF_SLOT_SIZE);
    }
    for (int64_t i = 0; i < had; i++) {
        struct hf_subject_key again = {.slot = i};
        assert_int_equal(rows[i].slot, i);
        assert_int_equal(keys.subject_keys(keys.self, &again, 1, &err), HF_OK);
        assert_memory_equal(&again.key, &rows[i].key, sizeof again.key);
    }
    hf_keyring_close(ring);
}

static void a_slot_put_into_the_place_of_another_does_not_open(void **state)
{
    char raw[2 * HF_SLOT_SIZE];
    struct hf_subject_key row = {.slot = 0};
    struct hf_keyring *ring;
    (void)state;
    assert_int_equal(hf_keyring_open(state_dir, dice, &ring, &err), HF_OK);
    assert_int_equal(take_one(ring), 0);
    assert_int_equal(file_bytes("keys/subjects", raw, sizeof raw), sizeof raw);
    put_file("keys/subjects", raw + HF_SLOT_SIZE, HF_SLOT_SIZE, 0600);
    struct hf_keys keys = hf_keyring_port(ring);
    assert_refused(keys.subject_keys(keys.self, &row, 1, &err), key_shut);
    hf_keyring_close(ring);
}

static void a_fresh_key_is_the_one_in_the_file(void **state)
{
    static struct hf_subject_key rows[HF_SLOTS_BLOCK + 1], again[HF_SLOTS_BLOCK + 1];
    struct hf_keyring *ring;
    (void)state;
    assert_int_equal(hf_keyring_open(state_dir, dice, &ring, &err), HF_OK);
    struct hf_keys keys = hf_keyring_port(ring);
    for (size_t i = 0; i <= HF_SLOTS_BLOCK; i++)
        rows[i] = (struct hf_subject_key){.slot = -1};
    assert_int_equal(keys.subject_keys(keys.self, rows, HF_SLOTS_BLOCK + 1, &err), HF_OK);
    for (size_t i = 0; i <= HF_SLOTS_BLOCK; i++)
        again[i] = (struct hf_subject_key){.slot = rows[i].slot};
    assert_int_equal(keys.subject_keys(keys.self, again, HF_SLOTS_BLOCK + 1, &err), HF_OK);
    assert_memory_equal(rows, again, sizeof rows);
    for (size_t i = 1; i <= HF_SLOTS_BLOCK; i++)
        assert_memory_not_equal(&rows[i - 1].key, &rows[i].key, sizeof rows[i].key);
    hf_keyring_close(ring);
}

static void forget(struct hf_keys *keys, int64_t slot)
{
    static unsigned char block[1 << 16];
    const struct hf_forgotten row = {.slot = slot, .values = 1}, *out;
    const struct hf_forget_ask ask = {.rows = &row, .count = 1, .at_ms = INT64_C(1795339753000)};
    struct hf_arena arena;
    size_t count;
    hf_arena_init(&arena, block, sizeof block);
    assert_int_equal(keys->forget(keys->self, &ask, &arena, &out, &count, &err), HF_OK);
}

static void what_was_forgotten_is_gone_from_the_file(void **state)
{
    static const char zeros[HF_SLOT_SIZE];
    char raw[HF_SLOT_SIZE];
    struct hf_keyring *ring;
    (void)state;
    assert_int_equal(hf_keyring_open(state_dir, dice, &ring, &err), HF_OK);
    assert_int_equal(take_one(ring), 0);
    struct hf_keys keys = hf_keyring_port(ring);
    forget(&keys, 0);
    assert_int_equal(file_bytes("keys/subjects", raw, sizeof raw), sizeof raw);
    assert_memory_equal(raw, zeros, sizeof raw);
    hf_keyring_close(ring);
}

/* ---- files put back from a backup ---- */

static struct hf_keyring *open_ring(struct hf_keys *keys)
{
    struct hf_keyring *ring;
    assert_int_equal(hf_keyring_open(state_dir, dice, &ring, &err), HF_OK);
    *keys = hf_keyring_port(ring);
    return ring;
}

static enum hf_rc read_slot(struct hf_keys *keys, int64_t slot)
{
    struct hf_subject_key row = {.slot = slot};
    return keys->subject_keys(keys->self, &row, 1, &err);
}

/* Slots 0 to 2 are taken and the file is copied; then slot 1 is forgotten, and the copy put in its place. */
static size_t put_back(char *copy, size_t size)
{
    struct hf_keys keys;
    struct hf_keyring *ring = open_ring(&keys);
    for (int64_t i = 0; i < 3; i++)
        assert_int_equal(take_one(ring), i);
    size_t len = file_bytes("keys/subjects", copy, size);
    forget(&keys, 1);
    hf_keyring_close(ring);
    put_file("keys/subjects", copy, len, 0600);
    return len;
}

static void a_key_that_a_backup_brings_back_is_destroyed_before_any_is_read(void **state)
{
    static char copy[HF_SLOTS_BLOCK * HF_SLOT_SIZE];
    static const char zeros[HF_SLOT_SIZE];
    struct hf_keys keys;
    (void)state;
    size_t len = put_back(copy, sizeof copy);
    struct hf_keyring *ring = open_ring(&keys);
    assert_int_equal(read_slot(&keys, 0), HF_OK);
    assert_refused(read_slot(&keys, 1), key_forgotten);
    assert_int_equal(read_slot(&keys, 2), HF_OK);
    assert_int_equal(file_bytes("keys/subjects", copy, len), len);
    assert_memory_equal(copy + HF_SLOT_SIZE, zeros, sizeof zeros);
    hf_keyring_close(ring);
}

/* A copy from before the slot was made: its number may be given to nobody else, or that one would be
 * destroyed. */
static void a_slot_that_a_backup_lacks_is_nobodys(void **state)
{
    static char copy[HF_SLOTS_BLOCK * HF_SLOT_SIZE];
    struct hf_keys keys;
    (void)state;
    put_back(copy, sizeof copy);
    put_file("keys/subjects", copy, HF_SLOT_SIZE, 0600);
    struct hf_keyring *ring = open_ring(&keys);
    assert_int_equal(take_one(ring), 2);
    hf_keyring_close(ring);
    ring = open_ring(&keys);
    assert_int_equal(read_slot(&keys, 0), HF_OK);
    assert_refused(read_slot(&keys, 1), key_forgotten);
    assert_int_equal(read_slot(&keys, 2), HF_OK);
    hf_keyring_close(ring);
}

/* ---- the journal ---- */

static void a_journal_that_was_changed_lets_no_key_be_read(void **state)
{
    static char copy[HF_SLOTS_BLOCK * HF_SLOT_SIZE];
    char lines[1024];
    struct hf_keys keys;
    (void)state;
    put_back(copy, sizeof copy);
    size_t len = file_bytes("erasures", lines, sizeof lines);
    for (size_t i = 0; i < len; i += 7) {
        lines[i] ^= 1;
        put_file("erasures", lines, len, 0600);
        struct hf_keyring *ring = open_ring(&keys);
        assert_refused(read_slot(&keys, 0), journal_broken);
        hf_keyring_close(ring);
        lines[i] ^= 1;
    }
}

/* After a line that was cut off nothing was destroyed: the next one takes its place. */
static void a_line_that_was_cut_off_is_written_over(void **state)
{
    static char copy[HF_SLOTS_BLOCK * HF_SLOT_SIZE];
    char lines[1024], again[1024];
    struct hf_keys keys;
    (void)state;
    put_back(copy, sizeof copy);
    size_t len = file_bytes("erasures", lines, sizeof lines);
    memset(lines + len, 0, 100);
    put_file("erasures", lines, len + 100, 0600);
    struct hf_keyring *ring = open_ring(&keys);
    forget(&keys, 2);
    assert_refused(read_slot(&keys, 2), key_forgotten);
    hf_keyring_close(ring);
    assert_true(file_bytes("erasures", again, sizeof again) > len + 100);
    assert_memory_equal(lines, again, len);
    ring = open_ring(&keys);
    assert_int_equal(read_slot(&keys, 0), HF_OK);
    hf_keyring_close(ring);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(threads_never_get_the_same_slot),
        TEST(processes_never_get_the_same_slot),
        TEST(an_append_that_was_cut_off_is_written_over),
        TEST(unused_slots_of_one_that_ended_are_skipped),
        TEST(who_uses_up_a_block_gets_a_longer_one),
        TEST(a_slot_put_into_the_place_of_another_does_not_open),
        TEST(a_fresh_key_is_the_one_in_the_file),
        TEST(what_was_forgotten_is_gone_from_the_file),
        TEST(a_key_that_a_backup_brings_back_is_destroyed_before_any_is_read),
        TEST(a_slot_that_a_backup_lacks_is_nobodys),
        TEST(a_journal_that_was_changed_lets_no_key_be_read),
        TEST(a_line_that_was_cut_off_is_written_over),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
