/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the lines of this folder's files are made of, read off the front of a text, which moves behind what
 * was read. False: something else stands there. Private to this folder.
 */
#ifndef HF_PROOF_LINE_H
#define HF_PROOF_LINE_H

#include "seal/hash.h"

/* These very letters. */
bool hf_line_skip(struct hf_str *s, const char *literal);
/* In decimal, within the bounds. */
bool hf_line_number(struct hf_str *s, int64_t least, int64_t most, int64_t *out);
bool hf_line_small(struct hf_str *s, uint32_t *out);
/* To the next quotation mark: of letters that need no escape. */
bool hf_line_text(struct hf_str *s, struct hf_str *out);
/* One object, by its braces; whether it is JSON is found when it is read as what it should be. */
bool hf_line_object(struct hf_str *s, struct hf_str *out);
/* These letters, a digest and a quotation mark. */
bool hf_line_digest(struct hf_str *s, const char *before, struct hf_digest *out);

#endif
