/* SPDX-License-Identifier: Apache-2.0 */
/* The field table says what a member may be; here is what a table cannot say. */
#include "flow/calendar_read.h"

enum { YEAR_MAX = 9999, OFFSET_MAX = 14 * 60 };

/* ---- the form ---- */

struct title {
    struct hf_str en, fr;
};
struct turn {
    struct hf_str at;
    int clock, week, weekday;
    int64_t month;
};
struct summer {
    struct turn begins, ends;
    int64_t first_year, last_year;
    struct hf_str offset;
};
struct zone {
    struct hf_str name, offset;
    HF_LIST_OF(struct summer) summer;
};
struct holiday {
    int32_t day;
    struct title title;
};
struct counting {
    bool full_hours;
    int64_t least_working_days;
    struct hf_str name, source;
    int roll, start_day;
};
struct written {
    struct hf_str schema, calendar, note, source;
    int certainty;
    HF_LIST_OF(struct counting) counting;
    int64_t first_year, format, last_year, version;
    HF_LIST_OF(struct holiday) holidays;
    struct title title;
    int32_t as_of;
    HF_LIST_OF(int) weekend;
    struct zone zone;
};

static const struct hf_str clock_words[] = {HF_STR_INIT("utc"), HF_STR_INIT("wall")};
static const struct hf_str week_words[] = {HF_STR_INIT("first"), HF_STR_INIT("second"), HF_STR_INIT("third"),
                                           HF_STR_INIT("fourth"), HF_STR_INIT("last")};
static const struct hf_str day_words[] = {HF_STR_INIT("mon"), HF_STR_INIT("tue"), HF_STR_INIT("wed"),
                                          HF_STR_INIT("thu"), HF_STR_INIT("fri"), HF_STR_INIT("sat"),
                                          HF_STR_INIT("sun")};
static const struct hf_str roll_words[] = {HF_STR_INIT("as_said"), HF_STR_INIT("never"),
                                           HF_STR_INIT("forward")};
static const struct hf_str start_words[] = {HF_STR_INIT("as_said"), HF_STR_INIT("excluded"),
                                            HF_STR_INIT("included")};
static const struct hf_str certainty_words[] = {HF_STR_INIT("read"), HF_STR_INIT("memory"),
                                                HF_STR_INIT("unsure")};
static const struct hf_names clocks = HF_NAMES(clock_words), weeks = HF_NAMES(week_words),
                             weekdays = HF_NAMES(day_words), rolls = HF_NAMES(roll_words),
                             starts = HF_NAMES(start_words), certainties = HF_NAMES(certainty_words);

static bool good_name(struct hf_str name)
{
    for (size_t i = 0; i < name.len; i++) {
        char c = name.at[i];
        if (!((c >= 'a' && c <= 'z') || (i > 0 && ((c >= '0' && c <= '9') || c == '-'))))
            return false;
    }
    return name.len > 0;
}

#define NAMED                                                                                          \
    .kind = HF_AS_TEXT, .needed = true, .max = 40, .check = good_name, .wrong = HF_WORD_calendar_name, \
    .pattern = HF_STR_INIT("^[a-z][a-z0-9-]{0,39}$")
#define SAID(most) .kind = HF_AS_TEXT, .needed = true, .min = 1, .max = (most)
#define YEAR .kind = HF_AS_INT, .min = 1, .max = YEAR_MAX
#define CHOSEN(words) .kind = HF_AS_CHOICE, .needed = true, .choices = &(words)

static const struct hf_record_field title_fields[] = {
    HF_FIELD(struct title, en, SAID(200)),
    HF_FIELD(struct title, fr, SAID(200)),
};
static const struct hf_record title_record = HF_RECORD(struct title, title_fields);

static const struct hf_record_field turn_fields[] = {
    HF_FIELD(struct turn, at, SAID(5), .about = HF_STR_INIT("time of the day: 01:00")),
    HF_FIELD(struct turn, clock, CHOSEN(clocks),
             .about = HF_STR_INIT("utc, or wall: what the clock shows just before the turn")),
    HF_FIELD(struct turn, month, .kind = HF_AS_INT, .needed = true, .min = 1, .max = 12),
    HF_FIELD(struct turn, week, CHOSEN(weeks)),
    HF_FIELD(struct turn, weekday, CHOSEN(weekdays)),
};
static const struct hf_record turn_record = HF_RECORD(struct turn, turn_fields);

