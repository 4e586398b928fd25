/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Our own keys for notices, as the keyring file tells of them: each is published from the moment it is
 * entered until it is retired, and signs from `use_from` on. So who keeps our keys for a while (a receiver's
 * cache) has the new one before it is used, and the old one as long as something signed with it may still
 * come.
 */
#ifndef HF_CASEFILE_OWN_KEY_H
#define HF_CASEFILE_OWN_KEY_H

#include "casefile/decide.h"
#include "seal/jwk.h"

struct hf_own_key {
    hf_instance instance;
    struct hf_jwk key;
    struct hf_digest thumbprint;
    int64_t from_ms; /* INT64_MIN: from the first */
    bool retired;
};

/* In the order in which they were entered. */
size_t hf_own_keys(const struct hf_house *house, const struct hf_flow *house_flow, struct hf_arena *arena,
                   const struct hf_own_key **out);
/* The one that signs at this instant: of those of the kind that are in use the newest. NULL: there is none.
 */
const struct hf_own_key *hf_own_key_at(const struct hf_own_key *keys, size_t count, enum hf_jwk_kind kind,
                                       int64_t at_ms);
/* {"keys":[...]}: those that are not retired, also those that do not sign yet. */
void hf_own_keys_put(const struct hf_house *house, const struct hf_own_key *keys, size_t count,
                     struct hf_arena *arena, struct hf_buf *out);

#endif
