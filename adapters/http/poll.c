/* SPDX-License-Identifier: Apache-2.0 */
#include "http/poll.h"

#include <stdlib.h>

#include "desk/poll.h"

enum { REST_MS = 1000 };

/* A request for which there was nothing yet. */
struct waiting {
    struct hf_exchange *exchange;
    struct hf_credential_row who;
    struct hf_id stream;
    struct hf_poll_wait wait;
    size_t most;
    int64_t until_ms; /* steady */
};

struct hf_polls {
    struct hf_polls_setup setup;
    size_t count;
    uint64_t stamp; /* of the directory by which those that wait were looked up */
    struct waiting at[];
};

struct hf_polls *hf_polls_open(const struct hf_polls_setup *setup)
{
    struct hf_polls *polls = calloc(1, sizeof *polls + setup->room * sizeof polls->at[0]);
    if (polls != NULL)
        polls->setup = *setup;
    return polls;
}

void hf_polls_free(struct hf_polls *polls)
{
    free(polls);
}

static int64_t now_of(const struct hf_polls *polls)
{
    return polls->setup.clock.steady_ms(polls->setup.clock.self);
}

/* ---- the request ---- */

struct asked {
    size_t most;
    bool at_once;
    struct hf_poll_said *said;
    size_t count;
};

static enum hf_rc misread(struct hf_visit *visit, struct hf_str member)
{
    return hf_fail(visit->err, HF_WORD_poll_request, member, member, HF_STR_NONE);
}

/* A jti that is none of ours was never sent by us: passed over (RFC 8936 asks for no more). */
static void add_said(struct asked *asked, struct hf_str jti, struct hf_str fault, struct hf_str description)
{
    struct hf_poll_said said = {.fault = fault, .description = description};
    if (hf_id_read_uuid(jti, &said.jti))
        asked->said[asked->count++] = said;
}

static enum hf_rc read_ack(struct hf_visit *visit, const struct hf_json *ack, struct asked *out)
{
    if (ack == NULL)
        return HF_OK;
    for (size_t i = 0; ack->kind == HF_JSON_LIST && i < ack->is.list.count; i++) {
        if (ack->is.list.item[i].kind != HF_JSON_TEXT)
            return misread(visit, HF_STR("ack"));
        add_said(out, ack->is.list.item[i].is.text, HF_STR_NONE, HF_STR_NONE);
    }
    return ack->kind == HF_JSON_LIST ? HF_OK : misread(visit, HF_STR("ack"));
}

static enum hf_rc read_faults(struct hf_visit *visit, const struct hf_json *faults, struct asked *out)
{
    if (faults == NULL)
        return HF_OK;
    for (size_t i = 0; faults->kind == HF_JSON_OBJECT && i < faults->is.object.count; i++) {
        const struct hf_member *fault = &faults->is.object.member[i];
        struct hf_str code = hf_json_text(&fault->value, HF_STR("err"));
        if (code.len == 0)
            return misread(visit, HF_STR("setErrs"));
        add_said(out, fault->name, code, hf_json_text(&fault->value, HF_STR("description")));
    }
    return faults->kind == HF_JSON_OBJECT ? HF_OK : misread(visit, HF_STR("setErrs"));
}

static size_t size_of(const struct hf_json *list)
{
    if (list == NULL)
        return 0;
    return list->kind == HF_JSON_LIST     ? list->is.list.count
           : list->kind == HF_JSON_OBJECT ? list->is.object.count
                                          : 0;
}

static enum hf_rc read_asked(struct hf_visit *visit, struct asked *out)
{
    struct hf_json body;
    HF_TRY(hf_visit_body(visit, &body));
    if (body.kind != HF_JSON_OBJECT)
        return misread(visit, HF_STR("{}"));
    const struct hf_json *most = HF_JSON_GET(&body, "maxEvents");
    const struct hf_json *at_once = HF_JSON_GET(&body, "returnImmediately");
    const struct hf_json *ack = HF_JSON_GET(&body, "ack"), *faults = HF_JSON_GET(&body, "setErrs");
    if (most != NULL && (most->kind != HF_JSON_INT || most->is.integer < 0))
        return misread(visit, HF_STR("maxEvents"));
    if (at_once != NULL && at_once->kind != HF_JSON_BOOL)
        return misread(visit, HF_STR("returnImmediately"));
    *out = (struct asked){
        .most = most == NULL || most->is.integer > HF_POLL_MOST ? HF_POLL_MOST : (size_t)most->is.integer,
        .at_once = at_once != NULL && at_once->is.truth,
        .said = HF_NEW(visit->arena, struct hf_poll_said, size_of(ack) + size_of(faults) + 1)};
    HF_TRY(read_ack(visit, ack, out));
    return read_faults(visit, faults, out);
}

/* ---- the answer ---- */

static void answer(struct hf_exchange *exchange, struct hf_arena *arena, const struct hf_claim *claims,
                   size_t count, bool more)
{
    struct hf_json_maker sets = hf_json_make(arena), body = hf_json_make(arena);
    struct hf_buf out = hf_buf_in(arena, 4096);
    for (size_t i = 0; i < count; i++) {
        struct hf_buf jti = hf_buf_in(arena, HF_UUID_TEXT);
        hf_id_put_uuid(&jti, &claims[i].outbox.token);
        hf_json_add(&sets, hf_buf_str(&jti), hf_json_of_text(claims[i].token));
    }
    if (more)
        hf_json_add(&body, HF_STR("moreAvailable"), hf_json_of_bool(true));
    hf_json_add(&body, HF_STR("sets"), hf_json_object(&sets));
    struct hf_json object = hf_json_object(&body);
    hf_json_write(&out, &object);
    hf_exchange_answer(exchange, hf_buf_str(&out), 0);
}

