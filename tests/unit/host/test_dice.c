/* SPDX-License-Identifier: Apache-2.0 */
#include "host/dice.h"

#include <sys/wait.h>
#include "unit/host/host.h"

enum { BYTES = 100000, MANY = 20000 };

/* In throws of so many bytes. */
static void throw(struct hf_dice * dice, unsigned char out[BYTES], size_t each)
{
    for (size_t at = 0; at < BYTES; at += each)
        dice->fill(dice->self, out + at, BYTES - at < each ? BYTES - at : each);
}

static void every_byte_is_thrown_and_no_two_throws_are_alike(void **state)
{
    static unsigned char one[BYTES], two[BYTES];
    struct hf_dice kinds[] = {hf_host_dice(), hf_host_dice_open()};
    static const size_t each[] = {BYTES, 5000, 4088, 24, 1};
    (void)state;
    assert_non_null(kinds[1].self);
    for (size_t k = 0; k < 2; k++)
        for (size_t e = 0; e < sizeof each / sizeof each[0]; e++) {
            size_t seen[256] = {0};
            throw(&kinds[k], one, each[e]);
            throw(&kinds[k], two, each[e]);
            assert_memory_not_equal(one, two, 32);
            for (size_t i = 0; i < BYTES; i++)
                seen[one[i]]++;
            for (size_t i = 0; i < 256; i++) /* 391 each is expected, 20 the deviation */
                assert_true(seen[i] > 200 && seen[i] < 600);
        }
    hf_host_dice_close(&kinds[1]);
    hf_host_dice_close(&kinds[1]);
    assert_null(kinds[1].self);
}

static int by_bytes(const void *a, const void *b)
{
    return memcmp(a, b, 8);
}

static void nothing_is_thrown_twice(void **state)
{
    static unsigned char thrown[MANY][8];
    struct hf_dice dice = hf_host_dice_open();
    (void)state;
    for (size_t i = 0; i < MANY; i++)
        dice.fill(dice.self, thrown[i], sizeof thrown[i]);
    qsort(thrown, MANY, sizeof thrown[0], by_bytes);
    for (size_t i = 1; i < MANY; i++)
        assert_memory_not_equal(thrown[i - 1], thrown[i], sizeof thrown[i]);
    hf_host_dice_close(&dice);
}

static void a_forked_child_throws_its_own(void **state)
{
    struct hf_dice dice = hf_host_dice_open();
    unsigned char first[16], own[16], theirs[16];
    int ends[2], status = 1;
    (void)state;
    dice.fill(dice.self, first, sizeof first);
    assert_int_equal(pipe(ends), 0);
    pid_t pid = fork();
    if (pid == 0) {
        dice.fill(dice.self, own, sizeof own);
        _exit(write(ends[1], own, sizeof own) == (ssize_t)sizeof own ? 0 : 1);
    }
    assert_true(waitpid(pid, &status, 0) == pid);
    assert_int_equal(status, 0);
    assert_int_equal(read(ends[0], theirs, sizeof theirs), sizeof theirs);
    dice.fill(dice.self, own, sizeof own);
    assert_memory_not_equal(own, theirs, sizeof own);
    close(ends[0]);
    close(ends[1]);
    hf_host_dice_close(&dice);
}

/* Neither what was thrown nor a beginning of it is left behind. */
static void what_is_thrown_is_wiped(void **state)
{
    struct hf_dice dice = hf_host_dice_open();
    unsigned char thrown[64];
    (void)state;
    dice.fill(dice.self, thrown, sizeof thrown);
    for (size_t i = 0; i + 8 <= 4096; i++)
        assert_memory_not_equal((unsigned char *)dice.self + i, thrown, 8);
    hf_host_dice_close(&dice);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(every_byte_is_thrown_and_no_two_throws_are_alike),
        TEST(nothing_is_thrown_twice),
        TEST(a_forked_child_throws_its_own),
        TEST(what_is_thrown_is_wiped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
