/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A draft becomes a notice: rendered, told in a thin token (items by number and kind, digest of the rendered
 * document, place in the thread), signed before the commit, and told of in the file by one event more
 * (`notice.signed`). Our own people get no token: that they were told stands in the event itself.
 */
#include "base/check.h"
#include "casefile/machine.h"
#include "desk/document.h"
#include "desk/inside.h"
#include "desk/standstill.h"
#include "seal/set.h"
#include "seal/token.h"

struct telling {
    struct hf_serving *s;
    struct hf_work *work;
    struct hf_arena *trial; /* for all but what is stored */
    const struct hf_draft *draft;
    const struct hf_template *tmpl;
    const struct hf_kind *kind;
    struct hf_thread thread; /* as it stands before this message */
    bool own_thread, begun;
    struct hf_str document;
    struct hf_digest document_digest;
    struct hf_json annexes;
    const struct hf_letter *letter; /* instead of a draft's content; NULL */
    struct hf_err *err;
};

static struct hf_str id_text(struct telling *t, const struct hf_id *id)
{
    struct hf_buf text = hf_buf_in(t->trial, HF_ID_TEXT);
    hf_id_put(&text, id);
    return hf_buf_str(&text);
}

static struct hf_str digest_text(struct telling *t, const struct hf_digest *digest)
{
    struct hf_buf text = hf_buf_in(t->trial, HF_DIGEST_TEXT);
    hf_digest_put(&text, digest);
    return hf_buf_str(&text);
}

/* ---- letterhead ---- */

struct noted {
    struct hf_arena *arena;
    struct hf_str note;
    int64_t size;
};

static enum hf_rc take_note(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    struct noted *noted = context;
    (void)err;
    noted->note = hf_arena_keep(noted->arena, row->checkpoint.note);
    noted->size = row->checkpoint.size;
    return HF_OK;
}

enum hf_rc hf_letterhead_ask(struct hf_serving *s, struct hf_err *err)
{
    struct hf_keys *keys = &s->desk->setup.keys;
    struct hf_ledger *ledger = &s->desk->setup.ledger;
    struct hf_letterhead *head = &s->letterhead;
    struct noted noted = {.arena = s->arena};
    if (head->is_asked)
        return HF_OK;
    HF_TRY(keys->public_key(keys->self, HF_KEY_NOTICE, &head->key, err));
    HF_TRY(ledger->ask(ledger->self, HF_ASK_last_checkpoint, &(struct hf_ask){0}, take_note, &noted, err));
    head->checkpoint = noted.note;
    head->size = noted.size;
    head->is_asked = true;
    return HF_OK;
}

/* ---- thread ---- */

static bool is_this_thread(const struct telling *t, const struct hf_thread *thread, const struct hf_id *id)
{
    return t->own_thread
               ? hf_id_eq(&thread->id, id)
               : thread->instance == HF_NO_INSTANCE && hf_id_eq(&thread->authority, &t->draft->recipient);
}

/* The request's own thread bears its id; an authority's is drawn when its first message is sent. */
static void find_thread(struct telling *t)
{
    const struct hf_case *c = &t->work->decision.after;
    const struct hf_id *id = &hf_case_instance(c, t->draft->instance)->id;
    t->own_thread = t->kind->thread;
    for (uint32_t i = 0; i < hf_case_head(c)->threads; i++)
        if (is_this_thread(t, hf_case_thread(c, i), id)) {
            t->thread = *hf_case_thread(c, i);
            t->begun = true;
            return;
        }
    t->thread = (struct hf_thread){.authority = t->draft->recipient,
                                   .instance = t->own_thread ? t->draft->instance : HF_NO_INSTANCE};
    if (t->own_thread)
        t->thread.id = *id;
    else
        t->s->desk->setup.dice.fill(t->s->desk->setup.dice.self, &t->thread.id, sizeof t->thread.id);
}

/* ---- content ---- */

static struct hf_json items(struct telling *t)
{
    const struct hf_case *c = &t->work->decision.after;
    const struct hf_flows *flows = &t->work->touched->flows;
    struct hf_json_maker list = hf_json_make(t->trial);
    const hf_instance *item = t->draft->instances;
    size_t count = t->own_thread ? 0 : t->draft->instance_count;
    for (uint16_t f = 0; t->own_thread && count == 0 && f < t->kind->links; f++)
        if (!t->kind->link[f].is_inverse)
            count = hf_case_linked(flows, c, t->draft->instance, t->kind->link[f].name, t->trial, &item);
    for (size_t i = 0; i < count; i++) {
        struct hf_json_maker one = hf_json_make(t->trial);
        hf_json_add(&one, HF_STR("item"), hf_json_of_int((int64_t)i + 1));
        hf_json_add(&one, HF_STR("kind"), hf_json_of_text(hf_case_kind(flows, c, item[i])->name));
        hf_json_add(&list, HF_STR_NONE, hf_json_object(&one));
    }
    return hf_json_list(&list);
}

