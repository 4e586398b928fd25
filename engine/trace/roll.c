/* SPDX-License-Identifier: Apache-2.0 */
/* An open table of (half a hash, index); the keys stand beside it, 16 bytes each, in the order of coming. */
#include "trace/roll.h"

#include "record/order.h"
#include "trace/order.h"

enum { INLINE_MAX = HF_TRACE_INLINE_MAX, LONG = HF_TRACE_LONG, SLOTS_FIRST = 64 };

static unsigned char *bytes_of(struct hf_trace_key *key)
{
    return (unsigned char *)key->word;
}

struct hf_trace_key hf_trace_key_of(struct hf_str name)
{
    struct hf_trace_key key = {{0, 0}};
    unsigned char *bytes = bytes_of(&key);
    if (name.len <= INLINE_MAX) {
        if (name.len > 0)
            memcpy(bytes, name.at, name.len);
        bytes[INLINE_MAX] = (unsigned char)name.len;
        return key;
    }
    uint32_t len = (uint32_t)name.len;
    HF_CHECK(name.len <= UINT32_MAX);
    memcpy(bytes, &name.at, sizeof name.at);
    memcpy(bytes + 8, &len, sizeof len);
    bytes[INLINE_MAX] = LONG;
    return key;
}

struct hf_str hf_trace_key_name(const struct hf_trace_key *key)
{
    const unsigned char *bytes = (const unsigned char *)key->word;
    struct hf_str name = {(const char *)bytes, bytes[INLINE_MAX]};
    if (name.len != LONG)
        return name;
    uint32_t len;
    memcpy(&name.at, bytes, sizeof name.at);
    memcpy(&len, bytes + 8, sizeof len);
    name.len = len;
    return name;
}

uint64_t hf_trace_long_hash(const struct hf_trace_key *key)
{
    struct hf_str name = hf_trace_key_name(key);
    uint64_t hash = name.len, word;
    for (; name.len >= sizeof word; name = (struct hf_str){name.at + sizeof word, name.len - sizeof word}) {
        memcpy(&word, name.at, sizeof word);
        hash = hf_trace_folded(hash, word);
    }
    word = 0;
    if (name.len > 0)
        memcpy(&word, name.at, name.len);
    return hf_trace_folded(hash, word);
}

static bool same(const struct hf_trace_key *a, const struct hf_trace_key *b)
{
    if (a->word[0] == b->word[0] && a->word[1] == b->word[1])
        return true;
    return hf_trace_key_is_long(a) && hf_trace_key_is_long(b) &&
           hf_str_eq(hf_trace_key_name(a), hf_trace_key_name(b));
}

bool hf_trace_roll_open(struct hf_trace_roll *roll, uint32_t most, struct hf_arena *names,
                        struct hf_arena *scratch)
{
    *roll = (struct hf_trace_roll){.most = most, .slots = SLOTS_FIRST, .scratch = scratch};
    roll->name = hf_arena_try_unset(names, sizeof *roll->name, _Alignof(struct hf_trace_key), most);
    roll->slot = hf_arena_try(scratch, sizeof *roll->slot, _Alignof(uint64_t), roll->slots);
    return roll->name != NULL && roll->slot != NULL;
}

static uint64_t filled(uint64_t hash, uint32_t index)
{
    return (hash >> 32) << 32 | (index + 1);
}

/* The slot that holds the name, or the free one where it belongs. */
static uint64_t *slot_of(const struct hf_trace_roll *roll, const struct hf_trace_key *key, uint64_t hash)
{
    uint32_t mask = roll->slots - 1;
    for (uint32_t at = (uint32_t)hash & mask;; at = (at + 1) & mask) {
        uint64_t *slot = &roll->slot[at];
        if (*slot == 0 || (*slot >> 32 == hash >> 32 && same(&roll->name[(uint32_t)*slot - 1], key)))
            return slot;
    }
}

/* Twice as many slots, filled by what stands in the old ones and the hashes of the names. */
static bool grow(struct hf_trace_roll *roll)
{
    uint32_t slots = 2 * roll->slots, mask = slots - 1;
    uint64_t *bigger = hf_arena_try(roll->scratch, sizeof *bigger, _Alignof(uint64_t), slots);
    if (bigger == NULL || slots >= UINT32_MAX / 2)
        return false;
    for (uint32_t i = 0; i < roll->count; i++) {
        uint64_t hash = hf_trace_roll_hash(&roll->name[i]);
        uint32_t at = (uint32_t)hash & mask;
        while (bigger[at] != 0)
            at = (at + 1) & mask;
        bigger[at] = filled(hash, i);
    }
    roll->slot = bigger;
    roll->slots = slots;
    return true;
}

