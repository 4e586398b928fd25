/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Calendars at hand: those published in the library file, the newest version of each, read once and kept by
 * digest for as long as the desk lives. And what a later version asks for: every clock whose due time was
 * provisional is reckoned again, by an event of the engine in each case; then the calendar is marked as
 * applied, in the log, so that nobody goes through the cases again.
 */
#include "base/check.h"
#include "casefile/due.h"
#include "casefile/people.h"
#include "desk/document.h"
#include "desk/found.h"
#include "desk/inside.h"
#include "desk/watch.h"
#include "flow/calendar_read.h"
#include "seal/ids.h"

enum { SWEPT_AT_ONCE = 64 };

/* ---- the library file ---- */

static struct hf_flows flows_of(const struct hf_desk *desk)
{
    return (struct hf_flows){.house = desk->setup.house};
}

static struct hf_str state_of(const struct hf_desk *desk, hf_instance i)
{
    struct hf_flows flows = flows_of(desk);
    const struct hf_kind *kind = hf_case_kind(&flows, desk->house.library, i);
    return kind->state[hf_case_instance(desk->house.library, i)->state].name;
}

static bool is_calendar(const struct hf_desk *desk, hf_instance i)
{
    struct hf_flows flows = flows_of(desk);
    return hf_str_eq(hf_case_kind(&flows, desk->house.library, i)->name, HF_STR("calendar"));
}

/* Published, whether or not the cases have been gone through since. */
static bool is_in_force(const struct hf_desk *desk, hf_instance i)
{
    struct hf_str state = state_of(desk, i);
    return is_calendar(desk, i) &&
           (hf_str_eq(state, HF_STR("published")) || hf_str_eq(state, HF_STR("applied")));
}

static bool digest_of(const struct hf_desk *desk, hf_instance i, struct hf_arena *arena,
                      struct hf_digest *out)
{
    return hf_digest_read(
        hf_house_text_datum(desk->setup.house, desk->house.library, i, HF_STR("digest"), arena), out);
}

/* ---- reading ---- */

static size_t room_for(struct hf_str text)
{
    return 256 * text.len + ((size_t)1 << 20);
}

static enum hf_rc shelve(struct hf_desk *desk, const struct hf_digest *digest, struct hf_str text,
                         struct hf_err *err)
{
    struct hf_memory *memory = &desk->setup.memory;
    struct hf_shelved *more =
        memory->resize(memory->self, desk->shelf, (desk->shelved + 1) * sizeof *desk->shelf);
    struct hf_arena arena;
    if (more == NULL)
        return hf_fail(err, HF_WORD_no_memory, HF_STR_NONE, HF_STR("calendar"), HF_STR_NONE);
    desk->shelf = more;
    struct hf_shelved *at = &more[desk->shelved];
    *at = (struct hf_shelved){.digest = *digest, .block = memory->resize(memory->self, NULL, room_for(text))};
    if (at->block == NULL)
        return hf_fail(err, HF_WORD_no_memory, HF_STR_NONE, HF_STR("calendar"), HF_STR_NONE);
    hf_arena_init(&arena, at->block, room_for(text));
    enum hf_rc rc = hf_calendar_read(hf_arena_keep(&arena, text), &arena, &at->calendar, err);
    if (rc == HF_OK)
        desk->shelved++;
    else
        memory->resize(memory->self, at->block, 0);
    return rc;
}

static const struct hf_calendar *on_shelf(const struct hf_desk *desk, const struct hf_digest *digest)
{
    for (size_t i = 0; i < desk->shelved; i++)
        if (hf_digest_eq(&desk->shelf[i].digest, digest))
            return &desk->shelf[i].calendar;
    return NULL;
}

static enum hf_rc fetch(struct hf_desk *desk, const struct hf_digest *digest, struct hf_arena *arena,
                        struct hf_err *err)
{
    struct hf_str text;
    if (on_shelf(desk, digest) != NULL)
        return HF_OK;
    HF_TRY(hf_document_read(desk, NULL, digest, arena, &text, err));
    return shelve(desk, digest, text, err);
}

/* The newest version of each name; pointers into the shelf, which does not move any more. */
static void lay_out(struct hf_desk *desk, const struct hf_calendar *calendar)
{
    struct hf_calendars *all = &desk->house.calendars;
    for (size_t i = 0; i < all->count; i++)
        if (hf_str_eq(desk->calendars[i].name, calendar->name)) {
            if (desk->calendars[i].version < calendar->version)
                desk->calendars[i] = *calendar;
            return;
        }
    desk->calendars[all->count++] = *calendar;
}

