/* SPDX-License-Identifier: Apache-2.0 */
/*
 * answer: a focal point without network, database or Holdfast of its own answers a request that came as a
 * file, by a file; answer key makes the key it signs with; answer take brings such a file in at the other
 * end.
 */
#include <stdio.h>
#include <unistd.h>

#include "base/code.h"
#include "cli/answer_file.h"
#include "cli/answering.h"
#include "cli/cmd.h"
#include "cli/envelope.h"
#include "cli/file.h"
#include "cli/focal.h"
#include "cli/focal_key.h"
#include "cli/media.h"
#include "cli/output.h"
#include "cli/payload.h"
#include "cli/view.h"
#include "host/clock.h"
#include "host/dice.h"
#include "seal/jwe.h"

enum { TYPED_MAX = 4000, JWKS_MAX = 64 * 1024, ATTACHED_MAX = 64 << 20 };

const char *hf_cli_path(struct hf_cli *cli, struct hf_str text)
{
    struct hf_buf path = hf_buf_in(cli->arena, text.len + 1);
    hf_buf_put(&path, text);
    hf_buf_put_char(&path, '\0');
    return hf_buf_str(&path).at;
}

static enum hf_rc needed(struct hf_cli *cli, const char *flag, const char *form, struct hf_err *err)
{
    if (hf_cli_value(cli, hf_str_of(flag)).len > 0)
        return HF_OK;
    return hf_fail(err, HF_WORD_cli_needed, cli->typed, hf_str_of(flag), hf_str_of(form));
}

/* ---- the request ---- */

struct request {
    struct hf_cli *cli;
    struct hf_hasher *hasher;
    struct hf_str path, compact;
    struct hf_token token;
    struct hf_set set;
    struct hf_asked asked;
    bool verified;
    struct hf_envelope envelope; /* what goes out is closed with it */
};

/* By one of the keys that the other side publishes, as they were got by another way than the request. */
static enum hf_rc verify(struct request *r, struct hf_str path, struct hf_err *err)
{
    struct hf_public *keys = HF_NEW(r->cli->arena, struct hf_public, HF_FOCAL_KEYS);
    struct hf_str jwks;
    size_t count;
    HF_TRY(hf_file_read(path, JWKS_MAX, r->cli->arena, &jwks, err));
    HF_TRY(hf_file_blame(path, hf_focal_keys(jwks, r->cli->arena, keys, &count, err), err));
    enum hf_rc rc = hf_fail(err, HF_WORD_token_key, r->path, HF_STR_NONE, HF_STR_NONE);
    for (size_t i = 0; rc != HF_OK && i < count; i++)
        rc = hf_token_verify(r->hasher, &r->token, &keys[i], err);
    r->verified = rc == HF_OK;
    return hf_file_blame(r->path, rc, err);
}

/* One that was encrypted for the focal point, by the key that its directory entry asks for. */
static enum hf_rc open_request(struct request *r, struct hf_err *err)
{
    struct hf_str path = hf_cli_value(r->cli, HF_STR("secret"));
    struct hf_seed seed;
    if (path.len > 0)
        HF_TRY(hf_envelope_secret(r->cli, path, HF_STR("X25519"), &seed, err));
    enum hf_rc rc =
        hf_envelope_open(r->cli, r->hasher, path.len > 0 ? &seed : NULL, r->path, &r->compact, err);
    hf_key_wipe(&seed, sizeof seed);
    return rc;
}

static enum hf_rc read_request(struct request *r, struct hf_err *err)
{
    struct hf_arena *arena = r->cli->arena;
    struct hf_str court = hf_cli_value(r->cli, HF_STR("court-keys")), text;
    HF_TRY(hf_file_read(r->path, HF_JWE_MAX, arena, &text, err));
    r->compact = hf_str_trim(text);
    HF_TRY(open_request(r, err));
    HF_TRY(hf_file_blame(r->path, hf_token_read(arena, r->compact, &r->token, err), err));
    if (court.len > 0) {
        HF_TRY(verify(r, court, err));
        HF_TRY(hf_envelope_read(r->cli, court, &r->envelope, err));
    }
    HF_TRY(hf_file_blame(r->path, hf_set_read(arena, r->token.payload, &r->set, err), err));
    r->asked = (struct hf_asked){.jti = r->set.jti,
                                 .txn = r->set.txn,
                                 .sub_id = r->set.sub_id,
                                 .checkpoint = hf_json_text(&r->set.content, HF_STR("checkpoint"))};
    hf_token_digest(r->hasher, r->compact, &r->asked.digest);
    if (r->set.txn.len == 0 || hf_str_contains(r->set.txn, HF_STR("/")))
        return hf_fail(err, HF_WORD_set_no_thread, r->path, HF_STR_NONE, HF_STR_NONE);
    return HF_OK;
}

