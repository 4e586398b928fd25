/* SPDX-License-Identifier: Apache-2.0 */
/* What fails here is tried again at the next turn; the log tells of its beginning and its end, not of each
 * try. */
#include "host/loop.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>

#include "host/arena.h"

enum {
    DUE_ROUNDS_MAX = 16,     /* per tick, so that timers do not keep requests waiting */
    SEND_WAIT_MS = 100,      /* how long one turn of the courier may last */
    SEND_REST_LEAST_MS = 10, /* between turns that moved nothing, doubled up to the most */
    SEND_REST_MOST_MS = 200,
    SEND_PAUSE_MS = 1000, /* after a failure */
};

/* A kind of work that may be failing for a while. */
struct health {
    const char *failing, *well; /* events of the log */
    bool is_failing;
};

struct writer {
    struct hf_loop *loop;
    struct hf_desk *desk;
};

struct hf_loop {
    struct hf_loop_setup setup;
    struct writer writer[HF_INLET_DESKS_MAX];
    struct hf_inlet_queues *queues;
    struct health timers, checkpoints;
    atomic_bool is_well;
    pthread_t sender;
    bool sends;
    struct hf_arena sender_arena;
    pthread_mutex_t lock; /* of the two below */
    pthread_cond_t ready;
    bool news, stopping;
};

static void report(struct hf_loop *loop, struct health *health, enum hf_rc rc, const struct hf_err *err)
{
    if (rc != HF_OK && !health->is_failing)
        hf_log_failure(loop->setup.log, health->failing, err);
    if (rc == HF_OK && health->is_failing)
        hf_log_event(loop->setup.log, HF_LOG_INFO, health->well, NULL);
    health->is_failing = rc != HF_OK;
}

static void wake_sender(struct hf_loop *loop)
{
    pthread_mutex_lock(&loop->lock);
    loop->news = true;
    pthread_cond_signal(&loop->ready);
    pthread_mutex_unlock(&loop->lock);
}

/* ---- writers ---- */

static enum hf_rc serve(void *self, const struct hf_request *requests, size_t count, struct hf_arena *arena,
                        struct hf_response *out, struct hf_err *err)
{
    struct writer *writer = self;
    uint64_t notices = 0;
    HF_TRY(hf_desk_serve(writer->desk, requests, count, arena, out, err));
    for (size_t i = 0; i < count; i++)
        notices += out[i].notices;
    if (notices > 0)
        wake_sender(writer->loop);
    return HF_OK;
}

static void rest_desk(void *self)
{
    struct writer *writer = self;
    hf_desk_rest(writer->desk);
}

static enum hf_rc fire_timers(struct hf_desk *desk, struct hf_arena *arena, size_t *all, struct hf_err *err)
{
    size_t fired = 1;
    for (int round = 0; round < DUE_ROUNDS_MAX && fired > 0; round++) {
        size_t mark = hf_arena_mark(arena);
        fired = 0;
        enum hf_rc rc = hf_watch_due(desk, arena, &fired, err);
        hf_arena_reset(arena, mark);
        *all += fired;
        HF_TRY(rc);
    }
    return HF_OK;
}

static void tick(void *self, struct hf_arena *arena)
{
    struct writer *writer = self;
    struct hf_loop *loop = writer->loop;
    struct hf_err err;
    size_t fired = 0;
    int64_t size = 0;
    enum hf_rc fire = fire_timers(writer->desk, arena, &fired, &err);
    report(loop, &loop->timers, fire, &err);
    hf_arena_reset(arena, 0);
    if (fired > 0)
        wake_sender(loop);
    enum hf_rc sign = hf_watch_checkpoint(writer->desk, arena, &size, &err);
    report(loop, &loop->checkpoints, sign, &err);
    atomic_store(&loop->is_well, fire != HF_UNAVAILABLE && sign != HF_UNAVAILABLE);
}

/* ---- the sender ---- */

/* Until there is news, the time is over or the stop; true: go on. */
static bool rest(struct hf_loop *loop, int64_t ms)
{
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += (until.tv_nsec / 1000000 + ms) / 1000;
    until.tv_nsec = (until.tv_nsec / 1000000 + ms) % 1000 * 1000000;
    int rc = 0;
    pthread_mutex_lock(&loop->lock);
    while (!loop->news && !loop->stopping && rc == 0)
        rc = pthread_cond_timedwait(&loop->ready, &loop->lock, &until);
    loop->news = false;
    bool go_on = !loop->stopping;
    pthread_mutex_unlock(&loop->lock);
    return go_on;
}

static int64_t rest_after(enum hf_rc rc, size_t moved, int64_t last_ms)
{
    if (rc != HF_OK)
        return SEND_PAUSE_MS;
    if (moved > 0)
        return 0;
    int64_t next_ms = last_ms < SEND_REST_LEAST_MS ? SEND_REST_LEAST_MS : last_ms * 2;
    return next_ms < SEND_REST_MOST_MS ? next_ms : SEND_REST_MOST_MS;
}

