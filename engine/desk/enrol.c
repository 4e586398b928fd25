/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The ceremony by which an authority's key is enrolled, as far as the house's definition cannot say it: the
 * key is sound, new and of its use; the proof is signed by whom it must be and bears the challenge; who
 * confirms has been told the same fingerprint. An entry asks us for no algorithm that we have no key for, and
 * our own keys come and go without a gap. What a payload lacks, its schema tells.
 */
#include "casefile/enrolled.h"
#include "casefile/own_key.h"
#include "casefile/people.h"
#include "desk/inside.h"
#include "seal/set.h"

struct enrolling {
    struct hf_serving *s;
    const struct hf_case *file; /* of the authority */
    const struct hf_command *command;
    hf_instance instance; /* the enrolment that the command is about; HF_NO_INSTANCE: a new one */
    struct hf_arena *arena;
    struct hf_err *err;
};

static enum hf_rc fail(const struct enrolling *e, enum hf_word word, struct hf_str where, struct hf_str what)
{
    return hf_fail(e->err, word, where, what, HF_STR_NONE);
}

static struct hf_str said(const struct enrolling *e, struct hf_str member)
{
    return hf_json_text(&e->command->payload, member);
}

static struct hf_str held(const struct enrolling *e, const char *member)
{
    return hf_house_text_datum(e->s->desk->setup.house, e->file, e->instance, hf_str_of(member), e->arena);
}

static struct hf_str fingerprint(const struct enrolling *e, const struct hf_jwk *key)
{
    struct hf_buf text = hf_buf_in(e->arena, HF_DIGEST_TEXT);
    struct hf_digest thumbprint;

    hf_jwk_thumbprint(&e->s->desk->hasher, key, &thumbprint);
    hf_digest_put(&text, &thumbprint);
    return hf_buf_str(&text);
}

static struct hf_entry entry_of(const struct enrolling *e, const struct hf_case *file)
{
    return hf_entry_now(&e->s->desk->house, e->s->desk->setup.house, file, e->s->now_ms);
}

/* ---- proposed ---- */

/* A key speaks for one authority, and is enrolled once: one that was revoked does not come back. */
static enum hf_rc check_new(const struct enrolling *e, const struct hf_jwk *key)
{
    const struct hf_house *house = &e->s->desk->house;

    for (size_t a = 0; a < house->authority_count; a++) {
        struct hf_entry entry = entry_of(e, &house->authorities[a]);
        const struct hf_enrolled *keys;
        size_t count =
            hf_enrolled_keys(&entry, key->kind == HF_JWK_X25519, &e->s->desk->hasher, e->arena, &keys);
        for (size_t k = 0; k < count; k++)
            if (keys[k].confirmed && hf_jwk_eq(&keys[k].key, key))
                return fail(e, HF_WORD_enrol_known, HF_STR("payload.jwk"),
                            hf_entry_text(&entry, HF_STR("name"), e->arena));
    }
    return HF_OK;
}

static enum hf_rc check_period(const struct enrolling *e)
{
    int64_t from_ms, to_ms;

    if (hf_instant_read(said(e, HF_STR("key_from")), &from_ms) &&
        hf_instant_read(said(e, HF_STR("key_to")), &to_ms) && to_ms <= from_ms)
        return fail(e, HF_WORD_enrol_period, HF_STR("payload.key_to"), HF_STR_NONE);
    return HF_OK;
}

static enum hf_rc check_proposal(const struct enrolling *e)
{
    struct hf_str use = said(e, HF_STR("use")), given = said(e, HF_STR("fingerprint"));
    struct hf_jwk key;

    if (said(e, HF_STR("jwk")).len == 0 || given.len == 0)
        return HF_OK;
    HF_TRY(hf_jwk_read_text(said(e, HF_STR("jwk")), e->arena, &key, e->err));
    if (hf_str_eq(use, HF_STR("encryption")) != (key.kind == HF_JWK_X25519))
        return fail(e, HF_WORD_enrol_use, HF_STR("payload.use"), use);
    if (!hf_str_eq(given, fingerprint(e, &key)))
        return fail(e, HF_WORD_enrol_fingerprint, HF_STR("payload.fingerprint"), fingerprint(e, &key));
    HF_TRY(check_period(e));
    return check_new(e, &key);
}

/* ---- proved ---- */

static enum hf_rc check_challenge(const struct enrolling *e, const struct hf_set *set)
{
    struct hf_str challenge = hf_json_text(&set->content, HF_STR("challenge"));
    struct hf_digest digest, asked;

    hf_sha256(&e->s->desk->hasher, &challenge, 1, &digest);
    if (!hf_str_eq(set->event, HF_STR(HF_EVENT_URN "key-proof")) ||
        !hf_str_eq(hf_json_text(&set->content, HF_STR("fingerprint")), held(e, "fingerprint")) ||
        !hf_digest_read(held(e, "challenge"), &asked) || !hf_digest_eq(&digest, &asked))
        return fail(e, HF_WORD_enrol_challenge, HF_STR("payload.proof"), HF_STR_NONE);
    return HF_OK;
}

static enum hf_rc check_claims(const struct enrolling *e, const struct hf_set *set, struct hf_str issuer)
{
    struct hf_keys *keys = &e->s->desk->setup.keys;
    struct hf_public_key ours;

    HF_TRY(keys->public_key(keys->self, HF_KEY_NOTICE, &ours, e->err));
    struct hf_set_expected expected = {.iss = issuer, .aud = ours.issuer, .now_ms = e->s->now_ms};
    HF_TRY(hf_set_check(set, &expected, e->err));
    return check_challenge(e, set);
}

