/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A rehearsal: a house with its people and authorities, and one case, acted in memory and in virtual time,
 * without store, desk or keys. Every command goes the way of deciding, is sealed, replayed from its bytes,
 * and the replayed case must be the live one, byte for byte. For scenarios and simulation of a definition,
 * and for tests.
 *
 * A function's failure is the refusal; `err` of the rehearsal keeps the last one.
 */
#ifndef HF_CASEFILE_REHEARSE_H
#define HF_CASEFILE_REHEARSE_H

#include "casefile/due.h"
#include "casefile/migrate.h"
#include "casefile/replay.h"

enum { HF_REHEARSAL_AUTHORITIES = 16, HF_REHEARSAL_VERSIONS = 8 };

struct hf_rehearsal {
    struct hf_arena arena;                 /* everything, until the end of the rehearsal */
    struct hf_arena replay_arena, scratch; /* cut from it: the case as it is replayed; one event of it */
    struct hf_hasher hasher;
    const struct hf_flow *house_flow;
    struct hf_flows flows;
    struct hf_house house;
    struct hf_case people, authorities[HF_REHEARSAL_AUTHORITIES];
    struct hf_id authority[HF_REHEARSAL_AUTHORITIES];
    struct hf_case library; /* no bytes before a map was signed */
    struct {
        struct hf_digest digest;
        const struct hf_flow *flow;
    } version[HF_REHEARSAL_VERSIONS]; /* that the case came to, each after the one before */
    size_t versions;
    struct hf_case c; /* the case */
    struct hf_replay replay;
    int64_t now_ms;
    uint64_t commands;
    struct hf_decision last;
    void (*seen)(
        struct hf_rehearsal *r); /* after every command on the case, as `last` has it; NULL: nobody */
    void *seer;                  /* its own */
    struct hf_err err;
};

/*
 * A founded house of two persons who are administrators, at `now_ms`; `house` is its definition. Of the block
 * 72 MiB are put aside for replaying; a command needs about ten times its case.
 */
enum hf_rc hf_rehearse(struct hf_rehearsal *r, const struct hf_flow *house, int64_t now_ms, void *block,
                       size_t size);
void hf_rehearse_end(struct hf_rehearsal *r);

/* A person with the members of `person.found`; an authority with those of `authority.propose`. */
enum hf_rc hf_rehearse_person(struct hf_rehearsal *r, const struct hf_json *person, struct hf_id *id);
enum hf_rc hf_rehearse_authority(struct hf_rehearsal *r, const struct hf_json *authority, struct hf_id *id);
/* The founders: 0 and 1. */
struct hf_id hf_rehearse_founder(const struct hf_rehearsal *r, unsigned which);

/* A case that no event has reached, on this definition; what was there before is forgotten. */
void hf_rehearse_case(struct hf_rehearsal *r, const struct hf_flow *workflow);

/* A moment of the case to come back to. */
struct hf_rehearsal_moment {
    struct hf_case live, replayed;
    struct hf_digest link;
    int64_t now_ms;
};
/* The case as it stands, kept in another arena; and back to it. */
void hf_rehearse_keep(const struct hf_rehearsal *r, struct hf_arena *arena, struct hf_rehearsal_moment *out);
void hf_rehearse_return(struct hf_rehearsal *r, const struct hf_rehearsal_moment *moment);

/*
 * One command on the case, or on a file of the house; time, chance, id and file are filled in. A refused one
 * that bears a thread is an answer: it is set aside, and `err` says why. UNVERIFIED rehearsal_differs: what
 * was replayed is not what was decided.
 */
enum hf_rc hf_rehearse_act(struct hf_rehearsal *r, struct hf_command *command, bool *aside);
enum hf_rc hf_rehearse_house(struct hf_rehearsal *r, struct hf_case *file, struct hf_command *command);
/*
 * The case comes to a later version by a map, which the two founders sign first; then the actor carries it
 * over. Errors are those of hf_decide_migration, and rehearsal_versions.
 */
enum hf_rc hf_rehearse_migrate(struct hf_rehearsal *r, const struct hf_map *map, const struct hf_flow *to,
                               const struct hf_id *actor);
/* The case becomes what `last` made of it, replayed and compared: for who has decided a command himself. */
enum hf_rc hf_rehearse_take(struct hf_rehearsal *r);
/* How the actor would be known: a State by its own key, one of us by account. */
enum hf_known hf_rehearse_known(const struct hf_rehearsal *r, const struct hf_id *actor);

/* Moves the clock to `until_ms` and fires all that is due on the way, in order. */
enum hf_rc hf_rehearse_wait(struct hf_rehearsal *r, int64_t until_ms, size_t *fired);

#endif
