/* SPDX-License-Identifier: Apache-2.0 */
/* Vector: vectors/signed-note. */
#include "seal/note.h"
#include "unit/seal/seal.h"
#include "vectors/signed-note/neumann.h"

static struct hf_public neumann(void)
{
    unsigned char bytes[33]; /* the type, 1, and the key */
    struct hf_public key;

    assert_true(hf_b64_read(HF_STR(KEY), bytes, sizeof(bytes)));
    memcpy(key.byte, bytes + 1, sizeof(key.byte));
    return key;
}

static void the_published_note_verifies(void **state)
{
    struct hf_public key = neumann();
    struct hf_note note;

    (void)state;
    assert_int_equal(hf_note_read(HF_STR(TEXT "\n" LINE), &note, &err), HF_OK);
    assert_str(note.text, TEXT);
    assert_int_equal(note.lines, 1);
    assert_int_equal(hf_note_verify(&hasher, &note, HF_STR("PeterNeumann"), &key, &err), HF_OK);
}

static void a_key_is_written_as_published(void **state)
{
    struct hf_public key = neumann();
    char room[128];
    struct hf_buf line = HF_BUF(room);

    (void)state;
    hf_note_key_put(&hasher, HF_STR("PeterNeumann"), &key, &line);
    assert_str(hf_buf_str(&line), "PeterNeumann+c74f20a3+" KEY);
}

static void signatures_of_unknown_keys_are_passed_over(void **state)
{
    struct hf_public key = neumann();
    struct hf_note note;

    (void)state;
    assert_int_equal(hf_note_read(HF_STR(TEXT "\n" OTHER LINE OTHER), &note, &err), HF_OK);
    assert_int_equal(note.lines, 3);
    assert_int_equal(hf_note_verify(&hasher, &note, HF_STR("PeterNeumann"), &key, &err), HF_OK);
    assert_refused(hf_note_verify(&hasher, &note, HF_STR("Somebody"), &key, &err), note_unsigned);
    assert_refused(hf_note_verify(&hasher, &note, HF_STR("EnochRoot"), &key, &err), note_unsigned);
}

static void a_changed_text_is_not_signed(void **state)
{
    struct hf_public key = neumann();
    struct hf_note note;

    (void)state;
    assert_int_equal(hf_note_read(HF_STR("Another text.\n\n" LINE), &note, &err), HF_OK);
    assert_refused(hf_note_verify(&hasher, &note, HF_STR("PeterNeumann"), &key, &err), note_signature);
}

static void what_we_sign_we_read(void **state)
{
    const struct hf_seed seed = {{7}};
    struct hf_secret secret;
    struct hf_public key;
    struct hf_checkpoint checkpoint = {HF_STR("court.example/log1"), 1, {{0}}}, read;
    struct hf_buf text = hf_buf_in(&arena, 128), out = hf_buf_in(&arena, 512);
    struct hf_note note;

    (void)state;
    checkpoint.root = digest_of_hex("fae56ce25d1d79532d5b10daa6da6d278afcf8a54c6eb770ca931da584edbacd");
    hf_checkpoint_put(&text, &checkpoint);
    assert_str(hf_buf_str(&text), "court.example/log1\n1\n+uVs4l0deVMtWxDaptptJ4r8+KVMbrdwypMdpYTtus0=\n");
    hf_key_make(&seed, &secret, &key);
    hf_note_sign(&hasher, hf_buf_str(&text), checkpoint.origin, &secret, &key, &out);
    assert_int_equal(hf_note_read(hf_buf_str(&out), &note, &err), HF_OK);
    assert_int_equal(hf_note_verify(&hasher, &note, checkpoint.origin, &key, &err), HF_OK);
    assert_int_equal(hf_checkpoint_read(note.text, &read, &err), HF_OK);
    assert_str(read.origin, "court.example/log1");
    assert_int_equal(read.size, 1);
    assert_true(hf_digest_eq(&read.root, &checkpoint.root));
}

static void text_may_itself_hold_empty_lines(void **state)
{
    struct hf_note note;

    (void)state;
    assert_int_equal(hf_note_read(HF_STR("one\n\ntwo\n\n" LINE), &note, &err), HF_OK);
    assert_str(note.text, "one\n\ntwo\n");
}

