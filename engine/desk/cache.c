/* SPDX-License-Identifier: Apache-2.0 */
#include "desk/cache.h"

#include "base/check.h"

void hf_cache_init(struct hf_cache *cache, const struct hf_memory *memory, size_t limit)
{
    *cache = (struct hf_cache){.memory = *memory, .limit = limit};
}

static void *resize(struct hf_cache *cache, void *block, size_t size)
{
    return cache->memory.resize(cache->memory.self, block, size);
}

/* File ids are random, so their first bytes are hash enough. */
static struct hf_cached **bucket_of(const struct hf_cache *cache, const struct hf_id *file)
{
    uint64_t hash;
    memcpy(&hash, file->byte, sizeof hash);
    return &cache->bucket[hash & (cache->buckets - 1)];
}

static const struct hf_id *id_of(const struct hf_cached *cached)
{
    return &hf_case_head(&cached->c)->file;
}

/* ---- order of use ---- */

static struct hf_cached **head_of(struct hf_cache *cache, const struct hf_cached *cached)
{
    return cached->pinned ? &cache->pinned : &cache->newest;
}

static void unlink_use(struct hf_cache *cache, struct hf_cached *cached)
{
    *(cached->newer != NULL ? &cached->newer->older : head_of(cache, cached)) = cached->older;
    if (cached->older != NULL)
        cached->older->newer = cached->newer;
    else if (!cached->pinned)
        cache->oldest = cached->newer;
}

static void link_use(struct hf_cache *cache, struct hf_cached *cached)
{
    struct hf_cached **head = head_of(cache, cached);
    cached->newer = NULL;
    cached->older = *head;
    if (*head != NULL)
        (*head)->newer = cached;
    else if (!cached->pinned)
        cache->oldest = cached;
    *head = cached;
}

void hf_cache_pin(struct hf_cache *cache, struct hf_cached *cached)
{
    unlink_use(cache, cached);
    cached->pinned = true;
    link_use(cache, cached);
}

/* ---- one entry ---- */

static void remove_entry(struct hf_cache *cache, struct hf_cached *cached)
{
    struct hf_cached **at = bucket_of(cache, id_of(cached));
    while (*at != cached)
        at = &(*at)->next;
    *at = cached->next;
    unlink_use(cache, cached);
    cache->bytes -= cached->c.size + sizeof *cached + cached->slot_room * sizeof *cached->slot;
    cache->count--;
    resize(cache, cached->c.at, 0);
    resize(cache, cached->slot, 0);
    resize(cache, cached, 0);
}

static void make_room(struct hf_cache *cache, const struct hf_cached *keep)
{
    struct hf_cached *at = cache->oldest;
    while (at != NULL && cache->bytes > cache->limit) {
        struct hf_cached *newer = at->newer;
        cache->tight = true;
        if (at != keep)
            remove_entry(cache, at);
        at = newer;
    }
}

static void rehash(struct hf_cache *cache, struct hf_cached **bucket, size_t buckets)
{
    struct hf_cached **old = cache->bucket;
    memset(bucket, 0, buckets * sizeof *bucket);
    cache->bucket = bucket;
    cache->buckets = buckets;
    struct hf_cached *lists[] = {cache->newest, cache->pinned};
    for (size_t i = 0; i < 2; i++)
        for (struct hf_cached *at = lists[i]; at != NULL; at = at->older) {
            struct hf_cached **place = bucket_of(cache, id_of(at));
            at->next = *place;
            *place = at;
        }
    resize(cache, old, 0);
}

/* Buckets double when entries outnumber them; without memory for more they only get longer. */
static bool grow(struct hf_cache *cache)
{
    size_t buckets = cache->buckets == 0 ? 64 : 2 * cache->buckets;
    if (cache->count < cache->buckets)
        return true;
    struct hf_cached **bucket = resize(cache, NULL, buckets * sizeof(struct hf_cached *));
    if (bucket == NULL)
        return cache->buckets > 0;
    rehash(cache, bucket, buckets);
    return true;
}

