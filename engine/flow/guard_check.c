/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The checker: gives each node its type, refuses what can never be meant or might not be there, and counts
 * steps. "Surely present" is followed along the order of evaluation: what stands right of `has(x) &&` knows
 * x.
 */
#include "base/check.h"
#include "flow/guard_ast.h"

/* A macro variable in sight. */
struct bound {
    struct hf_str name, path, fact;
    struct hf_type type;
};

struct checker {
    const struct hf_expr_scope *scope;
    struct hf_arena *arena;
    struct hf_err *err;
    struct bound bound[HF_EXPR_DEPTH_MAX];
    uint32_t bounds;
    struct hf_str *fact; /* paths present where we are */
    size_t facts;
    struct hf_expr_read *read;
    size_t reads;
    size_t nodes_max;
    uint32_t comparisons;
};

static enum hf_rc check_node(struct checker *c, struct hf_expr_node *node);

static enum hf_rc fail(struct checker *c, enum hf_word word, const struct hf_expr_node *node,
                       struct hf_str arg0, struct hf_str arg1)
{
    return guard_fail(c->err, word, node->at, arg0, arg1);
}

/* "== cannot be applied to int and string" */
static enum hf_rc fail_types(struct checker *c, const struct hf_expr_node *node, const struct hf_expr_node *a,
                             const struct hf_expr_node *b)
{
    char text[HF_ERR_ARG_MAX];
    struct hf_buf types = HF_BUF(text);
    hf_type_put(&types, &a->type);
    if (b != NULL) {
        hf_buf_put(&types, HF_STR(", "));
        hf_type_put(&types, &b->type);
    }
    return fail(c, HF_WORD_expr_types, node, node->name, hf_buf_str(&types));
}

/* ---- steps ---- */

static uint32_t bounded(uint64_t steps)
{
    return steps > UINT32_MAX ? UINT32_MAX : (uint32_t)steps;
}

/* Bytes to a step. */
enum { SEARCHED = 1 << 10, COMPARED = 16 << 10 };

/* What it costs to read two texts side by side, which ends with the shorter one. */
static uint64_t steps_of_texts(const struct hf_type *a, const struct hf_type *b)
{
    bool texts = a->sort == HF_SORT_TEXT && b->sort == HF_SORT_TEXT;
    return texts ? (a->max < b->max ? a->max : b->max) / COMPARED : 0;
}

/* What looking at the values of the children costs. */
static uint64_t own_steps(const struct hf_expr_node *node)
{
    const struct hf_type *a = &node->first->type, *b = &node->last->type;
    if (node->op >= OP_EQ && node->op <= OP_GE)
        return steps_of_texts(a, b);
    if (node->op == OP_BEGINS || node->op == OP_ENDS)
        return steps_of_texts(a, b);
    if (node->op == OP_CONTAINS || (node->op == OP_SIZE && a->sort == HF_SORT_TEXT))
        return a->max / SEARCHED;
    if (node->op == OP_IN)
        return (uint64_t)b->max * (1 + steps_of_texts(a, b->item));
    return node->op == OP_JOIN || node->op == OP_LIST ? node->type.max : 0;
}

/* What evaluating the children costs: of ?: one side only, of a loop the body for each item. */
static uint64_t steps_of_children(const struct hf_expr_node *node)
{
    const struct hf_expr_node *first = node->first, *last = node->last;
    if (node->op == OP_ALL || node->op == OP_EXISTS)
        return first->steps + (uint64_t)first->type.max * (1 + (uint64_t)last->steps);
    if (node->op == OP_CHOOSE)
        return (uint64_t)first->steps + (first->next->steps > last->steps ? first->next->steps : last->steps);
    uint64_t steps = 0;
    for (const struct hf_expr_node *child = first; child != NULL; child = child->next)
        steps += child->steps;
    return steps;
}

/* What a slot costs stands in node->steps already. */
static void count_steps(struct hf_expr_node *node)
{
    uint64_t steps = node->steps;
    if (node->first != NULL)
        steps += own_steps(node) + steps_of_children(node);
    node->steps = bounded(steps);
}

/* ---- names and members ---- */

static struct hf_str joined(struct checker *c, struct hf_str head, struct hf_str mark, struct hf_str tail)
{
    struct hf_buf text = hf_buf_in(c->arena, head.len + mark.len + tail.len);
    hf_buf_put(&text, head);
    hf_buf_put(&text, mark);
    hf_buf_put(&text, tail);
    return hf_buf_str(&text);
}

