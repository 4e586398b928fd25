/* SPDX-License-Identifier: Apache-2.0 */
/* Work that nobody asks for: timers that have come due, notices that wait to be sent, checkpoints to be
 * signed. */
#ifndef HF_DESK_WATCH_H
#define HF_DESK_WATCH_H

#include "desk/desk.h"

/*
 * Fires what is due now, through hf_desk_serve; *fired counts the timers, also on failure. Call again while
 * it is not 0. A file that cannot be read or a timer that is refused holds up no other; its failure is
 * returned once the others were served, and again each time the lease on the file ends. One that others were
 * in the way of (contended, desk_full) comes again without being told of.
 */
enum hf_rc hf_watch_due(struct hf_desk *desk, struct hf_arena *arena, size_t *fired, struct hf_err *err);

/*
 * Where a calendar has been published since: goes on through a bounded part of the cases and has every clock
 * reckoned again whose due time was provisional (format section 5). Each is done once, whoever begins anew;
 * when all cases have been gone through the library says so.
 */
enum hf_rc hf_watch_calendars(struct hf_desk *desk, struct hf_arena *arena, size_t *recounted,
                              struct hf_err *err);

/* Signs a checkpoint over all that is durable if the log has grown since the last one. *size:
 * signed. */
enum hf_rc hf_watch_checkpoint(struct hf_desk *desk, struct hf_arena *arena, int64_t *size,
                               struct hf_err *err);

/* One round of the courier: claim, send, settle with backoff. *moved: messages started, settled, or put on a
 * shelf to be fetched (desk/poll.h). */
enum hf_rc hf_dispatch_once(struct hf_desk *desk, struct hf_courier *courier, int64_t wait_ms,
                            struct hf_arena *arena, size_t *moved, struct hf_err *err);

#endif
