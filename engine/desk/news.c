/* SPDX-License-Identifier: Apache-2.0 */
/*
 * News of a thread for its file: the first message of it arrived, or never will. Where the kind of the
 * instance has an event of that name that the engine may raise, it is raised, once: the command's id follows
 * from the message. Which instance that is, the ledger says; its name, the file once it is loaded.
 */
#include "desk/inside.h"

struct hf_request hf_news_request(struct hf_desk *desk, const struct hf_id *thread, struct hf_str event,
                                  const struct hf_digest *token)
{
    struct hf_digest id;
    struct hf_request request = {
        .kind = HF_REQUEST_NEWS,
        .command = {
            .event = event, .thread = *thread, .actor = desk->setup.log_id, .known = HF_KNOWN_engine}};
    hf_sha256(&desk->hasher, (struct hf_str[]){HF_STR("holdfast/delivery/v1\n"), HF_PART(*token), event}, 3,
              &id);
    memcpy(request.command.id.byte, id.byte, sizeof request.command.id.byte);
    return request;
}

static bool hears(const struct hf_kind *kind, struct hf_str name)
{
    uint16_t event = hf_kind_event(kind, name);
    return event != HF_NONE && kind->event[event].by_engine;
}

bool hf_news_wanted(const struct hf_kind *kind, const struct hf_thread *thread)
{
    return thread->instance != HF_NO_INSTANCE &&
           (hears(kind, HF_STR("delivered")) || hears(kind, HF_STR("undeliverable")));
}

bool hf_news_place(struct hf_work *work, const struct hf_thread_row *thread)
{
    if (hf_id_is_zero(&thread->thread) || thread->instance == HF_NO_INSTANCE)
        return false;
    work->thread = *thread;
    work->command.file = thread->file;
    work->command.thread = (struct hf_id){{0}}; /* which is an answer's */
    return true;
}

enum hf_rc hf_news_map(struct hf_serving *s, struct hf_work *work, bool *nothing, struct hf_err *err)
{
    const struct hf_touched *touched = work->touched;
    struct hf_buf on = hf_buf_in(s->arena, 32);
    /* The thread is younger than the file as this desk holds it: it must be read again. */
    if (work->thread.instance >= hf_case_head(&touched->now)->instances)
        return hf_fail(err, HF_WORD_stale, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
    const struct hf_kind *kind = hf_case_kind(&touched->flows, &touched->now, work->thread.instance);
    *nothing = !hears(kind, work->command.event);
    hf_case_put_name(&touched->flows, &touched->now, work->thread.instance, &on);
    work->command.on = hf_buf_str(&on);
    return HF_OK;
}
