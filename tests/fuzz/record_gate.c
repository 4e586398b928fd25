/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Any bytes through the gate. What it takes is written canonically; where no reals stand in it that text is
 * read again as an equal value and written to the same bytes. With reals it is the same, but that a whole
 * number from 2^53 on, which RFC 8785 writes as an integer, is refused when it comes back.
 */
#include <stdint.h>

#include "base/check.h"
#include "record/json.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static _Alignas(16) unsigned char block[128 * 1024 * 1024];

static struct hf_str canonical(struct hf_arena *arena, const struct hf_json *json)
{
    struct hf_buf buf = hf_buf_in(arena, 256);
    hf_json_write(&buf, json);
    return hf_buf_str(&buf);
}

static void read_again(struct hf_arena *arena, struct hf_str text, const struct hf_json_limits *limits)
{
    struct hf_json json, again;
    struct hf_err err;
    if (hf_json_read(text, limits, arena, &json, &err) != HF_OK)
        return;
    struct hf_json_limits wide = *limits;
    wide.bytes = 16 * limits->bytes; /* \u0001 is longer than what it stands for in UTF-8 */
    struct hf_str form = canonical(arena, &json);
    if (hf_json_read(form, &wide, arena, &again, &err) != HF_OK) {
        HF_CHECK(limits->reals && err.word == HF_WORD_json_integer);
        return;
    }
    HF_CHECK(hf_json_eq(&json, &again));
    HF_CHECK(hf_str_eq(canonical(arena, &again), form));
    struct hf_json kept = hf_json_keep(arena, &json);
    HF_CHECK(hf_json_eq(&json, &kept));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct hf_json_limits *const limits[] = {&hf_json_payload_limits, &hf_json_open_limits};
    struct hf_str text = {(const char *)data, size};
    for (size_t i = 0; i < sizeof limits / sizeof limits[0]; i++) {
        struct hf_arena arena;
        hf_arena_init(&arena, block, sizeof block);
        read_again(&arena, size == 0 ? HF_STR_NONE : text, limits[i]);
    }
    return 0;
}
