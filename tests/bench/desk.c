/* SPDX-License-Identifier: Apache-2.0 */
/*
 * bench_desk STATE found DEFINITION CASES: a house, an authority, the definition, so many open cases.
 * bench_desk STATE run SECONDS EVENT:      transitions per second on these cases. `confirm` makes one
 *                                          event; of `tell` the authority is told, so it makes two, a signed
 *                                          notice, its document and a place in the outbox.
 *
 * Two desks in two threads, each with its own connection, share the cases by their ids. Each is fed from
 * memory, a batch after the other: commands as bytes, of which each is read and decided. A case is drawn at
 * random, as the floor does. Before the time runs, every case moves once, so that all of them are folded.
 */
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "bench/authority.h"
#include "host/dice.h"

enum { WRITERS = 2, TEXT_MAX = 640 };

/* ---- one command as bytes ---- */

/* Event payloads are 410 bytes as stored. No two amounts of a run are alike, so neither are two notices. */
static const char form[] =
    "{\"id\":\"%22s\",\"file\":\"%22s\",\"payload\":{\"amount\":%9s,\"answer\":\"%043d\",\"certificate\":\"%"
    "043d\",\"confirmed_on\":\"2026-11-23\","
    "\"holder\":\"Ilse Marran\",\"order\":\"%043d\",\"outcome\":\"in_force_as_asked\","
    "\"valid_until\":\"2027-11-23\",\"value\":125000000},\"on\":\"case\",\"event\":\"%s\"}";
enum { ID_AT = 7, FILE_AT = ID_AT + HF_ID_TEXT + 10, AMOUNT_AT = FILE_AT + HF_ID_TEXT + 22, AMOUNT_LEN = 9 };

/* What may be measured, and the number of events it makes. */
static const struct act {
    const char *event;
    uint32_t events;
} acts[] = {{"confirm", 1}, {"tell", 2}};

struct writer {
    struct world world;
    pthread_t thread;
    pthread_barrier_t *start;
    const struct act *act;
    struct hf_id actor;
    struct hf_id *cases;
    size_t count;
    double seconds;
    uint64_t chance;
    char (*text)[TEXT_MAX]; /* one per place in the batch */
    size_t text_len;
    uint64_t moved, batches, payload_bytes;
    double rate;
};

/* xorshift: where chance need only be spread. */
static uint64_t throw(struct writer * w)
{
    w->chance ^= w->chance << 13;
    w->chance ^= w->chance >> 7;
    w->chance ^= w->chance << 17;
    return w->chance;
}

static void put_id(char *at, const struct hf_id *id)
{
    struct hf_buf buf = {.at = at, .size = HF_ID_TEXT};
    hf_id_put(&buf, id);
}

static void put_amount(char *at, uint64_t number)
{
    for (size_t i = AMOUNT_LEN; i-- > 0; number /= 10)
        at[i] = (char)('0' + number % 10);
    at[0] = '1'; /* no number begins with a zero */
}

/* What a driving adapter does: the bytes are read, digested, and it is said who sent them. */
static void make_request(struct writer *w, char *text, const struct hf_id *file, struct hf_request *out)
{
    struct hf_str bytes = {text, w->text_len};
    uint64_t id[2] = {throw(w), throw(w)};
    struct hf_id command;
    struct hf_json json;
    struct hf_err err;
    memcpy(&command, id, sizeof id);
    put_id(text + ID_AT, &command);
    put_id(text + FILE_AT, file);
    put_amount(text + AMOUNT_AT, throw(w));
    must(hf_json_read(bytes, &hf_json_payload_limits, &w->world.arena, &json, &err), &err, "a command");
    *out = (struct hf_request){.kind = HF_REQUEST_COMMAND};
    must(hf_command_read(&json, &w->world.arena, &out->command, &err), &err, "a command");
    hf_sha256(&w->world.hasher, &bytes, 1, &out->command.digest);
    out->command.actor = w->actor;
    out->command.role = HF_STR("legal_officer");
    out->command.known = HF_KNOWN_session;
}

/* ---- batches ---- */

/* `from` a place in the cases: these and the next; SIZE_MAX: drawn at random. */
static void serve(struct writer *w, size_t from, size_t count)
{
    struct hf_request *requests = HF_NEW(&w->world.arena, struct hf_request, count);
    struct hf_response *out = HF_NEW(&w->world.arena, struct hf_response, count);
    struct hf_err err;
    for (size_t i = 0; i < count; i++) {
        size_t place = from == SIZE_MAX ? throw(w) % w->count : from + i;
        make_request(w, w->text[i], &w->cases[place], &requests[i]);
    }
    must(hf_desk_serve(w->world.desk, requests, count, &w->world.arena, out, &err), &err, "a batch");
    for (size_t i = 0; i < count; i++) {
        must(out[i].outcome == HF_DONE ? HF_OK : HF_FAILED, out[i].err, "a transition");
        must_be(out[i].count == w->act->events, "a transition made another number of events");
        w->payload_bytes += out[i].events[0].payload_bytes.len;
    }
    hf_desk_rest(w->world.desk);
    w->moved += count;
    w->batches++;
    hf_arena_reset(&w->world.arena, 0);
}

