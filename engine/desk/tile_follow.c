/* SPDX-License-Identifier: Apache-2.0 */
#include "desk/tile_follow.h"

#include "desk/inside.h"
#include "proof/tile_log.h"
#include "seal/note.h"
#include "seal/tile.h"

void hf_tile_follow_init(struct hf_tile_follow *follow, struct hf_desk *desk,
                         const struct hf_tile_folder *folder)
{
    *follow = (struct hf_tile_follow){.desk = desk, .folder = *folder};
    hf_tile_edge_init(&follow->edge, desk);
}

void hf_tile_follow_done(struct hf_tile_follow *follow)
{
    hf_tile_edge_done(&follow->edge);
}

/* ---- checkpoints of the database ---- */

struct newest {
    struct hf_arena *arena;
    uint64_t size; /* 0: there is none */
    struct hf_digest root;
    struct hf_str note;
};

static enum hf_rc take_newest(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    struct newest *out = context;
    (void)err;
    out->size = (uint64_t)row->checkpoint.size;
    out->root = row->checkpoint.root;
    out->note = hf_arena_keep(out->arena, row->checkpoint.note);
    return HF_OK;
}

/* Of at most `most` leaves; 0: any. */
static enum hf_rc ask_newest(struct hf_desk *desk, uint64_t most, struct hf_arena *arena, struct newest *out,
                             struct hf_err *err)
{
    struct hf_ledger *ledger = &desk->setup.ledger;
    struct hf_ask ask = {.to = (int64_t)most};
    *out = (struct newest){.arena = arena};
    return ledger->ask(ledger->self, HF_ASK_last_checkpoint, &ask, take_newest, out, err);
}

/* ---- the folder, before anything is written there ---- */

static enum hf_rc refuse(const struct hf_tile_folder *folder, enum hf_word word, uint64_t size,
                         struct hf_err *err)
{
    char digits[24];
    struct hf_buf count = HF_BUF(digits);
    hf_buf_put_i64(&count, (int64_t)size);
    return hf_fail(err, word, HF_STR_NONE, folder->name, hf_buf_str(&count));
}

static enum hf_rc compare_origin(const struct hf_desk *desk, const struct hf_tile_folder *folder,
                                 struct hf_str origin, struct hf_err *err)
{
    return hf_str_eq(origin, desk->setup.origin)
               ? HF_OK
               : hf_fail(err, HF_WORD_tiles_foreign, HF_STR_NONE, folder->name, origin);
}

static enum hf_rc compare_root(struct hf_desk *desk, const struct hf_tile_folder *folder,
                               const struct hf_checkpoint *there, struct hf_err *err)
{
    struct hf_tree tree;
    struct hf_digest root;
    HF_TRY(hf_tiles_tree(&desk->tiles, there->size, &tree, err));
    HF_TRY(hf_tree_range(&desk->hasher, &tree, 0, there->size, &root, err));
    return hf_digest_eq(&root, &there->root) ? HF_OK : refuse(folder, HF_WORD_tiles_other, there->size, err);
}

static enum hf_rc judge_checkpoint(struct hf_desk *desk, const struct hf_tile_folder *folder,
                                   struct hf_str bytes, struct hf_arena *arena, uint64_t *size,
                                   struct hf_err *err)
{
    struct hf_note *note = HF_NEW(arena, struct hf_note, 1);
    struct hf_checkpoint there;
    struct newest newest;
    if (hf_note_read(bytes, note, err) != HF_OK || hf_checkpoint_read(note->text, &there, err) != HF_OK)
        return refuse(folder, HF_WORD_tiles_unread, 0, err);
    HF_TRY(compare_origin(desk, folder, there.origin, err));
    HF_TRY(ask_newest(desk, 0, arena, &newest, err));
    if (there.size > newest.size)
        return refuse(folder, HF_WORD_tiles_ahead, there.size, err);
    *size = there.size;
    return there.size > 0 ? compare_root(desk, folder, &there, err) : HF_OK;
}

