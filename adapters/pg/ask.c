/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The questions of readers: for each its statement, how the parameters are laid and how a row is read. Rows
 * come one at a time, so that a long answer needs no memory.
 */
#include "pg/store.h"

static void lay_nothing(struct hf_params *p, const struct hf_ask *ask)
{
    (void)p, (void)ask;
}

static void lay_id(struct hf_params *p, const struct hf_ask *ask)
{
    hf_params_id(p, &ask->id);
}

static void lay_kind_and_name(struct hf_params *p, const struct hf_ask *ask)
{
    hf_params_i16(p, (int16_t)ask->kind);
    hf_params_text(p, ask->name);
}

static int32_t seq_of(int64_t value)
{
    return value > INT32_MAX ? INT32_MAX : (int32_t)value;
}

static void lay_range(struct hf_params *p, const struct hf_ask *ask)
{
    hf_params_id(p, &ask->id);
    hf_params_i32(p, seq_of(ask->from));
    hf_params_i32(p, seq_of(ask->to));
}

static void lay_id_and_from(struct hf_params *p, const struct hf_ask *ask)
{
    hf_params_id(p, &ask->id);
    hf_params_i64(p, ask->from);
}

static void lay_to(struct hf_params *p, const struct hf_ask *ask)
{
    hf_params_i64(p, ask->to);
}

static void lay_from(struct hf_params *p, const struct hf_ask *ask)
{
    hf_params_i64(p, ask->from);
}

static void lay_positions(struct hf_params *p, const struct hf_ask *ask)
{
    hf_params_i64(p, ask->from);
    hf_params_i64(p, ask->to);
}

static void lay_ids(struct hf_params *p, const struct hf_id *ids, size_t count)
{
    hf_params_array(p, HF_OID_UUID);
    for (size_t i = 0; i < count; i++)
        hf_params_id(p, &ids[i]);
}

/* Without one: from the first id there can be to the last. */
static void lay_stretch(struct hf_params *p, const struct hf_ask *ask)
{
    struct hf_id first = {{0}}, last;
    memset(last.byte, 0xff, sizeof last.byte);
    hf_params_id(p, ask->count == 2 ? &ask->files[0] : &first);
    hf_params_id(p, ask->count == 2 ? &ask->files[1] : &last);
}

static void lay_subjects(struct hf_params *p, const struct hf_ask *ask)
{
    lay_ids(p, ask->files, ask->count);
    lay_ids(p, ask->subjects, ask->count);
}

static void lay_shelves(struct hf_params *p, const struct hf_ask *ask)
{
    hf_params_i64(p, ask->from);
    lay_subjects(p, ask);
}

static void lay_shelf(struct hf_params *p, const struct hf_ask *ask)
{
    hf_params_id(p, &ask->id);
    lay_ids(p, ask->files, ask->count);
}

/* The row being read, and to whom it goes. */
struct reading {
    const PGresult *result;
    const struct hf_ask *ask;
    hf_row_fn row;
    void *context;
    struct hf_err *err;
};

static uint32_t uint_at(const struct reading *r, int column)
{
    return (uint32_t)hf_row_int(r->result, 0, column);
}

static enum hf_rc give(const struct reading *r, const struct hf_answer_row *row)
{
    return r->row(r->context, row, r->err);
}

struct hf_file_row hf_store_head(const PGresult *result, int row)
{
    struct hf_file_row head = {.file = hf_row_id(result, row, 0),
                               .kind = (enum hf_file_kind)hf_row_int(result, row, 1),
                               .name = hf_row_str(result, row, 2),
                               .seq = (uint32_t)hf_row_int(result, row, 3),
                               .at_ms = hf_row_int(result, row, 5)};
    hf_row_bytes(result, row, 4, &head.link, sizeof head.link);
    return head;
}

static enum hf_rc read_file(const struct reading *r)
{
    return give(r, &(struct hf_answer_row){.file = hf_store_head(r->result, 0)});
}

