/* SPDX-License-Identifier: Apache-2.0 */
/* The chapter on one kind: its sections in a fixed order, empty or not. */
#include "flow/describe_inside.h"

/* ---- what it is, who acts ---- */

static void tell_what(struct telling *t)
{
    const struct hf_kind *kind = t->prose.kind;
    tell_say0(t, kind->root ? HF_PHRASE_k_root : HF_PHRASE_k_child);
    if (kind->thread)
        tell_say0(t, HF_PHRASE_k_thread);
    tell_close(t, 3);
    for (uint16_t l = 0; l < kind->links; l++) {
        const struct hf_link *link = &kind->link[l];
        struct hf_str other = tell_text(t, &t->prose.flow->kind[link->kind].title);
        const struct hf_str args[] = {other, link->name, tell_number(t, link->min),
                                      tell_number(t, link->max)};
        tell_say_all(t, link->is_inverse ? HF_PHRASE_k_inverse : HF_PHRASE_k_link, args, 4);
        tell_close(t, 3);
    }
}

static struct hf_str cast_text(const struct telling *t, const struct hf_cast *cast)
{
    struct hf_str title = tell_text(t, &t->prose.flow->role[cast->role].title);
    struct hf_str text = hf_prose_inside(&t->prose, title);
    if (cast->who != NULL)
        text = tell_phrase(t, HF_PHRASE_k_cast_who, text, tell_expr(t, cast->who), HF_STR_NONE);
    if (cast->when != NULL)
        text = tell_phrase(t, HF_PHRASE_k_cast_if, text, tell_expr(t, cast->when), HF_STR_NONE);
    return text;
}

static void tell_cast(struct telling *t)
{
    const struct hf_kind *kind = t->prose.kind;
    for (uint16_t p = 0; p < kind->parts; p++) {
        struct list casts = tell_list(t, HF_PHRASE_k_cast_otherwise); /* the first that holds decides */
        if (!kind->part[p].declared)
            continue;
        for (uint16_t c = 0; c < kind->part[p].casts; c++)
            tell_item(&casts, cast_text(t, &kind->part[p].cast[c]));
        tell_say(t, HF_PHRASE_k_part, hf_prose_first(&t->prose, hf_prose_part(&t->prose, p)),
                 tell_listed(&casts), HF_STR_NONE);
        tell_close(t, 3);
    }
    tell_say0(t, HF_PHRASE_k_everyone);
    tell_close(t, 3);
}

/* ---- record, conditions, steps ---- */

static void tell_record(struct telling *t)
{
    const struct hf_shape *data = t->prose.kind->data;
    for (uint16_t d = 0; data != NULL && d < data->members; d++) {
        hf_buf_put(&t->text, tell_member(t, data, d));
        hf_buf_put_char(&t->text, '.');
        tell_close(t, 3);
    }
}

/* A condition is compiled for each event that uses it; the first will do, as all say the same. */
static void tell_condition(struct telling *t, const struct hf_condition *condition)
{
    const struct hf_kind *kind = t->prose.kind;
    uint16_t e = 0;
    while (e <= kind->events && condition->is[e] == NULL)
        e++;
    t->prose.event = e < kind->events ? e : HF_NONE;
    if (e > kind->events)
        tell_say1(t, HF_PHRASE_k_condition_unused, tell_text(t, &condition->title));
    else
        tell_say(t, HF_PHRASE_k_condition, tell_text(t, &condition->title), tell_expr(t, condition->is[e]),
                 HF_STR_NONE);
    if (tell_text(t, &condition->refuse).len > 0)
        tell_say1(t, HF_PHRASE_k_refusal, tell_text(t, &condition->refuse));
    tell_close(t, 3);
    t->prose.event = HF_NONE;
}

static void tell_conditions(struct telling *t)
{
    for (uint16_t c = 0; c < t->prose.kind->conditions; c++)
        tell_condition(t, &t->prose.kind->condition[c]);
}

static void tell_steps(struct telling *t)
{
    for (uint16_t e = 0; e < t->prose.kind->events; e++)
        tell_step(t, e);
}

static void tell_handlers_in(struct telling *t, enum hf_place place)
{
    const struct hf_kind *kind = t->prose.kind;
    for (uint16_t h = 0; h < kind->handlers; h++)
        if (kind->handler[h].place == place)
            tell_handler(t, &kind->handler[h], 3);
}

static void tell_begin(struct telling *t)
{
    tell_handlers_in(t, HF_IN_BEGIN);
}

static void tell_anywhere(struct telling *t)
{
    tell_handlers_in(t, HF_IN_ANYWHERE);
}