/* The key is written before any checkpoint is. */
enum hf_rc hf_tile_folder_judge(struct hf_desk *desk, const struct hf_tile_folder *folder,
                                struct hf_arena *arena, uint64_t *size, struct hf_err *err)
{
    struct hf_str key, checkpoint;
    *size = 0;
    HF_TRY(folder->read(folder->self, HF_STR("key"), arena, &key, err));
    if (key.len > 0)
        HF_TRY(compare_origin(desk, folder, hf_str_cut(&key, '+'), err));
    HF_TRY(folder->read(folder->self, HF_STR("checkpoint"), arena, &checkpoint, err));
    return checkpoint.len > 0 ? judge_checkpoint(desk, folder, checkpoint, arena, size, err) : HF_OK;
}

/* ---- tiles ---- */

struct writing {
    struct hf_tile_follow *follow;
    struct hf_arena *arena;
    struct newest newest;
    struct hf_tree tree;
    uint64_t to; /* the tree that is written has so many leaves */
};

static enum hf_rc put(const struct writing *w, struct hf_str path, struct hf_str bytes, bool stays,
                      struct hf_err *err)
{
    return w->follow->folder.put(w->follow->folder.self, path, bytes, stays, err);
}

static enum hf_rc put_named(struct writing *w, const struct hf_tile_name *name, const struct hf_buf *bytes,
                            struct hf_err *err)
{
    char room[HF_TILE_PATH_MAX];
    struct hf_buf path = HF_BUF(room);
    hf_tile_path_put(&path, name);
    return put(w, hf_buf_str(&path), hf_buf_str(bytes), true, err);
}

static enum hf_rc put_hashes(struct writing *w, unsigned level, uint64_t index, struct hf_err *err)
{
    struct hf_buf bytes = hf_buf_in(w->arena, HF_TILE_WIDTH * HF_DIGEST_SIZE);
    struct hf_tile_name name = hf_tile_of(w->to, level, index);
    for (unsigned i = 0; i < name.width; i++) {
        struct hf_digest node;
        HF_TRY(w->tree.node(w->tree.self, HF_TILE_LEVEL * level, index * HF_TILE_WIDTH + i, &node, err));
        hf_buf_put_bytes(&bytes, &node, sizeof node);
    }
    return put_named(w, &name, &bytes, err);
}

static enum hf_rc wrong_event(uint64_t position, struct hf_err *err)
{
    char room[HF_ERR_WHERE_MAX];
    struct hf_buf where = HF_BUF(room);
    hf_buf_put(&where, HF_STR("entry "));
    hf_buf_put_i64(&where, (int64_t)position);
    return hf_fail(err, HF_WORD_tile_event, hf_buf_str(&where), HF_STR_NONE, HF_STR_NONE);
}

/* Each link must lead to the hash that stands in its place. */
static enum hf_rc put_entries(struct writing *w, uint64_t index, struct hf_err *err)
{
    struct hf_buf bytes = hf_buf_in(w->arena, HF_TILE_WIDTH * (2 + HF_LEAF_SIZE));
    struct hf_tile_name name = hf_tile_of(w->to, 0, index);
    name.entries = true;
    for (unsigned i = 0; i < name.width; i++) {
        uint64_t position = index * HF_TILE_WIDTH + i;
        const struct hf_digest *link = hf_tile_edge_link(&w->follow->edge, position);
        struct hf_digest leaf, stored;
        hf_chain_leaf(&w->follow->desk->hasher, link, &leaf);
        HF_TRY(w->tree.node(w->tree.self, 0, position, &stored, err));
        if (!hf_digest_eq(&leaf, &stored))
            return wrong_event(position, err);
        hf_tile_log_entry_put(&bytes, link);
    }
    return put_named(w, &name, &bytes, err);
}

/* Of one level, those that have grown since `from` leaves. */
static enum hf_rc put_level(struct writing *w, unsigned level, uint64_t from, struct hf_err *err)
{
    uint64_t before = from >> (HF_TILE_LEVEL * level), after = w->to >> (HF_TILE_LEVEL * level);
    if (after == before)
        return HF_OK;
    size_t mark = hf_arena_mark(w->arena);
    for (uint64_t index = before / HF_TILE_WIDTH; index * HF_TILE_WIDTH < after; index++) {
        if (level == 0)
            HF_TRY(put_entries(w, index, err));
        HF_TRY(put_hashes(w, level, index, err));
        hf_arena_reset(w->arena, mark);
    }
    return HF_OK;
}

