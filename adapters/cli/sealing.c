/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/sealing.h"

#include "base/code.h"
#include "cli/envelope.h"
#include "cli/file.h"
#include "seal/jwk.h"

enum { KEY_FILE_MAX = 16 * 1024 };

/* The first line of a file, without what ends it; whoever asked wipes it. */
static enum hf_rc read_passphrase(struct hf_cli *cli, struct hf_str path, struct hf_str *out,
                                  struct hf_err *err)
{
    struct hf_str text, line;
    char *room = HF_NEW(cli->arena, char, KEY_FILE_MAX);
    size_t mark = hf_arena_mark(cli->arena);
    HF_TRY(hf_file_read(path, KEY_FILE_MAX, cli->arena, &text, err));
    line = hf_str_trim(hf_str_cut(&text, '\n'));
    if (line.len > 0)
        memcpy(room, line.at, line.len);
    *out = (struct hf_str){room, line.len};
    hf_envelope_wipe(cli->arena, mark);
    return line.len > 0 ? HF_OK : hf_fail(err, HF_WORD_sealed_passphrase, path, HF_STR_NONE, HF_STR_NONE);
}

static void wipe_passphrase(struct hf_str words)
{
    if (words.len > 0)
        hf_key_wipe((void *)(uintptr_t)words.at, words.len);
}

/* A JWK with this curve, or a line that is the 32 bytes themselves. */
static bool read_public(struct hf_arena *arena, struct hf_str text, struct hf_public *out)
{
    struct hf_json json;
    struct hf_err unread;
    text = hf_str_trim(text);
    if (!hf_str_begins(text, HF_STR("{")))
        return hf_b64url_read(text, out->byte, sizeof out->byte);
    return hf_json_read(text, &hf_json_file_limits, arena, &json, &unread) == HF_OK &&
           hf_str_eq(hf_json_text(&json, HF_STR("crv")), HF_STR("X25519")) &&
           hf_b64url_read(hf_json_text(&json, HF_STR("x")), out->byte, sizeof out->byte);
}

/* Typed as it is, or in a file. */
static enum hf_rc read_recipient(struct hf_cli *cli, struct hf_str typed, struct hf_public *out,
                                 struct hf_err *err)
{
    struct hf_str text;
    if (hf_b64url_read(typed, out->byte, sizeof out->byte) && hf_x25519_is_sound(out->byte))
        return HF_OK;
    HF_TRY(hf_file_read(typed, KEY_FILE_MAX, cli->arena, &text, err));
    if (!read_public(cli->arena, text, out) || !hf_x25519_is_sound(out->byte))
        return hf_fail(err, HF_WORD_sealing_recipient, typed, HF_STR_NONE, HF_STR_NONE);
    return HF_OK;
}

enum hf_rc hf_sealing_fits(struct hf_cli *cli, struct hf_err *err)
{
    if (hf_cli_has(cli, HF_STR("passphrase-file")) && hf_cli_has(cli, HF_STR("recipient")))
        return hf_fail(err, HF_WORD_cli_either, HF_STR_NONE, HF_STR("passphrase-file"), HF_STR("recipient"));
    return HF_OK;
}

static enum hf_rc seal(struct hf_cli *cli, struct hf_hasher *hasher, const struct hf_dice *dice,
                       struct hf_sealing *sealing, struct hf_str bytes, struct hf_str *out,
                       struct hf_err *err)
{
    dice->fill(dice->self, sealing->salt, sizeof sealing->salt);
    dice->fill(dice->self, &sealing->ephemeral, sizeof sealing->ephemeral);
    dice->fill(dice->self, &sealing->nonce, sizeof sealing->nonce);
    enum hf_rc rc = hf_sealed_make(hasher, cli->arena, sealing, bytes, out, err);
    hf_key_wipe(&sealing->ephemeral, sizeof sealing->ephemeral);
    return rc;
}

enum hf_rc hf_sealing_make(struct hf_cli *cli, struct hf_hasher *hasher, const struct hf_dice *dice,
                           struct hf_str bytes, struct hf_str *out, struct hf_err *err)
{
    struct hf_str path = hf_cli_value(cli, HF_STR("passphrase-file")),
                  recipient = hf_cli_value(cli, HF_STR("recipient"));
    struct hf_sealing sealing = {.passes = HF_SEALED_PASSES, .kib = HF_SEALED_KIB};
    *out = bytes;
    HF_TRY(hf_sealing_fits(cli, err));
    if (path.len > 0)
        HF_TRY(read_passphrase(cli, path, &sealing.passphrase, err));
    else if (recipient.len > 0)
        HF_TRY(read_recipient(cli, recipient, &sealing.recipient, err));
    else
        return HF_OK;
    enum hf_rc rc = seal(cli, hasher, dice, &sealing, bytes, out, err);
    wipe_passphrase(sealing.passphrase);
    return rc;
}

enum hf_rc hf_sealing_open(struct hf_cli *cli, struct hf_hasher *hasher, struct hf_str bytes,
                           struct hf_str *out, struct hf_err *err)
{
    struct hf_str path = hf_cli_value(cli, HF_STR("passphrase-file")), key = hf_cli_value(cli, HF_STR("key"));
    struct hf_opening opening = {.secret = NULL};
    struct hf_seed secret;
    enum hf_rc rc = HF_OK;
    if (path.len > 0)
        HF_TRY(read_passphrase(cli, path, &opening.passphrase, err));
    if (key.len > 0) {
        rc = hf_envelope_secret(cli, key, HF_STR("X25519"), &secret, err);
        opening.secret = &secret;
    }
    if (rc == HF_OK)
        rc = hf_sealed_open(hasher, cli->arena, &opening, bytes, out, err);
    wipe_passphrase(opening.passphrase);
    hf_key_wipe(&secret, sizeof secret);
    return rc;
}
