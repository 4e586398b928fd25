/* SPDX-License-Identifier: Apache-2.0 */
/* Read and added to under a lock of its own; what is read is verified link by link. */
#include "keys/journal.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/check.h"
#include "base/when.h"
#include "keys/file.h"

enum {
    NUMBER = 10,
    COUNT = 16,
    LINKED =
        NUMBER + HF_INSTANT_TEXT + 3 * HF_ID_TEXT + 2 * COUNT + HF_DIGEST_TEXT + 8, /* a space behind each */
    LINE = LINKED + HF_DIGEST_TEXT + 1
};
static const char name[] = "erasures", head[] = "holdfast/erasures/v1\n", tag[] = "holdfast/erasure/v1\n";

struct reading {
    int fd;
    struct hf_hasher *hasher;
    struct hf_digest link; /* of the last line read */
    int64_t lines;
};

static enum hf_rc broken(int64_t line, struct hf_err *err)
{
    char text[24];
    struct hf_buf number = HF_BUF(text);
    hf_buf_put_i64(&number, line);
    return hf_fail(err, HF_WORD_journal_broken, HF_STR_NONE, hf_buf_str(&number), HF_STR_NONE);
}

/* ---- one line ---- */

static void put_linked(struct hf_buf *out, const struct hf_erased_line *line)
{
    hf_buf_put_padded(out, (uint64_t)line->what.number, NUMBER);
    hf_buf_put_char(out, ' ');
    hf_instant_put(out, line->at_ms);
    hf_buf_put_char(out, ' ');
    hf_id_put(out, &line->what.file);
    hf_buf_put_char(out, ' ');
    hf_id_put(out, &line->what.subject);
    hf_buf_put_char(out, ' ');
    hf_id_put(out, &line->erasure);
    hf_buf_put_char(out, ' ');
    hf_buf_put_padded(out, (uint64_t)line->what.slot, COUNT);
    hf_buf_put_char(out, ' ');
    hf_buf_put_padded(out, (uint64_t)line->what.values, COUNT);
    hf_buf_put_char(out, ' ');
    hf_digest_put(out, &line->what.key);
    hf_buf_put_char(out, ' ');
}

static void link_line(struct reading *r, struct hf_str linked)
{
    const struct hf_str parts[] = {hf_str_of(tag), HF_PART(r->link), linked};
    struct hf_digest link;
    hf_sha256(r->hasher, parts, 3, &link);
    r->link = link;
    r->lines++;
}

static struct hf_str next(struct hf_str *rest, size_t width)
{
    struct hf_str text = hf_str_part(*rest, 0, width);
    *rest = hf_str_part(*rest, width + 1, rest->len);
    return text;
}

static bool read_number(struct hf_str *rest, size_t width, int64_t *out)
{
    struct hf_str text = next(rest, width);
    *out = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] < '0' || text.at[i] > '9')
            return false;
        *out = 10 * *out + (text.at[i] - '0');
    }
    return true;
}

/* What stands between the parts is covered by the link. */
static bool read_line(struct hf_str text, struct hf_erased_line *out)
{
    struct hf_str rest = text;
    return read_number(&rest, NUMBER, &out->what.number) &&
           hf_instant_read(next(&rest, HF_INSTANT_TEXT), &out->at_ms) &&
           hf_id_read(next(&rest, HF_ID_TEXT), &out->what.file) &&
           hf_id_read(next(&rest, HF_ID_TEXT), &out->what.subject) &&
           hf_id_read(next(&rest, HF_ID_TEXT), &out->erasure) && read_number(&rest, COUNT, &out->what.slot) &&
           read_number(&rest, COUNT, &out->what.values) &&
           hf_digest_read(next(&rest, HF_DIGEST_TEXT), &out->what.key);
}

/* ---- all of them ---- */

