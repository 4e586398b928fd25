/* SPDX-License-Identifier: Apache-2.0 */
#include "http/stream_form.h"

#include "desk/ask.h"

enum { URL_MAX = 2048, TEXT_MAX = 200, AUTHORIZATION_MAX = 2000 };

struct hf_str hf_stream_name(struct hf_visit *visit, const struct hf_stream *stream)
{
    struct hf_buf name = hf_buf_in(visit->arena, HF_ID_TEXT);
    hf_id_put(&name, &stream->id);
    return hf_buf_str(&name);
}

/* ---- told ---- */

static struct hf_json intersection(struct hf_arena *arena, const struct hf_json *supported,
                                   const struct hf_stream *stream)
{
    struct hf_json_maker list = hf_json_make(arena);
    for (size_t i = 0; i < supported->is.list.count; i++)
        if (hf_stream_takes(stream, supported->is.list.item[i].is.text))
            hf_json_add(&list, HF_STR_NONE, supported->is.list.item[i]);
    return hf_json_list(&list);
}

/* Empty lists are left out (SSF 1.0, section 7.1, and so here). */
static void add_list(struct hf_json_maker *form, struct hf_str name, struct hf_json list)
{
    if (list.is.list.count > 0)
        hf_json_add(form, name, list);
}

static void add_text(struct hf_json_maker *form, struct hf_str name, struct hf_str text)
{
    if (text.len > 0)
        hf_json_add(form, name, hf_json_of_text(text));
}

/* Of a stream that is fetched the address is ours, its own and no other's (section 6.1.2). */
static struct hf_json delivery_form(struct hf_visit *visit, const struct hf_stream *stream)
{
    struct hf_json_maker form = hf_json_make(visit->arena);
    struct hf_buf url = hf_buf_in(visit->arena, 128);
    hf_buf_put(&url, visit->office->url);
    hf_buf_put(&url, HF_STR("/v1/poll/"));
    hf_id_put(&url, &stream->id);
    add_text(&form, HF_STR("method"), stream->is_poll ? HF_STR(HF_DELIVERY_POLL) : HF_STR(HF_DELIVERY_PUSH));
    add_text(&form, HF_STR("endpoint_url"), stream->is_poll ? hf_buf_str(&url) : stream->endpoint);
    return hf_json_object(&form);
}

static struct hf_str audience_of(struct hf_visit *visit)
{
    struct hf_clock_port clock = visit->office->clock;
    return hf_audience(hf_desk_house(visit->desk), hf_desk_house_flow(visit->desk), &visit->who.authority,
                       clock.wall_ms(clock.self), visit->arena);
}

enum hf_rc hf_stream_form(struct hf_visit *visit, const struct hf_stream *stream, struct hf_json *out)
{
    struct hf_json_maker form = hf_json_make(visit->arena);
    struct hf_json supported;
    HF_TRY(hf_desk_events(visit->desk, visit->arena, &supported, visit->err));
    add_text(&form, HF_STR("stream_id"), hf_stream_name(visit, stream));
    add_text(&form, HF_STR("iss"), visit->office->issuer);
    add_text(&form, HF_STR("aud"), audience_of(visit));
    add_list(&form, HF_STR("events_supported"), supported);
    add_list(&form, HF_STR("events_requested"), stream->events);
    add_list(&form, HF_STR("events_delivered"), intersection(visit->arena, &supported, stream));
    hf_json_add(&form, HF_STR("delivery"), delivery_form(visit, stream));
    hf_json_add(&form, HF_STR("min_verification_interval"), hf_json_of_int(HF_VERIFICATION_INTERVAL_S));
    add_text(&form, HF_STR("description"), stream->description);
    *out = hf_json_object(&form);
    return HF_OK;
}

/* ---- read ---- */

static const struct hf_str supplied[] = {
    HF_STR_INIT("iss"),
    HF_STR_INIT("aud"),
    HF_STR_INIT("events_supported"),
    HF_STR_INIT("events_delivered"),
    HF_STR_INIT("min_verification_interval"),
    HF_STR_INIT("inactivity_timeout"),
};

static enum hf_rc check_supplied(struct hf_visit *visit, const struct hf_json *body,
                                 const struct hf_json *now)
{
    for (size_t i = 0; i < sizeof supplied / sizeof supplied[0]; i++) {
        const struct hf_json *said = hf_json_get(body, supplied[i]), *held = hf_json_get(now, supplied[i]);
        if (said != NULL && (held == NULL || !hf_json_eq(said, held)))
            return hf_fail(visit->err, HF_WORD_stream_supplied, supplied[i], supplied[i], HF_STR_NONE);
    }
    return HF_OK;
}

/* A text of the body, where it is there. */
static enum hf_rc read_text(struct hf_visit *visit, const struct hf_json *body, struct hf_str name,
                            size_t most, struct hf_json_maker *out, struct hf_str as)
{
    const struct hf_json *text = hf_json_get(body, name);
    char number[20];
    struct hf_buf limit = HF_BUF(number);
    hf_buf_put_i64(&limit, (int64_t)most);
    if (text == NULL)
        return HF_OK;
    bool fits = text->kind == HF_JSON_TEXT && text->is.text.len <= most;
    for (size_t i = 0; fits && i < text->is.text.len; i++)
        fits = (unsigned char)text->is.text.at[i] >= ' ' && text->is.text.at[i] != 0x7f;
    if (!fits)
        return hf_fail(visit->err, HF_WORD_stream_text, name, name, hf_buf_str(&limit));
    hf_json_add(out, as, *text);
    return HF_OK;
}

