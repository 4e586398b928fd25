/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/sim.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "desk/watch.h"

enum { TURN_SIZE = 64 << 20, TURNS = 220, BATCH = 6 };

/* splitmix64 */
uint64_t sim_chance(struct sim *sim, uint64_t below)
{
    uint64_t z = (sim->chance += UINT64_C(0x9e3779b97f4a7c15));
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return (z ^ (z >> 31)) % below;
}

void sim_demand(const struct sim *sim, bool holds, const char *what)
{
    if (holds)
        return;
    fprintf(stderr, "seed %" PRIu64 ": %s\n", sim->seed, what);
    exit(1);
}

/* ---- what is under way ---- */

void sim_send(struct sim *sim, const struct hf_request *request, int64_t after_ms, int client, int duplicate)
{
    for (size_t i = 0; i < SIM_PENDING_MAX; i++)
        if (!sim->pending[i].used) {
            sim->pending[i] =
                (struct sim_pending){*request, sim->world.clock.now_ms + after_ms, client, duplicate, true};
            return;
        }
    sim_demand(sim, false, "too much is under way");
}

static int64_t next_pending_ms(const struct sim *sim)
{
    int64_t next_ms = INT64_MAX;
    for (size_t i = 0; i < SIM_PENDING_MAX; i++)
        if (sim->pending[i].used && sim->pending[i].at_ms < next_ms)
            next_ms = sim->pending[i].at_ms;
    return next_ms;
}

/* ---- people at work ---- */

/* What is done on each case, one after the other. %s is the addressee. */
static const struct {
    bool by_approver;
    const char *role, *on, *event, *payload;
} steps[] = {
    {false, "officer", "case", "open", NULL},
    {false, "investigator", "party", "party.add", "{'kind':'person','name':'Octavian Marrow'}"},
    {false, "investigator", "asset", "asset.add",
     "{'kind':'account','description':'savings','state':'XF','holder':'party/1'}"},
    {false, "investigator", "asset", "asset.add",
     "{'kind':'real_estate','description':'villa','state':'XF'}"},
    {true, "chamber", "order", "order.add",
     "{'kind':'freeze','issued_by':'Chamber','issued_on':'2026-11-20','number':'12'}"},
    {false, "officer", "measure", "order", "{'asset':'asset/1','authority':'%s','order':'order/1'}"},
    {false, "officer", "measure", "order", "{'asset':'asset/2','authority':'%s','order':'order/1'}"},
    {false, "officer", "request", "draft",
     "{'addressee':'%s','measures':['measure/1','measure/2'],'purpose':'protective measures'}"},
    {true, "approver", "request/1", "send", NULL},
};
enum { STEPS = sizeof steps / sizeof steps[0] };

static void send_step(struct sim *sim, int client)
{
    struct world *w = &sim->world;
    struct sim_client *c = &sim->client[client];
    char payload[400], authority[HF_ID_TEXT + 1];
    c->done = c->step == STEPS;
    if (c->done)
        return;
    struct hf_str id = world_text(w, &w->focal[client % WORLD_FOCALS].authority);
    snprintf(authority, sizeof authority, "%.*s", HF_STR_ARG(id));
    if (steps[c->step].payload != NULL) {
        const char *place = strstr(steps[c->step].payload, "%s");
        int before =
            place == NULL ? (int)strlen(steps[c->step].payload) : (int)(place - steps[c->step].payload);
        snprintf(payload, sizeof payload, "%.*s%s%s", before, steps[c->step].payload,
                 place == NULL ? "" : authority, place == NULL ? "" : place + 2);
    }
    struct hf_request request =
        world_request(w, steps[c->step].by_approver ? &w->approver : &w->officer, steps[c->step].role,
                      c->step == 0 ? NULL : &c->file, steps[c->step].on, steps[c->step].event,
                      steps[c->step].payload == NULL ? NULL : payload);
    request.workflow = HF_STR("freeze-small");
    sim_send(sim, &request, (int64_t)sim_chance(sim, 3000), client, -1);
}

/* An officer supplies what a State asked for. */
static void react(struct sim *sim, const struct hf_response *answer)
{
    struct world *w = &sim->world;
    if (answer->events == NULL || !hf_str_eq(answer->events[0].header.act, HF_STR("ask")) ||
        answer->outcome != HF_DONE)
        return;
    struct hf_request supply =
        world_request(w, &w->officer, "officer", &answer->file, "request/1", "supply", NULL);
    sim_send(sim, &supply, (int64_t)sim_chance(sim, 5000000), -1, -1);
}

/* ---- answers ---- */

