/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Counting time by the rules of a term (format section 5): due instants, reminders, what is left of a clock
 * that stands still. Functions of a calendar that is handed in.
 *
 * Hours count to the millisecond; working days, days, weeks, months and years end with the last day (24:00)
 * in the calendar's zone. A month or year that lacks the day ends on the month's last day.
 */
#ifndef HF_FLOW_CLOCK_H
#define HF_FLOW_CLOCK_H

#include "flow/calendar.h"

/* How to count: a term's members once its calendar is known. What the rule of counting fixes goes before. */
struct hf_count {
    const struct hf_calendar *calendar;
    const struct hf_counting *counting;
    struct hf_period period;
    bool start_included; /* the day of the start is day one; else day one is the day after */
    bool roll;           /* a last day on a weekend or holiday moves to the next working day */
};

/* How a due time came about, one step after the other; for whoever asks, never for deciding. */
enum hf_reason_kind {
    HF_REASON_SKIPPED, /* said of the start, the wall never shows it: the moment of the turn, at_ms, counts */
    HF_REASON_TWICE,   /* the wall shows it twice: the first is meant, at_ms */
    HF_REASON_START,   /* at_ms, on `day` */
    HF_REASON_FULL_HOUR, /* hours count from at_ms */
    HF_REASON_HOURS,     /* `number` hours later it is at_ms */
    HF_REASON_DAY_ONE,   /* the day of the start is (number 1) or is not (0) counted: day one is `day` */
    HF_REASON_DAYS,      /* `number` days: the last is `day` */
    HF_REASON_WEEKS,     /* the same day of the week, `number` weeks later */
    HF_REASON_MONTHS,    /* the same date, `number` months later */
    HF_REASON_YEARS,
    HF_REASON_MONTHS_CUT, /* `number` months later there is no such date: the last day of the month is `day`
                           */
    HF_REASON_YEARS_CUT,
    HF_REASON_DAY_BEFORE,    /* the starting day was counted, so the period ends the day before: `day` */
    HF_REASON_DAY_STAYS,     /* the starting day was counted; as the date is lacking, it ends on `day` */
    HF_REASON_HOLIDAY,       /* `day` is not counted: `holiday` */
    HF_REASON_MORE_HOLIDAYS, /* nor are `number` more */
    HF_REASON_WORKING_DAYS,  /* `number` working days: the last is `day` */
    HF_REASON_NOT_WORKED,    /* the last day, `day`, is a weekend's (holiday NULL) or a holiday */
    HF_REASON_ROLLED,        /* the next working day is `day` */
    HF_REASON_TOO_FEW,       /* only `number` working days so far: it goes on to `day` */
    HF_REASON_FIXED,         /* `day` was given */
    HF_REASON_STOOD_STILL,   /* `number` days were left when it stood still; it goes on after `day` */
    HF_REASON_UNKNOWN,       /* the calendar does not know the year `number`: provisional */
    HF_REASON_END            /* `day` ends at at_ms */
};
struct hf_reason {
    enum hf_reason_kind kind;
    int32_t day, number;
    int64_t at_ms;
    const struct hf_holiday *holiday;
};
enum { HF_REASONS_MAX = 48 };
struct hf_reasons {
    struct hf_reason at[HF_REASONS_MAX];
    size_t count;
};

struct hf_reached {
    int64_t due_ms;
    bool provisional;           /* it rests on years that the calendar does not know */
    struct hf_reasons *reasons; /* NULL: nobody asks; set by the caller */
};

/* Is the starting day said to be counted, where the rule of counting says that it is not? */
bool hf_count_contradicts(const struct hf_count *count);

/* When the period ends that begins at this instant. REFUSED overflow beyond year 9999. */
enum hf_rc hf_clock_within(const struct hf_count *count, int64_t start_ms, struct hf_reached *out,
                           struct hf_err *err);

/* The end of a day that was given; it rolls where the count says so. */
enum hf_rc hf_clock_until(const struct hf_count *count, int32_t day, struct hf_reached *out,
                          struct hf_err *err);

/* The k-th time, from 0, of a clock that recurs: always computed from the first, never from the one before;
 * each rolls for itself. REFUSED overflow, as all that follow. */
enum hf_rc hf_clock_every(const struct hf_count *count, int64_t first_ms, uint32_t k, struct hf_reached *out,
                          struct hf_err *err);

/*
 * A reminder so long before (negative) or after the due time: hours by the millisecond, working days by the
 * calendar, all else by civil days with the time on the wall kept, so that "-60d" before the end of a day is
 * the end of a day.
 */
enum hf_rc hf_clock_remind(const struct hf_calendar *calendar, int64_t due_ms, struct hf_period offset,
                           int64_t *at_ms, struct hf_err *err);

/* What is left of a clock, not of hours, that stands still since this instant: days, or working days where
 * those are counted; negative when it was late. */
struct hf_period hf_clock_left(const struct hf_count *count, int64_t due_ms, int64_t pause_ms);
/* When it ends if it goes on at this instant with so much left. Days move and then roll; working days are
 * counted on. REFUSED overflow. */
enum hf_rc hf_clock_go_on(const struct hf_count *count, struct hf_period left, int64_t resume_ms,
                          struct hf_reached *out, struct hf_err *err);

#endif
