/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A guard in words. Names are told by the titles that the definition gives them, values of closed sets by
 * their labels; what has none is quoted as written. Depth is bounded by HF_EXPR_DEPTH_MAX.
 */
#include "flow/guard_ast.h"
#include "flow/scope.h"
#include "flow/prose.h"

/* NOLINTBEGIN(misc-no-recursion) */

/* What is told of one guard has an end, as titles may be long and stand in it many times. */
enum { GUARD_TEXT_MAX = 8192 };

/* The macros around what is being told. */
struct bound {
    struct hf_str name;
    const struct hf_expr_node *list;
};

struct saying {
    const struct hf_prose *t;
    struct bound bound[HF_EXPR_DEPTH_MAX];
    uint32_t bounds;
};

static struct hf_str say(struct saying *s, const struct hf_expr_node *node);
static struct hf_str deny(struct saying *s, const struct hf_expr_node *node);

static struct hf_str cut(const struct saying *s, struct hf_str text)
{
    return hf_prose_cut(s->t->arena, text, GUARD_TEXT_MAX);
}

static struct hf_str phrase(const struct saying *s, enum hf_phrase word, struct hf_str a, struct hf_str b,
                            struct hf_str c)
{
    struct hf_buf text = hf_buf_in(s->t->arena, 64);
    struct hf_prose aside = hf_prose_aside(s->t, &text);
    hf_prose_put(&aside, word, a, b, c);
    return cut(s, hf_buf_str(&text));
}

static struct hf_str phrase1(const struct saying *s, enum hf_phrase word, struct hf_str a)
{
    return phrase(s, word, a, HF_STR_NONE, HF_STR_NONE);
}

static struct hf_str quoted(const struct saying *s, struct hf_str text)
{
    return phrase1(s, HF_PHRASE_quoted, text);
}

static struct hf_str titled(const struct saying *s, const struct hf_text *title)
{
    return quoted(s, hf_prose_text(s->t, title));
}

/* ---- what a path stands for ---- */

static bool is_root(const struct hf_expr_node *node, enum hf_scope_root root)
{
    return node != NULL && node->op == OP_ROOT && node->index == root;
}

static bool is_instance(const struct hf_expr_node *node)
{
    return node->type.sort == HF_SORT_INSTANCE && node->type.id < HF_KINDS_MAX;
}

static bool is_data_of_instance(const struct hf_expr_node *node)
{
    return node->op == OP_FIELD && is_instance(node->first) && node->index == HF_INSTANCE_DATA;
}

static bool is_flags_of_instance(const struct hf_expr_node *node)
{
    return node->op == OP_FIELD && is_instance(node->first) && node->index == HF_INSTANCE_FLAGS;
}

static const struct hf_shape *member_at(const struct hf_shape *object, uint32_t index)
{
    bool there = object != NULL && object->kind == HF_SHAPE_OBJECT && index < object->members;
    return there ? object->member[index].shape : NULL;
}

/* A register's entries, authorities and persons are kinds of the house. */
static const struct hf_kind *house_kind(const struct saying *s, struct hf_str name)
{
    const struct hf_flow *house = s->t->flow->house;
    uint16_t k = house == NULL ? HF_NONE : hf_flow_kind(house, name);
    return k == HF_NONE ? NULL : &house->kind[k];
}

static const struct hf_shape *house_member(const struct saying *s, struct hf_str name, uint32_t index)
{
    const struct hf_kind *kind = house_kind(s, name);
    return kind == NULL ? NULL : member_at(kind->data, index);
}

static const struct hf_shape *shape_of(const struct saying *s, const struct hf_expr_node *node);