static enum hf_rc take_line(struct reading *r, const char bytes[LINE], hf_erased_fn each, void *context,
                            struct hf_err *err)
{
    struct hf_erased_line line;
    struct hf_digest link;
    link_line(r, (struct hf_str){bytes, LINKED});
    if (bytes[LINE - 1] != '\n' || !hf_digest_read((struct hf_str){bytes + LINKED, HF_DIGEST_TEXT}, &link) ||
        !hf_digest_eq(&link, &r->link) || !read_line((struct hf_str){bytes, LINKED}, &line) ||
        line.what.number != r->lines)
        return broken(r->lines, err);
    return each == NULL ? HF_OK : each(context, &line, err);
}

static enum hf_rc read_lines(struct reading *r, const char *path, hf_erased_fn each, void *context,
                             struct hf_err *err)
{
    char bytes[LINE];
    off_t at = sizeof head - 1;
    ssize_t got = pread(r->fd, bytes, sizeof head - 1, 0);
    if (got < 0)
        return hf_keys_fail(path, err);
    if (got > 0 && (got != sizeof head - 1 || memcmp(bytes, head, sizeof head - 1) != 0))
        return broken(0, err);
    for (; (got = pread(r->fd, bytes, LINE, at)) == LINE && memchr(bytes, 0, LINE) == NULL; at += LINE)
        HF_TRY(take_line(r, bytes, each, context, err));
    return got < 0 ? hf_keys_fail(path, err) : HF_OK;
}

enum hf_rc hf_erased_each(const char *state, struct hf_hasher *hasher, hf_erased_fn each, void *context,
                          struct hf_err *err)
{
    char path[HF_KEYS_PATH_MAX];
    struct reading r = {.hasher = hasher};
    HF_TRY(hf_keys_path(state, name, path, err));
    r.fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (r.fd < 0)
        return errno == ENOENT ? HF_OK : hf_keys_fail(path, err);
    enum hf_rc rc = read_lines(&r, path, each, context, err);
    close(r.fd);
    return rc;
}

/* ---- more of them ---- */

static bool put_at(int fd, struct hf_str text, off_t at)
{
    return pwrite(fd, text.at, text.len, at) == (ssize_t)text.len;
}

static bool put_line(struct reading *r, struct hf_erased_line *line)
{
    char bytes[LINE];
    struct hf_buf out = HF_BUF(bytes);
    off_t at = (off_t)sizeof head - 1 + (off_t)r->lines * LINE;
    line->what.number = r->lines + 1;
    put_linked(&out, line);
    link_line(r, hf_buf_str(&out));
    hf_digest_put(&out, &r->link);
    hf_buf_put_char(&out, '\n');
    HF_CHECK(out.len == LINE);
    return put_at(r->fd, hf_buf_str(&out), at);
}

static enum hf_rc add_lines(struct reading *r, const char *path, struct hf_erased_line *lines, size_t count,
                            struct hf_err *err)
{
    HF_TRY(read_lines(r, path, NULL, NULL, err));
    bool put = put_at(r->fd, hf_str_of(head), 0);
    for (size_t i = 0; put && i < count; i++)
        put = put_line(r, &lines[i]);
    return put && fsync(r->fd) == 0 ? HF_OK : hf_keys_fail(path, err);
}

enum hf_rc hf_erased_add(const char *state, struct hf_hasher *hasher, struct hf_erased_line *lines,
                         size_t count, struct hf_err *err)
{
    char path[HF_KEYS_PATH_MAX];
    struct reading r = {.hasher = hasher};
    HF_TRY(hf_keys_path(state, name, path, err));
    r.fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (r.fd < 0)
        return hf_keys_fail(path, err);
    enum hf_rc rc = hf_keys_give(r.fd, state, path, err);
    if (rc == HF_OK && flock(r.fd, LOCK_EX) != 0)
        rc = hf_keys_fail(path, err);
    if (rc == HF_OK)
        rc = add_lines(&r, path, lines, count, err);
    close(r.fd);
    return rc == HF_OK ? hf_keys_sync_directory(state, err) : rc;
}
