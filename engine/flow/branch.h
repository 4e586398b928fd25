/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A branch: what an event demands and does in one place of the machine (format section 1, "branch").
 * All indices are of the branch's own kind unless a member `kind` beside them says another.
 */
#ifndef HF_FLOW_BRANCH_H
#define HF_FLOW_BRANCH_H

#include "flow/text.h"

struct hf_expr; /* flow/guard.h; NULL stands for "true" in a `when`, for "absent" elsewhere */

/* `to` of a branch that is no state. */
enum { HF_STAY = 0xFFFE, HF_BACK = 0xFFFD };
/* `restart` of the deadline of whichever state the instance is in. */
enum { HF_DEADLINE = 0xFFFC };

/* One use of a basis: `order` is the basis' expression, compiled for the event that uses it. */
struct hf_basis_use {
    uint16_t basis;
    const struct hf_expr *order;
};
struct hf_basis_uses {
    const struct hf_basis_use *at;
    uint16_t count;
};

struct hf_assign {
    uint16_t data;
    const struct hf_expr *value;
};

struct hf_flag_set {
    uint16_t flag;
    bool truth;
};

struct hf_link_set {
    uint16_t link;
    const struct hf_expr *to; /* one instance or a list */
};

/* A member of the payload of a raised event: computed, or (value NULL) copied when our payload has it. */
struct hf_with {
    uint16_t member; /* of the raised event's payload */
    uint16_t from;   /* take: member of our event's payload; computed: HF_NONE */
    const struct hf_expr *value;
};

struct hf_raise {
    uint16_t kind, event;             /* what is raised; HF_NONE both where `events` is used */
    const struct hf_expr *to, *where; /* `where` sees `it` */
    const struct hf_expr *events;     /* a list of embedded events, each raised on the instance it names */
    const struct hf_expr *effective, *when;
    const struct hf_with *with;
    uint16_t withs;
    bool skip_unhandled;
};

struct hf_create {
    uint16_t kind, event;
    const struct hf_expr *each, *where, *group_by,
        *when; /* all but `each` see `it`; with group_by: key, ids */
    const struct hf_with *with;
    uint16_t withs;
};

struct hf_notify {
    uint16_t tmpl; /* of the flow */
    uint16_t to;   /* part; the template's where nothing else is written */
    const struct hf_expr *when;
};

struct hf_branch {
    const struct hf_expr *when;
    bool refuses; /* then nothing but `when` and `refuse` is set */
    struct hf_text refuse;
    struct hf_indices needs;    /* data */
    struct hf_indices requires; /* conditions */
    uint16_t to;                /* state, HF_STAY or HF_BACK */
    struct hf_basis_uses basis; /* empty where the event carries it */
    const struct hf_assign *set;
    struct hf_indices take;      /* members of the payload ... */
    struct hf_indices take_into; /* ... and the data of the same name */
    struct hf_indices clear;
    const struct hf_flag_set *flag;
    const struct hf_link_set *link, *unlink;
    uint16_t sets, flags, links, unlinks;
    struct hf_indices restart; /* clocks, HF_DEADLINE */
    struct hf_indices oblige, discharge;
    const struct hf_create *create;
    const struct hf_raise *raise;
    const struct hf_notify *notify;
    uint16_t creates, raises, notifies;
    uint32_t offset; /* byte of the source, for findings */
};

struct hf_branches {
    const struct hf_branch *at;
    uint16_t count;
};

#endif
