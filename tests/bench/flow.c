/* SPDX-License-Identifier: Apache-2.0 */
/*
 * bench_flow DEFINITION LINES SECONDS: what deciding costs, from a command as values to events as values.
 *
 * A walk by chance makes a case of at least 200 events and 12 measures; then as many different commands as
 * are found are decided on that same case, again and again. Printed: events decided a second, on the case as
 * it is and after so many events more that change nothing but its history. Into LINES goes what happened, as
 * `workflow simulate --events` tells it, up to the case and then, from there, the events of each command:
 * what flow.mjs gives XState to choose.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "bench/must.h"
#include "casefile/house.h"
#include "cli/cmd.h"
#include "cli/file.h"
#include "cli/walk.h"
#include "flow/read.h"
#include "host/arena.h"

enum {
    MEMORY = 1 << 30,
    EVENTS = 200,
    MEASURES = 12,
    MEASURES_MOST = 14,
    LIVING = 6,
    REQUESTS = 2,
    COMMANDS = 48,
    OF_ONE_EVENT = 3,
    LOOKS = 20000,
    SEED = 8,
    STEPS = 1500,
    TIDY = 100,
    CHUNKS = 20,
    HOME = 1000000
};

struct bench {
    struct hf_walk walk;
    struct hf_arena memory, scratch;
    struct hf_rehearsal_moment home;
    struct hf_command command[COMMANDS];
    size_t commands;
    struct hf_err err;
};

static void read_flow(struct bench *b, struct hf_str path, const struct hf_flow **house,
                      const struct hf_flow **flow)
{
    struct hf_findings findings = {0};
    struct hf_str text;
    struct hf_cli cli = {.arena = &b->memory};
    must(hf_cli_house(&cli, house, &b->err), &b->err, "house");
    must(hf_file_read(path, 1 << 20, &b->memory, &text, &b->err), &b->err, "definition");
    must(hf_flow_read(text, HF_FLOW_PUBLISHED, *house, &b->memory, flow, &findings, &b->err), &b->err,
         "definition");
}

/* ---- the case ---- */

static size_t count_of(const struct bench *b, struct hf_str name, bool living)
{
    const struct hf_rehearsal *r = &b->walk.rehearsal;
    size_t count = 0;
    for (hf_instance i = 0; i < hf_case_head(&r->c)->instances; i++) {
        const struct hf_kind *kind = hf_case_kind(&r->flows, &r->c, i);
        bool ended = kind->state[hf_case_instance(&r->c, i)->state].end != HF_END_NOT;
        count += hf_str_eq(kind->name, name) && !(living && ended);
    }
    return count;
}

/* Large enough, and with work going on in it: else only its end is left to decide. */
static bool is_grown(const struct bench *b)
{
    size_t all = count_of(b, HF_STR("measure"), false), living = count_of(b, HF_STR("measure"), true);
    bool busy = living >= LIVING && count_of(b, HF_STR("request"), true) >= REQUESTS;
    return hf_case_head(&b->walk.rehearsal.c)->seq >= EVENTS && all >= MEASURES && busy;
}

static bool is_spoilt(const struct bench *b)
{
    return hf_walk_ended(&b->walk) || count_of(b, HF_STR("measure"), false) > MEASURES_MOST;
}

/* The same case in a block of its own: what all the steps before left behind is given back. */
static void tidy(struct bench *b)
{
    struct hf_rehearsal *r = &b->walk.rehearsal;
    struct hf_rehearsal_moment moment;
    hf_arena_reset(&b->scratch, 0);
    hf_rehearse_keep(r, &b->scratch, &moment);
    hf_arena_reset(&r->arena, b->walk.begun);
    hf_rehearse_return(r, &moment);
    b->walk.lines->before = r->c;
}

static void grow(struct bench *b)
{
    do {
        must(hf_walk_again(&b->walk, &b->err), &b->err, "case");
        for (int i = 0; i < STEPS && !is_grown(b) && !is_spoilt(b); i++) {
            if (i % TIDY == 0)
                tidy(b);
            must(hf_walk_step(&b->walk, &b->err), &b->err, "step");
        }
    } while (!is_grown(b) || is_spoilt(b));
    hf_rehearse_keep(&b->walk.rehearsal, &b->memory, &b->home);
}

/* ---- commands ---- */

static struct hf_command kept(struct bench *b, const struct hf_command *command)
{
    struct hf_command own = *command;
    own.on = hf_arena_keep(&b->memory, command->on);
    own.event = hf_arena_keep(&b->memory, command->event);
    own.effective_at = hf_arena_keep(&b->memory, command->effective_at);
    own.payload = hf_json_keep(&b->memory, &command->payload);
    return own;
}

static bool is_wanted(const struct bench *b, const struct hf_command *command)
{
    size_t same = 0;
    for (size_t i = 0; i < b->commands; i++)
        same += hf_str_eq(b->command[i].event, command->event);
    return same < OF_ONE_EVENT;
}