/* ---- marks, never, confidential ---- */

static void tell_marks(struct telling *t)
{
    for (uint16_t f = 0; f < t->prose.kind->flags; f++) {
        tell_say1(t, HF_PHRASE_k_mark, tell_text(t, &t->prose.kind->flag[f].title));
        tell_close(t, 3);
    }
}

static struct hf_str states_listed(const struct telling *t, const struct hf_states *states)
{
    struct list list = tell_list(t, HF_PHRASE_or);
    for (uint16_t s = 0; s < t->prose.kind->states; s++)
        if (hf_states_have(states, s))
            tell_item(&list, tell_quoted(t, tell_text(t, &t->prose.kind->state[s].title)));
    return tell_listed(&list);
}

static void tell_never_rule(struct telling *t, const struct hf_never *never)
{
    struct list ways = tell_list(t, HF_PHRASE_or), events = tell_list(t, HF_PHRASE_or);
    struct hf_str states = states_listed(t, &never->without);
    for (uint16_t i = 0; i < never->without_events.count; i++)
        tell_item(&events,
                  tell_quoted(t, tell_text(t, &t->prose.kind->event[never->without_events.at[i]].title)));
    if (states.len > 0)
        tell_item(&ways, tell_phrase(t, HF_PHRASE_k_without_states, states, HF_STR_NONE, HF_STR_NONE));
    if (events.text.len > 0)
        tell_item(&ways,
                  tell_phrase(t, HF_PHRASE_k_without_events, tell_listed(&events), HF_STR_NONE, HF_STR_NONE));
    tell_say(t, HF_PHRASE_k_never, tell_text(t, &never->title), states_listed(t, &never->reach),
             tell_listed(&ways));
    tell_close(t, 3);
}

static void tell_never(struct telling *t)
{
    for (uint16_t n = 0; n < t->prose.kind->nevers; n++)
        tell_never_rule(t, &t->prose.kind->never[n]);
}

static void tell_confidential(struct telling *t)
{
    const struct hf_kind *kind = t->prose.kind;
    struct hf_str hidden = tell_hidden(t, kind->data);
    if (hidden.len > 0) {
        tell_say0(t, HF_PHRASE_k_hidden);
        tell_say1(t, HF_PHRASE_k_hidden_data, hidden);
        tell_close(t, 3);
    }
    for (uint16_t e = 0; e < kind->events; e++) {
        hidden = tell_hidden(t, kind->event[e].payload);
        if (hidden.len == 0)
            continue;
        tell_say(t, HF_PHRASE_k_hidden_step, tell_text(t, &kind->event[e].title), hidden, HF_STR_NONE);
        tell_close(t, 3);
    }
}

/* ---- the chapter ---- */

static const struct {
    enum hf_phrase heading;
    void (*tell)(struct telling *t);
} sections[] = {
    [SECTION_WHAT] = {HF_PHRASE_h_what, tell_what},
    [SECTION_CAST] = {HF_PHRASE_h_cast, tell_cast},
    [SECTION_RECORD] = {HF_PHRASE_h_record, tell_record},
    [SECTION_CONDITIONS] = {HF_PHRASE_h_conditions, tell_conditions},
    [SECTION_STEPS] = {HF_PHRASE_h_steps, tell_steps},
    [SECTION_BEGIN] = {HF_PHRASE_h_begin, tell_begin},
    [SECTION_STATES] = {HF_PHRASE_h_states, tell_states},
    [SECTION_GROUPS] = {HF_PHRASE_h_groups, tell_groups},
    [SECTION_ANYWHERE] = {HF_PHRASE_h_anywhere, tell_anywhere},
    [SECTION_CLOCKS] = {HF_PHRASE_h_clocks, tell_clocks},
    [SECTION_DUTIES] = {HF_PHRASE_h_duties, tell_duties},
    [SECTION_MARKS] = {HF_PHRASE_h_marks, tell_marks},
    [SECTION_NEVER] = {HF_PHRASE_h_never, tell_never},
    [SECTION_CONFIDENTIAL] = {HF_PHRASE_h_confidential, tell_confidential},
};

void tell_kind(struct telling *t, uint16_t k)
{
    t->prose.kind = &t->prose.flow->kind[k];
    tell_heading(t, 1, tell_text(t, &t->prose.kind->title));
    for (size_t i = SECTION_WHAT; i < sizeof sections / sizeof sections[0]; i++) {
        tell_heading(t, 2, hf_phrase(sections[i].heading, t->prose.lang));
        sections[i].tell(t);
        tell_none(t, 2);
    }
}
