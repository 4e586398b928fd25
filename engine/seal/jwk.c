/* SPDX-License-Identifier: Apache-2.0 */
/* One table of kinds; reading, writing and naming a key are walks along its row. */
#include "seal/jwk.h"

#include "base/check.h"
#include "base/code.h"
#include "seal/evp.h"
#include "seal/jwe.h"

struct part {
    struct hf_str name; /* empty: there is no such part */
    uint16_t least, most;
};
struct kind {
    struct hf_str kty, crv, use, alg;
    struct part first, second;
    bool (*is_sound)(const struct hf_jwk *key);
};

static bool is_ed25519(const struct hf_jwk *key)
{
    struct hf_public point;
    struct hf_err none;

    memcpy(point.byte, key->first, sizeof(point.byte));
    return hf_key_check(&point, &none) == HF_OK;
}

static bool is_x25519(const struct hf_jwk *key)
{
    return hf_x25519_is_sound(key->first);
}

/* clang-format off */
static const struct kind kinds[HF_JWK_KINDS] = {
    [HF_JWK_ED25519] = {HF_STR_INIT("OKP"), HF_STR_INIT("Ed25519"), HF_STR_INIT("sig"), HF_STR_INIT("EdDSA"),
                        {HF_STR_INIT("x"), 32, 32}, {HF_STR_INIT(""), 0, 0}, is_ed25519},
    [HF_JWK_P256]    = {HF_STR_INIT("EC"), HF_STR_INIT("P-256"), HF_STR_INIT("sig"), HF_STR_INIT("ES256"),
                        {HF_STR_INIT("x"), 32, 32}, {HF_STR_INIT("y"), 32, 32}, hf_evp_is_sound},
    [HF_JWK_RSA]     = {HF_STR_INIT("RSA"), HF_STR_INIT(""), HF_STR_INIT("sig"), HF_STR_INIT("RS256"),
                        {HF_STR_INIT("n"), 1, HF_RSA_MAX}, {HF_STR_INIT("e"), 1, 4}, hf_evp_is_sound},
    [HF_JWK_X25519]  = {HF_STR_INIT("OKP"), HF_STR_INIT("X25519"), HF_STR_INIT("enc"), HF_STR_INIT("ECDH-ES"),
                        {HF_STR_INIT("x"), 32, 32}, {HF_STR_INIT(""), 0, 0}, is_x25519},
};

static const struct alg {
    struct hf_str name;
    enum hf_jwk_kind kind;
} algs[HF_ALGS] = {
    [HF_ALG_EDDSA]   = {HF_STR_INIT("EdDSA"), HF_JWK_ED25519},
    [HF_ALG_ED25519] = {HF_STR_INIT("Ed25519"), HF_JWK_ED25519},
    [HF_ALG_ES256]   = {HF_STR_INIT("ES256"), HF_JWK_P256},
    [HF_ALG_RS256]   = {HF_STR_INIT("RS256"), HF_JWK_RSA},
};
/* clang-format on */

/* ---- algorithms ---- */

struct hf_str hf_alg_name(enum hf_alg alg)
{
    return algs[alg].name;
}

enum hf_alg hf_alg_find(struct hf_str name)
{
    enum hf_alg alg = 0;

    while (alg < HF_ALGS && !hf_str_eq(algs[alg].name, name))
        alg++;
    return alg;
}

enum hf_jwk_kind hf_alg_kind(enum hf_alg alg)
{
    return algs[alg].kind;
}

struct hf_str hf_jwk_alg(enum hf_jwk_kind kind)
{
    return kinds[kind].alg;
}

enum hf_alg hf_alg_of(enum hf_jwk_kind kind)
{
    return hf_alg_find(kinds[kind].alg);
}

static bool verify_ed25519(const struct hf_jwk *key, struct hf_str message, struct hf_str signature)
{
    struct hf_public point;
    struct hf_signature bytes;

    if (signature.len != sizeof(bytes.byte))
        return false;
    memcpy(point.byte, key->first, sizeof(point.byte));
    memcpy(bytes.byte, signature.at, sizeof(bytes.byte));
    return hf_key_verify(&point, message, &bytes);
}

bool hf_jwk_verify(const struct hf_jwk *key, struct hf_str message, struct hf_str signature)
{
    switch (key->kind) {
    case HF_JWK_ED25519:
        return verify_ed25519(key, message, signature);
    case HF_JWK_P256:
    case HF_JWK_RSA:
        return hf_evp_verify(key, message, signature);
    case HF_JWK_X25519:
    case HF_JWK_KINDS:
        break;
    }
    return false;
}

/* ---- values ---- */

struct hf_jwk hf_jwk_of(enum hf_jwk_kind kind, const struct hf_public *key)
{
    struct hf_jwk jwk = {.kind = kind, .first_size = sizeof(key->byte)};

