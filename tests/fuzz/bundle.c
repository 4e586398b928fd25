/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Any bytes as a bundle. What the reader takes is written again byte for byte; the lines of each part, taken
 * from the input itself, likewise.
 */
#include "base/check.h"
#include "proof/bundle.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MOST = 1 << 18 };
static _Alignas(16) unsigned char block[16 << 20];

static void same_archive(struct hf_arena *arena, struct hf_str bytes)
{
    struct hf_buf again = hf_buf_in(arena, bytes.len);
    struct hf_ustar_member member;
    struct hf_err err;
    size_t at = 0;
    bool end = false;
    while (hf_ustar_next(bytes, &at, &member, &end, &err) == HF_OK && !end)
        hf_ustar_put(&again, &member);
    HF_CHECK(again.len == 0 || memcmp(again.at, bytes.at, again.len) == 0);
}

static void same_lines(struct hf_arena *arena, struct hf_str bytes)
{
    struct hf_buf again = hf_buf_in(arena, bytes.len);
    struct hf_str lines = bytes;
    struct hf_bundle_event event;
    struct hf_bundle_value value;
    struct hf_bundle_message message;
    struct hf_bundle_delivery delivery;
    while (lines.len > 0 && hf_bundle_event_next(&lines, &event))
        hf_bundle_event_put(&again, &event);
    HF_CHECK(again.len == 0 || memcmp(again.at, bytes.at, again.len) == 0);
    again.len = 0;
    for (lines = bytes; lines.len > 0 && hf_bundle_value_next(&lines, &value);)
        hf_bundle_value_put(&again, &value);
    HF_CHECK(again.len == 0 || memcmp(again.at, bytes.at, again.len) == 0);
    again.len = 0;
    for (lines = bytes; lines.len > 0 && hf_bundle_message_next(&lines, &message);)
        hf_bundle_message_put(&again, &message);
    HF_CHECK(again.len == 0 || memcmp(again.at, bytes.at, again.len) == 0);
    again.len = 0;
    for (lines = bytes; lines.len > 0 && hf_bundle_delivery_next(&lines, &delivery);)
        hf_bundle_delivery_put(&again, &delivery);
    HF_CHECK(again.len == 0 || memcmp(again.at, bytes.at, again.len) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct hf_str input = {(const char *)data, size};
    struct hf_arena arena;
    struct hf_hasher hasher;
    struct hf_bundle bundle;
    struct hf_err err;

    if (size == 0 || size > MOST)
        return 0;
    hf_arena_init(&arena, block, sizeof block);
    same_archive(&arena, input);
    same_lines(&arena, input);
    hf_hasher_init(&hasher);
    (void)hf_bundle_open(&hasher, input, &arena, &bundle, &err);
    hf_hasher_done(&hasher);
    return 0;
}
