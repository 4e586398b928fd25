/* SPDX-License-Identifier: Apache-2.0 */
/* Encrypted tokens: each step by an RFC's vector, the whole there and back, and what must not open. */
#include "seal/jwe.h"
#include "seal/token.h"
#include "unit/seal/vectors.h"

static const struct hf_seed bob = {{5, 4, 3, 2, 1}};
static const struct hf_jwe_dice dice = {{9, 8, 7}, {1, 2, 3}};

static struct hf_jwk bobs_key(void)
{
    struct hf_public half = hf_x25519_public(&bob);

    return hf_jwk_of(HF_JWK_X25519, &half);
}

static struct hf_str sealed_for(const struct hf_jwk *key, struct hf_str inner)
{
    struct hf_str compact = HF_STR_NONE;

    assert_int_equal(hf_jwe_seal(&hasher, &arena, key, &dice, inner, &compact, &err), HF_OK);
    return compact;
}

static void x25519_of_rfc_8037_agrees(void **state)
{
    const struct hf_json *vector = vector_of(HF_STR("rfc8037-a6"));
    struct hf_str secret = bytes_of(vector, HF_STR("secret")), point = bytes_of(vector, HF_STR("key")),
                  epk = bytes_of(vector, HF_STR("epk")), want = bytes_of(vector, HF_STR("z"));
    unsigned char z[HF_KEY_SIZE];
    struct hf_seed seed;

    (void)state;
    memcpy(seed.byte, secret.at, sizeof(seed.byte));
    struct hf_public half = hf_x25519_public(&seed);
    assert_memory_equal(half.byte, epk.at, epk.len);
    assert_true(hf_x25519_agree(seed.byte, (const unsigned char *)point.at, z));
    assert_memory_equal(z, want.at, want.len);
}

static void the_key_of_rfc_7518_is_derived(void **state)
{
    const struct hf_json *vector = vector_of(HF_STR("rfc7518-c"));
    struct hf_concat concat = {.z = bytes_of(vector, HF_STR("z")),
                               .about = hf_json_text(vector, HF_STR("alg")),
                               .party_u = hf_json_text(vector, HF_STR("party_u")),
                               .party_v = hf_json_text(vector, HF_STR("party_v")),
                               .bits = 128};
    struct hf_digest key;
    struct hf_str want = bytes_of(vector, HF_STR("key"));

    (void)state;
    hf_concat_kdf(&hasher, &concat, &key);
    assert_memory_equal(key.byte, want.at, want.len);
}

/* Where this machine lacks one of the bodies, the other is tested. */
static void each_body_of_aes_gives_the_bytes_of_rfc_7516(void **state)
{
    const struct hf_json *vector = vector_of(HF_STR("rfc7516-a1"));
    struct hf_gcm gcm = {(const unsigned char *)bytes_of(vector, HF_STR("key")).at,
                         (const unsigned char *)bytes_of(vector, HF_STR("nonce")).at,
                         hf_json_text(vector, HF_STR("about"))};
    struct hf_str plain = hf_json_text(vector, HF_STR("plain")), want = bytes_of(vector, HF_STR("sealed"));
    unsigned tested = 0;

    (void)state;
    for (enum hf_gcm_body body = 0; body < HF_GCM_BODIES; body++) {
        unsigned char sealed[128], open[128];
        if (!hf_gcm_is_there(body))
            continue;
        tested++;
        assert_true(hf_gcm_seal(body, &gcm, plain, sealed));
        assert_memory_equal(sealed, want.at, want.len);
        assert_true(hf_gcm_open(body, &gcm, want, open));
        assert_memory_equal(open, plain.at, plain.len);
        sealed[0] ^= 1;
        assert_false(hf_gcm_open(body, &gcm, (struct hf_str){(const char *)sealed, want.len}, open));
        assert_false(hf_gcm_open(body, &gcm, hf_str_part(want, 0, HF_GCM_TAG - 1), open));
    }
    assert_true(tested > 0);
    assert_false(hf_gcm_is_there(HF_GCM_BODIES));
}

static void what_is_sealed_opens_with_the_one_key(void **state)
{
    struct hf_jwk key = bobs_key();
    struct hf_str inner, compact = sealed_for(&key, HF_STR("a.b.c"));
    struct hf_seed eve = {{6}};

    (void)state;
    assert_true(hf_jwe_is(compact));
    assert_false(hf_jwe_is(HF_STR("a.b.c")));
    assert_true(
        hf_str_begins(compact, HF_STR("eyJhbGciOiJFQ0RILUVTIiwiY3R5IjoiSldUIiwiZW5jIjoiQTI1NkdDTSIsImVw")));
    assert_int_equal(hf_jwe_open(&hasher, &arena, &bob, compact, &inner, &err), HF_OK);
    assert_str(inner, "a.b.c");
    assert_refused(hf_jwe_open(&hasher, &arena, &eve, compact, &inner, &err), jwe_key);
}