static enum hf_rc read_head(const struct reading *r)
{
    struct hf_answer_row out = {.figures = {hf_row_int(r->result, 0, 6), hf_row_int(r->result, 0, 7),
                                            hf_row_int(r->result, 0, 8), hf_row_int(r->result, 0, 10)}};
    if (!PQgetisnull(r->result, 0, 0)) {
        out.file = hf_store_head(r->result, 0);
        out.event.payload = hf_row_str(r->result, 0, 9);
    }
    return give(r, &out);
}

/* From this column on. */
static struct hf_event_row event_at(const struct reading *r, const struct hf_id *file, int column)
{
    struct hf_event_row event = {.file = *file,
                                 .seq = uint_at(r, column),
                                 .header = hf_row_str(r->result, 0, column + 2),
                                 .payload = hf_row_str(r->result, 0, column + 3),
                                 .position = -1};
    hf_row_bytes(r->result, 0, column + 1, &event.blind, sizeof event.blind);
    if (!PQgetisnull(r->result, 0, column + 4))
        event.position = hf_row_int(r->result, 0, column + 4);
    return event;
}

static enum hf_rc read_event(const struct reading *r)
{
    return give(r, &(struct hf_answer_row){.event = event_at(r, &r->ask->id, 0)});
}

static enum hf_rc read_any_event(const struct reading *r)
{
    enum { COMMAND = 6 };
    struct hf_id file = hf_row_id(r->result, 0, 0);
    struct hf_answer_row out = {.event = event_at(r, &file, 1)};
    if (!PQgetisnull(r->result, 0, COMMAND))
        out.command = (struct hf_command_row){.command = hf_row_id(r->result, 0, COMMAND),
                                              .actor = hf_row_id(r->result, 0, COMMAND + 1),
                                              .count = uint_at(r, COMMAND + 2)};
    return give(r, &out);
}

static enum hf_rc read_snapshot(const struct reading *r)
{
    struct hf_answer_row out = {0};
    out.file.file = hf_row_id(r->result, 0, 0);
    out.file.snapshot_seq = uint_at(r, 1);
    out.file.snapshot = hf_row_str(r->result, 0, 2);
    return give(r, &out);
}

/* From this column on. */
static enum hf_rc give_disclosure(const struct reading *r, const struct hf_id *file, int column)
{
    struct hf_answer_row out = {0};
    out.disclosure.file = *file;
    out.disclosure.seq = uint_at(r, column);
    out.disclosure.place = uint_at(r, column + 1);
    out.disclosure.subject = hf_row_id(r->result, 0, column + 2);
    out.disclosure.slot = hf_row_int(r->result, 0, column + 3);
    out.disclosure.sealed = hf_row_str(r->result, 0, column + 4);
    return give(r, &out);
}

static enum hf_rc read_disclosure(const struct reading *r)
{
    return give_disclosure(r, &r->ask->id, 0);
}

static enum hf_rc read_any_disclosure(const struct reading *r)
{
    struct hf_id file = hf_row_id(r->result, 0, 0);
    return give_disclosure(r, &file, 1);
}

static enum hf_rc read_slot(const struct reading *r)
{
    struct hf_answer_row out = {0};
    int64_t place = hf_row_int(r->result, 0, 0) - 1;
    out.disclosure.file = r->ask->files[place];
    out.disclosure.subject = r->ask->subjects[place];
    out.disclosure.slot = hf_row_int(r->result, 0, 1);
    return give(r, &out);
}

static enum hf_rc read_thread(const struct reading *r)
{
    struct hf_answer_row out = {0};
    out.thread.thread = hf_row_id(r->result, 0, 0);
    out.thread.file = hf_row_id(r->result, 0, 1);
    out.thread.authority = hf_row_id(r->result, 0, 2);
    out.thread.instance = PQgetisnull(r->result, 0, 3) ? HF_NO_INSTANCE : uint_at(r, 3);
    return give(r, &out);
}

