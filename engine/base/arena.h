/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The memory of one request: taken piece by piece, given back all at once.
 *
 * The block is handed in. The host reserves address space that the limits on input cannot exhaust
 * (hf_host_arena: 256 MiB, of which only touched pages cost memory), so hf_arena_take cannot fail: running
 * out is a broken limit, not an event. What is sized by a file of any length asks with hf_arena_try instead.
 * See docs/decisions/0002-arena.md.
 */
#ifndef HF_BASE_ARENA_H
#define HF_BASE_ARENA_H

#include "base/check.h"
#include "base/str.h"

struct hf_arena {
    unsigned char *at;
    size_t size;
    size_t used;
    size_t peak; /* the most that was ever used, for measurements */
};

void hf_arena_init(struct hf_arena *arena, void *block, size_t size);

/* count * size zeroed bytes, aligned to `align` (a power of two). Never NULL. */
void *hf_arena_take(struct hf_arena *arena, size_t size, size_t align, size_t count)
    __attribute__((returns_nonnull));

/* As hf_arena_take, but NULL when the arena is full. */
void *hf_arena_try(struct hf_arena *arena, size_t size, size_t align, size_t count);

#define HF_NEW(arena, type, count) ((type *)hf_arena_take((arena), sizeof(type), _Alignof(type), (count)))

/* The same with whatever stood there before: only for what is written before it is read. Inline, as size and
 * alignment are known wherever it is called. */
static inline void *hf_arena_try_unset(struct hf_arena *arena, size_t size, size_t align, size_t count)
{
    size_t bytes, room = arena->size - arena->used;
    HF_CHECK(align > 0 && (align & (align - 1)) == 0);
    size_t skip = (size_t)(0 - (uintptr_t)(arena->at + arena->used)) & (align - 1);
    if (__builtin_mul_overflow(size, count, &bytes) || skip > room || bytes > room - skip)
        return NULL;
    unsigned char *taken = arena->at + arena->used + skip;
    arena->used += skip + bytes;
    if (arena->used > arena->peak)
        arena->peak = arena->used;
    return taken;
}

_Noreturn void hf_arena_exhausted(void);

__attribute__((returns_nonnull)) static inline void *hf_arena_take_unset(struct hf_arena *arena, size_t size,
                                                                         size_t align, size_t count)
{
    void *taken = hf_arena_try_unset(arena, size, align, count);
    if (taken == NULL)
        hf_arena_exhausted();
    return taken;
}

#define HF_NEW_UNSET(arena, type, count) \
    ((type *)hf_arena_take_unset((arena), sizeof(type), _Alignof(type), (count)))

/* A large local that is written before it is read: the compiler is told to zero all others. */
#define HF_UNSET __attribute__((uninitialized))

/*
 * Room for one more item in a list that grows in the arena, not zeroed: `at` as it is, or a copy with twice
 * the room.
 *     list.at = hf_arena_room(arena, list.at, list.count, &list.room, sizeof(*list.at));
 */
void *hf_arena_room(struct hf_arena *arena, const void *at, size_t count, size_t *room, size_t size)
    __attribute__((returns_nonnull));

/* Everything taken after the mark is given back. */
size_t hf_arena_mark(const struct hf_arena *arena);
void hf_arena_reset(struct hf_arena *arena, size_t mark);

/* A copy of s that lives as long as the arena. */
struct hf_str hf_arena_keep(struct hf_arena *arena, struct hf_str s);

#endif
