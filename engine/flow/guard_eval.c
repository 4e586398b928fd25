/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The evaluator: walks a checked tree, left to right, asking the world for names, members and items. The tree
 * is at most HF_EXPR_DEPTH_MAX deep; steps are counted again, in case a world holds more than its scope
 * declared.
 *
 * An operand that fails does not yet decide && || all or exists: the rest is looked at, and only if nothing
 * there decides is the first failure the answer (CEL's logic, in which the order of operands does not
 * matter).
 */
#include "base/check.h"
#include "flow/guard_ast.h"

struct run {
    const struct hf_world *world;
    struct hf_arena *scratch;
    struct hf_err *err;
    struct hf_err *spare; /* for failures that will not be told */
    uint32_t steps;
    struct hf_val variable[HF_EXPR_DEPTH_MAX];
};

static enum hf_rc eval(struct run *run, const struct hf_expr_node *node, struct hf_val *out);

static enum hf_rc fail(struct run *run, enum hf_word word, const struct hf_expr_node *node, struct hf_str arg)
{
    return guard_fail(run->err, word, node->at, arg, HF_STR_NONE);
}

static enum hf_rc step(struct run *run, const struct hf_expr_node *node)
{
    return run->steps++ < HF_EXPR_STEPS_MAX ? HF_OK : fail(run, HF_WORD_expr_ran_long, node, HF_STR_NONE);
}

static enum hf_rc give_truth(struct hf_val *out, bool truth)
{
    *out = (struct hf_val){.sort = HF_SORT_BOOL, .is.truth = truth};
    return HF_OK;
}

static enum hf_rc eval_truth(struct run *run, const struct hf_expr_node *node, bool *out)
{
    struct hf_val truth;
    HF_TRY(eval(run, node, &truth));
    *out = truth.is.truth;
    return HF_OK;
}

static enum hf_rc eval_const(struct run *run, const struct hf_expr_node *node, struct hf_val *out)
{
    (void)run;
    *out = node->value;
    return HF_OK;
}

/* ---- names, members, items ---- */

static enum hf_rc eval_root(struct run *run, const struct hf_expr_node *node, struct hf_val *out)
{
    return run->world->root(run->world->self, node->index, out, run->err);
}

static enum hf_rc eval_variable(struct run *run, const struct hf_expr_node *node, struct hf_val *out)
{
    *out = run->variable[node->index];
    return HF_OK;
}

/* The member, which may be absent, of something that must be there. */
static enum hf_rc ask_field(struct run *run, const struct hf_expr_node *node, struct hf_val *out)
{
    struct hf_val of;
    HF_TRY(eval(run, node->first, &of));
    *out = (struct hf_val){.sort = HF_SORT_ABSENT};
    return run->world->field(run->world->self, &of, node->index, node->name, out, run->err);
}

static enum hf_rc eval_has(struct run *run, const struct hf_expr_node *node, struct hf_val *out)
{
    struct hf_val member;
    HF_TRY(ask_field(run, node->first, &member));
    return give_truth(out, member.sort != HF_SORT_ABSENT);
}

static enum hf_rc item_of(struct run *run, const struct hf_val *list, uint32_t at, struct hf_val *out)
{
    if (list->is.list.item == NULL)
        return run->world->item(run->world->self, list, at, out, run->err);
    *out = list->is.list.item[at];
    return HF_OK;
}

/* ---- truth ---- */

static enum hf_rc eval_not(struct run *run, const struct hf_expr_node *node, struct hf_val *out)
{
    bool truth = false;
    HF_TRY(eval_truth(run, node->first, &truth));
    return give_truth(out, !truth);
}

/* Of a row of operands that are joined by && or by ||: what is known so far. */
struct verdict {
    bool goes_on; /* the truth that leaves it open: true for && and all, false for || and exists */
    bool decided;
    enum hf_rc rc;       /* of the first operand that failed */
    struct hf_err *told; /* where that failure stands */
};