static enum hf_rc read_token(const struct reading *r)
{
    struct hf_answer_row out = {0};
    out.token.id = r->ask->id;
    out.token.bytes = hf_row_str(r->result, 0, 0);
    return give(r, &out);
}

/* The columns with which all that tells of notices begins. */
static struct hf_delivery_row delivery_at(const struct reading *r)
{
    struct hf_delivery_row d = {.outbox = {.file = hf_row_id(r->result, 0, 0),
                                           .seq = uint_at(r, 1),
                                           .place = uint_at(r, 2),
                                           .recipient = hf_row_id(r->result, 0, 3),
                                           .lane = (enum hf_lane)hf_row_int(r->result, 0, 4),
                                           .token = hf_row_id(r->result, 0, 5),
                                           .next_ms = hf_row_int(r->result, 0, 6)},
                                .attempt = uint_at(r, 7),
                                .since_ms = hf_row_int(r->result, 0, 8)};
    d.next_ms = d.outbox.next_ms;
    return d;
}

static enum hf_rc read_told(const struct reading *r)
{
    struct hf_answer_row out = {.delivery = delivery_at(r)};
    out.delivery.state = (enum hf_delivery_state)hf_row_int(r->result, 0, 9);
    out.figures[0] = hf_row_int(r->result, 0, 10);
    out.figures[1] = hf_row_int(r->result, 0, 11);
    return give(r, &out);
}

static enum hf_rc read_deadline(const struct reading *r)
{
    struct hf_answer_row out = {.deadline = {.file = hf_row_id(r->result, 0, 0)}};
    out.deadline.due_ms = hf_row_int(r->result, 0, 1);
    out.figures[0] = hf_row_int(r->result, 0, 2);
    return give(r, &out);
}

static enum hf_rc read_stray(const struct reading *r)
{
    struct hf_answer_row out = {.file = {.name = hf_row_str(r->result, 0, 0)}};
    out.file.file = hf_row_id(r->result, 0, 1);
    out.figures[0] = hf_row_int(r->result, 0, 2);
    out.figures[1] = hf_row_int(r->result, 0, 3);
    return give(r, &out);
}

static enum hf_rc read_delivery(const struct reading *r)
{
    struct hf_answer_row out = {.delivery = delivery_at(r)};
    struct hf_delivery_row *d = &out.delivery;
    d->start_ms = hf_row_int(r->result, 0, 9);
    d->end_ms = hf_row_int(r->result, 0, 10);
    d->state = (enum hf_delivery_state)hf_row_int(r->result, 0, 11);
    d->status = (int32_t)hf_row_int(r->result, 0, 12);
    d->class_name = hf_row_str(r->result, 0, 13);
    d->said = hf_row_str(r->result, 0, 14);
    d->wire.address = hf_row_str(r->result, 0, 15);
    d->wire.tls = hf_row_str(r->result, 0, 16);
    hf_row_bytes(r->result, 0, 17, &d->wire.certificate, sizeof d->wire.certificate);
    return give(r, &out);
}

static enum hf_rc read_shelf(const struct reading *r)
{
    struct hf_answer_row out = {0};
    out.file.file = hf_row_id(r->result, 0, 0);
    return give(r, &out);
}

static enum hf_rc read_shelved(const struct reading *r)
{
    struct hf_answer_row out = {.delivery = {.state = HF_SHELVED}};
    struct hf_outbox_row *outbox = &out.delivery.outbox;
    outbox->file = hf_row_id(r->result, 0, 0);
    outbox->seq = uint_at(r, 1);
    outbox->place = uint_at(r, 2);
    outbox->recipient = hf_row_id(r->result, 0, 3);
    outbox->lane = (enum hf_lane)hf_row_int(r->result, 0, 4);
    outbox->token = out.token.id = hf_row_id(r->result, 0, 5);
    outbox->next_ms = out.delivery.next_ms = hf_row_int(r->result, 0, 6);
    out.delivery.attempt = uint_at(r, 7);
    out.delivery.since_ms = hf_row_int(r->result, 0, 8);
    outbox->opens = hf_row_id(r->result, 0, 9);
    out.token.bytes = hf_row_str(r->result, 0, 10);
    return give(r, &out);
}

