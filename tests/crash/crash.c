/* SPDX-License-Identifier: Apache-2.0 */
/*
 * crash HOLDFAST KILLS [SEED]: `serve` and its database are killed with -9 at any moment while people act and
 * a State answers. Afterwards what was answered is there, once; every notice has come; the log verifies.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "crash/traffic.h"
#include "host/clock.h"

enum { LEAST_MS = 200, SPREAD_MS = 1500, SETTLE_TRIES = 40, SETTLE_MS = 500, LEASE_MS = 61000 };

struct kill {
    const char *what;
    bool server, database;
};
static const struct kill kills[] = {
    {"serve", true, false}, {"the database", false, true}, {"both", true, true}};

static void kill_one(struct office *office, const struct kill *kill)
{
    if (kill->database && !office_kill_database(office))
        fprintf(stderr, "crash: the database was not there to be killed\n");
    if (!kill->server)
        return;
    office_kill(office);
    office_serve(office);
}

/* What was under way when its sender died is sent again when its lease is over: time is moved on. */
static void settle(struct office *office, struct traffic *traffic)
{
    struct hf_err err;
    for (int i = 0; i < SETTLE_TRIES; i++) {
        pause_ms(SETTLE_MS);
        if (traffic_settled(traffic))
            return;
        if (hf_host_clock_jump(office->state, LEASE_MS, &err) != HF_OK)
            give_up("time is moved on", err.arg[0]);
    }
    give_up("every notice is settled in the end", "some wait");
}

static void verify(struct office *office)
{
    static const char *const words[] = {"audit", "verify", NULL};
    office_must(office, words);
}

static void run(struct office *office, long count, uint64_t seed)
{
    struct traffic *traffic = traffic_make(office, seed);
    uint64_t dice = seed;
    office_serve(office);
    traffic_start(traffic);
    for (long i = 0; i < count; i++) {
        pause_ms(LEAST_MS + chance(&dice, SPREAD_MS));
        const struct kill *kill = &kills[i % 3];
        printf("crash: %ld: %s\n", i + 1, kill->what);
        fflush(stdout);
        kill_one(office, kill);
    }
    pause_ms(LEAST_MS);
    traffic_stop(traffic);
    settle(office, traffic);
    if (office_stop(office) != 0)
        give_up("serve stops when it is asked to", "with another code than 0");
    struct traffic_figures f = traffic_check(traffic);
    verify(office);
    printf(
        "crash: %ld kills, %zu cases, %zu commands, %zu repeated, %zu answers, %zu notices: all there once\n",
        count, f.cases, f.commands, f.again, f.answers, f.notices);
    traffic_end(traffic);
}

int main(int argc, char **argv)
{
    static struct office office;
    long count = argc > 2 ? strtol(argv[2], NULL, 10) : 0;
    uint64_t seed = argc > 3 ? strtoull(argv[3], NULL, 10) : (uint64_t)time(NULL);
    if (count < 1) {
        fprintf(stderr, "usage: crash HOLDFAST KILLS [SEED]\n");
        return 2;
    }
    printf("crash: seed %llu\n", (unsigned long long)seed);
    fflush(stdout);
    office_make(&office, argv[1]);
    run(&office, count, seed);
    return 0;
}
