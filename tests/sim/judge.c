/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What must hold when everything has come to rest: each chain whole and in the log, the log without a gap,
 * each accepted message done once, replay the same as what the desks hold, every notice arrived and every
 * answer kept.
 */
#include <stdlib.h>

#include "casefile/due.h"
#include "casefile/silence.h"
#include "seal/ids.h"
#include "desk/outcome.h"
#include "sim/sim.h"

enum { REPLAY_SIZE = 64 << 20, SCRATCH_SIZE = 16 << 20, LEAVES_MAX = 4096, LEVELS_MAX = 64 };

struct judging {
    struct sim *sim;
    struct hf_arena arena, scratch;
    struct hf_digest leaf[LEAVES_MAX];
    bool taken[LEAVES_MAX];
    size_t leaves;
    struct hf_replay replay;
    const struct hf_flow *workflow;
    struct hf_digest level[LEVELS_MAX]; /* of silence, that the file has reached */
    size_t levels;
    uint32_t told; /* events of the command that is being looked for */
    const struct sim_accepted *wanted;
};

static enum hf_rc take_leaf(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    struct judging *j = context;
    (void)err;
    sim_demand(j->sim, j->leaves < LEAVES_MAX, "the log is too long for the judge");
    memcpy(j->leaf[j->leaves].byte, row->leaf.at, HF_DIGEST_SIZE);
    hf_hash_add(&j->sim->trace, row->leaf.at, HF_DIGEST_SIZE);
    j->leaves++;
    return HF_OK;
}

static void ask(struct judging *j, enum hf_question question, struct hf_ask parameters, hf_row_fn row)
{
    struct hf_ledger ledger = twin_ledger(j->sim->world.store);
    enum hf_rc rc = ledger.ask(ledger.self, question, &parameters, row, j, &j->sim->world.err);
    sim_demand(j->sim, rc == HF_OK, "the ledger does not answer");
}

/* ---- one file ---- */

static const struct hf_flow *definition(void *context, const struct hf_digest *digest)
{
    (void)digest;
    return ((struct judging *)context)->workflow;
}

/* Each level of the silence of a notice, by each of its clocks, once: whoever was killed meanwhile. */
static void judge_level(struct judging *j, const struct hf_fact *fact)
{
    const struct hf_str parts[] = {hf_json_text(&fact->payload, HF_STR("about")),
                                   hf_json_text(&fact->payload, HF_STR("clock")),
                                   hf_json_text(&fact->payload, HF_STR("level"))};
    struct hf_digest key;
    if (!hf_str_eq(fact->header.act, HF_STR("silence.reached")))
        return;
    hf_sha256(&j->sim->world.hasher, parts, 3, &key);
    for (size_t i = 0; i < j->levels; i++)
        sim_demand(j->sim, !hf_digest_eq(&j->level[i], &key), "a level of silence was reached twice");
    sim_demand(j->sim, j->levels < LEVELS_MAX, "too much silence for the judge");
    j->level[j->levels++] = key;
}

static enum hf_rc take_event(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    struct judging *j = context;
    struct hf_fact fact;
    const struct hf_event_row *event = &row->event;
    sim_demand(j->sim,
               hf_replay_next(&j->replay, &event->blind, event->header, event->payload, &fact, err) == HF_OK,
               "an event does not replay");
    judge_level(j, &fact);
    sim_demand(j->sim, event->position >= 0 && (size_t)event->position < j->leaves,
               "an event is not in the log");
    sim_demand(j->sim, hf_digest_eq(&j->replay.leaf, &j->leaf[event->position]), "a leaf is another one");
    sim_demand(j->sim, !j->taken[event->position], "two events share a place in the log");
    j->taken[event->position] = true;
    return HF_OK;
}

/* What the file says; or later, where it was looked at for a silence that has not come to anything yet. */
static bool is_due(const struct sim *sim, const struct hf_flows *flows, const struct hf_case *c,
                   int64_t due_ms, struct hf_arena *arena)
{
    const struct hf_house *house = hf_desk_house(sim->world.desk[0]);
    int64_t file_ms = hf_file_due(flows, house, c, arena),
            rest_ms = hf_due_but_silence(flows, house, c, arena);
    bool was_looked_at = file_ms != HF_NOTHING_DUE && file_ms == hf_silence_look(flows, c) &&
                         (due_ms == HF_NOTHING_DUE || due_ms > file_ms) &&
                         hf_due_sooner(due_ms, rest_ms) == due_ms;
    return due_ms == file_ms || was_looked_at;
}

static void judge_file(struct judging *j, const struct hf_id *file, enum hf_file_kind kind)
{
    struct sim *sim = j->sim;
    struct world *w = &sim->world;
    const struct hf_case *live;
    struct hf_flows flows;
    hf_arena_reset(&j->arena, 0);
    hf_arena_reset(&sim->turn, 0);
    sim_demand(sim, hf_desk_file(w->desk[0], file, &sim->turn, &live, &flows, &w->err) == HF_OK,
               "a file cannot be read");
    j->workflow = flows.workflow;
    j->levels = 0;
    hf_replay_begin(&j->replay, &w->hasher, HF_STR("court.example/log1"), file, kind, w->house, &j->arena,
                    &j->scratch);
    j->replay.definition = definition;
    j->replay.context = j;
    ask(j, HF_ASK_events_of_file, (struct hf_ask){.id = *file, .from = 1, .to = INT64_MAX}, take_event);
    struct hf_case a = hf_case_copy(&sim->turn, live), b = hf_case_copy(&sim->turn, &j->replay.c);
    int64_t free_ms, due_ms = twin_store_due(w->store, file, &free_ms);
    sim_demand(sim, is_due(sim, &flows, live, due_ms, &sim->turn), "a file's deadline is not what is due");
    hf_case_set_link(&b, &j->replay.link);
    sim_demand(sim, hf_str_eq(hf_case_bytes(&a), hf_case_bytes(&b)), "replay is not what the desk holds");
}

