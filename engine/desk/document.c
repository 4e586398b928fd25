/* SPDX-License-Identifier: Apache-2.0 */
#include "desk/document.h"

#include "desk/inside.h"
#include "seal/ids.h"

enum { SLOT_SIZE = 8 };

struct hf_id hf_document_id(struct hf_hasher *hasher, const struct hf_id *file,
                            const struct hf_digest *digest)
{
    struct hf_digest both = *digest;
    struct hf_id out;
    if (file != NULL)
        hf_sha256(hasher, (struct hf_str[]){HF_PART(*file), HF_PART(*digest)}, 2, &both);
    memcpy(out.byte, both.byte, sizeof out.byte);
    return out;
}

/* ---- in ---- */

static enum hf_rc take_key(struct hf_desk *desk, const struct hf_id *file, const struct hf_id *document,
                           struct hf_subject_key *key, struct hf_err *err)
{
    struct hf_keys *keys = &desk->setup.keys;
    *key = (struct hf_subject_key){.subject = *document, .slot = -1};
    if (file != NULL)
        key->file = *file;
    return keys->subject_keys(keys->self, key, 1, err);
}

static struct hf_str seal_chunk(struct hf_desk *desk, const struct hf_subject_key *key, uint32_t index,
                                struct hf_str plain, struct hf_arena *arena)
{
    char text[64];
    struct hf_buf about = HF_BUF(text), out = hf_buf_in(arena, plain.len + SLOT_SIZE + HF_BOX_MORE);
    struct hf_nonce nonce;
    desk->setup.dice.fill(desk->setup.dice.self, &nonce, sizeof nonce);
    hf_about_chunk_put(&about, &key->subject, index);
    for (int shift = 56; shift >= 0; shift -= 8)
        hf_buf_put_char(&out, (char)(unsigned char)((uint64_t)key->slot >> shift));
    hf_buf_put(&out, hf_box_seal(arena, &key->key, &nonce, hf_buf_str(&about), plain));
    return hf_buf_str(&out);
}

enum hf_rc hf_document_seal(struct hf_desk *desk, const struct hf_id *file, const struct hf_id *document,
                            struct hf_str bytes, struct hf_arena *arena, const struct hf_chunk_row **out,
                            size_t *count, struct hf_err *err)
{
    struct hf_subject_key key;
    size_t pieces = bytes.len == 0 ? 1 : (bytes.len + HF_CHUNK_SIZE - 1) / HF_CHUNK_SIZE;
    struct hf_chunk_row *rows = HF_NEW(arena, struct hf_chunk_row, pieces);
    HF_TRY(take_key(desk, file, document, &key, err));
    for (size_t i = 0; i < pieces; i++) {
        struct hf_str plain = hf_str_part(bytes, i * HF_CHUNK_SIZE, (i + 1) * HF_CHUNK_SIZE);
        rows[i] = (struct hf_chunk_row){.document = *document,
                                        .index = (uint32_t)i,
                                        .sealed = seal_chunk(desk, &key, (uint32_t)i, plain, arena)};
    }
    hf_key_wipe(&key, sizeof key);
    *out = rows;
    *count = pieces;
    return HF_OK;
}

enum hf_rc hf_document_piece(struct hf_desk *desk, const struct hf_id *file, const struct hf_id *document,
                             uint32_t index, struct hf_str plain, struct hf_arena *arena,
                             struct hf_chunk_row *out, struct hf_err *err)
{
    struct hf_subject_key key;
    HF_TRY(take_key(desk, file, document, &key, err));
    *out = (struct hf_chunk_row){
        .document = *document, .index = index, .sealed = seal_chunk(desk, &key, index, plain, arena)};
    hf_key_wipe(&key, sizeof key);
    return HF_OK;
}

enum hf_rc hf_document_keep(struct hf_desk *desk, const struct hf_id *file, struct hf_str bytes,
                            struct hf_arena *arena, struct hf_digest *digest, struct hf_err *err)
{
    const struct hf_chunk_row *rows;
    size_t count;
    struct hf_digest computed;
    hf_sha256(&desk->hasher, &bytes, 1, &computed);
    struct hf_id document = hf_document_id(&desk->hasher, file, &computed);
    HF_TRY(hf_document_seal(desk, file, &document, bytes, arena, &rows, &count, err));
    struct hf_keep *keeps = HF_NEW(arena, struct hf_keep, count);
    for (size_t i = 0; i < count; i++)
        keeps[i] = (struct hf_keep){.kind = HF_KEEP_CHUNK, .chunk = rows[i]};
    HF_TRY(desk->setup.ledger.keep(desk->setup.ledger.self, keeps, count, err));
    *digest = computed;
    return HF_OK;
}

/* ---- out ---- */