static struct hf_cached *add_entry(struct hf_cache *cache, const struct hf_case *c)
{
    struct hf_cached *cached = grow(cache) ? resize(cache, NULL, sizeof *cached) : NULL;
    if (cached == NULL)
        return NULL;
    *cached = (struct hf_cached){.c.at = resize(cache, NULL, c->used)};
    if (cached->c.at == NULL) {
        resize(cache, cached, 0);
        return NULL;
    }
    cached->c.size = c->used;
    memcpy(cached->c.at, c->at, c->used);
    cached->c.used = c->used;
    struct hf_cached **place = bucket_of(cache, id_of(cached));
    cached->next = *place;
    *place = cached;
    link_use(cache, cached);
    cache->count++;
    cache->bytes += cached->c.size + sizeof *cached;
    return cached;
}

/* ---- outside ---- */

struct hf_cached *hf_cache_find(struct hf_cache *cache, const struct hf_id *file)
{
    struct hf_cached *at = cache->buckets == 0 ? NULL : *bucket_of(cache, file);
    while (at != NULL && !hf_id_eq(id_of(at), file))
        at = at->next;
    if (at != NULL && !at->pinned && at != cache->newest) {
        unlink_use(cache, at);
        link_use(cache, at);
    }
    return at;
}

static bool fit(struct hf_cache *cache, struct hf_cached *cached, uint32_t used)
{
    if (used <= cached->c.size)
        return true;
    size_t size = (size_t)used + used / 8;
    unsigned char *bigger = resize(cache, cached->c.at, size);
    if (bigger == NULL)
        return false;
    cache->bytes += size - cached->c.size;
    cached->c.at = bigger;
    cached->c.size = (uint32_t)size;
    return true;
}

struct hf_cached *hf_cache_put(struct hf_cache *cache, const struct hf_case *c)
{
    struct hf_cached *cached = hf_cache_find(cache, &hf_case_head(c)->file);
    HF_CHECK(c->shared == 0 && (cached == NULL || cached->c.at != c->at));
    if (cached == NULL) {
        cached = add_entry(cache, c);
    } else if (fit(cache, cached, c->used)) {
        memcpy(cached->c.at, c->at, c->used);
        cached->c.used = c->used;
    } else {
        remove_entry(cache, cached);
        cached = NULL;
    }
    make_room(cache, cached);
    return cached;
}

void hf_cache_drop(struct hf_cache *cache, const struct hf_id *file)
{
    struct hf_cached *cached = hf_cache_find(cache, file);
    if (cached != NULL)
        remove_entry(cache, cached);
}

void hf_cache_clear(struct hf_cache *cache)
{
    while (cache->newest != NULL)
        remove_entry(cache, cache->newest);
    while (cache->pinned != NULL)
        remove_entry(cache, cache->pinned);
    resize(cache, cache->bucket, 0);
    cache->bucket = NULL;
    cache->buckets = 0;
    HF_CHECK(cache->bytes == 0 && cache->count == 0);
}

int64_t hf_cached_slot(const struct hf_cached *cached, const struct hf_id *subject)
{
    for (size_t i = 0; i < cached->slots; i++)
        if (hf_id_eq(&cached->slot[i].subject, subject))
            return cached->slot[i].slot;
    return -1;
}

bool hf_cached_add_slot(struct hf_cache *cache, struct hf_cached *cached, const struct hf_slot *slot)
{
    for (size_t i = 0; i < cached->slots; i++)
        if (hf_id_eq(&cached->slot[i].subject, &slot->subject)) {
            cached->slot[i] = *slot;
            return true;
        }
    if (cached->slots == cached->slot_room) {
        size_t room = cached->slot_room == 0 ? 1 : 2 * cached->slot_room; /* most files are about one */
        struct hf_slot *more = resize(cache, cached->slot, room * sizeof *more);
        if (more == NULL)
            return false;
        cache->bytes += (room - cached->slot_room) * sizeof *more;
        cached->slot = more;
        cached->slot_room = room;
    }
    cached->slot[cached->slots++] = *slot;
    return true;
}
