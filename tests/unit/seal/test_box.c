/* SPDX-License-Identifier: Apache-2.0 */
/* Vector: draft-irtf-cfrg-xchacha A.3.1 (facts of an Internet draft). */
#include "seal/box.h"
#include "unit/seal/seal.h"

static struct hf_box_key key;
static struct hf_nonce nonce;
#define ABOUT ((struct hf_str){"\x50\x51\x52\x53\xc0\xc1\xc2\xc3\xc4\xc5\xc6\xc7", 12})
#define PLAIN                                                                                             \
    HF_STR("Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, " \
           "sunscreen would be it.")

static struct hf_str seal_plain(void)
{
    for (unsigned i = 0; i < sizeof(key.byte); i++)
        key.byte[i] = (unsigned char)(0x80 + i);
    for (unsigned i = 0; i < sizeof(nonce.byte); i++)
        nonce.byte[i] = (unsigned char)(0x40 + i);
    return hf_box_seal(&arena, &key, &nonce, ABOUT, PLAIN);
}

static void the_published_vector_comes_out(void **state)
{
    struct hf_str sealed = seal_plain();

    (void)state;
    assert_string_equal(
        hex_of(sealed.at, sealed.len),
        "404142434445464748494a4b4c4d4e4f5051525354555657"
        "bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb731c7f1b0b4aa6440bf3a82f4eda7e39"
        "ae64c6708c54c216cb96b72e1213b4522f8c9ba40db5d945b11b69b982c1bb9e3f3fac2bc369488f76b2383565d3fff9"
        "21f9664c97637da9768812f615c68b13b52e"
        "c0875924c1c7987947deafd8780acf49");
}

static void what_was_sealed_opens_again(void **state)
{
    struct hf_str sealed = seal_plain(), plain;
    struct hf_str empty = hf_box_seal(&arena, &key, &nonce, HF_STR_NONE, HF_STR_NONE);

    (void)state;
    assert_int_equal(hf_box_open(&arena, &key, ABOUT, sealed, &plain, &err), HF_OK);
    assert_true(hf_str_eq(plain, PLAIN));
    assert_int_equal(empty.len, HF_BOX_MORE);
    assert_int_equal(hf_box_open(&arena, &key, HF_STR_NONE, empty, &plain, &err), HF_OK);
    assert_int_equal(plain.len, 0);
}

/* By the plainest way of libsodium before, by the processor's best after; the lengths go over the blocks of
 * each. */
static void boxes_are_the_same_once_the_processor_was_looked_at(void **state)
{
    enum { STEP = 61, LENGTHS = 40 };
    static char bytes[STEP * LENGTHS];
    struct hf_str before[LENGTHS];

    (void)state;
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (char)(i * 7 + i / 256);
    for (size_t i = 0; i < LENGTHS; i++)
        before[i] = hf_box_seal(&arena, &key, &nonce, ABOUT, (struct hf_str){bytes, i * STEP});
    hf_box_begin();
    for (size_t i = 0; i < LENGTHS; i++)
        assert_true(
            hf_str_eq(hf_box_seal(&arena, &key, &nonce, ABOUT, (struct hf_str){bytes, i * STEP}), before[i]));
}

static void any_changed_byte_keeps_it_shut(void **state)
{
    struct hf_str sealed = seal_plain(), plain;

    (void)state;
    for (size_t i = 0; i < sealed.len; i++) {
        char *bytes = HF_NEW(&arena, char, sealed.len);
        memcpy(bytes, sealed.at, sealed.len);
        bytes[i] ^= 1;
        assert_refused(hf_box_open(&arena, &key, ABOUT, (struct hf_str){bytes, sealed.len}, &plain, &err),
                       box_broken);
    }
    assert_refused(hf_box_open(&arena, &key, ABOUT, hf_str_part(sealed, 0, sealed.len - 1), &plain, &err),
                   box_broken);
    assert_refused(hf_box_open(&arena, &key, ABOUT, hf_str_part(sealed, 0, HF_BOX_MORE - 1), &plain, &err),
                   box_broken);
}

static void another_key_or_place_keeps_it_shut(void **state)
{
    struct hf_str sealed = seal_plain(), plain;

    (void)state;
    assert_refused(hf_box_open(&arena, &key, HF_STR("another row"), sealed, &plain, &err), box_broken);
    key.byte[0] ^= 1;
    assert_refused(hf_box_open(&arena, &key, ABOUT, sealed, &plain, &err), box_broken);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_published_vector_comes_out),     TEST(boxes_are_the_same_once_the_processor_was_looked_at),
        TEST(what_was_sealed_opens_again),        TEST(any_changed_byte_keeps_it_shut),
        TEST(another_key_or_place_keeps_it_shut),
    };
    return RUN(tests);
}
