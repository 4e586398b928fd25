/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static enum hf_rc fault(struct hf_str path, struct hf_err *err)
{
    if (errno == ENOENT || errno == ENOTDIR)
        return hf_fail(err, HF_WORD_cli_no_file, path, HF_STR_NONE, HF_STR_NONE);
    return hf_fail(err, HF_WORD_cli_file, path, hf_str_of(strerror(errno)), HF_STR_NONE);
}

/* With a NUL behind it, and room for `more` bytes before that. */
static char *name_of(struct hf_str path, size_t more, struct hf_arena *arena)
{
    char *name = HF_NEW(arena, char, path.len + more + 1);
    if (path.len > 0)
        memcpy(name, path.at, path.len);
    return name;
}

static int open_path(struct hf_str path, struct hf_arena *arena)
{
    if (hf_str_eq(path, HF_STR("-")))
        return STDIN_FILENO;
    return open(name_of(path, 0, arena), O_RDONLY | O_CLOEXEC);
}

static enum hf_rc too_large(struct hf_str path, size_t most, struct hf_err *err)
{
    char digits[24];
    struct hf_buf limit = HF_BUF(digits);
    hf_buf_put_i64(&limit, (int64_t)most);
    hf_buf_put(&limit, HF_STR(" B"));
    return hf_fail(err, HF_WORD_too_large, HF_STR_NONE, path, hf_buf_str(&limit));
}

/* Room for what the file says it holds and one byte more, so that its end is seen without growing. */
static size_t expected(int fd, size_t most)
{
    struct stat status;
    size_t size = fstat(fd, &status) == 0 && S_ISREG(status.st_mode) ? (size_t)status.st_size + 1 : 65536;
    return size > most ? most + 1 : size;
}

static enum hf_rc read_all(int fd, struct hf_str path, size_t most, struct hf_buf *text, struct hf_err *err)
{
    for (;;) {
        if (text->len > most)
            return too_large(path, most, err);
        size_t room = text->size - text->len;
        if (room == 0 && !hf_buf_reserve(text, room = text->size))
            return hf_fail(err, HF_WORD_no_memory, path, path, HF_STR_NONE);
        ssize_t got = read(fd, text->at + text->len, room);
        if (got == 0)
            return HF_OK;
        if (got < 0 && errno != EINTR)
            return fault(path, err);
        text->len += got < 0 ? 0 : (size_t)got;
    }
}

enum hf_rc hf_file_read(struct hf_str path, size_t most, struct hf_arena *arena, struct hf_str *out,
                        struct hf_err *err)
{
    int fd = open_path(path, arena);
    if (fd < 0)
        return fault(path, err);
    if (fd == STDIN_FILENO && isatty(fd))
        return hf_fail(err, HF_WORD_cli_terminal, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
    struct hf_buf text = {.size = expected(fd, most), .arena = arena};
    text.at = hf_arena_try(arena, 1, 1, text.size);
    enum hf_rc rc = text.at == NULL ? hf_fail(err, HF_WORD_no_memory, path, path, HF_STR_NONE)
                                    : read_all(fd, path, most, &text, err);
    if (fd != STDIN_FILENO)
        (void)close(fd);
    if (rc == HF_OK)
        *out = hf_buf_str(&text);
    return rc;
}

/* ---- writing ---- */

static enum hf_rc unwritten(struct hf_str path, struct hf_err *err)
{
    return hf_fail(err, HF_WORD_cli_output, path, hf_str_of(strerror(errno)), HF_STR_NONE);
}

bool hf_file_put_down(int fd, struct hf_str bytes)
{
    bool well = true;
    while (well && bytes.len > 0) {
        ssize_t done = write(fd, bytes.at, bytes.len);
        well = done > 0 || errno == EINTR;
        bytes = hf_str_part(bytes, done > 0 ? (size_t)done : 0, bytes.len);
    }
    return well && (fsync(fd) == 0 || errno == EINVAL); /* a device or a pipe has no disk below it */
}

static bool put_down(int fd, struct hf_str bytes)
{
    bool well = hf_file_put_down(fd, bytes);
    int fault = errno;
    (void)close(fd);
    errno = fault;
    return well;
}

enum hf_rc hf_file_write(struct hf_str path, struct hf_str bytes, struct hf_arena *arena, struct hf_err *err)
{
    int fd = open(name_of(path, 0, arena), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    return fd >= 0 && put_down(fd, bytes) ? HF_OK : unwritten(path, err);
}

/* What stands there keeps its rights; the new bytes are there whole before they take its place. */
static bool put_in_place(const char *name, char *fresh, struct hf_str bytes)
{
    struct stat status;
    if (stat(name, &status) != 0)
        return false;
    if (!S_ISREG(status.st_mode)) {
        errno = EINVAL;
        return false;
    }
    int fd = mkostemp(fresh, O_CLOEXEC);
    if (fd < 0)
        return false;
    bool well = fchmod(fd, status.st_mode & 07777) == 0;
    well = put_down(fd, bytes) && well && rename(fresh, name) == 0;
    int fault = errno;
    if (!well)
        (void)unlink(fresh);
    errno = fault;
    return well;
}

/* Through links to the file itself, so that they go on leading to it. */
enum hf_rc hf_file_replace(struct hf_str path, struct hf_str bytes, struct hf_arena *arena,
                           struct hf_err *err)
{
    char *target = realpath(name_of(path, 0, arena), NULL);
    if (target == NULL)
        return unwritten(path, err);
    struct hf_str name = hf_str_of(target);
    static const char ending[] = ".XXXXXX";
    char *fresh = name_of(name, sizeof ending - 1, arena);
    memcpy(fresh + name.len, ending, sizeof ending);
    enum hf_rc rc = put_in_place(target, fresh, bytes) ? HF_OK : unwritten(path, err);
    free(target);
    return rc;
}

enum hf_rc hf_file_blame(struct hf_str path, enum hf_rc rc, struct hf_err *err)
{
    if (rc == HF_OK)
        return rc;
    char room[HF_ERR_WHERE_MAX] = "";
    struct hf_buf where = HF_BUF(room);
    hf_buf_put(&where, path);
    if (err->where[0] != '\0')
        hf_buf_put_char(&where, ':');
    hf_buf_put(&where, hf_str_of(err->where));
    size_t len = where.len < sizeof room ? where.len : sizeof room - 1;
    memcpy(err->where, room, len);
    err->where[len] = '\0';
    return rc;
}

/* ---- writing what others may read ---- */

enum { FOR_ALL = 0666 }; /* less the umask */

enum hf_rc hf_file_new(struct hf_str path, struct hf_str bytes, struct hf_arena *arena, struct hf_err *err)
{
    int fd = open(name_of(path, 0, arena), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, FOR_ALL);
    return fd >= 0 && put_down(fd, bytes) ? HF_OK : unwritten(path, err);
}

enum hf_rc hf_file_put(struct hf_str path, struct hf_str bytes, struct hf_arena *arena, struct hf_err *err)
{
    struct stat status;
    const char *name = name_of(path, 0, arena);
    if (stat(name, &status) == 0 && S_ISREG(status.st_mode))
        return hf_file_replace(path, bytes, arena, err);
    int fd = open(name, O_WRONLY | O_CREAT | O_NOCTTY | O_CLOEXEC, FOR_ALL);
    return fd >= 0 && put_down(fd, bytes) ? HF_OK : unwritten(path, err);
}
