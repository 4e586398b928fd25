/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The simulator: one thread, several desks over one ledger in memory, people who work through cases, focal
 * points that check every notice and answer with keys of their own. Everything that can go wrong between them
 * goes wrong by chance: commits lost before or after the write, desks killed, parcels dropped, messages late
 * and twice; where the seed is even, desks believe. Chance comes from a seed, so a run can be had again; its
 * trace hash is SHA-256 over every leaf of the log and every answer given.
 */
#ifndef HF_TESTS_SIM_SIM_H
#define HF_TESTS_SIM_SIM_H

#include "casefile/replay.h"
#include "sim/world.h"

enum { SIM_CASES = 3, SIM_PENDING_MAX = 256, SIM_ACCEPTED_MAX = 512, SIM_THREADS_MAX = 16 };

/* Somebody who has sent something and waits for its answer. */
struct sim_pending {
    struct hf_request request;
    int64_t at_ms;
    int client;    /* whose next step it is; -1: nobody's */
    int duplicate; /* of which accepted request; -1: none */
    bool used;
};

/* What was answered as done, to be found again exactly once. */
struct sim_accepted {
    struct hf_id actor, command, file;
    uint32_t seq, count;
};

/* A thread as a focal point sees it. */
struct sim_thread {
    struct hf_id txn;
    size_t focal; /* whose it is */
    int64_t heard, said;
    size_t recorded; /* answers of its own of which it was told where they stand in the log */
    struct hf_digest last_heard, last_said;
};

struct sim_client {
    size_t step;
    struct hf_id file;
    bool done;
};

struct sim {
    uint64_t seed, chance;
    struct world world;
    struct hf_arena turn; /* of one serve; reset before each */
    struct sim_pending pending[SIM_PENDING_MAX];
    struct sim_accepted accepted[SIM_ACCEPTED_MAX];
    size_t accepted_count;
    struct sim_client client[SIM_CASES];
    struct sim_thread thread[SIM_THREADS_MAX];
    size_t threads, answers, notices, set_asides, kills, lost;
    struct twin_courier courier;
    bool kind; /* nothing goes wrong any more */
    struct hf_hasher trace;
};

/* Runs one seed to its end; its judges end the program with the seed and their reason. */
void sim_run(struct sim *sim, uint64_t seed, struct hf_digest *trace);

/* Chance: 0 .. below-1. */
uint64_t sim_chance(struct sim *sim, uint64_t below);
void sim_demand(const struct sim *sim, bool holds, const char *what);
void sim_send(struct sim *sim, const struct hf_request *request, int64_t after_ms, int client, int duplicate);

/* focal.c: a parcel arrives at a focal point. */
void sim_deliver(void *context, const struct hf_parcel *parcel, struct hf_parcel_result *result);
/* The jti of the n-th answer in a thread, from 1. */
struct sim_jti {
    char text[64];
};
struct sim_jti sim_jti(const struct sim *sim, const struct sim_thread *thread, int64_t n);
/* judge.c: everything that must hold at the end. */
void sim_judge(struct sim *sim);

#endif
