/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Files as the ledger holds them, folded: from the cache, from a snapshot, or from the first event on; then
 * the events that came since. Each file of a batch is loaded once, all of them in one call.
 */
#include "base/check.h"
#include "casefile/due.h"
#include "desk/inside.h"
#include "desk/snapshot.h"

enum { HF_LOAD_FILES = 256 };

/* ---- folding ---- */

static enum hf_rc find_flows(struct hf_desk *desk, enum hf_file_kind kind, const struct hf_digest *digest,
                             struct hf_arena *arena, struct hf_flows *flows, struct hf_err *err)
{
    flows->house = desk->setup.house;
    flows->workflow = NULL;
    return kind == HF_FILE_CASE ? hf_definition_find(desk, digest, arena, &flows->workflow, err) : HF_OK;
}

static enum hf_rc fold_event(struct hf_desk *desk, const struct hf_event_row *row, struct hf_arena *arena,
                             struct hf_case *c, struct hf_flows *flows, struct hf_err *err)
{
    struct hf_fact fact;
    struct hf_digest next;
    hf_arena_reset(&desk->scratch, 0);
    HF_TRY(hf_fact_read(row->header, row->payload, &desk->scratch, &fact, err));
    if (row->seq == 1)
        HF_TRY(find_flows(desk, hf_case_head(c)->kind, &fact.header.definition, arena, flows, err));
    if (hf_fact_leads(&fact, &next))
        HF_TRY(hf_definition_find(desk, &next, arena, &flows->next, err));
    HF_TRY(hf_evolve(flows, &fact, c, &desk->scratch, err));
    hf_flows_follow(flows);
    return HF_OK;
}

struct events {
    struct hf_arena *arena;
    struct hf_event_row *at;
    size_t count;
};

static enum hf_rc take_event(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    struct events *e = context;
    struct hf_event_row *event = &e->at[e->count++];
    (void)err;
    *event = row->event;
    event->header = hf_arena_keep(e->arena, row->event.header);
    event->payload = hf_arena_keep(e->arena, row->event.payload);
    return HF_OK;
}

/* A snapshot of another form is no use: the row with every event instead. */
static enum hf_rc read_whole(struct hf_desk *desk, struct hf_arena *arena, struct hf_file_row *row,
                             struct hf_err *err)
{
    struct hf_ledger *ledger = &desk->setup.ledger;
    struct hf_ask ask = {.id = row->file, .from = 1, .to = row->seq};
    struct events events = {.arena = arena, .at = HF_NEW(arena, struct hf_event_row, row->seq)};
    HF_TRY(ledger->ask(ledger->self, HF_ASK_events_of_file, &ask, take_event, &events, err));
    row->events = events.at;
    row->count = events.count;
    return HF_OK;
}

/* Where folding begins: a cached copy, a snapshot (all of it is told), or nothing yet. */
static enum hf_rc begin_fold(struct hf_desk *desk, struct hf_file_row *row, const struct hf_case *before,
                             struct hf_arena *arena, struct hf_snapshot *opened, struct hf_case *c,
                             struct hf_flows *flows, struct hf_err *err)
{
    struct hf_digest link0;
    struct hf_snapshot snapshot;
    if (before != NULL) {
        *c = hf_case_copy(arena, before);
    } else if (hf_snapshot_open(row->snapshot, arena, &snapshot) &&
               hf_case_head(&snapshot.c)->seq == row->snapshot_seq) {
        *c = hf_case_copy(arena, &snapshot.c);
        *opened = snapshot;
    } else {
        hf_chain_start(&desk->hasher, desk->setup.origin, &row->file, &link0);
        *c = hf_case_new(arena, &row->file, row->kind, &link0);
        return row->snapshot_seq > 0 ? read_whole(desk, arena, row, err) : HF_OK;
    }
    return find_flows(desk, row->kind, &hf_case_head(c)->definition, arena, flows, err);
}

static enum hf_rc fold(struct hf_desk *desk, const struct hf_file_row *row, const struct hf_case *before,
                       struct hf_arena *arena, struct hf_snapshot *opened, struct hf_case *out,
                       struct hf_flows *flows, struct hf_err *err)
{
    struct hf_file_row rest = *row;
    struct hf_case c;
    HF_TRY(begin_fold(desk, &rest, before, arena, opened, &c, flows, err));
    for (size_t i = 0; i < rest.count; i++)
        HF_TRY(fold_event(desk, &rest.events[i], arena, &c, flows, err));
    hf_case_set_link(&c, &row->link);
    *out = c;
    return HF_OK;
}

