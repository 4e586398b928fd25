/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Two things under one lock: a list of what is to be started, which the thread takes whole, and a ring of
 * what has come back, which has a place for every parcel that may be held: so nothing that came is lost.
 */
#include "notify/aside.h"

#include <pthread.h>
#include <stdlib.h>
#include <time.h>

#include "base/check.h"
#include "desk/classes.h"
#include "notify/reply.h"
#include "notify/wire.h"

enum { TURN_MS = 1000, ARENA = 4 << 20, AT_ONCE = 512 };

/* A parcel and its texts, in one block. */
struct item {
    struct item *next;
    struct hf_parcel parcel;
    char text[];
};

struct back {
    struct hf_parcel_result result;
    char text[HF_REPLY_SAID_MAX + sizeof(struct hf_wire_room)];
};

struct list {
    struct item *first, *last; /* NULL where there is none */
    size_t count;
};

struct aside {
    struct hf_courier courier;
    size_t room, held; /* parcels: at most; of which no result was given yet */
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t more, news; /* for the thread; for the caller */
    struct list begun;
    struct back *back; /* a ring of `room` */
    size_t first, backs;
    bool is_turning, is_waited_for, is_stopping;
    enum hf_rc rc; /* of the last turn that failed; HF_OK: none has */
    struct hf_err err;
    struct hf_arena arena; /* the thread's */
};

/* ---- lists, texts ---- */

static void add(struct list *list, struct item *item)
{
    item->next = NULL;
    if (list->first == NULL)
        list->first = item;
    else
        list->last->next = item;
    list->last = item;
    list->count++;
}

static struct item *take_first(struct list *list)
{
    struct item *item = list->first;
    list->first = item->next;
    list->count--;
    return item;
}

static void drop_all(struct list *list)
{
    while (list->first != NULL)
        free(take_first(list));
}

/* Moves on by what it takes. */
static struct hf_str keep(char **at, struct hf_str text)
{
    struct hf_str kept = {*at, text.len};
    if (text.len > 0)
        memcpy(*at, text.at, text.len);
    *at += text.len;
    return kept;
}

static struct item *item_of(const struct hf_parcel *p)
{
    struct item *item = malloc(sizeof *item + p->address.len + p->token.len + p->language.len +
                               p->ca_file.len + p->authorization.len);
    if (item == NULL)
        return NULL;
    char *at = item->text;
    item->parcel = (struct hf_parcel){.ticket = p->ticket,
                                      .address = keep(&at, p->address),
                                      .token = keep(&at, p->token),
                                      .language = keep(&at, p->language),
                                      .ca_file = keep(&at, p->ca_file),
                                      .authorization = keep(&at, p->authorization)};
    return item;
}

/* Under the lock. What a peer said is not longer than the place for it. */
static void put_back(struct aside *a, const struct hf_parcel_result *result)
{
    struct back *back = &a->back[(a->first + a->backs++) % a->room];
    char *at = back->text;
    HF_CHECK(a->backs <= a->room &&
             result->said.len + result->wire.address.len + result->wire.tls.len <= sizeof back->text);
    back->result = *result; /* classes are words that stand for ever */
    back->result.said = keep(&at, result->said);
    back->result.wire.address = keep(&at, result->wire.address);
    back->result.wire.tls = keep(&at, result->wire.tls);
}

static void give_back(struct aside *a, struct hf_arena *arena, struct hf_parcel_result *out)
{
    const struct hf_parcel_result *result = &a->back[a->first].result;
    *out = *result;
    out->said = hf_arena_keep(arena, result->said);
    out->wire.address = hf_arena_keep(arena, result->wire.address);
    out->wire.tls = hf_arena_keep(arena, result->wire.tls);
    a->first = (a->first + 1) % a->room;
    a->backs--;
    a->held--;
}

/* ---- the thread ---- */

static void tell(struct aside *a)
{
    if (a->is_waited_for)
        pthread_cond_signal(&a->news);
}

