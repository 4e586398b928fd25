/* SPDX-License-Identifier: Apache-2.0 */
/* Branches that are never chosen (C7), and what deserves a second look: answers that would stand aside, the
 * same branches written twice, what nothing uses. */
#include "flow/check.h"

/* A group or `anywhere` whose every state handles the event itself, or is final. */
void hf_check_shadowed(struct hf_reader *r, uint16_t k)
{
    const struct hf_kind *kind = &r->kind[k];
    for (uint16_t h = 0; h < kind->handlers; h++) {
        const struct hf_handler *handler = &kind->handler[h];
        bool chosen = handler->place == HF_IN_BEGIN;
        for (uint16_t s = 0; s < kind->states && !chosen; s++)
            chosen = hf_handler_at(kind, s, handler->event) == handler;
        if (!chosen)
            hf_find_at(r, 7, handler->offset, HF_WORD_flow_shadowed, kind->event[handler->event].name,
                       HF_STR_NONE);
    }
}

/* ---- answers that would be set aside ---- */

static bool is_told_by_others(const struct hf_flow *flow, const struct hf_kind *kind,
                              const struct hf_event *event)
{
    for (uint16_t i = 0; i < event->by.count; i++) {
        const struct hf_part *part = &kind->part[event->by.at[i]];
        for (uint16_t c = 0; c < part->casts; c++) {
            if (hf_cast_of_others(flow, &part->cast[c]))
                return true;
        }
    }
    return false;
}

/* A sentence holds so much of a list; what is more goes into a further one. */
enum { LIST_BYTES = 180 };

static void tell_aside(struct hf_reader *r, const struct hf_event *event, struct hf_buf *states)
{
    if (states->len > 0)
        hf_warn_at(r, event->offset, HF_WORD_flow_set_aside, event->name, hf_buf_str(states));
    states->len = 0;
}

/* The open states in which the event would find no branch. */
static void list_aside(struct hf_reader *r, const struct hf_kind *kind, uint16_t e)
{
    char text[LIST_BYTES + 80];
    struct hf_buf states = HF_BUF(text);
    for (uint16_t s = 0; s < kind->states; s++) {
        if (hf_handler_at(kind, s, e) != NULL || kind->state[s].end != HF_END_NOT)
            continue;
        hf_buf_put(&states, states.len > 0 ? HF_STR(", ") : HF_STR(""));
        hf_buf_put(&states, kind->state[s].name);
        if (states.len > LIST_BYTES)
            tell_aside(r, &kind->event[e], &states);
    }
    tell_aside(r, &kind->event[e], &states);
}

void hf_check_aside(struct hf_reader *r, uint16_t k)
{
    const struct hf_kind *kind = &r->kind[k];
    for (uint16_t e = 0; e < kind->events && r->flow->root != HF_NONE; e++) {
        if (hf_event_lives(kind, e) && is_told_by_others(r->flow, kind, &kind->event[e]))
            list_aside(r, kind, e);
    }
}

/* ---- the same branches in two states ---- */

static const struct hf_json *own_on(const struct hf_reader *r, uint16_t k, uint16_t state)
{
    const struct hf_json *states = hf_member_object(r->kind_json[k], "states");
    return hf_member_object(&states->is.object.member[state].value, "on");
}

static void compare_with(struct hf_reader *r, uint16_t k, uint16_t s, const struct hf_member *handled)
{
    for (uint16_t t = 0; t < s; t++) {
        const struct hf_json *other = own_on(r, k, t);
        const struct hf_json *same = other == NULL ? NULL : hf_json_get(other, handled->name);
        if (same == NULL || !hf_json_eq(same, &handled->value))
            continue;
        hf_warn_at(r, handled->offset, HF_WORD_flow_same_branches, handled->name, r->kind[k].state[t].name);
        return;
    }
}

void hf_check_same(struct hf_reader *r, uint16_t k)
{
    for (uint16_t s = 0; s < r->kind[k].states && r->origin == HF_FLOW_PUBLISHED; s++) {
        const struct hf_json *on = own_on(r, k, s);
        for (size_t i = 0; on != NULL && i < on->is.object.count; i++)
            compare_with(r, k, s, &on->is.object.member[i]);
    }
}

/* ---- what nothing uses ---- */

void hf_check_unused(struct hf_reader *r, uint16_t k)
{
    const struct hf_kind *kind = &r->kind[k];
    const struct hf_json *conditions = hf_member_object(r->kind_json[k], "conditions");
    for (uint16_t c = 0; c < kind->conditions && r->origin == HF_FLOW_PUBLISHED; c++) {
        bool used = false;
        for (uint16_t e = 0; e <= kind->events; e++)
            used = used || kind->condition[c].is[e] != NULL;
        if (!used)
            hf_warn_at(r, conditions->is.object.member[c].offset, HF_WORD_flow_unused,
                       kind->condition[c].name, HF_STR("conditions"));
    }
}
