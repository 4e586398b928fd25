/* SPDX-License-Identifier: Apache-2.0 */
#include "http/streams.h"

#include "http/stream_form.h"

/* ---- what this transmitter offers ---- */

/* Of "https://court.example/a/" the "/a"; empty: it has none. */
static struct hf_str path_of(struct hf_str issuer)
{
    for (int slashes = 0; slashes < 2 && issuer.len > 0; slashes++)
        (void)hf_str_cut(&issuer, '/');
    (void)hf_str_cut(&issuer, '/');
    while (hf_str_ends(issuer, HF_STR("/")))
        issuer.len--;
    return issuer;
}

static void add_url(struct hf_visit *visit, struct hf_json_maker *form, struct hf_str name,
                    struct hf_str path)
{
    struct hf_buf url = hf_buf_in(visit->arena, 128);
    hf_buf_put(&url, visit->office->url);
    hf_buf_put(&url, path);
    hf_json_add(form, name, hf_json_of_text(hf_buf_str(&url)));
}

static struct hf_json texts(struct hf_arena *arena, const struct hf_str *text, size_t count)
{
    struct hf_json_maker list = hf_json_make(arena);
    for (size_t i = 0; i < count; i++)
        hf_json_add(&list, HF_STR_NONE, hf_json_of_text(text[i]));
    return hf_json_list(&list);
}

/* Bearer tokens, and client certificates (RFC 8705 for want of a nearer name). */
static struct hf_json schemes(struct hf_arena *arena)
{
    static const struct hf_str urns[] = {HF_STR_INIT("urn:ietf:rfc:6750"), HF_STR_INIT("urn:ietf:rfc:8705")};
    struct hf_json_maker list = hf_json_make(arena);
    for (size_t i = 0; i < sizeof urns / sizeof urns[0]; i++) {
        struct hf_json_maker scheme = hf_json_make(arena);
        hf_json_add(&scheme, HF_STR("spec_urn"), hf_json_of_text(urns[i]));
        hf_json_add(&list, HF_STR_NONE, hf_json_object(&scheme));
    }
    return hf_json_list(&list);
}

