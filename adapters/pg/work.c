/* SPDX-License-Identifier: Apache-2.0 */
/* What is kept outside batches: each kind is a row of a table. */
#include "pg/rows.h"

/* ---- attempts ---- */

#define ATTEMPT(name, lay, value)                                                   \
    static void name(struct hf_params *p, const void *row)                          \
    {                                                                               \
        const struct hf_delivery_row *d = &((const struct hf_keep *)row)->delivery; \
        lay(p, value);                                                              \
    }
ATTEMPT(attempt_file, hf_params_id, &d->outbox.file)
ATTEMPT(attempt_recipient, hf_params_id, &d->outbox.recipient)
ATTEMPT(attempt_lane, hf_params_i16, (int16_t)d->outbox.lane)
ATTEMPT(attempt_seq, hf_params_i32, (int32_t)d->outbox.seq)
ATTEMPT(attempt_place, hf_params_i16, (int16_t)d->outbox.place)
ATTEMPT(attempt_batch, hf_params_i64, d->outbox.at[0])
ATTEMPT(attempt_ordinal, hf_params_i32, (int32_t)d->outbox.at[1])
ATTEMPT(attempt_number, hf_params_i32, (int32_t)d->attempt)
ATTEMPT(attempt_start, hf_params_i64, d->start_ms)
ATTEMPT(attempt_end, hf_params_i64, d->end_ms)
ATTEMPT(attempt_state, hf_params_i16, (int16_t)d->state)
ATTEMPT(attempt_next, hf_params_i64, d->next_ms)
ATTEMPT(attempt_since, hf_params_i64, d->since_ms)
ATTEMPT(attempt_status, hf_params_i32, d->status)
ATTEMPT(attempt_class, hf_params_text, d->class_name)
ATTEMPT(attempt_said, hf_params_text, d->said)
ATTEMPT(attempt_address, hf_params_text, d->wire.address)
ATTEMPT(attempt_tls, hf_params_text, d->wire.tls)

static void attempt_peer(struct hf_params *p, const void *row)
{
    static const struct hf_digest none;
    const struct hf_digest *peer = &((const struct hf_keep *)row)->delivery.wire.certificate;
    hf_params_bytes(p, peer, memcmp(peer, &none, sizeof none) == 0 ? 0 : sizeof *peer);
}

static const struct hf_column attempt_columns[] = {
    {HF_OID_UUID, attempt_file},  {HF_OID_I32, attempt_seq},    {HF_OID_I16, attempt_place},
    {HF_OID_I32, attempt_number}, {HF_OID_I64, attempt_start},  {HF_OID_I64, attempt_end},
    {HF_OID_I16, attempt_state},  {HF_OID_I64, attempt_next},   {HF_OID_I32, attempt_status},
    {HF_OID_TEXT, attempt_class}, {HF_OID_BYTEA, attempt_said}, {HF_OID_TEXT, attempt_address},
    {HF_OID_TEXT, attempt_tls},   {HF_OID_BYTEA, attempt_peer},
};
static const struct hf_column lock_columns[] = {
    {HF_OID_UUID, attempt_file}, {HF_OID_UUID, attempt_recipient}, {HF_OID_I16, attempt_lane},
    {HF_OID_I32, attempt_seq},   {HF_OID_I16, attempt_place},
};
static const struct hf_column settle_columns[] = {
    {HF_OID_UUID, attempt_file},  {HF_OID_UUID, attempt_recipient}, {HF_OID_I16, attempt_lane},
    {HF_OID_I32, attempt_seq},    {HF_OID_I16, attempt_place},      {HF_OID_I16, attempt_state},
    {HF_OID_I32, attempt_number}, {HF_OID_I64, attempt_next},       {HF_OID_I64, attempt_since},
};
static const struct hf_column settle_at_columns[] = {
    {HF_OID_I64, attempt_batch}, {HF_OID_I32, attempt_ordinal}, {HF_OID_I16, attempt_place},
    {HF_OID_I16, attempt_state}, {HF_OID_I32, attempt_number},  {HF_OID_I64, attempt_next},
    {HF_OID_I64, attempt_since},
};
static const struct hf_column redrive_columns[] = {
    {HF_OID_UUID, attempt_file},  {HF_OID_I32, attempt_seq},  {HF_OID_I16, attempt_place},
    {HF_OID_I32, attempt_number}, {HF_OID_I64, attempt_next},
};

#define SEND(sql, set, pick)                                                     \
    hf_rows_send(store,                                                          \
                 &(const struct hf_rows){.statement = HF_SQL_##sql,              \
                                         .rows = rows,                           \
                                         .count = count,                         \
                                         .size = sizeof *rows,                   \
                                         .columns = (set),                       \
                                         .width = sizeof(set) / sizeof(set)[0]}, \
                 pick)

