/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Text to tokens. What other languages (and the whole of CEL) write differently is recognised, so that the
 * refusal can name it: doubles, hex, raw and byte strings, "=", "and".
 */
#include "base/check.h"
#include "flow/guard_ast.h"

static const struct {
    enum guard_token_kind kind;
    struct hf_str text;
} marks[] = {
#define GUARD_MARK(name, spelling) {TOKEN_##name, HF_STR_INIT(spelling)},
    GUARD_MARKS(GUARD_MARK)
#undef GUARD_MARK
};

/* Spellings of other languages, and what is written here instead. */
static const struct {
    struct hf_str text, instead;
} foreign[] = {
    {HF_STR_INIT("="), HF_STR_INIT("==")},   {HF_STR_INIT("&"), HF_STR_INIT("&&")},
    {HF_STR_INIT("|"), HF_STR_INIT("||")},   {HF_STR_INIT("and"), HF_STR_INIT("&&")},
    {HF_STR_INIT("or"), HF_STR_INIT("||")},  {HF_STR_INIT("not"), HF_STR_INIT("!")},
    {HF_STR_INIT("AND"), HF_STR_INIT("&&")}, {HF_STR_INIT("OR"), HF_STR_INIT("||")},
    {HF_STR_INIT("NOT"), HF_STR_INIT("!")},
};

static const struct {
    char letter, stands_for;
} escapes[] = {{'\\', '\\'}, {'\'', '\''}, {'"', '"'}, {'n', '\n'}, {'t', '\t'}, {'r', '\r'}};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

/* 0 at the end: no byte of a valid expression is 0. */
static char peek(const struct guard_lexer *lexer, size_t ahead)
{
    size_t at = lexer->at + ahead;
    return at < lexer->source.len ? lexer->source.at[at] : '\0';
}

static struct hf_str rest(const struct guard_lexer *lexer)
{
    return hf_str_part(lexer->source, lexer->at, lexer->source.len);
}

void guard_place(struct hf_err *err, size_t at)
{
    struct hf_buf column = {.at = err->where, .size = sizeof err->where - 1};
    hf_buf_put_i64(&column, (int64_t)at + 1);
    err->where[column.len] = '\0';
}

enum hf_rc guard_fail(struct hf_err *err, enum hf_word word, size_t at, struct hf_str arg0,
                      struct hf_str arg1)
{
    enum hf_rc rc = hf_fail(err, word, HF_STR_NONE, arg0, arg1);
    guard_place(err, at);
    return rc;
}

static enum hf_rc fail(const struct guard_lexer *lexer, struct hf_err *err, enum hf_word word,
                       struct hf_str arg)
{
    return guard_fail(err, word, lexer->at, arg, HF_STR_NONE);
}

static enum hf_rc lex_number(struct guard_lexer *lexer, struct guard_token *token, struct hf_err *err)
{
    size_t len = 0;
    for (; is_digit(peek(lexer, len)); len++)
        if (__builtin_mul_overflow(token->magnitude, UINT64_C(10), &token->magnitude) ||
            __builtin_add_overflow(token->magnitude, (uint64_t)(peek(lexer, len) - '0'), &token->magnitude))
            return fail(lexer, err, HF_WORD_expr_number_large, HF_STR_NONE);
    char after = peek(lexer, len);
    if ((after == '.' && is_digit(peek(lexer, len + 1))) || after == 'e' || after == 'E')
        return fail(lexer, err, HF_WORD_expr_double, HF_STR_NONE);
    if (is_letter(after))
        return fail(lexer, err, HF_WORD_expr_number_form, HF_STR_NONE);
    token->kind = TOKEN_NUMBER;
    token->text = hf_str_part(lexer->source, lexer->at, lexer->at + len);
    lexer->at += len;
    return HF_OK;
}

static void put_utf8(struct hf_buf *out, uint32_t point)
{
    if (point < 0x80) {
        hf_buf_put_char(out, (char)point);
    } else if (point < 0x800) {
        hf_buf_put_char(out, (char)(0xC0 | point >> 6));
        hf_buf_put_char(out, (char)(0x80 | (point & 0x3F)));
    } else {
        hf_buf_put_char(out, (char)(0xE0 | point >> 12));
        hf_buf_put_char(out, (char)(0x80 | (point >> 6 & 0x3F)));
        hf_buf_put_char(out, (char)(0x80 | (point & 0x3F)));
    }
}

/* The four hex digits after \u; 0 when they are none, or name half of a pair. */
static uint32_t escaped_point(struct hf_str digits)
{
    unsigned char byte[2];
    char lower[4];
    if (digits.len != sizeof lower)
        return 0;
    for (size_t i = 0; i < sizeof lower; i++)
        lower[i] = digits.at[i] >= 'A' && digits.at[i] <= 'F' ? (char)(digits.at[i] + 32) : digits.at[i];
    if (!hf_hex_read((struct hf_str){lower, sizeof lower}, byte, sizeof byte))
        return 0;
    uint32_t point = (uint32_t)byte[0] << 8 | byte[1];
    return point >= 0xD800 && point <= 0xDFFF ? 0 : point;
}

