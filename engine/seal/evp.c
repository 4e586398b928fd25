/* SPDX-License-Identifier: Apache-2.0 */
/*
 * libcrypto's own shapes end in this file: a key is built for one call and freed after it, an ECDSA signature
 * is turned between DER and r || s, numbers between big-endian and the machine's order.
 */
#include "seal/evp.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

#include "base/check.h"

enum { HALF = 32, POINT = 1 + 2 * HALF, DER_MAX = 80 };

static enum hf_rc fail(struct hf_err *err)
{
    return hf_fail(err, HF_WORD_seal_library, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
}

/* ---- a public key, built ---- */

static EVP_PKEY *from_parameters(const char *type, OSSL_PARAM parameters[])
{
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_name(NULL, type, NULL);
    EVP_PKEY *key = NULL;

    if (context == NULL)
        return NULL;
    if (EVP_PKEY_fromdata_init(context) != 1 ||
        EVP_PKEY_fromdata(context, &key, EVP_PKEY_PUBLIC_KEY, parameters) != 1)
        key = NULL;
    EVP_PKEY_CTX_free(context);
    return key;
}

/* OSSL_PARAM takes unsigned integers as the machine keeps them. */
static void to_native(const unsigned char *big, size_t size, unsigned char *out)
{
    const union {
        uint16_t number;
        unsigned char byte[2];
    } order = {1};

    for (size_t i = 0; i < size; i++)
        out[i] = big[order.byte[0] == 1 ? size - 1 - i : i];
}

static EVP_PKEY *rsa_key(const struct hf_jwk *key)
{
    HF_UNSET unsigned char n[HF_RSA_MAX], e[HF_JWK_SECOND_MAX];
    OSSL_PARAM parameters[] = {OSSL_PARAM_construct_BN(OSSL_PKEY_PARAM_RSA_N, n, key->first_size),
                               OSSL_PARAM_construct_BN(OSSL_PKEY_PARAM_RSA_E, e, key->second_size),
                               OSSL_PARAM_construct_end()};

    to_native(key->first, key->first_size, n);
    to_native(key->second, key->second_size, e);
    return from_parameters("RSA", parameters);
}

/* A point off the curve is refused here already. */
static EVP_PKEY *p256_key(const struct hf_jwk *key)
{
    unsigned char point[POINT] = {POINT_CONVERSION_UNCOMPRESSED};
    char group[] = "P-256";
    OSSL_PARAM parameters[] = {OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, group, 0),
                               OSSL_PARAM_construct_octet_string(OSSL_PKEY_PARAM_PUB_KEY, point, POINT),
                               OSSL_PARAM_construct_end()};

    memcpy(point + 1, key->first, HALF);
    memcpy(point + 1 + HALF, key->second, HALF);
    return from_parameters("EC", parameters);
}

static EVP_PKEY *public_key(const struct hf_jwk *key)
{
    return key->kind == HF_JWK_RSA ? rsa_key(key) : p256_key(key);
}

/* ---- is it sound? ---- */

static bool is_sound_rsa(const struct hf_jwk *key)
{
    uint32_t exponent = 0;

    for (size_t i = 0; i < key->second_size; i++)
        exponent = exponent << 8 | key->second[i];
    return key->first_size >= HF_RSA_MIN && key->first[0] >= 0x80 &&
           (key->first[key->first_size - 1] & 1) == 1 && key->second[0] != 0 && exponent >= 65537 &&
           (exponent & 1) == 1;
}

bool hf_evp_is_sound(const struct hf_jwk *key)
{
    if (key->kind == HF_JWK_RSA)
        return is_sound_rsa(key);
    EVP_PKEY *built = p256_key(key);
    EVP_PKEY_CTX *context = built == NULL ? NULL : EVP_PKEY_CTX_new_from_pkey(NULL, built, NULL);
    bool sound = context != NULL && EVP_PKEY_public_check(context) == 1;
    EVP_PKEY_CTX_free(context);
    EVP_PKEY_free(built);
    return sound;
}