int64_t hf_document_slot(struct hf_str sealed)
{
    uint64_t slot = 0;
    if (sealed.len < SLOT_SIZE)
        return -1;
    for (size_t i = 0; i < SLOT_SIZE; i++)
        slot = slot << 8 | (unsigned char)sealed.at[i];
    return (int64_t)slot;
}

/* Each piece is opened in turn and handed on; what is opened lives until the next. */
typedef void (*piece_fn)(void *context, struct hf_str plain);
struct reading {
    struct hf_desk *desk;
    const struct hf_id *file;
    struct hf_arena *arena; /* where a piece is opened; reset before the next */
    size_t mark;
    piece_fn take;
    void *context;
    uint32_t chunks;
};

static enum hf_rc open_chunk(struct reading *r, const struct hf_chunk_row *row, struct hf_str *plain,
                             struct hf_err *err)
{
    struct hf_keys *keys = &r->desk->setup.keys;
    struct hf_subject_key key = {.subject = row->document, .slot = hf_document_slot(row->sealed)};
    char text[64];
    struct hf_buf about = HF_BUF(text);
    if (key.slot < 0)
        return hf_fail(err, HF_WORD_box_broken, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
    if (r->file != NULL)
        key.file = *r->file;
    HF_TRY(keys->subject_keys(keys->self, &key, 1, err));
    hf_about_chunk_put(&about, &row->document, row->index);
    enum hf_rc rc = hf_box_open(r->arena, &key.key, hf_buf_str(&about),
                                hf_str_part(row->sealed, SLOT_SIZE, row->sealed.len), plain, err);
    hf_key_wipe(&key, sizeof key);
    return rc;
}

static enum hf_rc take_chunk(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    struct reading *r = context;
    struct hf_str plain = HF_STR_NONE;
    hf_arena_reset(r->arena, r->mark);
    HF_TRY(open_chunk(r, &row->chunk, &plain, err));
    r->take(r->context, plain);
    r->chunks++;
    return HF_OK;
}

static enum hf_rc read_pieces(struct hf_desk *desk, const struct hf_id *file, const struct hf_digest *digest,
                              piece_fn take, void *context, struct hf_err *err)
{
    struct hf_ledger *ledger = &desk->setup.ledger;
    struct hf_ask ask = {.id = hf_document_id(&desk->hasher, file, digest)};
    struct reading r = {.desk = desk,
                        .file = file,
                        .arena = &desk->scratch,
                        .mark = desk->scratch.used,
                        .take = take,
                        .context = context};
    enum hf_rc rc = ledger->ask(ledger->self, HF_ASK_chunks, &ask, take_chunk, &r, err);
    hf_arena_reset(r.arena, r.mark);
    if (rc == HF_OK && r.chunks == 0)
        return hf_fail(err, HF_WORD_no_document, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
    return rc;
}

static void append_piece(void *context, struct hf_str plain)
{
    hf_buf_put(context, plain);
}

enum hf_rc hf_document_read(struct hf_desk *desk, const struct hf_id *file, const struct hf_digest *digest,
                            struct hf_arena *arena, struct hf_str *out, struct hf_err *err)
{
    struct hf_buf bytes = hf_buf_in(arena, 4096);
    return hf_document_read_into(desk, file, digest, &bytes, out, err);
}

enum hf_rc hf_document_read_into(struct hf_desk *desk, const struct hf_id *file,
                                 const struct hf_digest *digest, struct hf_buf *bytes, struct hf_str *out,
                                 struct hf_err *err)
{
    struct hf_digest computed;
    HF_TRY(read_pieces(desk, file, digest, append_piece, bytes, err));
    struct hf_str whole = hf_buf_str(bytes);
    hf_sha256(&desk->hasher, &whole, 1, &computed);
    if (!hf_digest_eq(&computed, digest))
        return hf_fail(err, HF_WORD_document_changed, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
    *out = whole;
    return HF_OK;
}

struct measuring {
    struct hf_hasher hasher;
    int64_t size;
};

static void measure_piece(void *context, struct hf_str plain)
{
    struct measuring *m = context;
    hf_hash_add(&m->hasher, plain.at, plain.len);
    m->size += (int64_t)plain.len;
}

enum hf_rc hf_document_measure(struct hf_desk *desk, const struct hf_id *file, const struct hf_digest *digest,
                               int64_t *size, struct hf_err *err)
{
    struct measuring m = {.size = 0};
    struct hf_digest computed;
    hf_hasher_init(&m.hasher);
    hf_hash_begin(&m.hasher);
    enum hf_rc rc = read_pieces(desk, file, digest, measure_piece, &m, err);
    hf_hash_end(&m.hasher, &computed);
    hf_hasher_done(&m.hasher);
    if (rc == HF_OK && !hf_digest_eq(&computed, digest))
        return hf_fail(err, HF_WORD_document_changed, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
    if (rc == HF_OK)
        *size = m.size;
    return rc;
}
