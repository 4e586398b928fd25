/* SPDX-License-Identifier: Apache-2.0 */
#include "base/str.h"

struct hf_str hf_str_of(const char *text)
{
    return text == NULL ? HF_STR_NONE : (struct hf_str){text, strlen(text)};
}

int hf_str_order(struct hf_str a, struct hf_str b)
{
    size_t common = a.len < b.len ? a.len : b.len;
    int order = common == 0 ? 0 : memcmp(a.at, b.at, common);
    if (order != 0)
        return order;
    return (a.len > b.len) - (a.len < b.len);
}

bool hf_str_begins(struct hf_str s, struct hf_str head)
{
    return s.len >= head.len && hf_str_eq(hf_str_part(s, 0, head.len), head);
}

bool hf_str_ends(struct hf_str s, struct hf_str tail)
{
    return s.len >= tail.len && hf_str_eq(hf_str_part(s, s.len - tail.len, s.len), tail);
}

struct hf_str hf_str_part(struct hf_str s, size_t from, size_t to)
{
    if (to > s.len)
        to = s.len;
    if (from >= to)
        return HF_STR_NONE;
    return (struct hf_str){s.at + from, to - from};
}

struct hf_str hf_str_cut(struct hf_str *s, char mark)
{
    struct hf_str head = *s;
    const char *at = s->len == 0 ? NULL : memchr(s->at, mark, s->len);
    if (at == NULL) {
        *s = HF_STR_NONE;
        return head;
    }
    head.len = (size_t)(at - s->at);
    *s = (struct hf_str){at + 1, s->len - head.len - 1};
    return head;
}

static bool blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

struct hf_str hf_str_trim(struct hf_str s)
{
    while (s.len > 0 && blank(s.at[0]))
        s = (struct hf_str){s.at + 1, s.len - 1};
    while (s.len > 0 && blank(s.at[s.len - 1]))
        s.len--;
    return s;
}

bool hf_str_i64(struct hf_str s, int64_t *out)
{
    bool negative = s.len > 0 && s.at[0] == '-';
    struct hf_str digits = negative ? hf_str_part(s, 1, s.len) : s;
    int64_t value = 0;
    if (digits.len == 0 || (digits.len > 1 && digits.at[0] == '0') || (negative && digits.at[0] == '0'))
        return false;
    for (size_t i = 0; i < digits.len; i++) {
        int digit = digits.at[i] - '0';
        if (digit < 0 || digit > 9 || __builtin_mul_overflow(value, 10, &value) ||
            __builtin_sub_overflow(value, digit, &value))
            return false;
    }
    /* Counted downwards, so that the smallest int64 has a way in. */
    if (!negative && __builtin_sub_overflow((int64_t)0, value, &value))
        return false;
    *out = value;
    return true;
}
