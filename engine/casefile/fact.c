/* SPDX-License-Identifier: Apache-2.0 */
#include "casefile/fact.h"

#include "base/check.h"
#include "record/record.h"

/* ---- how the actor was known ---- */

static const struct hf_str knowns[] = {
#define HF_KNOWN(name) HF_STR_INIT(#name),
    HF_KNOWNS(HF_KNOWN)
#undef HF_KNOWN
};
static const struct hf_names known_names = HF_NAMES(knowns);

struct hf_str hf_known_name(enum hf_known known)
{
    HF_CHECK((size_t)known < known_names.count);
    return knowns[known];
}

bool hf_known_read(struct hf_str name, enum hf_known *out)
{
    for (size_t i = 0; i < known_names.count; i++)
        if (hf_str_eq(knowns[i], name)) {
            *out = (enum hf_known)i;
            return true;
        }
    return false;
}

bool hf_effective_read(struct hf_str said, int64_t *at_ms)
{
    int32_t day;
    if (!hf_day_read(said, &day))
        return hf_instant_read(said, at_ms);
    *at_ms = day * HF_MS_PER_DAY;
    return true;
}

/* ---- the header as it is written ---- */

struct basis {
    struct hf_str at, law, practice;
    struct hf_id order;
};
static const struct hf_record_field basis_fields[] = {
    HF_FIELD(struct basis, at, .kind = HF_AS_TEXT, .max = 200),
    HF_FIELD(struct basis, law, .kind = HF_AS_TEXT, .max = 100),
    HF_FIELD(struct basis, order, .kind = HF_AS_ID),
    HF_FIELD(struct basis, practice, .kind = HF_AS_TEXT, .max = 100),
};
static const struct hf_record basis_record = HF_RECORD(struct basis, basis_fields);

struct written {
    struct hf_str act, build, effective_at, on_behalf, from, log, on, role, to;
    struct hf_id actor, command, file;
    HF_LIST_OF(struct basis) basis;
    unsigned char definition[HF_DIGEST_SIZE], payload[HF_DIGEST_SIZE];
    struct hf_json directory, part;
    enum hf_known known;
    int64_t recorded_at, seq, v;
};
static const struct hf_record_field header_fields[] = {
    HF_FIELD(struct written, act, .kind = HF_AS_TEXT, .needed = true, .min = 1, .max = 100),
    HF_FIELD(struct written, actor, .kind = HF_AS_ID, .needed = true),
    HF_FIELD(struct written, basis, .kind = HF_AS_LIST, .of = HF_AS_RECORD, .record = &basis_record,
             .max = 64),
    HF_FIELD(struct written, build, .kind = HF_AS_TEXT, .needed = true, .max = 100),
    HF_FIELD(struct written, command, .kind = HF_AS_ID, .needed = true),
    HF_FIELD(struct written, definition, .kind = HF_AS_DIGEST),
    HF_FIELD(struct written, directory, .kind = HF_AS_RAW),
    HF_FIELD(struct written, effective_at, .kind = HF_AS_TEXT, .needed = true, .min = HF_DAY_TEXT,
             .max = HF_INSTANT_TEXT),
    HF_FIELD(struct written, file, .kind = HF_AS_ID, .needed = true),
    HF_FIELD_AS(struct written, on_behalf, "for", .kind = HF_AS_TEXT, .max = 100),
    HF_FIELD(struct written, from, .kind = HF_AS_TEXT, .max = 100),
    HF_FIELD(struct written, known, .kind = HF_AS_CHOICE, .needed = true, .choices = &known_names,
             .otherwise = -1),
    HF_FIELD(struct written, log, .kind = HF_AS_TEXT, .needed = true, .min = 1, .max = 200),
    HF_FIELD(struct written, on, .kind = HF_AS_TEXT, .needed = true, .min = 1, .max = 100),
    HF_FIELD(struct written, part, .kind = HF_AS_RAW, .needed = true),
    HF_FIELD(struct written, payload, .kind = HF_AS_DIGEST, .needed = true),
    HF_FIELD(struct written, recorded_at, .kind = HF_AS_INSTANT, .needed = true, .otherwise = INT64_MIN),
    HF_FIELD(struct written, role, .kind = HF_AS_TEXT, .max = 100),
    HF_FIELD(struct written, seq, .kind = HF_AS_INT, .needed = true, .min = 1, .max = UINT32_MAX),
    HF_FIELD(struct written, to, .kind = HF_AS_TEXT, .max = 100),
    HF_FIELD(struct written, v, .kind = HF_AS_INT, .needed = true, .min = 1, .max = 1),
};
static const struct hf_record header_record = HF_RECORD(struct written, header_fields);

