/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A thread that does its work in turns and rests in between: for as long as its last turn said, or until
 * somebody has news for it. News that comes during a turn is not lost: the next one follows at once.
 */
#ifndef HF_HOST_TURNS_H
#define HF_HOST_TURNS_H

#include <pthread.h>

#include "base/arena.h"
#include "base/err.h"

/* One turn, on its thread alone; how long to rest then. The arena is empty at its beginning. */
typedef int64_t (*hf_turn_fn)(void *self, struct hf_arena *arena);

struct hf_turns {
    hf_turn_fn turn;
    void *self;
    struct hf_arena arena;
    pthread_t thread;
    bool running;
    pthread_mutex_t lock; /* of the three below */
    pthread_cond_t ready;
    bool news, stopping;
};

/* The first turn begins at once. UNAVAILABLE host_no_memory; then nothing is left to be stopped. */
enum hf_rc hf_turns_start(struct hf_turns *turns, hf_turn_fn turn, void *self, struct hf_err *err);
/* Any thread, from the start to the stop; does nothing where no thread runs. */
void hf_turns_wake(struct hf_turns *turns);
/* When the turn that is being done has ended. Does nothing where no thread runs. */
void hf_turns_stop(struct hf_turns *turns);

#endif
