/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A workbench for tests of deciding: definitions read, a people file with persons, authority files, and one
 * case. Every command goes through hf_decide; what it makes is sealed, replayed from its bytes and compared.
 */
#ifndef HF_TESTS_CASEFILE_BENCH_H
#define HF_TESTS_CASEFILE_BENCH_H

#include "casefile/due.h"
#include "casefile/replay.h"
#include "unit/unit.h"

enum { BENCH_PEOPLE = 12, BENCH_AUTHORITIES = 4 };

struct bench {
    struct hf_arena arena, replay_arena, scratch;
    struct hf_hasher hasher;
    const struct hf_flow *house_flow;
    struct hf_flows flows;
    struct hf_house house;
    struct hf_case people, authorities[BENCH_AUTHORITIES];
    struct hf_id authority[BENCH_AUTHORITIES];
    struct hf_case c; /* the case */
    struct hf_replay replay;
    int64_t now_ms;
    uint64_t commands;
    struct hf_decision last;
    void (*seen)(struct bench *b); /* after every command on the case, as `last` has it; NULL: nobody looks */
    void *seer;                    /* its own */
    struct hf_err err;
};

/* Only the founded house: no persons but the first two, no authorities, no case. */
void bench_begin(struct bench *b);
/* A case that no event has reached, on the definition read from `path`. */
void bench_case(struct bench *b, const char *path);
struct hf_str bench_read(struct bench *b, const char *path);
/* A bench whose house is founded; `path` names the workflow definition, read from the source tree. */
void bench_open(struct bench *b, const char *path);
void bench_close(struct bench *b);

/* The id of the person with this role (the first enrolled one), and of the second person with it. */
struct hf_id bench_person(struct bench *b, const char *role);
struct hf_id bench_second(struct bench *b, const char *role);

/* One command on the case; payload is JSON text, with ' for ". `known` follows from the actor. */
enum hf_rc bench_act(struct bench *b, const struct hf_id *actor, const char *role, const char *on,
                     const char *event, const char *payload);
enum hf_rc bench_act_at(struct bench *b, const struct hf_id *actor, const char *role, const char *on,
                        const char *event, const char *payload, const char *effective_at);
/* One command as it stands; time, chance and file are filled in. A refused one with a thread is an answer: it
 * is set aside, err being why. */
enum hf_rc bench_decide(struct bench *b, struct hf_command *command, bool *aside);
/* The same on a file of the house. */
enum hf_rc bench_house(struct bench *b, struct hf_case *c, struct hf_command *command);
/* As `role`'s first holder; fails the test with the refusal's words unless it is done. */
void bench_do(struct bench *b, const char *role, const char *on, const char *event, const char *payload);

/* The case becomes what the last decision made of it; what was decided is sealed and replayed. */
void bench_take(struct bench *b);

/* "sent" of "request/1". */
struct hf_str bench_state(struct bench *b, const char *on);
/* 22 letters of an instance's id, alive as long as the bench. */
const char *bench_id(struct bench *b, const char *on);
/* Moves the clock and fires all that is due, in order; returns how many timers fired. */
size_t bench_wait(struct bench *b, int64_t days);
size_t bench_wait_until(struct bench *b, int64_t until_ms);

#endif
