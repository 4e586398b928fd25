/* SPDX-License-Identifier: Apache-2.0 */
/* Digits from the lowest: solve modulo p, take away what was found, divide by p. All exact in 128 bits. */
#include "trace/owner_exact.h"

#include "base/check.h"

#define P HF_OWNER_PRIME
#define P_BITS 61

__extension__ typedef unsigned __int128 wide;
__extension__ typedef __int128 signed_wide;

/* Fractions are looked for after so many digits; the last are enough for twice HF_OWNER_BITS_MAX. */
static const uint32_t looks[] = {6, 16, 40, 90, 144};
enum { LOOKS = sizeof looks / sizeof looks[0], DIGITS_MAX = 144 };

/* ---- arithmetic modulo 2^61 - 1 ---- */

static uint64_t fold(wide x)
{
    uint64_t sum = (uint64_t)(x & P) + (uint64_t)((x >> P_BITS) & P) + (uint64_t)(x >> 2 * P_BITS);
    sum = (sum & P) + (sum >> P_BITS);
    return sum >= P ? sum - P : sum;
}

static uint64_t times(uint64_t a, uint64_t b)
{
    wide product = (wide)a * b;
    uint64_t sum = (uint64_t)(product & P) + (uint64_t)(product >> P_BITS);
    return sum >= P ? sum - P : sum;
}

static uint64_t minus(uint64_t a, uint64_t b)
{
    return a >= b ? a - b : a + P - b;
}

/* a^(p - 2) */
static uint64_t inverse(uint64_t a)
{
    uint64_t result = 1;
    for (uint64_t exponent = P - 2; exponent > 0; exponent >>= 1) {
        if (exponent & 1)
            result = times(result, a);
        a = times(a, a);
    }
    return result;
}

static uint64_t dot(const uint64_t *a, const uint64_t *b, uint32_t count)
{
    wide sum = 0;
    for (uint32_t i = 0; i < count; i++) {
        sum += (wide)a[i] * b[i];
        if ((i & 15) == 15)
            sum = fold(sum);
    }
    return fold(sum);
}

/* ---- each block as L and U, once ---- */

struct lift {
    const struct hf_owner_system *system;
    uint64_t *pivot;   /* of each unknown: its inverse */
    uint64_t **square; /* of each block of more than one: L below the diagonal, U above it */
    uint64_t *x;       /* the digits found now */
    int64_t *rest;     /* what is left of the right side */
    uint64_t *digit;
};

static uint64_t *fill_square(const struct hf_owner_system *system, uint32_t from, uint32_t size,
                             struct hf_arena *arena)
{
    uint64_t *square = hf_arena_try(arena, sizeof *square, _Alignof(uint64_t), (size_t)size * size);
    for (uint32_t i = 0; square != NULL && i < size; i++) {
        square[(size_t)i * size + i] = system->own[from + i];
        for (uint32_t t = system->start[from + i]; t < system->start[from + i + 1]; t++)
            if (system->term[t].at >= from) {
                uint64_t *cell = &square[(size_t)i * size + system->term[t].at - from];
                *cell = minus(*cell, system->term[t].parts);
            }
    }
    return square;
}

static void take_out(uint64_t *row, const uint64_t *pivot_row, uint64_t factor, uint32_t from, uint32_t size)
{
    for (uint32_t j = from; j < size; j++)
        row[j] = minus(row[j], times(factor, pivot_row[j]));
}

/* False when a pivot is 0 modulo p, which happens once in 2^61 times. */
static bool factor_square(uint64_t *square, uint64_t *pivot, uint32_t size)
{
    for (uint32_t c = 0; c < size; c++) {
        const uint64_t *top = &square[(size_t)c * size];
        if (top[c] == 0)
            return false;
        pivot[c] = inverse(top[c]);
        for (uint32_t r = c + 1; r < size; r++) {
            uint64_t *row = &square[(size_t)r * size];
            if (row[c] == 0)
                continue;
            row[c] = times(row[c], pivot[c]);
            take_out(row, top, row[c], c + 1, size);
        }
    }
    return true;
}

static bool factor(struct lift *lift, struct hf_arena *arena)
{
    const struct hf_owner_system *system = lift->system;
    for (uint32_t b = 0; b < system->blocks; b++) {
        uint32_t from = system->block[b], size = system->block[b + 1] - from;
        lift->square[b] = NULL;
        if (size > HF_OWNER_BLOCK_MAX)
            return false;
        if (size == 1) {
            lift->pivot[from] = inverse(system->own[from]);
            continue;
        }
        lift->square[b] = fill_square(system, from, size, arena);
        if (lift->square[b] == NULL || !factor_square(lift->square[b], &lift->pivot[from], size))
            return false;
    }
    return true;
}

