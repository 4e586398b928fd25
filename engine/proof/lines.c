/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Lines of a bundle, each with its own form: written and read back without a choice of spelling. A header and
 * a payload stand in their line as they were hashed, since canonical JSON within canonical JSON is the same
 * bytes.
 */
#include "proof/bundle.h"

/* ---- writing ---- */

static void put_number(struct hf_buf *out, const char *before, int64_t number)
{
    hf_buf_put(out, hf_str_of(before));
    hf_buf_put_i64(out, number);
}

void hf_bundle_event_put(struct hf_buf *out, const struct hf_bundle_event *event)
{
    if (event->shown) {
        hf_buf_put(out, HF_STR("{\"blind\":\""));
        hf_b64url_put(out, event->blind.byte, sizeof event->blind.byte);
        hf_buf_put(out, HF_STR("\",\"header\":"));
        hf_buf_put(out, event->header);
    } else {
        hf_buf_put(out, HF_STR("{\"commitment\":\""));
        hf_digest_put(out, &event->commitment);
        hf_buf_put_char(out, '"');
    }
    put_number(out, ",\"index\":", (int64_t)event->index);
    if (event->shown) {
        hf_buf_put(out, HF_STR(",\"payload\":"));
        hf_buf_put(out, event->payload);
    }
    hf_buf_put(out, HF_STR("}\n"));
}

void hf_bundle_value_put(struct hf_buf *out, const struct hf_bundle_value *value)
{
    put_number(out, "{\"place\":", value->place);
    put_number(out, ",\"seq\":", value->seq);
    hf_buf_put(out, HF_STR(",\"text\":\""));
    hf_buf_put(out, value->text);
    hf_buf_put(out, HF_STR("\"}\n"));
}

void hf_bundle_message_put(struct hf_buf *out, const struct hf_bundle_message *message)
{
    put_number(out, "{\"seq\":", message->seq);
    hf_buf_put(out, HF_STR(",\"token\":\""));
    hf_buf_put(out, message->token);
    hf_buf_put(out, HF_STR("\"}\n"));
}

void hf_bundle_delivery_put(struct hf_buf *out, const struct hf_bundle_delivery *delivery)
{
    put_number(out, "{\"attempt\":", delivery->attempt);
    hf_buf_put(out, HF_STR(",\"class\":\""));
    hf_buf_put(out, delivery->class_name);
    put_number(out, "\",\"end_ms\":", delivery->end_ms);
    put_number(out, ",\"seq\":", delivery->seq);
    put_number(out, ",\"start_ms\":", delivery->start_ms);
    put_number(out, ",\"status\":", delivery->status);
    hf_buf_put(out, HF_STR("}\n"));
}

/* ---- reading ---- */

static bool skip(struct hf_str *s, const char *literal)
{
    struct hf_str head = hf_str_of(literal);
    if (!hf_str_begins(*s, head))
        return false;
    *s = hf_str_part(*s, head.len, s->len);
    return true;
}

static bool take_number(struct hf_str *s, int64_t least, int64_t most, int64_t *out)
{
    size_t len = 0;
    while (len < s->len && ((s->at[len] >= '0' && s->at[len] <= '9') || s->at[len] == '-'))
        len++;
    bool good = hf_str_i64(hf_str_part(*s, 0, len), out) && *out >= least && *out <= most;
    *s = hf_str_part(*s, len, s->len);
    return good;
}

static bool take_small(struct hf_str *s, uint32_t *out)
{
    int64_t number;
    bool good = take_number(s, 0, UINT32_MAX, &number);
    *out = good ? (uint32_t)number : 0;
    return good;
}

/* To the next quotation mark: of letters that need no escape. */
static bool take_text(struct hf_str *s, struct hf_str *out)
{
    const char *end = s->len == 0 ? NULL : memchr(s->at, '"', s->len);
    if (end == NULL)
        return false;
    *out = hf_str_part(*s, 0, (size_t)(end - s->at));
    *s = hf_str_part(*s, out->len, s->len);
    for (size_t i = 0; i < out->len; i++)
        if (out->at[i] <= ' ' || out->at[i] > '~' || out->at[i] == '\\')
            return false;
    return true;
}