enum hf_rc hf_fold(struct hf_desk *desk, const struct hf_file_row *row, const struct hf_case *before,
                   struct hf_arena *arena, struct hf_case *out, struct hf_flows *flows, struct hf_err *err)
{
    struct hf_snapshot opened;
    return fold(desk, row, before, arena, &opened, out, flows, err);
}

/* ---- the files of a batch ---- */

struct hf_touched *hf_touch(struct hf_serving *s, const struct hf_id *file)
{
    size_t low = 0, high = s->touched_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = hf_id_order(&s->touched[middle]->file, file);
        if (order == 0)
            return s->touched[middle];
        *(order < 0 ? &low : &high) = order < 0 ? middle + 1 : middle;
    }
    struct hf_touched *touched = HF_NEW(s->arena, struct hf_touched, 1);
    touched->file = *file;
    touched->old_due_ms = touched->due_ms = HF_NOTHING_DUE;
    memmove(&s->touched[low + 1], &s->touched[low], (s->touched_count - low) * sizeof(struct hf_touched *));
    s->touched[low] = touched;
    s->touched_count++;
    return touched;
}

/* In the memory of the batch, with room for those that it adds. */
static void take_slots(struct hf_serving *s, struct hf_touched *touched, const struct hf_slot *slot,
                       size_t count, bool known)
{
    struct hf_slot *own = HF_NEW_UNSET(s->arena, struct hf_slot, count + 1);
    if (count > 0)
        memcpy(own, slot, count * sizeof *own);
    touched->hidden_read = false;
    touched->slots_known = known;
    touched->slot = own;
    touched->slots = count;
    touched->slot_room = count + 1;
}

/* A file that cannot be read refuses the requests on it, not the batch; a ledger that is away refuses all. */
static enum hf_rc mark_broken(struct hf_serving *s, struct hf_touched *touched, enum hf_rc rc,
                              struct hf_arena *arena)
{
    if (rc == HF_OK || rc == HF_UNAVAILABLE)
        return rc;
    touched->broken = hf_keep_err(arena, s->err);
    return HF_OK;
}

/* What is cached is taken as it is; whether it is the newest, the commit finds out. */
static enum hf_rc hold_cached(struct hf_serving *s, struct hf_touched *touched, bool *held)
{
    const struct hf_cached *cached = hf_cache_find(&s->desk->cache, &touched->file);
    *held = cached != NULL;
    if (cached == NULL)
        return HF_OK;
    touched->now = cached->c;
    touched->believed = true;
    touched->kind = hf_case_head(&touched->now)->kind;
    touched->old_seq = hf_case_head(&touched->now)->seq;
    touched->snapshot_seq = cached->snapshot_seq;
    touched->old_due_ms = touched->due_ms = cached->due_ms;
    take_slots(s, touched, cached->slot, cached->slots, cached->slots_known);
    touched->held = true;
    return find_flows(s->desk, touched->kind, &hf_case_head(&touched->now)->definition, s->arena,
                      &touched->flows, s->err);
}

/* Folds in memory that is used again: a file's events are many times what they make true. */
static enum hf_rc fold_row(struct hf_serving *s, struct hf_touched *touched, const struct hf_file_row *row)
{
    struct hf_arena *trial = &s->desk->trial;
    const struct hf_cached *cached = hf_cache_find(&s->desk->cache, &touched->file);
    touched->kind = row->kind;
    touched->old_seq = row->seq;
    if (row->kind == 0)
        return HF_OK;
    touched->name = hf_arena_keep(trial, row->name);
    touched->snapshot_seq =
        cached == NULL ? row->snapshot_seq : cached->snapshot_seq; /* a tail brings none */
    touched->slots_kept = row->count == 0;
    touched->folded = row->count;
    struct hf_snapshot opened = {.slots = 0};
    HF_TRY(fold(s->desk, row, cached == NULL ? NULL : &cached->c, trial, &opened, &touched->now,
                &touched->flows, s->err));
    touched->slot = opened.slot;
    touched->slots = opened.slots;
    touched->slots_known = opened.slots_known && row->count == 0;
    touched->old_due_ms = touched->due_ms =
        hf_file_due(&touched->flows, &s->desk->house, &touched->now, trial);
    touched->held = true;
    return HF_OK;
}

