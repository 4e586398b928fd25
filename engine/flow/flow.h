/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A workflow definition, compiled: immutable, in one arena, every name resolved to an index. No JSON is left
 * to be interpreted when a command is decided. The language is docs/workflow-format.md; "section n" means
 * that page.
 *
 * While a definition is read, all names, links, parts and shapes of all kinds stand before the first
 * expression is compiled, and conditions before the rest: that is what flow/guard.h may look at.
 */
#ifndef HF_FLOW_FLOW_H
#define HF_FLOW_FLOW_H

#include "flow/shape.h"
#include "flow/term.h"

/* Limits of section 9. */
enum {
    HF_KINDS_MAX = 32,       /* of the house's own definition */
    HF_KINDS_PUBLISHED = 16, /* of any other */
    HF_STATES_MAX = 256,
    HF_EVENTS_MAX = 512,
    HF_GROUPS_MAX = 64,
    HF_CLOCKS_MAX = 64,
    HF_BRANCHES_MAX = 32,
    HF_LINK_MAX = 200,
    HF_INSTANCES_MAX = 4096
};

struct hf_states {
    uint64_t bit[HF_STATES_MAX / 64];
};
static inline bool hf_states_have(const struct hf_states *states, uint16_t state)
{
    return (states->bit[state / 64] >> (state % 64) & 1) != 0;
}

struct hf_act {
    struct hf_str name;
    struct hf_text title;
};

enum hf_basis_kind { HF_BASIS_LAW, HF_BASIS_ORDER, HF_BASIS_PRACTICE };
struct hf_basis {
    struct hf_str name;
    enum hf_basis_kind kind;
    uint16_t act; /* LAW */
    struct hf_str at, certainty, read_on;
    struct hf_text source;
    struct hf_str order; /* ORDER: the expression as written; compiled in each hf_basis_use */
    struct hf_text practice;
};

struct hf_side {
    struct hf_str name;
    struct hf_text title;
};

struct hf_role {
    struct hf_str name;
    uint16_t side;
    struct hf_text title;
};

struct hf_stage {
    struct hf_str name;
    struct hf_text title;
};

/* A value shown by a notice: data.x, or linked.LINK.data.x for each linked instance. */
struct hf_field {
    struct hf_str path;
    uint16_t link; /* HF_NONE: of the instance itself */
    uint16_t data; /* of the kind, or of the linked kind */
    const struct hf_shape *shape;
};

/* Text cut at its places: `text`, then the value of `field` (HF_NONE: nothing). */
struct hf_piece {
    struct hf_str text;
    uint16_t field;
};

struct hf_template {
    struct hf_str name, event; /* urn:holdfast:event:1:<event> */
    uint16_t of, to;           /* kind; part of that kind */
    struct hf_str classification;
    const struct hf_field *field;
    uint16_t fields;
    struct {
        const struct hf_piece *piece;
        uint16_t count;
    } text[HF_LANGS];
    uint32_t offset;
};

/* A link or, seen from the other side, its inverse; links and inverses of a kind are one list. */
struct hf_link {
    struct hf_str name;
    uint16_t kind;    /* at the other end */
    uint16_t inverse; /* index in that kind's links */
    bool is_inverse;  /* declared by the other side; min and max are the declaring side's */
    uint16_t min, max;
};

struct hf_cast {
    const struct hf_expr *when;
    uint16_t role;
    const struct hf_expr *who; /* NULL: whoever holds the role */
};
/* Declared parts first; then one part for each role that the kind does not redefine. */
struct hf_part {
    struct hf_str name;
    bool declared;
    const struct hf_cast *cast; /* the first whose `when` holds */
    uint16_t casts;
};

struct hf_condition {
    struct hf_str name;
    struct hf_text title, refuse;
    struct hf_str source; /* as written, for describe */
    /*
     * By event, and last for where there is none (parts, clocks): a condition may read `event`, so it is
     * compiled for each event that uses it. NULL where it is not used.
     */
    const struct hf_expr **is;
};

struct hf_flag {
    struct hf_str name;
    struct hf_text title;
};

enum hf_effective { HF_EFFECTIVE_OPTIONAL, HF_EFFECTIVE_NONE, HF_EFFECTIVE_REQUIRED };
enum hf_assurance { HF_TRANSCRIBED, HF_PAGE_CODE, HF_OFFICE_KEY, HF_OWN_KEY };

struct hf_event {
    struct hf_str name;
    struct hf_text title;
    struct hf_indices by;      /* parts who may send it to a living instance */
    struct hf_indices born_by; /* roles who may send it as a birth */
    bool by_clock, by_engine;
    const struct hf_shape *payload; /* OBJECT */
    struct hf_basis_uses basis;     /* empty: each branch has its own */
    struct hf_indices differs_from;
    enum hf_effective effective;
    enum hf_assurance assurance;
    struct hf_str answer; /* "" or the status that carries it */
    uint16_t of_register; /* enum hf_ref, or HF_NONE */
    uint32_t offset;
};

