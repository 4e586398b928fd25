/* SPDX-License-Identifier: Apache-2.0 */
/* The key is that of RFC 8037 A.1; forgeries are made here. */
#include "seal/evp.h"
#include "seal/token.h"
#include "unit/seal/seal.h"

static struct hf_secret secret;
static struct hf_public key;

static void make_key(void)
{
    struct hf_seed seed;

    assert_true(
        hf_b64url_read(HF_STR("nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A"), seed.byte, sizeof(seed.byte)));
    hf_key_make(&seed, &secret, &key);
}

/* A token with any header and a signature that holds, so that only the header can be at fault. */
static struct hf_str token_with(struct hf_str header, struct hf_str payload)
{
    struct hf_buf out = hf_buf_in(&arena, 512);
    struct hf_signature signature;

    make_key();
    hf_b64url_put(&out, header.at, header.len);
    hf_buf_put_char(&out, '.');
    hf_b64url_put(&out, payload.at, payload.len);
    hf_key_sign(&secret, hf_buf_str(&out), &signature);
    hf_buf_put_char(&out, '.');
    hf_b64url_put(&out, signature.byte, sizeof(signature.byte));
    return hf_buf_str(&out);
}

static struct hf_str joined(struct hf_str a, struct hf_str b)
{
    struct hf_buf out = hf_buf_in(&arena, a.len + b.len);

    hf_buf_put(&out, a);
    hf_buf_put(&out, b);
    return hf_buf_str(&out);
}

static void what_we_sign_we_read_and_verify(void **state)
{
    struct hf_token token;
    struct hf_digest digest;

    (void)state;
    make_key();
    struct hf_str compact = hf_token_sign(&hasher, &arena, &secret, &key, HF_STR("{\"iss\":\"a\"}"));
    /* {"alg":"EdDSA","kid":"kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k","typ":"secevent+jwt"} */
    assert_str(compact, "eyJhbGciOiJFZERTQSIsImtpZCI6ImtQcktfcW14VldhWVZBOXd3QkY2SXVvM3ZWeno3VHhIQ1R3WEJ5Z3JT"
                        "NGsiLCJ0eXAiOiJzZWNldmVudCtqd3QifQ.eyJpc3MiOiJhIn0.DmURLhqSLZYZN6FN_"
                        "LUrSlIUJIPv7W3lsJZalrH6F3p6QnbZL2zUrgLrJ9zzn2LCl_NUArMyFIioAFCUeONJAA");
    assert_int_equal(hf_token_read(&arena, compact, &token, &err), HF_OK);
    assert_str(token.kid, "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
    assert_str(token.payload, "{\"iss\":\"a\"}");
    assert_int_equal(hf_token_verify(&hasher, &token, &key, &err), HF_OK);
    hf_token_digest(&hasher, compact, &digest);
    assert_hex(digest.byte, "3f2bcfe8babb4d58d0ab9e24c5dd67ab7fd9319603365fd1b52596fc481fa483");
}

static void both_names_of_the_algorithm_and_no_kid_are_taken(void **state)
{
    struct hf_token token;

    (void)state;
    assert_int_equal(
        hf_token_read(&arena,
                      token_with(HF_STR("{\"typ\":\"secevent+jwt\",\"alg\":\"Ed25519\"}"), HF_STR("{}")),
                      &token, &err),
        HF_OK);
    assert_null(token.kid.at);
    assert_int_equal(hf_token_verify(&hasher, &token, &key, &err), HF_OK);
}

static void any_changed_letter_is_noticed(void **state)
{
    struct hf_str compact =
        token_with(HF_STR("{\"alg\":\"EdDSA\",\"typ\":\"secevent+jwt\"}"), HF_STR("{\"iat\":1}"));
    char *bytes = HF_NEW(&arena, char, compact.len);

    (void)state;
    memcpy(bytes, compact.at, compact.len);
    for (size_t i = 0; i < compact.len; i++) {
        struct hf_token token;
        size_t mark = hf_arena_mark(&arena);
        bytes[i] = bytes[i] == 'A' ? 'B' : 'A';
        enum hf_rc rc = hf_token_read(&arena, (struct hf_str){bytes, compact.len}, &token, &err);
        if (rc == HF_OK)
            rc = hf_token_verify(&hasher, &token, &key, &err);
        assert_int_not_equal(rc, HF_OK);
        bytes[i] = compact.at[i];
        hf_arena_reset(&arena, mark);
    }
}

static void another_algorithm_is_refused(void **state)
{
    static const char *const bad[] = {"none",  "None",  "HS256", "HS512", "RS384",
                                      "PS256", "ES384", "eddsa", "Ed448", ""};
    struct hf_token token;

    (void)state;
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        struct hf_str header =
            joined(joined(HF_STR("{\"typ\":\"secevent+jwt\",\"alg\":\""), hf_str_of(bad[i])), HF_STR("\"}"));
        assert_refused(hf_token_read(&arena, token_with(header, HF_STR("{}")), &token, &err), token_alg);
    }
    assert_refused(
        hf_token_read(&arena, token_with(HF_STR("{\"typ\":\"secevent+jwt\"}"), HF_STR("{}")), &token, &err),
        token_alg);
}

