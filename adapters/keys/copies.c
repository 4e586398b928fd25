/* SPDX-License-Identifier: Apache-2.0 */
#include "keys/copies.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/check.h"
#include "base/when.h"
#include "keys/file.h"
#include "keys/journal.h"
#include "keys/slots.h"
#include "keys/unlock.h"

#define BEGINS "subjects-"
enum { CHUNK = 8192, WORK = 4096, NAME_MAX_HERE = sizeof BEGINS + HF_INSTANT_TEXT };

struct renewing {
    const struct hf_copies_order *order;
    struct hf_box_key unlock;
    struct hf_hasher hasher;
    struct hf_slots slots; /* of the copy that is gone through */
    int64_t erased;
    bool written;
    hf_copy_fn each;
    void *context;
};

/* ---- names ---- */

static bool read_name(const char *name, int64_t *made_ms)
{
    struct hf_str rest = hf_str_of(name);
    if (!hf_str_begins(rest, HF_STR(BEGINS)))
        return false;
    return hf_instant_read(hf_str_part(rest, sizeof BEGINS - 1, rest.len), made_ms);
}

static int is_copy(const struct dirent *entry)
{
    int64_t unread;
    return read_name(entry->d_name, &unread);
}

static void tell(const struct renewing *r, const char *path, int64_t made_ms, enum hf_copy_fate fate)
{
    const struct hf_copy copy = {
        .path = hf_str_of(path), .made_ms = made_ms, .erased = r->erased, .fate = fate};
    r->each(r->context, &copy);
}

/* ---- bytes ---- */

static bool put_all(int fd, const char *bytes, size_t len)
{
    while (len > 0) {
        ssize_t put = write(fd, bytes, len);
        if (put < 0 && errno == EINTR)
            continue;
        if (put <= 0)
            return false;
        bytes += put;
        len -= (size_t)put;
    }
    return true;
}

static bool copy_bytes(int from, int to)
{
    char chunk[CHUNK];
    ssize_t got;
    do {
        got = read(from, chunk, sizeof chunk);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0 || !put_all(to, chunk, (size_t)got))
            return false;
    } while (got != 0);
    return fsync(to) == 0;
}

static bool zero_bytes(int fd)
{
    static const char zeros[CHUNK];
    struct stat file;
    if (fstat(fd, &file) != 0)
        return false;
    for (off_t left = file.st_size; left > 0; left -= CHUNK)
        if (!put_all(fd, zeros, left < CHUNK ? (size_t)left : CHUNK))
            return false;
    return fsync(fd) == 0;
}

/* ---- destroyed ---- */

static enum hf_rc destroy(const char *path, struct hf_err *err)
{
    int fd = open(path, O_WRONLY | O_CLOEXEC | O_NOFOLLOW);
    if (fd < 0)
        return hf_keys_fail(path, err);
    bool well = zero_bytes(fd);
    close(fd);
    return well && unlink(path) == 0 ? HF_OK : hf_keys_fail(path, err);
}

/* ---- made ---- */

/* Under its last name from the beginning: whatever is left of it after a stop is a copy like any other. */
static enum hf_rc make_file(const struct renewing *r, int from, const char *path, struct hf_err *err)
{
    int to = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (to < 0 && errno == EEXIST)
        return hf_fail(err, HF_WORD_key_exists, HF_STR_NONE, hf_str_of(path), HF_STR_NONE);
    if (to < 0)
        return hf_keys_fail(path, err);
    enum hf_rc rc = hf_keys_give(to, r->order->folder, path, err);
    if (rc == HF_OK && !copy_bytes(from, to))
        rc = hf_keys_fail(path, err);
    close(to);
    return rc;
}