static void note_read(struct checker *c, const struct hf_expr_node *node, bool asked)
{
    if (node->op == OP_FIELD)
        c->reads--; /* the longer path stands for the shorter one just noted */
    HF_CHECK(c->reads < c->nodes_max);
    c->read[c->reads++] = (struct hf_expr_read){.path = node->path, .asked = asked};
}

/* A path is there when it is known to be, or something inside it is. */
static bool fact_says(struct hf_str fact, struct hf_str path)
{
    return hf_str_begins(fact, path) && (fact.len == path.len || fact.at[path.len] == '.');
}

static bool is_present(const struct checker *c, struct hf_str path)
{
    for (size_t i = 0; i < c->facts; i++)
        if (fact_says(c->fact[i], path))
            return true;
    for (size_t i = 0; i < c->scope->present_count; i++)
        if (fact_says(c->scope->present[i], path))
            return true;
    return false;
}

static enum hf_rc take_slot(struct checker *c, struct hf_expr_node *node, const struct hf_slot *slot,
                            bool asked)
{
    node->type = slot->type;
    node->index = slot->index;
    node->steps = slot->steps;
    note_read(c, node, asked);
    if (slot->personal && !asked)
        return fail(c, HF_WORD_expr_personal, node, node->path, HF_STR_NONE);
    if (slot->optional && !asked && !is_present(c, node->fact))
        return fail(c, HF_WORD_expr_absent_read, node, node->path, HF_STR_NONE);
    return HF_OK;
}

static bool take_variable(struct checker *c, struct hf_expr_node *node)
{
    for (uint32_t i = c->bounds; i-- > 0;)
        if (hf_str_eq(c->bound[i].name, node->name)) {
            node->op = OP_VARIABLE;
            node->index = i;
            node->type = c->bound[i].type;
            node->path = c->bound[i].path;
            node->fact = c->bound[i].fact;
            note_read(c, node, false);
            return true;
        }
    return false;
}

static enum hf_rc check_root(struct checker *c, struct hf_expr_node *node)
{
    struct hf_slot slot = {0};
    if (take_variable(c, node))
        return HF_OK;
    if (!c->scope->root(c->scope->self, node->name, &slot))
        return fail(c, HF_WORD_expr_name, node, node->name, HF_STR_NONE);
    node->path = node->fact = node->name;
    return take_slot(c, node, &slot, false);
}

static bool has_members(enum hf_sort sort)
{
    return sort >= HF_SORT_OBJECT && sort < HF_SORT_COUNT;
}

static enum hf_rc check_path(struct checker *c, struct hf_expr_node *node, bool asked)
{
    struct hf_expr_node *of = node->first;
    struct hf_slot slot = {0};
    if (of->op != OP_ROOT && of->op != OP_FIELD)
        return fail(c, HF_WORD_expr_path, node, node->name, HF_STR_NONE);
    HF_TRY(check_node(c, of));
    if (!has_members(of->type.sort) || !c->scope->field(c->scope->self, &of->type, node->name, &slot))
        return fail(c, HF_WORD_expr_field, node, of->path, node->name);
    node->path = joined(c, of->path, HF_STR("."), node->name);
    node->fact = joined(c, of->fact, HF_STR("."), node->name);
    return take_slot(c, node, &slot, asked);
}

static enum hf_rc check_field(struct checker *c, struct hf_expr_node *node)
{
    return check_path(c, node, false);
}

static enum hf_rc check_has(struct checker *c, struct hf_expr_node *node)
{
    if (node->first->op != OP_FIELD)
        return fail(c, HF_WORD_expr_has, node, HF_STR_NONE, HF_STR_NONE);
    HF_TRY(check_path(c, node->first, true));
    count_steps(node->first);
    node->type = hf_type_bool;
    return HF_OK;
}

/* ---- truth ---- */

/* What is surely present when the node is `truth`: added to c->fact. As deep as the tree, at most 32. */
/* NOLINTNEXTLINE(misc-no-recursion) */
static void learn(struct checker *c, const struct hf_expr_node *node, bool truth)
{
    if (node->op == OP_NOT)
        learn(c, node->first, !truth);
    if ((node->op == OP_AND && truth) || (node->op == OP_OR && !truth))
        for (const struct hf_expr_node *child = node->first; child != NULL; child = child->next)
            learn(c, child, truth);
    if (node->op != OP_HAS || !truth)
        return;
    HF_CHECK(c->facts < c->nodes_max);
    c->fact[c->facts++] = node->first->fact;
}

