/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A whole house in memory: one ledger, one clock, desks, three persons, two focal points with keys of their
 * own, and the small workflow of the format page, published. For tests of the desk and for the simulator.
 */
#ifndef HF_TESTS_SIM_WORLD_H
#define HF_TESTS_SIM_WORLD_H

#include "desk/desk.h"
#include "desk/found.h"
#include "port/memory.h"
#include "seal/set.h"

enum { WORLD_DESKS_MAX = 4, WORLD_FOCALS = 2 };

struct world_focal {
    struct hf_id authority;
    const char *issuer;
    struct hf_secret secret;
    struct hf_public key;
};

struct world {
    struct twin_store *store;
    struct twin_clock clock;
    struct twin_dice dice;
    struct twin_keys keys;
    struct twin_signer signer;
    struct hf_arena definitions, arena; /* `arena` is reset by world_reset */
    struct hf_hasher hasher;
    const struct hf_flow *house;
    struct hf_desk *desk[WORLD_DESKS_MAX];
    const struct hf_ledger *ledgers; /* of each desk; NULL: the twin of all of them */
    size_t held;                     /* bytes of memory by all desks */
    size_t cache_bytes;              /* of a desk that is opened */
    bool believes;                   /* world_believe */
    size_t desks;
    struct hf_id officer, approver, clerk; /* officer: investigator too; approver: chamber too */
    struct hf_id library, people;
    struct world_focal focal[WORLD_FOCALS];
    uint64_t commands;
    struct hf_response response; /* of the last act */
    struct hf_err err;
};

void world_make(struct world *w, size_t desks, uint64_t seed); /* nothing is founded yet */
/* The same on ledgers of the caller's, one for each desk, all of one log with the id that starts 0xE0. */
void world_make_on(struct world *w, size_t desks, uint64_t seed, const struct hf_ledger *ledgers);
void world_found(struct world *w);           /* people, keys, directory, workflow */
void world_enrol(struct world *w, size_t i); /* a focal point, by officer and approver */
void world_believe(struct world *w);         /* all its desks, also those that are opened again */
void world_free(struct world *w);
/* For cmocka: one of two desks, founded, in *state; and away with it. */
int world_begin(void **state);
int world_end(void **state);
void world_reset(struct world *w);
/* Forgets a desk with all it remembers, and opens it anew. */
void world_kill(struct world *w, size_t desk);

/* A file of the source tree; one with a workflow, published by two. */
struct hf_str world_file(struct world *w, const char *path);
void world_publish(struct world *w, const char *path);

struct hf_json world_json(struct world *w, const char *text); /* ' stands for " */
struct hf_str world_text(struct world *w, const struct hf_id *id);

/* A command of one of us, with an id of its own. */
struct hf_request world_request(struct world *w, const struct hf_id *actor, const char *role,
                                const struct hf_id *file, const char *on, const char *event,
                                const char *payload);
/* Serves one request; w->response is the answer. */
enum hf_outcome world_serve(struct world *w, size_t desk, const struct hf_request *request);
/* As above, and ends the program with the words of a refusal. */
void world_do(struct world *w, const struct hf_id *actor, const char *role, const struct hf_id *file,
              const char *on, const char *event, const char *payload);

/* A case with two assets, an order and two measures of the first focal point; a request drafted to it. */
struct hf_id world_case(struct world *w);

/* A signed answer of a focal point: `content` with ' for ", `jti` as it is. */
struct hf_request world_answer(struct world *w, size_t focal, const char *event, const char *jti,
                               struct hf_str txn, const char *content);
/* How many notices a file has sent, and the last of them: its row, its token as it was signed, its claims
 * after the signature was verified. */
size_t world_notices(struct world *w, const struct hf_id *file);
struct hf_delivery_row world_delivery(struct world *w, const struct hf_id *file);
struct hf_str world_notice(struct world *w, const struct hf_id *file);
struct hf_set world_notice_claims(struct world *w, const struct hf_id *file);
/* "sent" of "request/1". */
struct hf_str world_state(struct world *w, const struct hf_id *file, const char *on);

#endif