    HF_CHECK(kind == HF_JWK_ED25519 || kind == HF_JWK_X25519);
    memcpy(jwk.first, key->byte, sizeof(key->byte));
    return jwk;
}

bool hf_jwk_eq(const struct hf_jwk *a, const struct hf_jwk *b)
{
    return a->kind == b->kind && a->first_size == b->first_size && a->second_size == b->second_size &&
           memcmp(a->first, b->first, a->first_size) == 0 &&
           memcmp(a->second, b->second, a->second_size) == 0;
}

/* ---- writing ---- */

static void put_name(struct hf_buf *out, struct hf_str name)
{
    hf_buf_put(out, out->len > 0 && out->at[out->len - 1] != '{' ? HF_STR(",\"") : HF_STR("\""));
    hf_buf_put(out, name);
    hf_buf_put(out, HF_STR("\":\""));
}

static void put_text(struct hf_buf *out, struct hf_str name, struct hf_str text)
{
    if (text.len == 0)
        return;
    put_name(out, name);
    hf_buf_put(out, text);
    hf_buf_put_char(out, '"');
}

static void put_bytes(struct hf_buf *out, struct hf_str name, const unsigned char *bytes, size_t size)
{
    put_name(out, name);
    hf_b64url_put(out, bytes, size);
    hf_buf_put_char(out, '"');
}

/* Under two names one algorithm is signed by an Ed25519 key, and readers that are told one of them in the key
 * refuse tokens with the other (RFC 9864). */
static bool has_one_name(enum hf_jwk_kind kind)
{
    return kind != HF_JWK_ED25519;
}

/* In the order of RFC 8785, which is that of RFC 7638 where nothing else stands between: alg crv e kid kty n
 * use x y. */
static void put_members(const struct hf_jwk *key, struct hf_str kid, struct hf_buf *out)
{
    const struct kind *kind = &kinds[key->kind];
    bool is_rsa = key->kind == HF_JWK_RSA;

    hf_buf_put_char(out, '{');
    put_text(out, HF_STR("alg"), kid.len > 0 && has_one_name(key->kind) ? kind->alg : HF_STR_NONE);
    put_text(out, HF_STR("crv"), kind->crv);
    if (is_rsa)
        put_bytes(out, kind->second.name, key->second, key->second_size);
    put_text(out, HF_STR("kid"), kid);
    put_text(out, HF_STR("kty"), kind->kty);
    if (is_rsa)
        put_bytes(out, kind->first.name, key->first, key->first_size);
    put_text(out, HF_STR("use"), kid.len > 0 ? kind->use : HF_STR_NONE);
    if (!is_rsa)
        put_bytes(out, kind->first.name, key->first, key->first_size);
    if (!is_rsa && kind->second.name.len > 0)
        put_bytes(out, kind->second.name, key->second, key->second_size);
    hf_buf_put_char(out, '}');
}

void hf_jwk_put_bare(const struct hf_jwk *key, struct hf_buf *out)
{
    put_members(key, HF_STR_NONE, out);
}

void hf_jwk_thumbprint(struct hf_hasher *hasher, const struct hf_jwk *key, struct hf_digest *out)
{
    HF_UNSET char text[HF_JWK_TEXT_MAX];
    struct hf_buf json = HF_BUF(text);

    hf_jwk_put_bare(key, &json);
    HF_CHECK(!json.full);
    struct hf_str whole = hf_buf_str(&json);
    hf_sha256(hasher, &whole, 1, out);
}

void hf_key_thumbprint(struct hf_hasher *hasher, const struct hf_public *key, struct hf_digest *out)
{
    struct hf_jwk jwk = hf_jwk_of(HF_JWK_ED25519, key);

    hf_jwk_thumbprint(hasher, &jwk, out);
}

void hf_jwk_put(struct hf_hasher *hasher, const struct hf_jwk *key, struct hf_buf *out)
{
    char text[HF_DIGEST_TEXT];
    struct hf_buf kid = HF_BUF(text);
    struct hf_digest name;

    hf_jwk_thumbprint(hasher, key, &name);
    hf_digest_put(&kid, &name);
    put_members(key, hf_buf_str(&kid), out);
}

void hf_jwks_put(struct hf_hasher *hasher, const struct hf_jwk key[], size_t count, struct hf_buf *out)
{
    hf_buf_put(out, HF_STR("{\"keys\":["));
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            hf_buf_put_char(out, ',');
        hf_jwk_put(hasher, &key[i], out);
    }
    hf_buf_put(out, HF_STR("]}"));
}

/* ---- reading ---- */

