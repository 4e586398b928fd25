/* SPDX-License-Identifier: Apache-2.0 */
/* The log as a whole: its leaves in order, and the tree that every checkpoint signed. */
#include "desk/audit_parts.h"

#include "seal/note.h"
#include "seal/tree.h"

struct leaves {
    struct hf_arena *arena;
    struct hf_digest *at;
    size_t count, room;
};

static enum hf_rc take_leaf(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    struct leaves *leaves = context;
    if (leaves->count == leaves->room) {
        size_t room = leaves->room == 0 ? 4096 : 2 * leaves->room;
        struct hf_digest *more = hf_arena_try(leaves->arena, sizeof(*more), _Alignof(struct hf_digest), room);
        if (more == NULL)
            return hf_fail(err, HF_WORD_no_memory, HF_STR_NONE, HF_STR("the leaves of the log"), HF_STR_NONE);
        if (leaves->count > 0)
            memcpy(more, leaves->at, leaves->count * sizeof(*more));
        leaves->at = more;
        leaves->room = room;
    }
    if (row->leaf.len != sizeof(struct hf_digest) || row->figures[0] != (int64_t)leaves->count)
        return hf_fail(err, HF_WORD_audit_leaves, HF_STR("log"), HF_STR_NONE, HF_STR_NONE);
    memcpy(leaves->at[leaves->count++].byte, row->leaf.at, sizeof(struct hf_digest));
    return HF_OK;
}

static enum hf_rc take_signed(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    (void)err;
    *(int64_t *)context = row->checkpoint.size;
    return HF_OK;
}

static enum hf_rc take_size(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    (void)err;
    *(int64_t *)context = row->figures[0];
    return HF_OK;
}

/* The row of the log says how many leaves there are: not more before they were read, nor fewer after. */
static enum hf_rc check_size(const struct hf_audit *audit, int64_t before, size_t count, struct hf_err *err)
{
    char digits[2][24];
    struct hf_buf says = HF_BUF(digits[0]), has = HF_BUF(digits[1]);
    struct hf_ledger ledger = audit->ledger;
    int64_t after = 0;
    HF_TRY(ledger.ask(ledger.self, HF_ASK_counts, &(struct hf_ask){0}, take_size, &after, err));
    if (before <= (int64_t)count && (int64_t)count <= after)
        return HF_OK;
    hf_buf_put_i64(&says, before);
    hf_buf_put_i64(&has, (int64_t)count);
    return hf_fail(err, HF_WORD_audit_size, HF_STR("log"), hf_buf_str(&says), hf_buf_str(&has));
}

enum hf_rc hf_verify_leaves(struct hf_verifying *v, struct hf_err *err)
{
    struct leaves leaves = {.arena = v->audit->arena};
    struct hf_ledger ledger = v->audit->ledger;
    int64_t size = 0;
    HF_TRY(ledger.ask(ledger.self, HF_ASK_counts, &(struct hf_ask){0}, take_size, &size, err));
    HF_TRY(ledger.ask(ledger.self, HF_ASK_last_checkpoint, &(struct hf_ask){0}, take_signed, &v->signed_size,
                      err));
    HF_TRY(ledger.ask(ledger.self, HF_ASK_leaves, &(struct hf_ask){0}, take_leaf, &leaves, err));
    HF_TRY(check_size(v->audit, size, leaves.count, err));
    v->leaf = leaves.at;
    v->count = leaves.count;
    v->taken = HF_NEW(v->audit->arena, unsigned char, leaves.count + 1);
    v->figures->leaves = leaves.count;
    return HF_OK;
}

struct growing {
    struct hf_verifying *v;
    struct hf_frontier frontier;
};

static enum hf_rc bad_tree(struct hf_str whose, enum hf_word word, int64_t size, struct hf_err *err)
{
    char where[64];
    struct hf_buf buf = HF_BUF(where);
    hf_buf_put(&buf, whose);
    hf_buf_put_i64(&buf, size);
    return hf_fail(err, word, hf_buf_str(&buf), HF_STR_NONE, HF_STR_NONE);
}

static enum hf_rc bad_checkpoint(enum hf_word word, int64_t size, struct hf_err *err)
{
    return bad_tree(HF_STR("checkpoint "), word, size, err);
}

