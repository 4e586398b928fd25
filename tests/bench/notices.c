/* SPDX-License-Identifier: Apache-2.0 */
/*
 * bench_notices STATE push PORT COUNT:      so many notices signed, pushed and durably marked delivered, per
 *                                           second; then the same tokens, from memory, by libcurl alone.
 * bench_notices STATE found PORT N HANGING: a house and N authorities; the last HANGING never answer.
 * bench_notices STATE drain PORT SECONDS:   what waits is sent for so long; KiB that were resident at most.
 *
 * bench_notices STATE sign COUNT:           so many are signed; nobody sends them.
 * bench_notices STATE courier PORT AHEAD:   sends until it is killed, by a clock that is AHEAD ms ahead.
 *
 * The receiver is bench_sink at PORT of loopback. STATE was founded by bench_desk (push) or `found` (drain).
 * A notice is `tell` of transition.json, committed by two desks in two threads as serve does; the sender has
 * a desk, connection and thread of its own, with the push courier as serve has it, 64 at a time to the
 * address.
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

#include <curl/curl.h>
#include <libpq-fe.h>

#include "bench/authority.h"
#include "bench/cases.h"
#include "bench/command.h"
#include "bench/order.h"
#include "bench/samples.h"
#include "bench/writers.h"
#include "desk/watch.h"
#include "host/dice.h"
#include "notify/aside.h"
#include "notify/push.h"

enum { WIDTH = 64, BATCH = 500, WAIT_MS = 20, AUTHORITIES_MAX = 1000, ADDRESS = 80 };

static struct hf_network loopback;

/* ---- signing ---- */

struct signer {
    struct world world;
    size_t batch;
    const struct cases *cases;
    const char *event;
    struct order order;
    struct hf_id actor;
    uint64_t chance;
    struct command_text text[BATCH];
};

static size_t sign_some(void *self)
{
    struct signer *s = self;
    struct hf_request *requests = HF_NEW(&s->world.arena, struct hf_request, s->batch);
    struct hf_response *out = HF_NEW(&s->world.arena, struct hf_response, s->batch);
    struct hf_err err;
    for (size_t i = 0; i < s->batch; i++) {
        command_write(&s->text[i], &s->cases->file[order_next(&s->order)], s->event, &s->chance);
        command_request(&s->text[i], &s->actor, &s->world.hasher, &s->world.arena, &requests[i]);
    }
    must(hf_desk_serve(s->world.desk, requests, s->batch, &s->world.arena, out, &err), &err, "a batch");
    for (size_t i = 0; i < s->batch; i++)
        must(out[i].outcome == HF_DONE ? HF_OK : HF_FAILED, out[i].err, "a notice");
    hf_desk_rest(s->world.desk);
    hf_arena_reset(&s->world.arena, 0);
    return s->batch;
}

static void open_signer(struct signer *s, const char *state, size_t number, const struct cases *cases)
{
    struct hf_dice dice = hf_host_dice();
    world_open(&s->world, state, &(struct world_options){.fresh = false});
    s->actor = hf_case_instance(hf_desk_house(s->world.desk)->people, 1)->id;
    s->cases = cases;
    order_open(&s->order, cases->count, number, WRITERS);
    s->batch = s->order.count < BATCH ? s->order.count : BATCH;
    dice.fill(dice.self, &s->chance, sizeof s->chance);
    s->chance |= 1;
}

static void close_signer(struct signer *s)
{
    world_close(&s->world);
    order_close(&s->order);
}

/* ---- sending ---- */

struct sender {
    struct world world;
    struct hf_courier courier;
    struct hf_endpoint_terms terms[AUTHORITIES_MAX];
    char address[AUTHORITIES_MAX][ADDRESS];
    size_t addresses;
    size_t wanted;  /* moves: each notice begins and is settled */
    double seconds; /* else for so long */
};

static void open_courier(struct sender *s)
{
    struct hf_push_setup setup = {.clock = world_clock(&s->world),
                                  .allow = &loopback,
                                  .allow_count = 1,
                                  .endpoints = s->terms,
                                  .endpoint_count = s->addresses};
    struct hf_courier push;
    struct hf_err err;
    must(hf_push_open(&setup, &push, &err), &err, "the courier");
    must(hf_aside_open(&push, 1024, &s->courier, &err), &err, "the courier");
}

static void add_address(struct sender *s, int64_t width, const char *address)
{
    snprintf(s->address[s->addresses], ADDRESS, "%s", address);
    s->terms[s->addresses] = (struct hf_endpoint_terms){
        .address = hf_str_of(s->address[s->addresses]), .plain = true, .concurrent = width};
    s->addresses++;
}

static void *send_all(void *self)
{
    struct sender *s = self;
    struct hf_err err;
    double start = now_s();
    for (size_t all = 0, moved; s->wanted > 0 ? all < s->wanted : now_s() - start < s->seconds;
         all += moved) {
        must(hf_dispatch_once(s->world.desk, &s->courier, WAIT_MS, &s->world.arena, &moved, &err), &err,
             "a round of the courier");
        hf_desk_rest(s->world.desk);
        hf_arena_reset(&s->world.arena, 0);
    }
    return NULL;
}

