/* SPDX-License-Identifier: Apache-2.0 */
/* One header is written, one shape of header is read. */
#include "seal/token.h"

#include "base/check.h"
#include "base/code.h"

#define HF_TYPE HF_STR("secevent+jwt")

static const struct hf_json_limits header_limits = {.bytes = 1024, .depth = 2, .reals = false};

struct hf_str hf_token_head_by(struct hf_hasher *hasher, struct hf_arena *arena, enum hf_alg alg,
                               const struct hf_jwk *key)
{
    char text[128];
    struct hf_buf header = HF_BUF(text), head = hf_buf_in(arena, 200);
    struct hf_digest kid;

    HF_CHECK(key->kind == hf_alg_kind(alg));
    hf_jwk_thumbprint(hasher, key, &kid);
    hf_buf_put(&header, HF_STR("{\"alg\":\""));
    hf_buf_put(&header, hf_alg_name(alg));
    hf_buf_put(&header, HF_STR("\",\"kid\":\""));
    hf_digest_put(&header, &kid);
    hf_buf_put(&header, HF_STR("\",\"typ\":\"secevent+jwt\"}"));
    hf_b64url_put(&head, header.at, header.len);
    return hf_buf_str(&head);
}

struct hf_str hf_token_head(struct hf_hasher *hasher, struct hf_arena *arena, const struct hf_public *key)
{
    struct hf_jwk jwk = hf_jwk_of(HF_JWK_ED25519, key);

    return hf_token_head_by(hasher, arena, HF_ALG_EDDSA, &jwk);
}

struct hf_str hf_token_draft(struct hf_arena *arena, struct hf_str head, struct hf_str payload)
{
    struct hf_buf draft = hf_buf_in(arena, head.len + payload.len / 3 * 4 + 8);

    hf_buf_put(&draft, head);
    hf_buf_put_char(&draft, '.');
    hf_b64url_put(&draft, payload.at, payload.len);
    return hf_buf_str(&draft);
}

struct hf_str hf_token_finish_by(struct hf_arena *arena, struct hf_str draft, struct hf_str signature)
{
    struct hf_buf token = hf_buf_in(arena, draft.len + signature.len / 3 * 4 + 8);

    hf_buf_put(&token, draft);
    hf_buf_put_char(&token, '.');
    hf_b64url_put(&token, signature.at, signature.len);
    return hf_buf_str(&token);
}

struct hf_str hf_token_finish(struct hf_arena *arena, struct hf_str draft,
                              const struct hf_signature *signature)
{
    return hf_token_finish_by(arena, draft, HF_PART(signature->byte));
}

struct hf_str hf_token_sign(struct hf_hasher *hasher, struct hf_arena *arena, const struct hf_secret *secret,
                            const struct hf_public *key, struct hf_str payload)
{
    struct hf_str draft = hf_token_draft(arena, hf_token_head(hasher, arena, key), payload);
    struct hf_signature signature;

    hf_key_sign(secret, draft, &signature);
    return hf_token_finish(arena, draft, &signature);
}

static enum hf_rc malformed(struct hf_err *err)
{
    return hf_fail(err, HF_WORD_token_malformed, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
}

static bool decode(struct hf_arena *arena, struct hf_str text, struct hf_str *out)
{
    size_t size = hf_b64url_size(text.len);

    if (size == SIZE_MAX || size == 0)
        return false;
    char *bytes = HF_NEW(arena, char, size);
    *out = (struct hf_str){bytes, size};
    return hf_b64url_read(text, bytes, size);
}

static bool is_one_of(struct hf_str text, const struct hf_str allowed[], size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (hf_str_eq(text, allowed[i]))
            return true;
    }
    return false;
}

/* Nothing but these three, so `crit`, `jwk`, `jku`, `x5u`, `x5c`, `zip`, `b64` need no words of their own. */
static enum hf_rc check_members(const struct hf_json *header, struct hf_err *err)
{
    static const struct hf_str allowed[] = {HF_STR_INIT("alg"), HF_STR_INIT("typ"), HF_STR_INIT("kid")};

