/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Borrowed text: a pointer and a length. Never relies on a closing NUL, never owns.
 */
#ifndef HF_BASE_STR_H
#define HF_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct hf_str {
    const char *at; /* NULL only when len is 0 */
    size_t len;
};

#define HF_STR(literal) ((struct hf_str){"" literal, sizeof(literal) - 1})
/* For tables of constants, where a compound literal is not a constant expression. */
#define HF_STR_INIT(literal)            \
    {                                   \
        "" literal, sizeof(literal) - 1 \
    }
#define HF_STR_NONE ((struct hf_str){NULL, 0})
/* For printf-like calls in adapters and tests: printf("%.*s", HF_STR_ARG(s)). */
#define HF_STR_ARG(s) (int)(s).len, (s).at == NULL ? "" : (s).at

/* The text of a NUL-terminated string; NULL gives the empty text. */
struct hf_str hf_str_of(const char *text);

static inline uint64_t hf_eight_bytes(const char *at)
{
    uint64_t word;
    memcpy(&word, at, sizeof word);
    return word;
}

static inline uint32_t hf_four_bytes(const char *at)
{
    uint32_t word;
    memcpy(&word, at, sizeof word);
    return word;
}

/* Are up to sixteen bytes the same? Their first and their last words are, which may overlap. */
static inline bool hf_few_eq(const char *a, const char *b, size_t len)
{
    if (len >= 8)
        return hf_eight_bytes(a) == hf_eight_bytes(b) &&
               hf_eight_bytes(a + len - 8) == hf_eight_bytes(b + len - 8);
    if (len >= 4)
        return hf_four_bytes(a) == hf_four_bytes(b) &&
               hf_four_bytes(a + len - 4) == hf_four_bytes(b + len - 4);
    return len == 0 || (a[0] == b[0] && a[len / 2] == b[len / 2] && a[len - 1] == b[len - 1]);
}

/* Inline, as most texts that differ do so in length, and most are short. */
static inline bool hf_str_eq(struct hf_str a, struct hf_str b)
{
    return a.len == b.len && (a.len <= 16 ? hf_few_eq(a.at, b.at, a.len) : memcmp(a.at, b.at, a.len) == 0);
}

/* Byte order; a prefix sorts before what it begins. */
int hf_str_order(struct hf_str a, struct hf_str b);

bool hf_str_begins(struct hf_str s, struct hf_str head);
bool hf_str_ends(struct hf_str s, struct hf_str tail);
/* In proportion to the lengths of both together. */
bool hf_str_contains(struct hf_str s, struct hf_str part);

/* The part from `from` to before `to`; both are cut to the length of s. */
struct hf_str hf_str_part(struct hf_str s, size_t from, size_t to);

/*
 * Cuts s at the first `mark`: what stands before it is returned, s becomes what stands after it.
 * Without a mark the whole is returned and s becomes empty with at == NULL.
 */
struct hf_str hf_str_cut(struct hf_str *s, char mark);

/* s without blanks, tabs and line ends at both sides. */
struct hf_str hf_str_trim(struct hf_str s);

/* Decimal integer, optional '-', no '+', no leading zeros but "0" itself, whole text. */
bool hf_str_i64(struct hf_str s, int64_t *out);

#endif
