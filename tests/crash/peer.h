/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A focal point in this process: takes notices over TLS and remembers each, verified and counted by its
 * digest; signs answers in their threads and posts them until they are taken.
 */
#ifndef HF_TESTS_CRASH_PEER_H
#define HF_TESTS_CRASH_PEER_H

#include "crash/office.h"
#include "desk/ports.h"
#include "seal/token.h"

#define PEER_ISSUER "https://peer.example"

struct notice {
    struct hf_digest digest;
    struct hf_id jti;
    char txn[32], sub_id[64];
    unsigned times; /* it came */
    /* of the one who answers */
    unsigned times_seen;
    int64_t seq; /* of our last answer in the thread */
    struct hf_digest last;
    size_t first; /* our first answer to it */
};

struct peer;
/* `court` is the key that notices are signed with. */
struct peer *peer_open(const struct office *office, const struct hf_public *court);
void peer_close(struct peer *peer);
uint16_t peer_port(const struct peer *peer);
const struct hf_public *peer_key(const struct peer *peer);

/* The n-th notice that came; NULL: there are not so many. It stays where it is. */
struct notice *peer_notice(struct peer *peer, size_t n);
/* How often the notice of this jti came. */
unsigned peer_times(struct peer *peer, const struct hf_id *jti);

/* A new answer in the thread of the notice, signed; its number. */
size_t peer_answer(struct peer *peer, struct notice *notice, int64_t at_ms);
size_t peer_answers(const struct peer *peer);
struct hf_str peer_jti(const struct peer *peer, size_t answer);
/* Posts it until the office has taken it. */
void peer_post(struct peer *peer, size_t answer);

#endif
