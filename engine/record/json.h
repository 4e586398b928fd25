/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One JSON value as a tree in an arena: what the gate builds and every reader walks.
 *
 * Texts are unescaped UTF-8; where the source has no escapes they borrow from it. Members stand in the order
 * of the source; canonical order is the writer's business. A number is HF_JSON_INT when its literal is a
 * plain integer within 2^53-1, else HF_JSON_REAL (only where the reader was told to allow it: never in what
 * is hashed).
 */
#ifndef HF_RECORD_JSON_H
#define HF_RECORD_JSON_H

#include "base/check.h"
#include "base/err.h"

enum hf_json_kind {
    HF_JSON_NULL,
    HF_JSON_BOOL,
    HF_JSON_INT,
    HF_JSON_REAL,
    HF_JSON_TEXT,
    HF_JSON_LIST,
    HF_JSON_OBJECT
};

struct hf_member;

struct hf_json {
    enum hf_json_kind kind;
    uint32_t offset; /* byte of the source where the value begins: for file:line:column */
    union {
        bool truth;
        int64_t integer;
        double real;
        struct hf_str text;
        struct {
            const struct hf_json *item;
            size_t count;
        } list;
        struct {
            const struct hf_member *member;
            size_t count;
        } object;
    } is;
};

/* Members are made by the gate, a maker or hf_json_keep only: these also fill in the canonical order. */
struct hf_member {
    struct hf_str name;
    uint32_t offset; /* of the name */
    uint32_t sorted; /* in member[k]: the index of the member that stands k-th in canonical order */
    struct hf_json value;
};

enum { HF_JSON_DEPTH_MAX = 64, HF_JSON_NEST_MAX = 128 }; /* of what is read; of any tree */

struct hf_json_limits {
    size_t bytes;   /* longest text taken, below 4 GiB */
    unsigned depth; /* nested lists and objects, at most HF_JSON_DEPTH_MAX */
    bool reals;     /* may numbers other than integers within 2^53-1 stand in it? */
};
/* A payload of at most 64 KiB, depth 16, integers only. */
extern const struct hf_json_limits hf_json_payload_limits;
/* A definition or configuration of at most 1 MiB, depth 64, integers only. */
extern const struct hf_json_limits hf_json_file_limits;
/* As a file, and any number whose double is finite: what is only shown, never hashed. */
extern const struct hf_json_limits hf_json_open_limits;

/*
 * The strict gate (RFC 8259 restricted to I-JSON, RFC 7493): refuses what json-c lets through: a member named
 * twice (also when one is written with escapes), NaN, single quotes, lone surrogates, noncharacters, raw
 * control characters, integers beyond 2^53-1, malformed UTF-8, a byte-order mark, anything after the end.
 * err->where is "line:column" of the first fault found; a doubled name is found when its object closes.
 * BAD_INPUT only. Needs from the arena at most about 200 bytes per byte of text.
 */
enum hf_rc hf_json_read(struct hf_str text, const struct hf_json_limits *limits, struct hf_arena *arena,
                        struct hf_json *out, struct hf_err *err);

/* Line and column, both from 1, of a byte in the source; columns count characters. */
void hf_json_place(struct hf_str text, size_t offset, size_t *line, size_t *column);

/* The member's value, or NULL where json is no object or has none of that name. */
const struct hf_json *hf_json_get(const struct hf_json *json, struct hf_str name);
/* The member that stands k-th in canonical order. */
static inline const struct hf_member *hf_json_member(const struct hf_json *object, size_t k)
{
    HF_CHECK(object->kind == HF_JSON_OBJECT && k < object->is.object.count);
    return &object->is.object.member[object->is.object.member[k].sorted];
}
#define HF_JSON_GET(json, literal) hf_json_get((json), HF_STR(literal))
/* The text of a member that is a text; else HF_STR_NONE. */
struct hf_str hf_json_text(const struct hf_json *json, struct hf_str name);

/* The same value: members in any order; 1 and 1.0 are the same number. */
bool hf_json_eq(const struct hf_json *a, const struct hf_json *b);

/* Values made by hand, for writers. */
struct hf_json hf_json_of_text(struct hf_str text);
struct hf_json hf_json_of_int(int64_t integer);
struct hf_json hf_json_of_bool(bool truth);

/* An object or list being put together in an arena, any number of members. */
struct hf_json_maker {
    struct hf_arena *arena;
    struct hf_member *member; /* of an object; a list uses the values only */
    size_t count, size;
};
struct hf_json_maker hf_json_make(struct hf_arena *arena);
void hf_json_add(struct hf_json_maker *maker, struct hf_str name, struct hf_json value);
/* No name may have been added twice. */
struct hf_json hf_json_object(const struct hf_json_maker *maker);
struct hf_json hf_json_list(const struct hf_json_maker *maker);
/* A deep copy that borrows nothing from the source. */
struct hf_json hf_json_keep(struct hf_arena *arena, const struct hf_json *json);

/* RFC 8785: members by UTF-16 code units, shortest escapes, no blanks, numbers as ECMAScript writes them. */
void hf_json_write(struct hf_buf *out, const struct hf_json *json);
/* One text in quotes, in the same form; it must be well-formed UTF-8. */
void hf_json_put_text(struct hf_buf *out, struct hf_str text);

#endif