/* What fails here is told at the caller's next turn. */
static void fail(struct aside *a, enum hf_rc rc, const struct hf_err *err)
{
    pthread_mutex_lock(&a->lock);
    a->rc = rc;
    a->err = *err;
    tell(a);
    pthread_mutex_unlock(&a->lock);
}

static void hand_in(struct aside *a, const struct hf_parcel_result *results, size_t count)
{
    pthread_mutex_lock(&a->lock);
    for (size_t i = 0; i < count; i++)
        put_back(a, &results[i]);
    if (count > 0)
        tell(a);
    pthread_mutex_unlock(&a->lock);
}

/* What cannot be started, for want of memory, comes back as if it had not been reached. */
static enum hf_rc start(struct aside *a, struct list *begun, struct hf_err *err)
{
    struct hf_parcel *parcels = HF_NEW(&a->arena, struct hf_parcel, begun->count + 1);
    struct hf_parcel_result *failed = HF_NEW(&a->arena, struct hf_parcel_result, begun->count + 1);
    size_t count = 0;
    for (const struct item *item = begun->first; item != NULL; item = item->next) {
        failed[count] = (struct hf_parcel_result){
            .ticket = item->parcel.ticket, .retry_after_ms = -1, .class_name = HF_STR(HF_CLASS_TRANSIENT)};
        parcels[count++] = item->parcel;
    }
    enum hf_rc rc = count == 0 ? HF_OK : a->courier.start(a->courier.self, parcels, count, err);
    if (rc != HF_OK)
        hand_in(a, failed, count);
    drop_all(begun);
    return rc;
}

/* What is to be started, once there is something to do; false: stop. */
static bool wait_for_work(struct aside *a, size_t pending, struct list *begun)
{
    pthread_mutex_lock(&a->lock);
    a->is_turning = false;
    while (!a->is_stopping && a->begun.first == NULL && pending == 0)
        pthread_cond_wait(&a->more, &a->lock);
    *begun = a->begun;
    a->begun = (struct list){.first = NULL};
    bool go_on = !a->is_stopping;
    a->is_turning = go_on;
    pthread_mutex_unlock(&a->lock);
    return go_on;
}

static void *run(void *given)
{
    struct aside *a = given;
    struct list begun;
    size_t pending = 0, count;
    while (wait_for_work(a, pending, &begun)) {
        struct hf_err err;
        hf_arena_reset(&a->arena, 0);
        struct hf_parcel_result *out = HF_NEW(&a->arena, struct hf_parcel_result, AT_ONCE);
        enum hf_rc rc = start(a, &begun, &err);
        if (rc == HF_OK)
            rc = a->courier.turn(a->courier.self, TURN_MS, &a->arena, out, AT_ONCE, &count, &pending, &err);
        if (rc == HF_OK)
            hand_in(a, out, count);
        else
            fail(a, rc, &err);
    }
    drop_all(&begun);
    return NULL;
}

/* ---- the port ---- */

static bool aside_fit(void *self, struct hf_str address)
{
    const struct aside *a = self;
    return a->courier.fit(a->courier.self, address);
}

static void aside_terms(void *self, struct hf_str address, struct hf_terms *out)
{
    const struct aside *a = self;
    if (a->courier.terms != NULL)
        a->courier.terms(a->courier.self, address, out);
}

