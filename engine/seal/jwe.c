/* SPDX-License-Identifier: Apache-2.0 */
/* header . (no encrypted key) . nonce . ciphertext . tag */
#include "seal/jwe.h"

#include <sodium.h>

#include "base/check.h"
#include "base/code.h"
#include "seal/token.h"

static const struct hf_json_limits header_limits = {.bytes = 2048, .depth = 3, .reals = false};

/* ---- the key ---- */

static struct hf_str big_endian(uint32_t number, unsigned char room[4])
{
    for (unsigned i = 0; i < 4; i++)
        room[i] = (unsigned char)(number >> (24 - 8 * i));
    return (struct hf_str){(const char *)room, 4};
}

void hf_concat_kdf(struct hf_hasher *hasher, const struct hf_concat *concat, struct hf_digest *out)
{
    unsigned char number[5][4];
    const struct hf_str part[] = {big_endian(1, number[0]),
                                  concat->z,
                                  big_endian((uint32_t)concat->about.len, number[1]),
                                  concat->about,
                                  big_endian((uint32_t)concat->party_u.len, number[2]),
                                  concat->party_u,
                                  big_endian((uint32_t)concat->party_v.len, number[3]),
                                  concat->party_v,
                                  big_endian(concat->bits, number[4])};

    HF_CHECK(concat->bits <= 8 * HF_DIGEST_SIZE);
    hf_sha256(hasher, part, sizeof(part) / sizeof(part[0]), out);
}

static bool derive(struct hf_hasher *hasher, const unsigned char secret[HF_KEY_SIZE],
                   const unsigned char point[HF_KEY_SIZE], struct hf_concat concat, struct hf_digest *key)
{
    unsigned char z[HF_KEY_SIZE];

    if (!hf_x25519_agree(secret, point, z))
        return false;
    concat.z = HF_PART(z);
    concat.about = HF_STR("A256GCM");
    concat.bits = 8 * HF_GCM_KEY;
    hf_concat_kdf(hasher, &concat, key);
    hf_key_wipe(z, sizeof(z));
    return true;
}

static enum hf_gcm_body find_body(void)
{
    enum hf_gcm_body body = 0;

    while (body < HF_GCM_BODIES && !hf_gcm_is_there(body))
        body++;
    return body;
}

static enum hf_rc unavailable(struct hf_err *err)
{
    return hf_fail(err, HF_WORD_jwe_unavailable, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
}

/* ---- what is inside ---- */

struct content {
    struct hf_str cty;
    size_t most; /* letters of the whole */
};
static const struct content token = {HF_STR_INIT("JWT"), HF_JWE_MAX};
static const struct content document = {HF_STR_INIT("octet-stream"), HF_JWE_DOCUMENT_MAX};

/* ---- sealing ---- */

static void put_header(struct hf_hasher *hasher, const struct content *content, const struct hf_jwk *key,
                       const struct hf_public *ephemeral, struct hf_buf *out)
{
    char text[512];
    struct hf_buf header = HF_BUF(text);
    struct hf_jwk epk = hf_jwk_of(HF_JWK_X25519, ephemeral);
    struct hf_digest kid;

    hf_jwk_thumbprint(hasher, key, &kid);
    hf_buf_put(&header, HF_STR("{\"alg\":\"ECDH-ES\",\"cty\":\""));
    hf_buf_put(&header, content->cty);
    hf_buf_put(&header, HF_STR("\",\"enc\":\"A256GCM\",\"epk\":"));
    struct hf_buf bare = hf_buf_in(out->arena, 96);
    hf_jwk_put_bare(&epk, &bare);
    hf_buf_put(&header, hf_buf_str(&bare));
    hf_buf_put(&header, HF_STR(",\"kid\":\""));
    hf_digest_put(&header, &kid);
    hf_buf_put(&header, HF_STR("\"}"));
    HF_CHECK(!header.full);
    hf_b64url_put(out, header.at, header.len);
}

static enum hf_rc seal(struct hf_hasher *hasher, const struct content *content, struct hf_arena *arena,
                       const struct hf_jwk *key, const struct hf_jwe_dice *dice, struct hf_str inner,
                       struct hf_str *out, struct hf_err *err)
{
    struct hf_buf text = hf_buf_in(arena, inner.len / 3 * 4 + 512);
    unsigned char *sealed = HF_NEW_UNSET(arena, unsigned char, inner.len + HF_GCM_TAG);
    enum hf_gcm_body body = find_body();
    struct hf_seed secret;
    struct hf_digest content_key;

