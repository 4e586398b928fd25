/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Parameters of a statement in PostgreSQL's binary form, laid one after the other into a block that is kept
 * from one statement to the next: single values, and one-dimensional arrays of them.
 *
 *     hf_params_begin(&p);
 *     hf_params_i16(&p, log);
 *     hf_params_array(&p, HF_OID_UUID);
 *         hf_params_id(&p, &file);  ...one item each
 *     hf_params_array(&p, HF_OID_I32);
 *         hf_params_i32(&p, seq);  ...as many
 *
 * Single values stand before arrays; an array ends where the next one begins. Items are written by the same
 * functions.
 */
#ifndef HF_PG_ARRAY_H
#define HF_PG_ARRAY_H

#include "base/id.h"

/* Object ids of the types we use; fixed for ever by PostgreSQL's catalogue. */
enum hf_oid {
    HF_OID_BYTEA = 17,
    HF_OID_I64 = 20,
    HF_OID_I16 = 21,
    HF_OID_I32 = 23,
    HF_OID_TEXT = 25,
    HF_OID_UUID = 2950
};

enum { HF_PARAMS_MAX = 24 };

struct hf_params {
    unsigned char *at; /* grows by realloc; keeps its size */
    size_t len, size;
    int count;
    size_t start[HF_PARAMS_MAX + 1];
    bool array; /* is the last parameter an array that still takes items? */
    bool null[HF_PARAMS_MAX];
    /* What libpq is given; valid after hf_params_end until the next write. */
    const char *value[HF_PARAMS_MAX];
    int length[HF_PARAMS_MAX], format[HF_PARAMS_MAX];
};

void hf_params_begin(struct hf_params *params);
void hf_params_array(struct hf_params *params, enum hf_oid item);

void hf_params_i16(struct hf_params *params, int16_t value);
void hf_params_i32(struct hf_params *params, int32_t value);
void hf_params_i64(struct hf_params *params, int64_t value);
void hf_params_id(struct hf_params *params, const struct hf_id *id);
void hf_params_bytes(struct hf_params *params, const void *bytes, size_t len);
void hf_params_text(struct hf_params *params, struct hf_str text);
void hf_params_null(struct hf_params *params);
/* Adds to a single value just written. */
void hf_params_more(struct hf_params *params, const void *bytes, size_t len);

/* Fills value, length and format. */
void hf_params_end(struct hf_params *params);
void hf_params_free(struct hf_params *params);

#endif
