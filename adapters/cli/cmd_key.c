/* SPDX-License-Identifier: Apache-2.0 */
#include "base/when.h"
#include "cli/cmd.h"
#include "cli/output.h"
#include "cli/session.h"
#include "host/clock.h"
#include "host/dice.h"
#include "keys/further.h"
#include "keys/keyring.h"
#include "seal/jwk.h"
#include "seal/note.h"

static const struct hf_column columns[] = {HF_COLUMN("role", role), HF_COLUMN("name", name),
                                           HF_COLUMN("made", made), HF_COLUMN("fingerprint", fingerprint)};

/* ---- what is public ---- */

struct shown_key {
    struct hf_key_entry entry;
    char room[HF_KEYS_FILE_MAX];
};

static enum hf_rc key_json(struct hf_cli *cli, struct hf_hasher *hasher, enum hf_key_file file,
                           struct hf_json *out, struct hf_err *err)
{
    struct shown_key *key = HF_NEW(cli->arena, struct shown_key, 1);
    const char *state;
    HF_TRY(hf_cli_state(cli, &state, err));
    HF_TRY(hf_key_entry_read(state, file, key->room, &key->entry, err));
    struct hf_buf made = hf_buf_in(cli->arena, HF_INSTANT_TEXT),
                  finger = hf_buf_in(cli->arena, HF_DIGEST_TEXT);
    hf_instant_put(&made, key->entry.made_ms);
    struct hf_json_maker row = hf_json_make(cli->arena);
    hf_json_add(&row, HF_STR("role"), hf_json_of_text(hf_str_of(hf_key_file_name(file))));
    hf_json_add(&row, HF_STR("name"), hf_json_of_text(key->entry.name));
    hf_json_add(&row, HF_STR("made"), hf_json_of_text(hf_buf_str(&made)));
    if (key->entry.has_public) {
        struct hf_digest thumbprint;
        hf_key_thumbprint(hasher, &key->entry.key, &thumbprint);
        hf_digest_put(&finger, &thumbprint);
        hf_json_add(&row, HF_STR("fingerprint"), hf_json_of_text(hf_buf_str(&finger)));
    }
    *out = hf_json_object(&row);
    return HF_OK;
}

static enum hf_rc list(struct hf_cli *cli, struct hf_hasher *hasher, struct hf_err *err)
{
    struct hf_json_maker rows = hf_json_make(cli->arena);
    for (enum hf_key_file file = 0; file < HF_KEY_FILES; file++) {
        struct hf_json row;
        HF_TRY(key_json(cli, hasher, file, &row, err));
        hf_json_add(&rows, HF_STR_NONE, row);
    }
    struct hf_json all = hf_json_list(&rows);
    hf_out_table(cli, HF_VIEW(columns), &all);
    return HF_OK;
}

/* ---- what others need ---- */

/* The log key as a verifier is given it, and the keys for notices as others fetch them. */
static enum hf_rc show_public(struct hf_cli *cli, struct hf_hasher *hasher, const struct hf_json *keys,
                              struct hf_err *err)
{
    static const struct hf_column parts[] = {HF_COLUMN("log", log), HF_COLUMN("issuer", issuer),
                                             HF_COLUMN("jwks", jwks)};
    struct shown_key *log = HF_NEW(cli->arena, struct shown_key, 2), *notice = log + 1;
    const char *state;
    HF_TRY(hf_cli_state(cli, &state, err));
    HF_TRY(hf_key_entry_read(state, HF_KEY_FILE_LOG, log->room, &log->entry, err));
    HF_TRY(hf_key_entry_read(state, HF_KEY_FILE_NOTICE, notice->room, &notice->entry, err));
    struct hf_buf line = hf_buf_in(cli->arena, 160);
    hf_note_key_put(hasher, log->entry.name, &log->entry.key, &line);
    struct hf_json_maker row = hf_json_make(cli->arena);
    hf_json_add(&row, HF_STR("log"), hf_json_of_text(hf_buf_str(&line)));
    hf_json_add(&row, HF_STR("issuer"), hf_json_of_text(notice->entry.name));
    hf_json_add(&row, HF_STR("jwks"), *keys);
    struct hf_json object = hf_json_object(&row);
    hf_out_record(cli, HF_VIEW(parts), &object);
    return HF_OK;
}

