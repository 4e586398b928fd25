/* SPDX-License-Identifier: Apache-2.0 */
/* Desks that the test plays: they may be held at a gate, so that what waits can be counted. */
#include "host/inlet.h"

#include <pthread.h>

#include "base/code.h"
#include "unit/host/host.h"

enum { DESKS = 3, PRODUCERS = 4, EACH = 2000, FILES = 40, ROOM = 50 };

struct gate {
    pthread_mutex_t lock;
    pthread_cond_t moved;
    bool shut;
    size_t inside; /* batches being served */
};

struct played {
    struct gate gate;
    size_t batches, largest;
    uint32_t seq[FILES]; /* the last seen of each file */
    bool out_of_order, fails;
};

static struct played desk[DESKS];
static struct hf_inlet_queues *queues;

static enum hf_rc serve(void *self, const struct hf_request *requests, size_t count, struct hf_arena *arena,
                        struct hf_response *out, struct hf_err *why)
{
    struct played *played = self;
    struct gate *gate = &played->gate;
    (void)arena;
    pthread_mutex_lock(&gate->lock);
    gate->inside++;
    pthread_cond_broadcast(&gate->moved);
    while (gate->shut)
        pthread_cond_wait(&gate->moved, &gate->lock);
    played->batches++;
    if (count > played->largest)
        played->largest = count;
    pthread_mutex_unlock(&gate->lock);
    if (played->fails)
        return hf_fail(why, HF_WORD_ledger_away, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
    for (size_t i = 0; i < count; i++) {
        const struct hf_command *command = &requests[i].command;
        uint32_t *last = &played->seq[command->file.byte[1] % FILES];
        if (command->run <= *last && command->run != 0)
            played->out_of_order = true;
        *last = command->run;
        out[i] = (struct hf_response){.outcome = HF_DONE, .seq = (uint32_t)command->event.len};
    }
    return HF_OK;
}

static void start(size_t desks)
{
    struct hf_inlet_setup setup = {.desks = desks, .room = ROOM, .arena_size = 64 << 20};
    memset(desk, 0, sizeof desk);
    for (size_t i = 0; i < desks; i++) {
        pthread_mutex_init(&desk[i].gate.lock, NULL);
        pthread_cond_init(&desk[i].gate.moved, NULL);
        setup.desk[i] = (struct hf_inlet_desk){.self = &desk[i], .serve = serve};
    }
    assert_int_equal(hf_inlet_open(&setup, &queues, &err), HF_OK);
}

static void shut_gate(bool shut)
{
    pthread_mutex_lock(&desk[0].gate.lock);
    desk[0].gate.shut = shut;
    pthread_cond_broadcast(&desk[0].gate.moved);
    pthread_mutex_unlock(&desk[0].gate.lock);
}

static void await_inside(size_t batches)
{
    pthread_mutex_lock(&desk[0].gate.lock);
    while (desk[0].gate.inside < batches)
        pthread_cond_wait(&desk[0].gate.moved, &desk[0].gate.lock);
    pthread_mutex_unlock(&desk[0].gate.lock);
}

/* ---- answers ---- */

struct answers {
    pthread_mutex_t lock;
    size_t done, refused;
    struct hf_response last;
    enum hf_word refusal; /* the last one's */
};
static struct answers answers;

static int begin(void **state)
{
    memset(&answers, 0, sizeof answers);
    pthread_mutex_init(&answers.lock, NULL);
    return state_make(state);
}
#undef TEST
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, state_remove)

static void take_answer(void *context, const struct hf_response *response)
{
    struct answers *to = context;
    pthread_mutex_lock(&to->lock);
    to->done++;
    to->refused += response->outcome == HF_REFUSED_ANSWER;
    to->refusal = response->outcome == HF_REFUSED_ANSWER ? response->err->word : HF_WORD_ok;
    to->last = *response;
    pthread_mutex_unlock(&to->lock);
}

