/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A batch as one transaction in one flush: one statement per table, each with an array per column.
 *
 * Which column takes what of a row is a table per statement; the arrays are laid column by column, so a row
 * is visited once per column. What stands between two flushes is one transaction: it commits when the server
 * comes to the end of the flush, and a refusal anywhere undoes all of it.
 */
#include "pg/store.h"

#include "base/check.h"
#include "pg/rows.h"

#define ROW(type, name) const struct type *name = row
#define PUT(function) static void function(struct hf_params *p, const void *row)

static void put_digest(struct hf_params *p, const struct hf_digest *digest)
{
    hf_params_bytes(p, digest, sizeof *digest);
}

static void put_seq(struct hf_params *p, uint32_t seq)
{
    hf_params_i32(p, (int32_t)seq);
}

/* clang-format off */
PUT(move_file)  { ROW(hf_move_row, m); hf_params_id(p, &m->file); }
PUT(move_kind)  { ROW(hf_move_row, m); hf_params_i16(p, (int16_t)m->kind); }
PUT(move_name)  { ROW(hf_move_row, m); hf_params_text(p, m->name); }
PUT(move_old)   { ROW(hf_move_row, m); put_seq(p, m->old_seq); }
PUT(move_new)   { ROW(hf_move_row, m); put_seq(p, m->new_seq); }
PUT(move_link)  { ROW(hf_move_row, m); put_digest(p, &m->link); }
PUT(move_at)    { ROW(hf_move_row, m); hf_params_i64(p, m->at_ms); }
PUT(event_file) { ROW(hf_leaf_row, e); hf_params_id(p, &e->event.file); }
PUT(event_seq)  { ROW(hf_leaf_row, e); put_seq(p, e->event.seq); }
PUT(event_blind) { ROW(hf_leaf_row, e); hf_params_bytes(p, &e->event.blind, sizeof e->event.blind); }
PUT(event_header) { ROW(hf_leaf_row, e); hf_params_text(p, e->event.header); }
PUT(event_payload) { ROW(hf_leaf_row, e); hf_params_text(p, e->event.payload); }
PUT(hidden_event) { ROW(hf_disclosure_row, d); put_seq(p, d->event); }
PUT(hidden_place) { ROW(hf_disclosure_row, d); hf_params_i16(p, (int16_t)d->place); }
PUT(hidden_subject) { ROW(hf_disclosure_row, d); hf_params_id(p, &d->subject); }
PUT(hidden_slot) { ROW(hf_disclosure_row, d); hf_params_i64(p, d->slot); }
PUT(hidden_sealed) { ROW(hf_disclosure_row, d); hf_params_text(p, d->sealed); }
PUT(token_id)   { ROW(hf_token_row, t); hf_params_id(p, &t->id); }
PUT(token_bytes) { ROW(hf_token_row, t); hf_params_text(p, t->bytes); }
PUT(thread_id)  { ROW(hf_thread_row, t); hf_params_id(p, &t->thread); }
PUT(thread_file) { ROW(hf_thread_row, t); hf_params_id(p, &t->file); }
PUT(thread_authority) { ROW(hf_thread_row, t); hf_params_id(p, &t->authority); }
PUT(chunk_document) { ROW(hf_chunk_row, c); hf_params_id(p, &c->document); }
PUT(chunk_index) { ROW(hf_chunk_row, c); hf_params_i32(p, (int32_t)c->index); }
PUT(chunk_sealed) { ROW(hf_chunk_row, c); hf_params_text(p, c->sealed); }
PUT(outbox_event) { ROW(hf_outbox_row, o); put_seq(p, o->event); }
PUT(outbox_file) { ROW(hf_outbox_row, o); hf_params_id(p, &o->file); }
PUT(outbox_seq) { ROW(hf_outbox_row, o); put_seq(p, o->seq); }
PUT(outbox_place) { ROW(hf_outbox_row, o); hf_params_i16(p, (int16_t)o->place); }
PUT(outbox_recipient) { ROW(hf_outbox_row, o); hf_params_id(p, &o->recipient); }
PUT(outbox_token) { ROW(hf_outbox_row, o); hf_params_id(p, &o->token); }
PUT(outbox_lane) { ROW(hf_outbox_row, o); hf_params_i16(p, (int16_t)o->lane); }
PUT(outbox_next) { ROW(hf_outbox_row, o); hf_params_i64(p, o->next_ms); }
PUT(due_file)   { ROW(hf_deadline_row, d); hf_params_id(p, &d->file); }
PUT(due_ms)     { ROW(hf_deadline_row, d); hf_params_i64(p, d->due_ms); }
/* clang-format on */

