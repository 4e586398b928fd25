/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The chain's bytes. The expected values were computed by other programs from the formulas of chain.h; the
 * whole first event is in test_first_event.c.
 */
#include "seal/chain.h"
#include "unit/seal/seal.h"

static const struct hf_id file = {
    {0xeb, 0xf9, 0x57, 0xef, 0x20, 0x90, 0x94, 0x36, 0xd4, 0x1b, 0x1a, 0x58, 0x2e, 0x93, 0x57, 0xce}};

static void a_chain_starts_from_origin_and_file(void **state)
{
    struct hf_digest link, other;
    struct hf_id another = file;

    (void)state;
    hf_chain_start(&hasher, HF_STR("court.example/log1"), &file, &link);
    assert_hex(link.byte, "a4cb59df0e352e1717302b8722b8ecfa62e8112bab9775d1caf70cbf68e347e1");
    hf_chain_start(&hasher, HF_STR("court.example/log2"), &file, &other);
    assert_false(hf_digest_eq(&link, &other));
    another.byte[15] ^= 1;
    hf_chain_start(&hasher, HF_STR("court.example/log1"), &another, &other);
    assert_false(hf_digest_eq(&link, &other));
}

static void the_next_link_follows_from_link_and_commitment(void **state)
{
    struct hf_digest link = digest_of_hex("a4cb59df0e352e1717302b8722b8ecfa62e8112bab9775d1caf70cbf68e347e1");
    struct hf_digest commitment =
        digest_of_hex("fe2018003f43f4b65809a42b08e12d23675d68338bd19974d93e0b0bc3880b57");

    (void)state;
    hf_chain_next(&hasher, &link, &commitment, &link);
    assert_hex(link.byte, "74c59ae061ba95c3ab53df03ad23ccac9c1a2450ec37b1152b35ff584aa2c315");
}

static void the_leaf_is_two_lines_of_text(void **state)
{
    struct hf_digest link = digest_of_hex("74c59ae061ba95c3ab53df03ad23ccac9c1a2450ec37b1152b35ff584aa2c315");
    struct hf_digest leaf;
    struct hf_buf text = hf_buf_in(&arena, 100);

    (void)state;
    hf_chain_leaf_put(&text, &link);
    assert_str(hf_buf_str(&text), "holdfast/leaf/v1\ndMWa4GG6lcOrU98DrSPMrJwaJFDsN7EVKzX/WEqiwxU=\n");
    hf_chain_leaf(&hasher, &link, &leaf);
    assert_hex(leaf.byte, "fae56ce25d1d79532d5b10daa6da6d278afcf8a54c6eb770ca931da584edbacd");
}

static void a_commitment_hides_behind_its_blind(void **state)
{
    struct hf_blind blind = {{0x56}};
    struct hf_digest first, second;

    (void)state;
    hf_chain_commit(&hasher, &blind, HF_STR("{}"), &first);
    assert_hex(first.byte, "72d2977123af8c55578738d7eb21b2f13a9e13835a0bf18b03393ac50424e9d4");
    blind.byte[31] = 1;
    hf_chain_commit(&hasher, &blind, HF_STR("{}"), &second);
    assert_false(hf_digest_eq(&first, &second));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_chain_starts_from_origin_and_file),
        TEST(the_next_link_follows_from_link_and_commitment),
        TEST(the_leaf_is_two_lines_of_text),
        TEST(a_commitment_hides_behind_its_blind),
    };
    return RUN(tests);
}
