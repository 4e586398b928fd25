/* SPDX-License-Identifier: Apache-2.0 */
/*
 * An uncompressed archive (POSIX.1-1988 ustar) in which nothing is left to choice: regular files only, mode
 * 0644, owner 0 without a name, time 0, padding of zeros, two empty blocks at the end and nothing behind
 * them. Any tar unpacks it; this reader takes only the bytes that this writer would write, so that whoever
 * vouches for names and contents vouches for every bit.
 */
#ifndef HF_PROOF_USTAR_H
#define HF_PROOF_USTAR_H

#include "base/buf.h"
#include "base/err.h"

enum { HF_USTAR_BLOCK = 512, HF_USTAR_NAME_MAX = 99 };
#define HF_USTAR_SIZE_MAX ((UINT64_C(1) << 33) - 1) /* 11 octal digits */

struct hf_ustar_member {
    struct hf_str name; /* [A-Za-z0-9._-], and '/' between two of these */
    struct hf_str bytes;
};

bool hf_ustar_name_ok(struct hf_str name);

/* The 512 bytes before a file of this name and size. */
void hf_ustar_head(struct hf_str name, uint64_t size, unsigned char head[HF_USTAR_BLOCK]);
/* Head, bytes and padding. The name must be one. */
void hf_ustar_put(struct hf_buf *out, const struct hf_ustar_member *member);
void hf_ustar_end_put(struct hf_buf *out);

/*
 * The member at *at, which moves behind it; *end: there was none left, and the archive ends as it must.
 * Borrows. UNVERIFIED ustar_broken, err->where the offset of the block: not what the writer would write.
 */
enum hf_rc hf_ustar_next(struct hf_str archive, size_t *at, struct hf_ustar_member *out, bool *end,
                         struct hf_err *err);

#endif