static void *sign_all(void *writers)
{
    writers_run(writers);
    return NULL;
}

/* ---- libcurl alone ---- */

static PGresult *read_tokens(size_t count)
{
    char sql[100];
    PGconn *db = PQconnectdb("dbname=holdfast");
    snprintf(sql, sizeof sql, "SELECT bytes FROM token ORDER BY id DESC LIMIT %zu", count);
    PGresult *tokens = PQexecParams(db, sql, 0, NULL, NULL, NULL, NULL, 1);
    must_be(PQresultStatus(tokens) == PGRES_TUPLES_OK && (size_t)PQntuples(tokens) == count, "the tokens");
    PQfinish(db);
    return tokens;
}

static size_t ignore(char *bytes, size_t size, size_t count, void *context)
{
    (void)bytes, (void)context;
    return size * count;
}

static void post(CURL *easy, const PGresult *tokens, int row)
{
    curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE, (long)PQgetlength(tokens, row, 0));
    curl_easy_setopt(easy, CURLOPT_POSTFIELDS, PQgetvalue(tokens, row, 0));
}

static CURL *new_easy(const char *address, struct curl_slist *headers)
{
    CURL *easy = curl_easy_init();
    curl_easy_setopt(easy, CURLOPT_URL, address);
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, ignore);
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_NOPROXY, "*");
    return easy;
}

static int finish_some(CURLM *multi, const PGresult *tokens, int *next)
{
    int left, done = 0;
    for (CURLMsg *message; (message = curl_multi_info_read(multi, &left)) != NULL; done++) {
        CURL *easy = message->easy_handle;
        long status = 0;
        curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
        must_be(status == 202, "a token is not taken");
        curl_multi_remove_handle(multi, easy);
        if (*next < PQntuples(tokens)) {
            post(easy, tokens, (*next)++);
            curl_multi_add_handle(multi, easy);
        }
    }
    return done;
}

static double post_alone(const char *address, const PGresult *tokens)
{
    CURLM *multi = curl_multi_init();
    CURL *easy[WIDTH];
    struct curl_slist *headers = curl_slist_append(NULL, "Content-Type: application/secevent+jwt");
    int next = 0, running;
    headers = curl_slist_append(curl_slist_append(headers, "Accept: application/json"), "Expect:");
    double start = now_s();
    for (int i = 0; i < WIDTH; i++) {
        easy[i] = new_easy(address, headers);
        post(easy[i], tokens, next++);
        curl_multi_add_handle(multi, easy[i]);
    }
    for (int done = 0; done < PQntuples(tokens); done += finish_some(multi, tokens, &next)) {
        curl_multi_perform(multi, &running);
        if (running == WIDTH)
            curl_multi_poll(multi, NULL, 0, 1000, NULL);
    }
    double spent = now_s() - start;
    for (int i = 0; i < WIDTH; i++)
        curl_easy_cleanup(easy[i]);
    curl_multi_cleanup(multi);
    curl_slist_free_all(headers);
    return PQntuples(tokens) / spent;
}

/* ---- the verbs ---- */

static void read_cases(struct cases *out)
{
    struct hf_id log_id;
    struct hf_pg_ledger *store = world_store(BENCH_ORIGIN, false, &log_id);
    cases_read(hf_pg_ledger_port(store), out);
    hf_pg_ledger_close(store);
}

struct signing {
    struct signer signer[WRITERS];
    struct cases cases;
    struct writers writers;
};

static void all_do(struct signing *s, const char *event, size_t count)
{
    for (size_t i = 0; i < WRITERS; i++)
        s->signer[i].event = event;
    s->writers.most = count / WRITERS;
}

/* Every case moves once before, as on a desk that has been at work: `tell` then finds it at hand. */
static void open_signing(struct signing *s, const char *state, size_t count)
{
    read_cases(&s->cases);
    s->writers = (struct writers){.count = WRITERS, .move = sign_some};
    for (size_t i = 0; i < WRITERS; i++) {
        open_signer(&s->signer[i], state, i, &s->cases);
        s->writers.self[i] = &s->signer[i];
    }
    all_do(s, "confirm", s->cases.count);
    writers_run(&s->writers);
    all_do(s, "tell", count);
}

static void close_signing(struct signing *s)
{
    for (size_t i = 0; i < WRITERS; i++)
        close_signer(&s->signer[i]);
    cases_free(&s->cases);
}

static void open_sender(struct sender *s, const char *state, const char *port, int64_t ahead_ms)
{
    char address[ADDRESS];
    snprintf(address, sizeof address, "http://127.0.0.1:%s/sets", port);
    world_open(&s->world, state, &(struct world_options){.ahead_ms = ahead_ms});
    add_address(s, WIDTH, address);
    open_courier(s);
}

static void close_sender(struct sender *s)
{
    s->courier.stop(s->courier.self);
    world_close(&s->world);
}

