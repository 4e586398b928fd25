/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reading files and commands seen before. Heads come first and tell how much there is to read; then snapshots
 * and events of as many files as there is room for. The three reads of a load see one moment of the database,
 * since a head that is newer than its events would be a broken file.
 */
#include "pg/store.h"

static struct hf_str kept(struct hf_arena *arena, const PGresult *result, int row, int column)
{
    return hf_arena_keep(arena, hf_row_str(result, row, column));
}

/* One load: what is known of the rows so far, and of each file where its snapshot ends (0: none is read any
 * more) and after which seq its events are read. */
struct loading {
    struct hf_pg_ledger *store;
    struct hf_arena *arena;
    struct hf_file_row *rows;
    uint32_t *snapshot, *after;
    size_t count;
};

/* The files that are still asked for, and a seq of each. */
static void send_files(const struct loading *l, enum hf_sql statement, const uint32_t *seqs)
{
    struct hf_params *p = hf_store_params(l->store);
    hf_params_array(p, HF_OID_UUID);
    for (size_t i = 0; i < l->count; i++)
        hf_params_id(p, &l->rows[i].file);
    hf_params_array(p, HF_OID_I32);
    for (size_t i = 0; i < l->count; i++)
        hf_params_i32(p, (int32_t)seqs[i]);
    hf_session_send(&l->store->session, statement);
}

/* The place of a row among the asks is its first column, from 1. */
static struct hf_file_row *of_row(const PGresult *result, int row, const struct loading *l)
{
    return &l->rows[hf_row_int(result, row, 0) - 1];
}

/* Of a long snapshot the bytes are not there yet, only how many they are. */
static void take_heads(const PGresult *result, struct loading *l)
{
    for (int i = 0; i < PQntuples(result); i++) {
        struct hf_file_row *file = of_row(result, i, l);
        file->kind = (enum hf_file_kind)hf_row_int(result, i, 1);
        file->name = kept(l->arena, result, i, 2);
        file->seq = (uint32_t)hf_row_int(result, i, 3);
        hf_row_bytes(result, i, 4, &file->link, sizeof file->link);
        file->at_ms = hf_row_int(result, i, 5);
        file->snapshot_seq = (uint32_t)hf_row_int(result, i, 6);
        file->snapshot.len = (size_t)hf_row_int(result, i, 7);
        if (!PQgetisnull(result, i, 8))
            file->snapshot = kept(l->arena, result, i, 8);
    }
}

static void take_snapshots(const PGresult *result, struct loading *l)
{
    for (int i = 0; i < PQntuples(result); i++)
        of_row(result, i, l)->snapshot = kept(l->arena, result, i, 1);
}

/* Rows come item by item, so the events of one file lie together. */
static void take_events(const PGresult *result, struct loading *l)
{
    int count = PQntuples(result);
    struct hf_event_row *events = HF_NEW(l->arena, struct hf_event_row, (size_t)count);
    for (int i = 0; i < count; i++) {
        struct hf_file_row *file = of_row(result, i, l);
        events[i].file = file->file;
        events[i].seq = (uint32_t)hf_row_int(result, i, 1);
        hf_row_bytes(result, i, 2, &events[i].blind, sizeof events[i].blind);
        events[i].header = kept(l->arena, result, i, 3);
        events[i].payload = kept(l->arena, result, i, 4);
        events[i].position = -1;
        if (file->count++ == 0)
            file->events = &events[i];
    }
}

/* The first files, of which all there is to read is sure to have room; where each is read from. */
static void measure(struct loading *l)
{
    size_t room = (l->arena->size - l->arena->used) / 2, most = 0, count = l->count;
    for (l->count = 0; l->count < count; l->count++) {
        const struct hf_file_row *file = &l->rows[l->count];
        uint32_t *after = &l->after[l->count];
        l->snapshot[l->count] = file->snapshot.at == NULL ? file->snapshot_seq : 0;
        if (file->snapshot_seq > 0)
            *after = file->snapshot_seq;
        most += file->snapshot.len + (file->seq > *after ? file->seq - *after : 0) * HF_EVENT_ROOM;
        if (l->count > 0 && most > room)
            return;
    }
}

static void take_by(struct loading *l, void (*take)(const PGresult *result, struct loading *l))
{
    PGresult *result = hf_session_take(&l->store->session);
    if (result != NULL)
        take(result, l);
    PQclear(result);
}

