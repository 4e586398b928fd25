/* SPDX-License-Identifier: Apache-2.0 */
/* The loop over desks that the test plays: the functions of desk/ are here, each counting its calls. */
#include "host/loop.h"

#include <pthread.h>
#include <stdatomic.h>

#include "unit/host/host.h"

struct hf_desk {
    pthread_mutex_t lock;
    pthread_cond_t moved;
    size_t served, rested, due, checkpoints, heads, sent;
    size_t due_before; /* the first checkpoint */
    size_t timers;     /* that wait to be fired */
    bool away;
    bool shut;   /* what is being served or fired does not come to an end */
    size_t last; /* when it was last at work, among all desks */
};
static atomic_size_t moment;
static struct hf_desk writer, watcher, publisher, sender;
static struct hf_courier courier;
static int log_ends[2];

static size_t *note(struct hf_desk *desk, size_t *counter)
{
    pthread_mutex_lock(&desk->lock);
    ++*counter;
    desk->last = atomic_fetch_add(&moment, 1) + 1;
    if (counter == &desk->checkpoints && desk->checkpoints == 1)
        desk->due_before = desk->due;
    pthread_cond_broadcast(&desk->moved);
    pthread_mutex_unlock(&desk->lock);
    return counter;
}

static void await(struct hf_desk *desk, const size_t *counter, size_t least)
{
    pthread_mutex_lock(&desk->lock);
    while (*counter < least)
        pthread_cond_wait(&desk->moved, &desk->lock);
    pthread_mutex_unlock(&desk->lock);
}

enum hf_rc hf_desk_serve(struct hf_desk *desk, const struct hf_request *requests, size_t count,
                         struct hf_arena *arena, struct hf_response *out, struct hf_err *why)
{
    (void)requests, (void)arena, (void)why;
    for (size_t i = 0; i < count; i++)
        out[i] = (struct hf_response){.outcome = HF_DONE};
    note(desk, &desk->served);
    pthread_mutex_lock(&desk->lock);
    while (desk->shut)
        pthread_cond_wait(&desk->moved, &desk->lock);
    pthread_mutex_unlock(&desk->lock);
    return HF_OK;
}

void hf_desk_rest(struct hf_desk *desk)
{
    note(desk, &desk->rested);
}

static bool is_away(struct hf_desk *desk)
{
    pthread_mutex_lock(&desk->lock);
    bool away = desk->away;
    pthread_mutex_unlock(&desk->lock);
    return away;
}

/* So many more ticks. */
static void await_more(struct hf_desk *desk, const size_t *counter, size_t more)
{
    pthread_mutex_lock(&desk->lock);
    for (size_t least = *counter + more; *counter < least;)
        pthread_cond_wait(&desk->moved, &desk->lock);
    pthread_mutex_unlock(&desk->lock);
}

static void set(struct hf_desk *desk, bool *flag, bool value)
{
    pthread_mutex_lock(&desk->lock);
    *flag = value;
    pthread_cond_broadcast(&desk->moved);
    pthread_mutex_unlock(&desk->lock);
}

