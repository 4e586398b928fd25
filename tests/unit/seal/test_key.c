/* SPDX-License-Identifier: Apache-2.0 */
/* Vectors: RFC 8037 A.1 to A.5, RFC 8032 7.1 (facts of RFCs). Forgeries are made here from them. Keys as JSON
 * are in test_jwk.c. */
#include "seal/key.h"
#include "unit/seal/seal.h"

#define SEED HF_STR("nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A")
#define X HF_STR("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo")
#define SIGNED HF_STR("eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc")
#define SIGNATURE \
    HF_STR("hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg")

static struct hf_secret secret;
static struct hf_public key;

static void make(void)
{
    struct hf_seed seed;

    assert_true(hf_b64url_read(SEED, seed.byte, sizeof(seed.byte)));
    hf_key_make(&seed, &secret, &key);
}

static void rfc_8037_key_and_signature_come_out(void **state)
{
    struct hf_public want;
    struct hf_signature signature, wanted;

    (void)state;
    make();
    assert_true(hf_b64url_read(X, want.byte, sizeof(want.byte)));
    assert_memory_equal(key.byte, want.byte, sizeof(key.byte));
    hf_key_sign(&secret, SIGNED, &signature);
    assert_true(hf_b64url_read(SIGNATURE, wanted.byte, sizeof(wanted.byte)));
    assert_memory_equal(signature.byte, wanted.byte, sizeof(signature.byte));
    assert_true(hf_key_verify(&key, SIGNED, &signature));
    assert_int_equal(hf_key_check(&key, &err), HF_OK);
}

static void the_empty_message_of_rfc_8032_is_signed_alike(void **state)
{
    struct hf_signature signature;

    (void)state;
    make(); /* TEST 1 of RFC 8032 7.1 has the same key */
    hf_key_sign(&secret, HF_STR_NONE, &signature);
    assert_hex(signature.byte, "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
                               "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b");
    assert_true(hf_key_verify(&key, HF_STR_NONE, &signature));
}

static void any_changed_bit_breaks_a_signature(void **state)
{
    struct hf_signature signature;

    (void)state;
    make();
    hf_key_sign(&secret, SIGNED, &signature);
    for (size_t bit = 0; bit < 8 * sizeof(signature.byte); bit++) {
        signature.byte[bit / 8] ^= (unsigned char)(1U << bit % 8);
        assert_false(hf_key_verify(&key, SIGNED, &signature));
        signature.byte[bit / 8] ^= (unsigned char)(1U << bit % 8);
    }
    assert_false(hf_key_verify(&key, HF_STR("another message"), &signature));
}

/* S and S + L sign the same in a careless verifier (RFC 8032 5.1.7); L is the order of the group. */
static void a_signature_has_one_spelling(void **state)
{
    static const unsigned char order[32] = {0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58,       0xd6,
                                            0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14, [31] = 0x10};
    struct hf_signature signature;
    unsigned carry = 0;

    (void)state;
    make();
    hf_key_sign(&secret, SIGNED, &signature);
    for (size_t i = 0; i < 32; i++) {
        carry += (unsigned)signature.byte[32 + i] + order[i];
        signature.byte[32 + i] = (unsigned char)carry;
        carry >>= 8;
    }
    assert_int_equal(carry, 0);
    assert_false(hf_key_verify(&key, SIGNED, &signature));
}

/* With the neutral point as key and as R, and S = 0, every message would be signed. */
static void a_key_of_small_order_proves_nothing(void **state)
{
    struct hf_public neutral = {{1}};
    struct hf_signature signature = {{1}};

    (void)state;
    assert_false(hf_key_verify(&neutral, SIGNED, &signature));
    assert_refused(hf_key_check(&neutral, &err), key_weak);
    neutral.byte[0] = 2; /* no point of the curve */
    assert_refused(hf_key_check(&neutral, &err), key_weak);
    memset(neutral.byte, 0xff, sizeof(neutral.byte)); /* a coordinate beyond the field */
    assert_refused(hf_key_check(&neutral, &err), key_weak);
}

static void a_wiped_secret_is_gone(void **state)
{
    static const struct hf_secret nothing;

    (void)state;
    make();
    hf_key_wipe(&secret, sizeof(secret));
    assert_memory_equal(&secret, &nothing, sizeof(secret));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(rfc_8037_key_and_signature_come_out), TEST(the_empty_message_of_rfc_8032_is_signed_alike),
        TEST(any_changed_bit_breaks_a_signature),  TEST(a_signature_has_one_spelling),
        TEST(a_key_of_small_order_proves_nothing), TEST(a_wiped_secret_is_gone),
    };
    return RUN(tests);
}
