/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Names as numbers, for millions of them: each different text gets the next index, from 0.
 *
 * A name of at most 16 bytes lies in its key; a longer one is borrowed from the text. So most names are
 * compared without a look at the text they came from. What is needed only to find names again lies in an
 * arena of its own, which whoever has read everything may empty; the names stay.
 */
#ifndef HF_TRACE_ROLL_H
#define HF_TRACE_ROLL_H

#include "base/arena.h"

#define HF_TRACE_NOBODY UINT32_MAX

/*
 * The name with zeros behind it. Where the last byte is LONG, which no UTF-8 has, a pointer and a length
 * stand before it: for names that are longer, or end in a zero themselves.
 */
struct hf_trace_key {
    uint64_t word[2];
};

enum { HF_TRACE_INLINE_MAX = 16, HF_TRACE_LONG = 0xFF };

/* A key beside its number, so that one look finds both; packed, as millions of them lie in the cache. */
struct hf_trace_slot {
    uint32_t key[4];
    uint32_t after; /* index + 1; 0 is free */
};

struct hf_trace_roll {
    struct hf_trace_key *name; /* `most` places, touched as they fill */
    uint32_t count, most;
    struct hf_trace_slot *slot;
    uint32_t slots;
    bool blank; /* a name has a blank at an end */
    struct hf_arena *scratch;
};

/* Room for `most` names; false when an arena is full. */
bool hf_trace_roll_open(struct hf_trace_roll *roll, uint32_t most, struct hf_arena *names,
                        struct hf_arena *scratch);

/* Makes room at once to find so many names again; false when the arena is full. */
bool hf_trace_roll_expect(struct hf_trace_roll *roll, uint32_t names);

struct hf_trace_key hf_trace_key_of(struct hf_str name);
/* Sixteen bytes 0xFF and as many zeros: from 16 - len on, what of a name of that length is kept. */
extern const unsigned char hf_trace_key_kept[2 * HF_TRACE_INLINE_MAX];
/* The same; 16 bytes can be read from name.at on. */
static inline struct hf_trace_key hf_trace_key_near(struct hf_str name)
{
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    struct hf_trace_key key;
    uint64_t kept[2];
    if (name.len <= HF_TRACE_INLINE_MAX) { /* the text has no zeros: those are control characters */
        memcpy(key.word, name.at, sizeof key.word);
        memcpy(kept, &hf_trace_key_kept[HF_TRACE_INLINE_MAX - name.len], sizeof kept);
        key.word[0] &= kept[0];
        key.word[1] &= kept[1];
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

/* ---- in two steps, for many names at a time: the second reads what the first has sent for ---- */

static inline bool hf_trace_key_is_long(const struct hf_trace_key *key)
{
    return ((const unsigned char *)key->word)[HF_TRACE_INLINE_MAX - 1] == HF_TRACE_LONG;
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

static inline struct hf_trace_slot *hf_trace_roll_first_slot(const struct hf_trace_roll *roll, uint64_t hash)
{
    return &roll->slot[(uint32_t)hash & (roll->slots - 1)];
}

/* Sends for the slot, which may lie across two lines of the cache; inline as hf_trace_send_for in
 * trace/method.h is. */
__attribute__((always_inline)) static inline void hf_trace_roll_reach(const struct hf_trace_roll *roll,
                                                                      uint64_t hash)
{
    const struct hf_trace_slot *slot = hf_trace_roll_first_slot(roll, hash);
    __builtin_prefetch(slot);
    __builtin_prefetch(&slot->after);
}

static inline bool hf_trace_slot_has(const struct hf_trace_slot *slot, const struct hf_trace_key *key)
{
    uint64_t word[2];
    memcpy(word, slot->key, sizeof word);
    return ((word[0] ^ key->word[0]) | (word[1] ^ key->word[1])) == 0 && slot->after != 0;
}

uint32_t hf_trace_roll_search(struct hf_trace_roll *roll, const struct hf_trace_key *key, uint64_t hash);

/* As hf_trace_roll_add. Inline where the name stands in its first slot, as most do. */
static inline uint32_t hf_trace_roll_put(struct hf_trace_roll *roll, const struct hf_trace_key *key,
                                         uint64_t hash)
{
    const struct hf_trace_slot *slot = hf_trace_roll_first_slot(roll, hash);
    return hf_trace_slot_has(slot, key) ? slot->after - 1 : hf_trace_roll_search(roll, key, hash);
}

/* Indices in the byte order of their names, an array of at least one; NULL when the arena is full. */
uint32_t *hf_trace_roll_order(const struct hf_trace_roll *roll, struct hf_arena *arena);
/* The same as RFC 8785 orders members (UTF-16 code units). */
uint32_t *hf_trace_roll_canonically(const struct hf_trace_roll *roll, struct hf_arena *arena);

#endif
