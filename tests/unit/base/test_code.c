/* SPDX-License-Identifier: Apache-2.0 */
#include "base/code.h"
#include "unit/unit.h"

/* RFC 4648 section 10. */
static const struct {
    const char *plain, *base64, *url, *hex;
} vectors[] = {
    {"", "", "", ""},
    {"f", "Zg==", "Zg", "66"},
    {"fo", "Zm8=", "Zm8", "666f"},
    {"foo", "Zm9v", "Zm9v", "666f6f"},
    {"foob", "Zm9vYg==", "Zm9vYg", "666f6f62"},
    {"fooba", "Zm9vYmE=", "Zm9vYmE", "666f6f6261"},
    {"foobar", "Zm9vYmFy", "Zm9vYmFy", "666f6f626172"},
    {"\xfb\xff\xfe", "+//+", "-__-", "fbfffe"},
};

static const struct {
    void (*put)(struct hf_buf *buf, const void *bytes, size_t len);
    bool (*read)(struct hf_str s, void *out, size_t len);
} codes[] = {{hf_b64_put, hf_b64_read}, {hf_b64url_put, hf_b64url_read}, {hf_hex_put, hf_hex_read}};

static void published_vectors_go_both_ways(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof vectors / sizeof vectors[0]; i++) {
        const char *texts[] = {vectors[i].base64, vectors[i].url, vectors[i].hex};
        for (size_t code = 0; code < sizeof codes / sizeof codes[0]; code++) {
            char room[16];
            unsigned char back[8];
            struct hf_buf buf = HF_BUF(room);
            size_t len = strlen(vectors[i].plain);
            codes[code].put(&buf, vectors[i].plain, len);
            assert_str(hf_buf_str(&buf), texts[code]);
            assert_true(codes[code].read(hf_str_of(texts[code]), back, len));
            assert_memory_equal(back, vectors[i].plain, len);
        }
    }
}

static void every_byte_and_length_comes_back(void **state)
{
    (void)state;
    for (size_t len = 1; len <= 48; len++)
        for (unsigned first = 0; first < 256; first += 5)
            for (size_t code = 0; code < sizeof codes / sizeof codes[0]; code++) {
                unsigned char in[48], out[48];
                char room[96];
                struct hf_buf buf = HF_BUF(room);
                for (size_t i = 0; i < len; i++)
                    in[i] = (unsigned char)(first + 37 * i);
                codes[code].put(&buf, in, len);
                assert_true(codes[code].read(hf_buf_str(&buf), out, len));
                assert_memory_equal(in, out, len);
            }
}

static void no_second_spelling_is_read(void **state)
{
    (void)state;
    unsigned char out[8];
    static const char *const url[] = {"Zh", "Zg==", "Z", "Zg ", "Z\n", "Zg=", "+g", "Zm9", "Zm", "Z."};
    static const char *const std[] = {"Zh==", "Zg", "Zg=", "Zg===", "=Zg=", "Z===", "-g==", "Zg=a", "===="};
    static const char *const hex[] = {"6", "6G", "6F", "0x", "66 ", " 6"};
    for (size_t i = 0; i < sizeof url / sizeof url[0]; i++)
        assert_false(hf_b64url_read(hf_str_of(url[i]), out, 1));
    for (size_t i = 0; i < sizeof std / sizeof std[0]; i++)
        assert_false(hf_b64_read(hf_str_of(std[i]), out, 1));
    for (size_t i = 0; i < sizeof hex / sizeof hex[0]; i++)
        assert_false(hf_hex_read(hf_str_of(hex[i]), out, 1));
}

static void the_length_asked_for_must_be_the_length_there(void **state)
{
    (void)state;
    unsigned char out[8];
    assert_false(hf_b64url_read(HF_STR("Zm9v"), out, 2));
    assert_false(hf_b64url_read(HF_STR("Zm9v"), out, 4));
    assert_false(hf_b64_read(HF_STR("Zm8="), out, 3));
    assert_false(hf_b64url_read(HF_STR("Zm9vZ"), out, SIZE_MAX)); /* as hf_b64url_size says of five letters */
    assert_false(hf_hex_read(HF_STR("6666"), out, 1));
}

static void sizes_follow_from_the_text(void **state)
{
    (void)state;
    static const size_t url[] = {0, SIZE_MAX, 1, 2, 3, SIZE_MAX, 4, 5, 6};
    for (size_t len = 0; len < sizeof url / sizeof url[0]; len++)
        assert_true(hf_b64url_size(len) == url[len]);
    assert_true(hf_b64_size(HF_STR("Zg==")) == 1);
    assert_true(hf_b64_size(HF_STR("Zm8=")) == 2);
    assert_true(hf_b64_size(HF_STR("Zm9v")) == 3);
    assert_true(hf_b64_size(HF_STR("Zm9")) == SIZE_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(published_vectors_go_both_ways),
        cmocka_unit_test(every_byte_and_length_comes_back),
        cmocka_unit_test(no_second_spelling_is_read),
        cmocka_unit_test(the_length_asked_for_must_be_the_length_there),
        cmocka_unit_test(sizes_follow_from_the_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
