/* SPDX-License-Identifier: Apache-2.0 */
#include "trace/owner_system.h"

#include "base/check.h"

static bool make_room(const struct hf_owner_reach *reach, struct hf_arena *arena, struct hf_owner_system *out)
{
    size_t count = reach->count, links = count == 0 ? 0 : reach->start[count];
    *out = (struct hf_owner_system){.count = reach->count, .blocks = reach->blocks, .block = reach->block};
    out->own = HF_OWNER_TRY(arena, uint64_t, count + 1);
    out->given = hf_arena_try(arena, sizeof *out->given, _Alignof(uint64_t), count + 1);
    out->start = hf_arena_try(arena, sizeof *out->start, _Alignof(uint32_t), count + 2);
    out->term = HF_OWNER_TRY(arena, struct hf_owner_term, links + 1);
    return out->own != NULL && out->given != NULL && out->start != NULL && out->term != NULL;
}

/* Does this link lead from company i to another company, and carry anything? */
static bool leads_on(const struct hf_owner_reach *reach, uint32_t i, uint32_t link)
{
    return reach->link[link].to < reach->count && reach->link[link].to != i && reach->link[link].parts > 0;
}

bool hf_owner_upwards(const struct hf_owner_reach *reach, struct hf_arena *arena, struct hf_owner_system *out)
{
    if (!make_room(reach, arena, out))
        return false;
    for (uint32_t i = 0; i < reach->count; i++) {
        out->own[i] = reach->whole[i];
        for (uint32_t l = reach->start[i]; l < reach->start[i + 1]; l++) {
            if (reach->link[l].to == i)
                out->own[i] -= reach->link[l].parts;
            else if (leads_on(reach, i, l))
                out->start[reach->link[l].to + 2]++;
        }
        HF_CHECK(out->own[i] > 0);
    }
    for (uint32_t i = 2; i <= reach->count; i++)
        out->start[i] += out->start[i - 1];
    for (uint32_t i = 0; i < reach->count; i++)
        for (uint32_t l = reach->start[i]; l < reach->start[i + 1]; l++)
            if (leads_on(reach, i, l))
                out->term[out->start[reach->link[l].to + 1]++] =
                    (struct hf_owner_term){reach->link[l].parts, i};
    if (out->count > 0)
        out->given[reach->target] = 1;
    return true;
}

/* The blocks, counted from the other end. */
static bool turn_blocks(const struct hf_owner_reach *reach, struct hf_arena *arena,
                        struct hf_owner_system *out)
{
    uint32_t *block = HF_OWNER_TRY(arena, uint32_t, (size_t)reach->blocks + 1);
    for (uint32_t b = 0; block != NULL && b <= reach->blocks; b++)
        block[b] = reach->count - reach->block[reach->blocks - b];
    out->block = block;
    return block != NULL;
}

bool hf_owner_downwards(const struct hf_owner_reach *reach, const uint64_t *parts, uint32_t end,
                        struct hf_arena *arena, struct hf_owner_system *out)
{
    uint32_t at = 0, last = reach->count - 1;
    if (!make_room(reach, arena, out) || !turn_blocks(reach, arena, out))
        return false;
    for (uint32_t i = 0; i < reach->count; i++) {
        uint32_t company = last - i;
        out->own[i] = reach->whole[company];
        for (uint32_t l = reach->start[company]; l < reach->start[company + 1]; l++) {
            uint32_t to = reach->link[l].to;
            if (to == company)
                out->own[i] -= parts[l];
            else if (to < reach->count && parts[l] > 0)
                out->term[at++] = (struct hf_owner_term){parts[l], last - to};
            else if (to == reach->count + end)
                out->given[i] += parts[l];
        }
        HF_CHECK(out->own[i] > 0);
        out->start[i + 1] = at;
    }
    return true;
}
