/* SPDX-License-Identifier: Apache-2.0 */
/* What fails here is tried again at the next turn; the log tells of its beginning and its end, not of each
 * try. */
#include "host/loop.h"

#include <stdatomic.h>
#include <stdlib.h>

#include "host/arena.h"
#include "host/turns.h"

enum {
    DUE_ROUNDS_MAX = 16,     /* per turn, so that timers keep neither checkpoints nor the stop waiting */
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
    struct hf_turns watcher, publisher, sender;
    struct health timers, checkpoints; /* the watcher's */
    atomic_bool is_well;
    struct health heads;   /* the publisher's */
    struct health sending; /* the sender's */
    int64_t sender_rest_ms;
};

static void report(struct hf_loop *loop, struct health *health, enum hf_rc rc, const struct hf_err *err)
{
    if (rc != HF_OK && !health->is_failing)
        hf_log_failure(loop->setup.log, health->failing, err);
    if (rc == HF_OK && health->is_failing)
        hf_log_event(loop->setup.log, HF_LOG_INFO, health->well, NULL);
    health->is_failing = rc != HF_OK;
}

/* ---- writers ---- */

/* Tokens that were refused, a line a batch: how many, and why the first. */
static void report_refused(const struct hf_loop *loop, const struct hf_request *requests, size_t count,
                           const struct hf_response *out)
{
    struct hf_log_part parts[] = {{.name = "code"}, {.name = "count"}, {.name = NULL}};
    for (size_t i = 0; i < count; i++)
        if (requests[i].kind == HF_REQUEST_TOKEN && out[i].outcome == HF_REFUSED_ANSWER &&
            hf_err_rc(out[i].err) != HF_UNAVAILABLE && parts[1].figure++ == 0)
            parts[0].text = hf_err_code(out[i].err);
    if (parts[1].figure > 0)
        hf_log_event(loop->setup.log, HF_LOG_WARNING, "token_refused", parts);
}

static enum hf_rc serve_batch(void *self, const struct hf_request *requests, size_t count,
                              struct hf_arena *arena, struct hf_response *out, struct hf_err *err)
{
    struct writer *writer = self;
    uint64_t notices = 0;
    HF_TRY(hf_desk_serve(writer->desk, requests, count, arena, out, err));
    for (size_t i = 0; i < count; i++)
        notices += out[i].notices;
    report_refused(writer->loop, requests, count, out);
    if (notices > 0)
        hf_turns_wake(&writer->loop->sender);
    return HF_OK;
}

static void rest_desk(void *self)
{
    struct writer *writer = self;
    hf_desk_rest(writer->desk);
}

/* ---- the watcher ---- */

/* One round a turn while requests are served: what is due by the clock, the news that answers were recorded
 * among it, has time that they have not. */
static enum hf_rc fire_timers(struct hf_loop *loop, struct hf_arena *arena, size_t *all, struct hf_err *err)
{
    size_t fired = 1;
    for (int round = 0; round < DUE_ROUNDS_MAX && fired > 0; round++) {
        if (round > 0 && hf_inlet_is_busy(loop->queues))
            return HF_OK;
        fired = 0;
        enum hf_rc rc = hf_watch_due(loop->setup.watcher, arena, &fired, err);
        hf_arena_reset(arena, 0);
        *all += fired;
        HF_TRY(rc);
    }
    return HF_OK;
}

static int64_t watch(void *self, struct hf_arena *arena)
{
    struct hf_loop *loop = self;
    struct hf_err err;
    size_t fired = 0, recounted;
    int64_t size = 0;
    enum hf_rc fire = fire_timers(loop, arena, &fired, &err);
    if (fire == HF_OK)
        fire = hf_watch_calendars(loop->setup.watcher, arena, &recounted, &err);
    report(loop, &loop->timers, fire, &err);
    if (fired > 0)
        hf_turns_wake(&loop->sender);
    enum hf_rc sign = hf_watch_checkpoint(loop->setup.watcher, arena, &size, &err);
    report(loop, &loop->checkpoints, sign, &err);
    atomic_store(&loop->is_well, fire != HF_UNAVAILABLE && sign != HF_UNAVAILABLE);
    hf_desk_rest(loop->setup.watcher);
    return loop->setup.tick_ms;
}

/* ---- the publisher ---- */

static int64_t publish(void *self, struct hf_arena *arena)
{
    struct hf_loop *loop = self;
    struct hf_err err;
    report(loop, &loop->heads, hf_watch_heads(loop->setup.publisher, arena, &err), &err);
    hf_desk_rest(loop->setup.publisher);
    return loop->setup.tick_ms;
}

/* ---- the sender ---- */

static int64_t rest_after(enum hf_rc rc, size_t moved, int64_t last_ms)
{
    if (rc != HF_OK)
        return SEND_PAUSE_MS;
    if (moved > 0)
        return 0;
    int64_t next_ms = last_ms < SEND_REST_LEAST_MS ? SEND_REST_LEAST_MS : last_ms * 2;
    return next_ms < SEND_REST_MOST_MS ? next_ms : SEND_REST_MOST_MS;
}

