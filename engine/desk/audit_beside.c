/* SPDX-License-Identifier: Apache-2.0 */
/* What the events of a stretch make of the rows beside them, gathered while they are followed. */
#include "desk/audit_beside.h"

#include "base/sort.h"
#include "casefile/due.h"
#include "desk/inside.h"
#include "desk/snapshot.h"
#include "seal/disclose.h"

/* ---- suspicions ---- */

struct hf_beside_file *hf_beside_find(struct hf_beside *b, size_t *at, const struct hf_id *id)
{
    while (*at < b->files.count && hf_id_order(&b->files.at[*at].row->file, id) < 0)
        ++*at;
    return *at < b->files.count && hf_id_eq(&b->files.at[*at].row->file, id) ? &b->files.at[*at] : NULL;
}

void hf_beside_suspect(struct hf_beside *b, struct hf_beside_file *file, enum hf_word word, uint32_t seq,
                       const char *what)
{
    if (file->suspect != NULL)
        return;
    struct hf_err *err = HF_NEW(b->arena, struct hf_err, 1);
    (void)hf_audit_differs(word, file->row, seq, hf_str_of(what), err);
    file->suspect = err;
}

/* ---- snapshots ---- */

/* Cut apart as hf_snapshot_make lays it: block, slots, their number. */
static enum hf_rc take_snapshot(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    struct hf_beside *b = context;
    struct hf_beside_kept *kept = HF_BESIDE_ADD(b, kept);
    struct hf_snapshot opened;
    struct hf_str bytes = row->file.snapshot;
    (void)err;
    *kept = (struct hf_beside_kept){.file = row->file.file, .seq = row->file.snapshot_seq};
    if (hf_snapshot_is_older(bytes))
        return HF_OK;
    kept->broken = !hf_snapshot_open(bytes, b->arena, &opened);
    if (kept->broken)
        return HF_OK;
    kept->block = hf_case_bytes(&opened.c);
    kept->slots = (struct hf_str){(const char *)opened.slot, opened.slots * sizeof *opened.slot};
    kept->slots_known = opened.slots_known;
    return HF_OK;
}

/* As the desk would have packed it here. */
static bool is_same_case(const struct hf_following *f, struct hf_str block)
{
    struct hf_case packed = hf_case_copy(f->audit->scratch, &f->replay.c);
    hf_case_set_link(&packed, &f->replay.link);
    return hf_str_eq(hf_case_bytes(&packed), block);
}

/* One that is of another file, or goes further than its events do, is never reached: it is told at the end.
 */
static enum hf_rc compare_snapshot(struct hf_beside *b, const struct hf_following *f, struct hf_err *err)
{
    const struct hf_beside_kept *kept = &b->kept.at[b->next_kept];
    if (b->next_kept == b->kept.count || kept->seq != f->seq || !hf_id_eq(&kept->file, &f->file->file))
        return HF_OK;
    b->next_kept++;
    if (kept->broken || (kept->block.len > 0 && !is_same_case(f, kept->block)))
        return hf_audit_wrong(HF_WORD_audit_snapshot, f->file, f->seq, err);
    return HF_OK;
}

/* ---- events ---- */

/* A command stands with the first of its events. */
static bool is_its_command(const struct hf_header *header, const struct hf_command_row *command)
{
    struct hf_command_row none = {0};
    const bool first = header->part[0] == 1;
    return hf_id_eq(&command->command, first ? &header->command : &none.command) &&
           hf_id_eq(&command->actor, first ? &header->actor : &none.actor) &&
           command->count == (first ? header->part[1] : 0);
}

struct hiding {
    struct hf_beside *b;
    struct hf_beside_value value; /* what all of an event have in common */
};

static bool add_value(void *context, uint32_t place, struct hf_str digest)
{
    struct hiding *h = context;
    struct hf_beside_value *value = HF_BESIDE_ADD(h->b, values);
    *value = h->value;
    value->place = place;
    (void)hf_digest_read(digest, &value->digest); /* else zero, which no value has */
    return true;
}

/* Whom a member names, another may be about. */
static void add_ids(struct hf_beside *b, const struct hf_json *json)
{
    struct hf_id id;
    for (size_t i = 0; json->kind == HF_JSON_OBJECT && i < json->is.object.count; i++) {
        const struct hf_json *value = &json->is.object.member[i].value;
        if (value->kind == HF_JSON_TEXT && hf_id_read(value->is.text, &id))
            *HF_BESIDE_ADD(b, id) = id;
    }
}

static void add_values(struct hf_beside *b, const struct hf_following *f, const struct hf_fact *fact)
{
    struct hiding h = {b, {.file = (uint32_t)b->files.count, .seq = fact->header.seq}};
    hf_instance on = hf_case_find(&f->replay.flows, &f->replay.c, fact->header.on);
    size_t before = b->values.count;
    h.value.ids[0] = h.value.ids[1] = (uint32_t)b->id.count;
    if (on != HF_NO_INSTANCE)
        h.value.on = hf_case_instance(&f->replay.c, on)->id;
    hf_disclose_each(&fact->payload, add_value, &h);
    if (b->values.count == before)
        return;
    add_ids(b, &fact->payload);
    for (size_t i = before; i < b->values.count; i++)
        b->values.at[i].ids[1] = (uint32_t)b->id.count;
}

static void add_notice(struct hf_beside *b, const struct hf_fact *fact)
{
    const struct hf_json *made = HF_JSON_GET(&fact->payload, "_made"),
                         *notice = made == NULL ? NULL : HF_JSON_GET(made, "notice");
    struct hf_beside_notice told = {.file = (uint32_t)b->files.count, .seq = fact->header.seq};
    if (notice == NULL || !hf_id_read_uuid(hf_json_text(notice, HF_STR("jti")), &told.token) ||
        !hf_id_read(hf_json_text(notice, HF_STR("authority")), &told.authority) ||
        !hf_id_read(hf_json_text(notice, HF_STR("thread")), &told.thread))
        return;
    *HF_BESIDE_ADD(b, notices) = told;
}