/* Puts what the escape at lexer->at stands for; how many bytes it took, 0 when it is none. */
static size_t put_escape(const struct guard_lexer *lexer, struct hf_buf *out)
{
    for (size_t i = 0; i < sizeof escapes / sizeof escapes[0]; i++)
        if (escapes[i].letter == peek(lexer, 1)) {
            hf_buf_put_char(out, escapes[i].stands_for);
            return 2;
        }
    if (peek(lexer, 1) != 'u')
        return 0;
    uint32_t point = escaped_point(hf_str_part(lexer->source, lexer->at + 2, lexer->at + 6));
    put_utf8(out, point);
    return point == 0 ? 0 : 6;
}

static enum hf_rc lex_text(struct guard_lexer *lexer, struct guard_token *token, struct hf_err *err)
{
    char quote = peek(lexer, 0);
    size_t start = lexer->at++;
    struct hf_buf out = hf_buf_in(lexer->arena, 0);
    while (peek(lexer, 0) != quote) {
        if (lexer->at >= lexer->source.len)
            return guard_fail(err, HF_WORD_expr_text_open, start, HF_STR_NONE, HF_STR_NONE);
        if ((unsigned char)peek(lexer, 0) < 0x20)
            return fail(lexer, err, HF_WORD_expr_character, HF_STR_NONE);
        size_t taken = 1;
        if (peek(lexer, 0) != '\\')
            hf_buf_put_char(&out, peek(lexer, 0));
        else if ((taken = put_escape(lexer, &out)) == 0)
            return fail(lexer, err, HF_WORD_expr_escape, HF_STR_NONE);
        lexer->at += taken;
    }
    lexer->at++;
    if (peek(lexer, 0) == quote && out.len == 0)
        return guard_fail(err, HF_WORD_expr_text_form, start, HF_STR_NONE, HF_STR_NONE);
    token->kind = TOKEN_TEXT;
    token->text = hf_buf_str(&out);
    return HF_OK;
}

static enum hf_rc refuse_foreign(const struct guard_lexer *lexer, struct hf_str text, struct hf_err *err)
{
    for (size_t i = 0; i < sizeof foreign / sizeof foreign[0]; i++)
        if (hf_str_eq(foreign[i].text, text))
            return guard_fail(err, HF_WORD_expr_foreign, lexer->at, text, foreign[i].instead);
    return HF_OK;
}

static enum hf_rc lex_name(struct guard_lexer *lexer, struct guard_token *token, struct hf_err *err)
{
    size_t len = 1;
    while (is_letter(peek(lexer, len)) || is_digit(peek(lexer, len)))
        len++;
    token->text = hf_str_part(lexer->source, lexer->at, lexer->at + len);
    HF_TRY(refuse_foreign(lexer, token->text, err));
    if (peek(lexer, len) == '\'' || peek(lexer, len) == '"')
        if (len <= 2 && !hf_str_eq(token->text, HF_STR("in")))
            return fail(lexer, err, HF_WORD_expr_text_form, HF_STR_NONE);
    token->kind = hf_str_eq(token->text, HF_STR("in")) ? TOKEN_IN : TOKEN_NAME;
    lexer->at += len;
    return HF_OK;
}

static enum hf_rc lex_mark(struct guard_lexer *lexer, struct guard_token *token, struct hf_err *err)
{
    if (peek(lexer, 0) == '.' && is_digit(peek(lexer, 1)))
        return fail(lexer, err, HF_WORD_expr_double, HF_STR_NONE);
    if (peek(lexer, 0) == '{' || peek(lexer, 0) == '}')
        return fail(lexer, err, HF_WORD_expr_braces, HF_STR_NONE);
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
        if (hf_str_begins(rest(lexer), marks[i].text)) {
            token->kind = marks[i].kind;
            token->text = marks[i].text;
            lexer->at += marks[i].text.len;
            return HF_OK;
        }
    HF_TRY(refuse_foreign(lexer, hf_str_part(rest(lexer), 0, 1), err));
    return fail(lexer, err, HF_WORD_expr_character, HF_STR_NONE);
}

enum hf_rc guard_lex(struct guard_lexer *lexer, struct guard_token *out, struct hf_err *err)
{
    while (peek(lexer, 0) == ' ' || peek(lexer, 0) == '\t' || peek(lexer, 0) == '\n' ||
           peek(lexer, 0) == '\r')
        lexer->at++;
    *out = (struct guard_token){.kind = TOKEN_END, .at = (uint16_t)lexer->at};
    if (lexer->at >= lexer->source.len)
        return HF_OK;
    char c = peek(lexer, 0);
    if (is_digit(c))
        return lex_number(lexer, out, err);
    if (is_letter(c))
        return lex_name(lexer, out, err);
    if (c == '\'' || c == '"')
        return lex_text(lexer, out, err);
    return lex_mark(lexer, out, err);
}
