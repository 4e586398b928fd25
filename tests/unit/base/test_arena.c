/* SPDX-License-Identifier: Apache-2.0 */
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "unit/unit.h"

static _Alignas(64) unsigned char block[256];

static struct hf_arena fresh(void)
{
    struct hf_arena arena;
    memset(block, 0xAA, sizeof block);
    hf_arena_init(&arena, block, sizeof block);
    return arena;
}

static void what_is_taken_is_zeroed_and_aligned(void **state)
{
    (void)state;
    struct hf_arena arena = fresh();
    for (size_t align = 1; align <= 64; align *= 2) {
        hf_arena_take(&arena, 1, 1, 1);
        unsigned char *at = hf_arena_take(&arena, 3, align, 1);
        assert_int_equal((uintptr_t)at % align, 0);
        for (size_t i = 0; i < 3; i++)
            assert_int_equal(at[i], 0);
    }
}

static void pieces_do_not_overlap(void **state)
{
    (void)state;
    struct hf_arena arena = fresh();
    uint64_t *a = HF_NEW(&arena, uint64_t, 3);
    uint64_t *b = HF_NEW(&arena, uint64_t, 3);
    memset(a, 1, 3 * sizeof *a);
    assert_true(b >= a + 3 || a >= b + 3);
    for (size_t i = 0; i < 3; i++)
        assert_true(b[i] == 0);
}

static void what_does_not_fit_is_not_given_and_takes_nothing(void **state)
{
    (void)state;
    struct hf_arena arena = fresh();
    assert_non_null(hf_arena_try(&arena, 1, 1, sizeof block - 8));
    size_t used = arena.used;
    assert_null(hf_arena_try(&arena, 9, 1, 1));
    assert_null(hf_arena_try(&arena, SIZE_MAX, 1, 2));
    assert_null(hf_arena_try(&arena, SIZE_MAX, 8, 1));
    assert_int_equal(arena.used, used);
    assert_non_null(hf_arena_try(&arena, 8, 1, 1));
}

static void what_is_taken_unset_is_as_it_was(void **state)
{
    (void)state;
    struct hf_arena arena = fresh();
    unsigned char *at = HF_NEW_UNSET(&arena, unsigned char, 8);
    assert_int_equal(at[7], 0xAA);
    assert_int_equal(arena.peak, 8);
    assert_null(hf_arena_try_unset(&arena, 1, 1, sizeof block - 7));
    assert_int_equal(*HF_NEW(&arena, unsigned char, 1), 0);
}

static void the_mark_gives_back_what_came_after_it(void **state)
{
    (void)state;
    struct hf_arena arena = fresh();
    hf_arena_take(&arena, 16, 8, 1);
    size_t mark = hf_arena_mark(&arena);
    unsigned char *first = hf_arena_take(&arena, 32, 8, 1);
    memset(first, 0xFF, 32);
    hf_arena_reset(&arena, mark);
    unsigned char *second = hf_arena_take(&arena, 16, 8, 1);
    assert_ptr_equal(first, second);
    assert_int_equal(second[0], 0);
    assert_int_equal(arena.peak, 48);
}

static void a_kept_text_is_a_copy(void **state)
{
    (void)state;
    struct hf_arena arena = fresh();
    char text[] = "asset";
    struct hf_str kept = hf_arena_keep(&arena, hf_str_of(text));
    text[0] = 'x';
    assert_str(kept, "asset");
    assert_int_equal(hf_arena_keep(&arena, HF_STR_NONE).len, 0);
}

/* The check that fails ends the process, so it fails in a child whose complaint nobody reads. */
static void assert_aborts(void (*act)(struct hf_arena *arena))
{
    int status = 0;
    struct hf_arena arena = fresh();
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        (void)signal(SIGABRT, SIG_DFL);
        (void)close(STDERR_FILENO);
        act(&arena);
        _exit(0);
    }
    assert_true(waitpid(child, &status, 0) == child);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
}

static void take_too_much(struct hf_arena *arena)
{
    hf_arena_take(arena, sizeof block + 1, 1, 1);
}

static void reset_forwards(struct hf_arena *arena)
{
    hf_arena_reset(arena, arena->used + 1);
}

static void take_askew(struct hf_arena *arena)
{
    hf_arena_take(arena, 1, 3, 1);
}

static void misuse_ends_the_process(void **state)
{
    (void)state;
    assert_aborts(take_too_much);
    assert_aborts(reset_forwards);
    assert_aborts(take_askew);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_taken_is_zeroed_and_aligned),
        cmocka_unit_test(pieces_do_not_overlap),
        cmocka_unit_test(what_does_not_fit_is_not_given_and_takes_nothing),
        cmocka_unit_test(what_is_taken_unset_is_as_it_was),
        cmocka_unit_test(the_mark_gives_back_what_came_after_it),
        cmocka_unit_test(a_kept_text_is_a_copy),
        cmocka_unit_test(misuse_ends_the_process),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
