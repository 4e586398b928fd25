/* SPDX-License-Identifier: Apache-2.0 */
#include "desk/access.h"

#include "base/when.h"
#include "desk/inside.h"
#include "seal/ids.h"

/* ---- what is remembered ---- */

static struct hf_str kept(char *room, size_t size, struct hf_str text)
{
    size_t len = text.len < size ? text.len : size;
    if (len > 0)
        memcpy(room, text.at, len);
    return (struct hf_str){room, len};
}

static void put_in(struct hf_access_entry *e, const struct hf_read *read)
{
    *e = (struct hf_access_entry){.read = *read};
    e->read.role = kept(e->role, sizeof e->role, read->role);
    e->read.account = kept(e->account, sizeof e->account, read->account);
    e->read.through = kept(e->through, sizeof e->through, read->through);
    e->read.of = kept(e->of, sizeof e->of, read->of);
}

static bool is_same(const struct hf_access_entry *e, const struct hf_read *read)
{
    return hf_id_eq(&e->read.file, &read->file) && hf_id_eq(&e->read.who, &read->who) &&
           e->read.known == read->known && e->read.what == read->what &&
           hf_str_eq(e->read.role, read->role) && hf_str_eq(e->read.account, read->account) &&
           hf_str_eq(e->read.through, read->through) && hf_str_eq(e->read.of, read->of);
}

/* The same reader and thing, not under way to the log; else a free place, else one whose reads are all
 * recorded; NULL: all wait. */
static struct hf_access_entry *find_place(struct hf_access *access, const struct hf_read *read)
{
    struct hf_access_entry *oldest = NULL;
    for (size_t i = 0; i < access->count; i++) {
        struct hf_access_entry *e = &access->entry[i];
        if (!e->is_sent && is_same(e, read))
            return e;
        if (e->count == 0 && (oldest == NULL || e->recorded_ms < oldest->recorded_ms))
            oldest = e;
    }
    if (access->count < HF_ACCESS_ROOM)
        oldest = &access->entry[access->count++];
    if (oldest != NULL)
        put_in(oldest, read);
    return oldest;
}

