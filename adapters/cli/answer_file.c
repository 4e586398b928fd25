/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/answer_file.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "cli/file.h"
#include "host/state.h"
#include "seal/token.h"

enum { FILE_MAX = 2 * HF_TOKEN_MAX };

static struct hf_str folder_of(struct hf_str path)
{
    size_t len = path.len;
    while (len > 0 && path.at[len - 1] != '/')
        len--;
    return hf_str_part(path, 0, len);
}

static const char *text_of(struct hf_cli *cli, struct hf_str folder)
{
    struct hf_buf text = hf_buf_in(cli->arena, folder.len + 2);
    hf_buf_put(&text, folder.len > 0 ? folder : HF_STR("."));
    hf_buf_put_char(&text, '\0');
    return hf_buf_str(&text).at;
}

static enum hf_rc lock(struct hf_cli *cli, struct hf_answer_file *file, struct hf_err *err)
{
    const char *folder = text_of(cli, folder_of(file->path));
    file->lock = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (file->lock < 0 || flock(file->lock, LOCK_EX) != 0)
        return hf_host_fail(folder, err);
    return HF_OK;
}

static enum hf_rc read_file(struct hf_cli *cli, struct hf_answer_file *file, struct hf_str txn,
                            struct hf_err *err)
{
    struct hf_str text;
    struct hf_json json;
    enum hf_rc rc = hf_file_read(file->path, FILE_MAX, cli->arena, &text, err);
    if (rc == HF_NOT_FOUND)
        return HF_OK;
    HF_TRY(rc);
    HF_TRY(hf_file_blame(file->path, hf_json_read(text, &hf_json_file_limits, cli->arena, &json, err), err));
    const struct hf_json *seq = HF_JSON_GET(&json, "seq");
    file->is_there = true;
    file->last = hf_json_text(&json, HF_STR("last"));
    file->has_seen = hf_digest_read(hf_json_text(&json, HF_STR("seen")), &file->seen);
    if (seq == NULL || seq->kind != HF_JSON_INT || seq->is.integer < 1 ||
        !hf_str_eq(hf_json_text(&json, HF_STR("txn")), txn) ||
        !hf_digest_read(hf_json_text(&json, HF_STR("prev")), &file->prev))
        return hf_fail(err, HF_WORD_answer_file, file->path, HF_STR_NONE, HF_STR_NONE);
    file->seq = seq->is.integer;
    return HF_OK;
}

enum hf_rc hf_answer_file_open(struct hf_cli *cli, struct hf_str request, struct hf_str txn,
                               struct hf_answer_file *out, struct hf_err *err)
{
    struct hf_buf path = hf_buf_in(cli->arena, request.len + txn.len + 8);
    hf_buf_put(&path, folder_of(request));
    hf_buf_put(&path, txn);
    hf_buf_put(&path, HF_STR(".thread"));
    *out = (struct hf_answer_file){.path = hf_buf_str(&path), .lock = -1};
    HF_TRY(lock(cli, out, err));
    enum hf_rc rc = read_file(cli, out, txn, err);
    if (rc != HF_OK)
        hf_answer_file_close(out);
    return rc;
}

struct hf_thread_mark hf_answer_file_next(struct hf_answer_file *file, const struct hf_digest *theirs)
{
    file->seen = *theirs;
    file->has_seen = true;
    return (struct hf_thread_mark){.seq = file->seq + 1,
                                   .prev = file->prev,
                                   .seen = *theirs,
                                   .has_prev = file->seq > 0,
                                   .has_seen = true};
}

static void add_digest(struct hf_cli *cli, struct hf_json_maker *made, struct hf_str name,
                       const struct hf_digest *digest)
{
    struct hf_buf text = hf_buf_in(cli->arena, HF_DIGEST_TEXT);
    hf_digest_put(&text, digest);
    hf_json_add(made, name, hf_json_of_text(hf_buf_str(&text)));
}

enum hf_rc hf_answer_file_keep(struct hf_cli *cli, struct hf_answer_file *file, struct hf_str txn,
                               struct hf_hasher *hasher, struct hf_str token, struct hf_err *err)
{
    struct hf_json_maker made = hf_json_make(cli->arena);
    struct hf_buf text = hf_buf_in(cli->arena, token.len + 512);
    hf_token_digest(hasher, token, &file->prev);
    hf_json_add(&made, HF_STR("last"), hf_json_of_text(token));
    add_digest(cli, &made, HF_STR("prev"), &file->prev);
    add_digest(cli, &made, HF_STR("seen"), &file->seen);
    hf_json_add(&made, HF_STR("seq"), hf_json_of_int(++file->seq));
    hf_json_add(&made, HF_STR("txn"), hf_json_of_text(txn));
    struct hf_json json = hf_json_object(&made);
    hf_json_write(&text, &json);
    hf_buf_put_char(&text, '\n');
    return file->is_there ? hf_file_replace(file->path, hf_buf_str(&text), cli->arena, err)
                          : hf_file_write(file->path, hf_buf_str(&text), cli->arena, err);
}

void hf_answer_file_close(struct hf_answer_file *file)
{
    if (file->lock >= 0)
        (void)close(file->lock);
    file->lock = -1;
}
