/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Hidden values: each digest of an event has its row, and what opens there under the data key of its subject
 * has that digest; unless it was erased, which certificates of the file say of as many as are missing. All
 * rows of a subject stand under one key, and all of a key are of one subject: else an erasure would miss
 * some.
 */
#include "desk/audit_beside.h"
#include "desk/inside.h"
#include "desk/snapshot.h"
#include "seal/ids.h"

/* A key that is in use, and the first event of whose values it was found. */
struct pair {
    struct hf_slot slot;
    uint32_t seq;
};

struct walking {
    struct hf_beside *b;
    size_t file, value, kept; /* met so far */
    struct pair *pair;        /* of the file in hand */
    size_t pairs, room;
    struct hf_id of;
    struct hf_subject_key key; /* opened last; slot -1: none */
};

/* ---- what is missing ---- */

static void miss(struct walking *w, const struct hf_beside_value *value)
{
    struct hf_beside_file *file = &w->b->files.at[value->file];
    if (++file->missing > file->erased && !file->erasing)
        hf_beside_suspect(w->b, file, HF_WORD_audit_row_gone, value->seq, "disclosure");
}

/* Is the value's place before that of the row? NULL: before all. */
static bool stands_before(const struct walking *w, const struct hf_beside_value *value,
                          const struct hf_disclosure_row *row)
{
    if (row == NULL)
        return true;
    int order = hf_id_order(&w->b->files.at[value->file].row->file, &row->file);
    if (order != 0 || value->seq != row->seq)
        return order != 0 ? order < 0 : value->seq < row->seq;
    return value->place < row->place;
}

static void pass(struct walking *w, const struct hf_disclosure_row *row)
{
    const struct hf_beside *b = w->b;
    while (w->value < b->values.count && stands_before(w, &b->values.at[w->value], row))
        miss(w, &b->values.at[w->value++]);
}

/* ---- keys ---- */

static bool may_be_about(const struct hf_beside *b, const struct hf_beside_value *value,
                         const struct hf_id *subject)
{
    if (hf_id_eq(subject, &b->files.at[value->file].row->file) || hf_id_eq(subject, &value->on))
        return true;
    for (uint32_t i = value->ids[0]; i < value->ids[1]; i++)
        if (hf_id_eq(&b->id.at[i], subject))
            return true;
    return false;
}

/* Values of a subject lie side by side, so the last pair is mostly the one. */
static bool fits_pairs(struct walking *w, const struct hf_disclosure_row *row)
{
    for (size_t i = w->pairs; i > 0; i--) {
        const struct hf_slot *slot = &w->pair[i - 1].slot;
        bool subject = hf_id_eq(&slot->subject, &row->subject), same = slot->slot == row->slot;
        if (subject || same)
            return subject && same;
    }
    w->pair = hf_arena_room(w->b->arena, w->pair, w->pairs, &w->room, sizeof *w->pair);
    w->pair[w->pairs++] = (struct pair){{row->subject, row->slot}, row->seq};
    return true;
}

/* *gone: the key was destroyed, or never was. */
static enum hf_rc open_key(struct walking *w, const struct hf_disclosure_row *row, bool *gone,
                           struct hf_err *err)
{
    struct hf_keys *keys = &w->b->audit->desk->setup.keys;
    *gone = row->slot < 0;
    if (*gone || w->key.slot == row->slot)
        return HF_OK;
    w->key = (struct hf_subject_key){.file = row->file, .subject = row->subject, .slot = row->slot};
    enum hf_rc rc = keys->subject_keys(keys->self, &w->key, 1, err);
    *gone = rc != HF_OK && err->word == HF_WORD_key_forgotten;
    if (rc != HF_OK)
        w->key.slot = -1;
    return *gone ? HF_OK : rc;
}

/* ---- a row ---- */

static bool opens(struct walking *w, const struct hf_disclosure_row *row, const struct hf_digest *digest)
{
    char bytes[64];
    struct hf_buf about = HF_BUF(bytes);
    struct hf_arena *scratch = w->b->audit->scratch;
    struct hf_str text;
    struct hf_err unread;
    struct hf_digest is;
    hf_arena_reset(scratch, 0);
    hf_about_disclosure_put(&about, &row->file, row->seq, row->place);
    if (hf_box_open(scratch, &w->key.key, hf_buf_str(&about), row->sealed, &text, &unread) != HF_OK)
        return false;
    hf_sha256(w->b->audit->hasher, &text, 1, &is);
    return hf_digest_eq(&is, digest);
}

