/* SPDX-License-Identifier: Apache-2.0 */
/*
 * bench_rows STATE run SECONDS:      transitions per second on the cases of a desk, lost to it after.
 * bench_rows STATE found CASES:      files of a log of its own, each moved once.
 * bench_rows STATE own SECONDS:      transitions per second on these.
 * bench_rows STATE fill TRANSITIONS: so many of them.
 *
 * Exactly the rows of a desk's transition (STATE/shape), through the ledger port a desk writes through, by
 * somebody who reads, decides, hashes and seals nothing: their bytes are random and drawn before the time
 * runs; only what must differ from row to row is drawn while it runs.
 */
#include <stdio.h>
#include <stdlib.h>

#include "bench/cases.h"
#include "bench/command.h"
#include "bench/must.h"
#include "bench/order.h"
#include "bench/world.h"
#include "bench/writers.h"
#include "desk/desk.h"
#include "host/dice.h"

#define OWN_ORIGIN HF_STR("court.example/rows")

/* A batch whose rows stay where they are. */
struct rows {
    struct hf_move_row move[HF_BATCH_MAX];
    struct hf_leaf_row event[HF_BATCH_MAX];
    struct hf_disclosure_row *disclosure; /* shape.disclosures for each event, and so on */
    struct hf_command_row command[HF_BATCH_MAX];
    struct hf_outbox_row *outbox;
    struct hf_deadline_row *deadline;
};

struct writer {
    struct shape shape;
    struct hf_pg_ledger *store;
    struct hf_clock_port clock;
    struct cases *cases;
    struct order order;
    size_t batch;
    uint64_t chance;
    struct hf_id actor;
    struct hf_arena arena; /* of the rows below */
    struct rows rows;
};

/* ---- rows ---- */

static size_t deadlines_of(const struct shape *shape)
{
    return shape->dues + shape->drops;
}

static struct hf_str random_text(struct writer *w, size_t len)
{
    char *text = HF_NEW(&w->arena, char, len + 1);
    chance_fill(&w->chance, text, len);
    return (struct hf_str){text, len};
}

static void make_rows(struct writer *w)
{
    struct rows *rows = &w->rows;
    const struct shape *shape = &w->shape;
    rows->disclosure = HF_NEW(&w->arena, struct hf_disclosure_row, HF_BATCH_MAX * shape->disclosures + 1);
    rows->outbox = HF_NEW(&w->arena, struct hf_outbox_row, HF_BATCH_MAX * shape->outbox + 1);
    rows->deadline = HF_NEW(&w->arena, struct hf_deadline_row, HF_BATCH_MAX * deadlines_of(shape) + 1);
    for (size_t i = 0; i < HF_BATCH_MAX; i++) {
        rows->event[i].event.header = random_text(w, shape->header);
        rows->event[i].event.payload = random_text(w, shape->payload);
    }
    for (size_t i = 0; i < HF_BATCH_MAX * shape->disclosures; i++)
        rows->disclosure[i].sealed = random_text(w, shape->sealed);
}

/* File and seq have been set. */
static void draw_event(struct writer *w, size_t i, int64_t now_ms)
{
    struct hf_leaf_row *event = &w->rows.event[i];
    struct hf_command_row *command = &w->rows.command[i];
    struct hf_move_row *move = &w->rows.move[i];
    chance_fill(&w->chance, &event->event.blind, sizeof event->event.blind);
    chance_fill(&w->chance, &event->leaf, sizeof event->leaf);
    *move = (struct hf_move_row){.file = event->event.file,
                                 .kind = HF_FILE_CASE,
                                 .old_seq = event->event.seq - 1,
                                 .new_seq = event->event.seq,
                                 .at_ms = now_ms};
    chance_fill(&w->chance, &move->link, sizeof move->link);
    if (w->shape.commands > 0) {
        event->command = command;
        *command = (struct hf_command_row){.actor = w->actor, .command = command_id(&w->chance), .count = 1};
        chance_fill(&w->chance, &command->digest, sizeof command->digest);
    }
}

/* What stands beside the event. */
static void draw_beside(struct writer *w, size_t i, int64_t now_ms)
{
    const struct hf_leaf_row *event = &w->rows.event[i];
    struct rows *rows = &w->rows;
    for (size_t n = 0; n < w->shape.disclosures; n++) {
        struct hf_disclosure_row *row = &rows->disclosure[i * w->shape.disclosures + n];
        row->file = event->event.file;
        row->seq = event->event.seq;
        row->place = (uint32_t)n;
        row->event = (uint32_t)i;
        row->slot = (int64_t)(event->event.file.byte[0]);
        row->subject = event->event.file;
    }
    for (size_t n = 0; n < w->shape.outbox; n++) {
        rows->outbox[i * w->shape.outbox + n] = outbox_row(event, i, now_ms);
        rows->outbox[i * w->shape.outbox + n].place = (uint32_t)n;
    }
    for (size_t n = 0; n < deadlines_of(&w->shape); n++)
        rows->deadline[i * deadlines_of(&w->shape) + n] =
            (struct hf_deadline_row){.file = event->event.file,
                                     .due_ms = n < w->shape.dues ? outbox_row(event, i, now_ms).next_ms : -1};
}

static int by_file(const void *left, const void *right)
{
    const struct hf_move_row *a = left, *b = right;
    return hf_id_order(&a->file, &b->file);
}

