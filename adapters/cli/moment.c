/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/moment.h"

#define MS_PER_MINUTE INT64_C(60000)

/* Takes `width` digits from the front. */
static bool digits(struct hf_str *s, size_t width, int32_t most, int32_t *out)
{
    int32_t value = 0;
    if (s->len < width)
        return false;
    for (size_t i = 0; i < width; i++) {
        if (s->at[i] < '0' || s->at[i] > '9')
            return false;
        value = value * 10 + (s->at[i] - '0');
    }
    *s = hf_str_part(*s, width, s->len);
    *out = value;
    return value <= most;
}

static bool mark(struct hf_str *s, char c)
{
    if (s->len == 0 || s->at[0] != c)
        return false;
    *s = hf_str_part(*s, 1, s->len);
    return true;
}

/* ":SS", then ".mmm", both or the first or none. */
static bool seconds(struct hf_str *s, int64_t *ms)
{
    int32_t second, milli = 0;
    *ms = 0;
    if (!mark(s, ':'))
        return true;
    if (!digits(s, 2, 59, &second) || (mark(s, '.') && !digits(s, 3, 999, &milli)))
        return false;
    *ms = second * INT64_C(1000) + milli;
    return true;
}

static bool offset(struct hf_str *s, struct hf_moment *out)
{
    int32_t hour, minute;
    if (s->len == 0)
        return true;
    out->has_offset = true;
    if (mark(s, 'Z'))
        return true;
    bool west = s->at[0] == '-';
    if ((!mark(s, '+') && !mark(s, '-')) || !digits(s, 2, 14, &hour) || !mark(s, ':') ||
        !digits(s, 2, 59, &minute))
        return false;
    out->offset_minutes = (hour * 60 + minute) * (west ? -1 : 1);
    return true;
}

bool hf_moment_read(struct hf_str text, struct hf_moment *out)
{
    struct hf_moment moment = {.is_day = text.len == HF_DAY_TEXT};
    struct hf_str rest = hf_str_part(text, HF_DAY_TEXT, text.len);
    int32_t day, hour, minute;
    int64_t ms;
    if (!hf_day_read(hf_str_part(text, 0, HF_DAY_TEXT), &day))
        return false;
    moment.wall_ms = day * HF_MS_PER_DAY;
    if (!moment.is_day) {
        if (!mark(&rest, 'T') || !digits(&rest, 2, 23, &hour) || !mark(&rest, ':') ||
            !digits(&rest, 2, 59, &minute) || !seconds(&rest, &ms) || !offset(&rest, &moment) || rest.len > 0)
            return false;
        moment.wall_ms += (hour * 60 + minute) * MS_PER_MINUTE + ms;
    }
    *out = moment;
    return true;
}

int64_t hf_moment_instant(const struct hf_moment *moment, const struct hf_calendar *calendar)
{
    return moment->has_offset ? moment->wall_ms - moment->offset_minutes * MS_PER_MINUTE
                              : hf_calendar_instant(calendar, moment->wall_ms);
}

enum hf_shown hf_moment_shown(const struct hf_moment *moment, const struct hf_calendar *calendar)
{
    int64_t at_ms = hf_moment_instant(moment, calendar);
    if (moment->has_offset)
        return HF_SHOWN_ONCE;
    if (hf_calendar_wall(calendar, at_ms) != moment->wall_ms)
        return HF_SHOWN_NEVER;
    /* clocks are put back by at most three hours: is it shown again until then? */
    for (int64_t later = 1; later <= 6; later++)
        if (hf_calendar_wall(calendar, at_ms + later * HF_MS_PER_HOUR / 2) == moment->wall_ms)
            return HF_SHOWN_TWICE;
    return HF_SHOWN_ONCE;
}

static void put_offset(struct hf_buf *out, int32_t minutes)
{
    uint64_t size = (uint64_t)(minutes < 0 ? -minutes : minutes);
    hf_buf_put_char(out, minutes < 0 ? '-' : '+');
    hf_buf_put_padded(out, size / 60, 2);
    hf_buf_put_char(out, ':');
    hf_buf_put_padded(out, size % 60, 2);
}

void hf_moment_put(struct hf_buf *out, int64_t at_ms, int32_t offset_minutes, bool z)
{
    char room[HF_INSTANT_TEXT];
    struct hf_buf text = HF_BUF(room);
    hf_instant_put(&text, at_ms + offset_minutes * MS_PER_MINUTE);
    struct hf_str said = hf_buf_str(&text);
    bool whole = hf_str_eq(hf_str_part(said, 19, 23), HF_STR(".000"));
    hf_buf_put(out, hf_str_part(said, 0, whole ? 19 : 23));
    if (z && offset_minutes == 0)
        hf_buf_put_char(out, 'Z');
    else
        put_offset(out, offset_minutes);
}

void hf_moment_put_in(struct hf_buf *out, int64_t at_ms, const struct hf_calendar *calendar)
{
    hf_moment_put(out, at_ms, hf_calendar_offset(calendar, at_ms), calendar->version == 0);
}
