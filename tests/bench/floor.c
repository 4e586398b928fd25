/* SPDX-License-Identifier: Apache-2.0 */
/*
 * bench_floor TYPE PAYLOAD CASES WRITERS BATCH SECONDS PAUSE_MS
 *
 * What PostgreSQL allows to whoever does nothing else: on the tables of floor_tables.sql so many transitions
 * per transaction, one statement per table with an array per column, all of a transaction in one flush.
 * Nobody reads a case first; its UPDATE names the seq it must stand at, and the rows it reached are counted.
 * TYPE is that of the payload's column. With PAUSE_MS a writer rests so long between transactions. Where
 * BATCH is more than 1, every case moves once before the time runs.
 *
 * Prints transitions per second, and the median and 99th percentile of a transaction in microseconds.
 */
#include <endian.h>
#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/must.h"
#include "bench/order.h"
#include "bench/samples.h"
#include "bench/writers.h"

enum { LINK_SIZE = 32, SIGNATURE_SIZE = 64, BATCH_MAX = 1000, STATEMENTS = 3, PARAMS_MAX = 5 };
enum column { ID, SEQ, PAYLOAD, LINK, SIGNATURE, COLUMNS };

/* Object ids of a type and of its arrays; fixed for ever by PostgreSQL's catalogue. */
struct type {
    Oid item, array;
};
static const struct type type_bigint = {20, 1016}, type_integer = {23, 1007}, type_bytea = {17, 1001},
                         type_jsonb = {3802, 3807};

/* A column of a batch as PostgreSQL's binary array. */
struct array {
    char *at;
    size_t len, room;
};

struct setup {
    bool jsonb; /* the payload's column; else bytea */
    const char *payload;
    size_t cases, writers, batch;
    double pause_s;
};

struct client {
    const struct setup *setup;
    PGconn *conn;
    struct order order;
    int32_t *seq; /* of each case of the floor */
    uint64_t chance;
    struct array column[COLUMNS];
    struct samples spent; /* of each transaction, microseconds */
};

/* ---- arrays ---- */

static void put(struct array *array, const void *bytes, size_t len)
{
    if (array->room - array->len < len) {
        array->room = 2 * (array->len + len);
        array->at = realloc(array->at, array->room);
        must_be(array->at != NULL, "no memory");
    }
    memcpy(array->at + array->len, bytes, len);
    array->len += len;
}

static void put_i32(struct array *array, int32_t value)
{
    uint32_t big = htobe32((uint32_t)value);
    put(array, &big, sizeof big);
}

/* One dimension, no nulls, the items' type, how many, counted from 1. */
static void begin(struct array *array, int32_t oid, size_t count)
{
    array->len = 0;
    put_i32(array, 1);
    put_i32(array, 0);
    put_i32(array, oid);
    put_i32(array, (int32_t)count);
    put_i32(array, 1);
}

static void put_item(struct array *array, const void *bytes, size_t len)
{
    put_i32(array, (int32_t)len);
    put(array, bytes, len);
}

static struct type type_of(const struct client *c, enum column column)
{
    const struct type type[COLUMNS] = {[ID] = type_bigint,
                                       [SEQ] = type_integer,
                                       [PAYLOAD] = c->setup->jsonb ? type_jsonb : type_bytea,
                                       [LINK] = type_bytea,
                                       [SIGNATURE] = type_bytea};
    return type[column];
}

/* The binary form of jsonb is its version, 1, and the text. */
static void put_payload(struct client *c)
{
    struct array *array = &c->column[PAYLOAD];
    size_t len = strlen(c->setup->payload);
    put_i32(array, (int32_t)(len + (c->setup->jsonb ? 1 : 0)));
    if (c->setup->jsonb)
        put(array, "\1", 1);
    put(array, c->setup->payload, len);
}

static void put_transition(struct client *c)
{
    unsigned char mark[LINK_SIZE + SIGNATURE_SIZE];
    uint32_t place = order_next(&c->order);
    uint64_t id = htobe64((uint64_t)place + 1);
    uint32_t seq = htobe32((uint32_t)++c->seq[place]);
    chance_fill(&c->chance, mark, sizeof mark);
    put_item(&c->column[ID], &id, sizeof id);
    put_item(&c->column[SEQ], &seq, sizeof seq);
    put_payload(c);
    put_item(&c->column[LINK], mark, LINK_SIZE);
    put_item(&c->column[SIGNATURE], mark + LINK_SIZE, SIGNATURE_SIZE);
}

static void lay(struct client *c)
{
    for (enum column i = 0; i < COLUMNS; i++)
        begin(&c->column[i], (int32_t)type_of(c, i).item, c->setup->batch);
    for (size_t i = 0; i < c->setup->batch; i++)
        put_transition(c);
}

/* ---- statements ---- */

struct statement {
    const char *name, *text;
    int width;
    enum column column[PARAMS_MAX];
};
static const struct statement statements[STATEMENTS] = {
    {"event",
     "INSERT INTO floor.event (case_id, seq, state, at, payload, link, signature) "
     "SELECT i, s, s % 2, now(), p, l, g "
     "FROM unnest($1, $2, $3, $4, $5) AS u (i, s, p, l, g)",
     5,
     {ID, SEQ, PAYLOAD, LINK, SIGNATURE}},
    {"move",
     "UPDATE floor.cases c SET state = u.s % 2, seq = u.s, link = u.l, moved_at = now() "
     "FROM unnest($1, $2, $3) AS u (i, s, l) WHERE c.id = u.i AND c.seq = u.s "
     "- 1",
     3,
     {ID, SEQ, LINK}},
    {"outbox",
     "INSERT INTO floor.outbox (case_id, seq, recipient, due_at) "
     "SELECT i, s, 7, now() FROM unnest($1, $2) AS u (i, s)",
     2,
     {ID, SEQ}},
};

