/* SPDX-License-Identifier: Apache-2.0 */
/* Under the lock: `filling`, `serving`, `ready`, `stopping` and what is in the half being filled. Nothing is
 * served under it. */
#include "host/inlet.h"

#include <pthread.h>
#include <stdlib.h>

#include "base/check.h"
#include "host/arena.h"
#include "seal/set.h"

enum {
    KEPT_BYTES = 4 << 20,    /* of an arena between batches */
    REQUEST_BYTES = 1 << 20, /* texts of one request */
    GLIMPSE_BYTES = 4 << 10, /* of a token's claims */
    TREE_BYTES =
        16 << 20, /* what a payload as a tree may need (record/json.h: 200 bytes per byte of 64 KiB) */
};

struct waiting {
    hf_done_fn done;
    void *context;
};

/* One half: requests in their order, and the arena their texts are in. */
struct half {
    struct hf_arena arena;
    struct hf_request *request;
    struct waiting *waiting;
    size_t count;
};

struct queue {
    const struct hf_inlet_setup *setup;
    struct hf_inlet_desk desk;
    pthread_t thread;
    bool running;
    pthread_mutex_t lock;
    pthread_cond_t ready;
    bool stopping;
    struct half half[2];
    size_t filling;
    bool serving; /* the other half */
};

struct hf_inlet_queues {
    struct hf_inlet_setup setup;
    struct hf_request *requests; /* of all halves */
    struct waiting *waiting;
    struct queue queue[HF_INLET_DESKS_MAX];
};

/* ---- offering ---- */

static uint64_t spread(const unsigned char *bytes, size_t len)
{
    uint64_t hash = UINT64_C(14695981039346656037);
    for (size_t i = 0; i < len; i++)
        hash = (hash ^ bytes[i]) * UINT64_C(1099511628211);
    return hash >> 32;
}

/* A token's file is known to the desk only, but its thread can be seen; else by its end, the signature. */
static struct hf_str key_of_token(struct hf_str token, char *room, size_t size)
{
    struct hf_str txn = hf_set_glimpse_txn(token, room, size);
    return txn.len > 0 ? txn : hf_str_part(token, token.len > 32 ? token.len - 32 : 0, token.len);
}

/* One file, one desk. */
static struct queue *queue_of(struct hf_inlet_queues *queues, const struct hf_request *request)
{
    char room[GLIMPSE_BYTES];
    const struct hf_command *command = &request->command;
    struct hf_str key = {(const char *)command->file.byte, sizeof command->file.byte};
    if (request->kind == HF_REQUEST_TOKEN)
        key = key_of_token(request->token, room, sizeof room);
    else if (hf_id_is_zero(&command->file))
        key = (struct hf_str){(const char *)command->id.byte, sizeof command->id.byte};
    return &queues->queue[spread((const unsigned char *)key.at, key.len) % queues->setup.desks];
}

static void keep_text(struct hf_arena *arena, struct hf_str *text)
{
    *text = hf_arena_keep(arena, *text);
}

static void keep_request(struct hf_arena *arena, const struct hf_request *from, struct hf_request *to)
{
    *to = *from;
    keep_text(arena, &to->token);
    keep_text(arena, &to->workflow);
    keep_text(arena, &to->command.on);
    keep_text(arena, &to->command.event);
    keep_text(arena, &to->command.effective_at);
    keep_text(arena, &to->command.role);
    keep_text(arena, &to->command.on_behalf);
    keep_text(arena, &to->command.clock);
    keep_text(arena, &to->command.name);
    to->command.payload = hf_json_keep(arena, &from->command.payload);
}

static bool is_small(const struct hf_request *request)
{
    const struct hf_command *c = &request->command;
    return request->token.len + request->workflow.len + c->on.len + c->event.len + c->effective_at.len +
               c->role.len + c->on_behalf.len + c->clock.len + c->name.len <=
           REQUEST_BYTES;
}

/* One half of the arena is for requests, the other for what the desk makes of them. */
static bool has_room(const struct queue *queue, const struct half *half)
{
    return half->count < queue->setup->room &&
           half->arena.used + (size_t)REQUEST_BYTES + TREE_BYTES <= half->arena.size / 2;
}

