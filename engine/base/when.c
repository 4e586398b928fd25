/* SPDX-License-Identifier: Apache-2.0 */
#include "base/when.h"

enum { FIRST_DAY = -719162, LAST_DAY = 2932896 }; /* 0001-01-01 and 9999-12-31 */

int32_t hf_day_of(struct hf_civil civil)
{
    /* Years counted from March, so that the leap day is a year's last (Hinnant, "chrono-compatible
     * algorithms"). */
    int32_t year = civil.month <= 2 ? civil.year - 1 : civil.year;
    int32_t era = (year >= 0 ? year : year - 399) / 400;
    int32_t of_era = year - era * 400;
    int32_t of_year = (153 * ((civil.month + 9) % 12) + 2) / 5 + civil.day - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

struct hf_civil hf_civil_of(int32_t day)
{
    int32_t shifted = day + 719468;
    int32_t era = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
    int32_t doe = shifted - era * 146097;
    int32_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int32_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    int32_t mp = (5 * doy + 2) / 153;
    int32_t month = mp < 10 ? mp + 3 : mp - 9;
    return (struct hf_civil){yoe + era * 400 + (month <= 2 ? 1 : 0), month, doy - (153 * mp + 2) / 5 + 1};
}

int32_t hf_month_days(int32_t year, int32_t month)
{
    static const int32_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return days[month - 1] + (month == 2 && leap ? 1 : 0);
}

int32_t hf_weekday(int32_t day)
{
    int32_t weekday = (day + 3) % 7; /* 1970-01-01 was a Thursday */
    return weekday < 0 ? weekday + 7 : weekday;
}

int32_t hf_day_at(int64_t at_ms)
{
    int64_t day = at_ms / HF_MS_PER_DAY;
    return (int32_t)(at_ms % HF_MS_PER_DAY < 0 ? day - 1 : day);
}

int32_t hf_day_add_months(int32_t day, int32_t months)
{
    struct hf_civil c = hf_civil_of(day);
    int32_t index = c.year * 12 + c.month - 1 + months;
    c.year = index / 12;
    c.month = index % 12 + 1;
    int32_t last = hf_month_days(c.year, c.month);
    if (c.day > last)
        c.day = last;
    return hf_day_of(c);
}

/* Exactly `width` digits at `at`. */
static bool digits(struct hf_str s, size_t at, size_t width, int32_t *out)
{
    int32_t value = 0;
    for (size_t i = at; i < at + width; i++) {
        if (i >= s.len || s.at[i] < '0' || s.at[i] > '9')
            return false;
        value = value * 10 + (s.at[i] - '0');
    }
    *out = value;
    return true;
}

bool hf_day_read(struct hf_str s, int32_t *day)
{
    struct hf_civil c;
    if (s.len != HF_DAY_TEXT || s.at[4] != '-' || s.at[7] != '-' || !digits(s, 0, 4, &c.year) ||
        !digits(s, 5, 2, &c.month) || !digits(s, 8, 2, &c.day))
        return false;
    if (c.year < 1 || c.month < 1 || c.month > 12 || c.day < 1 || c.day > hf_month_days(c.year, c.month))
        return false;
    *day = hf_day_of(c);
    return true;
}

/* `width` digits and the mark behind them; where the next ones go. */
static char *write_digits(char *at, uint32_t value, size_t width, char mark)
{
    for (size_t i = width; i-- > 0; value /= 10)
        at[i] = (char)('0' + value % 10);
    at[width] = mark;
    return at + width + 1;
}

/* The day with the mark behind it. */
static char *write_day(char *at, int32_t day, char mark)
{
    struct hf_civil c = hf_civil_of(day < FIRST_DAY ? FIRST_DAY : day > LAST_DAY ? LAST_DAY : day);
    at = write_digits(at, (uint32_t)c.year, 4, '-');
    at = write_digits(at, (uint32_t)c.month, 2, '-');
    return write_digits(at, (uint32_t)c.day, 2, mark);
}

void hf_day_put(struct hf_buf *buf, int32_t day)
{
    char text[HF_DAY_TEXT + 1];
    write_day(text, day, '\0');
    hf_buf_put_bytes(buf, text, HF_DAY_TEXT);
}

bool hf_instant_read(struct hf_str s, int64_t *at_ms)
{
    int32_t day, hour, minute, second, ms;
    if (s.len != HF_INSTANT_TEXT || !hf_day_read(hf_str_part(s, 0, HF_DAY_TEXT), &day) || s.at[10] != 'T' ||
        s.at[13] != ':' || s.at[16] != ':' || s.at[19] != '.' || s.at[23] != 'Z')
        return false;
    if (!digits(s, 11, 2, &hour) || !digits(s, 14, 2, &minute) || !digits(s, 17, 2, &second) ||
        !digits(s, 20, 3, &ms) || hour > 23 || minute > 59 || second > 59)
        return false;
    *at_ms = day * HF_MS_PER_DAY + ((hour * 60 + minute) * 60 + second) * INT64_C(1000) + ms;
    return true;
}

void hf_instant_put(struct hf_buf *buf, int64_t at_ms)
{
    int32_t day = hf_day_at(at_ms);
    uint32_t ms = (uint32_t)(at_ms - day * HF_MS_PER_DAY);
    char text[HF_INSTANT_TEXT];
    char *at = write_day(text, day, 'T');
    at = write_digits(at, ms / 3600000, 2, ':');
    at = write_digits(at, ms / 60000 % 60, 2, ':');
    at = write_digits(at, ms / 1000 % 60, 2, '.');
    write_digits(at, ms % 1000, 3, 'Z');
    hf_buf_put_bytes(buf, text, sizeof text);
}

static const struct {
    struct hf_str text;
    enum hf_unit unit;
} units[] = {
    {HF_STR_INIT("h"), HF_HOURS}, {HF_STR_INIT("d"), HF_DAYS},   {HF_STR_INIT("wd"), HF_WORKING_DAYS},
    {HF_STR_INIT("w"), HF_WEEKS}, {HF_STR_INIT("m"), HF_MONTHS}, {HF_STR_INIT("y"), HF_YEARS},
};

bool hf_period_read(struct hf_str s, struct hf_period *out)
{
    bool negative = hf_str_begins(s, HF_STR("-"));
    if (negative || hf_str_begins(s, HF_STR("+")))
        s = hf_str_part(s, 1, s.len);
    size_t n = 0;
    int32_t count;
    while (n < s.len && s.at[n] >= '0' && s.at[n] <= '9')
        n++;
    if (n == 0 || n > 6 || (n > 1 && s.at[0] == '0') || !digits(s, 0, n, &count))
        return false;
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++)
        if (hf_str_eq(hf_str_part(s, n, s.len), units[i].text)) {
            *out = (struct hf_period){negative ? -count : count, units[i].unit};
            return true;
        }
    return false;
}

void hf_period_put(struct hf_buf *buf, struct hf_period period)
{
    hf_buf_put_i64(buf, period.count);
    hf_buf_put(buf, units[period.unit].text);
}
