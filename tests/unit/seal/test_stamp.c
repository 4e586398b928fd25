/* SPDX-License-Identifier: Apache-2.0 */
/* Time-stamps: a published response (tests/vectors/rfc3161), and what is asked. */
#include <stdio.h>

#include "base/when.h"
#include "seal/stamp.h"
#include "unit/seal/seal.h"

static struct hf_str vector(const char *name)
{
    enum { MOST = 4096 };
    char path[64], *text = HF_NEW(&arena, char, MOST);
    snprintf(path, sizeof path, "tests/vectors/rfc3161/%s.b64", name);
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    struct hf_str all = hf_str_trim((struct hf_str){text, fread(text, 1, MOST, file)});
    fclose(file);
    size_t size = hf_b64_size(all);
    char *bytes = HF_NEW(&arena, char, size);
    assert_true(hf_b64_read(all, bytes, size));
    return (struct hf_str){bytes, size};
}

static void the_published_response_is_read(void **state)
{
    struct hf_str token, message = vector("message");
    struct hf_digest digest;
    struct hf_stamp stamp;
    int64_t at_ms;
    (void)state;
    assert_int_equal(hf_stamp_token(vector("response"), &token, &err), HF_OK);
    assert_int_equal(hf_stamp_read(token, &stamp, &err), HF_OK);
    hf_sha256(&hasher, &message, 1, &digest);
    assert_true(hf_digest_eq(&digest, &stamp.digest));
    assert_true(hf_instant_read(HF_STR("2025-07-25T19:53:04.000Z"), &at_ms));
    assert_int_equal(stamp.at_ms, at_ms);
    assert_string_equal(hex_of(stamp.serial.at, stamp.serial.len),
                        "009962d9ff30533c43141ea87fb18e623b38c1393d");
    assert_string_equal(hex_of(stamp.nonce.at, stamp.nonce.len), "721b94cd5fab6a7d");
    assert_int_equal(hf_stamp_token(token, &message, &err), HF_OK); /* a token as it is */
    assert_true(hf_str_eq(token, message));
}

/* Every byte of the TSTInfo and of what leads to it is looked at: changed, it is another digest or time, or
 * none. */
static void no_cut_of_it_is_read(void **state)
{
    struct hf_str token;
    struct hf_stamp stamp;
    (void)state;
    assert_int_equal(hf_stamp_token(vector("response"), &token, &err), HF_OK);
    for (size_t len = 0; len < token.len; len++) {
        assert_refused(hf_stamp_read(hf_str_part(token, 0, len), &stamp, &err), stamp_malformed);
        assert_int_not_equal(hf_stamp_token(hf_str_part(vector("response"), 0, len), &token, &err), HF_OK);
        assert_int_equal(hf_stamp_token(vector("response"), &token, &err), HF_OK);
        hf_arena_reset(&arena, 0);
        assert_int_equal(hf_stamp_token(vector("response"), &token, &err), HF_OK);
    }
}

static void a_refusal_says_its_status(void **state)
{
    struct hf_str token;
    (void)state;
    assert_refused(hf_stamp_token(HF_STR("\x30\x05\x30\x03\x02\x01\x02"), &token, &err), stamp_refused);
    assert_string_equal(err.arg[0], "2");
    assert_refused(hf_stamp_token(HF_STR("\x30\x05\x30\x03\x02\x01\x00"), &token, &err), stamp_malformed);
}

/* As `openssl ts -query -digest ... -sha256 -cert` writes it, but for the nonce. */
static void a_request_is_written(void **state)
{
    static const unsigned char nonce[HF_STAMP_NONCE] = {1, 2, 3, 4, 5, 6, 7, 8};
    char room[128];
    struct hf_buf out = HF_BUF(room);
    struct hf_digest digest =
        digest_of_hex("5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03");
    (void)state;
    hf_stamp_request_put(&digest, nonce, &out);
    assert_string_equal(hex_of(out.at, out.len),
                        "3044020101"
                        "3031300d060960864801650304020105000420"
                        "5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03"
                        "0209010102030405060708"
                        "0101ff");
}

static void only_the_answer_to_the_nonce_is_one(void **state)
{
    static const unsigned char nonce[HF_STAMP_NONCE] = {1, 2, 3, 4, 5, 6, 7, 8};
    struct hf_stamp stamp = {.nonce = HF_STR("\x01\x01\x02\x03\x04\x05\x06\x07\x08")};
    (void)state;
    assert_true(hf_stamp_answers(&stamp, nonce));
    stamp.nonce = HF_STR("\x01\x01\x02\x03\x04\x05\x06\x07\x09");
    assert_false(hf_stamp_answers(&stamp, nonce));
    stamp.nonce = HF_STR_NONE;
    assert_false(hf_stamp_answers(&stamp, nonce));
}

/* Whatever else signed: the text, an empty line, and the log's own line. */
static void what_is_stamped_does_not_change_with_witnesses(void **state)
{
    static const char text[] = "court.example/log1\n1\nhttd0qUBsrR9PJCP/UX7vzZSADPCBsEqfKSFlBR7kTM=\n";
    static const char line[] = "\xe2\x80\x94 court.example/log1 1lZuAEaypOmYmuWYSQ//4mwl\n";
    static const char witness[] = "\xe2\x80\x94 witness.example 1lZuAEaypOmYmuWYSQ//4mwl\n";
    char room[512], made[512];
    struct hf_buf note_text = HF_BUF(room), out = HF_BUF(made);
    struct hf_note *note = HF_NEW(&arena, struct hf_note, 1);
    (void)state;
    hf_buf_put(&note_text, hf_str_of(text));
    hf_buf_put_char(&note_text, '\n');
    hf_buf_put(&note_text, hf_str_of(witness));
    hf_buf_put(&note_text, hf_str_of(line));
    assert_int_equal(hf_note_read(hf_buf_str(&note_text), note, &err), HF_OK);
    assert_true(hf_stamp_subject(note, HF_STR("court.example/log1"), &out));
    char want[512];
    snprintf(want, sizeof want, "%s\n%s", text, line);
    assert_str(hf_buf_str(&out), want);
    assert_false(hf_stamp_subject(note, HF_STR("court.example/log2"), &out));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_published_response_is_read),      TEST(no_cut_of_it_is_read),
        TEST(a_refusal_says_its_status),           TEST(a_request_is_written),
        TEST(only_the_answer_to_the_nonce_is_one), TEST(what_is_stamped_does_not_change_with_witnesses),
    };
    return RUN(tests);
}
