/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What silence comes to (casefile/silence.h): of each thread that waits, which clock runs for its oldest
 * notice of each kind, when its period has passed once more, and which level comes next where there is a
 * deputy, a network, or neither. The periods are those of today's entry, so a change counts from the next
 * look on. A level is reached by a command of the engine whose id follows from the notice, the clock and the
 * level: once, however many desks watch, and the letter that it sends (letter.c) is in the same commit.
 */
#include "casefile/due.h"
#include "casefile/people.h"
#include "desk/inside.h"
#include "seal/set.h"

/* A changed period is seen after so long at most. */
enum { LOOK_AGAIN_MS = HF_MS_PER_DAY };

struct looking {
    struct hf_desk *desk;
    const struct hf_flows *flows;
    const struct hf_case *c;
    const struct hf_thread *thread;
    struct hf_entry entry; /* of the other side */
    struct hf_arena *arena;
    struct hf_err *err;
};

/* What comes next in a thread. */
struct next {
    const struct hf_standing *notice; /* NULL: nothing */
    enum hf_silence_clock clock;
    enum hf_silence_level level;
    int64_t since_ms, due_ms;
};

/* ---- to whom ---- */

static bool speaks_for(const struct hf_entry *entry, const struct hf_json *names, struct hf_arena *arena)
{
    struct hf_json of;
    if (!hf_entry_is_valid(entry) || !hf_entry_member(entry, HF_STR("contact_of"), arena, &of) ||
        of.kind != HF_JSON_LIST)
        return false;
    for (size_t i = 0; i < of.is.list.count; i++)
        for (size_t k = 0; k < names->is.list.count; k++)
            if (hf_json_eq(&of.is.list.item[i], &names->is.list.item[k]))
                return true;
    return false;
}

/* The networks of the entry, and its region. */
static struct hf_json circles_of(const struct looking *l)
{
    struct hf_json_maker all = hf_json_make(l->arena);
    struct hf_json value;
    if (hf_entry_member(&l->entry, HF_STR("networks"), l->arena, &value) && value.kind == HF_JSON_LIST)
        for (size_t i = 0; i < value.is.list.count; i++)
            hf_json_add(&all, HF_STR_NONE, value.is.list.item[i]);
    if (hf_entry_member(&l->entry, HF_STR("region"), l->arena, &value))
        hf_json_add(&all, HF_STR_NONE, value);
    return hf_json_list(&all);
}

/* Who speaks for a network or the region of the other side; NULL: nobody but itself. */
static const struct hf_case *find_network(const struct looking *l, int64_t now_ms)
{
    const struct hf_house *house = &l->desk->house;
    struct hf_json circles = circles_of(l);
    for (size_t i = 0; circles.is.list.count > 0 && i < house->authority_count; i++) {
        const struct hf_case *other = &house->authorities[i];
        struct hf_entry entry = hf_entry_now(house, l->desk->setup.house, other, now_ms);
        if (!hf_id_eq(&hf_case_head(other)->file, &l->thread->authority) &&
            speaks_for(&entry, &circles, l->arena))
            return other;
    }
    return NULL;
}

/* Told of this authority for another thread of the file, in which nothing was heard since either. */
static bool network_knows(const struct looking *l)
{
    for (uint32_t t = 0; t < hf_case_head(l->c)->threads; t++) {
        const struct hf_thread *other = hf_case_thread(l->c, t);
        if (!hf_id_eq(&other->id, &l->thread->id) && hf_id_eq(&other->authority, &l->thread->authority) &&
            other->silent_level >= HF_LEVEL_network)
            return true;
    }
    return false;
}

static bool is_there(const struct looking *l, enum hf_silence_clock clock, enum hf_silence_level level,
                     int64_t now_ms)
{
    switch (level) {
    case HF_LEVEL_reminder:
        return clock != HF_SILENCE_transport; /* the courier tries again as it is */
    case HF_LEVEL_deputy:
        return hf_entry_text(&l->entry, HF_STR("deputy_endpoint"), l->arena).len > 0;
    case HF_LEVEL_network:
        return !network_knows(l) && find_network(l, now_ms) != NULL;
    case HF_LEVEL_none:
    case HF_LEVEL_person:
    case HF_SILENCE_LEVEL_COUNT:
        break;
    }
    return true;
}

