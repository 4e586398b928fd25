/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The log is read once: its leaves in order, from which the tree is rebuilt, so that every checkpoint is
 * compared on the way (audit_log.c); then every event, file by file (audit_all.c), each of which must bear
 * the leaf that stands at its position, while each leaf must belong to exactly one event; then each message
 * that an event named (audit_token.c). Acts may go on meanwhile: what is newer than the leaves is left alone.
 */
#include "desk/audit_beside.h"
#include "desk/inside.h"

/* ---- files ---- */

struct listing {
    const struct hf_audit *audit;
    struct hf_file_list *list;
};

static enum hf_rc take_file(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    const struct listing *l = context;
    struct hf_file_list *list = l->list;
    (void)err;
    list->at = hf_arena_room(l->audit->arena, list->at, list->count, &list->room, sizeof(*list->at));
    list->at[list->count] = row->file;
    list->at[list->count++].name = hf_arena_keep(l->audit->arena, row->file.name);
    return HF_OK;
}

enum hf_rc hf_audit_files(const struct hf_audit *audit, struct hf_file_list *out, struct hf_err *err)
{
    struct hf_ledger ledger = audit->ledger;
    struct listing listing = {audit, out};
    *out = (struct hf_file_list){0};
    for (enum hf_file_kind kind = HF_FILE_CASE; kind < HF_FILE_KINDS; kind++)
        HF_TRY(ledger.ask(ledger.self, HF_ASK_files_of_kind, &(struct hf_ask){.kind = kind}, take_file,
                          &listing, err));
    return HF_OK;
}

static enum hf_rc find_file(const struct hf_audit *audit, const struct hf_id *id, struct hf_file_row *out,
                            struct hf_err *err)
{
    struct hf_file_list list = {0};
    HF_TRY(hf_audit_files(audit, &list, err));
    for (size_t i = 0; i < list.count; i++)
        if (hf_id_eq(&list.at[i].file, id)) {
            *out = list.at[i];
            return HF_OK;
        }
    return hf_fail(err, HF_WORD_no_file, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
}

static enum hf_rc take_event(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    return hf_follow_event(context, &row->event, &row->command, err);
}

static enum hf_rc follow(struct hf_following *f, struct hf_err *err)
{
    struct hf_ledger ledger = f->audit->ledger;
    const struct hf_id stretch[2] = {f->file->file, f->file->file};
    f->fold = f->audit->arena;
    hf_follow_begin(f);
    return ledger.ask(ledger.self, HF_ASK_events, &(struct hf_ask){.files = stretch, .count = 2}, take_event,
                      f, err);
}

/* ---- the whole log, one file ---- */

/* Columns are named where it is they that were changed. */
static enum hf_word word_of_stray(struct hf_str name)
{
    return memchr(name.at, '.', name.len) == NULL ? HF_WORD_audit_row_stray : HF_WORD_audit_row;
}

static enum hf_rc take_stray(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    char where[HF_ERR_WHERE_MAX];
    struct hf_buf buf = HF_BUF(where);
    (void)context;
    hf_buf_put(&buf, row->file.name);
    hf_buf_put_char(&buf, ' ');
    if (!hf_id_is_zero(&row->file.file)) {
        hf_id_put(&buf, &row->file.file);
        hf_buf_put_char(&buf, ' ');
    }
    hf_buf_put_i64(&buf, row->figures[0]);
    hf_buf_put_char(&buf, ' ');
    hf_buf_put_i64(&buf, row->figures[1]);
    return hf_fail(err, word_of_stray(row->file.name), hf_buf_str(&buf), row->file.name, HF_STR_NONE);
}

/* Rows of working tables that hang on nothing. */
static enum hf_rc check_strays(const struct hf_audit *audit, struct hf_err *err)
{
    struct hf_ledger ledger = audit->ledger;
    return audit->chain_only
               ? HF_OK
               : ledger.ask(ledger.self, HF_ASK_strays, &(struct hf_ask){0}, take_stray, NULL, err);
}

/* Due times rest on calendars of the house. */
static enum hf_rc know_the_house(const struct hf_audit *audit, struct hf_err *err)
{
    return audit->desk == NULL || audit->chain_only ? HF_OK
                                                    : hf_house_refresh(audit->desk, audit->scratch, err);
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

enum hf_rc hf_audit_verify(const struct hf_audit *audit, struct hf_audit_figures *out, struct hf_err *err)
{
    struct hf_audit_figures figures = {0};
    struct hf_verifying v = {.audit = audit, .figures = &figures, .whole = true};
    HF_TRY(know_the_house(audit, err));
    HF_TRY(hf_verify_leaves(&v, err));
    HF_TRY(hf_verify_tree(&v, err));
    HF_TRY(hf_verify_stamps(&v, err));
    HF_TRY(hf_verify_files(&v, err));
    HF_TRY(check_all_taken(&v, err));
    HF_TRY(check_strays(audit, err));
    *out = figures;
    return HF_OK;
}

static enum hf_rc verify_file(struct hf_verifying *v, const struct hf_file_row *file, struct hf_err *err)
{
    struct hf_following f = {.audit = v->audit, .v = v, .file = file, .to_ms = INT64_MAX};
    const struct hf_id stretch[2] = {file->file, file->file};
    struct hf_beside beside;
    uint32_t bad;
    if (!v->audit->chain_only) {
        HF_TRY(hf_beside_open(&beside, v->audit, stretch, err));
        v->beside = &beside;
    }
    HF_TRY(follow(&f, err));
    HF_TRY(hf_follow_end(&f, err));
    if (!v->audit->chain_only) {
        hf_beside_end(&beside, &f);
        HF_TRY(hf_beside_close(&beside, err));
    }
    HF_TRY(hf_verify_named(v->audit, &f.named, &bad, err));
    if (bad != 0)
        return hf_audit_wrong(HF_WORD_audit_token, file, bad, err);
    v->figures->tokens += f.named.count;
    v->figures->files++;
    return HF_OK;
}

enum hf_rc hf_audit_verify_file(const struct hf_audit *audit, const struct hf_id *file,
                                struct hf_audit_figures *out, struct hf_err *err)
{
    struct hf_audit_figures figures = {0};
    struct hf_verifying v = {.audit = audit, .figures = &figures};
    struct hf_file_row row = {.kind = HF_FILE_CASE};
    HF_TRY(know_the_house(audit, err));
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
    struct hf_following f = {.audit = audit, .file = &row, .to_ms = to_ms, .each = each, .context = context};
    HF_TRY(find_file(audit, file, &row, err));
    HF_TRY(follow(&f, err));
    *out = f.replay.c;
    *flows = f.replay.flows;
    return HF_OK;
}