static void what_is_no_note_is_refused(void **state)
{
    static const char *const bad[] = {
        "",
        "text\n",
        "text\n\n",
        "\n" LINE,
        "\n\n" LINE,
        TEXT LINE,
        TEXT "\n" LINE "stray\n",
        TEXT "\n\xe2\x80\x94 PeterNeumann x08g",
        TEXT "\n\xe2\x80\x94 PeterNeumann x08gow==\n",
        TEXT "\n\xe2\x80\x94 Peter+Neumann x08go/ZJkuA=\n",
        TEXT "\n\xe2\x80\x94  x08go/ZJkuA=\n",
        TEXT "\n\xe2\x80\x94 PeterNeumann x08go/ZJku\n",
        TEXT "\n- PeterNeumann x08go/ZJkuA=\n",
        "tab\there\n\n" LINE,
        "cr\r\n\n" LINE,
    };
    struct hf_note note;

    (void)state;
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
        assert_refused(hf_note_read(hf_str_of(bad[i]), &note, &err), note_malformed);
}

static void size_and_signatures_are_bounded(void **state)
{
    struct hf_buf many = hf_buf_in(&arena, 1 << 16), large = hf_buf_in(&arena, 1 << 17);
    struct hf_note note;

    (void)state;
    hf_buf_put(&many, HF_STR("text\n\n"));
    for (int i = 0; i < HF_NOTE_SIGNATURES_MAX; i++)
        hf_buf_put(&many, HF_STR(OTHER));
    assert_int_equal(hf_note_read(hf_buf_str(&many), &note, &err), HF_OK);
    hf_buf_put(&many, HF_STR(OTHER));
    assert_refused(hf_note_read(hf_buf_str(&many), &note, &err), note_malformed);
    while (large.len <= HF_NOTE_MAX)
        hf_buf_put(&large, HF_STR("text\n"));
    hf_buf_put(&large, HF_STR("\n" OTHER));
    assert_refused(hf_note_read(hf_buf_str(&large), &note, &err), note_malformed);
}

static void what_is_no_checkpoint_is_refused(void **state)
{
#define ROOT "+uVs4l0deVMtWxDaptptJ4r8+KVMbrdwypMdpYTtus0="
    static const char *const bad[] = {
        "",
        "court.example/log1\n1\n" ROOT,
        "court.example/log1\n1\n" ROOT "\nextension\n",
        "court.example/log1\n1\n" ROOT "\n\n",
        "court.example/log1\n01\n" ROOT "\n",
        "court.example/log1\n-1\n" ROOT "\n",
        "court.example/log1\n\n" ROOT "\n",
        "court.example/log1\n18446744073709551616\n" ROOT "\n",
        "court.example/log1\n1\n+uVs4l0deVMtWxDaptptJ4r8+KVMbrdwypMdpYTtus0\n",
        "court.example/log1\n1\n+uVs4l0deVMtWxDaptptJ4r8+KVMbrdwypMdpYTtus1=\n",
        "\n1\n" ROOT "\n",
        "two words\n1\n" ROOT "\n",
    };
    struct hf_checkpoint read;

    (void)state;
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
        assert_refused(hf_checkpoint_read(hf_str_of(bad[i]), &read, &err), checkpoint_malformed);
    assert_int_equal(hf_checkpoint_read(HF_STR("court.example/log1\n0\n" ROOT "\n"), &read, &err), HF_OK);
}

static void other_logs_may_have_extension_lines(void **state)
{
    static const char *const good[] = {"log.example/1\n7\n" ROOT "\n", "log.example/1\n7\n" ROOT "\none\n",
                                       "log.example/1\n7\n" ROOT "\none\n two \n"};
    static const char *const bad[] = {"log.example/1\n7\n" ROOT, "log.example/1\n7\n" ROOT "\none",
                                      "log.example/1\n7\n" ROOT "\n\none\n",
                                      "log.example/1\n7\n" ROOT "\none\n\n"};
    struct hf_checkpoint read;

    (void)state;
    for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
        assert_int_equal(hf_checkpoint_read_extended(hf_str_of(good[i]), &read, &err), HF_OK);
        assert_int_equal(read.size, 7);
    }
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
        assert_refused(hf_checkpoint_read_extended(hf_str_of(bad[i]), &read, &err), checkpoint_malformed);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_published_note_verifies),
        TEST(a_key_is_written_as_published),
        TEST(signatures_of_unknown_keys_are_passed_over),
        TEST(a_changed_text_is_not_signed),
        TEST(what_we_sign_we_read),
        TEST(text_may_itself_hold_empty_lines),
        TEST(what_is_no_note_is_refused),
        TEST(size_and_signatures_are_bounded),
        TEST(what_is_no_checkpoint_is_refused),
        TEST(other_logs_may_have_extension_lines),
    };
    return RUN(tests);
}
