/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/silences.h"

#include "cli/words.h"

static void put_words(enum hf_silence_clock clock, enum hf_silence_level level, enum hf_lang lang,
                      struct hf_buf *out)
{
    static const enum hf_say clocks[] = {
#define SAY(name) HF_SAY_silence_##name,
        HF_SILENCE_CLOCKS(SAY)};
    static const enum hf_say levels[] = {HF_SILENCE_LEVELS(SAY)
#undef SAY
    };
    hf_buf_put(out, hf_say(clocks[clock], lang));
    hf_buf_put(out, lang == HF_FR ? HF_STR(" ; ") : HF_STR("; "));
    hf_buf_put(out, hf_say(levels[level], lang));
}

struct hf_str hf_silence_words(const struct hf_cli *cli, const struct hf_thread *thread)
{
    struct hf_buf out = hf_buf_in(cli->arena, 80);
    if (thread->silent_level != HF_LEVEL_none)
        put_words((enum hf_silence_clock)thread->silent_clock, (enum hf_silence_level)thread->silent_level,
                  cli->lang, &out);
    return hf_buf_str(&out);
}

struct hf_str hf_silence_line(struct hf_cli *cli, const struct hf_fact *fact)
{
    struct hf_buf out = hf_buf_in(cli->arena, 80);
    enum hf_silence_clock clock = hf_silence_clock_find(hf_json_text(&fact->payload, HF_STR("clock")));
    enum hf_silence_level level = hf_silence_level_find(hf_json_text(&fact->payload, HF_STR("level")));
    if (hf_str_eq(fact->header.act, HF_STR("silence.reached")) && clock != HF_SILENCE_CLOCK_COUNT &&
        level != HF_SILENCE_LEVEL_COUNT)
        put_words(clock, level, cli->lang, &out);
    return hf_buf_str(&out);
}

struct hf_str hf_heard_line(struct hf_cli *cli, const struct hf_fact *fact)
{
    static const struct {
        struct hf_str member;
        enum hf_say say;
    } odd[] = {{HF_STR_INIT("signed_at"), HF_SAY_heard_signed_at},
               {HF_STR_INIT("iat_outside"), HF_SAY_heard_iat_outside},
               {HF_STR_INIT("differs"), HF_SAY_heard_differs},
               {HF_STR_INIT("crossed"), HF_SAY_heard_crossed}};
    const struct hf_json *heard = hf_json_get(HF_JSON_GET(&fact->payload, "_made"), HF_STR("heard"));
    struct hf_buf out = hf_buf_in(cli->arena, 80);
    for (size_t i = 0; heard != NULL && i < sizeof odd / sizeof odd[0]; i++) {
        if (hf_json_get(heard, odd[i].member) == NULL)
            continue;
        if (out.len > 0)
            hf_buf_put(&out, HF_STR("; "));
        hf_say_put(&out, odd[i].say, cli->lang, hf_json_text(heard, odd[i].member), HF_STR_NONE);
    }
    return hf_buf_str(&out);
}

const struct hf_thread *hf_silent_thread(const struct hf_sight *sight, hf_instance i, uint32_t *at)
{
    while (*at < hf_case_head(&sight->c)->threads) {
        const struct hf_thread *thread = hf_case_thread(&sight->c, (*at)++);
        hf_instance whose = thread->instance == HF_NO_INSTANCE ? 0 : thread->instance;
        if (whose == i && thread->silent_level != HF_LEVEL_none)
            return thread;
    }
    return NULL;
}

struct hf_str hf_silent_name(struct hf_seat *seat, const struct hf_sight *sight,
                             const struct hf_thread *thread)
{
    const struct hf_case *file = hf_house_authority(sight->house, &thread->authority);
    if (file == NULL)
        return HF_STR_NONE;
    struct hf_entry entry =
        hf_entry_now(sight->house, seat->house, file, seat->clock.wall_ms(seat->clock.self));
    return hf_entry_text(&entry, HF_STR("name"), seat->arena);
}

void hf_silence_add(const struct hf_cli *cli, const struct hf_thread *thread, struct hf_json_maker *row)
{
    struct hf_json_maker made = hf_json_make(cli->arena);
    if (thread->silent_level == HF_LEVEL_none)
        return;
    if (!cli->json) {
        hf_json_add(row, HF_STR("silence"), hf_json_of_text(hf_silence_words(cli, thread)));
        return;
    }
    hf_json_add(&made, HF_STR("at"), hf_json_of_instant(cli->arena, thread->silent_ms));
    hf_json_add(&made, HF_STR("clock"),
                hf_json_of_text(hf_silence_clock_name((enum hf_silence_clock)thread->silent_clock)));
    hf_json_add(&made, HF_STR("level"),
                hf_json_of_text(hf_silence_level_name((enum hf_silence_level)thread->silent_level)));
    hf_json_add(row, HF_STR("silence"), hf_json_object(&made));
}
