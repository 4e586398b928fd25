/* SPDX-License-Identifier: Apache-2.0 */
#include "base/arena.h"

void hf_arena_init(struct hf_arena *arena, void *block, size_t size)
{
    *arena = (struct hf_arena){.at = block, .size = size};
}

void hf_arena_exhausted(void)
{
    hf_check_failed("the arena is larger than the limits on input need", __FILE__, __LINE__);
}

void *hf_arena_try(struct hf_arena *arena, size_t size, size_t align, size_t count)
{
    void *taken = hf_arena_try_unset(arena, size, align, count);
    if (taken != NULL && size * count > 0)
        memset(taken, 0, size * count);
    return taken;
}

void *hf_arena_take(struct hf_arena *arena, size_t size, size_t align, size_t count)
{
    void *taken = hf_arena_try(arena, size, align, count);
    if (taken == NULL)
        hf_arena_exhausted();
    return taken;
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