static void a_header_holds_nothing_but_three_texts(void **state)
{
    static const char *const bad[] = {
        "\"crit\":[\"exp\"]",
        "\"crit\":[\"b64\"],\"b64\":false",
        "\"jwk\":{\"kty\":\"OKP\"}",
        "\"jku\":\"https://a.example/k\"",
        "\"x5u\":\"https://a.example/k\"",
        "\"x5c\":[\"AA\"]",
        "\"x5t\":\"AA\"",
        "\"zip\":\"DEF\"",
        "\"b64\":true",
        "\"cty\":\"JWT\"",
        "\"kid\":1",
    };
    struct hf_token token;

    (void)state;
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        struct hf_str header = joined(
            joined(HF_STR("{\"alg\":\"EdDSA\",\"typ\":\"secevent+jwt\","), hf_str_of(bad[i])), HF_STR("}"));
        assert_refused(hf_token_read(&arena, token_with(header, HF_STR("{}")), &token, &err), token_header);
    }
    assert_int_equal(
        hf_token_read(&arena,
                      token_with(HF_STR("{\"alg\":\"EdDSA\",\"alg\":\"EdDSA\",\"typ\":\"secevent+jwt\"}"),
                                 HF_STR("{}")),
                      &token, &err),
        HF_BAD_INPUT);
}

static void another_type_is_refused(void **state)
{
    static const char *const bad[] = {"{\"alg\":\"EdDSA\",\"typ\":\"JWT\"}",
                                      "{\"alg\":\"EdDSA\",\"typ\":\"SECEVENT+JWT\"}",
                                      "{\"alg\":\"EdDSA\",\"typ\":\"application/secevent+jwt\"}"};
    struct hf_token token;

    (void)state;
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
        assert_refused(hf_token_read(&arena, token_with(hf_str_of(bad[i]), HF_STR("{}")), &token, &err),
                       token_type);
    /* RFC 8037 A.4, which has no type */
    assert_refused(
        hf_token_read(
            &arena,
            HF_STR("eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc.hgyY0il_MGCjP0JzlnLWG1PP"
                   "Ot7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg"),
            &token, &err),
        token_type);
}

static void a_second_spelling_is_no_token(void **state)
{
    struct hf_str good = token_with(HF_STR("{\"alg\":\"EdDSA\",\"typ\":\"secevent+jwt\"}"), HF_STR("{}"));
    struct hf_str rest = good, first = hf_str_cut(&rest, '.');
    struct hf_token token;

    (void)state;
    const struct hf_str bad[] = {
        HF_STR_NONE,
        HF_STR("a.b"),
        HF_STR(".."),
        joined(good, HF_STR("=")),
        joined(good, HF_STR("\n")),
        joined(HF_STR(" "), good),
        joined(good, HF_STR(".")),
        joined(good, HF_STR(".AAAA")),
        joined(joined(first, HF_STR("..")), rest),
        joined(joined(first, HF_STR("=.")), rest),
        hf_str_part(good, 0, good.len - 1),
        hf_str_part(good, 0, first.len),
        token_with(HF_STR("[]"), HF_STR("{}")),
    };
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
        assert_refused(hf_token_read(&arena, bad[i], &token, &err), token_malformed);
}

