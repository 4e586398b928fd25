/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Tokens to a tree, by precedence climbing. Every nesting counts against HF_EXPR_DEPTH_MAX before it
 * recurses, and the tree itself is no deeper, so that all that walks it later may recurse.
 */
#include "base/check.h"
#include "flow/guard_ast.h"

struct parser {
    struct guard_lexer lexer;
    struct guard_token token; /* the one being looked at */
    struct hf_arena *arena;
    struct hf_err *err;
    unsigned nesting;
    size_t nodes;
};

/* Lowest first; `chains`: a && b && c is one node of three. */
static const struct {
    enum guard_token_kind token;
    int level;
    enum guard_op op;
    bool chains;
} operators[] = {
    {TOKEN_OR, 1, OP_OR, true},           {TOKEN_AND, 2, OP_AND, true},
    {TOKEN_EQ, 3, OP_EQ, false},          {TOKEN_NE, 3, OP_NE, false},
    {TOKEN_LT, 3, OP_LT, false},          {TOKEN_LE, 3, OP_LE, false},
    {TOKEN_GT, 3, OP_GT, false},          {TOKEN_GE, 3, OP_GE, false},
    {TOKEN_IN, 3, OP_IN, false},          {TOKEN_PLUS, 4, OP_ADD, false},
    {TOKEN_MINUS, 4, OP_SUBTRACT, false}, {TOKEN_STAR, 5, OP_MULTIPLY, false},
    {TOKEN_SLASH, 5, OP_DIVIDE, false},   {TOKEN_PERCENT, 5, OP_MODULO, false},
};
enum { LEVELS = 5, OPERATORS = sizeof operators / sizeof operators[0] };

/* Functions f(x) and methods x.f(y); the receiver counts as an argument. */
enum form { PLAIN = 1, METHOD = 2 };
static const struct function {
    struct hf_str name;
    enum guard_op op;
    unsigned forms;
    unsigned arguments;
} functions[] = {
    {HF_STR_INIT("has"), OP_HAS, PLAIN, 1},
    {HF_STR_INIT("size"), OP_SIZE, PLAIN | METHOD, 1},
    {HF_STR_INIT("startsWith"), OP_BEGINS, METHOD, 2},
    {HF_STR_INIT("endsWith"), OP_ENDS, METHOD, 2},
    {HF_STR_INIT("contains"), OP_CONTAINS, METHOD, 2},
    {HF_STR_INIT("all"), OP_ALL, METHOD, 3},
    {HF_STR_INIT("exists"), OP_EXISTS, METHOD, 3},
    {HF_STR_INIT("money"), OP_MONEY, PLAIN, 2},
    {HF_STR_INIT("date"), OP_DATE, PLAIN, 1},
};

/* What CEL has beyond the frozen subset, and why it is not here. */
static const struct {
    struct hf_str name;
    enum hf_word why;
} refused[] = {
    {HF_STR_INIT("matches"), HF_WORD_expr_regex},      {HF_STR_INIT("map"), HF_WORD_expr_macro},
    {HF_STR_INIT("filter"), HF_WORD_expr_macro},       {HF_STR_INIT("exists_one"), HF_WORD_expr_macro},
    {HF_STR_INIT("existsOne"), HF_WORD_expr_macro},    {HF_STR_INIT("transformList"), HF_WORD_expr_macro},
    {HF_STR_INIT("transformMap"), HF_WORD_expr_macro}, {HF_STR_INIT("dyn"), HF_WORD_expr_convert},
    {HF_STR_INIT("type"), HF_WORD_expr_convert},       {HF_STR_INIT("bool"), HF_WORD_expr_convert},
    {HF_STR_INIT("int"), HF_WORD_expr_convert},        {HF_STR_INIT("uint"), HF_WORD_expr_convert},
    {HF_STR_INIT("double"), HF_WORD_expr_convert},     {HF_STR_INIT("string"), HF_WORD_expr_convert},
    {HF_STR_INIT("bytes"), HF_WORD_expr_convert},      {HF_STR_INIT("now"), HF_WORD_expr_clock},
    {HF_STR_INIT("timestamp"), HF_WORD_expr_clock},    {HF_STR_INIT("duration"), HF_WORD_expr_clock},
};

