/* SPDX-License-Identifier: Apache-2.0 */
/* Whatever the reader of keys takes is sound, has one spelling of its own and one name; a set gives no more
 * than it has room for. */
#include "base/check.h"
#include "seal/jwk.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static _Alignas(16) unsigned char block[32 << 20];
static struct hf_hasher hasher; /* kept: it takes a millisecond to make */
static bool has_hasher;

static void same_key(struct hf_arena *arena, const struct hf_jwk *key)
{
    struct hf_buf bare = hf_buf_in(arena, HF_JWK_TEXT_MAX), full = hf_buf_in(arena, HF_JWK_TEXT_MAX);
    struct hf_jwk again;
    struct hf_digest name, second;
    struct hf_err err;

    hf_jwk_put_bare(key, &bare);
    HF_CHECK(hf_jwk_read_text(hf_buf_str(&bare), arena, &again, &err) == HF_OK && hf_jwk_eq(key, &again));
    hf_jwk_put(&hasher, key, &full);
    HF_CHECK(hf_jwk_read_text(hf_buf_str(&full), arena, &again, &err) == HF_OK && hf_jwk_eq(key, &again));
    hf_jwk_thumbprint(&hasher, key, &name);
    struct hf_str text = hf_buf_str(&bare);
    hf_sha256(&hasher, &text, 1, &second);
    HF_CHECK(hf_digest_eq(&name, &second));
    (void)hf_jwk_verify(key, HF_STR("message"), text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct hf_str input = {(const char *)data, size};
    struct hf_arena arena;
    struct hf_jwk keys[3], key;
    size_t count = 3;
    struct hf_err err;

    hf_arena_init(&arena, block, sizeof(block));
    if (!has_hasher)
        hf_hasher_init(&hasher);
    has_hasher = true;
    if (hf_jwk_read_text(input, &arena, &key, &err) == HF_OK)
        same_key(&arena, &key);
    if (hf_jwks_read(input, &arena, keys, &count, &err) == HF_OK) {
        HF_CHECK(count >= 1 && count <= 3);
        for (size_t i = 0; i < count; i++)
            same_key(&arena, &keys[i]);
    }
    return 0;
}
