/* SPDX-License-Identifier: Apache-2.0 */
/* Errands stand in a ring of fixed size; what is brought while others are done is done in the next turn. */
#include "host/counter.h"

#include <stdlib.h>

#include "host/turns.h"

struct errand {
    hf_errand_fn run;
    void *context;
};

struct hf_counter {
    struct hf_counter_setup setup;
    struct hf_turns turns;
    pthread_mutex_t lock; /* of those below */
    struct errand *ring;
    size_t first, count;
    bool stopping;
};

static enum hf_rc offer(void *self, hf_errand_fn run, void *context, struct hf_err *err)
{
    struct hf_counter *counter = self;
    pthread_mutex_lock(&counter->lock);
    bool stopping = counter->stopping, full = counter->count == counter->setup.room;
    if (!stopping && !full)
        counter->ring[(counter->first + counter->count++) % counter->setup.room] =
            (struct errand){run, context};
    pthread_mutex_unlock(&counter->lock);
    if (stopping || full)
        return hf_fail(err, stopping ? HF_WORD_stopping : HF_WORD_queue_full, HF_STR_NONE, HF_STR_NONE,
                       HF_STR_NONE);
    hf_turns_wake(&counter->turns);
    return HF_OK;
}

static bool next_errand(struct hf_counter *counter, struct errand *out)
{
    pthread_mutex_lock(&counter->lock);
    bool any = counter->count > 0;
    if (any) {
        *out = counter->ring[counter->first];
        counter->first = (counter->first + 1) % counter->setup.room;
        counter->count--;
    }
    pthread_mutex_unlock(&counter->lock);
    return any;
}

/* At most as many as the ring holds, so that what waits has its turn however many come. */
static void do_errands(struct hf_counter *counter, struct hf_desk *desk, struct hf_arena *arena)
{
    struct errand errand;
    for (size_t i = 0; i < counter->setup.room && next_errand(counter, &errand); i++) {
        errand.run(errand.context, desk, arena);
        hf_arena_reset(arena, 0);
    }
}

static int64_t turn(void *self, struct hf_arena *arena)
{
    struct hf_counter *counter = self;
    struct hf_err err;
    bool is_well = hf_desk_refresh(counter->setup.desk, arena, &err) == HF_OK;
    struct hf_desk *desk = is_well ? counter->setup.desk : NULL;
    hf_arena_reset(arena, 0);
    do_errands(counter, desk, arena);
    return counter->setup.turn(counter->setup.self, desk, arena);
}

enum hf_rc hf_counter_start(const struct hf_counter_setup *setup, struct hf_counter **out, struct hf_err *err)
{
    struct hf_counter *counter = calloc(1, sizeof *counter);
    struct errand *ring = calloc(setup->room, sizeof *ring);
    if (counter == NULL || ring == NULL) {
        free(counter);
        free(ring);
        return hf_fail(err, HF_WORD_host_no_memory, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
    }
    counter->setup = *setup;
    counter->ring = ring;
    pthread_mutex_init(&counter->lock, NULL);
    enum hf_rc rc = hf_turns_start(&counter->turns, turn, counter, err);
    if (rc != HF_OK)
        hf_counter_close(counter);
    else
        *out = counter;
    return rc;
}

struct hf_errands hf_counter_errands(struct hf_counter *counter)
{
    return (struct hf_errands){counter, offer};
}

void hf_counter_wake(struct hf_counter *counter)
{
    hf_turns_wake(&counter->turns);
}

/* What was brought too late for the last turn of the thread is told that the ledger is away. */
void hf_counter_stop(struct hf_counter *counter)
{
    struct errand errand;
    pthread_mutex_lock(&counter->lock);
    counter->stopping = true;
    pthread_mutex_unlock(&counter->lock);
    hf_turns_stop(&counter->turns);
    while (next_errand(counter, &errand))
        errand.run(errand.context, NULL, NULL);
    counter->setup.close(counter->setup.self);
}

void hf_counter_close(struct hf_counter *counter)
{
    pthread_mutex_destroy(&counter->lock);
    free(counter->ring);
    free(counter);
}