/* Words that CEL keeps for itself: none of them names a variable. The first ones name no member either. */
static const struct hf_str reserved[] = {
    HF_STR_INIT("true"),      HF_STR_INIT("false"),  HF_STR_INIT("null"),     HF_STR_INIT("in"),
    HF_STR_INIT("as"),        HF_STR_INIT("break"),  HF_STR_INIT("const"),    HF_STR_INIT("continue"),
    HF_STR_INIT("else"),      HF_STR_INIT("for"),    HF_STR_INIT("function"), HF_STR_INIT("if"),
    HF_STR_INIT("import"),    HF_STR_INIT("let"),    HF_STR_INIT("loop"),     HF_STR_INIT("package"),
    HF_STR_INIT("namespace"), HF_STR_INIT("return"), HF_STR_INIT("var"),      HF_STR_INIT("void"),
    HF_STR_INIT("while"),
};
enum { NO_MEMBER = 4, NO_VARIABLE = sizeof reserved / sizeof reserved[0] };

static bool is_reserved(struct hf_str name, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (hf_str_eq(reserved[i], name))
            return true;
    return false;
}

static enum hf_rc fail(struct parser *p, enum hf_word word, size_t at, struct hf_str arg0, struct hf_str arg1)
{
    return guard_fail(p->err, word, at, arg0, arg1);
}

static enum hf_rc advance(struct parser *p)
{
    return guard_lex(&p->lexer, &p->token, p->err);
}

static enum hf_rc expect(struct parser *p, enum guard_token_kind kind, struct hf_str spelling)
{
    if (p->token.kind != kind)
        return fail(p, HF_WORD_expr_expected, p->token.at, spelling, HF_STR_NONE);
    return advance(p);
}

static enum hf_rc too_deep(struct parser *p)
{
    return fail(p, HF_WORD_expr_too_deep, p->token.at, HF_STR("32"), HF_STR_NONE);
}

static struct hf_expr_node *make(struct parser *p, enum guard_op op, const struct guard_token *token)
{
    struct hf_expr_node *node = HF_NEW(p->arena, struct hf_expr_node, 1);
    p->nodes++;
    node->op = op;
    node->at = token->at;
    node->name = token->text;
    return node;
}

static enum hf_rc add_child(struct parser *p, struct hf_expr_node *node, struct hf_expr_node *child)
{
    HF_CHECK(child != NULL);
    if (child->depth >= node->depth)
        node->depth = (uint16_t)(child->depth + 1);
    if (node->depth > HF_EXPR_DEPTH_MAX)
        return too_deep(p);
    if (node->last == NULL)
        node->first = child;
    else
        node->last->next = child;
    node->last = child;
    return HF_OK;
}

/* What follows calls itself: parse_expr counts how deep. NOLINTBEGIN(misc-no-recursion) */
static enum hf_rc parse_expr(struct parser *p, struct hf_expr_node **out);

/* Up to `close`, which is taken. */
static enum hf_rc parse_items(struct parser *p, struct hf_expr_node *into, enum guard_token_kind close,
                              struct hf_str spelling)
{
    while (p->token.kind != close) {
        struct hf_expr_node *item = NULL;
        HF_TRY(parse_expr(p, &item));
        HF_TRY(add_child(p, into, item));
        if (p->token.kind == close)
            break;
        if (p->token.kind != TOKEN_COMMA)
            return fail(p, HF_WORD_expr_expected, p->token.at, spelling, HF_STR_NONE);
        HF_TRY(advance(p));
        if (p->token.kind == close)
            return fail(p, HF_WORD_expr_value, p->token.at, HF_STR_NONE, HF_STR_NONE);
    }
    return advance(p);
}

static size_t child_count(const struct hf_expr_node *node)
{
    size_t count = 0;
    for (const struct hf_expr_node *child = node->first; child != NULL; child = child->next)
        count++;
    return count;
}

static enum hf_rc unknown_function(struct parser *p, const struct guard_token *name)
{
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++)
        if (hf_str_eq(refused[i].name, name->text))
            return fail(p, refused[i].why, name->at, name->text, HF_STR_NONE);
    return fail(p, HF_WORD_expr_function, name->at, name->text, HF_STR_NONE);
}

static const struct function *find_function(struct hf_str name)
{
    for (size_t i = 0; i < sizeof functions / sizeof functions[0]; i++)
        if (hf_str_eq(functions[i].name, name))
            return &functions[i];
    return NULL;
}

/* all(x, body) and exists(x, body): the variable's name goes into the node, list and body stay. */
static enum hf_rc take_variable(struct parser *p, struct hf_expr_node *macro)
{
    struct hf_expr_node *list = macro->first, *variable = list->next;
    if (variable->op != OP_ROOT)
        return fail(p, HF_WORD_expr_variable, variable->at, macro->name, HF_STR_NONE);
    if (is_reserved(variable->name, NO_VARIABLE))
        return fail(p, HF_WORD_expr_taken, variable->at, variable->name, HF_STR_NONE);
    macro->name = variable->name;
    list->next = variable->next;
    return HF_OK;
}

