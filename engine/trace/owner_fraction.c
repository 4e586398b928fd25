/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From digits to fractions: one denominator is gathered from the unknowns, each is multiplied by it, and all
 * of them are put back into the equations.
 */
#include "trace/owner_exact.h"

#include "base/check.h"

struct reading {
    const struct hf_owner_system *system;
    const uint64_t *digit;
    uint32_t digits;
    size_t bits;                                /* the most a numerator or the denominator may have */
    struct hf_natural modulus;                  /* p^digits */
    struct hf_natural value, product, quotient; /* of the unknown looked at */
    struct hf_natural r[2], t[2], next;         /* Euclid's */
};

/* The lowest `digits` digits as one number. */
static void assemble(const struct reading *reading, uint32_t i, struct hf_natural *out)
{
    out->limbs = 0;
    for (uint32_t d = reading->digits; d-- > 0;)
        hf_natural_step(out, HF_OWNER_PRIME, reading->digit[(size_t)d * reading->system->count + i]);
}

/* product := value of unknown i times den, modulo p^digits. */
static void times_den(struct reading *reading, uint32_t i, const struct hf_natural *den)
{
    assemble(reading, i, &reading->value);
    hf_natural_product(&reading->product, &reading->value, den);
    hf_natural_divide(&reading->product, &reading->modulus, &reading->quotient);
}

static void swap(struct hf_natural *a, struct hf_natural *b)
{
    struct hf_natural held = *a;
    *a = *b;
    *b = held;
}

static void copy(struct hf_natural *out, const struct hf_natural *from)
{
    memcpy(out->limb, from->limb, (size_t)from->limbs * sizeof *from->limb);
    out->limbs = from->limbs;
}

/*
 * The denominator of the fraction n/d, n >= 0, that equals `product` modulo p^digits, both of at most `bits`
 * bits, into t[1]. False when there is none. Euclid's algorithm with one cofactor; its sign changes at each
 * step.
 */
static bool read_denominator(struct reading *reading)
{
    struct hf_natural *r = reading->r, *t = reading->t;
    bool negative = false;
    copy(&r[0], &reading->modulus);
    copy(&r[1], &reading->product);
    t[0].limbs = 0;
    hf_natural_set(&t[1], 1);
    while (hf_natural_bits(&r[1]) > reading->bits) {
        hf_natural_divide(&r[0], &r[1], &reading->quotient);
        swap(&r[0], &r[1]);
        if (hf_natural_bits(&reading->quotient) + hf_natural_bits(&t[1]) > reading->bits + 1)
            return false;
        hf_natural_product(&reading->next, &reading->quotient, &t[1]);
        hf_natural_add_times(&reading->next, &t[0], 1);
        swap(&t[0], &t[1]);
        swap(&t[1], &reading->next);
        negative = !negative;
    }
    return !negative && r[1].limbs > 0 && hf_natural_bits(&t[1]) <= reading->bits;
}

/* One denominator for all: whatever is no whole number yet adds its own. */
static bool gather_denominator(struct reading *reading, struct hf_natural *den)
{
    hf_natural_set(den, 1);
    for (uint32_t i = reading->system->count; i-- > 0;) {
        times_den(reading, i, den);
        if (hf_natural_bits(&reading->product) <= reading->bits)
            continue;
        if (!read_denominator(reading))
            return false;
        hf_natural_product(&reading->product, den, &reading->t[1]);
        if (hf_natural_bits(&reading->product) > reading->bits)
            return false;
        copy(den, &reading->product);
    }
    return true;
}

static bool keep_numerators(struct reading *reading, struct hf_arena *arena, struct hf_owner_solution *out)
{
    for (uint32_t i = 0; i < reading->system->count; i++) {
        times_den(reading, i, &out->den);
        out->num[i] = hf_natural_in(arena, reading->product.limbs);
        if (hf_natural_bits(&reading->product) > reading->bits || out->num[i].limb == NULL)
            return false;
        copy(&out->num[i], &reading->product);
    }
    return true;
}

/* Does every equation hold? */
static bool holds(struct reading *reading, const struct hf_owner_solution *solution)
{
    const struct hf_owner_system *system = reading->system;
    struct hf_natural *left = &reading->value, *right = &reading->product;
    for (uint32_t i = 0; i < system->count; i++) {
        left->limbs = right->limbs = 0;
        hf_natural_add_times(left, &solution->num[i], system->own[i]);
        hf_natural_add_times(right, &solution->den, system->given[i]);
        for (uint32_t t = system->start[i]; t < system->start[i + 1]; t++)
            hf_natural_add_times(right, &solution->num[system->term[t].at], system->term[t].parts);
        if (hf_natural_order(left, right) != 0)
            return false;
    }
    return true;
}

static bool make_room(struct reading *reading, struct hf_arena *arena, struct hf_owner_solution *out)
{
    mp_size_t limbs = (mp_size_t)reading->digits + 2;
    struct hf_natural *all[] = {&reading->modulus, &reading->value, &reading->quotient, &reading->r[0],
                                &reading->r[1],    &reading->t[0],  &reading->t[1],     &reading->next,
                                &reading->product, &out->den};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        *all[i] = hf_natural_in(arena, 2 * limbs);
        if (all[i]->limb == NULL)
            return false;
    }
    out->num = HF_OWNER_TRY(arena, struct hf_natural, reading->system->count);
    return out->num != NULL;
}

bool hf_owner_fractions(const struct hf_owner_system *system, const uint64_t *digit, uint32_t digits,
                        struct hf_arena *arena, struct hf_owner_solution *out)
{
    struct reading reading = {.system = system, .digit = digit, .digits = digits};
    if (!make_room(&reading, arena, out))
        return false;
    hf_natural_set(&reading.modulus, 1);
    for (uint32_t d = 0; d < digits; d++)
        hf_natural_step(&reading.modulus, HF_OWNER_PRIME, 0);
    reading.bits = (hf_natural_bits(&reading.modulus) - 2) / 2;
    return gather_denominator(&reading, &out->den) && keep_numerators(&reading, arena, out) &&
           holds(&reading, out);
}