/* The same dice and the same key: stored once, resent as it is; nothing else goes into it. */
static void the_same_dice_give_the_same_bytes(void **state)
{
    struct hf_jwk key = bobs_key();

    (void)state;
    assert_true(hf_str_eq(sealed_for(&key, HF_STR("a.b.c")), sealed_for(&key, HF_STR("a.b.c"))));
}

static void any_changed_letter_is_noticed(void **state)
{
    struct hf_jwk key = bobs_key();
    struct hf_str inner, compact = sealed_for(&key, HF_STR("a.b.c"));
    char *bytes = HF_NEW(&arena, char, compact.len);

    (void)state;
    memcpy(bytes, compact.at, compact.len);
    for (size_t i = 0; i < compact.len; i++) {
        char before = bytes[i];
        size_t mark = hf_arena_mark(&arena);
        bytes[i] = before == 'A' ? 'B' : 'A';
        assert_int_not_equal(
            hf_jwe_open(&hasher, &arena, &bob, (struct hf_str){bytes, compact.len}, &inner, &err), HF_OK);
        bytes[i] = before;
        hf_arena_reset(&arena, mark);
    }
}

#define EPK "{\"crv\":\"X25519\",\"kty\":\"OKP\",\"x\":\"hSDwCYkwp1R0i33ctD73Wg2_Og0mOBr066SpjqqbTmo\"}"
#define HEAD "\"alg\":\"ECDH-ES\",\"cty\":\"JWT\",\"enc\":\"A256GCM\""

static enum hf_rc open_with(const char *header)
{
    struct hf_buf out = hf_buf_in(&arena, 512);
    struct hf_str inner;

    hf_b64url_put(&out, header, strlen(header));
    hf_buf_put(&out, HF_STR("..AQIDAAAAAAAAAAAA.AAAA.AAAAAAAAAAAAAAAAAAAAAA"));
    return hf_jwe_open(&hasher, &arena, &bob, hf_buf_str(&out), &inner, &err);
}

static void a_header_that_would_steer_the_reader_is_refused(void **state)
{
    static const char *const steering[] = {
        "{" HEAD ",\"epk\":" EPK ",\"zip\":\"DEF\"}",
        "{" HEAD ",\"epk\":" EPK ",\"crit\":[\"exp\"]}",
        "{" HEAD ",\"epk\":" EPK ",\"jku\":\"https://eve.example\"}",
        "{" HEAD ",\"epk\":" EPK ",\"jwk\":" EPK "}",
        "{" HEAD ",\"epk\":" EPK ",\"kid\":7}",
        "{" HEAD "}",
        "{" HEAD ",\"epk\":\"x\"}",
        "{" HEAD ",\"epk\":{\"crv\":\"P-256\",\"kty\":\"EC\",\"x\":\"x\",\"y\":\"y\"}}",
        "{" HEAD ",\"epk\":{\"crv\":\"X25519\",\"kty\":\"OKP\",\"x\":"
        "\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"}}",
        "{" HEAD ",\"epk\":" EPK ",\"apu\":\"a=\"}",
        "{\"alg\":\"ECDH-ES\",\"enc\":\"A256GCM\",\"epk\":" EPK "}",
    };

    (void)state;
    for (size_t i = 0; i < sizeof(steering) / sizeof(steering[0]); i++)
        assert_refused(open_with(steering[i]), jwe_header);
    assert_refused(open_with("{\"alg\":\"dir\",\"cty\":\"JWT\",\"enc\":\"A256GCM\",\"epk\":" EPK "}"),
                   jwe_alg);
    assert_refused(open_with("{\"alg\":\"ECDH-ES+A256KW\",\"cty\":\"JWT\",\"enc\":\"A256GCM\"}"), jwe_alg);
    assert_refused(open_with("{\"alg\":\"ECDH-ES\",\"cty\":\"JWT\",\"enc\":\"A128CBC-HS256\"}"), jwe_alg);
    assert_refused(open_with("{" HEAD ",\"alg\":\"dir\"}"), json_doubled);
    assert_refused(open_with("[]"), jwe_malformed);
    assert_refused(open_with("{" HEAD ",\"epk\":" EPK "}"), jwe_broken);
    assert_refused(open_with("{" HEAD ",\"epk\":" EPK ",\"apu\":\"QWxpY2U\",\"apv\":\"Qm9i\"}"), jwe_broken);
    assert_refused(
        open_with("{" HEAD ",\"epk\":" EPK ",\"kid\":\"kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k\"}"),
        jwe_key);
}

