/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the files read_*.c share: the definition under construction, the findings, and small readers of JSON
 * members. A reader never stops at a fault: it notes it and goes on with what is absent left empty.
 */
#ifndef HF_FLOW_READER_H
#define HF_FLOW_READER_H

#include "flow/calendar.h"
#include "flow/guard.h"
#include "flow/named.h"
#include "flow/read.h"

/* Bytes: what must be left of the arena before anything more is read or compiled; and what a definition may
 * grow to beside its JSON, however large the arena, so that what one program takes another has room for. */
enum { HF_SHAPES_MAX = 0xFFFF, HF_READ_SPARE = 4 << 20, HF_READ_MOST = 64 << 20 };

/* A branch and where it was written; expressions are compiled when the whole machine is known. */
struct hf_branch_plan {
    const struct hf_json *json;
    struct hf_branch *branch;
    uint16_t kind, handler;
    uint16_t at; /* which branch of the handler */
};

/* How far a condition is compiled: being so now (a circle), or last for which place and with what success. */
struct hf_condition_use {
    bool open, good;
    uint32_t place;
};

/* The lists of a kind while they can still be written; the kind itself points to the same. */
struct hf_draft {
    struct hf_link *link;
    struct hf_part *part;
    struct hf_condition *condition;
    struct hf_group *group;
    struct hf_clock *clock;
    struct hf_obligation *obligation;
    struct hf_event *event;
    struct hf_state *state;
    struct hf_handler *handler;
    size_t handlers_size;
};

/* A data member that is surely present, one bit each, in each state; row `states` is birth. */
struct hf_presence {
    uint64_t *bit;
    size_t words; /* per state */
};

/* The members an object may have, in the order of the layout (flow/fmt.h). */
struct hf_member_rule {
    struct hf_str name;
    enum hf_json_kind kind;
    bool required;
};
/* Which table each object was read by: of the object at byte k, at[k]. */
struct hf_member_orders {
    struct hf_member_order {
        const struct hf_member_rule *rule;
        size_t rules;
    } * at;
    size_t bytes;
};

struct hf_reader {
    struct hf_str text;
    const struct hf_json *json; /* the whole file */
    struct hf_arena *arena;
    size_t begin; /* what was in the arena before */
    bool full;    /* reading has stopped, and that is noted */
    enum hf_flow_origin origin;
    const struct hf_calendars *calendars; /* NULL: names of calendars are not looked at */
    struct hf_flow *flow;
    struct hf_kind *kind; /* the flow's, still writable */
    struct hf_draft draft[HF_KINDS_MAX];
    struct hf_template *tmpl;         /* the flow's, still writable */
    const struct hf_json **kind_json; /* of each kind */
    struct hf_shape **shape;          /* the flow's, as they come */
    struct hf_branch_plan *plan;
    size_t plans, plans_size;
    struct hf_presence presence[HF_KINDS_MAX];
    const struct hf_shape **type[HF_KINDS_MAX + 1]; /* shared types, read once for each kind */
    const struct hf_json *type_open[8];             /* being read, to find a circle */
    unsigned types_open;
    struct hf_condition_use *condition_use[HF_KINDS_MAX]; /* by condition */
    uint32_t places;
    struct hf_findings *findings;
    const struct hf_member_rule *languages; /* the members of a text */
    struct hf_member_orders *orders;        /* NULL: nobody wants to know */
};

/* hf_flow_read, noting how each object was read; the first that reads an object counts. */
enum hf_rc hf_flow_read_noting(struct hf_str text, enum hf_flow_origin origin, const struct hf_flow *house,
                               struct hf_member_orders *orders, struct hf_arena *arena,
                               const struct hf_flow **out, struct hf_findings *findings, struct hf_err *err);
void hf_order_note(struct hf_member_orders *orders, const struct hf_json *object,
                   const struct hf_member_rule *rule, size_t rules);

/* Findings. `at` is the value (or the text) that is wrong. */
void hf_find(struct hf_reader *r, unsigned rule, const struct hf_json *at, enum hf_word word,
             struct hf_str arg0, struct hf_str arg1);
void hf_warn(struct hf_reader *r, const struct hf_json *at, enum hf_word word, struct hf_str arg0,
             struct hf_str arg1);
/* The same for a place known by its byte only, as compiled things remember it. */
void hf_find_at(struct hf_reader *r, unsigned rule, size_t offset, enum hf_word word, struct hf_str arg0,
                struct hf_str arg1);
void hf_warn_at(struct hf_reader *r, size_t offset, enum hf_word word, struct hf_str arg0,
                struct hf_str arg1);
/* What is told and not judged. */
void hf_note_at(struct hf_reader *r, unsigned rule, size_t offset, enum hf_word word, struct hf_str arg0,
                struct hf_str arg1);
/* A failure of somebody who describes it himself (guards, patterns, schemas). */
void hf_find_err(struct hf_reader *r, unsigned rule, const struct hf_json *at, const struct hf_err *err);

/* Is the definition so large, or the arena so full, that reading must stop? Notes it once, at `at`. */
bool hf_read_full(struct hf_reader *r, const struct hf_json *at);