static void answer_none(struct hf_exchange *exchange)
{
    hf_exchange_answer(exchange, HF_STR("{\"sets\":{}}"), 0);
}

/* ---- now or later ---- */

static enum hf_rc park(struct hf_polls *polls, struct hf_visit *visit, const struct hf_stream *stream,
                       size_t most)
{
    if (polls->count == polls->setup.room)
        return hf_fail(visit->err, HF_WORD_queue_full, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
    polls->at[polls->count++] = (struct waiting){.exchange = visit->exchange,
                                                 .who = visit->who,
                                                 .stream = stream->id,
                                                 .wait = hf_poll_wait_for(stream),
                                                 .most = most,
                                                 .until_ms = now_of(polls) + polls->setup.wait_ms};
    return HF_OK;
}

enum hf_rc hf_act_poll(struct hf_visit *visit)
{
    struct asked asked = {.count = 0};
    struct hf_stream stream;
    struct hf_claim *claims = HF_NEW(visit->arena, struct hf_claim, HF_POLL_MOST);
    size_t count;
    bool more;
    HF_TRY(hf_visit_stream(visit, hf_exchange_part(visit->exchange, HF_STR("stream")), &stream));
    if (!stream.is_poll)
        return hf_fail(visit->err, HF_WORD_stream_not_poll, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
    HF_TRY(read_asked(visit, &asked));
    HF_TRY(hf_poll_settle(visit->desk, &stream, asked.said, asked.count, visit->arena, visit->err));
    HF_TRY(hf_poll_fetch(visit->desk, &stream, asked.most, visit->arena, claims, &count, &more, visit->err));
    if (count == 0 && !more && !asked.at_once)
        return park(visit->office->polls, visit, &stream, asked.most);
    answer(visit->exchange, visit->arena, claims, count, more);
    return HF_OK;
}

/* ---- those that wait ---- */

static void leave(struct hf_polls *polls, size_t i)
{
    polls->at[i] = polls->at[--polls->count];
}

/* Whose credential was revoked, or whose stream is no more or not fetched any more, is to ask again; a stream
 * that was paused gives only what it tells of itself. */
static bool may_wait(struct waiting *waiting, const struct hf_polls *polls, struct hf_desk *desk,
                     struct hf_arena *arena)
{
    const struct hf_house *house = hf_desk_house(desk);
    const struct hf_flow *house_flow = hf_desk_house_flow(desk);
    int64_t wall_ms = polls->setup.clock.wall_ms(polls->setup.clock.self);
    struct hf_stream stream;
    if (!hf_credential_stands(house, house_flow, &waiting->who, wall_ms) ||
        !hf_stream_find(house, house_flow, &waiting->stream, arena, &stream) || !stream.is_poll)
        return false;
    waiting->wait = hf_poll_wait_for(&stream);
    return true;
}

/* By the directory as it is now, where it is another. */
static void look_up(struct hf_polls *polls, struct hf_desk *desk, struct hf_arena *arena)
{
    uint64_t stamp = hf_directory_stamp(hf_desk_house(desk));
    if (stamp == polls->stamp)
        return;
    for (size_t i = polls->count; i-- > 0;) {
        if (may_wait(&polls->at[i], polls, desk, arena))
            continue;
        answer_none(polls->at[i].exchange);
        leave(polls, i);
    }
    polls->stamp = stamp;
}

static void send_expired_away(struct hf_polls *polls)
{
    int64_t now_ms = now_of(polls);
    for (size_t i = polls->count; i-- > 0;) {
        if (polls->at[i].until_ms > now_ms)
            continue;
        answer_none(polls->at[i].exchange);
        leave(polls, i);
    }
}

/* True: it was answered. Another of the same stream may have got all there was. */
static bool try_fetch(const struct waiting *waiting, struct hf_desk *desk, struct hf_arena *arena)
{
    struct hf_err err;
    struct hf_stream stream;
    struct hf_claim *claims = HF_NEW(arena, struct hf_claim, HF_POLL_MOST);
    size_t count;
    bool more;
    if (!hf_stream_find(hf_desk_house(desk), hf_desk_house_flow(desk), &waiting->stream, arena, &stream) ||
        hf_poll_fetch(desk, &stream, waiting->most, arena, claims, &count, &more, &err) != HF_OK ||
        (count == 0 && !more))
        return false;
    answer(waiting->exchange, arena, claims, count, more);
    return true;
}

static void fetch_due(struct hf_polls *polls, struct hf_desk *desk, struct hf_arena *arena)
{
    struct hf_err err;
    struct hf_poll_wait *waits = HF_NEW(arena, struct hf_poll_wait, polls->count + 1);
    bool *is_due = HF_NEW(arena, bool, polls->count + 1);
    for (size_t i = 0; i < polls->count; i++)
        waits[i] = polls->at[i].wait;
    if (hf_poll_due(desk, waits, polls->count, arena, is_due, &err) != HF_OK)
        return; /* at the next turn */
    size_t mark = hf_arena_mark(arena);
    for (size_t i = polls->count; i-- > 0; hf_arena_reset(arena, mark))
        if (is_due[i] && try_fetch(&polls->at[i], desk, arena))
            leave(polls, i);
}

int64_t hf_polls_turn(void *self, struct hf_desk *desk, struct hf_arena *arena)
{
    struct hf_polls *polls = self;
    if (desk != NULL && polls->count > 0) {
        look_up(polls, desk, arena);
        fetch_due(polls, desk, arena);
    }
    send_expired_away(polls);
    return polls->count > 0 ? polls->setup.tick_ms : REST_MS;
}

void hf_polls_close(void *self)
{
    struct hf_polls *polls = self;
    while (polls->count > 0)
        answer_none(polls->at[--polls->count].exchange);
}
