/* SPDX-License-Identifier: Apache-2.0 */
/* What is asked of each event: a basis in one place, senders who are bound, a status of its own (C15, C16,
 * C20, C23). */
#include "flow/check.h"

void hf_check_basis(struct hf_reader *r, uint16_t k)
{
    const struct hf_kind *kind = &r->kind[k];
    for (uint16_t h = 0; h < kind->handlers; h++) {
        const struct hf_event *event = &kind->event[kind->handler[h].event];
        for (uint16_t b = 0; b < kind->handler[h].branches.count; b++) {
            const struct hf_branch *branch = &kind->handler[h].branches.at[b];
            if (branch->refuses)
                continue;
            if (event->basis.count == 0 && branch->basis.count == 0)
                hf_find_at(r, 15, branch->offset, HF_WORD_flow_basis_missing, event->name, HF_STR_NONE);
            if (event->basis.count > 0 && branch->basis.count > 0)
                hf_find_at(r, 15, branch->offset, HF_WORD_flow_basis_twice, event->name, HF_STR_NONE);
        }
    }
}

bool hf_event_lives(const struct hf_kind *kind, uint16_t event)
{
    for (uint16_t s = 0; s < kind->states; s++) {
        if (hf_handler_at(kind, s, event) != NULL)
            return true;
    }
    return false;
}

/* Sides whose people may begin a case, a bit each. */
static uint64_t beginning_sides(const struct hf_flow *flow)
{
    uint64_t sides = 0;
    const struct hf_kind *root = &flow->kind[flow->root];
    for (uint16_t e = 0; e < root->events; e++) {
        for (uint16_t i = 0; i < root->event[e].born_by.count && hf_flow_find_birth(root, e) != NULL; i++)
            sides |= UINT64_C(1) << flow->role[root->event[e].born_by.at[i]].side;
    }
    return sides;
}

bool hf_role_of_others(const struct hf_flow *flow, uint16_t role)
{
    return (beginning_sides(flow) >> flow->role[role].side & 1) == 0;
}

enum hf_sort hf_cast_sort(const struct hf_cast *cast)
{
    if (cast->who == NULL)
        return HF_SORT_ABSENT;
    const struct hf_type *who = &cast->who->type;
    if (who->sort == HF_SORT_LIST)
        who = who->item;
    return who == NULL ? HF_SORT_ABSENT : who->sort;
}

bool hf_cast_of_others(const struct hf_flow *flow, const struct hf_cast *cast)
{
    return hf_role_of_others(flow, cast->role) || hf_cast_sort(cast) == HF_SORT_AUTHORITY;
}

static void check_bound(struct hf_reader *r, const struct hf_event *event, const struct hf_part *part)
{
    for (uint16_t c = 0; c < part->casts; c++) {
        if (part->cast[c].who == NULL && hf_role_of_others(r->flow, part->cast[c].role))
            hf_find_at(r, 16, event->offset, HF_WORD_flow_unbound, part->name, event->name);
    }
}

void hf_check_unbound(struct hf_reader *r, uint16_t k)
{
    const struct hf_kind *kind = &r->kind[k];
    if (r->flow->root == HF_NONE)
        return;
    for (uint16_t e = 0; e < kind->events; e++) {
        for (uint16_t i = 0; i < kind->event[e].by.count && hf_event_lives(kind, e); i++)
            check_bound(r, &kind->event[e], &kind->part[kind->event[e].by.at[i]]);
    }
}

/* A part that is no role means nothing before there is a cast. */
static void check_born_by(struct hf_reader *r, const struct hf_kind *kind, const struct hf_event *event)
{
    for (uint16_t i = 0; i < event->by.count; i++) {
        struct hf_str part = kind->part[event->by.at[i]].name;
        if (hf_flow_role(r->flow, part) == HF_NONE)
            hf_find_at(r, 20, event->offset, HF_WORD_flow_birth_by_part, event->name, part);
    }
}

/* Before birth there is no cast: only roles and the engine can bring it about. */
void hf_check_birth_by(struct hf_reader *r, uint16_t k)
{
    const struct hf_kind *kind = &r->kind[k];
    for (uint16_t e = 0; e < kind->events; e++) {
        const struct hf_event *event = &kind->event[e];
        if (hf_flow_find_birth(kind, e) == NULL)
            continue;
        if (!event->by_engine && event->born_by.count == 0)
            hf_find_at(r, 20, event->offset, HF_WORD_flow_birth_by, event->name, HF_STR_NONE);
        if (!hf_event_lives(kind, e))
            check_born_by(r, kind, event);
    }
}

/* A new entry raises the event with {"entry"}: the engine must be allowed to, and nothing else be wanted. */
void hf_check_registers(struct hf_reader *r, uint16_t k)
{
    const struct hf_kind *kind = &r->kind[k];
    for (uint16_t e = 0; e < kind->events; e++) {
        const struct hf_event *event = &kind->event[e];
        uint16_t entry = hf_shape_find(event->payload, HF_STR("entry"));
        if (event->of_register == HF_NONE)
            continue;
        if (!event->by_engine)
            hf_find_at(r, 20, event->offset, HF_WORD_flow_not_by_engine, event->name, HF_STR_NONE);
        bool fits = entry != HF_NONE && event->payload->member[entry].shape->kind == HF_SHAPE_REF &&
                    (uint16_t)event->payload->member[entry].shape->ref == event->of_register;
        for (uint16_t m = 0; m < event->payload->members; m++)
            fits = fits && (m == entry || !event->payload->member[m].required);
        if (!fits)
            hf_find_at(r, 9, event->offset, HF_WORD_flow_register_entry, event->name,
                       hf_ref_name((enum hf_ref)event->of_register));
    }
}

void hf_check_answers(struct hf_reader *r, uint16_t k)
{
    const struct hf_kind *kind = &r->kind[k];
    for (uint16_t e = 0; e < kind->events; e++) {
        struct hf_str answer = kind->event[e].answer;
        uint16_t first = answer.len > 0 ? hf_kind_answer(kind, answer) : e;
        if (first != e)
            hf_find_at(r, 23, kind->event[e].offset, HF_WORD_flow_answer_twice, answer,
                       kind->event[first].name);
    }
}
