/* SPDX-License-Identifier: Apache-2.0 */
#include "casefile/draw.h"

#include "base/check.h"

void hf_draw_bytes(struct hf_draw *draw, void *out, size_t size)
{
    unsigned char number[8];
    struct hf_digest digest;
    HF_CHECK(size <= sizeof digest.byte);
    for (int i = 0; i < 8; i++)
        number[i] = (unsigned char)(draw->drawn >> (56 - 8 * i));
    draw->drawn++;
    const struct hf_str parts[] = {HF_STR("holdfast/draw/v1\n"), HF_PART(draw->seed), HF_PART(number)};
    hf_sha256(draw->hasher, parts, sizeof parts / sizeof parts[0], &digest);
    memcpy(out, digest.byte, size);
}

void hf_seed_again(struct hf_hasher *hasher, const unsigned char seed[HF_SEED_SIZE],
                   const unsigned char number[4], unsigned char out[HF_SEED_SIZE])
{
    const struct hf_str parts[] = {
        HF_STR("holdfast/again/v1\n"), {(const char *)seed, HF_SEED_SIZE}, {(const char *)number, 4}};
    struct hf_digest digest;
    hf_sha256(hasher, parts, sizeof parts / sizeof parts[0], &digest);
    memcpy(out, digest.byte, HF_SEED_SIZE);
}