/* A claim told where it stands. */
static bool is_placed(const void *row)
{
    return ((const struct hf_keep *)row)->delivery.outbox.at[0] != 0;
}

static bool is_to_be_found(const void *row)
{
    return !is_placed(row);
}

static void keep_deliveries(struct hf_pg_ledger *store, const struct hf_keep *rows, size_t count)
{
    SEND(attempt_add, attempt_columns, NULL);
    SEND(outbox_settle_at, settle_at_columns, is_placed);
    SEND(outbox_lock, lock_columns, is_to_be_found);
    SEND(outbox_settle, settle_columns, is_to_be_found);
}

static void redrive(struct hf_pg_ledger *store, const struct hf_keep *rows, size_t count)
{
    SEND(attempt_add, attempt_columns, NULL);
    SEND(outbox_redrive, redrive_columns, NULL);
}

/* ---- files that were looked at ---- */

#define LOOKED(name, lay, value)                                                \
    static void name(struct hf_params *p, const void *row)                      \
    {                                                                           \
        const struct hf_looked_row *l = &((const struct hf_keep *)row)->looked; \
        lay(p, value);                                                          \
    }
LOOKED(looked_file, hf_params_id, &l->file)
LOOKED(looked_leased, hf_params_i64, l->leased_ms)
LOOKED(looked_due, hf_params_i64, l->due_ms)

static void keep_looked(struct hf_pg_ledger *store, const struct hf_keep *rows, size_t count)
{
    static const struct hf_column columns[] = {
        {HF_OID_UUID, looked_file}, {HF_OID_I64, looked_leased}, {HF_OID_I64, looked_due}};
    SEND(deadline_looked, columns, NULL);
}

/* ---- the rest, one by one ---- */

static void keep_snapshot(struct hf_pg_ledger *store, const struct hf_keep *row)
{
    struct hf_params *p = hf_store_params(store);
    hf_params_id(p, &row->snapshot.file);
    hf_params_i32(p, (int32_t)row->snapshot.snapshot_seq);
    hf_params_text(p, row->snapshot.snapshot);
    hf_session_send(&store->session, HF_SQL_snapshot_put);
}

static void keep_checkpoint(struct hf_pg_ledger *store, const struct hf_keep *row)
{
    const struct hf_checkpoint_row *c = &row->checkpoint;
    struct hf_params *p = hf_store_params(store);
    hf_params_i64(p, c->size);
    hf_params_i64(p, c->at_ms);
    hf_params_bytes(p, &c->root, sizeof c->root);
    hf_params_text(p, c->frontier);
    hf_params_text(p, c->note);
    hf_session_send(&store->session, HF_SQL_checkpoint_add);
}

static void keep_stamp(struct hf_pg_ledger *store, const struct hf_keep *row)
{
    const struct hf_stamp_row *s = &row->stamp;
    struct hf_params *p = hf_store_params(store);
    hf_params_i64(p, s->size);
    hf_params_i32(p, (int32_t)s->number);
    hf_params_i64(p, s->at_ms);
    hf_params_i64(p, s->ends_ms);
    hf_params_text(p, s->note);
    hf_params_text(p, s->token);
    hf_params_text(p, s->evidence);
    hf_session_send(&store->session, HF_SQL_stamp_add);
}

static void keep_cosignature(struct hf_pg_ledger *store, const struct hf_keep *row)
{
    struct hf_params *p = hf_store_params(store);
    hf_params_i64(p, row->cosignature.size);
    hf_params_text(p, row->cosignature.witness);
    hf_params_text(p, row->cosignature.line);
    hf_session_send(&store->session, HF_SQL_cosignature_add);
}

static void keep_chunk(struct hf_pg_ledger *store, const struct hf_keep *row)
{
    struct hf_params *p = hf_store_params(store);
    hf_params_array(p, HF_OID_UUID);
    hf_params_id(p, &row->chunk.document);
    hf_params_array(p, HF_OID_I32);
    hf_params_i32(p, (int32_t)row->chunk.index);
    hf_params_array(p, HF_OID_BYTEA);
    hf_params_text(p, row->chunk.sealed);
    hf_session_send(&store->session, HF_SQL_chunk_put);
}

static void forget_sealed(struct hf_pg_ledger *store, const struct hf_keep *row)
{
    struct hf_params *p = hf_store_params(store);
    hf_params_id(p, &row->forget.file);
    hf_params_id(p, &row->forget.subject);
    hf_params_i64(p, row->forget.slot);
    hf_session_send(&store->session, HF_SQL_disclosure_forget);
    p = hf_store_params(store);
    hf_params_id(p, &row->forget.subject);
    hf_params_i64(p, row->forget.slot);
    hf_session_send(&store->session, HF_SQL_chunk_forget);
}

