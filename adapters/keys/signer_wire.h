/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is said on the signer's socket. A frame is its size without these five bytes (4 bytes, big-endian),
 * one letter, and the body; numbers in bodies have 8 bytes, big-endian.
 *
 *     asked     M                       how far has been signed?
 *               G from, frontier        the tree that will be shown begins with these leaves
 *               L leaf hashes           and goes on with these, at most 4,096
 *               S seen                  that is all of it, read when the mark was known to be `seen`: sign it
 *               B text                  sign the manifest of a bundle
 *               T size, frontier, trace frozen as it is, let this be the mark, and keep the trace
 *               R text                  sign that another key takes the place of yours, and sign nothing more
 *     answered  m size, root            that is the mark
 *               s signature             64 bytes
 *               x code \n arg \n arg    why not: a word of base/words.h
 *
 * M, S, B, T and R are answered, in order; G and L are not.
 */
#ifndef HF_KEYS_SIGNER_WIRE_H
#define HF_KEYS_SIGNER_WIRE_H

#include "base/err.h"
#include "seal/hash.h"

enum {
    HF_FRAME_HEAD = 5,
    HF_FRAME_LEAVES = 4096,
    HF_FRAME_BODY_MAX = HF_FRAME_LEAVES * HF_DIGEST_SIZE,
    HF_FRAME_MAX = HF_FRAME_HEAD + HF_FRAME_BODY_MAX
};

struct hf_frame {
    char kind;
    struct hf_str body;
};

/* Cuts the first frame off `bytes`. BAD_INPUT signer_asked: that is none; *whole false: there is more to
 * come. */
enum hf_rc hf_frame_cut(struct hf_str *bytes, struct hf_frame *out, bool *whole, struct hf_err *err);
void hf_frame_put(struct hf_buf *out, char kind, struct hf_str body);

void hf_frame_number_put(struct hf_buf *out, uint64_t number);
/* Cuts 8 bytes off; false: there are not so many. */
bool hf_frame_number_cut(struct hf_str *body, uint64_t *out);

/* A failure as the body of x, and back. A code that is unknown here is FAILED. */
void hf_frame_failure_put(struct hf_buf *out, const struct hf_err *err);
enum hf_rc hf_frame_failure(struct hf_str body, struct hf_err *err);

#endif
