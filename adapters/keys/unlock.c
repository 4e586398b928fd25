/* SPDX-License-Identifier: Apache-2.0 */
#include "keys/unlock.h"

#include <stdio.h>
#include <stdlib.h>

#include "keys/file.h"

static enum hf_rc read_key(const char *path, bool lent, struct hf_box_key *out, struct hf_err *err)
{
    char room[128];
    struct hf_str text;
    HF_TRY(hf_keys_read(path, lent, room, sizeof room, &text, err));
    bool well = hf_b64url_read(hf_str_trim(text), out->byte, sizeof out->byte);
    hf_key_wipe(room, sizeof room);
    return well ? HF_OK
                : hf_fail(err, HF_WORD_key_unlock_malformed, HF_STR_NONE, hf_str_of(path), HF_STR_NONE);
}

static enum hf_rc locked(const char *path, struct hf_err *err)
{
    char en[HF_KEYS_PATH_MAX + 80], fr[HF_KEYS_PATH_MAX + 80];
    int en_len = snprintf(en, sizeof en, "looked for: the credential holdfast-unlock, then %s", path);
    int fr_len = snprintf(fr, sizeof fr, "cherchés : le justificatif holdfast-unlock, puis %s", path);
    enum hf_rc rc = hf_fail(err, HF_WORD_key_locked, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
    hf_err_detail(err, (struct hf_str){en, (size_t)en_len}, (struct hf_str){fr, (size_t)fr_len});
    return rc;
}

enum hf_rc hf_unlock_read(const char *state, struct hf_box_key *out, struct hf_err *err)
{
    char path[HF_KEYS_PATH_MAX];
    const char *credentials = getenv("CREDENTIALS_DIRECTORY");
    enum hf_rc rc = HF_NOT_FOUND;
    if (credentials != NULL && credentials[0] != '\0') {
        HF_TRY(hf_keys_path(credentials, "holdfast-unlock", path, err));
        rc = read_key(path, true, out, err);
    }
    if (rc == HF_NOT_FOUND) {
        HF_TRY(hf_keys_path(state, "unlock", path, err));
        rc = read_key(path, false, out, err);
    }
    return rc == HF_NOT_FOUND ? locked(path, err) : rc;
}

static enum hf_rc write_fresh(const char *state, const struct hf_dice *dice, struct hf_err *err)
{
    unsigned char bytes[HF_BOX_KEY_SIZE];
    char room[64];
    struct hf_buf text = HF_BUF(room);
    dice->fill(dice->self, bytes, sizeof bytes);
    hf_b64url_put(&text, bytes, sizeof bytes);
    hf_buf_put_char(&text, '\n');
    enum hf_rc rc = hf_keys_write(state, "unlock", hf_buf_str(&text), err);
    hf_key_wipe(bytes, sizeof bytes);
    hf_key_wipe(room, sizeof room);
    return rc;
}

enum hf_rc hf_unlock_make(const char *state, const struct hf_dice *dice, struct hf_err *err)
{
    struct hf_box_key found;
    enum hf_rc rc = hf_unlock_read(state, &found, err);
    hf_key_wipe(&found, sizeof found);
    if (rc != HF_UNAVAILABLE)
        return rc;
    rc = write_fresh(state, dice, err);
    return rc == HF_CONFLICT ? HF_OK : rc; /* somebody else made it meanwhile */
}
