/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The ledger in memory. A table is an array that grows; keys are kept by looking before adding: files,
 * commands and deadlines, which are many, through an index, the rest in a loop. A commit first checks
 * everything and then adds.
 */
#include <stdlib.h>

#include "base/check.h"
#include "port/index.h"
#include "port/memory.h"

/* One array of rows; `row` is what it holds. */
#define TABLE(row)          \
    struct {                \
        struct row *at;     \
        size_t count, room; \
    }

struct delivery {
    struct hf_outbox_row outbox;
    enum hf_delivery_state state;
    uint32_t attempts;
    int64_t since_ms, free_ms;
    struct hf_id shelf; /* HF_SHELVED */
};
struct waiting {
    struct hf_deadline_row deadline;
    int64_t free_ms;
};

struct done { /* a command with the first of its events */
    struct hf_command_row command;
    struct hf_id file;
    uint32_t seq;
};

struct twin_store {
    struct hf_arena arena; /* of every text */
    enum twin_fault fault;
    bool away;
    void (*meanwhile)(void *context);
    void *meanwhile_context;
    TABLE(hf_file_row) files;
    TABLE(hf_leaf_row) events; /* in log order: the index is the position */
    TABLE(hf_disclosure_row) disclosures;
    TABLE(done) commands;
    TABLE(hf_token_row) tokens;
    TABLE(hf_thread_row) threads;
    TABLE(delivery) outbox;
    TABLE(hf_delivery_row) attempts;
    TABLE(waiting) deadlines;
    TABLE(hf_checkpoint_row) checkpoints;
    TABLE(hf_cosignature_row) cosignatures;
    TABLE(hf_stamp_row) stamps;
    TABLE(hf_chunk_row) chunks;
    TABLE(hf_use_row) uses;
    TABLE(hf_forgotten) erased; /* of each only the number */
    struct twin_index file_index, command_index, deadline_index;
};

enum { STORE_SIZE = 256 << 20 };

static void *grow(void *at, size_t count, size_t *room, size_t size)
{
    if (count < *room)
        return at;
    *room = *room == 0 ? 64 : 2 * *room;
    void *more = realloc(at, *room * size);
    HF_CHECK(more != NULL);
    return more;
}
/* The place of one more row. */
#define ADD(table)                                                                    \
    ((table).at = grow((table).at, (table).count, &(table).room, sizeof *(table).at), \
     (table).at + (table).count++)
#define EACH(table, i) for (size_t i = 0; (i) < (table).count; (i)++)

struct twin_store *twin_store_make(void)
{
    struct twin_store *store = calloc(1, sizeof *store);
    void *block = malloc(STORE_SIZE);
    HF_CHECK(store != NULL && block != NULL);
    hf_arena_init(&store->arena, block, STORE_SIZE);
    return store;
}

void twin_store_free(struct twin_store *store)
{
    if (store == NULL)
        return;
    void *blocks[] = {store->files.at,     store->events.at,      store->disclosures.at,  store->commands.at,
                      store->tokens.at,    store->threads.at,     store->outbox.at,       store->attempts.at,
                      store->deadlines.at, store->checkpoints.at, store->chunks.at,       store->uses.at,
                      store->stamps.at,    store->erased.at,      store->cosignatures.at, store->arena.at};
    for (size_t i = 0; i < sizeof blocks / sizeof blocks[0]; i++)
        free(blocks[i]);
    twin_index_free(&store->file_index);
    twin_index_free(&store->command_index);
    twin_index_free(&store->deadline_index);
    free(store);
}

void twin_store_fault(struct twin_store *store, enum twin_fault fault)
{
    store->fault = fault;
}

void twin_store_meanwhile(struct twin_store *store, void (*call)(void *context), void *context)
{
    store->meanwhile = call;
    store->meanwhile_context = context;
}

void twin_store_away(struct twin_store *store, bool away)
{
    store->away = away;
}

struct hf_event_row *twin_store_event(struct twin_store *store, size_t position)
{
    return position < store->events.count ? &store->events.at[position].event : NULL;
}

struct twin_counts twin_store_counts(const struct twin_store *store)
{
    return (struct twin_counts){store->events.count, store->tokens.count};
}

