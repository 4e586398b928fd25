/* SPDX-License-Identifier: Apache-2.0 */
/*
 * In which order cases are visited, by floors and desks alike: one fixed random permutation, round and round,
 * each writer in his own part of it. So no batch holds a case twice and no two writers meet.
 */
#ifndef HF_TESTS_BENCH_ORDER_H
#define HF_TESTS_BENCH_ORDER_H

#include <stddef.h>
#include <stdint.h>

struct order {
    uint32_t *place; /* this writer's part of 0 .. cases - 1 */
    size_t count, at;
};

void order_open(struct order *order, size_t cases, size_t writer, size_t writers);
uint32_t order_next(struct order *order);
void order_close(struct order *order);

/* xorshift: where chance need only be spread. The state must not be 0. */
uint64_t chance(uint64_t *state);
/* Random bytes, of no use to anybody but a bench. */
void chance_fill(uint64_t *state, void *out, size_t size);

#endif
