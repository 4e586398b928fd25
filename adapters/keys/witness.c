/* SPDX-License-Identifier: Apache-2.0 */
#include "keys/witness.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/code.h"

enum { LAST_MAX = 1024, KEY_MAX = 1024, NAME_MAX_BYTES = 200 };

/* ---- making one ---- */

static enum hf_rc make_directory(const char *path, struct hf_err *err)
{
    return mkdir(path, 0700) == 0 || errno == EEXIST ? HF_OK : hf_keys_fail(path, err);
}

static enum hf_rc write_key(const char *directory, struct hf_str name, const struct hf_dice *dice,
                            struct hf_err *err)
{
    char room[KEY_MAX];
    struct hf_buf text = HF_BUF(room);
    struct hf_seed seed;
    dice->fill(dice->self, seed.byte, sizeof seed.byte);
    hf_buf_put(&text, name);
    hf_buf_put_char(&text, '\n');
    hf_b64url_put(&text, seed.byte, sizeof seed.byte);
    hf_buf_put_char(&text, '\n');
    enum hf_rc rc = hf_keys_write(directory, "key", hf_buf_str(&text), err);
    hf_key_wipe(&seed, sizeof seed);
    hf_key_wipe(room, sizeof room);
    return rc;
}

struct trusting {
    struct hf_hasher hasher;
    struct hf_policy policy;
    struct hf_buf text;
};

/* Read with the new line before it is written: what stands in DIR/logs can always be read. */
static enum hf_rc add_log(struct trusting *t, struct hf_str key, struct hf_err *err)
{
    struct hf_public read;
    struct hf_str name;
    if (!hf_note_key_read(&t->hasher, key, &name, &read))
        return hf_fail(err, HF_WORD_verify_trust, HF_STR_NONE, key, HF_STR_NONE);
    HF_TRY(hf_policy_read(&t->hasher, hf_buf_str(&t->text), &t->policy, err));
    if (hf_policy_knows(&t->policy, name, &read))
        return HF_OK;
    hf_buf_put(&t->text, HF_STR("log "));
    hf_buf_put(&t->text, key);
    hf_buf_put_char(&t->text, '\n');
    if (t->text.full)
        return hf_fail(err, HF_WORD_key_file_malformed, HF_STR_NONE, HF_STR("logs"), HF_STR_NONE);
    return hf_policy_read(&t->hasher, hf_buf_str(&t->text), &t->policy, err);
}

static enum hf_rc trust(const char *directory, const struct hf_witness_plan *plan, struct hf_arena *arena,
                        struct hf_err *err)
{
    struct trusting *t = HF_NEW(arena, struct trusting, 1);
    char path[HF_KEYS_PATH_MAX], *room = HF_NEW(arena, char, HF_WITNESS_LOGS_MAX);
    struct hf_str text = HF_STR_NONE;
    HF_TRY(hf_keys_path(directory, "logs", path, err));
    enum hf_rc rc = hf_keys_read(path, true, room, HF_WITNESS_LOGS_MAX, &text, err);
    if (rc != HF_OK && rc != HF_NOT_FOUND)
        return rc;
    t->text = hf_buf_in(arena, HF_WITNESS_LOGS_MAX - 1);
    hf_buf_put(&t->text, text);
    if (text.len > 0 && !hf_str_ends(text, HF_STR("\n")))
        hf_buf_put_char(&t->text, '\n');
    hf_hasher_init(&t->hasher);
    rc = HF_OK;
    for (size_t i = 0; rc == HF_OK && i < plan->logs; i++)
        rc = add_log(t, plan->log[i], err);
    hf_hasher_done(&t->hasher);
    return rc == HF_OK ? hf_keys_replace(directory, "logs", hf_buf_str(&t->text), err) : rc;
}

