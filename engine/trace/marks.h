/* SPDX-License-Identifier: Apache-2.0 */
/*
 * 64 bytes of CSV at a glance: which are commas or line ends, and which are none of those a plain row is made
 * of (quotation marks, control characters, bytes beyond ASCII). Bit i stands for byte i.
 *
 * Three bodies that say the same: one of eight bytes at a time for any machine, one of sixteen where there is
 * SSE2, which every x86-64 has, and one of thirty-two for whoever has found out that there is AVX2.
 */
#ifndef HF_TRACE_MARKS_H
#define HF_TRACE_MARKS_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

struct hf_trace_marks {
    uint64_t ends, lines, odd; /* lines: those of the ends that are no commas */
};

/* A bit for each byte, where `high` has 0x80 or 0 in each. */
static inline uint64_t hf_trace_gathered(uint64_t high)
{
    return (high >> 7) * UINT64_C(0x0102040810204080) >> 56;
}

static inline uint64_t hf_trace_bytes_of(unsigned char byte)
{
    return byte * UINT64_C(0x0101010101010101);
}

/* 0x80 in each byte that equals `byte`; all bytes of `low` are below 0x80. */
static inline uint64_t hf_trace_equal(uint64_t low, unsigned char byte)
{
    return ~((low ^ hf_trace_bytes_of(byte)) + hf_trace_bytes_of(0x7F)) & hf_trace_bytes_of(0x80);
}

static inline struct hf_trace_marks hf_trace_marks_plain(const char *at)
{
    struct hf_trace_marks marks = {0, 0, 0};
    const uint64_t top = hf_trace_bytes_of(0x80);
    for (unsigned i = 0; i < 64; i += 8) {
        uint64_t word = 0;
        for (unsigned byte = 0; byte < 8; byte++)
            word |= (uint64_t)(unsigned char)at[i + byte] << 8 * byte;
        uint64_t low = word & ~top, ascii = ~word & top;
        uint64_t comma = hf_trace_equal(low, ','), feed = hf_trace_equal(low, '\n');
        uint64_t control = (~(low + hf_trace_bytes_of(0x60)) & ~feed) | hf_trace_equal(low, 0x7F);
        uint64_t odd = control | hf_trace_equal(low, '"') | word;
        marks.ends |= hf_trace_gathered((comma | feed) & ascii) << i;
        marks.lines |= hf_trace_gathered(feed & ascii) << i;
        marks.odd |= hf_trace_gathered(odd & top) << i;
    }
    return marks;
}

#if defined(__SSE2__)
#include <immintrin.h>

static inline struct hf_trace_marks hf_trace_marks(const char *at)
{
    struct hf_trace_marks marks = {0, 0, 0};
    for (unsigned i = 0; i < 64; i += 16) {
        __m128i bytes;
        memcpy(&bytes, at + i, sizeof bytes);
        __m128i feed = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\n'));
        __m128i ends = _mm_or_si128(feed, _mm_cmpeq_epi8(bytes, _mm_set1_epi8(',')));
        /* Signed, what is beyond ASCII is below 0; one more, and so is 0x7F. */
        __m128i next = _mm_add_epi8(bytes, _mm_set1_epi8(1));
        __m128i low = _mm_andnot_si128(feed, _mm_cmplt_epi8(next, _mm_set1_epi8(0x21)));
        __m128i odd = _mm_or_si128(low, _mm_cmpeq_epi8(bytes, _mm_set1_epi8('"')));
        marks.ends |= (uint64_t)(unsigned)_mm_movemask_epi8(ends) << i;
        marks.lines |= (uint64_t)(unsigned)_mm_movemask_epi8(feed) << i;
        marks.odd |= (uint64_t)(unsigned)_mm_movemask_epi8(odd) << i;
    }
    return marks;
}

#define HF_TRACE_WIDE __attribute__((target("avx2,bmi")))

static inline bool hf_trace_is_wide(void)
{
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi");
}

/* Only where hf_trace_is_wide. */
HF_TRACE_WIDE static inline struct hf_trace_marks hf_trace_marks_wide(const char *at)
{
    struct hf_trace_marks marks = {0, 0, 0};
    for (unsigned i = 0; i < 64; i += 32) {
        __m256i bytes;
        memcpy(&bytes, at + i, sizeof bytes);
        __m256i feed = _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8('\n'));
        __m256i ends = _mm256_or_si256(feed, _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8(',')));
        __m256i next = _mm256_add_epi8(bytes, _mm256_set1_epi8(1));
        __m256i low = _mm256_andnot_si256(feed, _mm256_cmpgt_epi8(_mm256_set1_epi8(0x21), next));
        __m256i odd = _mm256_or_si256(low, _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8('"')));
        marks.ends |= (uint64_t)(unsigned)_mm256_movemask_epi8(ends) << i;
        marks.lines |= (uint64_t)(unsigned)_mm256_movemask_epi8(feed) << i;
        marks.odd |= (uint64_t)(unsigned)_mm256_movemask_epi8(odd) << i;
    }
    return marks;
}
#else
static inline struct hf_trace_marks hf_trace_marks(const char *at)
{
    return hf_trace_marks_plain(at);
}

#define HF_TRACE_WIDE

static inline bool hf_trace_is_wide(void)
{
    return false;
}

static inline struct hf_trace_marks hf_trace_marks_wide(const char *at)
{
    return hf_trace_marks_plain(at);
}
#endif

#endif
