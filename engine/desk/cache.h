/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Folded files kept between batches, bounded in bytes: the one used longest ago makes room. Pinned files
 * (what the house knows of itself) stay. A file that is not here is read from the ledger, so dropping one is
 * never wrong.
 */
#ifndef HF_DESK_CACHE_H
#define HF_DESK_CACHE_H

#include "desk/desk.h"

/* Under which data key a subject's values of this file are sealed. */
struct hf_slot {
    struct hf_id subject;
    int64_t slot;
};

struct hf_cached {
    struct hf_case c; /* its block belongs to the cache */
    uint32_t snapshot_seq;
    int64_t due_ms; /* the next thing due, as the ledger has it */
    bool pinned;
    bool slots_known; /* all slots of the file are in the list */
    struct hf_slot *slot;
    size_t slots, slot_room;
    struct hf_cached *newer, *older, *next; /* by use; in the bucket */
};

struct hf_cache {
    struct hf_memory memory;
    size_t bytes, limit, count;
    bool tight; /* files have had to make room at least once: there were more in use than it can hold */
    struct hf_cached **bucket;
    size_t buckets; /* a power of two, or 0 */
    struct hf_cached *newest, *oldest;
    struct hf_cached *pinned; /* linked by `older` */
};

void hf_cache_init(struct hf_cache *cache, const struct hf_memory *memory, size_t limit);
void hf_cache_clear(struct hf_cache *cache);

/* NULL: not here. Found ones count as used. */
struct hf_cached *hf_cache_find(struct hf_cache *cache, const struct hf_id *file);
/* Copies the block in, which is not one of the cache's own; others may be dropped for it, so no pointer into
 * the cache survives. NULL: no memory. */
struct hf_cached *hf_cache_put(struct hf_cache *cache, const struct hf_case *c);
/* From now on it stays until it is dropped by name. */
void hf_cache_pin(struct hf_cache *cache, struct hf_cached *cached);
void hf_cache_drop(struct hf_cache *cache, const struct hf_id *file);

int64_t hf_cached_slot(const struct hf_cached *cached, const struct hf_id *subject); /* -1: none known */
bool hf_cached_add_slot(struct hf_cache *cache, struct hf_cached *cached, const struct hf_slot *slot);

#endif
