/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/clock.h"

/* Working days in 9,999 years, and then some: beyond, nothing is counted. */
enum { TOLD_HOLIDAYS = 16, WORKING_DAYS_MAX = 4000000 };

/* ---- what is noted on the way ---- */

static void note(struct hf_reached *out, struct hf_reason reason)
{
    struct hf_reasons *reasons = out->reasons;
    if (reasons != NULL && reasons->count < HF_REASONS_MAX)
        reasons->at[reasons->count++] = reason;
}

/* The calendar was asked whether the day is worked; or, of one that has been published, when it ends. */
static void ask(const struct hf_calendar *calendar, int32_t day, bool works, struct hf_reached *out)
{
    int32_t year = hf_civil_of(day).year;
    bool unknown =
        works ? !hf_calendar_knows(calendar, day) : calendar->version > 0 && year > calendar->last_year;
    if (unknown && !out->provisional)
        note(out, (struct hf_reason){.kind = HF_REASON_UNKNOWN, .day = day, .number = year});
    out->provisional = out->provisional || unknown;
}

static enum hf_rc overflow(struct hf_err *err)
{
    return hf_fail(err, HF_WORD_overflow, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
}

static bool in_time(int64_t day)
{
    return day >= hf_day_of((struct hf_civil){1, 1, 1}) && day <= hf_day_of((struct hf_civil){9999, 12, 31});
}

/* In UTC and on the wall: either may be written. */
static bool is_in_time(const struct hf_calendar *calendar, int64_t at_ms)
{
    return in_time(hf_day_at(at_ms)) && in_time(hf_calendar_day(calendar, at_ms));
}

/* ---- moving by a period ---- */

/* The same date so many months later, or that month's last day; false when it leaves the years 1 to 9999. */
static bool move_months(int32_t day, int64_t months, int32_t *out, bool *cut)
{
    struct hf_civil civil = hf_civil_of(day);
    int64_t month = (int64_t)civil.year * 12 + civil.month - 1 + months;
    if (month < 12 || month >= 10000 * 12)
        return false;
    *out = hf_day_add_months(day, (int32_t)months);
    *cut = hf_civil_of(*out).day != civil.day;
    return true;
}

static bool move_days(int32_t day, int64_t days, int32_t *out)
{
    if (!in_time(day + days))
        return false;
    *out = (int32_t)(day + days);
    return true;
}

/* The day so long later or earlier, working days by the calendar. */
static bool move_day(const struct hf_calendar *calendar, int32_t day, struct hf_period period, int32_t *out)
{
    bool cut;
    switch (period.unit) {
    case HF_WORKING_DAYS:
        return period.count < WORKING_DAYS_MAX && period.count > -WORKING_DAYS_MAX &&
               move_days(day, hf_calendar_add_working_days(calendar, day, period.count) - day, out);
    case HF_MONTHS:
        return move_months(day, period.count, out, &cut);
    case HF_YEARS:
        return move_months(day, (int64_t)period.count * 12, out, &cut);
    case HF_WEEKS:
        return move_days(day, (int64_t)period.count * 7, out);
    case HF_HOURS:
    case HF_DAYS:
        break;
    }
    return move_days(day, period.count, out);
}

/* ---- the last day ---- */

static bool starts_included(const struct hf_count *count)
{
    return count->counting->start == HF_START_AS_SAID ? count->start_included
                                                      : count->counting->start == HF_START_INCLUDED;
}

bool hf_count_contradicts(const struct hf_count *count)
{
    return count->start_included && !starts_included(count);
}

static bool rolls(const struct hf_count *count)
{
    return count->counting->roll == HF_ROLL_AS_SAID ? count->roll : count->counting->roll == HF_ROLL_FORWARD;
}

/* By date. A period of months whose first day is counted ends the day before that date, if there is such a
 * date: from 1 March it ends on 31 March. */
static bool count_months(const struct hf_count *count, int32_t start, struct hf_reached *out, int32_t *last)
{
    bool years = count->period.unit == HF_YEARS, cut;
    int64_t months = (int64_t)count->period.count * (years ? 12 : 1);
    if (!move_months(start, months, last, &cut))
        return false;
    static const enum hf_reason_kind kinds[][2] = {{HF_REASON_MONTHS, HF_REASON_MONTHS_CUT},
                                                   {HF_REASON_YEARS, HF_REASON_YEARS_CUT}};
    note(out, (struct hf_reason){.kind = kinds[years][cut], .number = count->period.count, .day = *last});
    if (!starts_included(count))
        return true;
    if (cut) {
        note(out, (struct hf_reason){.kind = HF_REASON_DAY_STAYS, .day = *last});
        return true;
    }
    note(out, (struct hf_reason){.kind = HF_REASON_DAY_BEFORE, .day = *last - 1});
    return move_days(*last, -1, last);
}

static void note_holidays(const struct hf_calendar *calendar, int32_t before, int32_t last,
                          struct hf_reached *out)
{
    int32_t told = 0;
    for (uint16_t i = 0; out->reasons != NULL && i < calendar->holidays; i++) {
        const struct hf_holiday *holiday = &calendar->holiday[i];
        if (holiday->day <= before || holiday->day > last || hf_calendar_weekend(calendar, holiday->day))
            continue;
        if (told++ < TOLD_HOLIDAYS)
            note(out, (struct hf_reason){.kind = HF_REASON_HOLIDAY, .day = holiday->day, .holiday = holiday});
    }
    if (told > TOLD_HOLIDAYS)
        note(out, (struct hf_reason){.kind = HF_REASON_MORE_HOLIDAYS, .number = told - TOLD_HOLIDAYS});
}

/* Day by day, of one sort or another. */
static bool count_days(const struct hf_count *count, int32_t start, struct hf_reached *out, int32_t *last)
{
    static const enum hf_reason_kind kinds[] = {
        [HF_DAYS] = HF_REASON_DAYS, [HF_WORKING_DAYS] = HF_REASON_WORKING_DAYS, [HF_WEEKS] = HF_REASON_WEEKS};
    bool included = starts_included(count);
    int32_t before = start - included;
    note(out, (struct hf_reason){.kind = HF_REASON_DAY_ONE, .number = included, .day = before + 1});
    if (!move_day(count->calendar, before, count->period, last))
        return false;
    if (count->period.unit == HF_WORKING_DAYS) {
        note_holidays(count->calendar, before, *last, out);
        ask(count->calendar, before + 1, true, out);
        ask(count->calendar, *last, true, out);
    }
    note(out,
         (struct hf_reason){.kind = kinds[count->period.unit], .number = count->period.count, .day = *last});
    return true;
}

/* ---- the end of it ---- */

static int32_t roll(const struct hf_count *count, int32_t day, struct hf_reached *out)
{
    const struct hf_calendar *calendar = count->calendar;
    ask(calendar, day, true, out);
    if (hf_calendar_works(calendar, day))
        return day;
    int32_t next = hf_calendar_roll(calendar, day);
    note(out, (struct hf_reason){
                  .kind = HF_REASON_NOT_WORKED, .day = day, .holiday = hf_calendar_holiday(calendar, day)});
    note(out, (struct hf_reason){.kind = HF_REASON_ROLLED, .day = next});
    ask(calendar, next, true, out);
    return next;
}

/*
 * "Any period of two days or more shall include at least two working days" (Regulation 1182/71, art. 3(5)).
 * So one day, or one working day, is not filled up; two of them, a week, a month and a year are. Hours never
 * come here: like art. 3(4), which excepts them by name, this is read as speaking of days. A reading of ours,
 * for a lawyer to confirm (docs/calendars.md, 2).
 */
static int32_t fill_up(const struct hf_count *count, int32_t before, int32_t last, struct hf_reached *out)
{
    int32_t least = count->counting->least_working_days;
    bool in_days = count->period.unit == HF_DAYS || count->period.unit == HF_WORKING_DAYS;
    bool short_one = in_days && count->period.count < 2;
    if (least == 0 || short_one)
        return last;
    int32_t days = hf_calendar_working_days(count->calendar, before, last);
    ask(count->calendar, before + 1, true, out);
    if (days >= least)
        return last;
    int32_t end = (int32_t)hf_calendar_add_working_days(count->calendar, last, least - days);
    note(out, (struct hf_reason){.kind = HF_REASON_TOO_FEW, .number = days, .day = end});
    ask(count->calendar, end, true, out);
    return end;
}

static enum hf_rc end_with(const struct hf_count *count, int32_t day, struct hf_reached *out,
                           struct hf_err *err)
{
    if (!in_time(day))
        return overflow(err);
    ask(count->calendar, day, false, out);
    out->due_ms = hf_calendar_day_end(count->calendar, day);
    note(out, (struct hf_reason){.kind = HF_REASON_END, .day = day, .at_ms = out->due_ms});
    return HF_OK;
}

static struct hf_reached begin(const struct hf_reached *out)
{
    return (struct hf_reached){.reasons = out->reasons};
}

/* ---- hours ---- */

static bool count_hours(const struct hf_count *count, int64_t start_ms, struct hf_reached *out)
{
    if (count->counting->full_hours) {
        int64_t wall_ms = hf_calendar_wall(count->calendar, start_ms);
        int64_t into_ms = ((wall_ms % HF_MS_PER_HOUR) + HF_MS_PER_HOUR) % HF_MS_PER_HOUR;
        start_ms += HF_MS_PER_HOUR - into_ms;
        note(out, (struct hf_reason){.kind = HF_REASON_FULL_HOUR, .at_ms = start_ms});
    }
    out->due_ms = start_ms + count->period.count * HF_MS_PER_HOUR;
    note(out,
         (struct hf_reason){.kind = HF_REASON_HOURS, .number = count->period.count, .at_ms = out->due_ms});
    return is_in_time(count->calendar, out->due_ms);
}

/* ---- */

enum hf_rc hf_clock_within(const struct hf_count *count, int64_t start_ms, struct hf_reached *out,
                           struct hf_err *err)
{
    int32_t start = hf_calendar_day(count->calendar, start_ms), last = 0;
    bool months = count->period.unit == HF_MONTHS || count->period.unit == HF_YEARS;
    struct hf_reached reached = begin(out);
    note(&reached, (struct hf_reason){.kind = HF_REASON_START, .day = start, .at_ms = start_ms});
    if (count->period.unit == HF_HOURS) {
        if (!count_hours(count, start_ms, &reached))
            return overflow(err);
        *out = reached;
        return HF_OK;
    }
    if (!(months ? count_months : count_days)(count, start, &reached, &last))
        return overflow(err);
    if (rolls(count))
        last = roll(count, last, &reached);
    last = fill_up(count, start - starts_included(count), last, &reached);
    HF_TRY(end_with(count, last, &reached, err));
    *out = reached;
    return HF_OK;
}

enum hf_rc hf_clock_until(const struct hf_count *count, int32_t day, struct hf_reached *out,
                          struct hf_err *err)
{
    struct hf_reached reached = begin(out);
    note(&reached, (struct hf_reason){.kind = HF_REASON_FIXED, .day = day});
    HF_TRY(end_with(count, rolls(count) ? roll(count, day, &reached) : day, &reached, err));
    *out = reached;
    return HF_OK;
}

/* The day to which an instant belongs: the end of a day belongs to that day, not to the next. */
static int32_t day_of(const struct hf_calendar *calendar, int64_t at_ms)
{
    return hf_calendar_day(calendar, at_ms - 1);
}

/* The same time on the wall of another day; of the end of a day the end, also where clocks are put forward at
 * midnight and the wall then shows one. */
static int64_t on_day(const struct hf_calendar *calendar, int64_t at_ms, int32_t day)
{
    int32_t own = day_of(calendar, at_ms);
    if (at_ms == hf_calendar_day_end(calendar, own))
        return hf_calendar_day_end(calendar, day);
    int64_t days = (int64_t)day - own;
    return hf_calendar_instant(calendar, hf_calendar_wall(calendar, at_ms) + days * HF_MS_PER_DAY);
}

enum hf_rc hf_clock_every(const struct hf_count *count, int64_t first_ms, uint32_t k, struct hf_reached *out,
                          struct hf_err *err)
{
    int64_t times = (int64_t)count->period.count * k;
    struct hf_period period = {(int32_t)times, count->period.unit};
    struct hf_reached reached = begin(out);
    int32_t day;
    if (times > INT32_MAX)
        return overflow(err);
    if (period.unit == HF_HOURS) {
        reached.due_ms = first_ms + times * HF_MS_PER_HOUR;
        if (!is_in_time(count->calendar, reached.due_ms))
            return overflow(err);
        *out = reached;
        return HF_OK;
    }
    if (!move_day(count->calendar, day_of(count->calendar, first_ms), period, &day))
        return overflow(err);
    if (k > 0 && rolls(count))
        day = roll(count, day, &reached);
    ask(count->calendar, day, period.unit == HF_WORKING_DAYS, &reached);
    reached.due_ms = on_day(count->calendar, first_ms, day);
    *out = reached;
    return HF_OK;
}

enum hf_rc hf_clock_remind(const struct hf_calendar *calendar, int64_t due_ms, struct hf_period offset,
                           int64_t *at_ms, struct hf_err *err)
{
    int32_t day;
    if (offset.unit == HF_HOURS) {
        int64_t moved_ms = due_ms + offset.count * HF_MS_PER_HOUR;
        if (!is_in_time(calendar, moved_ms))
            return overflow(err);
        *at_ms = moved_ms;
        return HF_OK;
    }
    if (!move_day(calendar, day_of(calendar, due_ms), offset, &day))
        return overflow(err);
    *at_ms = on_day(calendar, due_ms, day);
    return HF_OK;
}

/* ---- standing still ---- */

struct hf_period hf_clock_left(const struct hf_count *count, int64_t due_ms, int64_t pause_ms)
{
    int32_t from = hf_calendar_day(count->calendar, pause_ms), to = day_of(count->calendar, due_ms);
    if (count->period.unit == HF_WORKING_DAYS)
        return (struct hf_period){hf_calendar_working_days(count->calendar, from, to), HF_WORKING_DAYS};
    return (struct hf_period){to - from, HF_DAYS};
}

enum hf_rc hf_clock_go_on(const struct hf_count *count, struct hf_period left, int64_t resume_ms,
                          struct hf_reached *out, struct hf_err *err)
{
    struct hf_reached reached = begin(out);
    int32_t from = hf_calendar_day(count->calendar, resume_ms), last;
    bool works = left.unit == HF_WORKING_DAYS;
    note(&reached, (struct hf_reason){.kind = HF_REASON_STOOD_STILL, .number = left.count, .day = from});
    if (!move_day(count->calendar, from, left, &last))
        return overflow(err);
    if (works)
        ask(count->calendar, last, true, &reached);
    if (!works && rolls(count))
        last = roll(count, last, &reached);
    HF_TRY(end_with(count, last, &reached, err));
    *out = reached;
    return HF_OK;
}
