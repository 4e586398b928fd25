/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/tile_folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/file.h"

enum { FOR_ALL = 0666, FOLDER_FOR_ALL = 0777, READ_MAX = 1 << 20 };

/* A path below the top, with a NUL behind it. */
static char *below(const struct hf_tile_disk *disk, struct hf_str path)
{
    struct hf_buf full = hf_buf_in(disk->arena, disk->top.len + path.len + 2);
    hf_buf_put(&full, disk->top);
    hf_buf_put_char(&full, '/');
    hf_buf_put(&full, path);
    hf_buf_put_char(&full, '\0');
    return full.at;
}

static enum hf_rc unwritten(const char *path, struct hf_err *err)
{
    return hf_fail(err, HF_WORD_cli_output, hf_str_of(path), hf_str_of(strerror(errno)), HF_STR_NONE);
}

/* ---- reading ---- */

static enum hf_rc read_file(void *self, struct hf_str path, struct hf_arena *arena, struct hf_str *out,
                            struct hf_err *err)
{
    const struct hf_tile_disk *disk = self;
    *out = HF_STR_NONE;
    enum hf_rc rc = hf_file_read(hf_str_of(below(disk, path)), READ_MAX, arena, out, err);
    return rc == HF_NOT_FOUND ? HF_OK : rc;
}

static bool is_there(const struct hf_tile_disk *disk, const char *path, struct hf_str bytes, bool stays)
{
    struct stat status;
    struct hf_str there;
    struct hf_err unread;
    if (stat(path, &status) != 0 || !S_ISREG(status.st_mode) || status.st_size != (off_t)bytes.len)
        return false;
    return stays || (hf_file_read(hf_str_of(path), bytes.len, disk->arena, &there, &unread) == HF_OK &&
                     hf_str_eq(there, bytes));
}

/* ---- writing ---- */

/* Every folder on the way to the file. */
static enum hf_rc make_way(char *path, struct hf_err *err)
{
    for (char *at = path + 1; *at != '\0'; at++) {
        if (*at != '/')
            continue;
        *at = '\0';
        if (mkdir(path, FOLDER_FOR_ALL) != 0 && errno != EEXIST)
            return unwritten(path, err);
        *at = '/';
    }
    return HF_OK;
}

/* That the name leads there is on the disk, too. */
static bool settle(char *path)
{
    char *end = strrchr(path, '/');
    *end = '\0';
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    *end = '/';
    bool well = fd >= 0 && fsync(fd) == 0;
    if (fd >= 0)
        (void)close(fd);
    return well;
}

static bool put_in_place(char *path, const char *fresh, struct hf_str bytes)
{
    int fd = open(fresh, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, FOR_ALL);
    bool well = fd >= 0 && hf_file_put_down(fd, bytes);
    int fault = errno;
    if (fd >= 0)
        (void)close(fd);
    errno = fault;
    well = well && rename(fresh, path) == 0;
    fault = errno;
    if (!well)
        (void)unlink(fresh);
    errno = fault;
    return well && settle(path);
}

static enum hf_rc put(void *self, struct hf_str path, struct hf_str bytes, bool stays, struct hf_err *err)
{
    struct hf_tile_disk *disk = self;
    size_t mark = hf_arena_mark(disk->arena);
    char *full = below(disk, path), *fresh = below(disk, HF_STR(".new"));
    enum hf_rc rc = HF_OK;
    if (!is_there(disk, full, bytes, stays)) {
        rc = make_way(full, err);
        if (rc == HF_OK && !put_in_place(full, fresh, bytes))
            rc = unwritten(full, err);
        disk->written += rc == HF_OK;
    }
    hf_arena_reset(disk->arena, mark);
    return rc;
}

static enum hf_rc append_at(int fd, size_t at, size_t length, struct hf_str bytes, const char *path,
                            struct hf_err *err)
{
    struct stat status;
    if (fd < 0 || fstat(fd, &status) != 0)
        return unwritten(path, err);
    if (status.st_size != (off_t)length)
        return hf_fail(err, HF_WORD_contended, hf_str_of(path), HF_STR_NONE, HF_STR_NONE);
    bool well = lseek(fd, (off_t)at, SEEK_SET) >= 0 && hf_file_put_down(fd, bytes);
    if (well && ftruncate(fd, (off_t)(at + bytes.len)) == 0)
        return HF_OK;
    enum hf_rc rc = unwritten(path, err);
    (void)!ftruncate(fd, (off_t)at); /* nothing half */
    return rc;
}

static enum hf_rc append(void *self, struct hf_str path, size_t at, size_t length, struct hf_str bytes,
                         struct hf_err *err)
{
    const struct hf_tile_disk *disk = self;
    const char *full = below(disk, path);
    int fd = open(full, O_WRONLY | O_NOFOLLOW | O_CLOEXEC);
    enum hf_rc rc = append_at(fd, at, length, bytes, full, err);
    if (fd >= 0)
        (void)close(fd);
    return rc;
}

/* ---- taking away ---- */

static void drop(void *self, struct hf_str path)
{
    const struct hf_tile_disk *disk = self;
    size_t mark = hf_arena_mark(disk->arena);
    const char *full = below(disk, path);
    DIR *folder = opendir(full);
    const struct dirent *entry;
    while (folder != NULL && (entry = readdir(folder)) != NULL)
        if (entry->d_name[0] != '.')
            (void)unlinkat(dirfd(folder), entry->d_name, 0);
    if (folder != NULL)
        (void)closedir(folder);
    (void)rmdir(full);
    hf_arena_reset(disk->arena, mark);
}

struct hf_tile_folder hf_tile_disk_open(struct hf_tile_disk *disk, struct hf_str top, struct hf_arena *arena)
{
    *disk = (struct hf_tile_disk){.top = top, .arena = arena};
    return (struct hf_tile_folder){
        .self = disk, .name = top, .read = read_file, .put = put, .append = append, .drop = drop};
}
