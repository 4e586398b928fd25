/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Events come in one answer for a stretch of files, by file and seq, so that a database is read as fast as it
 * can be. While it comes nothing else can be asked: what stands beside the events is looked at when those of
 * the stretch have been, and its memory is given back.
 */
#include "base/sort.h"
#include "desk/audit_beside.h"

/* A stretch has the files with which it has as many events. */
enum { STRETCH_EVENTS = 1 << 16 };

struct named_by { /* the messages of a file that names any */
    const struct hf_file_row *file;
    struct hf_named_list list;
};

struct going {
    struct hf_verifying *v;
    struct hf_file_list files; /* by id */
    size_t next, to;           /* of these, not met yet; behind the stretch */
    struct hf_arena fold;      /* of one file */
    struct hf_following f;     /* file NULL: of a file that came since they were listed, or none yet */
    struct named_by *named;
    size_t nameds, named_room;
};

static int by_id(const void *a, const void *b)
{
    const struct hf_file_row *one = a, *other = b;
    return hf_id_order(&one->file, &other->file);
}

static enum hf_rc end_file(struct going *g, struct hf_err *err)
{
    struct hf_arena *arena = g->v->audit->arena;
    if (g->f.file == NULL)
        return HF_OK;
    HF_TRY(hf_follow_end(&g->f, err));
    if (g->v->beside != NULL)
        hf_beside_end(g->v->beside, &g->f);
    if (g->f.named.count > 0) {
        g->named = hf_arena_room(arena, g->named, g->nameds, &g->named_room, sizeof *g->named);
        g->named[g->nameds++] = (struct named_by){g->f.file, g->f.named};
    }
    g->v->figures->files++;
    g->v->figures->tokens += g->f.named.count;
    g->f.file = NULL;
    return HF_OK;
}

static void begin_file(struct going *g, const struct hf_file_row *file)
{
    hf_arena_reset(&g->fold, 0);
    g->f = (struct hf_following){
        .audit = g->v->audit, .v = g->v, .file = file, .fold = &g->fold, .to_ms = INT64_MAX};
    hf_follow_begin(&g->f);
}

/* Files that are listed before this one have no event at all. */
static enum hf_rc come_to(struct going *g, const struct hf_id *id, struct hf_err *err)
{
    HF_TRY(end_file(g, err));
    for (; g->next < g->to; g->next++) {
        const struct hf_file_row *file = &g->files.at[g->next];
        int order = id == NULL ? -1 : hf_id_order(&file->file, id);
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

/* Of a file that is not listed it must be newer than the leaves. */
static enum hf_rc pass(const struct going *g, const struct hf_event_row *event, struct hf_err *err)
{
    const struct hf_file_row unlisted = {.file = event->file, .kind = HF_FILE_CASE};
    return event->position >= (int64_t)g->v->count
               ? HF_OK
               : hf_audit_wrong(HF_WORD_audit_position, &unlisted, event->seq, err);
}

static enum hf_rc take_event(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    struct going *g = context;
    if (g->f.file == NULL || !hf_id_eq(&g->f.file->file, &row->event.file))
        HF_TRY(come_to(g, &row->event.file, err));
    return g->f.file == NULL ? pass(g, &row->event, err)
                             : hf_follow_event(&g->f, &row->event, &row->command, err);
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

/* ---- stretches ---- */

static struct hf_id id_after(struct hf_id id)
{
    for (size_t i = HF_ID_SIZE; i > 0 && ++id.byte[i - 1] == 0; i--)
        ;
    return id;
}

/* All ids there can be lie in one: who is not listed is met as well. */
static void choose_stretch(struct going *g, struct hf_id stretch[2])
{
    uint64_t events = 0;
    for (g->to = g->next; g->to < g->files.count && events < STRETCH_EVENTS; g->to++)
        events += g->files.at[g->to].seq;
    if (g->next > 0)
        stretch[0] = id_after(stretch[1]);
    memset(stretch[1].byte, 0xff, sizeof stretch[1].byte);
    if (g->to < g->files.count)
        stretch[1] = g->files.at[g->to - 1].file;
}

static enum hf_rc verify_stretch(struct going *g, const struct hf_id stretch[2], struct hf_err *err)
{
    const struct hf_audit *audit = g->v->audit;
    struct hf_ledger ledger = audit->ledger;
    const struct hf_ask ask = {.files = stretch, .count = 2};
    struct hf_beside beside;
    g->v->beside = NULL;
    g->named = NULL;
    g->nameds = g->named_room = 0;
    if (!audit->chain_only) {
        HF_TRY(hf_beside_open(&beside, audit, stretch, err));
        g->v->beside = &beside;
    }
    HF_TRY(ledger.ask(ledger.self, HF_ASK_events, &ask, take_event, g, err));
    HF_TRY(come_to(g, NULL, err));
    if (!audit->chain_only)
        HF_TRY(hf_beside_close(&beside, err));
    return verify_messages(g, err);
}

enum hf_rc hf_verify_files(struct hf_verifying *v, struct hf_err *err)
{
    struct hf_arena *arena = v->audit->arena;
    struct going *g = HF_NEW(arena, struct going, 1);
    struct hf_id stretch[2] = {{{0}}, {{0}}};
    g->v = v;
    HF_TRY(hf_audit_files(v->audit, &g->files, err));
    hf_sort(g->files.at, g->files.count, sizeof *g->files.at, by_id, arena);
    size_t half = (arena->size - arena->used) / 2;
    hf_arena_init(&g->fold, hf_arena_take_unset(arena, 1, 16, half), half);
    size_t mark = hf_arena_mark(arena);
    do {
        hf_arena_reset(arena, mark);
        choose_stretch(g, stretch);
        HF_TRY(verify_stretch(g, stretch, err));
    } while (g->next < g->files.count);
    return HF_OK;
}
