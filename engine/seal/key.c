/* SPDX-License-Identifier: Apache-2.0 */
/* Keys by libsodium; their JSON is so small and fixed that it is written member by member. */
#include "seal/key.h"

#include <sodium.h>

#include "base/check.h"
#include "base/code.h"

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

static void put_x(struct hf_buf *out, const struct hf_public *key)
{
    hf_buf_put(out, HF_STR("\"x\":\""));
    hf_b64url_put(out, key->byte, sizeof(key->byte));
    hf_buf_put(out, HF_STR("\"}"));
}

void hf_key_thumbprint(struct hf_hasher *hasher, const struct hf_public *key, struct hf_digest *out)
{
    char text[96];
    struct hf_buf json = HF_BUF(text);

    hf_buf_put(&json, HF_STR("{\"crv\":\"Ed25519\",\"kty\":\"OKP\","));
    put_x(&json, key);
    HF_CHECK(!json.full);
    struct hf_str whole = hf_buf_str(&json);
    hf_sha256(hasher, &whole, 1, out);
}

void hf_jwk_put(struct hf_hasher *hasher, const struct hf_public *key, struct hf_buf *out)
{
    struct hf_digest name;

    hf_key_thumbprint(hasher, key, &name);
    hf_buf_put(out, HF_STR("{\"alg\":\"EdDSA\",\"crv\":\"Ed25519\",\"kid\":\""));
    hf_digest_put(out, &name);
    hf_buf_put(out, HF_STR("\",\"kty\":\"OKP\",\"use\":\"sig\","));
    put_x(out, key);
}

void hf_jwks_put(struct hf_hasher *hasher, const struct hf_public key[], size_t count, struct hf_buf *out)
{
    hf_buf_put(out, HF_STR("{\"keys\":["));
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            hf_buf_put_char(out, ',');
        hf_jwk_put(hasher, &key[i], out);
    }
    hf_buf_put(out, HF_STR("]}"));
}

static bool member_is(const struct hf_json *json, struct hf_str name, struct hf_str text)
{
    return hf_str_eq(hf_json_text(json, name), text);
}

enum hf_rc hf_jwk_read(const struct hf_json *jwk, struct hf_public *out, struct hf_err *err)
{
    struct hf_public key;

    if (HF_JSON_GET(jwk, "d") != NULL)
        return hf_fail(err, HF_WORD_key_private, HF_STR("d"), HF_STR_NONE, HF_STR_NONE);
    if (!member_is(jwk, HF_STR("kty"), HF_STR("OKP")) || !member_is(jwk, HF_STR("crv"), HF_STR("Ed25519")))
        return hf_fail(err, HF_WORD_key_malformed, HF_STR("crv"), HF_STR("kty, crv"), HF_STR_NONE);
    if (!hf_b64url_read(hf_json_text(jwk, HF_STR("x")), key.byte, sizeof(key.byte)))
        return hf_fail(err, HF_WORD_key_malformed, HF_STR("x"), HF_STR("x"), HF_STR_NONE);
    HF_TRY(hf_key_check(&key, err));
    *out = key;
    return HF_OK;
}