    HF_CHECK(key->kind == HF_JWK_X25519 && inner.len <= content->most / 4 * 3);
    if (body == HF_GCM_BODIES)
        return unavailable(err);
    memcpy(secret.byte, dice->secret, sizeof(secret.byte));
    struct hf_public ephemeral = hf_x25519_public(&secret);
    put_header(hasher, content, key, &ephemeral, &text);
    bool done = derive(hasher, secret.byte, key->first, (struct hf_concat){.bits = 0}, &content_key);
    struct hf_gcm gcm = {content_key.byte, dice->nonce, hf_buf_str(&text)};
    done = done && hf_gcm_seal(body, &gcm, inner, sealed);
    hf_key_wipe(&secret, sizeof(secret));
    hf_key_wipe(&content_key, sizeof(content_key));
    if (!done)
        return unavailable(err);
    hf_buf_put(&text, HF_STR(".."));
    hf_b64url_put(&text, dice->nonce, sizeof(dice->nonce));
    hf_buf_put_char(&text, '.');
    hf_b64url_put(&text, sealed, inner.len);
    hf_buf_put_char(&text, '.');
    hf_b64url_put(&text, sealed + inner.len, HF_GCM_TAG);
    *out = hf_buf_str(&text);
    return HF_OK;
}

enum hf_rc hf_jwe_seal(struct hf_hasher *hasher, struct hf_arena *arena, const struct hf_jwk *key,
                       const struct hf_jwe_dice *dice, struct hf_str inner, struct hf_str *out,
                       struct hf_err *err)
{
    HF_CHECK(inner.len <= HF_TOKEN_MAX);
    return seal(hasher, &token, arena, key, dice, inner, out, err);
}

enum hf_rc hf_jwe_seal_document(struct hf_hasher *hasher, struct hf_arena *arena, const struct hf_jwk *key,
                                const struct hf_jwe_dice *dice, struct hf_str bytes, struct hf_str *out,
                                struct hf_err *err)
{
    return seal(hasher, &document, arena, key, dice, bytes, out, err);
}

/* ---- opening ---- */

struct opened {
    struct hf_str header, sealed; /* the header's letters; ciphertext and tag */
    unsigned char nonce[HF_GCM_NONCE];
    struct hf_jwk epk;
    struct hf_str kid;
    struct hf_concat parties;
};

bool hf_jwe_is(struct hf_str compact)
{
    size_t dots = 0;

    for (size_t i = 0; i < compact.len; i++)
        dots += compact.at[i] == '.';
    return dots == 4;
}

static enum hf_rc malformed(struct hf_err *err)
{
    return hf_fail(err, HF_WORD_jwe_malformed, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
}

static enum hf_rc bad_header(struct hf_str member, struct hf_err *err)
{
    return hf_fail(err, HF_WORD_jwe_header, member, member, HF_STR_NONE);
}

static bool decode(struct hf_arena *arena, struct hf_str text, struct hf_str *out)
{
    size_t size = hf_b64url_size(text.len);

    if (size == SIZE_MAX)
        return false;
    char *bytes = HF_NEW(arena, char, size + 1);
    *out = (struct hf_str){bytes, size};
    return hf_b64url_read(text, bytes, size);
}

/* alg and enc have one value each, cty says what is inside. */
static enum hf_rc check_words(const struct hf_json *header, const struct content *content, struct hf_err *err)
{
    struct hf_str alg = hf_json_text(header, HF_STR("alg")), enc = hf_json_text(header, HF_STR("enc"));

