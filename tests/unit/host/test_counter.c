/* SPDX-License-Identifier: Apache-2.0 */
/* The counter with a desk that is none: hf_desk_refresh is put in its place. */
#include "host/counter.h"

#include <pthread.h>
#include <stdatomic.h>
#include <time.h>

#include "unit/unit.h"

enum { ERRANDS = 200, THREADS = 4 };

static void pause_ms(long ms)
{
    nanosleep(&(struct timespec){.tv_nsec = ms * 1000000}, NULL);
}

static atomic_bool away;
static atomic_int refreshed, done, turns, closed, without_desk;

enum hf_rc hf_desk_refresh(struct hf_desk *desk, struct hf_arena *arena, struct hf_err *err)
{
    (void)desk, (void)arena;
    atomic_fetch_add(&refreshed, 1);
    return atomic_load(&away) ? hf_fail(err, HF_WORD_ledger_away, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE)
                              : HF_OK;
}

static int64_t turn(void *self, struct hf_desk *desk, struct hf_arena *arena)
{
    (void)self, (void)desk, (void)arena;
    atomic_fetch_add(&turns, 1);
    return 20;
}

static void close_turns(void *self)
{
    (void)self;
    atomic_fetch_add(&closed, 1);
}

static struct hf_counter *start(size_t room)
{
    const struct hf_counter_setup setup = {
        .desk = (struct hf_desk *)(uintptr_t)&done, .room = room, .turn = turn, .close = close_turns};
    struct hf_counter *counter;
    struct hf_err err;
    atomic_store(&away, false);
    atomic_store(&done, 0);
    atomic_store(&turns, 0);
    atomic_store(&closed, 0);
    atomic_store(&without_desk, 0);
    assert_int_equal(hf_counter_start(&setup, &counter, &err), HF_OK);
    return counter;
}

static void errand(void *context, struct hf_desk *desk, struct hf_arena *arena)
{
    (void)arena;
    atomic_fetch_add(&without_desk, desk == NULL);
    atomic_fetch_add((atomic_int *)context, 1);
}

static bool reaches(atomic_int *count, int wanted)
{
    for (int i = 0; i < 500 && atomic_load(count) < wanted; i++)
        pause_ms(10);
    return atomic_load(count) >= wanted;
}

static void *bring(void *context)
{
    struct hf_counter *counter = context;
    struct hf_errands errands = hf_counter_errands(counter);
    struct hf_err err;
    for (int i = 0; i < ERRANDS; i++)
        while (errands.offer(errands.self, errand, &done, &err) != HF_OK)
            pause_ms(1);
    return NULL;
}

static void what_many_bring_is_done_once_each(void **state)
{
    (void)state;
    pthread_t thread[THREADS];
    struct hf_counter *counter = start(16);
    for (int i = 0; i < THREADS; i++)
        assert_int_equal(pthread_create(&thread[i], NULL, bring, counter), 0);
    for (int i = 0; i < THREADS; i++)
        pthread_join(thread[i], NULL);
    assert_true(reaches(&done, THREADS * ERRANDS));
    hf_counter_stop(counter);
    assert_int_equal(atomic_load(&done), THREADS * ERRANDS);
    hf_counter_close(counter);
}

static void it_has_turns_of_its_own_and_at_news(void **state)
{
    (void)state;
    struct hf_counter *counter = start(4);
    assert_true(reaches(&turns, 5));
    hf_counter_wake(counter);
    assert_true(reaches(&turns, 6));
    hf_counter_stop(counter);
    assert_int_equal(atomic_load(&closed), 1);
    hf_counter_close(counter);
}

static void where_the_ledger_is_away_the_errand_is_told_so(void **state)
{
    (void)state;
    struct hf_counter *counter = start(4);
    struct hf_errands errands = hf_counter_errands(counter);
    struct hf_err err;
    atomic_store(&away, true);
    pause_ms(50);
    assert_int_equal(errands.offer(errands.self, errand, &done, &err), HF_OK);
    assert_true(reaches(&done, 1));
    assert_int_equal(atomic_load(&without_desk), 1);
    hf_counter_stop(counter);
    hf_counter_close(counter);
}

static void once_stopped_it_takes_nothing(void **state)
{
    (void)state;
    struct hf_counter *counter = start(4);
    struct hf_errands errands = hf_counter_errands(counter);
    struct hf_err err;
    hf_counter_stop(counter);
    assert_int_equal(errands.offer(errands.self, errand, &done, &err), HF_UNAVAILABLE);
    assert_int_equal(err.word, HF_WORD_stopping);
    assert_int_equal(atomic_load(&done), 0);
    hf_counter_close(counter);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_many_bring_is_done_once_each),
        cmocka_unit_test(it_has_turns_of_its_own_and_at_news),
        cmocka_unit_test(where_the_ledger_is_away_the_errand_is_told_so),
        cmocka_unit_test(once_stopped_it_takes_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