enum hf_place { HF_IN_BEGIN, HF_IN_STATE, HF_IN_GROUP, HF_IN_ANYWHERE };
/* All branches of one event in one place. */
struct hf_handler {
    uint16_t event;
    enum hf_place place;
    uint16_t of; /* state or group; HF_NONE in begin and anywhere */
    struct hf_branches branches;
    uint32_t offset;
};

struct hf_group {
    struct hf_str name;
    struct hf_text title; /* its name, where none is written */
    struct hf_states states;
    uint32_t offset;
};

struct hf_obligation {
    struct hf_str name;
    struct hf_text title;
    uint16_t owner; /* part */
    struct hf_basis_uses basis;
    struct hf_term term;
    struct hf_states before; /* states that may not be entered while it is open */
    uint32_t offset;
};

enum hf_end { HF_END_NOT, HF_END_SUCCESS, HF_END_FAILURE, HF_END_NEUTRAL };
struct hf_state {
    struct hf_str name;
    struct hf_text title;
    uint16_t owner;    /* part; HF_NONE where final */
    uint16_t stage;    /* HF_NONE: none */
    uint16_t deadline; /* clock; HF_NONE: none */
    struct hf_text no_deadline;
    struct hf_indices pauses; /* clocks */
    enum hf_end end;
    uint32_t offset;
};

struct hf_never {
    struct hf_text title;
    struct hf_states reach, without;
    struct hf_indices without_events;
    uint32_t offset;
};

struct hf_kind {
    struct hf_str name;
    struct hf_text title;
    bool thread, root;
    const struct hf_link *link;
    const struct hf_part *part;
    const struct hf_shape *data; /* OBJECT; a datum is the index of its member */
    const uint64_t *always;      /* data that every instance surely has, in every state: a bit each */
    const uint64_t *sure;        /* the same of each state by itself: members / 64 + 1 words a state */
    const struct hf_condition *condition;
    const struct hf_flag *flag;
    const struct hf_group *group;
    const struct hf_clock *clock; /* the declared ones, then the states' deadlines */
    const struct hf_obligation *obligation;
    const struct hf_event *event;
    const struct hf_state *state;
    const struct hf_never *never;
    const struct hf_handler *handler; /* begin, states, groups, anywhere */
    uint16_t links, parts, conditions, flags, groups, clocks, obligations, events, states, nevers, handlers;
    const uint16_t *next; /* [state][event] -> handler, or HF_NONE; row `states` is begin */
    uint32_t offset;
};

struct hf_flow {
    struct hf_str source; /* the bytes; a case pins their SHA-256 */
    struct hf_str name;   /* member `workflow` */
    int64_t version;
    struct hf_text title;
    const struct hf_str *language;
    const struct hf_act *act;
    const struct hf_basis *basis;
    const struct hf_side *side;
    const struct hf_role *role;
    const struct hf_stage *stage;
    const struct hf_template *tmpl;
    const struct hf_kind *kind;
    uint16_t languages, acts, bases, sides, roles, stages, tmpls, kinds;
    uint16_t root;                       /* kind `case`; HF_NONE in the house's own */
    const struct hf_shape *const *shape; /* all of them, by id */
    uint32_t shapes;
    const struct hf_flow *house; /* whose kinds the register entries are; NULL: none */
};

/* Section 4 step 2: own branches, else the one group's, else anywhere; NULL when nothing handles the event.
 */
/* " (Rome Statute 96(2)(a))" for each provision of law among them; `flow` may be NULL, which knows none. */
void hf_flow_put_laws(const struct hf_flow *flow, const struct hf_indices *bases, enum hf_lang lang,
                      struct hf_buf *out);

const struct hf_handler *hf_flow_find_branches(const struct hf_kind *kind, uint16_t state, uint16_t event);
/* The branches of a birth; NULL when the event is none. */
const struct hf_handler *hf_flow_find_birth(const struct hf_kind *kind, uint16_t event);

/* Index by name, or HF_NONE. */
uint16_t hf_flow_kind(const struct hf_flow *flow, struct hf_str name);
uint16_t hf_flow_role(const struct hf_flow *flow, struct hf_str name);
uint16_t hf_flow_template(const struct hf_flow *flow, struct hf_str name);
uint16_t hf_kind_event(const struct hf_kind *kind, struct hf_str name);
uint16_t hf_kind_state(const struct hf_kind *kind, struct hf_str name);
uint16_t hf_kind_link(const struct hf_kind *kind, struct hf_str name);
uint16_t hf_kind_part(const struct hf_kind *kind, struct hf_str name);
uint16_t hf_kind_condition(const struct hf_kind *kind, struct hf_str name);
uint16_t hf_kind_flag(const struct hf_kind *kind, struct hf_str name);
uint16_t hf_kind_group(const struct hf_kind *kind, struct hf_str name);
uint16_t hf_kind_clock(const struct hf_kind *kind, struct hf_str name);
uint16_t hf_kind_obligation(const struct hf_kind *kind, struct hf_str name);
/* The event that carries this answer status, or HF_NONE. */
uint16_t hf_kind_answer(const struct hf_kind *kind, struct hf_str status);
/* Does the clock run while the instance is in this state (pauses apart)? */
bool hf_clock_runs(const struct hf_kind *kind, const struct hf_clock *clock, uint16_t state);

#endif
