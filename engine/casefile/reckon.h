/* SPDX-License-Identifier: Apache-2.0 */
/* What a term of a clock or an obligation reads from the case, and when it therefore ends. Private here. */
#ifndef HF_CASEFILE_RECKON_H
#define HF_CASEFILE_RECKON_H

#include "casefile/scene.h"
#include "flow/clock.h"

/* REFUSED no_calendar. */
enum hf_rc hf_reckon_calendar(const struct hf_scene *scene, const struct hf_term *term,
                              const struct hf_calendar **out, struct hf_err *err);

/* {"of": ..., "else": ...}: what is read takes the sign of `else`, so that a lead time of "60d" reminds
 * before. */
enum hf_rc hf_reckon_span(const struct hf_scene *scene, const struct hf_span *span, struct hf_period *out,
                          struct hf_err *err);

struct hf_reckoned {
    int64_t from_ms, due_ms;
    bool known; /* false: `until` reads data that are absent */
};
/* From the scene's `act.effective_at` unless the term says from when. REFUSED overflow beyond year 9999. */
enum hf_rc hf_reckon_due(const struct hf_scene *scene, const struct hf_term *term, struct hf_reckoned *out,
                         struct hf_err *err);

/* Is this an instant that can be written? */
enum hf_rc hf_reckon_writable(int64_t at_ms, struct hf_err *err);

#endif
