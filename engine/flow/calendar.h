/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A State's calendar as a value: the zone with its summer time, the weekend, the holidays of the years it
 * knows, and rules of counting of its own. Calendars are data that is handed in, published in the library
 * like definitions; here is what they answer. Reading one is calendar_read.h.
 */
#ifndef HF_FLOW_CALENDAR_H
#define HF_FLOW_CALENDAR_H

#include "base/err.h"
#include "base/when.h"
#include "flow/text.h"

enum { HF_CALENDAR_HOLIDAYS_MAX = 4096, HF_CALENDAR_SUMMERS_MAX = 16, HF_CALENDAR_COUNTINGS_MAX = 16 };

/* "the last Sunday of March at 01:00 UTC": week 1 to 4, or 5 for the last. */
struct hf_zone_turn {
    uint8_t month, week, weekday; /* weekday: 0 Monday */
    bool wall;                    /* the minute is the clock's on the wall before the turn; else UTC's */
    int16_t minute;
};
/* Summer time of some years. Where it begins later in the year than it ends, summer spans the new year. */
struct hf_summer {
    int32_t from_year, to_year;
    int32_t offset_minutes; /* east of UTC */
    struct hf_zone_turn begins, ends;
};

struct hf_holiday {
    int32_t day;
    struct hf_text title;
};

enum hf_start { HF_START_AS_SAID, HF_START_EXCLUDED, HF_START_INCLUDED };
enum hf_roll { HF_ROLL_AS_SAID, HF_ROLL_NEVER, HF_ROLL_FORWARD };
/* What a rule of counting fixes; what it leaves open the term says itself (AS_SAID). */
struct hf_counting {
    struct hf_str name;
    enum hf_start start;
    enum hf_roll roll;          /* hours never roll */
    bool full_hours;            /* hours count from the next full hour */
    int32_t least_working_days; /* that a period of two days or more, not of hours, must hold; 0: none */
    struct hf_str source;
};

struct hf_calendar {
    struct hf_str name;
    uint32_t version; /* 0: built in, which knows no holidays of any year and is UTC for ever */
    struct hf_text title;
    struct hf_str zone, source, as_of;
    int32_t offset_minutes; /* east of UTC, outside summer time */
    const struct hf_summer *summer;
    uint16_t summers;
    uint8_t weekend;                  /* bit = weekday, 0 Monday; never all seven */
    int32_t first_year, last_year;    /* whose holidays are known; first > last: none */
    const struct hf_holiday *holiday; /* by day */
    uint16_t holidays;
    const struct hf_counting *counting;
    uint16_t countings;
};

/* Those that are handed in, one per name. */
struct hf_calendars {
    const struct hf_calendar *at;
    size_t count;
};
/* By name, "court" at least: the one built in, in UTC, until the house has published its own. NULL: unknown.
 */
const struct hf_calendar *hf_calendar_find(const struct hf_calendars *calendars, struct hf_str name);
/* plain and eu-1182-71 are in every calendar. NULL: unknown. */
const struct hf_counting *hf_calendar_counting(const struct hf_calendar *calendar, struct hf_str name);

/* ---- zone ---- */

/* Minutes east of UTC at this instant. */
int32_t hf_calendar_offset(const struct hf_calendar *calendar, int64_t at_ms);
/* What a clock on the wall shows, as milliseconds since 1970-01-01 on that wall; and the instant at which it
 * does: the first of two, and of none (clocks were put forward over it) the moment of the turn. */
int64_t hf_calendar_wall(const struct hf_calendar *calendar, int64_t at_ms);
int64_t hf_calendar_instant(const struct hf_calendar *calendar, int64_t wall_ms);
/* The civil day in which the instant lies; its first instant, and its last (24:00). */
int32_t hf_calendar_day(const struct hf_calendar *calendar, int64_t at_ms);
int64_t hf_calendar_day_begin(const struct hf_calendar *calendar, int32_t day);
int64_t hf_calendar_day_end(const struct hf_calendar *calendar, int32_t day);

/* ---- working days ---- */

/* Are the holidays of this day's year known? */
bool hf_calendar_knows(const struct hf_calendar *calendar, int32_t day);
/* NULL: it is none, as far as is known. */
const struct hf_holiday *hf_calendar_holiday(const struct hf_calendar *calendar, int32_t day);
bool hf_calendar_weekend(const struct hf_calendar *calendar, int32_t day);
bool hf_calendar_works(const struct hf_calendar *calendar, int32_t day);
/* Working days after `from` up to and with `to`; negative where `to` lies before. */
int32_t hf_calendar_working_days(const struct hf_calendar *calendar, int32_t from, int32_t to);
/* The count-th working day after the day, before it where count is negative; the day itself for 0. Beyond the
 * years 1 to 9999 it is some day there, not the right one. */
int64_t hf_calendar_add_working_days(const struct hf_calendar *calendar, int32_t day, int32_t count);
/* The day itself where it is worked, else the next that is. */
int32_t hf_calendar_roll(const struct hf_calendar *calendar, int32_t day);

#endif
