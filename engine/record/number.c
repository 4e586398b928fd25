/* SPDX-License-Identifier: Apache-2.0 */
/*
 * strtod and snprintf do the arithmetic: in glibc both round exactly. They touch no world as long as the
 * locale is the "C" one, which a program has until it calls setlocale; ours never does.
 */
#include "record/number.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/check.h"

enum { DIGITS_MAX = 17, POINT_MAX = 21, ZEROS_MAX = 6 };

/* 0.d1d2..dk * 10^point */
struct decimal {
    char digit[DIGITS_MAX + 1];
    int count;
    int point;
};

bool hf_number_read(struct hf_str literal, struct hf_arena *arena, double *out)
{
    size_t mark = hf_arena_mark(arena);
    char *text = HF_NEW(arena, char, literal.len + 1);
    memcpy(text, literal.at, literal.len);
    double value = strtod(text, NULL);
    hf_arena_reset(arena, mark);
    if (!isfinite(value))
        return false;
    *out = value;
    return true;
}

/* The decimal of `count` digits nearest to value > 0. */
static struct decimal nearest(double value, int count)
{
    char text[DIGITS_MAX + 16];
    struct decimal d = {.count = count};
    int len = snprintf(text, sizeof text, "%.*e", count - 1, value);
    HF_CHECK(len > 0 && (size_t)len < sizeof text);
    const char *exponent = strchr(text, 'e');
    HF_CHECK(exponent != NULL);
    d.digit[0] = text[0];
    if (count > 1)
        memcpy(d.digit + 1, text + 2, (size_t)count - 1);
    d.point = (int)strtol(exponent + 1, NULL, 10) + 1;
    return d;
}

static bool gives(const struct decimal *d, double value)
{
    char text[DIGITS_MAX + 16];
    int len = snprintf(text, sizeof text, "0.%.*se%d", d->count, d->digit, d->point);
    HF_CHECK(len > 0 && (size_t)len < sizeof text);
    return strtod(text, NULL) == value;
}

/* The next decimal of as many digits; false past 99..9, where fewer digits would have done. */
static bool step_up(struct decimal *d)
{
    int i = d->count - 1;
    while (i >= 0 && d->digit[i] == '9')
        d->digit[i--] = '0';
    if (i < 0)
        return false;
    d->digit[i]++;
    return true;
}

/*
 * At a power of two the doubles above lie twice as far apart as those below, so the nearest decimal may miss
 * the double where the next larger one still gives it back.
 */
static struct decimal shortest(double value)
{
    for (int count = 1; count < DIGITS_MAX; count++) {
        struct decimal d = nearest(value, count);
        if (gives(&d, value) || (step_up(&d) && gives(&d, value)))
            return d;
    }
    return nearest(value, DIGITS_MAX);
}

static void put_zeros(struct hf_buf *out, int count)
{
    while (count-- > 0)
        hf_buf_put_char(out, '0');
}

static void put_digits(struct hf_buf *out, const struct decimal *d, int from, int to)
{
    hf_buf_put_bytes(out, d->digit + from, (size_t)(to - from));
}

static void put_scientific(struct hf_buf *out, const struct decimal *d)
{
    put_digits(out, d, 0, 1);
    if (d->count > 1) {
        hf_buf_put_char(out, '.');
        put_digits(out, d, 1, d->count);
    }
    hf_buf_put(out, d->point > 0 ? HF_STR("e+") : HF_STR("e"));
    hf_buf_put_i64(out, d->point - 1);
}

/* ECMA-262, Number::toString: k is `count`, n is `point`. */
static void put_decimal(struct hf_buf *out, const struct decimal *d)
{
    if (d->point > POINT_MAX || d->point <= -ZEROS_MAX) {
        put_scientific(out, d);
    } else if (d->point >= d->count) {
        put_digits(out, d, 0, d->count);
        put_zeros(out, d->point - d->count);
    } else if (d->point > 0) {
        put_digits(out, d, 0, d->point);
        hf_buf_put_char(out, '.');
        put_digits(out, d, d->point, d->count);
    } else {
        hf_buf_put(out, HF_STR("0."));
        put_zeros(out, -d->point);
        put_digits(out, d, 0, d->count);
    }
}

void hf_number_put(struct hf_buf *out, double value)
{
    HF_CHECK(isfinite(value));
    if (value == 0) {
        hf_buf_put_char(out, '0');
        return;
    }
    if (value < 0)
        hf_buf_put_char(out, '-');
    struct decimal d = shortest(fabs(value));
    put_decimal(out, &d);
}