/* Whatever is done next, by chance, on the case as it was kept. */
static void gather(struct bench *b)
{
    struct hf_walk *w = &b->walk;
    struct hf_walk_lines *lines = w->lines;
    w->lines = NULL;
    for (int look = 0; look < LOOKS && b->commands < COMMANDS; look++) {
        uint64_t done = w->done;
        hf_arena_reset(&w->rehearsal.arena, w->begun);
        hf_rehearse_return(&w->rehearsal, &b->home);
        must(hf_walk_step(w, &b->err), &b->err, "step");
        bool of_workflow =
            hf_flow_kind(w->flow, hf_str_cut(&(struct hf_str){w->command.on.at, w->command.on.len}, '/')) !=
            HF_NONE;
        if (w->done == done + 1 && of_workflow && w->rehearsal.now_ms == b->home.now_ms &&
            is_wanted(b, &w->command))
            b->command[b->commands++] = kept(b, &w->command);
    }
    w->lines = lines;
    must_be(b->commands >= COMMANDS / 4, "too few commands can be given on this case");
}

/* As they will be measured, for who chooses beside us. */
static void tell(struct bench *b)
{
    struct hf_walk *w = &b->walk;
    for (size_t i = 0; i < b->commands; i++) {
        struct hf_command command = b->command[i];
        bool aside;
        hf_arena_reset(&w->rehearsal.arena, w->begun);
        hf_rehearse_return(&w->rehearsal, &b->home);
        hf_walk_lines_back(w->lines, &w->rehearsal, HOME);
        w->lines->role = command.role;
        must(hf_rehearse_act(&w->rehearsal, &command, &aside), &w->rehearsal.err, "command");
        b->command[i] = command;
    }
}

/* ---- measured ---- */

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static size_t decide_all(struct bench *b, const struct hf_case *c)
{
    struct hf_rehearsal *r = &b->walk.rehearsal;
    size_t events = 0;
    for (size_t i = 0; i < b->commands; i++) {
        struct hf_decision out;
        must(hf_decide(&r->flows, &r->house, c, &b->command[i], &b->scratch, &out, &b->err), &b->err,
             "command");
        events += out.count;
        hf_arena_reset(&b->scratch, 0);
    }
    return events;
}

/* The fastest of several short stretches: what the machine does besides only ever slows. */
static double rate(struct bench *b, const struct hf_case *c, double long_s)
{
    double best = 0;
    for (int chunk = 0; chunk < CHUNKS; chunk++) {
        double start = seconds(), spent;
        size_t events = 0;
        do {
            events += decide_all(b, c);
            spent = seconds() - start;
        } while (spent < long_s / CHUNKS);
        best = (double)events / spent > best ? (double)events / spent : best;
    }
    return best;
}

/* Decides a command again and again, each time on what it made, until the case has so many events. */
static bool lengthen(struct bench *b, const struct hf_command *command, struct hf_case *c, uint32_t events)
{
    struct hf_rehearsal *r = &b->walk.rehearsal;
    hf_instance instances = hf_case_head(c)->instances;
    while (hf_case_head(c)->seq < events) {
        struct hf_decision out;
        if (hf_decide(&r->flows, &r->house, c, command, &b->scratch, &out, &b->err) != HF_OK ||
            hf_case_head(&out.after)->instances != instances)
            return false;
        hf_arena_reset(&r->arena, b->walk.begun);
        *c = hf_case_copy(&r->arena, &out.after);
        hf_arena_reset(&b->scratch, 0);
    }
    return true;
}

/* By a command after which all the others can still be given. */
static struct hf_case grown_to(struct bench *b, uint32_t events)
{
    struct hf_rehearsal *r = &b->walk.rehearsal;
    for (size_t i = 0; i < b->commands; i++) {
        struct hf_case c = b->home.live;
        struct hf_decision out;
        bool good = lengthen(b, &b->command[i], &c, events);
        for (size_t k = 0; good && k < b->commands; k++) {
            good = hf_decide(&r->flows, &r->house, &c, &b->command[k], &b->scratch, &out, &b->err) == HF_OK;
            hf_arena_reset(&b->scratch, 0);
        }
        if (good)
            return c;
    }
    must_end("no command can be given again and again");
}

int main(int argc, char *argv[])
{
    if (argc != 4) {
        fputs("bench_flow DEFINITION LINES SECONDS\n", stderr);
        return 2;
    }
    static struct bench b;
    static const uint32_t events[] = {2000, 20000};
    const struct hf_flow *house, *flow;
    double long_s = strtod(argv[3], NULL);
    FILE *lines = fopen(argv[2], "w");
    must_be(lines != NULL, "LINES cannot be written");
    must(hf_host_arena_open(&b.memory, MEMORY, &b.err), &b.err, "memory");
    hf_arena_init(&b.scratch, HF_NEW_UNSET(&b.memory, unsigned char, MEMORY / 4), MEMORY / 4);
    read_flow(&b, hf_str_of(argv[1]), &house, &flow);
    must(hf_walk_open(&b.walk, house, flow, SEED, &b.err), &b.err, "walk");
    hf_walk_tell(&b.walk, lines);
    grow(&b);
    hf_walk_lines_kept(b.walk.lines, HOME);
    gather(&b);
    tell(&b);
    must_be(fclose(lines) == 0, "LINES cannot be written");
    fprintf(stderr, "%zu commands on a case of %u events, %u instances, %zu measures, %u bytes\n", b.commands,
            hf_case_head(&b.home.live)->seq, hf_case_head(&b.home.live)->instances,
            count_of(&b, HF_STR("measure"), false), b.home.live.used);
    printf("flow_200 %.0f\n", rate(&b, &b.home.live, long_s));
    for (size_t i = 0; i < sizeof events / sizeof events[0]; i++) {
        struct hf_case c = grown_to(&b, events[i]);
        printf("flow_%u %.0f\n", events[i], rate(&b, &c, long_s));
    }
    hf_walk_close(&b.walk);
    return 0;
}