static enum hf_rc check_as(struct checker *c, struct hf_expr_node *node, struct hf_expr_node *child,
                           enum hf_sort sort)
{
    HF_TRY(check_node(c, child));
    return child->type.sort == sort ? HF_OK : fail_types(c, node, child, NULL);
}

static enum hf_rc check_chain(struct checker *c, struct hf_expr_node *node)
{
    size_t facts = c->facts;
    for (struct hf_expr_node *child = node->first; child != NULL; child = child->next) {
        HF_TRY(check_as(c, node, child, HF_SORT_BOOL));
        learn(c, child, node->op == OP_AND);
    }
    c->facts = facts;
    node->type = hf_type_bool;
    return HF_OK;
}

static enum hf_rc check_not(struct checker *c, struct hf_expr_node *node)
{
    node->type = hf_type_bool;
    return check_as(c, node, node->first, HF_SORT_BOOL);
}

static enum hf_rc check_choose(struct checker *c, struct hf_expr_node *node)
{
    struct hf_expr_node *when = node->first, *then = when->next, *other = then->next;
    size_t facts = c->facts;
    HF_TRY(check_as(c, node, when, HF_SORT_BOOL));
    learn(c, when, true);
    HF_TRY(check_node(c, then));
    c->facts = facts;
    learn(c, when, false);
    HF_TRY(check_node(c, other));
    c->facts = facts;
    return guard_type_join(&then->type, &other->type, c->arena, &node->type)
               ? HF_OK
               : fail_types(c, node, then, other);
}

/* ---- operators ---- */

static enum hf_rc check_const(struct checker *c, struct hf_expr_node *node)
{
    node->type = (struct hf_type){.sort = node->value.sort};
    if (node->value.sort != HF_SORT_TEXT)
        return HF_OK;
    struct hf_str *only = HF_NEW(c->arena, struct hf_str, 1);
    *only = node->value.is.text;
    node->type.choice = only;
    node->type.choice_count = 1;
    node->type.max = (uint32_t)only->len;
    return HF_OK;
}

static enum hf_rc check_negate(struct checker *c, struct hf_expr_node *node)
{
    node->type = hf_type_int;
    return check_as(c, node, node->first, HF_SORT_INT);
}

/* C8: neither can ever be the other. */
static enum hf_rc check_meet(struct checker *c, const struct hf_expr_node *node, const struct hf_type *a,
                             const struct hf_type *b)
{
    char text[2][HF_ERR_ARG_MAX];
    struct hf_buf values[2] = {HF_BUF(text[0]), HF_BUF(text[1])};
    if (a->sort == HF_SORT_TEXT && !guard_choices_meet(a, b)) {
        guard_choices_put(&values[0], a->choice_count == 1 ? a : b);
        guard_choices_put(&values[1], a->choice_count == 1 ? b : a);
        return fail(c, HF_WORD_expr_never, node, hf_buf_str(&values[0]), hf_buf_str(&values[1]));
    }
    if ((a->sort == HF_SORT_INSTANCE || a->sort == HF_SORT_ENTRY) && a->id != b->id)
        return fail(c, HF_WORD_expr_kinds, node, HF_STR_NONE, HF_STR_NONE);
    return HF_OK;
}

static enum hf_rc check_currency(struct checker *c, const struct hf_expr_node *node, const struct hf_type *a,
                                 const struct hf_type *b)
{
    if (a->currency[0] == '\0' || b->currency[0] == '\0' || memcmp(a->currency, b->currency, 3) == 0)
        return HF_OK;
    return fail(c, HF_WORD_expr_currencies, node, hf_str_of(a->currency), hf_str_of(b->currency));
}

/* One operand against the other, or against one item of the other. */
static enum hf_rc check_pair(struct checker *c, struct hf_expr_node *node, const struct hf_type *a,
                             const struct hf_type *b)
{
    node->rule = a->sort == b->sort ? guard_rule_of(node->op, a->sort) : NULL;
    if (node->rule == NULL)
        return fail_types(c, node, node->first, node->last);
    HF_TRY(check_currency(c, node, a, b));
    if (node->op == OP_EQ || node->op == OP_NE || node->op == OP_IN)
        HF_TRY(check_meet(c, node, a, b));
    node->type = (struct hf_type){.sort = node->rule->gives};
    if (node->rule->gives == HF_SORT_MONEY)
        memcpy(node->type.currency, a->currency[0] == '\0' ? b->currency : a->currency, sizeof a->currency);
    return HF_OK;
}

