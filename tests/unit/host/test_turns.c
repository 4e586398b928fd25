/* SPDX-License-Identifier: Apache-2.0 */
#include "host/turns.h"

#include <pthread.h>

#include "unit/host/host.h"

enum { LONG_MS = 3600 * 1000 };

struct played {
    pthread_mutex_t lock;
    pthread_cond_t moved;
    size_t begun, ended;
    bool shut; /* a turn does not come to its end */
    int64_t rest_ms;
};
static struct played played;
static struct hf_turns turns;

static int64_t turn(void *self, struct hf_arena *arena)
{
    struct played *p = self;
    assert_int_equal(arena->used, 0);
    HF_NEW(arena, char, 1000);
    pthread_mutex_lock(&p->lock);
    p->begun++;
    pthread_cond_broadcast(&p->moved);
    while (p->shut)
        pthread_cond_wait(&p->moved, &p->lock);
    p->ended++;
    int64_t rest_ms = p->rest_ms;
    pthread_mutex_unlock(&p->lock);
    return rest_ms;
}

static void await_begun(size_t count)
{
    pthread_mutex_lock(&played.lock);
    while (played.begun < count)
        pthread_cond_wait(&played.moved, &played.lock);
    pthread_mutex_unlock(&played.lock);
}

static void open_gate(void)
{
    pthread_mutex_lock(&played.lock);
    played.shut = false;
    pthread_cond_broadcast(&played.moved);
    pthread_mutex_unlock(&played.lock);
}

static void start(int64_t rest_ms, bool is_shut)
{
    memset(&played, 0, sizeof played);
    pthread_mutex_init(&played.lock, NULL);
    pthread_cond_init(&played.moved, NULL);
    played.rest_ms = rest_ms;
    played.shut = is_shut;
    assert_int_equal(hf_turns_start(&turns, turn, &played, &err), HF_OK);
}

static void turns_follow_one_another_after_the_rest_they_ask_for(void **state)
{
    (void)state;
    start(1, false);
    await_begun(5);
    hf_turns_stop(&turns);
    assert_int_equal(played.ended, played.begun);
}

static void news_ends_the_rest(void **state)
{
    (void)state;
    start(LONG_MS, false);
    for (size_t i = 1; i <= 3; i++) {
        await_begun(i);
        hf_turns_wake(&turns);
    }
    await_begun(4);
    hf_turns_stop(&turns);
}

static void news_that_comes_during_a_turn_is_not_lost(void **state)
{
    (void)state;
    start(LONG_MS, true);
    await_begun(1);
    hf_turns_wake(&turns);
    open_gate();
    await_begun(2);
    hf_turns_stop(&turns);
}

static void the_stop_waits_for_no_rest_and_cuts_no_turn_short(void **state)
{
    (void)state;
    start(LONG_MS, false);
    hf_turns_stop(&turns);
    assert_int_equal(played.begun, 1);
    assert_int_equal(played.ended, 1);
}

static void where_no_thread_runs_nobody_is_woken_or_stopped(void **state)
{
    struct hf_turns none = {0};
    (void)state;
    hf_turns_wake(&none);
    hf_turns_stop(&none);
    start(LONG_MS, false);
    hf_turns_stop(&turns);
    hf_turns_wake(&turns);
    hf_turns_stop(&turns);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(turns_follow_one_another_after_the_rest_they_ask_for),
        TEST(news_ends_the_rest),
        TEST(news_that_comes_during_a_turn_is_not_lost),
        TEST(the_stop_waits_for_no_rest_and_cuts_no_turn_short),
        TEST(where_no_thread_runs_nobody_is_woken_or_stopped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