enum hf_rc hf_beside_event(struct hf_beside *b, const struct hf_following *f, const struct hf_fact *fact,
                           const struct hf_command_row *command, struct hf_err *err)
{
    if (!is_its_command(&fact->header, command))
        return hf_audit_differs(HF_WORD_audit_row, f->file, f->seq, HF_STR("event.command"), err);
    if (fact->header.known == HF_KNOWN_engine && !hf_id_is_zero(&b->audit->log_id) &&
        !hf_id_eq(&fact->header.actor, &b->audit->log_id))
        return hf_audit_differs(HF_WORD_audit_row, f->file, f->seq, HF_STR("log.id"), err);
    add_values(b, f, fact);
    add_notice(b, fact);
    return compare_snapshot(b, f, err);
}

/* ---- the end of a file ---- */

static int by_id(const void *a, const void *b)
{
    return hf_id_order(&((const struct hf_beside_thread *)a)->id, &((const struct hf_beside_thread *)b)->id);
}

/* The one thread of a request received is found by the id of its file. */
static void add_threads(struct hf_beside *b, const struct hf_following *f)
{
    const struct hf_case *c = &f->replay.c;
    size_t before = b->threads.count;
    uint32_t count = f->file->kind == HF_FILE_INCOMING ? 0 : hf_case_head(c)->threads;
    for (uint32_t t = 0; t < count; t++) {
        const struct hf_thread *thread = hf_case_thread(c, t);
        *HF_BESIDE_ADD(b, threads) = (struct hf_beside_thread){(uint32_t)b->files.count, thread->id,
                                                               thread->authority, thread->instance};
    }
    if (b->threads.count > before)
        hf_sort(&b->threads.at[before], b->threads.count - before, sizeof *b->threads.at, by_id,
                f->audit->scratch);
}

static void find_due(struct hf_beside_file *file, const struct hf_following *f)
{
    const struct hf_desk *desk = f->audit->desk;
    file->due_ms = file->rest_ms = file->look_ms = HF_NOTHING_DUE;
    if (desk == NULL || f->file->kind != HF_FILE_CASE)
        return;
    file->rest_ms = hf_due_but_silence(&f->replay.flows, &desk->house, &f->replay.c, f->audit->scratch);
    file->look_ms = hf_silence_look(&f->replay.flows, &f->replay.c);
    file->due_ms = hf_due_sooner(file->rest_ms, file->look_ms);
}

static bool is_erasing(const struct hf_following *f)
{
    const struct hf_case *c = &f->replay.c;
    for (hf_instance i = 0; i < hf_case_head(c)->instances; i++) {
        const struct hf_instance_head *head = hf_case_instance(c, i);
        const struct hf_kind *kind = hf_case_kind(&f->replay.flows, c, i);
        if (head->owner == HF_OF_HOUSE && hf_str_eq(kind->name, HF_STR("erasure")) &&
            hf_str_eq(kind->state[head->state].name, HF_STR("ordered")))
            return true;
    }
    return false;
}

void hf_beside_end(struct hf_beside *b, const struct hf_following *f)
{
    struct hf_beside_file file = {
        .row = f->file, .seq = f->seq, .erased = f->named.values, .erasing = is_erasing(f)};
    hf_arena_reset(f->audit->scratch, 0);
    find_due(&file, f);
    add_threads(b, f);
    *HF_BESIDE_ADD(b, files) = file;
}

/* ---- the stretch ---- */

enum hf_rc hf_beside_open(struct hf_beside *b, const struct hf_audit *audit, const struct hf_id stretch[2],
                          struct hf_err *err)
{
    const struct hf_ask ask = {.files = stretch, .count = 2};
    struct hf_ledger ledger = audit->ledger;
    *b = (struct hf_beside){.audit = audit, .arena = audit->arena, .stretch = {stretch[0], stretch[1]}};
    return ledger.ask(ledger.self, HF_ASK_snapshots, &ask, take_snapshot, b, err);
}

/* Those that no event was met for. */
static void suspect_snapshots(struct hf_beside *b)
{
    size_t at = 0;
    for (size_t i = b->next_kept; i < b->kept.count; i++) {
        struct hf_beside_file *file = hf_beside_find(b, &at, &b->kept.at[i].file);
        if (file != NULL)
            hf_beside_suspect(b, file, HF_WORD_audit_snapshot, b->kept.at[i].seq, "");
    }
}

/* Whoever has moved meanwhile may have changed what stands beside his file. */
static enum hf_rc judge(struct hf_beside *b, const struct hf_beside_file *file, struct hf_err *err)
{
    struct hf_ledger ledger = b->audit->ledger;
    const struct hf_file_ask ask = {.file = file->row->file, .after_seq = file->seq};
    struct hf_file_row now = {0};
    size_t one = 1;
    hf_arena_reset(b->audit->scratch, 0);
    HF_TRY(ledger.load(ledger.self, &ask, &one, b->audit->scratch, &now, err));
    if (now.seq != file->seq)
        return HF_OK;
    *err = *file->suspect;
    return hf_err_rc(err);
}

enum hf_rc hf_beside_close(struct hf_beside *b, struct hf_err *err)
{
    suspect_snapshots(b);
    HF_TRY(hf_beside_values(b, err));
    HF_TRY(hf_beside_rows(b, err));
    for (size_t i = 0; i < b->files.count; i++)
        if (b->files.at[i].suspect != NULL)
            HF_TRY(judge(b, &b->files.at[i], err));
    return HF_OK;
}
