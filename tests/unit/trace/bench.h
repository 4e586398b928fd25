/* SPDX-License-Identifier: Apache-2.0 */
/* A work bench for the tests of this folder: one arena, ledgers as text in it, answers and refusals as texts.
 */
#ifndef HF_TESTS_TRACE_BENCH_H
#define HF_TESTS_TRACE_BENCH_H

#include "trace/funds.h"
#include "trace/methods.h"
#include "unit/unit.h"

extern struct hf_arena bench;
enum { BENCH_METHODS = 5 };
extern const char *const bench_methods[BENCH_METHODS];
#define BENCH_HEADING "id,date,account,kind,amount,claimant,to\n"

/* Group setup and teardown: one block for all tests. */
int bench_begin(void **state);
int bench_end(void **state);
/* Test setup: gives all memory back. */
int bench_clear(void **state);

/* The answer to a ledger that must be traced. */
struct hf_str bench_trace(struct hf_str text, const char *method, const char *case_id);
/* Fails unless the ledger is refused with this word at this place ("" for any). */
void bench_refused_(struct hf_str text, const char *method, const char *case_id, enum hf_word word,
                    const char *where, const char *file, int line);
#define bench_refused(text, method, case_id, word, where) \
    bench_refused_((text), (method), (case_id), (word), (where), __FILE__, __LINE__)

/* The rows below the heading, read as CSV; they must be well-formed. */
void bench_ledger(struct hf_str text, struct hf_trace_ledger *out);

/* The whole file, from the root of the tree, where tests run. */
struct hf_str bench_file(const char *path);

/* Dice of our own: the same on every machine. */
struct bench_dice {
    uint64_t state;
};
uint64_t bench_roll(struct bench_dice *dice);
/* 0 to before `sides` */
uint32_t bench_below(struct bench_dice *dice, uint32_t sides);

/*
 * A ledger of `rows` rows with amounts from 0 to `amount_max`: accounts A, B, C, claimants A, B, OWN, Z,
 * sinks s, t; overdrafts, transfers to oneself and rows of nothing among them.
 */
struct hf_str bench_generate(struct bench_dice *dice, uint32_t rows, uint64_t amount_max);

#endif
