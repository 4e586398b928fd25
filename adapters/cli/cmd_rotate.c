/* SPDX-License-Identifier: Apache-2.0 */
/*
 * key rotate, retire, status: our keys for notices after the first, to sign with and to encrypt for. The
 * private half is made here and kept in a file; that it exists, from when on it signs and until when it is
 * published, is told in the keyring file of the log, so it is known who did it.
 */
#include "base/when.h"
#include "casefile/own_key.h"
#include "cli/cmd.h"
#include "cli/output.h"
#include "cli/view.h"
#include "keys/further.h"

static const struct hf_column columns[] = {
    HF_COLUMN("name", name),   HF_COLUMN("alg", alg),           HF_COLUMN("standing", standing),
    HF_COLUMN("signs", signs), HF_COLUMN("use_from", use_from), HF_COLUMN("fingerprint", fingerprint)};

/* ---- what there is ---- */

struct held {
    struct hf_sight keyring;
    const struct hf_own_key *keys;
    size_t count;
    int64_t now_ms;
};

static enum hf_rc read_held(struct hf_seat *seat, struct held *out, struct hf_err *err)
{
    bool is_there = false;
    HF_TRY(hf_sight_single(seat, HF_FILE_KEYRING, &out->keyring, &is_there, err));
    if (!is_there)
        return hf_fail(err, HF_WORD_key_missing, HF_STR_NONE, HF_STR("notice"), HF_STR_NONE);
    out->count = hf_own_keys(hf_desk_house(seat->desk), seat->house, seat->arena, &out->keys);
    out->now_ms = seat->clock.wall_ms(seat->clock.self);
    return HF_OK;
}

static struct hf_str fingerprint(struct hf_seat *seat, const struct hf_digest *thumbprint)
{
    struct hf_buf text = hf_buf_in(seat->arena, HF_DIGEST_TEXT);
    hf_digest_put(&text, thumbprint);
    return hf_buf_str(&text);
}

static struct hf_json key_json(struct hf_seat *seat, const struct held *held, const struct hf_own_key *key)
{
    struct hf_json_maker row = hf_json_make(seat->arena);
    const struct hf_own_key *signs = hf_own_key_at(held->keys, held->count, key->key.kind, held->now_ms);
    hf_json_add(&row, HF_STR("name"), hf_json_of_text(hf_sight_name(&held->keyring, key->instance)));
    hf_json_add(&row, HF_STR("alg"), hf_json_of_text(hf_jwk_alg(key->key.kind)));
    hf_json_add(&row, HF_STR("standing"), hf_json_of_text(hf_sight_standing(&held->keyring, key->instance)));
    hf_json_add(&row, HF_STR("signs"), hf_json_of_bool(signs == key && key->key.kind != HF_JWK_X25519));
    if (key->from_ms != INT64_MIN)
        hf_json_add(&row, HF_STR("use_from"), hf_json_of_instant(seat->arena, key->from_ms));
    hf_json_add(&row, HF_STR("fingerprint"), hf_json_of_text(fingerprint(seat, &key->thumbprint)));
    return hf_json_object(&row);
}

static enum hf_rc status(struct hf_seat *seat, struct hf_err *err)
{
    struct hf_json_maker rows = hf_json_make(seat->arena);
    struct held held = {.count = 0};
    HF_TRY(read_held(seat, &held, err));
    for (size_t i = 0; i < held.count; i++)
        hf_json_add(&rows, HF_STR_NONE, key_json(seat, &held, &held.keys[i]));
    struct hf_json list = hf_json_list(&rows);
    hf_out_table(seat->cli, HF_VIEW(columns), &list);
    return HF_OK;
}

/* ---- a new one ---- */

static enum hf_rc read_alg(struct hf_cli *cli, enum hf_jwk_kind *kind, struct hf_err *err)
{
    struct hf_str said = hf_cli_value(cli, HF_STR("alg"));
    enum hf_alg alg = said.len == 0 ? HF_ALG_EDDSA : hf_alg_find(said);
    if (alg != HF_ALGS)
        *kind = hf_alg_kind(alg);
    else if (hf_str_eq(said, hf_jwk_alg(HF_JWK_X25519)))
        *kind = HF_JWK_X25519;
    else
        return hf_fail(err, HF_WORD_rotate_alg, HF_STR("--alg"), said, HF_STR_NONE);
    return HF_OK;
}

/* The first of its kind has replaced none, and nobody holds an older one of it: it signs at once. */
static enum hf_rc read_after(struct hf_cli *cli, bool is_first, int64_t *ms, struct hf_err *err)
{
    struct hf_str said = hf_cli_value(cli, HF_STR("after"));
    struct hf_period period = {is_first ? 0 : 24, HF_HOURS};
    if (said.len > 0 && (!hf_period_read(said, &period) || period.count < 0 || period.unit > HF_DAYS))
        return hf_fail(err, HF_WORD_bad_period, HF_STR("--after"), said, HF_STR_NONE);
    *ms = period.count * (period.unit == HF_HOURS ? HF_MS_PER_HOUR : HF_MS_PER_DAY);
    return HF_OK;
}

