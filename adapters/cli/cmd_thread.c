/* SPDX-License-Identifier: Apache-2.0 */
/*
 * thread verify: what a focal point needs to hold us to our word, and we them, years later. It reads files
 * and keys and nothing else; there is no state directory, database or network in it.
 */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/code.h"
#include "cli/cmd.h"
#include "cli/envelope.h"
#include "cli/file.h"
#include "cli/output.h"
#include "host/state.h"
#include "seal/jwe.h"
#include "seal/thread.h"

enum { KEYS_MAX = 64, FILE_MAX = 16 * 1024 * 1024, PATH_SIZE = 1024 };

struct reading {
    struct hf_cli *cli;
    struct hf_hasher *hasher;
    struct hf_thread_case given;
    size_t room;
    struct hf_seed secret; /* of an X25519 key */
    bool has_secret;
};

/* ---- keys ---- */

/* "https://court.example=court.jwks.json"; an issuer has a colon before its '=' and a file need not be bound.
 */
static void split_keys(struct hf_str said, struct hf_str *issuer, struct hf_str *path)
{
    struct hf_str rest = said, first = hf_str_cut(&rest, '=');
    bool bound = rest.at != NULL && hf_str_contains(first, HF_STR("://"));

    *issuer = bound ? first : HF_STR_NONE;
    *path = bound ? rest : said;
}

/* A set, one key, or what `key public --json` prints: {"issuer":...,"jwks":{...}}. */
static enum hf_rc read_set(struct reading *r, struct hf_str text, struct hf_jwk *keys, size_t *count,
                           struct hf_str *issuer, struct hf_err *err)
{
    struct hf_json json;
    struct hf_buf set = hf_buf_in(r->cli->arena, text.len);

    HF_TRY(hf_json_read(text, &hf_json_file_limits, r->cli->arena, &json, err));
    const struct hf_json *inner = HF_JSON_GET(&json, "jwks");
    if (inner != NULL && issuer->len == 0)
        *issuer = hf_json_text(&json, HF_STR("issuer"));
    if (HF_JSON_GET(&json, "kty") != NULL) {
        *count = 1;
        return hf_jwk_read(&json, keys, err);
    }
    hf_json_write(&set, inner != NULL ? inner : &json);
    return hf_jwks_read(hf_buf_str(&set), r->cli->arena, keys, count, err);
}

static enum hf_rc add_keys(struct reading *r, struct hf_str said, struct hf_err *err)
{
    struct hf_jwk *keys = HF_NEW(r->cli->arena, struct hf_jwk, KEYS_MAX);
    struct hf_str issuer, path, text;
    size_t count = KEYS_MAX;

    split_keys(said, &issuer, &path);
    HF_TRY(hf_file_read(path, FILE_MAX, r->cli->arena, &text, err));
    HF_TRY(hf_file_blame(path, read_set(r, text, keys, &count, &issuer, err), err));
    for (size_t i = 0; i < count && r->given.keys < KEYS_MAX; i++)
        if (keys[i].kind != HF_JWK_X25519)
            r->given.key[r->given.keys++] = (struct hf_thread_key){.key = keys[i], .issuer = issuer};
    return HF_OK;
}

static enum hf_rc read_keys(struct reading *r, struct hf_err *err)
{
    r->given.key = HF_NEW(r->cli->arena, struct hf_thread_key, KEYS_MAX);
    for (size_t i = 0; i < r->cli->givens; i++)
        if (hf_str_eq(r->cli->given[i].flag->name, HF_STR("keys")))
            HF_TRY(add_keys(r, r->cli->given[i].value, err));
    if (r->given.keys == 0)
        return hf_fail(err, HF_WORD_cli_needed, r->cli->typed, HF_STR("keys"),
                       HF_STR("https://court.example=FILE"));
    return HF_OK;
}

static enum hf_rc read_secret(struct reading *r, struct hf_err *err)
{
    struct hf_str path = hf_cli_value(r->cli, HF_STR("secret"));