static const struct hf_shape *shape_of_field(const struct saying *s, const struct hf_expr_node *node)
{
    const struct hf_expr_node *of = node->first;
    const struct hf_kind *kind = s->t->kind;
    if (is_root(of, HF_ROOT_DATA))
        return kind == NULL ? NULL : member_at(kind->data, node->index);
    if (is_root(of, HF_ROOT_EVENT) && kind != NULL && s->t->event < kind->events)
        return member_at(kind->event[s->t->event].payload, node->index);
    if (is_data_of_instance(of))
        return member_at(s->t->flow->kind[of->first->type.id].data, node->index);
    if (of->type.sort == HF_SORT_ENTRY && of->type.id < HF_REF_COUNT)
        return house_member(s, hf_ref_name((enum hf_ref)of->type.id), node->index);
    if (of->type.sort == HF_SORT_AUTHORITY)
        return house_member(s, HF_STR("authority"), node->index);
    return member_at(shape_of(s, of), node->index);
}

/* The shape of a value that a path names; NULL where it has none. */
static const struct hf_shape *shape_of(const struct saying *s, const struct hf_expr_node *node)
{
    if (node->op == OP_FIELD)
        return shape_of_field(s, node);
    if (node->op != OP_VARIABLE || node->index >= s->bounds)
        return NULL;
    const struct hf_shape *list = shape_of(s, s->bound[node->index].list);
    return list == NULL ? NULL : list->item;
}

/* ---- values of closed sets ---- */

static const struct hf_text *label_in_shape(const struct hf_shape *shape, struct hf_str value)
{
    if (shape != NULL && shape->kind == HF_SHAPE_LIST)
        shape = shape->item;
    for (uint16_t i = 0; shape != NULL && i < shape->choices; i++)
        if (hf_str_eq(shape->choice[i].value, value))
            return &shape->choice[i].label;
    return NULL;
}

static const struct hf_text *label_of_role(const struct saying *s, struct hf_str value)
{
    uint16_t role = hf_flow_role(s->t->flow, value);
    return role == HF_NONE ? NULL : &s->t->flow->role[role].title;
}

static const struct hf_text *label_of_state(const struct saying *s, const struct hf_expr_node *instance,
                                            struct hf_str value)
{
    const struct hf_kind *kind = &s->t->flow->kind[instance->type.id];
    uint16_t state = hf_kind_state(kind, value);
    return state == HF_NONE ? NULL : &kind->state[state].title;
}

/* What may be late: a clock, the deadline of a state, a duty. */
static struct hf_str label_of_late(const struct saying *s, const struct hf_expr_node *instance,
                                   struct hf_str value)
{
    const struct hf_kind *kind = &s->t->flow->kind[instance->type.id];
    uint16_t clock = hf_kind_clock(kind, value), duty = hf_kind_obligation(kind, value);
    if (clock != HF_NONE && kind->clock[clock].during == HF_NONE)
        return phrase1(s, HF_PHRASE_deadline_of, titled(s, &kind->clock[clock].title));
    if (clock != HF_NONE)
        return titled(s, &kind->clock[clock].title);
    return duty == HF_NONE ? quoted(s, value) : titled(s, &kind->obligation[duty].title);
}

static const struct hf_text *label_of_group(const struct saying *s, const struct hf_expr_node *instance,
                                            struct hf_str value)
{
    const struct hf_kind *kind = &s->t->flow->kind[instance->type.id];
    uint16_t group = hf_kind_group(kind, value);
    return group == HF_NONE ? NULL : &kind->group[group].title;
}

static bool is_field_of_instance(const struct hf_expr_node *node, enum hf_instance_field field)
{
    return node != NULL && node->op == OP_FIELD && is_instance(node->first) && node->index == field;
}

/* What this text is called where it is compared with `with`. */
static struct hf_str label(struct saying *s, const struct hf_expr_node *with, struct hf_str value)
{
    const struct hf_text *found;
    if (with == NULL)
        return quoted(s, value);
    if (is_field_of_instance(with, HF_INSTANCE_LATE))
        return label_of_late(s, with->first, value);
    if (is_field_of_instance(with, HF_INSTANCE_STATE))
        found = label_of_state(s, with->first, value);
    else if (is_field_of_instance(with, HF_INSTANCE_GROUPS))
        found = label_of_group(s, with->first, value);
    else if (with->op == OP_FIELD && is_root(with->first, HF_ROOT_ACT) && with->index == HF_ACT_ROLE)
        found = label_of_role(s, value);
    else
        found = label_in_shape(shape_of(s, with), value);
    bool there = found != NULL && found->say[s->t->lang].len > 0;
    return there ? titled(s, found) : quoted(s, value);
}

