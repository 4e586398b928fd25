/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The rows of a batch, gathered from everything decided: one move per file in the order of file ids, events
 * in the order decided, hidden values sealed under the keys of their subjects.
 */
#include "base/check.h"
#include "casefile/due.h"
#include "desk/inside.h"
#include "seal/ids.h"

/* How many rows there will be at most, so that each list is taken once. */
struct sizes {
    size_t events, hidden, commands, messages, chunks;
};

static struct sizes measure(const struct hf_serving *s)
{
    struct sizes n = {0};
    for (size_t i = 0; i < s->count; i++) {
        const struct hf_work *work = &s->works[i];
        if (!work->decided)
            continue;
        n.commands++;
        n.events += work->decision.count;
        for (size_t e = 0; e < work->decision.count; e++)
            n.hidden += work->decision.events[e].hiddens;
        n.messages += work->token.bytes.len > 0;
        for (const struct hf_message *m = work->messages; m != NULL; m = m->next) {
            n.messages++;
            n.chunks += m->chunks;
        }
    }
    return n;
}

/* ---- files ---- */

bool hf_has_moved(const struct hf_touched *touched)
{
    return touched->held && hf_case_head(&touched->now)->seq > touched->old_seq;
}

static void gather_moves(struct hf_serving *s, struct hf_batch *batch)
{
    struct hf_move_row *rows = HF_NEW(s->arena, struct hf_move_row, s->touched_count + 1);
    for (size_t i = 0; i < s->touched_count; i++) {
        const struct hf_touched *touched = s->touched[i];
        if (!hf_has_moved(touched))
            continue;
        const struct hf_case_head *head = hf_case_head(&touched->now);
        rows[batch->move_count++] = (struct hf_move_row){.file = touched->file,
                                                         .kind = touched->kind,
                                                         .name = touched->name,
                                                         .old_seq = touched->old_seq,
                                                         .new_seq = head->seq,
                                                         .link = head->link,
                                                         .at_ms = head->at_ms};
    }
    batch->moves = rows;
}

static bool is_due(int64_t due_ms, int64_t now_ms)
{
    return due_ms != HF_NOTHING_DUE && due_ms <= now_ms;
}

/* What is due already may be leased to a worker that could do nothing with it: what happened here may be what
 * it lacked, so its row is written anew, which frees it. */
static bool deadline_concerns(const struct hf_serving *s, const struct hf_touched *touched)
{
    if (touched->due_ms != touched->old_due_ms)
        return true;
    return is_due(touched->due_ms, s->now_ms) &&
           is_due(hf_file_due_but_telling(&touched->flows, &s->desk->house, &touched->now, s->arena),
                  s->now_ms);
}

/* Only cases have clocks, and most acts leave what is due as it was. */
static void gather_deadlines(struct hf_serving *s, struct hf_batch *batch)
{
    struct hf_deadline_row *rows = HF_NEW(s->arena, struct hf_deadline_row, s->touched_count + 1);
    for (size_t i = 0; i < s->touched_count; i++) {
        struct hf_touched *touched = s->touched[i];
        if (!hf_has_moved(touched) || touched->kind != HF_FILE_CASE)
            continue;
        touched->due_ms = hf_file_due(&touched->flows, &s->desk->house, &touched->now, s->arena);
        if (deadline_concerns(s, touched))
            rows[batch->deadline_count++] =
                (struct hf_deadline_row){.file = touched->file, .due_ms = touched->due_ms};
    }
    batch->deadlines = rows;
}

/* ---- events and hidden values ---- */

/* A value waiting for the key of its subject. */
struct waiting {
    struct hf_touched *touched;
    const struct hf_disclosure *hidden;
    struct hf_disclosure_row *row;
    size_t key;
};

struct gathering {
    struct hf_serving *s;
    struct hf_leaf_row *events;
    struct hf_command_row *commands;
    struct hf_disclosure_row *rows;
    struct waiting *waiting;
    struct hf_subject_key *keys;
    uint32_t *place;                          /* a hash table over keys: 1 + index, 0 free */
    size_t places;                            /* a power of two, more than twice the keys */
    struct hf_id *asked_file, *asked_subject; /* keys of which nobody here knows whether there is one */
    size_t event_count, command_count, row_count, key_count, asked_count;
};

/* -1: none is known; then the ledger is asked, unless it could not know one either. */
static int64_t find_slot(struct gathering *g, const struct hf_touched *touched, const struct hf_id *subject)
{
    for (size_t i = 0; i < touched->slots; i++)
        if (hf_id_eq(&touched->slot[i].subject, subject))
            return touched->slot[i].slot;
    if (!touched->slots_known && touched->old_seq > 0) {
        g->asked_file[g->asked_count] = touched->file;
        g->asked_subject[g->asked_count++] = *subject;
    }
    return -1;
}