/* What happened to an endpoint or a notice, by the ids of authority and notice: never what the peer said. */
static void tell_news(void *context, const struct hf_dispatch_news *news)
{
    static const struct {
        const char *event;
        enum hf_log_level level;
    } kinds[] = {
        [HF_ENDPOINT_FAILING] = {"endpoint_failing", HF_LOG_WARNING},
        [HF_ENDPOINT_RECOVERED] = {"endpoint_recovered", HF_LOG_INFO},
        [HF_ENDPOINT_PAUSED] = {"endpoint_paused", HF_LOG_ERROR},
        [HF_ENDPOINT_RESUMED] = {"endpoint_resumed", HF_LOG_INFO},
        [HF_ENDPOINT_NONCONFORMING] = {"endpoint_nonconforming", HF_LOG_WARNING},
        [HF_NOTICE_DEAD] = {"notice_dead", HF_LOG_ERROR},
    };
    const struct hf_loop *loop = context;
    char authority[HF_ID_TEXT], notice[HF_UUID_TEXT];
    struct hf_buf who = HF_BUF(authority), which = HF_BUF(notice);
    hf_id_put(&who, &news->recipient);
    hf_id_put_uuid(&which, &news->token);
    struct hf_log_part parts[] = {
        {.name = "authority", .text = hf_buf_str(&who)},
        {.name = "since_ms", .figure = news->since_ms},
        {.name = hf_id_is_zero(&news->token) ? NULL : "notice", .text = hf_buf_str(&which)},
        {.name = NULL}};
    hf_log_event(loop->setup.log, kinds[news->kind].level, kinds[news->kind].event, parts);
}

static int64_t send_notices(void *self, struct hf_arena *arena)
{
    struct hf_loop *loop = self;
    struct hf_err err;
    size_t moved = 0;
    enum hf_rc rc =
        hf_dispatch_once(loop->setup.sender, loop->setup.courier, SEND_WAIT_MS, arena, &moved, &err);
    hf_desk_rest(loop->setup.sender);
    report(loop, &loop->sending, rc, &err);
    if (moved > 0 && loop->setup.moved != NULL)
        loop->setup.moved(loop->setup.moved_self);
    return loop->sender_rest_ms = rest_after(rc, moved, loop->sender_rest_ms);
}

/* ---- opening, closing ---- */

static enum hf_rc start_writers(struct hf_loop *loop, struct hf_desk *const *desks, struct hf_err *err)
{
    struct hf_inlet_setup inlet = {.desks = loop->setup.desk_count, .room = loop->setup.room};
    for (size_t i = 0; i < loop->setup.desk_count; i++) {
        loop->writer[i] = (struct writer){loop, desks[i]};
        inlet.desk[i] =
            (struct hf_inlet_desk){.self = &loop->writer[i], .serve = serve_batch, .rest = rest_desk};
    }
    return hf_inlet_open(&inlet, &loop->queues, err);
}

/* Who wakes the sender begins after it. */
static enum hf_rc start_all(struct hf_loop *loop, struct hf_desk *const *desks, struct hf_err *err)
{
    if (loop->setup.sender != NULL)
        HF_TRY(hf_dispatch_listen(loop->setup.sender, tell_news, loop, err));
    if (loop->setup.sender != NULL)
        HF_TRY(hf_turns_start(&loop->sender, send_notices, loop, err));
    HF_TRY(start_writers(loop, desks, err));
    HF_TRY(hf_turns_start(&loop->publisher, publish, loop, err));
    return hf_turns_start(&loop->watcher, watch, loop, err);
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
    loop->heads = (struct health){.failing = "heads_fail", .well = "heads_again"};
    loop->sending = (struct health){.failing = "sending_fails", .well = "sending_again"};
    atomic_init(&loop->is_well, true);
    enum hf_rc rc = start_all(loop, setup->desks, err);
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

/* All threads have ended when the last checkpoint is signed here, at the watcher's desk. */
static void sign_last(struct hf_loop *loop)
{
    struct hf_arena arena;
    struct hf_err err;
    int64_t size = 0;
    if (hf_host_arena_open(&arena, HF_HOST_ARENA_SIZE, &err) != HF_OK)
        return;
    enum hf_rc rc = hf_watch_checkpoint(loop->setup.watcher, &arena, &size, &err);
    report(loop, &loop->checkpoints, rc, &err);
    hf_host_arena_close(&arena);
}

/* Who wakes the sender ends before it; what the sender tells the files is covered by the last checkpoint
 * too. */
void hf_loop_stop(struct hf_loop *loop)
{
    if (loop->queues != NULL)
        hf_inlet_stop(loop->queues);
    hf_turns_stop(&loop->publisher);
    hf_turns_stop(&loop->watcher);
    hf_turns_stop(&loop->sender);
    if (loop->queues != NULL)
        sign_last(loop);
}

void hf_loop_close(struct hf_loop *loop)
{
    if (loop->queues != NULL)
        hf_inlet_close(loop->queues);
    free(loop);
}
