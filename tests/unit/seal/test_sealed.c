/* SPDX-License-Identifier: Apache-2.0 */
/* Files encrypted for one reader: opened by whom they are for, and by nobody else. */
#include "seal/sealed.h"
#include "unit/seal/seal.h"

#define PLAIN "a bundle, in clear"

static const struct hf_seed reader = {{8}}, stranger = {{16}};

static struct hf_sealing to_passphrase(const char *text)
{
    return (struct hf_sealing){
        .passphrase = hf_str_of(text), .passes = 1, .kib = 64, .salt = {1}, .nonce = {{2}}};
}

static struct hf_sealing to_reader(void)
{
    return (struct hf_sealing){.recipient = hf_x25519_public(&reader), .ephemeral = {{24}}, .nonce = {{2}}};
}

static struct hf_str sealed_by(struct hf_sealing sealing)
{
    struct hf_str out;
    assert_int_equal(hf_sealed_make(&hasher, &arena, &sealing, HF_STR(PLAIN), &out, &err), HF_OK);
    assert_true(hf_sealed_is(out));
    return out;
}

static enum hf_rc open_with(struct hf_str bytes, const char *passphrase, const struct hf_seed *secret,
                            struct hf_str *out)
{
    const struct hf_opening opening = {.passphrase = hf_str_of(passphrase), .secret = secret};
    return hf_sealed_open(&hasher, &arena, &opening, bytes, out, &err);
}

static void a_passphrase_opens_what_it_sealed(void **state)
{
    struct hf_str bytes = sealed_by(to_passphrase("correct horse")), plain;
    (void)state;
    assert_true(hf_str_begins(bytes, HF_STR("holdfast/sealed/v1\npassphrase 1 64 AQAAAAAAAAAAAAAAAAAAAA\n")));
    assert_int_equal(open_with(bytes, "correct horse", NULL, &plain), HF_OK);
    assert_str(plain, PLAIN);
    assert_refused(open_with(bytes, "correct horses", NULL, &plain), sealed_broken);
    assert_refused(open_with(bytes, NULL, &reader, &plain), sealed_passphrase);
}

static void a_key_opens_what_was_sealed_for_it(void **state)
{
    struct hf_str bytes = sealed_by(to_reader()), plain;
    (void)state;
    assert_int_equal(open_with(bytes, NULL, &reader, &plain), HF_OK);
    assert_str(plain, PLAIN);
    assert_refused(open_with(bytes, NULL, &stranger, &plain), sealed_broken);
    assert_refused(open_with(bytes, "words", NULL, &plain), sealed_secret);
}

/* Every bit is bound: those of the lines that say how the key is found, too. */
static void every_bit_counts(void **state)
{
    const struct hf_sealing sealings[] = {to_passphrase("correct horse"), to_reader()};
    (void)state;
    for (size_t s = 0; s < 2; s++) {
        struct hf_str bytes = sealed_by(sealings[s]), plain;
        char *at = (char *)(uintptr_t)bytes.at;
        size_t mark = hf_arena_mark(&arena);
        for (size_t bit = 0; bit < bytes.len * 8; bit += s == 0 ? 7 : 1) {
            at[bit / 8] = (char)(at[bit / 8] ^ (1 << bit % 8));
            assert_int_not_equal(open_with(bytes, "correct horse", &reader, &plain), HF_OK);
            at[bit / 8] = (char)(at[bit / 8] ^ (1 << bit % 8));
            hf_arena_reset(&arena, mark);
        }
        for (size_t len = 0; len < bytes.len; len++)
            assert_int_not_equal(open_with(hf_str_part(bytes, 0, len), "correct horse", &reader, &plain),
                                 HF_OK);
    }
}

/* A file that asks for more work than anybody should be made to do is not tried. */
static void costly_work_is_not_begun(void **state)
{
    struct hf_str plain;
    (void)state;
    assert_refused(open_with(HF_STR("holdfast/sealed/v1\npassphrase 17 64 AQAAAAAAAAAAAAAAAAAAAA\nbox"), "x",
                             NULL, &plain),
                   sealed_malformed);
    assert_refused(open_with(HF_STR("holdfast/sealed/v1\npassphrase 1 1048577 AQAAAAAAAAAAAAAAAAAAAA\nbox"),
                             "x", NULL, &plain),
                   sealed_malformed);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_passphrase_opens_what_it_sealed),
        TEST(a_key_opens_what_was_sealed_for_it),
        TEST(every_bit_counts),
        TEST(costly_work_is_not_begun),
    };
    return RUN(tests);
}