static void a_token_of_more_than_64_kib_is_refused(void **state)
{
    char *bytes = HF_NEW(&arena, char, HF_TOKEN_MAX + 1);
    struct hf_token token;

    (void)state;
    memset(bytes, 'A', HF_TOKEN_MAX + 1);
    assert_refused(hf_token_read(&arena, (struct hf_str){bytes, HF_TOKEN_MAX + 1}, &token, &err),
                   token_too_large);
    assert_refused(hf_token_read(&arena, (struct hf_str){bytes, HF_TOKEN_MAX}, &token, &err),
                   token_malformed);
}

static void the_wrong_key_does_not_verify(void **state)
{
    const struct hf_seed seed = {{9}};
    struct hf_secret other_secret;
    struct hf_public other;
    struct hf_token token;

    (void)state;
    make_key();
    hf_key_make(&seed, &other_secret, &other);
    struct hf_str compact = hf_token_sign(&hasher, &arena, &secret, &key, HF_STR("{}"));
    assert_int_equal(hf_token_read(&arena, compact, &token, &err), HF_OK);
    assert_refused(hf_token_verify(&hasher, &token, &other, &err), token_key);
    token.kid = HF_STR_NONE;
    assert_refused(hf_token_verify(&hasher, &token, &other, &err), token_signature);
}

static void a_holder_may_call_its_key_what_it_likes(void **state)
{
    const struct hf_str header = HF_STR("{\"alg\":\"EdDSA\",\"kid\":\"2026-1\",\"typ\":\"secevent+jwt\"}");
    struct hf_token token;

    (void)state;
    assert_int_equal(hf_token_read(&arena, token_with(header, HF_STR("{}")), &token, &err), HF_OK);
    assert_str(token.kid, "2026-1");
    assert_int_equal(hf_token_verify(&hasher, &token, &key, &err), HF_OK);
}

/* One key of each kind, and the algorithms it signs by. */
static struct hf_str signed_by(enum hf_alg alg, const struct hf_private *private_key,
                               const struct hf_jwk *jwk)
{
    struct hf_str draft =
        hf_token_draft(&arena, hf_token_head_by(&hasher, &arena, alg, jwk), HF_STR("{\"iss\":\"a\"}"));
    struct hf_signature ours;
    struct hf_str signature = HF_PART(ours.byte);

    if (jwk->kind == HF_JWK_ED25519)
        hf_key_sign(&secret, draft, &ours);
    else
        assert_int_equal(hf_private_sign(private_key, draft, &arena, &signature, &err), HF_OK);
    return hf_token_finish_by(&arena, draft, signature);
}

static void each_algorithm_is_signed_and_verified_by_a_key_of_its_kind_only(void **state)
{
    struct hf_private private_key[HF_JWK_KINDS];
    struct hf_jwk jwk[HF_JWK_KINDS];

    (void)state;
    make_key();
    jwk[HF_JWK_ED25519] = hf_jwk_of(HF_JWK_ED25519, &key);
    jwk[HF_JWK_X25519] = hf_jwk_of(HF_JWK_X25519, &key);
    for (enum hf_jwk_kind kind = HF_JWK_P256; kind <= HF_JWK_RSA; kind++)
        assert_int_equal(hf_private_make(kind, &private_key[kind], &jwk[kind], &err), HF_OK);
    for (enum hf_alg alg = 0; alg < HF_ALGS; alg++) {
        enum hf_jwk_kind own = hf_alg_kind(alg);
        struct hf_str compact = signed_by(alg, &private_key[own], &jwk[own]);
        struct hf_token token;
        assert_int_equal(hf_token_read(&arena, compact, &token, &err), HF_OK);
        assert_int_equal(token.alg, alg);
        assert_int_equal(hf_token_verify_by(&hasher, &token, &jwk[own], &err), HF_OK);
        token.kid = HF_STR_NONE;
        for (enum hf_jwk_kind kind = 0; kind < HF_JWK_KINDS; kind++)
            if (kind != own)
                assert_refused(hf_token_verify_by(&hasher, &token, &jwk[kind], &err), token_key_alg);
    }
}