/* What stands with the first event of a command only. */
#define PUT_COMMAND(column, function, value)         \
    PUT(column)                                      \
    {                                                \
        ROW(hf_leaf_row, e);                         \
        const struct hf_command_row *c = e->command; \
        if (c == NULL)                               \
            hf_params_null(p);                       \
        else                                         \
            function(p, value);                      \
    }
PUT_COMMAND(command_id, hf_params_id, &c->command)
PUT_COMMAND(command_actor, hf_params_id, &c->actor)
PUT_COMMAND(command_count, put_seq, c->count)
PUT_COMMAND(command_digest, put_digest, &c->digest)

PUT(thread_instance)
{
    ROW(hf_thread_row, t);
    if (t->instance == HF_NO_INSTANCE)
        hf_params_null(p);
    else
        put_seq(p, t->instance);
}

PUT(outbox_opens)
{
    ROW(hf_outbox_row, o);
    if (hf_id_is_zero(&o->opens))
        hf_params_null(p);
    else
        hf_params_id(p, &o->opens);
}

static const struct hf_column move_columns[] = {
    {HF_OID_UUID, move_file}, {HF_OID_I16, move_kind},   {HF_OID_TEXT, move_name}, {HF_OID_I32, move_old},
    {HF_OID_I32, move_new},   {HF_OID_BYTEA, move_link}, {HF_OID_I64, move_at},
};
static const struct hf_column event_columns[] = {
    {HF_OID_UUID, event_file},    {HF_OID_I32, event_seq},      {HF_OID_UUID, command_id},
    {HF_OID_UUID, command_actor}, {HF_OID_I32, command_count},  {HF_OID_BYTEA, command_digest},
    {HF_OID_BYTEA, event_blind},  {HF_OID_BYTEA, event_header}, {HF_OID_BYTEA, event_payload},
};
static const struct hf_column disclosure_columns[] = {
    {HF_OID_I32, hidden_event}, {HF_OID_I16, hidden_place},    {HF_OID_UUID, hidden_subject},
    {HF_OID_I64, hidden_slot},  {HF_OID_BYTEA, hidden_sealed},
};
static const struct hf_column token_columns[] = {{HF_OID_UUID, token_id}, {HF_OID_BYTEA, token_bytes}};
static const struct hf_column thread_columns[] = {
    {HF_OID_UUID, thread_id},
    {HF_OID_UUID, thread_file},
    {HF_OID_UUID, thread_authority},
    {HF_OID_I32, thread_instance},
};
static const struct hf_column chunk_columns[] = {
    {HF_OID_UUID, chunk_document}, {HF_OID_I32, chunk_index}, {HF_OID_BYTEA, chunk_sealed}};
static const struct hf_column outbox_columns[] = {
    {HF_OID_I32, outbox_event}, {HF_OID_I16, outbox_place},      {HF_OID_UUID, outbox_file},
    {HF_OID_I32, outbox_seq},   {HF_OID_UUID, outbox_recipient}, {HF_OID_UUID, outbox_token},
    {HF_OID_I16, outbox_lane},  {HF_OID_UUID, outbox_opens},     {HF_OID_I64, outbox_next},
};
static const struct hf_column deadline_columns[] = {{HF_OID_UUID, due_file}, {HF_OID_I64, due_ms}};

