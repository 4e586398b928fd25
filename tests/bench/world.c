/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/world.h"

#include <stdio.h>
#include <stdlib.h>

#include "casefile/house.h"
#include "host/dice.h"

#define CACHE_BYTES ((size_t)256 << 20)

struct hf_pg_ledger *world_store(struct hf_str origin, bool fresh, struct hf_id *log_id)
{
    char conninfo[512];
    struct hf_pg_ledger *store = NULL;
    struct hf_id id;
    struct hf_err err;
    struct hf_dice dice = hf_host_dice();
    const char *host = getenv("PGHOST");
    must_be(host != NULL, "PGHOST is not set: it is run by bench_cluster");
    snprintf(conninfo, sizeof conninfo, "host=%s port=5432 user=holdfast_app dbname=holdfast", host);
    dice.fill(dice.self, &id, sizeof id);
    must(hf_pg_ledger_open(conninfo, origin, fresh ? &id : NULL, &store, log_id, &err), &err, "the ledger");
    return store;
}

static void open_ledger(struct world *world, const struct world_options *options)
{
    world->store = world_store(BENCH_ORIGIN, options->fresh, &world->log_id);
    world->ledger = hf_pg_ledger_port(world->store);
    if (options->adds_outbox)
        world->ledger = outbox_open(&world->outbox, world->ledger);
}

static void open_keys(struct world *world, bool fresh, struct hf_err *err)
{
    struct hf_clock_port clock = hf_host_clock_port(&world->clock);
    struct hf_keys_order order = {.issuer = HF_STR("https://court.example"),
                                  .origin = BENCH_ORIGIN,
                                  .made_ms = clock.wall_ms(clock.self),
                                  .dice = hf_host_dice()};
    if (fresh)
        must(hf_keys_generate(world->state, &order, err), err, "the keys");
    must(hf_keyring_open(world->state, world->dice, &world->keyring, err), err, "the keyring");
    must(hf_signer_open(world->state, &world->way, err), err, "the way to the signer");
}

/* One for all worlds, as for all desks of `serve`. */
static const struct hf_flow *read_house(struct hf_err *err)
{
    static struct hf_arena arena;
    static const struct hf_flow *house;
    struct hf_findings findings;
    if (house != NULL)
        return house;
    must(hf_host_arena_open(&arena, (size_t)64 << 20, err), err, "memory");
    must(hf_flow_read(hf_house_text(), HF_FLOW_HOUSE, NULL, &arena, &house, &findings, err), err,
         "the house's definition");
    return house;
}

static int64_t wall_ms(void *self)
{
    struct world *world = self;
    struct hf_clock_port clock = hf_host_clock_port(&world->clock);
    return clock.wall_ms(clock.self) + world->ahead_ms;
}

static int64_t steady_ms(void *self)
{
    struct world *world = self;
    struct hf_clock_port clock = hf_host_clock_port(&world->clock);
    return clock.steady_ms(clock.self);
}

struct hf_clock_port world_clock(struct world *world)
{
    return (struct hf_clock_port){world, wall_ms, steady_ms};
}

void world_open(struct world *world, const char *state, const struct world_options *options)
{
    struct hf_err err;
    *world = (struct world){.state = state, .ahead_ms = options->ahead_ms};
    must(hf_host_clock_open(&world->clock, NULL, &err), &err, "the clock");
    must(hf_host_arena_open(&world->arena, HF_HOST_ARENA_SIZE, &err), &err, "memory");
    hf_hasher_init(&world->hasher);
    world->dice = hf_host_dice_open();
    open_ledger(world, options);
    open_keys(world, options->fresh, &err);
    const struct hf_desk_setup setup = {.ledger = world->ledger,
                                        .clock = world_clock(world),
                                        .dice = world->dice,
                                        .keys = hf_keyring_port(world->keyring),
                                        .signer = hf_signer_port(world->way),
                                        .memory = hf_host_memory(),
                                        .house = read_house(&err),
                                        .origin = BENCH_ORIGIN,
                                        .log_id = world->log_id,
                                        .build = HF_STR("holdfast bench"),
                                        .cache_bytes =
                                            options->cache_bytes > 0 ? options->cache_bytes : CACHE_BYTES};
    world->desk = hf_desk_open(&setup, &err);
    must(world->desk == NULL ? hf_err_rc(&err) : HF_OK, &err, "the desk");
    hf_desk_believe(world->desk); /* as those of `serve` that write */
}

void world_close(struct world *world)
{
    hf_desk_close(world->desk);
    hf_signer_close(world->way);
    hf_keyring_close(world->keyring);
    hf_host_dice_close(&world->dice);
    outbox_close(&world->outbox);
    hf_pg_ledger_close(world->store);
    hf_hasher_done(&world->hasher);
    hf_host_arena_close(&world->arena);
}
