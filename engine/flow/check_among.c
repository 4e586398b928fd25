/* SPDX-License-Identifier: Apache-2.0 */
/* A definition among what is there: who holds its roles (C6), where the open cases of its last version stand
 * (C12). */
#include "flow/check.h"

/* Does some part of some kind, or a birth, ask for the role? */
static bool is_asked(const struct hf_flow *flow, uint16_t role)
{
    for (uint16_t k = 0; k < flow->kinds; k++) {
        const struct hf_kind *kind = &flow->kind[k];
        for (uint16_t e = 0; e < kind->events; e++) {
            for (uint16_t i = 0; i < kind->event[e].born_by.count; i++) {
                if (kind->event[e].born_by.at[i] == role)
                    return true;
            }
        }
        for (uint16_t p = 0; p < kind->parts; p++) {
            for (uint16_t c = 0; c < kind->part[p].casts && kind->part[p].declared; c++) {
                if (kind->part[p].cast[c].role == role)
                    return true;
            }
        }
    }
    return false;
}

static void check_held(struct hf_reader *r, const struct hf_among *among)
{
    for (uint16_t i = 0; i < r->flow->roles; i++) {
        uint32_t offset = hf_member_object(r->json, "roles")->is.object.member[i].offset;
        if (!hf_role_of_others(r->flow, i) && is_asked(r->flow, i) &&
            !among->held(among->self, r->flow->role[i].name))
            hf_find_at(r, 6, offset, HF_WORD_flow_role_unheld, r->flow->role[i].name, HF_STR_NONE);
    }
}

static void check_kind(struct hf_reader *r, const struct hf_among *among, const struct hf_kind *before)
{
    uint16_t k = hf_flow_kind(r->flow, before->name);
    uint32_t offset = k == HF_NONE ? 0 : r->kind[k].offset;
    for (uint16_t s = 0; s < before->states; s++) {
        struct hf_str state = before->state[s].name;
        bool stays = k != HF_NONE && hf_kind_state(&r->kind[k], state) != HF_NONE;
        bool mapped = among->mapped != NULL && among->mapped(among->self, before->name, state);
        if (before->state[s].end == HF_END_NOT && !stays && !mapped)
            hf_find_at(r, 12, offset, HF_WORD_flow_no_place_after, before->name, state);
    }
}

void hf_check_among(struct hf_reader *r, const struct hf_among *among)
{
    for (uint16_t k = 0; among->before != NULL && k < among->before->kinds; k++)
        check_kind(r, among, &among->before->kind[k]);
    if (among->held != NULL)
        check_held(r, among);
}
