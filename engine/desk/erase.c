/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Erasure: what two people have ordered is destroyed, and the file says so.
 *
 *     erasure.propose  one person says what and by which provision; refused where nothing of it is there, nor
 *                      was taken by the journal without a certificate that this history has
 *     erasure.confirm  another orders it; from here on nothing can stop it, so a legal hold comes before
 *     erasure.done     the engine: keys into the journal and destroyed, rows deleted, with what else shows
 *                      the values (desk/traces.h); then this says so
 *
 * The order is committed before anything is destroyed, and destroying twice is once: whoever is stopped
 * between the two is followed by the clock of the ordered erasure, and what the journal holds of it is
 * certified then.
 */
#include "desk/erase.h"

#include "casefile/due.h"
#include "casefile/people.h"
#include "desk/document.h"
#include "desk/inside.h"
#include "desk/traces.h"

enum { KEYS_TOLD = 1000, FORGET_AT_ONCE = 256 };

struct erasing {
    struct hf_serving *s;
    struct hf_work *work;
    const struct hf_case *c;
    struct hf_arena *arena;
    struct hf_err *err;
    struct hf_id document; /* whose pieces are being read */
    struct hf_forgotten *row;
    size_t count, room;
    struct hf_str *done; /* what the certificates of the file say */
    size_t dones, done_room;
};

static enum hf_rc nothing_there(const struct erasing *e, struct hf_str of)
{
    return hf_fail(e->err, HF_WORD_erase_what, HF_STR("payload.of"), of, HF_STR_NONE);
}

/* ---- what it names ---- */

/* Values lie side by side under one key, so the last one found is mostly the one. */
static void add_key(struct erasing *e, const struct hf_id *subject, int64_t slot)
{
    for (size_t i = e->count; i > 0; i--)
        if (e->row[i - 1].slot == slot) {
            e->row[i - 1].values++;
            return;
        }
    e->row = hf_arena_room(e->arena, e->row, e->count, &e->room, sizeof *e->row);
    e->row[e->count++] =
        (struct hf_forgotten){.file = e->work->command.file, .subject = *subject, .slot = slot, .values = 1};
}

/* NULL: of everybody. */
static enum hf_rc add_values(struct erasing *e, const struct hf_id *subject)
{
    const struct hf_disclosure_row *rows;
    size_t count;
    HF_TRY(hf_disclosures_read(e->s->desk, &e->work->command.file, e->arena, &rows, &count, e->err));
    for (size_t i = 0; i < count; i++)
        if (subject == NULL || hf_id_eq(&rows[i].subject, subject))
            add_key(e, &rows[i].subject, rows[i].slot);
    return HF_OK;
}

static enum hf_rc take_piece(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    struct erasing *e = context;
    (void)err;
    add_key(e, &e->document, hf_document_slot(row->chunk.sealed));
    return HF_OK;
}

static enum hf_rc add_pieces(void *context, const struct hf_digest *digest)
{
    struct erasing *e = context;
    struct hf_ledger *ledger = &e->s->desk->setup.ledger;
    e->document = hf_document_id(&e->s->desk->hasher, &e->work->command.file, digest);
    return ledger->ask(ledger->self, HF_ASK_chunks, &(struct hf_ask){.id = e->document}, take_piece, e,
                       e->err);
}

static enum hf_rc add_message(void *context, const struct hf_id *id, const struct hf_digest *digest)
{
    struct erasing *e = context;
    for (size_t i = 0; i < e->count; i++) /* the same may be named by two events */
        if (e->row[i].slot == HF_MESSAGE_SLOT && hf_id_eq(&e->row[i].subject, id))
            return HF_OK;
    e->row = hf_arena_room(e->arena, e->row, e->count, &e->room, sizeof *e->row);
    e->row[e->count++] = (struct hf_forgotten){
        .file = e->work->command.file, .subject = *id, .slot = HF_MESSAGE_SLOT, .values = 1, .key = *digest};
    return HF_OK;
}

/* ---- what was erased before a copy was put back ---- */

static bool is_erasure(const struct hf_flows *flows, const struct hf_case *c, hf_instance i,
                       struct hf_str state)
{
    const struct hf_kind *kind = hf_case_kind(flows, c, i);
    return hf_case_instance(c, i)->owner == HF_OF_HOUSE && hf_str_eq(kind->name, HF_STR("erasure")) &&
           hf_str_eq(kind->state[hf_case_instance(c, i)->state].name, state);
}

