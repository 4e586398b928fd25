/* SPDX-License-Identifier: Apache-2.0 */
#include "desk/ask.h"

#include "desk/inside.h"
#include "seal/ids.h"

/* ---- rows ---- */

struct rows {
    struct hf_arena *arena;
    struct hf_disclosure_row *at;
    size_t count, room;
};

static enum hf_rc take_row(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    struct rows *r = context;
    (void)err;
    if (r->count == r->room) {
        size_t room = r->room == 0 ? 32 : 2 * r->room;
        struct hf_disclosure_row *more = HF_NEW(r->arena, struct hf_disclosure_row, room);
        if (r->count > 0)
            memcpy(more, r->at, r->count * sizeof *more);
        r->at = more;
        r->room = room;
    }
    r->at[r->count] = row->disclosure;
    r->at[r->count++].sealed = hf_arena_keep(r->arena, row->disclosure.sealed);
    return HF_OK;
}

enum hf_rc hf_disclosures_read(struct hf_desk *desk, const struct hf_id *file, struct hf_arena *arena,
                               const struct hf_disclosure_row **out, size_t *count, struct hf_err *err)
{
    struct hf_ledger *ledger = &desk->setup.ledger;
    struct hf_ask ask = {.id = *file};
    struct rows rows = {.arena = arena};
    HF_TRY(ledger->ask(ledger->self, HF_ASK_disclosures_of_file, &ask, take_row, &rows, err));
    *out = rows.at;
    *count = rows.count;
    return HF_OK;
}

struct events {
    struct hf_arena *arena;
    struct hf_event_row *at;
    size_t count, room;
};

static enum hf_rc keep_event(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    struct events *events = context;
    (void)err;
    events->at = hf_arena_room(events->arena, events->at, events->count, &events->room, sizeof *events->at);
    struct hf_event_row *event = &events->at[events->count++];
    *event = row->event;
    event->header = hf_arena_keep(events->arena, row->event.header);
    event->payload = hf_arena_keep(events->arena, row->event.payload);
    return HF_OK;
}

enum hf_rc hf_events_since(struct hf_desk *desk, const struct hf_case *c, uint32_t seq,
                           struct hf_arena *arena, const struct hf_event_row **out, size_t *count,
                           struct hf_err *err)
{
    struct hf_ledger *ledger = &desk->setup.ledger;
    struct events events = {.arena = arena};
    struct hf_ask ask = {.id = hf_case_head(c)->file, .from = seq, .to = hf_case_head(c)->seq};
    HF_TRY(ledger->ask(ledger->self, HF_ASK_events_of_file, &ask, keep_event, &events, err));
    *out = events.at;
    *count = events.count;
    return HF_OK;
}

/* ---- opening ---- */