static double now_s(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void *write_cases(void *self)
{
    struct writer *w = self;
    for (size_t from = 0; from < w->count; from += HF_BATCH_MAX)
        serve(w, from, w->count - from < HF_BATCH_MAX ? w->count - from : HF_BATCH_MAX);
    pthread_barrier_wait(w->start);
    double start = now_s(), spent = 0;
    w->moved = w->batches = w->payload_bytes = 0;
    while (spent < w->seconds) {
        serve(w, SIZE_MAX, HF_BATCH_MAX);
        spent = now_s() - start;
    }
    w->rate = (double)w->moved / spent;
    return NULL;
}

/* ---- run ---- */

/* Cases belong to a writer by their ids. */
struct share {
    struct writer *writers;
    size_t room;
};

static enum hf_rc share_case(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    const struct share *share = context;
    struct writer *w = &share->writers[row->file.file.byte[0] % WRITERS];
    (void)err;
    must_be(w->count < share->room, "more cases than were counted");
    w->cases[w->count++] = row->file.file;
    return HF_OK;
}

static enum hf_rc take_figures(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    (void)err;
    *(size_t *)context = (size_t)row->figures[1];
    return HF_OK;
}

static void open_writer(struct writer *w, const char *state, const struct act *act, size_t room)
{
    struct hf_dice dice = hf_host_dice();
    w->act = act;
    world_open(&w->world, state, false);
    w->actor = hf_case_instance(hf_desk_house(w->world.desk)->people, 1)->id;
    w->cases = calloc(room, sizeof *w->cases);
    w->text = calloc(HF_BATCH_MAX, sizeof *w->text);
    must_be(w->cases != NULL && w->text != NULL, "no memory");
    dice.fill(dice.self, &w->chance, sizeof w->chance);
    w->chance |= 1;
    for (size_t i = 0; i < HF_BATCH_MAX; i++)
        w->text_len = (size_t)snprintf(w->text[i], TEXT_MAX, form, "", "", "", 1, 2, 3, w->act->event);
}

static void share_cases(struct writer writers[WRITERS], const char *state, const struct act *act)
{
    struct hf_ask nothing = {0}, cases = {.kind = HF_FILE_CASE};
    struct share share = {.writers = writers};
    static struct world world;
    static struct hf_err err;
    world_open(&world, state, false);
    must(world.ledger.ask(world.ledger.self, HF_ASK_counts, &nothing, take_figures, &share.room, &err), &err,
         "figures");
    for (size_t i = 0; i < WRITERS; i++)
        open_writer(&writers[i], state, act, share.room);
    must(world.ledger.ask(world.ledger.self, HF_ASK_files_of_kind, &cases, share_case, &share, &err), &err,
         "the cases");
    world_close(&world);
}

static void run(const char *state, double seconds, const struct act *act)
{
    static struct writer writers[WRITERS];
    pthread_barrier_t start;
    double rate = 0, size = 0, batch_ms = 0;
    share_cases(writers, state, act);
    pthread_barrier_init(&start, NULL, WRITERS);
    for (size_t i = 0; i < WRITERS; i++) {
        writers[i].start = &start;
        writers[i].seconds = seconds;
        must_be(writers[i].count > 0, "a writer has no case");
        must_be(pthread_create(&writers[i].thread, NULL, write_cases, &writers[i]) == 0, "no thread");
    }
    for (size_t i = 0; i < WRITERS; i++) {
        pthread_join(writers[i].thread, NULL);
        rate += writers[i].rate;
        size += (double)writers[i].payload_bytes / (double)writers[i].moved / WRITERS;
        batch_ms += 1000 * HF_BATCH_MAX / writers[i].rate / WRITERS;
        world_close(&writers[i].world);
        free(writers[i].cases);
        free(writers[i].text);
    }
    pthread_barrier_destroy(&start);
    fprintf(stderr, "bench: %.0f/s, %.1f ms a batch, payload %.0f B\n", rate, batch_ms, size);
    printf("%.0f\n", rate);
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
    world_open(&world, state, true);
    must(hf_house_found(world.desk, founders, &world.arena, &err), &err, "the house");
    authority_enrol(&world, founders);
    publish(&world, founders, read_text(&world.arena, path));
    for (size_t from = 0; from < cases; from += HF_BATCH_MAX)
        open_cases(&world, &founders[0].id, from, cases - from < HF_BATCH_MAX ? cases - from : HF_BATCH_MAX);
    world_close(&world);
}

int main(int argc, char *argv[])
{
    if (argc == 5 && strcmp(argv[2], "found") == 0) {
        found(argv[1], argv[3], strtoul(argv[4], NULL, 10));
        return 0;
    }
    for (size_t i = 0; i < sizeof acts / sizeof acts[0]; i++)
        if (argc == 5 && strcmp(argv[2], "run") == 0 && strcmp(argv[4], acts[i].event) == 0) {
            run(argv[1], strtod(argv[3], NULL), &acts[i]);
            return 0;
        }
    fputs("bench_desk STATE found DEFINITION CASES\nbench_desk STATE run SECONDS confirm|tell\n", stderr);
    return 2;
}
