/* SPDX-License-Identifier: Apache-2.0 */
/*
 * token new, certificate, confirm, list, revoke: by what the machines of an authority are known. A token is
 * shown once, when it is made; the log has its digest. One person enters it, another confirms it.
 */
#include "base/code.h"
#include "cli/cmd.h"
#include "cli/file.h"
#include "cli/machines.h"
#include "cli/output.h"
#include "desk/known.h"

enum { DAYS = 90, CERTIFICATE_MAX = 64 * 1024 };

static const struct hf_str kind = HF_STR_INIT("credential");

static const struct hf_column columns[] = {
    HF_COLUMN("name", name),          HF_COLUMN("authority", authority), HF_COLUMN("label", credential),
    HF_COLUMN("means", means),        HF_COLUMN("scope", scope),         HF_COLUMN("standing", standing),
    HF_COLUMN("expires_at", expires), HF_COLUMN("last_used", last_used), HF_COLUMN("token", token_once)};

/* ---- showing ---- */

struct used {
    hf_instance instance;
    int64_t at_ms;
};

static enum hf_rc take_use(void *context, const struct hf_answer_row *row, struct hf_err *err)
{
    struct used *used = context;
    (void)err;
    if (row->use.instance == used->instance)
        used->at_ms = row->use.at_ms;
    return HF_OK;
}

static enum hf_rc add_use(struct hf_seat *seat, const struct hf_sight *authority, hf_instance i,
                          struct hf_json_maker *row, struct hf_err *err)
{
    struct used used = {.instance = i, .at_ms = -1};
    struct hf_ask ask = {.id = authority->file};
    HF_TRY(seat->ledger.ask(seat->ledger.self, HF_ASK_credential_uses, &ask, take_use, &used, err));
    if (used.at_ms >= 0)
        hf_json_add(row, HF_STR("last_used"), hf_json_of_instant(seat->arena, used.at_ms));
    return HF_OK;
}

static enum hf_rc list(struct hf_seat *seat, struct hf_err *err)
{
    struct hf_json rows;
    HF_TRY(hf_machine_rows(seat, kind, add_use, &rows, err));
    struct hf_view view = HF_VIEW(columns);
    view.count--; /* no token */
    hf_out_table(seat->cli, view, &rows);
    return HF_OK;
}

/* `token` is empty but once. */
static enum hf_rc show(struct hf_seat *seat, const struct hf_sight *authority, hf_instance i,
                       struct hf_str token, struct hf_err *err)
{
    struct hf_json row;
    struct hf_json_maker with = hf_json_make(seat->arena);
    HF_TRY(hf_machine_row(seat, authority, i, add_use, &row, err));
    for (size_t m = 0; m < row.is.object.count; m++)
        hf_json_add(&with, row.is.object.member[m].name, row.is.object.member[m].value);
    if (token.len > 0)
        hf_json_add(&with, HF_STR("token"), hf_json_of_text(token));
    struct hf_json document = hf_json_object(&with);
    hf_out_record(seat->cli, HF_VIEW(columns), &document);
    return HF_OK;
}

/* ---- entering ---- */

/* Until the end of a day that is named, or so many days from now. */
static enum hf_rc read_term(struct hf_seat *seat, struct hf_json *out, struct hf_err *err)
{
    enum { DAY_MS = 86400000 };
    struct hf_str said = hf_cli_value(seat->cli, HF_STR("expires"));
    int64_t now_ms = seat->clock.wall_ms(seat->clock.self);
    int32_t day;
    if (said.len > 0 && !hf_day_read(said, &day))
        return hf_fail(err, HF_WORD_bad_date, HF_STR("--expires"), said, HF_STR_NONE);
    *out = hf_json_of_instant(seat->arena,
                              said.len > 0 ? ((int64_t)day + 1) * DAY_MS : now_ms + (int64_t)DAYS * DAY_MS);
    return HF_OK;
}

/* What it is good for: what was said, or all there is. */
static struct hf_json scope_of(struct hf_cli *cli)
{
    struct hf_json_maker list = hf_json_make(cli->arena);
    for (size_t i = 0; i < cli->givens; i++)
        if (hf_str_eq(cli->given[i].flag->name, HF_STR("scope")))
            hf_json_add(&list, HF_STR_NONE, hf_json_of_text(cli->given[i].value));
    if (list.count == 0) {
        hf_json_add(&list, HF_STR_NONE, hf_json_of_text(HF_STR("poll")));
        hf_json_add(&list, HF_STR_NONE, hf_json_of_text(HF_STR("streams")));
    }
    return hf_json_list(&list);
}