/* The note says what the row says, and our key signed it. */
static enum hf_rc check_note(const struct hf_audit *audit, const struct hf_checkpoint_row *row,
                             struct hf_err *err)
{
    struct hf_note *note = HF_NEW(audit->scratch, struct hf_note, 1);
    struct hf_checkpoint said;
    if (hf_note_read(row->note, note, err) != HF_OK || hf_checkpoint_read(note->text, &said, err) != HF_OK ||
        said.size != (uint64_t)row->size || !hf_digest_eq(&said.root, &row->root) ||
        !hf_str_eq(said.origin, audit->origin))
        return bad_checkpoint(HF_WORD_audit_checkpoint, row->size, err);
    if (audit->log_keys != NULL &&
        hf_log_keys_verify(audit->hasher, audit->log_keys, note, audit->origin, said.size, err) != HF_OK)
        return bad_checkpoint(HF_WORD_audit_signature, row->size, err);
    return HF_OK;
}

/* What is kept to go on from there. */
static bool is_frontier(const struct growing *g, struct hf_str kept)
{
    char room[HF_TREE_LEVELS * HF_DIGEST_SIZE];
    struct hf_buf frontier = HF_BUF(room);
    hf_frontier_save(&g->frontier, &frontier);
    return hf_str_eq(hf_buf_str(&frontier), kept);
}

/* Checkpoints come by size, so the tree is built once. */
static enum hf_rc take_checkpoint(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    struct growing *g = context;
    const struct hf_audit *audit = g->v->audit;
    const struct hf_checkpoint_row *checkpoint = &row->checkpoint;
    struct hf_digest root;
    hf_arena_reset(audit->scratch, 0);
    if (checkpoint->size > g->v->signed_size)
        return HF_OK; /* signed since the leaves were read */
    if (checkpoint->size < (int64_t)g->frontier.size || (uint64_t)checkpoint->size > g->v->count)
        return bad_checkpoint(HF_WORD_audit_cut, checkpoint->size, err);
    hf_frontier_append(audit->hasher, &g->frontier, g->v->leaf + g->frontier.size,
                       (size_t)checkpoint->size - g->frontier.size);
    hf_frontier_root(audit->hasher, &g->frontier, &root);
    if (!hf_digest_eq(&root, &checkpoint->root))
        return bad_checkpoint(HF_WORD_audit_root, checkpoint->size, err);
    if (!is_frontier(g, checkpoint->frontier))
        return bad_checkpoint(HF_WORD_audit_checkpoint, checkpoint->size, err);
    HF_TRY(check_note(audit, checkpoint, err));
    g->v->figures->checkpoints++;
    g->v->figures->signed_size = g->frontier.size;
    return HF_OK;
}

/* What the signer remembers outlives the rows of checkpoints: where those are gone, the leaves are still held
 * to it. A row that is missing is no fault by itself: who was killed behind a signature stored none. */
static enum hf_rc check_mark(const struct growing *g, struct hf_err *err)
{
    const struct hf_audit *audit = g->v->audit;
    const struct hf_frontier *mark = audit->mark;
    const struct hf_str whose = HF_STR("signer/mark, checkpoint ");
    struct hf_frontier grown = {0};
    struct hf_digest signed_root, root;
    if (mark == NULL || mark->size == 0)
        return HF_OK;
    if (mark->size > g->v->count)
        return bad_tree(whose, HF_WORD_audit_cut, (int64_t)mark->size, err);
    if (g->frontier.size <= mark->size)
        grown = g->frontier;
    hf_frontier_append(audit->hasher, &grown, g->v->leaf + grown.size, (size_t)(mark->size - grown.size));
    hf_frontier_root(audit->hasher, &grown, &root);
    hf_frontier_root(audit->hasher, mark, &signed_root);
    return hf_digest_eq(&root, &signed_root) ? HF_OK
                                             : bad_tree(whose, HF_WORD_audit_root, (int64_t)mark->size, err);
}

enum hf_rc hf_verify_tree(struct hf_verifying *v, struct hf_err *err)
{
    struct growing *g = HF_NEW(v->audit->arena, struct growing, 1);
    struct hf_ledger ledger = v->audit->ledger;
    g->v = v;
    HF_TRY(ledger.ask(ledger.self, HF_ASK_checkpoints, &(struct hf_ask){0}, take_checkpoint, g, err));
    return check_mark(g, err);
}
