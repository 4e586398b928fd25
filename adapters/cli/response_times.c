/* SPDX-License-Identifier: Apache-2.0 */
/* One pass over the events: what each says in `_made` of notices and of what was heard (docs/formats.md 2).
 */
#include "cli/response_times.h"

#include <stdlib.h>

#include "casefile/fact.h"
#include "casefile/silence.h"
#include "cli/view.h"

enum { SCRATCH = 4 * 1024 * 1024 };

struct tally {
    struct hf_response_times times;
    int64_t *wait_ms;
    size_t room;
};

struct thread {
    struct hf_id id;
    size_t tally;
    int64_t told_ms;
    bool heard;
};

struct listed {
    struct hf_id id;
    uint32_t seq;
};

struct counting {
    struct hf_seat *seat;
    struct listed *file;
    size_t files, file_room;
    struct tally *tally;
    size_t tallies, tally_room;
    struct thread *thread; /* of the file under way */
    size_t threads, thread_room;
    struct hf_arena scratch; /* one event at a time */
};

static size_t find_tally(struct counting *c, const struct hf_id *authority)
{
    for (size_t i = 0; i < c->tallies; i++)
        if (hf_id_eq(&c->tally[i].times.authority, authority))
            return i;
    c->tally = hf_arena_room(c->seat->arena, c->tally, c->tallies, &c->tally_room, sizeof *c->tally);
    c->tally[c->tallies] = (struct tally){.times.authority = *authority};
    return c->tallies++;
}

static struct thread *find_thread(struct counting *c, const struct hf_id *id)
{
    for (size_t i = 0; i < c->threads; i++)
        if (hf_id_eq(&c->thread[i].id, id))
            return &c->thread[i];
    return NULL;
}

static void take_notice(struct counting *c, const struct hf_json *notice, int64_t at_ms)
{
    struct hf_id thread, authority;
    if (!hf_id_read(hf_json_text(notice, HF_STR("thread")), &thread) ||
        !hf_id_read(hf_json_text(notice, HF_STR("authority")), &authority))
        return;
    size_t tally = find_tally(c, &authority);
    c->tally[tally].times.notices++;
    if (find_thread(c, &thread) != NULL)
        return;
    c->tally[tally].times.threads++;
    c->thread = hf_arena_room(c->seat->arena, c->thread, c->threads, &c->thread_room, sizeof *c->thread);
    c->thread[c->threads++] = (struct thread){.id = thread, .tally = tally, .told_ms = at_ms};
}

static void take_heard(struct counting *c, const struct hf_json *heard, int64_t at_ms)
{
    struct hf_id id;
    if (!hf_id_read(hf_json_text(heard, HF_STR("thread")), &id))
        return;
    struct thread *thread = find_thread(c, &id);
    if (thread == NULL)
        return; /* theirs: they wrote first */
    struct tally *tally = &c->tally[thread->tally];
    tally->times.answers++;
    if (thread->heard)
        return;
    thread->heard = true;
    tally->wait_ms = hf_arena_room(c->seat->arena, tally->wait_ms, tally->times.heard, &tally->room,
                                   sizeof *tally->wait_ms);
    tally->wait_ms[tally->times.heard++] = at_ms - thread->told_ms;
}

static enum hf_rc take_event(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    struct counting *c = context;
    struct hf_fact fact;
    hf_arena_reset(&c->scratch, 0);
    HF_TRY(hf_fact_read(row->event.header, row->event.payload, &c->scratch, &fact, err));
    const struct hf_json *made = HF_JSON_GET(&fact.payload, "_made");
    if (made == NULL)
        return HF_OK;
    /* What the house says of itself asks for no word. */
    if (HF_JSON_GET(made, "notice") != NULL && !hf_is_letter(hf_json_text(&fact.payload, HF_STR("template"))))
        take_notice(c, HF_JSON_GET(made, "notice"), fact.header.recorded_at_ms);
    if (HF_JSON_GET(made, "heard") != NULL)
        take_heard(c, HF_JSON_GET(made, "heard"), fact.header.recorded_at_ms);
    return HF_OK;
}

/* ---- all cases ---- */

/* Files are listed first: a question is not asked while another is being answered. */
static enum hf_rc list_file(void *context, const struct hf_file_row *file, struct hf_err *err)
{
    struct counting *c = context;
    (void)err;
    c->file = hf_arena_room(c->seat->arena, c->file, c->files, &c->file_room, sizeof *c->file);
    c->file[c->files++] = (struct listed){file->file, file->seq};
    return HF_OK;
}

static enum hf_rc count_file(struct counting *c, const struct listed *file, struct hf_err *err)
{
    struct hf_ask ask = {.id = file->id, .from = 1, .to = file->seq};
    c->threads = 0;
    return c->seat->ledger.ask(c->seat->ledger.self, HF_ASK_events_of_file, &ask, take_event, c, err);
}

static int by_wait(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

static void put_in_order(struct tally *tally)
{
    if (tally->times.heard > 1)
        qsort(tally->wait_ms, tally->times.heard, sizeof *tally->wait_ms, by_wait);
    tally->times.wait_ms = tally->wait_ms;
}

enum hf_rc hf_response_times(struct hf_seat *seat, struct hf_response_table *out, struct hf_err *err)
{
    struct counting c = {.seat = seat};
    hf_arena_init(&c.scratch, hf_arena_take(seat->arena, SCRATCH, 16, 1), SCRATCH);
    HF_TRY(hf_files_each(seat, HF_FILE_CASE, list_file, &c, err));
    for (size_t i = 0; i < c.files; i++)
        HF_TRY(count_file(&c, &c.file[i], err));
    out->row = HF_NEW(seat->arena, struct hf_response_times, c.tallies + 1);
    out->count = c.tallies;
    for (size_t i = 0; i < c.tallies; i++) {
        put_in_order(&c.tally[i]);
        out->row[i] = c.tally[i].times;
    }
    return HF_OK;
}

int64_t hf_response_percentile(const struct hf_response_times *times, unsigned percent)
{
    uint64_t rank = ((uint64_t)times->heard * percent + 99) / 100;
    return times->heard == 0 ? -1 : times->wait_ms[rank == 0 ? 0 : rank - 1];
}
