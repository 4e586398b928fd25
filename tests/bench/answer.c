/* SPDX-License-Identifier: Apache-2.0 */
/*
 * bench_answer STATE HOLDFAST SECONDS WIDTH: signed answers per second that `holdfast serve` takes over HTTP
 * on so many connections, each verified and durable before its 202. STATE was founded by bench_desk.
 *
 * Before the time runs: a request is sent in each of so many cases, all answers to them are signed by the key
 * of the fictional authority, the server has published its heads, and each request is answered once, so that
 * its file has been folded. Then the requests are answered in turn; each answer moves its request.
 */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <libpq-fe.h>

#include "bench/answer_load.h"
#include "bench/authority.h"
#include "host/dice.h"
#include "seal/set.h"
#include "seal/token.h"

enum { THREADS = 4000, RATE_MOST = 16000, TOKEN_ROOM = 1 << 10 };
enum { HEADS_PATIENCE_MS = 60000, HEADS_STEP_MS = 50 };

/* ---- requests that await answers ---- */

struct thread {
    struct hf_id txn;
    char sub_id[HF_DIGEST_TEXT + 1]; /* the case's name, as the authority was given it */
    struct hf_digest last;           /* of the authority's own messages */
};

struct cases {
    struct hf_id file[THREADS];
    size_t count;
};

static enum hf_rc take_case(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    struct cases *cases = context;
    (void)err;
    if (cases->count < THREADS)
        cases->file[cases->count++] = row->file.file;
    return HF_OK;
}

static void name_case(struct world *world, const struct hf_id *file, struct thread *out)
{
    struct hf_keys keys = hf_keyring_port(world->keyring);
    unsigned char both[2 * HF_ID_SIZE];
    struct hf_buf text = HF_BUF(out->sub_id);
    struct hf_digest name;
    struct hf_err err;
    memcpy(both, file->byte, HF_ID_SIZE);
    memcpy(both + HF_ID_SIZE, hf_case_head(&hf_desk_house(world->desk)->authorities[0])->file.byte,
           HF_ID_SIZE);
    must(keys.mac(keys.self, HF_PART(both), &name, &err), &err, "the name of a case");
    hf_digest_put(&text, &name);
}

static void ask_all(struct world *world, const struct hf_id *file, size_t count, struct thread *out)
{
    struct hf_request *requests = HF_NEW(&world->arena, struct hf_request, count);
    struct hf_response *answers = HF_NEW(&world->arena, struct hf_response, count);
    struct hf_dice dice = hf_host_dice();
    struct hf_err err;
    for (size_t i = 0; i < count; i++) {
        struct hf_command *command = &requests[i].command;
        *command = (struct hf_command){.file = file[i],
                                       .on = HF_STR("request"),
                                       .event = HF_STR("ask"),
                                       .payload = authority_named(world),
                                       .actor = hf_case_instance(hf_desk_house(world->desk)->people, 1)->id,
                                       .role = HF_STR("legal_officer"),
                                       .known = HF_KNOWN_session};
        dice.fill(dice.self, &command->id, sizeof command->id);
    }
    must(hf_desk_serve(world->desk, requests, count, &world->arena, answers, &err), &err, "requests");
    for (size_t i = 0; i < count; i++) {
        must(answers[i].outcome == HF_DONE ? HF_OK : HF_FAILED, answers[i].err, "a request");
        out[i].txn = answers[i].instance;
        name_case(world, &file[i], &out[i]);
    }
    hf_arena_reset(&world->arena, 0);
}

static size_t make_threads(const char *state, struct thread threads[THREADS])
{
    static struct world world;
    static struct cases cases;
    static struct hf_err err;
    struct hf_ask ask = {.kind = HF_FILE_CASE};
    world_open(&world, state, &(struct world_options){0});
    must(world.ledger.ask(world.ledger.self, HF_ASK_files_of_kind, &ask, take_case, &cases, &err), &err,
         "the cases");
    for (size_t from = 0; from < cases.count; from += HF_BATCH_MAX)
        ask_all(&world, cases.file + from,
                cases.count - from < HF_BATCH_MAX ? cases.count - from : HF_BATCH_MAX, threads + from);
    world_close(&world);
    return cases.count;
}

