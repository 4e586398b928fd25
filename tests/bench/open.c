/* SPDX-License-Identifier: Apache-2.0 */
/*
 * bench_open STATE RATE SECONDS PAUSE_MS: how long a command takes, through the queue and the loop of
 * `serve`.
 *
 * First an open load: commands come evenly, RATE a second, whether those before are answered or not; the time
 * of each runs from when it was due to its answer, which comes after the commit. Then, on an idle server, one
 * command at a time with a rest between. Bytes are ready before; reading them belongs to the time. Before
 * either, every case moves once.
 *
 * Prints in microseconds: median, 99th percentile and longest under load; median and 99th when idle.
 */
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "bench/cases.h"
#include "bench/command.h"
#include "bench/order.h"
#include "bench/samples.h"
#include "bench/world.h"
#include "bench/writers.h"
#include "host/dice.h"
#include "host/loop.h"

enum { TICK_MS = 500, RETRY_US = 200 };
enum { WATCHER = WRITERS, PUBLISHER, DESKS };

struct offering {
    struct hf_inlet inlet;
    struct hf_id actor;
    struct hf_arena arena; /* of one command */
    struct hf_hasher hasher;
    struct cases cases;
    struct order order;
    uint64_t chance;
    sem_t answered;
};

struct command {
    struct offering *offering;
    struct command_text text;
    double due_s, answered_s;
};

/* On a desk's thread, after the commit. */
static void take_answer(void *context, const struct hf_response *response)
{
    struct command *command = context;
    must(response->outcome == HF_DONE ? HF_OK : HF_FAILED, response->err, "a command");
    command->answered_s = now_s();
    sem_post(&command->offering->answered);
}

/* A full queue is asked again until it takes it: the time runs on. */
static void offer(struct offering *o, struct command *command)
{
    struct hf_request request;
    struct hf_err err;
    command_request(&command->text, &o->actor, &o->hasher, &o->arena, &request);
    while (o->inlet.offer(o->inlet.self, &request, take_answer, command, &err) != HF_OK) {
        must(err.word == HF_WORD_queue_full ? HF_OK : HF_FAILED, &err, "the queue");
        usleep(RETRY_US);
    }
    hf_arena_reset(&o->arena, 0);
}

static struct command *make_commands(struct offering *o, size_t count)
{
    struct command *commands = calloc(count, sizeof *commands);
    must_be(commands != NULL, "no memory");
    for (size_t i = 0; i < count; i++) {
        commands[i].offering = o;
        command_write(&commands[i].text, &o->cases.file[order_next(&o->order)], "confirm", &o->chance);
    }
    return commands;
}

static void await(struct offering *o, size_t count)
{
    for (size_t i = 0; i < count; i++)
        while (sem_wait(&o->answered) != 0)
            continue;
}

/* ---- loads ---- */

static void move_all(struct offering *o)
{
    struct command *commands = make_commands(o, o->cases.count);
    for (size_t i = 0; i < o->cases.count; i++)
        offer(o, &commands[i]);
    await(o, o->cases.count);
    free(commands);
}

static struct samples load_evenly(struct offering *o, double rate, double seconds)
{
    size_t count = (size_t)(rate * seconds) + 1;
    struct command *commands = make_commands(o, count);
    struct samples spent = {0};
    double start_s = now_s();
    for (size_t i = 0; i < count; i++) {
        commands[i].due_s = start_s + (double)i / rate;
        sleep_until_s(commands[i].due_s);
        offer(o, &commands[i]);
    }
    await(o, count);
    for (size_t i = 0; i < count; i++)
        samples_add(&spent, 1e6 * (commands[i].answered_s - commands[i].due_s));
    free(commands);
    return spent;
}

