/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Leaves are read once, in order. From them the tiles are made anew, and each is compared with its file; and
 * the tree grows leaf by leaf, so that each checkpoint is compared where its size is reached. There the
 * narrower tiles of that checkpoint are compared as well, where they still lie beside the wider ones.
 */
#include "proof/tile_log.h"

#include "proof/check.h"
#include "proof/trust.h"

struct walking {
    const struct hf_tile_log_check *check;
    struct hf_tile_log_verdict *out;
    struct hf_tile_writer writer;
    struct hf_frontier frontier;
    struct hf_str checkpoints;       /* not met yet */
    struct hf_checkpoint next, last; /* the next to be met; the newest */
    struct hf_note note;
    struct hf_log_keys keys;
    uint64_t proved;                 /* so many leaves have led to a root that was signed */
    struct hf_buf entries;           /* of the tile of leaves that is being read */
    uint64_t narrow[HF_TILE_LEVELS]; /* up to which node the narrower tile goes that was compared last */
};

static enum hf_rc fail_at(enum hf_word word, struct hf_str path, struct hf_err *err)
{
    return hf_fail(err, word, path, HF_STR_NONE, HF_STR_NONE);
}

static enum hf_rc read_file(struct walking *w, struct hf_str path, struct hf_str *bytes, struct hf_err *err)
{
    enum hf_rc rc = w->check->read(w->check->context, path, bytes, err);
    return rc == HF_NOT_FOUND ? fail_at(HF_WORD_tile_missing, path, err) : rc;
}

static struct hf_str path_of(const struct hf_tile_name *name, struct hf_buf *buf)
{
    hf_tile_path_put(buf, name);
    return hf_buf_str(buf);
}

static void put_entry(struct hf_buf *out, struct hf_str path, unsigned number)
{
    hf_buf_put(out, path);
    hf_buf_put(out, HF_STR(" entry "));
    hf_buf_put_i64(out, number);
}

static enum hf_rc fail_entry(struct hf_str path, unsigned number, struct hf_err *err)
{
    char where[HF_ERR_WHERE_MAX];
    struct hf_buf buf = HF_BUF(where);
    put_entry(&buf, path, number);
    return fail_at(HF_WORD_tile_entry, hf_buf_str(&buf), err);
}

/* ---- signatures ---- */

static enum hf_rc read_key(struct walking *w, struct hf_err *err)
{
    const struct hf_tile_log_check *check = w->check;
    struct hf_str bytes;
    HF_TRY(read_file(w, HF_STR("key"), &bytes, err));
    bool ends = hf_str_ends(bytes, HF_STR("\n"));
    struct hf_str line = hf_str_cut(&bytes, '\n'), name;
    if (!ends || bytes.len > 0 || !hf_note_key_read(check->hasher, line, &name, &w->out->key))
        return fail_at(HF_WORD_tile_key, HF_STR("key"), err);
    w->out->origin = hf_arena_keep(check->arena, name);
    return HF_OK;
}

/* The one that signs is the last of those that the log has had. */
static enum hf_rc read_keys(struct walking *w, struct hf_err *err)
{
    const struct hf_tile_log_check *check = w->check;
    struct hf_str bytes;
    HF_TRY(read_file(w, HF_STR("keys"), &bytes, err));
    HF_TRY(hf_log_keys_read(bytes, w->out->origin, &w->keys, err));
    if (memcmp(w->keys.at[w->keys.count - 1].key.byte, w->out->key.byte, sizeof w->out->key.byte) != 0)
        return hf_check_fail(HF_WORD_keys_broken, "keys line", w->keys.count + 2, err);
    return hf_trust_keys(check->trust, w->out->origin, &w->keys, HF_STR("key"), err);
}

static enum hf_rc read_note(struct walking *w, struct hf_str bytes, struct hf_str where,
                            struct hf_checkpoint *out, struct hf_err *err)
{
    struct hf_err unread;
    if (hf_note_read(bytes, &w->note, &unread) != HF_OK ||
        hf_checkpoint_read(w->note.text, out, &unread) != HF_OK || !hf_str_eq(out->origin, w->out->origin))
        return fail_at(HF_WORD_bundle_checkpoint, where, err);
    if (hf_log_keys_verify(w->check->hasher, &w->keys, &w->note, w->out->origin, out->size, &unread) != HF_OK)
        return hf_fail(err, unread.word, where, hf_str_of(unread.arg[0]), HF_STR_NONE);
    return HF_OK;
}

