/* SPDX-License-Identifier: Apache-2.0 */
/* Whom a notice reaches, and what it may show him (C11, C22). */
#include "flow/check.h"

/* Ours are told by the house's own means, another side by its authority's; nobody else has a channel. */
static bool cast_reached(const struct hf_flow *flow, const struct hf_cast *cast)
{
    bool others = hf_role_of_others(flow, cast->role);
    if (cast->who == NULL)
        return !others;
    enum hf_sort who = hf_cast_sort(cast);
    return who == HF_SORT_AUTHORITY || (who == HF_SORT_PERSON && !others);
}

static void check_part(struct hf_reader *r, const struct hf_kind *kind, uint16_t part, uint32_t offset)
{
    for (uint16_t c = 0; c < kind->part[part].casts; c++) {
        if (!cast_reached(r->flow, &kind->part[part].cast[c]))
            hf_find_at(r, 11, offset, HF_WORD_flow_no_channel, kind->part[part].name,
                       r->flow->role[kind->part[part].cast[c].role].name);
    }
}

static void check_notices(struct hf_reader *r, const struct hf_kind *kind, const struct hf_notify *notify,
                          uint16_t count, uint32_t offset)
{
    for (uint16_t i = 0; i < count; i++) {
        if (notify[i].to != r->tmpl[notify[i].tmpl].to) /* the template's own is told there */
            check_part(r, kind, notify[i].to, offset);
    }
}

static void check_term(struct hf_reader *r, const struct hf_kind *kind, const struct hf_term *term,
                       uint32_t offset)
{
    for (uint16_t i = 0; i < term->reminds; i++)
        check_notices(r, kind, term->remind[i].notify, term->remind[i].notifies, offset);
}

void hf_check_channels(struct hf_reader *r, uint16_t k)
{
    const struct hf_kind *kind = &r->kind[k];
    if (r->origin == HF_FLOW_HOUSE)
        return;
    for (uint16_t t = 0; t < r->flow->tmpls; t++) {
        if (r->tmpl[t].of == k)
            check_part(r, kind, r->tmpl[t].to, r->tmpl[t].offset);
    }
    for (uint16_t h = 0; h < kind->handlers; h++) {
        for (uint16_t b = 0; b < kind->handler[h].branches.count; b++) {
            const struct hf_branch *branch = &kind->handler[h].branches.at[b];
            check_notices(r, kind, branch->notify, branch->notifies, branch->offset);
        }
    }
    for (uint16_t c = 0; c < kind->clocks; c++)
        check_term(r, kind, &kind->clock[c].term, kind->clock[c].offset);
    for (uint16_t i = 0; i < kind->obligations; i++)
        check_term(r, kind, &kind->obligation[i].term, kind->obligation[i].offset);
}

/* Do only our own people ever play the part? */
static bool is_ours(const struct hf_flow *flow, const struct hf_part *part)
{
    bool ours = part->casts > 0;
    for (uint16_t c = 0; c < part->casts; c++)
        ours = ours && !hf_cast_of_others(flow, &part->cast[c]);
    return ours;
}

static void check_fields(struct hf_reader *r, const struct hf_template *tmpl)
{
    for (uint16_t f = 0; f < tmpl->fields; f++) {
        if (tmpl->field[f].shape->personal != HF_OPEN)
            hf_find_at(r, 22, tmpl->offset, HF_WORD_flow_internal_personal, tmpl->field[f].path, HF_STR_NONE);
    }
}

void hf_check_own_mail(struct hf_reader *r)
{
    for (uint16_t t = 0; t < r->flow->tmpls && r->origin == HF_FLOW_PUBLISHED; t++) {
        const struct hf_template *tmpl = &r->tmpl[t];
        if (is_ours(r->flow, &r->kind[tmpl->of].part[tmpl->to]))
            check_fields(r, tmpl);
    }
}