/* The token is the one after '('. `receiver` is NULL in f(x). */
static enum hf_rc parse_call(struct parser *p, const struct guard_token *name, struct hf_expr_node *receiver,
                             struct hf_expr_node **out)
{
    const struct function *function = find_function(name->text);
    if (function == NULL)
        return unknown_function(p, name);
    if ((function->forms & (receiver == NULL ? PLAIN : METHOD)) == 0)
        return fail(p, HF_WORD_expr_form, name->at, name->text, HF_STR_NONE);
    struct hf_expr_node *node = make(p, function->op, name);
    if (receiver != NULL)
        HF_TRY(add_child(p, node, receiver));
    HF_TRY(parse_items(p, node, TOKEN_CLOSE, HF_STR(")")));
    if (child_count(node) != function->arguments)
        return fail(p, HF_WORD_expr_arguments, name->at, name->text, HF_STR_NONE);
    if (node->op == OP_ALL || node->op == OP_EXISTS)
        HF_TRY(take_variable(p, node));
    *out = node;
    return HF_OK;
}

static enum hf_rc parse_name(struct parser *p, struct hf_expr_node **out)
{
    struct guard_token name = p->token;
    HF_TRY(advance(p));
    if (p->token.kind == TOKEN_OPEN) {
        HF_TRY(advance(p));
        return parse_call(p, &name, NULL, out);
    }
    if (hf_str_eq(name.text, HF_STR("null")))
        return fail(p, HF_WORD_expr_null, name.at, HF_STR_NONE, HF_STR_NONE);
    bool truth = hf_str_eq(name.text, HF_STR("true"));
    bool constant = truth || hf_str_eq(name.text, HF_STR("false"));
    *out = make(p, constant ? OP_CONST : OP_ROOT, &name);
    (*out)->value = (struct hf_val){.sort = HF_SORT_BOOL, .is.truth = truth};
    return HF_OK;
}

static enum hf_rc parse_text(struct parser *p, struct hf_expr_node **out)
{
    *out = make(p, OP_CONST, &p->token);
    (*out)->value = (struct hf_val){.sort = HF_SORT_TEXT, .is.text = p->token.text};
    return advance(p);
}

static enum hf_rc parse_number(struct parser *p, bool negative, struct hf_expr_node **out)
{
    uint64_t magnitude = p->token.magnitude;
    if (magnitude > (uint64_t)INT64_MAX + (negative ? 1 : 0))
        return fail(p, HF_WORD_expr_number_large, p->token.at, HF_STR_NONE, HF_STR_NONE);
    *out = make(p, OP_CONST, &p->token);
    (*out)->value =
        (struct hf_val){.sort = HF_SORT_INT, .is.integer = (int64_t)(negative ? 0 - magnitude : magnitude)};
    return advance(p);
}

static enum hf_rc parse_primary(struct parser *p, struct hf_expr_node **out)
{
    struct guard_token start = p->token;
    if (start.kind == TOKEN_NAME)
        return parse_name(p, out);
    if (start.kind == TOKEN_TEXT)
        return parse_text(p, out);
    if (start.kind == TOKEN_NUMBER)
        return parse_number(p, false, out);
    if (start.kind != TOKEN_OPEN && start.kind != TOKEN_OPEN_LIST)
        return fail(p, HF_WORD_expr_value, start.at, HF_STR_NONE, HF_STR_NONE);
    HF_TRY(advance(p));
    if (start.kind == TOKEN_OPEN) {
        HF_TRY(parse_expr(p, out));
        return expect(p, TOKEN_CLOSE, HF_STR(")"));
    }
    *out = make(p, OP_LIST, &start);
    return parse_items(p, *out, TOKEN_CLOSE_LIST, HF_STR("]"));
}

/* After the dot: a member, or a method with its arguments. */
static enum hf_rc parse_member(struct parser *p, struct hf_expr_node **node)
{
    struct guard_token name = p->token;
    if (name.kind != TOKEN_NAME || is_reserved(name.text, NO_MEMBER))
        return fail(p, HF_WORD_expr_member, name.at, HF_STR_NONE, HF_STR_NONE);
    HF_TRY(advance(p));
    if (p->token.kind == TOKEN_OPEN) {
        HF_TRY(advance(p));
        return parse_call(p, &name, *node, node);
    }
    struct hf_expr_node *field = make(p, OP_FIELD, &name);
    HF_TRY(add_child(p, field, *node));
    *node = field;
    return HF_OK;
}

