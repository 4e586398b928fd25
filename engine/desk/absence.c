/* SPDX-License-Identifier: Apache-2.0 */
#include "desk/absence.h"

#include "desk/inside.h"
#include "desk/watch.h"
#include "proof/absence.h"

struct signing {
    struct hf_arena *arena;
    uint64_t size;
    struct hf_str note;
};

static enum hf_rc take_checkpoint(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    struct signing *s = context;
    (void)err;
    s->size = (uint64_t)row->checkpoint.size;
    s->note = hf_arena_keep(s->arena, row->checkpoint.note);
    return HF_OK;
}

static enum hf_rc take_found(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    (void)row, (void)err;
    *(bool *)context = true;
    return HF_OK;
}

/* The heads go by first events. What the list of files does not have of them was renamed there. */
static enum hf_rc is_there(struct hf_desk *desk, struct hf_str name, struct hf_err *err)
{
    struct hf_ledger *ledger = &desk->setup.ledger;
    const struct hf_ask ask = {.kind = HF_FILE_CASE, .name = name};
    bool found = false;
    HF_TRY(ledger->ask(ledger->self, HF_ASK_file_by_name, &ask, take_found, &found, err));
    return hf_fail(err, found ? HF_WORD_absence_there : HF_WORD_absence_renamed, HF_STR_NONE, name,
                   HF_STR_NONE);
}

static enum hf_rc put_name(struct hf_desk *desk, struct hf_str name, struct hf_arena *arena,
                           struct hf_buf *out, struct hf_err *err)
{
    struct hf_heads_proof *proof = HF_NEW(arena, struct hf_heads_proof, 1);
    struct hf_heads_absent_line *line = HF_NEW(arena, struct hf_heads_absent_line, 1);
    struct hf_digest key;
    line->kind = hf_file_kind_name(HF_FILE_CASE);
    line->name = name;
    hf_heads_name_key(&desk->hasher, desk->setup.origin, line->kind, name, &key);
    hf_heads_prove(&desk->heads.tree, &key, proof);
    line->path = proof->path;
    line->empty = proof->item == NULL;
    line->blind = proof->blind;
    if (!line->empty) {
        line->key = proof->item->key;
        line->value = proof->item->value;
        if (hf_digest_eq(&key, &line->key))
            return is_there(desk, name, err);
    }
    hf_heads_absent_put(out, line);
    return HF_OK;
}

enum hf_rc hf_absence_make(struct hf_desk *desk, const struct hf_str name[], size_t count,
                           struct hf_arena *arena, struct hf_buf *out, struct hf_err *err)
{
    struct hf_ledger *ledger = &desk->setup.ledger;
    struct hf_log_keys keys;
    struct signing s = {.arena = arena};
    struct hf_heads_event event;
    struct hf_tree tree;
    int64_t size;
    HF_TRY(hf_heads_publish(desk, arena, &event, err));
    HF_TRY(hf_watch_checkpoint(desk, arena, &size, err));
    HF_TRY(ledger->ask(ledger->self, HF_ASK_last_checkpoint, &(struct hf_ask){0}, take_checkpoint, &s, err));
    HF_TRY(hf_tiles_tree(&desk->tiles, s.size, &tree, err));
    HF_TRY(hf_desk_log_keys(desk, &keys, err));
    hf_absence_put(out, desk->setup.origin, &keys);
    HF_TRY(hf_heads_logged_make(desk, &event, &tree, s.size, arena, out, err));
    for (size_t i = 0; i < count; i++)
        HF_TRY(put_name(desk, name[i], arena, out, err));
    hf_buf_put_char(out, '\n');
    hf_buf_put(out, s.note);
    return HF_OK;
}
