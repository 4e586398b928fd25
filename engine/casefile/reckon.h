/* SPDX-License-Identifier: Apache-2.0 */
/* What a term of a clock or an obligation reads from the case, and when it therefore ends. Private here. */
#ifndef HF_CASEFILE_RECKON_H
#define HF_CASEFILE_RECKON_H

#include "casefile/scene.h"
#include "flow/clock.h"

/* Calendar and rules of counting; the period is the caller's to fill in. REFUSED no_calendar, no_counting. */
enum hf_rc hf_reckon_count(const struct hf_scene *scene, const struct hf_term *term, struct hf_count *out,
                           struct hf_err *err);

/* {"of": ..., "else": ...}: what is read takes the sign of `else`, so that a lead time of "60d" reminds
 * before. */
enum hf_rc hf_reckon_span(const struct hf_scene *scene, const struct hf_span *span, struct hf_period *out,
                          struct hf_err *err);

struct hf_reckoned {
    int64_t from_ms, due_ms;
    bool known;                         /* false: `until` reads data that are absent */
    bool provisional;                   /* it rests on years that the calendar does not know */
    const struct hf_calendar *calendar; /* NULL: none was asked */
    struct hf_period left; /* what was counted, or what was left when it stood still; unit hours: nothing */
};
/*
 * From the scene's `act.effective_at` unless the term says from when; where only the day is known of that,
 * from that day in the clock's own calendar. REFUSED overflow beyond year 9999.
 */
enum hf_rc hf_reckon_due(const struct hf_scene *scene, const struct hf_term *term, struct hf_reckoned *out,
                         struct hf_err *err);

/* What is left of a run that comes to stand still at this instant; and when it ends, going on from another.
 */
enum hf_rc hf_reckon_pause(const struct hf_scene *scene, const struct hf_term *term,
                           const struct hf_clock_run *run, int64_t at_ms, struct hf_reckoned *out,
                           struct hf_err *err);
enum hf_rc hf_reckon_resume(const struct hf_scene *scene, const struct hf_term *term,
                            const struct hf_clock_run *run, int64_t at_ms, struct hf_reckoned *out,
                            struct hf_err *err);

/* Is there a later calendar than the one by which a provisional run was reckoned? */
bool hf_reckon_stale(const struct hf_scene *scene, const struct hf_term *term, const struct hf_clock_run *run,
                     const struct hf_calendar **newer);
/* The due time of a run by the calendar as it is now. */
enum hf_rc hf_reckon_again(const struct hf_scene *scene, const struct hf_term *term,
                           const struct hf_clock_run *run, struct hf_reckoned *out, struct hf_err *err);

/*
 * What these rules make of a run that others began (migration): counted from its own start, what it stood
 * still so far added; of a recurring one the first time after all that was told. *first_ms: the due time
 * without what was added, or of a recurring clock its first.
 */
enum hf_rc hf_reckon_carry(const struct hf_scene *scene, const struct hf_term *term,
                           const struct hf_clock_run *run, struct hf_reckoned *out, int64_t *first_ms,
                           struct hf_err *err);

/* The members `calendar`, `left`, `provisional` of what is stored; none for the calendar built in. */
void hf_reckon_put(const struct hf_reckoned *reckoned, struct hf_arena *arena, struct hf_json_maker *item);

/* Is this an instant that can be written? */
enum hf_rc hf_reckon_writable(int64_t at_ms, struct hf_err *err);

#endif
