/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Time-stamps: each names the digest of a checkpoint that is there, or of the stamp before it. Whether the
 * authority signed it is asked of whoever has X.509; those before the last must have been good when they were
 * stamped again.
 */
#include "desk/audit_parts.h"
#include "seal/stamp.h"

struct stamps {
    const struct hf_audit *audit;
    struct hf_stamp_row *at;
    size_t count, room, met;
};

static enum hf_rc take(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    struct stamps *s = context;
    (void)err;
    s->at = hf_arena_room(s->audit->arena, s->at, s->count, &s->room, sizeof *s->at);
    struct hf_stamp_row *kept = &s->at[s->count++];
    *kept = row->stamp;
    kept->note = hf_arena_keep(s->audit->arena, kept->note);
    kept->token = hf_arena_keep(s->audit->arena, kept->token);
    kept->evidence = hf_arena_keep(s->audit->arena, kept->evidence);
    return HF_OK;
}

static enum hf_rc wrong(const struct hf_stamp_row *row, struct hf_err *err)
{
    char where[HF_ERR_WHERE_MAX];
    struct hf_buf buf = HF_BUF(where);
    struct hf_err whole = *err;
    hf_buf_put(&buf, HF_STR("stamp "));
    hf_buf_put_i64(&buf, row->size);
    hf_buf_put_char(&buf, '-');
    hf_buf_put_i64(&buf, row->number);
    return hf_fail(err, whole.word, hf_buf_str(&buf), hf_str_of(whole.arg[0]), hf_str_of(whole.arg[1]));
}

static enum hf_rc other(struct hf_err *err)
{
    return hf_fail(err, HF_WORD_stamp_other, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
}

/* The note of the checkpoint with the log's own line is what was stamped. */
static enum hf_rc check_note(const struct stamps *s, const struct hf_stamp_row *row,
                             const struct hf_checkpoint_row *checkpoint, struct hf_err *err)
{
    struct hf_note *note = HF_NEW(s->audit->scratch, struct hf_note, 1);
    struct hf_buf subject = hf_buf_in(s->audit->scratch, checkpoint->note.len);
    if (hf_note_read(checkpoint->note, note, err) != HF_OK ||
        !hf_stamp_subject(note, s->audit->origin, &subject) || !hf_str_eq(hf_buf_str(&subject), row->note))
        return other(err);
    return HF_OK;
}

/* Stamp i of its size, and the one behind it, which may be there. */
static enum hf_rc check_one(const struct stamps *s, size_t i, const struct hf_checkpoint_row *checkpoint,
                            struct hf_err *err)
{
    const struct hf_stamp_row *row = &s->at[i], *next = NULL;
    struct hf_digest digest;
    struct hf_stamp stamp;
    if (i + 1 < s->count && s->at[i + 1].size == row->size)
        next = row + 1;
    if (row->number == 1) {
        HF_TRY(check_note(s, row, checkpoint, err));
        hf_sha256(s->audit->hasher, &row->note, 1, &digest);
    } else if (i == 0 || s->at[i - 1].size != row->size || s->at[i - 1].number + 1 != row->number) {
        return other(err);
    } else {
        hf_stamp_renewed(s->audit->hasher, s->at[i - 1].token, s->at[i - 1].evidence, &digest);
    }
    HF_TRY(hf_stamp_read(row->token, &stamp, err));
    if (!hf_digest_eq(&stamp.digest, &digest) || stamp.at_ms != row->at_ms)
        return other(err);
    return s->audit->stamp == NULL ? HF_OK
                                   : s->audit->stamp(s->audit->stamp_context, row, &digest,
                                                     next != NULL ? next->at_ms : s->audit->now_ms, err);
}

/* Checkpoints and stamps both come by size. */
static enum hf_rc take_checkpoint(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    struct stamps *s = context;
    for (; s->met < s->count && s->at[s->met].size <= row->checkpoint.size; s->met++) {
        hf_arena_reset(s->audit->scratch, 0);
        enum hf_rc rc = s->at[s->met].size == row->checkpoint.size
                            ? check_one(s, s->met, &row->checkpoint, err)
                            : other(err);
        if (rc != HF_OK)
            return wrong(&s->at[s->met], err);
    }
    return HF_OK;
}

enum hf_rc hf_verify_stamps(struct hf_verifying *v, struct hf_err *err)
{
    struct hf_ledger ledger = v->audit->ledger;
    struct stamps s = {.audit = v->audit};
    HF_TRY(ledger.ask(ledger.self, HF_ASK_stamps, &(struct hf_ask){0}, take, &s, err));
    if (s.count == 0)
        return HF_OK;
    HF_TRY(ledger.ask(ledger.self, HF_ASK_checkpoints, &(struct hf_ask){0}, take_checkpoint, &s, err));
    if (s.met < s.count) {
        (void)other(err);
        return wrong(&s.at[s.met], err);
    }
    v->figures->stamps = s.count;
    return HF_OK;
}
