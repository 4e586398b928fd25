/* SPDX-License-Identifier: Apache-2.0 */
/*
 * bench_audit STATE VERIFIER ROUNDS: what is stored in a database, verified, beside an ordered binary COPY of
 * the same rows by a client that looks at none of them; then a case of 10,000 events, exported and verified.
 * Two clients of one cluster, one after the other, in each round.
 */
#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>

#include "bench/cases.h"
#include "bench/command.h"
#include "bench/proof_figures.h"
#include "bench/world.h"
#include "desk/audit.h"
#include "desk/bundle.h"
#include "desk/document.h"
#include "desk/watch.h"
#include "flow/read.h"

enum { ROUNDS_MAX = 9, DEFINITIONS = 8, EVENTS = 10000, BATCH = 500 };
#define ARENA ((size_t)1 << 30)
#define SCRATCH ((size_t)64 << 20)

static struct proof_bench bench;
static struct world world;

/* ---- COPY ---- */

static const char copied[] = "COPY (SELECT file, seq, blind, header, payload FROM event WHERE log = 1 "
                             "ORDER BY file, seq) TO STDOUT (FORMAT binary)";

/* Its end is told as a row is; its head comes with the first one. */
enum { COPY_BESIDE = 1 };

static double copy_s(PGconn *conn, uint64_t *rows)
{
    char *row;
    int size;
    double begin = now_s();
    PGresult *result = PQexec(conn, copied);
    must_be(PQresultStatus(result) == PGRES_COPY_OUT, PQerrorMessage(conn));
    PQclear(result);
    for (*rows = 0; (size = PQgetCopyData(conn, &row, 0)) > 0; ++*rows)
        PQfreemem(row);
    must_be(size == -1 && *rows > COPY_BESIDE, "COPY was broken off");
    *rows -= COPY_BESIDE;
    while ((result = PQgetResult(conn)) != NULL)
        PQclear(result);
    return now_s() - begin;
}

/* ---- the audit ---- */

struct library {
    struct hf_arena arena;
    struct {
        struct hf_digest digest;
        const struct hf_flow *flow;
    } known[DEFINITIONS];
    size_t count;
};

static const struct hf_flow *definition(void *context, const struct hf_digest *digest)
{
    struct library *library = context;
    struct hf_findings findings = {0};
    struct hf_str text;
    for (size_t i = 0; i < library->count; i++)
        if (hf_digest_eq(&library->known[i].digest, digest))
            return library->known[i].flow;
    must_be(library->count < DEFINITIONS, "more definitions than a bench has");
    must(hf_document_read(world.desk, NULL, digest, &library->arena, &text, &bench.err), &bench.err,
         "a definition");
    must(hf_flow_read(text, HF_FLOW_PUBLISHED, hf_desk_house_flow(world.desk), &library->arena,
                      &library->known[library->count].flow, &findings, &bench.err),
         &bench.err, "a definition");
    library->known[library->count].digest = *digest;
    return library->known[library->count++].flow;
}