static struct verdict verdict_open(const struct run *run, bool goes_on)
{
    return (struct verdict){.goes_on = goes_on, .rc = HF_OK, .told = run->err};
}

/* A fault of the values, which another operand may make irrelevant; all else ends the evaluation. */
static bool may_be_overruled(const struct hf_err *err)
{
    bool of_values = hf_err_rc(err) == HF_REFUSED || err->word == HF_WORD_unknown_currency;
    return of_values && err->word != HF_WORD_expr_ran_long;
}

/* One more operand. Fails only with what cannot be overruled; what fails after the first goes to the spare.
 */
static enum hf_rc verdict_add(struct run *run, struct verdict *verdict, const struct hf_expr_node *operand)
{
    bool truth = false;
    enum hf_rc rc = eval_truth(run, operand, &truth);
    if (rc == HF_OK)
        verdict->decided = truth != verdict->goes_on;
    else if (!may_be_overruled(run->err))
        return rc;
    if (rc == HF_OK || verdict->rc != HF_OK)
        return HF_OK;
    verdict->rc = rc;
    if (run->spare == NULL)
        run->spare = HF_NEW_UNSET(run->scratch, struct hf_err, 1);
    run->err = run->spare;
    return HF_OK;
}

static enum hf_rc verdict_give(struct run *run, const struct verdict *verdict, struct hf_val *out)
{
    run->err = verdict->told;
    if (!verdict->decided && verdict->rc != HF_OK)
        return verdict->rc;
    return give_truth(out, verdict->decided != verdict->goes_on);
}

static enum hf_rc eval_chain(struct run *run, const struct hf_expr_node *node, struct hf_val *out)
{
    struct verdict verdict = verdict_open(run, node->op == OP_AND);
    for (const struct hf_expr_node *child = node->first; child != NULL && !verdict.decided;
         child = child->next)
        HF_TRY(verdict_add(run, &verdict, child));
    return verdict_give(run, &verdict, out);
}

static enum hf_rc eval_choose(struct run *run, const struct hf_expr_node *node, struct hf_val *out)
{
    bool truth = false;
    HF_TRY(eval_truth(run, node->first, &truth));
    return eval(run, truth ? node->first->next : node->last, out);
}

static enum hf_rc eval_macro(struct run *run, const struct hf_expr_node *node, struct hf_val *out)
{
    struct hf_val list;
    struct verdict verdict = verdict_open(run, node->op == OP_ALL);
    HF_TRY(eval(run, node->first, &list));
    for (uint32_t i = 0; i < list.is.list.count && !verdict.decided; i++) {
        HF_TRY(step(run, node));
        HF_TRY(item_of(run, &list, i, &run->variable[node->index]));
        HF_TRY(verdict_add(run, &verdict, node->last));
    }
    return verdict_give(run, &verdict, out);
}

/* ---- operators ---- */

/* What a rule refuses gets the operator's place. */
static enum hf_rc apply(struct run *run, const struct hf_expr_node *node, const struct hf_val *a,
                        const struct hf_val *b, struct hf_val *out)
{
    enum hf_rc rc = node->rule->apply(a, b, out, run->err);
    if (rc != HF_OK)
        guard_place(run->err, node->at);
    return rc;
}

static enum hf_rc eval_pair(struct run *run, const struct hf_expr_node *node, struct hf_val *a,
                            struct hf_val *b)
{
    HF_TRY(eval(run, node->first, a));
    return eval(run, node->last, b);
}

static enum hf_rc eval_binary(struct run *run, const struct hf_expr_node *node, struct hf_val *out)
{
    struct hf_val a, b;
    HF_TRY(eval_pair(run, node, &a, &b));
    return apply(run, node, &a, &b, out);
}

static enum hf_rc eval_in(struct run *run, const struct hf_expr_node *node, struct hf_val *out)
{
    struct hf_val value, list, item, same = {.is.truth = false};
    HF_TRY(eval_pair(run, node, &value, &list));
    for (uint32_t i = 0; i < list.is.list.count && !same.is.truth; i++) {
        HF_TRY(step(run, node));
        HF_TRY(item_of(run, &list, i, &item));
        HF_TRY(apply(run, node, &value, &item, &same));
    }
    return give_truth(out, same.is.truth);
}

