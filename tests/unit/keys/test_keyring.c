/* SPDX-License-Identifier: Apache-2.0 */
/* The keys in files pass the suite of the port; and what only files can do wrong. */
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include "port/keys_suite.h"
#include "seal/jwk.h"
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

static size_t locked_bytes(void)
{
    char line[128];
    size_t kib = 0;
    FILE *status = fopen("/proc/self/status", "r");
    assert_non_null(status);
    while (fgets(line, sizeof line, status) != NULL)
        if (sscanf(line, "VmLck: %zu kB", &kib) == 1)
            break;
    fclose(status);
    return kib << 10;
}

/* In a process that may lock so much, whoever runs the test. */
static void count_locked(size_t limit, size_t *locked)
{
    const struct rlimit most = {limit, limit};
    struct hf_keyring *mine;
    assert_int_equal(setrlimit(RLIMIT_MEMLOCK, &most), 0);
    if (geteuid() == 0)
        assert_int_equal(setuid(65534), 0);
    assert_int_equal(hf_keyring_open("/nowhere", dice, &mine, &err), HF_OK);
    *locked = locked_bytes();
    hf_keyring_close(mine);
}

static size_t locked_under(size_t limit)
{
    size_t *locked = mmap(NULL, sizeof *locked, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    int status;
    assert_ptr_not_equal(locked, MAP_FAILED);
    pid_t child = fork();
    if (child == 0) {
        count_locked(limit, locked);
        _exit(0);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    size_t out = *locked;
    munmap(locked, sizeof *locked);
    return out;
}

static void where_little_may_be_locked_the_lasting_keys_are(void **state)
{
    enum { LASTING = 20 << 10, WAITING = 64 << 10 };
    (void)state;
    if (locked_under(1 << 20) == 0)
        skip(); /* this machine locks nothing */
    assert_in_range(locked_under(1 << 20), WAITING, WAITING + LASTING);
    assert_in_range(locked_under(LASTING), 4096, LASTING);
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
        cmocka_unit_test(where_little_may_be_locked_the_lasting_keys_are),
    };
    return keys_suite("the keys in files", &maker) + cmocka_run_group_tests(tests, NULL, NULL);
}