static double verify_s(struct hf_ledger ledger, struct library *library, bool chain_only, uint64_t events)
{
    static struct hf_arena scratch;
    struct hf_audit_figures figures;
    hf_arena_reset(&bench.arena, 0);
    hf_arena_init(&scratch, hf_arena_take_unset(&bench.arena, 1, 16, SCRATCH), SCRATCH);
    const struct hf_audit audit = {.ledger = ledger,
                                   .house = hf_desk_house_flow(world.desk),
                                   .definition = definition,
                                   .context = library,
                                   .origin = BENCH_ORIGIN,
                                   .hasher = &bench.hasher,
                                   .arena = &bench.arena,
                                   .scratch = &scratch,
                                   .desk = world.desk,
                                   .chain_only = chain_only};
    double begin = now_s();
    must(hf_audit_verify(&audit, &figures, &bench.err), &bench.err, "the audit");
    must_be(figures.events == events, "the audit met another number of events");
    return now_s() - begin;
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(double value[], size_t count)
{
    qsort(value, count, sizeof *value, by_value);
    return value[count / 2];
}

static void bench_whole(size_t rounds)
{
    struct library library = {.count = 0};
    struct hf_id log_id;
    struct hf_pg_ledger *store = world_store(BENCH_ORIGIN, false, &log_id);
    PGconn *conn = PQconnectdb("dbname=holdfast");
    double copy[ROUNDS_MAX], chain[ROUNDS_MAX], fold[ROUNDS_MAX];
    uint64_t rows;
    must_be(PQstatus(conn) == CONNECTION_OK, PQerrorMessage(conn));
    must(hf_host_arena_open(&library.arena, (size_t)64 << 20, &bench.err), &bench.err, "memory");
    (void)copy_s(conn, &rows); /* so that no line reads what another has brought into memory */
    for (size_t i = 0; i < rounds; i++) {
        copy[i] = copy_s(conn, &rows);
        chain[i] = verify_s(hf_pg_ledger_port(store), &library, true, rows);
        fold[i] = verify_s(hf_pg_ledger_port(store), &library, false, rows);
    }
    tell("events", (double)rows, "");
    tell("copy", (double)rows / median(copy, rounds), "/s");
    tell("chain_and_leaves", (double)rows / median(chain, rounds), "/s");
    tell("audit_verify", (double)rows / median(fold, rounds), "/s");
    tell_at_least(&bench, "chain_and_leaves_to_copy", median(copy, rounds) / median(chain, rounds), "", 0.5);
    tell_at_least(&bench, "audit_verify_to_copy", median(copy, rounds) / median(fold, rounds), "", 0.12);
    PQfinish(conn);
    hf_pg_ledger_close(store);
    hf_host_arena_close(&library.arena);
}

/* ---- one case ---- */

static void grow_case(const struct hf_id *file)
{
    static struct command_text text[BATCH];
    static struct hf_response out[BATCH];
    struct hf_id actor = hf_case_instance(hf_desk_house(world.desk)->people, 1)->id;
    uint64_t chance = 77;
    for (int from = 0; from < EVENTS; from += BATCH) {
        struct hf_request *requests = HF_NEW(&world.arena, struct hf_request, BATCH);
        for (size_t i = 0; i < BATCH; i++) {
            command_write(&text[i], file, "confirm", &chance);
            command_request(&text[i], &actor, &world.hasher, &world.arena, &requests[i]);
        }
        must(hf_desk_serve(world.desk, requests, BATCH, &world.arena, out, &bench.err), &bench.err,
             "a batch");
        for (size_t i = 0; i < BATCH; i++)
            must(out[i].outcome == HF_DONE ? HF_OK : HF_FAILED, out[i].err, "an event of the large case");
        hf_desk_rest(world.desk);
        hf_arena_reset(&world.arena, 0);
    }
}

static void bench_case(void)
{
    struct hf_bundle_order order = {.reader = HF_READER_AUDITOR};
    struct cases cases;
    int64_t size; /* as `serve` signs, a second behind */
    hf_arena_reset(&bench.arena, 0);
    cases_read(world.ledger, &cases);
    order.file = cases.file[0];
    follow_first(&bench, world.desk);
    grow_case(&order.file);
    follow_grown(&bench, world.desk);
    must(hf_watch_checkpoint(world.desk, &world.arena, &size, &bench.err), &bench.err, "a checkpoint");
    bundle_figures(&bench, world.desk, &order);
    cases_free(&cases);
}

int main(int argc, char **argv)
{
    size_t rounds = argc == 4 ? strtoul(argv[3], NULL, 10) : 0;
    if (rounds < 1 || rounds > ROUNDS_MAX)
        return 2;
    bench_begin(&bench, argv[2], ARENA);
    world_open(&world, argv[1], &(struct world_options){.adds_outbox = false});
    bench_whole(rounds);
    bench_case();
    world_close(&world);
    return bench_end(&bench);
}
