/* SPDX-License-Identifier: Apache-2.0 */
/*
 * bench_decide CASES ROUNDS BATCH [EVENT]: what a transition costs a desk without any database, disk or
 * network.
 *
 * A house in memory, so many open cases of transition.json; then rounds in which every case moves once, in
 * batches, by EVENT: confirm, or tell, of which an authority is told. Printed: microseconds of processor time
 * per transition, opening not counted. Everything is drawn from a seed, so that under `valgrind
 * --tool=callgrind --toggle-collect=hf_desk_serve` two builds are compared by counted instructions.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/check.h"
#include "sim/world.h"

static const char payload[] =
    "{'amount':125000000,'answer':'0000000000000000000000000000000000000000001',"
    "'certificate':'0000000000000000000000000000000000000000002','confirmed_on':'2026-11-23',"
    "'holder':'Ilse Marran','order':'0000000000000000000000000000000000000000003',"
    "'outcome':'in_force_as_asked','valid_until':'2027-11-23','value':125000000}";

static void found(struct world *w)
{
    static const struct hf_str role[] = {HF_STR_INIT("administrator"), HF_STR_INIT("legal_officer")};
    struct hf_founder founders[2] = {
        {.name = HF_STR("Ana Duval"), .organ = HF_STR("registry"), .role = role, .roles = 2},
        {.name = HF_STR("Lou Okoro"), .organ = HF_STR("registry"), .role = role, .roles = 2}};
    HF_CHECK(hf_house_found(w->desk[0], founders, &w->arena, &w->err) == HF_OK);
    w->officer = founders[0].id;
    w->approver = founders[1].id;
    world_enrol(w, 0);
    world_publish(w, "tests/bench/transition.json");
    world_reset(w);
}

static struct hf_request opening(struct world *w)
{
    char addressee[64];
    snprintf(addressee, sizeof addressee, "{'addressee':'%.*s'}",
             HF_STR_ARG(world_text(w, &w->focal[0].authority)));
    struct hf_request request =
        world_request(w, &w->officer, "legal_officer", NULL, "case", "open", addressee);
    request.workflow = HF_STR("bench-transition");
    return request;
}

/* One batch: of the cases given, or of new ones that are written to them (no event). */
static void serve(struct world *w, struct hf_id *files, size_t count, const char *event)
{
    struct hf_request *requests = HF_NEW(&w->arena, struct hf_request, count);
    struct hf_response *out = HF_NEW(&w->arena, struct hf_response, count);
    for (size_t i = 0; i < count; i++)
        requests[i] = event == NULL
                          ? opening(w)
                          : world_request(w, &w->officer, "legal_officer", &files[i], "case", event, payload);
    HF_CHECK(hf_desk_serve(w->desk[0], requests, count, &w->arena, out, &w->err) == HF_OK);
    for (size_t i = 0; i < count; i++) {
        HF_CHECK(out[i].outcome == HF_DONE);
        files[i] = out[i].file;
    }
    world_reset(w);
}

static void round_of(struct world *w, struct hf_id *files, size_t cases, size_t batch, const char *event)
{
    for (size_t from = 0; from < cases; from += batch)
        serve(w, files + from, cases - from < batch ? cases - from : batch, event);
}

int main(int argc, char *argv[])
{
    if (argc < 4 || argc > 5) {
        fputs("bench_decide CASES ROUNDS BATCH [EVENT]\n", stderr);
        return 2;
    }
    static struct world w;
    size_t cases = strtoul(argv[1], NULL, 10), rounds = strtoul(argv[2], NULL, 10);
    size_t batch = strtoul(argv[3], NULL, 10);
    struct hf_id *files = calloc(cases, sizeof *files);
    HF_CHECK(files != NULL && batch > 0 && batch <= HF_BATCH_MAX);
    world_make(&w, 1, 7);
    found(&w);
    round_of(&w, files, cases, batch, NULL);
    clock_t start = clock();
    for (size_t i = 0; i < rounds; i++)
        round_of(&w, files, cases, batch, argc == 5 ? argv[4] : "confirm");
    double spent_us = 1e6 * (double)(clock() - start) / CLOCKS_PER_SEC;
    printf("%.2f us a transition\n", spent_us / (double)(cases * rounds));
    world_free(&w);
    free(files);
    return 0;
}