static enum hf_rc commit(struct writer *w, size_t count, struct hf_err *err)
{
    const struct rows *rows = &w->rows;
    struct hf_ledger ledger = hf_pg_ledger_port(w->store);
    int64_t position;
    const struct hf_batch batch = {.moves = rows->move,
                                   .move_count = count,
                                   .events = rows->event,
                                   .event_count = count,
                                   .disclosures = rows->disclosure,
                                   .disclosure_count = count * w->shape.disclosures,
                                   .outbox = rows->outbox,
                                   .outbox_count = count * w->shape.outbox,
                                   .deadlines = rows->deadline,
                                   .deadline_count = count * deadlines_of(&w->shape)};
    return ledger.commit(ledger.self, &batch, &position, err);
}

static size_t move(void *self)
{
    struct writer *w = self;
    struct hf_err err;
    int64_t now_ms = w->clock.wall_ms(w->clock.self);
    for (size_t i = 0; i < w->batch; i++) {
        uint32_t place = order_next(&w->order);
        w->rows.event[i].event.file = w->cases->file[place];
        w->rows.event[i].event.seq = ++w->cases->seq[place];
        draw_event(w, i, now_ms);
        draw_beside(w, i, now_ms);
    }
    qsort(w->rows.move, w->batch, sizeof w->rows.move[0], by_file);
    must(commit(w, w->batch, &err), &err, "a batch");
    return w->batch;
}

/* ---- found ---- */

/* New files in batches, their names as long as a case's reference. */
static void found_cases(struct writer *w, size_t cases)
{
    static char name[HF_BATCH_MAX][16];
    struct hf_err err;
    int64_t now_ms = w->clock.wall_ms(w->clock.self);
    for (size_t from = 0; from < cases; from += w->batch) {
        size_t count = cases - from < w->batch ? cases - from : w->batch;
        for (size_t i = 0; i < count; i++) {
            chance_fill(&w->chance, &w->rows.event[i].event.file, sizeof(struct hf_id));
            w->rows.event[i].event.seq = 1;
            draw_event(w, i, now_ms);
            draw_beside(w, i, now_ms);
            snprintf(name[i], sizeof name[i], "%011zu", from + i);
            w->rows.move[i].name = hf_str_of(name[i]);
        }
        qsort(w->rows.move, count, sizeof w->rows.move[0], by_file);
        must(commit(w, count, &err), &err, "new files");
    }
}

/* ---- run ---- */

static void open_writer(struct writer *w, const char *state, struct hf_str origin, bool fresh)
{
    static struct hf_host_clock clock;
    struct hf_dice dice = hf_host_dice();
    struct hf_id log_id;
    struct hf_err err;
    must(hf_host_clock_open(&clock, NULL, &err), &err, "the clock");
    dice.fill(dice.self, &w->chance, sizeof w->chance);
    w->chance |= 1;
    w->clock = hf_host_clock_port(&clock);
    w->shape = shape_read(state);
    w->store = world_store(origin, fresh, &log_id);
    w->batch = HF_BATCH_MAX;
    must(hf_host_arena_open(&w->arena, HF_HOST_ARENA_SIZE, &err), &err, "memory");
    chance_fill(&w->chance, &w->actor, sizeof w->actor);
    make_rows(w);
}

static void close_writer(struct writer *w)
{
    hf_host_arena_close(&w->arena);
    order_close(&w->order);
    hf_pg_ledger_close(w->store);
}

static double run(const char *state, struct hf_str origin, struct writers writers)
{
    static struct writer writer[WRITERS];
    struct cases cases;
    writers.count = WRITERS;
    writers.move = move;
    for (size_t i = 0; i < WRITERS; i++)
        open_writer(&writer[i], state, origin, false);
    cases_read(hf_pg_ledger_port(writer[0].store), &cases);
    for (size_t i = 0; i < WRITERS; i++) {
        struct writer *w = &writer[i];
        w->cases = &cases;
        order_open(&w->order, cases.count, i, WRITERS);
        w->batch = w->order.count < HF_BATCH_MAX ? w->order.count : HF_BATCH_MAX;
        writers.self[i] = w;
    }
    writers.first = writers.most > 0 ? 0 : cases.count / WRITERS;
    double rate = writers_run(&writers);
    for (size_t i = 0; i < WRITERS; i++)
        close_writer(&writer[i]);
    cases_free(&cases);
    return rate;
}

static void found(const char *state, size_t cases)
{
    static struct writer w;
    open_writer(&w, state, OWN_ORIGIN, true);
    found_cases(&w, cases);
    close_writer(&w);
    run(state, OWN_ORIGIN, (struct writers){0});
}

int main(int argc, char *argv[])
{
    const char *verb = argc == 4 ? argv[2] : "";
    if (strcmp(verb, "found") == 0) {
        found(argv[1], strtoul(argv[3], NULL, 10));
        return 0;
    }
    if (strcmp(verb, "fill") == 0) {
        run(argv[1], OWN_ORIGIN, (struct writers){.most = strtoul(argv[3], NULL, 10) / WRITERS});
        return 0;
    }
    if (strcmp(verb, "run") == 0 || strcmp(verb, "own") == 0) {
        struct hf_str origin = strcmp(verb, "own") == 0 ? OWN_ORIGIN : BENCH_ORIGIN;
        printf("%.0f\n", run(argv[1], origin, (struct writers){.seconds = strtod(argv[3], NULL)}));
        return 0;
    }
    fputs(
        "bench_rows STATE run|own SECONDS\nbench_rows STATE found CASES\nbench_rows STATE fill TRANSITIONS\n",
        stderr);
    return 2;
}
