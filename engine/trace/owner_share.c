/* SPDX-License-Identifier: Apache-2.0 */
#include "trace/owner.h"

enum { DIGITS_MAX = 15 };

/* Digits without a sign, at least one, at most DIGITS_MAX with those before them. */
static bool read_digits(struct hf_str *text, uint64_t *number, unsigned *digits)
{
    size_t at = 0;
    for (; at < text->len && text->at[at] >= '0' && text->at[at] <= '9'; at++) {
        *number = *number * 10 + (uint64_t)(text->at[at] - '0');
        if (++*digits > DIGITS_MAX)
            return false;
    }
    *text = (struct hf_str){text->at + at, text->len - at};
    return at > 0;
}

struct ratio {
    uint64_t num, den; /* of a hundred */
};

static bool read_number(struct hf_str text, struct ratio *out)
{
    unsigned digits = 0, below = 0;
    *out = (struct ratio){0, 1};
    if (text.len == 0 || !read_digits(&text, &out->num, &digits))
        return false;
    if (text.len > 0 && text.at[0] == '.') {
        unsigned before = digits;
        text = (struct hf_str){text.at + 1, text.len - 1};
        if (!read_digits(&text, &out->num, &digits))
            return false;
        for (below = digits - before; below > 0; below--)
            out->den *= 10;
    } else if (text.len > 0 && text.at[0] == '/') {
        digits = 0;
        out->den = 0;
        text = (struct hf_str){text.at + 1, text.len - 1};
        if (!read_digits(&text, &out->den, &digits) || out->den == 0)
            return false;
    }
    return text.len == 0 && out->num / 100 <= out->den && out->num <= out->den * 100;
}

uint64_t hf_owner_gcd(uint64_t a, uint64_t b)
{
    while (b > 0) {
        uint64_t rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

/* Both ends over one denominator. */
static bool join(struct ratio lo, struct ratio hi, struct hf_owner_share *out)
{
    uint64_t times = hi.den / hf_owner_gcd(lo.den, hi.den), den;
    if (__builtin_mul_overflow(lo.den, times, &den) || den > HF_OWNER_WHOLE_MAX / 100)
        return false;
    *out = (struct hf_owner_share){lo.num * times, hi.num * (den / hi.den), den * 100};
    return out->lo <= out->hi;
}

bool hf_owner_share_read(struct hf_str text, struct hf_owner_share *out)
{
    struct hf_str low = text, rest;
    struct ratio lo, hi;
    if (text.len == 0 || hf_str_eq(text, HF_STR("?"))) {
        *out = (struct hf_owner_share){0, 1, 1};
        return true;
    }
    if (read_number(text, &lo))
        return join(lo, lo, out);
    while (low.len > 0 && !hf_str_ends(low, HF_STR("..")))
        low.len--;
    rest = hf_str_part(text, low.len, text.len);
    low.len = low.len > 2 ? low.len - 2 : 0;
    return read_number(low, &lo) && read_number(rest, &hi) && join(lo, hi, out);
}
