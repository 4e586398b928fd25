/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A note verbale, a letter, an e-mail, a call: one of us enters what the State said of a request
 * (transcription.enter, with the scan or memo), another compares and confirms. The confirmation makes the
 * State's act an event of its own, by the same command: its actor is the State, known `transcribed`,
 * effective on the day it acted. What the form of the answer lacks is told when it is entered; what the
 * workflow refuses, when it is confirmed, and then it stays entered.
 */
#include "desk/ask.h"
#include "desk/inside.h"

struct transcribing {
    struct hf_serving *s;
    struct hf_work *work;
    struct hf_work answer; /* what the State said, as if it had come by itself */
    const struct hf_case *c;
    struct hf_err *err;
};

static bool is_act(const struct hf_work *work, const char *event)
{
    return work->touched->kind == HF_FILE_CASE && work->request->kind == HF_REQUEST_COMMAND &&
           hf_str_eq(work->command.event, hf_str_of(event));
}

/* ---- what was entered ---- */

static enum hf_rc open_hidden(const struct transcribing *t, const struct hf_datum *held, struct hf_str *out)
{
    struct hf_touched *touched = t->work->touched;
    struct hf_revealed opened;
    HF_TRY(hf_read_hidden(t->s, touched));
    for (size_t i = 0; i < touched->hiddens; i++)
        if (touched->hidden[i].seq == held->seq && touched->hidden[i].place == held->place) {
            HF_TRY(hf_disclosure_open(t->s->desk, &touched->hidden[i], &t->s->desk->trial, &opened, t->err));
            *out = opened.value.is.text;
            return HF_OK;
        }
    /* Entered in this very batch: its rows are not stored yet. */
    return hf_fail(t->err, HF_WORD_contended, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
}

static enum hf_rc text_of(const struct transcribing *t, hf_instance i, const char *name, struct hf_str *out)
{
    const struct hf_kind *kind = hf_case_kind(&t->work->touched->flows, t->c, i);
    struct hf_datum held = hf_case_datum(t->c, i, hf_shape_find(kind->data, hf_str_of(name)));
    struct hf_json json = {.kind = HF_JSON_NULL};
    *out = HF_STR_NONE;
    if (held.held == HF_HIDDEN)
        return open_hidden(t, &held, out);
    if (held.held == HF_PLAIN)
        HF_TRY(hf_json_read(held.json, &hf_json_payload_limits, &t->s->desk->trial, &json, t->err));
    *out = json.kind == HF_JSON_TEXT ? json.is.text : HF_STR_NONE;
    return HF_OK;
}

/* ---- as if it had come by itself ---- */

/* {"status": ..., members}: what a signed answer would hold. */
static enum hf_rc read_said(struct transcribing *t, struct hf_str status, struct hf_str said)
{
    struct hf_json_maker all = hf_json_make(t->s->arena);
    struct hf_json members = {.kind = HF_JSON_NULL};
    if (hf_json_read(hf_arena_keep(t->s->arena, said), &hf_json_payload_limits, t->s->arena, &members,
                     t->err) != HF_OK ||
        members.kind != HF_JSON_OBJECT)
        return hf_fail(t->err, HF_WORD_transcribe_said, HF_STR("payload.said"), HF_STR_NONE, HF_STR_NONE);
    hf_json_add(&all, HF_STR("status"), hf_json_of_text(hf_arena_keep(t->s->arena, status)));
    for (size_t i = 0; i < members.is.object.count; i++)
        hf_json_add(&all, members.is.object.member[i].name, members.is.object.member[i].value);
    t->answer.said = hf_json_object(&all);
    return HF_OK;
}

static const struct hf_thread *thread_of(const struct transcribing *t, hf_instance about)
{
    for (uint32_t i = 0; about != HF_NO_INSTANCE && i < hf_case_head(t->c)->threads; i++)
        if (hf_case_thread(t->c, i)->instance == about)
            return hf_case_thread(t->c, i);
    return NULL;
}

static enum hf_rc make_answer(struct transcribing *t, struct hf_str about, struct hf_str status,
                              struct hf_str said, struct hf_str acted_on)
{
    static const unsigned char number[4] = {0xFF, 0, 0, 0};
    hf_instance instance = hf_case_find(&t->work->touched->flows, t->c, about);
    const struct hf_thread *thread = thread_of(t, instance);
    if (thread == NULL)
        return hf_fail(t->err, HF_WORD_transcribe_about, HF_STR("payload.about"), about, HF_STR_NONE);
    HF_TRY(read_said(t, status, said));
    t->answer.thread = (struct hf_thread_row){.thread = thread->id, .instance = instance};
    t->answer.command = (struct hf_command){.id = t->work->command.id,
                                            .file = t->work->command.file,
                                            .actor = thread->authority,
                                            .known = HF_KNOWN_transcribed,
                                            .effective_at = hf_arena_keep(t->s->arena, acted_on),
                                            .digest = t->work->command.digest,
                                            .thread = thread->id,
                                            .at_ms = t->work->command.at_ms};
    hf_seed_again(&t->s->desk->hasher, t->work->command.seed, number, t->answer.command.seed);
    return hf_incoming_answer(t->s, &t->answer, instance, t->err);
}

static struct transcribing begin(struct hf_serving *s, struct hf_work *work, const struct hf_case *c,
                                 struct hf_err *err)
{
    return (struct transcribing){
        .s = s, .work = work, .answer = {.touched = work->touched}, .c = c, .err = err};
}

/* ---- entered ---- */

/* Only the form is looked at: whether the workflow takes it may be another matter when it is confirmed. */
enum hf_rc hf_transcribe_check(struct hf_serving *s, struct hf_work *work, struct hf_err *err)
{
    const struct hf_json *said = &work->command.payload;
    struct hf_decision decision;
    if (!is_act(work, "transcription.enter") || hf_json_text(said, HF_STR("said")).len == 0)
        return HF_OK; /* what is missing the schema tells */
    struct transcribing t = begin(s, work, &work->touched->now, err);
    HF_TRY(make_answer(&t, hf_json_text(said, HF_STR("about")), hf_json_text(said, HF_STR("status")),
                       hf_json_text(said, HF_STR("said")), hf_json_text(said, HF_STR("acted_on"))));
    enum hf_rc rc = hf_decide(&work->touched->flows, &s->desk->house, &work->touched->now, &t.answer.command,
                              &s->desk->trial, &decision, err);
    return rc == HF_BAD_INPUT ? rc : HF_OK;
}

/* ---- confirmed ---- */

enum hf_rc hf_transcribe(struct hf_serving *s, struct hf_work *work, struct hf_err *err)
{
    struct hf_str about, status, said, acted_on;
    if (!is_act(work, "transcription.confirm"))
        return HF_OK;
    struct transcribing t = begin(s, work, &work->decision.after, err);
    hf_instance i = hf_case_find(&work->touched->flows, t.c, work->command.on);
    HF_TRY(text_of(&t, i, "about", &about));
    HF_TRY(text_of(&t, i, "status", &status));
    HF_TRY(text_of(&t, i, "said", &said));
    HF_TRY(text_of(&t, i, "acted_on", &acted_on));
    HF_TRY(make_answer(&t, about, status, said, acted_on));
    return hf_decide_also(&work->touched->flows, &s->desk->house, &t.answer.command, &s->desk->trial,
                          &work->decision, err);
}
