/* SPDX-License-Identifier: Apache-2.0 */
#include "base/code.h"

static const char url_letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
static const char std_letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

static void put_group(struct hf_buf *buf, const char *letters, const unsigned char *in, size_t n)
{
    uint32_t bits = (uint32_t)in[0] << 16 | (n > 1 ? (uint32_t)in[1] << 8 : 0) | (n > 2 ? in[2] : 0);
    char out[4] = {letters[bits >> 18], letters[bits >> 12 & 63], letters[bits >> 6 & 63],
                   letters[bits & 63]};
    hf_buf_put_bytes(buf, out, n + 1);
}

static void put64(struct hf_buf *buf, const char *letters, const void *bytes, size_t len)
{
    const unsigned char *in = bytes;
    for (size_t i = 0; i < len; i += 3)
        put_group(buf, letters, in + i, len - i < 3 ? len - i : 3);
}

void hf_b64url_put(struct hf_buf *buf, const void *bytes, size_t len)
{
    put64(buf, url_letters, bytes, len);
}

void hf_b64_put(struct hf_buf *buf, const void *bytes, size_t len)
{
    put64(buf, std_letters, bytes, len);
    if (len % 3 != 0)
        hf_buf_put(buf, len % 3 == 1 ? HF_STR("==") : HF_STR("="));
}

void hf_hex_put(struct hf_buf *buf, const void *bytes, size_t len)
{
    static const char digits[] = "0123456789abcdef";
    const unsigned char *in = bytes;
    for (size_t i = 0; i < len; i++) {
        char pair[2] = {digits[in[i] >> 4], digits[in[i] & 15]};
        hf_buf_put_bytes(buf, pair, 2);
    }
}

static int letter_value(char c, char plus, char slash)
{
    if (c >= 'A' && c <= 'Z')
        return c - 'A';
    if (c >= 'a' && c <= 'z')
        return c - 'a' + 26;
    if (c >= '0' && c <= '9')
        return c - '0' + 52;
    return c == plus ? 62 : c == slash ? 63 : -1;
}

size_t hf_b64url_size(size_t text_len)
{
    return text_len % 4 == 1 ? SIZE_MAX : text_len / 4 * 3 + (text_len % 4 == 0 ? 0 : text_len % 4 - 1);
}

size_t hf_b64_size(struct hf_str s)
{
    if (s.len % 4 != 0)
        return SIZE_MAX;
    size_t pads = hf_str_ends(s, HF_STR("==")) ? 2 : hf_str_ends(s, HF_STR("=")) ? 1 : 0;
    return s.len / 4 * 3 - pads;
}

/* Reads unpadded letters into exactly len bytes; the bits left over must be zero. */
static bool read64(struct hf_str s, char plus, char slash, unsigned char *out, size_t len)
{
    uint32_t bits = 0;
    unsigned held = 0;
    size_t written = 0;
    if (hf_b64url_size(s.len) != len)
        return false;
    for (size_t i = 0; i < s.len; i++) {
        int value = letter_value(s.at[i], plus, slash);
        if (value < 0)
            return false;
        bits = bits << 6 | (uint32_t)value;
        held += 6;
        if (held >= 8) {
            held -= 8;
            out[written++] = (unsigned char)(bits >> held);
            bits &= (1U << held) - 1;
        }
    }
    return bits == 0;
}

bool hf_b64url_read(struct hf_str s, void *out, size_t len)
{
    return read64(s, '-', '_', out, len);
}

bool hf_b64_read(struct hf_str s, void *out, size_t len)
{
    if (hf_b64_size(s) != len)
        return false;
    size_t pads = s.len / 4 * 3 - len;
    return read64(hf_str_part(s, 0, s.len - pads), '+', '/', out, len);
}

static int hex_value(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool hf_hex_read(struct hf_str s, void *out, size_t len)
{
    unsigned char *to = out;
    if (s.len != 2 * len)
        return false;
    for (size_t i = 0; i < len; i++) {
        int high = hex_value(s.at[2 * i]), low = hex_value(s.at[2 * i + 1]);
        if (high < 0 || low < 0)
            return false;
        to[i] = (unsigned char)(high << 4 | low);
    }
    return true;
}
