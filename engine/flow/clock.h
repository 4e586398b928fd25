/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Counting time by the rules of a term (format section 5): due instants and reminders.
 *
 * Hours count to the millisecond; days, weeks, months and years end with the last day (24:00) in the
 * calendar's zone. Working days, rolling and named rules of counting need holiday calendars, which are not
 * there yet: a definition that asks for them is refused when it is read.
 */
#ifndef HF_FLOW_CLOCK_H
#define HF_FLOW_CLOCK_H

#include "base/err.h"
#include "base/when.h"

struct hf_calendar {
    struct hf_str name;
    int32_t offset_minutes; /* east of UTC, the same all year */
};

/*
 * The only calendar built in is "court". Its zone is UTC: a due date is then never earlier than the end of
 * that day in The Hague minus two hours, and no rule of summer time is needed to recount it in thirty years.
 * NULL: not known.
 */
const struct hf_calendar *hf_calendar_find(struct hf_str name);

/* Can periods of this unit be counted without holidays? All but working days. */
bool hf_unit_countable(enum hf_unit unit);

/* The civil day in which the instant lies, in the calendar's zone; and the first and last instant (24:00) of
 * a day. */
int32_t hf_calendar_day(const struct hf_calendar *calendar, int64_t at_ms);
int64_t hf_calendar_day_begin(const struct hf_calendar *calendar, int32_t day);
int64_t hf_calendar_day_end(const struct hf_calendar *calendar, int32_t day);

/*
 * When a period from `start_ms` ends. `start_included`: the day of the start is day one ("31 days starting
 * with the day of the refusal"); else day one is the day after. BAD_INPUT period_uncountable for working
 * days; REFUSED overflow beyond year 9999.
 */
enum hf_rc hf_clock_within(const struct hf_calendar *calendar, int64_t start_ms, struct hf_period period,
                           bool start_included, int64_t *due_ms, struct hf_err *err);

/* The k-th time, from 0, of a clock that recurs: always computed from the first, never from the one before.
 */
enum hf_rc hf_clock_every(const struct hf_calendar *calendar, int64_t first_ms, struct hf_period period,
                          uint32_t k, int64_t *due_ms, struct hf_err *err);

/*
 * A reminder so long before (negative) or after the due time: hours by the millisecond, all else by civil
 * days with the time of the day kept, so that "-60d" before the end of a day is the end of a day.
 */
enum hf_rc hf_clock_remind(const struct hf_calendar *calendar, int64_t due_ms, struct hf_period offset,
                           int64_t *at_ms, struct hf_err *err);

/* Where the due time moves when a clock stood still from pause to resume: hours exactly, else by civil days.
 */
int64_t hf_clock_resumed(const struct hf_calendar *calendar, int64_t due_ms, bool hours, int64_t pause_ms,
                         int64_t resume_ms);

#endif
