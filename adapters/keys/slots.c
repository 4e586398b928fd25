/* SPDX-License-Identifier: Apache-2.0 */
/* A block that was being appended when the machine stopped was handed to nobody and is written over. */
#include "keys/slots.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "keys/file.h"

#define SUBJECTS "keys/subjects"
static const char tag[] = "holdfast/subject-key/v1\n";
static const unsigned char forgotten[HF_SLOT_SIZE] = {0};

static struct hf_str about_slot(char room[64], int64_t slot)
{
    struct hf_buf about = {.at = room, .size = 64};
    hf_buf_put(&about, hf_str_of(tag));
    for (int shift = 56; shift >= 0; shift -= 8)
        hf_buf_put_char(&about, (char)(((uint64_t)slot >> shift) & 0xff));
    return hf_buf_str(&about);
}

static void clear_work(struct hf_slots *slots)
{
    hf_key_wipe(slots->work->at, slots->work->used);
    hf_arena_reset(slots->work, 0);
}

static void seal_slot(struct hf_slots *slots, const struct hf_box_key *unlock, const struct hf_dice *dice,
                      int64_t slot, struct hf_box_key *key, unsigned char *out)
{
    char room[64];
    struct hf_nonce nonce;
    dice->fill(dice->self, key->byte, sizeof key->byte);
    dice->fill(dice->self, nonce.byte, sizeof nonce.byte);
    struct hf_str plain = {(const char *)key->byte, sizeof key->byte};
    struct hf_str sealed = hf_box_seal(slots->work, unlock, &nonce, about_slot(room, slot), plain);
    memcpy(out, sealed.at, HF_SLOT_SIZE);
    clear_work(slots);
}

static bool put_at(int fd, const unsigned char *bytes, size_t len, int64_t offset)
{
    while (len > 0) {
        ssize_t put = pwrite(fd, bytes, len, offset);
        if (put < 0 && errno == EINTR)
            continue;
        if (put <= 0)
            return false;
        bytes += put;
        len -= (size_t)put;
        offset += put;
    }
    return true;
}

static bool lock_file(int fd)
{
    int rc;
    do
        rc = flock(fd, LOCK_EX);
    while (rc != 0 && errno == EINTR);
    return rc == 0;
}

/* Under the lock. The whole slots that are there may be somebody's. */
static bool append_block(struct hf_slots *slots, const struct hf_box_key *unlock, const struct hf_dice *dice,
                         int64_t count, int64_t *first)
{
    struct stat file;
    if (fstat(slots->fd, &file) != 0)
        return false;
    *first = file.st_size / HF_SLOT_SIZE;
    for (int64_t i = 0; i < count; i++)
        seal_slot(slots, unlock, dice, *first + i, &slots->fresh[i], slots->block + i * HF_SLOT_SIZE);
    size_t size = (size_t)count * HF_SLOT_SIZE;
    return put_at(slots->fd, slots->block, size, *first * HF_SLOT_SIZE) && fsync(slots->fd) == 0;
}

static enum hf_rc reserve(struct hf_slots *slots, const struct hf_box_key *unlock, const struct hf_dice *dice,
                          struct hf_err *err)
{
    int64_t first = 0;
    int64_t count = slots->count == 0 ? HF_SLOTS_BLOCK : 2 * slots->count;
    if (count > HF_SLOTS_MOST)
        count = HF_SLOTS_MOST;
    if (!lock_file(slots->fd))
        return hf_keys_fail(SUBJECTS, err);
    enum hf_rc rc = append_block(slots, unlock, dice, count, &first) ? HF_OK : hf_keys_fail(SUBJECTS, err);
    flock(slots->fd, LOCK_UN);
    if (rc == HF_OK) {
        slots->next = first;
        slots->end = first + count;
        slots->count = count;
    }
    return rc;
}

enum hf_rc hf_slots_open(const char *path, struct hf_slots *out, struct hf_err *err)
{
    int fd = open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
    if (fd < 0 && errno == ENOENT)
        return hf_fail(err, HF_WORD_key_missing, HF_STR_NONE, HF_STR("subjects"), hf_str_of(path));
    if (fd < 0)
        return hf_keys_fail(path, err);
    out->fd = fd;
    out->next = out->end = out->count = 0;
    return HF_OK;
}

void hf_slots_close(struct hf_slots *slots)
{
    if (slots->fd >= 0)
        close(slots->fd);
    slots->fd = -1;
}