static struct hf_str say_constant(const struct saying *s, const struct hf_val *value)
{
    struct hf_buf text = hf_buf_in(s->t->arena, 32);
    struct hf_prose aside = hf_prose_aside(s->t, &text);
    if (value->sort == HF_SORT_BOOL)
        return hf_phrase(value->is.truth ? HF_PHRASE_true : HF_PHRASE_false, s->t->lang);
    if (value->sort == HF_SORT_TEXT)
        return quoted(s, value->is.text);
    if (value->sort == HF_SORT_INT)
        hf_buf_put_i64(&text, value->is.integer);
    else if (value->sort == HF_SORT_DATE)
        hf_day_put(&text, value->is.day);
    else if (value->sort == HF_SORT_INSTANT)
        hf_instant_put(&text, value->is.at_ms);
    else if (value->sort == HF_SORT_PERIOD)
        hf_prose_period(&aside, value->is.period);
    else if (value->sort == HF_SORT_MONEY)
        hf_money_put(&text, &value->is.money);
    return hf_buf_str(&text);
}

/* A value as it is called beside `with`. */
static struct hf_str say_beside(struct saying *s, const struct hf_expr_node *node,
                                const struct hf_expr_node *with)
{
    if (node->op == OP_CONST && node->value.sort == HF_SORT_TEXT)
        return label(s, with, node->value.is.text);
    return say(s, node);
}

/* “a”, “b” or “c”: `last` is the word before the last, `between` the one before the others. */
static struct hf_str say_items(struct saying *s, const struct hf_expr_node *list,
                               const struct hf_expr_node *with, enum hf_phrase between, enum hf_phrase last)
{
    struct hf_buf text = hf_buf_in(s->t->arena, 96);
    for (const struct hf_expr_node *item = list->first; item != NULL; item = item->next) {
        if (item != list->first)
            hf_buf_put(&text, hf_phrase(item->next == NULL ? last : between, s->t->lang));
        hf_buf_put(&text, say_beside(s, item, with));
    }
    return cut(s, hf_buf_str(&text));
}

/* ---- paths ---- */

static const enum hf_phrase root_words[HF_ROOT_COUNT] = {
    [HF_ROOT_SELF] = HF_PHRASE_this_one, [HF_ROOT_CASE] = HF_PHRASE_the_case, [HF_ROOT_IT] = HF_PHRASE_it,
    [HF_ROOT_KEY] = HF_PHRASE_key,       [HF_ROOT_IDS] = HF_PHRASE_ids,
};

static struct hf_str say_root(struct saying *s, const struct hf_expr_node *node)
{
    bool worded = node->index < HF_ROOT_COUNT && root_words[node->index] != 0;
    return worded ? hf_phrase(root_words[node->index], s->t->lang) : quoted(s, node->name);
}

static struct hf_str name_of_member(const struct saying *s, const struct hf_shape *shape, struct hf_str name)
{
    bool has_title = shape != NULL && shape->title.say[s->t->lang].len > 0;
    return has_title ? titled(s, &shape->title) : quoted(s, name);
}

static struct hf_str say_field_of_instance(struct saying *s, const struct hf_expr_node *node, bool truth)
{
    static const enum hf_phrase words[HF_INSTANCE_FIELD_COUNT] = {
        [HF_INSTANCE_ID] = HF_PHRASE_id_of,         [HF_INSTANCE_KIND] = HF_PHRASE_kind_of,
        [HF_INSTANCE_STATE] = HF_PHRASE_state_of,   [HF_INSTANCE_SINCE] = HF_PHRASE_since_of,
        [HF_INSTANCE_GROUPS] = HF_PHRASE_groups_of, [HF_INSTANCE_FINAL] = HF_PHRASE_final,
        [HF_INSTANCE_LATE] = HF_PHRASE_late_of,
    };
    if (node->index >= HF_INSTANCE_FIELD_COUNT || words[node->index] == 0)
        return quoted(s, node->path);
    if (node->index == HF_INSTANCE_FINAL && !truth)
        return phrase1(s, HF_PHRASE_not_final, say(s, node->first));
    return phrase1(s, words[node->index], say(s, node->first));
}

