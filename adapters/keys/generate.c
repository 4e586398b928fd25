/* SPDX-License-Identifier: Apache-2.0 */
/* All keys are made in a directory of another name, which then takes its place whole. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "keys/keyring.h"
#include "keys/mark.h"
#include "keys/unlock.h"
#include "seal/note.h"

enum { NAME_MAX_BYTES = 200 };

static bool is_issuer(struct hf_str url)
{
    bool begins = hf_str_begins(url, HF_STR("https://")) || hf_str_begins(url, HF_STR("http://"));
    for (size_t i = 0; i < url.len; i++)
        if (url.at[i] <= ' ' || url.at[i] > '~' || strchr("\"<>\\^`{|}?#", url.at[i]) != NULL)
            return false;
    return begins && url.len <= NAME_MAX_BYTES && !hf_str_ends(url, HF_STR("//"));
}

static enum hf_rc check_order(const struct hf_keys_order *order, struct hf_err *err)
{
    if (!is_issuer(order->issuer))
        return hf_fail(err, HF_WORD_key_issuer, HF_STR_NONE, order->issuer, HF_STR_NONE);
    if (!hf_note_name_ok(order->origin) || order->origin.len > NAME_MAX_BYTES)
        return hf_fail(err, HF_WORD_key_origin, HF_STR_NONE, order->origin, HF_STR_NONE);
    return HF_OK;
}

static enum hf_rc fill_directory(const char *directory, const struct hf_keys_order *order,
                                 const struct hf_box_key *unlock, struct hf_err *err)
{
    for (enum hf_key_file file = 0; file < HF_KEY_FILES; file++) {
        char room[HF_KEYS_FILE_MAX];
        struct hf_buf text = HF_BUF(room);
        const struct hf_key_order key = {.name = file == HF_KEY_FILE_NOTICE ? order->issuer : order->origin,
                                         .made_ms = order->made_ms,
                                         .dice = order->dice};
        hf_key_draw(&text, file, &key, unlock);
        HF_TRY(hf_keys_write(directory, hf_key_file_name(file), hf_buf_str(&text), err));
    }
    return hf_keys_write(directory, "subjects", HF_STR_NONE, err);
}

static void remove_directory(const char *directory)
{
    static const char *const names[] = {"log", "notice", "pseudonym", "subjects"};
    char path[HF_KEYS_PATH_MAX + 16];
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        snprintf(path, sizeof path, "%s/%s", directory, names[i]);
        unlink(path);
    }
    rmdir(directory);
}

static enum hf_rc make_directory(const char *state, char directory[HF_KEYS_PATH_MAX], struct hf_err *err)
{
    HF_TRY(hf_keys_path(state, ".keys.XXXXXX", directory, err));
    if (mkdtemp(directory) == NULL)
        return hf_keys_fail(state, err);
    int fd = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    enum hf_rc rc = fd < 0 ? hf_keys_fail(directory, err) : hf_keys_give(fd, state, directory, err);
    if (fd >= 0)
        close(fd);
    return rc;
}

static enum hf_rc exists(const char *keys, struct hf_err *err)
{
    return hf_fail(err, HF_WORD_key_exists, HF_STR_NONE, hf_str_of(keys), HF_STR_NONE);
}

/* A directory takes the place of none or of an empty one, never of one that holds keys. */
static enum hf_rc place(const char *state, const char *directory, const char *keys, struct hf_err *err)
{
    if (rename(directory, keys) == 0)
        return hf_keys_sync_directory(state, err);
    return errno == ENOTEMPTY || errno == EEXIST ? exists(keys, err) : hf_keys_fail(keys, err);
}

enum hf_rc hf_keys_generate(const char *state, const struct hf_keys_order *order, struct hf_err *err)
{
    char keys[HF_KEYS_PATH_MAX], directory[HF_KEYS_PATH_MAX];
    struct hf_box_key unlock;
    HF_TRY(check_order(order, err));
    HF_TRY(hf_keys_path(state, "keys", keys, err));
    if (access(keys, F_OK) == 0 && rmdir(keys) != 0)
        return exists(keys, err);
    HF_TRY(hf_mark_found(state, order->origin, err));
    HF_TRY(hf_unlock_make(state, &order->dice, err));
    HF_TRY(hf_unlock_read(state, &unlock, err));
    enum hf_rc rc = make_directory(state, directory, err);
    if (rc == HF_OK) {
        rc = fill_directory(directory, order, &unlock, err);
        if (rc == HF_OK)
            rc = place(state, directory, keys, err);
        if (rc != HF_OK)
            remove_directory(directory);
    }
    hf_key_wipe(&unlock, sizeof unlock);
    return rc;
}