static void trace_answer(struct sim *sim, const struct hf_response *answer)
{
    unsigned char bytes[1 + HF_ID_SIZE + 8] = {(unsigned char)answer->outcome};
    memcpy(bytes + 1, answer->file.byte, HF_ID_SIZE);
    for (int i = 0; i < 4; i++) {
        bytes[1 + HF_ID_SIZE + i] = (unsigned char)(answer->seq >> (8 * i));
        bytes[5 + HF_ID_SIZE + i] = (unsigned char)(answer->count >> (8 * i));
    }
    hf_hash_add(&sim->trace, bytes, sizeof bytes);
    if (answer->outcome == HF_REFUSED_ANSWER) {
        struct hf_str code = hf_err_code(answer->err);
        hf_hash_add(&sim->trace, code.at, code.len);
    }
}

/* Remembers what was done; a message sent twice must find it as it was. */
static void accept(struct sim *sim, const struct sim_pending *sent, const struct hf_response *answer)
{
    const struct sim_accepted *first = sent->duplicate < 0 ? NULL : &sim->accepted[sent->duplicate];
    if (first != NULL) {
        sim_demand(sim, answer->outcome == HF_REPEATED, "a message that came twice was done twice");
        sim_demand(sim,
                   hf_id_eq(&answer->file, &first->file) && answer->seq == first->seq &&
                       answer->count == first->count,
                   "a repeated answer is not the first one");
        return;
    }
    sim_demand(sim, sim->accepted_count < SIM_ACCEPTED_MAX, "too much was accepted");
    struct sim_accepted *accepted = &sim->accepted[sim->accepted_count++];
    *accepted = (struct sim_accepted){sent->request.command.actor, sent->request.command.id, answer->file,
                                      answer->seq, answer->count};
    if (sim_chance(sim, 4) == 0)
        sim_send(sim, &sent->request, (int64_t)sim_chance(sim, 400000000), -1, (int)sim->accepted_count - 1);
}

static void take_answer(struct sim *sim, const struct sim_pending *sent, const struct hf_response *answer)
{
    trace_answer(sim, answer);
    if (answer->outcome == HF_REFUSED_ANSWER && hf_rc_retry(hf_err_rc(answer->err))) {
        sim_send(sim, &sent->request, 500 + (int64_t)sim_chance(sim, 3000), sent->client, sent->duplicate);
        sim->lost++;
        return;
    }
    if (answer->outcome == HF_REFUSED_ANSWER) {
        /* `supply` when the request is no longer asking: the only refusal that these people meet. */
        sim_demand(sim, hf_str_eq(hf_err_code(answer->err), HF_STR("not_in_state")), "an unexpected refusal");
        return;
    }
    sim->set_asides += answer->outcome == HF_SET_ASIDE;
    sim->answers += sent->request.kind == HF_REQUEST_TOKEN && sent->duplicate < 0;
    accept(sim, sent, answer);
    react(sim, answer);
    if (sent->client >= 0) {
        sim->client[sent->client].file = answer->file;
        sim->client[sent->client].step++;
        send_step(sim, sent->client);
    }
}

/* ---- turns ---- */

static void maybe_lose(struct sim *sim)
{
    uint64_t chance = sim->kind ? 99 : sim_chance(sim, 8);
    twin_store_fault(sim->world.store, chance == 0   ? TWIN_LOST_BEFORE
                                       : chance == 1 ? TWIN_LOST_AFTER
                                                     : TWIN_SOUND);
}

static void serve_turn(struct sim *sim, size_t desk)
{
    struct world *w = &sim->world;
    struct sim_pending sent[BATCH];
    struct hf_request requests[BATCH];
    size_t count = 0, wanted = 1 + sim_chance(sim, BATCH), start = sim_chance(sim, SIM_PENDING_MAX);
    for (size_t i = 0; i < SIM_PENDING_MAX && count < wanted; i++) {
        struct sim_pending *pending = &sim->pending[(start + i) % SIM_PENDING_MAX];
        if (!pending->used || pending->at_ms > w->clock.now_ms)
            continue;
        pending->used = false;
        requests[count] = pending->request;
        sent[count++] = *pending;
    }
    if (count == 0)
        return;
    struct hf_response *answers = HF_NEW(&sim->turn, struct hf_response, count);
    maybe_lose(sim);
    enum hf_rc rc = hf_desk_serve(w->desk[desk], requests, count, &sim->turn, answers, &w->err);
    sim_demand(sim, rc == HF_OK, "a batch failed");
    for (size_t i = 0; i < count; i++)
        take_answer(sim, &sent[i], &answers[i]);
    hf_desk_rest(w->desk[desk]);
}