static struct hf_json document(struct telling *t)
{
    struct hf_json_maker made = hf_json_make(t->trial);
    hf_json_add(&made, HF_STR("media_type"), hf_json_of_text(HF_STR("text/plain; charset=utf-8")));
    hf_json_add(&made, HF_STR("sha256"), hf_json_of_text(digest_text(t, &t->document_digest)));
    hf_json_add(&made, HF_STR("size"), hf_json_of_int((int64_t)t->document.len));
    return hf_json_object(&made);
}

/* The statuses that an answer in this thread may bear. */
static struct hf_json answers(struct telling *t)
{
    struct hf_json_maker list = hf_json_make(t->trial);
    for (uint16_t i = 0; t->own_thread && i < t->kind->events; i++)
        if (t->kind->event[i].answer.len > 0)
            hf_json_add(&list, HF_STR_NONE, hf_json_of_text(t->kind->event[i].answer));
    return hf_json_list(&list);
}

static struct hf_json required(struct telling *t, const struct hf_shape *payload)
{
    struct hf_json_maker list = hf_json_make(t->trial);
    for (uint16_t m = 0; m < payload->members; m++)
        if (payload->member[m].required)
            hf_json_add(&list, HF_STR_NONE, hf_json_of_text(payload->member[m].name));
    return hf_json_list(&list);
}

/* What an answer of each status must carry, where it must carry anything. */
static struct hf_json carry(struct telling *t)
{
    struct hf_json_maker all = hf_json_make(t->trial);
    for (uint16_t i = 0; t->own_thread && i < t->kind->events; i++) {
        const struct hf_event *event = &t->kind->event[i];
        struct hf_json names = required(t, event->payload);
        if (event->answer.len > 0 && names.is.list.count > 0)
            hf_json_add(&all, event->answer, names);
    }
    return hf_json_object(&all);
}

/* When the first of its clocks that run comes due. */
static void add_due(struct telling *t, struct hf_json_maker *content)
{
    int64_t due_ms = INT64_MAX;
    for (uint16_t i = 0; i < t->kind->clocks; i++) {
        const struct hf_clock_run *run = hf_case_clock(&t->work->decision.after, t->draft->instance, i);
        if (run->state == HF_CLOCK_RUNNING && run->due_ms < due_ms)
            due_ms = run->due_ms;
    }
    struct hf_buf text = hf_buf_in(t->trial, HF_INSTANT_TEXT);
    if (due_ms == INT64_MAX)
        return;
    hf_instant_put(&text, due_ms);
    hf_json_add(content, HF_STR("due"), hf_json_of_text(hf_buf_str(&text)));
}

static void add_notice(struct telling *t, struct hf_json_maker *content)
{
    struct hf_json must = carry(t);
    hf_json_add(content, HF_STR("answers"), answers(t));
    if (must.is.object.count > 0)
        hf_json_add(content, HF_STR("carry"), must);
    if (t->annexes.is.list.count > 0)
        hf_json_add(content, HF_STR("annexes"), t->annexes);
    hf_json_add(content, HF_STR("document"), document(t));
    hf_json_add(content, HF_STR("items"), items(t));
    hf_json_add(content, HF_STR("kind"), hf_json_of_text(t->kind->name));
    if (t->draft->deputy)
        hf_json_add(content, HF_STR("to"), hf_json_of_text(HF_STR("deputy")));
    add_due(t, content);
}

static void add_letter(const struct hf_letter *letter, struct hf_json_maker *content)
{
    for (size_t i = 0; i < letter->content.is.object.count; i++)
        hf_json_add(content, letter->content.is.object.member[i].name,
                    letter->content.is.object.member[i].value);
}

/* Since when nothing is attested, where signing stands still. */
static void add_standstill(const struct telling *t, struct hf_json_maker *content)
{
    const struct hf_desk *desk = t->s->desk;
    hf_instance i = hf_standstill_find(desk);
    struct hf_buf since = hf_buf_in(t->trial, HF_INSTANT_TEXT);
    if (i == HF_NO_INSTANCE)
        return;
    hf_instant_put(&since, hf_case_instance(desk->house.keyring, i)->since_ms);
    hf_json_add(content, HF_STR("not_attested_since"), hf_json_of_text(hf_buf_str(&since)));
}

