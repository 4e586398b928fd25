/* SPDX-License-Identifier: Apache-2.0 */
/* What a datum or a payload looks like, in words. Shapes are as deep as read_shape.c allows. */
#include "flow/describe_inside.h"

/* NOLINTBEGIN(misc-no-recursion) */

static struct hf_str plain_phrase(const struct telling *t, enum hf_phrase phrase)
{
    return hf_phrase(phrase, t->prose.lang);
}

static struct hf_str choices(const struct telling *t, const struct hf_shape *shape)
{
    struct list list = tell_list(t, HF_PHRASE_comma);
    for (uint16_t i = 0; i < shape->choices; i++) {
        struct hf_str label = tell_text(t, &shape->choice[i].label);
        tell_item(&list, tell_quoted(t, label.len > 0 ? label : shape->choice[i].value));
    }
    return tell_phrase(t, HF_PHRASE_s_choice, tell_listed(&list), HF_STR_NONE, HF_STR_NONE);
}

static struct hf_str reference(const struct telling *t, const struct hf_shape *shape)
{
    const struct hf_flow *flow = t->prose.flow, *house = flow->house;
    struct hf_str name = hf_ref_name(shape->ref);
    uint16_t k = house == NULL ? HF_NONE : hf_flow_kind(house, name);
    if (shape->ref == HF_REF_INSTANCE)
        name = tell_text(t, &flow->kind[shape->of_kind].title);
    else if (k != HF_NONE)
        name = tell_text(t, &house->kind[k].title);
    return tell_phrase(t, HF_PHRASE_s_ref, name, HF_STR_NONE, HF_STR_NONE);
}

static struct hf_str embedded(const struct telling *t, const struct hf_shape *shape)
{
    const struct hf_kind *kind = &t->prose.flow->kind[shape->of_kind];
    struct list events = tell_list(t, HF_PHRASE_comma);
    for (uint16_t i = 0; i < shape->events.count; i++)
        tell_item(&events, tell_quoted(t, tell_text(t, &kind->event[shape->events.at[i]].title)));
    return tell_phrase(t, HF_PHRASE_s_embedded, tell_text(t, &kind->title), tell_listed(&events),
                       HF_STR_NONE);
}

static struct hf_str kind_of(const struct telling *t, const struct hf_shape *shape)
{
    static const enum hf_phrase plain[] = {
        [HF_SHAPE_TEXT] = HF_PHRASE_s_text,       [HF_SHAPE_INT] = HF_PHRASE_s_int,
        [HF_SHAPE_BOOL] = HF_PHRASE_s_bool,       [HF_SHAPE_DATE] = HF_PHRASE_s_date,
        [HF_SHAPE_INSTANT] = HF_PHRASE_s_instant, [HF_SHAPE_PERIOD] = HF_PHRASE_s_period,
        [HF_SHAPE_MONEY] = HF_PHRASE_s_money,
    };
    if (shape->choices > 0)
        return choices(t, shape);
    if (shape->kind == HF_SHAPE_REF)
        return reference(t, shape);
    if (shape->kind == HF_SHAPE_EMBEDDED)
        return embedded(t, shape);
    if (shape->kind == HF_SHAPE_LIST)
        return tell_phrase(t, HF_PHRASE_s_list, shape->item == NULL ? HF_STR_NONE : kind_of(t, shape->item),
                           HF_STR_NONE, HF_STR_NONE);
    if (shape->kind == HF_SHAPE_OBJECT)
        return tell_phrase(t, HF_PHRASE_s_object, tell_members(t, shape), HF_STR_NONE, HF_STR_NONE);
    return plain_phrase(t, plain[shape->kind]);
}

struct hf_str tell_member_name(const struct telling *t, const struct hf_shape_member *member)
{
    struct hf_str title = tell_text(t, &member->shape->title);
    return tell_quoted(t, title.len > 0 ? title : member->name);
}

struct hf_str tell_member(const struct telling *t, const struct hf_shape *object, uint16_t member)
{
    const struct hf_shape *shape = object->member[member].shape;
    struct hf_str name = tell_member_name(t, &object->member[member]), kind = kind_of(t, shape);
    if (shape->personal != HF_OPEN)
        kind = tell_phrase(t, HF_PHRASE_s_hidden, kind, HF_STR_NONE, HF_STR_NONE);
    if (shape->basis.count > 0)
        return tell_phrase(t, HF_PHRASE_s_member_basis, name, kind, tell_basis_indices(t, &shape->basis));
    return tell_phrase(t, HF_PHRASE_s_member, name, kind, HF_STR_NONE);
}

struct hf_str tell_members(const struct telling *t, const struct hf_shape *object)
{
    struct list list = tell_list(t, HF_PHRASE_semicolon);
    for (uint16_t i = 0; i < object->members; i++)
        tell_item(&list, tell_member(t, object, i));
    return tell_listed(&list);
}

static bool is_hidden(const struct hf_shape *shape)
{
    return shape->personal != HF_OPEN || shape->hides;
}

struct hf_str tell_hidden(const struct telling *t, const struct hf_shape *object)
{
    struct list list = tell_list(t, HF_PHRASE_comma);
    for (uint16_t i = 0; object != NULL && i < object->members; i++)
        if (is_hidden(object->member[i].shape))
            tell_item(&list, tell_member_name(t, &object->member[i]));
    return tell_listed(&list);
}

/* NOLINTEND(misc-no-recursion) */