/* ---- r || s and DER ---- */

/* A positive INTEGER in the fewest bytes. */
static size_t put_integer(unsigned char *out, const unsigned char half[HALF])
{
    size_t skip = 0;

    while (skip < HALF - 1 && half[skip] == 0)
        skip++;
    size_t zero = half[skip] >= 0x80;
    out[0] = 0x02;
    out[1] = (unsigned char)(HALF - skip + zero);
    out[2] = 0;
    memcpy(out + 2 + zero, half + skip, HALF - skip);
    return 2 + (size_t)out[1];
}

static size_t to_der(const unsigned char raw[2 * HALF], unsigned char out[DER_MAX])
{
    size_t size = 2;

    size += put_integer(out + size, raw);
    size += put_integer(out + size, raw + HALF);
    out[0] = 0x30;
    out[1] = (unsigned char)(size - 2);
    return size;
}

/* What libcrypto itself has just written. */
static size_t take_integer(const unsigned char *at, unsigned char half[HALF])
{
    size_t size = at[1], skip = size > HALF ? size - HALF : 0;

    HF_CHECK(at[0] == 0x02 && size >= 1 && size <= HALF + 1);
    memset(half, 0, HALF);
    memcpy(half + HALF - (size - skip), at + 2 + skip, size - skip);
    return 2 + size;
}

static void from_der(const unsigned char *der, unsigned char raw[2 * HALF])
{
    size_t at = 2;

    at += take_integer(der + at, raw);
    take_integer(der + at, raw + HALF);
}

/* ---- signatures ---- */

static bool verify_built(EVP_PKEY *key, struct hf_str message, const unsigned char *signature, size_t size)
{
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    bool holds =
        context != NULL && EVP_DigestVerifyInit_ex(context, NULL, "SHA2-256", NULL, NULL, key, NULL) == 1 &&
        EVP_DigestVerify(context, signature, size, (const unsigned char *)message.at, message.len) == 1;

    EVP_MD_CTX_free(context);
    return holds;
}

bool hf_evp_verify(const struct hf_jwk *key, struct hf_str message, struct hf_str signature)
{
    unsigned char der[DER_MAX];
    const unsigned char *bytes = (const unsigned char *)signature.at;
    size_t size = signature.len;

    if (size != (key->kind == HF_JWK_RSA ? (size_t)key->first_size : (size_t)(2 * HALF)))
        return false;
    if (key->kind == HF_JWK_P256) {
        size = to_der(bytes, der);
        bytes = der;
    }
    EVP_PKEY *built = public_key(key);
    bool holds = built != NULL && verify_built(built, message, bytes, size);
    EVP_PKEY_free(built);
    return holds;
}

/* ---- private keys ---- */

static EVP_PKEY *private_key(const struct hf_private *key)
{
    const unsigned char *at = key->der;

    return d2i_PrivateKey_ex(key->kind == HF_JWK_RSA ? EVP_PKEY_RSA : EVP_PKEY_EC, NULL, &at, key->size, NULL,
                             NULL);
}

static bool number_of(EVP_PKEY *key, const char *name, unsigned char *out, int room, uint16_t *size)
{
    BIGNUM *number = NULL;
    bool read = EVP_PKEY_get_bn_param(key, name, &number) == 1 && BN_num_bytes(number) <= room;

    if (read)
        *size = (uint16_t)BN_bn2bin(number, out);
    BN_free(number);
    return read;
}

static bool point_of(EVP_PKEY *key, struct hf_jwk *out)
{
    HF_UNSET unsigned char point[POINT];
    size_t size = 0;

    if (EVP_PKEY_get_octet_string_param(key, OSSL_PKEY_PARAM_PUB_KEY, point, POINT, &size) != 1 ||
        size != POINT || point[0] != POINT_CONVERSION_UNCOMPRESSED)
        return false;
    memcpy(out->first, point + 1, HALF);
    memcpy(out->second, point + 1 + HALF, HALF);
    out->first_size = out->second_size = HALF;
    return true;
}