enum hf_rc hf_watch_due(struct hf_desk *desk, struct hf_arena *arena, size_t *fired, struct hf_err *why)
{
    HF_NEW(arena, char, 1000);
    note(desk, &desk->due);
    if (is_away(desk))
        return hf_fail(why, HF_WORD_ledger_away, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
    pthread_mutex_lock(&desk->lock);
    while (desk->shut)
        pthread_cond_wait(&desk->moved, &desk->lock);
    *fired = desk->timers > 0;
    desk->timers -= *fired;
    pthread_mutex_unlock(&desk->lock);
    return HF_OK;
}

enum hf_rc hf_watch_calendars(struct hf_desk *desk, struct hf_arena *arena, size_t *recounted,
                              struct hf_err *why)
{
    (void)desk, (void)arena, (void)why;
    *recounted = 0;
    return HF_OK;
}

enum hf_rc hf_watch_heads(struct hf_desk *desk, struct hf_arena *arena, struct hf_err *why)
{
    (void)arena, (void)why;
    note(desk, &desk->heads);
    pthread_mutex_lock(&desk->lock);
    while (desk->shut)
        pthread_cond_wait(&desk->moved, &desk->lock);
    pthread_mutex_unlock(&desk->lock);
    return HF_OK;
}

enum hf_rc hf_watch_checkpoint(struct hf_desk *desk, struct hf_arena *arena, int64_t *size,
                               struct hf_err *why)
{
    (void)arena, (void)size, (void)why;
    note(desk, &desk->checkpoints);
    return HF_OK;
}

enum hf_rc hf_dispatch_once(struct hf_desk *desk, struct hf_courier *with, int64_t wait_ms,
                            struct hf_arena *arena, size_t *moved, struct hf_err *why)
{
    (void)wait_ms, (void)arena, (void)why;
    assert_ptr_equal(with, &courier);
    note(desk, &desk->sent);
    *moved = 0;
    return HF_OK;
}

enum hf_rc hf_dispatch_listen(struct hf_desk *desk, hf_dispatch_news_fn listener, void *context,
                              struct hf_err *why)
{
    (void)listener, (void)context, (void)why;
    assert_ptr_equal(desk, &sender);
    return HF_OK;
}

static int64_t no_time(void *self)
{
    (void)self;
    return 0;
}

static struct hf_loop *start(int64_t tick_ms)
{
    static struct hf_log log;
    struct hf_desk *writers[] = {&writer};
    struct hf_loop *loop = NULL;
    log = hf_log_open(log_ends[1], HF_LOG_TEXT, (struct hf_clock_port){.wall_ms = no_time});
    const struct hf_loop_setup setup = {.desks = writers,
                                        .desk_count = 1,
                                        .room = 10,
                                        .watcher = &watcher,
                                        .tick_ms = tick_ms,
                                        .publisher = &publisher,
                                        .sender = &sender,
                                        .courier = &courier,
                                        .log = &log};
    assert_int_equal(hf_loop_start(&setup, &loop, &err), HF_OK);
    return loop;
}

static int begin(void **state)
{
    (void)state;
    struct hf_desk *desks[] = {&writer, &watcher, &publisher, &sender};
    for (size_t i = 0; i < sizeof desks / sizeof desks[0]; i++) {
        memset(desks[i], 0, sizeof *desks[i]);
        pthread_mutex_init(&desks[i]->lock, NULL);
        pthread_cond_init(&desks[i]->moved, NULL);
    }
    return pipe(log_ends);
}

static int end(void **state)
{
    (void)state;
    close(log_ends[0]);
    close(log_ends[1]);
    return 0;
}
#undef TEST
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

static void ignore(void *context, const struct hf_response *response)
{
    (void)context, (void)response;
}

static void timers_checkpoints_and_notices_are_looked_after(void **state)
{
    (void)state;
    struct hf_loop *loop = start(2);
    await(&watcher, &watcher.due, 2);
    await(&watcher, &watcher.checkpoints, 2);
    await(&publisher, &publisher.heads, 2);
    await(&sender, &sender.sent, 2);
    hf_loop_stop(loop);
    hf_loop_close(loop);
}

static void what_nobody_waits_for_is_done_after_the_answers(void **state)
{
    struct hf_request request = {.kind = HF_REQUEST_COMMAND};
    (void)state;
    struct hf_loop *loop = start(60000);
    struct hf_inlet inlet = hf_loop_inlet(loop);
    assert_int_equal(inlet.offer(inlet.self, &request, ignore, NULL, &err), HF_OK);
    await(&writer, &writer.rested, 1);
    assert_int_equal(writer.served, 1);
    await(&sender, &sender.rested, 1);
    hf_loop_stop(loop);
    hf_loop_close(loop);
}

static void all_timers_that_are_due_fire_in_one_turn(void **state)
{
    (void)state;
    watcher.timers = 9;
    struct hf_loop *loop = start(100);
    await(&watcher, &watcher.checkpoints, 1);
    hf_loop_stop(loop);
    hf_loop_close(loop);
    assert_int_equal(watcher.due_before, 10); /* the tenth finds none */
}

static void no_request_waits_for_the_watch(void **state)
{
    struct hf_request request = {.kind = HF_REQUEST_COMMAND};
    (void)state;
    watcher.shut = true;
    struct hf_loop *loop = start(1);
    struct hf_inlet inlet = hf_loop_inlet(loop);
    await(&watcher, &watcher.due, 1);
    assert_int_equal(inlet.offer(inlet.self, &request, ignore, NULL, &err), HF_OK);
    await(&writer, &writer.served, 1);
    assert_int_equal(watcher.checkpoints, 0);
    set(&watcher, &watcher.shut, false);
    hf_loop_stop(loop);
    hf_loop_close(loop);
}

/* Reading the heads of many files for the first time takes seconds. */
static void nothing_waits_for_the_heads(void **state)
{
    struct hf_request request = {.kind = HF_REQUEST_COMMAND};
    (void)state;
    publisher.shut = true;
    struct hf_loop *loop = start(2);
    struct hf_inlet inlet = hf_loop_inlet(loop);
    await(&publisher, &publisher.heads, 1);
    await_more(&watcher, &watcher.due, 2);
    await_more(&watcher, &watcher.checkpoints, 2);
    assert_int_equal(inlet.offer(inlet.self, &request, ignore, NULL, &err), HF_OK);
    await(&writer, &writer.served, 1);
    assert_int_equal(publisher.heads, 1);
    set(&publisher, &publisher.shut, false);
    hf_loop_stop(loop);
    hf_loop_close(loop);
}

static void timers_take_their_turn_while_requests_wait(void **state)
{
    struct hf_request request = {.kind = HF_REQUEST_COMMAND};
    (void)state;
    writer.shut = true;
    struct hf_loop *loop = start(2);
    struct hf_inlet inlet = hf_loop_inlet(loop);
    assert_int_equal(inlet.offer(inlet.self, &request, ignore, NULL, &err), HF_OK);
    await(&writer, &writer.served, 1);
    assert_int_equal(inlet.offer(inlet.self, &request, ignore, NULL, &err), HF_OK); /* this one waits */
    await_more(&watcher, &watcher.checkpoints, 1);
    pthread_mutex_lock(&watcher.lock);
    size_t rounds = watcher.due - watcher.checkpoints;
    watcher.timers = 9;
    pthread_mutex_unlock(&watcher.lock);
    await_more(&watcher, &watcher.checkpoints, 6);
    pthread_mutex_lock(&watcher.lock);
    assert_in_range(watcher.due - watcher.checkpoints, rounds, rounds + 1);
    pthread_mutex_unlock(&watcher.lock);
    set(&writer, &writer.shut, false);
    hf_loop_stop(loop);
    hf_loop_close(loop);
}

static void the_last_checkpoint_comes_after_the_last_request(void **state)
{
    struct hf_request request = {.kind = HF_REQUEST_COMMAND};
    (void)state;
    struct hf_loop *loop = start(60000);
    struct hf_inlet inlet = hf_loop_inlet(loop);
    assert_int_equal(inlet.offer(inlet.self, &request, ignore, NULL, &err), HF_OK);
    hf_loop_stop(loop);
    assert_int_equal(writer.served, 1);
    assert_int_equal(watcher.last, moment);
    assert_refused(inlet.offer(inlet.self, &request, ignore, NULL, &err), stopping);
    hf_loop_close(loop);
}

static void a_failure_is_told_once_and_so_is_its_end(void **state)
{
    char text[4096];
    (void)state;
    watcher.away = true;
    struct hf_loop *loop = start(1);
    await(&watcher, &watcher.due, 5);
    set(&watcher, &watcher.away, false);
    await_more(&watcher, &watcher.due, 3);
    hf_loop_stop(loop);
    hf_loop_close(loop);
    ssize_t got = read(log_ends[0], text, sizeof text - 1);
    assert_true(got > 0);
    text[got] = '\0';
    const char *fails = strstr(text, " timers_fail code=ledger_away");
    const char *again = strstr(text, " timers_again");
    assert_true(fails != NULL && again != NULL && fails < again);
    assert_null(strstr(fails + 2, "timers_fail"));
    assert_null(strstr(again + 2, "timers_again"));
}

static void it_is_well_while_the_ledger_answers(void **state)
{
    (void)state;
    struct hf_loop *loop = start(1);
    await(&watcher, &watcher.due, 2);
    assert_true(hf_loop_is_well(loop));
    set(&watcher, &watcher.away, true);
    await_more(&watcher, &watcher.due, 3);
    assert_false(hf_loop_is_well(loop));
    set(&watcher, &watcher.away, false);
    await_more(&watcher, &watcher.due, 3);
    assert_true(hf_loop_is_well(loop));
    hf_loop_stop(loop);
    hf_loop_close(loop);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(timers_checkpoints_and_notices_are_looked_after),
        TEST(what_nobody_waits_for_is_done_after_the_answers),
        TEST(all_timers_that_are_due_fire_in_one_turn),
        TEST(no_request_waits_for_the_watch),
        TEST(nothing_waits_for_the_heads),
        TEST(timers_take_their_turn_while_requests_wait),
        TEST(the_last_checkpoint_comes_after_the_last_request),
        TEST(a_failure_is_told_once_and_so_is_its_end),
        TEST(it_is_well_while_the_ledger_answers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
