/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Built twice, once with each body of the hash (HF_BODY).
 * Vectors: NIST's examples for FIPS 180-4 (public domain), RFC 4231 (facts of an RFC).
 */
#include "unit/seal/seal.h"

static void the_body_is_the_one_linked(void **state)
{
    (void)state;
    assert_str(hf_hasher_body(), HF_BODY);
}

static void published_messages_have_their_digests(void **state)
{
    static const struct {
        const char *message, *digest;
    } row[] = {
        {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
        {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
        {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
         "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
    };
    struct hf_digest digest;

    (void)state;
    for (size_t i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
        struct hf_str part = hf_str_of(row[i].message);
        hf_sha256(&hasher, &part, 1, &digest);
        assert_hex(digest.byte, row[i].digest);
    }
}

static void a_million_letters_in_uneven_parts(void **state)
{
    char letters[997];
    struct hf_digest digest;
    size_t left = 1000000;

    (void)state;
    memset(letters, 'a', sizeof(letters));
    hf_hash_begin(&hasher);
    for (size_t step = 1; left > 0; step = step % sizeof(letters) + 1) {
        size_t len = step < left ? step : left;
        hf_hash_add(&hasher, letters, len);
        left -= len;
    }
    hf_hash_end(&hasher, &digest);
    assert_hex(digest.byte, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

static void parts_have_nothing_between_them(void **state)
{
    const struct hf_str parts[] = {HF_STR("a"), HF_STR_NONE, HF_STR("bc")};
    struct hf_digest digest;

    (void)state;
    hf_sha256(&hasher, parts, 3, &digest);
    assert_hex(digest.byte, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

static struct hf_str repeated(unsigned char value, size_t len)
{
    char *bytes = HF_NEW(&arena, char, len);

    memset(bytes, value, len);
    return (struct hf_str){bytes, len};
}

static void rfc_4231_macs(void **state)
{
    unsigned char counted[25];
    (void)state;
    for (unsigned i = 0; i < sizeof(counted); i++)
        counted[i] = (unsigned char)(i + 1);
    const struct {
        struct hf_str key, message;
        const char *mac;
    } row[] = {
        {repeated(0x0b, 20), HF_STR("Hi There"),
         "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"},
        {HF_STR("Jefe"), HF_STR("what do ya want for nothing?"),
         "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"},
        {repeated(0xaa, 20), repeated(0xdd, 50),
         "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"},
        {HF_PART(counted), repeated(0xcd, 50),
         "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"},
        {repeated(0xaa, 131), HF_STR("Test Using Larger Than Block-Size Key - Hash Key First"),
         "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"},
        {repeated(0xaa, 131),
         HF_STR(
             "This is a test using a larger than block-size key and a larger than block-size data. The key "
             "needs to be hashed before being used by the HMAC algorithm."),
         "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"},
    };
    struct hf_digest mac;

    for (size_t i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
        hf_hmac_sha256(&hasher, row[i].key, &row[i].message, 1, &mac);
        assert_hex(mac.byte, row[i].mac);
    }
}

static void digests_differ_in_any_bit_and_have_one_spelling(void **state)
{
    struct hf_digest a = {{1, 2, 3}}, b = a;
    char text[HF_DIGEST_TEXT];
    struct hf_buf buf = HF_BUF(text);

    (void)state;
    assert_true(hf_digest_eq(&a, &b));
    for (size_t bit = 0; bit < 8 * sizeof a.byte; bit++) {
        b = a;
        b.byte[bit / 8] ^= (unsigned char)(1 << bit % 8);
        assert_false(hf_digest_eq(&a, &b));
    }
    hf_digest_put(&buf, &b);
    assert_true(hf_digest_read(hf_buf_str(&buf), &a));
    assert_true(hf_digest_eq(&a, &b));
    text[42]++; /* the two last bits of the last letter stand for nothing and must be zero */
    assert_false(hf_digest_read(hf_buf_str(&buf), &a));
    assert_false(hf_digest_read(HF_STR("AAAA"), &a));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_body_is_the_one_linked),
        TEST(published_messages_have_their_digests),
        TEST(a_million_letters_in_uneven_parts),
        TEST(parts_have_nothing_between_them),
        TEST(rfc_4231_macs),
        TEST(digests_differ_in_any_bit_and_have_one_spelling),
    };
    return RUN(tests);
}