static enum hf_rc check_join(struct checker *c, struct hf_expr_node *node)
{
    uint32_t max = 0;
    node->op = OP_JOIN;
    if (!guard_type_join(&node->first->type, &node->last->type, c->arena, &node->type))
        return fail_types(c, node, node->first, node->last);
    if (__builtin_add_overflow(node->first->type.max, node->last->type.max, &max))
        max = UINT32_MAX;
    node->type.max = max;
    return HF_OK;
}

static enum hf_rc check_binary(struct checker *c, struct hf_expr_node *node)
{
    HF_TRY(check_node(c, node->first));
    HF_TRY(check_node(c, node->last));
    if (node->op >= OP_EQ && node->op <= OP_IN)
        c->comparisons++;
    if (node->op == OP_ADD && node->first->type.sort == HF_SORT_LIST && node->last->type.sort == HF_SORT_LIST)
        return check_join(c, node);
    return check_pair(c, node, &node->first->type, &node->last->type);
}

static enum hf_rc check_in(struct checker *c, struct hf_expr_node *node)
{
    struct hf_expr_node *value = node->first, *list = node->last;
    HF_TRY(check_node(c, value));
    HF_TRY(check_node(c, list));
    c->comparisons++;
    if (list->type.sort != HF_SORT_LIST)
        return fail_types(c, node, value, list);
    if (list->type.item == NULL)
        return fail(c, HF_WORD_expr_nothing, list, HF_STR_NONE, HF_STR_NONE);
    if (list->op == OP_LIST)
        for (const struct hf_expr_node *item = list->first; item != NULL; item = item->next)
            HF_TRY(check_pair(c, node, &value->type, &item->type));
    return check_pair(c, node, &value->type, list->type.item);
}

/* ---- lists ---- */

static enum hf_rc check_list(struct checker *c, struct hf_expr_node *node)
{
    struct hf_type *item = HF_NEW(c->arena, struct hf_type, 1);
    node->type = (struct hf_type){.sort = HF_SORT_LIST};
    for (struct hf_expr_node *child = node->first; child != NULL; child = child->next) {
        HF_TRY(check_node(c, child));
        if (node->type.max == 0)
            *item = child->type;
        else if (!guard_type_join(item, &child->type, c->arena, item))
            return fail(c, HF_WORD_expr_mixed, child, HF_STR_NONE, HF_STR_NONE);
        node->type.max++;
        node->type.item = item;
    }
    return HF_OK;
}

static enum hf_rc bind(struct checker *c, const struct hf_expr_node *node)
{
    struct hf_expr_node *list = node->first;
    struct hf_slot slot;
    struct hf_buf place = hf_buf_in(c->arena, 8);
    for (uint32_t i = 0; i < c->bounds; i++)
        if (hf_str_eq(c->bound[i].name, node->name))
            return fail(c, HF_WORD_expr_taken, node, node->name, HF_STR_NONE);
    if (c->scope->root(c->scope->self, node->name, &slot))
        return fail(c, HF_WORD_expr_taken, node, node->name, HF_STR_NONE);
    HF_CHECK(c->bounds < HF_EXPR_DEPTH_MAX);
    hf_buf_put_char(&place, '#');
    hf_buf_put_i64(&place, node->at);
    c->bound[c->bounds++] = (struct bound){.name = node->name,
                                           .path = joined(c, list->path, HF_STR("[]"), HF_STR_NONE),
                                           .fact = hf_buf_str(&place),
                                           .type = *list->type.item};
    return HF_OK;
}

static enum hf_rc check_macro(struct checker *c, struct hf_expr_node *node)
{
    struct hf_expr_node *list = node->first, *body = node->last;
    HF_TRY(check_node(c, list));
    if (list->type.sort != HF_SORT_LIST)
        return fail(c, HF_WORD_expr_not_list, node, HF_STR_NONE, HF_STR_NONE);
    if (list->type.item == NULL)
        return fail(c, HF_WORD_expr_nothing, list, HF_STR_NONE, HF_STR_NONE);
    HF_TRY(bind(c, node));
    node->index = c->bounds - 1;
    HF_TRY(check_node(c, body));
    c->bounds--;
    if (body->type.sort != HF_SORT_BOOL)
        return fail(c, HF_WORD_expr_body, body, HF_STR_NONE, HF_STR_NONE);
    node->type = hf_type_bool;
    return HF_OK;
}

/* ---- functions ---- */

static enum hf_rc check_size(struct checker *c, struct hf_expr_node *node)
{
    HF_TRY(check_node(c, node->first));
    node->type = hf_type_int;
    enum hf_sort sort = node->first->type.sort;
    return sort == HF_SORT_LIST || sort == HF_SORT_TEXT ? HF_OK : fail_types(c, node, node->first, NULL);
}

