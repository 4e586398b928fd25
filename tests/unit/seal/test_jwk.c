/* SPDX-License-Identifier: Apache-2.0 */
/* Keys of every kind: RFC vectors (tests/vectors/jose), written and read, signing and refusing. */
#include "seal/evp.h"
#include "unit/seal/vectors.h"

#define X "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"

static void assert_thumbprint(const struct hf_jwk *key, const char *want)
{
    struct hf_digest thumbprint;
    struct hf_buf out = hf_buf_in(&arena, HF_DIGEST_TEXT);

    hf_jwk_thumbprint(&hasher, key, &thumbprint);
    hf_digest_put(&out, &thumbprint);
    assert_str(hf_buf_str(&out), want);
}

static void thumbprints_are_those_of_the_rfcs(void **state)
{
    struct hf_jwk rsa = jwk_of(vector_of(HF_STR("rfc7638-31")));
    struct hf_jwk okp = jwk_of(vector_of(HF_STR("rfc8037-a3")));
    struct hf_public point;
    struct hf_digest short_way, long_way;

    (void)state;
    assert_thumbprint(&rsa, "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
    assert_thumbprint(&okp, "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
    memcpy(point.byte, okp.first, sizeof(point.byte));
    hf_key_thumbprint(&hasher, &point, &short_way);
    hf_jwk_thumbprint(&hasher, &okp, &long_way);
    assert_true(hf_digest_eq(&short_way, &long_way));
}

static struct hf_private private_of(const struct hf_json *vector, enum hf_jwk_kind kind)
{
    struct hf_str der = bytes_of(vector, HF_STR("private"));
    struct hf_private key = {.kind = kind, .size = (uint16_t)der.len};

    assert_true(der.len <= HF_PRIVATE_MAX);
    memcpy(key.der, der.at, der.len);
    return key;
}

static void rs256_of_rfc_7515_comes_out_letter_for_letter(void **state)
{
    const struct hf_json *vector = vector_of(HF_STR("rfc7515-a2"));
    struct hf_private key = private_of(vector, HF_JWK_RSA);
    struct hf_jwk public_key = jwk_of(vector), half;
    struct hf_str want = bytes_of(vector, HF_STR("signature")), made,
                  input = hf_json_text(vector, HF_STR("input"));

    (void)state;
    assert_int_equal(hf_private_sign(&key, input, &arena, &made, &err), HF_OK);
    assert_true(hf_str_eq(made, want));
    assert_true(hf_jwk_verify(&public_key, input, want));
    assert_int_equal(hf_private_public(&key, &half, &err), HF_OK);
    assert_true(hf_jwk_eq(&half, &public_key));
}

static void es256_of_rfc_7515_verifies_and_ours_does_too(void **state)
{
    const struct hf_json *vector = vector_of(HF_STR("rfc7515-a3"));
    struct hf_private key = private_of(vector, HF_JWK_P256);
    struct hf_jwk public_key = jwk_of(vector), half;
    struct hf_str theirs = bytes_of(vector, HF_STR("signature")), ours,
                  input = hf_json_text(vector, HF_STR("input"));

    (void)state;
    assert_true(hf_jwk_verify(&public_key, input, theirs));
    assert_int_equal(hf_private_public(&key, &half, &err), HF_OK);
    assert_true(hf_jwk_eq(&half, &public_key));
    /* Often enough that r and s begin with zeros and with high bits. */
    for (int i = 0; i < 600; i++) {
        size_t mark = hf_arena_mark(&arena);
        assert_int_equal(hf_private_sign(&key, input, &arena, &ours, &err), HF_OK);
        assert_int_equal(ours.len, 64);
        assert_true(hf_jwk_verify(&public_key, input, ours));
        hf_arena_reset(&arena, mark);
    }
}

static void any_changed_byte_breaks_a_signature_of_either(void **state)
{
    static const struct hf_str names[] = {HF_STR_INIT("rfc7515-a2"), HF_STR_INIT("rfc7515-a3")};

    (void)state;
    for (size_t v = 0; v < 2; v++) {
        const struct hf_json *vector = vector_of(names[v]);
        struct hf_jwk key = jwk_of(vector);
        struct hf_str signature = bytes_of(vector, HF_STR("signature")),
                      input = hf_json_text(vector, HF_STR("input"));
        char *bytes = HF_NEW(&arena, char, signature.len);
        memcpy(bytes, signature.at, signature.len);
        for (size_t i = 0; i < signature.len; i++) {
            bytes[i] = (char)(bytes[i] ^ 1);
            assert_false(hf_jwk_verify(&key, input, (struct hf_str){bytes, signature.len}));
            bytes[i] = (char)(bytes[i] ^ 1);
        }
        assert_false(hf_jwk_verify(&key, input, hf_str_part(signature, 0, signature.len - 1)));
        assert_false(hf_jwk_verify(&key, input, HF_STR_NONE));
        assert_false(hf_jwk_verify(&key, HF_STR("another"), signature));
        memset(bytes, 0, signature.len); /* r = s = 0 would pass in a careless verifier */
        assert_false(hf_jwk_verify(&key, input, (struct hf_str){bytes, signature.len}));
    }
}

static void made_keys_sign_and_are_read_back(void **state)
{
    static const enum hf_jwk_kind made[] = {HF_JWK_P256, HF_JWK_RSA};

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct hf_private key;
        struct hf_jwk public_key, read, half;
        struct hf_str signature;
        struct hf_buf text = hf_buf_in(&arena, HF_JWK_TEXT_MAX);
        assert_int_equal(hf_private_make(made[i], &key, &public_key, &err), HF_OK);
        assert_int_equal(hf_private_sign(&key, HF_STR("message"), &arena, &signature, &err), HF_OK);
        assert_true(hf_jwk_verify(&public_key, HF_STR("message"), signature));
        hf_jwk_put(&hasher, &public_key, &text);
        assert_int_equal(hf_jwk_read_text(hf_buf_str(&text), &arena, &read, &err), HF_OK);
        assert_true(hf_jwk_eq(&read, &public_key));
        assert_int_equal(hf_private_public(&key, &half, &err), HF_OK);
        assert_true(hf_jwk_eq(&half, &public_key));
        assert_int_equal(public_key.first_size, made[i] == HF_JWK_RSA ? HF_RSA_MADE : 32);
    }
}

static void a_broken_private_key_is_refused(void **state)
{
    struct hf_private key = {.kind = HF_JWK_RSA, .size = 4, .der = "\x30\x02\x01\x00"};
    struct hf_jwk half;
    struct hf_str signature;

    (void)state;
    assert_refused(hf_private_public(&key, &half, &err), key_malformed);
    assert_refused(hf_private_sign(&key, HF_STR("m"), &arena, &signature, &err), key_malformed);
}

static void a_key_is_written_with_its_thumbprint(void **state)
{
    struct hf_jwk key = jwk_of(vector_of(HF_STR("rfc8037-a3")));
    const struct hf_jwk both[] = {key, key};
    struct hf_buf out = hf_buf_in(&arena, 256);

    (void)state;
    hf_jwks_put(&hasher, &key, 1, &out);
    assert_str(hf_buf_str(&out), "{\"keys\":[{\"crv\":\"Ed25519\",\"kid\":\"kPrK_"
                                 "qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k\","
                                 "\"kty\":\"OKP\",\"use\":\"sig\",\"x\":\"" X "\"}]}");
    out = hf_buf_in(&arena, 16);
    hf_jwks_put(&hasher, NULL, 0, &out);
    assert_str(hf_buf_str(&out), "{\"keys\":[]}");
    out = hf_buf_in(&arena, 16);
    hf_jwks_put(&hasher, both, 2, &out);
    assert_true(hf_str_contains(hf_buf_str(&out), HF_STR("\"},{\"")));
}

/* What is written is in the one form that everything hashed has. */
static void every_kind_is_written_canonically(void **state)
{
    static const struct hf_str names[] = {HF_STR_INIT("rfc7515-a2"), HF_STR_INIT("rfc7515-a3"),
                                          HF_STR_INIT("rfc8037-a3")};

    (void)state;
    for (size_t i = 0; i < 3; i++) {
        struct hf_jwk key = jwk_of(vector_of(names[i]));
        struct hf_buf written = hf_buf_in(&arena, HF_JWK_TEXT_MAX),
                      again = hf_buf_in(&arena, HF_JWK_TEXT_MAX);
        struct hf_json json;
        hf_jwk_put(&hasher, &key, &written);
        assert_int_equal(hf_json_read(hf_buf_str(&written), &hf_json_payload_limits, &arena, &json, &err),
                         HF_OK);
        hf_json_write(&again, &json);
        assert_true(hf_str_eq(hf_buf_str(&written), hf_buf_str(&again)));
    }
}

static enum hf_rc read_jwk(const char *text)
{
    struct hf_jwk key;

    return hf_jwk_read_text(hf_str_of(text), &arena, &key, &err);
}

static void a_key_is_read_as_others_write_it(void **state)
{
    (void)state;
    assert_int_equal(
        read_jwk("{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"key_ops\":[\"verify\"],\"x\":\"" X "\"}"), HF_OK);
    assert_int_equal(read_jwk("{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"alg\":\"Ed25519\",\"use\":\"sig\","
                              "\"x\":\"" X "\",\"x5c\":[\"passed over\"]}"),
                     HF_OK);
    assert_int_equal(read_jwk("{\"kty\":\"OKP\",\"crv\":\"X25519\",\"use\":\"enc\",\"x\":\""
                              "3p7bfXt9wbTTW2HC7OQ1Nz-DQ8hbeGdNrfx-FG-IK08\"}"),
                     HF_OK);
}

static void what_is_no_public_key_known_here_is_refused(void **state)
{
    static const char *const bad[] = {
        "[]",
        "{\"kty\":\"oct\"}",
        "{\"kty\":\"OKP\",\"crv\":\"Ed448\",\"x\":\"" X "\"}",
        "{\"kty\":\"EC\",\"crv\":\"Ed25519\",\"x\":\"" X "\"}",
        "{\"kty\":\"EC\",\"crv\":\"P-384\",\"x\":\"" X "\",\"y\":\"" X "\"}",
        "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"" X "\"}",
        "{\"kty\":\"OKP\",\"crv\":\"Ed25519\"}",
        "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHUR\"}",
        "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"" X "=\"}",
        "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"" X "\",\"alg\":\"RS256\"}",
        "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"" X "\",\"alg\":\"HS256\"}",
        "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"" X "\",\"use\":\"enc\"}",
        "{\"kty\":\"RSA\",\"n\":\"" X "\"}",
        "{\"kty\":\"RSA\",\"crv\":\"P-256\",\"n\":\"" X "\",\"e\":\"AQAB\"}",
    };

    (void)state;
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
        assert_refused(read_jwk(bad[i]), key_malformed);
    assert_refused(read_jwk("{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"" X "\",\"x\":\"" X "\"}"),
                   json_doubled);
}

static void a_private_part_of_any_kind_is_refused(void **state)
{
    static const char *const parts[] = {"d", "k", "p", "q", "dp", "dq", "qi", "oth"};
    char text[200];

    (void)state;
    for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
        (void)snprintf(text, sizeof(text),
                       "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"" X "\",\"%s\":\"" X "\"}", parts[i]);
        assert_refused(read_jwk(text), key_private);
        (void)snprintf(text, sizeof(text), "{\"keys\":[{\"kty\":\"oct\",\"%s\":\"" X "\"}]}", parts[i]);
        struct hf_jwk keys[2];
        size_t count = 2;
        assert_refused(hf_jwks_read(hf_str_of(text), &arena, keys, &count, &err), key_private);
    }
}