static bool is_due(const void *row)
{
    return ((const struct hf_deadline_row *)row)->due_ms >= 0;
}

static bool is_over(const void *row)
{
    return ((const struct hf_deadline_row *)row)->due_ms < 0;
}

#define TABLE(sql, member, n, set)                          \
    (&(const struct hf_rows){.statement = HF_SQL_##sql,     \
                             .rows = batch->member,         \
                             .count = batch->n,             \
                             .size = sizeof *batch->member, \
                             .columns = (set),              \
                             .width = sizeof(set) / sizeof(set)[0]})

static void send_moves(struct hf_pg_ledger *store, const struct hf_batch *batch)
{
    struct hf_params *p = hf_store_params(store);
    hf_params_i64(p, batch->house_events);
    HF_CHECK(batch->house_events == 0 || batch->move_count > 0);
    if (hf_rows_lay(p, TABLE(file_move, moves, move_count, move_columns), NULL) > 0)
        hf_session_send(&store->session, HF_SQL_file_move);
}

static void send_history(struct hf_pg_ledger *store, const struct hf_batch *batch)
{
    send_moves(store, batch);
    hf_rows_send(store, TABLE(event_add, events, event_count, event_columns), NULL);
    hf_rows_send(store, TABLE(disclosure_add, disclosures, disclosure_count, disclosure_columns), NULL);
    hf_rows_send(store, TABLE(token_add, tokens, token_count, token_columns), NULL);
    hf_rows_send(store, TABLE(thread_add, threads, thread_count, thread_columns), NULL);
}

static void send_work(struct hf_pg_ledger *store, const struct hf_batch *batch)
{
    static const struct hf_column over_columns[] = {{HF_OID_UUID, due_file}};
    hf_rows_send(store, TABLE(chunk_put, chunks, chunk_count, chunk_columns), NULL);
    hf_rows_send(store, TABLE(outbox_add, outbox, outbox_count, outbox_columns), NULL);
    hf_rows_send(store, TABLE(deadline_drop, deadlines, deadline_count, over_columns), is_over);
    hf_rows_send(store, TABLE(deadline_set, deadlines, deadline_count, deadline_columns), is_due);
}

/* The leaves as one value, n times 32 bytes. */
static void send_leaves(struct hf_pg_ledger *store, const struct hf_batch *batch)
{
    struct hf_params *p = hf_store_params(store);
    hf_params_i32(p, (int32_t)batch->event_count);
    hf_params_bytes(p, NULL, 0);
    for (size_t i = 0; i < batch->event_count; i++)
        hf_params_more(p, &batch->events[i].leaf, sizeof batch->events[i].leaf);
    hf_session_send(&store->session, HF_SQL_log_take);
}

/* log_take is the last statement; all before it give nothing we need. */
static void take_position(struct hf_session *session, int64_t *position)
{
    while (session->pending > 1)
        PQclear(hf_session_take(session));
    PGresult *result = hf_session_take(session);
    if (result != NULL && PQntuples(result) == 1)
        *position = hf_row_int(result, 0, 0);
    PQclear(result);
}

enum hf_rc hf_store_commit(void *self, const struct hf_batch *batch, int64_t *position, struct hf_err *err)
{
    struct hf_pg_ledger *store = self;
    int64_t base = -1;
    HF_TRY(hf_session_ready(&store->session, err));
    hf_session_begin(&store->session, err);
    send_history(store, batch);
    send_work(store, batch);
    if (batch->event_count > 0)
        send_leaves(store, batch);
    hf_session_flush(&store->session);
    if (batch->event_count > 0)
        take_position(&store->session, &base);
    HF_TRY(hf_session_end(&store->session));
    if (base >= 0)
        *position = base;
    return HF_OK;
}