    if (header->kind != HF_JSON_OBJECT)
        return malformed(err);
    for (size_t i = 0; i < header->is.object.count; i++) {
        const struct hf_member *member = &header->is.object.member[i];
        if (!is_one_of(member->name, allowed, 3) || member->value.kind != HF_JSON_TEXT)
            return hf_fail(err, HF_WORD_token_header, member->name, member->name, HF_STR_NONE);
    }
    return HF_OK;
}

static enum hf_rc read_header(struct hf_arena *arena, struct hf_str bytes, struct hf_token *token,
                              struct hf_err *err)
{
    struct hf_json header;

    HF_TRY(hf_json_read(bytes, &header_limits, arena, &header, err));
    HF_TRY(check_members(&header, err));
    struct hf_str alg = hf_json_text(&header, HF_STR("alg"));
    token->alg = hf_alg_find(alg);
    if (token->alg == HF_ALGS)
        return hf_fail(err, HF_WORD_token_alg, HF_STR("alg"), alg, HF_STR_NONE);
    if (!hf_str_eq(hf_json_text(&header, HF_STR("typ")), HF_TYPE))
        return hf_fail(err, HF_WORD_token_type, HF_STR("typ"), HF_STR_NONE, HF_STR_NONE);
    token->kid = hf_json_text(&header, HF_STR("kid"));
    return HF_OK;
}

enum hf_rc hf_token_read(struct hf_arena *arena, struct hf_str compact, struct hf_token *out,
                         struct hf_err *err)
{
    struct hf_token token = {0};
    struct hf_str header, rest = compact;

    if (compact.len > HF_TOKEN_MAX)
        return hf_fail(err, HF_WORD_token_too_large, HF_STR_NONE, HF_STR("65536"), HF_STR_NONE);
    struct hf_str header_text = hf_str_cut(&rest, '.');
    struct hf_str payload_text = hf_str_cut(&rest, '.');
    if (!decode(arena, header_text, &header) || !decode(arena, payload_text, &token.payload) ||
        !decode(arena, rest, &token.signature))
        return malformed(err);
    HF_TRY(read_header(arena, header, &token, err));
    token.signed_part = hf_str_part(compact, 0, header_text.len + 1 + payload_text.len);
    *out = token;
    return HF_OK;
}

/* A `kid` that is no thumbprint is the holder's own name for the key and decides nothing. */
static bool names_another_key(struct hf_hasher *hasher, struct hf_str kid, const struct hf_jwk *key)
{
    struct hf_digest named, thumbprint;

    if (!hf_digest_read(kid, &named))
        return false;
    hf_jwk_thumbprint(hasher, key, &thumbprint);
    return !hf_digest_eq(&named, &thumbprint);
}

enum hf_rc hf_token_verify_by(struct hf_hasher *hasher, const struct hf_token *token,
                              const struct hf_jwk *key, struct hf_err *err)
{
    if (names_another_key(hasher, token->kid, key))
        return hf_fail(err, HF_WORD_token_key, HF_STR("kid"), HF_STR_NONE, HF_STR_NONE);
    if (hf_alg_kind(token->alg) != key->kind)
        return hf_fail(err, HF_WORD_token_key_alg, HF_STR("alg"), hf_alg_name(token->alg), HF_STR_NONE);
    if (!hf_jwk_verify(key, token->signed_part, token->signature))
        return hf_fail(err, HF_WORD_token_signature, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
    return HF_OK;
}

enum hf_rc hf_token_verify(struct hf_hasher *hasher, const struct hf_token *token,
                           const struct hf_public *key, struct hf_err *err)
{
    struct hf_jwk jwk = hf_jwk_of(HF_JWK_ED25519, key);

    return hf_token_verify_by(hasher, token, &jwk, err);
}
