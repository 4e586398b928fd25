/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Counting against a slow recount that knows nothing of it: dates are written as year, month and day and
 * walked one by one, the day of the week is Zeller's, midnight is found by looking at the clock on the wall
 * every quarter of an hour. Random calendars, starts and periods; the seed is fixed.
 */
#include <stdio.h>

#include "flow/clock.h"
#include "unit/unit.h"

enum { CASES = 100000, NIGHTS = 20000, HOLIDAYS = 40 };

/* ---- chance ---- */

static uint64_t seed = 20261126;

static uint32_t dice(uint32_t below)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return (uint32_t)((seed >> 11) % below);
}

/* ---- dates, walked ---- */

struct date {
    int year, month, day;
};

static int month_days(int year, int month)
{
    if (month == 2)
        return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28;
    return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

static struct date next(struct date d)
{
    if (++d.day > month_days(d.year, d.month)) {
        d.day = 1;
        if (++d.month > 12) {
            d.month = 1;
            d.year++;
        }
    }
    return d;
}

static struct date previous(struct date d)
{
    if (--d.day == 0) {
        if (--d.month == 0) {
            d.month = 12;
            d.year--;
        }
        d.day = month_days(d.year, d.month);
    }
    return d;
}

static bool same(struct date a, struct date b)
{
    return a.year == b.year && a.month == b.month && a.day == b.day;
}

/* Zeller's congruence, 0 Monday. */
static int weekday(struct date d)
{
    int m = d.month < 3 ? d.month + 12 : d.month, y = d.month < 3 ? d.year - 1 : d.year;
    int h = (d.day + 13 * (m + 1) / 5 + y % 100 + y % 100 / 4 + y / 100 / 4 + 5 * (y / 100)) % 7;
    return (h + 5) % 7;
}

static struct date date_of(int32_t day)
{
    struct hf_civil civil = hf_civil_of(day);
    return (struct date){civil.year, civil.month, civil.day};
}

static int32_t day_of(struct date d)
{
    return hf_day_of((struct hf_civil){d.year, d.month, d.day});
}

/* ---- a calendar, twice ---- */

struct world {
    struct hf_calendar calendar;
    struct hf_holiday holiday[HOLIDAYS];
    struct hf_summer summer;
    struct date off[HOLIDAYS];
};

static void make_holidays(struct world *w)
{
    int32_t day = hf_day_of((struct hf_civil){2024, 1, 1});
    w->calendar.holiday = w->holiday;
    w->calendar.holidays = (uint16_t)dice(HOLIDAYS);
    for (uint16_t i = 0; i < w->calendar.holidays; i++) {
        day += 1 + (int32_t)dice(dice(3) == 0 ? 3 : 90);
        w->holiday[i].day = day;
        w->off[i] = date_of(day);
    }
}

static void make_zone(struct world *w)
{
    bool south = dice(2) == 0;
    w->calendar.offset_minutes = ((int32_t)dice(53) - 24) * 30;
    w->calendar.summer = &w->summer;
    w->calendar.summers = (uint16_t)dice(2);
    w->summer = (struct hf_summer){
        .from_year = 2000,
        .to_year = 9999,
        .offset_minutes = w->calendar.offset_minutes + 30 * (1 + (int32_t)dice(2)),
        .begins = {.month = south ? 10 : 3, .week = (uint8_t)(1 + dice(5)), .weekday = (uint8_t)dice(7)},
        .ends = {.month = south ? 4 : 10, .week = (uint8_t)(1 + dice(5)), .weekday = (uint8_t)dice(7)}};
    w->summer.begins.wall = w->summer.ends.wall = dice(2) == 0;
    w->summer.begins.minute = (int16_t)(15 * dice(w->summer.begins.wall ? 13 : 96));
    w->summer.ends.minute = w->summer.begins.minute;
}

static void make_world(struct world *w)
{
    *w = (struct world){.calendar = {.version = 1, .first_year = 2024, .last_year = 2030}};
    w->calendar.weekend = (uint8_t)dice(0x7F);
    make_holidays(w);
    make_zone(w);
}

static bool works(const struct world *w, struct date d)
{
    for (uint16_t i = 0; i < w->calendar.holidays; i++)
        if (same(w->off[i], d))
            return false;
    return (w->calendar.weekend >> weekday(d) & 1) == 0;
}

/* ---- the slow count ---- */

static struct date walk(struct date d, int days)
{
    for (; days > 0; days--)
        d = next(d);
    return d;
}

static struct date same_date(struct date d, int months_on, bool *cut)
{
    int wanted = d.day;
    for (; months_on > 0; months_on--)
        if (++d.month > 12) {
            d.month = 1;
            d.year++;
        }
    *cut = wanted > month_days(d.year, d.month);
    if (*cut)
        d.day = month_days(d.year, d.month);
    return d;
}

static struct date last_of_count(const struct world *w, struct date start, struct hf_period period,
                                 bool included)
{
    struct date d = included ? previous(start) : start;
    bool cut;
    switch (period.unit) {
    case HF_WORKING_DAYS:
        for (int left = period.count; left > 0;) {
            d = next(d);
            left -= works(w, d);
        }
        return d;
    case HF_WEEKS:
        return walk(d, 7 * period.count);
    case HF_MONTHS:
    case HF_YEARS:
        d = same_date(start, period.count * (period.unit == HF_YEARS ? 12 : 1), &cut);
        return included && !cut ? previous(d) : d;
    case HF_DAYS:
    case HF_HOURS:
        break;
    }
    return walk(d, period.count);
}

static struct date slow(const struct world *w, struct date start, const struct hf_count *count)
{
    bool eu = count->counting->least_working_days > 0, included = count->start_included && !eu;
    struct date d = last_of_count(w, start, count->period, included);
    while ((eu || count->roll) && !works(w, d))
        d = next(d);
    bool in_days = count->period.unit == HF_DAYS || count->period.unit == HF_WORKING_DAYS;
    if (!eu || (in_days && count->period.count < 2))
        return d;
    int worked = 0;
    for (struct date each = start; !same(each, d);) {
        each = next(each);
        worked += works(w, each);
    }
    while (worked < 2) {
        d = next(d);
        worked += works(w, d);
    }
    return d;
}

static void say(const struct world *w, int32_t start, const struct hf_count *count, int32_t got, int32_t want)
{
    char room[200];
    struct hf_buf text = HF_BUF(room);
    hf_day_put(&text, start);
    hf_buf_put_char(&text, ' ');
    hf_period_put(&text, count->period);
    hf_buf_put(&text, HF_STR(" got "));
    hf_day_put(&text, got);
    hf_buf_put(&text, HF_STR(" want "));
    hf_day_put(&text, want);
    fail_msg("%.*s weekend %x", HF_STR_ARG(hf_buf_str(&text)), w->calendar.weekend);
}

static struct hf_count any_count(const struct world *w)
{
    static const int32_t most[] = {[HF_HOURS] = 1,  [HF_DAYS] = 100,  [HF_WORKING_DAYS] = 60,
                                   [HF_WEEKS] = 20, [HF_MONTHS] = 20, [HF_YEARS] = 3};
    enum hf_unit unit = (enum hf_unit)(1 + dice(5));
    return (struct hf_count){
        .calendar = &w->calendar,
        .counting = hf_calendar_counting(&w->calendar, dice(2) == 0 ? HF_STR("plain") : HF_STR("eu-1182-71")),
        .period = {1 + (int32_t)dice((uint32_t)most[unit]), unit},
        .start_included = dice(2) == 0,
        .roll = dice(2) == 0};
}

static void every_count_is_what_walking_finds(void **state)
{
    (void)state;
    struct world w = {.calendar = {.version = 0}};
    for (int i = 0; i < CASES; i++) {
        struct hf_err err;
        struct hf_reached reached = {.reasons = NULL};
        if (i % 100 == 0)
            make_world(&w);
        struct hf_count count = any_count(&w);
        int32_t start = hf_day_of((struct hf_civil){2024, 1, 1}) + (int32_t)dice(1600);
        int64_t start_ms =
            hf_calendar_instant(&w.calendar, start * HF_MS_PER_DAY + HF_MS_PER_HOUR * 6 + dice(1000));
        assert_int_equal(hf_clock_within(&count, start_ms, &reached, &err), HF_OK);
        int32_t got = hf_calendar_day(&w.calendar, reached.due_ms - 1);
        int32_t want = day_of(slow(&w, date_of(start), &count));
        if (got != want || reached.due_ms != hf_calendar_day_end(&w.calendar, got))
            say(&w, start, &count, got, want);
    }
}

/* ---- working days there and back ---- */

static void working_days_counted_are_those_walked(void **state)
{
    (void)state;
    struct world w = {.calendar = {.version = 0}};
    for (int i = 0; i < CASES / 4; i++) {
        if (i % 100 == 0)
            make_world(&w);
        int32_t from = hf_day_of((struct hf_civil){2024, 1, 1}) + (int32_t)dice(900);
        int32_t to = from + (int32_t)dice(200), worked = 0;
        struct date d = date_of(from);
        for (int32_t day = from; day < to; day++) {
            d = next(d);
            worked += works(&w, d);
        }
        assert_int_equal(hf_calendar_working_days(&w.calendar, from, to), worked);
        assert_int_equal(hf_calendar_working_days(&w.calendar, to, from), -worked);
        int32_t back = (int32_t)dice(30), left = back;
        for (d = date_of(to); left > 0;) {
            d = previous(d);
            left -= works(&w, d);
        }
        assert_int_equal(hf_calendar_add_working_days(&w.calendar, to, -back), day_of(d));
    }
}

/* ---- midnight ---- */

static int nth_weekday(const struct hf_zone_turn *turn, int year)
{
    int found = 0, last = 0;
    for (int day = 1; day <= month_days(year, turn->month); day++)
        if (weekday((struct date){year, turn->month, day}) == turn->weekday) {
            last = day;
            if (++found == turn->week)
                return day;
        }
    return last;
}

/* Minutes from 1970 at which the turn happens, by walking there from 2020-01-01. */
static int64_t turn_minute(const struct hf_zone_turn *turn, int year, int32_t before)
{
    struct date d = {2020, 1, 1}, there = {year, turn->month, nth_weekday(turn, year)};
    int64_t days = 18262;
    for (; !same(d, there); d = next(d))
        days++;
    return days * 1440 + turn->minute - (turn->wall ? before : 0);
}

struct turns {
    int64_t begins, ends; /* minutes */
};

static int32_t slow_offset(const struct world *w, const struct turns *turns, int64_t minute)
{
    int32_t usual = w->calendar.offset_minutes, summer = w->summer.offset_minutes;
    bool north = turns->begins < turns->ends;
    bool is_summer = north ? minute >= turns->begins && minute < turns->ends
                           : minute >= turns->begins || minute < turns->ends;
    return w->calendar.summers > 0 && is_summer ? summer : usual;
}

static void a_day_begins_when_the_wall_first_shows_it(void **state)
{
    (void)state;
    struct world w = {.calendar = {.version = 0}};
    for (int i = 0; i < NIGHTS; i++) {
        if (i % 20 == 0)
            make_world(&w);
        int32_t day = hf_day_of((struct hf_civil){2024, 1, 5}) + (int32_t)dice(1000);
        int year = date_of(day).year;
        struct turns turns = {turn_minute(&w.summer.begins, year, w.calendar.offset_minutes),
                              turn_minute(&w.summer.ends, year, w.summer.offset_minutes)};
        int64_t minute = (int64_t)day * 1440 - 16 * 60;
        if (date_of(day).day == 1 && date_of(day).month == 1)
            continue; /* the year of the rule changes at that very midnight */
        while (minute + slow_offset(&w, &turns, minute) < (int64_t)day * 1440)
            minute += 15;
        assert_int_equal(hf_calendar_day_begin(&w.calendar, day), minute * 60000);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_count_is_what_walking_finds),
        cmocka_unit_test(working_days_counted_are_those_walked),
        cmocka_unit_test(a_day_begins_when_the_wall_first_shows_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