static enum hf_rc wrong_delivery(struct hf_visit *visit, struct hf_str where)
{
    return hf_fail(visit->err, HF_WORD_stream_delivery, where, HF_STR_NONE, HF_STR_NONE);
}

/* The address of a fetched stream is ours: it may be sent back as it was read. */
static enum hf_rc read_poll(struct hf_visit *visit, const struct hf_json *delivery, const struct hf_json *now,
                            struct hf_json_maker *out)
{
    struct hf_str url = hf_json_text(delivery, HF_STR("endpoint_url"));
    const struct hf_json *held = HF_JSON_GET(now, "delivery");
    if (url.len > 0 && (held == NULL || !hf_str_eq(hf_json_text(held, HF_STR("endpoint_url")), url)))
        return hf_fail(visit->err, HF_WORD_stream_supplied, HF_STR("delivery.endpoint_url"),
                       HF_STR("endpoint_url"), HF_STR_NONE);
    hf_json_add(out, HF_STR("delivery"), hf_json_of_text(HF_STR("poll")));
    return HF_OK;
}

static enum hf_rc read_push(struct hf_visit *visit, const struct hf_json *delivery, bool whole,
                            struct hf_json_maker *out)
{
    struct hf_str url = hf_json_text(delivery, HF_STR("endpoint_url"));
    if (!hf_str_begins(url, HF_STR("https://")) || url.len > URL_MAX)
        return wrong_delivery(visit, HF_STR("delivery.endpoint_url"));
    hf_json_add(out, HF_STR("delivery"), hf_json_of_text(HF_STR("push")));
    hf_json_add(out, HF_STR("endpoint"), hf_json_of_text(url));
    if (whole && HF_JSON_GET(delivery, "authorization_header") == NULL)
        hf_json_add(out, HF_STR("authorization"), hf_json_of_text(HF_STR("")));
    return read_text(visit, delivery, HF_STR("authorization_header"), AUTHORIZATION_MAX, out,
                     HF_STR("authorization"));
}

/* None is named: it is fetched (section 8.1.1.1). */
static enum hf_rc read_delivery(struct hf_visit *visit, const struct hf_json *body, const struct hf_json *now,
                                bool whole, struct hf_json_maker *out)
{
    const struct hf_json *delivery = HF_JSON_GET(body, "delivery");
    if (delivery == NULL) {
        if (whole)
            hf_json_add(out, HF_STR("delivery"), hf_json_of_text(HF_STR("poll")));
        return HF_OK;
    }
    struct hf_str method = hf_json_text(delivery, HF_STR("method"));
    if (hf_str_eq(method, HF_STR(HF_DELIVERY_POLL)))
        return read_poll(visit, delivery, now, out);
    return hf_str_eq(method, HF_STR(HF_DELIVERY_PUSH)) ? read_push(visit, delivery, whole, out)
                                                       : wrong_delivery(visit, HF_STR("delivery.method"));
}

static enum hf_rc read_events(struct hf_visit *visit, const struct hf_json *body, bool whole,
                              struct hf_json_maker *out)
{
    const struct hf_json *events = HF_JSON_GET(body, "events_requested");
    struct hf_json_maker none = hf_json_make(visit->arena);
    char number[20];
    struct hf_buf limit = HF_BUF(number);
    hf_buf_put_i64(&limit, HF_STREAM_EVENTS_MAX);
    if (events == NULL) {
        if (whole)
            hf_json_add(out, HF_STR("events"), hf_json_list(&none));
        return HF_OK;
    }
    bool fits = events->kind == HF_JSON_LIST && events->is.list.count <= HF_STREAM_EVENTS_MAX;
    for (size_t i = 0; fits && i < events->is.list.count; i++)
        fits = events->is.list.item[i].kind == HF_JSON_TEXT;
    if (!fits)
        return hf_fail(visit->err, HF_WORD_stream_events, HF_STR("events_requested"), hf_buf_str(&limit),
                       HF_STR_NONE);
    hf_json_add(out, HF_STR("events"), *events);
    return HF_OK;
}

enum hf_rc hf_stream_wanted(struct hf_visit *visit, const struct hf_json *body, const struct hf_json *now,
                            bool whole, struct hf_json *out)
{
    struct hf_json_maker payload = hf_json_make(visit->arena);
    if (now != NULL)
        HF_TRY(check_supplied(visit, body, now));
    HF_TRY(read_delivery(visit, body, now, whole, &payload));
    HF_TRY(read_events(visit, body, whole, &payload));
    if (whole && HF_JSON_GET(body, "description") == NULL)
        hf_json_add(&payload, HF_STR("description"), hf_json_of_text(HF_STR("")));
    HF_TRY(read_text(visit, body, HF_STR("description"), TEXT_MAX, &payload, HF_STR("description")));
    *out = hf_json_object(&payload);
    return HF_OK;
}