static struct hf_str say_flag(struct saying *s, const struct hf_expr_node *node, bool truth)
{
    bool other = is_flags_of_instance(node->first);
    const struct hf_kind *kind = other ? &s->t->flow->kind[node->first->first->type.id] : s->t->kind;
    HF_CHECK(kind != NULL && node->index < kind->flags);
    struct hf_str title = titled(s, &kind->flag[node->index].title);
    if (!other)
        return phrase1(s, truth ? HF_PHRASE_flag_set : HF_PHRASE_flag_unset, title);
    return phrase(s, truth ? HF_PHRASE_flag_set_of : HF_PHRASE_flag_unset_of, title,
                  say(s, node->first->first), HF_STR_NONE);
}

static struct hf_str say_duty(struct saying *s, const struct hf_expr_node *node, bool truth)
{
    HF_CHECK(s->t->kind != NULL && node->index < s->t->kind->obligations);
    return phrase1(s, truth ? HF_PHRASE_duty_open : HF_PHRASE_duty_closed,
                   titled(s, &s->t->kind->obligation[node->index].title));
}

static struct hf_str say_condition(struct saying *s, const struct hf_expr_node *node, bool truth)
{
    HF_CHECK(s->t->kind != NULL && node->index < s->t->kind->conditions);
    struct hf_str title = hf_prose_text(s->t, &s->t->kind->condition[node->index].title);
    return truth ? title : phrase1(s, HF_PHRASE_not_so, phrase1(s, HF_PHRASE_bracketed, title));
}

static struct hf_str say_linked(struct saying *s, const struct hf_expr_node *node)
{
    return phrase1(s, HF_PHRASE_linked, quoted(s, node->name));
}

static struct hf_str say_children(struct saying *s, const struct hf_expr_node *node)
{
    HF_CHECK(node->index < s->t->flow->kinds);
    return phrase1(s, HF_PHRASE_children, titled(s, &s->t->flow->kind[node->index].title));
}

static struct hf_str say_register(struct saying *s, const struct hf_expr_node *node)
{
    const struct hf_kind *kind = house_kind(s, node->name);
    return phrase1(s, HF_PHRASE_register, kind == NULL ? quoted(s, node->name) : titled(s, &kind->title));
}

/* A member of a value: “name” of the thing, of a payload "as stated", of the own data alone. */
static struct hf_str say_member(struct saying *s, const struct hf_expr_node *node)
{
    struct hf_str name = name_of_member(s, shape_of(s, node), node->name);
    if (is_root(node->first, HF_ROOT_DATA))
        return name;
    if (is_root(node->first, HF_ROOT_EVENT))
        return phrase1(s, HF_PHRASE_as_stated, name);
    const struct hf_expr_node *of = is_data_of_instance(node->first) ? node->first->first : node->first;
    return phrase(s, HF_PHRASE_of, name, say(s, of), HF_STR_NONE);
}

