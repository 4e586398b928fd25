/* SPDX-License-Identifier: Apache-2.0 */
#include "trace/owner_agenda.h"

bool hf_owner_agenda_init(struct hf_owner_agenda *agenda, uint32_t size, struct hf_arena *arena)
{
    size_t words = size;
    HF_CHECK(size <= UINT32_C(1) << 30);
    for (unsigned k = 0; k < HF_OWNER_AGENDA_LEVELS; k++) {
        words = words / 64 + 1;
        agenda->level[k] = hf_arena_try(arena, sizeof(uint64_t), _Alignof(uint64_t), words);
        if (agenda->level[k] == NULL)
            return false;
    }
    return true;
}
