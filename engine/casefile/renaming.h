/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What becomes of the names of one version in the next, by index: the `kinds` of a migration's map (map.h)
 * over both definitions. What the map does not name keeps its name, where the new kind has it and it means
 * the same. Private to this folder.
 */
#ifndef HF_CASEFILE_RENAMING_H
#define HF_CASEFILE_RENAMING_H

#include "casefile/case.h"

/* What a kind names, in the order of the map's members. */
enum hf_naming {
    HF_NAMED_STATES, /* first: a deadline follows its state */
    HF_NAMED_DATA,
    HF_NAMED_FLAGS,
    HF_NAMED_CLOCKS, /* deadlines among them: "deadline.sent" */
    HF_NAMED_OBLIGATIONS,
    HF_NAMED_LINKS, /* as declared; their inverses follow them */
    HF_NAMED_EVENTS,
    HF_NAMEDS
};
struct hf_str hf_naming_member(enum hf_naming what); /* "states" */
uint16_t hf_naming_count(const struct hf_kind *kind, enum hf_naming what);
struct hf_str hf_naming_name(const struct hf_kind *kind, enum hf_naming what, uint16_t index);
uint16_t hf_naming_find(const struct hf_kind *kind, enum hf_naming what, struct hf_str name);

/* A new index that is none: HF_NONE, there is no place; HF_DROPPED, the map says null. */
enum { HF_DROPPED = 0xFFFE };

struct hf_renamed {
    uint16_t kind;                 /* in the new definition; HF_NONE: it is gone */
    const uint16_t *to[HF_NAMEDS]; /* by old index */
    const struct hf_json *set;     /* the map's values for data that are absent; NULL: none */
};
struct hf_renaming {
    const struct hf_flow *from, *to;
    const struct hf_renamed *kind; /* by kind of `from` */
};

/* May what a datum of the one shape holds stand in one of the other? As to the type; the value is another
 * matter. `from` and `to` are the definitions that the shapes belong to. */
bool hf_shapes_alike(const struct hf_flow *from, const struct hf_shape *a, const struct hf_flow *to,
                     const struct hf_shape *b);

/* Faults of the map are hf_map_check's to tell: here what cannot be used is passed over. */
struct hf_renaming hf_renaming_make(const struct hf_json *kinds, const struct hf_flow *from,
                                    const struct hf_flow *to, struct hf_arena *arena);

/*
 * relay.c: the case laid out anew by the other definition. States, data, flags, runs of clocks and duties,
 * bonds and senders find their new places or are dropped; data that are new get their default, then what the
 * map sets. False, and nothing done: an instance has no place.
 */
bool hf_relay(const struct hf_flows *flows, const struct hf_renaming *renaming, struct hf_case *c,
              struct hf_arena *arena);

#endif