static void push(const char *state, const char *port, size_t count)
{
    static struct signing signing;
    static struct sender sender;
    pthread_t threads[2];
    open_signing(&signing, state, count);
    open_sender(&sender, state, port, 0);
    sender.wanted = 2 * count;
    double start = now_s();
    must_be(pthread_create(&threads[0], NULL, send_all, &sender) == 0, "no thread");
    must_be(pthread_create(&threads[1], NULL, sign_all, &signing.writers) == 0, "no thread");
    pthread_join(threads[1], NULL);
    double signed_s = now_s() - start;
    pthread_join(threads[0], NULL);
    double ours = (double)count / (now_s() - start);
    PGresult *tokens = read_tokens(count);
    printf("%.0f %.0f %.0f\n", ours, post_alone(sender.address[0], tokens), (double)count / signed_s);
    PQclear(tokens);
    close_sender(&sender);
    close_signing(&signing);
}

static void sign(const char *state, size_t count)
{
    static struct signing signing;
    open_signing(&signing, state, count);
    writers_run(&signing.writers);
    close_signing(&signing);
}

/* Leases of those who were killed have ended by a clock that is so far ahead. */
static void courier(const char *state, const char *port, int64_t ahead_ms)
{
    static struct sender sender;
    open_sender(&sender, state, port, ahead_ms);
    sender.seconds = 3600;
    send_all(&sender);
    close_sender(&sender);
}

static void address_of(const char *port, size_t number, size_t count, size_t hanging, char out[ADDRESS])
{
    snprintf(out, ADDRESS, "http://127.0.0.1:%s/%s/%zu", port, number + hanging < count ? "sets" : "hang",
             number);
}

static void found(const char *state, const char *port, size_t count, size_t hanging)
{
    static const struct hf_str role[] = {HF_STR_INIT("legal_officer"), HF_STR_INIT("administrator")};
    struct hf_founder founders[2] = {
        {.name = HF_STR("Ana Duval"), .organ = HF_STR("registry"), .role = role, .roles = 2},
        {.name = HF_STR("Lou Okoro"), .organ = HF_STR("registry"), .role = role, .roles = 2}};
    static struct world world;
    struct hf_err err;
    char address[ADDRESS];
    world_open(&world, state, &(struct world_options){.fresh = true});
    must(hf_house_found(world.desk, founders, &world.arena, &err), &err, "the house");
    for (size_t i = 0; i < count; i++) {
        address_of(port, i, count, hanging, address);
        authority_enrol_at(&world, founders, (uint16_t)(i + 1), address);
        hf_arena_reset(&world.arena, 0);
    }
    world_close(&world);
}

static void drain(const char *state, const char *port, double seconds)
{
    static struct sender sender;
    struct rusage used;
    char address[ADDRESS];
    world_open(&sender.world, state, &(struct world_options){.fresh = false, .cache_bytes = 4 << 20});
    size_t count = hf_desk_house(sender.world.desk)->authority_count;
    must_be(count <= AUTHORITIES_MAX / 2, "too many authorities");
    for (size_t i = 0; i < 2 * count; i++) {
        address_of(port, i / 2, count, i % 2 == 0 ? 0 : count, address); /* whichever of the two it is */
        add_address(&sender, HF_ENDPOINT_WIDTH, address);
    }
    open_courier(&sender);
    sender.seconds = seconds;
    send_all(&sender);
    getrusage(RUSAGE_SELF, &used);
    printf("%ld\n", used.ru_maxrss);
    sender.courier.stop(sender.courier.self);
    world_close(&sender.world);
}

int main(int argc, char *argv[])
{
    const char *verb = argc > 3 ? argv[2] : "";
    must_be(hf_network_read(HF_STR("127.0.0.0/8"), &loopback), "loopback");
    curl_global_init(CURL_GLOBAL_DEFAULT);
    if (strcmp(verb, "push") == 0 && argc == 5)
        push(argv[1], argv[3], strtoul(argv[4], NULL, 10) / (2 * BATCH) * (2 * BATCH));
    else if (strcmp(verb, "found") == 0 && argc == 6)
        found(argv[1], argv[3], strtoul(argv[4], NULL, 10), strtoul(argv[5], NULL, 10));
    else if (strcmp(verb, "drain") == 0 && argc == 5)
        drain(argv[1], argv[3], strtod(argv[4], NULL));
    else if (strcmp(verb, "sign") == 0 && argc == 4)
        sign(argv[1], strtoul(argv[3], NULL, 10));
    else if (strcmp(verb, "courier") == 0 && argc == 5)
        courier(argv[1], argv[3], strtoll(argv[4], NULL, 10));
    else {
        fputs("bench_notices STATE push PORT COUNT\nbench_notices STATE sign COUNT\n"
              "bench_notices STATE courier PORT AHEAD\nbench_notices STATE found PORT N HANGING\n"
              "bench_notices STATE drain PORT SECONDS\n",
              stderr);
        return 2;
    }
    return 0;
}
