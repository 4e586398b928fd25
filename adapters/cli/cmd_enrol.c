/* SPDX-License-Identifier: Apache-2.0 */
/*
 * directory enrol, prove, admit, revoke, keys: the ceremony by which an authority's key comes into the
 * directory (docs/directory.md), and what became of each.
 */
#include "base/code.h"
#include "casefile/enrolled.h"
#include "cli/cmd.h"
#include "cli/directory.h"
#include "cli/file.h"
#include "cli/output.h"
#include "cli/payload.h"
#include "seal/jwe.h"

enum { KEY_FILE_MAX = 64 * 1024, CHALLENGE_BYTES = 24 };

static const struct hf_column columns[] = {HF_COLUMN("name", name),
                                           HF_COLUMN("standing", standing),
                                           HF_COLUMN("in_force", in_force),
                                           HF_COLUMN("use", use),
                                           HF_COLUMN("alg", alg),
                                           HF_COLUMN("speaks_as", speaks_as),
                                           HF_COLUMN("holder", holder),
                                           HF_COLUMN("key_from", key_from),
                                           HF_COLUMN("key_to", key_to),
                                           HF_COLUMN("revoked_from", revoked_from),
                                           HF_COLUMN("fingerprint", fingerprint)};

/* ---- what is shown ---- */

static struct hf_str alg_of(const struct hf_enrolled *key)
{
    enum hf_alg alg = hf_alg_of(key->key.kind);
    return alg == HF_ALGS ? HF_STR("ECDH-ES") : hf_alg_name(alg);
}

static void add_data(const struct hf_sight *authority, hf_instance i, struct hf_json_maker *row)
{
    static const struct hf_str shown[] = {
        HF_STR_INIT("use"),        HF_STR_INIT("speaks_as"),    HF_STR_INIT("holder"),
        HF_STR_INIT("key_from"),   HF_STR_INIT("key_to"),       HF_STR_INIT("revoked_from"),
        HF_STR_INIT("reason"),     HF_STR_INIT("fingerprint"),  HF_STR_INIT("came_by"),
        HF_STR_INIT("checked_by"), HF_STR_INIT("checked_with"), HF_STR_INIT("checked_on"),
        HF_STR_INIT("jwk")};
    struct hf_json value;
    for (size_t k = 0; k < sizeof shown / sizeof shown[0]; k++)
        if (hf_sight_datum(authority, i, shown[k], &value))
            hf_json_add(row, shown[k], value);
}

static struct hf_json enrolled_json(struct hf_seat *seat, const struct hf_sight *authority,
                                    const struct hf_enrolled *key)
{
    struct hf_json_maker row = hf_json_make(seat->arena);
    struct hf_buf text = hf_buf_in(seat->arena, HF_DIGEST_TEXT);
    bool own = key->instance == 0;
    enum hf_key_standing standing = hf_enrolled_at(key, seat->clock.wall_ms(seat->clock.self));
    hf_json_add(&row, HF_STR("name"),
                hf_json_of_text(own ? HF_STR("authority") : hf_sight_name(authority, key->instance)));
    hf_json_add(&row, HF_STR("standing"), hf_json_of_text(hf_sight_standing(authority, key->instance)));
    hf_json_add(&row, HF_STR("in_force"), hf_json_of_bool(standing == HF_KEY_IN_FORCE));
    hf_json_add(&row, HF_STR("alg"), hf_json_of_text(alg_of(key)));
    if (own) {
        hf_digest_put(&text, &key->thumbprint);
        hf_json_add(&row, HF_STR("fingerprint"), hf_json_of_text(hf_buf_str(&text)));
        hf_json_add(&row, HF_STR("use"), hf_json_of_text(HF_STR("signature")));
    } else {
        add_data(authority, key->instance, &row);
    }
    return hf_json_object(&row);
}

static void add_keys(struct hf_seat *seat, const struct hf_sight *authority, bool encryption,
                     struct hf_json_maker *rows)
{
    struct hf_entry entry = hf_directory_now(seat, authority);
    const struct hf_enrolled *keys;
    size_t count = hf_enrolled_keys(&entry, encryption, &seat->hasher, seat->arena, &keys);
    for (size_t i = 0; i < count; i++)
        hf_json_add(rows, HF_STR_NONE, enrolled_json(seat, authority, &keys[i]));
}

static void show_keys(struct hf_seat *seat, const struct hf_sight *authority)
{
    struct hf_json_maker rows = hf_json_make(seat->arena);
    add_keys(seat, authority, false, &rows);
    add_keys(seat, authority, true, &rows);
    struct hf_json list = hf_json_list(&rows);
    hf_out_table(seat->cli, HF_VIEW(columns), &list);
}

static enum hf_rc keys(struct hf_seat *seat, struct hf_err *err)
{
    struct hf_sight authority;
    HF_TRY(hf_directory_find(seat, hf_cli_arg(seat->cli, 0), &authority, err));
    show_keys(seat, &authority);
    return HF_OK;
}

