/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/inbox.h"

#include "cli/couriers.h"
#include "cli/directory.h"
#include "cli/file.h"
#include "cli/media.h"
#include "cli/reading.h"
#include "cli/service.h"
#include "desk/classes.h"
#include "desk/document.h"
#include "notify/fetch.h"

enum { DOCUMENT_MAX = 64 << 20, PIECE = 1 << 20, TURN_MS = 1000, TURNS = 60 };

enum hf_rc hf_inbox_find(struct hf_seat *seat, struct hf_str typed, struct hf_sight *out, struct hf_err *err)
{
    struct hf_file_row row;
    HF_TRY(hf_desk_find(seat->desk, HF_FILE_INCOMING, typed, &row, seat->arena, err));
    HF_TRY(hf_sight_open(seat, &row.file, out, err));
    out->name = row.name;
    return HF_OK;
}

/* ---- who speaks about what ---- */

struct talk {
    struct hf_seat *seat;
    const struct hf_sight *request;
    struct hf_speaker speaker;
    struct hf_asked asked;
    struct hf_str address;
    struct hf_err *err;
};

static enum hf_rc open_talk(struct hf_seat *seat, const struct hf_sight *request, struct talk *t,
                            struct hf_err *err)
{
    struct hf_sight authority;
    struct hf_public_key ours;
    struct hf_buf txn = hf_buf_in(seat->arena, HF_ID_TEXT);
    *t = (struct talk){.seat = seat, .request = request, .err = err};
    HF_TRY(hf_directory_find(seat, hf_sight_text(request, 0, HF_STR("from")), &authority, err));
    HF_TRY(seat->keys.public_key(seat->keys.self, HF_KEY_NOTICE, &ours, err));
    struct hf_entry entry = hf_directory_now(seat, &authority);
    hf_id_put(&txn, &hf_case_thread(&request->c, 0)->id);
    t->address = hf_entry_text(&entry, HF_STR("endpoint"), seat->arena);
    t->speaker = (struct hf_speaker){.arena = seat->arena,
                                     .hasher = &seat->hasher,
                                     .dice = seat->dice,
                                     .issuer = ours.issuer,
                                     .court = hf_entry_text(&entry, HF_STR("issuer"), seat->arena),
                                     .key = ours.key,
                                     .keys = &seat->keys};
    t->asked = (struct hf_asked){.jti = hf_sight_text(request, 0, HF_STR("jti")),
                                 .txn = hf_buf_str(&txn),
                                 .sub_id = hf_sight_text(request, 0, HF_STR("sub_id"))};
    return HF_OK;
}

static enum hf_rc make_token(struct talk *t, const char *event, const struct hf_json *content,
                             struct hf_str *out)
{
    struct hf_str jti;
    return hf_answering_token(&t->speaker, &t->asked, hf_str_of(event), content,
                              t->seat->clock.wall_ms(t->seat->clock.self), &jti, out, t->err);
}

/* ---- sending ---- */

static enum hf_rc send(struct talk *t, struct hf_courier *courier, struct hf_str token)
{
    struct hf_parcel parcel = {.ticket = 1, .address = t->address, .token = token, .language = HF_STR("en")};
    struct hf_parcel_result result = {0};
    size_t count = 0, pending = 1;
    HF_TRY(courier->start(courier->self, &parcel, 1, t->err));
    for (int i = 0; i < TURNS && count == 0 && pending > 0; i++)
        HF_TRY(courier->turn(courier->self, TURN_MS, t->seat->arena, &result, 1, &count, &pending, t->err));
    if (count == 1 && (hf_str_eq(result.class_name, HF_STR(HF_CLASS_RECEIVED)) ||
                       hf_str_eq(result.class_name, HF_STR(HF_CLASS_NONCONFORMING))))
        return HF_OK;
    return hf_fail(t->err, HF_WORD_inbox_unsent, HF_STR_NONE, t->address, result.said);
}

static enum hf_rc with_courier(struct talk *t, struct hf_courier *courier)
{
    struct hf_couriers_setup setup = {.cli = t->seat->cli, .clock = t->seat->clock};
    HF_TRY(hf_couriers_open(&setup, courier, t->err));
    if (courier->fit(courier->self, t->address))
        return HF_OK;
    courier->stop(courier->self);
    return hf_fail(t->err, HF_WORD_courier_none, HF_STR_NONE, t->address, HF_STR_NONE);
}

/* ---- fetching ---- */

/* From this byte on, a piece; the whole where `offset` is -1. */
static struct hf_json request_of(struct talk *t, struct hf_str sha256, int64_t offset)
{
    struct hf_json_maker made = hf_json_make(t->seat->arena);
    hf_json_add(&made, HF_STR("in_reply_to"), hf_json_of_text(t->asked.jti));
    if (offset >= 0) {
        hf_json_add(&made, HF_STR("length"), hf_json_of_int(PIECE));
        hf_json_add(&made, HF_STR("offset"), hf_json_of_int(offset));
    }
    hf_json_add(&made, HF_STR("sha256"), hf_json_of_text(sha256));
    return hf_json_object(&made);
}

