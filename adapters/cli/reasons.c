/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/reasons.h"

#include "cli/moment.h"

static const char *const weekdays[HF_LANGS][7] = {
    {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"},
    {"lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"}};
static const char *const months[HF_LANGS][12] = {
    {"January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
     "November", "December"},
    {"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre",
     "novembre", "décembre"}};

void hf_day_say(struct hf_buf *out, int32_t day, enum hf_lang lang)
{
    struct hf_civil civil = hf_civil_of(day);
    hf_buf_put(out, hf_str_of(weekdays[lang][hf_weekday(day)]));
    hf_buf_put_char(out, ' ');
    hf_buf_put_i64(out, civil.day);
    if (lang == HF_FR && civil.day == 1)
        hf_buf_put(out, HF_STR("er"));
    hf_buf_put_char(out, ' ');
    hf_buf_put(out, hf_str_of(months[lang][civil.month - 1]));
    hf_buf_put_char(out, ' ');
    hf_buf_put_i64(out, civil.year);
}

/* What {0} and {1} of a sentence stand for. */
enum shown { NOTHING, DAY, NUMBER, AT, TITLE };

static const struct {
    enum hf_say say;
    enum shown shown[2];
} sentences[] = {
    [HF_REASON_SKIPPED] = {HF_SAY_reason_skipped, {AT, NOTHING}},
    [HF_REASON_TWICE] = {HF_SAY_reason_twice, {AT, NOTHING}},
    [HF_REASON_START] = {HF_SAY_reason_start, {AT, DAY}},
    [HF_REASON_FULL_HOUR] = {HF_SAY_reason_full_hour, {AT, NOTHING}},
    [HF_REASON_HOURS] = {HF_SAY_reason_hours, {NUMBER, AT}},
    [HF_REASON_DAY_ONE] = {HF_SAY_reason_day_one, {DAY, NOTHING}},
    [HF_REASON_DAYS] = {HF_SAY_reason_days, {NUMBER, DAY}},
    [HF_REASON_WEEKS] = {HF_SAY_reason_weeks, {NUMBER, DAY}},
    [HF_REASON_MONTHS] = {HF_SAY_reason_months, {NUMBER, DAY}},
    [HF_REASON_YEARS] = {HF_SAY_reason_years, {NUMBER, DAY}},
    [HF_REASON_MONTHS_CUT] = {HF_SAY_reason_months_cut, {NUMBER, DAY}},
    [HF_REASON_YEARS_CUT] = {HF_SAY_reason_years_cut, {NUMBER, DAY}},
    [HF_REASON_DAY_STAYS] = {HF_SAY_reason_day_stays, {DAY, NOTHING}},
    [HF_REASON_DAY_BEFORE] = {HF_SAY_reason_day_before, {DAY, NOTHING}},
    [HF_REASON_HOLIDAY] = {HF_SAY_reason_holiday, {DAY, TITLE}},
    [HF_REASON_MORE_HOLIDAYS] = {HF_SAY_reason_more_holidays, {NUMBER, NOTHING}},
    [HF_REASON_WORKING_DAYS] = {HF_SAY_reason_working_days, {NUMBER, DAY}},
    [HF_REASON_NOT_WORKED] = {HF_SAY_reason_not_worked, {DAY, TITLE}},
    [HF_REASON_ROLLED] = {HF_SAY_reason_rolled, {DAY, NOTHING}},
    [HF_REASON_TOO_FEW] = {HF_SAY_reason_too_few, {NUMBER, DAY}},
    [HF_REASON_FIXED] = {HF_SAY_reason_fixed, {DAY, NOTHING}},
    [HF_REASON_STOOD_STILL] = {HF_SAY_reason_stood_still, {NUMBER, DAY}},
    [HF_REASON_UNKNOWN] = {HF_SAY_reason_unknown, {NUMBER, NOTHING}},
    [HF_REASON_END] = {HF_SAY_reason_end, {DAY, AT}},
};

static struct hf_str show(enum shown shown, const struct hf_reason *reason,
                          const struct hf_calendar *calendar, enum hf_lang lang, struct hf_arena *arena)
{
    struct hf_buf text = hf_buf_in(arena, 64);
    if (shown == DAY)
        hf_day_say(&text, reason->day, lang);
    else if (shown == NUMBER)
        hf_buf_put_i64(&text, reason->number);
    else if (shown == AT)
        hf_moment_put_in(&text, reason->at_ms, calendar);
    else if (shown == TITLE && reason->holiday != NULL)
        hf_buf_put(&text, reason->holiday->title.say[lang]);
    return hf_buf_str(&text);
}

/* A sentence that says something else of the same step. */
static enum hf_say variant(const struct hf_reason *reason)
{
    if (reason->kind == HF_REASON_DAY_ONE && reason->number == 1)
        return HF_SAY_reason_day_one_counted;
    if (reason->kind == HF_REASON_NOT_WORKED && reason->holiday == NULL)
        return HF_SAY_reason_weekend;
    return sentences[reason->kind].say;
}

struct hf_str hf_reason_say(const struct hf_reason *reason, const struct hf_calendar *calendar,
                            enum hf_lang lang, struct hf_arena *arena)
{
    struct hf_buf text = hf_buf_in(arena, 160);
    const enum shown *shown = sentences[reason->kind].shown;
    hf_say_put(&text, variant(reason), lang, show(shown[0], reason, calendar, lang, arena),
               show(shown[1], reason, calendar, lang, arena));
    return hf_buf_str(&text);
}
