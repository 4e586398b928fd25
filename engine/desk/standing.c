/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What became of the notices of a thread: read from the file's own events since the oldest that may wait, and
 * from the attempts to deliver them. A word of theirs speaks of all that they had seen of ours: `seen`, and
 * the message that they reply to; where it names neither, of all that was sent before.
 */
#include "desk/inside.h"
#include "seal/token.h"

/* A message of ours or a word of theirs. */
struct said {
    bool ours, is_letter, is_receipt;
    uint32_t seq; /* of its event */
    int64_t at_ms;
    struct hf_digest digest; /* ours */
    struct hf_id jti;
    uint32_t speaks_of; /* theirs: of ours up to this event */
};

struct reading {
    struct hf_desk *desk;
    const struct hf_thread *thread;
    struct hf_arena *arena;
    struct said *said;
    size_t count, room;
    struct hf_standing *out;
    size_t outs;
    struct hf_err *err;
};

/* ---- tokens ---- */

struct kept {
    struct hf_arena *arena;
    struct hf_str bytes;
};

static enum hf_rc take_token(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    struct kept *kept = context;
    (void)err;
    kept->bytes = hf_arena_keep(kept->arena, row->token.bytes);
    return HF_OK;
}

static enum hf_rc find_token(struct hf_desk *desk, const struct hf_id *id, struct hf_arena *arena,
                             struct hf_str *out, struct hf_err *err)
{
    struct hf_ledger *ledger = &desk->setup.ledger;
    struct kept kept = {.arena = arena};
    struct hf_ask ask = {.id = *id};
    HF_TRY(ledger->ask(ledger->self, HF_ASK_token, &ask, take_token, &kept, err));
    *out = kept.bytes;
    return HF_OK;
}

static enum hf_rc read_set(struct hf_arena *arena, struct hf_str compact, struct hf_set *set,
                           struct hf_err *err)
{
    struct hf_token token;
    HF_TRY(hf_token_read(arena, compact, &token, err));
    return hf_set_read(arena, token.payload, set, err);
}

enum hf_rc hf_token_told(struct hf_desk *desk, const struct hf_id *jti, struct hf_arena *arena,
                         struct hf_str *kept, struct hf_str *inner, struct hf_set *set, struct hf_err *err)
{
    HF_TRY(find_token(desk, jti, arena, kept, err));
    if (kept->len == 0)
        return HF_OK;
    HF_TRY(hf_token_inner(&desk->setup.ledger, &desk->hasher, jti, *kept, arena, inner, err));
    if (inner->len == 0)
        *kept = HF_STR_NONE;
    return inner->len == 0 ? HF_OK : read_set(arena, *inner, set, err);
}

/* ---- the events ---- */

static bool is_of_thread(const struct reading *r, const struct hf_json *part)
{
    struct hf_id id;
    return part != NULL && hf_id_read(hf_json_text(part, HF_STR("thread")), &id) &&
           hf_id_eq(&id, &r->thread->id);
}

static struct said *add_said(struct reading *r, const struct hf_fact *fact)
{
    r->said = hf_arena_room(r->arena, r->said, r->count, &r->room, sizeof *r->said);
    r->said[r->count] = (struct said){.seq = fact->header.seq, .at_ms = fact->header.recorded_at_ms};
    return &r->said[r->count++];
}

static void add_ours(struct reading *r, const struct hf_fact *fact, const struct hf_json *notice)
{
    struct said *said = add_said(r, fact);
    said->ours = true;
    said->is_letter = hf_is_letter(hf_json_text(&fact->payload, HF_STR("template")));
    (void)hf_digest_read(hf_json_text(notice, HF_STR("digest")), &said->digest);
    (void)hf_id_read_uuid(hf_json_text(notice, HF_STR("jti")), &said->jti);
}

/* The event of the newest message of ours that bears one of these digests; 0: none does. */
static uint32_t find_ours(const struct reading *r, const struct hf_json *content)
{
    static const struct hf_str members[] = {HF_STR_INIT("seen"), HF_STR_INIT("in_reply_to_sha256")};
    uint32_t seq = 0;
    for (size_t m = 0; m < sizeof members / sizeof members[0]; m++) {
        struct hf_digest digest;
        if (!hf_digest_read(hf_json_text(content, members[m]), &digest))
            continue;
        for (size_t i = 0; i < r->count; i++)
            if (r->said[i].ours && r->said[i].seq > seq && hf_digest_eq(&r->said[i].digest, &digest))
                seq = r->said[i].seq;
    }
    return seq;
}

