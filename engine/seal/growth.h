/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a signer goes by. Its *mark* is the tree that it signed last, as a frontier; it signs another one only
 * if that is the mark grown. It is shown a frontier that the log keeps and every leaf hash behind it, and
 * appends them itself: so it needs no proof and no word of whoever shows them.
 *
 * The mark as it is kept, each line ended by a line feed:
 *
 *     holdfast/mark/v1
 *     court.example/log1                              origin
 *     5                                               size
 *     httd0qUBsrR9PJCP/UX7vzZSADPCBsEqfKSFlBR7kTM=    a line per subtree root of the frontier, base64
 */
#ifndef HF_SEAL_GROWTH_H
#define HF_SEAL_GROWTH_H

#include "seal/tree.h"

enum { HF_MARK_TEXT_MAX = 3200 };

void hf_mark_put(struct hf_buf *out, struct hf_str origin, const struct hf_frontier *mark);
/* What hf_mark_put writes and nothing else; the origin borrows. BAD_INPUT signer_mark_malformed. */
enum hf_rc hf_mark_read(struct hf_str text, struct hf_str *origin, struct hf_frontier *out,
                        struct hf_err *err);

struct hf_growth {
    uint64_t mark_size; /* the mark as it was at the beginning */
    struct hf_digest mark_root;
    struct hf_frontier tree; /* what was shown so far */
    bool met, differs;       /* it was as large as the mark; and was another tree then */
};
/* `from` is taken as it is said: what it stands for shows when its root is compared with the mark's. */
void hf_growth_begin(struct hf_hasher *hasher, struct hf_growth *growth, const struct hf_frontier *mark,
                     const struct hf_frontier *from);
void hf_growth_add(struct hf_hasher *hasher, struct hf_growth *growth, const struct hf_digest leaf[],
                   size_t count);

enum hf_grown {
    HF_GROWN,       /* the mark, or the mark and more */
    HF_GROWN_STALE, /* less than the mark, but whoever shows it did not know of the mark when he read */
    HF_GROWN_CUT,   /* less than the mark, read after he knew of it: what was signed is there no more */
    HF_GROWN_FORK,  /* another tree where it is as large as the mark */
    HF_GROWN_AHEAD  /* begins behind the mark: more was signed than the mark knows of */
};
/* `seen`: the size of the mark of which he knew before he read. */
enum hf_grown hf_growth_judge(const struct hf_growth *growth, uint64_t seen);

#endif
