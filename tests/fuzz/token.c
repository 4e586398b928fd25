/* SPDX-License-Identifier: Apache-2.0 */
/* Whatever the token reader takes has one spelling: its parts, written again, give the token back. */
#include "base/check.h"
#include "base/code.h"
#include "seal/set.h"
#include "seal/token.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static _Alignas(16) unsigned char block[64 << 20];

static void same_spelling(struct hf_arena *arena, struct hf_str compact, const struct hf_token *token)
{
    struct hf_str rest = compact;
    struct hf_str header = hf_str_cut(&rest, '.');
    struct hf_buf again = hf_buf_in(arena, compact.len);

    hf_buf_put(&again, header);
    hf_buf_put_char(&again, '.');
    hf_b64url_put(&again, token->payload.at, token->payload.len);
    HF_CHECK(hf_str_eq(hf_buf_str(&again), token->signed_part));
    hf_buf_put_char(&again, '.');
    hf_b64url_put(&again, token->signature.at, token->signature.len);
    HF_CHECK(hf_str_eq(hf_buf_str(&again), compact));
}

/* What was read as claims is written and read again as the same claims. */
static void same_claims(struct hf_arena *arena, struct hf_str payload)
{
    struct hf_buf out = hf_buf_in(arena, payload.len), again = hf_buf_in(arena, payload.len);
    struct hf_set set, second;
    struct hf_err err;

    if (hf_set_read(arena, payload, &set, &err) != HF_OK)
        return;
    hf_set_write(arena, &set, &out);
    HF_CHECK(hf_set_read(arena, hf_buf_str(&out), &second, &err) == HF_OK);
    hf_set_write(arena, &second, &again);
    HF_CHECK(hf_str_eq(hf_buf_str(&out), hf_buf_str(&again)));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct hf_str input = {(const char *)data, size};
    struct hf_arena arena;
    struct hf_token token;
    struct hf_err err;

    hf_arena_init(&arena, block, sizeof(block));
    if (hf_token_read(&arena, input, &token, &err) == HF_OK) {
        same_spelling(&arena, input, &token);
        same_claims(&arena, token.payload);
    }
    if (size <= HF_TOKEN_MAX)
        same_claims(&arena, input);
    return 0;
}
