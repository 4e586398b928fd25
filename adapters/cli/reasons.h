/* SPDX-License-Identifier: Apache-2.0 */
/* How a date came about, told in sentences. */
#ifndef HF_CLI_REASONS_H
#define HF_CLI_REASONS_H

#include "cli/cli.h"
#include "flow/clock.h"

/* "Friday 24 April 2026", "vendredi 24 avril 2026" */
void hf_day_say(struct hf_buf *out, int32_t day, enum hf_lang lang);
/* One step as one sentence. */
struct hf_str hf_reason_say(const struct hf_reason *reason, const struct hf_calendar *calendar,
                            enum hf_lang lang, struct hf_arena *arena);

#endif