/* ---- what must be said ---- */

/* What an answer of this status must carry, as the request says. */
static const struct hf_json *carried(const struct request *r, struct hf_str status)
{
    const struct hf_json *carry = HF_JSON_GET(&r->set.content, "carry");
    const struct hf_json *list = carry == NULL ? NULL : hf_json_get(carry, status);
    return list != NULL && list->kind == HF_JSON_LIST ? list : NULL;
}

static void put_status(const struct request *r, struct hf_str status, struct hf_buf *out)
{
    const struct hf_json *list = carried(r, status);
    hf_buf_put(out, status);
    for (size_t i = 0; list != NULL && i < list->is.list.count; i++) {
        hf_buf_put(out, i == 0 ? HF_STR(": ") : HF_STR(", "));
        if (list->is.list.item[i].kind == HF_JSON_TEXT)
            hf_buf_put(out, list->is.list.item[i].is.text);
    }
}

static bool is_asked(const struct request *r, struct hf_str status)
{
    const struct hf_json *answers = HF_JSON_GET(&r->set.content, "answers");
    bool any = false;
    for (size_t i = 0; answers != NULL && answers->kind == HF_JSON_LIST && i < answers->is.list.count; i++) {
        any = true;
        if (answers->is.list.item[i].kind == HF_JSON_TEXT &&
            hf_str_eq(answers->is.list.item[i].is.text, status))
            return true;
    }
    return !any;
}

/* Each status that the request names, a line each. */
static void list_statuses(const struct request *r, struct hf_err *err)
{
    const struct hf_json *answers = HF_JSON_GET(&r->set.content, "answers");
    for (size_t i = 0; answers != NULL && answers->kind == HF_JSON_LIST && i < answers->is.list.count; i++) {
        struct hf_buf line = hf_buf_in(r->cli->arena, 128);
        if (answers->is.list.item[i].kind == HF_JSON_TEXT)
            put_status(r, answers->is.list.item[i].is.text, &line);
        hf_err_detail(err, hf_buf_str(&line), hf_buf_str(&line));
    }
}

static enum hf_rc check_status(const struct request *r, struct hf_str status, struct hf_err *err)
{
    if (status.len > 0 && is_asked(r, status))
        return HF_OK;
    hf_fail(err, status.len == 0 ? HF_WORD_answer_status : HF_WORD_answer_not_asked, HF_STR("--status"),
            status, HF_STR_NONE);
    list_statuses(r, err);
    return hf_err_rc(err);
}

static enum hf_rc check_members(const struct request *r, struct hf_str status, const struct hf_json *members,
                                struct hf_err *err)
{
    const struct hf_json *list = carried(r, status);
    for (size_t i = 0; i < members->is.object.count; i++)
        if (!hf_answering_may_say(members->is.object.member[i].name))
            return hf_fail(err, HF_WORD_answer_reserved, HF_STR_NONE, members->is.object.member[i].name,
                           HF_STR_NONE);
    for (size_t i = 0; list != NULL && i < list->is.list.count; i++)
        if (list->is.list.item[i].kind == HF_JSON_TEXT &&
            hf_json_get(members, list->is.list.item[i].is.text) == NULL)
            return hf_fail(err, HF_WORD_answer_must_carry, HF_STR("--set"), status,
                           list->is.list.item[i].is.text);
    return HF_OK;
}

