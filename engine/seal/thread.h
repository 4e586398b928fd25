/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Threads verified by whoever holds both sides' tokens and keys, and nothing else: no case, no log, no
 * database (docs/formats.md 8). Given in any order, of any number of threads. What holds of each thread:
 *
 *     signature   by a key that was given; one key speaks for one issuer
 *     parties     two at most, each writing to the other about the same `sub_id`
 *     seq         each side counts its own from 1 without a gap; no jti stands twice
 *     prev        the digest of the same side's message before
 *     seen        the digest of a message of the other side that is here, which never goes back: so it shows
 *                 also that the end was cut off, as far as the other side has seen it
 *     reply       in_reply_to and in_reply_to_sha256 name one message of the other side
 *
 * Messages that crossed are no fault: they are counted. A message given twice, byte for byte, counts once.
 */
#ifndef HF_SEAL_THREAD_H
#define HF_SEAL_THREAD_H

#include "seal/set.h"
#include "seal/token.h"

enum { HF_THREAD_MESSAGES_MAX = 16384 };

struct hf_thread_key {
    struct hf_jwk key;
    struct hf_digest thumbprint; /* filled in */
    struct hf_str issuer;        /* whom it speaks for; HF_STR_NONE: whoever signs with it first */
};

struct hf_thread_message {
    struct hf_str compact; /* given; opened before, where it was encrypted */
    struct hf_str where;   /* given: what a fault is blamed on, "in/000003.jwt" */
    struct hf_set set;     /* the rest is filled in */
    struct hf_thread_mark mark;
    struct hf_digest digest;
    const struct hf_thread_key *key;
    size_t thread; /* index among those told */
    size_t saw;    /* how many of the other side it had seen */
    bool is_told;  /* an event of ours, which has a place in a thread */
};

struct hf_thread_told {
    struct hf_str txn, issuer[2];             /* issuer[1] is empty where only one has spoken */
    size_t messages[2], crossed;              /* crossed: neither had seen the other when both were written */
    const struct hf_thread_message **side[2]; /* by seq */
};

struct hf_thread_case {
    struct hf_thread_key *key;
    size_t keys;
    struct hf_thread_message *message;
    size_t messages;
};

/*
 * All of them, or the first fault found; err->where is `where` of the message. Messages of other events than
 * ours (a stream's own) are held to their signature only.
 * What seal/token.h and seal/set.h refuse, and UNVERIFIED thread_no_key, thread_key_shared, thread_party,
 * thread_subject, thread_jti, thread_twice, thread_gap, thread_prev, thread_seen, thread_back, thread_reply.
 */
enum hf_rc hf_threads_verify(struct hf_hasher *hasher, struct hf_arena *arena,
                             const struct hf_thread_case *given, const struct hf_thread_told **out,
                             size_t *count, struct hf_err *err);

#endif
