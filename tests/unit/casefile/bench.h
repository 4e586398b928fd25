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

enum { BENCH_PEOPLE = 12, BENCH_AUTHORITIES = 2 };

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
    struct hf_err err;
};

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
/* As `role`'s first holder; fails the test with the refusal's words unless it is done. */
void bench_do(struct bench *b, const char *role, const char *on, const char *event, const char *payload);

/* "sent" of "request/1". */
struct hf_str bench_state(struct bench *b, const char *on);
/* 22 letters of an instance's id, alive as long as the bench. */
const char *bench_id(struct bench *b, const char *on);
/* Moves the clock and fires all that is due, in order; returns how many timers fired. */
size_t bench_wait(struct bench *b, int64_t days);

#endif