static void *send_notices(void *given)
{
    struct hf_loop *loop = given;
    struct health health = {.failing = "sending_fails", .well = "sending_again"};
    int64_t rest_ms = 0;
    do {
        struct hf_err err;
        size_t moved = 0;
        enum hf_rc rc = hf_dispatch_once(loop->setup.sender, loop->setup.courier, SEND_WAIT_MS,
                                         &loop->sender_arena, &moved, &err);
        hf_desk_rest(loop->setup.sender);
        hf_host_arena_clear(&loop->sender_arena, (size_t)1 << 20);
        report(loop, &health, rc, &err);
        rest_ms = rest_after(rc, moved, rest_ms);
    } while (rest(loop, rest_ms));
    return NULL;
}

/* ---- opening, closing ---- */

static enum hf_rc start_sender(struct hf_loop *loop, struct hf_err *err)
{
    if (loop->setup.sender == NULL)
        return HF_OK;
    HF_TRY(hf_host_arena_open(&loop->sender_arena, HF_HOST_ARENA_SIZE, err));
    loop->sends = pthread_create(&loop->sender, NULL, send_notices, loop) == 0;
    return loop->sends ? HF_OK : hf_fail(err, HF_WORD_host_no_memory, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
}

static enum hf_rc start_writers(struct hf_loop *loop, struct hf_desk *const *desks, struct hf_err *err)
{
    struct hf_inlet_setup inlet = {.desks = loop->setup.desk_count, .room = loop->setup.room};
    inlet.tick_ms = loop->setup.tick_ms;
    for (size_t i = 0; i < loop->setup.desk_count; i++) {
        loop->writer[i] = (struct writer){loop, desks[i]};
        inlet.desk[i] = (struct hf_inlet_desk){.self = &loop->writer[i], .serve = serve, .rest = rest_desk};
    }
    inlet.desk[0].tick = tick;
    return hf_inlet_open(&inlet, &loop->queues, err);
}

static void make_lock(struct hf_loop *loop)
{
    pthread_condattr_t steady;
    pthread_mutex_init(&loop->lock, NULL);
    pthread_condattr_init(&steady);
    pthread_condattr_setclock(&steady, CLOCK_MONOTONIC);
    pthread_cond_init(&loop->ready, &steady);
    pthread_condattr_destroy(&steady);
}

enum hf_rc hf_loop_start(const struct hf_loop_setup *setup, struct hf_loop **out, struct hf_err *err)
{
    struct hf_loop *loop = calloc(1, sizeof *loop);
    if (loop == NULL)
        return hf_fail(err, HF_WORD_host_no_memory, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
    loop->setup = *setup;
    loop->setup.desks = NULL; /* the caller's list; the writers have them from here */
    loop->timers = (struct health){.failing = "timers_fail", .well = "timers_again"};
    loop->checkpoints = (struct health){.failing = "checkpoints_fail", .well = "checkpoints_again"};
    atomic_init(&loop->is_well, true);
    make_lock(loop);
    enum hf_rc rc = start_writers(loop, setup->desks, err);
    if (rc == HF_OK)
        rc = start_sender(loop, err);
    if (rc != HF_OK) {
        hf_loop_stop(loop);
        hf_loop_close(loop);
        return rc;
    }
    *out = loop;
    return HF_OK;
}

struct hf_inlet hf_loop_inlet(struct hf_loop *loop)
{
    return hf_inlet_port(loop->queues);
}

bool hf_loop_is_well(const struct hf_loop *loop)
{
    return atomic_load(&loop->is_well);
}

static void stop_sender(struct hf_loop *loop)
{
    pthread_mutex_lock(&loop->lock);
    loop->stopping = true;
    pthread_cond_signal(&loop->ready);
    pthread_mutex_unlock(&loop->lock);
    pthread_join(loop->sender, NULL);
    loop->sends = false;
}

/* The writers' threads have ended when the last checkpoint is signed here, at the first one's desk. */
static void sign_last(struct hf_loop *loop)
{
    struct hf_arena arena;
    struct hf_err err;
    int64_t size = 0;
    if (hf_host_arena_open(&arena, HF_HOST_ARENA_SIZE, &err) != HF_OK)
        return;
    enum hf_rc rc = hf_watch_checkpoint(loop->writer[0].desk, &arena, &size, &err);
    report(loop, &loop->checkpoints, rc, &err);
    hf_host_arena_close(&arena);
}

void hf_loop_stop(struct hf_loop *loop)
{
    if (loop->queues != NULL)
        hf_inlet_stop(loop->queues);
    if (loop->sends)
        stop_sender(loop); /* what it tells the files is covered by the last checkpoint too */
    if (loop->queues != NULL)
        sign_last(loop);
}

void hf_loop_close(struct hf_loop *loop)
{
    if (loop->queues != NULL)
        hf_inlet_close(loop->queues);
    hf_host_arena_close(&loop->sender_arena);
    pthread_cond_destroy(&loop->ready);
    pthread_mutex_destroy(&loop->lock);
    free(loop);
}
