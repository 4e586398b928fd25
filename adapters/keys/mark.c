/* SPDX-License-Identifier: Apache-2.0 */
#include "keys/mark.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FROZEN_MAX = 256, LINE_MAX_BYTES = 1024 };

static const enum hf_word reasons[] = {HF_WORD_signer_cut, HF_WORD_signer_fork, HF_WORD_signer_ahead,
                                       HF_WORD_signer_lost};

/* ---- the mark ---- */

static enum hf_rc directory_of(const char *state, char out[HF_KEYS_PATH_MAX], struct hf_err *err)
{
    return hf_keys_path(state, "signer", out, err);
}

static enum hf_rc make_directory(const char *state, const char *directory, struct hf_err *err)
{
    if (mkdir(directory, 0700) != 0 && errno != EEXIST)
        return hf_keys_fail(directory, err);
    int fd = hf_keys_open_directory(directory);
    enum hf_rc rc = fd < 0 ? hf_keys_fail(directory, err) : hf_keys_give(fd, state, directory, err);
    if (fd >= 0)
        close(fd);
    return rc == HF_OK ? hf_keys_sync_directory(state, err) : rc;
}

static void put_frontier(struct hf_buf *text, struct hf_str origin, const struct hf_frontier *mark)
{
    hf_mark_put(text, origin, mark);
    HF_CHECK(!text->full);
}

enum hf_rc hf_mark_store(const char *state, struct hf_str origin, const struct hf_frontier *mark,
                         struct hf_err *err)
{
    char directory[HF_KEYS_PATH_MAX], room[HF_MARK_TEXT_MAX];
    struct hf_buf text = HF_BUF(room);
    put_frontier(&text, origin, mark);
    HF_TRY(directory_of(state, directory, err));
    return hf_keys_replace(directory, "mark", hf_buf_str(&text), err);
}

static enum hf_rc read_mark(const char *state, char room[HF_MARK_TEXT_MAX], struct hf_str *origin,
                            struct hf_frontier *out, struct hf_err *err)
{
    char path[HF_KEYS_PATH_MAX];
    struct hf_str text;
    HF_TRY(hf_keys_path(state, "signer/mark", path, err));
    HF_TRY(hf_keys_read(path, false, room, HF_MARK_TEXT_MAX, &text, err));
    return hf_mark_read(text, origin, out, err);
}

