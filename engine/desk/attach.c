/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Documents between us and who speaks in a thread of ours, by tokens of his own, so that whoever can answer
 * can fetch and attach, over a connection, through the spool or from a file:
 *
 *     document-request   {in_reply_to, sha256, offset, length}   the bytes of what that notice of ours shows
 *
 * Neither moves anything or has a place in the thread. A part that is there stands, so an upload is gone on
 * with by sending what is missing. The answer names its attachments by size and digest; they are refused
 * unless they add up, and entered in the register of documents otherwise.
 */
#include "base/code.h"
#include "desk/document.h"
#include "casefile/enrolled.h"
#include "desk/inside.h"
#include "seal/jwe.h"
#include "seal/set.h"
#include "seal/token.h"

enum { PIECE_MAX = 1 << 20, FRESH_S = 600, SLACK = 2 << 20 };
#define DOCUMENT_MAX (INT64_C(64) << 20)

struct attaching {
    struct hf_serving *s;
    struct hf_work *work;
    struct hf_err *err;
};

static enum hf_rc fail(const struct attaching *a, enum hf_word word, const char *where)
{
    return hf_fail(a->err, word, hf_str_of(where), HF_STR_NONE, HF_STR_NONE);
}

bool hf_is_of_document(const struct hf_work *work)
{
    return work->request->kind == HF_REQUEST_TOKEN && (hf_str_eq(work->told, HF_STR("document-request")) ||
                                                       hf_str_eq(work->told, HF_STR("document-part")));
}

/* A member that counts something. */
static bool read_count(const struct hf_json *said, const char *name, int64_t most, int64_t *out)
{
    const struct hf_json *value = hf_json_get(said, hf_str_of(name));
    if (value == NULL)
        return true;
    if (value->kind != HF_JSON_INT || value->is.integer < 0 || value->is.integer > most)
        return false;
    *out = value->is.integer;
    return true;
}

/* ---- fetching ---- */

struct shown {
    struct hf_serving *s;
    struct hf_id notice;
    struct hf_str kept, sha256; /* the notice as it was sent; asked for */
    struct hf_id thread;
};

static bool names(const struct hf_json *document, struct hf_str sha256)
{
    return document != NULL && hf_str_eq(hf_json_text(document, HF_STR("sha256")), sha256);
}

static enum hf_rc take_notice(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    struct shown *shown = context;
    (void)err;
    shown->kept = hf_arena_keep(shown->s->arena, row->token.bytes);
    return HF_OK;
}

/* Does this notice, encrypted or not, show that document, itself or as an annex? */
static enum hf_rc is_shown(const struct shown *shown, bool *there, struct hf_err *err)
{
    struct hf_desk *desk = shown->s->desk;
    struct hf_arena *arena = shown->s->arena;
    struct hf_str inner = HF_STR_NONE;
    struct hf_token token;
    struct hf_set set;
    struct hf_id txn;
    *there = false;
    if (shown->kept.len == 0)
        return HF_OK;
    HF_TRY(
        hf_token_inner(&desk->setup.ledger, &desk->hasher, &shown->notice, shown->kept, arena, &inner, err));
    HF_TRY(hf_token_read(arena, inner, &token, err));
    HF_TRY(hf_set_read(arena, token.payload, &set, err));
    const struct hf_json *annexes = HF_JSON_GET(&set.content, "annexes");
    bool found = names(HF_JSON_GET(&set.content, "document"), shown->sha256);
    for (size_t i = 0; annexes != NULL && annexes->kind == HF_JSON_LIST && i < annexes->is.list.count; i++)
        found = found || names(&annexes->is.list.item[i], shown->sha256);
    *there = found && hf_id_read(set.txn, &txn) && hf_id_eq(&txn, &shown->thread);
    return HF_OK;
}

/* A token that asks over a connection is a key to a text for whoever holds it: it is good for ten minutes. */
static bool is_fresh(const struct attaching *a)
{
    int64_t age_s = a->s->now_ms / 1000 - a->work->iat_s;
    return !a->work->request->live || (age_s <= FRESH_S && age_s >= -FRESH_S);
}

/* What others carry is for his key to encrypt, where he has one; a connection is sealed by itself. */
static const struct hf_enrolled *key_for_the_way(const struct attaching *a)
{
    struct hf_serving *s = a->s;
    const struct hf_house *house = &s->desk->house;
    const struct hf_case *reader = hf_house_authority(house, &a->work->speaker);
    if (a->work->request->live || reader == NULL)
        return NULL;
    struct hf_entry entry = hf_entry_now(house, s->desk->setup.house, reader, s->now_ms);
    return hf_enrolled_to_encrypt(&entry, s->now_ms, &s->desk->hasher, s->arena);
}

/* The document whole, where it and what it is encrypted to fit what the batch has left: encrypting takes it
 * once more, and four thirds of it as letters. */
