/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Bytes written as text: base64url without padding (RFC 4648 section 5), base64 with padding (section 4),
 * hex. Readers are strict: one spelling per value; no blanks, no stray trailing bits.
 */
#ifndef HF_BASE_CODE_H
#define HF_BASE_CODE_H

#include "base/buf.h"

void hf_b64url_put(struct hf_buf *buf, const void *bytes, size_t len);
void hf_b64_put(struct hf_buf *buf, const void *bytes, size_t len);
void hf_hex_put(struct hf_buf *buf, const void *bytes, size_t len);

/* Reads exactly `len` bytes; false when s is not the one spelling of `len` bytes. */
bool hf_b64url_read(struct hf_str s, void *out, size_t len);
bool hf_b64_read(struct hf_str s, void *out, size_t len);
bool hf_hex_read(struct hf_str s, void *out, size_t len);

/* How many bytes base64url text of this length holds; SIZE_MAX when no text has this length. */
size_t hf_b64url_size(size_t text_len);
/* The same for padded base64, which must be looked at for its '='. */
size_t hf_b64_size(struct hf_str s);

#endif