/* The old trick: the published key taken for the secret of a MAC. The reader has no MAC at all. */
static void the_public_key_as_a_secret_signs_nothing(void **state)
{
    struct hf_buf head = hf_buf_in(&arena, 200), token_text = hf_buf_in(&arena, 400);
    struct hf_digest mac;
    struct hf_token token;

    (void)state;
    make_key();
    const struct hf_str hs256 = HF_STR("{\"alg\":\"HS256\",\"typ\":\"secevent+jwt\"}");
    hf_b64url_put(&head, hs256.at, hs256.len);
    struct hf_str draft = hf_token_draft(&arena, hf_buf_str(&head), HF_STR("{}"));
    hf_hmac_sha256(&hasher, HF_PART(key.byte), &draft, 1, &mac);
    hf_buf_put(&token_text, hf_token_finish_by(&arena, draft, HF_PART(mac.byte)));
    assert_refused(hf_token_read(&arena, hf_buf_str(&token_text), &token, &err), token_alg);
    /* The same under a name that is taken: 32 bytes are no signature of any key. */
    head = hf_buf_in(&arena, 200);
    const struct hf_str eddsa = HF_STR("{\"alg\":\"EdDSA\",\"typ\":\"secevent+jwt\"}");
    hf_b64url_put(&head, eddsa.at, eddsa.len);
    draft = hf_token_draft(&arena, hf_buf_str(&head), HF_STR("{}"));
    hf_hmac_sha256(&hasher, HF_PART(key.byte), &draft, 1, &mac);
    assert_int_equal(
        hf_token_read(&arena, hf_token_finish_by(&arena, draft, HF_PART(mac.byte)), &token, &err), HF_OK);
    assert_refused(hf_token_verify(&hasher, &token, &key, &err), token_signature);
}

static void names_twice_nan_and_nesting_in_a_header_are_refused(void **state)
{
    static const struct {
        const char *header, *word;
    } bad[] = {
        {"{\"alg\":\"EdDSA\",\"alg\":\"none\",\"typ\":\"secevent+jwt\"}", "json_doubled"},
        {"{\"alg\":\"EdDSA\",\"\\u0061lg\":\"none\",\"typ\":\"secevent+jwt\"}", "json_doubled"},
        {"{\"alg\":\"EdDSA\",\"typ\":\"secevent+jwt\",\"kid\":NaN}", "json_not_a_number"},
        {"{\"alg\":\"EdDSA\",\"typ\":\"secevent+jwt\",\"kid\":[[[[\"\"]]]]}", "json_depth"},
        {"{\"alg\":\"EdDSA\",\"typ\":\"secevent+jwt\"} ", ""},
        {"{'alg':'EdDSA','typ':'secevent+jwt'}", "json_single_quote"},
    };
    struct hf_token token;

    (void)state;
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        enum hf_rc rc =
            hf_token_read(&arena, token_with(hf_str_of(bad[i].header), HF_STR("{}")), &token, &err);
        assert_int_equal(rc == HF_OK, bad[i].word[0] == '\0');
        if (rc != HF_OK)
            assert_str(hf_err_code(&err), bad[i].word);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(what_we_sign_we_read_and_verify),
        TEST(both_names_of_the_algorithm_and_no_kid_are_taken),
        TEST(any_changed_letter_is_noticed),
        TEST(another_algorithm_is_refused),
        TEST(a_header_holds_nothing_but_three_texts),
        TEST(another_type_is_refused),
        TEST(a_second_spelling_is_no_token),
        TEST(a_token_of_more_than_64_kib_is_refused),
        TEST(the_wrong_key_does_not_verify),
        TEST(a_holder_may_call_its_key_what_it_likes),
        TEST(each_algorithm_is_signed_and_verified_by_a_key_of_its_kind_only),
        TEST(the_public_key_as_a_secret_signs_nothing),
        TEST(names_twice_nan_and_nesting_in_a_header_are_refused),
    };
    return RUN(tests);
}
