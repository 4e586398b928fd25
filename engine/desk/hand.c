/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Under which of our keys a token goes out, and in which envelope: both follow from the addressee's entry.
 * The keyring file says which key of its kind signs at the moment. The token is signed, and then encrypted
 * where the addressee has enrolled a key for it; what is sent and resent are then the encrypted bytes, kept
 * under the jti, while the token inside is kept beside them, because all digests are over it.
 */
#include "casefile/enrolled.h"
#include "casefile/own_key.h"
#include "desk/inside.h"
#include "seal/ids.h"
#include "seal/jwe.h"
#include "seal/token.h"

static enum hf_rc no_key(enum hf_alg alg, struct hf_err *err)
{
    return hf_fail(err, HF_WORD_own_key_none, HF_STR("alg"), hf_alg_name(alg), HF_STR_NONE);
}

/* The key of a house whose keyring tells of none is the one that its port names. */
static void use_first(struct hf_serving *s, struct hf_hand *hand)
{
    const struct hf_public *key = &s->letterhead.key.key;
    struct hf_jwk jwk = hf_jwk_of(HF_JWK_ED25519, key);

    hand->is_first = true;
    hand->head = hf_token_head_by(&s->desk->hasher, s->arena, hand->alg, &jwk);
}

static void use_own(struct hf_serving *s, struct hf_hand *hand, const struct hf_own_key *key)
{
    struct hf_digest first;

    hf_key_thumbprint(&s->desk->hasher, &s->letterhead.key.key, &first);
    hand->kid = key->thumbprint;
    hand->is_first = hf_digest_eq(&first, &key->thumbprint);
    hand->head = hf_token_head_by(&s->desk->hasher, s->arena, hand->alg, &key->key);
}

size_t hf_hand_keys(struct hf_serving *s, const struct hf_own_key **out)
{
    struct hf_letterhead *head = &s->letterhead;

    if (head->own == NULL)
        head->owns = hf_own_keys(&s->desk->house, s->desk->setup.house, s->arena, &head->own);
    *out = head->own;
    return head->owns;
}

static enum hf_rc ready_hand(struct hf_serving *s, enum hf_alg alg, struct hf_hand *hand, struct hf_err *err)
{
    const struct hf_own_key *own;
    size_t owns = hf_hand_keys(s, &own);
    const struct hf_own_key *key = hf_own_key_at(own, owns, hf_alg_kind(alg), s->now_ms);

    hand->alg = alg;
    if (key != NULL)
        use_own(s, hand, key);
    else if (owns == 0 && hf_alg_kind(alg) == HF_JWK_ED25519)
        use_first(s, hand);
    else
        return no_key(alg, err);
    hand->is_ready = true;
    return HF_OK;
}

static enum hf_rc sign(struct hf_serving *s, const struct hf_hand *hand, struct hf_str draft,
                       struct hf_str *out, struct hf_err *err)
{
    struct hf_keys *keys = &s->desk->setup.keys;
    struct hf_signature ours;
    struct hf_str signature = HF_PART(ours.byte);

    if (hand->is_first)
        HF_TRY(keys->sign(keys->self, HF_KEY_NOTICE, &draft, 1, &ours, err));
    else
        HF_TRY(keys->use(keys->self, &hand->kid, draft, &s->desk->trial, &signature, err));
    *out = hf_token_finish_by(s->arena, draft, signature);
    return HF_OK;
}

static enum hf_alg alg_of(const struct hf_entry *entry, struct hf_arena *arena)
{
    enum hf_alg alg = hf_alg_find(hf_entry_text(entry, HF_STR("alg"), arena));

    return alg == HF_ALGS ? HF_ALG_EDDSA : alg;
}

static enum hf_rc seal(struct hf_serving *s, const struct hf_enrolled *key, struct hf_message *message,
                       struct hf_err *err)
{
    struct hf_jwe_dice dice;

    message->inner = (struct hf_token_row){.id = hf_inner_token_id(&s->desk->hasher, &message->token.id),
                                           .bytes = message->token.bytes};
    s->desk->setup.dice.fill(s->desk->setup.dice.self, &dice, sizeof dice);
    enum hf_rc rc = hf_jwe_seal(&s->desk->hasher, s->arena, &key->key, &dice, message->inner.bytes,
                                &message->token.bytes, err);
    hf_key_wipe(&dice, sizeof dice);
    return rc;
}

enum hf_rc hf_hand_sign(struct hf_serving *s, const struct hf_case *authority, struct hf_str claims,
                        struct hf_message *message, struct hf_err *err)
{
    struct hf_arena *trial = &s->desk->trial;
    enum hf_alg alg = HF_ALG_EDDSA;
    const struct hf_enrolled *reader = NULL;

    if (authority != NULL) {
        struct hf_entry entry = hf_entry_now(&s->desk->house, s->desk->setup.house, authority, s->now_ms);
        alg = alg_of(&entry, trial);
        reader = hf_enrolled_to_encrypt(&entry, s->now_ms, &s->desk->hasher, trial);
    }
    struct hf_hand *hand = &s->letterhead.hand[alg];
    if (!hand->is_ready)
        HF_TRY(ready_hand(s, alg, hand, err));
    HF_TRY(sign(s, hand, hf_token_draft(trial, hand->head, claims), &message->token.bytes, err));
    return reader == NULL ? HF_OK : seal(s, reader, message, err);
}

struct hf_str hf_message_inner(const struct hf_message *message)
{
    return message->inner.bytes.len > 0 ? message->inner.bytes : message->token.bytes;
}

/* ---- published ---- */

enum hf_rc hf_desk_jwks(struct hf_desk *desk, struct hf_arena *arena, struct hf_str *out, struct hf_err *err)
{
    struct hf_keys *keys = &desk->setup.keys;
    struct hf_buf text = hf_buf_in(arena, 1024);
    const struct hf_own_key *own;
    struct hf_public_key first;

    HF_TRY(hf_house_refresh(desk, arena, err));
    size_t count = hf_own_keys(&desk->house, desk->setup.house, arena, &own);
    if (count == 0) {
        HF_TRY(keys->public_key(keys->self, HF_KEY_NOTICE, &first, err));
        struct hf_jwk key = hf_jwk_of(HF_JWK_ED25519, &first.key);
        hf_jwks_put(&desk->hasher, &key, 1, &text);
    } else {
        hf_own_keys_put(&desk->house, own, count, arena, &text);
    }
    *out = hf_buf_str(&text);
    return HF_OK;
}

/* ---- read again ---- */

struct reading {
    struct hf_arena *arena;
    struct hf_str *out;
};

static enum hf_rc take_inner(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    struct reading *reading = context;

    (void)err;
    *reading->out = hf_arena_keep(reading->arena, row->token.bytes);
    return HF_OK;
}

enum hf_rc hf_token_inner(const struct hf_ledger *ledger, struct hf_hasher *hasher, const struct hf_id *id,
                          struct hf_str kept, struct hf_arena *arena, struct hf_str *out, struct hf_err *err)
{
    struct hf_ask ask = {.id = hf_inner_token_id(hasher, id)};
    struct reading reading = {arena, out};

    *out = kept;
    if (!hf_jwe_is(kept))
        return HF_OK;
    *out = HF_STR_NONE;
    return ledger->ask(ledger->self, HF_ASK_token, &ask, take_inner, &reading, err);
}