static struct hf_json make_content(struct telling *t)
{
    static const struct hf_digest none;
    struct hf_json_maker content = hf_json_make(t->trial);
    struct hf_thread_mark mark = {.seq = (int64_t)t->thread.our_seq + 1,
                                  .prev = t->thread.our_last,
                                  .seen = t->thread.their_last,
                                  .has_prev = t->thread.our_seq > 0,
                                  .has_seen = !hf_digest_eq(&t->thread.their_last, &none)};
    if (t->letter != NULL)
        add_letter(t->letter, &content);
    else
        add_notice(t, &content);
    struct hf_str note =
        t->letter != NULL && t->letter->echoes ? t->letter->checkpoint : t->s->letterhead.checkpoint;
    if (note.len > 0)
        hf_json_add(&content, HF_STR("checkpoint"), hf_json_of_text(note));
    add_standstill(t, &content);
    hf_thread_mark_add(t->trial, &mark, &content);
    return hf_json_object(&content);
}

/* ---- token ---- */

struct hf_str hf_tell_audience(struct hf_serving *s, const struct hf_id *authority)
{
    return hf_audience(&s->desk->house, s->desk->setup.house, authority, s->now_ms, &s->desk->trial);
}

enum hf_rc hf_case_subject(const struct hf_keys *keys, const struct hf_id *file,
                           const struct hf_id *authority, struct hf_arena *arena, struct hf_str *out,
                           struct hf_err *err)
{
    unsigned char both[2 * HF_ID_SIZE];
    struct hf_buf text = hf_buf_in(arena, HF_DIGEST_TEXT);
    struct hf_digest name;
    memcpy(both, file->byte, HF_ID_SIZE);
    memcpy(both + HF_ID_SIZE, authority->byte, HF_ID_SIZE);
    HF_TRY(keys->mac(keys->self, HF_PART(both), &name, err));
    hf_digest_put(&text, &name);
    *out = hf_buf_str(&text);
    return HF_OK;
}

static struct hf_str event_urn(struct telling *t)
{
    struct hf_buf urn = hf_buf_in(t->trial, 64);
    hf_buf_put(&urn, HF_STR(HF_EVENT_URN));
    hf_buf_put(&urn, t->tmpl->event);
    return hf_buf_str(&urn);
}

static struct hf_id draw_jti(struct hf_serving *s)
{
    unsigned char random[HF_ID_SIZE];
    s->desk->setup.dice.fill(s->desk->setup.dice.self, random, sizeof random);
    return hf_id_v7(s->now_ms, random);
}

enum hf_rc hf_tell_sign(struct hf_serving *s, const struct hf_id *authority, struct hf_set *set,
                        struct hf_message *message, struct hf_err *err)
{
    struct hf_arena *trial = &s->desk->trial;
    struct hf_buf claims = hf_buf_in(trial, 2048), jti = hf_buf_in(trial, HF_UUID_TEXT);
    HF_TRY(hf_letterhead_ask(s, err));
    message->token = (struct hf_token_row){.id = draw_jti(s)};
    hf_id_put_uuid(&jti, &message->token.id);
    set->jti = hf_buf_str(&jti);
    set->iss = s->letterhead.key.issuer;
    set->iat_s = s->now_ms / 1000;
    hf_set_write(trial, set, &claims);
    return hf_hand_sign(s, hf_house_authority(&s->desk->house, authority), hf_buf_str(&claims), message, err);
}

static enum hf_rc make_token(struct telling *t, struct hf_message *message)
{
    struct hf_set set = {.aud = hf_tell_audience(t->s, &t->draft->recipient),
                         .txn = id_text(t, &t->thread.id),
                         .toe_s = t->s->now_ms / 1000,
                         .event = event_urn(t),
                         .content = make_content(t)};
    if (t->letter != NULL && t->letter->sub_id.len > 0)
        set.sub_id = t->letter->sub_id;
    else
        HF_TRY(hf_case_subject(&t->s->desk->setup.keys, &t->work->touched->file, &t->draft->recipient,
                               t->trial, &set.sub_id, t->err));
    return hf_tell_sign(t->s, &t->draft->recipient, &set, message, t->err);
}

/* ---- the document ---- */