/* A key that signs signs for itself. One that opens has opened the challenge, and a key in force says so. */
static enum hf_rc check_proof(const struct enrolling *e)
{
    struct hf_entry entry = entry_of(e, e->file);
    struct hf_str issuer = hf_entry_text(&entry, HF_STR("issuer"), e->arena);
    const struct hf_enrolled *by;
    struct hf_token token;
    struct hf_set set;
    struct hf_jwk key;

    if (said(e, HF_STR("proof")).len == 0)
        return HF_OK;
    if (issuer.len == 0)
        return fail(e, HF_WORD_enrol_no_issuer, HF_STR("issuer"), HF_STR_NONE);
    HF_TRY(hf_token_read(e->arena, said(e, HF_STR("proof")), &token, e->err));
    HF_TRY(hf_set_read(e->arena, token.payload, &set, e->err));
    HF_TRY(hf_jwk_read_text(held(e, "jwk"), e->arena, &key, e->err));
    if (key.kind == HF_JWK_X25519)
        HF_TRY(hf_enrolled_verify(&entry, &token, e->s->now_ms, &e->s->desk->hasher, e->arena, &by, e->err));
    else
        HF_TRY(hf_token_verify_by(&e->s->desk->hasher, &token, &key, e->err));
    return check_claims(e, &set, issuer);
}

/* ---- confirmed ---- */

static enum hf_rc check_confirmation(const struct enrolling *e)
{
    struct hf_str given = said(e, HF_STR("fingerprint"));
    struct hf_jwk key;

    if (given.len > 0 && !hf_str_eq(given, held(e, "fingerprint")))
        return fail(e, HF_WORD_enrol_fingerprint, HF_STR("payload.fingerprint"), held(e, "fingerprint"));
    HF_TRY(hf_jwk_read_text(held(e, "jwk"), e->arena, &key, e->err));
    return check_new(e, &key); /* another proposal of the same key may have come first */
}

/* ---- the algorithm that an entry asks for ---- */

/* Whoever enters it hears at once that we cannot sign so; not the first who writes to that State. */
static enum hf_rc check_alg(const struct enrolling *e)
{
    const struct hf_desk *desk = e->s->desk;
    const struct hf_own_key *keys;
    enum hf_alg alg = hf_alg_find(said(e, HF_STR("alg")));
    size_t count = hf_own_keys(&desk->house, desk->setup.house, e->arena, &keys);

    if (alg == HF_ALGS || (count == 0 && hf_alg_kind(alg) == HF_JWK_ED25519))
        return HF_OK;
    for (size_t i = 0; i < count; i++)
        if (keys[i].key.kind == hf_alg_kind(alg) && !keys[i].retired)
            return HF_OK;
    return fail(e, HF_WORD_own_key_none, HF_STR("payload.alg"), hf_alg_name(alg));
}

/* ---- our own keys ---- */

/* A sound key under its own name; the private half lies with whoever enters it. */
static enum hf_rc check_own(const struct enrolling *e)
{
    struct hf_str jwk = said(e, HF_STR("jwk"));
    struct hf_jwk key;

    if (jwk.len == 0)
        return HF_OK;
    HF_TRY(hf_jwk_read_text(jwk, e->arena, &key, e->err));
    if (!hf_str_eq(said(e, HF_STR("key_id")), fingerprint(e, &key)))
        return fail(e, HF_WORD_enrol_fingerprint, HF_STR("payload.key_id"), fingerprint(e, &key));
    return HF_OK;
}

/* The key that signs now stays until another of its kind does, so that no addressee is left without one. */
static enum hf_rc check_last(const struct enrolling *e)
{
    const struct hf_desk *desk = e->s->desk;
    const struct hf_own_key *keys;
    size_t count = hf_own_keys(&desk->house, desk->setup.house, e->arena, &keys);

    size_t i = 0;

    while (i < count && keys[i].instance != e->instance)
        i++;
    if (i == count)
        return fail(e, HF_WORD_own_key_log, HF_STR_NONE, HF_STR_NONE);
    if (keys[i].key.kind == HF_JWK_X25519) /* nobody need be able to encrypt to us */
        return HF_OK;
    if (hf_own_key_at(keys, count, keys[i].key.kind, e->s->now_ms) != &keys[i])
        return HF_OK;
    return fail(e, HF_WORD_own_key_last, HF_STR_NONE, hf_alg_name(hf_alg_of(keys[i].key.kind)));
}

static const struct {
    struct hf_str event;
    bool begins; /* or is about no enrolment */
    enum hf_rc (*check)(const struct enrolling *e);
} steps[] = {
    {HF_STR_INIT("enrolment.propose"), true, check_proposal},
    {HF_STR_INIT("enrolment.prove"), false, check_proof},
    {HF_STR_INIT("enrolment.confirm"), false, check_confirmation},
    {HF_STR_INIT("key.add"), true, check_own},
    {HF_STR_INIT("key.retire"), false, check_last},
    {HF_STR_INIT("authority.propose"), true, check_alg},
    {HF_STR_INIT("authority.change"), true, check_alg},
    {HF_STR_INIT("amendment.propose"), true, check_alg},
};

enum hf_rc hf_enrol_check(struct hf_serving *s, const struct hf_case *authority,
                          const struct hf_command *command, struct hf_err *err)
{
    struct hf_flows flows = {.house = s->desk->setup.house};
    struct enrolling e = {s, authority, command, HF_NO_INSTANCE, &s->desk->trial, err};

    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
        if (!hf_str_eq(steps[i].event, command->event))
            continue;
        e.instance = hf_case_find(&flows, authority, command->on);
        if (steps[i].begins || e.instance != HF_NO_INSTANCE)
            return steps[i].check(&e);
    }
    return HF_OK;
}