static enum hf_rc put(struct queue *queue, const struct hf_request *request, hf_done_fn done, void *context,
                      struct hf_err *err)
{
    struct half *half = &queue->half[queue->filling];
    if (queue->stopping)
        return hf_fail(err, HF_WORD_stopping, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
    if (!has_room(queue, half))
        return hf_fail(err, HF_WORD_queue_full, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
    keep_request(&half->arena, request, &half->request[half->count]);
    half->waiting[half->count] = (struct waiting){done, context};
    if (half->count++ == 0)
        pthread_cond_signal(&queue->ready);
    return HF_OK;
}

static enum hf_rc offer(void *self, const struct hf_request *request, hf_done_fn done, void *context,
                        struct hf_err *err)
{
    struct queue *queue = queue_of(self, request);
    if (!is_small(request))
        return hf_fail(err, HF_WORD_too_large, HF_STR_NONE, HF_STR("request"), HF_STR("1 MiB"));
    pthread_mutex_lock(&queue->lock);
    enum hf_rc rc = put(queue, request, done, context, err);
    pthread_mutex_unlock(&queue->lock);
    return rc;
}

/* ---- serving ---- */

/* Waits for requests or the stop, and turns the halves. NULL: stopped, and nothing waits. */
static struct half *next_half(struct queue *queue)
{
    struct half *half;
    pthread_mutex_lock(&queue->lock);
    half = &queue->half[queue->filling];
    queue->serving = false;
    while (half->count == 0 && !queue->stopping)
        pthread_cond_wait(&queue->ready, &queue->lock);
    bool ended = half->count == 0;
    queue->filling = 1 - queue->filling;
    queue->serving = !ended;
    pthread_mutex_unlock(&queue->lock);
    return ended ? NULL : half;
}

static void serve_half(struct queue *queue, struct half *half)
{
    struct hf_err err;
    struct hf_response *response = HF_NEW(&half->arena, struct hf_response, half->count);
    enum hf_rc rc =
        queue->desk.serve(queue->desk.self, half->request, half->count, &half->arena, response, &err);
    for (size_t i = 0; i < half->count; i++) {
        if (rc != HF_OK)
            response[i] = (struct hf_response){.outcome = HF_REFUSED_ANSWER, .err = &err};
        half->waiting[i].done(half->waiting[i].context, &response[i]);
    }
}

static void *run(void *given)
{
    struct queue *queue = given;
    for (struct half *half; (half = next_half(queue)) != NULL;) {
        serve_half(queue, half);
        half->count = 0;
        if (queue->desk.rest != NULL)
            queue->desk.rest(queue->desk.self);
        hf_host_arena_clear(&half->arena, KEPT_BYTES);
    }
    return NULL;
}

/* ---- opening, closing ---- */

static enum hf_rc no_memory(struct hf_err *err)
{
    return hf_fail(err, HF_WORD_host_no_memory, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
}

static enum hf_rc open_queue(struct queue *queue, struct hf_err *err)
{
    for (size_t i = 0; i < 2; i++)
        HF_TRY(hf_host_arena_open(&queue->half[i].arena, queue->setup->arena_size, err));
    queue->running = pthread_create(&queue->thread, NULL, run, queue) == 0;
    return queue->running ? HF_OK : no_memory(err);
}

static struct hf_inlet_queues *make_queues(const struct hf_inlet_setup *setup)
{
    struct hf_inlet_queues *queues = calloc(1, sizeof *queues);
    if (queues == NULL)
        return NULL;
    queues->setup = *setup;
    if (setup->arena_size == 0)
        queues->setup.arena_size = HF_HOST_ARENA_SIZE;
    queues->requests = calloc(2 * setup->desks * setup->room, sizeof queues->requests[0]);
    queues->waiting = calloc(2 * setup->desks * setup->room, sizeof queues->waiting[0]);
    for (size_t i = 0; i < setup->desks; i++) {
        queues->queue[i].setup = &queues->setup;
        queues->queue[i].desk = setup->desk[i];
        pthread_mutex_init(&queues->queue[i].lock, NULL);
        pthread_cond_init(&queues->queue[i].ready, NULL);
    }
    return queues;
}

static enum hf_rc open_queues(struct hf_inlet_queues *queues, struct hf_err *err)
{
    if (queues->requests == NULL || queues->waiting == NULL)
        return no_memory(err);
    for (size_t i = 0; i < queues->setup.desks; i++) {
        for (size_t h = 0; h < 2; h++) {
            size_t first = (2 * i + h) * queues->setup.room;
            queues->queue[i].half[h].request = queues->requests + first;
            queues->queue[i].half[h].waiting = queues->waiting + first;
        }
        HF_TRY(open_queue(&queues->queue[i], err));
    }
    return HF_OK;
}

enum hf_rc hf_inlet_open(const struct hf_inlet_setup *setup, struct hf_inlet_queues **out, struct hf_err *err)
{
    HF_CHECK(setup->desks >= 1 && setup->desks <= HF_INLET_DESKS_MAX);
    HF_CHECK(setup->room >= 1 && setup->room <= HF_BATCH_MAX);
    struct hf_inlet_queues *queues = make_queues(setup);
    if (queues == NULL)
        return no_memory(err);
    enum hf_rc rc = open_queues(queues, err);
    if (rc != HF_OK) {
        hf_inlet_stop(queues);
        hf_inlet_close(queues);
        return rc;
    }
    *out = queues;
    return HF_OK;
}

struct hf_inlet hf_inlet_port(struct hf_inlet_queues *queues)
{
    return (struct hf_inlet){.self = queues, .offer = offer};
}

bool hf_inlet_is_busy(struct hf_inlet_queues *queues)
{
    bool busy = false;
    for (size_t i = 0; i < queues->setup.desks && !busy; i++) {
        struct queue *queue = &queues->queue[i];
        pthread_mutex_lock(&queue->lock);
        busy = queue->serving || queue->half[queue->filling].count > 0;
        pthread_mutex_unlock(&queue->lock);
    }
    return busy;
}

void hf_inlet_stop(struct hf_inlet_queues *queues)
{
    for (size_t i = 0; i < queues->setup.desks; i++) {
        struct queue *queue = &queues->queue[i];
        pthread_mutex_lock(&queue->lock);
        queue->stopping = true;
        pthread_cond_signal(&queue->ready);
        pthread_mutex_unlock(&queue->lock);
    }
    for (size_t i = 0; i < queues->setup.desks; i++)
        if (queues->queue[i].running)
            pthread_join(queues->queue[i].thread, NULL);
    for (size_t i = 0; i < queues->setup.desks; i++)
        queues->queue[i].running = false;
}

void hf_inlet_close(struct hf_inlet_queues *queues)
{
    for (size_t i = 0; i < queues->setup.desks; i++) {
        struct queue *queue = &queues->queue[i];
        for (size_t h = 0; h < 2; h++)
            hf_host_arena_close(&queue->half[h].arena);
        pthread_cond_destroy(&queue->ready);
        pthread_mutex_destroy(&queue->lock);
    }
    free(queues->requests);
    free(queues->waiting);
    free(queues);
}
