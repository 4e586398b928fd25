/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/export_inside.h"

const struct hf_handler *export_handler(const struct hf_kind *kind, uint16_t row, uint16_t event)
{
    uint16_t h = kind->next[(size_t)row * kind->events + event];
    return h == HF_NONE ? NULL : &kind->handler[h];
}

static uint64_t branches_of(const struct hf_kind *kind)
{
    uint64_t branches = 0;
    for (uint16_t row = 0; row <= kind->states; row++)
        for (uint16_t e = 0; e < kind->events; e++) {
            const struct hf_handler *handler = export_handler(kind, row, e);
            branches += handler == NULL ? 0 : handler->branches.count;
        }
    return branches;
}

enum hf_rc export_fits(const struct hf_subject *subject, struct hf_err *err)
{
    for (uint16_t k = 0; k < subject->flow->kinds; k++) {
        const struct hf_kind *kind = &subject->flow->kind[k];
        if (export_wants(subject, k) && branches_of(kind) > HF_EXPORT_BRANCHES_MAX)
            return hf_fail(err, HF_WORD_draw_too_large, HF_STR_NONE, kind->name, HF_STR_NONE);
    }
    return HF_OK;
}

static bool leads_to(const struct hf_kind *kind, uint16_t from, uint16_t to)
{
    for (uint16_t e = 0; e < kind->events; e++) {
        const struct hf_handler *handler = export_handler(kind, from, e);
        for (uint16_t b = 0; handler != NULL && b < handler->branches.count; b++)
            if (!handler->branches.at[b].refuses && handler->branches.at[b].to == to)
                return true;
    }
    return false;
}

struct hf_states hf_entered_from(const struct hf_kind *kind, uint16_t state)
{
    struct hf_states from = {0};
    for (uint16_t s = 0; s < kind->states; s++)
        if (s != state && leads_to(kind, s, state))
            from.bit[s / 64] |= UINT64_C(1) << (s % 64);
    return from;
}
