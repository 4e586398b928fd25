/* SPDX-License-Identifier: Apache-2.0 */
/*
 * key prove, for the other side of the ceremony: a focal point signs the challenge that it was given. What it
 * writes any JOSE library can write (docs/directory.md); nothing of ours is opened for it.
 */
#include "base/code.h"
#include "cli/cmd.h"
#include "cli/envelope.h"
#include "cli/output.h"
#include "host/clock.h"
#include "host/dice.h"
#include "seal/jwe.h"
#include "seal/set.h"
#include "seal/token.h"

struct proving {
    struct hf_cli *cli;
    struct hf_hasher *hasher;
    struct hf_secret secret;
    struct hf_public key;
    struct hf_jwk proved; /* the key that signs, or the one that opens */
    struct hf_str challenge;
};

static enum hf_rc read_signer(struct proving *p, struct hf_err *err)
{
    struct hf_seed seed;
    HF_TRY(hf_envelope_secret(p->cli, hf_cli_value(p->cli, HF_STR("key")), HF_STR("Ed25519"), &seed, err));
    hf_key_make(&seed, &p->secret, &p->key);
    hf_key_wipe(&seed, sizeof seed);
    p->proved = hf_jwk_of(HF_JWK_ED25519, &p->key);
    return HF_OK;
}

/* An encrypted challenge is opened, and the key that opened it is the one that is proved. */
static enum hf_rc read_challenge(struct proving *p, struct hf_err *err)
{
    struct hf_str said = hf_cli_arg(p->cli, 0), path = hf_cli_value(p->cli, HF_STR("secret"));
    struct hf_seed seed;
    p->challenge = said;
    if (!hf_jwe_is(said))
        return HF_OK;
    if (path.len == 0)
        return hf_fail(err, HF_WORD_thread_sealed, p->cli->typed, HF_STR_NONE, HF_STR_NONE);
    HF_TRY(hf_envelope_secret(p->cli, path, HF_STR("X25519"), &seed, err));
    struct hf_public half = hf_x25519_public(&seed);
    p->proved = hf_jwk_of(HF_JWK_X25519, &half);
    enum hf_rc rc = hf_jwe_open(p->hasher, p->cli->arena, &seed, said, &p->challenge, err);
    hf_key_wipe(&seed, sizeof seed);
    return rc;
}

static struct hf_json content_of(struct proving *p)
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

static enum hf_rc put_proof(struct proving *p, struct hf_err *err)
{
    struct hf_arena *arena = p->cli->arena;
    struct hf_buf claims = hf_buf_in(arena, 512), jti = hf_buf_in(arena, HF_UUID_TEXT);
    struct hf_host_clock clock;
    unsigned char random[HF_ID_SIZE];
    HF_TRY(hf_host_clock_open(&clock, NULL, err));
    int64_t now_ms = hf_host_clock_port(&clock).wall_ms(&clock);
    struct hf_dice dice = hf_host_dice();
    dice.fill(dice.self, random, sizeof random);
    struct hf_id id = hf_id_v7(now_ms, random);
    hf_id_put_uuid(&jti, &id);
    struct hf_set set = {.iss = hf_cli_value(p->cli, HF_STR("issuer")),
                         .aud = hf_cli_value(p->cli, HF_STR("court")),
                         .jti = hf_buf_str(&jti),
                         .iat_s = now_ms / 1000,
                         .toe_s = -1,
                         .sub_id = HF_STR("key"),
                         .event = HF_STR(HF_EVENT_URN "key-proof"),
                         .content = content_of(p)};
    hf_set_write(arena, &set, &claims);
    hf_out_raw(p->cli, hf_token_sign(p->hasher, arena, &p->secret, &p->key, hf_buf_str(&claims)));
    hf_out_raw(p->cli, HF_STR("\n"));
    return HF_OK;
}

static enum hf_rc prove(struct proving *p, struct hf_err *err)
{
    static const char *const needed[] = {"issuer", "court", "key"};
    for (size_t i = 0; i < sizeof needed / sizeof needed[0]; i++)
        if (hf_cli_value(p->cli, hf_str_of(needed[i])).len == 0)
            return hf_fail(err, HF_WORD_cli_needed, p->cli->typed, hf_str_of(needed[i]),
                           i < 2 ? HF_STR("https://...") : HF_STR("FILE"));
    HF_TRY(read_signer(p, err));
    HF_TRY(read_challenge(p, err));
    return put_proof(p, err);
}

enum hf_rc hf_cmd_key_prove(struct hf_cli *cli, struct hf_err *err)
{
    struct hf_hasher hasher;
    struct proving p = {.cli = cli, .hasher = &hasher};
    hf_hasher_init(&hasher);
    enum hf_rc rc = prove(&p, err);
    hf_hasher_done(&hasher);
    hf_key_wipe(&p.secret, sizeof p.secret);
    return rc;
}
