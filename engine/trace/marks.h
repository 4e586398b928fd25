/* SPDX-License-Identifier: Apache-2.0 */
/*
 * 64 bytes of CSV at a glance: which are commas or line ends, and which are none of those a plain row is made
 * of (quotation marks, control characters, bytes beyond ASCII). Bit i stands for byte i.
 *
 * Two bodies that say the same: one of eight bytes at a time for any machine, one of sixteen where there is
 * SSE2, which every x86-64 has.
 */
#ifndef HF_TRACE_MARKS_H
#define HF_TRACE_MARKS_H

#include <stdint.h>
#include <string.h>

struct hf_trace_marks {
    uint64_t ends, odd;
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
    struct hf_trace_marks marks = {0, 0};
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
        marks.odd |= hf_trace_gathered(odd & top) << i;
    }
    return marks;
}

#if defined(__SSE2__)
#include <emmintrin.h>

static inline struct hf_trace_marks hf_trace_marks(const char *at)
{
    struct hf_trace_marks marks = {0, 0};
    for (unsigned i = 0; i < 64; i += 16) {
        __m128i bytes;
        memcpy(&bytes, at + i, sizeof bytes);
        __m128i feed = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\n'));
        __m128i ends = _mm_or_si128(feed, _mm_cmpeq_epi8(bytes, _mm_set1_epi8(',')));
        /* signed: what is beyond ASCII is below 0 */
        __m128i low = _mm_andnot_si128(feed, _mm_cmplt_epi8(bytes, _mm_set1_epi8(0x20)));
        __m128i odd = _mm_or_si128(_mm_or_si128(low, _mm_cmpeq_epi8(bytes, _mm_set1_epi8('"'))),
                                   _mm_cmpeq_epi8(bytes, _mm_set1_epi8(0x7F)));
        marks.ends |= (uint64_t)(unsigned)_mm_movemask_epi8(ends) << i;
        marks.odd |= (uint64_t)(unsigned)_mm_movemask_epi8(odd) << i;
    }
    return marks;
}
#else
static inline struct hf_trace_marks hf_trace_marks(const char *at)
{
    return hf_trace_marks_plain(at);
}
#endif

#endif