/* One object, by its braces; whether it is JSON is found when it is read as what it should be. */
static bool take_object(struct hf_str *s, struct hf_str *out)
{
    size_t depth = 0;
    bool quoted = false;
    for (size_t i = 0; i < s->len && s->at[i] != '\n'; i++) {
        char c = s->at[i];
        if (quoted && c == '\\')
            i++;
        else if (c == '"')
            quoted = !quoted;
        else if (!quoted && c == '{')
            depth++;
        else if (!quoted && c == '}')
            depth--;
        if (depth == 0 && !quoted) {
            *out = hf_str_part(*s, 0, i + 1);
            *s = hf_str_part(*s, i + 1, s->len);
            return c == '}';
        }
    }
    return false;
}

static bool take_index(struct hf_str *s, uint64_t *out)
{
    int64_t index;
    bool good = skip(s, ",\"index\":") && take_number(s, 0, INT64_MAX, &index);
    *out = good ? (uint64_t)index : 0;
    return good;
}

static bool take_shown(struct hf_str *s, struct hf_bundle_event *out)
{
    struct hf_str blind;
    out->shown = true;
    return take_text(s, &blind) && hf_b64url_read(blind, out->blind.byte, sizeof out->blind.byte) &&
           skip(s, "\",\"header\":") && take_object(s, &out->header) && take_index(s, &out->index) &&
           skip(s, ",\"payload\":") && take_object(s, &out->payload) && skip(s, "}\n");
}

static bool take_unseen(struct hf_str *s, struct hf_bundle_event *out)
{
    struct hf_str digest;
    return take_text(s, &digest) && hf_digest_read(digest, &out->commitment) && skip(s, "\"") &&
           take_index(s, &out->index) && skip(s, "}\n");
}

bool hf_bundle_event_next(struct hf_str *lines, struct hf_bundle_event *out)
{
    *out = (struct hf_bundle_event){0};
    if (skip(lines, "{\"blind\":\""))
        return take_shown(lines, out);
    return skip(lines, "{\"commitment\":\"") && take_unseen(lines, out);
}

bool hf_bundle_value_next(struct hf_str *lines, struct hf_bundle_value *out)
{
    *out = (struct hf_bundle_value){0};
    return skip(lines, "{\"place\":") && take_small(lines, &out->place) && skip(lines, ",\"seq\":") &&
           take_small(lines, &out->seq) && skip(lines, ",\"text\":\"") && take_text(lines, &out->text) &&
           skip(lines, "\"}\n");
}

bool hf_bundle_message_next(struct hf_str *lines, struct hf_bundle_message *out)
{
    *out = (struct hf_bundle_message){0};
    return skip(lines, "{\"seq\":") && take_small(lines, &out->seq) && skip(lines, ",\"token\":\"") &&
           take_text(lines, &out->token) && skip(lines, "\"}\n");
}

bool hf_bundle_delivery_next(struct hf_str *lines, struct hf_bundle_delivery *out)
{
    int64_t status = 0;
    *out = (struct hf_bundle_delivery){0};
    bool good = skip(lines, "{\"attempt\":") && take_small(lines, &out->attempt) &&
                skip(lines, ",\"class\":\"") && take_text(lines, &out->class_name) &&
                skip(lines, "\",\"end_ms\":") && take_number(lines, 0, INT64_MAX, &out->end_ms) &&
                skip(lines, ",\"seq\":") && take_small(lines, &out->seq) && skip(lines, ",\"start_ms\":") &&
                take_number(lines, 0, INT64_MAX, &out->start_ms) && skip(lines, ",\"status\":") &&
                take_number(lines, 0, 999, &status) && skip(lines, "}\n");
    out->status = (int32_t)status;
    return good;
}