static struct hf_str say_own(struct saying *s, const struct hf_expr_node *node, bool truth)
{
    switch ((enum hf_scope_root)node->first->index) {
    case HF_ROOT_FLAGS:
        return say_flag(s, node, truth);
    case HF_ROOT_OBLIGATIONS:
        return say_duty(s, node, truth);
    case HF_ROOT_IS:
        return say_condition(s, node, truth);
    case HF_ROOT_LINKED:
        return say_linked(s, node);
    case HF_ROOT_CHILDREN:
        return say_children(s, node);
    case HF_ROOT_REGISTERS:
        return say_register(s, node);
    case HF_ROOT_ACT:
        return hf_phrase((enum hf_phrase)(HF_PHRASE_act_effective_at + node->index), s->t->lang);
    case HF_ROOT_EVENT:
    case HF_ROOT_DATA:
    case HF_ROOT_SELF:
    case HF_ROOT_CASE:
    case HF_ROOT_IT:
    case HF_ROOT_KEY:
    case HF_ROOT_IDS:
    case HF_ROOT_COUNT:
        break;
    }
    return say_member(s, node);
}

/* A bool that is no sentence by itself is told as "name: yes". */
static bool is_sentence(const struct hf_expr_node *node)
{
    if (is_instance(node->first) || is_flags_of_instance(node->first))
        return true;
    return node->first->op == OP_ROOT &&
           (node->first->index == HF_ROOT_FLAGS || node->first->index == HF_ROOT_OBLIGATIONS ||
            node->first->index == HF_ROOT_IS);
}

static struct hf_str say_path(struct saying *s, const struct hf_expr_node *node, bool truth)
{
    struct hf_str said;
    HF_CHECK(node->first != NULL);
    if (is_flags_of_instance(node->first))
        said = say_flag(s, node, truth);
    else if (is_instance(node->first))
        said = say_field_of_instance(s, node, truth);
    else
        said = node->first->op == OP_ROOT ? say_own(s, node, truth) : say_member(s, node);
    if (node->type.sort != HF_SORT_BOOL || is_sentence(node))
        return said;
    return phrase1(s, truth ? HF_PHRASE_yes : HF_PHRASE_no, said);
}

/* ---- operators ---- */

static bool is_one_of_several(const struct hf_expr_node *node)
{
    return node->op == OP_IN && node->last->op == OP_LIST && node->last->first != node->last->last;
}

static bool compares_bools(const struct hf_expr_node *node)
{
    return (node->op == OP_EQ || node->op == OP_NE) && node->first->type.sort == HF_SORT_BOOL;
}

static bool is_sum(const struct hf_expr_node *node)
{
    return node->op >= OP_ADD && node->op <= OP_JOIN;
}

/* Has it an "and" or an "or" of its own, which beside another would be taken for that of the whole? */
static bool has_joints(const struct hf_expr_node *node)
{
    while (node->op == OP_NOT)
        node = node->first;
    return node->op == OP_AND || node->op == OP_OR || node->op == OP_CHOOSE || is_one_of_several(node) ||
           compares_bools(node);
}

static struct hf_str say_part(struct saying *s, const struct hf_expr_node *node)
{
    struct hf_str said = say(s, node);
    return has_joints(node) || is_sum(node) ? phrase1(s, HF_PHRASE_bracketed, said) : said;
}

/* An operand of `of`, as it is called beside the other one. */
static struct hf_str say_operand(struct saying *s, const struct hf_expr_node *of,
                                 const struct hf_expr_node *node, const struct hf_expr_node *other)
{
    bool chain = of->op == OP_JOIN && node->op == OP_JOIN; /* in whatever order: the same list */
    if (has_joints(node) || (is_sum(of) && is_sum(node) && !chain))
        return say_part(s, node);
    return say_beside(s, node, other);
}

static struct hf_str say_chain(struct saying *s, const struct hf_expr_node *node)
{
    struct hf_buf text = hf_buf_in(s->t->arena, 128);
    for (const struct hf_expr_node *child = node->first; child != NULL; child = child->next) {
        if (child != node->first)
            hf_buf_put(&text, hf_phrase(node->op == OP_AND ? HF_PHRASE_and : HF_PHRASE_or, s->t->lang));
        hf_buf_put(&text, say_part(s, child));
    }
    return cut(s, hf_buf_str(&text));
}