static enum hf_rc offer_one(struct hf_inlet inlet, unsigned file, uint32_t run, struct hf_err *why)
{
    struct hf_request request = {.kind = HF_REQUEST_COMMAND};
    request.command.file = (struct hf_id){{1, (unsigned char)file}};
    request.command.event = HF_STR("freeze");
    request.command.run = run;
    return inlet.offer(inlet.self, &request, take_answer, &answers, why);
}

/* ---- tests ---- */

static void what_was_offered_is_copied_whole(void **state)
{
    char event[] = "freeze", text[] = "{\"holder\":{\"name\":[1,\"two\"]}}";
    static _Alignas(16) unsigned char block[1 << 16];
    struct hf_arena arena;
    struct hf_request request = {.kind = HF_REQUEST_COMMAND};
    (void)state;
    hf_arena_init(&arena, block, sizeof block);
    start(1);
    shut_gate(true);
    request.command.event = hf_str_of(event);
    struct hf_str source = {text, sizeof text - 1};
    assert_int_equal(hf_json_read(source, &hf_json_payload_limits, &arena, &request.command.payload, &err),
                     HF_OK);
    struct hf_inlet inlet = hf_inlet_port(queues);
    assert_int_equal(inlet.offer(inlet.self, &request, take_answer, &answers, &err), HF_OK);
    memset(event, 0, sizeof event);
    memset(text, 0, sizeof text);
    memset(block, 0, sizeof block);
    shut_gate(false);
    hf_inlet_stop(queues);
    hf_inlet_close(queues);
    assert_int_equal(answers.done, 1);
    assert_int_equal(answers.last.seq, 6);
}

static void a_full_queue_says_so_and_forgets_nothing(void **state)
{
    struct hf_err why;
    size_t taken = 0;
    (void)state;
    start(1);
    struct hf_inlet inlet = hf_inlet_port(queues);
    shut_gate(true);
    assert_int_equal(offer_one(inlet, 1, 0, &why), HF_OK);
    await_inside(1);
    while (offer_one(inlet, 1, 0, &why) == HF_OK)
        taken++;
    assert_str(hf_err_code(&why), "queue_full");
    assert_int_equal(taken, ROOM);
    shut_gate(false);
    hf_inlet_stop(queues);
    assert_int_equal(answers.done, taken + 1);
    assert_int_equal(desk[0].batches, 2);
    assert_int_equal(desk[0].largest, ROOM); /* all that came while the first was served */
    hf_inlet_close(queues);
}

/* Its one request is in the batch: nothing waits behind it. */
static void what_serves_is_busy_until_it_rests(void **state)
{
    (void)state;
    start(1);
    assert_false(hf_inlet_is_busy(queues));
    shut_gate(true);
    assert_int_equal(offer_one(hf_inlet_port(queues), 1, 0, &err), HF_OK);
    assert_true(hf_inlet_is_busy(queues));
    await_inside(1);
    assert_true(hf_inlet_is_busy(queues));
    shut_gate(false);
    for (int i = 0; i < 5000 && hf_inlet_is_busy(queues); i++)
        usleep(1000);
    assert_false(hf_inlet_is_busy(queues));
    hf_inlet_stop(queues);
    assert_int_equal(answers.done, 1);
    hf_inlet_close(queues);
}

static void after_the_stop_nothing_is_taken(void **state)
{
    (void)state;
    start(1);
    struct hf_inlet inlet = hf_inlet_port(queues);
    hf_inlet_stop(queues);
    assert_refused(offer_one(inlet, 1, 0, &err), stopping);
    hf_inlet_close(queues);
}

static void a_request_that_is_too_large_is_refused(void **state)
{
    static char large[(1 << 20) + 1];
    struct hf_request request = {.kind = HF_REQUEST_TOKEN, .token = {large, sizeof large}};
    (void)state;
    start(1);
    struct hf_inlet inlet = hf_inlet_port(queues);
    assert_refused(inlet.offer(inlet.self, &request, take_answer, &answers, &err), too_large);
    hf_inlet_stop(queues);
    hf_inlet_close(queues);
}