    if (!hf_str_eq(alg, HF_STR("ECDH-ES")))
        return hf_fail(err, HF_WORD_jwe_alg, HF_STR("alg"), alg, HF_STR_NONE);
    if (!hf_str_eq(enc, HF_STR("A256GCM")))
        return hf_fail(err, HF_WORD_jwe_alg, HF_STR("enc"), enc, HF_STR_NONE);
    if (!hf_str_eq(hf_json_text(header, HF_STR("cty")), content->cty))
        return bad_header(HF_STR("cty"), err);
    return HF_OK;
}

static enum hf_rc check_members(const struct hf_json *header, struct hf_err *err)
{
    static const struct hf_str known[] = {HF_STR_INIT("alg"), HF_STR_INIT("enc"), HF_STR_INIT("cty"),
                                          HF_STR_INIT("epk"), HF_STR_INIT("kid"), HF_STR_INIT("typ"),
                                          HF_STR_INIT("apu"), HF_STR_INIT("apv")};

    if (header->kind != HF_JSON_OBJECT)
        return malformed(err);
    for (size_t i = 0; i < header->is.object.count; i++) {
        const struct hf_member *member = &header->is.object.member[i];
        size_t k = 0;
        while (k < sizeof(known) / sizeof(known[0]) && !hf_str_eq(known[k], member->name))
            k++;
        bool is_key = hf_str_eq(member->name, HF_STR("epk"));
        if (k == sizeof(known) / sizeof(known[0]) || (member->value.kind != HF_JSON_TEXT && !is_key))
            return bad_header(member->name, err);
    }
    return HF_OK;
}

static enum hf_rc read_header(struct hf_arena *arena, const struct content *content, struct hf_str bytes,
                              struct opened *out, struct hf_err *err)
{
    struct hf_json header;

    HF_TRY(hf_json_read(bytes, &header_limits, arena, &header, err));
    HF_TRY(check_members(&header, err));
    HF_TRY(check_words(&header, content, err));
    const struct hf_json *epk = HF_JSON_GET(&header, "epk");
    if (epk == NULL || hf_jwk_read(epk, &out->epk, err) != HF_OK || out->epk.kind != HF_JWK_X25519)
        return bad_header(HF_STR("epk"), err);
    if (!decode(arena, hf_json_text(&header, HF_STR("apu")), &out->parties.party_u))
        return bad_header(HF_STR("apu"), err);
    if (!decode(arena, hf_json_text(&header, HF_STR("apv")), &out->parties.party_v))
        return bad_header(HF_STR("apv"), err);
    out->kid = hf_json_text(&header, HF_STR("kid"));
    return HF_OK;
}

/* Ciphertext and tag, each in letters of its own, as the cipher takes them: side by side. */
static bool join(struct hf_arena *arena, struct hf_str text, struct hf_str tag, struct hf_str *out)
{
    size_t size = hf_b64url_size(text.len);

    if (size == SIZE_MAX || hf_b64url_size(tag.len) != HF_GCM_TAG)
        return false;
    char *bytes = HF_NEW_UNSET(arena, char, size + HF_GCM_TAG);
    *out = (struct hf_str){bytes, size + HF_GCM_TAG};
    return hf_b64url_read(text, bytes, size) && hf_b64url_read(tag, bytes + size, HF_GCM_TAG);
}

static enum hf_rc read_parts(struct hf_arena *arena, const struct content *content, struct hf_str compact,
                             struct opened *out, struct hf_err *err)
{
    struct hf_str rest = compact, header;

    if (compact.len > content->most)
        return hf_fail(err, HF_WORD_token_too_large, HF_STR_NONE, HF_STR("92160"), HF_STR_NONE);
    if (!hf_jwe_is(compact))
        return malformed(err);
    out->header = hf_str_cut(&rest, '.');
    struct hf_str no_key = hf_str_cut(&rest, '.'), nonce = hf_str_cut(&rest, '.');
    struct hf_str text = hf_str_cut(&rest, '.');
    if (no_key.len != 0 || !decode(arena, out->header, &header) ||
        !hf_b64url_read(nonce, out->nonce, HF_GCM_NONCE) || !join(arena, text, rest, &out->sealed))
        return malformed(err);
    return read_header(arena, content, header, out, err);
}

static enum hf_rc kid_of(struct hf_arena *arena, const struct content *content, struct hf_str compact,
                         struct hf_str *kid, struct hf_err *err)
{
    struct opened jwe = {.header = HF_STR_NONE};