static const struct hf_record_field summer_fields[] = {
    HF_FIELD(struct summer, begins, .kind = HF_AS_RECORD, .needed = true, .record = &turn_record),
    HF_FIELD(struct summer, ends, .kind = HF_AS_RECORD, .needed = true, .record = &turn_record),
    HF_FIELD(struct summer, first_year, YEAR, .needed = true),
    HF_FIELD(struct summer, last_year, YEAR, .otherwise = YEAR_MAX),
    HF_FIELD(struct summer, offset, SAID(6)),
};
static const struct hf_record summer_record = HF_RECORD(struct summer, summer_fields);

static const struct hf_record_field zone_fields[] = {
    HF_FIELD(struct zone, name, SAID(60),
             .about = HF_STR_INIT("the zone's name in the IANA data base, for people")),
    HF_FIELD(struct zone, offset, SAID(6), .about = HF_STR_INIT("from UTC outside summer time: +01:00")),
    HF_FIELD(struct zone, summer, .kind = HF_AS_LIST, .of = HF_AS_RECORD, .max = HF_CALENDAR_SUMMERS_MAX,
             .record = &summer_record),
};
static const struct hf_record zone_record = HF_RECORD(struct zone, zone_fields);

static const struct hf_record_field holiday_fields[] = {
    HF_FIELD(struct holiday, day, .kind = HF_AS_DAY, .needed = true),
    HF_FIELD(struct holiday, title, .kind = HF_AS_RECORD, .needed = true, .record = &title_record),
};
static const struct hf_record holiday_record = HF_RECORD(struct holiday, holiday_fields);

static const struct hf_record_field counting_fields[] = {
    HF_FIELD(struct counting, full_hours, .kind = HF_AS_BOOL,
             .about = HF_STR_INIT("hours count from the next full hour")),
    HF_FIELD(struct counting, least_working_days, .kind = HF_AS_INT, .min = 0, .max = 10,
             .about =
                 HF_STR_INIT("that a period of two days or more, not of hours, holds at least; 0: none")),
    HF_FIELD(struct counting, name, NAMED),
    HF_FIELD(struct counting, roll, CHOSEN(rolls)),
    HF_FIELD(struct counting, source, SAID(500)),
    HF_FIELD(struct counting, start_day, CHOSEN(starts)),
};
static const struct hf_record counting_record = HF_RECORD(struct counting, counting_fields);

static const struct hf_record_field written_fields[] = {
    HF_FIELD_AS(struct written, schema, "$schema", .kind = HF_AS_TEXT, .max = 200),
    HF_FIELD(struct written, as_of, .kind = HF_AS_DAY, .needed = true,
             .about = HF_STR_INIT("the day on which the source was looked at or remembered")),
    HF_FIELD(struct written, calendar, NAMED),
    HF_FIELD(struct written, certainty, CHOSEN(certainties),
             .about = HF_STR_INIT("how sure the holidays are: read in the source, from memory, or unsure")),
    HF_FIELD(struct written, counting, .kind = HF_AS_LIST, .of = HF_AS_RECORD,
             .max = HF_CALENDAR_COUNTINGS_MAX, .record = &counting_record,
             .about =
                 HF_STR_INIT("rules of counting of this State; plain and eu-1182-71 are in every calendar")),
    HF_FIELD(struct written, first_year, YEAR, .needed = true,
             .about = HF_STR_INIT("the first year whose holidays are known")),
    HF_FIELD(struct written, format, .kind = HF_AS_INT, .needed = true, .min = 1, .max = 1),
    HF_FIELD(struct written, holidays, .kind = HF_AS_LIST, .of = HF_AS_RECORD, .needed = true,
             .max = HF_CALENDAR_HOLIDAYS_MAX, .record = &holiday_record,
             .about = HF_STR_INIT("in order of the days; a day of the weekend may stand among them")),
    HF_FIELD(struct written, last_year, YEAR, .needed = true,
             .about = HF_STR_INIT("the last year whose holidays are known: a date beyond it is provisional")),
    HF_FIELD(struct written, note, .kind = HF_AS_TEXT, .max = 2000),
    HF_FIELD(struct written, source, SAID(1000),
             .about = HF_STR_INIT("where it is written, so that somebody can look it up")),
    HF_FIELD(struct written, title, .kind = HF_AS_RECORD, .needed = true, .record = &title_record),
    HF_FIELD(struct written, version, .kind = HF_AS_INT, .needed = true, .min = 1, .max = 1000000,
             .about = HF_STR_INIT(
                 "a later version of the same name has a higher number and knows at least as many years")),
    HF_FIELD(struct written, weekend, .kind = HF_AS_LIST, .of = HF_AS_CHOICE, .needed = true, .max = 7,
             .choices = &weekdays),
    HF_FIELD(struct written, zone, .kind = HF_AS_RECORD, .needed = true, .record = &zone_record),
};
static const struct hf_record written_record = HF_RECORD(struct written, written_fields);