enum hf_rc hf_witness_make(const char *directory, const struct hf_witness_plan *plan,
                           const struct hf_dice *dice, struct hf_arena *arena, struct hf_err *err)
{
    char last[HF_KEYS_PATH_MAX], key[HF_KEYS_PATH_MAX];
    if (!hf_note_name_ok(plan->name) || plan->name.len > NAME_MAX_BYTES)
        return hf_fail(err, HF_WORD_witness_name, HF_STR_NONE, plan->name, HF_STR_NONE);
    HF_TRY(hf_keys_path(directory, "last", last, err));
    HF_TRY(hf_keys_path(directory, "key", key, err));
    if (access(key, F_OK) == 0)
        return hf_fail(err, HF_WORD_key_exists, HF_STR_NONE, hf_str_of(key), HF_STR_NONE);
    HF_TRY(make_directory(directory, err));
    HF_TRY(make_directory(last, err));
    HF_TRY(trust(directory, plan, arena, err));
    return write_key(directory, plan->name, dice, err);
}

/* ---- what it knows ---- */

static enum hf_rc read_logs(struct hf_witness *witness, struct hf_err *err)
{
    char path[HF_KEYS_PATH_MAX];
    struct hf_str text = HF_STR_NONE;
    HF_TRY(hf_keys_path(witness->directory, "logs", path, err));
    enum hf_rc rc = hf_keys_read(path, true, witness->logs_room, sizeof witness->logs_room, &text, err);
    if (rc != HF_OK && rc != HF_NOT_FOUND)
        return rc;
    return hf_policy_read(&witness->hasher, text, &witness->logs, err);
}

static enum hf_rc read_key(const char *directory, char room[KEY_MAX], struct hf_str *name,
                           struct hf_seed *seed, struct hf_err *err)
{
    char path[HF_KEYS_PATH_MAX];
    struct hf_str text;
    HF_TRY(hf_keys_path(directory, "key", path, err));
    HF_TRY(hf_keys_read(path, false, room, KEY_MAX, &text, err));
    *name = hf_str_cut(&text, '\n');
    if (!hf_note_name_ok(*name) || name->len > NAME_MAX_BYTES ||
        !hf_b64url_read(hf_str_cut(&text, '\n'), seed->byte, sizeof seed->byte))
        return hf_fail(err, HF_WORD_key_file_malformed, HF_STR_NONE, hf_str_of(path), HF_STR_NONE);
    return HF_OK;
}

enum hf_rc hf_witness_open(const char *directory, struct hf_witness *out, struct hf_err *err)
{
    char room[KEY_MAX], longest[HF_KEYS_PATH_MAX];
    struct hf_str name;
    struct hf_seed seed;
    HF_TRY(hf_keys_path(directory, "last/0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
                        longest, err));
    HF_TRY(read_key(directory, room, &name, &seed, err));
    *out = (struct hf_witness){.directory = ""};
    memcpy(out->directory, directory, strlen(directory) + 1);
    memcpy(out->name_room, name.at, name.len);
    out->self.name = (struct hf_str){out->name_room, name.len};
    hf_key_make(&seed, &out->secret, &out->self.key);
    hf_key_wipe(&seed, sizeof seed);
    hf_key_wipe(room, sizeof room);
    hf_hasher_init(&out->hasher);
    enum hf_rc rc = read_logs(out, err);
    if (rc != HF_OK)
        hf_witness_close(out);
    return rc;
}

void hf_witness_close(struct hf_witness *witness)
{
    hf_key_wipe(&witness->secret, sizeof witness->secret);
    hf_hasher_done(&witness->hasher);
}

/* ---- judging ---- */

/* "last/<hex>" */
static void name_last(struct hf_witness *witness, struct hf_str origin, struct hf_buf *out)
{
    struct hf_digest digest;
    hf_sha256(&witness->hasher, &origin, 1, &digest);
    hf_hex_put(out, digest.byte, sizeof digest.byte);
    hf_buf_put_char(out, '\0');
}

