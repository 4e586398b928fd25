/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Focal points: each notice is verified as a State would verify it, put into its thread, and answered in one
 * of several ways, late, twice or never.
 */
#include <stdio.h>

#include "seal/note.h"
#include "seal/set.h"
#include "seal/token.h"
#include "seal/tree.h"
#include "sim/sim.h"

struct arrival {
    struct sim *sim;
    struct hf_set set;
    struct hf_thread_mark mark;
    struct hf_digest digest;
    size_t focal;
};

static enum hf_rc count_row(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    (void)row, (void)err;
    ++*(size_t *)context;
    return HF_OK;
}

static void read_notice(struct arrival *a, struct hf_str bytes)
{
    struct sim *sim = a->sim;
    struct world *w = &sim->world;
    struct hf_token token;
    struct hf_secret secret;
    struct hf_public key;
    struct hf_ledger ledger = twin_ledger(w->store);
    struct hf_ask ask = {0};
    size_t rows = 0;
    twin_key_pair(HF_KEY_NOTICE, &secret, &key);
    bool whole = hf_token_read(&sim->turn, bytes, &token, &w->err) == HF_OK &&
                 hf_token_verify(&w->hasher, &token, &key, &w->err) == HF_OK &&
                 hf_set_read(&sim->turn, token.payload, &a->set, &w->err) == HF_OK &&
                 hf_thread_mark_read(&a->set.content, &a->mark, &w->err) == HF_OK;
    sim_demand(sim, whole, "a notice does not verify");
    while (a->focal < WORLD_FOCALS && !hf_str_eq(a->set.aud, hf_str_of(w->focal[a->focal].issuer)))
        a->focal++;
    sim_demand(sim, a->focal < WORLD_FOCALS, "a notice is addressed to nobody");
    hf_token_digest(&w->hasher, bytes, &a->digest);
    sim_demand(sim,
               hf_id_read_uuid(a->set.jti, &ask.id) &&
                   ledger.ask(ledger.self, HF_ASK_token, &ask, count_row, &rows, &w->err) == HF_OK &&
                   rows == 1,
               "something was told that is not in the ledger");
}

static struct sim_thread *find_thread(struct sim *sim, struct hf_str txn, size_t focal)
{
    struct hf_id id;
    size_t i = 0;
    sim_demand(sim, hf_id_read(txn, &id), "a notice names no thread");
    while (i < sim->threads && !hf_id_eq(&sim->thread[i].txn, &id))
        i++;
    if (i == sim->threads) {
        sim_demand(sim, sim->threads < SIM_THREADS_MAX, "too many threads");
        sim->thread[sim->threads++] = (struct sim_thread){.txn = id, .focal = focal};
    }
    return &sim->thread[i];
}

/* ---- answering ---- */

struct sim_jti sim_jti(const struct sim *sim, const struct sim_thread *thread, int64_t n)
{
    struct sim_jti jti;
    snprintf(jti.text, sizeof jti.text, "%zu-%zu-%d", thread->focal, (size_t)(thread - sim->thread), (int)n);
    return jti;
}

static void answer(struct arrival *a, struct sim_thread *thread, const char *content, int64_t after_ms)
{
    struct sim *sim = a->sim;
    struct world *w = &sim->world;
    char text[900], prev[64] = "", digest[HF_DIGEST_TEXT + 1];
    struct hf_buf out = HF_BUF(digest);
    hf_digest_put(&out, &thread->last_said);
    thread->said++;
    if (thread->said > 1)
        snprintf(prev, sizeof prev, "'prev':'%.*s',", HF_DIGEST_TEXT, digest);
    snprintf(text, sizeof text, "{'seq':%d,%s%s}", (int)thread->said, prev, content);
    struct hf_str txn = world_text(w, &thread->txn);
    struct sim_jti jti = sim_jti(sim, thread, thread->said);
    struct hf_request request = world_answer(w, a->focal, "answer", jti.text, txn, text);
    hf_token_digest(&w->hasher, request.token, &thread->last_said);
    sim_send(sim, &request, after_ms, -1, -1);
}

static const char executed[] =
    "'status':'executed','results':[{'item':1,'event':'in_force','effective_at':'2026-11-23',"
    "'payload':{'expires_on':'2028-11-24','national_order':'A 7'}},"
    "{'item':2,'event':'refuse','payload':{'ground':'not_found'}}]";
