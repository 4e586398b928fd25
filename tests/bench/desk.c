/* SPDX-License-Identifier: Apache-2.0 */
/*
 * bench_desk STATE found DEFINITION CASES:     a house, an authority, the definition, so many open cases,
 *                                              each moved once.
 * bench_desk STATE run SECONDS EVENT [CACHED]: transitions per second on these cases, and how many KiB were
 *                                              resident at most; the desks together cache about CACHED cases,
 *                                              or all of them.
 * bench_desk STATE fill TRANSITIONS:           so many of them.
 *
 * Two desks in two threads, each with its own connection and its half of the cases. Each is fed from memory,
 * a batch after the other: commands as bytes, of which each is read and decided. `confirm` makes one event,
 * and an outbox row is added to it (outbox.h); of `tell` the authority is told, so it makes two, a signed
 * notice, its document and a place in the outbox. Before the time runs, every case moves once, so that those
 * that are cached are folded.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

#include "bench/authority.h"
#include "bench/cases.h"
#include "bench/command.h"
#include "bench/order.h"
#include "bench/writers.h"
#include "host/dice.h"

enum { CASE_BYTES = 600 }; /* what a cached case of transition.json takes, about */

/* What may be measured, and the number of events it makes. */
static const struct act {
    const char *event;
    uint32_t events;
    bool adds; /* the outbox row is ours to add */
} acts[] = {{"confirm", 1, true}, {"tell", 2, false}};

struct writer {
    struct world world;
    const struct act *act;
    const struct cases *cases;
    struct order order;
    size_t batch;
    struct hf_id actor;
    uint64_t chance;
    struct command_text text[HF_BATCH_MAX];
};

/* ---- batches ---- */

static size_t move(void *self)
{
    struct writer *w = self;
    struct hf_request *requests = HF_NEW(&w->world.arena, struct hf_request, w->batch);
    struct hf_response *out = HF_NEW(&w->world.arena, struct hf_response, w->batch);
    struct hf_err err;
    for (size_t i = 0; i < w->batch; i++) {
        command_write(&w->text[i], &w->cases->file[order_next(&w->order)], w->act->event, &w->chance);
        command_request(&w->text[i], &w->actor, &w->world.hasher, &w->world.arena, &requests[i]);
    }
    must(hf_desk_serve(w->world.desk, requests, w->batch, &w->world.arena, out, &err), &err, "a batch");
    for (size_t i = 0; i < w->batch; i++) {
        must(out[i].outcome == HF_DONE ? HF_OK : HF_FAILED, out[i].err, "a transition");
        must_be(out[i].count == w->act->events, "a transition made another number of events");
    }
    hf_desk_rest(w->world.desk);
    hf_arena_reset(&w->world.arena, 0);
    return w->batch;
}

/* ---- run ---- */

static void open_writer(struct writer *w, const char *state, size_t number, const struct cases *cases,
                        size_t cached)
{
    struct world_options options = {.adds_outbox = w->act->adds,
                                    .cache_bytes = cached * CASE_BYTES / WRITERS};
    struct hf_dice dice = hf_host_dice();
    world_open(&w->world, state, &options);
    w->actor = hf_case_instance(hf_desk_house(w->world.desk)->people, 1)->id;
    w->cases = cases;
    order_open(&w->order, cases->count, number, WRITERS);
    w->batch = w->order.count < HF_BATCH_MAX ? w->order.count : HF_BATCH_MAX;
    dice.fill(dice.self, &w->chance, sizeof w->chance);
    w->chance |= 1;
}

static void close_writer(struct writer *w)
{
    world_close(&w->world);
    order_close(&w->order);
}

static void read_cases(struct cases *out)
{
    struct hf_id log_id;
    struct hf_pg_ledger *store = world_store(BENCH_ORIGIN, false, &log_id);
    cases_read(hf_pg_ledger_port(store), out);
    hf_pg_ledger_close(store);
}

static double run(const char *state, const struct act *act, struct writers writers, size_t cached)
{
    static struct writer writer[WRITERS];
    struct cases cases;
    read_cases(&cases);
    writers.count = WRITERS;
    writers.move = move;
    for (size_t i = 0; i < WRITERS; i++) {
        writer[i].act = act;
        open_writer(&writer[i], state, i, &cases, cached);
        writers.self[i] = &writer[i];
    }
    writers.first = writers.most > 0 ? 0 : cases.count / WRITERS;
    double rate = writers_run(&writers);
    if (act->adds) /* the rows of a notice are other ones */
        shape_write(state, &writer[0].world.outbox.shape);
    for (size_t i = 0; i < WRITERS; i++)
        close_writer(&writer[i]);
    cases_free(&cases);
    return rate;
}