    r->has_secret = path.len > 0;
    return r->has_secret ? hf_envelope_secret(r->cli, path, HF_STR("X25519"), &r->secret, err) : HF_OK;
}

/* ---- tokens ---- */

static enum hf_rc add_token(struct reading *r, struct hf_str compact, struct hf_str where, struct hf_err *err)
{
    struct hf_thread_message *m;

    if (r->given.messages == HF_THREAD_MESSAGES_MAX)
        return hf_fail(err, HF_WORD_too_large, where, hf_cli_arg(r->cli, 0), HF_STR("16384"));
    r->given.message =
        hf_arena_room(r->cli->arena, r->given.message, r->given.messages, &r->room, sizeof(*m));
    m = &r->given.message[r->given.messages++];
    *m = (struct hf_thread_message){.compact = compact, .where = where};
    const struct hf_seed *secret = r->has_secret ? &r->secret : NULL;
    enum hf_rc rc = hf_envelope_open(r->cli, r->hasher, secret, where, &m->compact, err);
    return rc == HF_OK ? HF_OK : HF_UNVERIFIED;
}

static struct hf_str joined(struct reading *r, struct hf_str a, char between, struct hf_str b)
{
    struct hf_buf out = hf_buf_in(r->cli->arena, a.len + b.len + 1);

    hf_buf_put(&out, a);
    hf_buf_put_char(&out, between);
    hf_buf_put(&out, b);
    return hf_buf_str(&out);
}

/* One token a line; empty lines are passed over. */
static enum hf_rc read_file(struct reading *r, struct hf_str path, struct hf_err *err)
{
    struct hf_str text;

    HF_TRY(hf_file_read(path, FILE_MAX, r->cli->arena, &text, err));
    for (size_t n = 1; text.len > 0; n++) {
        struct hf_str line = hf_str_trim(hf_str_cut(&text, '\n'));
        if (line.len > 0)
            HF_TRY(add_token(r, line, joined(r, path, ':', hf_cli_number(r->cli, n)), err));
    }
    return HF_OK;
}