static enum hf_rc take_certificate(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    struct erasing *e = context;
    (void)err;
    if (!hf_str_contains(row->event.header, HF_STR("\"act\":\"erasure.done\"")))
        return HF_OK;
    e->done = hf_arena_room(e->arena, e->done, e->dones, &e->done_room, sizeof *e->done);
    e->done[e->dones++] = hf_arena_keep(e->arena, row->event.payload);
    return HF_OK;
}

static enum hf_rc read_certificates(struct erasing *e)
{
    struct hf_ledger *ledger = &e->s->desk->setup.ledger;
    const struct hf_ask ask = {.id = e->work->command.file, .from = 1, .to = hf_case_head(e->c)->seq};
    return e->dones > 0 ? HF_OK
                        : ledger->ask(ledger->self, HF_ASK_events_of_file, &ask, take_certificate, e, e->err);
}

/* Certified in this history, or about to be by the erasure that it knows; else the certificate was lost. */
static bool is_certified(const struct erasing *e, const struct hf_forgotten *line)
{
    char bytes[HF_DIGEST_TEXT];
    struct hf_buf key = HF_BUF(bytes);
    const struct hf_flows *flows = &e->work->touched->flows;
    hf_instance by = hf_case_by_id(e->c, &line->erasure);
    bool told = by != HF_NO_INSTANCE && (is_erasure(flows, e->c, by, HF_STR("ordered")) ||
                                         is_erasure(flows, e->c, by, HF_STR("erased")));
    hf_digest_put(&key, &line->key);
    for (size_t i = 0; i < e->dones && !told; i++)
        told = hf_str_contains(e->done[i], hf_buf_str(&key));
    return told;
}

static void add_line(struct erasing *e, const struct hf_forgotten *line)
{
    for (size_t i = 0; i < e->count; i++)
        if (e->row[i].slot == line->slot &&
            (line->slot != HF_MESSAGE_SLOT || hf_id_eq(&e->row[i].subject, &line->subject)))
            return;
    e->row = hf_arena_room(e->arena, e->row, e->count, &e->room, sizeof *e->row);
    e->row[e->count++] = *line;
}

/* What one erasure took belongs together: with an entry went what showed its values. NULL: of everybody. */
static enum hf_rc add_lost(struct erasing *e, const struct hf_id *subject)
{
    struct hf_keys *keys = &e->s->desk->setup.keys;
    const struct hf_forgotten *line;
    size_t count;
    HF_TRY(keys->erased(keys->self, &e->work->command.file, e->arena, &line, &count, e->err));
    if (count > 0)
        HF_TRY(read_certificates(e));
    for (size_t i = 0; i < count; i++) {
        if (subject != NULL && !hf_id_eq(&line[i].subject, subject))
            continue;
        for (size_t k = 0; k < count && !is_certified(e, &line[i]); k++)
            if (hf_id_eq(&line[k].erasure, &line[i].erasure) && !is_certified(e, &line[k]))
                add_line(e, &line[k]);
    }
    return HF_OK;
}

/* ---- all of it ---- */

static enum hf_rc add_document(struct erasing *e, hf_instance i)
{
    struct hf_digest digest;
    bool named = hf_digest_read(
        hf_house_text_datum(e->s->desk->setup.house, e->c, i, HF_STR("sha256"), e->arena), &digest);
    if (!named)
        return HF_OK;
    HF_TRY(add_pieces(e, &digest));
    return add_lost(e, &e->document);
}

static bool is_document(const struct erasing *e, hf_instance i)
{
    return hf_case_instance(e->c, i)->owner == HF_OF_HOUSE &&
           hf_str_eq(hf_case_kind(&e->work->touched->flows, e->c, i)->name, HF_STR("document"));
}

static enum hf_rc add_all(struct erasing *e)
{
    HF_TRY(add_values(e, NULL));
    for (hf_instance i = 0; i < hf_case_head(e->c)->instances; i++)
        if (is_document(e, i))
            HF_TRY(add_document(e, i));
    return add_lost(e, NULL);
}

static enum hf_rc add_entry(struct erasing *e, const struct hf_id *subject)
{
    HF_TRY(add_values(e, subject));
    return add_lost(e, subject);
}

static enum hf_rc find_keys(struct erasing *e, struct hf_str of)
{
    if (hf_str_eq(of, HF_STR("all")))
        return add_all(e);
    if (hf_str_eq(of, HF_STR("case")))
        return add_entry(e, &e->work->command.file);
    hf_instance i = hf_case_find(&e->work->touched->flows, e->c, of);
    if (i == HF_NO_INSTANCE)
        return nothing_there(e, of);
    if (is_document(e, i))
        return add_document(e, i);
    return add_entry(e, &hf_case_instance(e->c, i)->id);
}

