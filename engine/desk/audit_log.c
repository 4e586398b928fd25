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
    if (row->leaf.len != sizeof(struct hf_digest))
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

enum hf_rc hf_verify_leaves(struct hf_verifying *v, struct hf_err *err)
{
    struct leaves leaves = {.arena = v->audit->arena};
    struct hf_ledger ledger = v->audit->ledger;
    HF_TRY(ledger.ask(ledger.self, HF_ASK_last_checkpoint, &(struct hf_ask){0}, take_signed, &v->signed_size,
                      err));
    HF_TRY(ledger.ask(ledger.self, HF_ASK_leaves, &(struct hf_ask){0}, take_leaf, &leaves, err));
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

static enum hf_rc bad_checkpoint(enum hf_word word, int64_t size, struct hf_err *err)
{
    char where[64];
    struct hf_buf buf = HF_BUF(where);
    hf_buf_put(&buf, HF_STR("checkpoint "));
    hf_buf_put_i64(&buf, size);
    return hf_fail(err, word, hf_buf_str(&buf), HF_STR_NONE, HF_STR_NONE);
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
    HF_TRY(check_note(audit, checkpoint, err));
    g->v->figures->checkpoints++;
    g->v->figures->signed_size = g->frontier.size;
    return HF_OK;
}

enum hf_rc hf_verify_tree(struct hf_verifying *v, struct hf_err *err)
{
    struct growing *g = HF_NEW(v->audit->arena, struct growing, 1);
    struct hf_ledger ledger = v->audit->ledger;
    g->v = v;
    return ledger.ask(ledger.self, HF_ASK_checkpoints, &(struct hf_ask){0}, take_checkpoint, g, err);
}