static enum hf_rc make_document(struct telling *t, struct hf_id *id, struct hf_message *message)
{
    const struct hf_id *file = &t->work->touched->file;
    struct hf_desk *desk = t->s->desk;
    HF_TRY(hf_render(t->s, t->work, t->draft, &t->document, t->err));
    hf_sha256(&desk->hasher, &t->document, 1, &t->document_digest);
    *id = hf_document_id(&desk->hasher, file, &t->document_digest);
    return hf_document_seal(desk, file, id, t->document, t->s->arena, &message->chunk, &message->chunks,
                            t->err);
}

/* ---- one draft ---- */

void hf_tell_add(struct hf_work *work, struct hf_message *message)
{
    struct hf_message **last = &work->messages;
    while (*last != NULL)
        last = &(*last)->next;
    *last = message;
}

static void add_message(struct telling *t, struct hf_message *message)
{
    const struct hf_decision *decision = &t->work->decision;
    if (!t->begun)
        message->thread = (struct hf_thread_row){.thread = t->thread.id,
                                                 .file = t->work->touched->file,
                                                 .authority = t->draft->recipient,
                                                 .instance = t->thread.instance};
    message->outbox = (struct hf_outbox_row){.recipient = t->draft->recipient,
                                             .file = t->work->touched->file,
                                             .lane = t->draft->deputy ? HF_LANE_DEPUTY : HF_LANE_OWN,
                                             .seq = decision->events[decision->count - 1].header.seq,
                                             .place = 0,
                                             .token = message->token.id,
                                             .next_ms = t->s->now_ms};
    if (!t->begun && hf_news_wanted(t->kind, &t->thread))
        message->outbox.opens = t->thread.id;
    hf_tell_add(t->work, message);
}

static enum hf_rc tell_signed(struct telling *t, struct hf_message *message, const struct hf_id *document)
{
    struct hf_signed_notice notice = {
        .authority = t->draft->recipient, .instance = t->draft->instance, .document = *document};
    HF_TRY(make_token(t, message));
    notice.jti = message->token.id;
    notice.thread = t->thread.id;
    notice.seq = t->thread.our_seq + 1;
    hf_token_digest(&t->s->desk->hasher, hf_message_inner(message), &notice.digest);
    notice.template_name = t->tmpl->name;
    HF_TRY(hf_decide_signed(&t->work->touched->flows, &t->s->desk->house, &t->work->command, &notice,
                            t->trial, &t->work->decision, t->err));
    add_message(t, message);
    return HF_OK;
}

static enum hf_rc tell_draft(struct telling *t)
{
    struct hf_message *message = HF_NEW(t->s->arena, struct hf_message, 1);
    struct hf_id document;
    find_thread(t);
    HF_TRY(hf_annexes(t->s, t->work, t->draft, &t->annexes, t->err));
    HF_TRY(make_document(t, &document, message));
    return tell_signed(t, message, &document);
}

enum hf_rc hf_tell_letter(struct hf_serving *s, struct hf_work *work, const struct hf_letter *letter,
                          struct hf_err *err)
{
    static const struct hf_id no_document;
    const struct hf_case *c = &work->decision.after;
    struct hf_draft draft = {
        .instance = letter->instance, .recipient = letter->thread->authority, .deputy = letter->to_deputy};
    struct hf_template tmpl = {.name = letter->event, .event = letter->event};
    struct telling t = {.s = s,
                        .work = work,
                        .trial = &s->desk->trial,
                        .draft = &draft,
                        .tmpl = &tmpl,
                        .kind = hf_case_kind(&work->touched->flows, c, letter->instance),
                        .thread = *letter->thread,
                        .begun = !letter->begins,
                        .letter = letter,
                        .err = err};
    HF_TRY(hf_letterhead_ask(s, err));
    return tell_signed(&t, HF_NEW(s->arena, struct hf_message, 1), &no_document);
}

enum hf_rc hf_tell_drafts(struct hf_serving *s, struct hf_work *work, struct hf_err *err)
{
    const struct hf_flow *flow = work->touched->flows.workflow;
    for (size_t i = 0; i < work->decision.draft_count; i++) {
        const struct hf_draft *draft = &work->decision.drafts[i];
        struct telling t = {.s = s, .work = work, .trial = &s->desk->trial, .draft = draft, .err = err};
        if (draft->ours)
            continue;
        HF_CHECK(flow != NULL);
        HF_TRY(hf_letterhead_ask(s, err)); /* what it says stands in the content */
        t.tmpl = &flow->tmpl[draft->template_index];
        t.kind = hf_case_kind(&work->touched->flows, &work->decision.after, draft->instance);
        HF_TRY(tell_draft(&t));
    }
    return HF_OK;
}