uint32_t hf_trace_roll_search(struct hf_trace_roll *roll, const struct hf_trace_key *key, uint64_t hash)
{
    uint64_t *slot = slot_of(roll, key, hash);
    if (*slot != 0)
        return (uint32_t)*slot - 1;
    if (roll->count == roll->most)
        return HF_TRACE_NOBODY;
    if (roll->count >= roll->slots / 3 * 2) {
        if (!grow(roll))
            return HF_TRACE_NOBODY;
        slot = slot_of(roll, key, hash);
    }
    roll->name[roll->count] = *key;
    *slot = filled(hash, roll->count);
    return roll->count++;
}

uint32_t hf_trace_roll_add(struct hf_trace_roll *roll, struct hf_str name)
{
    struct hf_trace_key key = hf_trace_key_of(name);
    return hf_trace_roll_put(roll, &key, hf_trace_roll_hash(&key));
}

uint32_t hf_trace_roll_find(const struct hf_trace_roll *roll, struct hf_str name)
{
    struct hf_trace_key key = hf_trace_key_of(name);
    for (uint32_t i = 0; roll->slots == 0 && i < roll->count; i++)
        if (same(&roll->name[i], &key))
            return i;
    if (roll->slots == 0)
        return HF_TRACE_NOBODY;
    uint64_t slot = *slot_of(roll, &key, hf_trace_roll_hash(&key));
    return slot == 0 ? HF_TRACE_NOBODY : (uint32_t)slot - 1;
}

void hf_trace_roll_close(struct hf_trace_roll *roll)
{
    roll->slot = NULL;
    roll->slots = 0;
}

/* ---- in order ---- */

static uint64_t big_endian(const unsigned char *at)
{
    uint64_t word = 0;
    for (unsigned i = 0; i < 8; i++)
        word = word << 8 | at[i];
    return word;
}

static bool bytes_before(const void *of, uint32_t a, uint32_t b)
{
    const struct hf_trace_roll *roll = of;
    const struct hf_trace_key *left = &roll->name[a], *right = &roll->name[b];
    if (hf_trace_key_is_long(left) || hf_trace_key_is_long(right))
        return hf_str_order(hf_trace_key_name(left), hf_trace_key_name(right)) < 0;
    const unsigned char *x = (const unsigned char *)left->word, *y = (const unsigned char *)right->word;
    uint64_t p = big_endian(x), q = big_endian(y);
    return p != q ? p < q : big_endian(x + 8) < big_endian(y + 8);
}

static bool canonically_before(const void *of, uint32_t a, uint32_t b)
{
    const struct hf_trace_roll *roll = of;
    return hf_name_order(hf_trace_roll_name(roll, a), hf_trace_roll_name(roll, b)) < 0;
}

/* Only beyond U+DFFF do the code units of UTF-16 stand in another order than the bytes of UTF-8. */
static bool orders_differ(const struct hf_trace_roll *roll)
{
    for (uint32_t i = 0; i < roll->count; i++) {
        struct hf_str name = hf_trace_roll_name(roll, i);
        for (size_t at = 0; at < name.len; at++)
            if ((unsigned char)name.at[at] >= 0xEE)
                return true;
    }
    return false;
}

static uint32_t *ordered(const struct hf_trace_roll *roll, struct hf_arena *arena, hf_trace_before *before)
{
    uint32_t *order = hf_arena_try_unset(arena, sizeof *order, _Alignof(uint32_t), (size_t)roll->count + 1);
    size_t mark = hf_arena_mark(arena);
    uint32_t *scratch =
        hf_arena_try_unset(arena, sizeof *scratch, _Alignof(uint32_t), (size_t)roll->count + 1);
    if (order == NULL || scratch == NULL)
        return NULL;
    for (uint32_t i = 0; i < roll->count; i++)
        order[i] = i;
    hf_trace_order(order, scratch, roll->count, before, roll);
    hf_arena_reset(arena, mark);
    return order;
}

uint32_t *hf_trace_roll_order(const struct hf_trace_roll *roll, struct hf_arena *arena)
{
    return ordered(roll, arena, bytes_before);
}

uint32_t *hf_trace_roll_canonically(const struct hf_trace_roll *roll, struct hf_arena *arena)
{
    return ordered(roll, arena, orders_differ(roll) ? canonically_before : bytes_before);
}
