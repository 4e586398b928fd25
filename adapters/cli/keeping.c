/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/keeping.h"

#include "desk/document.h"

static void add_text(struct hf_json_maker *maker, const char *name, struct hf_str text)
{
    if (text.len > 0)
        hf_json_add(maker, hf_str_of(name), hf_json_of_text(text));
}

static bool is_ours(struct hf_str name)
{
    static const struct hf_str ours[] = {HF_STR_INIT("sha256"),   HF_STR_INIT("size"),
                                         HF_STR_INIT("title"),    HF_STR_INIT("media_type"),
                                         HF_STR_INIT("language"), HF_STR_INIT("classification"),
                                         HF_STR_INIT("source")};
    for (size_t i = 0; i < sizeof ours / sizeof ours[0]; i++)
        if (hf_str_eq(ours[i], name))
            return true;
    return false;
}

static struct hf_json payload_of(struct hf_arena *arena, const struct hf_kept *kept,
                                 const struct hf_json *extra)
{
    struct hf_json_maker payload = hf_json_make(arena);
    struct hf_buf digest = hf_buf_in(arena, HF_DIGEST_TEXT);
    hf_digest_put(&digest, &kept->digest);
    hf_json_add(&payload, HF_STR("sha256"), hf_json_of_text(hf_buf_str(&digest)));
    hf_json_add(&payload, HF_STR("size"), hf_json_of_int((int64_t)kept->bytes.len));
    add_text(&payload, "title", kept->title);
    add_text(&payload, "media_type", kept->media_type);
    add_text(&payload, "classification", kept->classification);
    add_text(&payload, "language", kept->language);
    add_text(&payload, "source", kept->source);
    for (size_t i = 0; extra != NULL && i < extra->is.object.count; i++)
        if (!is_ours(extra->is.object.member[i].name))
            hf_json_add(&payload, extra->is.object.member[i].name, extra->is.object.member[i].value);
    return hf_json_object(&payload);
}

enum hf_rc hf_keep_document(struct hf_seat *seat, const struct hf_id *file, struct hf_kept *kept,
                            const struct hf_json *extra, struct hf_err *err)
{
    struct hf_response response;
    struct hf_request request = {
        .command = {.file = *file, .on = HF_STR("document"), .event = HF_STR("document.add")}};
    HF_TRY(hf_seat_actor(seat, err));
    HF_TRY(hf_document_keep(seat->desk, file, kept->bytes, seat->arena, &kept->digest, err));
    request.command.payload = payload_of(seat->arena, kept, extra);
    HF_TRY(hf_seat_act(seat, &request, &response, err));
    kept->instance = response.instance;
    return HF_OK;
}
