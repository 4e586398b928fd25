/* SPDX-License-Identifier: Apache-2.0 */
#include "casefile/enrolled.h"

#include "base/code.h"
#include "base/when.h"
#include "casefile/people.h"

/* ---- reading ---- */

static struct hf_str text_of(const struct hf_entry *entry, hf_instance i, const char *name,
                             struct hf_arena *arena)
{
    return hf_house_text_datum(entry->house_flow, entry->file, i, hf_str_of(name), arena);
}

static int64_t instant_of(const struct hf_entry *entry, hf_instance i, const char *name, int64_t otherwise,
                          struct hf_arena *arena)
{
    int64_t at_ms;

    return hf_instant_read(text_of(entry, i, name, arena), &at_ms) ? at_ms : otherwise;
}

static bool is_enrolment(const struct hf_entry *entry, hf_instance i)
{
    const struct hf_flows flows = {.house = entry->house_flow};

    return hf_str_eq(hf_case_kind(&flows, entry->file, i)->name, HF_STR("enrolment"));
}

/* What was enrolled was checked then; here it is only read. */
static bool read_enrolled(const struct hf_entry *entry, hf_instance i, bool encryption,
                          struct hf_arena *arena, struct hf_enrolled *out)
{
    HF_UNSET struct hf_err none;
    int64_t known_ms = instant_of(entry, i, "known_at", INT64_MAX, arena);

    if (hf_str_eq(text_of(entry, i, "use", arena), HF_STR("encryption")) != encryption ||
        hf_jwk_read_text(text_of(entry, i, "jwk", arena), arena, &out->key, &none) != HF_OK)
        return false;
    out->instance = i;
    out->confirmed = known_ms <= entry->known_ms && known_ms != INT64_MAX;
    out->receipts_only = hf_str_eq(text_of(entry, i, "speaks_as", arena), HF_STR("system"));
    out->from_ms = instant_of(entry, i, "key_from", INT64_MIN, arena);
    out->to_ms = instant_of(entry, i, "key_to", INT64_MAX, arena);
    out->revoked_ms = instant_of(entry, i, "revoked_from", INT64_MAX, arena);
    return true;
}

/* Two people have confirmed it with the entry; how long it holds, amendments say. */
static bool read_own(const struct hf_entry *entry, struct hf_arena *arena, struct hf_enrolled *out)
{
    struct hf_public key;

    if (!hf_b64url_read(hf_entry_text(entry, HF_STR("key"), arena), key.byte, sizeof(key.byte)))
        return false;
    *out = (struct hf_enrolled){.key = hf_jwk_of(HF_JWK_ED25519, &key),
                                .confirmed = true,
                                .from_ms = INT64_MIN,
                                .to_ms = INT64_MAX,
                                .revoked_ms = INT64_MAX};
    return true;
}

size_t hf_enrolled_keys(const struct hf_entry *entry, bool encryption, struct hf_hasher *hasher,
                        struct hf_arena *arena, const struct hf_enrolled **out)
{
    uint32_t instances = hf_case_head(entry->file)->instances;
    struct hf_enrolled *keys = HF_NEW(arena, struct hf_enrolled, instances);
    size_t count = 0;

    if (!encryption)
        count += read_own(entry, arena, &keys[0]);
    for (hf_instance i = 1; i < instances; i++)
        if (is_enrolment(entry, i))
            count += read_enrolled(entry, i, encryption, arena, &keys[count]);
    for (size_t k = 0; k < count; k++)
        hf_jwk_thumbprint(hasher, &keys[k].key, &keys[k].thumbprint);
    *out = keys;
    return count;
}

/* ---- judging ---- */

enum hf_key_standing hf_enrolled_at(const struct hf_enrolled *key, int64_t at_ms)
{
    if (!key->confirmed)
        return HF_KEY_UNCONFIRMED;
    if (at_ms >= key->revoked_ms)
        return HF_KEY_REVOKED;
    if (at_ms < key->from_ms)
        return HF_KEY_EARLY;
    return at_ms >= key->to_ms ? HF_KEY_EXPIRED : HF_KEY_IN_FORCE;
}

