/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A proof that a log holds no case of a reference, as a small text (docs/formats.md 14):
 *
 *     holdfast/absence/v1
 *     ORIGIN
 *     a line for each   key that the log has had (seal/log_keys.h), as its maker says: trust comes from
 *                       elsewhere
 *     two lines         the event that published the heads, and its way to the root (proof/heads.h)
 *     a line for each   what stands where the name's key leads (proof/heads.h)
 *     an empty line
 *     the signed checkpoint
 */
#ifndef HF_PROOF_ABSENCE_H
#define HF_PROOF_ABSENCE_H

#include "proof/heads.h"
#include "proof/trust.h"

enum { HF_ABSENCE_NAMES_MAX = 1000 };

bool hf_absence_is(struct hf_str bytes);
/* The lines before those of the heads. */
void hf_absence_put(struct hf_buf *out, struct hf_str origin, const struct hf_log_keys *keys);

struct hf_absence {
    struct hf_str origin;
    struct hf_log_keys keys;
    bool trusted;
    struct hf_policy_verdict witnesses;
    uint64_t signed_size; /* of the checkpoint */
    struct hf_heads_said heads;
    struct hf_str name[HF_ABSENCE_NAMES_MAX]; /* of cases that there are not; borrowed */
    size_t names;
};

/*
 * `trust` NULL: whom to believe was not said.
 *   errors   UNVERIFIED absence_form, keys_broken, bundle_checkpoint, bundle_stranger, note_*,
 *            cosignature_broken, policy_quorum, heads_*, replay_*, absence_broken; err->where names the part
 *            or line ("absence line 1")
 */
enum hf_rc hf_absence_verify(struct hf_hasher *hasher, struct hf_str bytes, const struct hf_policy *trust,
                             struct hf_arena *arena, struct hf_absence *out, struct hf_err *err);

#endif