static struct hf_str first_set(struct hf_cli *cli, struct hf_hasher *hasher,
                               const struct hf_key_entry *notice)
{
    struct hf_buf text = hf_buf_in(cli->arena, 512);
    struct hf_jwk key = hf_jwk_of(HF_JWK_ED25519, &notice->key);
    hf_jwks_put(hasher, &key, 1, &text);
    return hf_buf_str(&text);
}

static enum hf_rc read_set(struct hf_seat *seat, struct hf_err *err)
{
    struct hf_str text;
    struct hf_json *keys = HF_NEW(seat->arena, struct hf_json, 1);
    HF_TRY(hf_desk_jwks(seat->desk, seat->arena, &text, err));
    HF_TRY(hf_json_read(text, &hf_json_file_limits, seat->arena, keys, err));
    return show_public(seat->cli, &seat->hasher, keys, err);
}

/* As long as there is one key for notices its file says all; which of several are published, the log says. */
static enum hf_rc publish(struct hf_cli *cli, struct hf_hasher *hasher, struct hf_err *err)
{
    struct shown_key *notice = HF_NEW(cli->arena, struct shown_key, 1);
    struct hf_json *keys = HF_NEW(cli->arena, struct hf_json, 1);
    const char *state;
    HF_TRY(hf_cli_state(cli, &state, err));
    if (hf_further_there(state))
        return hf_cli_at_seat(cli, read_set, err);
    HF_TRY(hf_key_entry_read(state, HF_KEY_FILE_NOTICE, notice->room, &notice->entry, err));
    struct hf_str text = first_set(cli, hasher, &notice->entry);
    HF_TRY(hf_json_read(text, &hf_json_file_limits, cli->arena, keys, err));
    return show_public(cli, hasher, keys, err);
}

static enum hf_rc hashed(struct hf_cli *cli, struct hf_err *err,
                         enum hf_rc (*show)(struct hf_cli *cli, struct hf_hasher *hasher, struct hf_err *err))
{
    struct hf_hasher hasher;
    hf_hasher_init(&hasher);
    enum hf_rc rc = show(cli, &hasher, err);
    hf_hasher_done(&hasher);
    return rc;
}

enum hf_rc hf_cmd_key_list(struct hf_cli *cli, struct hf_err *err)
{
    return hashed(cli, err, list);
}

enum hf_rc hf_cmd_key_public(struct hf_cli *cli, struct hf_err *err)
{
    return hashed(cli, err, publish);
}

/* ---- generate ---- */

enum hf_rc hf_cmd_key_generate(struct hf_cli *cli, struct hf_err *err)
{
    struct hf_keys_order order = {.issuer = hf_cli_value(cli, HF_STR("issuer")),
                                  .origin = hf_cli_value(cli, HF_STR("origin")),
                                  .dice = hf_host_dice()};
    if (order.issuer.len == 0)
        return hf_fail(err, HF_WORD_cli_needed, cli->typed, HF_STR("issuer"),
                       HF_STR("https://court.example"));
    if (order.origin.len == 0)
        return hf_fail(err, HF_WORD_cli_needed, cli->typed, HF_STR("origin"), HF_STR("court.example/log1"));
    const char *state;
    struct hf_host_clock clock;
    HF_TRY(hf_cli_state(cli, &state, err));
    HF_TRY(hf_state_make(state, err));
    HF_TRY(hf_host_clock_open(&clock, state, err));
    order.made_ms = hf_host_clock_port(&clock).wall_ms(&clock);
    HF_TRY(hf_keys_generate(state, &order, err));
    HF_TRY(hashed(cli, err, list));
    hf_out_hint(cli, HF_SAY_next_db_init, HF_STR_NONE, HF_STR_NONE);
    return HF_OK;
}