const struct hf_record *hf_calendar_record(void)
{
    return &written_record;
}

/* ---- what the table cannot say ---- */

struct reading {
    struct hf_arena *arena;
    struct hf_err *err;
    struct hf_calendar *out;
};

/* "holidays[3].day" */
static enum hf_rc wrong(struct reading *r, enum hf_word word, const char *list, size_t index,
                        const char *member, struct hf_str said)
{
    char room[80];
    struct hf_buf place = HF_BUF(room);
    hf_buf_put(&place, hf_str_of(list));
    hf_buf_put_char(&place, '[');
    hf_buf_put_i64(&place, (int64_t)index);
    hf_buf_put_char(&place, ']');
    hf_buf_put(&place, hf_str_of(member));
    return hf_fail(r->err, word, hf_buf_str(&place), said, HF_STR_NONE);
}

static bool two_digits(struct hf_str s, size_t at, int32_t *out)
{
    if (at + 2 > s.len || s.at[at] < '0' || s.at[at] > '9' || s.at[at + 1] < '0' || s.at[at + 1] > '9')
        return false;
    *out = (s.at[at] - '0') * 10 + (s.at[at + 1] - '0');
    return true;
}

/* "01:00" */
static bool read_time(struct hf_str s, int32_t *minutes)
{
    int32_t hour, minute;
    if (s.len != 5 || s.at[2] != ':' || !two_digits(s, 0, &hour) || !two_digits(s, 3, &minute) ||
        minute > 59 || hour > 24 || (hour == 24 && minute > 0))
        return false;
    *minutes = hour * 60 + minute;
    return true;
}

/* "+01:00" */
static bool read_offset(struct hf_str s, int32_t *minutes)
{
    if (s.len != 6 || (s.at[0] != '+' && s.at[0] != '-') || !read_time(hf_str_part(s, 1, 6), minutes) ||
        *minutes > OFFSET_MAX)
        return false;
    if (s.at[0] == '-')
        *minutes = -*minutes;
    return true;
}

static bool read_turn(const struct turn *turn, struct hf_zone_turn *out)
{
    int32_t minute;
    if (!read_time(turn->at, &minute))
        return false;
    *out = (struct hf_zone_turn){.month = (uint8_t)turn->month,
                                 .week = (uint8_t)(turn->week + 1),
                                 .weekday = (uint8_t)turn->weekday,
                                 .wall = turn->clock == 1,
                                 .minute = (int16_t)minute};
    return true;
}

static enum hf_rc read_summer(struct reading *r, const struct zone *zone, size_t i, struct hf_summer *out)
{
    const struct summer *summer = &zone->summer.item[i];
    if (!read_offset(summer->offset, &out->offset_minutes))
        return wrong(r, HF_WORD_calendar_zone, "zone.summer", i, ".offset", summer->offset);
    if (out->offset_minutes <= r->out->offset_minutes || out->offset_minutes > r->out->offset_minutes + 180)
        return wrong(r, HF_WORD_calendar_summer, "zone.summer", i, ".offset", summer->offset);
    if (!read_turn(&summer->begins, &out->begins))
        return wrong(r, HF_WORD_calendar_turn, "zone.summer", i, ".begins.at", summer->begins.at);
    if (!read_turn(&summer->ends, &out->ends))
        return wrong(r, HF_WORD_calendar_turn, "zone.summer", i, ".ends.at", summer->ends.at);
    if (out->begins.month == out->ends.month)
        return wrong(r, HF_WORD_calendar_months, "zone.summer", i, ".ends.month", HF_STR_NONE);
    out->from_year = (int32_t)summer->first_year;
    out->to_year = (int32_t)summer->last_year;
    if (out->from_year > out->to_year || (i > 0 && out[-1].to_year >= out->from_year))
        return wrong(r, HF_WORD_calendar_years, "zone.summer", i, ".first_year", HF_STR_NONE);
    return HF_OK;
}

