/* SPDX-License-Identifier: Apache-2.0 */
/* What time itself asks: the next thing due in a file, and the command that a due clock gives. */
#ifndef HF_CASEFILE_DUE_H
#define HF_CASEFILE_DUE_H

#include "casefile/decide.h"
#include "flow/clock.h"

struct hf_due {
    hf_instance instance;
    struct hf_str clock; /* "expiry", "expiry:-60d", "deadline", "obligation:confirm" */
    uint32_t run;
    int64_t due_ms;
    bool provisional; /* the due time that it is, or is counted from */
};

/* Every timer of the file that is still to fire, earliest first (format section 5, order of equal instants).
 */
size_t hf_due_list(const struct hf_flows *flows, const struct hf_house *house, const struct hf_case *c,
                   struct hf_arena *arena, const struct hf_due **out);
/* What a later calendar asks to be reckoned again (format section 5), in the same order; each due since its
 * time was reckoned. */
size_t hf_recount_list(const struct hf_flows *flows, const struct hf_house *house, const struct hf_case *c,
                       struct hf_arena *arena, const struct hf_due **out);
/* When the earliest of them is due, 1970 at the earliest; HF_NOTHING_DUE. */
enum { HF_NOTHING_DUE = -1 };
int64_t hf_due_next(const struct hf_flows *flows, const struct hf_house *house, const struct hf_case *c,
                    struct hf_arena *arena);
/* When the file is to be looked at next: for a timer, to tell the other side of a thread that its answers
 * were recorded, once a checkpoint may cover them, or for its silence (silence.h). HF_NOTHING_DUE. */
enum { HF_ATTEST_AFTER_MS = 1500 };
int64_t hf_due_but_silence(const struct hf_flows *flows, const struct hf_house *house,
                           const struct hf_case *c, struct hf_arena *arena);
/* The earlier of two such times. */
int64_t hf_due_sooner(int64_t one_ms, int64_t other_ms);
int64_t hf_file_due(const struct hf_flows *flows, const struct hf_house *house, const struct hf_case *c,
                    struct hf_arena *arena);
/* The same without the telling, which waits for checkpoints and for nothing that happens in the file. */
int64_t hf_file_due_but_telling(const struct hf_flows *flows, const struct hf_house *house,
                                const struct hf_case *c, struct hf_arena *arena);
/* The command of a timer; its id follows from what is due (docs/formats.md 9). at_ms and seed are the desk's.
 */
struct hf_command hf_due_command(const struct hf_flows *flows, const struct hf_case *c,
                                 const struct hf_due *due, const struct hf_house *house,
                                 struct hf_arena *arena);

/* How the due time of a clock ("expiry", "deadline.sent", "obligation:confirm") comes about, by the calendar
 * as it is now; stored_ms is what the case holds. NOT_FOUND no_clock. */
struct hf_explained {
    const struct hf_calendar *calendar;
    struct hf_reached reached;
    int64_t stored_ms;
    bool hours;
};
enum hf_rc hf_due_explain(const struct hf_flows *flows, const struct hf_house *house, const struct hf_case *c,
                          hf_instance i, struct hf_str clock, struct hf_arena *arena,
                          struct hf_reasons *reasons, struct hf_explained *out, struct hf_err *err);

/* One row of `what-next`: format section 8, end. */
enum hf_possible { HF_POSSIBLE, HF_DEPENDS, HF_NOT_NOW };
struct hf_next {
    hf_instance instance; /* HF_NO_INSTANCE for an event of a kind's `begin` */
    const struct hf_kind *kind;
    const struct hf_event *event;
    enum hf_possible possible;
    const struct hf_err *why; /* HF_NOT_NOW only: all that stands in the way, in the order it is looked at */
    size_t whys;
};
size_t hf_what_next(const struct hf_flows *flows, const struct hf_house *house, const struct hf_case *c,
                    hf_instance instance, const struct hf_id *person, int64_t at_ms, struct hf_arena *arena,
                    const struct hf_next **out);

#endif
