/* SPDX-License-Identifier: Apache-2.0 */
#include "casefile/silence.h"

#include "base/check.h"
#include "casefile/due.h"

static const struct hf_str clock_names[] = {
#define NAME(name) HF_STR_INIT(#name),
    HF_SILENCE_CLOCKS(NAME)};
static const struct hf_str level_names[] = {HF_SILENCE_LEVELS(NAME)
#undef NAME
};

struct hf_str hf_silence_clock_name(enum hf_silence_clock clock)
{
    HF_CHECK(clock < HF_SILENCE_CLOCK_COUNT);
    return clock_names[clock];
}

struct hf_str hf_silence_level_name(enum hf_silence_level level)
{
    HF_CHECK(level < HF_SILENCE_LEVEL_COUNT);
    return level_names[level];
}

static unsigned find(const struct hf_str *names, unsigned count, struct hf_str name)
{
    unsigned i = 0;
    while (i < count && !hf_str_eq(names[i], name))
        i++;
    return i;
}

enum hf_silence_clock hf_silence_clock_find(struct hf_str name)
{
    return (enum hf_silence_clock)find(clock_names, HF_SILENCE_CLOCK_COUNT, name);
}

enum hf_silence_level hf_silence_level_find(struct hf_str name)
{
    return (enum hf_silence_level)find(level_names, HF_SILENCE_LEVEL_COUNT, name);
}

/* ---- periods ---- */

int64_t hf_silence_within_ms(const struct hf_entry *entry, enum hf_silence_clock clock,
                             struct hf_arena *arena)
{
    static const struct hf_str members[] = {[HF_SILENCE_transport] = HF_STR_INIT("transport_within"),
                                            [HF_SILENCE_receipt] = HF_STR_INIT("receipt_within"),
                                            [HF_SILENCE_answer] = HF_STR_INIT("answer_within")};
    static const struct {
        char letter;
        int64_t ms;
    } units[] = {{'h', HF_SILENCE_LOOK_MS}, {'d', HF_MS_PER_DAY}, {'w', 7 * HF_MS_PER_DAY}};
    struct hf_str text = hf_entry_text(entry, members[clock], arena);
    int64_t count = 0, unit_ms = 0;
    for (size_t i = 0; i + 1 < text.len; i++)
        count = 10 * count + (text.at[i] - '0');
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++)
        if (units[i].letter == text.at[text.len - 1])
            unit_ms = units[i].ms;
    HF_CHECK(count > 0 && unit_ms > 0); /* the entry's shape says so */
    return count * unit_ms;
}

/* ---- what waits ---- */

bool hf_is_letter(struct hf_str name)
{
    static const struct hf_str names[] = {HF_STR_INIT("answer-recorded"), HF_STR_INIT("receipt"),
                                          HF_STR_INIT("answer"), HF_STR_INIT("notice-unanswered"),
                                          HF_STR_INIT("authority-silent")};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (hf_str_eq(names[i], name))
            return true;
    return false;
}

int64_t hf_silence_look(const struct hf_flows *flows, const struct hf_case *c)
{
    int64_t look_ms = HF_NOTHING_DUE;
    for (uint32_t t = 0; t < hf_case_head(c)->threads; t++) {
        const struct hf_thread *thread = hf_case_thread(c, t);
        int64_t first_ms = thread->asked_ms + HF_SILENCE_LOOK_MS;
        bool waits = thread->asked_seq != 0 && thread->silent_level != HF_LEVEL_person;
        if (waits && (look_ms == HF_NOTHING_DUE || first_ms < look_ms))
            look_ms = first_ms;
    }
    return look_ms == HF_NOTHING_DUE || hf_case_ended(flows, c) ? HF_NOTHING_DUE : look_ms;
}
