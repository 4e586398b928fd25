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
    struct hf_secret secret; /* with its public part; not where `keys` sign */
    struct hf_public key;
    const struct hf_keys *keys; /* NULL: the secret signs */
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

/* A token of any event about what was asked, with this content. Fails as the keys port does; a secret never
 * does. */
enum hf_rc hf_answering_token(const struct hf_speaker *speaker, const struct hf_asked *asked,
                              struct hf_str event, const struct hf_json *content, int64_t now_ms,
                              struct hf_str *jti, struct hf_str *token, struct hf_err *err);

/* One part of a document that an answer will name (desk/attach.c), and what the answer says of it. */
size_t hf_answering_parts(struct hf_str document);
struct hf_json hf_answering_part(const struct hf_speaker *speaker, struct hf_str document, size_t number);
struct hf_json hf_answering_attachment(const struct hf_speaker *speaker, struct hf_str document,
                                       struct hf_str name, struct hf_str media_type);

/* Members of an answer that say where it stands and are written here: may `name` be one that a person gives?
 */
bool hf_answering_may_say(struct hf_str name);

#endif