const struct hf_enrolled *hf_enrolled_to_encrypt(const struct hf_entry *entry, int64_t at_ms,
                                                 struct hf_hasher *hasher, struct hf_arena *arena)
{
    const struct hf_enrolled *keys, *found = NULL;

    if (hf_case_head(entry->file)->instances == 1)
        return NULL;
    size_t count = hf_enrolled_keys(entry, true, hasher, arena, &keys);
    for (size_t k = 0; k < count; k++)
        if (hf_enrolled_at(&keys[k], at_ms) == HF_KEY_IN_FORCE &&
            (found == NULL || keys[k].from_ms >= found->from_ms))
            found = &keys[k];
    return found;
}

static enum hf_rc fail_at(struct hf_err *err, enum hf_word word, int64_t at_ms)
{
    char text[HF_INSTANT_TEXT];
    struct hf_buf at = HF_BUF(text);

    hf_instant_put(&at, at_ms);
    return hf_fail(err, word, HF_STR("kid"), hf_buf_str(&at), HF_STR_NONE);
}

static enum hf_rc check_standing(const struct hf_enrolled *key, int64_t at_ms, struct hf_err *err)
{
    switch (hf_enrolled_at(key, at_ms)) {
    case HF_KEY_IN_FORCE:
        return HF_OK;
    case HF_KEY_EARLY:
        return fail_at(err, HF_WORD_key_early, key->from_ms);
    case HF_KEY_EXPIRED:
        return fail_at(err, HF_WORD_key_expired, key->to_ms);
    case HF_KEY_REVOKED:
        return fail_at(err, HF_WORD_key_revoked, key->revoked_ms);
    case HF_KEY_UNCONFIRMED:
        break;
    }
    return hf_fail(err, HF_WORD_token_key, HF_STR("kid"), HF_STR_NONE, HF_STR_NONE);
}

/* By this one: first whether it signed, so that only its holder is told how it stands. */
static enum hf_rc verify_by(const struct hf_enrolled *key, const struct hf_token *token, int64_t at_ms,
                            struct hf_hasher *hasher, struct hf_err *err)
{
    HF_TRY(hf_token_verify_by(hasher, token, &key->key, err));
    return check_standing(key, at_ms, err);
}

enum hf_rc hf_enrolled_verify(const struct hf_entry *entry, const struct hf_token *token, int64_t at_ms,
                              struct hf_hasher *hasher, struct hf_arena *arena,
                              const struct hf_enrolled **out, struct hf_err *err)
{
    const struct hf_enrolled *keys;
    struct hf_digest named;
    bool names = hf_digest_read(token->kid, &named);
    size_t count = hf_enrolled_keys(entry, false, hasher, arena, &keys);
    enum hf_rc rc = count == 0 ? hf_fail(err, HF_WORD_set_unknown_issuer, HF_STR("iss"),
                                         hf_entry_text(entry, HF_STR("issuer"), arena), HF_STR_NONE)
                               : hf_fail(err, HF_WORD_token_key, HF_STR("kid"), HF_STR_NONE, HF_STR_NONE);
    bool signed_ = false;

    for (size_t k = 0; k < count; k++) {
        if (names ? !hf_digest_eq(&named, &keys[k].thumbprint) : keys[k].key.kind != hf_alg_kind(token->alg))
            continue;
        HF_UNSET struct hf_err why;
        enum hf_rc tried = verify_by(&keys[k], token, at_ms, hasher, &why);
        if (tried == HF_OK) {
            *out = &keys[k];
            return HF_OK;
        }
        if (!signed_)
            *err = why;
        signed_ = signed_ || why.word == HF_WORD_key_early || why.word == HF_WORD_key_expired ||
                  why.word == HF_WORD_key_revoked;
        rc = tried;
    }
    return rc;
}
