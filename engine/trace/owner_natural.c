/* SPDX-License-Identifier: Apache-2.0 */
#include "trace/owner_natural.h"

_Static_assert(sizeof(mp_limb_t) == sizeof(uint64_t) && GMP_NAIL_BITS == 0, "a limb is 64 bits");

struct hf_natural hf_natural_in(struct hf_arena *arena, mp_size_t limbs)
{
    return (struct hf_natural){
        .limb = hf_arena_try_unset(arena, sizeof(mp_limb_t), _Alignof(mp_limb_t), (size_t)limbs + 1)};
}

void hf_natural_trim(struct hf_natural *n)
{
    while (n->limbs > 0 && n->limb[n->limbs - 1] == 0)
        n->limbs--;
}

size_t hf_natural_bits(const struct hf_natural *n)
{
    return n->limbs == 0 ? 0 : mpn_sizeinbase(n->limb, n->limbs, 2);
}

void hf_natural_set(struct hf_natural *n, uint64_t value)
{
    n->limb[0] = value;
    n->limbs = value > 0;
}

static void carry_in(struct hf_natural *n, mp_limb_t carry)
{
    if (carry > 0)
        n->limb[n->limbs++] = carry;
}

void hf_natural_step(struct hf_natural *n, uint64_t times, uint64_t plus)
{
    if (n->limbs > 0)
        carry_in(n, mpn_mul_1(n->limb, n->limb, n->limbs, times));
    if (n->limbs == 0)
        hf_natural_set(n, plus);
    else
        carry_in(n, mpn_add_1(n->limb, n->limb, n->limbs, plus));
}

void hf_natural_add_times(struct hf_natural *n, const struct hf_natural *a, uint64_t times)
{
    if (a->limbs == 0 || times == 0)
        return;
    while (n->limbs < a->limbs)
        n->limb[n->limbs++] = 0;
    mp_limb_t carry = mpn_addmul_1(n->limb, a->limb, a->limbs, times);
    if (n->limbs > a->limbs)
        carry = mpn_add_1(n->limb + a->limbs, n->limb + a->limbs, n->limbs - a->limbs, carry);
    carry_in(n, carry);
}

void hf_natural_product(struct hf_natural *out, const struct hf_natural *a, const struct hf_natural *b)
{
    const struct hf_natural *large = a->limbs >= b->limbs ? a : b, *small = large == a ? b : a;
    out->limbs = 0;
    if (small->limbs == 0)
        return;
    (void)mpn_mul(out->limb, large->limb, large->limbs, small->limb, small->limbs);
    out->limbs = large->limbs + small->limbs;
    hf_natural_trim(out);
}

int hf_natural_order(const struct hf_natural *a, const struct hf_natural *b)
{
    if (a->limbs != b->limbs)
        return a->limbs < b->limbs ? -1 : 1;
    return a->limbs == 0 ? 0 : mpn_cmp(a->limb, b->limb, a->limbs);
}

void hf_natural_divide(struct hf_natural *n, const struct hf_natural *d, struct hf_natural *q)
{
    q->limbs = 0;
    if (n->limbs < d->limbs)
        return;
    q->limbs = n->limbs - d->limbs + 1;
    mpn_tdiv_qr(q->limb, n->limb, 0, n->limb, n->limbs, d->limb, d->limbs);
    n->limbs = d->limbs;
    hf_natural_trim(n);
    hf_natural_trim(q);
}

/* ---- reduced ---- */

static mp_bitcnt_t twos(const struct hf_natural *n)
{
    return mpn_scan1(n->limb, 0);
}

static void shift_down(struct hf_natural *n, mp_bitcnt_t bits)
{
    mp_size_t limbs = (mp_size_t)(bits / GMP_NUMB_BITS);
    unsigned rest = (unsigned)(bits % GMP_NUMB_BITS);
    n->limbs -= limbs;
    memmove(n->limb, n->limb + limbs, (size_t)n->limbs * sizeof *n->limb);
    if (rest > 0)
        mpn_rshift(n->limb, n->limb, n->limbs, rest);
    hf_natural_trim(n);
}

static struct hf_natural copy_of(const struct hf_natural *n, struct hf_arena *arena)
{
    struct hf_natural copy = hf_natural_in(arena, n->limbs + 1);
    if (copy.limb != NULL && n->limbs > 0)
        memcpy(copy.limb, n->limb, (size_t)n->limbs * sizeof *n->limb);
    copy.limbs = n->limbs;
    return copy;
}

/* GMP's own wants both without factors of two, the larger first, and destroys them. */
static bool odd_gcd(const struct hf_natural *a, const struct hf_natural *b, struct hf_arena *arena,
                    struct hf_natural *out)
{
    struct hf_natural x = copy_of(a, arena), y = copy_of(b, arena);
    if (x.limb == NULL || y.limb == NULL)
        return false;
    shift_down(&x, twos(&x));
    shift_down(&y, twos(&y));
    if (hf_natural_order(&x, &y) < 0) {
        struct hf_natural held = x;
        x = y;
        y = held;
    }
    out->limbs = mpn_gcd(out->limb, x.limb, x.limbs, y.limb, y.limbs);
    return true;
}

static bool divide_out(struct hf_natural *n, const struct hf_natural *d, struct hf_arena *arena)
{
    struct hf_natural q = hf_natural_in(arena, n->limbs + 1);
    if (q.limb == NULL)
        return false;
    hf_natural_divide(n, d, &q);
    memcpy(n->limb, q.limb, (size_t)q.limbs * sizeof *q.limb);
    n->limbs = q.limbs;
    return true;
}

bool hf_natural_reduce(struct hf_natural *a, struct hf_natural *b, struct hf_arena *arena)
{
    size_t mark = hf_arena_mark(arena);
    struct hf_natural common = hf_natural_in(arena, (a->limbs > b->limbs ? a->limbs : b->limbs) + 1);
    bool done = common.limb != NULL;
    if (a->limbs == 0) {
        hf_natural_set(b, 1);
        return true;
    }
    mp_bitcnt_t shared = twos(a) < twos(b) ? twos(a) : twos(b);
    shift_down(a, shared);
    shift_down(b, shared);
    done = done && odd_gcd(a, b, arena, &common);
    if (done && (common.limbs > 1 || common.limb[0] > 1))
        done = divide_out(a, &common, arena) && divide_out(b, &common, arena);
    hf_arena_reset(arena, mark);
    return done;
}

bool hf_natural_put(struct hf_buf *out, const struct hf_natural *n, struct hf_arena *arena)
{
    size_t mark = hf_arena_mark(arena), len;
    struct hf_natural copy = copy_of(n, arena);
    if (n->limbs == 0) {
        hf_buf_put_char(out, '0');
        hf_arena_reset(arena, mark);
        return true;
    }
    unsigned char *digit =
        copy.limb == NULL ? NULL : hf_arena_try_unset(arena, 1, 1, hf_natural_bits(n) * 31 / 100 + 8);
    if (digit == NULL)
        return false;
    len = mpn_get_str(digit, 10, copy.limb, copy.limbs);
    size_t skip = 0;
    while (skip + 1 < len && digit[skip] == 0)
        skip++;
    for (size_t i = skip; i < len; i++)
        hf_buf_put_char(out, (char)('0' + digit[i]));
    hf_arena_reset(arena, mark);
    return true;
}