static struct samples load_singly(struct offering *o, double seconds, double pause_s)
{
    struct samples spent = {0};
    for (double end_s = now_s() + seconds; now_s() < end_s;) {
        struct command *command = make_commands(o, 1);
        sleep_until_s(now_s() + pause_s);
        command->due_s = now_s();
        offer(o, command);
        await(o, 1);
        samples_add(&spent, 1e6 * (command->answered_s - command->due_s));
        free(command);
    }
    return spent;
}

/* ---- the server ---- */

static struct hf_loop *start(struct world world[DESKS], const char *state, const struct hf_log *log)
{
    struct hf_desk *desks[DESKS];
    struct hf_loop *loop = NULL;
    struct hf_err err;
    for (size_t i = 0; i < DESKS; i++) {
        world_open(&world[i], state, &(struct world_options){.adds_outbox = true});
        desks[i] = world[i].desk;
    }
    const struct hf_loop_setup setup = {.desks = desks,
                                        .desk_count = WRITERS,
                                        .room = HF_BATCH_MAX,
                                        .watcher = desks[WATCHER],
                                        .publisher = desks[PUBLISHER],
                                        .tick_ms = TICK_MS,
                                        .log = log};
    must(hf_loop_start(&setup, &loop, &err), &err, "the loop");
    return loop;
}

static void stop(struct world world[DESKS], struct hf_loop *loop)
{
    hf_loop_stop(loop);
    hf_loop_close(loop);
    for (size_t i = 0; i < DESKS; i++)
        world_close(&world[i]);
}

static void open_offering(struct offering *o, struct world *world, struct hf_loop *loop)
{
    struct hf_dice dice = hf_host_dice();
    struct hf_id log_id;
    struct hf_err err;
    struct hf_pg_ledger *store = world_store(BENCH_ORIGIN, false, &log_id);
    *o = (struct offering){.inlet = hf_loop_inlet(loop),
                           .actor = hf_case_instance(hf_desk_house(world->desk)->people, 1)->id};
    cases_read(hf_pg_ledger_port(store), &o->cases);
    hf_pg_ledger_close(store);
    order_open(&o->order, o->cases.count, 0, 1);
    hf_hasher_init(&o->hasher);
    must(hf_host_arena_open(&o->arena, HF_HOST_ARENA_SIZE, &err), &err, "memory");
    dice.fill(dice.self, &o->chance, sizeof o->chance);
    o->chance |= 1;
    must_be(sem_init(&o->answered, 0, 0) == 0, "no semaphore");
}

static void close_offering(struct offering *o)
{
    sem_destroy(&o->answered);
    hf_host_arena_close(&o->arena);
    hf_hasher_done(&o->hasher);
    order_close(&o->order);
    cases_free(&o->cases);
}

int main(int argc, char *argv[])
{
    static struct world world[DESKS];
    struct hf_host_clock clock;
    struct hf_err err;
    struct offering o;
    if (argc != 5) {
        fputs("bench_open STATE RATE SECONDS PAUSE_MS\n", stderr);
        return 2;
    }
    double rate = strtod(argv[2], NULL), seconds = strtod(argv[3], NULL);
    must_be(rate > 0, "a rate above 0");
    must(hf_host_clock_open(&clock, NULL, &err), &err, "the clock");
    struct hf_log log = hf_log_open(STDERR_FILENO, HF_LOG_TEXT, hf_host_clock_port(&clock));
    struct hf_loop *loop = start(world, argv[1], &log);
    open_offering(&o, &world[0], loop);
    move_all(&o);
    struct samples loaded = load_evenly(&o, rate, seconds);
    struct samples idle = load_singly(&o, seconds, strtod(argv[4], NULL) / 1000);
    stop(world, loop);
    printf("%.0f %.0f %.0f %.0f %.0f\n", samples_at(&loaded, 0.5), samples_at(&loaded, 0.99),
           samples_at(&loaded, 1), samples_at(&idle, 0.5), samples_at(&idle, 0.99));
    samples_free(&loaded);
    samples_free(&idle);
    close_offering(&o);
    return 0;
}