enum hf_rc hf_mark_load(const char *state, struct hf_str origin, struct hf_frontier *out, struct hf_err *err)
{
    char room[HF_MARK_TEXT_MAX];
    struct hf_frontier mark;
    struct hf_str name;
    HF_TRY(read_mark(state, room, &name, &mark, err));
    if (!hf_str_eq(name, origin))
        return hf_fail(err, HF_WORD_signer_mark_malformed, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
    *out = mark;
    return HF_OK;
}

static bool was_signed(const char *state)
{
    char room[HF_MARK_TEXT_MAX];
    struct hf_frontier mark = {0};
    struct hf_str name;
    struct hf_err unread;
    return read_mark(state, room, &name, &mark, &unread) == HF_OK && mark.size > 0;
}

enum hf_rc hf_mark_found(const char *state, struct hf_str origin, struct hf_err *err)
{
    char directory[HF_KEYS_PATH_MAX];
    HF_TRY(directory_of(state, directory, err));
    if (was_signed(state))
        return hf_fail(err, HF_WORD_signer_mark_exists, HF_STR_NONE, hf_str_of(directory), HF_STR_NONE);
    HF_TRY(make_directory(state, directory, err));
    return hf_mark_store(state, origin, &(struct hf_frontier){0}, err);
}

/* ---- the freeze ---- */

static struct hf_str code_of(enum hf_word word)
{
    const struct hf_err told = {.word = word};
    return hf_err_code(&told);
}

static struct hf_str cut_number(struct hf_str *text, char end, uint64_t *out)
{
    struct hf_str number = hf_str_cut(text, end);
    int64_t value = 0;
    if (hf_str_i64(number, &value) && value >= 0)
        *out = (uint64_t)value;
    return number;
}

/* "signer_cut 120 80\n". What cannot be read is a freeze all the same: nobody ends one by spoiling a file. */
enum hf_rc hf_frozen_load(const char *state, struct hf_frozen *out, struct hf_err *err)
{
    char path[HF_KEYS_PATH_MAX], room[FROZEN_MAX];
    struct hf_str text;
    *out = (struct hf_frozen){.word = HF_WORD_signer_lost};
    HF_TRY(hf_keys_path(state, "signer/frozen", path, err));
    if (access(path, F_OK) != 0 && errno == ENOENT) {
        out->word = HF_WORD_ok;
        return HF_OK;
    }
    HF_TRY(hf_keys_read(path, false, room, sizeof room, &text, err));
    struct hf_str code = hf_str_cut(&text, ' ');
    for (size_t i = 0; i < sizeof reasons / sizeof reasons[0]; i++)
        if (hf_str_eq(code, code_of(reasons[i])))
            out->word = reasons[i];
    cut_number(&text, ' ', &out->marked);
    cut_number(&text, '\n', &out->shown);
    return HF_OK;
}

static void put_frozen(struct hf_buf *text, const struct hf_frozen *frozen)
{
    hf_buf_put(text, code_of(frozen->word));
    hf_buf_put_char(text, ' ');
    hf_buf_put_padded(text, frozen->marked, 1);
    hf_buf_put_char(text, ' ');
    hf_buf_put_padded(text, frozen->shown, 1);
}

enum hf_rc hf_frozen_store(const char *state, const struct hf_frozen *frozen, struct hf_err *err)
{
    char directory[HF_KEYS_PATH_MAX], room[FROZEN_MAX];
    struct hf_buf text = HF_BUF(room);
    put_frozen(&text, frozen);
    hf_buf_put_char(&text, '\n');
    HF_TRY(directory_of(state, directory, err));
    return hf_keys_replace(directory, "frozen", hf_buf_str(&text), err);
}

enum hf_rc hf_frozen_end(const char *state, struct hf_err *err)
{
    char directory[HF_KEYS_PATH_MAX], path[HF_KEYS_PATH_MAX];
    HF_TRY(directory_of(state, directory, err));
    HF_TRY(hf_keys_path(state, "signer/frozen", path, err));
    return unlink(path) == 0 || errno == ENOENT ? hf_keys_sync_directory(directory, err)
                                                : hf_keys_fail(path, err);
}

enum hf_rc hf_journal_add(const char *state, const struct hf_frozen *frozen, uint64_t size,
                          struct hf_str trace, struct hf_err *err)
{
    char path[HF_KEYS_PATH_MAX], room[LINE_MAX_BYTES];
    struct hf_buf line = HF_BUF(room);
    hf_buf_put(&line, HF_STR("released "));
    put_frozen(&line, frozen);
    hf_buf_put_char(&line, ' ');
    hf_buf_put_padded(&line, size, 1);
    hf_buf_put_char(&line, ' ');
    hf_buf_put(&line, trace);
    hf_buf_put_char(&line, '\n');
    HF_TRY(hf_keys_path(state, "signer/journal", path, err));
    int fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0)
        return hf_keys_fail(path, err);
    enum hf_rc rc = hf_keys_give(fd, state, path, err);
    if (rc == HF_OK && (write(fd, line.at, line.len) != (ssize_t)line.len || fsync(fd) != 0))
        rc = hf_keys_fail(path, err);
    close(fd);
    return rc;
}

enum hf_rc hf_frozen_tell(const struct hf_frozen *frozen, struct hf_err *err)
{
    char marked[24], shown[24];
    struct hf_buf a = HF_BUF(marked), b = HF_BUF(shown);
    hf_buf_put_padded(&a, frozen->marked, 1);
    hf_buf_put_padded(&b, frozen->shown, 1);
    struct hf_str first = frozen->word == HF_WORD_signer_lost ? HF_STR("STATE/signer/mark") : hf_buf_str(&a);
    return hf_fail(err, frozen->word, HF_STR_NONE, first, hf_buf_str(&b));
}
