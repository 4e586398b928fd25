/* SPDX-License-Identifier: Apache-2.0 */
/* What is asked of each event: a basis in one place, senders who are bound, a status of its own (C15, C16,
 * C20, C21, C23). */
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

static bool lives(const struct hf_kind *kind, uint16_t e)
{
    for (uint16_t s = 0; s < kind->states; s++) {
        if (hf_handler_at(kind, s, e) != NULL)
            return true;
    }
    return false;
}

/* Sides whose people may begin a case are ours; every other side's must be bound by `who`. */
static uint64_t our_sides(const struct hf_flow *flow)
{
    uint64_t sides = 0;
    const struct hf_kind *root = &flow->kind[flow->root];
    for (uint16_t e = 0; e < root->events; e++) {
        for (uint16_t i = 0; i < root->event[e].born_by.count && hf_flow_find_birth(root, e) != NULL; i++)
            sides |= UINT64_C(1) << (flow->role[root->event[e].born_by.at[i]].side % 64);
    }
    return sides;
}

static void check_bound(struct hf_reader *r, const struct hf_kind *kind, const struct hf_event *event,
                        const struct hf_part *part, uint64_t ours)
{
    for (uint16_t c = 0; c < part->casts; c++) {
        uint16_t side = r->flow->role[part->cast[c].role].side;
        bool other = (ours >> (side % 64) & 1) == 0;
        if (other && part->cast[c].who == NULL)
            hf_find_at(r, 16, event->offset, HF_WORD_flow_unbound, part->name, event->name);
    }
    (void)kind;
}

void hf_check_unbound(struct hf_reader *r, uint16_t k)
{
    const struct hf_kind *kind = &r->kind[k];
    if (r->flow->root == HF_NONE)
        return;
    uint64_t ours = our_sides(r->flow);
    for (uint16_t e = 0; e < kind->events; e++) {
        for (uint16_t i = 0; i < kind->event[e].by.count && lives(kind, e); i++)
            check_bound(r, kind, &kind->event[e], &kind->part[kind->event[e].by.at[i]], ours);
    }
}

/* Before birth there is no cast: only roles and the engine can bring it about. */
void hf_check_birth_by(struct hf_reader *r, uint16_t k)
{
    const struct hf_kind *kind = &r->kind[k];
    for (uint16_t e = 0; e < kind->events; e++) {
        const struct hf_event *event = &kind->event[e];
        if (hf_flow_find_birth(kind, e) == NULL || event->by_engine || event->born_by.count > 0)
            continue;
        hf_find_at(r, 20, event->offset, HF_WORD_flow_birth_by, event->name, HF_STR_NONE);
    }
}

static bool discharged(const struct hf_kind *kind, uint16_t obligation)
{
    for (uint16_t h = 0; h < kind->handlers; h++) {
        for (uint16_t b = 0; b < kind->handler[h].branches.count; b++) {
            const struct hf_indices *list = &kind->handler[h].branches.at[b].discharge;
            for (uint16_t i = 0; i < list->count; i++) {
                if (list->at[i] == obligation)
                    return true;
            }
        }
    }
    return false;
}

void hf_check_obligations(struct hf_reader *r, uint16_t k)
{
    const struct hf_kind *kind = &r->kind[k];
    for (uint16_t i = 0; i < kind->obligations; i++) {
        if (!discharged(kind, i))
            hf_find_at(r, 21, kind->obligation[i].offset, HF_WORD_flow_never_discharged,
                       kind->obligation[i].name, HF_STR_NONE);
    }
}

void hf_check_answers(struct hf_reader *r, uint16_t k)
{
    const struct hf_kind *kind = &r->kind[k];
    for (uint16_t e = 0; e < kind->events; e++) {
        struct hf_str answer = kind->event[e].answer;
        if (answer.len > 0 && hf_kind_answer(kind, answer) != e)
            hf_find_at(r, 23, kind->event[e].offset, HF_WORD_flow_answer_twice, answer, HF_STR_NONE);
    }
}
