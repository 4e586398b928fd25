/* SPDX-License-Identifier: Apache-2.0 */
/*
 * silence.reached: what the silence of another side has come to, told by the engine; at the last level our
 * own people are told. silence.settled: one of us has taken it on, with a reason, and the clocks of what was
 * sent stand, also before anything has come of them.
 */
#include "casefile/deciding.h"
#include "casefile/people.h"
#include "casefile/silence.h"

static void add_thread(struct hf_deciding *d, struct hf_step *step, struct hf_str thread)
{
    struct hf_json_maker made = hf_json_make(d->arena);
    hf_json_add(&made, HF_STR("thread"), hf_json_of_text(thread));
    hf_json_add(&step->made, HF_STR("silence"), hf_json_object(&made));
}

/* Whoever dispatches notices; in a house without such a person, who administers it. */
static void tell_our_people(struct hf_deciding *d, struct hf_step *step)
{
    static const struct hf_str roles[] = {HF_STR_INIT("dispatcher"), HF_STR_INIT("administrator")};
    struct hf_json_maker item = hf_json_make(d->arena), ids = hf_json_make(d->arena);
    const struct hf_id *id;
    size_t role = 0, count = 0;
    while (count == 0 && role < sizeof roles / sizeof roles[0])
        count = hf_role_holders(d->house, d->flows->house, roles[role++], d->arena, &id);
    for (size_t i = 0; i < count; i++) {
        struct hf_buf text = hf_buf_in(d->arena, HF_ID_TEXT);
        hf_id_put(&text, &id[i]);
        hf_json_add(&ids, HF_STR_NONE, hf_json_of_text(hf_buf_str(&text)));
    }
    hf_json_add(&item, HF_STR("part"), hf_json_of_text(roles[role - 1]));
    hf_json_add(&item, HF_STR("template"), hf_json_of_text(HF_STR("silence")));
    hf_json_add(&item, HF_STR("to"), hf_json_list(&ids));
    step->tell = hf_json_make(d->arena);
    hf_json_add(&step->tell, HF_STR_NONE, hf_json_object(&item));
    hf_tell_made(step);
}

/* The command's payload is the desk's own: {"about": jti, "clock", "level", "since", "thread", "to"}; `to` is
 * the authority that speaks for the network. */
enum hf_rc hf_own_silent(struct hf_deciding *d, struct hf_step *step)
{
    struct hf_json_maker payload = hf_json_make(d->arena);
    const struct hf_json *said = &d->command->payload;
    if (d->command->known != HF_KNOWN_engine)
        return hf_fail(d->err, HF_WORD_not_allowed, HF_STR("actor"), step->rule->name, HF_STR_NONE);
    HF_TRY(hf_own_begin(d, step, step->rule->name));
    for (size_t i = 0; i < said->is.object.count; i++)
        if (!hf_str_eq(said->is.object.member[i].name, HF_STR("thread")))
            hf_json_add(&payload, said->is.object.member[i].name, said->is.object.member[i].value);
    step->stored = hf_json_object(&payload);
    add_thread(d, step, hf_json_text(said, HF_STR("thread")));
    if (hf_silence_level_find(hf_json_text(said, HF_STR("level"))) == HF_LEVEL_person)
        tell_our_people(d, step);
    return hf_own_end(d, step);
}

/* Of this instance, or for the root of what belongs to no request; the one whose silence has gone furthest.
 */
static const struct hf_thread *silent_thread(const struct hf_case *c, hf_instance i)
{
    const struct hf_thread *found = NULL;
    for (uint32_t t = 0; t < hf_case_head(c)->threads; t++) {
        const struct hf_thread *thread = hf_case_thread(c, t);
        if (thread->asked_seq != 0 &&
            thread->instance == (i == 0 && thread->instance != 0 ? HF_NO_INSTANCE : i) &&
            (found == NULL || thread->silent_level > found->silent_level))
            found = thread;
    }
    return found;
}

enum hf_rc hf_own_settled(struct hf_deciding *d, struct hf_step *step)
{
    const struct hf_thread *thread = silent_thread(&d->out->after, step->instance);
    struct hf_buf id = hf_buf_in(d->arena, HF_ID_TEXT);
    if (thread == NULL)
        return hf_fail(d->err, HF_WORD_nothing_silent, HF_STR("on"), d->command->on, HF_STR_NONE);
    hf_id_put(&id, &thread->id);
    HF_TRY(hf_intake(d, step));
    HF_TRY(hf_may_place(d, step));
    HF_TRY(hf_own_begin(d, step, step->rule->name));
    HF_TRY(hf_intake_store(d, step));
    add_thread(d, step, hf_buf_str(&id));
    return hf_own_end(d, step);
}
