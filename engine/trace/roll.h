/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Names as numbers, for millions of them: each different text gets the next index, from 0.
 *
 * A name of at most 15 bytes lies in its 16-byte key; a longer one is borrowed from the text. So most names
 * are compared without a look at the text they came from. What is needed only to find names again lies in an
 * arena of its own, which whoever has read everything may empty; the names stay.
 */
#ifndef HF_TRACE_ROLL_H
#define HF_TRACE_ROLL_H

#include "base/arena.h"

#define HF_TRACE_NOBODY UINT32_MAX

/* The last byte is the length, or LONG: then a pointer and a length stand before it. */
struct hf_trace_key {
    uint64_t word[2];
};

struct hf_trace_roll {
    struct hf_trace_key *name; /* `most` places, touched as they fill */
    uint32_t count, most;
    uint64_t *slot; /* upper half of the hash, then index + 1; 0 is free */
    uint32_t slots;
    struct hf_arena *scratch;
};

/* Room for `most` names; false when an arena is full. */
bool hf_trace_roll_open(struct hf_trace_roll *roll, uint32_t most, struct hf_arena *names,
                        struct hf_arena *scratch);

struct hf_trace_key hf_trace_key_of(struct hf_str name);
/* The same; 16 bytes can be read from name.at on. */
static inline struct hf_trace_key hf_trace_key_near(struct hf_str name)
{
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    struct hf_trace_key key;
    uint64_t len = name.len, some = (UINT64_C(1) << 8 * (len & 7)) - 1;
    if (len <= 15) {
        memcpy(key.word, name.at, sizeof key.word);
        key.word[0] &= len >= 8 ? UINT64_MAX : some;
        key.word[1] = (len <= 8 ? 0 : key.word[1] & some) | len << 56;
        return key;
    }
#endif
    return hf_trace_key_of(name);
}

/* Borrows the key, as the name may lie in it. */
struct hf_str hf_trace_key_name(const struct hf_trace_key *key);

static inline struct hf_str hf_trace_roll_name(const struct hf_trace_roll *roll, uint32_t index)
{
    return hf_trace_key_name(&roll->name[index]);
}

/* The index of the name, given now if it is new; HF_TRACE_NOBODY when there is no room. */
uint32_t hf_trace_roll_add(struct hf_trace_roll *roll, struct hf_str name);
/* No name comes any more: the memory for finding them may be used for other things. */
void hf_trace_roll_close(struct hf_trace_roll *roll);
/* HF_TRACE_NOBODY when there is none of that name. Of a closed roll it goes through all names. */
uint32_t hf_trace_roll_find(const struct hf_trace_roll *roll, struct hf_str name);

/* ---- in three steps, for many names at a time: what one step reads was sent for by the one before ---- */

enum { HF_TRACE_INLINE_MAX = 15, HF_TRACE_LONG = 0xFF };

static inline bool hf_trace_key_is_long(const struct hf_trace_key *key)
{
    return ((const unsigned char *)key->word)[HF_TRACE_INLINE_MAX] == HF_TRACE_LONG;
}

static inline uint64_t hf_trace_folded(uint64_t a, uint64_t b)
{
    __extension__ typedef unsigned __int128 wide;
    wide product = (wide)(a ^ UINT64_C(0x9E3779B97F4A7C15)) * (b ^ UINT64_C(0xD1B54A32D192ED03));
    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

uint64_t hf_trace_long_hash(const struct hf_trace_key *key);

static inline uint64_t hf_trace_roll_hash(const struct hf_trace_key *key)
{
    return hf_trace_key_is_long(key) ? hf_trace_long_hash(key) : hf_trace_folded(key->word[0], key->word[1]);
}

static inline uint64_t *hf_trace_roll_first_slot(const struct hf_trace_roll *roll, uint64_t hash)
{
    return &roll->slot[(uint32_t)hash & (roll->slots - 1)];
}

/* Sends for the slot. */
static inline void hf_trace_roll_reach(const struct hf_trace_roll *roll, uint64_t hash)
{
    __builtin_prefetch(hf_trace_roll_first_slot(roll, hash));
}

/* Sends for the name. */
static inline void hf_trace_roll_look(const struct hf_trace_roll *roll, uint64_t hash)
{
    uint64_t slot = *hf_trace_roll_first_slot(roll, hash);
    if (slot != 0)
        __builtin_prefetch(&roll->name[(uint32_t)slot - 1]);
}

uint32_t hf_trace_roll_search(struct hf_trace_roll *roll, const struct hf_trace_key *key, uint64_t hash);

/* As hf_trace_roll_add. Inline where the name stands in its first slot, as most do. */
static inline uint32_t hf_trace_roll_put(struct hf_trace_roll *roll, const struct hf_trace_key *key,
                                         uint64_t hash)
{
    uint64_t slot = *hf_trace_roll_first_slot(roll, hash);
    if (slot >> 32 == hash >> 32 && slot != 0) {
        const struct hf_trace_key *name = &roll->name[(uint32_t)slot - 1];
        if (name->word[0] == key->word[0] && name->word[1] == key->word[1])
            return (uint32_t)slot - 1;
    }
    return hf_trace_roll_search(roll, key, hash);
}

/* Indices in the byte order of their names, an array of at least one; NULL when the arena is full. */
uint32_t *hf_trace_roll_order(const struct hf_trace_roll *roll, struct hf_arena *arena);
/* The same as RFC 8785 orders members (UTF-16 code units). */
uint32_t *hf_trace_roll_canonically(const struct hf_trace_roll *roll, struct hf_arena *arena);

#endif
