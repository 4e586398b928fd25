/* SPDX-License-Identifier: Apache-2.0 */
#include "host/arena.h"

#include <stdlib.h>
#include <sys/mman.h>

#include "base/check.h"

enum { PAGE = 1 << 16 }; /* a multiple of every page size in use */

enum hf_rc hf_host_arena_open(struct hf_arena *arena, size_t size, struct hf_err *err)
{
    void *block =
        mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (block == MAP_FAILED)
        return hf_fail(err, HF_WORD_host_no_memory, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
    hf_arena_init(arena, block, size);
    return HF_OK;
}

void hf_host_arena_close(struct hf_arena *arena)
{
    if (arena->at != NULL)
        munmap(arena->at, arena->size);
    hf_arena_init(arena, NULL, 0);
}

void hf_host_arena_clear(struct hf_arena *arena, size_t keep)
{
    size_t from = (keep + PAGE - 1) / PAGE * PAGE;
    hf_arena_reset(arena, 0);
    if (arena->peak > from && from < arena->size)
        madvise(arena->at + from, arena->size - from, MADV_DONTNEED);
    arena->peak = 0;
}

static void *resize(void *self, void *block, size_t size)
{
    (void)self;
    if (size == 0) {
        free(block);
        return NULL;
    }
    void *moved = realloc(block, size);
    HF_CHECK(moved != NULL);
    return moved;
}

struct hf_memory hf_host_memory(void)
{
    return (struct hf_memory){.resize = resize};
}
