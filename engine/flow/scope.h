/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the names of format section 3 stand for. The reader types expressions with it; whoever evaluates them
 * (casefile) answers hf_world with the same numbers:
 *
 *   root(index)       index is an hf_scope_root
 *   field(of, index)  of event, data, an object:  the member's index in its shape
 *                     of an embedded event:       HF_EMBEDDED_ON or HF_EMBEDDED_EVENT
 *                     of an instance (case, self, an item of linked.x or children.k): an hf_instance_field
 *                     of a register entry or an authority: the datum's index in the house's kind of that
 * name, or HF_ENTRY_ID; HF_ENTRY_STATE where the kind has no datum `state` of linked, children, flags,
 * obligations, is, registers: index of the link, kind, flag, obligation, condition; for registers the enum
 * hf_ref
 *                     of act:                     an hf_act_field
 */
#ifndef HF_FLOW_SCOPE_H
#define HF_FLOW_SCOPE_H

#include "flow/flow.h"
#include "flow/guard.h"

#define HF_SCOPE_ROOTS(X)         \
    X(EVENT, "event")             \
    X(DATA, "data")               \
    X(FLAGS, "flags")             \
    X(SELF, "self")               \
    X(OBLIGATIONS, "obligations") \
    X(CASE, "case")               \
    X(LINKED, "linked")           \
    X(CHILDREN, "children")       \
    X(REGISTERS, "registers")     \
    X(ACT, "act")                 \
    X(IS, "is")                   \
    X(IT, "it")                   \
    X(KEY, "key")                 \
    X(IDS, "ids")
enum hf_scope_root {
#define HF_ROOT(name, text) HF_ROOT_##name,
    HF_SCOPE_ROOTS(HF_ROOT)
#undef HF_ROOT
        HF_ROOT_COUNT
};

enum { HF_EMBEDDED_ON, HF_EMBEDDED_EVENT };
enum { HF_ENTRY_ID = 0x10000, HF_ENTRY_STATE };

#define HF_INSTANCE_FIELDS(X) \
    X(ID, "id")               \
    X(KIND, "kind")           \
    X(STATE, "state")         \
    X(SINCE, "since")         \
    X(GROUPS, "groups")       \
    X(FINAL, "final")         \
    X(LATE, "late")           \
    X(FLAGS, "flags")         \
    X(DATA, "data")
enum hf_instance_field {
#define HF_FIELD(name, text) HF_INSTANCE_##name,
    HF_INSTANCE_FIELDS(HF_FIELD)
#undef HF_FIELD
        HF_INSTANCE_FIELD_COUNT
};

/* `received_at` is `recorded_at` where nothing was received; `authority` and `due` may be absent. */
#define HF_ACT_FIELDS(X)                     \
    X(EFFECTIVE_AT, "effective_at", INSTANT) \
    X(RECEIVED_AT, "received_at", INSTANT)   \
    X(RECORDED_AT, "recorded_at", INSTANT)   \
    X(ROLE, "role", TEXT)                    \
    X(PERSON, "person", PERSON)              \
    X(AUTHORITY, "authority", AUTHORITY)     \
    X(ASSURANCE, "assurance", TEXT)          \
    X(RAISED, "raised", BOOL)                \
    X(DUE, "due", INSTANT)
enum hf_act_field {
#define HF_FIELD(name, text, sort) HF_ACT_##name,
    HF_ACT_FIELDS(HF_FIELD)
#undef HF_FIELD
        HF_ACT_FIELD_COUNT
};

/* hf_type.id of what scopes give: what it is and of which kind (objects: shape; events: index). */
enum hf_scope_what {
    HF_OF_SHAPE,
    HF_OF_EVENT,
    HF_OF_OWN_DATA,
    HF_OF_DATA,
    HF_OF_FLAGS,
    HF_OF_OBLIGATIONS,
    HF_OF_LINKED,
    HF_OF_CHILDREN,
    HF_OF_REGISTERS,
    HF_OF_ACT,
    HF_OF_IS
};

/* Where an expression stands. */
struct hf_scope {
    const struct hf_flow *flow;
    struct hf_arena *arena;
    uint16_t kind;
    uint16_t event;              /* whose payload `event` is; HF_NONE: there is none */
    bool birth;                  /* no self, links or obligations yet */
    const uint64_t *present;     /* own data surely present, a bit each; NULL: none */
    struct hf_type it, key, ids; /* sort HF_SORT_ABSENT: not introduced */
    /* The steps of a condition, compiled for this event when first asked for; false: it cannot be used. */
    bool (*condition)(void *self, uint16_t condition, uint32_t *steps);
    void *self;
};

struct hf_expr_scope hf_scope_of(struct hf_scope *scope);
/* The type of a value of this shape. `fresh`: it came with the event in hand, so an authority can be read. */
struct hf_type hf_type_of_shape(struct hf_arena *arena, const struct hf_shape *shape, bool fresh);
struct hf_type hf_type_of_instance(uint16_t kind);

#endif
