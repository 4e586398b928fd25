/* SPDX-License-Identifier: Apache-2.0 */
/* A rehearsal for tests of deciding: people and authorities are there, acts are one line, a failure of what
 * must not fail ends the test with the refusal's words. */
#ifndef HF_TESTS_CASEFILE_BENCH_H
#define HF_TESTS_CASEFILE_BENCH_H

#include "casefile/rehearse.h"
#include "unit/unit.h"

/* How many expressions were evaluated and how many events replayed so far, in this process. While one is
 * replayed nothing may be evaluated: the evaluator is off, and the test fails. */
extern size_t bench_evaluations, bench_replays;

/* Two persons for each role, and two authorities, with a case on the definition read from `path`, a file of
 * the source tree. */
void bench_open(struct hf_rehearsal *b, const char *path);
void bench_close(struct hf_rehearsal *b);
/* The same for cmocka: one of its own in *state, and away with it. */
struct hf_rehearsal *bench_begin(void **state, const char *path);
int bench_end(void **state);
struct hf_str bench_read(struct hf_rehearsal *b, const char *path);

/* The id of the person with this role (the first enrolled one), and of the second person with it. */
struct hf_id bench_person(struct hf_rehearsal *b, const char *role);
struct hf_id bench_second(struct hf_rehearsal *b, const char *role);

/* One command on the case; payload is JSON text, with ' for ". `known` follows from the actor. */
enum hf_rc bench_act(struct hf_rehearsal *b, const struct hf_id *actor, const char *role, const char *on,
                     const char *event, const char *payload);
enum hf_rc bench_act_at(struct hf_rehearsal *b, const struct hf_id *actor, const char *role, const char *on,
                        const char *event, const char *payload, const char *effective_at);
/* As `role`'s first holder; fails the test with the refusal's words unless it is done. */
void bench_do(struct hf_rehearsal *b, const char *role, const char *on, const char *event,
              const char *payload);

/* An officer adds one (event add) for the first authority; `more` goes on in the payload: "" or ",'x':1". */
void bench_add(struct hf_rehearsal *b, const char *kind, const char *more);

/* "sent" of "request/1". */
struct hf_str bench_state(struct hf_rehearsal *b, const char *on);
/* "job/1", which must be there. */
hf_instance bench_find(struct hf_rehearsal *b, const char *on);
const struct hf_clock_run *bench_run(struct hf_rehearsal *b, const char *on, const char *clock);
/* 22 letters of an instance's id, alive as long as the bench. */
const char *bench_id(struct hf_rehearsal *b, const char *on);
/* Moves the clock and fires all that is due, in order; returns how many timers fired. */
size_t bench_wait(struct hf_rehearsal *b, int64_t days);

#endif