/* ---- when ---- */

static enum hf_silence_clock clock_of(const struct hf_standing *notice)
{
    return notice->receipted_ms >= 0   ? HF_SILENCE_answer
           : notice->delivered_ms >= 0 ? HF_SILENCE_receipt
                                       : HF_SILENCE_transport;
}

static int64_t since_of(const struct hf_standing *notice)
{
    return notice->receipted_ms >= 0   ? notice->receipted_ms
           : notice->delivered_ms >= 0 ? notice->delivered_ms
                                       : notice->signed_ms;
}

static enum hf_rc asks_for_answer(const struct looking *l, const struct hf_standing *notice, bool *asks)
{
    struct hf_str kept, inner = HF_STR_NONE;
    struct hf_set set;
    HF_TRY(hf_token_told(l->desk, &notice->jti, l->arena, &kept, &inner, &set, l->err));
    const struct hf_json *answers = kept.len == 0 ? NULL : HF_JSON_GET(&set.content, "answers");
    *asks = answers != NULL && answers->kind == HF_JSON_LIST && answers->is.list.count > 0;
    return HF_OK;
}

static enum hf_rc waits(const struct looking *l, const struct hf_standing *notice,
                        enum hf_silence_clock clock, bool *out)
{
    *out = !notice->is_answered && clock_of(notice) == clock;
    return *out && clock == HF_SILENCE_answer ? asks_for_answer(l, notice, out) : HF_OK;
}

/* From the last level on, so that whoever was told last has a whole period to see to it. */
static void consider(const struct looking *l, const struct hf_standing *notice, enum hf_silence_clock clock,
                     int64_t now_ms, struct next *out)
{
    const struct hf_climb *reached = &notice->reached[clock];
    struct next next = {
        .notice = notice, .clock = clock, .level = reached->level, .since_ms = since_of(notice)};
    if (reached->level == HF_LEVEL_person)
        return;
    do
        next.level++;
    while (!is_there(l, clock, next.level, now_ms));
    next.due_ms = (reached->steps > 0 ? reached->at_ms : next.since_ms) +
                  hf_silence_within_ms(&l->entry, clock, l->arena);
    if (out->notice == NULL || next.due_ms < out->due_ms)
        *out = next;
}

/* The oldest notice that waits for it speaks for all behind it. */
static enum hf_rc find_next(const struct looking *l, int64_t now_ms, struct next *out)
{
    const struct hf_standing *notice;
    size_t count;
    *out = (struct next){.notice = NULL};
    HF_TRY(hf_standing_read(l->desk, l->c, l->thread, l->arena, &notice, &count, l->err));
    for (enum hf_silence_clock clock = 0; clock < HF_SILENCE_CLOCK_COUNT; clock++) {
        bool found = false;
        for (size_t i = 0; i < count && !found; i++) {
            HF_TRY(waits(l, &notice[i], clock, &found));
            if (found)
                consider(l, &notice[i], clock, now_ms, out);
        }
    }
    return HF_OK;
}

/* ---- the command ---- */

static struct hf_json payload_of(const struct looking *l, const struct next *next, int64_t now_ms)
{
    struct hf_json_maker made = hf_json_make(l->arena);
    struct hf_buf jti = hf_buf_in(l->arena, HF_UUID_TEXT), since = hf_buf_in(l->arena, HF_INSTANT_TEXT),
                  thread = hf_buf_in(l->arena, HF_ID_TEXT), to = hf_buf_in(l->arena, HF_ID_TEXT);
    hf_id_put_uuid(&jti, &next->notice->jti);
    hf_instant_put(&since, next->since_ms);
    hf_id_put(&thread, &l->thread->id);
    hf_json_add(&made, HF_STR("about"), hf_json_of_text(hf_buf_str(&jti)));
    hf_json_add(&made, HF_STR("clock"), hf_json_of_text(hf_silence_clock_name(next->clock)));
    hf_json_add(&made, HF_STR("level"), hf_json_of_text(hf_silence_level_name(next->level)));
    hf_json_add(&made, HF_STR("since"), hf_json_of_text(hf_buf_str(&since)));
    hf_json_add(&made, HF_STR("thread"), hf_json_of_text(hf_buf_str(&thread)));
    if (next->level == HF_LEVEL_network) {
        hf_id_put(&to, &hf_case_head(find_network(l, now_ms))->file);
        hf_json_add(&made, HF_STR("to"), hf_json_of_text(hf_buf_str(&to)));
    }
    return hf_json_object(&made);
}

