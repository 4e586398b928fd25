/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Numbers waiting for their turn, each once, the lowest first: a bit for each, and a bit above each word that
 * is not empty, so that adding and taking cost a few steps however far apart the numbers are.
 */
#ifndef HF_TRACE_OWNER_AGENDA_H
#define HF_TRACE_OWNER_AGENDA_H

#include "base/arena.h"

enum { HF_OWNER_AGENDA_LEVELS = 5 }; /* 64^5 numbers */

struct hf_owner_agenda {
    uint64_t *level[HF_OWNER_AGENDA_LEVELS]; /* level[0] has a bit for each number */
};

/* Empty, for numbers below `size`, at most 2^30. False when the arena is full. */
bool hf_owner_agenda_init(struct hf_owner_agenda *agenda, uint32_t size, struct hf_arena *arena);

static inline void hf_owner_agenda_add(struct hf_owner_agenda *agenda, uint32_t number)
{
    for (unsigned k = 0; k < HF_OWNER_AGENDA_LEVELS; k++) {
        uint64_t *word = &agenda->level[k][number / 64], before = *word;
        *word |= UINT64_C(1) << number % 64;
        if (before != 0)
            return;
        number /= 64;
    }
}

/* Takes the lowest number; false when there is none. */
static inline bool hf_owner_agenda_next(struct hf_owner_agenda *agenda, uint32_t *number)
{
    uint32_t at = 0;
    for (unsigned k = HF_OWNER_AGENDA_LEVELS; k-- > 0;) {
        uint64_t word = agenda->level[k][at];
        if (word == 0)
            return false;
        at = at * 64 + (uint32_t)__builtin_ctzll(word);
    }
    *number = at;
    for (unsigned k = 0; k < HF_OWNER_AGENDA_LEVELS; k++) {
        uint64_t *word = &agenda->level[k][at / 64];
        *word &= *word - 1;
        if (*word != 0)
            break;
        at /= 64;
    }
    return true;
}

#endif