static enum hf_rc make_room(struct hf_desk *desk, struct hf_err *err)
{
    struct hf_memory *memory = &desk->setup.memory;
    struct hf_calendar *more =
        memory->resize(memory->self, desk->calendars, (desk->shelved + 1) * sizeof *desk->calendars);
    if (more == NULL)
        return hf_fail(err, HF_WORD_no_memory, HF_STR_NONE, HF_STR("calendar"), HF_STR_NONE);
    desk->calendars = more;
    desk->house.calendars = (struct hf_calendars){more, 0};
    return HF_OK;
}

enum hf_rc hf_calendars_refresh(struct hf_desk *desk, struct hf_arena *arena, struct hf_err *err)
{
    const struct hf_case *library = desk->house.library;
    uint32_t seq = hf_case_head(library)->seq;
    struct hf_digest digest;
    if (seq == desk->calendars_seq)
        return HF_OK;
    for (hf_instance i = 1; i < hf_case_head(library)->instances; i++)
        if (is_in_force(desk, i) && digest_of(desk, i, arena, &digest))
            HF_TRY(fetch(desk, &digest, arena, err));
    HF_TRY(make_room(desk, err));
    for (hf_instance i = 1; i < hf_case_head(library)->instances; i++)
        if (is_in_force(desk, i) && digest_of(desk, i, arena, &digest))
            lay_out(desk, on_shelf(desk, &digest));
    desk->calendars_seq = seq;
    return HF_OK;
}

void hf_calendars_free(struct hf_desk *desk)
{
    struct hf_memory memory = desk->setup.memory;
    for (size_t i = 0; i < desk->shelved; i++)
        memory.resize(memory.self, desk->shelf[i].block, 0);
    memory.resize(memory.self, desk->shelf, 0);
    memory.resize(memory.self, desk->calendars, 0);
    memory.resize(memory.self, desk->sweep.file, 0);
}

enum hf_rc hf_calendar_newer(const struct hf_desk *desk, const struct hf_calendar *calendar,
                             struct hf_err *err)
{
    char number[24];
    struct hf_buf text = HF_BUF(number);
    const struct hf_calendar *held = hf_calendar_find(&desk->house.calendars, calendar->name);
    if (held == NULL || held->version == 0)
        return HF_OK;
    bool older = calendar->version <= held->version;
    hf_buf_put_i64(&text, older ? (int64_t)held->version : held->last_year);
    if (older)
        return hf_fail(err, HF_WORD_calendar_older, HF_STR("version"), calendar->name, hf_buf_str(&text));
    if (calendar->last_year < held->last_year)
        return hf_fail(err, HF_WORD_calendar_shorter, HF_STR("last_year"), calendar->name, hf_buf_str(&text));
    return HF_OK;
}

/* ---- going through the cases ---- */

static bool waits(const struct hf_desk *desk)
{
    for (hf_instance i = 1; i < hf_case_head(desk->house.library)->instances; i++)
        if (is_calendar(desk, i) && hf_str_eq(state_of(desk, i), HF_STR("published")))
            return true;
    return false;
}

static enum hf_rc take_file(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    struct hf_desk *desk = context;
    struct hf_sweep *sweep = &desk->sweep;
    struct hf_memory *memory = &desk->setup.memory;
    if (sweep->count == sweep->room) {
        size_t room = sweep->room == 0 ? 256 : 2 * sweep->room;
        struct hf_id *more = memory->resize(memory->self, sweep->file, room * sizeof *more);
        if (more == NULL)
            return hf_fail(err, HF_WORD_no_memory, HF_STR_NONE, HF_STR("calendar"), HF_STR_NONE);
        sweep->file = more;
        sweep->room = room;
    }
    sweep->file[sweep->count++] = row->file.file;
    return HF_OK;
}

static enum hf_rc begin_sweep(struct hf_desk *desk, struct hf_err *err)
{
    struct hf_ledger *ledger = &desk->setup.ledger;
    struct hf_sweep *sweep = &desk->sweep;
    sweep->is_under_way = false;
    sweep->count = sweep->at = 0;
    sweep->seq = desk->calendars_seq;
    HF_TRY(ledger->ask(ledger->self, HF_ASK_files_of_kind, &(struct hf_ask){.kind = HF_FILE_CASE}, take_file,
                       desk, err));
    sweep->is_under_way = true;
    return HF_OK;
}

