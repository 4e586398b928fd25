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

/* Has a checkpoint signed over all that is durable if the log has grown since the last one. *size: of the
 * log. hf_is_frozen: the log is not the one that was signed. */
enum hf_rc hf_watch_checkpoint(struct hf_desk *desk, struct hf_arena *arena, int64_t *size,
                               struct hf_err *err);

/* Publishes the heads of all files (desk/heads.h): once a minute at most, and only if one of them moved. */
enum hf_rc hf_watch_heads(struct hf_desk *desk, struct hf_arena *arena, struct hf_err *err);

/* What a person or a dashboard should hear of, besides what stands in the log. */
enum hf_dispatch_news_kind {
    HF_ENDPOINT_FAILING,
    HF_ENDPOINT_RECOVERED,
    HF_ENDPOINT_PAUSED,        /* until a person says so, or its credentials are others */
    HF_ENDPOINT_RESUMED,       /* since they are */
    HF_ENDPOINT_NONCONFORMING, /* takes notices, but not as the rule says; told once */
    HF_NOTICE_DEAD,            /* will not be tried again unless a person says so */
};
struct hf_dispatch_news {
    enum hf_dispatch_news_kind kind;
    struct hf_id recipient, token; /* token zero: of no one notice */
    struct hf_str said;            /* by the other side, made safe; may be empty */
    int64_t since_ms;
};
typedef void (*hf_dispatch_news_fn)(void *context, const struct hf_dispatch_news *news);
/* Before the first round; called on the desk's thread. FAILED no_memory. */
enum hf_rc hf_dispatch_listen(struct hf_desk *desk, hf_dispatch_news_fn tell, void *context,
                              struct hf_err *err);

/* One round of the courier: claim, send, settle with backoff. *moved: messages started or settled. */
enum hf_rc hf_dispatch_once(struct hf_desk *desk, struct hf_courier *courier, int64_t wait_ms,
                            struct hf_arena *arena, size_t *moved, struct hf_err *err);

#endif
