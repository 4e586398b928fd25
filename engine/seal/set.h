/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The claims of a Security Event Token (RFC 8417) in the shape SSF 1.0 gives it: one event, one audience, a
 * `sub_id`, neither `sub` nor `exp`. Which event it is decides what its members mean; here they are only
 * carried.
 *
 *     {"aud":"...","events":{"urn:holdfast:event:1:request":{...}},"iat":1,"iss":"...","jti":"...",
 *      "sub_id":{"format":"opaque","id":"..."},"toe":1,"txn":"..."}
 */
#ifndef HF_SEAL_SET_H
#define HF_SEAL_SET_H

#include "record/json.h"
#include "seal/hash.h"

#define HF_EVENT_URN "urn:holdfast:event:1:"
/* What tells of a stream and not of a case: "verification", "stream-updated" (SSF 1.0, section 8.1). */
#define HF_STREAM_EVENT_URI "https://schemas.openid.net/secevent/ssf/event-type/"
enum { HF_SET_AHEAD_S = 300 }; /* how far the sender's clock may be before ours */

struct hf_set {
    struct hf_str iss, aud, jti;
    struct hf_str txn;      /* request or thread; HF_STR_NONE where absent */
    int64_t iat_s;          /* signed at, seconds since 1970 (NumericDate) */
    int64_t toe_s;          /* happened at; -1 where absent */
    struct hf_str sub_id;   /* the `id` of format `opaque` */
    struct hf_str event;    /* the whole URI */
    struct hf_json content; /* the event's own members, an object */
};

/* Canonical JSON, ready to be signed. */
void hf_set_write(struct hf_arena *arena, const struct hf_set *set, struct hf_buf *out);

/*
 * Reads claims; those unknown here are passed over. Texts borrow from `payload`.
 * BAD_INPUT set_malformed (claim missing or of another type), set_refused_claim (exp, sub), set_audiences,
 * set_events (not exactly one), set_event_name (no URI), and what the gate refuses.
 */
enum hf_rc hf_set_read(struct hf_arena *arena, struct hf_str payload, struct hf_set *out, struct hf_err *err);

/*
 * The `txn` that an unverified token seems to bear; empty where none is seen at once, because it is absent,
 * written with blanks or beyond `room`. Who signed it is not known, so it may only guide what needs no proof:
 * which queue a message waits in.
 */
struct hf_str hf_set_glimpse_txn(struct hf_str compact, char *room, size_t size);

/* Who must have signed it, whom it must address, and what time it is. */
struct hf_set_expected {
    struct hf_str iss, aud;
    int64_t now_ms;
};
/* UNVERIFIED set_issuer, set_audience, set_future (iat more than HF_SET_AHEAD_S ahead of now). */
enum hf_rc hf_set_check(const struct hf_set *set, const struct hf_set_expected *expected, struct hf_err *err);

/* What orders the messages of a thread (docs/formats.md 8): members `seq`, `prev`, `seen` of an event's
 * content. */
struct hf_thread_mark {
    int64_t seq;           /* the sender's own count, from 1 */
    struct hf_digest prev; /* the sender's previous token; absent with seq 1 */
    struct hf_digest seen; /* the last token of the other side that the sender holds */
    bool has_prev, has_seen;
};
void hf_thread_mark_add(struct hf_arena *arena, const struct hf_thread_mark *mark,
                        struct hf_json_maker *content);
/* BAD_INPUT set_thread. */
enum hf_rc hf_thread_mark_read(const struct hf_json *content, struct hf_thread_mark *out, struct hf_err *err);

#endif