static enum hf_rc eval_negate(struct run *run, const struct hf_expr_node *node, struct hf_val *out)
{
    struct hf_val value;
    HF_TRY(eval(run, node->first, &value));
    if (value.is.integer == INT64_MIN)
        return fail(run, HF_WORD_overflow, node, HF_STR_NONE);
    *out = (struct hf_val){.sort = HF_SORT_INT, .is.integer = -value.is.integer};
    return HF_OK;
}

/* ---- lists ---- */

static struct hf_val made_list(const struct hf_val *item, uint32_t count)
{
    struct hf_val list = {.sort = HF_SORT_LIST};
    list.is.list.item = item;
    list.is.list.count = count;
    return list;
}

static enum hf_rc eval_list(struct run *run, const struct hf_expr_node *node, struct hf_val *out)
{
    struct hf_val *item = HF_NEW(run->scratch, struct hf_val, node->type.max);
    uint32_t count = 0;
    for (const struct hf_expr_node *child = node->first; child != NULL; child = child->next) {
        HF_TRY(step(run, node));
        HF_TRY(eval(run, child, &item[count++]));
    }
    *out = made_list(item, count);
    return HF_OK;
}

static enum hf_rc copy_items(struct run *run, const struct hf_expr_node *node, const struct hf_val *list,
                             struct hf_val *item)
{
    for (uint32_t i = 0; i < list->is.list.count; i++) {
        HF_TRY(step(run, node));
        HF_TRY(item_of(run, list, i, &item[i]));
    }
    return HF_OK;
}

static enum hf_rc eval_join(struct run *run, const struct hf_expr_node *node, struct hf_val *out)
{
    struct hf_val a, b;
    HF_TRY(eval_pair(run, node, &a, &b));
    uint32_t head = a.is.list.count, tail = b.is.list.count;
    if (head > HF_EXPR_STEPS_MAX || tail > HF_EXPR_STEPS_MAX - head)
        return fail(run, HF_WORD_expr_ran_long, node, HF_STR_NONE);
    struct hf_val *item = HF_NEW(run->scratch, struct hf_val, (size_t)head + tail);
    HF_TRY(copy_items(run, node, &a, item));
    HF_TRY(copy_items(run, node, &b, item + head));
    *out = made_list(item, head + tail);
    return HF_OK;
}

/* ---- functions ---- */

/* Of a text its characters: bytes that do not continue one. */
static enum hf_rc eval_size(struct run *run, const struct hf_expr_node *node, struct hf_val *out)
{
    struct hf_val value;
    int64_t size = 0;
    HF_TRY(eval(run, node->first, &value));
    if (value.sort == HF_SORT_LIST)
        size = value.is.list.count;
    else
        for (size_t i = 0; i < value.is.text.len; i++)
            size += ((unsigned char)value.is.text.at[i] & 0xC0) != 0x80;
    *out = (struct hf_val){.sort = HF_SORT_INT, .is.integer = size};
    return HF_OK;
}

static enum hf_rc eval_texts(struct run *run, const struct hf_expr_node *node, struct hf_val *out)
{
    struct hf_val text, part;
    HF_TRY(eval_pair(run, node, &text, &part));
    return give_truth(out, node->op == OP_BEGINS ? hf_str_begins(text.is.text, part.is.text)
                           : node->op == OP_ENDS ? hf_str_ends(text.is.text, part.is.text)
                                                 : hf_str_contains(text.is.text, part.is.text));
}