static enum hf_rc aside_start(void *self, const struct hf_parcel *parcels, size_t count, struct hf_err *err)
{
    struct aside *a = self;
    struct list begun = {.first = NULL};
    if (count == 0)
        return HF_OK;
    for (size_t i = 0; i < count && begun.count == i; i++) {
        struct item *item = item_of(&parcels[i]);
        if (item != NULL)
            add(&begun, item);
    }
    pthread_mutex_lock(&a->lock);
    bool is_full = a->held + count > a->room, is_whole = begun.count == count;
    if (!is_full && is_whole) {
        a->held += count;
        while (begun.first != NULL)
            add(&a->begun, take_first(&begun));
        pthread_cond_signal(&a->more);
        if (a->is_turning)
            a->courier.wake(a->courier.self);
    }
    pthread_mutex_unlock(&a->lock);
    drop_all(&begun);
    if (is_full)
        return hf_fail(err, HF_WORD_courier_full, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
    return is_whole ? HF_OK : hf_fail(err, HF_WORD_no_memory, HF_STR_NONE, HF_STR("aside"), HF_STR_NONE);
}

static void wait_for_news(struct aside *a, int64_t wait_ms)
{
    struct timespec until;
    int rc = 0;
    clock_gettime(CLOCK_MONOTONIC, &until);
    int64_t ns = until.tv_nsec + wait_ms % 1000 * 1000000;
    until.tv_sec += wait_ms / 1000 + ns / 1000000000;
    until.tv_nsec = ns % 1000000000;
    a->is_waited_for = true;
    while (a->backs == 0 && a->held > 0 && a->rc == HF_OK && rc == 0)
        rc = pthread_cond_timedwait(&a->news, &a->lock, &until);
    a->is_waited_for = false;
}

static enum hf_rc aside_turn(void *self, int64_t wait_ms, struct hf_arena *arena,
                             struct hf_parcel_result *out, size_t room, size_t *count, size_t *pending,
                             struct hf_err *err)
{
    struct aside *a = self;
    size_t given = 0;
    pthread_mutex_lock(&a->lock);
    wait_for_news(a, wait_ms);
    while (a->backs > 0 && given < room)
        give_back(a, arena, &out[given++]);
    *count = given;
    *pending = a->held;
    enum hf_rc rc = given == 0 ? a->rc : HF_OK;
    if (rc != HF_OK) {
        *err = a->err;
        a->rc = HF_OK;
    }
    pthread_mutex_unlock(&a->lock);
    return rc;
}

static void free_aside(struct aside *a)
{
    drop_all(&a->begun);
    pthread_cond_destroy(&a->more);
    pthread_cond_destroy(&a->news);
    pthread_mutex_destroy(&a->lock);
    free(a->arena.at);
    free(a->back);
    free(a);
}

static void aside_stop(void *self)
{
    struct aside *a = self;
    pthread_mutex_lock(&a->lock);
    a->is_stopping = true;
    pthread_cond_signal(&a->more);
    a->courier.wake(a->courier.self);
    pthread_mutex_unlock(&a->lock);
    pthread_join(a->thread, NULL);
    a->courier.stop(a->courier.self);
    free_aside(a);
}

static void make_locks(struct aside *a)
{
    pthread_condattr_t steady;
    pthread_mutex_init(&a->lock, NULL);
    pthread_cond_init(&a->more, NULL);
    pthread_condattr_init(&steady);
    pthread_condattr_setclock(&steady, CLOCK_MONOTONIC);
    pthread_cond_init(&a->news, &steady);
    pthread_condattr_destroy(&steady);
}

enum hf_rc hf_aside_open(const struct hf_courier *courier, size_t room, struct hf_courier *out,
                         struct hf_err *err)
{
    struct aside *a = calloc(1, sizeof *a);
    struct back *back = calloc(room, sizeof *back);
    void *block = malloc(ARENA);
    HF_CHECK(courier->wake != NULL);
    if (a == NULL || back == NULL || block == NULL) {
        free(a);
        free(back);
        free(block);
        return hf_fail(err, HF_WORD_no_memory, HF_STR_NONE, HF_STR("aside"), HF_STR_NONE);
    }
    a->courier = *courier;
    a->back = back;
    a->room = room;
    hf_arena_init(&a->arena, block, ARENA);
    make_locks(a);
    if (pthread_create(&a->thread, NULL, run, a) != 0) {
        free_aside(a);
        return hf_fail(err, HF_WORD_no_memory, HF_STR_NONE, HF_STR("aside"), HF_STR_NONE);
    }
    *out = (struct hf_courier){.self = a,
                               .fit = aside_fit,
                               .terms = aside_terms,
                               .start = aside_start,
                               .turn = aside_turn,
                               .stop = aside_stop};
    return HF_OK;
}
