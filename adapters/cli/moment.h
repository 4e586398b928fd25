/* SPDX-License-Identifier: Apache-2.0 */
/* Times as people and files write them: a day, or a time of it with or without an offset from UTC. */
#ifndef HF_CLI_MOMENT_H
#define HF_CLI_MOMENT_H

#include "flow/calendar.h"

struct hf_moment {
    int64_t wall_ms; /* what the wall shows; midnight where only the day was said */
    bool is_day, has_offset;
    int32_t offset_minutes;
};

/* "2026-03-06", "2026-03-06T10:15", with seconds and milliseconds if need be, then Z, +01:00 or nothing. */
bool hf_moment_read(struct hf_str text, struct hf_moment *out);
/* The instant: by its own offset, else by the wall of the calendar's zone. */
int64_t hf_moment_instant(const struct hf_moment *moment, const struct hf_calendar *calendar);

/* Does the wall of the zone show what was said once (SHOWN), never, or twice? With an offset: once. */
enum hf_shown { HF_SHOWN_ONCE, HF_SHOWN_NEVER, HF_SHOWN_TWICE };
enum hf_shown hf_moment_shown(const struct hf_moment *moment, const struct hf_calendar *calendar);

/* "2026-03-06T10:15:00+01:00", or Z where `z` is wanted for no offset; milliseconds where there are some. */
void hf_moment_put(struct hf_buf *out, int64_t at_ms, int32_t offset_minutes, bool z);
/* The same on the wall of the calendar's zone. */
void hf_moment_put_in(struct hf_buf *out, int64_t at_ms, const struct hf_calendar *calendar);

#endif
