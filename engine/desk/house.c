/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the house knows beside a case: people, definitions, calendars, keys, authorities. Read before each
 * batch, so that a person disabled by another process is known one batch later at most. Their files are
 * pinned in the cache.
 */
#include "base/check.h"
#include "desk/inside.h"

enum { NOTHING_SIZE = 8192 };

/* ---- pointing ---- */

static struct hf_cached *find_pinned(const struct hf_desk *desk, enum hf_file_kind kind)
{
    struct hf_cached *at = desk->cache.pinned;
    while (at != NULL && hf_case_head(&at->c)->kind != kind)
        at = at->older;
    return at;
}

static void point_authorities(struct hf_desk *desk)
{
    desk->house.authority_count = 0;
    for (struct hf_cached *at = desk->cache.pinned; at != NULL; at = at->older)
        if (hf_case_head(&at->c)->kind == HF_FILE_AUTHORITY) {
            HF_CHECK(desk->house.authority_count < desk->authority_room);
            desk->authorities[desk->house.authority_count++] = at->c;
        }
    desk->house.authorities = desk->authorities;
}

/* The three files that stand once in a log. */
static const enum hf_file_kind singles[HF_SINGLES] = {HF_FILE_PEOPLE, HF_FILE_LIBRARY, HF_FILE_KEYRING};

void hf_house_point(struct hf_desk *desk)
{
    for (size_t i = 0; i < HF_SINGLES; i++) {
        const struct hf_cached *found = find_pinned(desk, singles[i]);
        desk->single[i] = found == NULL ? desk->empty[i] : found->c;
    }
    point_authorities(desk);
}

enum hf_rc hf_house_init(struct hf_desk *desk, struct hf_err *err)
{
    struct hf_memory *memory = &desk->setup.memory;
    struct hf_id none = {{0}};
    struct hf_digest link = {{0}};
    struct hf_arena arena;
    desk->nothing = memory->resize(memory->self, NULL, NOTHING_SIZE);
    if (desk->nothing == NULL)
        return hf_fail(err, HF_WORD_no_memory, HF_STR_NONE, HF_STR("the desk"), HF_STR_NONE);
    hf_arena_init(&arena, desk->nothing, NOTHING_SIZE);
    for (size_t i = 0; i < HF_SINGLES; i++)
        desk->single[i] = desk->empty[i] = hf_case_new(&arena, &none, singles[i], &link);
    desk->house = (struct hf_house){.people = &desk->single[0],
                                    .library = &desk->single[1],
                                    .keyring = &desk->single[2],
                                    .hasher = &desk->hasher,
                                    .log = desk->setup.origin,
                                    .log_id = desk->setup.log_id,
                                    .build = desk->setup.build};
    return HF_OK;
}

int64_t hf_house_events(const struct hf_desk *desk)
{
    int64_t events = 0;
    for (const struct hf_cached *at = desk->cache.pinned; at != NULL; at = at->older)
        events += hf_case_head(&at->c)->seq;
    return events;
}

/* ---- refreshing ---- */

/* The files whose tails are to be read. */
struct wanted {
    struct hf_desk *desk;
    struct hf_arena *arena;
    struct hf_file_ask *ask;
    size_t count, room, authorities;
};

static void want(struct wanted *w, const struct hf_file_row *file)
{
    const struct hf_cached *cached = hf_cache_find(&w->desk->cache, &file->file);
    uint32_t seq = cached == NULL ? 0 : hf_case_head(&cached->c)->seq;
    if (cached != NULL && cached->pinned && seq >= file->seq)
        return;
    if (w->count == w->room) {
        size_t room = w->room == 0 ? 16 : 2 * w->room;
        struct hf_file_ask *more = HF_NEW(w->arena, struct hf_file_ask, room);
        if (w->count > 0)
            memcpy(more, w->ask, w->count * sizeof *more);
        w->ask = more;
        w->room = room;
    }
    w->ask[w->count++] = (struct hf_file_ask){.file = file->file, .after_seq = seq};
}

static enum hf_rc take_file(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    struct wanted *w = context;
    (void)err;
    w->authorities += row->file.kind == HF_FILE_AUTHORITY;
    want(w, &row->file);
    return HF_OK;
}

static enum hf_rc make_authority_room(struct hf_desk *desk, size_t count, struct hf_err *err)
{
    struct hf_memory *memory = &desk->setup.memory;
    if (count <= desk->authority_room)
        return HF_OK;
    struct hf_case *more = memory->resize(memory->self, desk->authorities, 2 * count * sizeof *more);
    if (more == NULL)
        return hf_fail(err, HF_WORD_no_memory, HF_STR_NONE, HF_STR("directory"), HF_STR_NONE);
    desk->authorities = more;
    desk->authority_room = 2 * count;
    return HF_OK;
}

static enum hf_rc take_tail(struct wanted *w, const struct hf_file_row *row, struct hf_err *err)
{
    const struct hf_cached *before = hf_cache_find(&w->desk->cache, &row->file);
    struct hf_flows flows;
    struct hf_case c;
    if (before != NULL && before->pinned && row->count == 0)
        return HF_OK;
    HF_TRY(hf_fold(w->desk, row, before == NULL ? NULL : &before->c, w->arena, &c, &flows, err));
    struct hf_cached *cached = hf_cache_put(&w->desk->cache, &c);
    if (cached == NULL)
        return hf_fail(err, HF_WORD_no_memory, HF_STR_NONE, HF_STR("house"), HF_STR_NONE);
    if (!cached->pinned)
        hf_cache_pin(&w->desk->cache, cached);
    return HF_OK;
}

static enum hf_rc load_tails(struct wanted *w, struct hf_err *err)
{
    struct hf_ledger *ledger = &w->desk->setup.ledger;
    struct hf_file_row *tails = HF_NEW(w->arena, struct hf_file_row, w->count + 1);
    for (size_t first = 0, loaded; first < w->count; first += loaded) {
        loaded = w->count - first;
        HF_TRY(ledger->load(ledger->self, w->ask + first, &loaded, w->arena, tails, err));
        for (size_t i = 0; i < loaded; i++)
            HF_TRY(take_tail(w, &tails[i], err));
    }
    return HF_OK;
}

enum hf_rc hf_house_and_seen(struct hf_desk *desk, const struct hf_seen_ask *asks, size_t count,
                             struct hf_seen_row *rows, struct hf_arena *arena, struct hf_err *err)
{
    struct wanted w = {.desk = desk, .arena = arena};
    struct hf_ledger *ledger = &desk->setup.ledger;
    HF_TRY(ledger->seen(ledger->self, asks, count, rows, take_file, &w, err));
    HF_TRY(make_authority_room(desk, w.authorities, err));
    enum hf_rc rc = load_tails(&w, err);
    hf_house_point(desk); /* also where some tails were not read: blocks of others may have moved */
    HF_TRY(rc);
    return hf_calendars_refresh(desk, arena, err);
}

enum hf_rc hf_house_refresh(struct hf_desk *desk, struct hf_arena *arena, struct hf_err *err)
{
    return hf_house_and_seen(desk, NULL, 0, NULL, arena, err);
}

enum hf_rc hf_desk_refresh(struct hf_desk *desk, struct hf_arena *arena, struct hf_err *err)
{
    return hf_house_refresh(desk, arena, err);
}