static enum hf_rc read_use(const struct reading *r)
{
    struct hf_answer_row out = {0};
    out.use.file = r->ask->id;
    out.use.instance = uint_at(r, 0);
    out.use.at_ms = hf_row_int(r->result, 0, 1);
    return give(r, &out);
}

/* A row holds the leaves of one batch; the first may begin before what was asked for, the last go on after
 * it.
 */
static enum hf_rc read_leaves(const struct reading *r)
{
    enum { LEAF = 32 };
    struct hf_str leaves = hf_row_str(r->result, 0, 1);
    int64_t base = hf_row_int(r->result, 0, 0);
    size_t at = r->ask->from > base ? (size_t)(r->ask->from - base) * LEAF : 0;
    if (r->ask->to > 0)
        leaves = hf_str_part(leaves, 0, (size_t)(r->ask->to - base) * LEAF);
    for (; at + LEAF <= leaves.len; at += LEAF) {
        struct hf_answer_row out = {.leaf = hf_str_part(leaves, at, at + LEAF),
                                    .figures = {base + (int64_t)(at / LEAF)}};
        HF_TRY(give(r, &out));
    }
    return HF_OK;
}

static enum hf_rc read_checkpoint(const struct reading *r)
{
    struct hf_answer_row out = {0};
    out.checkpoint.size = hf_row_int(r->result, 0, 0);
    out.checkpoint.at_ms = hf_row_int(r->result, 0, 1);
    hf_row_bytes(r->result, 0, 2, &out.checkpoint.root, sizeof out.checkpoint.root);
    out.checkpoint.frontier = hf_row_str(r->result, 0, 3);
    out.checkpoint.note = hf_row_str(r->result, 0, 4);
    return give(r, &out);
}

static enum hf_rc read_stamp(const struct reading *r)
{
    struct hf_answer_row out = {0};
    out.stamp = (struct hf_stamp_row){.size = hf_row_int(r->result, 0, 0),
                                      .number = uint_at(r, 1),
                                      .at_ms = hf_row_int(r->result, 0, 2),
                                      .ends_ms = hf_row_int(r->result, 0, 3),
                                      .note = hf_row_str(r->result, 0, 4),
                                      .token = hf_row_str(r->result, 0, 5),
                                      .evidence = hf_row_str(r->result, 0, 6)};
    return give(r, &out);
}

static enum hf_rc read_chunk(const struct reading *r)
{
    struct hf_answer_row out = {0};
    out.chunk.document = r->ask->id;
    out.chunk.index = uint_at(r, 0);
    out.chunk.sealed = hf_row_str(r->result, 0, 1);
    return give(r, &out);
}

static enum hf_rc read_erased(const struct reading *r)
{
    return give(r, &(struct hf_answer_row){.figures = {hf_row_int(r->result, 0, 0)}});
}

static enum hf_rc read_counts(const struct reading *r)
{
    struct hf_answer_row out = {0};
    for (int i = 0; i < 3; i++)
        out.figures[i] = hf_row_int(r->result, 0, i);
    return give(r, &out);
}