enum hf_rc hf_disclosure_value(struct hf_str text, struct hf_arena *arena, struct hf_str *name,
                               struct hf_json *value, struct hf_err *err)
{
    size_t size = hf_b64url_size(text.len);
    struct hf_json list;
    if (size == SIZE_MAX)
        return hf_fail(err, HF_WORD_disclosure_malformed, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
    char *bytes = HF_NEW(arena, char, size + 1);
    if (!hf_b64url_read(text, bytes, size))
        return hf_fail(err, HF_WORD_disclosure_malformed, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
    HF_TRY(hf_json_read((struct hf_str){bytes, size}, &hf_json_payload_limits, arena, &list, err));
    if (list.kind != HF_JSON_LIST || list.is.list.count != 3 || list.is.list.item[1].kind != HF_JSON_TEXT)
        return hf_fail(err, HF_WORD_disclosure_malformed, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
    *name = list.is.list.item[1].is.text;
    *value = list.is.list.item[2];
    return HF_OK;
}

enum hf_rc hf_disclosure_open(struct hf_desk *desk, const struct hf_disclosure_row *row,
                              struct hf_arena *arena, struct hf_revealed *out, struct hf_err *err)
{
    struct hf_keys *keys = &desk->setup.keys;
    struct hf_subject_key key = {.file = row->file, .subject = row->subject, .slot = row->slot};
    char bytes[64];
    struct hf_buf about = HF_BUF(bytes);
    struct hf_str text;
    struct hf_revealed opened = {
        .seq = row->seq, .place = row->place, .subject = row->subject, .slot = row->slot};
    HF_TRY(keys->subject_keys(keys->self, &key, 1, err));
    hf_about_disclosure_put(&about, &row->file, row->seq, row->place);
    enum hf_rc rc = hf_box_open(arena, &key.key, hf_buf_str(&about), row->sealed, &text, err);
    hf_key_wipe(&key, sizeof key);
    HF_TRY(rc);
    HF_TRY(hf_disclosure_value(text, arena, &opened.name, &opened.value, err));
    opened.text = text;
    *out = opened;
    return HF_OK;
}

enum hf_rc hf_desk_reveal(struct hf_desk *desk, const struct hf_id *file, struct hf_arena *arena,
                          const struct hf_revealed **out, size_t *count, struct hf_err *err)
{
    const struct hf_disclosure_row *rows;
    size_t row_count, opened = 0;
    HF_TRY(hf_disclosures_read(desk, file, arena, &rows, &row_count, err));
    struct hf_revealed *all = HF_NEW(arena, struct hf_revealed, row_count + 1);
    for (size_t i = 0; i < row_count; i++) {
        enum hf_rc rc = hf_disclosure_open(desk, &rows[i], arena, &all[opened], err);
        if (rc != HF_OK && err->word != HF_WORD_key_forgotten)
            return rc;
        opened += rc == HF_OK;
    }
    *out = all;
    *count = opened;
    return HF_OK;
}

enum hf_rc hf_revealed_stand(struct hf_desk *desk, const struct hf_id *file, const struct hf_revealed *all,
                             size_t count, struct hf_err *err)
{
    struct hf_keys *keys = &desk->setup.keys;
    for (size_t i = 0; i < count; i++) { /* values of a subject lie side by side */
        struct hf_subject_key key = {.file = *file, .subject = all[i].subject, .slot = all[i].slot};
        if (i > 0 && all[i].slot == all[i - 1].slot)
            continue;
        enum hf_rc rc = keys->subject_keys(keys->self, &key, 1, err);
        hf_key_wipe(&key, sizeof key);
        if (rc != HF_OK && err->word == HF_WORD_key_forgotten)
            return hf_fail(err, HF_WORD_bundle_erased, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
        HF_TRY(rc);
    }
    return HF_OK;
}

const struct hf_revealed *hf_revealed_find(const struct hf_revealed *all, size_t count, uint32_t seq,
                                           uint32_t place)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (all[middle].seq == seq && all[middle].place == place)
            return &all[middle];
        if (all[middle].seq < seq || (all[middle].seq == seq && all[middle].place < place))
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

/* ---- names ---- */

struct found {
    struct hf_arena *arena;
    struct hf_file_row *row;
};

static enum hf_rc take_file(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    struct found *found = context;
    (void)err;
    *found->row = row->file;
    found->row->name = hf_arena_keep(found->arena, row->file.name);
    return HF_OK;
}

enum hf_rc hf_desk_find(struct hf_desk *desk, enum hf_file_kind kind, struct hf_str name,
                        struct hf_file_row *out, struct hf_arena *arena, struct hf_err *err)
{
    struct hf_ledger *ledger = &desk->setup.ledger;
    char reference[HF_REFERENCE_TEXT];
    struct hf_ask ask = {.kind = kind, .name = name};
    struct hf_file_row row = {0};
    struct found found = {arena, &row};
    bool referred = kind == HF_FILE_CASE || kind == HF_FILE_INCOMING;
    if (referred && !hf_reference_read(name, reference))
        return hf_fail(err, HF_WORD_bad_reference, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
    if (referred)
        ask.name = (struct hf_str){reference, sizeof reference};
    HF_TRY(ledger->ask(ledger->self, HF_ASK_file_by_name, &ask, take_file, &found, err));
    if (row.kind == 0)
        return hf_fail(err, HF_WORD_no_file, HF_STR_NONE, name, HF_STR_NONE);
    *out = row;
    return HF_OK;
}