static enum hf_rc read_zone(struct reading *r, const struct zone *zone)
{
    struct hf_summer *summer = HF_NEW(r->arena, struct hf_summer, zone->summer.count + 1);
    if (!read_offset(zone->offset, &r->out->offset_minutes))
        return hf_fail(r->err, HF_WORD_calendar_zone, HF_STR("zone.offset"), zone->offset, HF_STR_NONE);
    for (size_t i = 0; i < zone->summer.count; i++)
        HF_TRY(read_summer(r, zone, i, &summer[i]));
    r->out->zone = zone->name;
    r->out->summer = summer;
    r->out->summers = (uint16_t)zone->summer.count;
    return HF_OK;
}

/* In order of the days, each in a year that is said to be known. */
static enum hf_rc read_holidays(struct reading *r, const struct written *w)
{
    struct hf_holiday *holiday = HF_NEW(r->arena, struct hf_holiday, w->holidays.count + 1);
    if (w->first_year > w->last_year)
        return hf_fail(r->err, HF_WORD_calendar_years, HF_STR("first_year"), HF_STR_NONE, HF_STR_NONE);
    r->out->first_year = (int32_t)w->first_year;
    r->out->last_year = (int32_t)w->last_year;
    for (size_t i = 0; i < w->holidays.count; i++) {
        const struct holiday *said = &w->holidays.item[i];
        holiday[i] = (struct hf_holiday){said->day, {{said->title.en, said->title.fr}}};
        if (!hf_calendar_knows(r->out, said->day))
            return wrong(r, HF_WORD_calendar_holiday, "holidays", i, ".day", HF_STR_NONE);
        if (i > 0 && said->day <= holiday[i - 1].day)
            return wrong(r, HF_WORD_calendar_order, "holidays", i, ".day", HF_STR_NONE);
    }
    r->out->holiday = holiday;
    r->out->holidays = (uint16_t)w->holidays.count;
    return HF_OK;
}

static enum hf_rc read_weekend(struct reading *r, const struct written *w)
{
    for (size_t i = 0; i < w->weekend.count; i++) {
        if ((r->out->weekend >> w->weekend.item[i] & 1) != 0)
            return wrong(r, HF_WORD_calendar_weekend, "weekend", i, "", day_words[w->weekend.item[i]]);
        r->out->weekend |= (uint8_t)(1 << w->weekend.item[i]);
    }
    if (r->out->weekend == 0x7F)
        return hf_fail(r->err, HF_WORD_calendar_weekend, HF_STR("weekend"), HF_STR_NONE, HF_STR_NONE);
    return HF_OK;
}

static enum hf_rc read_countings(struct reading *r, const struct written *w)
{
    struct hf_counting *counting = HF_NEW(r->arena, struct hf_counting, w->counting.count + 1);
    r->out->counting = counting;
    for (size_t i = 0; i < w->counting.count; i++) {
        const struct counting *said = &w->counting.item[i];
        if (hf_calendar_counting(r->out, said->name) != NULL)
            return wrong(r, HF_WORD_calendar_counting, "counting", i, ".name", said->name);
        counting[i] = (struct hf_counting){.name = said->name,
                                           .start = (enum hf_start)said->start_day,
                                           .roll = (enum hf_roll)said->roll,
                                           .full_hours = said->full_hours,
                                           .least_working_days = (int32_t)said->least_working_days,
                                           .source = said->source};
        r->out->countings = (uint16_t)(i + 1);
    }
    return HF_OK;
}

static enum hf_rc read_all(const struct hf_json *json, struct hf_arena *arena, struct hf_calendar *out,
                           struct hf_err *err)
{
    struct written w;
    struct hf_calendar calendar = {.version = 0};
    struct reading r = {arena, err, &calendar};
    struct hf_buf day = hf_buf_in(arena, HF_DAY_TEXT);
    HF_TRY(hf_record_read(&written_record, json, arena, &w, err));
    hf_day_put(&day, w.as_of);
    calendar.name = w.calendar;
    calendar.version = (uint32_t)w.version;
    calendar.title = (struct hf_text){{w.title.en, w.title.fr}};
    calendar.source = w.source;
    calendar.as_of = hf_buf_str(&day);
    HF_TRY(read_zone(&r, &w.zone));
    HF_TRY(read_holidays(&r, &w));
    HF_TRY(read_weekend(&r, &w));
    HF_TRY(read_countings(&r, &w));
    *out = calendar;
    return HF_OK;
}

enum hf_rc hf_calendar_read(struct hf_str text, struct hf_arena *arena, struct hf_calendar *out,
                            struct hf_err *err)
{
    struct hf_json json;
    HF_TRY(hf_json_read(text, &hf_json_file_limits, arena, &json, err));
    return hf_record_blame(text, &json, read_all(&json, arena, out, err), err);
}