static const struct {
    enum hf_sql statement;
    void (*lay)(struct hf_params *p, const struct hf_ask *ask);
    enum hf_rc (*read)(const struct reading *r);
} questions[HF_QUESTION_COUNT] = {
    [HF_ASK_files_of_kind] = {HF_SQL_files_of_kind, lay_kind_and_name, read_file},
    [HF_ASK_file_by_name] = {HF_SQL_file_by_name, lay_kind_and_name, read_file},
    [HF_ASK_heads] = {HF_SQL_heads, lay_from, read_head},
    [HF_ASK_events_of_file] = {HF_SQL_events_of_file, lay_range, read_event},
    [HF_ASK_events] = {HF_SQL_events, lay_stretch, read_any_event},
    [HF_ASK_snapshots] = {HF_SQL_snapshots, lay_stretch, read_snapshot},
    [HF_ASK_disclosures] = {HF_SQL_disclosures, lay_stretch, read_any_disclosure},
    [HF_ASK_threads] = {HF_SQL_threads_told, lay_stretch, read_thread},
    [HF_ASK_outbox] = {HF_SQL_outbox_told, lay_stretch, read_told},
    [HF_ASK_deadlines] = {HF_SQL_deadlines, lay_stretch, read_deadline},
    [HF_ASK_strays] = {HF_SQL_strays, lay_nothing, read_stray},
    [HF_ASK_disclosures_of_file] = {HF_SQL_disclosures_of_file, lay_id, read_disclosure},
    [HF_ASK_slots] = {HF_SQL_slots, lay_subjects, read_slot},
    [HF_ASK_thread] = {HF_SQL_thread, lay_id, read_thread},
    [HF_ASK_token] = {HF_SQL_token, lay_id, read_token},
    [HF_ASK_outbox_of_file] = {HF_SQL_outbox_of_file, lay_id, read_delivery},
    [HF_ASK_attempts_of_file] = {HF_SQL_attempts_of_file, lay_id, read_delivery},
    [HF_ASK_shelves_due] = {HF_SQL_shelves_due, lay_shelves, read_shelf},
    [HF_ASK_shelved] = {HF_SQL_shelved, lay_shelf, read_shelved},
    [HF_ASK_credential_uses] = {HF_SQL_credential_uses, lay_id, read_use},
    [HF_ASK_outbox_of_recipient] = {HF_SQL_outbox_of_recipient, lay_id_and_from, read_delivery},
    [HF_ASK_leaves] = {HF_SQL_leaves, lay_positions, read_leaves},
    [HF_ASK_last_checkpoint] = {HF_SQL_last_checkpoint, lay_to, read_checkpoint},
    [HF_ASK_checkpoints] = {HF_SQL_checkpoints, lay_nothing, read_checkpoint},
    [HF_ASK_stamps] = {HF_SQL_stamps, lay_nothing, read_stamp},
    [HF_ASK_chunks] = {HF_SQL_chunks, lay_id, read_chunk},
    [HF_ASK_erased] = {HF_SQL_erased, lay_nothing, read_erased},
    [HF_ASK_counts] = {HF_SQL_counts, lay_nothing, read_counts},
};

/* A failure of the reader is his; the rest of the answer, which may be long, is dropped with the connection.
 */
static enum hf_rc read_rows(struct hf_session *session, enum hf_question question, struct reading *reading)
{
    hf_session_stream(session);
    for (PGresult *result; (result = hf_session_row(session)) != NULL;) {
        reading->result = result;
        enum hf_rc rc = questions[question].read(reading);
        PQclear(result);
        if (rc != HF_OK) {
            hf_session_drop(session);
            return rc;
        }
    }
    return hf_session_end(session);
}

enum hf_rc hf_store_ask(void *self, enum hf_question question, const struct hf_ask *parameters, hf_row_fn row,
                        void *context, struct hf_err *err)
{
    struct hf_pg_ledger *store = self;
    struct reading reading = {.ask = parameters, .row = row, .context = context, .err = err};
    HF_TRY(hf_session_ready(&store->session, err));
    hf_session_begin(&store->session, err);
    questions[question].lay(hf_store_params(store), parameters);
    hf_session_send(&store->session, questions[question].statement);
    hf_session_flush(&store->session);
    return read_rows(&store->session, question, &reading);
}