static enum hf_rc read_whole(const struct attaching *a, const struct hf_digest *digest, bool is_sealed,
                             struct hf_str *bytes)
{
    struct hf_serving *s = a->s;
    const struct hf_id *file = &a->work->touched->file;
    int64_t size = 0;
    HF_TRY(hf_document_measure(s->desk, file, digest, &size, a->err));
    size_t needed = (size_t)size + (is_sealed ? (size_t)size / 3 * 7 : 0) + SLACK;
    if (s->arena->size - s->arena->used < needed)
        return fail(a, HF_WORD_desk_full, "sha256");
    struct hf_buf whole = hf_buf_in(s->arena, (size_t)size + 1);
    return hf_document_read_into(s->desk, file, digest, &whole, bytes, a->err);
}

static enum hf_rc seal_for_the_way(const struct attaching *a, const struct hf_enrolled *key,
                                   struct hf_str *body)
{
    struct hf_serving *s = a->s;
    struct hf_jwe_dice dice;
    if (key == NULL)
        return HF_OK;
    s->desk->setup.dice.fill(s->desk->setup.dice.self, &dice, sizeof dice);
    enum hf_rc rc = hf_jwe_seal_document(&s->desk->hasher, s->arena, &key->key, &dice, *body, body, a->err);
    hf_key_wipe(&dice, sizeof dice);
    return rc;
}

static enum hf_rc note_reader(const struct attaching *a, struct hf_str sha256)
{
    const struct hf_read read = {.file = a->work->touched->file,
                                 .who = a->work->speaker,
                                 .known = a->work->command.known,
                                 .what = HF_READ_document,
                                 .through = HF_STR("document.fetch"),
                                 .of = sha256};
    return hf_access_note(a->s->desk, &read, a->err);
}

static enum hf_rc fetch(const struct attaching *a)
{
    struct hf_ledger *ledger = &a->s->desk->setup.ledger;
    const struct hf_json *said = &a->work->said;
    struct shown shown = {
        .s = a->s, .sha256 = hf_json_text(said, HF_STR("sha256")), .thread = a->work->command.thread};
    struct hf_ask ask = {0};
    struct hf_digest digest;
    struct hf_str bytes;
    int64_t most = a->work->request->live ? PIECE_MAX : DOCUMENT_MAX, offset = 0, length = most;
    bool there;
    if (!is_fresh(a))
        return fail(a, HF_WORD_document_stale, "iat");
    if (!read_count(said, "offset", DOCUMENT_MAX, &offset) || !read_count(said, "length", most, &length) ||
        !hf_digest_read(shown.sha256, &digest))
        return fail(a, HF_WORD_document_ask, "sha256");
    if (hf_id_read_uuid(hf_json_text(said, HF_STR("in_reply_to")), &ask.id))
        HF_TRY(ledger->ask(ledger->self, HF_ASK_token, &ask, take_notice, &shown, a->err));
    shown.notice = ask.id;
    HF_TRY(is_shown(&shown, &there, a->err));
    if (!there)
        return fail(a, HF_WORD_no_document, "sha256");
    const struct hf_enrolled *key = key_for_the_way(a);
    HF_TRY(read_whole(a, &digest, key != NULL, &bytes));
    HF_TRY(note_reader(a, shown.sha256));
    a->work->out->body = hf_str_part(bytes, (size_t)offset, (size_t)(offset + length));
    return seal_for_the_way(a, key, &a->work->out->body);
}

/* ---- attaching ---- */

struct part {
    struct hf_digest sha256;
    int64_t size, number;
    struct hf_str bytes;
};

static bool read_part(const struct attaching *a, struct part *out)
{
    const struct hf_json *said = &a->work->said;
    struct hf_str text = hf_json_text(said, HF_STR("bytes"));
    size_t len = hf_b64url_size(text.len);
    out->size = out->number = -1;
    if (len == SIZE_MAX)
        return false;
    unsigned char *bytes = HF_NEW(a->s->arena, unsigned char, len + 1);
    if (!read_count(said, "size", DOCUMENT_MAX, &out->size) ||
        !read_count(said, "part", DOCUMENT_MAX / HF_PART_SIZE, &out->number) || out->size < 0 ||
        out->number < 0 || !hf_digest_read(hf_json_text(said, HF_STR("sha256")), &out->sha256) ||
        !hf_b64url_read(text, bytes, len))
        return false;
    int64_t left = out->size - out->number * HF_PART_SIZE;
    out->bytes = (struct hf_str){(const char *)bytes, len};
    return left >= 0 && (int64_t)len == (left < HF_PART_SIZE ? left : HF_PART_SIZE) &&
           (len > 0 || out->size == 0);
}