/* ---- acts ---- */

static const struct hf_kind *enrolment(const struct hf_seat *seat)
{
    return &seat->house->kind[hf_flow_kind(seat->house, HF_STR("enrolment"))];
}

static enum hf_rc typed_payload(struct hf_seat *seat, struct hf_str event, struct hf_json *out,
                                struct hf_err *err)
{
    const struct hf_kind *kind = enrolment(seat);
    return hf_cli_payload(seat->cli, kind->event[hf_kind_event(kind, event)].payload, out, err);
}

static enum hf_rc act(struct hf_seat *seat, struct hf_sight *authority, struct hf_str on, struct hf_str event,
                      const struct hf_json *payload, struct hf_err *err)
{
    struct hf_response response;
    struct hf_request request = {
        .command = {.file = authority->file, .on = on, .event = event, .payload = *payload}};
    HF_TRY(hf_seat_act(seat, &request, &response, err));
    return hf_sight_open(seat, &authority->file, authority, err);
}

/* ---- enrol ---- */

struct entering {
    struct hf_jwk key;
    struct hf_str fingerprint, challenge, sealed; /* sealed: the challenge, where the key opens */
};

/* One key: a JWK, or a set with one key that is known here. */
static enum hf_rc read_key(struct hf_seat *seat, struct hf_str path, struct hf_jwk *out, struct hf_err *err)
{
    struct hf_jwk two[2];
    struct hf_str text;
    struct hf_json json;
    size_t count = 2;
    HF_TRY(hf_file_read(path, KEY_FILE_MAX, seat->arena, &text, err));
    HF_TRY(hf_file_blame(path, hf_json_read(text, &hf_json_file_limits, seat->arena, &json, err), err));
    if (HF_JSON_GET(&json, "keys") == NULL)
        return hf_file_blame(path, hf_jwk_read(&json, out, err), err);
    HF_TRY(hf_file_blame(path, hf_jwks_read(text, seat->arena, two, &count, err), err));
    *out = two[0];
    return count == 1 ? HF_OK : hf_fail(err, HF_WORD_enrol_one, path, HF_STR_NONE, HF_STR_NONE);
}

static struct hf_str digest_text(struct hf_seat *seat, const struct hf_digest *digest)
{
    struct hf_buf text = hf_buf_in(seat->arena, HF_DIGEST_TEXT);
    hf_digest_put(&text, digest);
    return hf_buf_str(&text);
}

static enum hf_rc draw_challenge(struct hf_seat *seat, struct entering *e, struct hf_err *err)
{
    unsigned char random[CHALLENGE_BYTES];
    struct hf_buf text = hf_buf_in(seat->arena, 40);
    struct hf_jwe_dice dice;
    seat->dice.fill(seat->dice.self, random, sizeof random);
    hf_b64url_put(&text, random, sizeof random);
    e->challenge = hf_buf_str(&text);
    if (e->key.kind != HF_JWK_X25519)
        return HF_OK;
    seat->dice.fill(seat->dice.self, &dice, sizeof dice);
    return hf_jwe_seal(&seat->hasher, seat->arena, &e->key, &dice, e->challenge, &e->sealed, err);
}

/* What is typed, and what follows from the key. */
static enum hf_rc proposal(struct hf_seat *seat, const struct entering *e, struct hf_json *out,
                           struct hf_err *err)
{
    struct hf_json_maker made = hf_json_make(seat->arena);
    struct hf_buf jwk = hf_buf_in(seat->arena, HF_JWK_TEXT_MAX);
    struct hf_digest digest;
    struct hf_json typed;
    HF_TRY(typed_payload(seat, HF_STR("enrolment.propose"), &typed, err));
    hf_jwk_put_bare(&e->key, &jwk);
    hf_sha256(&seat->hasher, &e->challenge, 1, &digest);
    for (size_t i = 0; i < typed.is.object.count; i++)
        hf_json_add(&made, typed.is.object.member[i].name, typed.is.object.member[i].value);
    const struct hf_member follows[] = {
        {.name = HF_STR("challenge"), .value = hf_json_of_text(digest_text(seat, &digest))},
        {.name = HF_STR("fingerprint"), .value = hf_json_of_text(e->fingerprint)},
        {.name = HF_STR("jwk"), .value = hf_json_of_text(hf_buf_str(&jwk))},
        {.name = HF_STR("use"),
         .value =
             hf_json_of_text(e->key.kind == HF_JWK_X25519 ? HF_STR("encryption") : HF_STR("signature"))}};
    for (size_t i = 0; i < sizeof follows / sizeof follows[0]; i++)
        if (hf_json_get(&typed, follows[i].name) == NULL)
            hf_json_add(&made, follows[i].name, follows[i].value);
    *out = hf_json_object(&made);
    return HF_OK;
}