static void forget_message(struct hf_pg_ledger *store, const struct hf_keep *row)
{
    hf_session_send_text(&store->session, "SET LOCAL holdfast.erasure = 'on'");
    struct hf_params *p = hf_store_params(store);
    hf_params_id(p, &row->forget.subject);
    hf_session_send(&store->session, HF_SQL_token_forget);
}

static void forget(struct hf_pg_ledger *store, const struct hf_keep *row)
{
    if (row->forget.slot == HF_MESSAGE_SLOT)
        forget_message(store, row);
    else
        forget_sealed(store, row);
    struct hf_params *p = hf_store_params(store);
    hf_params_i64(p, row->forget.number);
    hf_session_send(&store->session, HF_SQL_erased_add);
}

static void put_place(struct hf_params *p, const struct hf_outbox_row *outbox)
{
    hf_params_id(p, &outbox->file);
    hf_params_id(p, &outbox->recipient);
    hf_params_i16(p, (int16_t)outbox->lane);
    hf_params_i32(p, (int32_t)outbox->seq);
    hf_params_i16(p, (int16_t)outbox->place);
}

static void keep_shelved(struct hf_pg_ledger *store, const struct hf_keep *row)
{
    struct hf_params *p = hf_store_params(store);
    put_place(p, &row->shelf.outbox);
    hf_params_id(p, &row->shelf.shelf);
    hf_session_send(&store->session, HF_SQL_outbox_shelve);
}

static void keep_unshelved(struct hf_pg_ledger *store, const struct hf_keep *row)
{
    struct hf_params *p = hf_store_params(store);
    hf_params_array(p, HF_OID_UUID);
    for (size_t i = 0; i < row->shelf.count; i++)
        hf_params_id(p, &row->shelf.shelves[i]);
    hf_session_send(&store->session, HF_SQL_outbox_unshelve);
}

static void keep_use(struct hf_pg_ledger *store, const struct hf_keep *row)
{
    struct hf_params *p = hf_store_params(store);
    hf_params_id(p, &row->use.file);
    hf_params_i32(p, (int32_t)row->use.instance);
    hf_params_i64(p, row->use.at_ms);
    hf_session_send(&store->session, HF_SQL_credential_used);
}

typedef void (*keep_one_fn)(struct hf_pg_ledger *store, const struct hf_keep *row);
typedef void (*keep_many_fn)(struct hf_pg_ledger *store, const struct hf_keep *rows, size_t count);

static const struct {
    keep_one_fn one; /* or */
    keep_many_fn many;
} keeps[] = {
    [HF_KEEP_DELIVERY] = {NULL, keep_deliveries},
    [HF_KEEP_REDRIVE] = {NULL, redrive},
    [HF_KEEP_SNAPSHOT] = {keep_snapshot, NULL},
    [HF_KEEP_CHECKPOINT] = {keep_checkpoint, NULL},
    [HF_KEEP_STAMP] = {keep_stamp, NULL},
    [HF_KEEP_COSIGNATURE] = {keep_cosignature, NULL},
    [HF_KEEP_CHUNK] = {keep_chunk, NULL},
    [HF_FORGET] = {forget, NULL},
    [HF_KEEP_SHELVED] = {keep_shelved, NULL},
    [HF_KEEP_UNSHELVED] = {keep_unshelved, NULL},
    [HF_KEEP_USE] = {keep_use, NULL},
    [HF_KEEP_LOOKED] = {NULL, keep_looked},
};

/* Rows of one kind that stand side by side. */
static void keep_run(struct hf_pg_ledger *store, const struct hf_keep *rows, size_t count)
{
    if (keeps[rows[0].kind].many != NULL)
        keeps[rows[0].kind].many(store, rows, count);
    else
        for (size_t i = 0; i < count; i++)
            keeps[rows[0].kind].one(store, &rows[i]);
}

/* A snapshot or a look that is lost is made again: nothing need wait for the disk because of one. */
static void spare_the_disk(struct hf_pg_ledger *store, const struct hf_keep *rows, size_t count)
{
    size_t lasting = 0;
    for (size_t i = 0; i < count; i++)
        lasting += rows[i].kind != HF_KEEP_SNAPSHOT && rows[i].kind != HF_KEEP_LOOKED;
    if (lasting == 0)
        hf_store_spare_the_disk(store);
}

enum hf_rc hf_store_keep(void *self, const struct hf_keep *rows, size_t count, struct hf_err *err)
{
    struct hf_pg_ledger *store = self;
    HF_TRY(hf_session_ready(&store->session, err));
    hf_session_begin(&store->session, err);
    spare_the_disk(store, rows, count);
    for (size_t i = 0, next; i < count; i = next) {
        for (next = i + 1; next < count && rows[next].kind == rows[i].kind;)
            next++;
        keep_run(store, rows + i, next - i);
    }
    hf_session_flush(&store->session);
    return hf_session_end(&store->session);
}
