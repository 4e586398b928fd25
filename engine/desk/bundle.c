/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Events are read first, in order; each says which messages and definitions it names, and whether the reader
 * may see it. What it named is gathered then, and last the tree, so that the proof is of these events.
 */
#include "desk/bundle.h"

#include "casefile/people.h"
#include "desk/ask.h"
#include "desk/audit_parts.h"
#include "desk/bundle_sight.h"
#include "desk/bundle_stamps.h"
#include "desk/conditions.h"
#include "desk/document.h"
#include "desk/heads.h"
#include "desk/inside.h"
#include "desk/watch.h"
#include "proof/heads.h"
#include "proof/page.h"
#include "proof/verify.h"
#include "seal/cover.h"

enum { DEFINITIONS_MAX = 64, SCRATCH = 16 << 20 };

struct making {
    struct hf_desk *desk;
    const struct hf_bundle_order *order;
    struct hf_arena *arena, scratch; /* one event at a time */
    struct hf_bundle_claim claim;
    struct hf_buf part[HF_BUNDLE_PART_COUNT];
    uint64_t size;               /* of the checkpoint */
    struct hf_heads_event heads; /* published for this bundle */
    struct hf_placed *placed;    /* of the events in it */
    struct hf_named_list named;  /* messages, of events that are shown */
    bool *shown;                 /* by seq, from 1 */
    struct hf_bundle_sight sight;
    const struct hf_revealed *value; /* all of the file */
    size_t values;
    struct hf_digest *document; /* given with it */
    size_t documents, document_room;
    struct hf_digest definition[DEFINITIONS_MAX];
    size_t definitions;
    struct hf_ustar_member *member;
    size_t members, member_room;
    struct hf_digest *leaf;
    uint64_t leaves;
    const struct hf_ustar_member *stamp;
    size_t stamps;
};

/* ---- events ---- */

static void add_definition(struct making *m, const struct hf_digest *digest)
{
    for (size_t i = 0; i < m->definitions; i++)
        if (hf_digest_eq(&m->definition[i], digest))
            return;
    if (m->definitions < DEFINITIONS_MAX)
        m->definition[m->definitions++] = *digest;
}

static void note_definitions(struct making *m, const struct hf_fact *fact)
{
    struct hf_digest next;
    if (m->claim.kind != HF_FILE_CASE)
        return;
    add_definition(m, &fact->header.definition);
    if (hf_fact_leads(fact, &next))
        add_definition(m, &next);
}

static enum hf_rc take_event(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    struct making *m = context;
    struct hf_hasher *hasher = &m->desk->hasher;
    const struct hf_event_row *event = &row->event;
    struct hf_bundle_event line = {
        .index = (uint64_t)event->position, .header = event->header, .payload = event->payload};
    struct hf_fact fact;
    if (event->position < 0 || event->position >= m->heads.size)
        return HF_OK; /* newer than the heads: of the next bundle */
    hf_arena_reset(&m->scratch, 0);
    HF_TRY(hf_fact_read(event->header, event->payload, &m->scratch, &fact, err));
    line.blind = event->blind;
    line.shown = hf_bundle_sees(&m->sight, &fact);
    hf_chain_commit(hasher, &event->blind, event->header, &line.commitment);
    hf_chain_next(hasher, &m->claim.head, &line.commitment, &m->claim.head);
    m->placed[m->claim.events++].index = line.index;
    m->shown[m->claim.events] = line.shown;
    if (line.shown && hf_bundle_gives_messages(m->order->reader))
        hf_named_collect(m->arena, &fact, &m->named);
    note_definitions(m, &fact);
    hf_bundle_event_put(&m->part[HF_BUNDLE_events], &line);
    return HF_OK;
}

