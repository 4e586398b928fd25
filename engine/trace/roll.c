/* SPDX-License-Identifier: Apache-2.0 */
/* An open table of keys and indices; the names stand once more beside it, in the order of coming. */
#include "trace/roll.h"

#include "record/order.h"
#include "trace/order.h"
#include "trace/trim.h"

const unsigned char hf_trace_key_kept[2 * HF_TRACE_INLINE_MAX] = {
    0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF};

enum { INLINE_MAX = HF_TRACE_INLINE_MAX, LONG = HF_TRACE_LONG, SLOTS_FIRST = 64 };

static unsigned char *bytes_of(struct hf_trace_key *key)
{
    return (unsigned char *)key->word;
}

struct hf_trace_key hf_trace_key_of(struct hf_str name)
{
    struct hf_trace_key key = {{0, 0}};
    unsigned char *bytes = bytes_of(&key);
    if (name.len <= INLINE_MAX && (name.len == 0 || name.at[name.len - 1] != '\0')) {
        if (name.len > 0)
            memcpy(bytes, name.at, name.len);
        return key;
    }
    uint32_t len = (uint32_t)name.len;
    HF_CHECK(name.len <= UINT32_MAX);
    memcpy(bytes, &name.at, sizeof name.at);
    memcpy(bytes + 8, &len, sizeof len);
    bytes[INLINE_MAX - 1] = LONG;
    return key;
}

struct hf_str hf_trace_key_name(const struct hf_trace_key *key)
{
    const unsigned char *bytes = (const unsigned char *)key->word;
    struct hf_str name = {(const char *)bytes, INLINE_MAX};
    if (!hf_trace_key_is_long(key)) {
        while (name.len > 0 && bytes[name.len - 1] == 0)
            name.len--;
        return name;
    }
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
    roll->slot = hf_arena_try(scratch, sizeof *roll->slot, _Alignof(struct hf_trace_slot), roll->slots);
    return roll->name != NULL && roll->slot != NULL;
}

/* The slot that holds the name, or the free one where it belongs. */
static struct hf_trace_slot *slot_of(const struct hf_trace_roll *roll, const struct hf_trace_key *key,
                                     uint64_t hash)
{
    uint32_t mask = roll->slots - 1;
    bool is_long = hf_trace_key_is_long(key);
    for (uint32_t at = (uint32_t)hash & mask;; at = (at + 1) & mask) {
        struct hf_trace_slot *slot = &roll->slot[at];
        if (slot->after == 0 || hf_trace_slot_has(slot, key) ||
            (is_long && same(&roll->name[slot->after - 1], key)))
            return slot;
    }
}

static void fill(struct hf_trace_slot *slot, const struct hf_trace_key *key, uint32_t index)
{
    memcpy(slot->key, key->word, sizeof slot->key);
    slot->after = index + 1;
}

/* So many slots, filled by the names in their order. */
static bool grow(struct hf_trace_roll *roll, uint32_t slots)
{
    uint32_t mask = slots - 1;
    struct hf_trace_slot *bigger =
        hf_arena_try(roll->scratch, sizeof *bigger, _Alignof(struct hf_trace_slot), slots);
    if (bigger == NULL || slots >= UINT32_MAX / 2)
        return false;
    for (uint32_t i = 0; i < roll->count; i++) {
        uint32_t at = (uint32_t)hf_trace_roll_hash(&roll->name[i]) & mask;
        while (bigger[at].after != 0)
            at = (at + 1) & mask;
        fill(&bigger[at], &roll->name[i], i);
    }
    roll->slot = bigger;
    roll->slots = slots;
    return true;
}

bool hf_trace_roll_expect(struct hf_trace_roll *roll, uint32_t names)
{
    uint32_t slots = roll->slots;
    while (slots / 3 * 2 < names && slots < UINT32_MAX / 4)
        slots *= 2;
    return slots == roll->slots || grow(roll, slots);
}

/* Is one of its eight bytes a blank? */
static bool has_blank(uint64_t word)
{
    uint64_t ones = UINT64_C(0x0101010101010101), other = word ^ 0x20 * ones;
    return ((other - ones) & ~other & 0x80 * ones) != 0;
}

static bool has_blank_end(const struct hf_trace_key *key)
{
    uint64_t beyond = (key->word[0] | key->word[1]) & UINT64_C(0x8080808080808080); /* no-break blanks */
    if (!hf_trace_key_is_long(key) && beyond == 0 && !has_blank(key->word[0]) && !has_blank(key->word[1]))
        return false; /* as most are */
    struct hf_str name = hf_trace_key_name(key);
    return hf_trace_trim(name).len < name.len;
}

uint32_t hf_trace_roll_search(struct hf_trace_roll *roll, const struct hf_trace_key *key, uint64_t hash)
{
    struct hf_trace_slot *slot = slot_of(roll, key, hash);
    if (slot->after != 0)
        return slot->after - 1;
    if (roll->count == roll->most)
        return HF_TRACE_NOBODY;
    if (roll->count >= roll->slots / 3 * 2) {
        if (!grow(roll, 2 * roll->slots))
            return HF_TRACE_NOBODY;
        slot = slot_of(roll, key, hash);
    }
    roll->name[roll->count] = *key;
    roll->blank |= has_blank_end(key);
    fill(slot, key, roll->count);
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
    return slot_of(roll, &key, hf_trace_roll_hash(&key))->after - 1; /* 0 - 1 is HF_TRACE_NOBODY */
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
