/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Natural numbers of any size on GMP's lowest layer (mpn), which works on limbs that the caller owns: so they
 * live in the arena like everything else. docs/decisions/0013-gmp.md.
 */
#ifndef HF_TRACE_OWNER_NATURAL_H
#define HF_TRACE_OWNER_NATURAL_H

#include <gmp.h>

#include "base/buf.h"

struct hf_natural {
    mp_limb_t *limb;
    mp_size_t limbs; /* without leading zeros; 0 is the number 0 */
};

/* Room for so many limbs, holding 0; limb is NULL when the arena is full. */
struct hf_natural hf_natural_in(struct hf_arena *arena, mp_size_t limbs);
void hf_natural_trim(struct hf_natural *n);
/* How many bits it has; 0 has none. */
size_t hf_natural_bits(const struct hf_natural *n);
void hf_natural_set(struct hf_natural *n, uint64_t value);
/* n := n * times + plus; room for one limb more. */
void hf_natural_step(struct hf_natural *n, uint64_t times, uint64_t plus);
/* n += a * times; room for one limb more than the larger. `room` limbs above n->limbs are overwritten. */
void hf_natural_add_times(struct hf_natural *n, const struct hf_natural *a, uint64_t times);
/* out := a * b; room for the limbs of both; out is neither. */
void hf_natural_product(struct hf_natural *out, const struct hf_natural *a, const struct hf_natural *b);
int hf_natural_order(const struct hf_natural *a, const struct hf_natural *b);
/* n := n mod d; the quotient to q, with room for n->limbs - d->limbs + 1 limbs. d > 0. */
void hf_natural_divide(struct hf_natural *n, const struct hf_natural *d, struct hf_natural *q);

/* Divides both by their greatest common divisor; false when the arena is full. */
bool hf_natural_reduce(struct hf_natural *a, struct hf_natural *b, struct hf_arena *arena);
/* In decimal digits; false when the arena is full. */
bool hf_natural_put(struct hf_buf *out, const struct hf_natural *n, struct hf_arena *arena);

#endif