const struct hf_record *hf_header_record(void)
{
    return &header_record;
}

/* An empty text would be written as ""; what is absent stays away. */
static struct hf_str or_absent(struct hf_str s)
{
    return s.len == 0 ? HF_STR_NONE : s;
}

static struct hf_json pair(struct hf_arena *arena, struct hf_json first, int64_t second)
{
    struct hf_json_maker list = hf_json_make(arena);
    hf_json_add(&list, HF_STR_NONE, first);
    hf_json_add(&list, HF_STR_NONE, hf_json_of_int(second));
    return hf_json_list(&list);
}

static struct hf_json directory_json(const struct hf_header *header, struct hf_arena *arena)
{
    struct hf_buf id = hf_buf_in(arena, HF_ID_TEXT);
    if (hf_id_is_zero(&header->directory_file))
        return (struct hf_json){.kind = HF_JSON_NULL};
    hf_id_put(&id, &header->directory_file);
    return pair(arena, hf_json_of_text(hf_buf_str(&id)), header->directory_seq);
}

static void write_header(const struct hf_header *header, struct hf_arena *arena, struct hf_buf *out)
{
    struct basis *bases = HF_NEW(arena, struct basis, header->bases);
    for (size_t i = 0; i < header->bases; i++)
        bases[i] = (struct basis){or_absent(header->basis[i].at), or_absent(header->basis[i].law),
                                  or_absent(header->basis[i].practice), header->basis[i].order};
    struct written w = {
        .act = header->act,
        .actor = header->actor,
        .build = header->build,
        .command = header->command,
        .directory = directory_json(header, arena),
        .effective_at = header->effective_at,
        .file = header->file,
        .on_behalf = or_absent(header->on_behalf),
        .from = or_absent(header->from),
        .known = header->known,
        .log = header->log,
        .on = header->on,
        .part = pair(arena, hf_json_of_int(header->part[0]), header->part[1]),
        .recorded_at = header->recorded_at_ms,
        .role = or_absent(header->role),
        .seq = header->seq,
        .to = or_absent(header->to),
        .v = 1,
    };
    if (header->bases > 0) {
        w.basis.item = bases;
        w.basis.count = header->bases;
    }
    memcpy(w.definition, header->definition.byte, HF_DIGEST_SIZE);
    memcpy(w.payload, header->payload.byte, HF_DIGEST_SIZE);
    hf_record_write(&header_record, &w, out);
}

static bool read_pair(const struct hf_json *json, int64_t *first, int64_t *second)
{
    if (json->kind != HF_JSON_LIST || json->is.list.count != 2 || json->is.list.item[1].kind != HF_JSON_INT)
        return false;
    *second = json->is.list.item[1].is.integer;
    if (first != NULL) {
        if (json->is.list.item[0].kind != HF_JSON_INT)
            return false;
        *first = json->is.list.item[0].is.integer;
        if (*first < 1 || *first > *second)
            return false;
    }
    return *second >= 1 && *second <= UINT32_MAX;
}

static bool take_pairs(const struct written *w, struct hf_header *out)
{
    int64_t first, second;
    if (!read_pair(&w->part, &first, &second) || second > HF_FACTS_MAX)
        return false;
    out->part[0] = (uint32_t)first;
    out->part[1] = (uint32_t)second;
    if (w->directory.kind == HF_JSON_NULL)
        return true;
    if (!read_pair(&w->directory, NULL, &second) || w->directory.is.list.item[0].kind != HF_JSON_TEXT)
        return false;
    out->directory_seq = (uint32_t)second;
    return hf_id_read(w->directory.is.list.item[0].is.text, &out->directory_file);
}

