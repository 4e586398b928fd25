/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/sealing.h"

#include "base/code.h"
#include "cli/file.h"
#include "seal/jwk.h"

enum { KEY_FILE_MAX = 16 * 1024 };

/* The first line of the file, without what ends it. */
static enum hf_rc read_passphrase(struct hf_cli *cli, struct hf_str path, struct hf_str *out,
                                  struct hf_err *err)
{
    struct hf_str text;
    HF_TRY(hf_file_read(path, KEY_FILE_MAX, cli->arena, &text, err));
    *out = hf_str_trim(hf_str_cut(&text, '\n'));
    return out->len > 0 ? HF_OK : hf_fail(err, HF_WORD_sealed_passphrase, path, HF_STR_NONE, HF_STR_NONE);
}

/* A member of a JWK with this curve, or a line that is the 32 bytes themselves. */
static bool read_half(struct hf_arena *arena, struct hf_str text, struct hf_str member,
                      unsigned char out[HF_KEY_SIZE])
{
    struct hf_json json;
    struct hf_err unread;
    text = hf_str_trim(text);
    if (!hf_str_begins(text, HF_STR("{")))
        return hf_b64url_read(text, out, HF_KEY_SIZE);
    return hf_json_read(text, &hf_json_file_limits, arena, &json, &unread) == HF_OK &&
           hf_str_eq(hf_json_text(&json, HF_STR("crv")), HF_STR("X25519")) &&
           hf_b64url_read(hf_json_text(&json, member), out, HF_KEY_SIZE);
}

/* Typed as it is, or in a file. */
static enum hf_rc read_recipient(struct hf_cli *cli, struct hf_str typed, struct hf_public *out,
                                 struct hf_err *err)
{
    struct hf_str text;
    if (hf_b64url_read(typed, out->byte, sizeof out->byte) && hf_x25519_is_sound(out->byte))
        return HF_OK;
    HF_TRY(hf_file_read(typed, KEY_FILE_MAX, cli->arena, &text, err));
    if (!read_half(cli->arena, text, HF_STR("x"), out->byte) || !hf_x25519_is_sound(out->byte))
        return hf_fail(err, HF_WORD_sealing_recipient, typed, HF_STR_NONE, HF_STR_NONE);
    return HF_OK;
}

enum hf_rc hf_sealing_make(struct hf_cli *cli, struct hf_hasher *hasher, const struct hf_dice *dice,
                           struct hf_str bytes, struct hf_str *out, struct hf_err *err)
{
    struct hf_str passphrase = hf_cli_value(cli, HF_STR("passphrase-file")),
                  recipient = hf_cli_value(cli, HF_STR("recipient"));
    struct hf_sealing sealing = {.passes = HF_SEALED_PASSES, .kib = HF_SEALED_KIB};
    *out = bytes;
    if (passphrase.len > 0)
        HF_TRY(read_passphrase(cli, passphrase, &sealing.passphrase, err));
    else if (recipient.len > 0)
        HF_TRY(read_recipient(cli, recipient, &sealing.recipient, err));
    else
        return HF_OK;
    dice->fill(dice->self, sealing.salt, sizeof sealing.salt);
    dice->fill(dice->self, &sealing.ephemeral, sizeof sealing.ephemeral);
    dice->fill(dice->self, &sealing.nonce, sizeof sealing.nonce);
    enum hf_rc rc = hf_sealed_make(hasher, cli->arena, &sealing, bytes, out, err);
    hf_key_wipe(&sealing.ephemeral, sizeof sealing.ephemeral);
    return rc;
}

enum hf_rc hf_sealing_open(struct hf_cli *cli, struct hf_hasher *hasher, struct hf_str bytes,
                           struct hf_str *out, struct hf_err *err)
{
    struct hf_str passphrase = hf_cli_value(cli, HF_STR("passphrase-file")),
                  key = hf_cli_value(cli, HF_STR("key")), text;
    struct hf_opening opening = {.secret = NULL};
    struct hf_seed secret;
    if (passphrase.len > 0)
        HF_TRY(read_passphrase(cli, passphrase, &opening.passphrase, err));
    if (key.len > 0) {
        HF_TRY(hf_file_read(key, KEY_FILE_MAX, cli->arena, &text, err));
        if (!read_half(cli->arena, text, HF_STR("d"), secret.byte))
            return hf_fail(err, HF_WORD_prove_secret, key, HF_STR("X25519"), HF_STR_NONE);
        opening.secret = &secret;
    }
    enum hf_rc rc = hf_sealed_open(hasher, cli->arena, &opening, bytes, out, err);
    hf_key_wipe(&secret, sizeof secret);
    return rc;
}