static enum hf_rc gone(struct hf_err *err)
{
    return hf_fail(err, HF_WORD_ledger_away, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
}

static enum hf_rc refuse(struct hf_err *err, enum hf_word word)
{
    return hf_fail(err, word, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
}

/* ---- load ---- */

static struct hf_file_row *find_file(struct twin_store *store, const struct hf_id *file)
{
    long row = twin_index_find(&store->file_index, &(struct twin_key){.first = *file});
    return row == TWIN_NO_ROW ? NULL : &store->files.at[row];
}

struct hf_file_row *twin_store_file(struct twin_store *store, const struct hf_id *file)
{
    return find_file(store, file);
}

static void load_events(struct twin_store *store, uint32_t after, struct hf_arena *arena,
                        struct hf_file_row *out)
{
    struct hf_event_row *rows = HF_NEW(arena, struct hf_event_row, out->seq - after + 1);
    EACH(store->events, i)
    {
        const struct hf_event_row *row = &store->events.at[i].event;
        if (!hf_id_eq(&row->file, &out->file) || row->seq <= after)
            continue;
        struct hf_event_row *copy = &rows[out->count++];
        *copy = *row;
        copy->header = hf_arena_keep(arena, row->header);
        copy->payload = hf_arena_keep(arena, row->payload);
        copy->position = -1;
    }
    out->events = rows;
}

/* After which seq its events are read. */
static uint32_t read_from(const struct hf_file_row *file, const struct hf_file_ask *ask)
{
    uint32_t after = ask->after_seq > 0 ? ask->after_seq : file->snapshot_seq;
    return after < file->seq ? after : file->seq;
}

static size_t most_of(const struct hf_file_row *file, const struct hf_file_ask *ask)
{
    if (file == NULL)
        return 0;
    return (ask->after_seq > 0 ? 0 : file->snapshot.len) + (file->seq - read_from(file, ask)) * HF_EVENT_ROOM;
}

static enum hf_rc load(void *self, const struct hf_file_ask *asks, size_t *count, struct hf_arena *arena,
                       struct hf_file_row *out, struct hf_err *err)
{
    struct twin_store *store = self;
    if (store->away)
        return gone(err);
    size_t asked = *count, room = (arena->size - arena->used) / 2, most = 0;
    for (size_t i = 0; i < asked; i++) {
        const struct hf_file_row *file = find_file(store, &asks[i].file);
        most += most_of(file, &asks[i]);
        if (i > 0 && most > room)
            break;
        *count = i + 1;
        out[i] = file == NULL ? (struct hf_file_row){.file = asks[i].file} : *file;
        if (file == NULL)
            continue;
        out[i].name = hf_arena_keep(arena, file->name);
        out[i].snapshot = asks[i].after_seq > 0 ? HF_STR_NONE : hf_arena_keep(arena, file->snapshot);
        out[i].snapshot_seq = asks[i].after_seq > 0 ? 0 : file->snapshot_seq;
        load_events(store, read_from(file, &asks[i]), arena, &out[i]);
    }
    return HF_OK;
}

static const struct done *find_command(struct twin_store *store, const struct hf_id *actor,
                                       const struct hf_id *command)
{
    long row = twin_index_find(&store->command_index, &(struct twin_key){*actor, *command});
    return row == TWIN_NO_ROW ? NULL : &store->commands.at[row];
}

static struct hf_thread_row find_thread(const struct twin_store *store, const struct hf_id *id)
{
    if (!hf_id_is_zero(id))
        EACH(store->threads, i)
    if (hf_id_eq(&store->threads.at[i].thread, id))
        return store->threads.at[i];
    return (struct hf_thread_row){0};
}

/* ---- commit: everything is checked, then everything is added ---- */

static bool name_given(struct twin_store *store, const struct hf_move_row *move)
{
    HF_CHECK(store->files.count == 0 || store->files.at != NULL);
    EACH(store->files, i)
    if (store->files.at[i].kind == move->kind && move->name.len > 0 &&
        hf_str_eq(store->files.at[i].name, move->name))
        return true;
    return false;
}

/* By an earlier new file of the same batch. */
static bool name_given_before(const struct hf_batch *batch, size_t i)
{
    const struct hf_move_row *move = &batch->moves[i];
    for (size_t k = 0; k < i; k++)
        if (batch->moves[k].old_seq == 0 && batch->moves[k].kind == move->kind && move->name.len > 0 &&
            hf_str_eq(batch->moves[k].name, move->name))
            return true;
    return false;
}

static enum hf_rc check_moves(struct twin_store *store, const struct hf_batch *batch, struct hf_err *err)
{
    bool stale = false, taken = false;
    for (size_t i = 0; i < batch->move_count; i++) {
        const struct hf_move_row *move = &batch->moves[i];
        const struct hf_file_row *file = find_file(store, &move->file);
        HF_CHECK(i == 0 || hf_id_order(&batch->moves[i - 1].file, &move->file) < 0);
        HF_CHECK(move->new_seq > move->old_seq);
        stale = stale || (file == NULL ? move->old_seq != 0 : move->old_seq != file->seq);
        taken = taken || (move->old_seq == 0 && (name_given(store, move) || name_given_before(batch, i)));
    }
    if (stale)
        return hf_fail(err, HF_WORD_stale, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
    return taken ? refuse(err, HF_WORD_name_taken) : HF_OK;
}

/* Files of the house lie between those of our cases and those of others. */
static bool house_stands(const struct twin_store *store, int64_t believed)
{
    int64_t events = 0;
    EACH(store->files, i)
    if (store->files.at[i].kind > HF_FILE_CASE && store->files.at[i].kind < HF_FILE_INCOMING)
        events += store->files.at[i].seq;
    return believed == 0 || believed == events;
}

static bool commands_meet(struct twin_store *store, const struct hf_batch *batch)
{
    struct twin_index batch_index = {0};
    bool meet = false;
    for (size_t i = 0; i < batch->event_count && !meet; i++) {
        const struct hf_command_row *command = batch->events[i].command;
        if (command == NULL)
            continue;
        struct twin_key key = {command->actor, command->command};
        meet = find_command(store, &key.first, &key.second) != NULL ||
               twin_index_find(&batch_index, &key) != TWIN_NO_ROW;
        if (!meet)
            twin_index_add(&batch_index, &key, i);
    }
    twin_index_free(&batch_index);
    return meet;
}

static bool tokens_meet(struct twin_store *store, const struct hf_batch *batch)
{
    for (size_t i = 0; i < batch->token_count; i++) {
        EACH(store->tokens, k)
        if (hf_id_eq(&batch->tokens[i].id, &store->tokens.at[k].id))
            return true;
        for (size_t k = 0; k < i; k++)
            if (hf_id_eq(&batch->tokens[i].id, &batch->tokens[k].id))
                return true;
    }
    return false;
}

static bool threads_meet(struct twin_store *store, const struct hf_batch *batch)
{
    for (size_t i = 0; i < batch->thread_count; i++)
        EACH(store->threads, k)
    if (hf_id_eq(&batch->threads[i].thread, &store->threads.at[k].thread))
        return true;
    return false;
}

/* What the desk promises of a batch; a broken promise would be a refused statement in PostgreSQL. */
static void check_events(const struct hf_batch *batch)
{
    size_t moved = 0;
    HF_CHECK(batch->event_count > 0 || batch->token_count > 0);
    for (size_t m = 0; m < batch->move_count; m++)
        moved += batch->moves[m].new_seq - batch->moves[m].old_seq;
    HF_CHECK(moved == batch->event_count);
}

static void keep_files(struct twin_store *store, const struct hf_batch *batch)
{
    for (size_t i = 0; i < batch->move_count; i++) {
        const struct hf_move_row *move = &batch->moves[i];
        struct hf_file_row *file = find_file(store, &move->file);
        if (file == NULL) {
            twin_index_add(&store->file_index, &(struct twin_key){.first = move->file}, store->files.count);
            file = ADD(store->files);
            *file = (struct hf_file_row){
                .file = move->file, .kind = move->kind, .name = hf_arena_keep(&store->arena, move->name)};
        }
        file->seq = move->new_seq;
        file->link = move->link;
        file->at_ms = move->at_ms;
    }
}

static void keep_command(struct twin_store *store, const struct hf_leaf_row *first)
{
    struct twin_key key = {first->command->actor, first->command->command};
    twin_index_add(&store->command_index, &key, store->commands.count);
    *ADD(store->commands) =
        (struct done){.command = *first->command, .file = first->event.file, .seq = first->event.seq};
}

static void keep_events(struct twin_store *store, const struct hf_batch *batch)
{
    for (size_t i = 0; i < batch->event_count; i++) {
        struct hf_leaf_row row = batch->events[i];
        row.event.header = hf_arena_keep(&store->arena, row.event.header);
        row.event.payload = hf_arena_keep(&store->arena, row.event.payload);
        row.event.position = (int64_t)store->events.count;
        if (row.command != NULL) {
            struct hf_command_row *command = HF_NEW(&store->arena, struct hf_command_row, 1);
            keep_command(store, &row);
            *command = *row.command;
            row.command = command;
        }
        *ADD(store->events) = row;
    }
}

static void keep_tokens(struct twin_store *store, const struct hf_batch *batch)
{
    for (size_t i = 0; i < batch->token_count; i++) {
        struct hf_token_row row = batch->tokens[i];
        row.bytes = hf_arena_keep(&store->arena, row.bytes);
        *ADD(store->tokens) = row;
    }
}

static void put_chunk(struct twin_store *store, const struct hf_chunk_row *row)
{
    struct hf_chunk_row chunk = *row;
    EACH(store->chunks, i)
    if (hf_id_eq(&store->chunks.at[i].document, &chunk.document) && store->chunks.at[i].index == chunk.index)
        return;
    chunk.sealed = hf_arena_keep(&store->arena, chunk.sealed);
    *ADD(store->chunks) = chunk;
}

/* A file with nothing due keeps its row, which nobody claims. */
static void set_deadline(struct twin_store *store, const struct hf_deadline_row *row)
{
    struct twin_key key = {.first = row->file};
    long at = twin_index_find(&store->deadline_index, &key);
    if (at == TWIN_NO_ROW && row->due_ms < 0)
        return;
    if (at == TWIN_NO_ROW)
        twin_index_add(&store->deadline_index, &key, store->deadlines.count);
    struct waiting *place = at == TWIN_NO_ROW ? ADD(store->deadlines) : &store->deadlines.at[at];
    *place = (struct waiting){.deadline = *row};
}

int64_t twin_store_due(const struct twin_store *store, const struct hf_id *file, int64_t *free_ms)
{
    *free_ms = 0;
    EACH(store->deadlines, i)
    {
        if (!hf_id_eq(&store->deadlines.at[i].deadline.file, file))
            continue;
        *free_ms = store->deadlines.at[i].free_ms;
        return store->deadlines.at[i].deadline.due_ms;
    }
    return -1;
}

/* What belongs to an event of the batch says which. */
static void check_place(const struct hf_batch *batch, uint32_t place, const struct hf_id *file, uint32_t seq)
{
    HF_CHECK(place < batch->event_count && hf_id_eq(&batch->events[place].event.file, file) &&
             batch->events[place].event.seq == seq);
}

static void keep_rest(struct twin_store *store, const struct hf_batch *batch)
{
    for (size_t i = 0; i < batch->disclosure_count; i++) {
        struct hf_disclosure_row row = batch->disclosures[i];
        check_place(batch, row.event, &row.file, row.seq);
        row.sealed = hf_arena_keep(&store->arena, row.sealed);
        *ADD(store->disclosures) = row;
    }
    for (size_t i = 0; i < batch->thread_count; i++)
        *ADD(store->threads) = batch->threads[i];
    for (size_t i = 0; i < batch->chunk_count; i++)
        put_chunk(store, &batch->chunks[i]);
    for (size_t i = 0; i < batch->outbox_count; i++) {
        const struct hf_outbox_row *row = &batch->outbox[i];
        check_place(batch, row->event, &row->file, row->seq);
        *ADD(store->outbox) = (struct delivery){.outbox = *row, .state = HF_WAITING};
    }
    for (size_t i = 0; i < batch->deadline_count; i++)
        set_deadline(store, &batch->deadlines[i]);
}

static enum hf_rc commit(void *self, const struct hf_batch *batch, int64_t *position, struct hf_err *err)
{
    struct twin_store *store = self;
    enum twin_fault fault = store->fault;
    void (*meanwhile)(void *context) = store->meanwhile;
    store->fault = TWIN_SOUND;
    store->meanwhile = NULL;
    if (meanwhile != NULL)
        meanwhile(store->meanwhile_context);
    if (store->away || fault == TWIN_LOST_BEFORE)
        return gone(err);
    if (!house_stands(store, batch->house_events))
        return refuse(err, HF_WORD_stale);
    HF_TRY(check_moves(store, batch, err));
    if (commands_meet(store, batch) || tokens_meet(store, batch) || threads_meet(store, batch))
        return refuse(err, HF_WORD_duplicate);
    check_events(batch);
    int64_t base = (int64_t)store->events.count;
    keep_files(store, batch);
    keep_events(store, batch);
    keep_tokens(store, batch);
    keep_rest(store, batch);
    if (fault == TWIN_LOST_AFTER)
        return gone(err);
    if (batch->event_count > 0)
        *position = base;
    return HF_OK;
}

/* ---- claim ---- */

static bool place_before(const struct hf_outbox_row *a, const struct hf_outbox_row *b)
{
    return a->seq != b->seq ? a->seq < b->seq : a->place < b->place;
}

/* A notice waits for an earlier one of the same file and lane that waits or is held. */
static bool must_wait(const struct twin_store *store, const struct delivery *row)
{
    EACH(store->outbox, i)
    {
        const struct delivery *other = &store->outbox.at[i];
        if ((other->state == HF_WAITING || other->state == HF_ON_HOLD) &&
            hf_id_eq(&other->outbox.file, &row->outbox.file) &&
            hf_id_eq(&other->outbox.recipient, &row->outbox.recipient) &&
            other->outbox.lane == row->outbox.lane && place_before(&other->outbox, &row->outbox))
            return true;
    }
    return false;
}

static struct hf_str token_bytes(const struct twin_store *store, const struct hf_id *id)
{
    EACH(store->tokens, i)
    if (hf_id_eq(&store->tokens.at[i].id, id))
        return store->tokens.at[i].bytes;
    return HF_STR_NONE;
}

static bool row_before(const struct hf_outbox_row *a, const struct hf_outbox_row *b)
{
    int order = hf_id_order(&a->file, &b->file);
    return order != 0 ? order < 0 : place_before(a, b);
}

/* Into the order of file and place, as they are told. */
static void insert(struct hf_claim *out, size_t count, struct hf_claim row)
{
    for (; count > 0 && row_before(&row.outbox, &out[count - 1].outbox); count--)
        out[count] = out[count - 1];
    out[count] = row;
}

/* The one of a lane that has waited longest. */
static struct delivery *next_of(struct twin_store *store, const struct hf_lane_room *lane, int64_t now_ms)
{
    struct delivery *best = NULL;
    EACH(store->outbox, i)
    {
        struct delivery *row = &store->outbox.at[i];
        if (row->state == HF_WAITING && row->outbox.next_ms <= now_ms && row->free_ms <= now_ms &&
            row->outbox.lane == lane->lane && hf_id_eq(&row->outbox.recipient, &lane->recipient) &&
            !must_wait(store, row) && (best == NULL || row->outbox.next_ms < best->outbox.next_ms))
            best = row;
    }
    return best;
}

static size_t claim_outbox(struct twin_store *store, const struct hf_claim_ask *ask, struct hf_arena *arena,
                           struct hf_claim *out)
{
    size_t count = 0;
    for (size_t l = 0; l < ask->lane_count; l++)
        for (uint32_t n = 0; n < ask->lanes[l].room && count < ask->limit; n++) {
            struct delivery *best = next_of(store, &ask->lanes[l], ask->now_ms);
            if (best == NULL)
                break;
            best->free_ms = ask->now_ms + ask->lease_ms;
            insert(out, count++,
                   (struct hf_claim){
                       .outbox = best->outbox,
                       .attempts = best->attempts,
                       .since_ms = best->since_ms,
                       .token = hf_arena_keep(arena, token_bytes(store, &best->outbox.token)),
                   });
        }
    return count;
}

static bool due_before(const struct hf_deadline_row *a, const struct hf_deadline_row *b)
{
    return a->due_ms != b->due_ms ? a->due_ms < b->due_ms : hf_id_order(&a->file, &b->file) < 0;
}

static size_t claim_deadlines(struct twin_store *store, const struct hf_claim_ask *ask, struct hf_claim *out)
{
    size_t count = 0;
    while (count < ask->limit) {
        struct waiting *best = NULL;
        EACH(store->deadlines, i)
        {
            struct waiting *row = &store->deadlines.at[i];
            if (row->deadline.due_ms >= 0 && row->deadline.due_ms <= ask->now_ms &&
                row->free_ms <= ask->now_ms && (best == NULL || due_before(&row->deadline, &best->deadline)))
                best = row;
        }
        if (best == NULL)
            break;
        best->free_ms = ask->now_ms + ask->lease_ms;
        out[count++] = (struct hf_claim){.deadline = best->deadline};
    }
    return count;
}

static bool is_on_shelf(const struct delivery *row, const struct hf_id *shelf, const struct hf_id *recipient,
                        int64_t now_ms)
{
    return row->state == HF_SHELVED && hf_id_eq(&row->shelf, shelf) && row->outbox.next_ms <= now_ms &&
           (hf_id_is_zero(recipient) || hf_id_eq(&row->outbox.recipient, recipient));
}

/* Behind an earlier one that is not on a shelf, or is there for later. */
static bool is_behind(const struct twin_store *store, const struct delivery *row, int64_t now_ms)
{
    EACH(store->outbox, i)
    {
        const struct delivery *other = &store->outbox.at[i];
        bool waits = other->state == HF_WAITING || other->state == HF_ON_HOLD ||
                     (other->state == HF_SHELVED && other->outbox.next_ms > now_ms);
        if (waits && hf_id_eq(&other->outbox.file, &row->outbox.file) &&
            hf_id_eq(&other->outbox.recipient, &row->outbox.recipient) &&
            other->outbox.lane == row->outbox.lane && place_before(&other->outbox, &row->outbox))
            return true;
    }
    return false;
}

/* All are chosen before any is leased, so that those of one file go together. */
static size_t claim_shelf(struct twin_store *store, const struct hf_claim_ask *ask, struct hf_arena *arena,
                          struct hf_claim *out)
{
    size_t count = 0;
    size_t *chosen = HF_NEW(arena, size_t, ask->limit + 1);
    EACH(store->outbox, i)
    if (count < ask->limit && is_on_shelf(&store->outbox.at[i], &ask->shelf, &ask->recipient, ask->now_ms) &&
        !is_behind(store, &store->outbox.at[i], ask->now_ms))
        chosen[count++] = i;
    for (size_t i = 0; i < count; i++) {
        struct delivery *row = &store->outbox.at[chosen[i]];
        row->outbox.next_ms = ask->now_ms + ask->lease_ms;
        out[i] = (struct hf_claim){.outbox = row->outbox,
                                   .attempts = row->attempts,
                                   .since_ms = row->since_ms,
                                   .token = hf_arena_keep(arena, token_bytes(store, &row->outbox.token))};
    }
    return count;
}

static enum hf_rc claim(void *self, const struct hf_claim_ask *ask, struct hf_arena *arena,
                        struct hf_claim *out, size_t *count, struct hf_err *err)
{
    struct twin_store *store = self;
    if (store->away)
        return gone(err);
    HF_CHECK(ask->lease_ms > 0);
    switch (ask->kind) {
    case HF_CLAIM_OUTBOX:
        *count = claim_outbox(store, ask, arena, out);
        break;
    case HF_CLAIM_DEADLINES:
        *count = claim_deadlines(store, ask, out);
        break;
    case HF_CLAIM_SHELF:
        *count = claim_shelf(store, ask, arena, out);
        break;
    }
    return HF_OK;
}

/* ---- keep ---- */

static bool same_place(const struct hf_outbox_row *a, const struct hf_outbox_row *b)
{
    return hf_id_eq(&a->file, &b->file) && a->seq == b->seq && a->place == b->place;
}

static enum hf_rc check_keep(const struct twin_store *store, const struct hf_keep *row, struct hf_err *err)
{
    if (row->kind == HF_KEEP_CHECKPOINT) {
        EACH(store->checkpoints, i)
        if (store->checkpoints.at[i].size >= row->checkpoint.size)
            return refuse(err, HF_WORD_stale);
    }
    if (row->kind == HF_KEEP_STAMP) {
        EACH(store->stamps, i)
        if (store->stamps.at[i].size == row->stamp.size && store->stamps.at[i].number == row->stamp.number)
            return refuse(err, HF_WORD_duplicate);
    }
    if (row->kind == HF_KEEP_DELIVERY || row->kind == HF_KEEP_REDRIVE) {
        EACH(store->attempts, i)
        if (same_place(&store->attempts.at[i].outbox, &row->delivery.outbox) &&
            store->attempts.at[i].attempt == row->delivery.attempt)
            return refuse(err, HF_WORD_duplicate);
    }
    return HF_OK;
}

static void keep_attempt(struct twin_store *store, const struct hf_keep *row, bool moves[HF_SHELVED + 1])
{
    struct hf_delivery_row attempt = row->delivery;
    EACH(store->outbox, i)
    {
        struct delivery *held = &store->outbox.at[i];
        if (!same_place(&held->outbox, &attempt.outbox))
            continue;
        if (moves[held->state]) { /* else somebody with a later lease was first */
            held->state = attempt.state;
            held->attempts = attempt.attempt;
            held->outbox.next_ms = attempt.next_ms;
            held->since_ms = attempt.since_ms;
            held->free_ms = 0;
        }
        attempt.outbox = held->outbox;
    }
    attempt.class_name = hf_arena_keep(&store->arena, attempt.class_name);
    attempt.said = hf_arena_keep(&store->arena, attempt.said);
    attempt.wire.address = hf_arena_keep(&store->arena, attempt.wire.address);
    attempt.wire.tls = hf_arena_keep(&store->arena, attempt.wire.tls);
    *ADD(store->attempts) = attempt;
}

static void keep_delivery(struct twin_store *store, const struct hf_keep *row)
{
    keep_attempt(store, row, (bool[]){[HF_WAITING] = true, [HF_ON_HOLD] = true, [HF_SHELVED] = true});
}

static void redrive(struct twin_store *store, const struct hf_keep *row)
{
    struct hf_keep again = *row;
    again.delivery.state = HF_WAITING;
    again.delivery.since_ms = 0;
    keep_attempt(store, &again, (bool[]){[HF_DEAD] = true, [HF_ON_HOLD] = true, [HF_SHELVED] = false});
}

static void keep_snapshot(struct twin_store *store, const struct hf_keep *row)
{
    struct hf_file_row *file = find_file(store, &row->snapshot.file);
    if (file == NULL || file->snapshot_seq >= row->snapshot.snapshot_seq)
        return;
    file->snapshot = hf_arena_keep(&store->arena, row->snapshot.snapshot);
    file->snapshot_seq = row->snapshot.snapshot_seq;
}

static void keep_checkpoint(struct twin_store *store, const struct hf_keep *row)
{
    struct hf_checkpoint_row checkpoint = row->checkpoint;
    checkpoint.frontier = hf_arena_keep(&store->arena, checkpoint.frontier);
    checkpoint.note = hf_arena_keep(&store->arena, checkpoint.note);
    *ADD(store->checkpoints) = checkpoint;
}

static void keep_cosignature(struct twin_store *store, const struct hf_keep *row)
{
    struct hf_cosignature_row cosignature = row->cosignature;
    EACH(store->cosignatures, i)
    if (store->cosignatures.at[i].size == cosignature.size &&
        hf_str_eq(store->cosignatures.at[i].witness, cosignature.witness))
        return;
    cosignature.witness = hf_arena_keep(&store->arena, cosignature.witness);
    cosignature.line = hf_arena_keep(&store->arena, cosignature.line);
    *ADD(store->cosignatures) = cosignature;
}

static void keep_stamp(struct twin_store *store, const struct hf_keep *row)
{
    struct hf_stamp_row stamp = row->stamp;
    struct hf_str *texts[] = {&stamp.note, &stamp.token, &stamp.evidence};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        *texts[i] = hf_arena_keep(&store->arena, *texts[i]);
    *ADD(store->stamps) = stamp;
}

static void keep_chunk(struct twin_store *store, const struct hf_keep *row)
{
    put_chunk(store, &row->chunk);
}

static bool is_sealed_under(const struct hf_chunk_row *chunk, int64_t slot)
{
    uint64_t held = 0;
    for (size_t i = 0; i < 8 && i < chunk->sealed.len; i++)
        held = held << 8 | (unsigned char)chunk->sealed.at[i];
    return held == (uint64_t)slot;
}

static void forget_chunks(struct twin_store *store, const struct hf_forgotten *what)
{
    size_t kept = 0;
    EACH(store->chunks, i)
    if (!hf_id_eq(&store->chunks.at[i].document, &what->subject) ||
        !is_sealed_under(&store->chunks.at[i], what->slot))
        store->chunks.at[kept++] = store->chunks.at[i];
    store->chunks.count = kept;
}

static void forget_message(struct twin_store *store, const struct hf_forgotten *what)
{
    size_t kept = 0;
    EACH(store->tokens, i)
    if (what->slot != HF_MESSAGE_SLOT || !hf_id_eq(&store->tokens.at[i].id, &what->subject))
        store->tokens.at[kept++] = store->tokens.at[i];
    store->tokens.count = kept;
}

static void note_erased(struct twin_store *store, int64_t number)
{
    EACH(store->erased, i)
    if (store->erased.at[i].number == number)
        return;
    ADD(store->erased)->number = number;
}

static void forget(struct twin_store *store, const struct hf_keep *row)
{
    size_t kept = 0;
    forget_chunks(store, &row->forget);
    forget_message(store, &row->forget);
    note_erased(store, row->forget.number);
    EACH(store->disclosures, i)
    if (!hf_id_eq(&store->disclosures.at[i].file, &row->forget.file) ||
        !hf_id_eq(&store->disclosures.at[i].subject, &row->forget.subject) ||
        store->disclosures.at[i].slot != row->forget.slot)
        store->disclosures.at[kept++] = store->disclosures.at[i];
    store->disclosures.count = kept;
}

static void keep_shelved(struct twin_store *store, const struct hf_keep *row)
{
    EACH(store->outbox, i)
    {
        struct delivery *held = &store->outbox.at[i];
        if (held->state != HF_WAITING || !same_place(&held->outbox, &row->shelf.outbox))
            continue;
        held->state = HF_SHELVED;
        held->shelf = row->shelf.shelf;
        held->outbox.next_ms = 0;
        held->free_ms = 0;
    }
}

static bool stands(const struct hf_shelf_row *row, const struct hf_id *shelf)
{
    for (size_t i = 0; i < row->count; i++)
        if (hf_id_eq(&row->shelves[i], shelf))
            return true;
    return false;
}

static void keep_unshelved(struct twin_store *store, const struct hf_keep *row)
{
    EACH(store->outbox, i)
    {
        struct delivery *held = &store->outbox.at[i];
        if (held->state != HF_SHELVED || stands(&row->shelf, &held->shelf))
            continue;
        held->state = HF_WAITING;
        held->outbox.next_ms = (int64_t)i;
    }
}

static void keep_use(struct twin_store *store, const struct hf_keep *row)
{
    EACH(store->uses, i)
    {
        struct hf_use_row *held = &store->uses.at[i];
        if (!hf_id_eq(&held->file, &row->use.file) || held->instance != row->use.instance)
            continue;
        if (held->at_ms < row->use.at_ms)
            held->at_ms = row->use.at_ms;
        return;
    }
    *ADD(store->uses) = row->use;
}

static void keep_looked(struct twin_store *store, const struct hf_keep *row)
{
    struct twin_key key = {.first = row->looked.file};
    long at = twin_index_find(&store->deadline_index, &key);
    if (at == TWIN_NO_ROW || store->deadlines.at[at].free_ms != row->looked.leased_ms)
        return;
    store->deadlines.at[at] = (struct waiting){.deadline = {row->looked.file, row->looked.due_ms}};
}

static enum hf_rc keep(void *self, const struct hf_keep *rows, size_t count, struct hf_err *err)
{
    static void (*const kinds[])(struct twin_store * store, const struct hf_keep *row) = {
        [HF_KEEP_DELIVERY] = keep_delivery, [HF_KEEP_REDRIVE] = redrive,
        [HF_KEEP_SNAPSHOT] = keep_snapshot, [HF_KEEP_CHECKPOINT] = keep_checkpoint,
        [HF_KEEP_CHUNK] = keep_chunk,       [HF_FORGET] = forget,
        [HF_KEEP_SHELVED] = keep_shelved,   [HF_KEEP_UNSHELVED] = keep_unshelved,
        [HF_KEEP_USE] = keep_use,           [HF_KEEP_LOOKED] = keep_looked,
        [HF_KEEP_STAMP] = keep_stamp,       [HF_KEEP_COSIGNATURE] = keep_cosignature,
    };
    struct twin_store *store = self;
    if (store->away)
        return gone(err);
    for (size_t i = 0; i < count; i++)
        HF_TRY(check_keep(store, &rows[i], err));
    for (size_t i = 0; i < count; i++)
        kinds[rows[i].kind](store, &rows[i]);
    return HF_OK;
}

/* ---- ask ---- */

struct asking {
    struct twin_store *store;
    const struct hf_ask *ask;
    hf_row_fn row;
    void *context;
    struct hf_err *err;
};

static enum hf_rc give(const struct asking *a, const struct hf_answer_row *row)
{
    return a->row(a->context, row, a->err);
}

static struct hf_file_row head_only(const struct hf_file_row *file)
{
    return (struct hf_file_row){.file = file->file,
                                .kind = file->kind,
                                .name = file->name,
                                .seq = file->seq,
                                .link = file->link,
                                .at_ms = file->at_ms};
}

static enum hf_rc ask_files_of_kind(const struct asking *a)
{
    const struct hf_file_row *last = NULL;
    for (;;) {
        const struct hf_file_row *next = NULL;
        EACH(a->store->files, i)
        {
            const struct hf_file_row *file = &a->store->files.at[i];
            bool after = last == NULL ? a->ask->name.len == 0 || hf_str_order(file->name, a->ask->name) > 0
                                      : hf_str_order(file->name, last->name) > 0 ||
                                            (hf_str_eq(file->name, last->name) && file > last);
            if (file->kind == a->ask->kind && after &&
                (next == NULL || hf_str_order(file->name, next->name) < 0))
                next = file;
        }
        if (next == NULL)
            return HF_OK;
        HF_TRY(give(a, &(struct hf_answer_row){.file = head_only(next)}));
        last = next;
    }
}

static enum hf_rc ask_file_by_name(const struct asking *a)
{
    EACH(a->store->files, i)
    {
        const struct hf_file_row *file = &a->store->files.at[i];
        if (file->kind == a->ask->kind && hf_str_eq(file->name, a->ask->name))
            HF_TRY(give(a, &(struct hf_answer_row){.file = head_only(file)}));
    }
    return HF_OK;
}

static bool has_grown(const struct asking *a, const struct hf_id *file)
{
    for (size_t i = (size_t)a->ask->from - 1; i < a->store->events.count; i++)
        if (hf_id_eq(&a->store->events.at[i].event.file, file))
            return true;
    return false;
}

static struct hf_event_row first_event(const struct asking *a, const struct hf_id *file)
{
    EACH(a->store->events, i)
    {
        const struct hf_event_row *event = &a->store->events.at[i].event;
        if (event->seq == 1 && hf_id_eq(&event->file, file))
            return (struct hf_event_row){.payload = event->payload};
    }
    return (struct hf_event_row){0};
}

static int64_t events_of_heads(const struct asking *a)
{
    int64_t count = 0;
    EACH(a->store->files, i)
    if (a->store->files.at[i].kind == HF_FILE_HEADS)
        count += a->store->files.at[i].seq;
    return count;
}

/* The mark is one more than the leaves there were, since 0 asks for all. */
static enum hf_rc ask_heads(const struct asking *a)
{
    int64_t size = (int64_t)a->store->events.count, own = events_of_heads(a);
    bool given = false;
    EACH(a->store->files, i)
    {
        const struct hf_file_row *file = &a->store->files.at[i];
        if (file->kind == HF_FILE_HEADS || (a->ask->from > 0 && !has_grown(a, &file->file)))
            continue;
        HF_TRY(give(a, &(struct hf_answer_row){.file = head_only(file),
                                               .event = first_event(a, &file->file),
                                               .figures = {size, size + 1, 0, own}}));
        given = true;
    }
    return given ? HF_OK : give(a, &(struct hf_answer_row){.figures = {size, size + 1, 0, own}});
}

static enum hf_rc ask_events_of_file(const struct asking *a)
{
    EACH(a->store->events, i)
    {
        const struct hf_event_row *event = &a->store->events.at[i].event;
        if (hf_id_eq(&event->file, &a->ask->id) && event->seq >= a->ask->from && event->seq <= a->ask->to)
            HF_TRY(give(a, &(struct hf_answer_row){.event = *event}));
    }
    return HF_OK;
}

static bool is_within(const struct asking *a, const struct hf_id *file)
{
    return a->ask->count != 2 ||
           (hf_id_order(&a->ask->files[0], file) <= 0 && hf_id_order(file, &a->ask->files[1]) <= 0);
}

static int by_file_and_seq(const void *a, const void *b)
{
    const struct hf_leaf_row *one = a, *other = b;
    int order = hf_id_order(&one->event.file, &other->event.file);
    return order != 0 ? order : (one->event.seq > other->event.seq) - (one->event.seq < other->event.seq);
}

static enum hf_rc give_event(const struct asking *a, const struct hf_leaf_row *leaf)
{
    struct hf_answer_row row = {.event = leaf->event};
    if (leaf->command != NULL)
        row.command = *leaf->command;
    return is_within(a, &leaf->event.file) ? give(a, &row) : HF_OK;
}

static enum hf_rc ask_events(const struct asking *a)
{
    enum hf_rc rc = HF_OK;
    size_t count = a->store->events.count;
    struct hf_leaf_row *row = malloc((count + 1) * sizeof *row);
    HF_CHECK(row != NULL);
    for (size_t i = 0; i < count; i++)
        row[i] = a->store->events.at[i];
    qsort(row, count, sizeof *row, by_file_and_seq);
    for (size_t i = 0; i < count && rc == HF_OK; i++)
        rc = give_event(a, &row[i]);
    free(row);
    return rc;
}

/* Rows of a stretch, told in the order that they are put into. */
struct stretch {
    const struct asking *a;
    TABLE(hf_answer_row) rows;
};

static void add(struct stretch *s, const struct hf_id *file, struct hf_answer_row row)
{
    if (is_within(s->a, file))
        *ADD(s->rows) = row;
}

static enum hf_rc tell_sorted(struct stretch *s, int (*order)(const void *a, const void *b))
{
    enum hf_rc rc = HF_OK;
    if (s->rows.count > 1)
        qsort(s->rows.at, s->rows.count, sizeof *s->rows.at, order);
    for (size_t i = 0; i < s->rows.count && rc == HF_OK; i++)
        rc = give(s->a, &s->rows.at[i]);
    free(s->rows.at);
    return rc;
}

static int number_order(uint32_t one, uint32_t other)
{
    return (one > other) - (one < other);
}

static int by_snapshot(const void *a, const void *b)
{
    const struct hf_answer_row *one = a, *other = b;
    return hf_id_order(&one->file.file, &other->file.file);
}

static enum hf_rc ask_snapshots(const struct asking *a)
{
    struct stretch s = {.a = a};
    EACH(a->store->files, i)
    {
        const struct hf_file_row *file = &a->store->files.at[i];
        if (file->snapshot.len > 0)
            add(&s, &file->file,
                (struct hf_answer_row){.file = {.file = file->file,
                                                .snapshot = file->snapshot,
                                                .snapshot_seq = file->snapshot_seq}});
    }
    return tell_sorted(&s, by_snapshot);
}

static int by_value(const void *a, const void *b)
{
    const struct hf_disclosure_row *one = &((const struct hf_answer_row *)a)->disclosure,
                                   *other = &((const struct hf_answer_row *)b)->disclosure;
    int order = hf_id_order(&one->file, &other->file), seq = number_order(one->seq, other->seq);
    return order != 0 ? order : seq != 0 ? seq : number_order(one->place, other->place);
}

static enum hf_rc ask_disclosures(const struct asking *a)
{
    struct stretch s = {.a = a};
    EACH(a->store->disclosures, i)
    add(&s, &a->store->disclosures.at[i].file,
        (struct hf_answer_row){.disclosure = a->store->disclosures.at[i]});
    return tell_sorted(&s, by_value);
}

static int by_thread(const void *a, const void *b)
{
    const struct hf_thread_row *one = &((const struct hf_answer_row *)a)->thread,
                               *other = &((const struct hf_answer_row *)b)->thread;
    int order = hf_id_order(&one->file, &other->file);
    return order != 0 ? order : hf_id_order(&one->thread, &other->thread);
}

static enum hf_rc ask_threads(const struct asking *a)
{
    struct stretch s = {.a = a};
    EACH(a->store->threads, i)
    add(&s, &a->store->threads.at[i].file, (struct hf_answer_row){.thread = a->store->threads.at[i]});
    return tell_sorted(&s, by_thread);
}

static int by_notice(const void *a, const void *b)
{
    const struct hf_outbox_row *one = &((const struct hf_answer_row *)a)->delivery.outbox,
                               *other = &((const struct hf_answer_row *)b)->delivery.outbox;
    int order = hf_id_order(&one->file, &other->file), seq = number_order(one->seq, other->seq);
    return order != 0 ? order : seq != 0 ? seq : number_order(one->place, other->place);
}

static int64_t state_left(const struct twin_store *store, const struct delivery *row)
{
    EACH(store->attempts, i)
    if (same_place(&store->attempts.at[i].outbox, &row->outbox) &&
        store->attempts.at[i].attempt == row->attempts)
        return store->attempts.at[i].state;
    return -1;
}

static enum hf_rc ask_outbox(const struct asking *a)
{
    struct stretch s = {.a = a};
    EACH(a->store->outbox, i)
    {
        const struct delivery *row = &a->store->outbox.at[i];
        add(&s, &row->outbox.file,
            (struct hf_answer_row){.delivery = {.outbox = row->outbox,
                                                .attempt = row->attempts,
                                                .state = row->state,
                                                .next_ms = row->outbox.next_ms,
                                                .since_ms = row->since_ms},
                                   .figures = {state_left(a->store, row), row->free_ms}});
    }
    return tell_sorted(&s, by_notice);
}

static int by_deadline(const void *a, const void *b)
{
    const struct hf_answer_row *one = a, *other = b;
    return hf_id_order(&one->deadline.file, &other->deadline.file);
}

static enum hf_rc ask_deadlines(const struct asking *a)
{
    struct stretch s = {.a = a};
    EACH(a->store->deadlines, i)
    {
        const struct waiting *row = &a->store->deadlines.at[i];
        if (row->deadline.due_ms >= 0)
            add(&s, &row->deadline.file,
                (struct hf_answer_row){.deadline = row->deadline, .figures = {row->free_ms}});
    }
    return tell_sorted(&s, by_deadline);
}

/* Nothing here hangs on nothing: rows come by commits alone. */
static enum hf_rc ask_strays(const struct asking *a)
{
    (void)a;
    return HF_OK;
}

/* Rows are added in the order of their commits, which is that of seq and place within a file. */
static enum hf_rc ask_disclosures_of_file(const struct asking *a)
{
    EACH(a->store->disclosures, i)
    if (hf_id_eq(&a->store->disclosures.at[i].file, &a->ask->id))
        HF_TRY(give(a, &(struct hf_answer_row){.disclosure = a->store->disclosures.at[i]}));
    return HF_OK;
}

static enum hf_rc ask_slots(const struct asking *a)
{
    for (size_t i = 0; i < a->ask->count; i++) {
        struct hf_disclosure_row slot = {
            .file = a->ask->files[i], .subject = a->ask->subjects[i], .slot = -1};
        EACH(a->store->disclosures, k)
        {
            const struct hf_disclosure_row *row = &a->store->disclosures.at[k];
            if (hf_id_eq(&row->file, &slot.file) && hf_id_eq(&row->subject, &slot.subject))
                slot.slot = row->slot;
        }
        if (slot.slot >= 0)
            HF_TRY(give(a, &(struct hf_answer_row){.disclosure = slot}));
    }
    return HF_OK;
}

static enum hf_rc ask_thread(const struct asking *a)
{
    EACH(a->store->threads, i)
    if (hf_id_eq(&a->store->threads.at[i].thread, &a->ask->id))
        HF_TRY(give(a, &(struct hf_answer_row){.thread = a->store->threads.at[i]}));
    return HF_OK;
}

static enum hf_rc ask_token(const struct asking *a)
{
    EACH(a->store->tokens, i)
    if (hf_id_eq(&a->store->tokens.at[i].id, &a->ask->id))
        HF_TRY(give(a, &(struct hf_answer_row){.token = a->store->tokens.at[i]}));
    return HF_OK;
}

/* The last attempt of an outbox row, or its bare row. */
static struct hf_delivery_row last_attempt(const struct twin_store *store, const struct delivery *row)
{
    struct hf_delivery_row out = {.outbox = row->outbox};
    EACH(store->attempts, i)
    if (same_place(&store->attempts.at[i].outbox, &row->outbox) &&
        store->attempts.at[i].attempt == row->attempts)
        out = store->attempts.at[i];
    out.outbox = row->outbox;
    out.attempt = row->attempts;
    out.state = row->state;
    out.next_ms = row->outbox.next_ms;
    out.since_ms = row->since_ms;
    return out;
}

static enum hf_rc ask_outbox_of_file(const struct asking *a)
{
    EACH(a->store->outbox, i)
    if (hf_id_eq(&a->store->outbox.at[i].outbox.file, &a->ask->id)) {
        struct hf_answer_row row = {.delivery = last_attempt(a->store, &a->store->outbox.at[i])};
        HF_TRY(give(a, &row));
    }
    return HF_OK;
}

static enum hf_rc ask_outbox_of_recipient(const struct asking *a)
{
    EACH(a->store->outbox, i)
    if (hf_id_eq(&a->store->outbox.at[i].outbox.recipient, &a->ask->id) &&
        (int64_t)a->store->outbox.at[i].state == a->ask->from) {
        struct hf_answer_row row = {.delivery = last_attempt(a->store, &a->store->outbox.at[i])};
        HF_TRY(give(a, &row));
    }
    return HF_OK;
}

static bool attempt_before(const struct hf_delivery_row *a, const struct hf_delivery_row *b)
{
    return same_place(&a->outbox, &b->outbox) ? a->attempt < b->attempt
                                              : place_before(&a->outbox, &b->outbox);
}

static enum hf_rc ask_attempts_of_file(const struct asking *a)
{
    const struct hf_delivery_row *last = NULL;
    for (;;) {
        const struct hf_delivery_row *next = NULL;
        EACH(a->store->attempts, i)
        {
            const struct hf_delivery_row *row = &a->store->attempts.at[i];
            if (hf_id_eq(&row->outbox.file, &a->ask->id) && (last == NULL || attempt_before(last, row)) &&
                (next == NULL || attempt_before(row, next)))
                next = row;
        }
        if (next == NULL)
            return HF_OK;
        HF_TRY(give(a, &(struct hf_answer_row){.delivery = *next}));
        last = next;
    }
}

static enum hf_rc ask_shelves_due(const struct asking *a)
{
    for (size_t s = 0; s < a->ask->count; s++)
        EACH(a->store->outbox, i)
    if (is_on_shelf(&a->store->outbox.at[i], &a->ask->files[s], &a->ask->subjects[s], a->ask->from)) {
        HF_TRY(give(a, &(struct hf_answer_row){.file = {.file = a->ask->files[s]}}));
        break;
    }
    return HF_OK;
}

static bool is_asked(const struct asking *a, const struct hf_id *token)
{
    for (size_t i = 0; i < a->ask->count; i++)
        if (hf_id_eq(&a->ask->files[i], token))
            return true;
    return false;
}

static enum hf_rc ask_shelved(const struct asking *a)
{
    EACH(a->store->outbox, i)
    {
        const struct delivery *held = &a->store->outbox.at[i];
        if (held->state != HF_SHELVED || !hf_id_eq(&held->shelf, &a->ask->id) ||
            !is_asked(a, &held->outbox.token))
            continue;
        HF_TRY(give(a, &(struct hf_answer_row){
                           .delivery = {.outbox = held->outbox,
                                        .attempt = held->attempts,
                                        .state = held->state,
                                        .next_ms = held->outbox.next_ms},
                           .token = {held->outbox.token, token_bytes(a->store, &held->outbox.token)}}));
    }
    return HF_OK;
}

static enum hf_rc ask_credential_uses(const struct asking *a)
{
    EACH(a->store->uses, i)
    if (hf_id_eq(&a->store->uses.at[i].file, &a->ask->id))
        HF_TRY(give(a, &(struct hf_answer_row){.use = a->store->uses.at[i]}));
    return HF_OK;
}

static enum hf_rc ask_leaves(const struct asking *a)
{
    size_t to = a->ask->to > 0 ? (size_t)a->ask->to : a->store->events.count;
    for (size_t i = (size_t)a->ask->from; i < a->store->events.count && i < to; i++) {
        struct hf_answer_row row = {.leaf = HF_PART(a->store->events.at[i].leaf), .figures = {(int64_t)i}};
        HF_TRY(give(a, &row));
    }
    return HF_OK;
}

/* The cosignature of that size by the next witness, in the order of their names; NULL: it was the last. */
static const struct hf_cosignature_row *next_cosignature(const struct twin_store *store, int64_t size,
                                                         const struct hf_cosignature_row *last)
{
    const struct hf_cosignature_row *next = NULL;
    EACH(store->cosignatures, i)
    {
        const struct hf_cosignature_row *row = &store->cosignatures.at[i];
        if (row->size == size && (last == NULL || hf_str_order(last->witness, row->witness) < 0) &&
            (next == NULL || hf_str_order(row->witness, next->witness) < 0))
            next = row;
    }
    return next;
}

/* With the lines of witnesses behind its note. */
static enum hf_rc give_checkpoint(const struct asking *a, struct hf_checkpoint_row row)
{
    char room[4096];
    struct hf_buf note = HF_BUF(room);
    const struct hf_cosignature_row *next = NULL;
    hf_buf_put(&note, row.note);
    while ((next = next_cosignature(a->store, row.size, next)) != NULL)
        hf_buf_put(&note, next->line);
    HF_CHECK(!note.full);
    row.note = hf_buf_str(&note);
    return give(a, &(struct hf_answer_row){.checkpoint = row});
}

/* Only larger ones are kept, so they stand by size. */
static enum hf_rc ask_checkpoints(const struct asking *a)
{
    EACH(a->store->checkpoints, i)
    HF_TRY(give_checkpoint(a, a->store->checkpoints.at[i]));
    return HF_OK;
}

static enum hf_rc ask_last_checkpoint(const struct asking *a)
{
    for (size_t i = a->store->checkpoints.count; i > 0; i--)
        if (a->ask->to == 0 || a->store->checkpoints.at[i - 1].size <= a->ask->to)
            return give_checkpoint(a, a->store->checkpoints.at[i - 1]);
    return HF_OK;
}

/* By size, then number: few, so each next one is looked for. */
static bool stands_before(const struct hf_stamp_row *a, const struct hf_stamp_row *b)
{
    return a->size < b->size || (a->size == b->size && a->number < b->number);
}

static enum hf_rc ask_stamps(const struct asking *a)
{
    const struct hf_stamp_row *last = NULL;
    for (;;) {
        const struct hf_stamp_row *next = NULL;
        EACH(a->store->stamps, i)
        if ((last == NULL || stands_before(last, &a->store->stamps.at[i])) &&
            (next == NULL || stands_before(&a->store->stamps.at[i], next)))
            next = &a->store->stamps.at[i];
        if (next == NULL)
            return HF_OK;
        HF_TRY(give(a, &(struct hf_answer_row){.stamp = *next}));
        last = next;
    }
}

static enum hf_rc ask_chunks(const struct asking *a)
{
    for (uint32_t index = 0;; index++) {
        const struct hf_chunk_row *next = NULL;
        EACH(a->store->chunks, i)
        if (hf_id_eq(&a->store->chunks.at[i].document, &a->ask->id) &&
            a->store->chunks.at[i].index >= index &&
            (next == NULL || a->store->chunks.at[i].index < next->index))
            next = &a->store->chunks.at[i];
        if (next == NULL)
            return HF_OK;
        HF_TRY(give(a, &(struct hf_answer_row){.chunk = *next}));
        index = next->index;
    }
}

static enum hf_rc ask_erased(const struct asking *a)
{
    struct hf_answer_row row = {.figures = {(int64_t)a->store->erased.count}};
    return give(a, &row);
}

static enum hf_rc ask_counts(const struct asking *a)
{
    struct hf_answer_row row = {
        .figures = {(int64_t)a->store->events.count, (int64_t)a->store->files.count, 0}};
    EACH(a->store->outbox, i)
    row.figures[2] += a->store->outbox.at[i].state == HF_WAITING;
    return give(a, &row);
}

static enum hf_rc ask(void *self, enum hf_question question, const struct hf_ask *parameters, hf_row_fn row,
                      void *context, struct hf_err *err)
{
    static enum hf_rc (*const questions[HF_QUESTION_COUNT])(const struct asking *a) = {
#define QUESTION(name) [HF_ASK_##name] = ask_##name,
        HF_QUESTIONS(QUESTION)
#undef QUESTION
    };
    struct asking a = {.store = self, .ask = parameters, .row = row, .context = context, .err = err};
    return a.store->away ? gone(err) : questions[question](&a);
}

/* ---- seen ---- */

static enum hf_rc give_house(void *self, hf_row_fn house, void *context, struct hf_err *err)
{
    for (enum hf_file_kind kind = HF_FILE_AUTHORITY; kind <= HF_FILE_PEOPLE; kind++)
        HF_TRY(ask(self, HF_ASK_files_of_kind, &(struct hf_ask){.kind = kind}, house, context, err));
    return HF_OK;
}

static enum hf_rc seen(void *self, const struct hf_seen_ask *asks, size_t count, struct hf_seen_row *out,
                       hf_row_fn house, void *context, struct hf_err *err)
{
    struct twin_store *store = self;
    if (store->away)
        return gone(err);
    for (size_t i = 0; i < count; i++) {
        const struct done *done = find_command(store, &asks[i].actor, &asks[i].command);
        out[i] = (struct hf_seen_row){.found = done != NULL, .thread = find_thread(store, &asks[i].thread)};
        if (done == NULL)
            continue;
        out[i].digest = done->command.digest;
        out[i].file = done->file;
        out[i].seq = done->seq;
        out[i].count = done->command.count;
    }
    return house == NULL ? HF_OK : give_house(self, house, context, err);
}

struct hf_ledger twin_ledger(struct twin_store *store)
{
    return (struct hf_ledger){.self = store,
                              .load = load,
                              .seen = seen,
                              .commit = commit,
                              .claim = claim,
                              .keep = keep,
                              .ask = ask};
}