static enum hf_rc eval_money(struct run *run, const struct hf_expr_node *node, struct hf_val *out)
{
    struct hf_val amount, currency;
    HF_TRY(eval_pair(run, node, &amount, &currency));
    if (hf_currency_decimals(currency.is.text) < 0)
        return fail(run, HF_WORD_unknown_currency, node->last, currency.is.text);
    *out = (struct hf_val){.sort = HF_SORT_MONEY, .is.money.minor = amount.is.integer};
    memcpy(out->is.money.currency, currency.is.text.at, 3);
    return HF_OK;
}

static enum hf_rc (*const evals[OP_COUNT])(struct run *run, const struct hf_expr_node *node,
                                           struct hf_val *out) = {
    [OP_CONST] = eval_const,     [OP_ROOT] = eval_root,       [OP_VARIABLE] = eval_variable,
    [OP_FIELD] = ask_field,      [OP_LIST] = eval_list,       [OP_NOT] = eval_not,
    [OP_NEGATE] = eval_negate,   [OP_AND] = eval_chain,       [OP_OR] = eval_chain,
    [OP_CHOOSE] = eval_choose,   [OP_EQ] = eval_binary,       [OP_NE] = eval_binary,
    [OP_LT] = eval_binary,       [OP_LE] = eval_binary,       [OP_GT] = eval_binary,
    [OP_GE] = eval_binary,       [OP_IN] = eval_in,           [OP_ADD] = eval_binary,
    [OP_SUBTRACT] = eval_binary, [OP_MULTIPLY] = eval_binary, [OP_DIVIDE] = eval_binary,
    [OP_MODULO] = eval_binary,   [OP_JOIN] = eval_join,       [OP_HAS] = eval_has,
    [OP_SIZE] = eval_size,       [OP_BEGINS] = eval_texts,    [OP_ENDS] = eval_texts,
    [OP_CONTAINS] = eval_texts,  [OP_ALL] = eval_macro,       [OP_EXISTS] = eval_macro,
    [OP_MONEY] = eval_money,
};

/* Absent passes through ask_field for has() only; whoever evaluates a value gets one, of the sort checked. */
static enum hf_rc eval(struct run *run, const struct hf_expr_node *node, struct hf_val *out)
{
    HF_CHECK(evals[node->op] != NULL);
    *out = (struct hf_val){.sort = HF_SORT_ABSENT};
    HF_TRY(evals[node->op](run, node, out));
    if (out->sort == HF_SORT_ABSENT)
        return fail(run, HF_WORD_expr_absent, node, node->path);
    HF_CHECK(out->sort == node->type.sort);
    return HF_OK;
}

/* The tree is at most HF_EXPR_DEPTH_MAX deep. NOLINTNEXTLINE(misc-no-recursion) */
static bool is_constant(const struct hf_expr_node *node)
{
    bool constant = node->op != OP_ROOT && node->op != OP_VARIABLE;
    for (const struct hf_expr_node *child = node->first; child != NULL && constant; child = child->next)
        constant = is_constant(child);
    return constant;
}

/* NOLINTNEXTLINE(misc-no-recursion) */
static enum hf_rc eval_constants(struct run *run, const struct hf_expr_node *node)
{
    struct hf_val unused;
    if (node->op != OP_CONST && is_constant(node))
        return eval(run, node, &unused);
    for (const struct hf_expr_node *child = node->first; child != NULL; child = child->next)
        HF_TRY(eval_constants(run, child));
    return HF_OK;
}

enum hf_rc hf_expr_constants(const struct hf_expr *expr, struct hf_arena *scratch, struct hf_err *err)
{
    struct run run = {.scratch = scratch, .err = err};
    return eval_constants(&run, expr->node);
}

enum hf_rc hf_expr_eval(const struct hf_expr *expr, const struct hf_world *world, struct hf_arena *scratch,
                        struct hf_val *out, struct hf_err *err)
{
    HF_UNSET struct hf_err own; /* `err` stays as it is when what failed did not matter */
    struct run run = {.world = world, .scratch = scratch, .err = &own};
    struct hf_val value;
    enum hf_rc rc = eval(&run, expr->node, &value);
    if (rc == HF_OK)
        *out = value;
    else
        *err = *run.err;
    return rc;
}