static struct hf_str say_has(struct saying *s, const struct hf_expr_node *node, bool truth)
{
    const struct hf_expr_node *path = node->first;
    HF_CHECK(path != NULL && path->op == OP_FIELD);
    struct hf_str name = name_of_member(s, shape_of(s, path), path->name);
    if (is_root(path->first, HF_ROOT_DATA))
        return phrase1(s, truth ? HF_PHRASE_on_record : HF_PHRASE_not_on_record, name);
    if (is_root(path->first, HF_ROOT_EVENT))
        return phrase1(s, truth ? HF_PHRASE_stated : HF_PHRASE_not_stated, name);
    const struct hf_expr_node *of = is_data_of_instance(path->first) ? path->first->first : path->first;
    return phrase(s, truth ? HF_PHRASE_has : HF_PHRASE_has_not, name, say(s, of), HF_STR_NONE);
}

static struct hf_str say_in(struct saying *s, const struct hf_expr_node *node, bool truth)
{
    const struct hf_expr_node *item = node->first, *list = node->last;
    bool groups = list->op == OP_FIELD && is_instance(list->first) && list->index == HF_INSTANCE_GROUPS;
    if (groups)
        return phrase(s, truth ? HF_PHRASE_in_group : HF_PHRASE_not_in_group, say_beside(s, item, list),
                      say(s, list->first), HF_STR_NONE);
    if (is_field_of_instance(list, HF_INSTANCE_LATE))
        return phrase(s, truth ? HF_PHRASE_in_late : HF_PHRASE_not_in_late, say_beside(s, item, list),
                      say(s, list->first), HF_STR_NONE);
    struct hf_str what = say_beside(s, item, list);
    if (list->op != OP_LIST || list->first == NULL)
        return phrase(s, truth ? HF_PHRASE_in : HF_PHRASE_not_in, what, say(s, list), HF_STR_NONE);
    if (list->first == list->last)
        return phrase(s, truth ? HF_PHRASE_eq : HF_PHRASE_ne, what, say_beside(s, list->first, item),
                      HF_STR_NONE);
    if (truth)
        return phrase(s, HF_PHRASE_in, what, say_items(s, list, item, HF_PHRASE_comma, HF_PHRASE_or),
                      HF_STR_NONE);
    return phrase(s, HF_PHRASE_neither, what, say_items(s, list, item, HF_PHRASE_comma_nor, HF_PHRASE_nor),
                  HF_STR_NONE);
}

static struct hf_str say_macro(struct saying *s, const struct hf_expr_node *node)
{
    struct hf_str list = say(s, node->first);
    HF_CHECK(s->bounds < HF_EXPR_DEPTH_MAX);
    s->bound[s->bounds++] = (struct bound){node->name, node->first};
    struct hf_str body = say(s, node->last);
    s->bounds--;
    return phrase(s, node->op == OP_ALL ? HF_PHRASE_all : HF_PHRASE_exists, node->name, list,
                  phrase1(s, HF_PHRASE_bracketed, body));
}

/* Of two operands: how it is told; how the opposite is told; how it is told of dates and instants. */
static const struct {
    enum hf_phrase is, opposite, of_time;
} binary_words[OP_COUNT] = {
    [OP_EQ] = {HF_PHRASE_eq, HF_PHRASE_ne, HF_PHRASE_eq},
    [OP_NE] = {HF_PHRASE_ne, HF_PHRASE_eq, HF_PHRASE_ne},
    [OP_LT] = {HF_PHRASE_lt, HF_PHRASE_ge, HF_PHRASE_earlier},
    [OP_LE] = {HF_PHRASE_le, HF_PHRASE_gt, HF_PHRASE_not_later},
    [OP_GT] = {HF_PHRASE_gt, HF_PHRASE_le, HF_PHRASE_later},
    [OP_GE] = {HF_PHRASE_ge, HF_PHRASE_lt, HF_PHRASE_not_earlier},
    [OP_ADD] = {HF_PHRASE_add, 0, HF_PHRASE_add},
    [OP_SUBTRACT] = {HF_PHRASE_subtract, 0, HF_PHRASE_subtract},
    [OP_MULTIPLY] = {HF_PHRASE_multiply, 0, HF_PHRASE_multiply},
    [OP_DIVIDE] = {HF_PHRASE_divide, 0, HF_PHRASE_divide},
    [OP_MODULO] = {HF_PHRASE_modulo, 0, HF_PHRASE_modulo},
    [OP_JOIN] = {HF_PHRASE_join, 0, HF_PHRASE_join},
    [OP_BEGINS] = {HF_PHRASE_begins, 0, HF_PHRASE_begins},
    [OP_ENDS] = {HF_PHRASE_ends, 0, HF_PHRASE_ends},
    [OP_CONTAINS] = {HF_PHRASE_contains, 0, HF_PHRASE_contains},
    [OP_MONEY] = {HF_PHRASE_money, 0, HF_PHRASE_money},
};

