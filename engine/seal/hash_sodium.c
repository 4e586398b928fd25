/* SPDX-License-Identifier: Apache-2.0 */
/* The hash by libsodium: slower, but small and easily linked into a static program. */
#include <sodium.h>

#include "base/check.h"
#include "seal/hash.h"

_Static_assert(sizeof(crypto_hash_sha256_state) <= HF_HASHER_ROOM, "room for the state");

static crypto_hash_sha256_state state_of(const struct hf_hasher *hasher)
{
    crypto_hash_sha256_state state;

    memcpy(&state, hasher->room, sizeof(state));
    return state;
}

void hf_hasher_init(struct hf_hasher *hasher)
{
    memset(hasher->room, 0, sizeof(hasher->room));
}

void hf_hasher_done(struct hf_hasher *hasher)
{
    memset(hasher->room, 0, sizeof(hasher->room));
}

struct hf_str hf_hasher_body(void)
{
    return HF_STR("libsodium");
}

void hf_hash_begin(struct hf_hasher *hasher)
{
    crypto_hash_sha256_state state;

    HF_CHECK(crypto_hash_sha256_init(&state) == 0);
    memcpy(hasher->room, &state, sizeof(state));
}

void hf_hash_add(struct hf_hasher *hasher, const void *bytes, size_t len)
{
    crypto_hash_sha256_state state = state_of(hasher);

    HF_CHECK(crypto_hash_sha256_update(&state, bytes, len) == 0);
    memcpy(hasher->room, &state, sizeof(state));
}

void hf_hash_end(struct hf_hasher *hasher, struct hf_digest *out)
{
    crypto_hash_sha256_state state = state_of(hasher);

    HF_CHECK(crypto_hash_sha256_final(&state, out->byte) == 0);
}
