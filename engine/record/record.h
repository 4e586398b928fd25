/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One table per JSON shape: it reads the shape into a C struct, writes the struct in canonical form and
 * describes the shape (record/schema.h).
 *
 *     static const struct hf_record_field asset_fields[] = {
 *         HF_FIELD(struct asset, iban, .kind = HF_AS_TEXT, .min = 15, .max = 34),
 *         HF_FIELD(struct asset, kind, .kind = HF_AS_CHOICE, .needed = true, .choices = &asset_kinds),
 *     };
 *     static const struct hf_record asset = HF_RECORD(struct asset, asset_fields);
 *
 * Rows stand in canonical order. A member that is absent leaves in the struct, and is left out again for,
 *     a text, list or optional record      the null pointer (an empty text or list has another)
 *     an id, digest                        zeros
 *     raw JSON                             HF_JSON_NULL
 *     a number, truth, choice, time        the field's `otherwise` (so choose one that no value needs:
 *                                          -1 for a choice, INT64_MIN for a number or instant)
 * null never stands in a record, whether read or written, but inside raw JSON.
 */
#ifndef HF_RECORD_RECORD_H
#define HF_RECORD_RECORD_H

#include "base/id.h"
#include "record/json.h"

enum hf_record_kind {
    HF_AS_TEXT,    /* struct hf_str, borrowed as the tree borrows it; min and max count characters */
    HF_AS_INT,     /* int64_t within 2^53-1; min and max are its range, both 0: no other */
    HF_AS_BOOL,    /* bool */
    HF_AS_CHOICE,  /* an enum or int: the index into `choices` */
    HF_AS_ID,      /* struct hf_id */
    HF_AS_DIGEST,  /* unsigned char[32] */
    HF_AS_INSTANT, /* int64_t, milliseconds UTC */
    HF_AS_DAY,     /* int32_t, days since 1970-01-01 */
    HF_AS_RECORD,  /* of `record`: the struct itself where needed, else a pointer to const */
    HF_AS_LIST,    /* HF_LIST_OF(type) of what `of` says; min and max count the entries */
    HF_AS_RAW,     /* struct hf_json, unread */
    HF_RECORD_KINDS
};

enum { HF_RECORD_DIGEST = 32, HF_RECORD_FIELDS_MAX = 64, HF_RECORD_DEPTH_MAX = 8 };

/* The names of a choice, in the order of its enum. */
struct hf_names {
    const struct hf_str *name;
    size_t count;
};
#define HF_NAMES(array)                             \
    {                                               \
        (array), sizeof(array) / sizeof((array)[0]) \
    }

/* All lists are laid out alike. */
#define HF_LIST_OF(type)  \
    struct {              \
        const type *item; \
        size_t count;     \
    }

struct hf_record_field {
    struct hf_str name; /* of the member */
    enum hf_record_kind kind, of;
    size_t offset, size; /* where the value stands in the struct */
    bool needed;
    int64_t min, max; /* max 0: none (HF_AS_INT apart) */
    int64_t otherwise;
    const struct hf_names *choices;
    const struct hf_record *record;
    bool (*check)(struct hf_str text); /* of a text or of each text of a list */
    enum hf_word wrong;                /* what to say when check fails; ok: record_form */
    struct hf_str pattern, about;      /* for the description */
};

struct hf_record {
    const struct hf_record_field *field;
    size_t count;
    size_t size; /* of the struct */
    bool open;   /* unknown members pass (tokens of others, RFC 7519 section 4); else they are refused */
    struct hf_str about;
};

/* A row whose member has the struct member's name, and one whose name differs. */
#define HF_FIELD(type, member, ...) HF_FIELD_AS(type, member, #member, __VA_ARGS__)
#define HF_FIELD_AS(type, member, json_name, ...)                         \
    {                                                                     \
        .name = HF_STR_INIT(json_name), .offset = offsetof(type, member), \
        .size = sizeof(((type *)0)->member), __VA_ARGS__                  \
    }
#define HF_RECORD(type, array)                                                              \
    {                                                                                       \
        .field = (array), .count = sizeof(array) / sizeof((array)[0]), .size = sizeof(type) \
    }

/*
 * Fills *out. err->where is the path of the first fault, as "assets[0].kind"; the root is "".
 * BAD_INPUT only.
 */
enum hf_rc hf_record_read(const struct hf_record *record, const struct hf_json *json, struct hf_arena *arena,
                          void *out, struct hf_err *err);

/*
 * After reading `json` out of `text` has failed with `rc`: err->where, a path, becomes "3:14:
 * assets[0].kind", with line and column of the value there; of what is missing, those of the object that
 * lacks it.
 */
enum hf_rc hf_record_blame(struct hf_str text, const struct hf_json *json, enum hf_rc rc, struct hf_err *err);

/* Canonical JSON (RFC 8785) of the struct at `in`. Texts must be well-formed UTF-8. */
void hf_record_write(const struct hf_record *record, const void *in, struct hf_buf *out);

/*
 * Is the table, with all below it, well-formed: canonical order, names without escapes, sizes that fit the
 * kinds, choices and records where they belong? Writes to `why` the field that is not and the reason. For a
 * test of every table.
 */
bool hf_record_sound(const struct hf_record *record, struct hf_buf *why);

#endif