/* The file as the ledger has it, without its events. */
static enum hf_rc find_file(struct making *m, struct hf_file_row *row, struct hf_err *err)
{
    struct hf_ledger *ledger = &m->desk->setup.ledger;
    struct hf_file_ask ask = {.file = m->order->file, .after_seq = INT32_MAX};
    size_t one = 1;
    HF_TRY(ledger->load(ledger->self, &ask, &one, m->arena, row, err));
    if (row->kind == 0)
        return hf_fail(err, HF_WORD_no_file, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
    return HF_OK;
}

static enum hf_rc read_events(struct making *m, struct hf_err *err)
{
    struct hf_ledger *ledger = &m->desk->setup.ledger;
    struct hf_ask ask = {.id = m->order->file, .from = 1, .to = INT32_MAX};
    struct hf_file_row row;
    HF_TRY(find_file(m, &row, err));
    m->claim.kind = row.kind;
    if (row.kind == HF_FILE_ACCESS && m->order->reader != HF_READER_AUDITOR)
        return hf_fail(err, HF_WORD_access_auditor, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
    m->claim.name = row.name.len > 0 ? row.name : HF_STR("-");
    m->placed = HF_NEW(m->arena, struct hf_placed, row.seq);
    m->shown = HF_NEW(m->arena, bool, (size_t)row.seq + 1);
    hf_chain_start(&m->desk->hasher, m->claim.origin, &m->claim.file, &m->claim.head);
    HF_TRY(ledger->ask(ledger->self, HF_ASK_events_of_file, &ask, take_event, m, err));
    if (m->claim.events == 0) /* it came while this bundle was begun */
        return hf_fail(err, HF_WORD_no_file, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
    return HF_OK;
}

/* ---- beside the events ---- */

static bool gives_values(const struct making *m, uint32_t seq)
{
    return seq <= m->claim.events && m->shown[seq];
}

/* Erased values are passed over: their digests stand in the events all the same. */
static enum hf_rc add_values(struct making *m, struct hf_err *err)
{
    if (!hf_bundle_gives_values(m->order->reader))
        return HF_OK;
    HF_TRY(hf_desk_reveal(m->desk, &m->order->file, m->arena, &m->value, &m->values, err));
    for (size_t i = 0; i < m->values; i++)
        if (gives_values(m, m->value[i].seq))
            hf_bundle_value_put(
                &m->part[HF_BUNDLE_disclosures],
                &(struct hf_bundle_value){m->value[i].seq, m->value[i].place, m->value[i].text});
    return HF_OK;
}

struct telling {
    struct making *m;
    struct hf_str bytes;
};

static enum hf_rc take_token(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    struct telling *t = context;
    (void)err;
    t->bytes = hf_arena_keep(t->m->arena, row->token.bytes);
    return HF_OK;
}

/* As the event names it: of what was sent encrypted, the token inside. */
static enum hf_rc add_message(struct making *m, const struct hf_named *named, struct hf_err *err)
{
    struct hf_ledger *ledger = &m->desk->setup.ledger;
    struct telling telling = {.m = m};
    struct hf_ask ask = {.id = named->id};
    struct hf_bundle_message message = {.seq = named->seq};
    HF_TRY(ledger->ask(ledger->self, HF_ASK_token, &ask, take_token, &telling, err));
    HF_TRY(
        hf_token_inner(ledger, &m->desk->hasher, &named->id, telling.bytes, m->arena, &message.token, err));
    if (message.token.len > 0)
        hf_bundle_message_put(&m->part[HF_BUNDLE_messages], &message);
    return HF_OK;
}

static enum hf_rc add_messages(struct making *m, struct hf_err *err)
{
    for (size_t i = 0; i < m->named.count; i++)
        HF_TRY(add_message(m, &m->named.at[i], err));
    return HF_OK;
}

static enum hf_rc take_attempt(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    struct making *m = context;
    const struct hf_delivery_row *attempt = &row->delivery;
    (void)err;
    if (attempt->outbox.seq <= m->claim.events && m->shown[attempt->outbox.seq])
        hf_bundle_delivery_put(&m->part[HF_BUNDLE_deliveries],
                               &(struct hf_bundle_delivery){.seq = attempt->outbox.seq,
                                                            .attempt = attempt->attempt,
                                                            .start_ms = attempt->start_ms,
                                                            .end_ms = attempt->end_ms,
                                                            .status = attempt->status,
                                                            .class_name = attempt->class_name});
    return HF_OK;
}

static enum hf_rc add_deliveries(struct making *m, struct hf_err *err)
{
    struct hf_ledger *ledger = &m->desk->setup.ledger;
    struct hf_ask ask = {.id = m->order->file};
    if (!hf_bundle_gives_messages(m->order->reader))
        return HF_OK;
    return ledger->ask(ledger->self, HF_ASK_attempts_of_file, &ask, take_attempt, m, err);
}

/* ---- the tree ---- */

static enum hf_rc take_leaf(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    struct making *m = context;
    if (m->leaves < m->size && row->leaf.len == sizeof *m->leaf)
        memcpy(m->leaf[m->leaves++].byte, row->leaf.at, sizeof *m->leaf);
    (void)err;
    return HF_OK;
}

static enum hf_rc put_node(void *context, const struct hf_digest *node, struct hf_err *err)
{
    struct making *m = context;
    (void)err;
    hf_buf_put_bytes(&m->part[HF_BUNDLE_tree], node->byte, sizeof node->byte);
    return HF_OK;
}

static void add_entry(struct making *m, const struct hf_digest *key, uint64_t length)
{
    struct hf_heads_proof *proof = HF_NEW(m->arena, struct hf_heads_proof, 1);
    struct hf_heads_entry_line *line = HF_NEW(m->arena, struct hf_heads_entry_line, 1);
    hf_heads_prove(&m->desk->heads.tree, key, proof);
    line->path = proof->path;
    hf_heads_salt(&m->desk->heads.tree, key, length, &line->salt);
    hf_heads_entry_put(&m->part[HF_BUNDLE_heads], line);
}

/* The heads are those that were published when this bundle was begun: nothing has read them again since. */
static enum hf_rc add_heads(struct making *m, const struct hf_tree *tree, struct hf_err *err)
{
    struct hf_hasher *hasher = &m->desk->hasher;
    struct hf_digest key;
    HF_TRY(hf_heads_logged_make(m->desk, &m->heads, tree, m->size, m->arena, &m->part[HF_BUNDLE_heads], err));
    hf_heads_file_key(hasher, m->claim.origin, &m->claim.file, &key);
    add_entry(m, &key, m->claim.events);
    if (hf_str_eq(m->claim.name, HF_STR("-")))
        return HF_OK;
    hf_heads_name_key(hasher, m->claim.origin, hf_file_kind_name(m->claim.kind), m->claim.name, &key);
    add_entry(m, &key, 0);
    return HF_OK;
}

static enum hf_rc add_tree(struct making *m, struct hf_err *err)
{
    struct hf_ledger *ledger = &m->desk->setup.ledger;
    m->leaf = hf_arena_try(m->arena, sizeof *m->leaf, _Alignof(struct hf_digest), (size_t)m->size);
    if (m->leaf == NULL)
        return hf_fail(err, HF_WORD_no_memory, HF_STR_NONE, HF_STR("the leaves of the log"), HF_STR_NONE);
    HF_TRY(ledger->ask(ledger->self, HF_ASK_leaves, &(struct hf_ask){0}, take_leaf, m, err));
    struct hf_leaves leaves = {&m->desk->hasher, m->leaf, (size_t)m->leaves};
    struct hf_tree tree = hf_tree_of(&leaves);
    HF_TRY(hf_cover_make(&m->desk->hasher, &tree, m->placed, m->claim.events, m->size, put_node, m, err));
    HF_TRY(add_heads(m, &tree, err));
    const struct hf_stamped_span span = {
        .first = m->placed[0].index, .last = m->placed[m->claim.events - 1].index, .size = m->size};
    return hf_bundle_stamps(m->desk, &span, &tree, m->arena, &m->stamp, &m->stamps, err);
}

/* ---- the archive ---- */

static void add_member(struct making *m, struct hf_str name, struct hf_str bytes)
{
    m->member = hf_arena_room(m->arena, m->member, m->members, &m->member_room, sizeof *m->member);
    m->member[m->members++] = (struct hf_ustar_member){name, bytes};
}

static struct hf_str name_in(struct making *m, struct hf_str folder, const struct hf_digest *digest)
{
    struct hf_buf name = hf_buf_in(m->arena, HF_USTAR_NAME_MAX);
    hf_buf_put(&name, folder);
    hf_digest_put(&name, digest);
    return hf_buf_str(&name);
}

/* The house's own definition is in every program, and in no library. */
static enum hf_rc add_definitions(struct making *m, struct hf_err *err)
{
    for (size_t i = 0; i < m->definitions; i++) {
        struct hf_str text;
        HF_TRY(hf_document_read(m->desk, NULL, &m->definition[i], m->arena, &text, err));
        add_member(m, name_in(m, HF_STR("definitions/"), &m->definition[i]), text);
    }
    return HF_OK;
}

/* One of the register; on paper, or erased, it is passed over: its digest stands in the event. */
static enum hf_rc add_document(struct making *m, const struct hf_digest *digest, struct hf_err *err)
{
    struct hf_str bytes;
    enum hf_rc rc = hf_document_read(m->desk, &m->order->file, digest, m->arena, &bytes, err);
    if (rc != HF_OK)
        return rc == HF_NOT_FOUND ? HF_OK : rc;
    add_member(m, name_in(m, HF_STR("documents/"), digest), bytes);
    m->document = hf_arena_room(m->arena, m->document, m->documents, &m->document_room, sizeof *m->document);
    m->document[m->documents++] = *digest;
    return HF_OK;
}

static enum hf_rc add_documents(struct making *m, struct hf_err *err)
{
    const struct hf_case *file;
    struct hf_flows flows;
    if (!m->order->documents)
        return HF_OK;
    HF_TRY(hf_desk_file(m->desk, &m->order->file, m->arena, &file, &flows, err));
    struct hf_case now = hf_case_copy(m->arena, file);
    for (hf_instance i = 0; i < hf_case_head(&now)->instances; i++) {
        struct hf_digest digest;
        if (!hf_str_eq(hf_case_kind(&flows, &now, i)->name, HF_STR("document")) ||
            !hf_digest_read(hf_house_text_datum(flows.house, &now, i, HF_STR("sha256"), m->arena), &digest))
            continue;
        HF_TRY(hf_document_may_go(m->desk, &flows, &now, i, m->arena, err));
        HF_TRY(add_document(m, &digest, err));
    }
    return HF_OK;
}

/* What two people ordered to be erased while this was made does not go out with it. */
static enum hf_rc check_erasures(struct making *m, struct hf_err *err)
{
    int64_t size;
    HF_TRY(hf_revealed_stand(m->desk, &m->order->file, m->value, m->values, err));
    for (size_t i = 0; i < m->documents; i++) {
        enum hf_rc rc = hf_document_measure(m->desk, &m->order->file, &m->document[i], &size, err);
        if (rc == HF_NOT_FOUND)
            return hf_fail(err, HF_WORD_bundle_erased, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
        HF_TRY(rc);
    }
    return HF_OK;
}

static enum hf_rc put_archive(struct making *m, struct hf_buf *out, struct hf_err *err)
{
    struct hf_signer *signer = &m->desk->setup.signer;
    struct hf_buf text = hf_buf_in(m->arena, 4096), note = hf_buf_in(m->arena, 4096);
    struct hf_signature signature;
    hf_bundle_manifest_put(&m->desk->hasher, &m->claim, m->member, m->members, &text);
    struct hf_str message = hf_buf_str(&text);
    HF_TRY(signer->manifest(signer->self, message, &signature, err));
    if (!hf_key_verify(&m->claim.key, message, &signature))
        return hf_fail(err, HF_WORD_signer_rotated, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
    hf_note_put(&m->desk->hasher, message, m->claim.origin, &m->claim.key, &signature, &note);
    if (note.len > HF_NOTE_MAX)
        return hf_fail(err, HF_WORD_bundle_many, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
    hf_ustar_put(out, &(struct hf_ustar_member){HF_STR("manifest"), hf_buf_str(&note)});
    for (size_t i = 0; i < m->members; i++)
        hf_ustar_put(out, &m->member[i]);
    hf_ustar_end_put(out);
    return out->full ? hf_fail(err, HF_WORD_no_memory, HF_STR_NONE, HF_STR("the bundle"), HF_STR_NONE)
                     : HF_OK;
}

/* The page is made from the members alone, so it cannot show what the reader may not see. It stands behind
 * the time-stamps. */
static enum hf_rc add_page(struct making *m, size_t place, struct hf_err *err)
{
    struct hf_str part[HF_BUNDLE_PART_COUNT];
    struct hf_buf out = hf_buf_in(m->arena, 65536);
    struct hf_page page = {.claim = &m->claim,
                           .signed_size = m->size,
                           .part = part,
                           .other = m->member,
                           .others = m->members,
                           .house = m->desk->setup.house,
                           .arena = m->arena,
                           .scratch = &m->scratch};
    for (enum hf_bundle_part i = 0; i < HF_BUNDLE_PART_COUNT; i++)
        part[i] = hf_buf_str(&m->part[i]);
    HF_TRY(hf_page_make(&page, &out, err));
    add_member(m, HF_STR_NONE, HF_STR_NONE);
    memmove(&m->member[place + 1], &m->member[place], (m->members - 1 - place) * sizeof m->member[0]);
    m->member[place] = (struct hf_ustar_member){HF_STR("page.html"), hf_buf_str(&out)};
    return HF_OK;
}

/* ---- what was made is looked at as others will ---- */

static enum hf_rc check_made(struct making *m, struct hf_buf *out, struct hf_err *err)
{
    struct hf_bundle *bundle = HF_NEW(m->arena, struct hf_bundle, 1);
    struct hf_bundle_verdict *verdict = HF_NEW(m->arena, struct hf_bundle_verdict, 1);
    const struct hf_bundle_check check = {.hasher = &m->desk->hasher,
                                          .bundle = bundle,
                                          .house = m->desk->setup.house,
                                          .arena = m->arena,
                                          .scratch = &m->scratch,
                                          .to_ms = INT64_MAX};
    enum hf_rc rc = hf_bundle_open(check.hasher, hf_buf_str(out), m->arena, bundle, err);
    if (rc == HF_OK)
        rc = hf_bundle_verify(&check, verdict, err);
    if (rc != HF_OK)
        out->len = 0;
    return rc;
}

/* ---- all of it ---- */

static enum hf_rc take_checkpoint(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    struct making *m = context;
    (void)err;
    m->size = (uint64_t)row->checkpoint.size;
    hf_buf_put(&m->part[HF_BUNDLE_checkpoint], row->checkpoint.note);
    return HF_OK;
}

static enum hf_rc read_checkpoint(struct making *m, struct hf_err *err)
{
    struct hf_ledger *ledger = &m->desk->setup.ledger;
    int64_t size;
    HF_TRY(hf_heads_publish(m->desk, m->arena, &m->heads, err));
    HF_TRY(hf_watch_checkpoint(m->desk, m->arena, &size, err));
    if (m->order->witness != NULL)
        m->order->witness(m->order->context);
    return ledger->ask(ledger->self, HF_ASK_last_checkpoint, &(struct hf_ask){0}, take_checkpoint, m, err);
}

static enum hf_rc begin(struct making *m, struct hf_err *err)
{
    struct hf_log_keys keys;
    HF_TRY(hf_desk_log_keys(m->desk, &keys, err));
    hf_arena_init(&m->scratch, hf_arena_take(m->arena, SCRATCH, 16, 1), SCRATCH);
    for (size_t i = 0; i < HF_BUNDLE_PART_COUNT; i++)
        m->part[i] = hf_buf_in(m->arena, 4096);
    m->claim = (struct hf_bundle_claim){.origin = m->desk->setup.origin,
                                        .file = m->order->file,
                                        .made_ms = m->desk->setup.clock.wall_ms(m->desk->setup.clock.self),
                                        .key = keys.at[keys.count - 1].key};
    hf_log_keys_put(m->claim.origin, &keys, &m->part[HF_BUNDLE_keys]);
    return HF_OK;
}

static struct hf_str reader_name(struct making *m)
{
    struct hf_buf id = hf_buf_in(m->arena, HF_ID_TEXT);
    if (m->order->reader == HF_READER_ROLE) {
        hf_buf_put(&id, HF_STR("role "));
        hf_buf_put(&id, m->order->role);
        return hf_buf_str(&id);
    }
    if (m->order->reader == HF_READER_AUDITOR)
        return HF_STR("auditor");
    if (m->order->reader == HF_READER_PUBLIC)
        return HF_STR("public");
    hf_id_put(&id, &m->order->authority);
    return hf_buf_str(&id);
}

enum hf_rc hf_bundle_make(struct hf_desk *desk, const struct hf_bundle_order *order, struct hf_arena *arena,
                          struct hf_buf *out, struct hf_err *err)
{
    struct making *m = HF_NEW(arena, struct making, 1);
    *m = (struct making){.desk = desk, .order = order, .arena = arena};
    if (order->documents && order->reader != HF_READER_AUDITOR)
        return hf_fail(err, HF_WORD_bundle_documents, HF_STR("--with-documents"), HF_STR_NONE, HF_STR_NONE);
    HF_TRY(hf_bundle_sight_begin(desk, order, arena, &m->sight, err));
    HF_TRY(begin(m, err));
    m->claim.reader = reader_name(m);
    HF_TRY(read_checkpoint(m, err));
    HF_TRY(hf_bundle_sight_hide(&m->sight, desk, err));
    HF_TRY(read_events(m, err));
    HF_TRY(add_values(m, err));
    HF_TRY(add_messages(m, err));
    HF_TRY(add_deliveries(m, err));
    HF_TRY(add_tree(m, err));
    for (enum hf_bundle_part part = 0; part < HF_BUNDLE_PART_COUNT; part++)
        add_member(m, hf_bundle_part_name(part), hf_buf_str(&m->part[part]));
    for (size_t i = 0; i < m->stamps; i++)
        add_member(m, m->stamp[i].name, m->stamp[i].bytes);
    size_t page = m->members;
    HF_TRY(add_definitions(m, err));
    HF_TRY(add_documents(m, err));
    HF_TRY(add_page(m, page, err));
    HF_TRY(check_erasures(m, err));
    HF_TRY(put_archive(m, out, err));
    return check_made(m, out, err);
}
