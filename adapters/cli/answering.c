/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/answering.h"

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

struct hf_str hf_answering_sign(const struct hf_speaker *speaker, const struct hf_asked *asked,
                                const struct hf_saying *saying, struct hf_str *jti)
{
    struct hf_buf name = hf_buf_in(speaker->arena, HF_UUID_TEXT), claims = hf_buf_in(speaker->arena, 2048),
                  urn = hf_buf_in(speaker->arena, 64);
    unsigned char random[HF_ID_SIZE];
    speaker->dice.fill(speaker->dice.self, random, sizeof(random));
    struct hf_id id = hf_id_v7(saying->now_ms, random);
    hf_id_put_uuid(&name, &id);
    hf_buf_put(&urn, HF_STR(HF_EVENT_URN));
    hf_buf_put(&urn, saying->event);
    struct hf_set set = {.iss = speaker->issuer,
                         .aud = speaker->court,
                         .jti = hf_buf_str(&name),
                         .txn = asked->txn,
                         .iat_s = saying->now_ms / 1000,
                         .toe_s = saying->now_ms / 1000,
                         .sub_id = asked->sub_id,
                         .event = hf_buf_str(&urn),
                         .content = content_of(speaker, asked, saying)};
    hf_set_write(speaker->arena, &set, &claims);
    *jti = set.jti;
    return hf_token_sign(speaker->hasher, speaker->arena, &speaker->secret, &speaker->key,
                         hf_buf_str(&claims));
}
