/* SPDX-License-Identifier: Apache-2.0 */
#include "notify/box.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/code.h"
#include "seal/hash.h"

static enum hf_rc fail(const char *path, struct hf_err *err)
{
    return hf_fail(err, HF_WORD_spool_file, HF_STR_NONE, hf_str_of(path), hf_str_of(strerror(errno)));
}

bool hf_box_name_ok(struct hf_str name)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789-";
    for (size_t i = 0; i < name.len; i++)
        if (memchr(letters, name.at[i], sizeof letters - 1) == NULL)
            return false;
    return name.len > 0 && name.len <= HF_BOX_NAME_MAX;
}

static enum hf_rc make(const char *path, struct hf_err *err)
{
    struct stat found;
    if (mkdir(path, 0700) == 0 || (errno == EEXIST && stat(path, &found) == 0 && S_ISDIR(found.st_mode)))
        return HF_OK;
    return fail(path, err);
}

enum hf_rc hf_box_folder(const char *spool, struct hf_str box, const char *folder, char out[HF_BOX_PATH_MAX],
                         struct hf_err *err)
{
    if (snprintf(out, HF_BOX_PATH_MAX, "%s/%.*s", spool, HF_STR_ARG(box)) >= HF_BOX_PATH_MAX - 16)
        return hf_fail(err, HF_WORD_too_large, HF_STR_NONE, HF_STR("spool"), HF_STR("1000"));
    HF_TRY(make(out, err));
    size_t len = strlen(out);
    (void)snprintf(out + len, HF_BOX_PATH_MAX - len, "/%s", folder);
    return make(out, err);
}

void hf_box_file_name(struct hf_str bytes, char out[HF_BOX_FILE_NAME + 1])
{
    struct hf_hasher hasher;
    struct hf_digest digest;
    struct hf_buf text = {.at = out, .size = HF_BOX_FILE_NAME};
    hf_hasher_init(&hasher);
    hf_sha256(&hasher, (struct hf_str[]){HF_STR("holdfast/spool/v1\n"), bytes}, 2, &digest);
    hf_hasher_done(&hasher);
    hf_hex_put(&text, digest.byte, HF_BOX_FILE_NAME / 2);
    out[HF_BOX_FILE_NAME] = '\0';
}

static bool write_all(int fd, struct hf_str bytes)
{
    while (bytes.len > 0) {
        ssize_t done = write(fd, bytes.at, bytes.len);
        if (done < 0 && errno != EINTR)
            return false;
        bytes = hf_str_part(bytes, done > 0 ? (size_t)done : 0, bytes.len);
    }
    return fsync(fd) == 0;
}

/* A link keeps one that is there as it is, whoever came first. */
static bool settle(const char *folder, const char *fresh, const char *path)
{
    if (rename(fresh, path) != 0)
        return false;
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool well = fd >= 0 && fsync(fd) == 0;
    if (fd >= 0)
        (void)close(fd);
    return well;
}

enum hf_rc hf_box_put(const char *folder, const char *name, struct hf_str bytes, struct hf_err *err)
{
    char path[HF_BOX_PATH_MAX], fresh[HF_BOX_PATH_MAX];
    struct stat found;
    int lens[] = {snprintf(path, sizeof path, "%s/%s", folder, name),
                  snprintf(fresh, sizeof fresh, "%s/.XXXXXX", folder)};
    if (lens[0] >= HF_BOX_PATH_MAX || lens[1] >= HF_BOX_PATH_MAX)
        return hf_fail(err, HF_WORD_too_large, HF_STR_NONE, HF_STR("spool"), HF_STR("1000"));
    if (stat(path, &found) == 0 && S_ISREG(found.st_mode) && (size_t)found.st_size == bytes.len)
        return HF_OK;
    int fd = mkostemp(fresh, O_CLOEXEC);
    if (fd < 0)
        return fail(fresh, err);
    bool well = write_all(fd, bytes);
    enum hf_rc rc = close(fd) == 0 && well && settle(folder, fresh, path) ? HF_OK : fail(path, err);
    if (rc != HF_OK)
        (void)unlink(fresh);
    return rc;
}

bool hf_box_read(const char *folder, const char *name, char *room, size_t size, size_t *len,
                 struct stat *found)
{
    char path[HF_BOX_PATH_MAX];
    if (snprintf(path, sizeof path, "%s/%s", folder, name) >= HF_BOX_PATH_MAX)
        return false;
    int fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0)
        return false;
    bool well = fstat(fd, found) == 0 && S_ISREG(found->st_mode);
    size_t got = 0;
    for (ssize_t more = 1; well && more > 0 && got<size; got += more> 0 ? (size_t)more : 0) {
        more = read(fd, room + got, size - got);
        well = more >= 0;
    }
    (void)close(fd);
    *len = well && (size_t)found->st_size > got ? (size_t)found->st_size : got;
    return well;
}