/* The document stands between host and path of the issuer (section 7.2), and nowhere else. */
enum hf_rc hf_act_ssf_configuration(struct hf_visit *visit)
{
    static const struct hf_str methods[] = {HF_STR_INIT(HF_DELIVERY_PUSH), HF_STR_INIT(HF_DELIVERY_POLL)};
    struct hf_json_maker form = hf_json_make(visit->arena);
    if (!hf_str_eq(hf_exchange_part(visit->exchange, HF_STR("issuer")), path_of(visit->office->issuer)))
        return hf_fail(visit->err, HF_WORD_http_no_route, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
    hf_json_add(&form, HF_STR("spec_version"), hf_json_of_text(HF_STR("1_0")));
    hf_json_add(&form, HF_STR("issuer"), hf_json_of_text(visit->office->issuer));
    add_url(visit, &form, HF_STR("jwks_uri"), HF_STR("/.well-known/jwks.json"));
    add_url(visit, &form, HF_STR("configuration_endpoint"), HF_STR("/v1/streams"));
    add_url(visit, &form, HF_STR("status_endpoint"), HF_STR("/v1/streams/status"));
    add_url(visit, &form, HF_STR("verification_endpoint"), HF_STR("/v1/streams/verify"));
    hf_json_add(&form, HF_STR("delivery_methods_supported"), texts(visit->arena, methods, 2));
    hf_json_add(&form, HF_STR("authorization_schemes"), schemes(visit->arena));
    hf_json_add(&form, HF_STR("default_subjects"), hf_json_of_text(HF_STR("ALL")));
    /* Ours: what is held for a paused stream is held for ever. */
    hf_json_add(&form, HF_STR("urn:holdfast:paused_retention"), hf_json_of_text(HF_STR("unlimited")));
    struct hf_json object = hf_json_object(&form);
    hf_visit_answer(visit, &object);
    return HF_OK;
}

/* ---- streams ---- */

static size_t all_of(struct hf_visit *visit, struct hf_stream *out)
{
    const struct hf_case *file = hf_house_authority(hf_desk_house(visit->desk), &visit->who.authority);
    return file == NULL
               ? 0
               : hf_streams_of(hf_desk_house_flow(visit->desk), file, visit->arena, out, HF_STREAMS_MAX);
}

static enum hf_rc answer_stream(struct hf_visit *visit, struct hf_str id)
{
    struct hf_stream stream;
    struct hf_json form;
    HF_TRY(hf_visit_stream(visit, id, &stream));
    HF_TRY(hf_stream_form(visit, &stream, &form));
    hf_visit_answer(visit, &form);
    return HF_OK;
}

enum hf_rc hf_act_stream_get(struct hf_visit *visit)
{
    struct hf_str id = hf_exchange_query(visit->exchange, "stream_id");
    struct hf_stream *streams = HF_NEW(visit->arena, struct hf_stream, HF_STREAMS_MAX);
    struct hf_json_maker list = hf_json_make(visit->arena);
    if (id.at != NULL)
        return answer_stream(visit, id);
    size_t count = all_of(visit, streams);
    for (size_t i = 0; i < count; i++) {
        struct hf_json form;
        HF_TRY(hf_stream_form(visit, &streams[i], &form));
        hf_json_add(&list, HF_STR_NONE, form);
    }
    struct hf_json all = hf_json_list(&list);
    hf_visit_answer(visit, &all);
    return HF_OK;
}

static enum hf_rc check_room(struct hf_visit *visit)
{
    struct hf_stream *streams = HF_NEW(visit->arena, struct hf_stream, HF_STREAMS_MAX);
    char number[20];
    struct hf_buf most = HF_BUF(number);
    hf_buf_put_i64(&most, HF_STREAMS_MAX);
    return all_of(visit, streams) < HF_STREAMS_MAX
               ? HF_OK
               : hf_fail(visit->err, HF_WORD_stream_many, HF_STR_NONE, hf_buf_str(&most), HF_STR_NONE);
}

/* A text where one must be. */
static enum hf_rc needed(struct hf_visit *visit, const struct hf_json *body, struct hf_str name,
                         struct hf_str *out)
{
    *out = hf_json_text(body, name);
    return out->len > 0 ? HF_OK : hf_fail(visit->err, HF_WORD_record_missing, name, HF_STR_NONE, HF_STR_NONE);
}

static enum hf_rc read_object(struct hf_visit *visit, struct hf_json *body)
{
    HF_TRY(hf_visit_body(visit, body));
    return body->kind == HF_JSON_OBJECT
               ? HF_OK
               : hf_fail(visit->err, HF_WORD_record_not_object, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
}

enum hf_rc hf_act_stream_create(struct hf_visit *visit)
{
    struct hf_json body, payload;
    struct hf_id made;
    struct hf_buf text = hf_buf_in(visit->arena, HF_ID_TEXT);
    HF_TRY(read_object(visit, &body));
    HF_TRY(hf_stream_wanted(visit, &body, NULL, true, &payload));
    HF_TRY(check_room(visit));
    HF_TRY(hf_visit_do(visit, HF_STR("stream"), "stream.create", &payload, &made));
    hf_id_put(&text, &made);
    return answer_stream(visit, hf_buf_str(&text));
}

static enum hf_rc change(struct hf_visit *visit, bool whole)
{
    struct hf_json body, now, payload;
    struct hf_str id;
    struct hf_stream stream;
    struct hf_id none;
    HF_TRY(read_object(visit, &body));
    HF_TRY(needed(visit, &body, HF_STR("stream_id"), &id));
    HF_TRY(hf_visit_stream(visit, id, &stream));
    HF_TRY(hf_stream_form(visit, &stream, &now));
    HF_TRY(hf_stream_wanted(visit, &body, &now, whole, &payload));
    HF_TRY(hf_visit_do(visit, hf_stream_name(visit, &stream), "stream.update", &payload, &none));
    return answer_stream(visit, id);
}

enum hf_rc hf_act_stream_update(struct hf_visit *visit)
{
    return change(visit, false);
}

enum hf_rc hf_act_stream_replace(struct hf_visit *visit)
{
    return change(visit, true);
}

enum hf_rc hf_act_stream_delete(struct hf_visit *visit)
{
    struct hf_stream stream;
    struct hf_id none;
    HF_TRY(hf_visit_stream(visit, hf_exchange_query(visit->exchange, "stream_id"), &stream));
    HF_TRY(hf_visit_do(visit, hf_stream_name(visit, &stream), "stream.delete", NULL, &none));
    hf_exchange_answer(visit->exchange, HF_STR_NONE, 0);
    return HF_OK;
}

/* ---- status ---- */

static enum hf_rc answer_status(struct hf_visit *visit, struct hf_str id)
{
    struct hf_json_maker form = hf_json_make(visit->arena);
    struct hf_stream stream;
    HF_TRY(hf_visit_stream(visit, id, &stream));
    hf_json_add(&form, HF_STR("stream_id"), hf_json_of_text(hf_stream_name(visit, &stream)));
    hf_json_add(&form, HF_STR("status"), hf_json_of_text(hf_stream_status_name(stream.status)));
    if (stream.reason.len > 0)
        hf_json_add(&form, HF_STR("reason"), hf_json_of_text(stream.reason));
    struct hf_json object = hf_json_object(&form);
    hf_visit_answer(visit, &object);
    return HF_OK;
}

enum hf_rc hf_act_status_get(struct hf_visit *visit)
{
    return answer_status(visit, hf_exchange_query(visit->exchange, "stream_id"));
}

enum hf_rc hf_act_status_set(struct hf_visit *visit)
{
    static const char *const events[] = {[HF_STREAM_ENABLED] = "stream.enable",
                                         [HF_STREAM_PAUSED] = "stream.pause",
                                         [HF_STREAM_DISABLED] = "stream.disable"};
    struct hf_json_maker payload = hf_json_make(visit->arena);
    struct hf_json body;
    struct hf_str id, status;
    struct hf_stream stream;
    struct hf_id none;
    enum hf_stream_status wanted;
    HF_TRY(read_object(visit, &body));
    HF_TRY(needed(visit, &body, HF_STR("stream_id"), &id));
    HF_TRY(needed(visit, &body, HF_STR("status"), &status));
    if (!hf_stream_status_read(status, &wanted))
        return hf_fail(visit->err, HF_WORD_stream_status, HF_STR("status"), HF_STR_NONE, HF_STR_NONE);
    HF_TRY(hf_visit_stream(visit, id, &stream));
    hf_json_add(&payload, HF_STR("reason"), hf_json_of_text(hf_json_text(&body, HF_STR("reason"))));
    struct hf_json object = hf_json_object(&payload);
    HF_TRY(hf_visit_do(visit, hf_stream_name(visit, &stream), events[wanted], &object, &none));
    return answer_status(visit, id);
}

/* ---- verification ---- */

enum hf_rc hf_act_stream_verify(struct hf_visit *visit)
{
    struct hf_json_maker payload = hf_json_make(visit->arena);
    struct hf_clock_port clock = visit->office->clock;
    struct hf_json body;
    struct hf_str id, state;
    struct hf_stream stream;
    struct hf_id none;
    HF_TRY(read_object(visit, &body));
    HF_TRY(needed(visit, &body, HF_STR("stream_id"), &id));
    HF_TRY(hf_visit_stream(visit, id, &stream));
    if (stream.verified_ms > clock.wall_ms(clock.self) - HF_VERIFICATION_INTERVAL_S * INT64_C(1000))
        return hf_fail(visit->err, HF_WORD_stream_verified_lately, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
    state = hf_json_text(&body, HF_STR("state"));
    if (state.len > 0)
        hf_json_add(&payload, HF_STR("state"), hf_json_of_text(state));
    struct hf_json object = hf_json_object(&payload);
    HF_TRY(hf_visit_do(visit, hf_stream_name(visit, &stream), "stream.verify", &object, &none));
    hf_exchange_answer(visit->exchange, HF_STR_NONE, 0);
    return HF_OK;
}