static enum hf_rc attach(const struct attaching *a)
{
    struct hf_ledger *ledger = &a->s->desk->setup.ledger;
    const struct hf_id *file = &a->work->touched->file;
    struct hf_keep keep = {.kind = HF_KEEP_CHUNK};
    struct part part;
    if (!read_part(a, &part))
        return fail(a, HF_WORD_document_part, "part");
    struct hf_id document = hf_document_id(&a->s->desk->hasher, file, &part.sha256);
    HF_TRY(hf_document_piece(a->s->desk, file, &document, (uint32_t)part.number, part.bytes, a->s->arena,
                             &keep.chunk, a->err));
    return ledger->keep(ledger->self, &keep, 1, a->err);
}

enum hf_rc hf_attach(struct hf_serving *s, struct hf_work *work, struct hf_err *err)
{
    struct attaching a = {s, work, err};
    work->idle = true;
    return hf_str_eq(work->told, HF_STR("document-request")) ? fetch(&a) : attach(&a);
}

/* ---- what an answer names ---- */

static const struct hf_json *attachments_of(const struct hf_work *work)
{
    const struct hf_json *list = HF_JSON_GET(&work->said, "attachments");
    return work->token.bytes.len > 0 && list != NULL ? list : NULL;
}

static enum hf_rc check_one(const struct attaching *a, const struct hf_json *one)
{
    const struct hf_json *size = HF_JSON_GET(one, "size");
    struct hf_digest digest;
    int64_t kept;
    if (size == NULL || size->kind != HF_JSON_INT || hf_json_text(one, HF_STR("name")).len == 0 ||
        !hf_digest_read(hf_json_text(one, HF_STR("sha256")), &digest))
        return fail(a, HF_WORD_document_named, "attachments");
    HF_TRY(hf_document_measure(a->s->desk, &a->work->touched->file, &digest, &kept, a->err));
    return kept == size->is.integer ? HF_OK : fail(a, HF_WORD_document_size, "attachments");
}

enum hf_rc hf_attach_check(struct hf_serving *s, struct hf_work *work, struct hf_err *err)
{
    struct attaching a = {s, work, err};
    const struct hf_json *list = attachments_of(work);
    if (list != NULL && list->kind != HF_JSON_LIST)
        return fail(&a, HF_WORD_document_named, "attachments");
    for (size_t i = 0; list != NULL && i < list->is.list.count; i++)
        HF_TRY(check_one(&a, &list->is.list.item[i]));
    return HF_OK;
}

/* An entry of the register, made by the engine: what came, from whom, when. */
static struct hf_json entry_of(const struct attaching *a, const struct hf_json *one)
{
    static const struct hf_str copied[] = {HF_STR_INIT("sha256"), HF_STR_INIT("size"),
                                           HF_STR_INIT("language")};
    struct hf_json_maker made = hf_json_make(a->s->arena);
    struct hf_buf day = hf_buf_in(a->s->arena, HF_DAY_TEXT);
    struct hf_str type = hf_json_text(one, HF_STR("media_type"));
    hf_day_put(&day, hf_day_at(a->s->now_ms));
    for (size_t i = 0; i < sizeof copied / sizeof copied[0]; i++)
        if (hf_json_get(one, copied[i]) != NULL)
            hf_json_add(&made, copied[i], *hf_json_get(one, copied[i]));
    hf_json_add(&made, HF_STR("classification"), hf_json_of_text(HF_STR("confidential")));
    hf_json_add(&made, HF_STR("media_type"),
                hf_json_of_text(type.len > 0 ? type : HF_STR("application/octet-stream")));
    hf_json_add(&made, HF_STR("received_on"), hf_json_of_text(hf_buf_str(&day)));
    hf_json_add(&made, HF_STR("source"), hf_json_of_text(a->work->issuer));
    hf_json_add(&made, HF_STR("title"), hf_json_of_text(hf_json_text(one, HF_STR("name"))));
    return hf_json_object(&made);
}

enum hf_rc hf_attach_enter(struct hf_serving *s, struct hf_work *work, struct hf_err *err)
{
    struct attaching a = {s, work, err};
    const struct hf_json *list = attachments_of(work);
    for (size_t i = 0; list != NULL && i < list->is.list.count; i++) {
        struct hf_command add = {.id = work->command.id,
                                 .file = work->command.file,
                                 .on = HF_STR("document"),
                                 .event = HF_STR("document.add"),
                                 .payload = entry_of(&a, &list->is.list.item[i]),
                                 .actor = s->desk->setup.log_id,
                                 .known = HF_KNOWN_engine,
                                 .at_ms = work->command.at_ms};
        unsigned char number[4] = {0, 0, (unsigned char)(i >> 8), (unsigned char)i};
        hf_seed_again(&s->desk->hasher, work->command.seed, number, add.seed);
        HF_TRY(hf_decide_also(&work->touched->flows, &s->desk->house, &add, &s->desk->trial, &work->decision,
                              err));
    }
    return HF_OK;
}