static enum hf_rc parse_postfix(struct parser *p, struct hf_expr_node **out)
{
    for (;;) {
        if (p->token.kind == TOKEN_OPEN_LIST)
            return fail(p, HF_WORD_expr_index, p->token.at, HF_STR_NONE, HF_STR_NONE);
        if (p->token.kind != TOKEN_DOT)
            return HF_OK;
        HF_TRY(advance(p));
        HF_TRY(parse_member(p, out));
    }
}

/* A run of ! and -; the last - before a number belongs to the number. */
static enum hf_rc parse_unary(struct parser *p, struct hf_expr_node **out)
{
    struct guard_token sign[HF_EXPR_DEPTH_MAX];
    size_t signs = 0;
    for (; p->token.kind == TOKEN_NOT || p->token.kind == TOKEN_MINUS; signs++) {
        if (signs == HF_EXPR_DEPTH_MAX)
            return too_deep(p);
        sign[signs] = p->token;
        HF_TRY(advance(p));
    }
    if (p->token.kind == TOKEN_NUMBER && signs > 0 && sign[signs - 1].kind == TOKEN_MINUS) {
        HF_TRY(parse_number(p, true, out));
        signs--;
    } else {
        HF_TRY(parse_primary(p, out));
    }
    HF_TRY(parse_postfix(p, out));
    while (signs-- > 0) {
        struct hf_expr_node *node = make(p, sign[signs].kind == TOKEN_NOT ? OP_NOT : OP_NEGATE, &sign[signs]);
        HF_TRY(add_child(p, node, *out));
        *out = node;
    }
    return HF_OK;
}

static size_t operator_at(enum guard_token_kind token, int level)
{
    size_t i = 0;
    while (i < OPERATORS && (operators[i].token != token || operators[i].level != level))
        i++;
    return i;
}

/* Operators of this level and above; the recursion is as deep as there are levels. */
static enum hf_rc parse_binary(struct parser *p, int level, struct hf_expr_node **out)
{
    if (level > LEVELS)
        return parse_unary(p, out);
    HF_TRY(parse_binary(p, level + 1, out));
    struct hf_expr_node *chain = NULL; /* the && or || being lengthened */
    for (size_t i; (i = operator_at(p->token.kind, level)) < OPERATORS;) {
        struct guard_token token = p->token;
        struct hf_expr_node *right = NULL;
        HF_TRY(advance(p));
        HF_TRY(parse_binary(p, level + 1, &right));
        if (chain == NULL) {
            struct hf_expr_node *node = make(p, operators[i].op, &token);
            HF_TRY(add_child(p, node, *out));
            *out = node;
            chain = operators[i].chains ? node : NULL;
        }
        HF_TRY(add_child(p, *out, right));
    }
    return HF_OK;
}

static enum hf_rc parse_choice(struct parser *p, struct hf_expr_node **out)
{
    struct hf_expr_node *node = make(p, OP_CHOOSE, &p->token), *then = NULL, *other = NULL;
    HF_TRY(add_child(p, node, *out));
    HF_TRY(advance(p));
    HF_TRY(parse_binary(p, 1, &then));
    HF_TRY(add_child(p, node, then));
    HF_TRY(expect(p, TOKEN_COLON, HF_STR(":")));
    HF_TRY(parse_expr(p, &other));
    HF_TRY(add_child(p, node, other));
    *out = node;
    return HF_OK;
}

static enum hf_rc parse_expr(struct parser *p, struct hf_expr_node **out)
{
    if (p->nesting > HF_EXPR_DEPTH_MAX)
        return too_deep(p);
    p->nesting++;
    HF_TRY(parse_binary(p, 1, out));
    if (p->token.kind == TOKEN_ASK)
        HF_TRY(parse_choice(p, out));
    p->nesting--;
    return HF_OK;
}

/* NOLINTEND(misc-no-recursion) */

enum hf_rc guard_parse(struct hf_str source, struct hf_arena *arena, struct hf_expr_node **out,
                       size_t *node_count, struct hf_err *err)
{
    if (source.len > HF_EXPR_BYTES_MAX)
        return guard_fail(err, HF_WORD_expr_too_long, HF_EXPR_BYTES_MAX, HF_STR("1024"), HF_STR_NONE);
    struct parser p = {.lexer = {.source = source, .arena = arena}, .arena = arena, .err = err};
    struct hf_expr_node *root = NULL;
    HF_TRY(advance(&p));
    if (p.token.kind == TOKEN_END)
        return guard_fail(err, HF_WORD_expr_empty, 0, HF_STR_NONE, HF_STR_NONE);
    HF_TRY(parse_expr(&p, &root));
    if (p.token.kind != TOKEN_END)
        return fail(&p, HF_WORD_expr_unexpected, p.token.at, p.token.text, HF_STR_NONE);
    *out = root;
    *node_count = p.nodes;
    return HF_OK;
}