enum hf_rc hf_slots_take(struct hf_slots *slots, const struct hf_box_key *unlock, const struct hf_dice *dice,
                         int64_t *slot, struct hf_box_key *key, struct hf_err *err)
{
    if (slots->next == slots->end)
        HF_TRY(reserve(slots, unlock, dice, err));
    struct hf_box_key *fresh = &slots->fresh[slots->count - (slots->end - slots->next)];
    *key = *fresh;
    hf_key_wipe(fresh, sizeof *fresh);
    *slot = slots->next++;
    return HF_OK;
}

static enum hf_rc gone(struct hf_err *err)
{
    return hf_fail(err, HF_WORD_key_forgotten, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
}

static enum hf_rc get_slot(const struct hf_slots *slots, int64_t slot, char out[HF_SLOT_SIZE],
                           struct hf_err *err)
{
    if (slot < 0 || slot > INT64_MAX / HF_SLOT_SIZE)
        return gone(err);
    ssize_t got = pread(slots->fd, out, HF_SLOT_SIZE, slot * HF_SLOT_SIZE);
    if (got < 0)
        return hf_keys_fail(SUBJECTS, err);
    return got == HF_SLOT_SIZE ? HF_OK : gone(err);
}

enum hf_rc hf_slots_read(struct hf_slots *slots, const struct hf_box_key *unlock, int64_t slot,
                         struct hf_box_key *out, struct hf_err *err)
{
    char sealed[HF_SLOT_SIZE], room[64];
    struct hf_str plain;
    HF_TRY(get_slot(slots, slot, sealed, err));
    if (memcmp(sealed, forgotten, sizeof forgotten) == 0)
        return gone(err);
    enum hf_rc rc = hf_box_open(slots->work, unlock, about_slot(room, slot),
                                (struct hf_str){sealed, sizeof sealed}, &plain, err);
    if (rc == HF_OK)
        memcpy(out->byte, plain.at, sizeof out->byte);
    clear_work(slots);
    if (rc != HF_OK)
        return hf_fail(err, HF_WORD_key_shut, HF_STR_NONE, HF_STR(SUBJECTS), HF_STR_NONE);
    return HF_OK;
}

enum hf_rc hf_slots_digest(struct hf_slots *slots, const struct hf_box_key *unlock, struct hf_hasher *hasher,
                           int64_t slot, struct hf_digest *out, struct hf_err *err)
{
    struct hf_box_key key;
    HF_TRY(hf_slots_read(slots, unlock, slot, &key, err));
    struct hf_str part = HF_PART(key.byte);
    hf_sha256(hasher, &part, 1, out);
    hf_key_wipe(&key, sizeof key);
    return HF_OK;
}

/* Zeros up to the end of the slot, where the file ends before. */
static enum hf_rc reach(struct hf_slots *slots, int64_t slot, bool *written, struct hf_err *err)
{
    struct stat file;
    off_t end = (off_t)(slot + 1) * HF_SLOT_SIZE;
    if (!lock_file(slots->fd))
        return hf_keys_fail(SUBJECTS, err);
    bool well = fstat(slots->fd, &file) == 0;
    if (well && file.st_size < end) {
        well = ftruncate(slots->fd, end) == 0;
        *written = true;
    }
    flock(slots->fd, LOCK_UN);
    return well ? HF_OK : hf_keys_fail(SUBJECTS, err);
}

enum hf_rc hf_slots_forget(struct hf_slots *slots, const struct hf_box_key *unlock, struct hf_hasher *hasher,
                           int64_t slot, const struct hf_digest *key, bool *written, struct hf_err *err)
{
    struct hf_digest held;
    if (slot < 0 || slot > INT64_MAX / HF_SLOT_SIZE - 1)
        return gone(err);
    HF_TRY(reach(slots, slot, written, err));
    enum hf_rc rc = hf_slots_digest(slots, unlock, hasher, slot, &held, err);
    if (rc != HF_OK)
        return err->word == HF_WORD_key_forgotten ? HF_OK : rc;
    if (!hf_digest_eq(&held, key))
        return HF_OK;
    *written = true;
    return put_at(slots->fd, forgotten, sizeof forgotten, slot * HF_SLOT_SIZE) ? HF_OK
                                                                               : hf_keys_fail(SUBJECTS, err);
}

enum hf_rc hf_slots_sync(struct hf_slots *slots, struct hf_err *err)
{
    return fsync(slots->fd) == 0 ? HF_OK : hf_keys_fail(SUBJECTS, err);
}