static void a_weak_point_is_refused(void **state)
{
    static const char *const bad[] = {
        /* Ed25519: the neutral point; a point of order 8; one of mixed order (a sound one plus that); no
           point */
        "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"}",
        "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"xxdqcD1N2E-6PAt2DRBnDyogU_osOczG7sfXkvrAN_o\"}",
        "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"AgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"}",
        /* X25519: zero; one; order 8; 2^255 - 18, which is one spelt twice */
        "{\"kty\":\"OKP\",\"crv\":\"X25519\",\"x\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"}",
        "{\"kty\":\"OKP\",\"crv\":\"X25519\",\"x\":\"AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"}",
        "{\"kty\":\"OKP\",\"crv\":\"X25519\",\"x\":\"4Ot6fDtBuK4WVuP68Z_EatoJjeucMrH9hmIFFl9JuAA\"}",
        "{\"kty\":\"OKP\",\"crv\":\"X25519\",\"x\":\"7v_______________________________________38\"}",
        /* P-256: no point of the curve; zero */
        "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU\","
        "\"y\":\"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a1\"}",
        "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\","
        "\"y\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"}",
    };

    (void)state;
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        err = (struct hf_err){.word = HF_WORD_ok};
        assert_int_not_equal(read_jwk(bad[i]), HF_OK);
        if (err.word != HF_WORD_key_weak && i != 7)
            fail_msg("%s: %s", bad[i], "not key_weak");
    }
}

