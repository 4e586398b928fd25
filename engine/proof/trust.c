/* SPDX-License-Identifier: Apache-2.0 */
#include "proof/trust.h"

enum hf_rc hf_trust_keys(const struct hf_policy *trust, struct hf_str origin, const struct hf_log_keys *keys,
                         struct hf_str part, struct hf_err *err)
{
    for (size_t i = 0; trust != NULL && i < keys->count; i++)
        if (hf_policy_knows(trust, origin, &keys->at[i].key))
            return HF_OK;
    if (trust == NULL)
        return HF_OK;
    return hf_fail(err, HF_WORD_bundle_stranger, part, origin,
                   trust->logs > 0 ? trust->log[0].name : HF_STR("-"));
}

enum hf_rc hf_trust_witnesses(struct hf_hasher *hasher, const struct hf_policy *trust,
                              const struct hf_note *checkpoint, bool *trusted, struct hf_policy_verdict *out,
                              struct hf_err *err)
{
    struct hf_err found;
    *trusted = trust != NULL;
    if (trust == NULL || hf_policy_check(hasher, trust, checkpoint, out, &found) == HF_OK)
        return HF_OK;
    return hf_fail(err, found.word, HF_STR("checkpoint"), hf_str_of(found.arg[0]), hf_str_of(found.arg[1]));
}