/* Each result names an item of the request and says what became of it. */
static enum hf_rc check_results(const struct request *r, const struct hf_json *members, struct hf_err *err)
{
    const struct hf_json *results = HF_JSON_GET(members, "results"),
                         *items = HF_JSON_GET(&r->set.content, "items");
    size_t most = items != NULL && items->kind == HF_JSON_LIST ? items->is.list.count : 0;
    for (size_t i = 0; results != NULL && results->kind == HF_JSON_LIST && i < results->is.list.count; i++) {
        const struct hf_json *one = &results->is.list.item[i], *item = HF_JSON_GET(one, "item");
        if (item == NULL || item->kind != HF_JSON_INT || item->is.integer < 1 ||
            (uint64_t)item->is.integer > most)
            return hf_fail(err, HF_WORD_answer_no_item, HF_STR("results"), HF_STR_NONE, HF_STR_NONE);
        if (hf_json_text(one, HF_STR("status")).len + hf_json_text(one, HF_STR("event")).len == 0)
            return hf_fail(err, HF_WORD_set_malformed, HF_STR("results"), HF_STR("status"),
                           HF_STR("\"...\""));
    }
    return HF_OK;
}

/* ---- asking at a terminal ---- */

static bool ask(struct hf_cli *cli, struct hf_str what, struct hf_str *out)
{
    char *line = HF_NEW(cli->arena, char, TYPED_MAX);
    (void)fprintf(cli->messages, "%.*s: ", HF_STR_ARG(what));
    (void)fflush(cli->messages);
    if (fgets(line, TYPED_MAX, stdin) == NULL)
        return false;
    *out = hf_str_trim(hf_str_of(line));
    return out->len > 0;
}

/* What was not given is asked for, where somebody sits there; what is more than a text is given by --data. */
static void ask_missing(const struct request *r, struct hf_str *status, struct hf_json *members)
{
    struct hf_json_maker more = hf_json_make(r->cli->arena);
    if (isatty(STDIN_FILENO) == 0 || r->cli->json)
        return;
    if (status->len == 0) {
        struct hf_err shown;
        (void)check_status(r, *status, &shown);
        hf_out_error(r->cli, &shown);
        if (!ask(r->cli, HF_STR("status"), status))
            return;
    }
    const struct hf_json *list = carried(r, *status);
    for (size_t i = 0; i < members->is.object.count; i++)
        hf_json_add(&more, members->is.object.member[i].name, members->is.object.member[i].value);
    for (size_t i = 0; list != NULL && i < list->is.list.count; i++) {
        struct hf_str name =
            list->is.list.item[i].kind == HF_JSON_TEXT ? list->is.list.item[i].is.text : HF_STR_NONE;
        struct hf_str said;
        if (name.len > 0 && hf_json_get(members, name) == NULL && ask(r->cli, name, &said))
            hf_json_add(&more, name, hf_json_of_text(said));
    }
    *members = hf_json_object(&more);
}

/* ---- making it ---- */

static void show(const struct request *r, struct hf_str jti, struct hf_str token, struct hf_str path,
                 int64_t seq)
{
    static const struct hf_column columns[] = {HF_COLUMN("file", file), HF_COLUMN("seq", number),
                                               HF_COLUMN("jti", id), HF_COLUMN("sha256", digest)};
    struct hf_json_maker made = hf_json_make(r->cli->arena);
    struct hf_buf text = hf_buf_in(r->cli->arena, HF_DIGEST_TEXT);
    struct hf_digest digest;
    hf_token_digest(r->hasher, token, &digest);
    hf_digest_put(&text, &digest);
    hf_json_add(&made, HF_STR("file"), hf_json_of_text(path));
    hf_json_add(&made, HF_STR("jti"), hf_json_of_text(jti));
    hf_json_add(&made, HF_STR("seq"), hf_json_of_int(seq));
    hf_json_add(&made, HF_STR("sha256"), hf_json_of_text(hf_buf_str(&text)));
    hf_json_add(&made, HF_STR("verified"), hf_json_of_bool(r->verified));
    hf_json_add(&made, HF_STR("encrypted"), hf_json_of_bool(r->envelope.closes));
    struct hf_json row = hf_json_object(&made);
    hf_out_record(r->cli, HF_VIEW(columns), &row);
    if (!r->verified)
        hf_out_hint(r->cli, HF_SAY_answer_unverified, r->set.iss, HF_STR_NONE);
}

