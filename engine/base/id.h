/* SPDX-License-Identifier: Apache-2.0 */
/*
 * 128-bit identifiers, and the reference people use for a case.
 * In JSON an id is 22 characters of base64url; in hashes it is 16 raw bytes (docs/formats.md 1).
 */
#ifndef HF_BASE_ID_H
#define HF_BASE_ID_H

#include "base/code.h"

enum { HF_ID_SIZE = 16, HF_ID_TEXT = 22, HF_REFERENCE_TEXT = 11, HF_UUID_TEXT = 36 };

struct hf_id {
    unsigned char byte[HF_ID_SIZE];
};

/* Inline, as it is two comparisons of words. */
static inline bool hf_id_eq(const struct hf_id *a, const struct hf_id *b)
{
    return memcmp(a->byte, b->byte, HF_ID_SIZE) == 0;
}
int hf_id_order(const struct hf_id *a, const struct hf_id *b);
bool hf_id_is_zero(const struct hf_id *id);

void hf_id_put(struct hf_buf *buf, const struct hf_id *id);
bool hf_id_read(struct hf_str s, struct hf_id *out);

/*
 * RFC 9562 UUIDv7: 48 bits of milliseconds, then random bits. `random` is 16 bytes of dice of which ten are
 * used.
 */
struct hf_id hf_id_v7(int64_t at_ms, const unsigned char random[HF_ID_SIZE]);
/* 8-4-4-4-12 lower-case hex, the form of a `jti`. */
void hf_id_put_uuid(struct hf_buf *buf, const struct hf_id *id);
bool hf_id_read_uuid(struct hf_str s, struct hf_id *out);

/*
 * A case reference: eight Crockford base-32 letters of 40 random bits and a check letter, "ABCD-EFGH-C".
 * The check letter is the sum of (position + 1) * value over the eight letters, mod 31, as a letter; 31 is
 * prime and the weights differ, so one wrong letter or two swapped neighbours are found, 0 for Z excepted.
 */
void hf_reference_put(struct hf_buf *buf, const unsigned char random[5]);
/*
 * Reads a reference as people type it: any case, with or without hyphens, O for 0, I and L for 1.
 * Writes the one normal form, 11 characters, to out.
 */
bool hf_reference_read(struct hf_str s, char out[HF_REFERENCE_TEXT]);

#endif
