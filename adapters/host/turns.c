/* SPDX-License-Identifier: Apache-2.0 */
#include "host/turns.h"

#include <time.h>

#include "host/arena.h"

enum { KEPT_BYTES = 1 << 20 }; /* of the arena between turns */

static struct timespec steady_after(int64_t ms)
{
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += (until.tv_nsec / 1000000 + ms) / 1000;
    until.tv_nsec = (until.tv_nsec / 1000000 + ms) % 1000 * 1000000;
    return until;
}

/* Until there is news, the time is over or the stop; true: go on. */
static bool rest(struct hf_turns *turns, int64_t ms)
{
    struct timespec until = steady_after(ms);
    int rc = 0;
    pthread_mutex_lock(&turns->lock);
    while (!turns->news && !turns->stopping && rc == 0)
        rc = pthread_cond_timedwait(&turns->ready, &turns->lock, &until);
    turns->news = false;
    bool go_on = !turns->stopping;
    pthread_mutex_unlock(&turns->lock);
    return go_on;
}

static void *run(void *given)
{
    struct hf_turns *turns = given;
    int64_t rest_ms;
    do {
        rest_ms = turns->turn(turns->self, &turns->arena);
        hf_host_arena_clear(&turns->arena, KEPT_BYTES);
    } while (rest(turns, rest_ms));
    return NULL;
}

static void make_lock(struct hf_turns *turns)
{
    pthread_condattr_t steady;
    pthread_mutex_init(&turns->lock, NULL);
    pthread_condattr_init(&steady);
    pthread_condattr_setclock(&steady, CLOCK_MONOTONIC);
    pthread_cond_init(&turns->ready, &steady);
    pthread_condattr_destroy(&steady);
}

static void close_turns(struct hf_turns *turns)
{
    pthread_cond_destroy(&turns->ready);
    pthread_mutex_destroy(&turns->lock);
    hf_host_arena_close(&turns->arena);
}

enum hf_rc hf_turns_start(struct hf_turns *turns, hf_turn_fn turn, void *self, struct hf_err *err)
{
    *turns = (struct hf_turns){.turn = turn, .self = self};
    HF_TRY(hf_host_arena_open(&turns->arena, HF_HOST_ARENA_SIZE, err));
    make_lock(turns);
    turns->running = pthread_create(&turns->thread, NULL, run, turns) == 0;
    if (turns->running)
        return HF_OK;
    close_turns(turns);
    return hf_fail(err, HF_WORD_host_no_memory, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
}

void hf_turns_wake(struct hf_turns *turns)
{
    if (!turns->running)
        return;
    pthread_mutex_lock(&turns->lock);
    turns->news = true;
    pthread_cond_signal(&turns->ready);
    pthread_mutex_unlock(&turns->lock);
}

void hf_turns_stop(struct hf_turns *turns)
{
    if (!turns->running)
        return;
    pthread_mutex_lock(&turns->lock);
    turns->stopping = true;
    pthread_cond_signal(&turns->ready);
    pthread_mutex_unlock(&turns->lock);
    pthread_join(turns->thread, NULL);
    turns->running = false;
    close_turns(turns);
}
