/* SPDX-License-Identifier: Apache-2.0 */
/* An open table of (half a hash, index): a text is compared only where half a hash agrees. */
#include "trace/names.h"

#include "record/order.h"

enum { NAMES_FIRST = 32 };

void hf_trace_names_init(struct hf_trace_names *names, struct hf_arena *arena)
{
    *names = (struct hf_trace_names){.arena = arena};
}

static uint64_t mixed(uint64_t hash, uint64_t word)
{
    hash = (hash ^ word) * UINT64_C(0x9E3779B97F4A7C15);
    return hash ^ (hash >> 29);
}

static uint64_t hash_of(struct hf_str s)
{
    uint64_t hash = mixed(UINT64_C(0x51ED270B0A1F39C1), s.len), word;
    for (; s.len >= sizeof word; s = (struct hf_str){s.at + sizeof word, s.len - sizeof word}) {
        memcpy(&word, s.at, sizeof word);
        hash = mixed(hash, word);
    }
    word = 0;
    if (s.len > 0)
        memcpy(&word, s.at, s.len);
    return mixed(mixed(hash, word), 0);
}

/* The slot that holds the name, or the free one where it belongs. */
static uint64_t *slot_of(const struct hf_trace_names *names, uint64_t hash, struct hf_str name)
{
    uint32_t mask = names->slots - 1;
    for (uint32_t at = (uint32_t)hash & mask;; at = (at + 1) & mask) {
        uint64_t *slot = &names->slot[at];
        if (*slot == 0 || (*slot >> 32 == hash >> 32 && hf_str_eq(names->name[(uint32_t)*slot - 1], name)))
            return slot;
    }
}

static uint64_t filled(uint64_t hash, uint32_t index)
{
    return (hash >> 32) << 32 | (index + 1);
}

static bool grow(struct hf_trace_names *names)
{
    uint32_t size = names->size == 0 ? NAMES_FIRST : 2 * names->size;
    struct hf_trace_names bigger = {
        .arena = names->arena, .count = names->count, .size = size, .slots = 2 * size};
    if (size > UINT32_MAX / 4)
        return false;
    bigger.name = hf_arena_try(names->arena, sizeof *bigger.name, _Alignof(struct hf_str), size);
    bigger.slot = hf_arena_try(names->arena, sizeof *bigger.slot, _Alignof(uint64_t), bigger.slots);
    if (bigger.name == NULL || bigger.slot == NULL)
        return false;
    for (uint32_t i = 0; i < names->count; i++) {
        uint64_t hash = hash_of(names->name[i]);
        bigger.name[i] = names->name[i];
        *slot_of(&bigger, hash, names->name[i]) = filled(hash, i);
    }
    *names = bigger;
    return true;
}

uint32_t hf_trace_name(struct hf_trace_names *names, struct hf_str name)
{
    if (names->count == names->size && !grow(names))
        return HF_TRACE_NO_NAME;
    uint64_t hash = hash_of(name);
    uint64_t *slot = slot_of(names, hash, name);
    if (*slot == 0) {
        names->name[names->count] = name;
        *slot = filled(hash, names->count++);
    }
    return (uint32_t)*slot - 1;
}

static bool bytes_before(const void *of, uint32_t a, uint32_t b)
{
    const struct hf_trace_names *names = of;
    return hf_str_order(names->name[a], names->name[b]) < 0;
}

static bool canonically_before(const void *of, uint32_t a, uint32_t b)
{
    const struct hf_trace_names *names = of;
    return hf_name_order(names->name[a], names->name[b]) < 0;
}

static uint32_t *ordered(const struct hf_trace_names *names, struct hf_arena *arena, hf_trace_before *before)
{
    uint32_t *order = hf_arena_try(arena, sizeof *order, _Alignof(uint32_t), (size_t)names->count + 1);
    size_t mark = hf_arena_mark(arena);
    uint32_t *scratch = hf_arena_try(arena, sizeof *scratch, _Alignof(uint32_t), (size_t)names->count + 1);
    if (order == NULL || scratch == NULL)
        return NULL;
    for (uint32_t i = 0; i < names->count; i++)
        order[i] = i;
    hf_trace_order(order, scratch, names->count, before, names);
    hf_arena_reset(arena, mark);
    return order;
}

uint32_t *hf_trace_names_by_bytes(const struct hf_trace_names *names, struct hf_arena *arena)
{
    return ordered(names, arena, bytes_before);
}

uint32_t *hf_trace_names_canonically(const struct hf_trace_names *names, struct hf_arena *arena)
{
    return ordered(names, arena, canonically_before);
}

uint32_t *hf_trace_ranks(const uint32_t *order, uint32_t count, struct hf_arena *arena)
{
    uint32_t *rank = hf_arena_try(arena, sizeof *rank, _Alignof(uint32_t), (size_t)count + 1);
    for (uint32_t i = 0; rank != NULL && i < count; i++)
        rank[order[i]] = i;
    return rank;
}