static bool is_key_of(const struct hf_subject_key *key, const struct hf_id *file, const struct hf_id *subject)
{
    return hf_id_eq(&key->file, file) && hf_id_eq(&key->subject, subject);
}

/* Where the key of file and subject stands in the table, or would. Ids are random: their bytes are a hash. */
static size_t find_place(const struct gathering *g, const struct hf_id *file, const struct hf_id *subject)
{
    uint64_t a, b;
    memcpy(&a, file, sizeof a);
    memcpy(&b, subject, sizeof b);
    size_t at = (size_t)(a + 3 * b) & (g->places - 1);
    while (g->place[at] != 0 && !is_key_of(&g->keys[g->place[at] - 1], file, subject))
        at = (at + 1) & (g->places - 1);
    return at;
}

/* One key per file and subject, asked for once however many values it seals. */
static size_t find_key(struct gathering *g, const struct hf_touched *touched, const struct hf_id *subject)
{
    uint32_t *place = &g->place[find_place(g, &touched->file, subject)];
    if (*place == 0) {
        g->keys[g->key_count++] = (struct hf_subject_key){
            .file = touched->file, .subject = *subject, .slot = find_slot(g, touched, subject)};
        *place = (uint32_t)g->key_count;
    }
    return *place - 1;
}

static enum hf_rc take_slot(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    struct gathering *g = context;
    const struct hf_disclosure_row *slot = &row->disclosure;
    (void)err;
    g->keys[g->place[find_place(g, &slot->file, &slot->subject)] - 1].slot = slot->slot;
    return HF_OK;
}

static enum hf_rc ask_slots(struct gathering *g, struct hf_err *err)
{
    struct hf_ledger *ledger = &g->s->desk->setup.ledger;
    const struct hf_ask ask = {.files = g->asked_file, .subjects = g->asked_subject, .count = g->asked_count};
    return g->asked_count == 0 ? HF_OK : ledger->ask(ledger->self, HF_ASK_slots, &ask, take_slot, g, err);
}

static void gather_fact(struct gathering *g, struct hf_touched *touched, const struct hf_fact *fact)
{
    uint32_t place = (uint32_t)g->event_count;
    struct hf_leaf_row *event = &g->events[g->event_count++];
    event->leaf = fact->leaf;
    event->event = (struct hf_event_row){.file = fact->header.file,
                                         .seq = fact->header.seq,
                                         .blind = fact->blind,
                                         .header = fact->header_bytes,
                                         .payload = fact->payload_bytes};
    for (size_t i = 0; i < fact->hiddens; i++) {
        struct waiting *waiting = &g->waiting[g->row_count];
        struct hf_disclosure_row *row = &g->rows[g->row_count++];
        *row = (struct hf_disclosure_row){.file = fact->header.file,
                                          .subject = fact->hidden[i].subject,
                                          .seq = fact->header.seq,
                                          .place = (uint32_t)i,
                                          .event = place};
        *waiting = (struct waiting){.touched = touched,
                                    .hidden = &fact->hidden[i],
                                    .row = row,
                                    .key = find_key(g, touched, &row->subject)};
    }
}

static void seal_hidden(struct gathering *g, const struct waiting *waiting)
{
    const struct hf_subject_key *key = &g->keys[waiting->key];
    struct hf_disclosure_row *row = waiting->row;
    char bytes[64];
    struct hf_buf about = HF_BUF(bytes);
    struct hf_nonce nonce;
    g->s->desk->setup.dice.fill(g->s->desk->setup.dice.self, &nonce, sizeof nonce);
    hf_about_disclosure_put(&about, &row->file, row->seq, row->place);
    row->slot = key->slot;
    row->sealed = hf_box_seal(g->s->arena, &key->key, &nonce, hf_buf_str(&about), waiting->hidden->text);
    hf_add_slot(g->s, waiting->touched, &(struct hf_slot){row->subject, row->slot});
}

/* The events of one request; its command stands with the first. */
static void gather_work(struct gathering *g, const struct hf_work *work)
{
    struct hf_command_row *command = &g->commands[g->command_count++];
    *command = (struct hf_command_row){.actor = work->command.actor,
                                       .command = work->command.id,
                                       .digest = work->command.digest,
                                       .count = (uint32_t)work->decision.count};
    g->events[g->event_count].command = command;
    for (size_t i = 0; i < work->decision.count; i++)
        gather_fact(g, work->touched, &work->decision.events[i]);
}

