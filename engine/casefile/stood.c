/* SPDX-License-Identifier: Apache-2.0 */
#include "casefile/stood.h"

#include "base/when.h"

/* `_made.effective` says when a bare day began where that is not midnight UTC (docs/formats.md 2). */
static int64_t effective_ms(const struct hf_fact *fact)
{
    const struct hf_json *made = HF_JSON_GET(&fact->payload, "_made");
    int64_t at_ms = fact->header.recorded_at_ms;
    if (made == NULL || !hf_instant_read(hf_json_text(made, HF_STR("effective")), &at_ms))
        (void)hf_effective_read(fact->header.effective_at, &at_ms);
    return at_ms;
}

static void make_room(struct hf_stood *stood, size_t count)
{
    while (stood->count < count) {
        stood->row = hf_arena_room(stood->arena, stood->row, stood->count, &stood->room, sizeof *stood->row);
        stood->row[stood->count++] = (struct hf_stood_row){.state = HF_STR_NONE};
    }
}

void hf_stood_take(struct hf_stood *stood, const struct hf_flows *flows, const struct hf_case *after,
                   const struct hf_fact *fact)
{
    hf_instance i = hf_case_find(flows, after, fact->header.on);
    int64_t at_ms = effective_ms(fact);
    if (i == HF_NO_INSTANCE || fact->header.to.len == 0 || at_ms > stood->at_ms)
        return;
    make_room(stood, (size_t)i + 1);
    stood->row[i] = (struct hf_stood_row){hf_arena_keep(stood->arena, fact->header.to), at_ms};
}

const struct hf_stood_row *hf_stood_of(const struct hf_stood *stood, hf_instance i)
{
    return i < stood->count && stood->row[i].state.len > 0 ? &stood->row[i] : NULL;
}
