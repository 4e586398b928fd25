/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Two passes over the ledger. The first reads the leaves of the log in order and rebuilds the tree, so that
 * every checkpoint is compared on the way (audit_log.c). The second replays each file; each of its events
 * must bear the leaf that stands at its position, each leaf must belong to exactly one event, and each
 * message that an event names must be at hand (audit_token.c).
 */
#include "desk/audit_parts.h"

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

static enum hf_rc wrong(enum hf_word word, const struct hf_file_row *file, uint32_t seq, struct hf_err *err)
{
    char where[HF_ERR_WHERE_MAX];
    struct hf_buf buf = HF_BUF(where);
    put_place(&buf, file, seq);
    return hf_fail(err, word, hf_buf_str(&buf), HF_STR_NONE, HF_STR_NONE);
}

/* ---- files ---- */

struct listed {
    struct hf_arena *arena;
    struct hf_file_row *at;
    size_t count, room;
};

static enum hf_rc take_file(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    struct listed *list = context;
    (void)err;
    list->at = hf_arena_room(list->arena, list->at, list->count, &list->room, sizeof(*list->at));
    list->at[list->count] = row->file;
    list->at[list->count++].name = hf_arena_keep(list->arena, row->file.name);
    return HF_OK;
}

struct following {
    const struct hf_audit *audit;
    struct hf_verifying *v; /* NULL: replay only */
    const struct hf_file_row *file;
    struct hf_replay replay;
    int64_t to_ms;
    bool past;
    hf_fact_fn each;
    void *context;
    struct hf_named_list named;
};

/* The event's leaf must be the one at its position, and nobody else's. */
static enum hf_rc tick_off(struct following *f, const struct hf_event_row *row, struct hf_err *err)
{
    struct hf_verifying *v = f->v;
    if (row->position < 0 || (uint64_t)row->position >= v->count || v->taken[row->position] != 0)
        return wrong(HF_WORD_audit_position, f->file, row->seq, err);
    if (!hf_digest_eq(&v->leaf[row->position], &f->replay.leaf))
        return wrong(HF_WORD_audit_leaf, f->file, row->seq, err);
    v->taken[row->position] = 1;
    v->figures->events++;
    v->figures->attested += (uint64_t)row->position < v->figures->signed_size;
    return HF_OK;
}

static enum hf_rc take_event(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    struct following *f = context;
    const struct hf_event_row *event = &row->event;
    struct hf_fact fact;
    if (f->past || (f->past = hf_replay_is_past(&f->replay, event->header, f->to_ms)))
        return HF_OK;
    enum hf_rc rc = hf_replay_next(&f->replay, &event->blind, event->header, event->payload, &fact, err);
    if (rc != HF_OK)
        return at_place(f->file, event->seq, err);
    if (f->v != NULL)
        HF_TRY(tick_off(f, event, err));
    hf_named_collect(f->audit->arena, &fact, &f->named);
    return f->each == NULL ? HF_OK : f->each(f->context, &f->replay.flows, &f->replay.c, &fact, err);
}

static void follow_begin(struct following *f)
{
    const struct hf_audit *audit = f->audit;
    hf_replay_begin(&f->replay, audit->hasher, audit->origin, &f->file->file, f->file->kind, audit->house,
                    audit->arena, audit->scratch);
    f->replay.definition = audit->definition;
    f->replay.context = audit->context;
}

static enum hf_rc follow(struct following *f, struct hf_err *err)
{
    struct hf_ledger ledger = f->audit->ledger;
    struct hf_ask ask = {.id = f->file->file, .from = 1, .to = INT32_MAX};
    follow_begin(f);
    return ledger.ask(ledger.self, HF_ASK_events_of_file, &ask, take_event, f, err);
}

/* The working row of the file must stand where its events end. */
static enum hf_rc check_head(const struct following *f, struct hf_err *err)
{
    const struct hf_case_head *head = hf_case_head(&f->replay.c);
    if (head->seq != f->file->seq || !hf_digest_eq(&f->replay.link, &f->file->link))
        return wrong(HF_WORD_audit_head, f->file, head->seq, err);
    return HF_OK;
}

/* ---- the whole log, one file ---- */