/* Is `json` an object? Notes unknown members, missing ones and those of another kind. NULL: false. */
bool hf_members(struct hf_reader *r, const struct hf_json *json, const struct hf_member_rule *rule,
                size_t rules);
#define HF_MEMBERS(r, json, table) hf_members((r), (json), (table), sizeof(table) / sizeof(table)[0])

/* The member when it is there and of that kind; else NULL. Kind faults are hf_members' to tell. */
const struct hf_json *hf_member_list(const struct hf_json *json, const char *name);
const struct hf_json *hf_member_object(const struct hf_json *json, const char *name);
const struct hf_json *hf_member_text(const struct hf_json *json, const char *name);
struct hf_str hf_member_str(const struct hf_json *json, const char *name);
int64_t hf_member_int(const struct hf_json *json, const char *name, int64_t otherwise);
bool hf_member_bool(const struct hf_json *json, const char *name, bool otherwise);
/* How many members an object has, or items a list (NULL: 0), at most `most`; more is a finding. */
uint16_t hf_member_count(struct hf_reader *r, const struct hf_json *json, size_t most);
uint16_t hf_item_count(struct hf_reader *r, const struct hf_json *json, size_t most);

/* Finds fault with a text that holds control characters: texts are shown at terminals. */
void hf_read_shown(struct hf_reader *r, const struct hf_json *json);
/* A text in the declared languages; NULL gives the empty text. */
/* The same in every language. */
struct hf_text hf_text_of(struct hf_str s);
/* A text, or one string that stands for all languages. */
struct hf_text hf_read_text_or_string(struct hf_reader *r, const struct hf_json *json, const char *member);
struct hf_text hf_read_text(struct hf_reader *r, const struct hf_json *json);
/* Is it a name of section "Rules of writing"? `also` are further characters it may have. */
bool hf_name_good(struct hf_str name, const char *also);
void hf_read_name(struct hf_reader *r, const struct hf_member *member, const char *also);

/* A list of names as indices; unknown ones are C2. */
struct hf_indices hf_read_names(struct hf_reader *r, const struct hf_json *list, struct hf_named named);
/* One name; HF_NONE (and C2) when it is unknown, HF_NONE when json is NULL. */
uint16_t hf_read_name_of(struct hf_reader *r, const struct hf_json *json, struct hf_named named);
/* One of a closed list of words, C1 otherwise; `otherwise` when json is NULL. */
unsigned hf_read_word(struct hf_reader *r, const struct hf_json *json, const char *const *word,
                      unsigned words, unsigned otherwise);

/* Subjects, in the order of reading; k is the kind. Up to hf_read_presence no expression is looked at. */
void hf_read_top(struct hf_reader *r);
void hf_read_template_names(struct hf_reader *r);
void hf_read_types(struct hf_reader *r);
void hf_read_kind_names(struct hf_reader *r);
void hf_read_event_names(struct hf_reader *r, uint16_t k);
void hf_read_state_names(struct hf_reader *r, uint16_t k);
void hf_read_data(struct hf_reader *r, uint16_t k);
void hf_read_events(struct hf_reader *r, uint16_t k);
void hf_read_states(struct hf_reader *r, uint16_t k);
void hf_read_handlers(struct hf_reader *r, uint16_t k);
void hf_read_next(struct hf_reader *r, uint16_t k);
void hf_read_presence(struct hf_reader *r, uint16_t k);
void hf_read_parts(struct hf_reader *r, uint16_t k);
void hf_read_clocks(struct hf_reader *r, uint16_t k);
void hf_read_obligation_names(struct hf_reader *r, uint16_t k);
void hf_read_obligations(struct hf_reader *r, uint16_t k);
void hf_read_nevers(struct hf_reader *r, uint16_t k);
void hf_read_templates(struct hf_reader *r);

/* Basis names; their orders are compiled later. */
struct hf_basis_uses hf_read_basis_uses(struct hf_reader *r, const struct hf_json *list);
/* Structure of all branches of all kinds; and, last of all, their expressions. */
void hf_read_branches(struct hf_reader *r);
void hf_read_branch_expressions(struct hf_reader *r);

/* presence.c: what is there wherever handler h stands; and after a branch of it, given what was before. */
void hf_presence_at(const struct hf_reader *r, uint16_t k, uint16_t h, uint64_t *out);
void hf_presence_pass(const struct hf_kind *kind, const struct hf_handler *handler,
                      const struct hf_branch *branch, uint64_t *bits);

/* A state's member, or that of the state it is the same as. */
const struct hf_json *hf_state_member(const struct hf_reader *r, uint16_t k, uint16_t state,
                                      struct hf_str name);
/* A set of states by name. */
struct hf_states hf_read_state_set(struct hf_reader *r, uint16_t k, const struct hf_json *list);

/* A schema. `kind`: whose links an `event_of` may name; HF_NONE for shared types. */
const struct hf_shape *hf_read_shape(struct hf_reader *r, uint16_t kind, const struct hf_json *json);
const struct hf_shape *hf_read_members(struct hf_reader *r, uint16_t kind, const struct hf_json *members,
                                       const struct hf_json *required);

#endif
