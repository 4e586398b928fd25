/* SPDX-License-Identifier: Apache-2.0 */
/* The same random numbers on every run: splitmix64, with a seed the test names. */
#ifndef HF_TESTS_RECORD_DICE_H
#define HF_TESTS_RECORD_DICE_H

#include <stdint.h>

static inline uint64_t dice(uint64_t *seed)
{
    uint64_t z = (*seed += UINT64_C(0x9E3779B97F4A7C15));
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

/* 0 to below - 1 */
static inline unsigned dice_below(uint64_t *seed, unsigned below)
{
    return (unsigned)(dice(seed) % below);
}

#endif