static void show_entering(struct hf_seat *seat, const struct hf_sight *authority, const struct entering *e)
{
    static const struct hf_column parts[] = {HF_COLUMN("name", name), HF_COLUMN("fingerprint", fingerprint),
                                             HF_COLUMN("challenge", challenge)};
    struct hf_json_maker row = hf_json_make(seat->arena);
    struct hf_str on = hf_sight_name(authority, hf_case_head(&authority->c)->instances - 1);
    hf_json_add(&row, HF_STR("name"), hf_json_of_text(on));
    hf_json_add(&row, HF_STR("fingerprint"), hf_json_of_text(e->fingerprint));
    hf_json_add(&row, HF_STR("challenge"), hf_json_of_text(e->sealed.len > 0 ? e->sealed : e->challenge));
    struct hf_json json = hf_json_object(&row);
    hf_out_record(seat->cli, HF_VIEW(parts), &json);
    hf_out_hint(seat->cli, HF_SAY_next_enrol, hf_cli_arg(seat->cli, 0), on);
}

static enum hf_rc enrol(struct hf_seat *seat, struct hf_err *err)
{
    struct entering *e = HF_NEW(seat->arena, struct entering, 1);
    struct hf_sight authority;
    struct hf_digest thumbprint;
    struct hf_json payload;
    HF_TRY(hf_seat_actor(seat, err));
    HF_TRY(hf_directory_find(seat, hf_cli_arg(seat->cli, 0), &authority, err));
    HF_TRY(read_key(seat, hf_cli_arg(seat->cli, 1), &e->key, err));
    hf_jwk_thumbprint(&seat->hasher, &e->key, &thumbprint);
    e->fingerprint = digest_text(seat, &thumbprint);
    HF_TRY(draw_challenge(seat, e, err));
    HF_TRY(proposal(seat, e, &payload, err));
    HF_TRY(act(seat, &authority, HF_STR("enrolment"), HF_STR("enrolment.propose"), &payload, err));
    show_entering(seat, &authority, e);
    return HF_OK;
}

/* ---- the other steps ---- */

static enum hf_rc prove(struct hf_seat *seat, struct hf_err *err)
{
    struct hf_json_maker made = hf_json_make(seat->arena);
    struct hf_sight authority;
    struct hf_str proof;
    HF_TRY(hf_seat_actor(seat, err));
    HF_TRY(hf_directory_find(seat, hf_cli_arg(seat->cli, 0), &authority, err));
    HF_TRY(hf_file_read(hf_cli_arg(seat->cli, 2), KEY_FILE_MAX, seat->arena, &proof, err));
    hf_json_add(&made, HF_STR("proof"), hf_json_of_text(hf_str_trim(proof)));
    struct hf_json payload = hf_json_object(&made);
    HF_TRY(act(seat, &authority, hf_cli_arg(seat->cli, 1), HF_STR("enrolment.prove"), &payload, err));
    show_keys(seat, &authority);
    hf_out_hint(seat->cli, HF_SAY_next_admit, hf_cli_arg(seat->cli, 0), hf_cli_arg(seat->cli, 1));
    return HF_OK;
}

static enum hf_rc typed_step(struct hf_seat *seat, struct hf_str event, struct hf_err *err)
{
    struct hf_sight authority;
    struct hf_json payload;
    HF_TRY(hf_seat_actor(seat, err));
    HF_TRY(hf_directory_find(seat, hf_cli_arg(seat->cli, 0), &authority, err));
    HF_TRY(typed_payload(seat, event, &payload, err));
    HF_TRY(act(seat, &authority, hf_cli_arg(seat->cli, 1), event, &payload, err));
    show_keys(seat, &authority);
    return HF_OK;
}

static enum hf_rc admit(struct hf_seat *seat, struct hf_err *err)
{
    return typed_step(seat, HF_STR("enrolment.confirm"), err);
}

static enum hf_rc revoke(struct hf_seat *seat, struct hf_err *err)
{
    return typed_step(seat, HF_STR("enrolment.revoke"), err);
}

enum hf_rc hf_cmd_directory_keys(struct hf_cli *cli, struct hf_err *err)
{
    return hf_cli_at_seat(cli, keys, err);
}

enum hf_rc hf_cmd_directory_enrol(struct hf_cli *cli, struct hf_err *err)
{
    return hf_cli_at_seat(cli, enrol, err);
}

enum hf_rc hf_cmd_directory_prove(struct hf_cli *cli, struct hf_err *err)
{
    return hf_cli_at_seat(cli, prove, err);
}

enum hf_rc hf_cmd_directory_admit(struct hf_cli *cli, struct hf_err *err)
{
    return hf_cli_at_seat(cli, admit, err);
}

enum hf_rc hf_cmd_directory_revoke(struct hf_cli *cli, struct hf_err *err)
{
    return hf_cli_at_seat(cli, revoke, err);
}