static struct hf_str say_binary(struct saying *s, const struct hf_expr_node *node)
{
    enum hf_sort sort = node->first->type.sort;
    bool time = sort == HF_SORT_DATE || sort == HF_SORT_INSTANT;
    enum hf_phrase word = time ? binary_words[node->op].of_time : binary_words[node->op].is;
    struct hf_str left = say_operand(s, node, node->first, node->last);
    return phrase(s, word, left, say_operand(s, node, node->last, node->first), HF_STR_NONE);
}

/* `a == b` of two bools, or the opposite: told as the one that is asked about, or by what holds. */
static struct hf_str say_alike(struct saying *s, const struct hf_expr_node *node, bool truth)
{
    bool same = (node->op == OP_EQ) == truth, left = node->first->op == OP_CONST;
    const struct hf_expr_node *fixed = left ? node->first : node->last,
                              *asked = left ? node->last : node->first;
    if (fixed->op == OP_CONST)
        return fixed->value.is.truth == same ? say(s, asked) : deny(s, asked);
    struct hf_str one = say_part(s, node->first);
    return phrase(s, same ? HF_PHRASE_both_or_none : HF_PHRASE_exactly_one, one, say_part(s, node->last),
                  HF_STR_NONE);
}

/* Does it compare a size with 0, or with the 1 that is the same? `empty`: whether it holds of what is empty.
 */
static bool asks_if_empty(const struct hf_expr_node *node, bool *empty)
{
    if (node->first == NULL || node->first->op != OP_SIZE || node->last->op != OP_CONST)
        return false;
    int64_t with = node->last->value.is.integer;
    *empty = node->op == OP_EQ || node->op == OP_LE || node->op == OP_LT;
    if (node->op == OP_LT || node->op == OP_GE)
        return with == 1;
    return with == 0 && (*empty || node->op == OP_NE || node->op == OP_GT);
}

static struct hf_str say_empty(struct saying *s, const struct hf_expr_node *node, bool empty)
{
    HF_CHECK(node->first != NULL);
    return phrase1(s, empty ? HF_PHRASE_empty : HF_PHRASE_not_empty, say_part(s, node->first->first));
}

static struct hf_str say_none_of(struct saying *s, const struct hf_expr_node *node)
{
    struct hf_buf text = hf_buf_in(s->t->arena, 128);
    for (const struct hf_expr_node *child = node->first; child != NULL; child = child->next) {
        hf_buf_put(&text, child == node->first ? HF_STR_NONE : hf_phrase(HF_PHRASE_semicolon, s->t->lang));
        hf_buf_put(&text, say_part(s, child));
    }
    return phrase1(s, HF_PHRASE_none_holds, cut(s, hf_buf_str(&text)));
}

static struct hf_str say_choose(struct saying *s, const struct hf_expr_node *node)
{
    const struct hf_expr_node *then = node->first->next;
    struct hf_str when = say(s, node->first), yes = say_part(s, then);
    return phrase(s, HF_PHRASE_choose, when, yes, say_part(s, then->next));
}