static void complain(const struct client *c, const char *what)
{
    fprintf(stderr, "bench_floor: %s: %s", what, PQerrorMessage(c->conn));
    exit(1);
}

static void prepare(struct client *c, const struct statement *statement)
{
    Oid type[PARAMS_MAX];
    for (int i = 0; i < statement->width; i++)
        type[i] = type_of(c, statement->column[i]).array;
    PGresult *result = PQprepare(c->conn, statement->name, statement->text, statement->width, type);
    if (PQresultStatus(result) != PGRES_COMMAND_OK)
        complain(c, statement->name);
    PQclear(result);
}

static void send_rows(struct client *c, const struct statement *statement)
{
    const char *value[PARAMS_MAX];
    int length[PARAMS_MAX], format[PARAMS_MAX];
    for (int i = 0; i < statement->width; i++) {
        value[i] = c->column[statement->column[i]].at;
        length[i] = (int)c->column[statement->column[i]].len;
        format[i] = 1;
    }
    if (!PQsendQueryPrepared(c->conn, statement->name, statement->width, value, length, format, 1))
        complain(c, statement->name);
}

static void take_result(struct client *c, const struct statement *statement)
{
    PGresult *result = PQgetResult(c->conn);
    if (PQresultStatus(result) != PGRES_COMMAND_OK)
        complain(c, statement->name);
    must_be(strtoul(PQcmdTuples(result), NULL, 10) == c->setup->batch, "a case stood elsewhere");
    PQclear(result);
    PQclear(PQgetResult(c->conn));
}

static void take_end(struct client *c)
{
    PGresult *result = PQgetResult(c->conn);
    if (PQresultStatus(result) != PGRES_PIPELINE_SYNC)
        complain(c, "commit");
    PQclear(result);
}

static size_t move(void *self)
{
    struct client *c = self;
    double start = now_s();
    lay(c);
    for (size_t i = 0; i < STATEMENTS; i++)
        send_rows(c, &statements[i]);
    if (!PQpipelineSync(c->conn))
        complain(c, "flush");
    for (size_t i = 0; i < STATEMENTS; i++)
        take_result(c, &statements[i]);
    take_end(c);
    double end = now_s();
    samples_add(&c->spent, 1e6 * (end - start));
    if (c->setup->pause_s > 0)
        sleep_until_s(end + c->setup->pause_s);
    return c->setup->batch;
}

/* ---- run ---- */

static void open_client(struct client *c, const struct setup *setup, size_t writer)
{
    *c = (struct client){.setup = setup, .chance = writer + 1};
    /* Else the server plans each array anew. */
    c->conn = PQconnectdb("options='-c plan_cache_mode=force_generic_plan'");
    if (PQstatus(c->conn) != CONNECTION_OK)
        complain(c, "connection");
    for (size_t i = 0; i < STATEMENTS; i++)
        prepare(c, &statements[i]);
    if (!PQenterPipelineMode(c->conn))
        complain(c, "pipeline");
    order_open(&c->order, setup->cases, writer, setup->writers);
    c->seq = calloc(setup->cases, sizeof *c->seq);
    must_be(c->seq != NULL, "no memory");
}

static void close_client(struct client *c)
{
    for (size_t i = 0; i < COLUMNS; i++)
        free(c->column[i].at);
    samples_free(&c->spent);
    order_close(&c->order);
    free(c->seq);
    PQfinish(c->conn);
}

static void run(const struct setup *setup, double seconds)
{
    static struct client client[WRITERS_MAX];
    size_t first = setup->batch > 1 ? setup->cases / setup->writers : 0;
    struct writers writers = {.count = setup->writers, .move = move, .first = first, .seconds = seconds};
    struct samples all = {0};
    for (size_t i = 0; i < setup->writers; i++) {
        open_client(&client[i], setup, i);
        writers.self[i] = &client[i];
    }
    double rate = writers_run(&writers);
    for (size_t i = 0; i < setup->writers; i++) {
        samples_join(&all, &client[i].spent);
        close_client(&client[i]);
    }
    printf("%.0f %.0f %.0f\n", rate, samples_at(&all, 0.5), samples_at(&all, 0.99));
    samples_free(&all);
}

int main(int argc, char *argv[])
{
    if (argc != 8) {
        fputs("bench_floor TYPE PAYLOAD CASES WRITERS BATCH SECONDS PAUSE_MS\n", stderr);
        return 2;
    }
    struct setup setup = {.jsonb = strcmp(argv[1], "jsonb") == 0,
                          .payload = argv[2],
                          .cases = strtoul(argv[3], NULL, 10),
                          .writers = strtoul(argv[4], NULL, 10),
                          .batch = strtoul(argv[5], NULL, 10),
                          .pause_s = strtod(argv[7], NULL) / 1000};
    must_be(setup.writers >= 1 && setup.writers <= WRITERS_MAX, "1 to 16 writers");
    size_t part = setup.cases / setup.writers;
    if (setup.batch > part) /* no case twice in a batch */
        setup.batch = part;
    must_be(setup.batch >= 1 && setup.batch <= BATCH_MAX, "batches of 1 to 1000");
    run(&setup, strtod(argv[6], NULL));
    return 0;
}