/* What beside the rows shows it; a document is all that there is of it. These lines come first, so that where
 * the machine stops among them no key is gone by which the others would be found. */
static enum hf_rc find_traces(struct erasing *e, struct hf_str of)
{
    struct hf_trace_ask ask = {.c = e->c,
                               .subject = &e->work->command.file,
                               .arena = e->arena,
                               .text = add_pieces,
                               .message = add_message,
                               .context = e};
    hf_instance i = hf_case_find(&e->work->touched->flows, e->c, of);
    if (hf_str_eq(of, HF_STR("all")))
        ask.subject = NULL;
    else if (i != HF_NO_INSTANCE && is_document(e, i))
        return HF_OK;
    else if (!hf_str_eq(of, HF_STR("case")) && i != HF_NO_INSTANCE)
        ask.subject = &hf_case_instance(e->c, i)->id;
    return hf_traces_find(e->s->desk, &ask, e->err);
}

/* ---- destroyed ---- */

/* The keys first: without them rows that are still there, here or in a copy, say nothing. */
static enum hf_rc destroy(struct erasing *e, hf_instance erasure, const struct hf_forgotten **out,
                          size_t *count)
{
    struct hf_keys *keys = &e->s->desk->setup.keys;
    struct hf_ledger *ledger = &e->s->desk->setup.ledger;
    const struct hf_forget_ask ask = {.erasure = hf_case_instance(e->c, erasure)->id,
                                      .at_ms = e->s->now_ms,
                                      .rows = e->row,
                                      .count = e->count};
    struct hf_keep *rows = HF_NEW(e->arena, struct hf_keep, FORGET_AT_ONCE);
    HF_TRY(keys->forget(keys->self, &ask, e->arena, out, count, e->err));
    for (size_t i = 0, n = 0; i < *count; i++) {
        rows[n++] = (struct hf_keep){.kind = HF_FORGET, .forget = (*out)[i]};
        if (n == FORGET_AT_ONCE || i + 1 == *count) {
            HF_TRY(ledger->keep(ledger->self, rows, n, e->err));
            n = 0;
        }
    }
    return HF_OK;
}

static struct hf_json digest_json(struct hf_arena *arena, const struct hf_digest *digest)
{
    struct hf_buf text = hf_buf_in(arena, HF_DIGEST_TEXT);
    hf_digest_put(&text, digest);
    return hf_json_of_text(hf_buf_str(&text));
}

/* A key is a document's unless it is of the case or of something in it. */
static bool is_of_values(const struct erasing *e, const struct hf_forgotten *line)
{
    return hf_id_eq(&line->subject, &line->file) || hf_case_by_id(e->c, &line->subject) != HF_NO_INSTANCE;
}

static struct hf_json certificate(struct erasing *e, const struct hf_forgotten *line, size_t count)
{
    struct hf_arena *arena = e->s->arena; /* the command outlives the trial */
    struct hf_json_maker made = hf_json_make(arena), keys = hf_json_make(arena);
    struct hf_hasher *hasher = &e->s->desk->hasher;
    struct hf_digest all;
    int64_t values = 0, documents = 0, messages = 0;
    hf_hash_begin(hasher);
    for (size_t i = 0; i < count; i++) {
        hf_hash_add(hasher, line[i].key.byte, sizeof line[i].key.byte);
        if (line[i].slot == HF_MESSAGE_SLOT)
            messages++;
        else if (is_of_values(e, &line[i]))
            values += line[i].values;
        else
            documents++;
        if (i < KEYS_TOLD)
            hf_json_add(&keys, HF_STR_NONE, digest_json(arena, &line[i].key));
    }
    hf_hash_end(hasher, &all);
    hf_json_add(&made, HF_STR("digest"), digest_json(arena, &all));
    hf_json_add(&made, HF_STR("documents"), hf_json_of_int(documents));
    hf_json_add(&made, HF_STR("keys"), hf_json_list(&keys));
    hf_json_add(&made, HF_STR("messages"), hf_json_of_int(messages));
    if (count > KEYS_TOLD)
        hf_json_add(&made, HF_STR("more"), hf_json_of_int((int64_t)(count - KEYS_TOLD)));
    hf_json_add(&made, HF_STR("values"), hf_json_of_int(values));
    return hf_json_object(&made);
}

