/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/focal_key.h"

#include <string.h>

#include "base/code.h"
#include "keys/file.h"

static enum hf_rc read_seed(const char *path, struct hf_seed *seed, struct hf_err *err)
{
    char room[HF_KEYS_FILE_MAX];
    struct hf_str text;
    HF_TRY(hf_keys_read(path, false, room, sizeof(room), &text, err));
    bool well = hf_b64url_read(hf_str_trim(text), seed->byte, sizeof(seed->byte));
    hf_key_wipe(room, sizeof(room));
    return well ? HF_OK : hf_fail(err, HF_WORD_key_file_malformed, HF_STR_NONE, hf_str_of(path), HF_STR_NONE);
}

static enum hf_rc write_seed(const char *path, const struct hf_seed *seed, struct hf_err *err)
{
    char directory[HF_KEYS_PATH_MAX] = ".", line[64];
    struct hf_buf text = HF_BUF(line);
    const char *slash = strrchr(path, '/'), *name = slash == NULL ? path : slash + 1;
    size_t len = slash == NULL ? 0 : (size_t)(slash - path);
    if (len >= sizeof(directory))
        return hf_fail(err, HF_WORD_too_large, HF_STR_NONE, hf_str_of("path"), HF_STR("1023"));
    if (len > 0) {
        memcpy(directory, path, len);
        directory[len] = '\0';
    } else if (slash != NULL) {
        (void)memcpy(directory, "/", 2);
    }
    hf_b64url_put(&text, seed->byte, sizeof(seed->byte));
    enum hf_rc rc = hf_keys_write(directory, name, hf_buf_str(&text), err);
    hf_key_wipe(line, sizeof(line));
    return rc;
}

static enum hf_rc open_seed(enum hf_rc rc, struct hf_seed *seed, struct hf_secret *secret,
                            struct hf_public *key)
{
    if (rc == HF_OK)
        hf_key_make(seed, secret, key);
    hf_key_wipe(seed, sizeof(*seed));
    return rc;
}

enum hf_rc hf_focal_key_read(const char *path, struct hf_secret *secret, struct hf_public *key,
                             struct hf_err *err)
{
    struct hf_seed seed = {{0}};
    return open_seed(read_seed(path, &seed, err), &seed, secret, key);
}

enum hf_rc hf_focal_key_make(const char *path, const struct hf_dice *dice, struct hf_secret *secret,
                             struct hf_public *key, struct hf_err *err)
{
    struct hf_seed seed = {{0}};
    enum hf_rc rc = read_seed(path, &seed, err);
    if (rc == HF_NOT_FOUND) {
        dice->fill(dice->self, &seed, sizeof(seed));
        rc = write_seed(path, &seed, err);
    }
    return open_seed(rc, &seed, secret, key);
}