static bool public_half(EVP_PKEY *key, enum hf_jwk_kind kind, struct hf_jwk *out)
{
    *out = (struct hf_jwk){.kind = kind};
    if (kind == HF_JWK_P256)
        return point_of(key, out);
    return number_of(key, OSSL_PKEY_PARAM_RSA_N, out->first, HF_RSA_MAX, &out->first_size) &&
           number_of(key, OSSL_PKEY_PARAM_RSA_E, out->second, 4, &out->second_size);
}

enum hf_rc hf_private_public(const struct hf_private *key, struct hf_jwk *out, struct hf_err *err)
{
    struct hf_jwk half;
    EVP_PKEY *built = private_key(key);
    bool read = built != NULL && public_half(built, key->kind, &half);

    EVP_PKEY_free(built);
    if (!read)
        return hf_fail(err, HF_WORD_key_malformed, HF_STR("d"), HF_STR("d"), HF_STR_NONE);
    *out = half;
    return HF_OK;
}

static bool to_private(EVP_PKEY *key, enum hf_jwk_kind kind, struct hf_private *out)
{
    unsigned char *at = out->der;
    int size = i2d_PrivateKey(key, NULL);

    if (size <= 0 || size > HF_PRIVATE_MAX || i2d_PrivateKey(key, &at) != size)
        return false;
    out->kind = kind;
    out->size = (uint16_t)size;
    return true;
}

enum hf_rc hf_private_make(enum hf_jwk_kind kind, struct hf_private *out, struct hf_jwk *public_key,
                           struct hf_err *err)
{
    struct hf_private made;
    struct hf_jwk half;

    HF_CHECK(kind == HF_JWK_RSA || kind == HF_JWK_P256);
    EVP_PKEY *key = kind == HF_JWK_RSA ? EVP_PKEY_Q_keygen(NULL, NULL, "RSA", (size_t)(8 * HF_RSA_MADE))
                                       : EVP_PKEY_Q_keygen(NULL, NULL, "EC", "P-256");
    bool whole = key != NULL && public_half(key, kind, &half) && to_private(key, kind, &made);
    EVP_PKEY_free(key);
    if (whole) {
        *out = made;
        *public_key = half;
    }
    hf_key_wipe(&made, sizeof(made));
    return whole ? HF_OK : fail(err);
}

static bool sign_built(EVP_PKEY *key, struct hf_str message, unsigned char out[HF_RSA_MAX], size_t *size)
{
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    bool signed_ = context != NULL &&
                   EVP_DigestSignInit_ex(context, NULL, "SHA2-256", NULL, NULL, key, NULL) == 1 &&
                   EVP_DigestSign(context, out, size, (const unsigned char *)message.at, message.len) == 1;

    EVP_MD_CTX_free(context);
    return signed_;
}

enum hf_rc hf_private_sign(const struct hf_private *key, struct hf_str message, struct hf_arena *arena,
                           struct hf_str *signature, struct hf_err *err)
{
    HF_UNSET unsigned char made[HF_RSA_MAX];
    size_t size = sizeof(made);
    EVP_PKEY *built = private_key(key);

    if (built == NULL)
        return hf_fail(err, HF_WORD_key_malformed, HF_STR("d"), HF_STR("d"), HF_STR_NONE);
    bool signed_ = sign_built(built, message, made, &size);
    EVP_PKEY_free(built);
    if (!signed_)
        return fail(err);
    unsigned char *out = HF_NEW(arena, unsigned char, HF_RSA_MAX);
    if (key->kind == HF_JWK_P256) {
        from_der(made, out);
        size = 2 * HALF;
    } else {
        memcpy(out, made, size);
    }
    *signature = (struct hf_str){(const char *)out, size};
    return HF_OK;
}