static enum hf_rc propose(struct hf_seat *seat, struct hf_str means, const struct hf_digest *digest,
                          struct hf_str token, struct hf_err *err)
{
    struct hf_json_maker payload = hf_json_make(seat->arena);
    struct hf_buf text = hf_buf_in(seat->arena, HF_DIGEST_TEXT);
    struct hf_str label = hf_cli_value(seat->cli, HF_STR("label"));
    struct hf_json term;
    struct hf_sight authority;
    struct hf_response response;
    HF_TRY(hf_directory_find(seat, hf_cli_arg(seat->cli, 0), &authority, err));
    HF_TRY(read_term(seat, &term, err));
    hf_digest_put(&text, digest);
    hf_json_add(&payload, HF_STR("label"), hf_json_of_text(label.len > 0 ? label : means));
    hf_json_add(&payload, HF_STR("means"), hf_json_of_text(means));
    hf_json_add(&payload, HF_STR("digest"), hf_json_of_text(hf_buf_str(&text)));
    hf_json_add(&payload, HF_STR("scope"), scope_of(seat->cli));
    hf_json_add(&payload, HF_STR("expires_at"), term);
    struct hf_json object = hf_json_object(&payload);
    HF_TRY(hf_machine_act(seat, &authority, kind, HF_STR("credential.propose"), &object, &response, err));
    HF_TRY(show(seat, &authority, hf_case_by_id(&authority.c, &response.instance), token, err));
    hf_out_hint(seat->cli, HF_SAY_next_token_confirm, hf_cli_arg(seat->cli, 0), HF_STR_NONE);
    return HF_OK;
}

static enum hf_rc make(struct hf_seat *seat, struct hf_err *err)
{
    unsigned char chance[HF_TOKEN_BYTES];
    struct hf_buf token = hf_buf_in(seat->arena, HF_TOKEN_TEXT + 1);
    struct hf_digest digest;
    seat->dice.fill(seat->dice.self, chance, sizeof chance);
    hf_b64url_put(&token, chance, sizeof chance);
    hf_access_digest(&seat->hasher, hf_buf_str(&token), &digest);
    return propose(seat, HF_STR("token"), &digest, hf_buf_str(&token), err);
}

/* The letters between the two lines of PEM, without line ends; empty: there are none. */
static struct hf_str pem_letters(struct hf_str text, struct hf_arena *arena)
{
    struct hf_buf letters = hf_buf_in(arena, text.len + 1);
    bool inside = false;
    while (text.len > 0) {
        struct hf_str line = hf_str_trim(hf_str_cut(&text, '\n'));
        if (hf_str_eq(line, HF_STR("-----END CERTIFICATE-----")) && inside)
            return hf_buf_str(&letters);
        if (inside)
            hf_buf_put(&letters, line);
        inside = inside || hf_str_eq(line, HF_STR("-----BEGIN CERTIFICATE-----"));
    }
    return HF_STR_NONE;
}

/* SHA-256 of the first certificate of the file, in DER: what a TLS session shows. */
static enum hf_rc certificate(struct hf_seat *seat, struct hf_err *err)
{
    struct hf_str path = hf_cli_arg(seat->cli, 1), text;
    struct hf_digest digest;
    HF_TRY(hf_file_read(path, CERTIFICATE_MAX, seat->arena, &text, err));
    struct hf_str letters = pem_letters(text, seat->arena);
    size_t size = hf_b64_size(letters);
    unsigned char *der = HF_NEW(seat->arena, unsigned char, size == SIZE_MAX ? 1 : size + 1);
    if (letters.len == 0 || size == SIZE_MAX || !hf_b64_read(letters, der, size))
        return hf_fail(err, HF_WORD_http_file, path, path, HF_STR_NONE);
    hf_sha256(&seat->hasher, &(struct hf_str){(const char *)der, size}, 1, &digest);
    return propose(seat, HF_STR("client_cert"), &digest, HF_STR_NONE, err);
}

/* ---- confirming, revoking ---- */

static enum hf_rc act(struct hf_seat *seat, struct hf_str event, struct hf_err *err)
{
    struct hf_sight authority;
    struct hf_response response;
    hf_instance i;
    HF_TRY(hf_machine_find(seat, kind, &authority, &i, err));
    HF_TRY(hf_machine_act(seat, &authority, hf_sight_name(&authority, i), event, NULL, &response, err));
    return show(seat, &authority, i, HF_STR_NONE, err);
}

static enum hf_rc confirm(struct hf_seat *seat, struct hf_err *err)
{
    return act(seat, HF_STR("credential.confirm"), err);
}

static enum hf_rc revoke(struct hf_seat *seat, struct hf_err *err)
{
    return act(seat, HF_STR("credential.revoke"), err);
}

enum hf_rc hf_cmd_token_new(struct hf_cli *cli, struct hf_err *err)
{
    return hf_cli_at_seat(cli, make, err);
}

enum hf_rc hf_cmd_token_certificate(struct hf_cli *cli, struct hf_err *err)
{
    return hf_cli_at_seat(cli, certificate, err);
}

enum hf_rc hf_cmd_token_confirm(struct hf_cli *cli, struct hf_err *err)
{
    return hf_cli_at_seat(cli, confirm, err);
}

enum hf_rc hf_cmd_token_revoke(struct hf_cli *cli, struct hf_err *err)
{
    return hf_cli_at_seat(cli, revoke, err);
}

enum hf_rc hf_cmd_token_list(struct hf_cli *cli, struct hf_err *err)
{
    return hf_cli_at_seat(cli, list, err);
}
