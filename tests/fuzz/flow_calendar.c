/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Any bytes are a calendar or refused; and a calendar that is read can be counted by: days begin one after
 * the other, walls show what they are asked for, rolling ends on a working day, and what is counted there is
 * counted back.
 */
#include <stdlib.h>

#include "base/check.h"
#include "flow/calendar_read.h"
#include "flow/clock.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { ARENA = 64 << 20 };

static void check_day(const struct hf_calendar *calendar, int32_t day)
{
    int64_t begin_ms = hf_calendar_day_begin(calendar, day), end_ms = hf_calendar_day_end(calendar, day);
    HF_CHECK(begin_ms < end_ms && end_ms - begin_ms <= 28 * HF_MS_PER_HOUR);
    HF_CHECK(hf_calendar_day(calendar, begin_ms) == day && hf_calendar_day(calendar, begin_ms - 1) < day);
    HF_CHECK(hf_calendar_works(calendar, hf_calendar_roll(calendar, day)));
    for (int32_t count = 1; count < 40; count += 13) {
        int32_t to = (int32_t)hf_calendar_add_working_days(calendar, day, count);
        HF_CHECK(hf_calendar_working_days(calendar, day, to) == count && hf_calendar_works(calendar, to));
    }
}

static void check_counts(const struct hf_calendar *calendar, const struct hf_counting *rule, int64_t start_ms)
{
    static const struct hf_period periods[] = {{48, HF_HOURS}, {45, HF_DAYS},   {10, HF_WORKING_DAYS},
                                               {6, HF_WEEKS},  {18, HF_MONTHS}, {999999, HF_WORKING_DAYS}};
    for (size_t i = 0; i < sizeof periods / sizeof periods[0]; i++) {
        struct hf_err err;
        struct hf_reasons reasons = {.count = 0};
        struct hf_reached reached = {.reasons = &reasons};
        struct hf_count count = {.calendar = calendar, .counting = rule, .period = periods[i]};
        if (hf_clock_within(&count, start_ms, &reached, &err) == HF_OK)
            HF_CHECK(reached.due_ms >= start_ms && reasons.count > 0);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static unsigned char room[ARENA];
    struct hf_arena arena;
    struct hf_calendar calendar;
    struct hf_err err;
    hf_arena_init(&arena, room, sizeof room);
    if (size > ARENA / 512 ||
        hf_calendar_read((struct hf_str){(const char *)data, size}, &arena, &calendar, &err) != HF_OK)
        return 0;
    for (int32_t day = hf_day_of((struct hf_civil){2026, 1, 1}); day < 20900; day += 9)
        check_day(&calendar, day);
    int64_t start_ms = INT64_C(1795425240000);
    check_counts(&calendar, hf_calendar_counting(&calendar, HF_STR("eu-1182-71")), start_ms);
    for (uint16_t i = 0; i < calendar.countings; i++)
        check_counts(&calendar, &calendar.counting[i], start_ms);
    return 0;
}
