/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Memory for the engine: address space reserved for an arena, of which only touched pages cost memory
 * (docs/decisions/0002-arena.md), and the heap for what outlives a batch.
 */
#ifndef HF_HOST_ARENA_H
#define HF_HOST_ARENA_H

#include "desk/desk.h"

enum { HF_HOST_ARENA_SIZE = 256 << 20 };

/* UNAVAILABLE host_no_memory. */
enum hf_rc hf_host_arena_open(struct hf_arena *arena, size_t size, struct hf_err *err);
void hf_host_arena_close(struct hf_arena *arena);

/* Empties it and gives back to the machine what was touched beyond `keep` bytes. */
void hf_host_arena_clear(struct hf_arena *arena, size_t keep);

/* realloc and free; a machine without memory ends the program. */
struct hf_memory hf_host_memory(void);

#endif
