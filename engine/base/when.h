/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Time as values: instants (milliseconds since 1970-01-01T00:00:00Z, leap seconds not counted), civil days
 * (days since 1970-01-01 in the proleptic Gregorian calendar) and written periods. Nothing here knows what
 * time it is, nor any zone: legal counting with calendars is flow/clock.
 */
#ifndef HF_BASE_WHEN_H
#define HF_BASE_WHEN_H

#include "base/buf.h"

enum { HF_INSTANT_TEXT = 24, HF_DAY_TEXT = 10 };
#define HF_MS_PER_DAY INT64_C(86400000)
#define HF_MS_PER_HOUR INT64_C(3600000)

/* Years 1 to 9999, so that every value has one written form. */
bool hf_instant_read(struct hf_str s, int64_t *at_ms); /* exactly 2026-11-23T09:14:00.000Z */
void hf_instant_put(struct hf_buf *buf, int64_t at_ms);

bool hf_day_read(struct hf_str s, int32_t *day); /* exactly 2026-11-23 */
void hf_day_put(struct hf_buf *buf, int32_t day);

struct hf_civil {
    int32_t year, month, day; /* month and day from 1 */
};
int32_t hf_day_of(struct hf_civil civil);
struct hf_civil hf_civil_of(int32_t day);
int32_t hf_month_days(int32_t year, int32_t month);
/* 0 Monday .. 6 Sunday */
int32_t hf_weekday(int32_t day);
/* The civil day (UTC) in which the instant lies. */
int32_t hf_day_at(int64_t at_ms);

/* The same day of the month so many months later, or that month's last day. */
int32_t hf_day_add_months(int32_t day, int32_t months);

enum hf_unit { HF_HOURS, HF_DAYS, HF_WORKING_DAYS, HF_WEEKS, HF_MONTHS, HF_YEARS };
struct hf_period {
    int32_t count; /* negative only in reminders ("-60d") */
    enum hf_unit unit;
};
/* "48h 45d 10wd 6w 18m 2y", with an optional sign '+' or '-'; at most six digits. */
bool hf_period_read(struct hf_str s, struct hf_period *out);
void hf_period_put(struct hf_buf *buf, struct hf_period period);

#endif