static void keep_folded(struct hf_serving *s, struct hf_touched *touched)
{
    touched->name = hf_arena_keep(s->arena, touched->name);
    if (touched->broken != NULL)
        touched->broken = hf_keep_err(s->arena, touched->broken);
    if (!touched->held)
        return;
    const struct hf_cached *cached =
        touched->slots_kept ? hf_cache_find(&s->desk->cache, &touched->file) : NULL;
    touched->now = hf_case_keep(s->arena, &touched->now);
    if (cached != NULL)
        take_slots(s, touched, cached->slot, cached->slots, cached->slots_known);
    else
        take_slots(s, touched, touched->slot, touched->slots, touched->slots_known);
}

/*
 * Files are had some at a time, as many as there is room for while they are read: of each some only what was
 * folded stays. When three quarters of the memory are gone the rest must wait for another batch. *end: before
 * which file to go on.
 */
static enum hf_rc load_some(struct hf_serving *s, const struct hf_file_ask *asks, struct hf_file_row *rows,
                            const size_t *places, size_t first, size_t *end)
{
    struct hf_arena *trial = &s->desk->trial;
    struct hf_ledger *ledger = &s->desk->setup.ledger;
    size_t mark = hf_arena_mark(s->arena), count = *end - first;
    bool full = !hf_has_room(s);
    hf_arena_reset(trial, 0);
    if (!full)
        HF_TRY(ledger->load(ledger->self, asks + first, &count, s->arena, rows + first, s->err));
    *end = first + count;
    for (size_t i = first; i < *end; i++) {
        struct hf_touched *touched = s->touched[places[i]];
        touched->left_out = full;
        if (!full)
            HF_TRY(mark_broken(s, touched, fold_row(s, touched, &rows[i]), trial));
        if (trial->used > trial->size / 2)
            *end = i + 1;
    }
    hf_arena_reset(s->arena, mark);
    for (size_t i = first; i < *end; i++)
        keep_folded(s, s->touched[places[i]]);
    return HF_OK;
}

enum hf_rc hf_load_touched(struct hf_serving *s, bool anew)
{
    struct hf_file_ask *asks = HF_NEW(s->arena, struct hf_file_ask, s->touched_count + 1);
    struct hf_file_row *rows = HF_NEW(s->arena, struct hf_file_row, s->touched_count + 1);
    size_t *places = HF_NEW(s->arena, size_t, s->touched_count + 1), count = 0;
    for (size_t i = 0; i < s->touched_count; i++) {
        struct hf_touched *touched = s->touched[i];
        bool held = touched->held;
        if (!held && !anew)
            HF_TRY(mark_broken(s, touched, hold_cached(s, touched, &held), s->arena));
        if (held || touched->fresh)
            continue;
        const struct hf_cached *cached = hf_cache_find(&s->desk->cache, &touched->file);
        asks[count] = (struct hf_file_ask){.file = touched->file,
                                           .after_seq = cached == NULL ? 0 : hf_case_head(&cached->c)->seq};
        places[count++] = i;
    }
    for (size_t first = 0, end; first < count; first = end) {
        end = first + HF_LOAD_FILES < count ? first + HF_LOAD_FILES : count;
        HF_TRY(load_some(s, asks, rows, places, first, &end));
    }
    return HF_OK;
}

/* ---- hidden values ---- */

void hf_add_slot(struct hf_serving *s, struct hf_touched *touched, const struct hf_slot *slot)
{
    for (size_t i = 0; i < touched->slots; i++)
        if (hf_id_eq(&touched->slot[i].subject, &slot->subject)) {
            touched->slot[i] = *slot;
            return;
        }
    if (touched->slots == touched->slot_room) {
        size_t room = 2 * touched->slot_room + 4;
        struct hf_slot *more = HF_NEW(s->arena, struct hf_slot, room);
        if (touched->slots > 0)
            memcpy(more, touched->slot, touched->slots * sizeof *more);
        touched->slot = more;
        touched->slot_room = room;
    }
    touched->slot[touched->slots++] = *slot;
}

static void list_slots(struct hf_serving *s, struct hf_touched *touched)
{
    for (size_t i = 0; i < touched->hiddens; i++)
        hf_add_slot(s, touched, &(struct hf_slot){touched->hidden[i].subject, touched->hidden[i].slot});
}

enum hf_rc hf_read_hidden(struct hf_serving *s, struct hf_touched *touched)
{
    if (touched->hidden_read)
        return HF_OK;
    if (touched->old_seq > 0)
        HF_TRY(hf_disclosures_read(s->desk, &touched->file, s->arena, &touched->hidden, &touched->hiddens,
                                   s->err));
    touched->hidden_read = touched->slots_known = true;
    list_slots(s, touched);
    return HF_OK;
}
