/* SPDX-License-Identifier: Apache-2.0 */
#include "keys/rotate.h"

#include <stdio.h>

#include "base/code.h"
#include "keys/unlock.h"

enum { WORK_SIZE = 1024 };

static enum hf_rc folder(const char *state, char out[HF_KEYS_PATH_MAX], struct hf_err *err)
{
    return hf_keys_path(state, "keys", out, err);
}

enum hf_rc hf_rotate_draw(const char *state, const struct hf_key_order *order, struct hf_public *out,
                          struct hf_err *err)
{
    char directory[HF_KEYS_PATH_MAX], room[HF_KEYS_FILE_MAX];
    struct hf_buf text = HF_BUF(room);
    struct hf_box_key unlock;
    struct hf_key_entry entry;
    HF_TRY(folder(state, directory, err));
    HF_TRY(hf_unlock_read(state, &unlock, err));
    hf_key_draw(&text, HF_KEY_FILE_NEXT, order, &unlock);
    hf_key_wipe(&unlock, sizeof unlock);
    HF_TRY(hf_keys_replace(directory, hf_key_file_name(HF_KEY_FILE_NEXT), hf_buf_str(&text), err));
    HF_TRY(hf_key_entry_read(state, HF_KEY_FILE_NEXT, room, &entry, err));
    *out = entry.key;
    return HF_OK;
}

enum hf_rc hf_rotate_sign(const char *state, struct hf_str text, struct hf_signature *out, struct hf_err *err)
{
    _Alignas(16) unsigned char block[WORK_SIZE];
    char room[HF_KEYS_FILE_MAX];
    struct hf_arena arena;
    struct hf_key_entry entry;
    struct hf_box_key unlock;
    struct hf_seed seed;
    struct hf_secret secret;
    struct hf_public same;
    hf_arena_init(&arena, block, sizeof block);
    HF_TRY(hf_key_entry_read(state, HF_KEY_FILE_NEXT, room, &entry, err));
    HF_TRY(hf_unlock_read(state, &unlock, err));
    enum hf_rc rc = hf_key_entry_open(&entry, HF_KEY_FILE_NEXT, &unlock, &arena, &seed, err);
    hf_key_wipe(&unlock, sizeof unlock);
    if (rc != HF_OK)
        return rc;
    hf_key_make(&seed, &secret, &same);
    hf_key_sign(&secret, text, out);
    hf_key_wipe(&seed, sizeof seed);
    hf_key_wipe(&secret, sizeof secret);
    return HF_OK;
}

/* log.next takes the place of log. */
static enum hf_rc take_place(const char *directory, struct hf_err *err)
{
    char next[HF_KEYS_PATH_MAX], log[HF_KEYS_PATH_MAX];
    HF_TRY(hf_keys_path(directory, hf_key_file_name(HF_KEY_FILE_NEXT), next, err));
    HF_TRY(hf_keys_path(directory, hf_key_file_name(HF_KEY_FILE_LOG), log, err));
    return rename(next, log) == 0 ? hf_keys_sync_directory(directory, err) : hf_keys_fail(log, err);
}

enum hf_rc hf_rotate_take_up(const char *state, struct hf_str origin, const struct hf_log_keys *keys,
                             struct hf_err *err)
{
    char directory[HF_KEYS_PATH_MAX], room[HF_LOG_KEYS_TEXT_MAX];
    struct hf_buf text = HF_BUF(room);
    HF_TRY(folder(state, directory, err));
    hf_log_keys_put(origin, keys, &text);
    HF_TRY(hf_keys_replace(directory, "log.keys", hf_buf_str(&text), err));
    return take_place(directory, err);
}

enum hf_rc hf_rotate_list(const char *state, char room[HF_LOG_KEYS_TEXT_MAX], struct hf_str *out,
                          struct hf_err *err)
{
    char directory[HF_KEYS_PATH_MAX], path[HF_KEYS_PATH_MAX];
    HF_TRY(folder(state, directory, err));
    HF_TRY(hf_keys_path(directory, "log.keys", path, err));
    enum hf_rc rc = hf_keys_read(path, false, room, HF_LOG_KEYS_TEXT_MAX, out, err);
    if (rc == HF_NOT_FOUND)
        *out = HF_STR_NONE;
    return rc == HF_NOT_FOUND ? HF_OK : rc;
}

/* The last line of a list is of this key: "SIZE KEY ...". */
static bool ends_with(struct hf_str list, const struct hf_public *key)
{
    struct hf_str line = HF_STR_NONE;
    struct hf_public last;
    while (list.len > 0)
        line = hf_str_cut(&list, '\n');
    hf_str_cut(&line, ' ');
    return hf_b64url_read(hf_str_cut(&line, ' '), last.byte, sizeof last.byte) &&
           memcmp(last.byte, key->byte, sizeof last.byte) == 0;
}

enum hf_rc hf_rotate_settle(const char *state, struct hf_err *err)
{
    char directory[HF_KEYS_PATH_MAX], list[HF_LOG_KEYS_TEXT_MAX], room[HF_KEYS_FILE_MAX];
    struct hf_key_entry next;
    struct hf_err none;
    struct hf_str text;
    HF_TRY(hf_rotate_list(state, list, &text, err));
    if (text.len == 0 || hf_key_entry_read(state, HF_KEY_FILE_NEXT, room, &next, &none) != HF_OK ||
        !ends_with(text, &next.key))
        return HF_OK;
    HF_TRY(folder(state, directory, err));
    return take_place(directory, err);
}
