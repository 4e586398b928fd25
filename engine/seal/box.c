/* SPDX-License-Identifier: Apache-2.0 */
/* Locking and opening are one call of libsodium each. */
#include "seal/box.h"

#include <sodium.h>

#include "base/check.h"

enum { HF_TAG_SIZE = crypto_aead_xchacha20poly1305_ietf_ABYTES };
_Static_assert(crypto_aead_xchacha20poly1305_ietf_KEYBYTES == HF_BOX_KEY_SIZE, "key");
_Static_assert(crypto_aead_xchacha20poly1305_ietf_NPUBBYTES == HF_BOX_NONCE_SIZE, "nonce");
_Static_assert(HF_BOX_NONCE_SIZE + HF_TAG_SIZE == HF_BOX_MORE, "overhead");

static const unsigned char *bytes_of(struct hf_str s)
{
    return s.len == 0 ? (const unsigned char *)"" : (const unsigned char *)s.at;
}

void hf_box_begin(void)
{
    HF_CHECK(sodium_init() >= 0);
}

struct hf_str hf_box_seal(struct hf_arena *arena, const struct hf_box_key *key, const struct hf_nonce *nonce,
                          struct hf_str about, struct hf_str plain)
{
    size_t size = plain.len + HF_BOX_MORE;
    unsigned char *sealed = HF_NEW_UNSET(arena, unsigned char, size);

    memcpy(sealed, nonce->byte, HF_BOX_NONCE_SIZE);
    HF_CHECK(crypto_aead_xchacha20poly1305_ietf_encrypt(sealed + HF_BOX_NONCE_SIZE, NULL, bytes_of(plain),
                                                        plain.len, bytes_of(about), about.len, NULL,
                                                        nonce->byte, key->byte) == 0);
    return (struct hf_str){(const char *)sealed, size};
}

enum hf_rc hf_box_open(struct hf_arena *arena, const struct hf_box_key *key, struct hf_str about,
                       struct hf_str sealed, struct hf_str *plain, struct hf_err *err)
{
    if (sealed.len < HF_BOX_MORE)
        return hf_fail(err, HF_WORD_box_broken, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);

    size_t size = sealed.len - HF_BOX_MORE;
    unsigned char *open = HF_NEW_UNSET(arena, unsigned char, size + 1);
    const unsigned char *nonce = bytes_of(sealed);
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(open, NULL, NULL, nonce + HF_BOX_NONCE_SIZE,
                                                   size + HF_TAG_SIZE, bytes_of(about), about.len, nonce,
                                                   key->byte) != 0)
        return hf_fail(err, HF_WORD_box_broken, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
    *plain = (struct hf_str){(const char *)open, size};
    return HF_OK;
}
