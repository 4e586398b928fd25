/* SPDX-License-Identifier: Apache-2.0 */
/* Keys by libsodium. */
#include "seal/key.h"

#include <sodium.h>

#include "base/check.h"

_Static_assert(crypto_sign_SEEDBYTES == HF_KEY_SIZE && crypto_sign_PUBLICKEYBYTES == HF_KEY_SIZE, "key");
_Static_assert(crypto_sign_SECRETKEYBYTES == HF_SECRET_SIZE && crypto_sign_BYTES == HF_SIGNATURE_SIZE,
               "signature");

static const unsigned char *bytes_of(struct hf_str s)
{
    return s.len == 0 ? (const unsigned char *)"" : (const unsigned char *)s.at;
}

void hf_key_make(const struct hf_seed *seed, struct hf_secret *secret, struct hf_public *public_key)
{
    HF_CHECK(crypto_sign_seed_keypair(public_key->byte, secret->byte, seed->byte) == 0);
}

void hf_key_sign(const struct hf_secret *secret, struct hf_str message, struct hf_signature *out)
{
    HF_CHECK(crypto_sign_detached(out->byte, NULL, bytes_of(message), message.len, secret->byte) == 0);
}

bool hf_key_verify(const struct hf_public *key, struct hf_str message, const struct hf_signature *signature)
{
    return crypto_sign_verify_detached(signature->byte, bytes_of(message), message.len, key->byte) == 0;
}

void hf_key_wipe(void *secret, size_t size)
{
    sodium_memzero(secret, size);
}

enum hf_rc hf_key_check(const struct hf_public *key, struct hf_err *err)
{
    if (crypto_core_ed25519_is_valid_point(key->byte) != 1)
        return hf_fail(err, HF_WORD_key_weak, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
    return HF_OK;
}
