/* SPDX-License-Identifier: Apache-2.0 */
/* A leaf is not stored, its hash is: so the links are made again from the events, file by file, and each must
 * lead to the hash that stands in its place. */
#include "desk/tile_log.h"

#include "desk/inside.h"
#include "desk/watch.h"
#include "proof/tile_log.h"
#include "seal/tile.h"

struct writing {
    struct hf_desk *desk;
    struct hf_arena *arena;
    hf_tile_file_fn put;
    void *context;
    uint64_t size;
    struct hf_digest *leaf, *link; /* of each position */
    uint64_t leaves;
    struct hf_file_row *file; /* all of them */
    size_t files, file_room;
    const struct hf_file_row *now; /* whose events are read */
    struct hf_digest head;         /* its last link so far */
    struct hf_buf checkpoints;
    struct hf_str newest;
};

/* ---- how it is written ---- */

static void put_length(struct hf_buf *out, size_t length)
{
    hf_buf_put_char(out, (char)(length >> 8));
    hf_buf_put_char(out, (char)length);
}

void hf_tile_log_note_put(struct hf_buf *out, struct hf_str note)
{
    put_length(out, note.len);
    hf_buf_put(out, note);
}

void hf_tile_log_entry_put(struct hf_buf *out, const struct hf_digest *link)
{
    put_length(out, HF_LEAF_SIZE);
    hf_chain_leaf_put(out, link);
}

enum hf_rc hf_tile_log_put_key(struct hf_desk *desk, struct hf_arena *arena, hf_tile_file_fn put,
                               void *context, struct hf_err *err)
{
    struct hf_str origin = desk->setup.origin;
    struct hf_buf line = hf_buf_in(arena, 256), list = hf_buf_in(arena, 1024);
    struct hf_log_keys keys;
    HF_TRY(hf_desk_log_keys(desk, &keys, err));
    hf_note_key_put(&desk->hasher, origin, &keys.at[keys.count - 1].key, &line);
    hf_buf_put_char(&line, '\n');
    HF_TRY(put(context, HF_STR("key"), hf_buf_str(&line), false, err));
    hf_log_keys_put(origin, &keys, &list);
    return put(context, HF_STR("keys"), hf_buf_str(&list), false, err);
}

/* ---- checkpoints ---- */

static enum hf_rc take_checkpoint(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    struct writing *w = context;
    struct hf_str note = row->checkpoint.note;
    (void)err;
    w->newest = (struct hf_str){NULL, note.len};
    hf_tile_log_note_put(&w->checkpoints, note);
    w->size = (uint64_t)row->checkpoint.size;
    return HF_OK;
}

static enum hf_rc read_checkpoints(struct writing *w, struct hf_err *err)
{
    struct hf_ledger *ledger = &w->desk->setup.ledger;
    int64_t size;
    HF_TRY(hf_watch_checkpoint(w->desk, w->arena, &size, err));
    w->checkpoints = hf_buf_in(w->arena, 4096);
    HF_TRY(ledger->ask(ledger->self, HF_ASK_checkpoints, &(struct hf_ask){0}, take_checkpoint, w, err));
    struct hf_str all = hf_buf_str(&w->checkpoints);
    w->newest = hf_str_part(all, all.len - w->newest.len, all.len);
    return HF_OK;
}

/* ---- leaves ---- */

static enum hf_rc take_leaf(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    struct writing *w = context;
    (void)err;
    if (w->leaves < w->size)
        memcpy(w->leaf[w->leaves++].byte, row->leaf.at, HF_DIGEST_SIZE);
    return HF_OK;
}

