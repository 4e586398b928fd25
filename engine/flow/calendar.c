/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/calendar.h"

#define MS_PER_MINUTE INT64_C(60000)

static const struct hf_calendar court = {
    .name = HF_STR_INIT("court"),
    .zone = HF_STR_INIT("UTC"),
    .weekend = 1 << 5 | 1 << 6,
    .first_year = 1,
    .last_year = 0,
};

/* Regulation (EEC, Euratom) No 1182/71, art. 3(1), (2)(a), (4), (5). */
static const struct hf_counting countings[] = {
    {.name = HF_STR_INIT("plain")},
    {.name = HF_STR_INIT("eu-1182-71"),
     .start = HF_START_EXCLUDED,
     .roll = HF_ROLL_FORWARD,
     .full_hours = true,
     .least_working_days = 2,
     .source = HF_STR_INIT("Regulation (EEC, Euratom) No 1182/71, art. 3")},
};

const struct hf_calendar *hf_calendar_find(const struct hf_calendars *calendars, struct hf_str name)
{
    for (size_t i = 0; calendars != NULL && i < calendars->count; i++)
        if (hf_str_eq(calendars->at[i].name, name))
            return &calendars->at[i];
    return hf_str_eq(name, court.name) ? &court : NULL;
}

static const struct hf_counting *among(const struct hf_counting *counting, size_t count, struct hf_str name)
{
    for (size_t i = 0; i < count; i++)
        if (hf_str_eq(counting[i].name, name))
            return &counting[i];
    return NULL;
}

const struct hf_counting *hf_calendar_counting(const struct hf_calendar *calendar, struct hf_str name)
{
    const struct hf_counting *found = among(countings, sizeof countings / sizeof countings[0], name);
    return found != NULL ? found : among(calendar->counting, calendar->countings, name);
}

/* ---- zone ---- */

static int32_t day_of_turn(const struct hf_zone_turn *turn, int32_t year)
{
    int32_t first = hf_day_of((struct hf_civil){year, turn->month, 1});
    int32_t day = first + (turn->weekday - hf_weekday(first) + 7) % 7 + 7 * (turn->week - 1);
    return day - first < hf_month_days(year, turn->month) ? day : day - 7;
}

static int64_t instant_of_turn(const struct hf_zone_turn *turn, int32_t year, int32_t offset_before)
{
    int32_t minute = turn->minute - (turn->wall ? offset_before : 0);
    return day_of_turn(turn, year) * HF_MS_PER_DAY + minute * MS_PER_MINUTE;
}

static bool is_summer(const struct hf_calendar *calendar, const struct hf_summer *summer, int32_t year,
                      int64_t at_ms)
{
    int64_t begins = instant_of_turn(&summer->begins, year, calendar->offset_minutes);
    int64_t ends = instant_of_turn(&summer->ends, year, summer->offset_minutes);
    return begins < ends ? at_ms >= begins && at_ms < ends : at_ms >= begins || at_ms < ends;
}

int32_t hf_calendar_offset(const struct hf_calendar *calendar, int64_t at_ms)
{
    if (calendar->summers == 0)
        return calendar->offset_minutes;
    int32_t year = hf_civil_of(hf_day_at(at_ms + calendar->offset_minutes * MS_PER_MINUTE)).year;
    for (uint16_t i = 0; i < calendar->summers; i++) {
        const struct hf_summer *summer = &calendar->summer[i];
        if (year >= summer->from_year && year <= summer->to_year)
            return is_summer(calendar, summer, year, at_ms) ? summer->offset_minutes
                                                            : calendar->offset_minutes;
    }
    return calendar->offset_minutes;
}

int64_t hf_calendar_wall(const struct hf_calendar *calendar, int64_t at_ms)
{
    return at_ms + hf_calendar_offset(calendar, at_ms) * MS_PER_MINUTE;
}

/* Summer time is tried first, as it shows an hour that comes twice earlier. */
int64_t hf_calendar_instant(const struct hf_calendar *calendar, int64_t wall_ms)
{
    for (uint16_t i = 0; i < calendar->summers; i++) {
        int64_t at_ms = wall_ms - calendar->summer[i].offset_minutes * MS_PER_MINUTE;
        if (hf_calendar_wall(calendar, at_ms) == wall_ms)
            return at_ms;
    }
    int64_t at_ms = wall_ms - calendar->offset_minutes * MS_PER_MINUTE;
    int64_t over_ms = hf_calendar_wall(calendar, at_ms) - wall_ms;
    /* in the hour that is left out the wall already shows more than was asked: back to the turn, which is
     * as far behind as the time asked for is behind the beginning of that hour */
    for (int64_t step = over_ms; step > 0; step /= 2)
        while (hf_calendar_wall(calendar, at_ms - step) > wall_ms)
            at_ms -= step;
    return at_ms;
}

