/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Walking through a definition: a cast for all its roles, registers with entries to name, and steps by chance
 * or by choice, each rehearsed. What was reached is counted: states, and branches.
 *
 * A walk by chance comes back, again and again, to moments at which something new had been reached: what lies
 * deep in a procedure is not found from its beginning. Of each role two persons hold it, so that four eyes
 * can be met; three authorities act for other sides.
 */
#ifndef HF_CLI_WALK_H
#define HF_CLI_WALK_H

#include "cli/invent.h"
#include "cli/walk_lines.h"

enum { HF_WALK_ACTORS_MAX = 128, HF_WALK_CODES_MAX = 64, HF_WALK_MOMENTS_MAX = 512, HF_WALK_KNOWN_MAX = 64 };

struct hf_walk_actor {
    struct hf_str name;
    struct hf_id id;
    uint16_t role; /* of a person; HF_NONE: an authority, or the clerk, who keeps the registers */
    bool authority;
};

/* Something that may be done now. */
struct hf_walk_option {
    hf_instance on; /* HF_NO_INSTANCE: a birth */
    const struct hf_kind *kind;
    const struct hf_event *event;
    const struct hf_walk_actor *actor;
    struct hf_str role;
};

struct hf_walk {
    struct hf_rehearsal rehearsal;
    struct hf_arena memory; /* the rehearsal's */
    size_t begun;           /* how much of its arena the cast needs; what is beyond goes with the case */
    const struct hf_flow *flow;
    struct hf_chance chance;
    struct hf_walk_lines *lines; /* NULL: nobody reads along */
    struct hf_walk_actor actor[HF_WALK_ACTORS_MAX];
    size_t actors;
    struct hf_str known[HF_WALK_KNOWN_MAX]; /* texts in the files of the authorities */
    size_t knowns;

    struct hf_rehearsal_moment *moment; /* where something new was reached */
    size_t moments;
    struct hf_arena *kept; /* the memory of each */
    uint64_t *returns;     /* how often it was come back to */
    const uint32_t **mark; /* what was new in it: how often that was met */
    uint32_t *met;         /* how often what bears a mark was met: see walk.c */
    const uint32_t *rare;  /* what was met least of all that the last command made */
    bool news;             /* was something of it new? */

    struct hf_command command; /* the last that was given; its texts last as long as the case */

    /* What came of it. */
    uint64_t tried, done, events, cases;
    struct hf_states state[HF_KINDS_MAX]; /* reached */
    uint64_t *branch[HF_KINDS_MAX];       /* how often each was taken, handler by handler */
    uint64_t *handler[HF_KINDS_MAX];      /* how often an act that it handles was tried */
    uint64_t *seen[HF_KINDS_MAX], looks;  /* of the handlers, in which look at a moment each was last met */
    struct {
        enum hf_word word;
        uint64_t times;
    } refusal[HF_WALK_CODES_MAX];
    size_t refusals;
};

/* UNAVAILABLE host_no_memory; the refusal of the cast where a definition has roles the house cannot hold. */
enum hf_rc hf_walk_open(struct hf_walk *walk, const struct hf_flow *house, const struct hf_flow *flow,
                        uint64_t seed, struct hf_err *err);
void hf_walk_close(struct hf_walk *walk);
/* From now on all that is done is told there, a line of JSON each. */
void hf_walk_tell(struct hf_walk *walk, FILE *out);

/* A new case with entries in its registers; and from there, or from a moment that was kept. */
enum hf_rc hf_walk_case(struct hf_walk *walk, struct hf_err *err);
enum hf_rc hf_walk_again(struct hf_walk *walk, struct hf_err *err);
/* One step by chance: an act, a new entry, or time. A refusal is counted, no failure; UNVERIFIED is one. */
enum hf_rc hf_walk_step(struct hf_walk *walk, struct hf_err *err);
/* Has the case come to its end? */
bool hf_walk_ended(const struct hf_walk *walk);

/* All that somebody of the cast may do now, in the order of instances and events. */
size_t hf_walk_options(struct hf_walk *walk, struct hf_arena *arena, const struct hf_walk_option **out);
/* Does it with `said` laid over an invented payload; `told` is what was told. The failure is the refusal. */
enum hf_rc hf_walk_act(struct hf_walk *walk, const struct hf_walk_option *option, const struct hf_json *said,
                       struct hf_arena *arena, struct hf_json *told, struct hf_err *err);

#endif
