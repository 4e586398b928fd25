/* SPDX-License-Identifier: Apache-2.0 */
#include "record/scan.h"

#include "record/number.h"

/* clang-format off */
/* What stands behind a backslash, and the byte it means; \u apart. */
static const char short_escape[256] = {
    ['"'] = '"', ['\\'] = '\\', ['/'] = '/', ['b'] = '\b', ['f'] = '\f', ['n'] = '\n', ['r'] = '\r', ['t'] = '\t',
};
/* clang-format on */

enum hf_rc hf_scan_fail(struct hf_scan *scan, const char *at, enum hf_word word, struct hf_str arg)
{
    char place[48];
    struct hf_buf where = HF_BUF(place);
    size_t line, column;
    struct hf_str text = {scan->start, (size_t)(scan->end - scan->start)};
    hf_json_place(text, (size_t)(at - scan->start), &line, &column);
    hf_buf_put_padded(&where, line, 1);
    hf_buf_put_char(&where, ':');
    hf_buf_put_padded(&where, column, 1);
    return hf_fail(scan->err, word, hf_buf_str(&where), arg, HF_STR_NONE);
}

static bool is_noncharacter(uint32_t point)
{
    return (point & 0xFFFE) == 0xFFFE || (point >= 0xFDD0 && point <= 0xFDEF);
}

/* The character at `at`, which is not ASCII; how many bytes it takes, 0 when they are no well-formed UTF-8.
 */
static size_t wide(const char *at, const char *end, uint32_t *point)
{
    static const uint32_t least[5] = {0, 0, 0x80, 0x800, 0x10000};
    unsigned char lead = (unsigned char)*at;
    size_t size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || (size_t)(end - at) < size)
        return 0;
    uint32_t value = lead & (0xFFu >> (size + 1));
    for (size_t i = 1; i < size; i++) {
        if (((unsigned char)at[i] & 0xC0) != 0x80)
            return 0;
        value = value << 6 | ((unsigned char)at[i] & 0x3F);
    }
    if (value < least[size] || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF))
        return 0;
    *point = value;
    return size;
}

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* The code unit of "\uXXXX" at `at`; false when something else stands there. */
static bool unit(const char *at, const char *end, uint32_t *out)
{
    if (end - at < 6 || at[0] != '\\' || at[1] != 'u')
        return false;
    uint32_t value = 0;
    for (int i = 2; i < 6; i++) {
        int digit = hex_digit(at[i]);
        if (digit < 0)
            return false;
        value = value << 4 | (uint32_t)digit;
    }
    *out = value;
    return true;
}

/* One character written "\uXXXX" or as a pair of them: how many bytes it takes; 0 for half a pair. */
static size_t unit_or_pair(const char *at, const char *end, uint32_t first, uint32_t *point)
{
    uint32_t second;
    *point = first;
    if (first < 0xD800 || first > 0xDFFF)
        return 6;
    if (first > 0xDBFF || !unit(at + 6, end, &second) || second < 0xDC00 || second > 0xDFFF)
        return 0;
    *point = 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00);
    return 12;
}

static enum hf_rc pass_wide(struct hf_scan *scan)
{
    uint32_t point;
    size_t size = wide(scan->at, scan->end, &point);
    if (size == 0)
        return hf_scan_fail(scan, scan->at, HF_WORD_json_utf8, HF_STR_NONE);
    if (is_noncharacter(point))
        return hf_scan_fail(scan, scan->at, HF_WORD_json_noncharacter, HF_STR_NONE);
    scan->at += size;
    return HF_OK;
}

static enum hf_rc pass_escape(struct hf_scan *scan)
{
    uint32_t first, point;
    if (scan->end - scan->at < 2)
        return hf_scan_fail(scan, scan->end, HF_WORD_json_end, HF_STR_NONE);
    if (short_escape[(unsigned char)scan->at[1]] != 0) {
        scan->at += 2;
        return HF_OK;
    }
    if (!unit(scan->at, scan->end, &first))
        return hf_scan_fail(scan, scan->at, HF_WORD_json_escape, HF_STR_NONE);
    size_t size = unit_or_pair(scan->at, scan->end, first, &point);
    if (size == 0)
        return hf_scan_fail(scan, scan->at, HF_WORD_json_surrogate, HF_STR_NONE);
    if (is_noncharacter(point))
        return hf_scan_fail(scan, scan->at, HF_WORD_json_noncharacter, HF_STR_NONE);
    scan->at += size;
    return HF_OK;
}

static char *put_point(char *to, uint32_t point)
{
    static const unsigned char lead[4] = {0, 0xC0, 0xE0, 0xF0};
    if (point < 0x80) {
        *to++ = (char)point;
        return to;
    }
    int more = point < 0x800 ? 1 : point < 0x10000 ? 2 : 3;
    *to++ = (char)(lead[more] | point >> 6 * more);
    while (more-- > 0)
        *to++ = (char)(0x80 | (point >> 6 * more & 0x3F));
    return to;
}

/* `raw` has passed: every escape in it is sound. No escape is shorter than what it means. */
static struct hf_str unescape(struct hf_arena *arena, struct hf_str raw)
{
    char *text = HF_NEW_UNSET(arena, char, raw.len), *to = text;
    const char *at = raw.at, *end = raw.at + raw.len;
    while (at < end) {
        uint32_t first, point;
        if (*at != '\\') {
            *to++ = *at++;
        } else if (unit(at, end, &first)) {
            at += unit_or_pair(at, end, first, &point);
            to = put_point(to, point);
        } else {
            *to++ = short_escape[(unsigned char)at[1]];
            at += 2;
        }
    }
    return (struct hf_str){text, (size_t)(to - text)};
}

