/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/writers.h"

#include <pthread.h>

#include "bench/must.h"
#include "bench/samples.h"

struct thread {
    const struct writers *writers;
    void *self;
    pthread_t id;
    pthread_barrier_t *start;
    double rate;
};

static void *run(void *given)
{
    struct thread *thread = given;
    const struct writers *w = thread->writers;
    uint64_t first = 0, moved = 0;
    double spent = 0;
    while (first < w->first)
        first += w->move(thread->self);
    pthread_barrier_wait(thread->start);
    double start = now_s();
    while (w->most > 0 ? moved < w->most : spent < w->seconds) {
        moved += w->move(thread->self);
        spent = now_s() - start;
    }
    thread->rate = (double)moved / spent;
    return NULL;
}

double writers_run(const struct writers *writers)
{
    struct thread thread[WRITERS_MAX];
    pthread_barrier_t start;
    double rate = 0;
    pthread_barrier_init(&start, NULL, (unsigned)writers->count);
    for (size_t i = 0; i < writers->count; i++) {
        thread[i] = (struct thread){.writers = writers, .self = writers->self[i], .start = &start};
        must_be(pthread_create(&thread[i].id, NULL, run, &thread[i]) == 0, "no thread");
    }
    for (size_t i = 0; i < writers->count; i++) {
        pthread_join(thread[i].id, NULL);
        rate += thread[i].rate;
    }
    pthread_barrier_destroy(&start);
    return rate;
}
