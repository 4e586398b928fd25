/* SPDX-License-Identifier: Apache-2.0 */
/* Worked-out periods in a file (tests/vectors/deadlines is one): each case brings its own calendar. */
#ifndef HF_CLI_DEADLINE_CASES_H
#define HF_CLI_DEADLINE_CASES_H

#include "cli/moment.h"
#include "flow/clock.h"
#include "record/json.h"

struct hf_deadline_case {
    struct hf_str id, what, expected; /* expected: empty where nothing is */
    struct hf_moment start;
    struct hf_calendar calendar; /* of the case alone; its zone is the offset of the start */
    struct hf_count count;       /* without its calendar, which is the one above */
};

/* BAD_INPUT with the place ("cases[3].period"). */
enum hf_rc hf_deadline_cases_read(struct hf_str text, struct hf_arena *arena,
                                  const struct hf_deadline_case **out, size_t *count, struct hf_err *err);
/* The due time as such a file writes it: an instant for hours, else a date. */
enum hf_rc hf_deadline_case_due(const struct hf_deadline_case *one, struct hf_reasons *reasons,
                                struct hf_arena *arena, struct hf_str *due, struct hf_err *err);

#endif