static struct hf_str say_list(struct saying *s, const struct hf_expr_node *node)
{
    struct hf_str items = say_items(s, node, NULL, HF_PHRASE_comma, HF_PHRASE_or);
    return node->first != NULL && node->first == node->last ? items : phrase1(s, HF_PHRASE_bracketed, items);
}

static const enum hf_phrase unary_words[OP_COUNT] = {
    [OP_NEGATE] = HF_PHRASE_negate,
    [OP_SIZE] = HF_PHRASE_size,
    [OP_DATE] = HF_PHRASE_date_of,
};

static struct hf_str say(struct saying *s, const struct hf_expr_node *node)
{
    bool empty;
    if (compares_bools(node))
        return say_alike(s, node, true);
    if (asks_if_empty(node, &empty))
        return say_empty(s, node, empty);
    if (binary_words[node->op].is != 0)
        return say_binary(s, node);
    if (unary_words[node->op] != 0)
        return phrase1(s, unary_words[node->op], say_part(s, node->first));
    if (node->op == OP_CONST)
        return say_constant(s, &node->value);
    if (node->op == OP_ROOT)
        return say_root(s, node);
    if (node->op == OP_VARIABLE)
        return node->name;
    if (node->op == OP_FIELD)
        return say_path(s, node, true);
    if (node->op == OP_NOT)
        return deny(s, node->first);
    if (node->op == OP_AND || node->op == OP_OR)
        return say_chain(s, node);
    if (node->op == OP_HAS)
        return say_has(s, node, true);
    if (node->op == OP_IN)
        return say_in(s, node, true);
    if (node->op == OP_LIST)
        return say_list(s, node);
    if (node->op == OP_CHOOSE)
        return say_choose(s, node);
    HF_CHECK(node->op == OP_ALL || node->op == OP_EXISTS);
    return say_macro(s, node);
}

/* The opposite of a bool, in the plainest words there are. */
static struct hf_str deny(struct saying *s, const struct hf_expr_node *node)
{
    enum hf_sort sort = node->first == NULL ? HF_SORT_BOOL : node->first->type.sort;
    bool plain = sort != HF_SORT_DATE && sort != HF_SORT_INSTANT, empty;
    if (node->op == OP_NOT)
        return say(s, node->first);
    if (node->op == OP_HAS)
        return say_has(s, node, false);
    if (node->op == OP_IN)
        return say_in(s, node, false);
    if (node->op == OP_FIELD)
        return say_path(s, node, false);
    if (compares_bools(node))
        return say_alike(s, node, false);
    if (asks_if_empty(node, &empty))
        return say_empty(s, node, !empty);
    if (node->op == OP_OR)
        return say_none_of(s, node);
    if (binary_words[node->op].opposite != 0 && plain)
        return phrase(s, binary_words[node->op].opposite, say_operand(s, node, node->first, node->last),
                      say_operand(s, node, node->last, node->first), HF_STR_NONE);
    return phrase1(s, HF_PHRASE_not_so, phrase1(s, HF_PHRASE_bracketed, say(s, node)));
}

/* NOLINTEND(misc-no-recursion) */

/* The parts are given back before `out` grows, which may be in the same arena. */
void hf_prose_expr(const struct hf_prose *t, const struct hf_expr *expr)
{
    struct saying s = {.t = t};
    char room[GUARD_TEXT_MAX + 3];
    struct hf_buf told = HF_BUF(room);
    size_t before = hf_arena_mark(t->arena);
    hf_buf_put(&told, cut(&s, say(&s, expr->node)));
    hf_arena_reset(t->arena, before);
    hf_buf_put(t->out, hf_buf_str(&told));
}

const struct hf_shape *hf_prose_shape(const struct hf_prose *t, const struct hf_expr *expr)
{
    struct saying s = {.t = t};
    return shape_of(&s, expr->node);
}

uint16_t hf_prose_datum(const struct hf_expr *expr)
{
    const struct hf_expr_node *node = expr->node;
    return node->op == OP_FIELD && is_root(node->first, HF_ROOT_DATA) ? (uint16_t)node->index : HF_NONE;
}
