/* SPDX-License-Identifier: Apache-2.0 */
/* One file as its events make it, compared on the way with the log and at its end with its row. */
#include "desk/audit_beside.h"

/* ---- places and failures ---- */

static void put_place(struct hf_buf *out, const struct hf_file_row *file, uint32_t seq)
{
    hf_buf_put(out, hf_file_kind_name(file->kind));
    hf_buf_put_char(out, ' ');
    if (file->name.len > 0)
        hf_buf_put(out, file->name);
    else
        hf_id_put(out, &file->file);
    if (seq > 0) {
        hf_buf_put(out, HF_STR(" event "));
        hf_buf_put_i64(out, seq);
    }
}

/* The same failure, with the place in front of whatever place it has of its own. */
static enum hf_rc at_place(const struct hf_file_row *file, uint32_t seq, struct hf_err *err)
{
    char where[HF_ERR_WHERE_MAX];
    struct hf_buf buf = HF_BUF(where);
    put_place(&buf, file, seq);
    if (err->where[0] != '\0') {
        hf_buf_put_char(&buf, ' ');
        hf_buf_put(&buf, hf_str_of(err->where));
    }
    struct hf_err whole = *err;
    enum hf_rc rc =
        hf_fail(err, whole.word, hf_buf_str(&buf), hf_str_of(whole.arg[0]), hf_str_of(whole.arg[1]));
    return rc == HF_BAD_INPUT
               ? hf_fail(err, HF_WORD_audit_unreadable, hf_buf_str(&buf), hf_err_code(&whole), HF_STR_NONE)
               : rc;
}

enum hf_rc hf_audit_differs(enum hf_word word, const struct hf_file_row *file, uint32_t seq,
                            struct hf_str what, struct hf_err *err)
{
    char where[HF_ERR_WHERE_MAX];
    struct hf_buf buf = HF_BUF(where);
    put_place(&buf, file, seq);
    return hf_fail(err, word, hf_buf_str(&buf), what, HF_STR_NONE);
}

enum hf_rc hf_audit_wrong(enum hf_word word, const struct hf_file_row *file, uint32_t seq, struct hf_err *err)
{
    return hf_audit_differs(word, file, seq, HF_STR_NONE, err);
}

/* ---- the log ---- */

/* Written after the leaves were read, or moved to where nobody looks: then its own leaf is missed at the end.
 */
static bool is_newer(const struct hf_verifying *v, const struct hf_event_row *event)
{
    return v->whole && event->position >= 0 && (uint64_t)event->position >= v->count;
}

/* The event's leaf must be the one at its position, and nobody else's. */
static enum hf_rc tick_off(struct hf_following *f, const struct hf_event_row *event, struct hf_err *err)
{
    struct hf_verifying *v = f->v;
    if (is_newer(v, event))
        return HF_OK;
    if (event->position < 0 || (uint64_t)event->position >= v->count || v->taken[event->position] != 0)
        return hf_audit_wrong(HF_WORD_audit_position, f->file, event->seq, err);
    if (!hf_digest_eq(&v->leaf[event->position], &f->replay.leaf))
        return hf_audit_wrong(HF_WORD_audit_leaf, f->file, event->seq, err);
    v->taken[event->position] = 1;
    v->figures->events++;
    v->figures->attested += (uint64_t)event->position < v->figures->signed_size;
    return HF_OK;
}

/* ---- one event after the other ---- */

void hf_follow_begin(struct hf_following *f)
{
    const struct hf_audit *audit = f->audit;
    hf_replay_begin(&f->replay, audit->hasher, audit->origin, &f->file->file, f->file->kind, audit->house,
                    f->fold, audit->scratch);
    f->replay.definition = audit->definition;
    f->replay.context = audit->context;
}

/* Or its old reference could be proved absent. The file of an authority has none: its entry names it. */
static bool name_follows(const struct hf_file_row *file, const struct hf_fact *fact)
{
    struct hf_str name = hf_fact_names(fact);
    bool says = name.len > 0 || (file->kind == HF_FILE_AUTHORITY && fact->header.seq == 1);
    return !says || hf_str_eq(name, file->name);
}

static enum hf_rc fold(struct hf_following *f, const struct hf_event_row *event, struct hf_fact *fact,
                       struct hf_err *err)
{
    HF_TRY(hf_replay_next(&f->replay, &event->blind, event->header, event->payload, fact, err));
    if (!name_follows(f->file, fact))
        return hf_audit_wrong(HF_WORD_audit_head, f->file, 1, err);
    hf_named_collect(f->audit->arena, fact, &f->named);
    return HF_OK;
}

static enum hf_rc follow_one(struct hf_following *f, const struct hf_event_row *event, struct hf_fact *fact,
                             struct hf_err *err)
{
    enum hf_rc rc = f->audit->chain_only
                        ? hf_replay_chain(&f->replay, &event->blind, event->header, event->payload, err)
                        : fold(f, event, fact, err);
    return rc == HF_OK ? HF_OK : at_place(f->file, event->seq, err);
}

enum hf_rc hf_follow_event(struct hf_following *f, const struct hf_event_row *event,
                           const struct hf_command_row *command, struct hf_err *err)
{
    struct hf_fact fact;
    if (f->past || (f->past = hf_replay_is_past(&f->replay, event->header, f->to_ms)))
        return HF_OK;
    if (f->v != NULL && event->seq > f->file->seq && is_newer(f->v, event)) {
        f->past = true;
        return HF_OK;
    }
    HF_TRY(follow_one(f, event, &fact, err));
    if (f->v != NULL)
        HF_TRY(tick_off(f, event, err));
    f->seq = event->seq;
    if (f->v != NULL && f->v->beside != NULL)
        HF_TRY(hf_beside_event(f->v->beside, f, &fact, command, err));
    f->headed = event->seq == f->file->seq && hf_digest_eq(&f->replay.link, &f->file->link);
    return f->each == NULL ? HF_OK : f->each(f->context, &f->replay.flows, &f->replay.c, &fact, err);
}

enum hf_rc hf_follow_end(const struct hf_following *f, struct hf_err *err)
{
    const struct hf_file_row *file = f->file;
    bool dated =
        f->audit->chain_only || f->seq != file->seq || hf_case_head(&f->replay.c)->at_ms == file->at_ms;
    return f->headed && dated ? HF_OK : hf_audit_wrong(HF_WORD_audit_head, file, f->seq, err);
}