static enum hf_rc read_header(const struct hf_json *json, struct hf_arena *arena, struct hf_header *out,
                              struct hf_err *err)
{
    struct written w;
    HF_TRY(hf_record_read(&header_record, json, arena, &w, err));
    struct hf_basis_ref *bases = HF_NEW(arena, struct hf_basis_ref, w.basis.count);
    for (size_t i = 0; i < w.basis.count; i++)
        bases[i] = (struct hf_basis_ref){w.basis.item[i].law, w.basis.item[i].at, w.basis.item[i].practice,
                                         w.basis.item[i].order};
    *out = (struct hf_header){
        .log = w.log,
        .file = w.file,
        .seq = (uint32_t)w.seq,
        .command = w.command,
        .on = w.on,
        .act = w.act,
        .from = w.from,
        .to = w.to,
        .actor = w.actor,
        .role = w.role,
        .on_behalf = w.on_behalf,
        .known = w.known,
        .basis = bases,
        .bases = w.basis.count,
        .build = w.build,
        .effective_at = w.effective_at,
        .recorded_at_ms = w.recorded_at,
    };
    memcpy(out->definition.byte, w.definition, HF_DIGEST_SIZE);
    memcpy(out->payload.byte, w.payload, HF_DIGEST_SIZE);
    return take_pairs(&w, out)
               ? HF_OK
               : hf_fail(err, HF_WORD_header_malformed, HF_STR("header.part"), HF_STR_NONE, HF_STR_NONE);
}

/* ---- sealing and reading back ---- */

static enum hf_rc too_large(struct hf_err *err, struct hf_str what, int64_t limit)
{
    char text[24];
    struct hf_buf buf = HF_BUF(text);
    hf_buf_put_i64(&buf, limit);
    return hf_fail(err, HF_WORD_too_large, what, what, hf_buf_str(&buf));
}

enum hf_rc hf_fact_seal(struct hf_hasher *hasher, const struct hf_digest *before,
                        const struct hf_blind *blind, struct hf_arena *arena, struct hf_fact *event,
                        struct hf_err *err)
{
    struct hf_buf payload = hf_buf_in(arena, 1024), header = hf_buf_in(arena, 768);
    struct hf_digest commitment;
    hf_json_write(&payload, &event->payload);
    if (payload.len > HF_PAYLOAD_MAX)
        return too_large(err, HF_STR("payload"), HF_PAYLOAD_MAX);
    event->payload_bytes = hf_buf_str(&payload);
    hf_sha256(hasher, &event->payload_bytes, 1, &event->header.payload);
    write_header(&event->header, arena, &header);
    if (header.len > HF_HEADER_MAX)
        return too_large(err, HF_STR("header"), HF_HEADER_MAX);
    event->header_bytes = hf_buf_str(&header);
    event->blind = *blind;
    hf_chain_commit(hasher, blind, event->header_bytes, &commitment);
    hf_chain_next(hasher, before, &commitment, &event->link);
    hf_chain_leaf(hasher, &event->link, &event->leaf);
    return HF_OK;
}

static struct hf_str name_made(const struct hf_json *payload)
{
    const struct hf_json *made = HF_JSON_GET(payload, "_made");
    return made == NULL ? HF_STR_NONE : hf_json_text(made, HF_STR("name"));
}

struct hf_str hf_fact_names(const struct hf_fact *event)
{
    return event->header.seq == 1 ? name_made(&event->payload) : HF_STR_NONE;
}

enum hf_rc hf_fact_names_in(struct hf_str payload, struct hf_arena *arena, struct hf_str *name,
                            struct hf_err *err)
{
    struct hf_json json;
    HF_TRY(hf_json_read(payload, &hf_json_payload_limits, arena, &json, err));
    *name = name_made(&json);
    return HF_OK;
}

enum hf_rc hf_fact_read(struct hf_str header, struct hf_str payload, struct hf_arena *arena,
                        struct hf_fact *out, struct hf_err *err)
{
    struct hf_json json;
    struct hf_fact fact = {.header_bytes = header, .payload_bytes = payload};
    HF_TRY(hf_json_read(header, &hf_json_payload_limits, arena, &json, err));
    HF_TRY(read_header(&json, arena, &fact.header, err));
    HF_TRY(hf_json_read(payload, &hf_json_payload_limits, arena, &fact.payload, err));
    *out = fact;
    return HF_OK;
}
