/* SPDX-License-Identifier: Apache-2.0 */
/* One desk with its real ports, as `serve` gives one to each writing thread. */
#ifndef HF_TESTS_BENCH_WORLD_H
#define HF_TESTS_BENCH_WORLD_H

#include "bench/must.h"
#include "bench/outbox.h"
#include "host/arena.h"
#include "host/clock.h"
#include "keys/keyring.h"
#include "keys/signer.h"
#include "pg/ledger.h"

#define BENCH_ORIGIN HF_STR("court.example/bench")

struct world_options {
    bool fresh;         /* makes the log and its keys where they are missing */
    bool adds_outbox;   /* adds an outbox row to each event (outbox.h) */
    size_t cache_bytes; /* of folded cases; 0: as many as there are */
    int64_t ahead_ms;   /* how far its clock is before the machine's */
};

struct world {
    const char *state;
    struct hf_host_clock clock;
    int64_t ahead_ms;
    struct hf_dice dice;
    struct hf_keyring *keyring;
    struct hf_signer_way *way; /* to a signer that listens, where one does */
    struct hf_pg_ledger *store;
    struct outbox outbox;
    struct hf_ledger ledger;
    struct hf_id log_id;
    struct hf_arena arena; /* of one batch */
    struct hf_desk *desk;
    struct hf_hasher hasher;
};

/* On the cluster that PGHOST names. */
void world_open(struct world *world, const char *state, const struct world_options *options);
void world_close(struct world *world);
struct hf_clock_port world_clock(struct world *world);

/* The ledger of a log of any origin on that cluster. */
struct hf_pg_ledger *world_store(struct hf_str origin, bool fresh, struct hf_id *log_id);

#endif
