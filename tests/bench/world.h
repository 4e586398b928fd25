/* SPDX-License-Identifier: Apache-2.0 */
/* One desk with its real ports, as `serve` gives one to each writing thread. */
#ifndef HF_TESTS_BENCH_WORLD_H
#define HF_TESTS_BENCH_WORLD_H

#include "host/arena.h"
#include "host/clock.h"
#include "keys/keyring.h"
#include "pg/ledger.h"

#define BENCH_ORIGIN HF_STR("court.example/bench")

struct world {
    const char *state;
    struct hf_host_clock clock;
    struct hf_dice dice;
    struct hf_keyring *keyring;
    struct hf_pg_ledger *store;
    struct hf_ledger ledger;
    struct hf_id log_id;
    struct hf_arena house_arena, arena; /* `arena` is of one batch */
    struct hf_desk *desk;
    struct hf_hasher hasher;
};

/* On the cluster that PGHOST names; `fresh` makes the log and its keys where they are missing. */
void world_open(struct world *world, const char *state, bool fresh);
void world_close(struct world *world);

/* A bench that fails has nothing to measure: it says why and ends. */
void must(enum hf_rc rc, const struct hf_err *err, const char *what);
void must_be(bool condition, const char *what);

#endif