static void a_batch_that_failed_is_everybodys_answer(void **state)
{
    (void)state;
    start(1);
    desk[0].fails = true;
    struct hf_inlet inlet = hf_inlet_port(queues);
    for (unsigned i = 0; i < 5; i++)
        assert_int_equal(offer_one(inlet, 1, 0, &err), HF_OK);
    hf_inlet_stop(queues);
    assert_int_equal(answers.done, 5);
    assert_int_equal(answers.refused, 5);
    assert_int_equal(answers.refusal, HF_WORD_ledger_away);
    hf_inlet_close(queues);
}

struct producer {
    unsigned first_file;
    struct hf_inlet inlet;
};

/* Offers to files of its own, in order; tries again while the queue is full. */
static void *produce(void *given)
{
    struct producer *producer = given;
    struct hf_err why;
    for (uint32_t run = 1; run <= EACH; run++) {
        unsigned file = producer->first_file + run % (FILES / PRODUCERS);
        while (offer_one(producer->inlet, file, run, &why) != HF_OK)
            usleep(200);
    }
    return NULL;
}

static void of_one_file_all_go_to_one_desk_in_their_order(void **state)
{
    struct producer producer[PRODUCERS];
    pthread_t thread[PRODUCERS];
    (void)state;
    start(DESKS);
    for (unsigned i = 0; i < PRODUCERS; i++) {
        producer[i] = (struct producer){i * (FILES / PRODUCERS), hf_inlet_port(queues)};
        assert_int_equal(pthread_create(&thread[i], NULL, produce, &producer[i]), 0);
    }
    for (size_t i = 0; i < PRODUCERS; i++)
        assert_int_equal(pthread_join(thread[i], NULL), 0);
    hf_inlet_stop(queues);
    assert_int_equal(answers.done, PRODUCERS * EACH);
    assert_int_equal(answers.refused, 0);
    for (size_t file = 0; file < FILES; file++) {
        size_t desks = 0;
        for (size_t i = 0; i < DESKS; i++)
            desks += desk[i].seq[file] != 0;
        assert_int_equal(desks, 1);
    }
    for (size_t i = 0; i < DESKS; i++) {
        assert_false(desk[i].out_of_order);
        assert_true(desk[i].batches > 0);
    }
    hf_inlet_close(queues);
}

/* Offers tokens of so many threads, no two of them alike at their ends; how many desks got any. */
static size_t desks_of_tokens(size_t threads)
{
    struct hf_inlet inlet;
    size_t desks = 0;
    start(DESKS);
    inlet = hf_inlet_port(queues);
    for (size_t i = 0; i < 30; i++) {
        char claims[64], text[160];
        struct hf_buf token = HF_BUF(text);
        int len = snprintf(claims, sizeof claims, "{\"jti\":\"j%zu\",\"txn\":\"t%zu\"}", i, i % threads);
        hf_buf_put(&token, HF_STR("e30."));
        hf_b64url_put(&token, claims, (size_t)len);
        hf_buf_put_char(&token, '.');
        hf_b64url_put(&token, claims, (size_t)len);
        struct hf_request request = {.kind = HF_REQUEST_TOKEN, .token = hf_buf_str(&token)};
        assert_int_equal(inlet.offer(inlet.self, &request, take_answer, &answers, &err), HF_OK);
    }
    hf_inlet_stop(queues);
    for (size_t i = 0; i < DESKS; i++)
        desks += desk[i].batches > 0;
    hf_inlet_close(queues);
    return desks;
}

static void tokens_of_one_thread_go_to_one_desk(void **state)
{
    (void)state;
    assert_int_equal(desks_of_tokens(1), 1);
    assert_int_equal(desks_of_tokens(30), DESKS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(what_was_offered_is_copied_whole),
        TEST(what_serves_is_busy_until_it_rests),
        TEST(a_full_queue_says_so_and_forgets_nothing),
        TEST(after_the_stop_nothing_is_taken),
        TEST(a_request_that_is_too_large_is_refused),
        TEST(a_batch_that_failed_is_everybodys_answer),
        TEST(of_one_file_all_go_to_one_desk_in_their_order),
        TEST(tokens_of_one_thread_go_to_one_desk),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