/* Over what is no plain character; `escaped` becomes true where it was written with a backslash. */
static enum hf_rc pass_other(struct hf_scan *scan, bool *escaped)
{
    unsigned char c = (unsigned char)*scan->at;
    if (c < 0x20)
        return hf_scan_fail(scan, scan->at, HF_WORD_json_control, HF_STR_NONE);
    if (c != '\\')
        return pass_wide(scan);
    *escaped = true;
    return pass_escape(scan);
}

enum hf_rc hf_scan_any_text(struct hf_scan *scan, struct hf_str *out)
{
    const char *begin = ++scan->at;
    bool escaped = false;
    for (;;) {
        scan->at = hf_plain_end(scan->at, scan->end);
        if (scan->at == scan->end)
            return hf_scan_fail(scan, begin - 1, HF_WORD_json_open_text, HF_STR_NONE);
        if (*scan->at == '"')
            break;
        HF_TRY(pass_other(scan, &escaped));
    }
    struct hf_str raw = {begin, (size_t)(scan->at - begin)};
    *out = escaped ? unescape(scan->arena, raw) : raw;
    scan->at++;
    return HF_OK;
}

const char *hf_utf8_fault(struct hf_str text)
{
    const char *at = text.at, *end = text.len == 0 ? at : at + text.len;
    uint32_t point;
    while ((at = hf_ascii_words_end(at, end)) < end) {
        size_t size = (unsigned char)*at < 0x80 ? 1 : wide(at, end, &point);
        if (size == 0 || (size > 1 && is_noncharacter(point)))
            return at;
        at += size;
    }
    return NULL;
}

static const char *pass_digits(const char *at, const char *end)
{
    while (at < end && *at >= '0' && *at <= '9')
        at++;
    return at;
}

/* Behind the fraction and exponent that may follow the digits; NULL when one of them is malformed. */
static const char *pass_rest(const char *at, const char *end)
{
    if (at < end && *at == '.') {
        const char *digits = at + 1;
        at = pass_digits(digits, end);
        if (at == digits)
            return NULL;
    }
    if (at < end && (*at == 'e' || *at == 'E')) {
        at++;
        if (at < end && (*at == '+' || *at == '-'))
            at++;
        const char *digits = at;
        at = pass_digits(digits, end);
        if (at == digits)
            return NULL;
    }
    return at;
}

static enum hf_rc read_integer(struct hf_scan *scan, struct hf_str literal, struct hf_json *out)
{
    int64_t value = 0;
    bool minus = literal.at[0] == '-';
    for (size_t i = minus ? 1 : 0; i < literal.len; i++) {
        value = 10 * value + (literal.at[i] - '0');
        if (value > HF_JSON_INT_MAX)
            return hf_scan_fail(scan, literal.at, HF_WORD_json_integer, HF_STR_NONE);
    }
    out->kind = HF_JSON_INT;
    out->is.integer = minus ? -value : value;
    return HF_OK;
}

static enum hf_rc read_real(struct hf_scan *scan, struct hf_str literal, struct hf_json *out)
{
    if (!scan->limits->reals)
        return hf_scan_fail(scan, literal.at, HF_WORD_json_real, HF_STR_NONE);
    if (!hf_number_read(literal, scan->arena, &out->is.real))
        return hf_scan_fail(scan, literal.at, HF_WORD_json_infinite, HF_STR_NONE);
    out->kind = HF_JSON_REAL;
    return HF_OK;
}

enum hf_rc hf_scan_number(struct hf_scan *scan, struct hf_json *out)
{
    const char *begin = scan->at, *first = *begin == '-' ? begin + 1 : begin;
    const char *whole = pass_digits(first, scan->end), *end = pass_rest(whole, scan->end);
    if (whole == first || (*first == '0' && whole - first > 1) || end == NULL) {
        bool infinity = first < scan->end && *first == 'I';
        return hf_scan_fail(scan, begin, infinity ? HF_WORD_json_not_a_number : HF_WORD_json_number,
                            HF_STR_NONE);
    }
    struct hf_str literal = {begin, (size_t)(end - begin)};
    scan->at = end;
    return end == whole ? read_integer(scan, literal, out) : read_real(scan, literal, out);
}

/* What stands where a value should and is none. */
static enum hf_word what_is_wrong(struct hf_str rest)
{
    if (hf_str_begins(rest, HF_STR("NaN")) || hf_str_begins(rest, HF_STR("Infinity")))
        return HF_WORD_json_not_a_number;
    switch (rest.at[0]) {
    case '\'':
        return HF_WORD_json_single_quote;
    case '/':
    case '#':
        return HF_WORD_json_comment;
    case '+':
    case '.':
        return HF_WORD_json_number;
    default:
        return HF_WORD_json_value;
    }
}

enum hf_rc hf_scan_literal(struct hf_scan *scan, struct hf_json *out)
{
    static const struct {
        struct hf_str word;
        enum hf_json_kind kind;
        bool truth;
    } literals[] = {
        {HF_STR_INIT("true"), HF_JSON_BOOL, true},
        {HF_STR_INIT("false"), HF_JSON_BOOL, false},
        {HF_STR_INIT("null"), HF_JSON_NULL, false},
    };
    struct hf_str rest = {scan->at, (size_t)(scan->end - scan->at)};
    for (size_t i = 0; i < sizeof literals / sizeof literals[0]; i++) {
        if (!hf_str_begins(rest, literals[i].word))
            continue;
        scan->at += literals[i].word.len;
        out->kind = literals[i].kind;
        out->is.truth = literals[i].truth;
        return HF_OK;
    }
    return hf_scan_fail(scan, scan->at, what_is_wrong(rest), HF_STR_NONE);
}