static enum hf_rc read_rsa(struct hf_jwk key)
{
    struct hf_buf text = hf_buf_in(&arena, HF_JWK_TEXT_MAX);

    hf_jwk_put_bare(&key, &text);
    return hf_jwk_read_text(hf_buf_str(&text), &arena, &key, &err);
}

static void rsa_has_two_to_four_thousand_bits_and_an_exponent_that_is_not_small(void **state)
{
    struct hf_jwk good = jwk_of(vector_of(HF_STR("rfc7515-a2"))), bad = good;

    (void)state;
    assert_int_equal(read_rsa(good), HF_OK);
    bad.first_size = HF_RSA_MIN - 1;
    bad.first[HF_RSA_MIN - 2] |= 1;
    assert_refused(read_rsa(bad), key_weak);
    bad = good;
    bad.first[0] = 0x7f; /* 2047 bits */
    assert_refused(read_rsa(bad), key_weak);
    bad = good;
    bad.first[HF_RSA_MIN - 1] &= 0xfe;
    assert_refused(read_rsa(bad), key_weak);
    bad = good;
    bad.second_size = 1;
    bad.second[0] = 3;
    assert_refused(read_rsa(bad), key_weak);
    bad = good;
    bad.second_size = 4; /* AAEAAQ: the same number spelt a second way */
    memcpy(bad.second, "\0\1\0\1", 4);
    assert_refused(read_rsa(bad), key_weak);
}

