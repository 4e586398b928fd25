/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/compare_logs.h"

#include <sys/stat.h>

#include "cli/cmd.h"
#include "cli/file.h"
#include "cli/output.h"
#include "cli/session.h"
#include "host/arena.h"
#include "keys/keyfile.h"
#include "pg/ledger.h"
#include "proof/tile_log.h"

enum { NOTE_MAX = HF_NOTE_MAX, FILE_MOST = 1 << 30 };

struct log {
    struct hf_cli *cli;
    struct hf_str place;      /* "database 1", "database 2": what was typed may hold a password */
    struct hf_arena *scratch; /* one file at a time */
    struct hf_str typed;
    struct hf_str origin; /* empty: not known yet */
    struct hf_digest *leaf;
    uint64_t count;
    size_t room;
};

static bool is_folder(struct hf_cli *cli, struct hf_str typed)
{
    struct stat about;
    return stat(hf_cli_path(cli, typed), &about) == 0 && S_ISDIR(about.st_mode);
}

static bool is_database(struct hf_str typed)
{
    return hf_str_begins(typed, HF_STR("postgres")) || hf_str_contains(typed, HF_STR("="));
}

bool hf_compare_is_log(struct hf_cli *cli, struct hf_str typed)
{
    return is_folder(cli, typed) || is_database(typed);
}

static void add_leaf(struct log *log, const void *bytes)
{
    log->leaf = hf_arena_room(log->cli->arena, log->leaf, (size_t)log->count, &log->room, sizeof *log->leaf);
    memcpy(log->leaf[log->count++].byte, bytes, HF_DIGEST_SIZE);
}

/* ---- a folder ---- */

static struct hf_str path_in(const struct log *log, struct hf_str name)
{
    struct hf_buf path = hf_buf_in(log->cli->arena, log->typed.len + name.len + 1);
    hf_buf_put(&path, log->typed);
    hf_buf_put_char(&path, '/');
    hf_buf_put(&path, name);
    return hf_buf_str(&path);
}

/* Until the next is read. */
static enum hf_rc read_in(void *context, struct hf_str name, struct hf_str *bytes, struct hf_err *err)
{
    const struct log *log = context;
    hf_arena_reset(log->scratch, 0);
    return hf_file_read(path_in(log, name), FILE_MOST, log->scratch, bytes, err);
}

/* Its leaves are those that its entries give and its checkpoints signed. */
static enum hf_rc check_folder(struct log *log, struct hf_err *err)
{
    struct hf_hasher hasher;
    struct hf_tile_log_verdict verdict;
    const struct hf_tile_log_check check = {
        .hasher = &hasher, .arena = log->cli->arena, .read = read_in, .context = log};
    hf_hasher_init(&hasher);
    enum hf_rc rc = hf_tile_log_verify(&check, &verdict, err);
    hf_hasher_done(&hasher);
    return hf_file_blame(log->typed, rc, err);
}

static enum hf_rc read_size(struct log *log, uint64_t *size, struct hf_err *err)
{
    struct hf_note *note = HF_NEW(log->cli->arena, struct hf_note, 1);
    struct hf_str path = path_in(log, HF_STR("checkpoint")), bytes;
    struct hf_checkpoint checkpoint;
    HF_TRY(hf_file_read(path, NOTE_MAX, log->cli->arena, &bytes, err));
    HF_TRY(hf_file_blame(path, hf_note_read(bytes, note, err), err));
    HF_TRY(hf_file_blame(path, hf_checkpoint_read(note->text, &checkpoint, err), err));
    log->origin = checkpoint.origin;
    *size = checkpoint.size;
    return HF_OK;
}

static enum hf_rc read_tile(struct log *log, const struct hf_tile_name *name, struct hf_err *err)
{
    char room[HF_TILE_PATH_MAX];
    struct hf_buf buf = HF_BUF(room);
    hf_tile_path_put(&buf, name);
    struct hf_str path = path_in(log, hf_buf_str(&buf)), bytes;
    HF_TRY(hf_file_read(path, HF_TILE_WIDTH * HF_DIGEST_SIZE, log->cli->arena, &bytes, err));
    if (bytes.len != (size_t)name->width * HF_DIGEST_SIZE)
        return hf_fail(err, HF_WORD_tile_other, path, HF_STR_NONE, HF_STR_NONE);
    for (size_t at = 0; at < bytes.len; at += HF_DIGEST_SIZE)
        add_leaf(log, bytes.at + at);
    return HF_OK;
}

static enum hf_rc read_folder(struct log *log, struct hf_err *err)
{
    uint64_t size;
    HF_TRY(check_folder(log, err));
    HF_TRY(read_size(log, &size, err));
    for (uint64_t i = 0; i * HF_TILE_WIDTH < size; i++) {
        const struct hf_tile_name name = hf_tile_of(size, 0, i);
        HF_TRY(read_tile(log, &name, err));
    }
    return HF_OK;
}

/* ---- a database ---- */

/* That of the other one, or of the log whose keys are here. */
static enum hf_rc find_origin(struct log *log, struct hf_err *err)
{
    char *room = HF_NEW(log->cli->arena, char, HF_KEYS_FILE_MAX);
    struct hf_key_entry entry;
    const char *state;
    if (log->origin.len > 0)
        return HF_OK;
    HF_TRY(hf_cli_state(log->cli, &state, err));
    HF_TRY(hf_key_entry_read(state, HF_KEY_FILE_LOG, room, &entry, err));
    log->origin = entry.name;
    return HF_OK;
}

