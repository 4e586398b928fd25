/* SPDX-License-Identifier: Apache-2.0 */
/* Look-ups in a compiled definition. */
#include "flow/flow.h"

#include "flow/named.h"

/* Every listed thing holds its name at a known place: one search serves all lists. Most names differ in
 * length or in how they begin, which is seen without a call. */
uint16_t hf_named_find(const struct hf_named *named, struct hf_str name)
{
    const unsigned char *at = named->list;
    for (uint16_t i = 0; i < named->count; i++) {
        struct hf_str own;
        memcpy(&own, at + i * named->size + named->name_at, sizeof own);
        if (own.len == name.len && (own.len == 0 || own.at[0] == name.at[0]) && hf_str_eq(own, name))
            return i;
    }
    return HF_NONE;
}

#define FIND(list, count, type, name) hf_named_find(&HF_NAMED((list), (count), type, ""), name)

uint16_t hf_shape_find(const struct hf_shape *object, struct hf_str name)
{
    return object == NULL ? HF_NONE : FIND(object->member, object->members, hf_shape_member, name);
}

uint16_t hf_flow_kind(const struct hf_flow *flow, struct hf_str name)
{
    return FIND(flow->kind, flow->kinds, hf_kind, name);
}

uint16_t hf_flow_role(const struct hf_flow *flow, struct hf_str name)
{
    return FIND(flow->role, flow->roles, hf_role, name);
}

uint16_t hf_flow_template(const struct hf_flow *flow, struct hf_str name)
{
    return FIND(flow->tmpl, flow->tmpls, hf_template, name);
}

uint16_t hf_kind_event(const struct hf_kind *kind, struct hf_str name)
{
    return FIND(kind->event, kind->events, hf_event, name);
}

uint16_t hf_kind_state(const struct hf_kind *kind, struct hf_str name)
{
    return FIND(kind->state, kind->states, hf_state, name);
}

uint16_t hf_kind_link(const struct hf_kind *kind, struct hf_str name)
{
    return FIND(kind->link, kind->links, hf_link, name);
}

uint16_t hf_kind_part(const struct hf_kind *kind, struct hf_str name)
{
    return FIND(kind->part, kind->parts, hf_part, name);
}

uint16_t hf_kind_condition(const struct hf_kind *kind, struct hf_str name)
{
    return FIND(kind->condition, kind->conditions, hf_condition, name);
}

uint16_t hf_kind_flag(const struct hf_kind *kind, struct hf_str name)
{
    return FIND(kind->flag, kind->flags, hf_flag, name);
}

uint16_t hf_kind_group(const struct hf_kind *kind, struct hf_str name)
{
    return FIND(kind->group, kind->groups, hf_group, name);
}

uint16_t hf_kind_clock(const struct hf_kind *kind, struct hf_str name)
{
    return FIND(kind->clock, kind->clocks, hf_clock, name);
}

uint16_t hf_kind_obligation(const struct hf_kind *kind, struct hf_str name)
{
    return FIND(kind->obligation, kind->obligations, hf_obligation, name);
}

uint16_t hf_kind_answer(const struct hf_kind *kind, struct hf_str status)
{
    for (uint16_t i = 0; i < kind->events; i++) {
        if (status.len > 0 && hf_str_eq(kind->event[i].answer, status))
            return i;
    }
    return HF_NONE;
}

bool hf_clock_runs(const struct hf_kind *kind, const struct hf_clock *clock, uint16_t state)
{
    if (kind->state[state].end != HF_END_NOT)
        return false;
    return clock->during == HF_NONE ? clock->state == state
                                    : hf_states_have(&kind->group[clock->during].states, state);
}

static const struct hf_handler *next(const struct hf_kind *kind, uint16_t row, uint16_t event)
{
    uint16_t handler = kind->next[(size_t)row * kind->events + event];
    return handler == HF_NONE ? NULL : &kind->handler[handler];
}

const struct hf_handler *hf_flow_find_branches(const struct hf_kind *kind, uint16_t state, uint16_t event)
{
    return next(kind, state, event);
}

const struct hf_handler *hf_flow_find_birth(const struct hf_kind *kind, uint16_t event)
{
    return next(kind, kind->states, event);
}

static const struct hf_str refs[HF_REF_COUNT] = {
#define HF_REF(name, text) HF_STR_INIT(text),
    HF_REFS(HF_REF)
#undef HF_REF
};

struct hf_str hf_ref_name(enum hf_ref ref)
{
    return refs[ref];
}

bool hf_ref_is_register(enum hf_ref ref)
{
    return ref >= HF_REF_PARTY && ref <= HF_REF_ARRANGEMENT;
}

void hf_flow_put_laws(const struct hf_flow *flow, const struct hf_indices *bases, enum hf_lang lang,
                      struct hf_buf *out)
{
    for (uint16_t i = 0; flow != NULL && i < bases->count; i++) {
        const struct hf_basis *basis = &flow->basis[bases->at[i]];
        if (basis->kind != HF_BASIS_LAW)
            continue;
        hf_buf_put(out, HF_STR(" ("));
        hf_buf_put(out, flow->act[basis->act].title.say[lang]);
        hf_buf_put_char(out, ' ');
        hf_buf_put(out, basis->at);
        hf_buf_put_char(out, ')');
    }
}