static enum hf_rc read_leaves(struct writing *w, struct hf_err *err)
{
    struct hf_ledger *ledger = &w->desk->setup.ledger;
    struct hf_ask ask = {.to = (int64_t)w->size};
    w->leaf = hf_arena_try(w->arena, sizeof *w->leaf, _Alignof(struct hf_digest), (size_t)w->size);
    w->link = hf_arena_try(w->arena, sizeof *w->link, _Alignof(struct hf_digest), (size_t)w->size);
    if (w->leaf == NULL || w->link == NULL)
        return hf_fail(err, HF_WORD_no_memory, HF_STR_NONE, HF_STR("the leaves of the log"), HF_STR_NONE);
    HF_TRY(ledger->ask(ledger->self, HF_ASK_leaves, &ask, take_leaf, w, err));
    return w->leaves == w->size ? HF_OK
                                : hf_fail(err, HF_WORD_audit_cut, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
}

/* ---- links ---- */

static enum hf_rc take_file(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    struct writing *w = context;
    (void)err;
    w->file = hf_arena_room(w->arena, w->file, w->files, &w->file_room, sizeof *w->file);
    w->file[w->files] = row->file;
    w->file[w->files++].name = hf_arena_keep(w->arena, row->file.name);
    return HF_OK;
}

static enum hf_rc tell_event(const struct writing *w, uint32_t seq, struct hf_err *err)
{
    char where[HF_ERR_WHERE_MAX];
    struct hf_buf buf = HF_BUF(where);
    hf_buf_put(&buf, hf_file_kind_name(w->now->kind));
    hf_buf_put_char(&buf, ' ');
    hf_buf_put(&buf, w->now->name);
    hf_buf_put(&buf, HF_STR(" event "));
    hf_buf_put_i64(&buf, seq);
    return hf_fail(err, HF_WORD_tile_event, hf_buf_str(&buf), HF_STR_NONE, HF_STR_NONE);
}

static enum hf_rc take_event(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    struct writing *w = context;
    const struct hf_event_row *event = &row->event;
    struct hf_hasher *hasher = &w->desk->hasher;
    struct hf_digest commitment, leaf;
    if (event->position < 0 || (uint64_t)event->position >= w->size)
        return HF_OK; /* newer than the checkpoint */
    hf_chain_commit(hasher, &event->blind, event->header, &commitment);
    hf_chain_next(hasher, &w->head, &commitment, &w->head);
    hf_chain_leaf(hasher, &w->head, &leaf);
    w->link[event->position] = w->head;
    return hf_digest_eq(&leaf, &w->leaf[event->position]) ? HF_OK : tell_event(w, event->seq, err);
}

static enum hf_rc read_links(struct writing *w, struct hf_err *err)
{
    struct hf_ledger *ledger = &w->desk->setup.ledger;
    for (enum hf_file_kind kind = HF_FILE_CASE; kind < HF_FILE_KINDS; kind++)
        HF_TRY(ledger->ask(ledger->self, HF_ASK_files_of_kind, &(struct hf_ask){.kind = kind}, take_file, w,
                           err));
    for (size_t i = 0; i < w->files; i++) {
        struct hf_ask ask = {.id = w->file[i].file, .from = 1, .to = INT32_MAX};
        w->now = &w->file[i];
        hf_chain_start(&w->desk->hasher, w->desk->setup.origin, &ask.id, &w->head);
        HF_TRY(ledger->ask(ledger->self, HF_ASK_events_of_file, &ask, take_event, w, err));
    }
    return HF_OK;
}

/* ---- files ---- */

static enum hf_rc put_named(struct writing *w, const struct hf_tile_name *name, struct hf_str bytes,
                            struct hf_err *err)
{
    char path[HF_TILE_PATH_MAX];
    struct hf_buf buf = HF_BUF(path);
    hf_tile_path_put(&buf, name);
    return w->put(w->context, hf_buf_str(&buf), bytes, true, err);
}

static enum hf_rc put_tile(void *context, const struct hf_tile_name *name, struct hf_str hashes,
                           struct hf_err *err)
{
    return put_named(context, name, hashes, err);
}

static enum hf_rc put_tiles(struct writing *w, struct hf_err *err)
{
    struct hf_tile_writer *writer = HF_NEW(w->arena, struct hf_tile_writer, 1);
    *writer = (struct hf_tile_writer){.hasher = &w->desk->hasher, .put = put_tile, .context = w};
    for (uint64_t i = 0; i < w->size; i++)
        HF_TRY(hf_tile_writer_add(writer, &w->leaf[i], err));
    return hf_tile_writer_end(writer, err);
}

static enum hf_rc put_entries(struct writing *w, struct hf_err *err)
{
    struct hf_buf bytes = hf_buf_in(w->arena, HF_TILE_WIDTH * (2 + HF_LEAF_SIZE));
    for (uint64_t index = 0; index * HF_TILE_WIDTH < w->size; index++) {
        struct hf_tile_name name = hf_tile_of(w->size, 0, index);
        name.entries = true;
        bytes.len = 0;
        for (unsigned i = 0; i < name.width; i++)
            hf_tile_log_entry_put(&bytes, &w->link[index * HF_TILE_WIDTH + i]);
        HF_TRY(put_named(w, &name, hf_buf_str(&bytes), err));
    }
    return HF_OK;
}

enum hf_rc hf_tile_log_make(struct hf_desk *desk, struct hf_arena *arena, hf_tile_file_fn put, void *context,
                            uint64_t *size, struct hf_err *err)
{
    struct writing w = {.desk = desk, .arena = arena, .put = put, .context = context};
    HF_TRY(read_checkpoints(&w, err));
    HF_TRY(read_leaves(&w, err));
    HF_TRY(read_links(&w, err));
    HF_TRY(put_tiles(&w, err));
    HF_TRY(put_entries(&w, err));
    HF_TRY(hf_tile_log_put_key(desk, arena, put, context, err));
    *size = w.size;
    HF_TRY(put(context, HF_STR("checkpoint"), w.newest, false, err));
    return put(context, HF_STR("checkpoints"), hf_buf_str(&w.checkpoints), false, err);
}