/* Files are judged in one go with the log, so that no leaf is left over. */
static enum hf_rc take_file(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    (void)err;
    judge_file(context, &row->file.file, row->file.kind);
    return HF_OK;
}

static void judge_log(struct judging *j)
{
    ask(j, HF_ASK_leaves, (struct hf_ask){0}, take_leaf);
    for (int kind = HF_FILE_CASE; kind < HF_FILE_KINDS; kind++)
        ask(j, HF_ASK_files_of_kind, (struct hf_ask){.kind = (enum hf_file_kind)kind}, take_file);
    for (size_t i = 0; i < j->leaves; i++)
        sim_demand(j->sim, j->taken[i], "the log has a leaf of no event");
}

/* ---- messages ---- */

static enum hf_rc count_event(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    struct judging *j = context;
    struct hf_fact fact;
    hf_arena_reset(&j->scratch, 0);
    sim_demand(j->sim, hf_fact_read(row->event.header, row->event.payload, &j->scratch, &fact, err) == HF_OK,
               "an event cannot be read");
    j->told += hf_id_eq(&fact.header.command, &j->wanted->command) &&
               hf_id_eq(&fact.header.actor, &j->wanted->actor);
    return HF_OK;
}

static void judge_accepted(struct judging *j)
{
    for (size_t i = 0; i < j->sim->accepted_count; i++) {
        const struct sim_accepted *accepted = &j->sim->accepted[i];
        if (hf_id_is_zero(&accepted->command))
            continue; /* a token: its id is the desk's affair, its row is counted below */
        j->wanted = accepted;
        j->told = 0;
        ask(j, HF_ASK_events_of_file, (struct hf_ask){.id = accepted->file, .from = 1, .to = INT64_MAX},
            count_event);
        sim_demand(j->sim, j->told == accepted->count, "an accepted command is not there exactly once");
    }
}

/* Days pass at once here: what failed all that time may have come to its horizon. */
static bool was_given_up(const struct hf_delivery_row *delivery)
{
    return delivery->state == HF_DEAD && delivery->next_ms - delivery->since_ms >= HF_HORIZON_MS;
}

static enum hf_rc take_delivery(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    struct judging *j = context;
    (void)err;
    sim_demand(j->sim, row->delivery.state == HF_DELIVERED || was_given_up(&row->delivery),
               "a notice never arrived");
    return HF_OK;
}

static enum hf_rc count_token(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    (void)row, (void)err;
    ((struct judging *)context)->told++;
    return HF_OK;
}

static void judge_thread(struct judging *j, const struct sim_thread *thread)
{
    struct world *w = &j->sim->world;
    struct hf_str issuer = hf_str_of(w->focal[thread->focal].issuer);
    for (int64_t n = 1; n <= thread->said; n++) {
        struct sim_jti jti = sim_jti(j->sim, thread, n);
        struct hf_id id = hf_answer_command_id(&w->hasher, issuer, hf_str_of(jti.text));
        ask(j, HF_ASK_token, (struct hf_ask){.id = id}, count_token);
    }
}

static void judge_messages(struct judging *j)
{
    int64_t said = 0;
    size_t recorded = 0;
    j->told = 0;
    for (int i = 0; i < SIM_CASES; i++) {
        sim_demand(j->sim, j->sim->client[i].done, "somebody still waits for an answer");
        ask(j, HF_ASK_outbox_of_file, (struct hf_ask){.id = j->sim->client[i].file}, take_delivery);
    }
    for (size_t i = 0; i < j->sim->threads; i++) {
        said += j->sim->thread[i].said;
        recorded += j->sim->thread[i].recorded;
        judge_thread(j, &j->sim->thread[i]);
    }
    sim_demand(j->sim, (int64_t)j->told == said && (size_t)said == j->sim->answers, "an answer was lost");
    sim_demand(j->sim, recorded == j->sim->answers, "an answer was not told where it stands, or twice");
}

void sim_judge(struct sim *sim)
{
    struct judging *j = calloc(1, sizeof *j);
    void *blocks[] = {malloc(REPLAY_SIZE), malloc(SCRATCH_SIZE)};
    sim_demand(sim, j != NULL && blocks[0] != NULL && blocks[1] != NULL, "no memory");
    if (j == NULL) {
        free(blocks[0]);
        free(blocks[1]);
        return;
    }
    j->sim = sim;
    hf_arena_init(&j->arena, blocks[0], REPLAY_SIZE);
    hf_arena_init(&j->scratch, blocks[1], SCRATCH_SIZE);
    judge_log(j);
    judge_accepted(j);
    judge_messages(j);
    free(blocks[0]);
    free(blocks[1]);
    free(j);
}
