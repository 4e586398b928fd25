/* SPDX-License-Identifier: Apache-2.0 */
/* The timers of one instance: the due times of its clocks and obligations, and their reminders. Private to
 * this folder; those of a whole file are due.h. */
#ifndef HF_CASEFILE_TIMER_H
#define HF_CASEFILE_TIMER_H

#include "casefile/deciding.h"
#include "casefile/reckon.h"

struct hf_timer {
    struct hf_str name;         /* "expiry", "expiry:-60d", "obligation:confirm", "obligation:confirm:+7d" */
    uint16_t clock, obligation; /* one of them; the other HF_NONE */
    const struct hf_term *term;
    const struct hf_remind *remind; /* NULL: the due time itself */
    uint16_t fires;                 /* event, or HF_NONE */
    bool recounts, provisional;
    uint32_t run;
    int64_t due_ms; /* of this timer: a reminder has its own */
};

/* Those still to fire, in the order in which they do. None once the file's root is final. */
size_t hf_timers(const struct hf_flows *flows, const struct hf_house *house, const struct hf_case *c,
                 hf_instance i, struct hf_arena *arena, const struct hf_timer **out);
/* Those whose provisional due time a later calendar may have made another: "expiry:fr/3", due since it was
 * reckoned. */
size_t hf_recounts(const struct hf_flows *flows, const struct hf_house *house, const struct hf_case *c,
                   hf_instance i, struct hf_arena *arena, const struct hf_timer **out);
/* By time, then by the clock's name, then by the offset. */
int hf_timer_order(int64_t a_ms, struct hf_str a, int64_t b_ms, struct hf_str b);

/* The times of a recurring clock around an instant: all are counted from the first. */
struct hf_recurrence {
    int64_t last_ms;         /* the last that is past */
    struct hf_reckoned next; /* the first that is not */
    uint32_t times;          /* how many have passed since the clock was last told, the last included */
};
enum hf_rc hf_timer_recurrence(const struct hf_scene *scene, const struct hf_term *term,
                               const struct hf_clock_run *run, int64_t now_ms, struct hf_recurrence *out,
                               struct hf_err *err);

/* The step of a timer's command. REFUSED timer_passed: it was stopped, restarted or told already. */
enum hf_rc hf_timer_step(struct hf_deciding *d, struct hf_step *step);

#endif
