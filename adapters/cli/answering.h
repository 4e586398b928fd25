/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One message of a focal point's: made from the request it replies to, its place in the thread, and what is
 * said. The sample office (focal.c) and `holdfast answer` sign the same way; nothing here touches a file or
 * the network.
 */
#ifndef HF_CLI_ANSWERING_H
#define HF_CLI_ANSWERING_H

#include "desk/ports.h"
#include "seal/set.h"
#include "seal/token.h"

/* Who speaks. */
struct hf_speaker {
    struct hf_arena *arena;
    struct hf_hasher *hasher;
    struct hf_dice dice;
    struct hf_str issuer, court;
    struct hf_secret secret;
    struct hf_public key;
};

/* A message of the other side, as far as a reply needs it. */
struct hf_asked {
    struct hf_str jti, txn, sub_id;
    struct hf_digest digest;  /* of its token */
    struct hf_str checkpoint; /* that came with it, to be brought back; empty: none */
};

struct hf_saying {
    struct hf_str event;           /* "receipt", "answer" */
    struct hf_thread_mark mark;    /* its place in our numbering */
    struct hf_str status;          /* of an answer */
    const struct hf_json *members; /* of an answer, an object; NULL: none */
    struct hf_str supersedes;      /* jti of an earlier answer; empty: none */
    int64_t now_ms;
};

/* The token, and its jti. */
struct hf_str hf_answering_sign(const struct hf_speaker *speaker, const struct hf_asked *asked,
                                const struct hf_saying *saying, struct hf_str *jti);

/* Members of an answer that say where it stands and are written here: may `name` be one that a person gives?
 */
bool hf_answering_may_say(struct hf_str name);

#endif
