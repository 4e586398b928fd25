/* SPDX-License-Identifier: Apache-2.0 */
/* One spelling per file: what is read is what would be written. */
#include "keys/keyfile.h"

#include "base/code.h"
#include "base/when.h"

enum { BOX_SIZE = HF_KEY_SIZE + HF_BOX_MORE, WORK_SIZE = 1024 };

static const char *const names[HF_KEY_FILES + 1] = {"log", "notice", "pseudonym", "log.next"};
static const char *const roles[HF_KEY_FILES + 1] = {"log", "notice", "pseudonym", "log"};

const char *hf_key_file_name(enum hf_key_file file)
{
    return names[file];
}

static void put_line(struct hf_buf *out, struct hf_str word, struct hf_str value)
{
    hf_buf_put(out, word);
    hf_buf_put(out, value);
    hf_buf_put_char(out, '\n');
}

void hf_key_head_put(struct hf_buf *out, enum hf_key_file file, const struct hf_key_entry *entry)
{
    hf_buf_put(out, HF_STR("holdfast/key/v1\n"));
    put_line(out, HF_STR("role "), hf_str_of(roles[file]));
    put_line(out, HF_STR("name "), entry->name);
    hf_buf_put(out, HF_STR("made "));
    hf_instant_put(out, entry->made_ms);
    hf_buf_put(out, HF_STR("\npublic "));
    if (entry->has_public)
        hf_b64url_put(out, entry->key.byte, sizeof entry->key.byte);
    else
        hf_buf_put_char(out, '-');
    hf_buf_put_char(out, '\n');
}

void hf_key_sealed_put(struct hf_buf *out, struct hf_str box)
{
    hf_buf_put(out, HF_STR("sealed "));
    hf_b64url_put(out, box.at, box.len);
    hf_buf_put_char(out, '\n');
}

void hf_key_draw(struct hf_buf *out, enum hf_key_file file, const struct hf_key_order *order,
                 const struct hf_box_key *unlock)
{
    _Alignas(16) unsigned char block[WORK_SIZE];
    struct hf_arena arena;
    struct hf_seed seed;
    struct hf_secret secret;
    struct hf_nonce nonce;
    struct hf_key_entry entry = {
        .made_ms = order->made_ms, .has_public = file != HF_KEY_FILE_PSEUDONYM, .name = order->name};
    hf_arena_init(&arena, block, sizeof block);
    order->dice.fill(order->dice.self, seed.byte, sizeof seed.byte);
    order->dice.fill(order->dice.self, nonce.byte, sizeof nonce.byte);
    hf_key_make(&seed, &secret, &entry.key);
    hf_key_head_put(out, file, &entry);
    hf_key_sealed_put(out, hf_box_seal(&arena, unlock, &nonce, hf_buf_str(out), HF_PART(seed)));
    hf_key_wipe(&seed, sizeof seed);
    hf_key_wipe(&secret, sizeof secret);
    hf_key_wipe(block, sizeof block);
}

/* Cuts the next line, which begins with the word. */
static bool take(struct hf_str *rest, const char *word, struct hf_str *value)
{
    struct hf_str line = hf_str_cut(rest, '\n');
    *value = hf_str_part(line, strlen(word), line.len);
    return rest->at != NULL && hf_str_begins(line, hf_str_of(word));
}

static bool take_public(struct hf_str text, enum hf_key_file file, struct hf_key_entry *out)
{
    out->has_public = file != HF_KEY_FILE_PSEUDONYM;
    return out->has_public ? hf_b64url_read(text, out->key.byte, sizeof out->key.byte)
                           : hf_str_eq(text, HF_STR("-"));
}

static bool read_lines(struct hf_str text, enum hf_key_file file, struct hf_key_entry *out)
{
    struct hf_str rest = text, value;
    if (!take(&rest, "holdfast/key/v1", &value) || value.len != 0)
        return false;
    if (!take(&rest, "role ", &value) || !hf_str_eq(value, hf_str_of(roles[file])))
        return false;
    if (!take(&rest, "name ", &out->name) || out->name.len == 0)
        return false;
    if (!take(&rest, "made ", &value) || !hf_instant_read(value, &out->made_ms))
        return false;
    if (!take(&rest, "public ", &value) || !take_public(value, file, out))
        return false;
    out->head = hf_str_part(text, 0, text.len - rest.len);
    return take(&rest, "sealed ", &out->sealed) && rest.len == 0 &&
           hf_b64url_size(out->sealed.len) == BOX_SIZE;
}

static enum hf_rc missing(const char *state, enum hf_key_file file, struct hf_err *err)
{
    return hf_fail(err, HF_WORD_key_missing, HF_STR_NONE, hf_str_of(names[file]), hf_str_of(state));
}

static enum hf_rc malformed(enum hf_key_file file, struct hf_err *err)
{
    return hf_fail(err, HF_WORD_key_file_malformed, HF_STR_NONE, hf_str_of(names[file]), HF_STR_NONE);
}

enum hf_rc hf_key_entry_read(const char *state, enum hf_key_file file, char room[HF_KEYS_FILE_MAX],
                             struct hf_key_entry *out, struct hf_err *err)
{
    char directory[HF_KEYS_PATH_MAX], path[HF_KEYS_PATH_MAX];
    struct hf_str text;
    struct hf_key_entry entry = {0};
    HF_TRY(hf_keys_path(state, "keys", directory, err));
    HF_TRY(hf_keys_path(directory, names[file], path, err));
    enum hf_rc rc = hf_keys_read(path, false, room, HF_KEYS_FILE_MAX, &text, err);
    if (rc == HF_NOT_FOUND)
        return missing(state, file, err);
    HF_TRY(rc);
    if (!read_lines(text, file, &entry))
        return malformed(file, err);
    *out = entry;
    return HF_OK;
}

enum hf_rc hf_key_entry_open(const struct hf_key_entry *entry, enum hf_key_file file,
                             const struct hf_box_key *unlock, struct hf_arena *arena, struct hf_seed *out,
                             struct hf_err *err)
{
    char box[BOX_SIZE];
    struct hf_str plain;
    if (!hf_b64url_read(entry->sealed, box, sizeof box))
        return malformed(file, err);
    size_t mark = hf_arena_mark(arena);
    enum hf_rc rc = hf_box_open(arena, unlock, entry->head, (struct hf_str){box, sizeof box}, &plain, err);
    if (rc == HF_OK) {
        memcpy(out->byte, plain.at, sizeof out->byte);
        hf_key_wipe(arena->at + mark, arena->used - mark);
    }
    hf_arena_reset(arena, mark);
    if (rc != HF_OK)
        return hf_fail(err, HF_WORD_key_shut, HF_STR_NONE, hf_str_of(names[file]), HF_STR_NONE);
    return HF_OK;
}
