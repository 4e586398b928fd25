/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Time-stamps of an authority over our checkpoints (seal/stamp.h): which are wanted, and what comes back is
 * kept. The newest checkpoint is stamped, and a stamp is stamped again before the authority's certificate
 * ends, for after that day nobody can tell a token of its key from one made by whoever got hold of the key.
 *
 * Whether the authority signed it is for whoever calls: it takes X.509.
 */
#ifndef HF_DESK_STAMPS_H
#define HF_DESK_STAMPS_H

#include "desk/desk.h"
#include "seal/stamp.h"

/* So long before the end a stamp is stamped again. */
#define HF_STAMP_AHEAD_MS (90 * HF_MS_PER_DAY)

struct hf_stamp_wish {
    int64_t size;    /* of the checkpoint */
    uint32_t number; /* of the stamp that is wanted; 1: the first of that size */
    struct hf_str note;
    struct hf_digest digest; /* to be stamped */
    unsigned char nonce[HF_STAMP_NONCE];
};

/*
 * What wants a stamp now, the oldest first: a stamp that ends, and the newest checkpoint where it has none.
 * In arena. Errors: those of ledger and keys.
 */
enum hf_rc hf_stamps_wanted(struct hf_desk *desk, struct hf_arena *arena, const struct hf_stamp_wish **out,
                            size_t *count, struct hf_err *err);

/* The wish that a token fulfils, by its digest, among all that a stamp can be kept for: also a checkpoint
 * that is no more the newest. NOT_FOUND stamp_unwanted. */
enum hf_rc hf_stamps_wish_of(struct hf_desk *desk, const struct hf_stamp *stamp, struct hf_arena *arena,
                             struct hf_stamp_wish *out, struct hf_err *err);

/*
 * Keeps a token that was verified, with its evidence, until the authority's certificate ends.
 *   errors   UNVERIFIED stamp_malformed, stamp_other (another digest or nonce); CONFLICT duplicate
 */
enum hf_rc hf_stamps_keep(struct hf_desk *desk, const struct hf_stamp_wish *wish, struct hf_str token,
                          struct hf_str evidence, int64_t ends_ms, struct hf_err *err);

#endif
