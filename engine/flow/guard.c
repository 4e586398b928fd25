/* SPDX-License-Identifier: Apache-2.0 */
/* From source to a compiled expression: parse, check, and hold the result against what was wanted. */
#include "flow/guard.h"

#include "flow/guard_ast.h"

static enum hf_rc fail_wanted(const struct hf_type *given, const struct hf_type *wanted, struct hf_err *err)
{
    char text[2][HF_ERR_ARG_MAX];
    struct hf_buf gives = HF_BUF(text[0]), wants = HF_BUF(text[1]);
    bool values = given->sort == HF_SORT_TEXT && wanted->sort == HF_SORT_TEXT;
    if (values && given->choice_count > 0) {
        guard_choices_put(&gives, given);
        guard_choices_put(&wants, wanted);
        return guard_fail(err, HF_WORD_expr_choice, 0, hf_buf_str(&gives), hf_buf_str(&wants));
    }
    hf_type_put(&gives, given);
    hf_type_put(&wants, wanted);
    if (values) {
        hf_buf_put(&wants, HF_STR(": "));
        guard_choices_put(&wants, wanted);
    }
    return guard_fail(err, HF_WORD_expr_wanted, 0, hf_buf_str(&gives), hf_buf_str(&wants));
}

/* The innermost part that is too much by itself: there the author has something to make smaller. */
static const struct hf_expr_node *costliest(const struct hf_expr_node *node)
{
    for (const struct hf_expr_node *child = node->first; child != NULL;) {
        bool alone = child->steps > HF_EXPR_STEPS_MAX;
        node = alone ? child : node;
        child = alone ? child->first : child->next;
    }
    return node;
}

static enum hf_rc fail_costly(const struct hf_expr_node *root, struct hf_err *err)
{
    char text[2][24];
    struct hf_buf takes = HF_BUF(text[0]), limit = HF_BUF(text[1]);
    const struct hf_expr_node *node = costliest(root);
    hf_buf_put_i64(&takes, node->steps);
    hf_buf_put_i64(&limit, HF_EXPR_STEPS_MAX);
    return guard_fail(err, HF_WORD_expr_costly, node->at, hf_buf_str(&takes), hf_buf_str(&limit));
}

enum hf_rc hf_expr_compile(const struct hf_expr_scope *scope, struct hf_str source,
                           const struct hf_type *wanted, struct hf_arena *arena, const struct hf_expr **out,
                           struct hf_err *err)
{
    struct hf_expr *expr = HF_NEW(arena, struct hf_expr, 1);
    struct hf_expr_node *root = NULL;
    size_t node_count = 0;
    HF_TRY(guard_parse(source, arena, &root, &node_count, err));
    expr->source = source;
    expr->node = root;
    HF_TRY(guard_check(scope, root, node_count, arena, expr, err));
    if (wanted != NULL && !hf_type_fits(&expr->type, wanted))
        return fail_wanted(&expr->type, wanted, err);
    if (expr->steps > HF_EXPR_STEPS_MAX)
        return fail_costly(root, err);
    *out = expr;
    return HF_OK;
}
