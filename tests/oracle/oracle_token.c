/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Tokens answered line by line, for jose.mjs: one of `acts` below, by its name in `do`. Bytes are base64url;
 * a secret is a seed of 32 bytes, or a DER key for ES256 and RS256.
 *
 *     sign        alg, secret, payload         "= token"
 *     verify      jwk, token                   "= payload"
 *     thumbprint  jwk                          "= thumbprint"
 *     write       jwk                          "= jwk", as we publish it
 *     make        kind: EC or RSA              "= der jwk", a key of our making
 *     seal        jwk, secret, nonce, inner    "= encrypted token"
 *     open        secret, token                "= inner token"
 *
 * and "! code" where it is refused.
 */
#include "base/code.h"
#include "oracle/lines.h"
#include "seal/evp.h"
#include "seal/jwe.h"
#include "seal/token.h"

static struct hf_hasher hasher;

struct asked {
    const struct hf_json *json;
    struct hf_arena *arena;
    struct hf_buf *out;
    struct hf_err err;
};

static struct hf_str bytes(struct asked *a, struct hf_str name)
{
    struct hf_str text = hf_json_text(a->json, name);
    size_t size = hf_b64url_size(text.len);
    char *made = HF_NEW(a->arena, char, size == SIZE_MAX ? 1 : size + 1);
    bool well = size != SIZE_MAX && hf_b64url_read(text, made, size);
    return well ? (struct hf_str){made, size} : HF_STR_NONE;
}

static void copy(struct hf_str from, void *to, size_t size)
{
    HF_CHECK(from.len == size);
    memcpy(to, from.at, size);
}

static struct hf_seed seed_of(struct asked *a)
{
    struct hf_seed seed;
    copy(bytes(a, HF_STR("secret")), seed.byte, sizeof seed.byte);
    return seed;
}

/* ---- signing ---- */

static struct hf_str sign_ed25519(struct asked *a, enum hf_alg alg, struct hf_str payload)
{
    struct hf_seed seed = seed_of(a);
    struct hf_secret secret;
    struct hf_public key;
    struct hf_signature signature;
    hf_key_make(&seed, &secret, &key);
    struct hf_jwk jwk = hf_jwk_of(HF_JWK_ED25519, &key);
    struct hf_str draft = hf_token_draft(a->arena, hf_token_head_by(&hasher, a->arena, alg, &jwk), payload);
    hf_key_sign(&secret, draft, &signature);
    return hf_token_finish(a->arena, draft, &signature);
}

static enum hf_rc sign_by(struct asked *a, enum hf_alg alg, struct hf_str payload, struct hf_str *token)
{
    struct hf_str der = bytes(a, HF_STR("secret")), signature;
    struct hf_private key = {.kind = hf_alg_kind(alg), .size = (uint16_t)der.len};
    struct hf_jwk jwk;
    HF_CHECK(der.len > 0 && der.len <= sizeof key.der);
    memcpy(key.der, der.at, der.len);
    HF_TRY(hf_private_public(&key, &jwk, &a->err));
    struct hf_str draft = hf_token_draft(a->arena, hf_token_head_by(&hasher, a->arena, alg, &jwk), payload);
    HF_TRY(hf_private_sign(&key, draft, a->arena, &signature, &a->err));
    *token = hf_token_finish_by(a->arena, draft, signature);
    return HF_OK;
}

static enum hf_rc sign(struct asked *a)
{
    enum hf_alg alg = hf_alg_find(hf_json_text(a->json, HF_STR("alg")));
    struct hf_str payload = bytes(a, HF_STR("payload")), token;
    HF_CHECK(alg != HF_ALGS);
    if (hf_alg_kind(alg) == HF_JWK_ED25519)
        token = sign_ed25519(a, alg, payload);
    else
        HF_TRY(sign_by(a, alg, payload, &token));
    hf_buf_put(a->out, token);
    return HF_OK;
}