static enum hf_rc put_tiles(struct writing *w, struct hf_err *err)
{
    struct hf_tile_follow *f = w->follow;
    while (f->written < w->newest.size) {
        w->to = w->newest.size;
        HF_TRY(hf_tile_edge_read(&f->edge, f->written, &w->to, w->arena, err));
        for (unsigned level = 0; level < HF_TILE_LEVELS; level++)
            HF_TRY(put_level(w, level, f->written, err));
        f->written = w->to;
    }
    return HF_OK;
}

static void drop_narrow(const struct writing *w, unsigned level, bool entries, uint64_t index)
{
    char room[HF_TILE_PATH_MAX];
    struct hf_buf path = HF_BUF(room);
    struct hf_tile_name name = {.entries = entries, .level = level, .index = index, .width = HF_TILE_WIDTH};
    hf_tile_path_put(&path, &name);
    hf_buf_put(&path, HF_STR(".p"));
    w->follow->folder.drop(w->follow->folder.self, hf_buf_str(&path));
}

/* Tile n goes with its narrower ones when tile n + 1 is full. */
static void drop_old(const struct writing *w, uint64_t from)
{
    for (unsigned level = 0; level + 1 < HF_TILE_LEVELS; level++) { /* a last level has no full tile */
        uint64_t before = from >> (HF_TILE_LEVEL * (level + 1));
        uint64_t after = w->newest.size >> (HF_TILE_LEVEL * (level + 1));
        for (uint64_t index = before; index < after; index++) {
            if (index > 0)
                drop_narrow(w, level, false, index - 1);
            if (index > 0 && level == 0)
                drop_narrow(w, 0, true, index - 1);
        }
    }
}

/* ---- the list of all checkpoints ---- */

enum { LIST_PIECE = 1 << 20 };

struct listing {
    struct writing *w;
    struct hf_buf piece;
    size_t begun; /* where it stands in the file */
};

static enum hf_rc put_piece(struct listing *l, struct hf_err *err)
{
    const struct hf_tile_folder *folder = &l->w->follow->folder;
    struct hf_str bytes = hf_buf_str(&l->piece), path = HF_STR("checkpoints");
    HF_TRY(l->begun == 0 ? put(l->w, path, bytes, false, err)
                         : folder->append(folder->self, path, l->begun, l->begun, bytes, err));
    l->begun += l->piece.len;
    l->piece.len = 0;
    return HF_OK;
}

static void list_note(struct listing *l, struct hf_str note, uint64_t size)
{
    struct hf_tile_follow *f = l->w->follow;
    f->last = l->begun + l->piece.len;
    f->listed = size;
    hf_tile_log_note_put(&l->piece, note);
    f->list = l->begun + l->piece.len;
}

static enum hf_rc take_listed(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    struct listing *l = context;
    struct hf_str note = row->checkpoint.note;
    if ((uint64_t)row->checkpoint.size > l->w->newest.size)
        return HF_OK; /* signed since: the next time */
    if (l->piece.len + 2 + note.len > LIST_PIECE)
        HF_TRY(put_piece(l, err));
    list_note(l, note, (uint64_t)row->checkpoint.size);
    return HF_OK;
}

static enum hf_rc list_all(struct listing *l, struct hf_err *err)
{
    struct hf_ledger *ledger = &l->w->follow->desk->setup.ledger;
    HF_TRY(ledger->ask(ledger->self, HF_ASK_checkpoints, &(struct hf_ask){0}, take_listed, l, err));
    return put_piece(l, err);
}

/* Those that were signed since the last one listed, which comes again if it is cosigned now. */
static enum hf_rc list_new(struct listing *l, struct hf_err *err)
{
    struct hf_tile_follow *f = l->w->follow;
    size_t length = f->list, at = l->w->newest.size == f->listed ? f->last : f->list, count = 0, room = 0;
    struct newest *since = NULL, next = l->w->newest;
    uint64_t listed = f->listed;
    do {
        since = hf_arena_room(l->w->arena, since, count, &room, sizeof *since);
        since[count++] = next;
        HF_TRY(ask_newest(f->desk, next.size - 1, l->w->arena, &next, err));
    } while (next.size > listed);
    l->begun = at;
    while (count-- > 0)
        list_note(l, since[count].note, since[count].size);
    return f->folder.append(f->folder.self, HF_STR("checkpoints"), at, length, hf_buf_str(&l->piece), err);
}

