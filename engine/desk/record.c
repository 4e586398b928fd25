/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The other side of a thread is told that its answers were recorded: which event of the log each one is, once
 * a checkpoint covers it. What is still to be told is folded from the file (`open_seq` of a thread), so it is
 * told however often the watcher dies; the command says which answers, the letter (letter.c) proves them.
 */
#include "casefile/due.h"
#include "desk/inside.h"
#include "seal/set.h"
#include "seal/token.h"

enum { ANSWERS_MAX = 16 }; /* that one letter tells of: what is left is told by the next */

struct recording {
    struct hf_desk *desk;
    const struct hf_flows *flows;
    const struct hf_case *c;
    const struct hf_thread *thread;
    struct hf_arena *arena;
    struct hf_digest id; /* of the command */
    int64_t size;        /* of the newest checkpoint */
    struct hf_json_maker answers;
    uint32_t next; /* the first one that is not told of; 0: none */
    struct hf_err *err;
};

/* ---- an answer of theirs ---- */

struct told {
    struct hf_arena *arena;
    struct hf_str jti;
};

static enum hf_rc take_jti(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    struct told *told = context;
    struct hf_token token;
    struct hf_set set;
    HF_TRY(hf_token_read(told->arena, hf_arena_keep(told->arena, row->token.bytes), &token, err));
    HF_TRY(hf_set_read(told->arena, token.payload, &set, err));
    told->jti = set.jti;
    return HF_OK;
}

/* Its first event gives the command its id: told once, whoever watches. */
static void name_command(struct recording *r, const struct hf_event_row *event)
{
    unsigned char seq[4] = {(unsigned char)(event->seq >> 24), (unsigned char)(event->seq >> 16),
                            (unsigned char)(event->seq >> 8), (unsigned char)event->seq};
    const struct hf_str parts[] = {HF_STR("holdfast/recorded/v1\n"), HF_PART(r->thread->id), HF_PART(seq)};
    hf_sha256(&r->desk->hasher, parts, sizeof parts / sizeof parts[0], &r->id);
}

static enum hf_rc add_answer(struct recording *r, const struct hf_event_row *event,
                             const struct hf_header *header, struct hf_str digest)
{
    struct hf_ledger *ledger = &r->desk->setup.ledger;
    struct hf_json_maker made = hf_json_make(r->arena);
    struct told told = {.arena = r->arena};
    struct hf_ask ask = {.id = header->command};
    HF_TRY(ledger->ask(ledger->self, HF_ASK_token, &ask, take_jti, &told, r->err));
    if (told.jti.len == 0)
        return HF_OK; /* it was erased meanwhile */
    if (r->answers.count == 0)
        name_command(r, event);
    hf_json_add(&made, HF_STR("index"), hf_json_of_int(event->position));
    hf_json_add(&made, HF_STR("jti"), hf_json_of_text(told.jti));
    hf_json_add(&made, HF_STR("seq"), hf_json_of_int(event->seq));
    hf_json_add(&made, HF_STR("sha256"), hf_json_of_text(digest));
    hf_json_add(&r->answers, HF_STR_NONE, hf_json_object(&made));
    return HF_OK;
}

/* Those of this thread that are theirs, as far as the checkpoint goes. */
static enum hf_rc look_at(struct recording *r, const struct hf_event_row *event)
{
    struct hf_fact fact;
    struct hf_id thread;
    HF_TRY(hf_fact_read(event->header, event->payload, r->arena, &fact, r->err));
    const struct hf_json *heard = hf_json_get(HF_JSON_GET(&fact.payload, "_made"), HF_STR("heard"));
    if (fact.header.known == HF_KNOWN_engine || !hf_id_read(hf_json_text(heard, HF_STR("thread")), &thread) ||
        !hf_id_eq(&thread, &r->thread->id))
        return HF_OK;
    if (event->position < r->size && r->answers.count < ANSWERS_MAX)
        return add_answer(r, event, &fact.header, hf_json_text(heard, HF_STR("digest")));
    r->next = event->seq;
    return HF_OK;
}

static enum hf_rc collect(struct recording *r)
{
    const struct hf_event_row *events;
    size_t count;
    HF_TRY(hf_events_since(r->desk, r->c, r->thread->open_seq, r->arena, &events, &count, r->err));
    for (size_t i = 0; i < count && r->next == 0; i++)
        HF_TRY(look_at(r, &events[i]));
    return HF_OK;
}

/* ---- the command ---- */

static struct hf_json payload_of(struct recording *r)
{
    struct hf_json_maker made = hf_json_make(r->arena);
    struct hf_buf thread = hf_buf_in(r->arena, HF_ID_TEXT);
    hf_id_put(&thread, &r->thread->id);
    hf_json_add(&made, HF_STR("answers"), hf_json_list(&r->answers));
    if (r->next != 0)
        hf_json_add(&made, HF_STR("next"), hf_json_of_int(r->next));
    hf_json_add(&made, HF_STR("thread"), hf_json_of_text(hf_buf_str(&thread)));
    return hf_json_object(&made);
}

/* On the file as it was read: who has acted on it since must be looked at first. */
static struct hf_request request_of(struct recording *r)
{
    hf_instance i = r->thread->instance == HF_NO_INSTANCE ? 0 : r->thread->instance;
    struct hf_buf on = hf_buf_in(r->arena, 24);
    struct hf_request request = {.kind = HF_REQUEST_COMMAND};
    hf_case_put_name(r->flows, r->c, i, &on);
    request.command = (struct hf_command){.file = hf_case_head(r->c)->file,
                                          .on = hf_buf_str(&on),
                                          .event = HF_STR("answer.recorded"),
                                          .payload = payload_of(r),
                                          .actor = r->desk->setup.log_id,
                                          .known = HF_KNOWN_engine,
                                          .expected_seq = hf_case_head(r->c)->seq};
    memcpy(request.command.id.byte, r->id.byte, sizeof request.command.id.byte);
    return request;
}

enum hf_rc hf_record_requests(struct hf_desk *desk, const struct hf_flows *flows, const struct hf_case *c,
                              const struct hf_record_when *when, struct hf_arena *arena,
                              struct hf_request *out, size_t room, size_t *count, struct hf_err *err)
{
    for (uint32_t t = 0; t < hf_case_head(c)->threads && *count < room; t++) {
        const struct hf_thread *thread = hf_case_thread(c, t);
        struct recording r = {.desk = desk,
                              .flows = flows,
                              .c = c,
                              .thread = thread,
                              .arena = arena,
                              .size = when->size,
                              .answers = hf_json_make(arena),
                              .err = err};
        if (thread->open_seq == 0 || thread->open_ms + HF_ATTEST_AFTER_MS > when->now_ms)
            continue;
        HF_TRY(collect(&r));
        if (r.answers.count > 0) {
            out[(*count)++] = request_of(&r);
            return HF_OK; /* the next thread once the file has been read again */
        }
    }
    return HF_OK;
}