static bool may_fail(enum hf_rc rc)
{
    return rc == HF_OK || rc == HF_UNAVAILABLE;
}

static size_t dispatch_turn(struct sim *sim, size_t desk)
{
    struct hf_courier courier = twin_courier(&sim->courier);
    size_t moved = 0;
    maybe_lose(sim);
    enum hf_rc rc = hf_dispatch_once(sim->world.desk[desk], &courier, 0, &sim->turn, &moved, &sim->world.err);
    sim_demand(sim, may_fail(rc), "dispatching failed");
    return moved;
}

static size_t watch_turn(struct sim *sim, size_t desk)
{
    size_t fired = 0;
    int64_t size;
    maybe_lose(sim);
    enum hf_rc rc = hf_watch_due(sim->world.desk[desk], &sim->turn, &fired, &sim->world.err);
    sim_demand(sim, may_fail(rc), "watching failed");
    rc = hf_watch_heads(sim->world.desk[desk], &sim->turn, &sim->world.err);
    sim_demand(sim, may_fail(rc), "publishing heads failed");
    rc = hf_watch_checkpoint(sim->world.desk[desk], &sim->turn, &size, &sim->world.err);
    sim_demand(sim, may_fail(rc), "signing failed");
    return fired;
}

static void kill_turn(struct sim *sim, size_t desk)
{
    sim->kills++;
    twin_store_fault(sim->world.store, TWIN_SOUND);
    world_kill(&sim->world, desk);
}

static void pass_time(struct sim *sim)
{
    int64_t next_ms = next_pending_ms(sim), *now_ms = &sim->world.clock.now_ms;
    if (sim_chance(sim, 12) == 0)
        *now_ms += (int64_t)sim_chance(sim, 4) * HF_MS_PER_DAY;
    else if (next_ms > *now_ms && next_ms != INT64_MAX && sim_chance(sim, 2) == 0)
        *now_ms = next_ms;
    else
        *now_ms += 1 + (int64_t)sim_chance(sim, 2000);
}

static void turn(struct sim *sim)
{
    size_t desk = sim_chance(sim, sim->world.desks);
    uint64_t what = sim_chance(sim, 24);
    hf_arena_reset(&sim->turn, 0);
    if (what < 14)
        serve_turn(sim, desk);
    else if (what < 19)
        dispatch_turn(sim, desk);
    else if (what < 22)
        watch_turn(sim, desk);
    else if (what == 22)
        kill_turn(sim, desk);
    pass_time(sim);
}

/* Nothing goes wrong any more: everything under way comes to its end. */
static void come_to_rest(struct sim *sim)
{
    size_t quiet = 0;
    sim->kind = true;
    for (size_t i = 0; quiet < 40; i++) {
        int64_t next_ms = next_pending_ms(sim);
        size_t desk = i % sim->world.desks, moved;
        sim_demand(sim, i < 4000, "it does not come to rest");
        hf_arena_reset(&sim->turn, 0);
        serve_turn(sim, desk);
        moved = dispatch_turn(sim, desk) + watch_turn(sim, desk);
        quiet = moved > 0 || next_ms != INT64_MAX ? 0 : quiet + 1;
        sim->world.clock.now_ms += next_ms != INT64_MAX && next_ms > sim->world.clock.now_ms
                                       ? next_ms - sim->world.clock.now_ms
                                   : quiet > 0 ? HF_MS_PER_DAY
                                               : 30000;
    }
}

void sim_run(struct sim *sim, uint64_t seed, struct hf_digest *trace)
{
    void *block = malloc(TURN_SIZE);
    memset(sim, 0, sizeof *sim);
    sim->seed = sim->chance = seed;
    sim_demand(sim, block != NULL, "no memory");
    hf_arena_init(&sim->turn, block, TURN_SIZE);
    world_make(&sim->world, 2 + sim_chance(sim, WORLD_DESKS_MAX - 1), seed);
    world_found(&sim->world);
    if (seed % 2 == 0)
        world_believe(&sim->world);
    sim->courier = (struct twin_courier){.deliver = sim_deliver, .context = sim};
    hf_hasher_init(&sim->trace);
    hf_hash_begin(&sim->trace);
    for (int i = 0; i < SIM_CASES; i++)
        send_step(sim, i);
    for (size_t i = 0; i < TURNS; i++)
        turn(sim);
    come_to_rest(sim);
    sim_judge(sim);
    hf_hash_end(&sim->trace, trace);
    hf_hasher_done(&sim->trace);
    world_free(&sim->world);
    free(block);
}
