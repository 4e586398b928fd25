/* SPDX-License-Identifier: Apache-2.0 */
/*
 * key prove, for the other side of the ceremony: whoever holds a key signs the challenge that he was given. A
 * focal point by its key out of a file, and nothing of ours is opened for it; an office by a key of its own,
 * which stays behind its port. What is written any JOSE library can write (docs/directory.md).
 */
#include "base/code.h"
#include "casefile/own_key.h"
#include "cli/cmd.h"
#include "cli/envelope.h"
#include "cli/output.h"
#include "cli/view.h"
#include "host/clock.h"
#include "host/dice.h"
#include "seal/jwe.h"
#include "seal/set.h"
#include "seal/token.h"

/* ---- what is signed ---- */

struct proof {
    struct hf_cli *cli;
    struct hf_hasher *hasher;
    struct hf_str issuer, challenge; /* plain */
    struct hf_jwk proved;            /* the key that signs, or the one that opens */
};

static struct hf_json content_of(const struct proof *p)
{
    struct hf_json_maker made = hf_json_make(p->cli->arena);
    struct hf_buf text = hf_buf_in(p->cli->arena, HF_DIGEST_TEXT);
    struct hf_digest thumbprint;
    hf_jwk_thumbprint(p->hasher, &p->proved, &thumbprint);
    hf_digest_put(&text, &thumbprint);
    hf_json_add(&made, HF_STR("challenge"), hf_json_of_text(p->challenge));
    hf_json_add(&made, HF_STR("fingerprint"), hf_json_of_text(hf_buf_str(&text)));
    return hf_json_object(&made);
}

static struct hf_str claims_of(const struct proof *p, int64_t now_ms)
{
    struct hf_arena *arena = p->cli->arena;
    struct hf_buf claims = hf_buf_in(arena, 512), jti = hf_buf_in(arena, HF_UUID_TEXT);
    struct hf_dice dice = hf_host_dice();
    unsigned char random[HF_ID_SIZE];
    dice.fill(dice.self, random, sizeof random);
    struct hf_id id = hf_id_v7(now_ms, random);
    hf_id_put_uuid(&jti, &id);
    struct hf_set set = {.iss = p->issuer,
                         .aud = hf_cli_value(p->cli, HF_STR("court")),
                         .jti = hf_buf_str(&jti),
                         .iat_s = now_ms / 1000,
                         .toe_s = -1,
                         .sub_id = HF_STR("key"),
                         .event = HF_STR(HF_EVENT_URN "key-proof"),
                         .content = content_of(p)};
    hf_set_write(arena, &set, &claims);
    return hf_buf_str(&claims);
}

static enum hf_rc need(struct hf_cli *cli, struct hf_str flag, struct hf_str takes, struct hf_err *err)
{
    if (hf_cli_value(cli, flag).len > 0)
        return HF_OK;
    return hf_fail(err, HF_WORD_cli_needed, cli->typed, flag, takes);
}

static void print(struct hf_cli *cli, struct hf_str token)
{
    hf_out_raw(cli, token);
    hf_out_raw(cli, HF_STR("\n"));
}

/* ---- by a key out of a file ---- */

struct signer {
    struct hf_secret secret;
    struct hf_public key;
};

static enum hf_rc read_signer(struct proof *p, struct signer *signer, struct hf_err *err)
{
    struct hf_seed seed;
    HF_TRY(hf_envelope_secret(p->cli, hf_cli_value(p->cli, HF_STR("key")), HF_STR("Ed25519"), &seed, err));
    hf_key_make(&seed, &signer->secret, &signer->key);
    hf_key_wipe(&seed, sizeof seed);
    p->proved = hf_jwk_of(HF_JWK_ED25519, &signer->key);
    return HF_OK;
}

/* An encrypted challenge is opened, and the key that opened it is the one that is proved. */
static enum hf_rc open_by_file(struct proof *p, struct hf_err *err)
{
    struct hf_str path = hf_cli_value(p->cli, HF_STR("secret"));
    struct hf_seed seed;
    if (!hf_jwe_is(p->challenge))
        return HF_OK;
    if (path.len == 0)
        return hf_fail(err, HF_WORD_thread_sealed, p->cli->typed, HF_STR_NONE, HF_STR_NONE);
    HF_TRY(hf_envelope_secret(p->cli, path, HF_STR("X25519"), &seed, err));
    struct hf_public half = hf_x25519_public(&seed);
    p->proved = hf_jwk_of(HF_JWK_X25519, &half);
    enum hf_rc rc = hf_jwe_open(p->hasher, p->cli->arena, &seed, p->challenge, &p->challenge, err);
    hf_key_wipe(&seed, sizeof seed);
    return rc;
}

static enum hf_rc prove_by_file(struct proof *p, struct signer *signer, struct hf_err *err)
{
    struct hf_host_clock clock;
    HF_TRY(need(p->cli, HF_STR("issuer"), HF_STR("https://..."), err));
    HF_TRY(hf_host_clock_open(&clock, NULL, err));
    p->issuer = hf_cli_value(p->cli, HF_STR("issuer"));
    HF_TRY(read_signer(p, signer, err));
    HF_TRY(open_by_file(p, err));
    struct hf_str claims = claims_of(p, hf_host_clock_port(&clock).wall_ms(&clock));
    print(p->cli, hf_token_sign(p->hasher, p->cli->arena, &signer->secret, &signer->key, claims));
    return HF_OK;
}

/* ---- by a key of this house ---- */

