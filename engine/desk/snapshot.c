/* SPDX-License-Identifier: Apache-2.0 */
#include "desk/snapshot.h"

#define ALL_KNOWN (UINT64_C(1) << 63)
#define FORM_SHIFT 32

struct hf_str hf_snapshot_make(const struct hf_cached *cached, struct hf_arena *arena)
{
    struct hf_case packed = hf_case_copy(arena, &cached->c);
    struct hf_str block = hf_case_bytes(&packed);
    size_t slots = cached->slots * sizeof *cached->slot;
    uint64_t count =
        cached->slots | (uint64_t)HF_CASE_FORM << FORM_SHIFT | (cached->slots_known ? ALL_KNOWN : 0);
    HF_CHECK(cached->slots <= UINT32_MAX);
    char *bytes = HF_NEW_UNSET(arena, char, block.len + slots + sizeof count);
    memcpy(bytes, block.at, block.len);
    if (slots > 0)
        memcpy(bytes + block.len, cached->slot, slots);
    memcpy(bytes + block.len + slots, &count, sizeof count);
    return (struct hf_str){bytes, block.len + slots + sizeof count};
}

/* The last 8 bytes; false: there are not so many. */
static bool read_count(struct hf_str bytes, uint64_t *out)
{
    if (bytes.len < sizeof *out)
        return false;
    memcpy(out, bytes.at + bytes.len - sizeof *out, sizeof *out);
    return true;
}

static uint64_t form_of(uint64_t count)
{
    return (count & ~ALL_KNOWN) >> FORM_SHIFT;
}

bool hf_snapshot_is_older(struct hf_str bytes)
{
    uint64_t count;
    return read_count(bytes, &count) && form_of(count) < HF_CASE_FORM;
}

bool hf_snapshot_open(struct hf_str bytes, struct hf_arena *arena, struct hf_snapshot *out)
{
    uint64_t count;
    if (!read_count(bytes, &count) || form_of(count) != HF_CASE_FORM)
        return false;
    char *own = hf_arena_take_unset(arena, bytes.len, 8, 1);
    size_t left = bytes.len - sizeof count;
    memcpy(own, bytes.at, bytes.len);
    size_t slots = (uint32_t)count;
    if (slots > left / sizeof(struct hf_slot))
        return false;
    left -= slots * sizeof(struct hf_slot);
    *out = (struct hf_snapshot){.slot = HF_NEW_UNSET(arena, struct hf_slot, slots),
                                .slots = slots,
                                .slots_known = (count & ALL_KNOWN) != 0};
    if (slots > 0)
        memcpy(out->slot, own + left, slots * sizeof(struct hf_slot));
    return hf_case_adopt((struct hf_str){own, left}, &out->c);
}
