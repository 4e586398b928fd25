/* SPDX-License-Identifier: Apache-2.0 */
/* What each binary operator does with two values of one sort: the table is the language's arithmetic. */
#include "base/check.h"
#include "flow/guard_ast.h"

static enum hf_rc overflow(struct hf_err *err)
{
    return hf_fail(err, HF_WORD_overflow, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
}

static enum hf_rc give_truth(struct hf_val *out, bool truth)
{
    *out = (struct hf_val){.sort = HF_SORT_BOOL, .is.truth = truth};
    return HF_OK;
}

static enum hf_rc give_int(struct hf_val *out, int64_t integer)
{
    *out = (struct hf_val){.sort = HF_SORT_INT, .is.integer = integer};
    return HF_OK;
}

static enum hf_rc one_currency(const struct hf_val *a, const struct hf_val *b, struct hf_err *err)
{
    if (hf_money_same(&a->is.money, &b->is.money))
        return HF_OK;
    return hf_fail(err, HF_WORD_currency_mismatch, HF_STR_NONE, hf_str_of(a->is.money.currency),
                   hf_str_of(b->is.money.currency));
}

enum hf_rc hf_val_same(const struct hf_val *a, const struct hf_val *b, bool *out, struct hf_err *err)
{
    HF_CHECK(a->sort == b->sort);
    switch (a->sort) {
    case HF_SORT_BOOL:
        *out = a->is.truth == b->is.truth;
        return HF_OK;
    case HF_SORT_INT:
        *out = a->is.integer == b->is.integer;
        return HF_OK;
    case HF_SORT_TEXT:
        *out = hf_str_eq(a->is.text, b->is.text);
        return HF_OK;
    case HF_SORT_DATE:
        *out = a->is.day == b->is.day;
        return HF_OK;
    case HF_SORT_INSTANT:
        *out = a->is.at_ms == b->is.at_ms;
        return HF_OK;
    case HF_SORT_PERIOD:
        *out = a->is.period.count == b->is.period.count && a->is.period.unit == b->is.period.unit;
        return HF_OK;
    case HF_SORT_MONEY:
        HF_TRY(one_currency(a, b, err));
        *out = a->is.money.minor == b->is.money.minor;
        return HF_OK;
    case HF_SORT_INSTANCE:
        *out = a->is.instance.kind == b->is.instance.kind && a->is.instance.number == b->is.instance.number;
        return HF_OK;
    case HF_SORT_ENTRY:
    case HF_SORT_AUTHORITY:
    case HF_SORT_PERSON:
        *out = hf_id_eq(&a->is.entry.id, &b->is.entry.id);
        return HF_OK;
    case HF_SORT_ABSENT:
    case HF_SORT_LIST:
    case HF_SORT_OBJECT:
    case HF_SORT_EMBEDDED:
    case HF_SORT_COUNT:
        break;
    }
    HF_UNREACHABLE();
}

static int order_of(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

static enum hf_rc order(const struct hf_val *a, const struct hf_val *b, int *out, struct hf_err *err)
{
    if (a->sort == HF_SORT_MONEY)
        HF_TRY(one_currency(a, b, err));
    *out = a->sort == HF_SORT_TEXT      ? hf_str_order(a->is.text, b->is.text)
           : a->sort == HF_SORT_DATE    ? order_of(a->is.day, b->is.day)
           : a->sort == HF_SORT_INSTANT ? order_of(a->is.at_ms, b->is.at_ms)
           : a->sort == HF_SORT_MONEY   ? order_of(a->is.money.minor, b->is.money.minor)
                                        : order_of(a->is.integer, b->is.integer);
    return HF_OK;
}

static enum hf_rc equal(const struct hf_val *a, const struct hf_val *b, struct hf_val *out,
                        struct hf_err *err)
{
    bool same = false;
    HF_TRY(hf_val_same(a, b, &same, err));
    return give_truth(out, same);
}

static enum hf_rc differ(const struct hf_val *a, const struct hf_val *b, struct hf_val *out,
                         struct hf_err *err)
{
    bool same = false;
    HF_TRY(hf_val_same(a, b, &same, err));
    return give_truth(out, !same);
}

static enum hf_rc less(const struct hf_val *a, const struct hf_val *b, struct hf_val *out, struct hf_err *err)
{
    int sign = 0;
    HF_TRY(order(a, b, &sign, err));
    return give_truth(out, sign < 0);
}

static enum hf_rc less_or_equal(const struct hf_val *a, const struct hf_val *b, struct hf_val *out,
                                struct hf_err *err)
{
    int sign = 0;
    HF_TRY(order(a, b, &sign, err));
    return give_truth(out, sign <= 0);
}

static enum hf_rc greater(const struct hf_val *a, const struct hf_val *b, struct hf_val *out,
                          struct hf_err *err)
{
    return less(b, a, out, err);
}

static enum hf_rc greater_or_equal(const struct hf_val *a, const struct hf_val *b, struct hf_val *out,
                                   struct hf_err *err)
{
    return less_or_equal(b, a, out, err);
}

static enum hf_rc add(const struct hf_val *a, const struct hf_val *b, struct hf_val *out, struct hf_err *err)
{
    int64_t sum;
    return __builtin_add_overflow(a->is.integer, b->is.integer, &sum) ? overflow(err) : give_int(out, sum);
}

static enum hf_rc subtract(const struct hf_val *a, const struct hf_val *b, struct hf_val *out,
                           struct hf_err *err)
{
    int64_t rest;
    return __builtin_sub_overflow(a->is.integer, b->is.integer, &rest) ? overflow(err) : give_int(out, rest);
}

static enum hf_rc multiply(const struct hf_val *a, const struct hf_val *b, struct hf_val *out,
                           struct hf_err *err)
{
    int64_t product;
    return __builtin_mul_overflow(a->is.integer, b->is.integer, &product) ? overflow(err)
                                                                          : give_int(out, product);
}

/* The two quotients that do not exist: by zero, and the smallest integer by -1. */
static enum hf_rc divisible(const struct hf_val *a, const struct hf_val *b, struct hf_err *err)
{
    if (b->is.integer == 0)
        return hf_fail(err, HF_WORD_expr_division, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
    return a->is.integer == INT64_MIN && b->is.integer == -1 ? overflow(err) : HF_OK;
}

static enum hf_rc divide(const struct hf_val *a, const struct hf_val *b, struct hf_val *out,
                         struct hf_err *err)
{
    HF_TRY(divisible(a, b, err));
    return give_int(out, a->is.integer / b->is.integer);
}

static enum hf_rc modulo(const struct hf_val *a, const struct hf_val *b, struct hf_val *out,
                         struct hf_err *err)
{
    HF_TRY(divisible(a, b, err));
    return give_int(out, a->is.integer % b->is.integer);
}

static enum hf_rc add_money(const struct hf_val *a, const struct hf_val *b, struct hf_val *out,
                            struct hf_err *err)
{
    out->sort = HF_SORT_MONEY;
    return hf_money_add(&a->is.money, &b->is.money, &out->is.money, err);
}

static enum hf_rc subtract_money(const struct hf_val *a, const struct hf_val *b, struct hf_val *out,
                                 struct hf_err *err)
{
    out->sort = HF_SORT_MONEY;
    return hf_money_subtract(&a->is.money, &b->is.money, &out->is.money, err);
}

#define ORDERED \
    (GUARD_SORT(INT) | GUARD_SORT(TEXT) | GUARD_SORT(DATE) | GUARD_SORT(INSTANT) | GUARD_SORT(MONEY))
#define COMPARED                                                                                  \
    (ORDERED | GUARD_SORT(BOOL) | GUARD_SORT(PERIOD) | GUARD_SORT(INSTANCE) | GUARD_SORT(ENTRY) | \
     GUARD_SORT(AUTHORITY) | GUARD_SORT(PERSON))

static const struct guard_rule rules[] = {
    {OP_EQ, COMPARED, HF_SORT_BOOL, equal},
    {OP_NE, COMPARED, HF_SORT_BOOL, differ},
    {OP_IN, COMPARED, HF_SORT_BOOL, equal}, /* of each item of the list */
    {OP_LT, ORDERED, HF_SORT_BOOL, less},
    {OP_LE, ORDERED, HF_SORT_BOOL, less_or_equal},
    {OP_GT, ORDERED, HF_SORT_BOOL, greater},
    {OP_GE, ORDERED, HF_SORT_BOOL, greater_or_equal},
    {OP_ADD, GUARD_SORT(INT), HF_SORT_INT, add},
    {OP_ADD, GUARD_SORT(MONEY), HF_SORT_MONEY, add_money},
    {OP_SUBTRACT, GUARD_SORT(INT), HF_SORT_INT, subtract},
    {OP_SUBTRACT, GUARD_SORT(MONEY), HF_SORT_MONEY, subtract_money},
    {OP_MULTIPLY, GUARD_SORT(INT), HF_SORT_INT, multiply},
    {OP_DIVIDE, GUARD_SORT(INT), HF_SORT_INT, divide},
    {OP_MODULO, GUARD_SORT(INT), HF_SORT_INT, modulo},
};

const struct guard_rule *guard_rule_of(enum guard_op op, enum hf_sort sort)
{
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++)
        if (rules[i].op == op && (rules[i].sorts >> sort & 1) != 0)
            return &rules[i];
    return NULL;
}