/* x of one block, from its right side in x. */
static void solve_block(const struct lift *lift, uint32_t b)
{
    uint32_t from = lift->system->block[b], size = lift->system->block[b + 1] - from;
    const uint64_t *square = lift->square[b], *pivot = &lift->pivot[from];
    uint64_t *x = &lift->x[from];
    for (uint32_t r = 1; r < size; r++)
        x[r] = minus(x[r], dot(&square[(size_t)r * size], x, r));
    for (uint32_t r = size; r-- > 0;) {
        uint64_t above = size == 1 ? 0 : dot(&square[(size_t)r * size + r + 1], &x[r + 1], size - 1 - r);
        x[r] = times(minus(x[r], above), pivot[r]);
    }
}

/* ---- one digit ---- */

/* What the row says of the digits found before `from` (or from there on), with the rest. */
static wide terms_of(const struct lift *lift, uint32_t i, uint32_t from, bool inside)
{
    const struct hf_owner_system *system = lift->system;
    wide sum = 0;
    for (uint32_t t = system->start[i]; t < system->start[i + 1]; t++)
        if ((system->term[t].at >= from) == inside)
            sum += (wide)system->term[t].parts * lift->x[system->term[t].at];
    return sum;
}

/* Rests may be negative; a multiple of p beyond them all is added. */
static uint64_t residue(signed_wide sum)
{
    return fold((wide)(sum + ((signed_wide)P << 63)));
}

static void next_digit(struct lift *lift)
{
    const struct hf_owner_system *system = lift->system;
    for (uint32_t b = 0; b < system->blocks; b++) {
        uint32_t from = system->block[b], to = system->block[b + 1];
        for (uint32_t i = from; i < to; i++)
            lift->x[i] = residue((signed_wide)terms_of(lift, i, from, false) + lift->rest[i]);
        solve_block(lift, b);
        for (uint32_t i = from; i < to; i++) {
            signed_wide sum = (signed_wide)terms_of(lift, i, from, false) + lift->rest[i];
            sum += (signed_wide)terms_of(lift, i, from, true);
            sum -= (signed_wide)system->own[i] * (signed_wide)lift->x[i];
            lift->rest[i] = (int64_t)(sum / (signed_wide)P);
            HF_CHECK((signed_wide)lift->rest[i] * (signed_wide)P == sum);
        }
    }
}

/* Rests stay below the sum of a row's numbers; they and their products with a digit must fit. */
static bool fits(const struct hf_owner_system *system)
{
    for (uint32_t i = 0; i < system->count; i++) {
        wide sum = (wide)system->own[i] + system->given[i];
        for (uint32_t t = system->start[i]; t < system->start[i + 1]; t++)
            sum += system->term[t].parts;
        if (sum >> 62 != 0)
            return false;
    }
    return true;
}

static bool begin(struct lift *lift, struct hf_arena *arena)
{
    const struct hf_owner_system *system = lift->system;
    size_t count = system->count;
    lift->pivot = HF_OWNER_TRY(arena, uint64_t, count);
    lift->square = HF_OWNER_TRY(arena, uint64_t *, system->blocks);
    lift->x = HF_OWNER_TRY(arena, uint64_t, count);
    lift->rest = HF_OWNER_TRY(arena, int64_t, count);
    lift->digit = HF_OWNER_TRY(arena, uint64_t, count * DIGITS_MAX);
    if (lift->pivot == NULL || lift->square == NULL || lift->x == NULL || lift->rest == NULL ||
        lift->digit == NULL)
        return false;
    for (uint32_t i = 0; i < system->count; i++)
        lift->rest[i] = (int64_t)system->given[i];
    return factor(lift, arena);
}

bool hf_owner_solve(const struct hf_owner_system *system, struct hf_arena *arena,
                    struct hf_owner_solution *out)
{
    struct lift lift = {.system = system};
    uint32_t digits = 0;
    if (system->count == 0 || !fits(system) || !begin(&lift, arena))
        return false;
    for (unsigned look = 0; look < LOOKS; look++) {
        for (; digits < looks[look]; digits++) {
            next_digit(&lift);
            memcpy(&lift.digit[(size_t)digits * system->count], lift.x, system->count * sizeof *lift.x);
        }
        size_t mark = hf_arena_mark(arena);
        if (hf_owner_fractions(system, lift.digit, digits, arena, out))
            return true;
        hf_arena_reset(arena, mark);
    }
    return false;
}