static struct hf_id id_of(const struct looking *l, const struct next *next)
{
    struct hf_digest digest;
    struct hf_id id;
    const struct hf_str parts[] = {
        HF_STR("holdfast/silence/v1\n"),    HF_PART(l->thread->id), HF_PART(next->notice->jti),
        hf_silence_clock_name(next->clock), HF_STR("\n"),           hf_silence_level_name(next->level)};
    hf_sha256(&l->desk->hasher, parts, sizeof parts / sizeof parts[0], &digest);
    memcpy(id.byte, digest.byte, sizeof id.byte);
    return id;
}

/* On the file as it was read: whoever has answered since must be heard first. */
static struct hf_request request_of(const struct looking *l, const struct next *next, int64_t now_ms)
{
    hf_instance i = l->thread->instance == HF_NO_INSTANCE ? 0 : l->thread->instance;
    struct hf_buf on = hf_buf_in(l->arena, 24);
    hf_case_put_name(l->flows, l->c, i, &on);
    return (struct hf_request){.kind = HF_REQUEST_COMMAND,
                               .command = {.id = id_of(l, next),
                                           .file = hf_case_head(l->c)->file,
                                           .on = hf_buf_str(&on),
                                           .event = HF_STR("silence.reached"),
                                           .payload = payload_of(l, next, now_ms),
                                           .actor = l->desk->setup.log_id,
                                           .known = HF_KNOWN_engine,
                                           .expected_seq = hf_case_head(l->c)->seq}};
}

/* ---- a file ---- */

/* As the request goes on being delivered: by the channel that it was begun on, wherever that leads today. */
static bool open_entry(struct looking *l, int64_t now_ms)
{
    const struct hf_house *house = &l->desk->house;
    const struct hf_case *authority = hf_house_authority(house, &l->thread->authority);
    if (authority == NULL)
        return false;
    struct hf_entry now = hf_entry_now(house, l->desk->setup.house, authority, now_ms),
                    then = hf_entry_then(house, l->desk->setup.house, authority, l->thread->as_of_ms);
    l->entry = hf_entry_in_progress(&now, &then, l->arena);
    return true;
}

enum hf_rc hf_silence_requests(struct hf_desk *desk, const struct hf_flows *flows, const struct hf_case *c,
                               int64_t now_ms, struct hf_arena *arena, struct hf_request *out, size_t room,
                               size_t *count, int64_t *next_ms, struct hf_err *err)
{
    *next_ms = HF_NOTHING_DUE;
    for (uint32_t t = 0; t < hf_case_head(c)->threads && *count < room; t++) {
        struct looking l = {
            .desk = desk, .flows = flows, .c = c, .thread = hf_case_thread(c, t), .arena = arena, .err = err};
        struct next next;
        if (l.thread->asked_seq == 0 || l.thread->silent_level == HF_LEVEL_person || !open_entry(&l, now_ms))
            continue;
        HF_TRY(find_next(&l, now_ms, &next));
        if (next.notice == NULL)
            continue;
        if (next.due_ms <= now_ms) {
            out[(*count)++] = request_of(&l, &next, now_ms);
            return HF_OK; /* the next thread once the file has been read again */
        }
        *next_ms = hf_due_sooner(*next_ms, next.due_ms);
    }
    if (*next_ms != HF_NOTHING_DUE)
        *next_ms = hf_due_sooner(*next_ms, now_ms + LOOK_AGAIN_MS);
    return HF_OK;
}