static enum hf_rc check_value(struct walking *w, struct hf_beside_file *file,
                              const struct hf_beside_value *value, const struct hf_disclosure_row *row,
                              struct hf_err *err)
{
    bool gone = false;
    if (w->b->audit->desk == NULL)
        return HF_OK;
    HF_TRY(open_key(w, row, &gone, err));
    if (gone)
        miss(w, value);
    else if (!opens(w, row, &value->digest))
        hf_beside_suspect(w->b, file, HF_WORD_audit_row, row->seq, "disclosure.sealed");
    else if (!may_be_about(w->b, value, &row->subject))
        hf_beside_suspect(w->b, file, HF_WORD_audit_row, row->seq, "disclosure.subject");
    else if (!fits_pairs(w, row))
        hf_beside_suspect(w->b, file, HF_WORD_audit_row, row->seq, "disclosure.slot");
    return HF_OK;
}

/* ---- the keys that a snapshot remembers ---- */

static const struct pair *find_pair(const struct walking *w, const struct hf_slot *slot)
{
    for (size_t i = 0; i < w->pairs; i++)
        if (w->pair[i].slot.slot == slot->slot && hf_id_eq(&w->pair[i].slot.subject, &slot->subject))
            return &w->pair[i];
    return NULL;
}

static bool remembers(const struct hf_beside_kept *kept, const struct hf_slot *slot)
{
    for (size_t at = 0; at < kept->slots.len; at += sizeof *slot)
        if (memcmp(kept->slots.at + at, slot, sizeof *slot) == 0)
            return true;
    return false;
}

/* Those in use until then, and such as were destroyed since. */
static enum hf_rc check_slots(struct walking *w, struct hf_beside_file *file,
                              const struct hf_beside_kept *kept, struct hf_err *err)
{
    bool same = true, gone;
    for (size_t at = 0; at < kept->slots.len && same; at += sizeof(struct hf_slot)) {
        struct hf_slot slot;
        memcpy(&slot, kept->slots.at + at, sizeof slot);
        const struct hf_disclosure_row row = {.slot = slot.slot};
        if (find_pair(w, &slot) != NULL)
            continue;
        HF_TRY(open_key(w, &row, &gone, err));
        same = gone;
    }
    for (size_t i = 0; kept->slots_known && i < w->pairs && same; i++)
        same = w->pair[i].seq > kept->seq || remembers(kept, &w->pair[i].slot);
    if (!same)
        hf_beside_suspect(w->b, file, HF_WORD_audit_snapshot, kept->seq, "");
    return HF_OK;
}

/* NULL: there are no more rows. */
static enum hf_rc turn_to(struct walking *w, const struct hf_id *file, struct hf_err *err)
{
    const struct hf_beside *b = w->b;
    size_t at = 0;
    while (w->kept < b->kept.count && (file == NULL || hf_id_order(&b->kept.at[w->kept].file, file) < 0)) {
        const struct hf_beside_kept *kept = &b->kept.at[w->kept++];
        struct hf_beside_file *of = hf_beside_find(w->b, &at, &kept->file);
        size_t pairs = w->pairs;
        w->pairs = hf_id_eq(&w->of, &kept->file) ? pairs : 0;
        if (of != NULL && b->audit->desk != NULL)
            HF_TRY(check_slots(w, of, kept, err));
        w->pairs = pairs;
    }
    if (file != NULL)
        w->of = *file;
    w->pairs = 0;
    return HF_OK;
}

/* ---- all of them ---- */

static enum hf_rc take_value(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    struct walking *w = context;
    struct hf_beside *b = w->b;
    const struct hf_disclosure_row *found = &row->disclosure;
    struct hf_beside_file *file = hf_beside_find(b, &w->file, &found->file);
    if (!hf_id_eq(&w->of, &found->file))
        HF_TRY(turn_to(w, &found->file, err));
    pass(w, found);
    if (file == NULL || found->seq > file->seq)
        return HF_OK;
    const struct hf_beside_value *value = &b->values.at[w->value];
    if (w->value == b->values.count || value->seq != found->seq || value->place != found->place ||
        &b->files.at[value->file] != file) {
        hf_beside_suspect(b, file, HF_WORD_audit_row_stray, found->seq, "disclosure");
        return HF_OK;
    }
    w->value++;
    return check_value(w, file, value, found, err);
}

enum hf_rc hf_beside_values(struct hf_beside *b, struct hf_err *err)
{
    struct hf_ledger ledger = b->audit->ledger;
    const struct hf_ask ask = {.files = b->stretch, .count = 2};
    struct walking w = {.b = b, .key = {.slot = -1}};
    enum hf_rc rc = ledger.ask(ledger.self, HF_ASK_disclosures, &ask, take_value, &w, err);
    if (rc == HF_OK) {
        pass(&w, NULL);
        rc = turn_to(&w, NULL, err);
    }
    hf_key_wipe(&w.key, sizeof w.key);
    return rc;
}