static enum hf_rc verify_file(struct hf_verifying *v, const struct hf_file_row *file, struct hf_err *err)
{
    struct following f = {.audit = v->audit, .v = v, .file = file, .to_ms = INT64_MAX};
    size_t mark = hf_arena_mark(v->audit->arena);
    uint32_t bad;
    HF_TRY(follow(&f, err));
    HF_TRY(check_head(&f, err));
    HF_TRY(hf_verify_named(v->audit, &f.named, &bad, err));
    if (bad != 0)
        return wrong(HF_WORD_audit_token, file, bad, err);
    v->figures->tokens += f.named.count;
    v->figures->files++;
    hf_arena_reset(v->audit->arena, mark);
    return HF_OK;
}

/* A leaf that no event bears: an event was taken away, or never was. */
static enum hf_rc check_all_taken(const struct hf_verifying *v, struct hf_err *err)
{
    char where[48];
    struct hf_buf buf = HF_BUF(where);
    for (size_t i = 0; i < v->count; i++)
        if (v->taken[i] == 0) {
            hf_buf_put(&buf, HF_STR("log position "));
            hf_buf_put_i64(&buf, (int64_t)i);
            return hf_fail(err, HF_WORD_audit_missing, hf_buf_str(&buf), HF_STR_NONE, HF_STR_NONE);
        }
    return HF_OK;
}

static enum hf_rc list_files(const struct hf_audit *audit, struct listed *list, struct hf_err *err)
{
    struct hf_ledger ledger = audit->ledger;
    *list = (struct listed){.arena = audit->arena};
    for (enum hf_file_kind kind = HF_FILE_CASE; kind < HF_FILE_KINDS; kind++)
        HF_TRY(ledger.ask(ledger.self, HF_ASK_files_of_kind, &(struct hf_ask){.kind = kind}, take_file, list,
                          err));
    return HF_OK;
}

enum hf_rc hf_audit_verify(const struct hf_audit *audit, struct hf_audit_figures *out, struct hf_err *err)
{
    struct hf_audit_figures figures = {0};
    struct hf_verifying v = {.audit = audit, .figures = &figures};
    struct listed list;
    HF_TRY(hf_verify_leaves(&v, err));
    HF_TRY(hf_verify_tree(&v, err));
    HF_TRY(hf_verify_stamps(&v, err));
    HF_TRY(list_files(audit, &list, err));
    for (size_t i = 0; i < list.count; i++)
        HF_TRY(verify_file(&v, &list.at[i], err));
    HF_TRY(check_all_taken(&v, err));
    *out = figures;
    return HF_OK;
}

static enum hf_rc find_file(const struct hf_audit *audit, const struct hf_id *id, struct hf_file_row *out,
                            struct hf_err *err)
{
    struct listed list;
    HF_TRY(list_files(audit, &list, err));
    for (size_t i = 0; i < list.count; i++)
        if (hf_id_eq(&list.at[i].file, id)) {
            *out = list.at[i];
            return HF_OK;
        }
    return hf_fail(err, HF_WORD_no_file, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
}

enum hf_rc hf_audit_verify_file(const struct hf_audit *audit, const struct hf_id *file,
                                struct hf_audit_figures *out, struct hf_err *err)
{
    struct hf_audit_figures figures = {0};
    struct hf_verifying v = {.audit = audit, .figures = &figures};
    struct hf_file_row row = {.kind = HF_FILE_CASE};
    HF_TRY(hf_verify_leaves(&v, err));
    HF_TRY(hf_verify_tree(&v, err));
    HF_TRY(find_file(audit, file, &row, err));
    HF_TRY(verify_file(&v, &row, err));
    *out = figures;
    return HF_OK;
}

enum hf_rc hf_audit_replay(const struct hf_audit *audit, const struct hf_id *file, int64_t to_ms,
                           hf_fact_fn each, void *context, struct hf_case *out, struct hf_flows *flows,
                           struct hf_err *err)
{
    struct hf_file_row row = {.kind = HF_FILE_CASE};
    struct following f = {.audit = audit, .file = &row, .to_ms = to_ms, .each = each, .context = context};
    HF_TRY(find_file(audit, file, &row, err));
    HF_TRY(follow(&f, err));
    *out = f.replay.c;
    *flows = f.replay.flows;
    return HF_OK;
}
