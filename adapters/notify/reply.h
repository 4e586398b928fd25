/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a peer says back, taken in under two caps and read: its code, how long it asks us to wait, and a part
 * of it made safe to be kept and shown.
 */
#ifndef HF_NOTIFY_REPLY_H
#define HF_NOTIFY_REPLY_H

#include "base/buf.h"

enum {
    HF_REPLY_BODY_MAX = 64 * 1024,
    HF_REPLY_HEADERS_MAX = 16 * 1024, /* of all answers of one attempt: a flood of 103s counts too */
    HF_REPLY_KEPT = 4096,             /* of the body; a longer `err` is none */
    HF_REPLY_FIELD = 256,
    HF_REPLY_SAID_MAX = 1024
};
#define HF_RETRY_AFTER_MIN_MS INT64_C(1000)
#define HF_RETRY_AFTER_MAX_MS (24 * INT64_C(3600000))

struct hf_reply {
    size_t headers, body; /* bytes that came */
    bool too_large;
    char kept[HF_REPLY_KEPT];
    size_t kept_len;
    char retry_after[HF_REPLY_FIELD], date[HF_REPLY_FIELD], location[HF_REPLY_FIELD]; /* "" when absent */
};

/* False: a cap was passed, `too_large` is set and the transfer should end. */
bool hf_reply_header(struct hf_reply *reply, struct hf_str line);
bool hf_reply_body(struct hf_reply *reply, struct hf_str bytes);

/*
 * Retry-After as seconds or as date (RFC 9110 section 10.2.3), clamped to 1 s .. 24 h; -1 when absent or
 * unreadable. A date counts from the answer's own Date, so that the peer's clock need not be ours; without
 * one from now_ms.
 */
int64_t hf_reply_retry_after(const struct hf_reply *reply, int64_t now_ms);

/* "err" of the body where it is a JSON object with one; else empty. Lives as long as reply and arena. */
struct hf_str hf_reply_err(const struct hf_reply *reply, struct hf_arena *arena);

/*
 * Text of a stranger's made safe: what is no UTF-8, control characters and those that turn the direction of
 * writing become \xNN. Stops before `max` bytes would be passed.
 */
void hf_said_put(struct hf_buf *out, struct hf_str text, size_t max);

#endif
