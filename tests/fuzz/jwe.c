/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is sealed opens again; what comes from outside opens or is refused. Taken both as a whole token and as
 * the header of one, which the mutator otherwise never reaches behind its base64.
 */
#include "base/check.h"
#include "base/code.h"
#include "seal/jwe.h"
#include "seal/token.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static _Alignas(16) unsigned char block[32 << 20];
static struct hf_hasher hasher; /* kept: it takes a millisecond to make */
static bool has_hasher;
static const struct hf_seed secret = {{1, 2, 3}};

static void there_and_back(struct hf_arena *arena, struct hf_str input)
{
    static const struct hf_jwe_dice dice = {{4}, {5}};
    struct hf_public half = hf_x25519_public(&secret);
    struct hf_jwk key = hf_jwk_of(HF_JWK_X25519, &half);
    struct hf_str sealed, inner;
    struct hf_err err;

    HF_CHECK(hf_jwe_seal(&hasher, arena, &key, &dice, input, &sealed, &err) == HF_OK);
    HF_CHECK(hf_jwe_open(&hasher, arena, &secret, sealed, &inner, &err) == HF_OK && hf_str_eq(inner, input));
}

static void as_header(struct hf_arena *arena, struct hf_str input)
{
    struct hf_buf out = hf_buf_in(arena, input.len * 2 + 64);
    struct hf_str inner;
    struct hf_err err;

    hf_b64url_put(&out, input.at, input.len);
    hf_buf_put(&out, HF_STR("..AQIDAAAAAAAAAAAA.AAAA.AAAAAAAAAAAAAAAAAAAAAA"));
    HF_CHECK(hf_jwe_open(&hasher, arena, &secret, hf_buf_str(&out), &inner, &err) != HF_OK);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct hf_str input = {(const char *)data, size}, inner;
    struct hf_arena arena;
    struct hf_err err;

    hf_arena_init(&arena, block, sizeof(block));
    if (!has_hasher)
        hf_hasher_init(&hasher);
    has_hasher = true;
    (void)hf_jwe_open(&hasher, &arena, &secret, input, &inner, &err);
    as_header(&arena, input);
    if (size <= HF_TOKEN_MAX)
        there_and_back(&arena, input);
    return 0;
}