static enum hf_rc read_newest(struct walking *w, struct hf_err *err)
{
    struct hf_str bytes;
    HF_TRY(read_file(w, HF_STR("checkpoint"), &bytes, err));
    HF_TRY(read_note(w, bytes, HF_STR("checkpoint"), &w->last, err));
    w->out->size = w->last.size;
    return hf_trust_witnesses(w->check->hasher, w->check->trust, &w->note, &w->out->trusted,
                              &w->out->witnesses, err);
}

static bool cut_counted(struct hf_str *bytes, struct hf_str *out)
{
    if (bytes->len < 2)
        return false;
    size_t length = (size_t)(unsigned char)bytes->at[0] << 8 | (unsigned char)bytes->at[1];
    if (bytes->len - 2 < length)
        return false;
    *out = hf_str_part(*bytes, 2, 2 + length);
    *bytes = hf_str_part(*bytes, 2 + length, bytes->len);
    return true;
}

/* The next of all that were signed; each is larger than the one before. */
static enum hf_rc next_checkpoint(struct walking *w, struct hf_err *err)
{
    uint64_t before = w->next.size;
    struct hf_str note;
    if (w->checkpoints.len == 0) {
        w->next.size = UINT64_MAX;
        return HF_OK;
    }
    if (!cut_counted(&w->checkpoints, &note))
        return hf_check_fail(HF_WORD_bundle_checkpoint, "checkpoints", w->out->checkpoints + 1, err);
    if (read_note(w, note, HF_STR_NONE, &w->next, err) != HF_OK)
        return hf_check_place("checkpoints", w->out->checkpoints + 1, err);
    if (w->next.size <= before || w->next.size > w->last.size)
        return hf_check_fail(HF_WORD_tile_fork, "checkpoints", w->out->checkpoints + 1, err);
    return HF_OK;
}

/* ---- tiles ---- */

/* A leaf and the hash in its place are not the same: if the leaf was proved, that of the tile is damaged. */
static enum hf_rc blame(const struct walking *w, const struct hf_tile_name *name, unsigned entry,
                        struct hf_err *err)
{
    char rooms[2][HF_TILE_PATH_MAX], where[HF_ERR_WHERE_MAX];
    struct hf_buf hashes = HF_BUF(rooms[0]), leaves = HF_BUF(rooms[1]), place = HF_BUF(where);
    struct hf_tile_name below = *name;
    path_of(name, &hashes);
    if (name->index * HF_TILE_WIDTH + entry < w->proved)
        return fail_at(HF_WORD_tile_other, hf_buf_str(&hashes), err);
    below.entries = true;
    put_entry(&place, path_of(&below, &leaves), entry);
    return hf_fail(err, HF_WORD_tile_damaged, hf_buf_str(&place), hf_buf_str(&hashes), HF_STR_NONE);
}

/* The first hashes of a tile; the bytes are those of its file. */
static enum hf_rc compare_hashes(const struct walking *w, const struct hf_tile_name *name,
                                 struct hf_str hashes, struct hf_str bytes, struct hf_err *err)
{
    char room[HF_TILE_PATH_MAX];
    struct hf_buf buf = HF_BUF(room);
    size_t step = sizeof(struct hf_digest), at = 0;
    if (bytes.len < hashes.len || name->level > 0)
        return hf_str_eq(bytes, hashes) ? HF_OK : fail_at(HF_WORD_tile_other, path_of(name, &buf), err);
    while (at < hashes.len && memcmp(bytes.at + at, hashes.at + at, step) == 0)
        at += step;
    return at == hashes.len ? HF_OK : blame(w, name, (unsigned)(at / step), err);
}

