/* SPDX-License-Identifier: Apache-2.0 */
#include "seal/x25519.h"

#include <sodium.h>

#include "base/check.h"

_Static_assert(crypto_scalarmult_BYTES == HF_KEY_SIZE && crypto_scalarmult_SCALARBYTES == HF_KEY_SIZE,
               "x25519");

struct hf_public hf_x25519_public(const struct hf_seed *secret)
{
    struct hf_public key;

    HF_CHECK(crypto_scalarmult_base(key.byte, secret->byte) == 0);
    return key;
}

/* libsodium refuses the points of small order by their zero secret. */
bool hf_x25519_agree(const unsigned char secret[HF_KEY_SIZE], const unsigned char point[HF_KEY_SIZE],
                     unsigned char out[HF_KEY_SIZE])
{
    return crypto_scalarmult(out, secret, point) == 0;
}

/* Numbers below 2^255 - 19 only, so that a key has one spelling. */
static bool is_canonical(const unsigned char point[HF_KEY_SIZE])
{
    bool high = point[31] == 0x7f && point[0] >= 0xed;

    for (size_t i = 1; i < HF_KEY_SIZE - 1; i++)
        high = high && point[i] == 0xff;
    return !high && point[31] < 0x80;
}

bool hf_x25519_is_sound(const unsigned char point[HF_KEY_SIZE])
{
    static const unsigned char any[HF_KEY_SIZE] = {9};
    unsigned char secret[HF_KEY_SIZE];

    return is_canonical(point) && hf_x25519_agree(any, point, secret);
}
