/* SPDX-License-Identifier: Apache-2.0 */
/* Whom to believe, asked of a proof: nothing holds here without it, NULL, and nothing is refused. */
#ifndef HF_PROOF_TRUST_H
#define HF_PROOF_TRUST_H

#include "seal/log_keys.h"
#include "seal/policy.h"

/* Is any of the keys that a log of this origin has had one of the policy? UNVERIFIED bundle_stranger;
 * err->where is `part`. */
enum hf_rc hf_trust_keys(const struct hf_policy *trust, struct hf_str origin, const struct hf_log_keys *keys,
                         struct hf_str part, struct hf_err *err);
/* Has its quorum cosigned? *trusted where a policy was given. UNVERIFIED cosignature_broken, policy_quorum.
 */
enum hf_rc hf_trust_witnesses(struct hf_hasher *hasher, const struct hf_policy *trust,
                              const struct hf_note *checkpoint, bool *trusted, struct hf_policy_verdict *out,
                              struct hf_err *err);

#endif