/* ".../v1/sets" becomes ".../v1/documents". */
static bool documents_url(struct talk *t, struct hf_str *out)
{
    struct hf_str tail = HF_STR("/v1/sets");
    struct hf_buf url = hf_buf_in(t->seat->arena, t->address.len + 16);
    if (!hf_str_ends(t->address, tail) || !hf_str_begins(t->address, HF_STR("https:")))
        return false;
    hf_buf_put(&url, hf_str_part(t->address, 0, t->address.len - tail.len));
    hf_buf_put(&url, HF_STR("/v1/documents"));
    *out = hf_buf_str(&url);
    return true;
}

static enum hf_rc fetch_all(struct talk *t, struct hf_str url, struct hf_str sha256, int64_t size,
                            struct hf_buf *out)
{
    const struct hf_settings *settings = &t->seat->cli->settings;
    struct hf_fetch fetch = {.url = url,
                             .ca_file = hf_settings_get(settings, HF_SET_NOTIFY_CA),
                             .most = PIECE,
                             .type = HF_STR("application/secevent+jwt")};
    HF_TRY(hf_networks_read(t->seat->arena, hf_settings_get(settings, HF_SET_NOTIFY_ALLOW),
                            HF_STR("notify.allow"), &fetch.allow, &fetch.allow_count, t->err));
    while ((int64_t)out->len < size) {
        struct hf_json content = request_of(t, sha256, (int64_t)out->len);
        struct hf_str piece;
        HF_TRY(make_token(t, "document-request", &content, &fetch.post));
        HF_TRY(hf_fetch(&fetch, t->seat->arena, &piece, t->err));
        if (piece.len == 0)
            return hf_fail(t->err, HF_WORD_document_changed, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
        hf_buf_put(out, piece);
    }
    return HF_OK;
}

enum hf_rc hf_inbox_carried(struct hf_seat *seat, const struct hf_sight *request, struct hf_str bytes,
                            struct hf_err *err)
{
    struct hf_digest wanted, kept;
    if (!hf_digest_read(hf_sight_text(request, 0, HF_STR("document")), &wanted))
        return hf_fail(err, HF_WORD_no_document, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
    HF_TRY(hf_desk_open_document(seat->desk, seat->arena, &bytes, err));
    hf_sha256(&seat->hasher, &bytes, 1, &kept);
    if (!hf_digest_eq(&kept, &wanted))
        return hf_fail(err, HF_WORD_document_changed, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
    return hf_document_keep(seat->desk, &request->file, bytes, seat->arena, &kept, err);
}

static enum hf_rc ask_through_spool(struct talk *t, struct hf_str sha256)
{
    struct hf_courier courier;
    struct hf_json content = request_of(t, sha256, -1);
    struct hf_str token;
    HF_TRY(make_token(t, "document-request", &content, &token));
    HF_TRY(with_courier(t, &courier));
    enum hf_rc rc = send(t, &courier, token);
    courier.stop(courier.self);
    return rc;
}

enum hf_rc hf_inbox_document(struct hf_seat *seat, const struct hf_sight *request, struct hf_str *out,
                             bool *waits, struct hf_err *err)
{
    struct talk t;
    struct hf_json size;
    struct hf_digest digest;
    struct hf_str sha256 = hf_sight_text(request, 0, HF_STR("document")), url;
    *waits = false;
    if (!hf_digest_read(sha256, &digest) || !hf_sight_datum(request, 0, HF_STR("document_size"), &size) ||
        size.is.integer > DOCUMENT_MAX)
        return hf_fail(err, HF_WORD_no_document, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
    hf_reading_note(seat, &request->file, HF_READ_document, sha256);
    HF_TRY(hf_reading_record(seat, err));
    if (hf_document_read(seat->desk, &request->file, &digest, seat->arena, out, err) == HF_OK)
        return HF_OK;
    HF_TRY(open_talk(seat, request, &t, err));
    *waits = !documents_url(&t, &url);
    if (*waits)
        return ask_through_spool(&t, sha256);
    struct hf_buf bytes = hf_buf_in(seat->arena, (size_t)size.is.integer + 1);
    HF_TRY(fetch_all(&t, url, sha256, size.is.integer, &bytes));
    *out = hf_buf_str(&bytes);
    return hf_inbox_carried(seat, request, *out, err);
}

/* ---- attaching ---- */

static enum hf_rc send_parts(struct talk *t, struct hf_courier *courier, struct hf_str document)
{
    for (size_t i = 0; i < hf_answering_parts(document); i++) {
        size_t mark = hf_arena_mark(t->seat->arena);
        struct hf_json part = hf_answering_part(&t->speaker, document, i);
        struct hf_str token;
        HF_TRY(make_token(t, "document-part", &part, &token));
        HF_TRY(send(t, courier, token));
        hf_arena_reset(t->seat->arena, mark);
    }
    return HF_OK;
}

enum hf_rc hf_inbox_attach(struct hf_seat *seat, const struct hf_sight *request, struct hf_str path,
                           struct hf_json *out, struct hf_err *err)
{
    struct talk t;
    struct hf_courier courier;
    struct hf_str document;
    HF_TRY(hf_file_read(path, DOCUMENT_MAX, seat->arena, &document, err));
    HF_TRY(open_talk(seat, request, &t, err));
    HF_TRY(with_courier(&t, &courier));
    enum hf_rc rc = send_parts(&t, &courier, document);
    courier.stop(courier.self);
    HF_TRY(rc);
    *out =
        hf_answering_attachment(&t.speaker, document, hf_file_name(path), hf_media_type(HF_STR_NONE, path));
    return HF_OK;
}
