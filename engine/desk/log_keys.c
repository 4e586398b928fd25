/* SPDX-License-Identifier: Apache-2.0 */
/* Which key signed the log when. */
#include "desk/inside.h"

enum hf_rc hf_desk_log_keys(struct hf_desk *desk, struct hf_log_keys *out, struct hf_err *err)
{
    struct hf_keys *keys = &desk->setup.keys;
    struct hf_public_key key;
    HF_TRY(keys->public_key(keys->self, HF_KEY_LOG, &key, err));
    return hf_log_keys_of(&key, out, err);
}

enum hf_rc hf_log_keys_of(const struct hf_public_key *key, struct hf_log_keys *out, struct hf_err *err)
{
    if (key->keys.len == 0) {
        hf_log_keys_first(&key->key, out);
        return HF_OK;
    }
    HF_TRY(hf_log_keys_read(key->keys, key->issuer, out, err));
    if (memcmp(out->at[out->count - 1].key.byte, key->key.byte, sizeof key->key.byte) != 0)
        return hf_fail(err, HF_WORD_keys_broken, HF_STR("keys"), HF_STR_NONE, HF_STR_NONE);
    return HF_OK;
}