static int is_seen(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

static bool is_folder(struct hf_str path)
{
    char text[PATH_SIZE];
    struct stat found;
    struct hf_buf out = {.at = text, .size = sizeof(text) - 1};

    hf_buf_put(&out, path);
    text[out.len] = '\0';
    return !out.full && stat(text, &found) == 0 && S_ISDIR(found.st_mode);
}

static enum hf_rc read_entry(struct reading *r, struct hf_str path, struct hf_err *err)
{
    if (!hf_str_ends(path, HF_STR(".jwt")) && !hf_str_ends(path, HF_STR(".txt")))
        return HF_OK;
    return read_file(r, path, err);
}

/* The files *.jwt and *.txt of a folder by name; of a folder of folders (in/, out/) those of each. */
static enum hf_rc read_folder(struct reading *r, struct hf_str folder, unsigned depth, struct hf_err *err);

/* NOLINTNEXTLINE(misc-no-recursion): as below */
static enum hf_rc read_named(struct reading *r, struct hf_str path, unsigned depth, struct hf_err *err)
{
    if (is_folder(path))
        return depth > 0 ? read_folder(r, path, depth - 1, err) : HF_OK;
    return read_entry(r, path, err);
}

/* NOLINTNEXTLINE(misc-no-recursion): at most two deep */
static enum hf_rc read_folder(struct reading *r, struct hf_str folder, unsigned depth, struct hf_err *err)
{
    char *name = HF_NEW(r->cli->arena, char, folder.len + 1);
    struct dirent **entry;
    enum hf_rc rc = HF_OK;

    memcpy(name, folder.at, folder.len);
    int count = scandir(name, &entry, is_seen, alphasort);
    if (count < 0)
        return hf_host_fail(name, err);
    for (int i = 0; i < count; i++) {
        if (rc == HF_OK)
            rc = read_named(r,
                            joined(r, folder, '/', hf_arena_keep(r->cli->arena, hf_str_of(entry[i]->d_name))),
                            depth, err);
        free(entry[i]);
    }
    free(entry);
    return rc;
}

static enum hf_rc read_tokens(struct reading *r, struct hf_err *err)
{
    struct hf_str path = hf_cli_arg(r->cli, 0);

    if (is_folder(path))
        HF_TRY(read_folder(r, path, 1, err));
    else
        HF_TRY(read_file(r, path, err));
    return r->given.messages > 0 ? HF_OK : hf_fail(err, HF_WORD_thread_empty, HF_STR_NONE, path, HF_STR_NONE);
}

/* ---- what is told ---- */

static struct hf_json keys_json(struct reading *r, const struct hf_thread_told *told, size_t side)
{
    struct hf_json_maker all = hf_json_make(r->cli->arena);

    for (size_t k = 0; k < r->given.keys; k++) {
        const struct hf_thread_key *key = &r->given.key[k];
        bool used = false;
        for (size_t i = 0; i < told->messages[side]; i++)
            used = used || told->side[side][i]->key == key;
        struct hf_buf text = hf_buf_in(r->cli->arena, HF_DIGEST_TEXT);
        hf_digest_put(&text, &key->thumbprint);
        if (used)
            hf_json_add(&all, HF_STR_NONE, hf_json_of_text(hf_buf_str(&text)));
    }
    return hf_json_list(&all);
}

/* A row for each side that has spoken. */
static void add_sides(struct reading *r, const struct hf_thread_told *told, struct hf_json_maker *rows)
{
    for (size_t side = 0; side < 2; side++) {
        struct hf_json_maker row = hf_json_make(r->cli->arena);
        if (told->messages[side] == 0)
            continue;
        hf_json_add(&row, HF_STR("thread"), hf_json_of_text(told->txn));
        hf_json_add(&row, HF_STR("issuer"), hf_json_of_text(told->issuer[side]));
        hf_json_add(&row, HF_STR("messages"), hf_json_of_int((int64_t)told->messages[side]));
        hf_json_add(&row, HF_STR("crossed"), hf_json_of_int((int64_t)told->crossed));
        hf_json_add(&row, HF_STR("fingerprints"), keys_json(r, told, side));
        hf_json_add(rows, HF_STR_NONE, hf_json_object(&row));
    }
}

static enum hf_rc verify(struct reading *r, struct hf_err *err)
{
    static const struct hf_column columns[] = {HF_COLUMN("thread", thread), HF_COLUMN("issuer", issuer),
                                               HF_COLUMN("messages", messages), HF_COLUMN("crossed", crossed),
                                               HF_COLUMN("fingerprints", fingerprint)};
    struct hf_json_maker rows = hf_json_make(r->cli->arena);
    const struct hf_thread_told *told;
    size_t count;

    HF_TRY(read_keys(r, err));
    HF_TRY(read_secret(r, err));
    HF_TRY(read_tokens(r, err));
    HF_TRY(hf_threads_verify(r->hasher, r->cli->arena, &r->given, &told, &count, err));
    for (size_t i = 0; i < count; i++)
        add_sides(r, &told[i], &rows);
    struct hf_json list = hf_json_list(&rows);
    hf_out_table(r->cli, HF_VIEW(columns), &list);
    hf_out_hint(r->cli, HF_SAY_thread_whole, hf_cli_number(r->cli, r->given.messages), HF_STR_NONE);
    return HF_OK;
}

enum hf_rc hf_cmd_thread_verify(struct hf_cli *cli, struct hf_err *err)
{
    struct hf_hasher hasher;
    struct reading r = {.cli = cli, .hasher = &hasher};

    hf_hasher_init(&hasher);
    enum hf_rc rc = verify(&r, err);
    hf_hasher_done(&hasher);
    hf_key_wipe(&r.secret, sizeof(r.secret));
    return rc;
}