static enum hf_rc check_texts(struct checker *c, struct hf_expr_node *node)
{
    node->type = hf_type_bool;
    HF_TRY(check_as(c, node, node->first, HF_SORT_TEXT));
    return check_as(c, node, node->last, HF_SORT_TEXT);
}

static enum hf_rc check_money(struct checker *c, struct hf_expr_node *node)
{
    struct hf_expr_node *currency = node->last;
    HF_TRY(check_as(c, node, node->first, HF_SORT_INT));
    HF_TRY(check_as(c, node, currency, HF_SORT_TEXT));
    node->type = hf_type_money;
    if (currency->op != OP_CONST)
        return HF_OK;
    if (hf_currency_decimals(currency->value.is.text) < 0)
        return fail(c, HF_WORD_unknown_currency, currency, currency->value.is.text, HF_STR_NONE);
    memcpy(node->type.currency, currency->value.is.text.at, 3);
    return HF_OK;
}

/* date('2026-11-23') is a constant. */
static enum hf_rc check_date(struct checker *c, struct hf_expr_node *node)
{
    const struct hf_expr_node *text = node->first;
    int32_t day;
    if (text->op != OP_CONST || text->value.sort != HF_SORT_TEXT || !hf_day_read(text->value.is.text, &day))
        return fail(c, HF_WORD_bad_date, text, HF_STR_NONE, HF_STR_NONE);
    node->op = OP_CONST;
    node->first = NULL;
    node->value = (struct hf_val){.sort = HF_SORT_DATE, .is.day = day};
    node->type = hf_type_date;
    return HF_OK;
}

/* VARIABLE and JOIN are made here, never met. */
static enum hf_rc (*const checks[OP_COUNT])(struct checker *c, struct hf_expr_node *node) = {
    [OP_CONST] = check_const,     [OP_ROOT] = check_root,      [OP_FIELD] = check_field,
    [OP_LIST] = check_list,       [OP_NOT] = check_not,        [OP_NEGATE] = check_negate,
    [OP_AND] = check_chain,       [OP_OR] = check_chain,       [OP_CHOOSE] = check_choose,
    [OP_EQ] = check_binary,       [OP_NE] = check_binary,      [OP_LT] = check_binary,
    [OP_LE] = check_binary,       [OP_GT] = check_binary,      [OP_GE] = check_binary,
    [OP_IN] = check_in,           [OP_ADD] = check_binary,     [OP_SUBTRACT] = check_binary,
    [OP_MULTIPLY] = check_binary, [OP_DIVIDE] = check_binary,  [OP_MODULO] = check_binary,
    [OP_HAS] = check_has,         [OP_SIZE] = check_size,      [OP_BEGINS] = check_texts,
    [OP_ENDS] = check_texts,      [OP_CONTAINS] = check_texts, [OP_ALL] = check_macro,
    [OP_EXISTS] = check_macro,    [OP_MONEY] = check_money,    [OP_DATE] = check_date,
};

static enum hf_rc check_node(struct checker *c, struct hf_expr_node *node)
{
    HF_CHECK(checks[node->op] != NULL);
    HF_TRY(checks[node->op](c, node));
    count_steps(node);
    return HF_OK;
}

/* Paths of macro variables mean nothing outside their macro. */
static void list_ensured(struct checker *c, const struct hf_expr_node *root, bool truth, struct hf_expr *expr)
{
    struct hf_str *kept;
    c->facts = 0;
    learn(c, root, truth);
    kept = HF_NEW(c->arena, struct hf_str, c->facts);
    expr->ensured[truth] = kept;
    for (size_t i = 0; i < c->facts; i++)
        if (c->fact[i].at[0] != '#')
            kept[expr->ensured_count[truth]++] = c->fact[i];
}

enum hf_rc guard_check(const struct hf_expr_scope *scope, struct hf_expr_node *root, size_t node_count,
                       struct hf_arena *arena, struct hf_expr *expr, struct hf_err *err)
{
    struct checker c = {.scope = scope, .arena = arena, .err = err, .nodes_max = node_count};
    c.fact = HF_NEW(arena, struct hf_str, node_count);
    c.read = HF_NEW(arena, struct hf_expr_read, node_count);
    HF_TRY(check_node(&c, root));
    expr->type = root->type;
    expr->steps = root->steps;
    expr->comparisons = c.comparisons;
    expr->read = c.read;
    expr->read_count = c.reads;
    list_ensured(&c, root, false, expr);
    list_ensured(&c, root, true, expr);
    return HF_OK;
}