static enum hf_rc make_copy(const struct renewing *r, struct hf_err *err)
{
    char name[NAME_MAX_HERE + 1] = "", from[HF_KEYS_PATH_MAX], path[HF_KEYS_PATH_MAX];
    struct hf_buf out = {.at = name, .size = sizeof name - 1};
    hf_buf_put(&out, HF_STR(BEGINS));
    hf_instant_put(&out, r->order->now_ms);
    HF_TRY(hf_keys_path(r->order->folder, name, path, err));
    HF_TRY(hf_keys_path(r->order->state, "keys/subjects", from, err));
    int fd = open(from, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (fd < 0 && errno == ENOENT)
        return hf_fail(err, HF_WORD_key_missing, HF_STR_NONE, HF_STR("subjects"), HF_STR_NONE);
    if (fd < 0)
        return hf_keys_fail(from, err);
    enum hf_rc rc = make_file(r, fd, path, err);
    close(fd);
    return rc == HF_OK ? hf_keys_sync_directory(r->order->folder, err) : rc;
}

/* ---- gone through ---- */

static enum hf_rc forget_line(void *context, const struct hf_erased_line *line, struct hf_err *err)
{
    struct renewing *r = context;
    struct hf_digest held;
    if (line->what.slot == HF_MESSAGE_SLOT)
        return HF_OK;
    enum hf_rc rc = hf_slots_digest(&r->slots, &r->unlock, &r->hasher, line->what.slot, &held, err);
    if (rc != HF_OK)
        return err->word == HF_WORD_key_forgotten ? HF_OK : rc;
    r->erased += hf_digest_eq(&held, &line->what.key);
    return hf_slots_forget(&r->slots, &r->unlock, &r->hasher, line->what.slot, &line->what.key, &r->written,
                           err);
}

static enum hf_rc go_through(struct renewing *r, const char *path, struct hf_err *err)
{
    _Alignas(16) unsigned char room[WORK];
    struct hf_arena work;
    hf_arena_init(&work, room, sizeof room);
    r->written = false;
    r->slots.work = &work;
    HF_TRY(hf_slots_open(path, &r->slots, err));
    enum hf_rc rc = hf_erased_each(r->order->state, &r->hasher, forget_line, r, err);
    if (rc == HF_OK && r->written)
        rc = hf_slots_sync(&r->slots, err);
    hf_slots_close(&r->slots);
    if (rc != HF_OK && err->word == HF_WORD_key_shut) /* not of this office, or of another unlock key */
        return hf_fail(err, HF_WORD_key_shut, hf_str_of(path), hf_str_of(path), HF_STR_NONE);
    return rc;
}

/* ---- each ---- */

static enum hf_rc see(struct renewing *r, const char *name, bool old, struct hf_err *err)
{
    char path[HF_KEYS_PATH_MAX];
    int64_t made_ms = 0;
    HF_CHECK(read_name(name, &made_ms));
    bool is_old = r->order->now_ms - made_ms > r->order->keep_ms;
    r->erased = 0;
    if (is_old != old)
        return HF_OK;
    HF_TRY(hf_keys_path(r->order->folder, name, path, err));
    HF_TRY(old ? destroy(path, err) : go_through(r, path, err));
    tell(r, path, made_ms,
         old                           ? HF_COPY_DESTROYED
         : made_ms == r->order->now_ms ? HF_COPY_MADE
                                       : HF_COPY_KEPT);
    return HF_OK;
}

static enum hf_rc see_all(struct renewing *r, bool old, struct hf_err *err)
{
    struct dirent **entry;
    enum hf_rc rc = HF_OK;
    int count = scandir(r->order->folder, &entry, is_copy, alphasort);
    if (count < 0)
        return hf_keys_fail(r->order->folder, err);
    for (int i = 0; i < count; i++) {
        if (rc == HF_OK)
            rc = see(r, entry[i]->d_name, old, err);
        free(entry[i]);
    }
    free((void *)entry);
    return rc;
}

static enum hf_rc renew(struct renewing *r, struct hf_err *err)
{
    HF_TRY(see_all(r, true, err));
    HF_TRY(make_copy(r, err));
    return see_all(r, false, err);
}

enum hf_rc hf_copies_renew(const struct hf_copies_order *order, hf_copy_fn each, void *context,
                           struct hf_err *err)
{
    struct renewing r = {.order = order, .each = each, .context = context};
    if (mkdir(order->folder, 0700) != 0 && errno != EEXIST)
        return hf_keys_fail(order->folder, err);
    HF_TRY(hf_unlock_read(order->state, &r.unlock, err));
    hf_hasher_init(&r.hasher);
    enum hf_rc rc = renew(&r, err);
    hf_hasher_done(&r.hasher);
    hf_key_wipe(&r.unlock, sizeof r.unlock);
    return rc;
}
