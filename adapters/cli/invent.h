/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Payloads by chance, for simulation: values that fit a shape and name what is there. That a workflow accepts
 * them is not promised: its conditions are what a simulation tries.
 */
#ifndef HF_CLI_INVENT_H
#define HF_CLI_INVENT_H

#include "casefile/rehearse.h"

/* Chance that can be had again: the same seed gives the same numbers. */
struct hf_chance {
    uint64_t state;
};
/* 0 .. below-1 */
uint64_t hf_chance_below(struct hf_chance *chance, uint64_t below);

/* What values may name and on which day they are told. */
struct hf_inventor {
    const struct hf_rehearsal *rehearsal;
    struct hf_chance *chance;
    struct hf_arena *arena;
    hf_instance on;             /* on which the event happens; HF_NO_INSTANCE: a birth */
    unsigned optional;          /* of a hundred members that may be left out, so many are told */
    const struct hf_str *known; /* texts that somebody bears: languages, States */
    size_t knowns;
    hf_instance *like; /* invent.c's own: what was named last in the list in hand */
};

/* False when there is nothing that could be named where something must be. */
bool hf_invent(struct hf_inventor *inventor, const struct hf_shape *shape, struct hf_json *out);
/* The same again but for one member of the object, by chance one of `members` (a bit each; 0: of all). */
bool hf_invent_again(struct hf_inventor *inventor, const struct hf_shape *shape, const struct hf_json *before,
                     uint64_t members, struct hf_json *out);

#endif