static struct hf_json entering(struct hf_seat *seat, const struct hf_jwk *key, struct hf_str print,
                               struct hf_str issuer, int64_t from_ms)
{
    struct hf_json_maker made = hf_json_make(seat->arena);
    struct hf_buf jwk = hf_buf_in(seat->arena, HF_JWK_TEXT_MAX);
    hf_jwk_put_bare(key, &jwk);
    hf_json_add(&made, HF_STR("jwk"), hf_json_of_text(hf_buf_str(&jwk)));
    hf_json_add(&made, HF_STR("key_id"), hf_json_of_text(print));
    hf_json_add(&made, HF_STR("name"), hf_json_of_text(issuer));
    hf_json_add(&made, HF_STR("role"), hf_json_of_text(HF_STR("notice")));
    hf_json_add(&made, HF_STR("use_from"), hf_json_of_instant(seat->arena, from_ms));
    return hf_json_object(&made);
}

static enum hf_rc act(struct hf_seat *seat, const struct held *held, struct hf_str on, struct hf_str event,
                      struct hf_json payload, struct hf_err *err)
{
    struct hf_response response;
    struct hf_request request = {
        .command = {.file = held->keyring.file, .on = on, .event = event, .payload = payload}};
    return hf_seat_act(seat, &request, &response, err);
}

static bool has_kind(const struct held *held, enum hf_jwk_kind kind)
{
    for (size_t i = 0; i < held->count; i++)
        if (held->keys[i].key.kind == kind && !held->keys[i].retired)
            return true;
    return false;
}

/* The file first: a key that is entered can always sign. One whose entry is refused is taken away again. */
static enum hf_rc enter(struct hf_seat *seat, const struct held *held, enum hf_jwk_kind kind, int64_t from_ms,
                        struct hf_err *err)
{
    struct hf_public_key first = {.kid = HF_STR_NONE};
    struct hf_jwk key = {.kind = kind};
    struct hf_digest thumbprint;
    HF_TRY(seat->keys.public_key(seat->keys.self, HF_KEY_NOTICE, &first, err));
    const struct hf_further_order order = {
        .kind = kind, .issuer = first.issuer, .made_ms = held->now_ms, .dice = seat->dice};
    HF_TRY(hf_further_make(seat->state, &order, &key, err));
    hf_jwk_thumbprint(&seat->hasher, &key, &thumbprint);
    enum hf_rc rc = act(seat, held, HF_STR("key"), HF_STR("key.add"),
                        entering(seat, &key, fingerprint(seat, &thumbprint), first.issuer, from_ms), err);
    if (rc != HF_OK && rc != HF_UNAVAILABLE) /* which leaves open whether it was entered */
        hf_further_remove(seat->state, &thumbprint);
    return rc;
}

static enum hf_rc rotate(struct hf_seat *seat, struct hf_err *err)
{
    enum hf_jwk_kind kind = HF_JWK_ED25519;
    struct held held = {.count = 0};
    int64_t after_ms = 0;
    HF_TRY(hf_seat_owner(seat, err));
    HF_TRY(hf_seat_actor(seat, err));
    HF_TRY(read_alg(seat->cli, &kind, err));
    HF_TRY(read_held(seat, &held, err));
    bool is_first = !has_kind(&held, kind);
    HF_TRY(read_after(seat->cli, is_first, &after_ms, err));
    HF_TRY(enter(seat, &held, kind, held.now_ms + after_ms, err));
    HF_TRY(status(seat, err));
    if (!is_first && after_ms == 0 && kind != HF_JWK_X25519)
        hf_out_hint(seat->cli, HF_SAY_rotate_at_once, HF_STR_NONE, HF_STR_NONE);
    if (!is_first)
        hf_out_hint(seat->cli, HF_SAY_next_rotate, HF_STR_NONE, HF_STR_NONE);
    return HF_OK;
}

/* ---- an old one ---- */

static enum hf_rc retire(struct hf_seat *seat, struct hf_err *err)
{
    struct held held = {.count = 0};
    HF_TRY(hf_seat_actor(seat, err));
    HF_TRY(read_held(seat, &held, err));
    HF_TRY(act(seat, &held, hf_cli_arg(seat->cli, 0), HF_STR("key.retire"),
               (struct hf_json){.kind = HF_JSON_OBJECT}, err));
    return status(seat, err);
}

enum hf_rc hf_cmd_key_status(struct hf_cli *cli, struct hf_err *err)
{
    return hf_cli_at_seat(cli, status, err);
}

enum hf_rc hf_cmd_key_rotate(struct hf_cli *cli, struct hf_err *err)
{
    return hf_cli_at_seat(cli, rotate, err);
}

enum hf_rc hf_cmd_key_retire(struct hf_cli *cli, struct hf_err *err)
{
    return hf_cli_at_seat(cli, retire, err);
}
