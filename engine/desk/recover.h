/* SPDX-License-Identifier: Apache-2.0 */
/*
 * After a restore: what others hold of this log (a checkpoint, a notice of ours, an answer of theirs, a
 * bundle) is held to what is here, and what is not here is named. Nothing is believed but our own signatures,
 * and of an answer nothing before the desk takes it up like any other.
 */
#ifndef HF_DESK_RECOVER_H
#define HF_DESK_RECOVER_H

#include "desk/desk.h"
#include "desk/subjects.h"
#include "seal/tree.h"

enum hf_copy_kind { HF_COPY_CHECKPOINT, HF_COPY_NOTICE, HF_COPY_ANSWER, HF_COPY_EVENT };
enum hf_copy_standing {
    HF_COPY_HELD,
    HF_COPY_LOST,   /* it is not here */
    HF_COPY_DIFFERS /* something else is in its place: the log went on after it was restored, or was changed
                     */
};
struct hf_copy {
    enum hf_copy_kind kind;
    enum hf_copy_standing standing;
    uint64_t number; /* leaves of a checkpoint; number of an event in its file; of a message in its thread */
    struct hf_str what;  /* name of a message's event, act of an event; empty: it is not shown */
    struct hf_str name;  /* a message's jti, the name of an event's file */
    struct hf_str whose; /* to whom, or from whom, a message is */
    int64_t at_ms;       /* signed, recorded; -1: not told */
    struct hf_id file;   /* to which it belongs; zero: that is not known here */
    struct hf_str token; /* of a message */
};
typedef enum hf_rc (*hf_copy_fn)(void *context, const struct hf_copy *copy, struct hf_err *err);

/*
 * All that these bytes tell of; texts live in the arena, and so do the subjects, which are zero before the
 * first and serve all that follow.
 *   errors   BAD_INPUT recover_form; UNVERIFIED recover_foreign, and what a bundle is refused for; those of
 *            the ledger and of `found`
 */
enum hf_rc hf_recover_look(struct hf_desk *desk, struct hf_str bytes, struct hf_subjects *subjects,
                           struct hf_arena *arena, hf_copy_fn found, void *context, struct hf_err *err);

/* A notice that was lost stands beside the log again, so that what replies to it finds it. */
enum hf_rc hf_recover_keep(struct hf_desk *desk, const struct hf_copy *copy, struct hf_err *err);

/* Is that our tree as it was at this size? *count: leaves of the log, where it has fewer. */
enum hf_rc hf_desk_had(struct hf_desk *desk, const struct hf_checkpoint *said, bool *same, uint64_t *count,
                       struct hf_err *err);

#endif
