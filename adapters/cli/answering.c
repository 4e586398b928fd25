/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/answering.h"

#include "base/code.h"
#include "desk/document.h"

bool hf_answering_may_say(struct hf_str name)
{
    static const struct hf_str ours[] = {
        HF_STR_INIT("seq"),         HF_STR_INIT("prev"),       HF_STR_INIT("seen"),
        HF_STR_INIT("checkpoint"),  HF_STR_INIT("status"),     HF_STR_INIT("in_reply_to"),
        HF_STR_INIT("received_at"), HF_STR_INIT("supersedes"), HF_STR_INIT("in_reply_to_sha256")};
    for (size_t i = 0; i < sizeof(ours) / sizeof(ours[0]); i++)
        if (hf_str_eq(ours[i], name))
            return false;
    return true;
}

static void add_text(struct hf_json_maker *content, struct hf_str name, struct hf_str text)
{
    if (text.len > 0)
        hf_json_add(content, name, hf_json_of_text(text));
}

static void add_instant(const struct hf_speaker *speaker, struct hf_json_maker *content, struct hf_str name,
                        int64_t at_ms)
{
    struct hf_buf text = hf_buf_in(speaker->arena, HF_INSTANT_TEXT);
    hf_instant_put(&text, at_ms);
    hf_json_add(content, name, hf_json_of_text(hf_buf_str(&text)));
}

static struct hf_json content_of(const struct hf_speaker *speaker, const struct hf_asked *asked,
                                 const struct hf_saying *saying)
{
    struct hf_json_maker content = hf_json_make(speaker->arena);
    struct hf_buf digest = hf_buf_in(speaker->arena, HF_DIGEST_TEXT);
    const struct hf_json *members = saying->members;
    hf_digest_put(&digest, &asked->digest);
    hf_json_add(&content, HF_STR("in_reply_to"), hf_json_of_text(asked->jti));
    hf_json_add(&content, HF_STR("in_reply_to_sha256"), hf_json_of_text(hf_buf_str(&digest)));
    add_text(&content, HF_STR("checkpoint"), asked->checkpoint);
    add_text(&content, HF_STR("supersedes"), saying->supersedes);
    hf_thread_mark_add(speaker->arena, &saying->mark, &content);
    if (saying->status.len == 0)
        add_instant(speaker, &content, HF_STR("received_at"), saying->now_ms);
    add_text(&content, HF_STR("status"), saying->status);
    for (size_t i = 0; members != NULL && i < members->is.object.count; i++)
        hf_json_add(&content, members->is.object.member[i].name, members->is.object.member[i].value);
    return hf_json_object(&content);
}

static enum hf_rc sign(const struct hf_speaker *speaker, struct hf_str claims, struct hf_str *token,
                       struct hf_err *err)
{
    struct hf_signature signature;
    if (speaker->keys == NULL) {
        *token = hf_token_sign(speaker->hasher, speaker->arena, &speaker->secret, &speaker->key, claims);
        return HF_OK;
    }
    struct hf_str head = hf_token_head(speaker->hasher, speaker->arena, &speaker->key);
    struct hf_str draft = hf_token_draft(speaker->arena, head, claims);
    HF_TRY(speaker->keys->sign(speaker->keys->self, HF_KEY_NOTICE, &draft, 1, &signature, err));
    *token = hf_token_finish(speaker->arena, draft, &signature);
    return HF_OK;
}

enum hf_rc hf_answering_token(const struct hf_speaker *speaker, const struct hf_asked *asked,
                              struct hf_str event, const struct hf_json *content, int64_t now_ms,
                              struct hf_str *jti, struct hf_str *token, struct hf_err *err)
{
    struct hf_buf name = hf_buf_in(speaker->arena, HF_UUID_TEXT), claims = hf_buf_in(speaker->arena, 2048),
                  urn = hf_buf_in(speaker->arena, 64);
    unsigned char random[HF_ID_SIZE];
    speaker->dice.fill(speaker->dice.self, random, sizeof(random));
    struct hf_id id = hf_id_v7(now_ms, random);
    hf_id_put_uuid(&name, &id);
    hf_buf_put(&urn, HF_STR(HF_EVENT_URN));
    hf_buf_put(&urn, event);
    struct hf_set set = {.iss = speaker->issuer,
                         .aud = speaker->court,
                         .jti = hf_buf_str(&name),
                         .txn = asked->txn,
                         .iat_s = now_ms / 1000,
                         .toe_s = now_ms / 1000,
                         .sub_id = asked->sub_id,
                         .event = hf_buf_str(&urn),
                         .content = *content};
    hf_set_write(speaker->arena, &set, &claims);
    *jti = set.jti;
    return sign(speaker, hf_buf_str(&claims), token, err);
}

struct hf_str hf_answering_sign(const struct hf_speaker *speaker, const struct hf_asked *asked,
                                const struct hf_saying *saying, struct hf_str *jti)
{
    struct hf_json content = content_of(speaker, asked, saying);
    struct hf_str token = HF_STR_NONE;
    struct hf_err err;
    (void)hf_answering_token(speaker, asked, saying->event, &content, saying->now_ms, jti, &token, &err);
    return token;
}

/* ---- documents ---- */

size_t hf_answering_parts(struct hf_str document)
{
    return document.len == 0 ? 1 : (document.len + HF_PART_SIZE - 1) / HF_PART_SIZE;
}

static void add_digest(const struct hf_speaker *speaker, struct hf_json_maker *made, struct hf_str document)
{
    struct hf_buf text = hf_buf_in(speaker->arena, HF_DIGEST_TEXT);
    struct hf_digest digest;
    hf_sha256(speaker->hasher, &document, 1, &digest);
    hf_digest_put(&text, &digest);
    hf_json_add(made, HF_STR("sha256"), hf_json_of_text(hf_buf_str(&text)));
    hf_json_add(made, HF_STR("size"), hf_json_of_int((int64_t)document.len));
}

struct hf_json hf_answering_part(const struct hf_speaker *speaker, struct hf_str document, size_t number)
{
    struct hf_json_maker made = hf_json_make(speaker->arena);
    struct hf_str piece = hf_str_part(document, number * HF_PART_SIZE, (number + 1) * HF_PART_SIZE);
    struct hf_buf text = hf_buf_in(speaker->arena, piece.len * 4 / 3 + 4);
    hf_b64url_put(&text, piece.at, piece.len);
    add_digest(speaker, &made, document);
    hf_json_add(&made, HF_STR("part"), hf_json_of_int((int64_t)number));
    hf_json_add(&made, HF_STR("bytes"), hf_json_of_text(hf_buf_str(&text)));
    return hf_json_object(&made);
}

struct hf_json hf_answering_attachment(const struct hf_speaker *speaker, struct hf_str document,
                                       struct hf_str name, struct hf_str media_type)
{
    struct hf_json_maker made = hf_json_make(speaker->arena);
    add_digest(speaker, &made, document);
    hf_json_add(&made, HF_STR("media_type"), hf_json_of_text(media_type));
    hf_json_add(&made, HF_STR("name"), hf_json_of_text(name));
    return hf_json_object(&made);
}