/* One that cannot be read is a failure, never a beginning: else a spoilt file would let a log begin anew. */
static enum hf_rc read_last(const char *path, struct hf_str origin, struct hf_witnessed *out,
                            struct hf_err *err)
{
    char room[LAST_MAX];
    struct hf_str text;
    struct hf_checkpoint said;
    *out = (struct hf_witnessed){.size = 0};
    enum hf_rc rc = hf_keys_read(path, false, room, sizeof room, &text, err);
    if (rc == HF_NOT_FOUND)
        return HF_OK;
    HF_TRY(rc);
    HF_TRY(hf_checkpoint_read_extended(text, &said, err));
    if (!hf_str_eq(said.origin, origin))
        return hf_fail(err, HF_WORD_checkpoint_malformed, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
    *out = (struct hf_witnessed){said.size, said.root};
    return HF_OK;
}

struct asked {
    struct hf_witness *witness;
    struct hf_submission submission;
    struct hf_checkpoint checkpoint;
    bool carried;
    int64_t now_s;
};

static bool is_last(const struct hf_witnessed *last, const struct hf_checkpoint *checkpoint)
{
    return last->size > 0 && checkpoint->size == last->size && hf_digest_eq(&checkpoint->root, &last->root);
}

static enum hf_rc judge(struct asked *a, enum hf_witness_answer *answer, struct hf_buf *out,
                        struct hf_err *err)
{
    struct hf_witness *witness = a->witness;
    char name[80], folder[HF_KEYS_PATH_MAX], path[HF_KEYS_PATH_MAX];
    struct hf_buf hex = HF_BUF(name);
    struct hf_witnessed last;
    name_last(witness, a->checkpoint.origin, &hex);
    HF_TRY(hf_keys_path(witness->directory, "last", folder, err));
    HF_TRY(hf_keys_path(folder, name, path, err));
    HF_TRY(read_last(path, a->checkpoint.origin, &last, err));
    *answer = hf_witness_judge(&witness->hasher, &last, &a->submission, &a->checkpoint);
    if (a->carried && *answer == HF_WITNESS_CONFLICT && is_last(&last, &a->checkpoint))
        *answer = HF_WITNESS_COSIGNS;
    if (*answer == HF_WITNESS_CONFLICT) {
        hf_buf_put_padded(out, last.size, 1);
        hf_buf_put_char(out, '\n');
    }
    if (*answer != HF_WITNESS_COSIGNS)
        return HF_OK;
    if (a->checkpoint.size > last.size)
        HF_TRY(hf_keys_replace(folder, name, witness->note.text, err));
    hf_cosign(&witness->hasher, witness->note.text, &witness->self, &witness->secret, a->now_s, out);
    return HF_OK;
}

/* Looking and writing are one: nobody else judges between them. */
static enum hf_rc judge_alone(struct asked *a, enum hf_witness_answer *answer, struct hf_buf *out,
                              struct hf_err *err)
{
    char path[HF_KEYS_PATH_MAX];
    HF_TRY(hf_keys_path(a->witness->directory, "lock", path, err));
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0)
        return hf_keys_fail(path, err);
    enum hf_rc rc = flock(fd, LOCK_EX) == 0 ? judge(a, answer, out, err) : hf_keys_fail(path, err);
    close(fd);
    return rc;
}

enum hf_rc hf_witness_answer(struct hf_witness *witness, struct hf_str body, bool carried, int64_t now_s,
                             enum hf_witness_answer *answer, struct hf_buf *out, struct hf_err *err)
{
    struct asked a = {.witness = witness, .carried = carried, .now_s = now_s};
    HF_TRY(read_logs(witness, err));
    *answer =
        hf_witness_read(&witness->hasher, &witness->logs, body, &a.submission, &witness->note, &a.checkpoint);
    if (witness->note.text.len >= LAST_MAX)
        *answer = HF_WITNESS_CANNOT_READ;
    if (*answer != HF_WITNESS_COSIGNS)
        return HF_OK;
    return judge_alone(&a, answer, out, err);
}