static long resident_kib(void)
{
    struct rusage used;
    getrusage(RUSAGE_SELF, &used);
    return used.ru_maxrss;
}

/* ---- found ---- */

static struct hf_str read_text(struct hf_arena *arena, const char *path)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    char *text = HF_NEW(arena, char, 1 << 20);
    ssize_t size = fd < 0 ? -1 : read(fd, text, 1 << 20);
    must_be(size > 0, path);
    close(fd);
    return (struct hf_str){text, (size_t)size};
}

static void publish(struct world *world, const struct hf_founder founders[2], struct hf_str text)
{
    struct hf_err err;
    for (unsigned char i = 0; i < 2; i++) {
        struct hf_command as = {.id = {{(unsigned char)(i + 1)}},
                                .actor = founders[i].id,
                                .role = HF_STR("legal_officer"),
                                .known = HF_KNOWN_session};
        struct hf_response out;
        must(hf_definition_publish(world->desk, text, &as, &world->arena, &out, &err), &err,
             "the definition");
    }
}

static void open_cases(struct world *world, const struct hf_id *actor, size_t from, size_t count)
{
    struct hf_request *requests = HF_NEW(&world->arena, struct hf_request, count);
    struct hf_response *out = HF_NEW(&world->arena, struct hf_response, count);
    struct hf_err err;
    for (size_t i = 0; i < count; i++) {
        size_t number = from + i + 100;
        requests[i] = (struct hf_request){.kind = HF_REQUEST_COMMAND,
                                          .command = {.on = HF_STR("case"),
                                                      .event = HF_STR("open"),
                                                      .payload = authority_named(world),
                                                      .actor = *actor,
                                                      .role = HF_STR("legal_officer"),
                                                      .known = HF_KNOWN_session},
                                          .workflow = HF_STR("bench-transition")};
        memcpy(&requests[i].command.id, &number, sizeof number);
    }
    must(hf_desk_serve(world->desk, requests, count, &world->arena, out, &err), &err, "opening cases");
    for (size_t i = 0; i < count; i++)
        must(out[i].outcome == HF_DONE ? HF_OK : HF_FAILED, out[i].err, "opening a case");
    hf_arena_reset(&world->arena, 0);
}

static void found(const char *state, const char *path, size_t cases)
{
    static const struct hf_str role[] = {HF_STR_INIT("legal_officer"), HF_STR_INIT("administrator")};
    struct hf_founder founders[2] = {
        {.name = HF_STR("Ana Duval"), .organ = HF_STR("registry"), .role = role, .roles = 2},
        {.name = HF_STR("Lou Okoro"), .organ = HF_STR("registry"), .role = role, .roles = 2}};
    static struct world world;
    static struct hf_err err;
    world_open(&world, state, &(struct world_options){.fresh = true});
    must(hf_house_found(world.desk, founders, &world.arena, &err), &err, "the house");
    authority_enrol(&world, founders);
    publish(&world, founders, read_text(&world.arena, path));
    for (size_t from = 0; from < cases; from += HF_BATCH_MAX)
        open_cases(&world, &founders[0].id, from, cases - from < HF_BATCH_MAX ? cases - from : HF_BATCH_MAX);
    world_close(&world);
}

static const struct act *find_act(const char *event)
{
    for (size_t i = 0; i < sizeof acts / sizeof acts[0]; i++)
        if (strcmp(acts[i].event, event) == 0)
            return &acts[i];
    return NULL;
}

int main(int argc, char *argv[])
{
    const char *verb = argc > 3 ? argv[2] : "";
    if (strcmp(verb, "found") == 0 && argc == 5) {
        found(argv[1], argv[3], strtoul(argv[4], NULL, 10));
        run(argv[1], &acts[0], (struct writers){0}, 0);
        return 0;
    }
    if (strcmp(verb, "fill") == 0 && argc == 4) {
        run(argv[1], &acts[0], (struct writers){.most = strtoul(argv[3], NULL, 10) / WRITERS}, 0);
        return 0;
    }
    const struct act *act = find_act(argc > 4 ? argv[4] : "");
    if (strcmp(verb, "run") == 0 && act != NULL && argc <= 6) {
        size_t cached = argc == 6 ? strtoul(argv[5], NULL, 10) : 0;
        double rate = run(argv[1], act, (struct writers){.seconds = strtod(argv[3], NULL)}, cached);
        printf("%.0f %ld\n", rate, resident_kib());
        return 0;
    }
    fputs("bench_desk STATE found DEFINITION CASES\n"
          "bench_desk STATE run SECONDS confirm|tell [CACHED]\n"
          "bench_desk STATE fill TRANSITIONS\n",
          stderr);
    return 2;
}
