/* SPDX-License-Identifier: Apache-2.0 */
/* From the bytes of a calendar to the calendar: docs/calendars.md is the form. */
#ifndef HF_FLOW_CALENDAR_READ_H
#define HF_FLOW_CALENDAR_READ_H

#include "flow/calendar.h"
#include "record/record.h"

/*
 * `text` must live as long as the arena. BAD_INPUT: what the gate and the field table say, and
 * calendar_zone, calendar_turn, calendar_summer, calendar_years, calendar_holiday, calendar_order,
 * calendar_weekend, calendar_counting; err->where is the path ("holidays[3].day").
 */
enum hf_rc hf_calendar_read(struct hf_str text, struct hf_arena *arena, struct hf_calendar *out,
                            struct hf_err *err);

/* The form, for whoever describes it. */
const struct hf_record *hf_calendar_record(void);

#endif
