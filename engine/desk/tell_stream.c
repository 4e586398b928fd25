/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the receiver of a stream is told of the stream itself (SSF 1.0, section 8.1): a verification event
 * where one was asked for, and stream-updated where we, and not he, have stopped it or let it go on. Such a
 * token is addressed to the stream, so that it goes by none other, and waits for no notice of a case.
 */
#include "desk/inside.h"

#define HF_VERIFICATION HF_STREAM_EVENT_URI "verification"
#define HF_STREAM_UPDATED HF_STREAM_EVENT_URI "stream-updated"

static const struct {
    struct hf_str act, event;
    bool ours; /* told only where it was one of us */
    struct hf_str status;
} told[] = {
    {HF_STR_INIT("stream.verify"), HF_STR_INIT(HF_VERIFICATION), false, {NULL, 0}},
    {HF_STR_INIT("stream.enable"), HF_STR_INIT(HF_STREAM_UPDATED), true, HF_STR_INIT("enabled")},
    {HF_STR_INIT("stream.pause"), HF_STR_INIT(HF_STREAM_UPDATED), true, HF_STR_INIT("paused")},
    {HF_STR_INIT("stream.disable"), HF_STR_INIT(HF_STREAM_UPDATED), true, HF_STR_INIT("disabled")},
};

static void add_text(struct hf_json_maker *content, struct hf_str name, struct hf_str text)
{
    if (text.len > 0)
        hf_json_add(content, name, hf_json_of_text(text));
}

/* `state` comes back as it was sent, and only where it was. */
static struct hf_json content_of(struct hf_serving *s, const struct hf_work *work, struct hf_str status)
{
    const struct hf_json *said = &work->command.payload;
    struct hf_json_maker content = hf_json_make(&s->desk->trial);
    add_text(&content, HF_STR("status"), status);
    add_text(&content, HF_STR("reason"), hf_json_text(said, HF_STR("reason")));
    add_text(&content, HF_STR("state"), hf_json_text(said, HF_STR("state")));
    return hf_json_object(&content);
}

static struct hf_str id_text(struct hf_serving *s, const struct hf_id *id)
{
    struct hf_buf text = hf_buf_in(&s->desk->trial, HF_ID_TEXT);
    hf_id_put(&text, id);
    return hf_buf_str(&text);
}

static enum hf_rc tell(struct hf_serving *s, struct hf_work *work, hf_instance stream, struct hf_str event,
                       struct hf_str status, struct hf_err *err)
{
    const struct hf_id *id = &hf_case_instance(&work->decision.after, stream)->id;
    struct hf_message *message = HF_NEW(s->arena, struct hf_message, 1);
    struct hf_set set = {.aud = hf_tell_audience(s, &work->touched->file),
                         .txn = id_text(s, &work->command.id),
                         .toe_s = s->now_ms / 1000,
                         .sub_id = id_text(s, id),
                         .event = event,
                         .content = content_of(s, work, status)};
    HF_TRY(hf_tell_sign(s, &work->touched->file, &set, message, err));
    message->outbox = (struct hf_outbox_row){.recipient = *id,
                                             .file = work->touched->file,
                                             .seq = work->decision.events[0].header.seq,
                                             .token = message->token.id,
                                             .next_ms = s->now_ms};
    hf_tell_add(work, message);
    return HF_OK;
}

enum hf_rc hf_tell_stream(struct hf_serving *s, struct hf_work *work, struct hf_err *err)
{
    const struct hf_command *command = &work->command;
    bool theirs = hf_id_eq(&command->actor, &work->touched->file);
    if (work->touched->kind != HF_FILE_AUTHORITY)
        return HF_OK;
    hf_instance stream = hf_case_find(&work->touched->flows, &work->decision.after, command->on);
    for (size_t i = 0; i < sizeof told / sizeof told[0] && stream != HF_NO_INSTANCE; i++)
        if (hf_str_eq(told[i].act, command->event) && !(told[i].ours && theirs))
            return tell(s, work, stream, told[i].event, told[i].status, err);
    return HF_OK;
}
