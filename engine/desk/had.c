/* SPDX-License-Identifier: Apache-2.0 */
/* Our tree as it was: mostly a checkpoint of just that size is kept, and no leaf is read. */
#include "desk/recover.h"

#include "desk/inside.h"

struct ours {
    struct hf_hasher *hasher;
    struct hf_frontier tree;
};

static enum hf_rc take_tree(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    struct ours *ours = context;
    if (!hf_frontier_load((uint64_t)row->checkpoint.size, row->checkpoint.frontier, &ours->tree))
        return hf_fail(err, HF_WORD_checkpoint_malformed, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
    return HF_OK;
}

static enum hf_rc take_leaf(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    struct ours *ours = context;
    struct hf_digest leaf;
    (void)err;
    memcpy(leaf.byte, row->leaf.at, sizeof leaf.byte);
    hf_frontier_append(ours->hasher, &ours->tree, &leaf, 1);
    return HF_OK;
}

enum hf_rc hf_desk_had(struct hf_desk *desk, const struct hf_checkpoint *said, bool *same, uint64_t *count,
                       struct hf_err *err)
{
    struct hf_ledger *ledger = &desk->setup.ledger;
    struct ours ours = {.hasher = &desk->hasher};
    struct hf_ask ask = {.to = (int64_t)said->size};
    struct hf_digest root;
    HF_TRY(ledger->ask(ledger->self, HF_ASK_last_checkpoint, &ask, take_tree, &ours, err));
    ask.from = (int64_t)ours.tree.size;
    if (ours.tree.size < said->size)
        HF_TRY(ledger->ask(ledger->self, HF_ASK_leaves, &ask, take_leaf, &ours, err));
    hf_frontier_root(ours.hasher, &ours.tree, &root);
    *same = ours.tree.size == said->size && hf_digest_eq(&root, &said->root);
    *count = ours.tree.size;
    return HF_OK;
}
