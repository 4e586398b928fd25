/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/clock.h"

#define MS_PER_MINUTE INT64_C(60000)

static const struct hf_calendar calendars[] = {{HF_STR_INIT("court"), 0}};

const struct hf_calendar *hf_calendar_find(struct hf_str name)
{
    for (size_t i = 0; i < sizeof calendars / sizeof calendars[0]; i++) {
        if (hf_str_eq(calendars[i].name, name))
            return &calendars[i];
    }
    return NULL;
}

bool hf_unit_countable(enum hf_unit unit)
{
    return unit != HF_WORKING_DAYS;
}

int32_t hf_calendar_day(const struct hf_calendar *calendar, int64_t at_ms)
{
    return hf_day_at(at_ms + calendar->offset_minutes * MS_PER_MINUTE);
}

int64_t hf_calendar_day_begin(const struct hf_calendar *calendar, int32_t day)
{
    return (int64_t)day * HF_MS_PER_DAY - calendar->offset_minutes * MS_PER_MINUTE;
}

int64_t hf_calendar_day_end(const struct hf_calendar *calendar, int32_t day)
{
    return hf_calendar_day_begin(calendar, day) + HF_MS_PER_DAY;
}

/* The day so many days, weeks, months or years later; false when it leaves the years 1 to 9999. */
static bool move_day(int32_t day, struct hf_period period, int32_t *out)
{
    int64_t last = hf_day_of((struct hf_civil){9999, 12, 31}), first = hf_day_of((struct hf_civil){1, 1, 1});
    int64_t days = period.unit == HF_WEEKS ? (int64_t)period.count * 7 : period.count;
    int64_t months = period.unit == HF_YEARS ? (int64_t)period.count * 12 : period.count;
    bool by_months = period.unit == HF_MONTHS || period.unit == HF_YEARS;
    if (by_months && (months > 9999 * 12 || months < -9999 * 12))
        return false;
    struct hf_civil civil = hf_civil_of(day);
    int64_t month = (int64_t)civil.year * 12 + civil.month - 1 + months;
    if (by_months && (month < 12 || month >= 10000 * 12))
        return false;
    int64_t moved = by_months ? hf_day_add_months(day, (int32_t)months) : day + days;
    if (moved < first || moved > last)
        return false;
    *out = (int32_t)moved;
    return true;
}

static enum hf_rc uncountable(struct hf_period period, struct hf_err *err)
{
    char text[16];
    struct hf_buf buf = HF_BUF(text);
    hf_period_put(&buf, period);
    return hf_fail(err, HF_WORD_period_uncountable, HF_STR_NONE, hf_buf_str(&buf), HF_STR_NONE);
}

enum hf_rc hf_clock_within(const struct hf_calendar *calendar, int64_t start_ms, struct hf_period period,
                           bool start_included, int64_t *due_ms, struct hf_err *err)
{
    int32_t day = hf_calendar_day(calendar, start_ms), last;
    if (!hf_unit_countable(period.unit))
        return uncountable(period, err);
    if (period.unit == HF_HOURS) {
        *due_ms = start_ms + period.count * HF_MS_PER_HOUR;
        return HF_OK;
    }
    if (!move_day(day - start_included, period, &last))
        return hf_fail(err, HF_WORD_overflow, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
    *due_ms = hf_calendar_day_end(calendar, last);
    return HF_OK;
}

/* The same time of another day. */
static enum hf_rc shift(const struct hf_calendar *calendar, int64_t at_ms, struct hf_period period,
                        int64_t *out_ms, struct hf_err *err)
{
    /* the end of a day belongs to that day, not to the next */
    int32_t day = hf_calendar_day(calendar, at_ms - 1), moved;
    if (!hf_unit_countable(period.unit))
        return uncountable(period, err);
    if (period.unit == HF_HOURS) {
        *out_ms = at_ms + period.count * HF_MS_PER_HOUR;
        return HF_OK;
    }
    if (!move_day(day, period, &moved))
        return hf_fail(err, HF_WORD_overflow, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
    *out_ms = at_ms + (int64_t)(moved - day) * HF_MS_PER_DAY;
    return HF_OK;
}

enum hf_rc hf_clock_every(const struct hf_calendar *calendar, int64_t first_ms, struct hf_period period,
                          uint32_t k, int64_t *due_ms, struct hf_err *err)
{
    int64_t count = (int64_t)period.count * k;
    if (count > INT32_MAX)
        return hf_fail(err, HF_WORD_overflow, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
    return shift(calendar, first_ms, (struct hf_period){(int32_t)count, period.unit}, due_ms, err);
}

enum hf_rc hf_clock_remind(const struct hf_calendar *calendar, int64_t due_ms, struct hf_period offset,
                           int64_t *at_ms, struct hf_err *err)
{
    return shift(calendar, due_ms, offset, at_ms, err);
}

int64_t hf_clock_resumed(const struct hf_calendar *calendar, int64_t due_ms, bool hours, int64_t pause_ms,
                         int64_t resume_ms)
{
    int32_t days = hf_calendar_day(calendar, resume_ms) - hf_calendar_day(calendar, pause_ms);
    return due_ms + (hours ? resume_ms - pause_ms : (int64_t)days * HF_MS_PER_DAY);
}