/* What cannot be read, as what came encrypted to us, speaks of all that went before. */
static enum hf_rc add_theirs(struct reading *r, const struct hf_fact *fact)
{
    HF_UNSET struct hf_err unread;
    struct hf_str bytes;
    struct hf_set set;
    uint32_t speaks_of = fact->header.seq;
    HF_TRY(find_token(r->desk, &fact->header.command, r->arena, &bytes, r->err));
    bool named = bytes.len > 0 && read_set(r->arena, bytes, &set, &unread) == HF_OK &&
                 (HF_JSON_GET(&set.content, "seen") != NULL ||
                  HF_JSON_GET(&set.content, "in_reply_to_sha256") != NULL);
    if (named)
        speaks_of = find_ours(r, &set.content);
    struct said *said = add_said(r, fact);
    said->is_receipt = fact->header.known == HF_KNOWN_engine;
    said->speaks_of = speaks_of;
    return HF_OK;
}

/* A level that was reached belongs to the notice that it is about. */
static void add_reached(struct reading *r, const struct hf_fact *fact)
{
    enum hf_silence_clock clock = hf_silence_clock_find(hf_json_text(&fact->payload, HF_STR("clock")));
    enum hf_silence_level level = hf_silence_level_find(hf_json_text(&fact->payload, HF_STR("level")));
    struct hf_id about;
    if (clock == HF_SILENCE_CLOCK_COUNT || level == HF_SILENCE_LEVEL_COUNT ||
        !hf_id_read_uuid(hf_json_text(&fact->payload, HF_STR("about")), &about))
        return;
    for (size_t i = 0; i < r->outs; i++)
        if (hf_id_eq(&r->out[i].jti, &about))
            r->out[i].reached[clock] =
                (struct hf_climb){r->out[i].reached[clock].steps + 1, level, fact->header.recorded_at_ms};
}

static void add_notice(struct reading *r, const struct said *said)
{
    if (!said->is_letter)
        r->out[r->outs++] = (struct hf_standing){.jti = said->jti,
                                                 .seq = said->seq,
                                                 .signed_ms = said->at_ms,
                                                 .delivered_ms = -1,
                                                 .receipted_ms = -1};
}

static enum hf_rc look_at(struct reading *r, const struct hf_event_row *event)
{
    struct hf_fact fact;
    HF_TRY(hf_fact_read(event->header, event->payload, r->arena, &fact, r->err));
    const struct hf_json *made = HF_JSON_GET(&fact.payload, "_made");
    if (is_of_thread(r, hf_json_get(made, HF_STR("notice")))) {
        add_ours(r, &fact, HF_JSON_GET(made, "notice"));
        add_notice(r, &r->said[r->count - 1]);
    }
    if (is_of_thread(r, hf_json_get(made, HF_STR("silence"))))
        add_reached(r, &fact);
    if (is_of_thread(r, hf_json_get(made, HF_STR("heard"))))
        return add_theirs(r, &fact);
    if (is_of_thread(r, hf_json_get(made, HF_STR("transcribed"))))
        add_said(r, &fact)->speaks_of = fact.header.seq;
    return HF_OK;
}

/* ---- what became of each ---- */

static void settle(const struct reading *r, struct hf_standing *notice)
{
    for (size_t i = 0; i < r->count; i++) {
        const struct said *said = &r->said[i];
        if (said->ours || said->speaks_of < notice->seq)
            continue;
        if (notice->receipted_ms < 0)
            notice->receipted_ms = said->at_ms;
        notice->is_answered = notice->is_answered || !said->is_receipt;
    }
}

static enum hf_rc take_attempt(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    struct reading *r = context;
    (void)err;
    for (size_t i = 0; i < r->outs; i++)
        if (r->out[i].seq == row->delivery.outbox.seq && row->delivery.state == HF_DELIVERED)
            r->out[i].delivered_ms = row->delivery.end_ms;
    return HF_OK;
}

enum hf_rc hf_standing_read(struct hf_desk *desk, const struct hf_case *c, const struct hf_thread *thread,
                            struct hf_arena *arena, const struct hf_standing **out, size_t *count,
                            struct hf_err *err)
{
    struct hf_ledger *ledger = &desk->setup.ledger;
    struct reading r = {.desk = desk, .thread = thread, .arena = arena, .err = err};
    const struct hf_event_row *events;
    size_t all;
    HF_TRY(hf_events_since(desk, c, thread->asked_seq, arena, &events, &all, err));
    r.out = HF_NEW(arena, struct hf_standing, all + 1);
    for (size_t i = 0; i < all; i++)
        HF_TRY(look_at(&r, &events[i]));
    for (size_t i = 0; i < r.outs; i++)
        settle(&r, &r.out[i]);
    const struct hf_ask ask = {.id = hf_case_head(c)->file};
    HF_TRY(ledger->ask(ledger->self, HF_ASK_attempts_of_file, &ask, take_attempt, &r, err));
    *out = r.out;
    *count = r.outs;
    return HF_OK;
}
