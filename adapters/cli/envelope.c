/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/envelope.h"

#include "base/code.h"
#include "cli/file.h"
#include "host/dice.h"
#include "seal/jwe.h"

enum { SECRET_MAX = 16 * 1024, JWKS_MAX = 64 * 1024, KEYS_MAX = 16 };

void hf_envelope_wipe(struct hf_arena *arena, size_t mark)
{
    hf_key_wipe(arena->at + mark, arena->used - mark);
    hf_arena_reset(arena, mark);
}

static enum hf_rc read_secret(struct hf_cli *cli, struct hf_str path, struct hf_str curve,
                              struct hf_seed *out, struct hf_err *err)
{
    struct hf_str text;
    struct hf_json json;
    HF_TRY(hf_file_read(path, SECRET_MAX, cli->arena, &text, err));
    text = hf_str_trim(text);
    if (hf_str_begins(text, HF_STR("{"))) {
        HF_TRY(hf_file_blame(path, hf_json_read(text, &hf_json_file_limits, cli->arena, &json, err), err));
        text = hf_str_eq(hf_json_text(&json, HF_STR("crv")), curve) ? hf_json_text(&json, HF_STR("d"))
                                                                    : HF_STR_NONE;
    }
    if (!hf_b64url_read(text, out->byte, sizeof out->byte))
        return hf_fail(err, HF_WORD_prove_secret, path, curve, HF_STR_NONE);
    return HF_OK;
}

enum hf_rc hf_envelope_secret(struct hf_cli *cli, struct hf_str path, struct hf_str curve,
                              struct hf_seed *out, struct hf_err *err)
{
    size_t mark = hf_arena_mark(cli->arena);
    enum hf_rc rc = read_secret(cli, path, curve, out, err);
    hf_envelope_wipe(cli->arena, mark);
    return rc;
}

enum hf_rc hf_envelope_open(struct hf_cli *cli, struct hf_hasher *hasher, const struct hf_seed *secret,
                            struct hf_str where, struct hf_str *compact, struct hf_err *err)
{
    if (!hf_jwe_is(*compact))
        return HF_OK;
    if (secret == NULL)
        return hf_fail(err, HF_WORD_thread_sealed, where, HF_STR_NONE, HF_STR_NONE);
    return hf_file_blame(where, hf_jwe_open(hasher, cli->arena, secret, *compact, compact, err), err);
}

enum hf_rc hf_envelope_read(struct hf_cli *cli, struct hf_str path, struct hf_envelope *out,
                            struct hf_err *err)
{
    struct hf_jwk *keys = HF_NEW(cli->arena, struct hf_jwk, KEYS_MAX);
    struct hf_str text;
    size_t count = KEYS_MAX;
    *out = (struct hf_envelope){.closes = false};
    HF_TRY(hf_file_read(path, JWKS_MAX, cli->arena, &text, err));
    HF_TRY(hf_file_blame(path, hf_jwks_read(text, cli->arena, keys, &count, err), err));
    for (size_t i = 0; i < count; i++)
        if (keys[i].kind == HF_JWK_X25519)
            *out = (struct hf_envelope){.closes = true, .key = keys[i]};
    return HF_OK;
}

enum hf_rc hf_envelope_close(struct hf_cli *cli, struct hf_hasher *hasher, const struct hf_envelope *envelope,
                             struct hf_str token, struct hf_str *out, struct hf_err *err)
{
    struct hf_dice dice = hf_host_dice();
    struct hf_jwe_dice drawn;
    *out = token;
    if (!envelope->closes)
        return HF_OK;
    dice.fill(dice.self, &drawn, sizeof drawn);
    enum hf_rc rc = hf_jwe_seal(hasher, cli->arena, &envelope->key, &drawn, token, out, err);
    hf_key_wipe(&drawn, sizeof drawn);
    return rc;
}