static void a_second_spelling_is_no_encrypted_token(void **state)
{
    static const char *const bad[] = {"",
                                      "....",
                                      "a.b.c",
                                      "e30.AAAA.AQIDAAAAAAAAAAAA.AAAA.AAAAAAAAAAAAAAAAAAAAAA",
                                      "e30..AQIDAAAAAAAAAAAA.AAAA.AAAAAAAAAAAAAAAAAAAAAA==",
                                      "e30..AQIDAAAAAAAAAAA.AAAA.AAAAAAAAAAAAAAAAAAAAAA",
                                      "e30..AQIDAAAAAAAAAAAA.AAA=.AAAAAAAAAAAAAAAAAAAAAA",
                                      "e30..AQIDAAAAAAAAAAAA.AAAA.AAAAAAAAAAAAAAAAAAAA",
                                      "e30..AQIDAAAAAAAAAAAA.AAAA.AAAAAAAAAAAAAAAAAAAAAA.",
                                      " e30..AQIDAAAAAAAAAAAA.AAAA.AAAAAAAAAAAAAAAAAAAAAA"};
    struct hf_str inner;
    static char large[HF_JWE_MAX + 1];

    (void)state;
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
        assert_refused(hf_jwe_open(&hasher, &arena, &bob, hf_str_of(bad[i]), &inner, &err), jwe_malformed);
    memset(large, '.', sizeof(large));
    assert_refused(hf_jwe_open(&hasher, &arena, &bob, (struct hf_str){large, sizeof(large)}, &inner, &err),
                   token_too_large);
}

static void the_largest_token_fits(void **state)
{
    static char inner_bytes[HF_TOKEN_MAX];
    struct hf_jwk key = bobs_key();
    struct hf_str inner;

    (void)state;
    memset(inner_bytes, 'a', sizeof(inner_bytes));
    struct hf_str compact = sealed_for(&key, (struct hf_str){inner_bytes, sizeof(inner_bytes)});
    assert_true(compact.len <= HF_JWE_MAX);
    assert_int_equal(hf_jwe_open(&hasher, &arena, &bob, compact, &inner, &err), HF_OK);
    assert_int_equal(inner.len, HF_TOKEN_MAX);
}

/* Larger than any token; and neither is taken for the other. */
static void a_document_is_sealed_as_one(void **state)
{
    static char bytes[3 * HF_TOKEN_MAX + 1];
    static unsigned char room[2 << 20];
    const struct hf_str document = {bytes, sizeof(bytes)};
    struct hf_jwk key = bobs_key();
    struct hf_arena large;
    struct hf_str sealed, opened;

    (void)state;
    memset(bytes, '.', sizeof(bytes));
    hf_arena_init(&large, room, sizeof(room));
    assert_false(hf_jwe_is_document(&large, document));
    assert_int_equal(hf_jwe_seal_document(&hasher, &large, &key, &dice, document, &sealed, &err), HF_OK);
    assert_true(hf_jwe_is_document(&large, sealed));
    assert_int_equal(hf_jwe_open_document(&hasher, &large, &bob, sealed, &opened, &err), HF_OK);
    assert_true(hf_str_eq(opened, document));
    assert_refused(hf_jwe_open(&hasher, &large, &bob, sealed, &opened, &err), token_too_large);
    sealed = sealed_for(&key, HF_STR("a.b.c"));
    assert_false(hf_jwe_is_document(&large, sealed));
    assert_refused(hf_jwe_open_document(&hasher, &large, &bob, sealed, &opened, &err), jwe_header);
    hf_arena_reset(&large, 0);
    assert_int_equal(hf_jwe_seal_document(&hasher, &large, &key, &dice, HF_STR("x"), &sealed, &err), HF_OK);
    assert_refused(hf_jwe_open(&hasher, &large, &bob, sealed, &opened, &err), jwe_header);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(x25519_of_rfc_8037_agrees),
        TEST(the_key_of_rfc_7518_is_derived),
        TEST(each_body_of_aes_gives_the_bytes_of_rfc_7516),
        TEST(what_is_sealed_opens_with_the_one_key),
        TEST(the_same_dice_give_the_same_bytes),
        TEST(any_changed_letter_is_noticed),
        TEST(a_header_that_would_steer_the_reader_is_refused),
        TEST(a_second_spelling_is_no_encrypted_token),
        TEST(the_largest_token_fits),
        TEST(a_document_is_sealed_as_one),
    };
    return RUN(tests);
}
