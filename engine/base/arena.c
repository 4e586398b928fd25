/* SPDX-License-Identifier: Apache-2.0 */
#include "base/arena.h"

#include "base/check.h"

void hf_arena_init(struct hf_arena *arena, void *block, size_t size)
{
    *arena = (struct hf_arena){.at = block, .size = size};
}

void *hf_arena_try_unset(struct hf_arena *arena, size_t size, size_t align, size_t count)
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

void *hf_arena_try(struct hf_arena *arena, size_t size, size_t align, size_t count)
{
    void *taken = hf_arena_try_unset(arena, size, align, count);
    if (taken != NULL && size * count > 0)
        memset(taken, 0, size * count);
    return taken;
}

static void *never_null(void *taken)
{
    if (taken == NULL)
        hf_check_failed("the arena is larger than the limits on input need", __FILE__, __LINE__);
    return taken;
}

void *hf_arena_take_unset(struct hf_arena *arena, size_t size, size_t align, size_t count)
{
    return never_null(hf_arena_try_unset(arena, size, align, count));
}

void *hf_arena_take(struct hf_arena *arena, size_t size, size_t align, size_t count)
{
    return never_null(hf_arena_try(arena, size, align, count));
}

void *hf_arena_room(struct hf_arena *arena, const void *at, size_t count, size_t *room, size_t size)
{
    HF_CHECK(count <= *room);
    if (count < *room)
        return (void *)(uintptr_t)at;
    *room = *room == 0 ? 8 : 2 * *room;
    void *moved = hf_arena_take_unset(arena, size, _Alignof(max_align_t), *room);
    if (count > 0)
        memcpy(moved, at, count * size);
    return moved;
}

size_t hf_arena_mark(const struct hf_arena *arena)
{
    return arena->used;
}

void hf_arena_reset(struct hf_arena *arena, size_t mark)
{
    HF_CHECK(mark <= arena->used);
    arena->used = mark;
}

struct hf_str hf_arena_keep(struct hf_arena *arena, struct hf_str s)
{
    if (s.len == 0)
        return HF_STR_NONE;
    char *copy = HF_NEW_UNSET(arena, char, s.len);
    memcpy(copy, s.at, s.len);
    return (struct hf_str){copy, s.len};
}