enum hf_rc hf_access_note(struct hf_desk *desk, const struct hf_read *read, struct hf_err *err)
{
    int64_t now_ms = desk->setup.clock.wall_ms(desk->setup.clock.self);
    struct hf_access_entry *e = find_place(&desk->access, read);
    if (e == NULL)
        return hf_fail(err, HF_WORD_desk_full, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
    if (e->count == 0)
        e->first_ms = now_ms;
    e->last_ms = now_ms;
    e->count++;
    return HF_OK;
}

/* ---- recorded ---- */

struct hf_id hf_access_file(struct hf_desk *desk, const struct hf_id *file)
{
    return hf_access_id(&desk->hasher, desk->setup.origin, file);
}

static bool is_due(const struct hf_access_entry *e, bool all, int64_t now_ms)
{
    bool lately = e->recorded_ms > 0 && now_ms - e->recorded_ms < HF_ACCESS_QUIET_MS;
    return e->count > 0 && !e->is_sent && (all || !lately || now_ms - e->first_ms >= HF_ACCESS_LATER_MS);
}

static void add_text(struct hf_json_maker *made, const char *name, struct hf_str text)
{
    if (text.len > 0)
        hf_json_add(made, hf_str_of(name), hf_json_of_text(text));
}

static void add_id(struct hf_json_maker *made, const char *name, const struct hf_id *id,
                   struct hf_arena *arena)
{
    struct hf_buf text = hf_buf_in(arena, HF_ID_TEXT);
    hf_id_put(&text, id);
    add_text(made, name, hf_id_is_zero(id) ? HF_STR_NONE : hf_buf_str(&text));
}

static void add_instant(struct hf_json_maker *made, const char *name, int64_t at_ms, struct hf_arena *arena)
{
    struct hf_buf text = hf_buf_in(arena, HF_INSTANT_TEXT);
    hf_instant_put(&text, at_ms);
    add_text(made, name, hf_buf_str(&text));
}

static struct hf_json payload(const struct hf_access_entry *e, struct hf_arena *arena)
{
    static const struct hf_str what[] = {
#define HF_READ_KIND(name) HF_STR_INIT(#name),
        HF_READ_KINDS(HF_READ_KIND)
#undef HF_READ_KIND
    };
    struct hf_json_maker made = hf_json_make(arena);
    add_text(&made, "account", e->read.account);
    add_id(&made, "case", &e->read.file, arena);
    hf_json_add(&made, HF_STR("count"), hf_json_of_int(e->count));
    add_instant(&made, "first", e->first_ms, arena);
    add_text(&made, "known", hf_known_name(e->read.known));
    add_instant(&made, "last", e->last_ms, arena);
    add_text(&made, "of", e->read.of);
    add_text(&made, "role", e->read.role);
    add_text(&made, "through", e->read.through);
    add_text(&made, "what", what[e->read.what]);
    add_id(&made, "who", &e->read.who, arena);
    return hf_json_object(&made);
}

/* Under the name of what was read. An attempt of which nobody knows what became of it is made again under
 * its id. */
static enum hf_rc request(struct hf_desk *desk, struct hf_access_entry *e, struct hf_arena *arena,
                          struct hf_request *out, struct hf_err *err)
{
    struct hf_file_ask ask = {.file = e->read.file, .after_seq = INT32_MAX};
    struct hf_file_row row;
    size_t one = 1;
    HF_TRY(desk->setup.ledger.load(desk->setup.ledger.self, &ask, &one, arena, &row, err));
    if (row.kind == 0) {
        e->count = 0;
        return hf_fail(err, HF_WORD_no_file, HF_STR("file"), HF_STR_NONE, HF_STR_NONE);
    }
    if (!e->is_sent)
        desk->setup.dice.fill(desk->setup.dice.self, &e->id, sizeof e->id);
    e->is_sent = true;
    *out = (struct hf_request){.kind = HF_REQUEST_COMMAND,
                               .command = {.file = hf_access_file(desk, &e->read.file),
                                           .id = e->id,
                                           .on = HF_STR("access"),
                                           .event = HF_STR("access.read"),
                                           .name = row.name,
                                           .actor = desk->setup.log_id,
                                           .known = HF_KNOWN_engine,
                                           .payload = payload(e, arena)}};
    return HF_OK;
}

static enum hf_rc settle(struct hf_access_entry *const *sent, const struct hf_response *out, size_t count,
                         int64_t now_ms, struct hf_err *err)
{
    enum hf_rc rc = HF_OK;
    for (size_t i = 0; i < count; i++) {
        if (out[i].outcome == HF_REFUSED_ANSWER) {
            *err = *out[i].err;
            rc = hf_err_rc(err);
            if (rc == HF_UNAVAILABLE || rc == HF_CONFLICT)
                continue; /* it is tried again */
        }
        sent[i]->count = 0;
        sent[i]->is_sent = false;
        if (out[i].outcome != HF_REFUSED_ANSWER) /* or the next reading would count as one of many */
            sent[i]->recorded_ms = now_ms;
    }
    return rc;
}

static bool anything_due(const struct hf_access *access, bool all, int64_t now_ms)
{
    for (size_t i = 0; i < access->count; i++)
        if (access->entry[i].is_sent || is_due(&access->entry[i], all, now_ms))
            return true;
    return false;
}

enum hf_rc hf_access_flush(struct hf_desk *desk, bool all, struct hf_arena *arena, struct hf_err *err)
{
    int64_t now_ms = desk->setup.clock.wall_ms(desk->setup.clock.self);
    if (desk->access.is_busy || !anything_due(&desk->access, all, now_ms))
        return HF_OK;
    struct hf_access_entry **sent = HF_NEW(arena, struct hf_access_entry *, HF_ACCESS_ROOM);
    struct hf_request *requests = HF_NEW(arena, struct hf_request, HF_ACCESS_ROOM);
    struct hf_response *out = HF_NEW(arena, struct hf_response, HF_ACCESS_ROOM);
    size_t count = 0;
    for (size_t i = 0; i < desk->access.count; i++) {
        struct hf_access_entry *e = &desk->access.entry[i];
        if (!e->is_sent && !is_due(e, all, now_ms))
            continue;
        HF_TRY(request(desk, e, arena, &requests[count], err));
        sent[count++] = e;
    }
    desk->access.is_busy = true;
    enum hf_rc rc = hf_desk_serve(desk, requests, count, arena, out, err);
    desk->access.is_busy = false;
    return rc == HF_OK ? settle(sent, out, count, now_ms, err) : rc;
}
