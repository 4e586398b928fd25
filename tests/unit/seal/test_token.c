/* SPDX-License-Identifier: Apache-2.0 */
/* The key is that of RFC 8037 A.1; forgeries are made here. */
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
    static const char *const bad[] = {"none", "HS256", "RS256", "ES256", "eddsa", "Ed448", ""};
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(what_we_sign_we_read_and_verify),        TEST(both_names_of_the_algorithm_and_no_kid_are_taken),
        TEST(any_changed_letter_is_noticed),          TEST(another_algorithm_is_refused),
        TEST(a_header_holds_nothing_but_three_texts), TEST(another_type_is_refused),
        TEST(a_second_spelling_is_no_token),          TEST(a_token_of_more_than_64_kib_is_refused),
        TEST(the_wrong_key_does_not_verify),          TEST(a_holder_may_call_its_key_what_it_likes),
    };
    return RUN(tests);
}
