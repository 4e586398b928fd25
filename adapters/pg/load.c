/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reading files and commands seen before. The three reads of a load (heads, snapshots, events) see one moment
 * of the database, since a head that is newer than its events would be a broken file.
 */
#include "pg/store.h"

static struct hf_str kept(struct hf_arena *arena, const PGresult *result, int row, int column)
{
    return hf_arena_keep(arena, hf_row_str(result, row, column));
}

static void send_asks(struct hf_pg_ledger *store, enum hf_sql statement, const struct hf_file_ask *asks,
                      size_t count)
{
    struct hf_params *p = hf_store_params(store);
    hf_params_array(p, HF_OID_UUID);
    for (size_t i = 0; i < count; i++)
        hf_params_id(p, &asks[i].file);
    if (statement != HF_SQL_file_heads) {
        hf_params_array(p, HF_OID_I32);
        for (size_t i = 0; i < count; i++)
            hf_params_i32(p, (int32_t)asks[i].after_seq);
    }
    hf_session_send(&store->session, statement);
}

/* The place of a row among the asks is its first column, from 1. */
static struct hf_file_row *of_row(const PGresult *result, int row, struct hf_file_row *out)
{
    return &out[hf_row_int(result, row, 0) - 1];
}

static void take_heads(const PGresult *result, struct hf_arena *arena, struct hf_file_row *out)
{
    for (int i = 0; i < PQntuples(result); i++) {
        struct hf_file_row *file = of_row(result, i, out);
        file->kind = (enum hf_file_kind)hf_row_int(result, i, 1);
        file->name = kept(arena, result, i, 2);
        file->seq = (uint32_t)hf_row_int(result, i, 3);
        hf_row_bytes(result, i, 4, &file->link, sizeof file->link);
        file->at_ms = hf_row_int(result, i, 5);
    }
}

static void take_snapshots(const PGresult *result, struct hf_arena *arena, struct hf_file_row *out)
{
    for (int i = 0; i < PQntuples(result); i++) {
        struct hf_file_row *file = of_row(result, i, out);
        file->snapshot_seq = (uint32_t)hf_row_int(result, i, 1);
        file->snapshot = kept(arena, result, i, 2);
    }
}

/* Rows come by place and seq, so the events of one file lie together. */
static void take_events(const PGresult *result, struct hf_arena *arena, struct hf_file_row *out)
{
    int count = PQntuples(result);
    struct hf_event_row *events = HF_NEW(arena, struct hf_event_row, (size_t)count);
    for (int i = 0; i < count; i++) {
        struct hf_file_row *file = of_row(result, i, out);
        events[i].file = file->file;
        events[i].seq = (uint32_t)hf_row_int(result, i, 1);
        hf_row_bytes(result, i, 2, &events[i].blind, sizeof events[i].blind);
        events[i].header = kept(arena, result, i, 3);
        events[i].payload = kept(arena, result, i, 4);
        events[i].position = -1;
        if (file->count++ == 0)
            file->events = &events[i];
    }
}

enum hf_rc hf_store_load(void *self, const struct hf_file_ask *asks, size_t count, struct hf_arena *arena,
                         struct hf_file_row *out, struct hf_err *err)
{
    static const struct {
        enum hf_sql statement;
        void (*take)(const PGresult *result, struct hf_arena *arena, struct hf_file_row *out);
    } reads[] = {
        {HF_SQL_file_heads, take_heads},
        {HF_SQL_file_snapshots, take_snapshots},
        {HF_SQL_file_events, take_events},
    };
    struct hf_pg_ledger *store = self;
    struct hf_file_row *rows = HF_NEW(arena, struct hf_file_row, count);
    HF_TRY(hf_session_ready(&store->session, err));
    for (size_t i = 0; i < count; i++)
        rows[i].file = asks[i].file;
    hf_session_begin(&store->session, err);
    hf_session_send_text(&store->session, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    for (size_t i = 0; i < sizeof reads / sizeof reads[0]; i++)
        send_asks(store, reads[i].statement, asks, count);
    hf_session_send_text(&store->session, "COMMIT");
    hf_session_flush(&store->session);
    PQclear(hf_session_take(&store->session));
    for (size_t i = 0; i < sizeof reads / sizeof reads[0]; i++) {
        PGresult *result = hf_session_take(&store->session);
        if (result != NULL)
            reads[i].take(result, arena, rows);
        PQclear(result);
    }
    HF_TRY(hf_session_end(&store->session));
    if (count > 0)
        memcpy(out, rows, count * sizeof *rows);
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
    for (int i = 0; i < PQntuples(result); i++)
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
