/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Chance as an argument: all ids and salts of one command are drawn, in order, from its seed, so that
 * deciding stays a function of its arguments. Draw k is SHA-256("holdfast/draw/v1\n", seed, k as 8 bytes
 * big-endian); the seed is 32 bytes of dice, used for one command and kept nowhere.
 */
#ifndef HF_CASEFILE_DRAW_H
#define HF_CASEFILE_DRAW_H

#include "seal/hash.h"

enum { HF_SEED_SIZE = 32 };

struct hf_draw {
    struct hf_hasher *hasher;
    unsigned char seed[HF_SEED_SIZE];
    uint64_t drawn;
};

/* Another seed, for what else is decided by the same command: SHA-256("holdfast/again/v1\n", seed, number).
 */
void hf_seed_again(struct hf_hasher *hasher, const unsigned char seed[HF_SEED_SIZE],
                   const unsigned char number[4], unsigned char out[HF_SEED_SIZE]);

/* At most 32 bytes a draw. */
void hf_draw_bytes(struct hf_draw *draw, void *out, size_t size);

#endif