/* A file that cannot be read must not hold up the others: its dates stay provisional, and say so. */
static enum hf_rc recount_file(struct hf_desk *desk, const struct hf_id *file, struct hf_arena *arena,
                               size_t *recounted, struct hf_err *err)
{
    const struct hf_case *c;
    struct hf_flows flows;
    const struct hf_due *due;
    enum hf_rc rc = hf_desk_file(desk, file, arena, &c, &flows, err);
    if (rc != HF_OK)
        return rc == HF_UNAVAILABLE ? rc : HF_OK;
    size_t count = hf_recount_list(&flows, &desk->house, c, arena, &due);
    count = count < HF_BATCH_MAX ? count : HF_BATCH_MAX;
    if (count == 0)
        return HF_OK;
    struct hf_request *request = HF_NEW(arena, struct hf_request, count);
    struct hf_response *out = HF_NEW(arena, struct hf_response, count);
    for (size_t i = 0; i < count; i++)
        request[i] = (struct hf_request){.command = hf_due_command(&flows, c, &due[i], &desk->house, arena)};
    HF_TRY(hf_desk_serve(desk, request, count, arena, out, err));
    for (size_t i = 0; i < count; i++)
        *recounted += out[i].outcome == HF_DONE;
    return hf_try_again(out, count, err);
}

/* The engine's word in the library that all cases have been gone through. */
static enum hf_rc mark_applied(struct hf_desk *desk, struct hf_arena *arena, struct hf_err *err)
{
    struct hf_flows flows = flows_of(desk);
    const struct hf_case *library = desk->house.library;
    size_t count = 0, most = hf_case_head(library)->instances;
    struct hf_request *request = HF_NEW(arena, struct hf_request, most);
    struct hf_response *out = HF_NEW(arena, struct hf_response, most);
    for (hf_instance i = 1; i < most && count < HF_BATCH_MAX; i++) {
        struct hf_buf on = hf_buf_in(arena, 24);
        if (!is_calendar(desk, i) || !hf_str_eq(state_of(desk, i), HF_STR("published")))
            continue;
        hf_case_put_name(&flows, library, i, &on);
        request[count++] = (struct hf_request){
            .command = {.id = hf_clock_command_id(&desk->hasher, &hf_case_head(library)->file,
                                                  hf_buf_str(&on), HF_STR("calendar.apply"), 0, 0),
                        .file = hf_case_head(library)->file,
                        .on = hf_buf_str(&on),
                        .event = HF_STR("calendar.apply"),
                        .actor = desk->setup.log_id,
                        .known = HF_KNOWN_engine}};
    }
    HF_TRY(hf_desk_serve(desk, request, count, arena, out, err));
    return hf_try_again(out, count, err);
}

/* Is it the sweep of the calendars that are in force now? Reading a file reads the library too. */
static bool is_current(const struct hf_desk *desk)
{
    return desk->sweep.is_under_way && desk->sweep.seq == desk->calendars_seq;
}

static enum hf_rc sweep_some(struct hf_desk *desk, struct hf_arena *arena, size_t *recounted,
                             struct hf_err *err)
{
    struct hf_sweep *sweep = &desk->sweep;
    if (!is_current(desk))
        HF_TRY(begin_sweep(desk, err));
    size_t end = sweep->at + SWEPT_AT_ONCE < sweep->count ? sweep->at + SWEPT_AT_ONCE : sweep->count;
    while (sweep->at < end) {
        size_t mark = hf_arena_mark(arena);
        HF_TRY(recount_file(desk, &sweep->file[sweep->at], arena, recounted, err));
        hf_arena_reset(arena, mark);
        sweep->at++;
    }
    if (sweep->at < sweep->count || !is_current(desk))
        return HF_OK;
    sweep->is_under_way = false;
    return mark_applied(desk, arena, err);
}

/* Where others are in the way it goes on from there the next time. */
enum hf_rc hf_watch_calendars(struct hf_desk *desk, struct hf_arena *arena, size_t *recounted,
                              struct hf_err *err)
{
    *recounted = 0;
    HF_TRY(hf_house_refresh(desk, arena, err));
    if (!waits(desk))
        return HF_OK;
    enum hf_rc rc = sweep_some(desk, arena, recounted, err);
    return rc == HF_UNAVAILABLE && hf_is_crowded(err) ? HF_OK : rc;
}
