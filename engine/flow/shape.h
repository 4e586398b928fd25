/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a payload, or what an instance remembers, looks like: the JSON Schema subset of format section 1,
 * compiled.
 * `$ref` is gone (types are shared by pointer), `money` is a kind of its own.
 */
#ifndef HF_FLOW_SHAPE_H
#define HF_FLOW_SHAPE_H

#include "flow/text.h"
#include "record/json.h"

struct hf_pattern;

enum hf_shape_kind {
    HF_SHAPE_TEXT, /* format uri too: `uri` */
    HF_SHAPE_INT,
    HF_SHAPE_BOOL,
    HF_SHAPE_DATE,     /* "2026-11-23" */
    HF_SHAPE_INSTANT,  /* "2026-11-23T09:14:00.000Z" */
    HF_SHAPE_PERIOD,   /* "45d" */
    HF_SHAPE_MONEY,    /* {"amount": minor units, "currency": "EUR"} */
    HF_SHAPE_REF,      /* an id or the name of an instance, see `ref` */
    HF_SHAPE_EMBEDDED, /* {"on": "measure/5", "event": ..., "effective_at": ..., "payload": {...}} */
    HF_SHAPE_LIST,
    HF_SHAPE_OBJECT
};

enum { HF_SHAPE_MEMBERS_MAX = 256 }; /* of one object */

/* What a `ref` names. The registers are those of the case file; authority and person stand in files of their
 * own. */
#define HF_REFS(X)                \
    X(INSTANCE, "")               \
    X(PARTY, "party")             \
    X(ACCOUNT, "account")         \
    X(ASSET, "asset")             \
    X(ORDER, "order")             \
    X(DOCUMENT, "document")       \
    X(ARRANGEMENT, "arrangement") \
    X(AUTHORITY, "authority")     \
    X(PERSON, "person")
enum hf_ref {
#define HF_REF(name, text) HF_REF_##name,
    HF_REFS(HF_REF)
#undef HF_REF
        HF_REF_COUNT
};
struct hf_str hf_ref_name(enum hf_ref ref);
/* Registers only: party account asset order document arrangement. */
bool hf_ref_is_register(enum hf_ref ref);

struct hf_choice {
    struct hf_str value;
    struct hf_text label;
};

/* `personal` of a shape: not at all, of the case itself, of the entry that the event is about (the house's
 * registers alone), or the index of the sibling whose ref names the person. */
enum { HF_OPEN = HF_NONE, HF_PERSONAL_FILE = 0xFFFE, HF_PERSONAL_SELF = 0xFFFD };
/* `unique_by` of a list: nothing, the items' `on` (embedded events), or an index into the item's members. */
enum { HF_UNIQUE_ON = 0xFFFE };

struct hf_shape_member;

struct hf_shape {
    enum hf_shape_kind kind;
    bool uri;
    /* What is somewhere inside it, the shape itself and its own `personal` not counted: defaults; references,
     * or what must be unique once they are plain; members that are stored otherwise than they are told. A
     * value of a shape without one is its own filled, plain or stored form. */
    bool fills, refers, hides;
    uint32_t id;        /* position in the flow's list of shapes */
    enum hf_ref ref;    /* REF */
    uint16_t of_kind;   /* REF to an instance, EMBEDDED: index of the kind */
    uint16_t of_link;   /* EMBEDDED: index of the own kind's link whose instances may be named */
    uint16_t unique_by; /* LIST */
    uint16_t personal;  /* HF_OPEN, HF_PERSONAL_FILE, HF_PERSONAL_SELF or a sibling's index */
    uint16_t choices;   /* TEXT: 0 = any text; `const` is one choice */
    uint16_t members;   /* OBJECT */
    const struct hf_choice *choice;
    const struct hf_shape_member *member;
    const struct hf_shape *item;      /* LIST */
    struct hf_indices events;         /* EMBEDDED: events of of_kind that may be named */
    struct hf_indices basis;          /* the provisions that ask for this member */
    int64_t minimum, maximum;         /* INT, MONEY's amount; INT64_MIN, INT64_MAX where unsaid; BOOL: 0, 1 */
    uint32_t least, most;             /* TEXT: characters; LIST: items (most 200 where unsaid) */
    const struct hf_pattern *pattern; /* NULL: none */
    struct hf_str pattern_text;
    const struct hf_json *fallback; /* `default`, already valid; NULL: none */
    struct hf_text title, description;
};

struct hf_shape_member {
    struct hf_str name;
    bool required;
    const struct hf_shape *shape;
};

/* Index of the member of that name, or HF_NONE. */
uint16_t hf_shape_find(const struct hf_shape *object, struct hf_str name);

/*
 * Does the value fit? BAD_INPUT payload_invalid with the exact path ("payload.results[1].on", beginning with
 * `root`) and the reason; when the schema names a provision it is in the details. Whether a reference exists,
 * and the payload of an embedded event, are the caller's to look at: only their form is seen here.
 */
struct hf_flow;
enum hf_rc hf_shape_validate(const struct hf_flow *flow, const struct hf_shape *shape,
                             const struct hf_json *value, struct hf_str root, struct hf_arena *arena,
                             struct hf_err *err);

/* Of a list, `uniqueBy` alone: with references written in one way, two that looked different may be one. */
enum hf_rc hf_shape_unique(const struct hf_flow *flow, const struct hf_shape *shape,
                           const struct hf_json *value, struct hf_str root, struct hf_arena *arena,
                           struct hf_err *err);

/* The value with absent members that have a default filled in; shares what it does not change. */
struct hf_json hf_shape_fill(const struct hf_shape *shape, const struct hf_json *value,
                             struct hf_arena *arena);

#endif
