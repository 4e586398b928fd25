/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What lexer, parser, checker and evaluator of guards share: tokens, the tree, and the rules of the
 * operators. Private to engine/flow/guard_*.c.
 */
#ifndef HF_FLOW_GUARD_AST_H
#define HF_FLOW_GUARD_AST_H

#include "flow/guard.h"

/* clang-format off */
/* name, spelling; where one spelling begins another, the longer stands first. */
#define GUARD_MARKS(X) \
    X(AND, "&&") X(OR, "||") X(EQ, "==") X(NE, "!=") X(LE, "<=") X(GE, ">=") X(LT, "<") X(GT, ">") X(NOT, "!") \
    X(PLUS, "+") X(MINUS, "-") X(STAR, "*") X(SLASH, "/") X(PERCENT, "%") X(ASK, "?") X(COLON, ":") X(COMMA, ",") \
    X(DOT, ".") X(OPEN, "(") X(CLOSE, ")") X(OPEN_LIST, "[") X(CLOSE_LIST, "]") X(IN, "in")
/* clang-format on */

enum guard_token_kind {
    TOKEN_END,
    TOKEN_NAME,
    TOKEN_NUMBER,
    TOKEN_TEXT,
#define GUARD_MARK(name, spelling) TOKEN_##name,
    GUARD_MARKS(GUARD_MARK)
#undef GUARD_MARK
};

struct guard_token {
    enum guard_token_kind kind;
    uint16_t at;        /* byte of the source */
    struct hf_str text; /* as written; of TEXT what it stands for */
    uint64_t magnitude; /* NUMBER: without its sign */
};

struct guard_lexer {
    struct hf_str source;
    size_t at;
    struct hf_arena *arena;
};

enum hf_rc guard_lex(struct guard_lexer *lexer, struct guard_token *out, struct hf_err *err);

/* CONST to VARIABLE are leaves; AND and OR have two or more children, so that a long chain is not a deep
 * tree. */
enum guard_op {
    OP_CONST,
    OP_ROOT,
    OP_VARIABLE,
    OP_FIELD,
    OP_LIST,
    OP_NOT,
    OP_NEGATE,
    OP_AND,
    OP_OR,
    OP_CHOOSE,
    OP_EQ,
    OP_NE,
    OP_LT,
    OP_LE,
    OP_GT,
    OP_GE,
    OP_IN,
    OP_ADD,
    OP_SUBTRACT,
    OP_MULTIPLY,
    OP_DIVIDE,
    OP_MODULO,
    OP_JOIN,
    OP_HAS,
    OP_SIZE,
    OP_BEGINS,
    OP_ENDS,
    OP_CONTAINS,
    OP_ALL,
    OP_EXISTS,
    OP_MONEY,
    OP_DATE,
    OP_COUNT
};

struct guard_rule;

/* In ALL and EXISTS the children are the list and the body, and `name` is the variable. */
struct hf_expr_node {
    enum guard_op op;
    uint16_t at;
    uint16_t depth;     /* of the tree below, 0 for a leaf */
    uint32_t index;     /* ROOT, FIELD: of the slot; VARIABLE, ALL, EXISTS: how many macros stand around it */
    struct hf_str name; /* ROOT, FIELD, VARIABLE, ALL, EXISTS; of operators and functions their spelling */
    struct hf_expr_node *first, *last, *next;
    struct hf_val value; /* CONST */
    struct hf_type type;
    struct hf_str path; /* ROOT, VARIABLE, FIELD: for people, as in struct hf_expr_read */
    struct hf_str fact; /* the same, one spelling per thing: variables by the place of their macro */
    uint32_t steps;     /* of the tree below, at the largest sizes; stops at UINT32_MAX */
    const struct guard_rule *rule;
};

/* node_count bounds whatever is listed per node. */
enum hf_rc guard_parse(struct hf_str source, struct hf_arena *arena, struct hf_expr_node **out,
                       size_t *node_count, struct hf_err *err);

/* What a binary operator means: both operands have one of `sorts`, the same. */
#define GUARD_SORT(name) (1u << HF_SORT_##name)
struct guard_rule {
    enum guard_op op;
    uint32_t sorts;
    enum hf_sort gives;
    enum hf_rc (*apply)(const struct hf_val *a, const struct hf_val *b, struct hf_val *out,
                        struct hf_err *err);
};
/* NULL when the operator is not defined for the sort. */
const struct guard_rule *guard_rule_of(enum guard_op op, enum hf_sort sort);

/*
 * Fills in types, indexes, paths, rules and steps of the tree and lists in `expr` what it reads and ensures.
 * `node_count` bounds those lists.
 */
enum hf_rc guard_check(const struct hf_expr_scope *scope, struct hf_expr_node *root, size_t node_count,
                       struct hf_arena *arena, struct hf_expr *expr, struct hf_err *err);

/* The one type of which both are; false when there is none. Sets are united, currencies forgotten where they
 * differ. */
bool guard_type_join(const struct hf_type *a, const struct hf_type *b, struct hf_arena *arena,
                     struct hf_type *out);
/* Is there a value that both can be? Of closed sets only. */
bool guard_choices_meet(const struct hf_type *a, const struct hf_type *b);
/* "asked, in_force, refused" */
void guard_choices_put(struct hf_buf *out, const struct hf_type *type);

/* Says that a failure lies at this byte: err->where becomes the column. */
void guard_place(struct hf_err *err, size_t at);
/* hf_fail with a column for its place. */
enum hf_rc guard_fail(struct hf_err *err, enum hf_word word, size_t at, struct hf_str arg0,
                      struct hf_str arg1);

#endif
