/* SPDX-License-Identifier: Apache-2.0 */
#include "casefile/own_key.h"

#include "base/code.h"
#include "base/when.h"
#include "casefile/people.h"

struct reading {
    const struct hf_flow *flow;
    const struct hf_case *keyring;
    struct hf_hasher *hasher;
    struct hf_arena *arena;
};

static struct hf_str text_of(const struct reading *r, hf_instance i, const char *name)
{
    return hf_house_text_datum(r->flow, r->keyring, i, hf_str_of(name), r->arena);
}

/* An Ed25519 key stands there by its 32 bytes, any other as JWK. */
static bool read_public(const struct reading *r, hf_instance i, struct hf_jwk *out)
{
    HF_UNSET struct hf_err none;
    struct hf_public key;
    struct hf_str jwk = text_of(r, i, "jwk");

    if (jwk.len > 0)
        return hf_jwk_read_text(jwk, r->arena, out, &none) == HF_OK;
    if (!hf_b64url_read(text_of(r, i, "public"), key.byte, sizeof(key.byte)))
        return false;
    *out = hf_jwk_of(HF_JWK_ED25519, &key);
    return true;
}

static bool read_key(const struct reading *r, hf_instance i, struct hf_own_key *out)
{
    const struct hf_flows flows = {.house = r->flow};
    const struct hf_kind *kind = hf_case_kind(&flows, r->keyring, i);

    if (!hf_str_eq(text_of(r, i, "role"), HF_STR("notice")) || !read_public(r, i, &out->key))
        return false;
    hf_jwk_thumbprint(r->hasher, &out->key, &out->thumbprint);
    out->instance = i;
    out->from_ms = INT64_MIN;
    (void)hf_instant_read(text_of(r, i, "use_from"), &out->from_ms);
    out->retired = hf_str_eq(kind->state[hf_case_instance(r->keyring, i)->state].name, HF_STR("retired"));
    return true;
}

size_t hf_own_keys(const struct hf_house *house, const struct hf_flow *house_flow, struct hf_arena *arena,
                   const struct hf_own_key **out)
{
    struct reading r = {house_flow, house->keyring, house->hasher, arena};
    uint32_t instances = hf_case_head(house->keyring)->instances;
    struct hf_own_key *keys = HF_NEW(arena, struct hf_own_key, instances + 1);
    size_t count = 0;

    for (hf_instance i = 1; i < instances; i++)
        count += read_key(&r, i, &keys[count]);
    *out = keys;
    return count;
}

const struct hf_own_key *hf_own_key_at(const struct hf_own_key *keys, size_t count, enum hf_jwk_kind kind,
                                       int64_t at_ms)
{
    const struct hf_own_key *found = NULL;

    for (size_t i = 0; i < count; i++)
        if (keys[i].key.kind == kind && !keys[i].retired && keys[i].from_ms <= at_ms &&
            (found == NULL || keys[i].from_ms >= found->from_ms))
            found = &keys[i];
    return found;
}

void hf_own_keys_put(const struct hf_house *house, const struct hf_own_key *keys, size_t count,
                     struct hf_arena *arena, struct hf_buf *out)
{
    struct hf_jwk *published = HF_NEW(arena, struct hf_jwk, count + 1);
    size_t n = 0;

    for (size_t i = 0; i < count; i++)
        if (!keys[i].retired)
            published[n++] = keys[i].key;
    hf_jwks_put(house->hasher, published, n, out);
}
