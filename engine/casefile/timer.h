/* SPDX-License-Identifier: Apache-2.0 */
/* Which timer a name means. Private to this folder; what is due when is due.h. */
#ifndef HF_CASEFILE_TIMER_H
#define HF_CASEFILE_TIMER_H

#include "casefile/deciding.h"

struct hf_timer {
    uint16_t clock, obligation; /* one of them; the other HF_NONE */
    const struct hf_term *term;
    const struct hf_remind *remind; /* NULL: the due time itself */
    uint16_t fires;                 /* event, or HF_NONE */
};

bool hf_timer_find(const struct hf_kind *kind, struct hf_str name, struct hf_timer *out);
const struct hf_clock_run *hf_timer_run(const struct hf_case *c, hf_instance i, const struct hf_timer *timer);

/* The step of a timer's command. REFUSED timer_passed: it was stopped, restarted or told already. */
enum hf_rc hf_timer_step(struct hf_deciding *d, struct hf_step *step);

#endif
