/* SPDX-License-Identifier: Apache-2.0 */
#include "base/code.h"

static const char url_letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
static const char std_letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

static void write_group(char out[4], const char *letters, const unsigned char in[3])
{
    uint32_t bits = (uint32_t)in[0] << 16 | (uint32_t)in[1] << 8 | in[2];
    out[0] = letters[bits >> 18];
    out[1] = letters[bits >> 12 & 63];
    out[2] = letters[bits >> 6 & 63];
    out[3] = letters[bits & 63];
}

static void put64(struct hf_buf *buf, const char *letters, const void *bytes, size_t len)
{
    const unsigned char *in = bytes;
    size_t rest = len % 3;
    char *out = len == 0 ? NULL : hf_buf_extend(buf, len / 3 * 4 + (rest > 0 ? rest + 1 : 0));
    if (out == NULL)
        return;
    for (size_t i = 0; i < len / 3; i++, in += 3, out += 4)
        write_group(out, letters, in);
    if (rest > 0) {
        unsigned char last[3] = {in[0], rest == 2 ? in[1] : 0};
        char group[4];
        write_group(group, letters, last);
        memcpy(out, group, rest + 1);
    }
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
    char *out = len == 0 ? NULL : hf_buf_extend(buf, 2 * len);
    for (size_t i = 0; out != NULL && i < len; i++) {
        out[2 * i] = digits[in[i] >> 4];
        out[2 * i + 1] = digits[in[i] & 15];
    }
}

/* clang-format off */
/* One more than what a letter stands for; 0 for the rest. */
#define LETTERS \
    ['A'] = 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, \
    ['a'] = 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 52, \
    ['0'] = 53, 54, 55, 56, 57, 58, 59, 60, 61, 62
static const unsigned char url_values[256] = {LETTERS, ['-'] = 63, ['_'] = 64};
static const unsigned char std_values[256] = {LETTERS, ['+'] = 63, ['/'] = 64};
/* clang-format on */

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

/* Of four letters what they stand for in 24 bits; *seen gathers what is beyond 63 where one is no letter. */
static uint32_t group_value(const unsigned char values[256], const char in[4], uint32_t *seen)
{
    uint32_t a = values[(unsigned char)in[0]] - 1U, b = values[(unsigned char)in[1]] - 1U,
             c = values[(unsigned char)in[2]] - 1U, d = values[(unsigned char)in[3]] - 1U;
    *seen |= a | b | c | d;
    return a << 18 | b << 12 | c << 6 | d;
}

/* Reads unpadded letters into exactly len bytes; the bits left over must be zero. */
static bool read64(struct hf_str s, const unsigned char values[256], unsigned char *out, size_t len)
{
    uint32_t seen = 0;
    size_t rest = s.len % 4;
    if (rest == 1 || hf_b64url_size(s.len) != len) /* one letter is no byte: its size is told as SIZE_MAX */
        return false;
    for (size_t i = 0; i + 4 <= s.len; i += 4, out += 3) {
        uint32_t bits = group_value(values, s.at + i, &seen);
        out[0] = (unsigned char)(bits >> 16);
        out[1] = (unsigned char)(bits >> 8);
        out[2] = (unsigned char)bits;
    }
    if (rest == 0)
        return seen < 64;
    char last[4] = {'A', 'A', 'A', 'A'};
    memcpy(last, s.at + s.len - rest, rest);
    uint32_t bits = group_value(values, last, &seen);
    out[0] = (unsigned char)(bits >> 16);
    if (rest == 3)
        out[1] = (unsigned char)(bits >> 8);
    return seen < 64 && (bits & (rest == 3 ? 0xFFU : 0xFFFFU)) == 0;
}

bool hf_b64url_read(struct hf_str s, void *out, size_t len)
{
    return read64(s, url_values, out, len);
}

bool hf_b64_read(struct hf_str s, void *out, size_t len)
{
    if (hf_b64_size(s) != len)
        return false;
    size_t pads = s.len / 4 * 3 - len;
    return read64(hf_str_part(s, 0, s.len - pads), std_values, out, len);
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
