/* SPDX-License-Identifier: Apache-2.0 */
#include "desk/cosigning.h"

#include "desk/inside.h"

/* ---- checkpoints ---- */

struct finding {
    struct hf_arena *arena;
    struct hf_checkpoint_row row; /* size 0: none */
};

static enum hf_rc take_checkpoint(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    struct finding *f = context;
    (void)err;
    f->row = row->checkpoint;
    f->row.note = hf_arena_keep(f->arena, f->row.note);
    f->row.frontier = hf_arena_keep(f->arena, f->row.frontier);
    return HF_OK;
}

/* The last one of at most `size` entries; of 0: the newest. */
static enum hf_rc find(struct hf_desk *desk, uint64_t size, struct hf_arena *arena,
                       struct hf_checkpoint_row *out, struct hf_err *err)
{
    struct hf_ledger *ledger = &desk->setup.ledger;
    struct finding f = {.arena = arena};
    const struct hf_ask ask = {.to = (int64_t)size};
    HF_TRY(ledger->ask(ledger->self, HF_ASK_last_checkpoint, &ask, take_checkpoint, &f, err));
    *out = f.row;
    return HF_OK;
}

enum hf_rc hf_cosigning_begin(struct hf_desk *desk, struct hf_arena *arena, struct hf_cosigning *out,
                              struct hf_err *err)
{
    struct hf_checkpoint_row row;
    HF_TRY(find(desk, 0, arena, &row, err));
    *out = (struct hf_cosigning){.desk = desk, .arena = arena, .size = (uint64_t)row.size, .note = row.note};
    return HF_OK;
}

enum hf_rc hf_cosigning_again(struct hf_desk *desk, struct hf_str text, struct hf_arena *arena,
                              struct hf_cosigning *out, struct hf_err *err)
{
    struct hf_checkpoint said;
    struct hf_checkpoint_row row;
    HF_TRY(hf_checkpoint_read(text, &said, err));
    HF_TRY(find(desk, said.size, arena, &row, err));
    if (said.size == 0 || (uint64_t)row.size != said.size || !hf_digest_eq(&row.root, &said.root) ||
        !hf_str_eq(said.origin, desk->setup.origin))
        return hf_fail(err, HF_WORD_cosign_unknown, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
    *out = (struct hf_cosigning){.desk = desk, .arena = arena, .size = said.size, .note = row.note};
    return HF_OK;
}

enum hf_rc hf_cosigning_note(const struct hf_cosigning *cosigning, struct hf_str *out, struct hf_err *err)
{
    struct hf_checkpoint_row row;
    HF_TRY(find(cosigning->desk, cosigning->size, cosigning->arena, &row, err));
    *out = row.note;
    return HF_OK;
}

/* ---- what is sent ---- */

struct filling {
    struct hf_hasher *hasher;
    struct hf_grown_tree *grown;
    struct hf_digest *leaf;
    uint64_t old, room; /* leaves before `old` go into the frontier */
};

static enum hf_rc take_leaf(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    struct filling *f = context;
    struct hf_digest leaf;
    (void)err;
    memcpy(leaf.byte, row->leaf.at, sizeof leaf.byte);
    if (f->grown->old.size < f->old)
        hf_frontier_append(f->hasher, &f->grown->old, &leaf, 1);
    else if (f->grown->since.count < f->room)
        f->leaf[f->grown->since.count++] = leaf;
    return HF_OK;
}

/* The tree as it was at `old`, and what came since. */
static enum hf_rc read_growth(const struct hf_cosigning *c, uint64_t old, struct hf_grown_tree *out,
                              struct hf_err *err)
{
    struct hf_ledger *ledger = &c->desk->setup.ledger;
    struct hf_checkpoint_row before;
    struct filling f = {.hasher = &c->desk->hasher, .grown = out, .old = old, .room = c->size - old};
    HF_TRY(find(c->desk, old, c->arena, &before, err));
    if (!hf_frontier_load((uint64_t)before.size, before.frontier, &out->old))
        return hf_fail(err, HF_WORD_checkpoint_malformed, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
    f.leaf = hf_arena_try(c->arena, sizeof *f.leaf, _Alignof(struct hf_digest), (size_t)f.room);
    if (f.leaf == NULL)
        return hf_fail(err, HF_WORD_no_memory, HF_STR_NONE, HF_STR("the leaves of the log"), HF_STR_NONE);
    out->since = (struct hf_leaves){&c->desk->hasher, f.leaf, 0};
    const struct hf_ask ask = {.from = before.size, .to = (int64_t)c->size};
    HF_TRY(ledger->ask(ledger->self, HF_ASK_leaves, &ask, take_leaf, &f, err));
    return out->since.count == f.room
               ? HF_OK
               : hf_fail(err, HF_WORD_audit_cut, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
}

enum hf_rc hf_cosigning_request(const struct hf_cosigning *c, uint64_t old, struct hf_buf *out,
                                struct hf_err *err)
{
    struct hf_submission submission = {.old = old, .note = c->note};
    if (old > 0 && old < c->size) {
        struct hf_grown_tree *grown = HF_NEW(c->arena, struct hf_grown_tree, 1);
        HF_TRY(read_growth(c, old, grown, err));
        const struct hf_tree tree = hf_tree_grown(grown);
        HF_TRY(hf_tree_consistency(&c->desk->hasher, &tree, old, c->size, &submission.proof, err));
    }
    hf_submission_put(out, &submission);
    return HF_OK;
}

/* ---- what comes back ---- */

/* "witness.example/w1 0a1b2c3d": a name may have had another key. */
static struct hf_str name_of(const struct hf_cosigning *c, const struct hf_cosigner *witness)
{
    unsigned char id[HF_NOTE_KEY_ID_SIZE];
    struct hf_buf name = hf_buf_in(c->arena, 256);
    hf_note_key_id(&c->desk->hasher, witness->name, HF_NOTE_COSIGNATURE, HF_PART(witness->key.byte), id);
    hf_buf_put(&name, witness->name);
    hf_buf_put_char(&name, ' ');
    hf_hex_put(&name, id, sizeof id);
    return hf_buf_str(&name);
}

enum hf_rc hf_cosigning_keep(const struct hf_cosigning *c, const struct hf_cosigner *witness,
                             struct hf_str answer, struct hf_err *err)
{
    struct hf_ledger *ledger = &c->desk->setup.ledger;
    struct hf_buf line = hf_buf_in(c->arena, 512);
    HF_TRY(hf_witness_line(&c->desk->hasher, c->arena, c->note, answer, witness, &line, err));
    const struct hf_keep row = {
        .kind = HF_KEEP_COSIGNATURE,
        .cosignature = {.size = (int64_t)c->size, .witness = name_of(c, witness), .line = hf_buf_str(&line)}};
    return ledger->keep(ledger->self, &row, 1, err);
}