/* The server would try to deliver what waits: here and from other lines of the bench. */
static void call_all_delivered(void)
{
    PGconn *db = PQconnectdb("");
    PGresult *done = PQexec(db, "DELETE FROM posted; UPDATE outbox SET state = 1 WHERE state = 0");
    must_be(PQresultStatus(done) == PGRES_COMMAND_OK, "the outbox");
    PQclear(done);
    PQfinish(db);
}

/* The tree of all heads is made once, as the server starts: a second for 100,000 files, which no answer
 * costs. */
static void await_heads(void)
{
    PGconn *db = PQconnectdb("");
    bool there = false;
    for (int left = HEADS_PATIENCE_MS; !there && left > 0; left -= HEADS_STEP_MS) {
        PGresult *found = PQexec(db, "SELECT FROM file WHERE kind = 7");
        must_be(PQresultStatus(found) == PGRES_TUPLES_OK, "the heads");
        there = PQntuples(found) > 0;
        PQclear(found);
        usleep(HEADS_STEP_MS * 1000);
    }
    must_be(there, "no heads were published");
    PQfinish(db);
}

/* ---- answers, signed beforehand ---- */

struct signer {
    struct hf_arena arena, kept; /* of one answer, and of all tokens */
    struct hf_hasher hasher;
    struct hf_dice dice;
    struct hf_secret secret;
    struct hf_public key;
    int64_t now_s;
};

static struct hf_json content_of(struct signer *signer, const struct thread *thread, int64_t seq)
{
    struct hf_json_maker made = hf_json_make(&signer->arena);
    const struct hf_thread_mark mark = {.seq = seq, .prev = thread->last, .has_prev = seq > 1};
    hf_json_add(&made, HF_STR("officer"), hf_json_of_text(HF_STR("Mara Ilven")));
    hf_json_add(&made, HF_STR("reference"), hf_json_of_text(HF_STR("XF-2026-0017")));
    hf_json_add(&made, HF_STR("status"), hf_json_of_text(HF_STR("acknowledged")));
    hf_thread_mark_add(&signer->arena, &mark, &made);
    return hf_json_object(&made);
}

static struct hf_str sign_answer(struct signer *signer, struct thread *thread, int64_t seq)
{
    struct hf_arena *arena = &signer->arena;
    struct hf_buf jti = hf_buf_in(arena, HF_UUID_TEXT), txn = hf_buf_in(arena, HF_ID_TEXT),
                  claims = hf_buf_in(arena, 1024);
    unsigned char random[HF_ID_SIZE];
    signer->dice.fill(signer->dice.self, random, sizeof random);
    struct hf_id id = hf_id_v7(1000 * signer->now_s, random);
    hf_id_put_uuid(&jti, &id);
    hf_id_put(&txn, &thread->txn);
    const struct hf_set set = {.iss = BENCH_AUTHORITY_ISSUER,
                               .aud = HF_STR("https://court.example"),
                               .jti = hf_buf_str(&jti),
                               .txn = hf_buf_str(&txn),
                               .iat_s = signer->now_s,
                               .toe_s = signer->now_s,
                               .sub_id = hf_str_of(thread->sub_id),
                               .event = HF_STR(HF_EVENT_URN "answer"),
                               .content = content_of(signer, thread, seq)};
    hf_set_write(arena, &set, &claims);
    struct hf_str token =
        hf_token_sign(&signer->hasher, arena, &signer->secret, &signer->key, hf_buf_str(&claims));
    hf_token_digest(&signer->hasher, token, &thread->last);
    token = hf_arena_keep(&signer->kept, token);
    hf_arena_reset(arena, 0);
    return token;
}