int32_t hf_calendar_day(const struct hf_calendar *calendar, int64_t at_ms)
{
    return hf_day_at(hf_calendar_wall(calendar, at_ms));
}

int64_t hf_calendar_day_begin(const struct hf_calendar *calendar, int32_t day)
{
    return hf_calendar_instant(calendar, (int64_t)day * HF_MS_PER_DAY);
}

int64_t hf_calendar_day_end(const struct hf_calendar *calendar, int32_t day)
{
    return hf_calendar_day_begin(calendar, day + 1);
}

/* ---- working days ---- */

bool hf_calendar_knows(const struct hf_calendar *calendar, int32_t day)
{
    int32_t year = hf_civil_of(day).year;
    return year >= calendar->first_year && year <= calendar->last_year;
}

/* The first holiday on or after the day. */
static uint16_t holiday_from(const struct hf_calendar *calendar, int32_t day)
{
    uint16_t low = 0, high = calendar->holidays;
    while (low < high) {
        uint16_t middle = (uint16_t)(low + (high - low) / 2);
        if (calendar->holiday[middle].day < day)
            low = (uint16_t)(middle + 1);
        else
            high = middle;
    }
    return low;
}

const struct hf_holiday *hf_calendar_holiday(const struct hf_calendar *calendar, int32_t day)
{
    uint16_t at = holiday_from(calendar, day);
    return at < calendar->holidays && calendar->holiday[at].day == day ? &calendar->holiday[at] : NULL;
}

bool hf_calendar_weekend(const struct hf_calendar *calendar, int32_t day)
{
    return (calendar->weekend >> hf_weekday(day) & 1) != 0;
}

bool hf_calendar_works(const struct hf_calendar *calendar, int32_t day)
{
    return !hf_calendar_weekend(calendar, day) && hf_calendar_holiday(calendar, day) == NULL;
}

/* Days of a week that are not the weekend's. */
static int32_t week_days(const struct hf_calendar *calendar)
{
    int32_t days = 0;
    for (int weekday = 0; weekday < 7; weekday++)
        days += (calendar->weekend >> weekday & 1) == 0;
    return days;
}

/* Holidays after `from` up to and with `to` that take a working day away. */
static int32_t holidays_between(const struct hf_calendar *calendar, int32_t from, int32_t to)
{
    int32_t found = 0;
    for (uint16_t i = holiday_from(calendar, from + 1);
         i < calendar->holidays && calendar->holiday[i].day <= to; i++)
        found += !hf_calendar_weekend(calendar, calendar->holiday[i].day);
    return found;
}

int32_t hf_calendar_working_days(const struct hf_calendar *calendar, int32_t from, int32_t to)
{
    int32_t first = from < to ? from : to, last = from < to ? to : from;
    int32_t weeks = (last - first) / 7, days = weeks * week_days(calendar);
    for (int32_t day = first + 7 * weeks + 1; day <= last; day++)
        days += !hf_calendar_weekend(calendar, day);
    days -= holidays_between(calendar, first, last);
    return from <= to ? days : -days;
}

/* As if there were no holidays: whole weeks at once, the last week day by day. */
static int64_t add_week_days(const struct hf_calendar *calendar, int64_t day, int32_t count, int step)
{
    int32_t a_week = week_days(calendar), weeks = (count - 1) / a_week;
    day += step * (int64_t)7 * weeks;
    for (int32_t left = count - weeks * a_week; left > 0;) {
        day += step;
        left -= !hf_calendar_weekend(calendar, (int32_t)day);
    }
    return day;
}

/* Each holiday passed over is one more day to count; those may pass over further ones. */
int64_t hf_calendar_add_working_days(const struct hf_calendar *calendar, int32_t day, int32_t count)
{
    int step = count < 0 ? -1 : 1;
    int64_t at = day;
    for (int32_t left = count < 0 ? -count : count; left > 0;) {
        int64_t next = add_week_days(calendar, at, left, step);
        left = step > 0 ? holidays_between(calendar, (int32_t)at, (int32_t)next)
                        : holidays_between(calendar, (int32_t)next - 1, (int32_t)at - 1);
        at = next;
    }
    return at;
}

int32_t hf_calendar_roll(const struct hf_calendar *calendar, int32_t day)
{
    while (!hf_calendar_works(calendar, day))
        day++;
    return day;
}
