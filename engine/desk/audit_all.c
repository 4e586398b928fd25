/* SPDX-License-Identifier: Apache-2.0 */
/*
 * All events come in one answer, by file and seq, so that a database is read as fast as it can be. While it
 * comes nothing else can be asked: messages are looked at when all events have been.
 */
#include "base/sort.h"
#include "desk/audit_parts.h"

struct named_by { /* the messages of a file that names any */
    const struct hf_file_row *file;
    struct hf_named_list list;
};

struct going {
    struct hf_verifying *v;
    struct hf_file_list files; /* by id */
    size_t next;               /* of these, not met yet */
    struct hf_following f;     /* file NULL: of a file that came since they were listed, or none yet */
    size_t mark;               /* of the arena, before the file */
    struct named_by *named;
    size_t nameds, named_room;
};

static int by_id(const void *a, const void *b)
{
    const struct hf_file_row *one = a, *other = b;
    return memcmp(one->file.byte, other->file.byte, sizeof one->file.byte);
}

/* What the file was folded in is given back; what it named is kept. */
static void keep_named(struct going *g)
{
    struct hf_arena *arena = g->v->audit->arena, *scratch = g->v->audit->scratch;
    struct hf_named_list list = g->f.named;
    size_t size = list.count * sizeof *list.at;
    hf_arena_reset(scratch, 0);
    struct hf_str kept = hf_arena_keep(scratch, (struct hf_str){(const char *)list.at, size});
    hf_arena_reset(arena, g->mark);
    if (list.count == 0)
        return;
    list.at = HF_NEW(arena, struct hf_named, list.count);
    memcpy(list.at, kept.at, size);
    g->named = hf_arena_room(arena, g->named, g->nameds, &g->named_room, sizeof *g->named);
    g->named[g->nameds++] = (struct named_by){g->f.file, list};
}

static enum hf_rc end_file(struct going *g, struct hf_err *err)
{
    if (g->f.file == NULL)
        return HF_OK;
    HF_TRY(hf_follow_end(&g->f, err));
    keep_named(g);
    g->v->figures->files++;
    g->v->figures->tokens += g->f.named.count;
    g->f.file = NULL;
    return HF_OK;
}

static void begin_file(struct going *g, const struct hf_file_row *file)
{
    g->mark = hf_arena_mark(g->v->audit->arena);
    g->f = (struct hf_following){.audit = g->v->audit, .v = g->v, .file = file, .to_ms = INT64_MAX};
    hf_follow_begin(&g->f);
}

/* Files that are listed before this one have no event at all. */
static enum hf_rc come_to(struct going *g, const struct hf_id *id, struct hf_err *err)
{
    HF_TRY(end_file(g, err));
    for (; g->next < g->files.count; g->next++) {
        const struct hf_file_row *file = &g->files.at[g->next];
        int order = id == NULL ? -1 : memcmp(file->file.byte, id->byte, sizeof id->byte);
        if (order > 0)
            break;
        if (order < 0)
            return hf_audit_wrong(HF_WORD_audit_head, file, 0, err);
        begin_file(g, file);
        g->next++;
        break;
    }
    return HF_OK;
}

static enum hf_rc take_event(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    struct going *g = context;
    if (g->f.file == NULL || !hf_id_eq(&g->f.file->file, &row->event.file))
        HF_TRY(come_to(g, &row->event.file, err));
    return g->f.file == NULL ? HF_OK : hf_follow_event(&g->f, &row->event, err);
}

static enum hf_rc verify_messages(const struct going *g, struct hf_err *err)
{
    uint32_t bad;
    for (size_t i = 0; i < g->nameds; i++) {
        HF_TRY(hf_verify_named(g->v->audit, &g->named[i].list, &bad, err));
        if (bad != 0)
            return hf_audit_wrong(HF_WORD_audit_token, g->named[i].file, bad, err);
    }
    return HF_OK;
}

enum hf_rc hf_verify_files(struct hf_verifying *v, struct hf_err *err)
{
    struct hf_ledger ledger = v->audit->ledger;
    struct going *g = HF_NEW(v->audit->arena, struct going, 1);
    g->v = v;
    HF_TRY(hf_audit_files(v->audit, &g->files, err));
    hf_sort(g->files.at, g->files.count, sizeof *g->files.at, by_id, v->audit->arena);
    HF_TRY(ledger.ask(ledger.self, HF_ASK_events, &(struct hf_ask){0}, take_event, g, err));
    HF_TRY(come_to(g, NULL, err));
    return verify_messages(g, err);
}