static void of_a_set_only_known_kinds_are_taken(void **state)
{
    struct hf_jwk keys[2];
    size_t count = 2;

    (void)state;
    assert_int_equal(hf_jwks_read(HF_STR("{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-521\"},"
                                         "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"" X "\"},7]}"),
                                  &arena, keys, &count, &err),
                     HF_OK);
    assert_int_equal(count, 1);
    assert_int_equal(keys[0].kind, HF_JWK_ED25519);
    count = 2;
    assert_refused(hf_jwks_read(HF_STR("{\"keys\":[]}"), &arena, keys, &count, &err), key_malformed);
    assert_refused(hf_jwks_read(HF_STR("{\"keys\":{}}"), &arena, keys, &count, &err), key_malformed);
    assert_refused(hf_jwks_read(HF_STR("[]"), &arena, keys, &count, &err), key_malformed);
}

static void each_algorithm_belongs_to_one_kind(void **state)
{
    (void)state;
    for (enum hf_alg alg = 0; alg < HF_ALGS; alg++)
        assert_int_equal(hf_alg_find(hf_alg_name(alg)), alg);
    assert_int_equal(hf_alg_find(HF_STR("none")), HF_ALGS);
    assert_int_equal(hf_alg_find(HF_STR("HS256")), HF_ALGS);
    assert_int_equal(hf_alg_find(HF_STR("eddsa")), HF_ALGS);
    assert_int_equal(hf_alg_of(HF_JWK_ED25519), HF_ALG_EDDSA);
    assert_int_equal(hf_alg_of(HF_JWK_P256), HF_ALG_ES256);
    assert_int_equal(hf_alg_of(HF_JWK_RSA), HF_ALG_RS256);
    assert_int_equal(hf_alg_of(HF_JWK_X25519), HF_ALGS);
    assert_int_equal(hf_alg_kind(HF_ALG_ED25519), HF_JWK_ED25519);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(thumbprints_are_those_of_the_rfcs),
        TEST(rs256_of_rfc_7515_comes_out_letter_for_letter),
        TEST(es256_of_rfc_7515_verifies_and_ours_does_too),
        TEST(any_changed_byte_breaks_a_signature_of_either),
        TEST(made_keys_sign_and_are_read_back),
        TEST(a_broken_private_key_is_refused),
        TEST(a_key_is_written_with_its_thumbprint),
        TEST(every_kind_is_written_canonically),
        TEST(a_key_is_read_as_others_write_it),
        TEST(what_is_no_public_key_known_here_is_refused),
        TEST(a_private_part_of_any_kind_is_refused),
        TEST(a_weak_point_is_refused),
        TEST(rsa_has_two_to_four_thousand_bits_and_an_exponent_that_is_not_small),
        TEST(of_a_set_only_known_kinds_are_taken),
        TEST(each_algorithm_belongs_to_one_kind),
    };
    return RUN(tests);
}