static struct hf_str output_of(const struct request *r)
{
    struct hf_str given = hf_cli_value(r->cli, HF_STR("output"));
    struct hf_buf path = hf_buf_in(r->cli->arena, r->path.len + 8);
    hf_buf_put(&path, r->path);
    hf_buf_put(&path, HF_STR(".answer"));
    return given.len > 0 ? given : hf_buf_str(&path);
}

static enum hf_rc open_speaker(const struct request *r, struct hf_speaker *out, struct hf_err *err)
{
    *out = (struct hf_speaker){.arena = r->cli->arena,
                               .hasher = r->hasher,
                               .dice = hf_host_dice(),
                               .issuer = r->set.aud,
                               .court = r->set.iss};
    return hf_focal_key_read(hf_cli_path(r->cli, hf_cli_value(r->cli, HF_STR("key"))), &out->secret,
                             &out->key, err);
}

static enum hf_rc hand_out(const struct request *r, struct hf_str path, struct hf_str token,
                           struct hf_err *err)
{
    struct hf_str closed;
    HF_TRY(hf_envelope_close(r->cli, r->hasher, &r->envelope, token, &closed, err));
    return hf_file_put(path, closed, r->cli->arena, err);
}

/* ---- documents that come along ---- */

static enum hf_rc read_attached(struct hf_cli *cli, struct hf_str path, struct hf_str *out,
                                struct hf_err *err)
{
    return hf_file_read(path, ATTACHED_MAX, cli->arena, out, err);
}

/* OUTPUT.1.of.3 and so on beside the answer, each a token of its own. */
static enum hf_rc write_parts(const struct request *r, const struct hf_speaker *speaker,
                              struct hf_str document, struct hf_str output, size_t *written, int64_t now_ms,
                              struct hf_err *err)
{
    for (size_t i = 0; i < hf_answering_parts(document); i++) {
        struct hf_json part = hf_answering_part(speaker, document, i);
        struct hf_buf path = hf_buf_in(r->cli->arena, output.len + 24);
        struct hf_str jti, token;
        HF_TRY(hf_answering_token(speaker, &r->asked, HF_STR("document-part"), &part, now_ms, &jti, &token,
                                  err));
        hf_buf_put(&path, output);
        hf_buf_put(&path, HF_STR(".part"));
        hf_buf_put_i64(&path, (int64_t)++ * written);
        HF_TRY(hand_out(r, hf_buf_str(&path), token, err));
    }
    return HF_OK;
}

/* Every --attach: its parts as files, and what the answer says of it. */
static enum hf_rc attach(const struct request *r, const struct hf_speaker *speaker, struct hf_json *members,
                         int64_t now_ms, struct hf_err *err)
{
    struct hf_cli *cli = r->cli;
    struct hf_json_maker list = hf_json_make(cli->arena), all = hf_json_make(cli->arena);
    size_t written = 0;
    for (size_t i = 0; i < cli->givens; i++) {
        struct hf_str path = cli->given[i].value, document;
        if (!hf_str_eq(cli->given[i].flag->name, HF_STR("attach")))
            continue;
        HF_TRY(read_attached(cli, path, &document, err));
        HF_TRY(write_parts(r, speaker, document, output_of(r), &written, now_ms, err));
        hf_json_add(
            &list, HF_STR_NONE,
            hf_answering_attachment(speaker, document, hf_file_name(path), hf_media_type(HF_STR_NONE, path)));
    }
    for (size_t i = 0; i < members->is.object.count; i++)
        hf_json_add(&all, members->is.object.member[i].name, members->is.object.member[i].value);
    if (list.count > 0)
        hf_json_add(&all, HF_STR("attachments"), hf_json_list(&list));
    *members = hf_json_object(&all);
    return HF_OK;
}