static enum hf_rc malformed(struct hf_str member, struct hf_err *err)
{
    return hf_fail(err, HF_WORD_key_malformed, member, member, HF_STR_NONE);
}

static enum hf_jwk_kind find_kind(const struct hf_json *jwk)
{
    struct hf_str kty = hf_json_text(jwk, HF_STR("kty")), crv = hf_json_text(jwk, HF_STR("crv"));
    enum hf_jwk_kind kind = 0;

    while (kind < HF_JWK_KINDS && !(hf_str_eq(kinds[kind].kty, kty) && hf_str_eq(kinds[kind].crv, crv)))
        kind++;
    return kind;
}

/* Of any kind: RFC 7518 6.2.2, 6.3.2, 6.4.1. */
static enum hf_rc refuse_private(const struct hf_json *jwk, struct hf_err *err)
{
    static const struct hf_str parts[] = {HF_STR_INIT("d"),  HF_STR_INIT("k"),  HF_STR_INIT("p"),
                                          HF_STR_INIT("q"),  HF_STR_INIT("dp"), HF_STR_INIT("dq"),
                                          HF_STR_INIT("qi"), HF_STR_INIT("oth")};

    for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
        if (hf_json_get(jwk, parts[i]) != NULL)
            return hf_fail(err, HF_WORD_key_private, parts[i], HF_STR_NONE, HF_STR_NONE);
    return HF_OK;
}

static bool read_part(const struct hf_json *jwk, const struct part *part, unsigned char *out, uint16_t *size)
{
    struct hf_str text = hf_json_text(jwk, part->name);
    size_t bytes = hf_b64url_size(text.len);

    if (part->name.len == 0)
        return true;
    if (bytes < part->least || bytes > part->most || !hf_b64url_read(text, out, bytes))
        return false;
    *size = (uint16_t)bytes;
    return true;
}

/* What it says of itself beside its bytes must not be of another kind; the older and the newer name of the
 * same algorithm are both right. */
static enum hf_rc check_claims(const struct hf_json *jwk, enum hf_jwk_kind kind, struct hf_err *err)
{
    struct hf_str alg = hf_json_text(jwk, HF_STR("alg")), use = hf_json_text(jwk, HF_STR("use"));
    enum hf_alg found = hf_alg_find(alg);

    if (alg.len > 0 && !hf_str_eq(alg, kinds[kind].alg) && (found == HF_ALGS || algs[found].kind != kind))
        return malformed(HF_STR("alg"), err);
    if (use.len > 0 && !hf_str_eq(use, kinds[kind].use))
        return malformed(HF_STR("use"), err);
    return HF_OK;
}

enum hf_rc hf_jwk_read(const struct hf_json *jwk, struct hf_jwk *out, struct hf_err *err)
{
    struct hf_jwk key = {.kind = find_kind(jwk)};

    HF_TRY(refuse_private(jwk, err));
    if (key.kind == HF_JWK_KINDS)
        return malformed(HF_STR("kty"), err);
    const struct kind *kind = &kinds[key.kind];
    if (!read_part(jwk, &kind->first, key.first, &key.first_size))
        return malformed(kind->first.name, err);
    if (!read_part(jwk, &kind->second, key.second, &key.second_size))
        return malformed(kind->second.name, err);
    HF_TRY(check_claims(jwk, key.kind, err));
    if (!kind->is_sound(&key))
        return hf_fail(err, HF_WORD_key_weak, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
    *out = key;
    return HF_OK;
}

enum hf_rc hf_jwk_read_text(struct hf_str text, struct hf_arena *arena, struct hf_jwk *out,
                            struct hf_err *err)
{
    static const struct hf_json_limits limits = {.bytes = 4 * HF_JWK_TEXT_MAX, .depth = 8, .reals = false};
    struct hf_json json;

    HF_TRY(hf_json_read(text, &limits, arena, &json, err));
    return hf_jwk_read(&json, out, err);
}

enum hf_rc hf_jwks_read(struct hf_str text, struct hf_arena *arena, struct hf_jwk *out, size_t *count,
                        struct hf_err *err)
{
    size_t room = *count, found = 0;
    struct hf_json json;

    HF_TRY(hf_json_read(text, &hf_json_payload_limits, arena, &json, err));
    const struct hf_json *keys = HF_JSON_GET(&json, "keys");
    if (keys == NULL || keys->kind != HF_JSON_LIST)
        return malformed(HF_STR("keys"), err);
    for (size_t i = 0; i < keys->is.list.count && found < room; i++) {
        HF_TRY(refuse_private(&keys->is.list.item[i], err));
        found += hf_jwk_read(&keys->is.list.item[i], &out[found], err) == HF_OK;
    }
    if (found == 0)
        return malformed(HF_STR("keys"), err);
    *count = found;
    return HF_OK;
}
