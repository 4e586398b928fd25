/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Notices that their receiver fetches (RFC 8936): what stands on the shelf of his stream, taken on a lease,
 * and what he says became of it. An acknowledgement is a transport receipt like the 202 of a push and is
 * settled the same way; it may come late, twice, from two sides at once, or for what was never sent: each is
 * settled once, and what is not on the shelf is passed over.
 */
#ifndef HF_DESK_POLL_H
#define HF_DESK_POLL_H

#include "casefile/machine.h"
#include "desk/desk.h"

enum {
    HF_POLL_LEASE_MS = 60000, /* what is not acknowledged by then may be fetched again */
    HF_POLL_MOST = 100        /* notices of one answer, however many are asked for */
};

/* What a receiver says of one notice. */
struct hf_poll_said {
    struct hf_id jti;
    struct hf_str fault, description; /* the IANA code of RFC 8935, section 2.4; empty: acknowledged */
};

enum hf_rc hf_poll_settle(struct hf_desk *desk, const struct hf_stream *stream,
                          const struct hf_poll_said *said, size_t count, struct hf_arena *arena,
                          struct hf_err *err);

/* At most `most` (and HF_POLL_MOST) of what may be fetched now, in the order of the log; *more: that was not
 * all. Of a stream that does not flow only what it tells of itself. */
enum hf_rc hf_poll_fetch(struct hf_desk *desk, const struct hf_stream *stream, size_t most,
                         struct hf_arena *arena, struct hf_claim *out, size_t *count, bool *more,
                         struct hf_err *err);

/* A stream that is waited for: from whose shelf, and to whom only; zero: to anybody. */
struct hf_poll_wait {
    struct hf_id shelf, recipient;
};
struct hf_poll_wait hf_poll_wait_for(const struct hf_stream *stream);

/* Of those that are waited for, on which shelves something may be fetched now: is_due[i]. */
enum hf_rc hf_poll_due(struct hf_desk *desk, const struct hf_poll_wait *waits, size_t count,
                       struct hf_arena *arena, bool *is_due, struct hf_err *err);

#endif