static enum hf_rc say(const struct request *r, struct hf_answer_file *file, struct hf_saying *saying,
                      struct hf_json *members, struct hf_err *err)
{
    struct hf_speaker speaker;
    struct hf_host_clock clock;
    struct hf_str jti, path = output_of(r);
    HF_TRY(open_speaker(r, &speaker, err));
    HF_TRY(hf_host_clock_open(&clock, NULL, err));
    saying->now_ms = hf_host_clock_port(&clock).wall_ms(&clock);
    if (saying->members != NULL)
        HF_TRY(attach(r, &speaker, members, saying->now_ms, err));
    saying->mark = hf_answer_file_next(file, &r->asked.digest);
    struct hf_str token = hf_answering_sign(&speaker, &r->asked, saying, &jti);
    hf_key_wipe(&speaker.secret, sizeof(speaker.secret));
    HF_TRY(hf_answer_file_keep(r->cli, file, r->set.txn, r->hasher, token, err));
    HF_TRY(hand_out(r, path, token, err));
    show(r, jti, token, path, saying->mark.seq);
    return HF_OK;
}

static enum hf_rc prepare(const struct request *r, struct hf_saying *saying, struct hf_json *members,
                          struct hf_err *err)
{
    saying->supersedes = hf_cli_value(r->cli, HF_STR("supersedes"));
    saying->event = HF_STR("receipt");
    if (hf_cli_has(r->cli, HF_STR("receipt")))
        return HF_OK;
    saying->event = HF_STR("answer");
    saying->status = hf_cli_value(r->cli, HF_STR("status"));
    HF_TRY(hf_cli_payload(r->cli, NULL, members, err));
    ask_missing(r, &saying->status, members);
    HF_TRY(check_status(r, saying->status, err));
    HF_TRY(check_members(r, saying->status, members, err));
    saying->members = members;
    return check_results(r, members, err);
}

static enum hf_rc answer(struct request *r, struct hf_err *err)
{
    struct hf_answer_file file;
    struct hf_saying saying = {0};
    struct hf_json members;
    HF_TRY(read_request(r, err));
    HF_TRY(prepare(r, &saying, &members, err));
    HF_TRY(hf_answer_file_open(r->cli, r->path, r->set.txn, &file, err));
    enum hf_rc rc = say(r, &file, &saying, &members, err);
    hf_answer_file_close(&file);
    return rc;
}

enum hf_rc hf_cmd_answer(struct hf_cli *cli, struct hf_err *err)
{
    struct hf_hasher hasher;
    struct request *r = HF_NEW(cli->arena, struct request, 1);
    HF_TRY(needed(cli, "key", "FILE", err));
    hf_hasher_init(&hasher);
    r->cli = cli;
    r->hasher = &hasher;
    r->path = hf_cli_arg(cli, 0);
    enum hf_rc rc = answer(r, err);
    hf_hasher_done(&hasher);
    return rc;
}

/* ---- the key ---- */

/* What the other side's directory needs; one that is not there is made. */
enum hf_rc hf_cmd_answer_key(struct hf_cli *cli, struct hf_err *err)
{
    static const struct hf_column columns[] = {HF_COLUMN("key", key), HF_COLUMN("key_id", fingerprint)};
    struct hf_hasher hasher;
    struct hf_secret secret;
    struct hf_public key;
    struct hf_digest print;
    struct hf_dice dice = hf_host_dice();
    struct hf_json_maker made = hf_json_make(cli->arena);
    struct hf_buf text = hf_buf_in(cli->arena, 64), finger = hf_buf_in(cli->arena, HF_DIGEST_TEXT);
    HF_TRY(hf_focal_key_make(hf_cli_path(cli, hf_cli_arg(cli, 0)), &dice, &secret, &key, err));
    hf_key_wipe(&secret, sizeof(secret));
    hf_hasher_init(&hasher);
    hf_key_thumbprint(&hasher, &key, &print);
    hf_hasher_done(&hasher);
    hf_b64url_put(&text, key.byte, sizeof(key.byte));
    hf_digest_put(&finger, &print);
    hf_json_add(&made, HF_STR("key"), hf_json_of_text(hf_buf_str(&text)));
    hf_json_add(&made, HF_STR("key_id"), hf_json_of_text(hf_buf_str(&finger)));
    struct hf_json row = hf_json_object(&made);
    hf_out_record(cli, HF_VIEW(columns), &row);
    return HF_OK;
}

/* ---- what was encrypted for a focal point ---- */