enum hf_rc hf_store_load(void *self, const struct hf_file_ask *asks, size_t *count, struct hf_arena *arena,
                         struct hf_file_row *out, struct hf_err *err)
{
    struct hf_pg_ledger *store = self;
    struct hf_session *session = &store->session;
    struct loading l = {.store = store,
                        .arena = arena,
                        .rows = HF_NEW(arena, struct hf_file_row, *count),
                        .snapshot = HF_NEW(arena, uint32_t, *count),
                        .after = HF_NEW(arena, uint32_t, *count),
                        .count = *count};
    HF_TRY(hf_session_ready(session, err));
    for (size_t i = 0; i < *count; i++) {
        l.rows[i].file = asks[i].file;
        l.after[i] = asks[i].after_seq;
    }
    hf_session_begin(session, err);
    hf_session_send_text(session, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    send_files(&l, HF_SQL_file_heads, l.after);
    hf_session_flush(session);
    PQclear(hf_session_take(session));
    take_by(&l, take_heads);
    hf_session_turn(session);
    measure(&l);
    send_files(&l, HF_SQL_file_snapshots, l.snapshot);
    send_files(&l, HF_SQL_file_events, l.after);
    hf_session_send_text(session, "COMMIT");
    hf_session_flush(session);
    take_by(&l, take_snapshots);
    take_by(&l, take_events);
    HF_TRY(hf_session_end(session));
    if (l.count > 0)
        memcpy(out, l.rows, l.count * sizeof *l.rows);
    *count = l.count;
    return HF_OK;
}

static void take_seen(const PGresult *result, struct hf_seen_row *out)
{
    for (int i = 0; i < PQntuples(result); i++) {
        struct hf_seen_row *seen = &out[hf_row_int(result, i, 0) - 1];
        seen->found = true;
        hf_row_bytes(result, i, 1, &seen->digest, sizeof seen->digest);
        seen->file = hf_row_id(result, i, 2);
        seen->seq = (uint32_t)hf_row_int(result, i, 3);
        seen->count = (uint32_t)hf_row_int(result, i, 4);
    }
}

static void take_threads(const PGresult *result, struct hf_seen_row *out)
{
    for (int i = 0; i < PQntuples(result); i++) {
        struct hf_thread_row *thread = &out[hf_row_int(result, i, 0) - 1].thread;
        thread->thread = hf_row_id(result, i, 1);
        thread->file = hf_row_id(result, i, 2);
        thread->authority = hf_row_id(result, i, 3);
        thread->instance = PQgetisnull(result, i, 4) ? HF_NO_INSTANCE : (hf_instance)hf_row_int(result, i, 4);
    }
}

static enum hf_rc give_house(const PGresult *result, hf_row_fn house, void *context, struct hf_err *err)
{
    for (int i = 0; house != NULL && i < PQntuples(result); i++)
        HF_TRY(house(context, &(struct hf_answer_row){.file = hf_store_head(result, i)}, err));
    return HF_OK;
}

/* As those below, it says whether anything was sent: where nobody asks, nothing is. */
static bool send_seen(struct hf_pg_ledger *store, const struct hf_seen_ask *asks, size_t count)
{
    if (count == 0)
        return false;
    struct hf_params *p = hf_store_params(store);
    hf_params_array(p, HF_OID_UUID);
    for (size_t i = 0; i < count; i++)
        hf_params_id(p, &asks[i].actor);
    hf_params_array(p, HF_OID_UUID);
    for (size_t i = 0; i < count; i++)
        hf_params_id(p, &asks[i].command);
    hf_session_send(&store->session, HF_SQL_command_seen);
    return true;
}

static bool send_threads(struct hf_pg_ledger *store, const struct hf_seen_ask *asks, size_t count)
{
    bool any = false;
    for (size_t i = 0; i < count; i++)
        any = any || !hf_id_is_zero(&asks[i].thread);
    if (!any)
        return false;
    struct hf_params *p = hf_store_params(store);
    hf_params_array(p, HF_OID_UUID);
    for (size_t i = 0; i < count; i++)
        hf_params_id(p, &asks[i].thread);
    hf_session_send(&store->session, HF_SQL_threads);
    return true;
}

static bool send_house(struct hf_pg_ledger *store, bool wanted)
{
    if (wanted) {
        hf_store_params(store);
        hf_session_send(&store->session, HF_SQL_files_of_house);
    }
    return wanted;
}

enum hf_rc hf_store_seen(void *self, const struct hf_seen_ask *asks, size_t count, struct hf_seen_row *out,
                         hf_row_fn house, void *context, struct hf_err *err)
{
    struct hf_pg_ledger *store = self;
    HF_TRY(hf_session_ready(&store->session, err));
    hf_session_begin(&store->session, err);
    const bool sent[] = {send_seen(store, asks, count), send_threads(store, asks, count),
                         send_house(store, house != NULL)};
    PGresult *result[sizeof sent / sizeof sent[0]];
    hf_session_flush(&store->session);
    for (size_t i = 0; i < sizeof sent / sizeof sent[0]; i++)
        result[i] = sent[i] ? hf_session_take(&store->session) : NULL;
    enum hf_rc rc = hf_session_end(&store->session);
    if (rc == HF_OK) {
        if (count > 0)
            memset(out, 0, count * sizeof *out);
        take_seen(result[0], out);
        take_threads(result[1], out);
        rc = give_house(result[2], house, context, err);
    }
    for (size_t i = 0; i < sizeof sent / sizeof sent[0]; i++)
        PQclear(result[i]);
    return rc;
}
