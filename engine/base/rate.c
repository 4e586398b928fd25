/* SPDX-License-Identifier: Apache-2.0 */
#include "base/rate.h"

enum { SIDE_MAX = 15 };
#define DIGITS_MAX INT64_C(999999999999999)

__extension__ typedef __int128 wide;

static bool read_digits(struct hf_str part, bool decimals, struct hf_rate *rate)
{
    if (part.len == 0 || part.len > SIDE_MAX)
        return false;
    for (size_t i = 0; i < part.len; i++) {
        if (part.at[i] < '0' || part.at[i] > '9')
            return false;
        if (rate->digits > DIGITS_MAX / 10)
            continue;
        rate->digits = rate->digits * 10 + (part.at[i] - '0');
        rate->decimals += decimals;
    }
    return true;
}

bool hf_rate_read(struct hf_str text, struct hf_rate *out)
{
    struct hf_str behind = text, before = hf_str_cut(&behind, '.');
    *out = (struct hf_rate){0};
    return read_digits(before, false, out) && (before.len == text.len || read_digits(behind, true, out));
}

/* number * 10^tens, or false. */
static bool times(wide number, int tens, wide *out)
{
    for (*out = number; tens > 0; tens--)
        if (__builtin_mul_overflow(*out, 10, out))
            return false;
    return true;
}

/*
 * paid * rate and received, in the same small part. `slack` is what half of the last digit of the rate and
 * one least unit of each amount make.
 */
bool hf_rate_fits(struct hf_rate rate, const struct hf_exchange *exchange)
{
    int left = exchange->received_decimals, right = exchange->paid_decimals + rate.decimals;
    int both = left < right ? left : right;
    wide gives, received, by_rate, by_paid, by_received;
    if (!times((wide)exchange->paid * rate.digits, left - both, &gives) ||
        !times(exchange->received, right - both, &received) ||
        !times(exchange->paid, left - both, &by_rate) || !times(rate.digits, left - both, &by_paid) ||
        !times(1, right - both, &by_received))
        return true;
    wide slack = by_rate / 2 + by_paid + by_received, apart = gives - received;
    return apart <= slack && -apart <= slack;
}
