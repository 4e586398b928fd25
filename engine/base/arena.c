/* SPDX-License-Identifier: Apache-2.0 */
#include "base/arena.h"

#include "base/check.h"

void hf_arena_init(struct hf_arena *arena, void *block, size_t size)
{
    *arena = (struct hf_arena){.at = block, .size = size};
}

void *hf_arena_try(struct hf_arena *arena, size_t size, size_t align, size_t count)
{
    size_t bytes, start, end;
    HF_CHECK(align > 0 && (align & (align - 1)) == 0);
    size_t skew = (size_t)((uintptr_t)(arena->at + arena->used) & (align - 1));
    if (__builtin_mul_overflow(size, count, &bytes) ||
        __builtin_add_overflow(arena->used, skew == 0 ? 0 : align - skew, &start) ||
        __builtin_add_overflow(start, bytes, &end) || end > arena->size)
        return NULL;
    arena->used = end;
    if (end > arena->peak)
        arena->peak = end;
    if (bytes > 0)
        memset(arena->at + start, 0, bytes);
    return arena->at + start;
}

void *hf_arena_take(struct hf_arena *arena, size_t size, size_t align, size_t count)
{
    void *taken = hf_arena_try(arena, size, align, count);
    if (taken == NULL)
        hf_check_failed("the arena is larger than the limits on input need", __FILE__, __LINE__);
    return taken;
}

void *hf_arena_room(struct hf_arena *arena, const void *at, size_t count, size_t *room, size_t size)
{
    HF_CHECK(count <= *room);
    if (count < *room)
        return (void *)(uintptr_t)at;
    *room = *room == 0 ? 8 : 2 * *room;
    void *moved = hf_arena_take(arena, size, _Alignof(max_align_t), *room);
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
    char *copy = HF_NEW(arena, char, s.len);
    memcpy(copy, s.at, s.len);
    return (struct hf_str){copy, s.len};
}