static enum hf_rc compare_tile(void *context, const struct hf_tile_name *name, struct hf_str hashes,
                               struct hf_err *err)
{
    char room[HF_TILE_PATH_MAX];
    struct hf_buf buf = HF_BUF(room);
    struct hf_str path = path_of(name, &buf), bytes;
    HF_TRY(read_file(context, path, &bytes, err));
    HF_TRY(compare_hashes(context, name, hashes, bytes, err));
    return bytes.len == hashes.len ? HF_OK : fail_at(HF_WORD_tile_other, path, err);
}

/* A file that may be there, of a tile that was narrower once. */
static enum hf_rc compare_narrow(struct walking *w, const struct hf_tile_name *name, struct hf_str want,
                                 struct hf_err *err)
{
    char room[HF_TILE_PATH_MAX];
    struct hf_buf buf = HF_BUF(room);
    struct hf_str path = path_of(name, &buf), bytes;
    enum hf_rc rc = w->check->read(w->check->context, path, &bytes, err);
    if (rc != HF_OK)
        return rc == HF_NOT_FOUND ? HF_OK : rc;
    return hf_str_eq(bytes, want) ? HF_OK : fail_at(HF_WORD_tile_other, path, err);
}

/* Tiles before the last full one have no narrower ones any more. */
static bool is_recent(const struct walking *w, const struct hf_tile_name *name)
{
    return name->index + 1 >= w->last.size >> (HF_TILE_LEVEL * (name->level + 1));
}

static enum hf_rc compare_level(struct walking *w, unsigned level, struct hf_err *err)
{
    struct hf_tile_name name = {
        .level = level, .index = w->writer.level[level].index, .width = w->writer.level[level].count};
    const struct hf_str hashes = {(const char *)w->writer.level[level].node,
                                  name.width * sizeof(struct hf_digest)};
    uint64_t end = name.index * HF_TILE_WIDTH + name.width;
    if (name.width == 0 || end == w->narrow[level] || !is_recent(w, &name))
        return HF_OK;
    w->narrow[level] = end;
    HF_TRY(compare_narrow(w, &name, hashes, err));
    name.entries = true;
    return level == 0
               ? compare_narrow(w, &name, hf_str_part(hf_buf_str(&w->entries), 0, name.width * HF_ENTRY_SIZE),
                                err)
               : HF_OK;
}

/* At the size of a checkpoint; those of the newest are the widest, and compared as all are. */
static enum hf_rc compare_narrows(struct walking *w, struct hf_err *err)
{
    for (unsigned level = 0; w->frontier.size < w->last.size && level < HF_TILE_LEVELS; level++)
        HF_TRY(compare_level(w, level, err));
    return HF_OK;
}

/* ---- leaves ---- */

/* Another root than was signed: a leaf is damaged where it is not the one that the tile above it has. */
static enum hf_rc tell_fork(struct walking *w, struct hf_err *err)
{
    struct hf_tile_name name = hf_tile_of(w->last.size, 0, w->writer.level[0].index);
    const struct hf_str hashes = {(const char *)w->writer.level[0].node,
                                  w->writer.level[0].count * sizeof(struct hf_digest)};
    char room[HF_TILE_PATH_MAX];
    struct hf_buf buf = HF_BUF(room);
    struct hf_str bytes;
    if (hashes.len > 0) {
        HF_TRY(read_file(w, path_of(&name, &buf), &bytes, err));
        HF_TRY(compare_hashes(w, &name, hashes, bytes, err));
    }
    return hf_check_fail(HF_WORD_tile_fork, "checkpoints", w->out->checkpoints, err);
}

static enum hf_rc meet_checkpoint(struct walking *w, struct hf_err *err)
{
    struct hf_digest root;
    while (w->next.size == w->frontier.size) {
        hf_frontier_root(w->check->hasher, &w->frontier, &root);
        w->out->checkpoints++;
        if (!hf_digest_eq(&root, &w->next.root))
            return tell_fork(w, err);
        w->proved = w->frontier.size;
        HF_TRY(compare_narrows(w, err));
        HF_TRY(next_checkpoint(w, err));
    }
    return HF_OK;
}

