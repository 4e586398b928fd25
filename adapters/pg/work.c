/* SPDX-License-Identifier: Apache-2.0 */
/* Work claimed for a while, and what is kept outside batches: each kind is a row of a table. */
#include "pg/store.h"

static void read_outbox(const PGresult *result, int row, struct hf_arena *arena, struct hf_claim *out)
{
    out->outbox.file = hf_row_id(result, row, 0);
    out->outbox.seq = (uint32_t)hf_row_int(result, row, 1);
    out->outbox.place = (uint32_t)hf_row_int(result, row, 2);
    out->outbox.recipient = hf_row_id(result, row, 3);
    out->outbox.token = hf_row_id(result, row, 4);
    out->outbox.next_ms = hf_row_int(result, row, 5);
    out->attempts = (uint32_t)hf_row_int(result, row, 6);
    out->token = hf_arena_keep(arena, hf_row_str(result, row, 7));
}

static void read_deadline(const PGresult *result, int row, struct hf_arena *arena, struct hf_claim *out)
{
    (void)arena;
    out->deadline.file = hf_row_id(result, row, 0);
    out->deadline.due_ms = hf_row_int(result, row, 1);
}

static void lay_limits(struct hf_params *p, const struct hf_claim_ask *ask)
{
    hf_params_i64(p, ask->now_ms);
    hf_params_i64(p, ask->lease_ms);
    hf_params_i64(p, (int64_t)ask->limit);
}

static void lay_shelf(struct hf_params *p, const struct hf_claim_ask *ask)
{
    hf_params_id(p, &ask->shelf);
    hf_params_id(p, &ask->recipient);
    lay_limits(p, ask);
}

static void take_up(struct hf_pg_ledger *store, const struct hf_claim_ask *ask)
{
    (void)ask, (void)hf_store_params(store);
    hf_session_send(&store->session, HF_SQL_outbox_take);
}

static void lock_shelf(struct hf_pg_ledger *store, const struct hf_claim_ask *ask)
{
    hf_params_id(hf_store_params(store), &ask->shelf);
    hf_session_send(&store->session, HF_SQL_shelf_lock);
}

/* Each kind: what is done first, where anything is; then its statement, how it is asked and read. */
static const struct {
    enum hf_sql statement;
    void (*first)(struct hf_pg_ledger *store, const struct hf_claim_ask *ask);
    void (*lay)(struct hf_params *p, const struct hf_claim_ask *ask);
    void (*read)(const PGresult *result, int row, struct hf_arena *arena, struct hf_claim *out);
} claims[] = {
    [HF_CLAIM_OUTBOX] = {HF_SQL_outbox_claim, take_up, lay_limits, read_outbox},
    [HF_CLAIM_DEADLINES] = {HF_SQL_deadline_claim, NULL, lay_limits, read_deadline},
    [HF_CLAIM_SHELF] = {HF_SQL_shelf_claim, lock_shelf, lay_shelf, read_outbox},
};

enum hf_rc hf_store_claim(void *self, const struct hf_claim_ask *ask, struct hf_arena *arena,
                          struct hf_claim *out, size_t *count, struct hf_err *err)
{
    struct hf_pg_ledger *store = self;
    HF_TRY(hf_session_ready(&store->session, err));
    hf_session_begin(&store->session, err);
    if (claims[ask->kind].first != NULL)
        claims[ask->kind].first(store, ask);
    claims[ask->kind].lay(hf_store_params(store), ask);
    hf_session_send(&store->session, claims[ask->kind].statement);
    hf_session_flush(&store->session);
    if (claims[ask->kind].first != NULL)
        PQclear(hf_session_take(&store->session));
    PGresult *result = hf_session_take(&store->session);
    enum hf_rc rc = hf_session_end(&store->session);
    if (rc == HF_OK) {
        *count = (size_t)PQntuples(result);
        for (size_t i = 0; i < *count; i++) {
            out[i] = (struct hf_claim){0};
            claims[ask->kind].read(result, (int)i, arena, &out[i]);
        }
    }
    PQclear(result);
    return rc;
}

static void put_place(struct hf_params *p, const struct hf_outbox_row *outbox)
{
    hf_params_id(p, &outbox->file);
    hf_params_i32(p, (int32_t)outbox->seq);
    hf_params_i16(p, (int16_t)outbox->place);
}

static void keep_delivery(struct hf_pg_ledger *store, const struct hf_keep *row)
{
    const struct hf_delivery_row *d = &row->delivery;
    struct hf_params *p = hf_store_params(store);
    put_place(p, &d->outbox);
    hf_params_i32(p, (int32_t)d->attempt);
    hf_params_i64(p, d->start_ms);
    hf_params_i64(p, d->end_ms);
    hf_params_i16(p, (int16_t)d->state);
    hf_params_i64(p, d->next_ms);
    hf_params_i32(p, d->status);
    hf_params_text(p, d->class_name);
    hf_params_text(p, d->said);
    hf_session_send(&store->session, HF_SQL_attempt_add);
    p = hf_store_params(store);
    put_place(p, &d->outbox);
    hf_params_i16(p, (int16_t)d->state);
    hf_params_i32(p, (int32_t)d->attempt);
    hf_params_i64(p, d->next_ms);
    hf_session_send(&store->session, HF_SQL_outbox_settle);
}

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

static void forget_disclosures(struct hf_pg_ledger *store, const struct hf_keep *row)
{
    struct hf_params *p = hf_store_params(store);
    hf_params_id(p, &row->file);
    hf_params_id(p, &row->subject);
    hf_session_send(&store->session, HF_SQL_disclosure_forget);
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

/* A snapshot that is lost is made again: nothing need wait for the disk because of one. */
static void spare_the_disk(struct hf_pg_ledger *store, const struct hf_keep *rows, size_t count)
{
    size_t snapshots = 0;
    while (snapshots < count && rows[snapshots].kind == HF_KEEP_SNAPSHOT)
        snapshots++;
    if (snapshots == count)
        hf_session_send_text(&store->session, "SELECT set_config('synchronous_commit', 'off', true)");
}

enum hf_rc hf_store_keep(void *self, const struct hf_keep *rows, size_t count, struct hf_err *err)
{
    static void (*const kinds[])(struct hf_pg_ledger * store, const struct hf_keep *row) = {
        [HF_KEEP_DELIVERY] = keep_delivery,           [HF_KEEP_SNAPSHOT] = keep_snapshot,
        [HF_KEEP_CHECKPOINT] = keep_checkpoint,       [HF_KEEP_CHUNK] = keep_chunk,
        [HF_FORGET_DISCLOSURES] = forget_disclosures, [HF_KEEP_SHELVED] = keep_shelved,
        [HF_KEEP_UNSHELVED] = keep_unshelved,         [HF_KEEP_USE] = keep_use,
    };
    struct hf_pg_ledger *store = self;
    HF_TRY(hf_session_ready(&store->session, err));
    hf_session_begin(&store->session, err);
    spare_the_disk(store, rows, count);
    for (size_t i = 0; i < count; i++)
        kinds[rows[i].kind](store, &rows[i]);
    hf_session_flush(&store->session);
    return hf_session_end(&store->session);
}
