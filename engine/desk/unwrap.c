/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What was encrypted for us. The header names the key by its thumbprint; where it names none, the key that is
 * published to encrypt for at the moment is meant. A key that was retired opens nothing any more. All that
 * follows (digests, the thread, what is kept) is of the token inside: who sends it again plain, or
 * encrypted anew, has sent the same message.
 */
#include "base/code.h"
#include "casefile/own_key.h"
#include "desk/inside.h"
#include "seal/jwe.h"

static const struct hf_own_key *find(const struct hf_own_key *own, size_t count, struct hf_str kid)
{
    struct hf_digest named;

    if (!hf_digest_read(kid, &named))
        return NULL;
    for (size_t i = 0; i < count; i++)
        if (own[i].key.kind == HF_JWK_X25519 && !own[i].retired && hf_digest_eq(&own[i].thumbprint, &named))
            return &own[i];
    return NULL;
}

enum hf_rc hf_unwrap(struct hf_serving *s, struct hf_str *compact, struct hf_err *err)
{
    struct hf_keys *keys = &s->desk->setup.keys;
    const struct hf_own_key *own;
    struct hf_str kid;

    if (!hf_jwe_is(*compact))
        return HF_OK;
    HF_TRY(hf_jwe_kid(s->arena, *compact, &kid, err));
    size_t count = hf_hand_keys(s, &own);
    const struct hf_own_key *key =
        kid.len > 0 ? find(own, count, kid) : hf_own_key_at(own, count, HF_JWK_X25519, s->now_ms);
    if (key == NULL)
        return hf_fail(err, HF_WORD_jwe_key, HF_STR("kid"), HF_STR_NONE, HF_STR_NONE);
    return keys->use(keys->self, &key->thumbprint, *compact, s->arena, compact, err);
}

enum hf_rc hf_desk_open_document(struct hf_desk *desk, struct hf_arena *arena, struct hf_str *bytes,
                                 struct hf_err *err)
{
    struct hf_keys *keys = &desk->setup.keys;
    const struct hf_own_key *own;
    struct hf_str kid;

    if (!hf_jwe_is_document(arena, *bytes))
        return HF_OK;
    HF_TRY(hf_jwe_document_kid(arena, *bytes, &kid, err));
    HF_TRY(hf_house_refresh(desk, arena, err));
    size_t count = hf_own_keys(&desk->house, desk->setup.house, arena, &own);
    const struct hf_own_key *key = find(own, count, kid);
    if (key == NULL)
        return hf_fail(err, HF_WORD_jwe_key, HF_STR("kid"), HF_STR_NONE, HF_STR_NONE);
    return keys->use(keys->self, &key->thumbprint, *bytes, arena, bytes, err);
}