static enum hf_rc verify(struct asked *a)
{
    struct hf_token token;
    struct hf_jwk key;
    HF_TRY(hf_jwk_read(HF_JSON_GET(a->json, "jwk"), &key, &a->err));
    HF_TRY(hf_token_read(a->arena, hf_json_text(a->json, HF_STR("token")), &token, &a->err));
    HF_TRY(hf_token_verify_by(&hasher, &token, &key, &a->err));
    hf_b64url_put(a->out, token.payload.at, token.payload.len);
    return HF_OK;
}

/* ---- keys ---- */

static enum hf_rc thumbprint(struct asked *a)
{
    struct hf_jwk key;
    struct hf_digest digest;
    HF_TRY(hf_jwk_read(HF_JSON_GET(a->json, "jwk"), &key, &a->err));
    hf_jwk_thumbprint(&hasher, &key, &digest);
    hf_digest_put(a->out, &digest);
    return HF_OK;
}

static enum hf_rc write_key(struct asked *a)
{
    struct hf_jwk key;
    HF_TRY(hf_jwk_read(HF_JSON_GET(a->json, "jwk"), &key, &a->err));
    hf_jwk_put(&hasher, &key, a->out);
    return HF_OK;
}

static enum hf_rc make(struct asked *a)
{
    struct hf_str kind = hf_json_text(a->json, HF_STR("kind"));
    struct hf_private key;
    struct hf_jwk jwk;
    HF_TRY(hf_private_make(hf_str_eq(kind, HF_STR("RSA")) ? HF_JWK_RSA : HF_JWK_P256, &key, &jwk, &a->err));
    hf_b64url_put(a->out, key.der, key.size);
    hf_buf_put_char(a->out, ' ');
    hf_jwk_put(&hasher, &jwk, a->out);
    return HF_OK;
}

/* ---- encryption ---- */

static enum hf_rc seal(struct asked *a)
{
    struct hf_jwk key;
    struct hf_jwe_dice dice;
    struct hf_str token;
    copy(bytes(a, HF_STR("secret")), dice.secret, sizeof dice.secret);
    copy(bytes(a, HF_STR("nonce")), dice.nonce, sizeof dice.nonce);
    HF_TRY(hf_jwk_read(HF_JSON_GET(a->json, "jwk"), &key, &a->err));
    HF_TRY(
        hf_jwe_seal(&hasher, a->arena, &key, &dice, hf_json_text(a->json, HF_STR("inner")), &token, &a->err));
    hf_buf_put(a->out, token);
    return HF_OK;
}

static enum hf_rc open_token(struct asked *a)
{
    struct hf_seed secret = seed_of(a);
    struct hf_str inner;
    HF_TRY(hf_jwe_open(&hasher, a->arena, &secret, hf_json_text(a->json, HF_STR("token")), &inner, &a->err));
    hf_b64url_put(a->out, inner.at, inner.len);
    return HF_OK;
}

static const struct {
    struct hf_str name;
    enum hf_rc (*answer)(struct asked *a);
} acts[] = {
    {HF_STR_INIT("sign"), sign},
    {HF_STR_INIT("verify"), verify},
    {HF_STR_INIT("thumbprint"), thumbprint},
    {HF_STR_INIT("make"), make},
    {HF_STR_INIT("write"), write_key},
    {HF_STR_INIT("seal"), seal},
    {HF_STR_INIT("open"), open_token},
};

static void answer(const struct hf_json *json, struct hf_arena *arena, struct hf_buf *out)
{
    struct asked a = {.json = json, .arena = arena, .out = out};
    struct hf_str what = hf_json_text(json, HF_STR("do"));
    size_t i = 0;
    while (i < sizeof acts / sizeof acts[0] - 1 && !hf_str_eq(acts[i].name, what))
        i++;
    hf_buf_put(out, HF_STR("= "));
    if (acts[i].answer(&a) == HF_OK)
        return;
    out->len = 0;
    hf_buf_put(out, HF_STR("! "));
    hf_buf_put(out, hf_err_code(&a.err));
}

int main(void)
{
    hf_hasher_init(&hasher);
    int code = answer_lines(answer);
    hf_hasher_done(&hasher);
    return code;
}
