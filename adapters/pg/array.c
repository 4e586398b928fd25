/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The binary form of an array: dimensions (1), has nulls, item type, count, lower bound (1), then each item
 * as its length and bytes; every number big-endian, a null has length -1. Count and null mark are set as
 * items come.
 */
#include "pg/array.h"

#include <stdlib.h>

#include "base/check.h"

enum { HEAD_SIZE = 20, HEAD_NULLS = 4, HEAD_COUNT = 12, FIRST_SIZE = 64 * 1024 };

static unsigned char *room(struct hf_params *params, size_t len)
{
    if (params->size - params->len < len) {
        size_t size = params->size == 0 ? FIRST_SIZE : params->size;
        while (size - params->len < len)
            size *= 2;
        params->at = realloc(params->at, size);
        HF_CHECK(params->at != NULL);
        params->size = size;
    }
    params->len += len;
    return params->at + params->len - len;
}

static void store32(unsigned char *at, uint32_t value)
{
    for (int i = 0; i < 4; i++)
        at[i] = (unsigned char)(value >> (24 - 8 * i));
}

static uint32_t load32(const unsigned char *at)
{
    return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

void hf_params_begin(struct hf_params *params)
{
    params->len = 0;
    params->count = 0;
    params->array = false;
    params->start[0] = 0;
}

static void next_param(struct hf_params *params)
{
    HF_CHECK(params->count < HF_PARAMS_MAX);
    params->null[params->count] = false;
    params->start[params->count++] = params->len;
}

void hf_params_array(struct hf_params *params, enum hf_oid item)
{
    next_param(params);
    unsigned char *head = room(params, HEAD_SIZE);
    store32(head, 1);
    store32(head + HEAD_NULLS, 0);
    store32(head + 8, item);
    store32(head + HEAD_COUNT, 0);
    store32(head + 16, 1);
    params->array = true;
}

/* Where the bytes of one value go: a parameter of its own, or the next item of the array. */
static unsigned char *value_room(struct hf_params *params, size_t len)
{
    if (!params->array) {
        next_param(params);
        return room(params, len);
    }
    unsigned char *item = room(params, 4 + len);
    unsigned char *head = params->at + params->start[params->count - 1];
    store32(head + HEAD_COUNT, load32(head + HEAD_COUNT) + 1);
    store32(item, (uint32_t)len);
    return item + 4;
}

static void put_number(struct hf_params *params, uint64_t value, size_t size)
{
    unsigned char *at = value_room(params, size);
    for (size_t i = 0; i < size; i++)
        at[i] = (unsigned char)(value >> (8 * (size - 1 - i)));
}

void hf_params_i16(struct hf_params *params, int16_t value)
{
    put_number(params, (uint16_t)value, 2);
}

void hf_params_i32(struct hf_params *params, int32_t value)
{
    put_number(params, (uint32_t)value, 4);
}

void hf_params_i64(struct hf_params *params, int64_t value)
{
    put_number(params, (uint64_t)value, 8);
}

void hf_params_bytes(struct hf_params *params, const void *bytes, size_t len)
{
    HF_CHECK(len <= INT32_MAX);
    unsigned char *at = value_room(params, len);
    if (len > 0)
        memcpy(at, bytes, len);
}

void hf_params_id(struct hf_params *params, const struct hf_id *id)
{
    hf_params_bytes(params, id->byte, sizeof id->byte);
}

void hf_params_text(struct hf_params *params, struct hf_str text)
{
    hf_params_bytes(params, text.at, text.len);
}

void hf_params_null(struct hf_params *params)
{
    if (!params->array) {
        next_param(params);
        params->null[params->count - 1] = true;
        return;
    }
    unsigned char *item = value_room(params, 0) - 4;
    store32(item, UINT32_MAX);
    store32(params->at + params->start[params->count - 1] + HEAD_NULLS, 1);
}

void hf_params_more(struct hf_params *params, const void *bytes, size_t len)
{
    HF_CHECK(!params->array && params->count > 0);
    memcpy(room(params, len), bytes, len);
}

void hf_params_end(struct hf_params *params)
{
    params->start[params->count] = params->len;
    for (int i = 0; i < params->count; i++) {
        /* libpq takes a null pointer for NULL, also where the length is 0. */
        const char *at = params->at == NULL ? "" : (const char *)params->at + params->start[i];
        params->value[i] = params->null[i] ? NULL : at;
        params->length[i] = (int)(params->start[i + 1] - params->start[i]);
        params->format[i] = 1;
    }
}

void hf_params_free(struct hf_params *params)
{
    free(params->at);
    *params = (struct hf_params){0};
}