/* Where keys were destroyed meanwhile, what is new about their subjects is sealed under new ones. */
static enum hf_rc open_keys(struct gathering *g, struct hf_err *err)
{
    struct hf_keys *keys = &g->s->desk->setup.keys;
    enum hf_rc rc = g->key_count > 0 ? keys->subject_keys(keys->self, g->keys, g->key_count, err) : HF_OK;
    if (rc == HF_OK || err->word != HF_WORD_key_forgotten)
        return rc;
    for (size_t i = 0; i < g->key_count; i++) {
        rc = keys->subject_keys(keys->self, &g->keys[i], 1, err);
        if (rc != HF_OK && err->word == HF_WORD_key_forgotten) {
            g->keys[i].slot = -1;
            rc = keys->subject_keys(keys->self, &g->keys[i], 1, err);
        }
        HF_TRY(rc);
    }
    return HF_OK;
}

static enum hf_rc gather_events(struct hf_serving *s, const struct sizes *n, struct hf_batch *batch,
                                struct hf_err *err)
{
    struct gathering g = {.s = s,
                          .events = HF_NEW(s->arena, struct hf_leaf_row, n->events + 1),
                          .commands = HF_NEW(s->arena, struct hf_command_row, n->commands + 1),
                          .rows = HF_NEW(s->arena, struct hf_disclosure_row, n->hidden + 1),
                          .waiting = HF_NEW(s->arena, struct waiting, n->hidden + 1),
                          .keys = HF_NEW(s->arena, struct hf_subject_key, n->hidden + 1),
                          .asked_file = HF_NEW(s->arena, struct hf_id, n->hidden + 1),
                          .asked_subject = HF_NEW(s->arena, struct hf_id, n->hidden + 1),
                          .places = 4};
    while (g.places < 2 * n->hidden + 2)
        g.places *= 2;
    g.place = HF_NEW(s->arena, uint32_t, g.places);
    for (size_t i = 0; i < s->count; i++)
        if (s->works[i].decided)
            gather_work(&g, &s->works[i]);
    HF_TRY(ask_slots(&g, err));
    enum hf_rc rc = open_keys(&g, err);
    for (size_t i = 0; rc == HF_OK && i < g.row_count; i++)
        seal_hidden(&g, &g.waiting[i]);
    hf_key_wipe(g.keys, (n->hidden + 1) * sizeof *g.keys);
    HF_TRY(rc);
    batch->events = g.events;
    batch->event_count = g.event_count;
    batch->disclosures = g.rows;
    batch->disclosure_count = g.row_count;
    return HF_OK;
}

/* ---- messages ---- */

static void gather_messages(struct hf_serving *s, const struct sizes *n, struct hf_batch *batch)
{
    struct hf_token_row *tokens = HF_NEW(s->arena, struct hf_token_row, 2 * n->messages + 1);
    struct hf_thread_row *threads = HF_NEW(s->arena, struct hf_thread_row, n->messages + 1);
    struct hf_outbox_row *outbox = HF_NEW(s->arena, struct hf_outbox_row, n->messages + 1);
    struct hf_chunk_row *chunks = HF_NEW(s->arena, struct hf_chunk_row, n->chunks + 1);
    uint32_t events = 0; /* of the works before */
    for (size_t i = 0; i < s->count; i++) {
        const struct hf_work *work = &s->works[i];
        if (work->decided && work->token.bytes.len > 0)
            tokens[batch->token_count++] = work->token;
        for (const struct hf_message *m = work->messages; work->decided && m != NULL; m = m->next) {
            tokens[batch->token_count++] = m->token;
            if (m->inner.bytes.len > 0)
                tokens[batch->token_count++] = m->inner;
            outbox[batch->outbox_count] = m->outbox;
            outbox[batch->outbox_count++].event =
                events + m->outbox.seq - work->decision.events[0].header.seq;
            if (!hf_id_is_zero(&m->thread.thread))
                threads[batch->thread_count++] = m->thread;
            for (size_t c = 0; c < m->chunks; c++)
                chunks[batch->chunk_count++] = m->chunk[c];
        }
        events += work->decided ? (uint32_t)work->decision.count : 0;
    }
    batch->tokens = tokens;
    batch->threads = threads;
    batch->outbox = outbox;
    batch->chunks = chunks;
}

enum hf_rc hf_gather(struct hf_serving *s, struct hf_batch *batch, struct hf_err *err)
{
    struct sizes n = measure(s);
    *batch = (struct hf_batch){.house_events = s->believing ? s->house_events : 0};
    gather_moves(s, batch);
    HF_TRY(gather_events(s, &n, batch, err));
    gather_messages(s, &n, batch);
    gather_deadlines(s, batch);
    return HF_OK;
}
