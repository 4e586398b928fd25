/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where texts spend their time: the run of bytes that stand for themselves in JSON, or that are ASCII, eight
 * at a time.
 */
#ifndef HF_RECORD_PLAIN_H
#define HF_RECORD_PLAIN_H

#include <stdbool.h>
#include <stdint.h>

/* Printable ASCII but the quote and the backslash. */
static inline bool hf_plain(unsigned char c)
{
    return c >= 0x20 && c < 0x80 && c != '"' && c != '\\';
}

static inline uint64_t hf_plain_byte(const char *at, int i)
{
    return (uint64_t)(unsigned char)at[i] << 8 * i;
}

/* Eight bytes, the first one lowest, whatever the machine's order; written out, compilers make one load of
 * it. */
static inline uint64_t hf_plain_load(const char *at)
{
    return hf_plain_byte(at, 0) | hf_plain_byte(at, 1) | hf_plain_byte(at, 2) | hf_plain_byte(at, 3) |
           hf_plain_byte(at, 4) | hf_plain_byte(at, 5) | hf_plain_byte(at, 6) | hf_plain_byte(at, 7);
}

/*
 * The top bits of the bytes that are not plain. A byte below n borrows from (word - n..n), so a mark may be
 * false above a true one, but the lowest is always true.
 */
static inline uint64_t hf_plain_marks(uint64_t word)
{
    const uint64_t ones = UINT64_C(0x0101010101010101), tops = UINT64_C(0x8080808080808080);
    uint64_t quotes = word ^ (ones * '"'), slashes = word ^ (ones * '\\');
    return (word | (word - ones * 0x20) | (quotes - ones) | (slashes - ones)) & tops;
}

/* Four bytes, and four that are plain behind them: names are short. */
static inline uint64_t hf_plain_load_half(const char *at)
{
    const uint64_t plain = UINT64_C(0x2020202000000000);
    return plain | hf_plain_byte(at, 0) | hf_plain_byte(at, 1) | hf_plain_byte(at, 2) | hf_plain_byte(at, 3);
}

/* The first byte from `at` on that is not plain; `end` when all are. */
static inline const char *hf_plain_end(const char *at, const char *end)
{
    for (; end - at >= 8; at += 8) {
        uint64_t marks = hf_plain_marks(hf_plain_load(at));
        if (marks != 0)
            return at + __builtin_ctzll(marks) / 8;
    }
    if (end - at >= 4) {
        uint64_t marks = hf_plain_marks(hf_plain_load_half(at));
        if (marks != 0)
            return at + __builtin_ctzll(marks) / 8;
        at += 4;
    }
    while (at < end && hf_plain((unsigned char)*at))
        at++;
    return at;
}

/* Passes words of eight bytes that are all ASCII: where the first other one begins, or what is left of less
 * than eight. */
static inline const char *hf_ascii_words_end(const char *at, const char *end)
{
    while (end - at >= 8 && (hf_plain_load(at) & UINT64_C(0x8080808080808080)) == 0)
        at += 8;
    return at;
}

#endif