/* Every thread's first answer, then every thread's second one, and so on. */
static struct hf_str *sign_all(struct thread *threads, size_t count, size_t rounds)
{
    static struct signer signer;
    static struct hf_host_clock host;
    struct hf_err err;
    struct hf_str *out = calloc(count * rounds, sizeof *out);
    must_be(out != NULL, "no memory for the answers");
    must(hf_host_clock_open(&host, NULL, &err), &err, "the clock");
    must(hf_host_arena_open(&signer.arena, TOKEN_ROOM << 10, &err), &err, "memory");
    must(hf_host_arena_open(&signer.kept, count * rounds * TOKEN_ROOM, &err), &err, "memory");
    hf_hasher_init(&signer.hasher);
    authority_keys(&signer.secret, &signer.key);
    signer.dice = hf_host_dice();
    struct hf_clock_port clock = hf_host_clock_port(&host);
    signer.now_s = clock.wall_ms(clock.self) / 1000;
    for (size_t round = 0; round < rounds; round++)
        for (size_t i = 0; i < count; i++)
            out[round * count + i] = sign_answer(&signer, &threads[i], (int64_t)round + 1);
    return out;
}

/* ---- the server ---- */

struct server {
    pid_t pid;
    uint16_t port;
};

static void start_server(const char *state, const char *program, struct server *out)
{
    char line[128] = "";
    unsigned port = 0;
    int ends[2];
    must_be(pipe2(ends, O_CLOEXEC) == 0, "no pipe");
    setenv("HOLDFAST_STATE", state, 1);
    setenv("HOLDFAST_CONFIG", "/dev/null", 1);
    out->pid = fork();
    if (out->pid == 0) {
        prctl(PR_SET_PDEATHSIG, SIGTERM); /* also where the bench fails */
        dup2(ends[1], STDOUT_FILENO);
        execl(program, program, "serve", "--listen", "127.0.0.1:0", (char *)NULL);
        _exit(127);
    }
    close(ends[1]);
    FILE *said = fdopen(ends[0], "r");
    must_be(said != NULL && fgets(line, sizeof line, said) != NULL &&
                sscanf(line, "http://127.0.0.1:%u", &port) == 1,
            "serve did not tell its address");
    out->port = (uint16_t)port;
    fclose(said);
}

static void stop_server(const struct server *server)
{
    int status;
    kill(server->pid, SIGTERM);
    must_be(waitpid(server->pid, &status, 0) == server->pid && status == 0, "serve did not end well");
}

int main(int argc, char *argv[])
{
    static struct thread threads[THREADS];
    struct server server;
    struct load_result warm, out;
    if (argc != 5) {
        fputs("bench_answer STATE HOLDFAST SECONDS WIDTH\n", stderr);
        return 2;
    }
    double seconds = strtod(argv[3], NULL);
    size_t width = strtoul(argv[4], NULL, 10);
    size_t count = make_threads(argv[1], threads);
    must_be(width >= 1 && width <= LOAD_WIDTH_MAX && count > width, "too few cases for so many connections");
    call_all_delivered();
    size_t rounds = (size_t)(seconds * RATE_MOST) / count + 2;
    struct hf_str *answers = sign_all(threads, count, rounds);
    start_server(argv[1], argv[2], &server);
    await_heads();
    struct load load = {.port = server.port,
                        .width = width,
                        .path = "/v1/sets",
                        .type = "application/secevent+jwt",
                        .status = 202,
                        .message = answers,
                        .count = count};
    load_post(&load, &warm);
    load.message = answers + count;
    load.count = count * (rounds - 1);
    load.seconds = seconds;
    load_post(&load, &out);
    stop_server(&server);
    fprintf(stderr, "bench: %.0f answers/s (first ones %.0f/s), p50 %.1f ms, p99 %.1f ms\n",
            (double)out.taken / out.seconds, (double)warm.taken / warm.seconds, out.p50_ms, out.p99_ms);
    printf("%.0f\n", (double)out.taken / out.seconds);
    free(answers);
    return 0;
}