static enum hf_rc try_list(struct writing *w, struct hf_err *err)
{
    struct listing l = {.w = w, .piece = hf_buf_in(w->arena, 4096)};
    bool all = w->follow->list == 0;
    enum hf_rc rc = all ? list_all(&l, err) : list_new(&l, err);
    if (rc != HF_OK)
        w->follow->list = 0; /* who knows what stands there */
    return rc;
}

/* Whole again, where somebody else wrote there. */
static enum hf_rc put_list(struct writing *w, struct hf_err *err)
{
    enum hf_rc rc = try_list(w, err);
    return rc != HF_OK && err->word == HF_WORD_contended ? try_list(w, err) : rc;
}

/* ---- a turn ---- */

static void begin_anew(struct hf_tile_follow *f)
{
    struct hf_desk *desk = f->desk;
    hf_tiles_done(&desk->tiles);
    hf_tiles_init(&desk->tiles, &desk->setup.ledger, &desk->setup.memory, &desk->hasher);
    hf_tile_edge_done(&f->edge);
    f->judged = false;
}

/* The list is written whole the first time, since witnesses may have signed older ones. */
static enum hf_rc judge(struct hf_tile_follow *f, struct hf_arena *arena, struct hf_err *err)
{
    HF_TRY(hf_tile_folder_judge(f->desk, &f->folder, arena, &f->size, err));
    f->judged = true;
    f->written = f->size;
    f->list = 0;
    f->at = (struct hf_digest){.byte = {0}};
    return HF_OK;
}

static enum hf_rc check_root(const struct writing *w, struct hf_err *err)
{
    struct hf_desk *desk = w->follow->desk;
    struct hf_digest root;
    HF_TRY(hf_tree_range(&desk->hasher, &w->tree, 0, w->newest.size, &root, err));
    return hf_digest_eq(&root, &w->newest.root)
               ? HF_OK
               : refuse(&w->follow->folder, HF_WORD_tiles_other, w->follow->size, err);
}

static enum hf_rc put_all(struct writing *w, struct hf_err *err)
{
    struct hf_tile_follow *f = w->follow;
    HF_TRY(hf_tiles_tree(&f->desk->tiles, w->newest.size, &w->tree, err));
    HF_TRY(check_root(w, err));
    HF_TRY(hf_tile_log_put_key(f->desk, w->arena, f->folder.put, f->folder.self, err));
    HF_TRY(put_tiles(w, err));
    HF_TRY(put(w, HF_STR("checkpoint"), w->newest.note, false, err));
    drop_old(w, f->size);
    f->size = w->newest.size;
    return put_list(w, err);
}

static enum hf_rc go_on(struct writing *w, struct hf_err *err)
{
    struct hf_tile_follow *f = w->follow;
    struct hf_digest at;
    if (!f->judged)
        HF_TRY(judge(f, w->arena, err));
    HF_TRY(ask_newest(f->desk, 0, w->arena, &w->newest, err));
    if (w->newest.size < f->size)
        return refuse(&f->folder, HF_WORD_tiles_ahead, f->size, err);
    hf_sha256(&f->desk->hasher, &w->newest.note, 1, &at);
    if (w->newest.size == 0 || hf_digest_eq(&at, &f->at))
        return HF_OK;
    HF_TRY(put_all(w, err));
    f->at = at;
    return HF_OK;
}

enum hf_rc hf_tile_follow_turn(struct hf_tile_follow *follow, struct hf_arena *arena, uint64_t *size,
                               struct hf_err *err)
{
    struct writing w = {.follow = follow, .arena = arena};
    enum hf_rc rc = go_on(&w, err);
    if (rc == HF_CONFLICT || rc == HF_UNVERIFIED)
        begin_anew(follow);
    *size = follow->size;
    return rc;
}