static bool is_leaf(struct hf_str entry)
{
    struct hf_digest link;
    struct hf_str text = hf_str_part(entry, 0, HF_LEAF_SIZE - 1);
    return entry.len == HF_LEAF_SIZE && hf_str_begins(entry, HF_STR("holdfast/leaf/v1\n")) &&
           entry.at[HF_LEAF_SIZE - 1] == '\n' &&
           hf_b64_read(hf_str_part(text, 17, text.len), link.byte, sizeof link.byte);
}

/* A full tile within which no checkpoint ends is hashed once, for the tile and for the tree. */
static enum hf_rc add_leaves(struct walking *w, const struct hf_digest leaf[], unsigned width,
                             struct hf_err *err)
{
    bool whole = width == HF_TILE_WIDTH && w->next.size >= w->frontier.size + HF_TILE_WIDTH;
    for (unsigned i = 0; i < width; i++) {
        HF_TRY(hf_tile_writer_add(&w->writer, &leaf[i], err));
        if (whole)
            continue;
        hf_frontier_append(w->check->hasher, &w->frontier, &leaf[i], 1);
        HF_TRY(meet_checkpoint(w, err));
    }
    if (whole)
        hf_frontier_join(w->check->hasher, &w->frontier, &w->writer.full, HF_TILE_LEVEL);
    return whole ? meet_checkpoint(w, err) : HF_OK;
}

static enum hf_rc add_entries(struct walking *w, struct hf_str path, struct hf_str bytes, unsigned width,
                              struct hf_err *err)
{
    const struct hf_str mark = {"", 1};
    struct hf_str part[] = {mark, HF_STR_NONE};
    struct hf_digest leaf[HF_TILE_WIDTH];
    size_t most = (size_t)width * HF_ENTRY_SIZE;
    w->entries.len = 0;
    hf_buf_put(&w->entries, hf_str_part(bytes, 0, bytes.len < most ? bytes.len : most));
    for (unsigned i = 0; i < width; i++) {
        if (!cut_counted(&bytes, &part[1]) || !is_leaf(part[1]))
            return fail_entry(path, i, err);
        hf_sha256(w->check->hasher, part, 2, &leaf[i]);
    }
    if (bytes.len > 0)
        return fail_entry(path, width, err);
    return add_leaves(w, leaf, width, err);
}

static enum hf_rc walk(struct walking *w, struct hf_err *err)
{
    struct hf_digest root;
    for (uint64_t index = 0; index * HF_TILE_WIDTH < w->last.size; index++) {
        char room[HF_TILE_PATH_MAX];
        struct hf_buf buf = HF_BUF(room);
        struct hf_tile_name name = hf_tile_of(w->last.size, 0, index);
        struct hf_str bytes;
        name.entries = true;
        struct hf_str path = path_of(&name, &buf);
        HF_TRY(read_file(w, path, &bytes, err));
        HF_TRY(add_entries(w, path, bytes, name.width, err));
    }
    HF_TRY(hf_tile_writer_end(&w->writer, err));
    hf_frontier_root(w->check->hasher, &w->frontier, &root);
    return hf_digest_eq(&root, &w->last.root) ? HF_OK : fail_at(HF_WORD_tile_root, HF_STR("checkpoint"), err);
}

enum hf_rc hf_tile_log_verify(const struct hf_tile_log_check *check, struct hf_tile_log_verdict *out,
                              struct hf_err *err)
{
    struct walking *w = HF_NEW(check->arena, struct walking, 1);
    struct hf_str all;
    *out = (struct hf_tile_log_verdict){0};
    *w = (struct walking){.check = check, .out = out};
    w->entries = hf_buf_in(check->arena, HF_TILE_WIDTH * HF_ENTRY_SIZE);
    w->writer = (struct hf_tile_writer){.hasher = check->hasher, .put = compare_tile, .context = w};
    HF_TRY(read_key(w, err));
    HF_TRY(read_keys(w, err));
    HF_TRY(read_file(w, HF_STR("checkpoints"), &all,
                     err)); /* which is written last: no later one than the newest */
    w->checkpoints = hf_arena_keep(check->arena, all);
    HF_TRY(read_newest(w, err));
    HF_TRY(next_checkpoint(w, err));
    return walk(w, err);
}
