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

static struct hf_str kind_of(const struct telling *t, const struct hf_shape *shape);

static struct hf_str kind_alone(const struct telling *t, const struct hf_shape *shape)
{
    static const enum hf_phrase plain[] = {
        [HF_SHAPE_TEXT] = HF_PHRASE_s_text,       [HF_SHAPE_INT] = HF_PHRASE_s_int,
        [HF_SHAPE_BOOL] = HF_PHRASE_s_bool,       [HF_SHAPE_DATE] = HF_PHRASE_s_date,
        [HF_SHAPE_INSTANT] = HF_PHRASE_s_instant, [HF_SHAPE_PERIOD] = HF_PHRASE_s_period,
        [HF_SHAPE_MONEY] = HF_PHRASE_s_money,
    };
    if (shape->kind == HF_SHAPE_BOOL && shape->minimum == shape->maximum)
        return plain_phrase(t, shape->minimum == 1 ? HF_PHRASE_s_confirmed : HF_PHRASE_s_denied);
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

/* ---- bounds ---- */

static struct hf_str counted(const struct telling *t, uint32_t count, enum hf_phrase one)
{
    return tell_phrase(t, count == 1 ? one : (enum hf_phrase)(one + 1), tell_number(t, count), HF_STR_NONE,
                       HF_STR_NONE);
}

/* Empty where there is no such bound. */
static struct hf_str bounded(const struct telling *t, struct hf_str kind, struct hf_str least,
                             struct hf_str most)
{
    if (least.len > 0 && most.len > 0)
        return hf_str_eq(least, most) ? tell_phrase(t, HF_PHRASE_s_exactly, kind, least, HF_STR_NONE)
                                      : tell_phrase(t, HF_PHRASE_s_range, kind, least, most);
    if (least.len > 0)
        return tell_phrase(t, HF_PHRASE_s_least, kind, least, HF_STR_NONE);
    return most.len > 0 ? tell_phrase(t, HF_PHRASE_s_most, kind, most, HF_STR_NONE) : kind;
}

/* That a text is not empty goes without saying. */
static struct hf_str within_counts(const struct telling *t, const struct hf_shape *shape, struct hf_str kind)
{
    bool list = shape->kind == HF_SHAPE_LIST;
    enum hf_phrase unit = list ? HF_PHRASE_s_item : HF_PHRASE_s_character;
    bool low = list ? shape->least > 0 : shape->least > 1;
    bool high = shape->most < (list ? (uint32_t)HF_LINK_MAX : UINT32_MAX);
    struct hf_str least = low ? counted(t, shape->least, unit) : HF_STR_NONE;
    return bounded(t, kind, least, high ? counted(t, shape->most, unit) : HF_STR_NONE);
}

static struct hf_str amount(const struct telling *t, const struct hf_shape *shape, int64_t number)
{
    struct hf_str digits = tell_number(t, number);
    if (shape->kind == HF_SHAPE_INT || number == 0)
        return digits;
    return tell_phrase(t, HF_PHRASE_s_smallest, digits, HF_STR_NONE, HF_STR_NONE);
}

static struct hf_str within_amounts(const struct telling *t, const struct hf_shape *shape, struct hf_str kind)
{
    bool low = shape->minimum != INT64_MIN, high = shape->maximum != INT64_MAX;
    if (shape->kind == HF_SHAPE_MONEY && shape->minimum == 1) {
        kind = tell_phrase(t, HF_PHRASE_s_above_zero, kind, HF_STR_NONE, HF_STR_NONE);
        low = false;
    }
    struct hf_str least = low ? amount(t, shape, shape->minimum) : HF_STR_NONE;
    return bounded(t, kind, least, high ? amount(t, shape, shape->maximum) : HF_STR_NONE);
}

static struct hf_str kind_of(const struct telling *t, const struct hf_shape *shape)
{
    struct hf_str kind = kind_alone(t, shape);
    if (shape->kind == HF_SHAPE_INT || shape->kind == HF_SHAPE_MONEY)
        return within_amounts(t, shape, kind);
    if ((shape->kind == HF_SHAPE_TEXT && shape->choices == 0) || shape->kind == HF_SHAPE_LIST)
        return within_counts(t, shape, kind);
    return kind;
}

/* ---- defaults ---- */

static struct hf_str label_of(const struct telling *t, const struct hf_shape *shape, struct hf_str value)
{
    struct hf_str label = HF_STR_NONE;
    for (uint16_t i = 0; i < shape->choices; i++)
        if (hf_str_eq(shape->choice[i].value, value))
            label = tell_text(t, &shape->choice[i].label);
    return tell_quoted(t, label.len > 0 ? label : value);
}

static struct hf_str fallback_text(const struct telling *t, const struct hf_shape *shape,
                                   const struct hf_json *value)
{
    struct hf_buf text = hf_buf_in(t->prose.arena, 48);
    struct hf_prose aside = hf_prose_aside(&t->prose, &text);
    struct hf_period period;
    if (shape->kind == HF_SHAPE_PERIOD && hf_period_read(value->is.text, &period)) {
        hf_prose_period(&aside, period);
        return hf_buf_str(&text);
    }
    if (value->kind == HF_JSON_BOOL)
        return plain_phrase(t, value->is.truth ? HF_PHRASE_true : HF_PHRASE_false);
    if (value->kind == HF_JSON_TEXT)
        return label_of(t, shape, value->is.text);
    if (value->kind == HF_JSON_LIST && value->is.list.count == 0)
        return plain_phrase(t, HF_PHRASE_s_nothing);
    hf_json_write(&text, value);
    return hf_buf_str(&text);
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
    if (shape->fallback != NULL)
        kind =
            tell_phrase(t, HF_PHRASE_s_default, kind, fallback_text(t, shape, shape->fallback), HF_STR_NONE);
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