/* ---- its events ---- */

static enum hf_rc check_proposal(struct erasing *e)
{
    struct hf_str of = hf_json_text(&e->work->command.payload, HF_STR("of"));
    if (of.len == 0)
        return HF_OK; /* the schema tells */
    HF_TRY(find_keys(e, of));
    return e->count == 0 ? nothing_there(e, of) : HF_OK;
}

/* What the engine says of an ordered erasure, by a clock or not, is that it is done; so it is done first.
 * That it was ordered no later event takes back, so a case that others have acted on meanwhile does not
 * matter here. */
static enum hf_rc carry_out(struct erasing *e)
{
    struct hf_command *command = &e->work->command;
    const struct hf_forgotten *line;
    size_t count;
    hf_instance i = hf_case_find(&e->work->touched->flows, e->c, command->on);
    command->event = e->work->request->command.event; /* as it was before another round made it another */
    command->clock = e->work->request->command.clock;
    command->payload = e->work->request->command.payload;
    if (command->known != HF_KNOWN_engine || i == HF_NO_INSTANCE ||
        !is_erasure(&e->work->touched->flows, e->c, i, HF_STR("ordered")))
        return HF_OK;
    if (hf_has_moved(e->work->touched)) /* a value of this very batch would be missed: it is made again */
        return hf_fail(e->err, HF_WORD_stale, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
    struct hf_str of = hf_house_text_datum(e->s->desk->setup.house, e->c, i, HF_STR("of"), e->arena);
    HF_TRY(find_traces(e, of));
    HF_TRY(find_keys(e, of));
    HF_TRY(destroy(e, i, &line, &count));
    command->payload = certificate(e, line, count);
    command->event = HF_STR("erasure.done");
    command->clock = HF_STR_NONE;
    return HF_OK;
}

enum hf_rc hf_erase(struct hf_serving *s, struct hf_work *work, struct hf_err *err)
{
    struct erasing e = {.s = s, .work = work, .c = &work->touched->now, .arena = &s->desk->trial, .err = err};
    if (work->touched->kind != HF_FILE_CASE || work->request->kind != HF_REQUEST_COMMAND ||
        !hf_str_begins(work->command.on, HF_STR("erasure")))
        return HF_OK;
    if (hf_str_eq(work->command.event, HF_STR("erasure.propose")))
        return check_proposal(&e);
    return carry_out(&e);
}

/* ---- at once ---- */

/* What its clock would have done; false: none runs. */
static bool clock_of(struct hf_desk *desk, const struct hf_flows *flows, const struct hf_case *c,
                     hf_instance i, struct hf_arena *arena, struct hf_request *out)
{
    const struct hf_due *due;
    size_t count = hf_due_list(flows, &desk->house, c, arena, &due);
    for (size_t k = 0; k < count; k++)
        if (due[k].instance == i) {
            *out = (struct hf_request){.kind = HF_REQUEST_COMMAND,
                                       .command = hf_due_command(flows, c, &due[k], &desk->house, arena)};
            return true;
        }
    return false;
}

static bool others_were_first(const struct hf_response *response)
{
    return response->outcome == HF_REFUSED_ANSWER &&
           (response->err->word == HF_WORD_timer_passed || response->err->word == HF_WORD_stale);
}

enum hf_rc hf_erase_now(struct hf_desk *desk, const struct hf_id *file, const struct hf_id *erasure,
                        struct hf_arena *arena, struct hf_response *out, struct hf_err *err)
{
    enum { LOOKS = 4 };
    for (unsigned look = 0; look < LOOKS && (look == 0 || others_were_first(out)); look++) {
        const struct hf_case *c;
        struct hf_flows flows;
        struct hf_request request;
        HF_TRY(hf_desk_file(desk, file, arena, &c, &flows, err));
        hf_instance i = hf_case_by_id(c, erasure);
        if (i != HF_NO_INSTANCE && is_erasure(&flows, c, i, HF_STR("erased"))) {
            *out = (struct hf_response){.outcome = HF_REPEATED, .file = *file};
            return HF_OK;
        }
        if (i == HF_NO_INSTANCE || !clock_of(desk, &flows, c, i, arena, &request))
            return hf_fail(err, HF_WORD_no_instance, HF_STR_NONE, HF_STR("erasure"), HF_STR_NONE);
        HF_TRY(hf_desk_serve(desk, &request, 1, arena, out, err));
    }
    return HF_OK;
}