static const char asks[] = "'status':'information_requested','items':'the title of the villa'";
static const char nonsense[] = "'status':'on_holiday'";
static const char no_item[] =
    "'status':'executed','results':[{'item':9,'event':'refuse','payload':{'ground':'not_found'}}]";

/* ---- its own answers in the log ---- */

static bool read_proof(const struct hf_json *one, struct hf_digest *leaf, struct hf_path *path,
                       uint64_t *index)
{
    const struct hf_json *steps = HF_JSON_GET(one, "path"), *at = HF_JSON_GET(one, "index");
    if (steps == NULL || steps->kind != HF_JSON_LIST || steps->is.list.count > HF_PATH_MAX || at == NULL ||
        !hf_digest_read(hf_json_text(one, HF_STR("leaf")), leaf))
        return false;
    *index = (uint64_t)at->is.integer;
    for (path->count = 0; path->count < steps->is.list.count; path->count++)
        if (!hf_digest_read(steps->is.list.item[path->count].is.text, &path->step[path->count]))
            return false;
    return true;
}

static bool is_in_log(struct arrival *a, const struct hf_json *one, const struct hf_checkpoint *checkpoint)
{
    struct hf_digest leaf;
    struct hf_path path;
    uint64_t index = 0;
    return read_proof(one, &leaf, &path, &index) &&
           hf_tree_includes(&a->sim->world.hasher, &leaf, index, checkpoint->size, &path, &checkpoint->root,
                            &a->sim->world.err) == HF_OK;
}

static void check_record(struct arrival *a, struct sim_thread *thread)
{
    const struct hf_json *list = HF_JSON_GET(&a->set.content, "recorded");
    struct hf_checkpoint checkpoint = {0};
    struct hf_note note;
    struct hf_err *err = &a->sim->world.err;
    sim_demand(a->sim,
               hf_note_read(hf_json_text(&a->set.content, HF_STR("checkpoint")), &note, err) == HF_OK &&
                   hf_checkpoint_read(note.text, &checkpoint, err) == HF_OK,
               "a record without a checkpoint");
    for (size_t i = 0; i < list->is.list.count; i++, thread->recorded++)
        sim_demand(a->sim, is_in_log(a, &list->is.list.item[i], &checkpoint), "a record is not in the log");
}

static void plan(struct arrival *a, struct sim_thread *thread)
{
    struct sim *sim = a->sim;
    int64_t hour_ms = HF_MS_PER_HOUR, late_ms = (int64_t)sim_chance(sim, 96) * hour_ms;
    switch (sim_chance(sim, 6)) {
    case 0:
        return; /* silence */
    case 1:
        answer(a, thread, asks, late_ms);
        answer(a, thread, executed, late_ms + (int64_t)sim_chance(sim, 48) * hour_ms);
        return;
    case 2:
        answer(a, thread, nonsense, late_ms);
        answer(a, thread, executed, late_ms);
        return;
    case 3:
        answer(a, thread, no_item, late_ms);
        return;
    default:
        answer(a, thread, executed, late_ms);
    }
}

void sim_deliver(void *context, const struct hf_parcel *parcel, struct hf_parcel_result *result)
{
    struct arrival a = {.sim = context};
    struct sim *sim = context;
    bool dropped = !sim->kind && sim_chance(sim, 5) == 0;
    if (dropped) {
        result->class_name = HF_STR("transient");
        result->status = 0;
        return;
    }
    read_notice(&a, parcel->token);
    struct sim_thread *thread = find_thread(sim, a.set.txn, a.focal);
    if (a.mark.seq > thread->heard) {
        sim_demand(sim, a.mark.seq == thread->heard + 1, "a notice overtook another one of its thread");
        sim_demand(sim, a.mark.has_prev ? hf_digest_eq(&a.mark.prev, &thread->last_heard) : a.mark.seq == 1,
                   "a thread is broken");
        thread->heard = a.mark.seq;
        thread->last_heard = a.digest;
        sim->notices++;
        if (hf_str_eq(a.set.event, HF_STR(HF_EVENT_URN "answer-recorded")))
            check_record(&a, thread);
        else
            plan(&a, thread);
    }
    if (!sim->kind && sim_chance(sim, 6) == 0) { /* it arrived, and nobody learns of it */
        result->class_name = HF_STR("transient");
        result->status = 0;
    }
}