    HF_TRY(read_parts(arena, content, compact, &jwe, err));
    *kid = jwe.kid;
    return HF_OK;
}

enum hf_rc hf_jwe_kid(struct hf_arena *arena, struct hf_str compact, struct hf_str *kid, struct hf_err *err)
{
    return kid_of(arena, &token, compact, kid, err);
}

enum hf_rc hf_jwe_document_kid(struct hf_arena *arena, struct hf_str compact, struct hf_str *kid,
                               struct hf_err *err)
{
    return kid_of(arena, &document, compact, kid, err);
}

bool hf_jwe_is_document(struct hf_arena *arena, struct hf_str bytes)
{
    struct hf_str rest = bytes, letters = hf_str_cut(&rest, '.'), header;
    struct hf_json json;
    struct hf_err unsaid;

    return letters.len <= HF_JWE_MAX && hf_jwe_is(bytes) && decode(arena, letters, &header) &&
           hf_json_read(header, &header_limits, arena, &json, &unsaid) == HF_OK &&
           json.kind == HF_JSON_OBJECT && hf_str_eq(hf_json_text(&json, HF_STR("cty")), document.cty);
}

static bool names_another_key(struct hf_hasher *hasher, struct hf_str kid, const struct hf_seed *secret)
{
    struct hf_public half = hf_x25519_public(secret);
    struct hf_jwk own = hf_jwk_of(HF_JWK_X25519, &half);
    struct hf_digest named, thumbprint;

    hf_jwk_thumbprint(hasher, &own, &thumbprint);
    return hf_digest_read(kid, &named) && !hf_digest_eq(&named, &thumbprint);
}

static enum hf_rc open_compact(struct hf_hasher *hasher, const struct content *content,
                               struct hf_arena *arena, const struct hf_seed *secret, struct hf_str compact,
                               struct hf_str *inner, struct hf_err *err)
{
    struct opened jwe = {.header = HF_STR_NONE};
    enum hf_gcm_body body = find_body();
    struct hf_digest key;

    HF_TRY(read_parts(arena, content, compact, &jwe, err));
    if (body == HF_GCM_BODIES)
        return unavailable(err);
    if (names_another_key(hasher, jwe.kid, secret) ||
        !derive(hasher, secret->byte, jwe.epk.first, jwe.parties, &key))
        return hf_fail(err, HF_WORD_jwe_key, HF_STR("kid"), HF_STR_NONE, HF_STR_NONE);
    struct hf_gcm gcm = {key.byte, jwe.nonce, jwe.header};
    size_t size = jwe.sealed.len - HF_GCM_TAG;
    unsigned char *plain = HF_NEW_UNSET(arena, unsigned char, size + 1);
    bool whole = hf_gcm_open(body, &gcm, jwe.sealed, plain);
    hf_key_wipe(&key, sizeof(key));
    if (!whole)
        return hf_fail(err, HF_WORD_jwe_broken, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
    *inner = (struct hf_str){(const char *)plain, size};
    return HF_OK;
}

enum hf_rc hf_jwe_open(struct hf_hasher *hasher, struct hf_arena *arena, const struct hf_seed *secret,
                       struct hf_str compact, struct hf_str *inner, struct hf_err *err)
{
    return open_compact(hasher, &token, arena, secret, compact, inner, err);
}

enum hf_rc hf_jwe_open_document(struct hf_hasher *hasher, struct hf_arena *arena,
                                const struct hf_seed *secret, struct hf_str compact, struct hf_str *bytes,
                                struct hf_err *err)
{
    return open_compact(hasher, &document, arena, secret, compact, bytes, err);
}