struct own {
    struct hf_seat *seat;
    struct proof proof;
    struct hf_public_key first; /* the key that was made with the house */
    const struct hf_own_key *keys;
    size_t count;
    struct hf_jwk signer;
    struct hf_digest kid; /* its */
};

/* Named as `key status` does: also one that waits to sign, or that another algorithm takes. */
static enum hf_rc find_named(struct own *o, struct hf_str name, struct hf_err *err)
{
    struct hf_sight keyring;
    bool is_there = false;
    HF_TRY(hf_sight_single(o->seat, HF_FILE_KEYRING, &keyring, &is_there, err));
    for (size_t i = 0; is_there && i < o->count; i++)
        if (hf_str_eq(hf_sight_name(&keyring, o->keys[i].instance), name) && !o->keys[i].retired &&
            o->keys[i].key.kind != HF_JWK_X25519) {
            o->signer = o->keys[i].key;
            return HF_OK;
        }
    return hf_fail(err, HF_WORD_prove_no_key, o->seat->cli->typed, name, HF_STR_NONE);
}

static enum hf_rc choose_signer(struct own *o, struct hf_err *err)
{
    struct hf_seat *seat = o->seat;
    struct hf_str name = hf_cli_arg(seat->cli, 1);
    HF_TRY(seat->keys.public_key(seat->keys.self, HF_KEY_NOTICE, &o->first, err));
    o->count = hf_own_keys(hf_desk_house(seat->desk), seat->house, seat->arena, &o->keys);
    const struct hf_own_key *now =
        hf_own_key_at(o->keys, o->count, HF_JWK_ED25519, seat->clock.wall_ms(seat->clock.self));
    o->signer = now != NULL ? now->key : hf_jwk_of(HF_JWK_ED25519, &o->first.key);
    if (name.len > 0)
        HF_TRY(find_named(o, name, err));
    hf_jwk_thumbprint(&seat->hasher, &o->signer, &o->kid);
    o->proof.proved = o->signer;
    return HF_OK;
}

/* The header names the key that it was encrypted for. */
static enum hf_rc open_by_own(struct own *o, struct hf_err *err)
{
    struct hf_seat *seat = o->seat;
    struct hf_str kid;
    if (!hf_jwe_is(o->proof.challenge))
        return HF_OK;
    HF_TRY(hf_jwe_kid(seat->arena, o->proof.challenge, &kid, err));
    for (size_t i = 0; i < o->count; i++) {
        struct hf_buf text = hf_buf_in(seat->arena, HF_DIGEST_TEXT);
        hf_digest_put(&text, &o->keys[i].thumbprint);
        if (o->keys[i].retired || !hf_str_eq(hf_buf_str(&text), kid))
            continue;
        o->proof.proved = o->keys[i].key;
        return seat->keys.use(seat->keys.self, &o->keys[i].thumbprint, o->proof.challenge, seat->arena,
                              &o->proof.challenge, err);
    }
    return hf_fail(err, HF_WORD_jwe_key, HF_STR("kid"), HF_STR_NONE, HF_STR_NONE);
}

static enum hf_rc sign_by_own(struct own *o, struct hf_str draft, struct hf_str *out, struct hf_err *err)
{
    struct hf_keys *keys = &o->seat->keys;
    struct hf_digest first;
    struct hf_signature ours;
    struct hf_str signature = HF_PART(ours.byte);
    hf_key_thumbprint(&o->seat->hasher, &o->first.key, &first);
    if (hf_digest_eq(&first, &o->kid))
        HF_TRY(keys->sign(keys->self, HF_KEY_NOTICE, &draft, 1, &ours, err));
    else
        HF_TRY(keys->use(keys->self, &o->kid, draft, o->seat->arena, &signature, err));
    *out = hf_token_finish_by(o->seat->arena, draft, signature);
    return HF_OK;
}

static enum hf_rc prove_by_own(struct hf_seat *seat, struct hf_err *err)
{
    struct own o = {
        .seat = seat,
        .proof = {.cli = seat->cli, .hasher = &seat->hasher, .challenge = hf_cli_arg(seat->cli, 0)}};
    struct hf_str token;
    HF_TRY(hf_seat_owner(seat, err));
    HF_TRY(choose_signer(&o, err));
    HF_TRY(open_by_own(&o, err));
    o.proof.issuer = o.first.issuer;
    struct hf_str claims = claims_of(&o.proof, seat->clock.wall_ms(seat->clock.self));
    struct hf_str head = hf_token_head_by(&seat->hasher, seat->arena, hf_alg_of(o.signer.kind), &o.signer);
    HF_TRY(sign_by_own(&o, hf_token_draft(seat->arena, head, claims), &token, err));
    print(seat->cli, token);
    return HF_OK;
}

enum hf_rc hf_cmd_key_prove(struct hf_cli *cli, struct hf_err *err)
{
    struct hf_hasher hasher;
    struct signer signer;
    struct proof p = {.cli = cli, .hasher = &hasher, .challenge = hf_cli_arg(cli, 0)};
    HF_TRY(need(cli, HF_STR("court"), HF_STR("https://..."), err));
    if (hf_cli_value(cli, HF_STR("key")).len == 0)
        return hf_cli_at_seat(cli, prove_by_own, err);
    hf_hasher_init(&hasher);
    enum hf_rc rc = prove_by_file(&p, &signer, err);
    hf_hasher_done(&hasher);
    hf_key_wipe(&signer, sizeof signer);
    return rc;
}
