/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/deadline_cases.h"

#include "record/record.h"

enum { CASES_MAX = 10000, CASE_HOLIDAYS_MAX = 4096 };

/* ---- the form ---- */

struct written {
    struct hf_str counting, expected, id, period, start, what;
    HF_LIST_OF(int32_t) holidays;
    HF_LIST_OF(int) weekend;
    bool roll;
    int start_day;
};
struct file {
    HF_LIST_OF(struct written) cases;
    HF_LIST_OF(int) weekend;
};

static const struct hf_str day_words[] = {HF_STR_INIT("mon"), HF_STR_INIT("tue"), HF_STR_INIT("wed"),
                                          HF_STR_INIT("thu"), HF_STR_INIT("fri"), HF_STR_INIT("sat"),
                                          HF_STR_INIT("sun")};
static const struct hf_str start_words[] = {HF_STR_INIT("excluded"), HF_STR_INIT("included")};
static const struct hf_names weekdays = HF_NAMES(day_words), starts = HF_NAMES(start_words);

#define SAID(wanted, most) .kind = HF_AS_TEXT, .needed = (wanted), .max = (most)
#define WEEKEND .kind = HF_AS_LIST, .of = HF_AS_CHOICE, .max = 7, .choices = &weekdays

static const struct hf_record_field written_fields[] = {
    HF_FIELD(struct written, counting, SAID(false, 40)),
    HF_FIELD(struct written, expected, SAID(false, 40)),
    HF_FIELD(struct written, holidays, .kind = HF_AS_LIST, .of = HF_AS_DAY, .max = CASE_HOLIDAYS_MAX),
    HF_FIELD(struct written, id, SAID(true, 200)),
    HF_FIELD(struct written, period, SAID(true, 40)),
    HF_FIELD(struct written, roll, .kind = HF_AS_BOOL),
    HF_FIELD(struct written, start, SAID(true, 40)),
    HF_FIELD(struct written, start_day, .kind = HF_AS_CHOICE, .choices = &starts),
    HF_FIELD(struct written, weekend, WEEKEND),
    HF_FIELD(struct written, what, SAID(false, 1000)),
};
/* Sources, rules and notes stand in such files too; they are for people. */
static const struct hf_record written_record = {.field = written_fields,
                                                .count = sizeof written_fields / sizeof written_fields[0],
                                                .size = sizeof(struct written),
                                                .open = true};
static const struct hf_record_field file_fields[] = {
    HF_FIELD(struct file, cases, .kind = HF_AS_LIST, .of = HF_AS_RECORD, .needed = true, .max = CASES_MAX,
             .record = &written_record),
    HF_FIELD(struct file, weekend, WEEKEND),
};
static const struct hf_record file_record = {.field = file_fields,
                                             .count = sizeof file_fields / sizeof file_fields[0],
                                             .size = sizeof(struct file),
                                             .open = true};

/* ---- one case ---- */

struct reading {
    struct hf_arena *arena;
    struct hf_err *err;
    const struct file *file;
    size_t index;
};

static enum hf_rc wrong(struct reading *r, enum hf_word word, const char *member, struct hf_str said)
{
    char room[64];
    struct hf_buf place = HF_BUF(room);
    hf_buf_put(&place, HF_STR("cases["));
    hf_buf_put_i64(&place, (int64_t)r->index);
    hf_buf_put(&place, HF_STR("]."));
    hf_buf_put(&place, hf_str_of(member));
    return hf_fail(r->err, word, hf_buf_str(&place), said, HF_STR_NONE);
}

/* In order, each once. */
static uint16_t sort_days(struct hf_holiday *holiday, size_t count)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        struct hf_holiday held = holiday[i];
        size_t at = kept;
        for (; at > 0 && holiday[at - 1].day > held.day; at--)
            ;
        if (at > 0 && holiday[at - 1].day == held.day)
            continue;
        memmove(&holiday[at + 1], &holiday[at], (kept - at) * sizeof held);
        holiday[at] = held;
        kept++;
    }
    return (uint16_t)kept;
}