static enum hf_rc open_file(struct hf_cli *cli, struct hf_str path, struct hf_str *bytes, struct hf_err *err)
{
    struct hf_seed secret;
    struct hf_hasher hasher;
    struct hf_str key = hf_cli_value(cli, HF_STR("secret"));
    if (key.len == 0)
        return hf_fail(err, HF_WORD_cli_needed, HF_STR_NONE, HF_STR("secret"), HF_STR("FILE"));
    HF_TRY(hf_file_read(path, HF_JWE_DOCUMENT_MAX, cli->arena, bytes, err));
    HF_TRY(hf_envelope_secret(cli, key, HF_STR("X25519"), &secret, err));
    hf_hasher_init(&hasher);
    enum hf_rc rc = hf_jwe_is_document(cli->arena, *bytes)
                        ? hf_jwe_open_document(&hasher, cli->arena, &secret, *bytes, bytes, err)
                        : hf_jwe_open(&hasher, cli->arena, &secret, hf_str_trim(*bytes), bytes, err);
    hf_hasher_done(&hasher);
    hf_key_wipe(&secret, sizeof(secret));
    return hf_file_blame(path, rc, err);
}

enum hf_rc hf_cmd_answer_open(struct hf_cli *cli, struct hf_err *err)
{
    struct hf_str bytes = HF_STR_NONE, to = hf_cli_value(cli, HF_STR("output"));
    HF_TRY(open_file(cli, hf_cli_arg(cli, 0), &bytes, err));
    if (to.len > 0)
        return hf_file_put(to, bytes, cli->arena, err);
    hf_out_raw(cli, bytes);
    return HF_OK;
}

/* ---- at the other end ---- */

static struct hf_json taken_json(struct hf_seat *seat, struct hf_str path, const struct hf_response *response)
{
    static const struct hf_str names[] = {[HF_DONE] = HF_STR_INIT("taken"),
                                          [HF_REPEATED] = HF_STR_INIT("repeated"),
                                          [HF_SET_ASIDE] = HF_STR_INIT("set_aside")};
    struct hf_json_maker row = hf_json_make(seat->arena);
    hf_json_add(&row, HF_STR("file"), hf_json_of_text(path));
    hf_json_add(&row, HF_STR("outcome"), hf_json_of_text(names[response->outcome]));
    hf_json_add(&row, HF_STR("id"), hf_json_of_id(seat->arena, &response->file));
    hf_json_add(&row, HF_STR("seq"), hf_json_of_int(response->seq));
    return hf_json_object(&row);
}

/* As it would have come over the network: the desk authenticates it. */
static enum hf_rc take_one(struct hf_seat *seat, struct hf_str path, struct hf_json *out, struct hf_err *err)
{
    struct hf_request request = {.kind = HF_REQUEST_TOKEN};
    struct hf_response *response = HF_NEW(seat->arena, struct hf_response, 1);
    struct hf_str text;
    HF_TRY(hf_file_read(path, HF_JWE_MAX, seat->arena, &text, err));
    request.token = hf_str_trim(text);
    HF_TRY(hf_desk_serve(seat->desk, &request, 1, seat->arena, response, err));
    if (response->outcome == HF_REFUSED_ANSWER) {
        *err = *response->err;
        return hf_file_blame(path, hf_err_rc(err), err);
    }
    seat->acted = true;
    *out = taken_json(seat, path, response);
    return HF_OK;
}

static enum hf_rc take(struct hf_seat *seat, struct hf_err *err)
{
    static const struct hf_column columns[] = {HF_COLUMN("file", file), HF_COLUMN("outcome", outcome),
                                               HF_COLUMN("seq", number)};
    struct hf_json_maker rows = hf_json_make(seat->arena);
    HF_TRY(hf_seat_owner(seat, err));
    for (size_t i = 0; i < seat->cli->args; i++) {
        struct hf_json row = {.kind = HF_JSON_NULL};
        HF_TRY(take_one(seat, hf_cli_arg(seat->cli, i), &row, err));
        hf_json_add(&rows, HF_STR_NONE, row);
    }
    struct hf_json all = hf_json_list(&rows);
    hf_out_table(seat->cli, HF_VIEW(columns), &all);
    return HF_OK;
}

enum hf_rc hf_cmd_answer_take(struct hf_cli *cli, struct hf_err *err)
{
    return hf_cli_at_seat(cli, take, err);
}
