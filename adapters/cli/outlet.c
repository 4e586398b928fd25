/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/outlet.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/check.h"

static enum hf_rc unwritten(const struct hf_outlet *outlet, struct hf_err *err)
{
    return hf_fail(err, HF_WORD_cli_output, hf_str_of(outlet->name), hf_str_of(strerror(errno)), HF_STR_NONE);
}

static char *with_tail(struct hf_cli *cli, struct hf_str path, const char *tail)
{
    struct hf_buf name = hf_buf_in(cli->arena, path.len + strlen(tail) + 1);
    hf_buf_put(&name, path);
    hf_buf_put(&name, hf_str_of(tail));
    hf_buf_put_char(&name, '\0');
    HF_CHECK(name.at != NULL);
    return name.at;
}

static mode_t usual_mode(void)
{
    mode_t mask = umask(0);
    (void)umask(mask);
    return 0666 & ~mask;
}

/* A file beside the one that it will replace; what a link leads to is that. */
static int open_fresh(struct hf_outlet *out, const struct stat *status)
{
    char *target = status == NULL ? NULL : realpath(out->name, NULL);
    if (target != NULL)
        out->name = with_tail(out->cli, hf_str_of(target), "");
    free(target);
    out->fresh = with_tail(out->cli, hf_str_of(out->name), ".XXXXXX");
    int fd = mkostemp(out->fresh, O_CLOEXEC);
    if (fd < 0 || fchmod(fd, status == NULL ? usual_mode() : status->st_mode & 07777) == 0)
        return fd;
    (void)unlink(out->fresh);
    (void)close(fd);
    return -1;
}

enum hf_rc hf_outlet_open(struct hf_cli *cli, struct hf_str path, struct hf_outlet *out, struct hf_err *err)
{
    struct stat status;
    *out = (struct hf_outlet){.cli = cli, .file = cli->out};
    if (path.len == 0)
        return HF_OK;
    out->name = with_tail(cli, path, "");
    bool there = stat(out->name, &status) == 0;
    int fd = there && !S_ISREG(status.st_mode) ? open(out->name, O_WRONLY | O_NOCTTY | O_CLOEXEC)
                                               : open_fresh(out, there ? &status : NULL);
    out->file = fd < 0 ? NULL : fdopen(fd, "w");
    if (out->file == NULL)
        return unwritten(out, err);
    (void)setvbuf(out->file, NULL, _IONBF, 0); /* it comes in large pieces */
    return HF_OK;
}

/* ---- which file a path means ---- */

struct identity {
    dev_t device;
    ino_t number;       /* of the file, or of the folder where it will be */
    struct hf_str name; /* in that folder; "" where the file is there */
    bool known;
};

static struct identity identify(struct hf_cli *cli, struct hf_str path)
{
    struct stat status;
    struct hf_str folder = path, name = path;
    if (path.len > 0 && stat(with_tail(cli, path, ""), &status) == 0)
        return (struct identity){status.st_dev, status.st_ino, HF_STR_NONE, S_ISREG(status.st_mode)};
    while (folder.len > 0 && folder.at[folder.len - 1] != '/')
        folder.len--;
    name = hf_str_part(path, folder.len, path.len);
    bool there = name.len > 0 && stat(with_tail(cli, folder, "."), &status) == 0;
    return there ? (struct identity){status.st_dev, status.st_ino, name, true} : (struct identity){0};
}

static bool is_same(const struct identity *a, const struct identity *b)
{
    return a->known && b->known && a->device == b->device && a->number == b->number &&
           hf_str_eq(a->name, b->name);
}

enum hf_rc hf_outlet_apart(struct hf_cli *cli, const struct hf_outlet_file *file, size_t count,
                           struct hf_err *err)
{
    for (size_t i = 1; i < count; i++)
        for (size_t k = 0; k < i; k++) {
            struct identity a = identify(cli, file[i].path), b = identify(cli, file[k].path);
            if ((file[i].written || file[k].written) && is_same(&a, &b))
                return hf_fail(err, HF_WORD_trace_same_file, file[i].option, file[i].path, file[k].path);
        }
    return HF_OK;
}

enum hf_rc hf_outlet_put(struct hf_outlet *outlet, struct hf_buf *buf, struct hf_err *err)
{
    HF_CHECK(outlet->file != NULL); /* it was opened */
    bool well = buf->len == 0 || fwrite(buf->at, 1, buf->len, outlet->file) == buf->len;
    buf->len = 0;
    if (well)
        return HF_OK;
    if (outlet->name == NULL)
        outlet->cli->lost = outlet->cli->lost == 0 ? errno : outlet->cli->lost;
    return unwritten(outlet, err);
}

enum hf_rc hf_outlet_close(struct hf_outlet *outlet, enum hf_rc rc, struct hf_err *err)
{
    if (outlet->name == NULL)
        return rc;
    bool lasts = outlet->file == NULL || outlet->fresh == NULL || fsync(fileno(outlet->file)) == 0;
    bool closed = (outlet->file == NULL || fclose(outlet->file) == 0) && lasts;
    if (rc == HF_OK && closed && (outlet->fresh == NULL || rename(outlet->fresh, outlet->name) == 0))
        return HF_OK;
    if (rc == HF_OK)
        rc = unwritten(outlet, err);
    if (outlet->file != NULL && outlet->fresh != NULL)
        (void)unlink(outlet->fresh);
    return rc;
}

enum hf_rc hf_outlet_text(struct hf_cli *cli, struct hf_str path, struct hf_str text, struct hf_err *err)
{
    struct hf_outlet outlet;
    struct hf_buf buf = hf_buf_in(cli->arena, text.len + 1);
    sigset_t asked, before;
    hf_buf_put(&buf, text);
    (void)sigemptyset(&asked);
    (void)sigaddset(&asked, SIGINT);
    (void)sigaddset(&asked, SIGTERM);
    (void)sigprocmask(SIG_BLOCK, &asked, &before);
    enum hf_rc rc = hf_outlet_open(cli, path, &outlet, err);
    if (rc == HF_OK)
        rc = hf_outlet_put(&outlet, &buf, err);
    rc = hf_outlet_close(&outlet, rc, err);
    (void)sigprocmask(SIG_SETMASK, &before, NULL);
    return rc;
}

enum hf_rc hf_outlet_json(struct hf_cli *cli, struct hf_str path, const struct hf_json *json,
                          struct hf_err *err)
{
    struct hf_buf text = hf_buf_in(cli->arena, 4096);
    hf_json_write(&text, json);
    hf_buf_put_char(&text, '\n');
    return hf_outlet_text(cli, path, hf_buf_str(&text), err);
}