static enum hf_rc read_calendar(struct reading *r, const struct written *w, struct hf_deadline_case *out)
{
    struct hf_holiday *holiday = HF_NEW(r->arena, struct hf_holiday, w->holidays.count + 1);
    bool own = w->weekend.item != NULL;
    size_t days = own ? w->weekend.count : r->file->weekend.count;
    const int *day = own ? w->weekend.item : r->file->weekend.item;
    out->calendar = (struct hf_calendar){.version = 1,
                                         .first_year = 1,
                                         .last_year = 9999,
                                         .offset_minutes = out->start.offset_minutes,
                                         .weekend = day == NULL ? 1 << 5 | 1 << 6 : 0,
                                         .holiday = holiday};
    for (size_t i = 0; day != NULL && i < days; i++)
        out->calendar.weekend |= (uint8_t)(1 << day[i]);
    if (out->calendar.weekend == 0x7F)
        return wrong(r, HF_WORD_calendar_weekend, "weekend", HF_STR_NONE);
    for (size_t i = 0; i < w->holidays.count; i++)
        holiday[i] = (struct hf_holiday){w->holidays.item[i],
                                         {{HF_STR("holiday of the case"), HF_STR("jour férié du cas")}}};
    out->calendar.holidays = sort_days(holiday, w->holidays.count);
    return HF_OK;
}

static enum hf_rc read_case(struct reading *r, struct hf_deadline_case *out)
{
    const struct written *w = &r->file->cases.item[r->index];
    *out = (struct hf_deadline_case){.id = w->id, .what = w->what, .expected = w->expected};
    out->count.roll = w->roll;
    out->count.start_included = w->start_day == 1;
    if (!hf_moment_read(w->start, &out->start))
        return wrong(r, HF_WORD_cli_moment, "start", w->start);
    if (!hf_period_read(w->period, &out->count.period) || out->count.period.count < 0)
        return wrong(r, HF_WORD_bad_period, "period", w->period);
    HF_TRY(read_calendar(r, w, out));
    out->count.counting =
        hf_calendar_counting(&out->calendar, w->counting.len == 0 ? HF_STR("plain") : w->counting);
    if (out->count.counting == NULL)
        return wrong(r, HF_WORD_cli_no_counting, "counting", w->counting);
    return hf_count_contradicts(&out->count) ? wrong(r, HF_WORD_cli_start_fixed, "start_day", w->counting)
                                             : HF_OK;
}

static enum hf_rc read_all(const struct hf_json *json, struct hf_arena *arena,
                           const struct hf_deadline_case **out, size_t *count, struct hf_err *err)
{
    struct file file;
    struct reading r = {.arena = arena, .err = err, .file = &file};
    HF_TRY(hf_record_read(&file_record, json, arena, &file, err));
    struct hf_deadline_case *all = HF_NEW(arena, struct hf_deadline_case, file.cases.count + 1);
    for (; r.index < file.cases.count; r.index++)
        HF_TRY(read_case(&r, &all[r.index]));
    *out = all;
    *count = file.cases.count;
    return HF_OK;
}

enum hf_rc hf_deadline_cases_read(struct hf_str text, struct hf_arena *arena,
                                  const struct hf_deadline_case **out, size_t *count, struct hf_err *err)
{
    struct hf_json json;
    HF_TRY(hf_json_read(text, &hf_json_open_limits, arena, &json, err));
    return hf_record_blame(text, &json, read_all(&json, arena, out, count, err), err);
}

enum hf_rc hf_deadline_case_due(const struct hf_deadline_case *one, struct hf_reasons *reasons,
                                struct hf_arena *arena, struct hf_str *due, struct hf_err *err)
{
    struct hf_count count = one->count;
    struct hf_reached reached = {.reasons = reasons};
    struct hf_buf text = hf_buf_in(arena, 40);
    count.calendar = &one->calendar;
    HF_TRY(hf_clock_within(&count, hf_moment_instant(&one->start, &one->calendar), &reached, err));
    if (count.period.unit == HF_HOURS)
        hf_moment_put(&text, reached.due_ms, one->start.offset_minutes, true);
    else
        hf_day_put(&text, hf_calendar_day(&one->calendar, reached.due_ms - 1));
    *due = hf_buf_str(&text);
    return HF_OK;
}
