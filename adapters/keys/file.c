/* SPDX-License-Identifier: Apache-2.0 */
/* A new file grows under a name of its own and is linked into its place, which fails where one stands. */
#include "keys/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "seal/key.h"

enum hf_rc hf_keys_fail(const char *path, struct hf_err *err)
{
    return hf_fail(err, HF_WORD_key_file, HF_STR_NONE, hf_str_of(path), hf_str_of(strerrordesc_np(errno)));
}

enum hf_rc hf_keys_path(const char *directory, const char *name, char out[HF_KEYS_PATH_MAX],
                        struct hf_err *err)
{
    int len = snprintf(out, HF_KEYS_PATH_MAX, "%s/%s", directory, name);
    if (len < 0 || len >= HF_KEYS_PATH_MAX)
        return hf_fail(err, HF_WORD_too_large, HF_STR_NONE, hf_str_of(directory), HF_STR("1024"));
    return HF_OK;
}

enum hf_rc hf_keys_give(int fd, const char *directory, const char *path, struct hf_err *err)
{
    struct stat owner;
    if (geteuid() != 0)
        return HF_OK;
    if (stat(directory, &owner) != 0 || fchown(fd, owner.st_uid, owner.st_gid) != 0)
        return hf_keys_fail(path, err);
    return HF_OK;
}

static bool write_all(int fd, struct hf_str text)
{
    while (text.len > 0) {
        ssize_t put = write(fd, text.at, text.len);
        if (put < 0 && errno == EINTR)
            continue;
        if (put <= 0)
            return false;
        text = hf_str_part(text, (size_t)put, text.len);
    }
    return true;
}

static enum hf_rc fill(int fd, const char *directory, const char *path, struct hf_str text,
                       struct hf_err *err)
{
    HF_TRY(hf_keys_give(fd, directory, path, err));
    return write_all(fd, text) && fsync(fd) == 0 ? HF_OK : hf_keys_fail(path, err);
}

static enum hf_rc place(const char *fresh, const char *path, struct hf_err *err)
{
    if (link(fresh, path) == 0)
        return HF_OK;
    if (errno == EEXIST)
        return hf_fail(err, HF_WORD_key_exists, HF_STR_NONE, hf_str_of(path), HF_STR_NONE);
    return hf_keys_fail(path, err);
}

static enum hf_rc place_over(const char *fresh, const char *path, struct hf_err *err)
{
    return rename(fresh, path) == 0 ? HF_OK : hf_keys_fail(path, err);
}

int hf_keys_open_directory(const char *path)
{
    return open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

enum hf_rc hf_keys_sync_directory(const char *path, struct hf_err *err)
{
    int fd = hf_keys_open_directory(path);
    if (fd < 0)
        return hf_keys_fail(path, err);
    enum hf_rc rc = fsync(fd) == 0 ? HF_OK : hf_keys_fail(path, err);
    close(fd);
    return rc;
}

typedef enum hf_rc (*placing)(const char *fresh, const char *path, struct hf_err *err);

static enum hf_rc write_file(const char *directory, const char *name, struct hf_str text, placing place_it,
                             struct hf_err *err)
{
    char path[HF_KEYS_PATH_MAX], fresh[HF_KEYS_PATH_MAX];
    HF_TRY(hf_keys_path(directory, name, path, err));
    HF_TRY(hf_keys_path(directory, ".new.XXXXXX", fresh, err));
    int fd = mkostemp(fresh, O_CLOEXEC);
    if (fd < 0)
        return hf_keys_fail(path, err);
    enum hf_rc rc = fill(fd, directory, path, text, err);
    close(fd);
    if (rc == HF_OK)
        rc = place_it(fresh, path, err);
    unlink(fresh);
    return rc == HF_OK ? hf_keys_sync_directory(directory, err) : rc;
}

enum hf_rc hf_keys_write(const char *directory, const char *name, struct hf_str text, struct hf_err *err)
{
    return write_file(directory, name, text, place, err);
}

enum hf_rc hf_keys_replace(const char *directory, const char *name, struct hf_str text, struct hf_err *err)
{
    return write_file(directory, name, text, place_over, err);
}

static enum hf_rc guarded(int fd, const char *path, struct hf_err *err)
{
    struct stat file;
    if (fstat(fd, &file) != 0)
        return hf_keys_fail(path, err);
    if (!S_ISREG(file.st_mode))
        return hf_fail(err, HF_WORD_key_file_malformed, HF_STR_NONE, hf_str_of(path), HF_STR_NONE);
    if ((file.st_mode & 077) != 0)
        return hf_fail(err, HF_WORD_key_exposed, HF_STR_NONE, hf_str_of(path), HF_STR_NONE);
    return HF_OK;
}

static enum hf_rc read_all(int fd, const char *path, char *room, size_t size, struct hf_str *text,
                           struct hf_err *err)
{
    size_t len = 0;
    for (ssize_t got = 1; got != 0 && len < size;) {
        got = read(fd, room + len, size - len);
        if (got < 0 && errno != EINTR)
            return hf_keys_fail(path, err);
        len += got > 0 ? (size_t)got : 0;
    }
    if (len == size)
        return hf_fail(err, HF_WORD_key_file_malformed, HF_STR_NONE, hf_str_of(path), HF_STR_NONE);
    *text = (struct hf_str){room, len};
    return HF_OK;
}

enum hf_rc hf_keys_read(const char *path, bool lent, char *room, size_t size, struct hf_str *text,
                        struct hf_err *err)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | (lent ? 0 : O_NOFOLLOW));
    if (fd < 0 && errno == ENOENT)
        return hf_fail(err, HF_WORD_key_missing, HF_STR_NONE, hf_str_of(path), HF_STR_NONE);
    if (fd < 0)
        return hf_keys_fail(path, err);
    enum hf_rc rc = lent ? HF_OK : guarded(fd, path, err);
    if (rc == HF_OK)
        rc = read_all(fd, path, room, size, text, err);
    close(fd);
    if (rc != HF_OK)
        hf_key_wipe(room, size);
    return rc;
}