static enum hf_rc take_leaf(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    (void)err;
    add_leaf(context, row->leaf.at);
    return HF_OK;
}

static enum hf_rc take_checkpoint(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    (void)err;
    *(struct hf_checkpoint_row *)context =
        (struct hf_checkpoint_row){.size = row->checkpoint.size, .root = row->checkpoint.root};
    return HF_OK;
}

/* Its leaves lead to the root of its newest checkpoint. What its events say, `audit verify` looks at. */
static enum hf_rc check_root(const struct log *log, const struct hf_checkpoint_row *newest,
                             struct hf_err *err)
{
    struct hf_hasher hasher;
    struct hf_frontier tree = {0};
    struct hf_digest root;
    if ((uint64_t)newest->size > log->count)
        return hf_fail(err, HF_WORD_audit_cut, log->place, HF_STR_NONE, HF_STR_NONE);
    hf_hasher_init(&hasher);
    hf_frontier_append(&hasher, &tree, log->leaf, (size_t)newest->size);
    hf_frontier_root(&hasher, &tree, &root);
    hf_hasher_done(&hasher);
    return newest->size == 0 || hf_digest_eq(&root, &newest->root)
               ? HF_OK
               : hf_fail(err, HF_WORD_audit_root, log->place, HF_STR_NONE, HF_STR_NONE);
}

static enum hf_rc read_rows(struct log *log, struct hf_ledger ledger, struct hf_err *err)
{
    struct hf_checkpoint_row newest = {.size = 0};
    const struct hf_ask any = {0};
    HF_TRY(ledger.ask(ledger.self, HF_ASK_last_checkpoint, &any, take_checkpoint, &newest, err));
    HF_TRY(ledger.ask(ledger.self, HF_ASK_leaves, &any, take_leaf, log, err));
    return check_root(log, &newest, err);
}

static enum hf_rc read_database(struct log *log, struct hf_err *err)
{
    struct hf_pg_ledger *pg;
    struct hf_id log_id;
    HF_TRY(find_origin(log, err));
    HF_TRY(hf_pg_ledger_open(hf_cli_path(log->cli, log->typed), log->origin, NULL, &pg, &log_id, err));
    enum hf_rc rc = read_rows(log, hf_pg_ledger_port(pg), err);
    hf_pg_ledger_close(pg);
    return rc;
}

/* ---- both ---- */

static enum hf_rc parts_at(uint64_t entry, struct hf_err *err)
{
    char digits[24];
    struct hf_buf number = HF_BUF(digits);
    hf_buf_put_padded(&number, entry, 1);
    return hf_fail(err, HF_WORD_compare_leaf, HF_STR_NONE, hf_buf_str(&number), HF_STR_NONE);
}

static void show(struct hf_cli *cli, const struct log *first, const struct log *second, uint64_t same)
{
    static const struct hf_column columns[] = {HF_COLUMN("log", log), HF_COLUMN("same", events_same),
                                               HF_COLUMN("first", events_first),
                                               HF_COLUMN("second", events_second)};
    struct hf_json_maker row = hf_json_make(cli->arena);
    hf_json_add(&row, HF_STR("log"), hf_json_of_text(first->origin));
    hf_json_add(&row, HF_STR("same"), hf_json_of_int((int64_t)same));
    hf_json_add(&row, HF_STR("first"), hf_json_of_int((int64_t)first->count));
    hf_json_add(&row, HF_STR("second"), hf_json_of_int((int64_t)second->count));
    struct hf_json object = hf_json_object(&row);
    hf_out_record(cli, HF_VIEW(columns), &object);
}

/* Folders first: they say which log a database is asked for. */
static enum hf_rc read_both(struct log log[2], struct hf_err *err)
{
    for (size_t i = 0; i < 2; i++)
        if (is_folder(log[i].cli, log[i].typed))
            HF_TRY(read_folder(&log[i], err));
    for (size_t i = 0; i < 2; i++) {
        if (is_folder(log[i].cli, log[i].typed))
            continue;
        log[i].origin = log[1 - i].origin;
        HF_TRY(read_database(&log[i], err));
    }
    return HF_OK;
}

static enum hf_rc compare_both(struct log log[2], struct hf_err *err)
{
    uint64_t same = 0;
    HF_TRY(read_both(log, err));
    if (!hf_str_eq(log[0].origin, log[1].origin))
        return hf_fail(err, HF_WORD_compare_other, HF_STR_NONE, log[0].origin, log[1].origin);
    while (same < log[0].count && same < log[1].count && hf_digest_eq(&log[0].leaf[same], &log[1].leaf[same]))
        same++;
    if (same < log[0].count && same < log[1].count)
        return parts_at(same, err);
    show(log[0].cli, &log[0], &log[1], same);
    return HF_OK;
}

enum hf_rc hf_compare_logs(struct hf_cli *cli, struct hf_err *err)
{
    struct hf_arena scratch;
    HF_TRY(hf_host_arena_open(&scratch, HF_HOST_ARENA_SIZE, err));
    struct log log[2];
    for (size_t i = 0; i < 2; i++)
        log[i] = (struct log){.cli = cli,
                              .place = i == 0 ? HF_STR("database 1") : HF_STR("database 2"),
                              .scratch = &scratch,
                              .typed = hf_cli_arg(cli, i)};
    enum hf_rc rc = compare_both(log, err);
    hf_host_arena_close(&scratch);
    return rc;
}
