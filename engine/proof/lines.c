/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Lines of a bundle, each with its own form: written and read back without a choice of spelling. A header and
 * a payload stand in their line as they were hashed, since canonical JSON within canonical JSON is the same
 * bytes.
 */
#include "proof/bundle.h"
#include "proof/line.h"

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

static bool take_index(struct hf_str *s, uint64_t *out)
{
    int64_t index = 0;
    bool good = hf_line_skip(s, ",\"index\":") && hf_line_number(s, 0, INT64_MAX, &index);
    *out = good ? (uint64_t)index : 0;
    return good;
}

static bool take_shown(struct hf_str *s, struct hf_bundle_event *out)
{
    struct hf_str blind;
    out->shown = true;
    return hf_line_text(s, &blind) && hf_b64url_read(blind, out->blind.byte, sizeof out->blind.byte) &&
           hf_line_skip(s, "\",\"header\":") && hf_line_object(s, &out->header) &&
           take_index(s, &out->index) && hf_line_skip(s, ",\"payload\":") &&
           hf_line_object(s, &out->payload) && hf_line_skip(s, "}\n");
}

static bool take_unseen(struct hf_str *s, struct hf_bundle_event *out)
{
    struct hf_str digest;
    return hf_line_text(s, &digest) && hf_digest_read(digest, &out->commitment) && hf_line_skip(s, "\"") &&
           take_index(s, &out->index) && hf_line_skip(s, "}\n");
}

bool hf_bundle_event_next(struct hf_str *lines, struct hf_bundle_event *out)
{
    *out = (struct hf_bundle_event){0};
    if (hf_line_skip(lines, "{\"blind\":\""))
        return take_shown(lines, out);
    return hf_line_skip(lines, "{\"commitment\":\"") && take_unseen(lines, out);
}

bool hf_bundle_value_next(struct hf_str *lines, struct hf_bundle_value *out)
{
    *out = (struct hf_bundle_value){0};
    return hf_line_skip(lines, "{\"place\":") && hf_line_small(lines, &out->place) &&
           hf_line_skip(lines, ",\"seq\":") && hf_line_small(lines, &out->seq) &&
           hf_line_skip(lines, ",\"text\":\"") && hf_line_text(lines, &out->text) &&
           hf_line_skip(lines, "\"}\n");
}

bool hf_bundle_message_next(struct hf_str *lines, struct hf_bundle_message *out)
{
    *out = (struct hf_bundle_message){0};
    return hf_line_skip(lines, "{\"seq\":") && hf_line_small(lines, &out->seq) &&
           hf_line_skip(lines, ",\"token\":\"") && hf_line_text(lines, &out->token) &&
           hf_line_skip(lines, "\"}\n");
}

bool hf_bundle_delivery_next(struct hf_str *lines, struct hf_bundle_delivery *out)
{
    int64_t status = 0;
    *out = (struct hf_bundle_delivery){0};
    bool good = hf_line_skip(lines, "{\"attempt\":") && hf_line_small(lines, &out->attempt) &&
                hf_line_skip(lines, ",\"class\":\"") && hf_line_text(lines, &out->class_name) &&
                hf_line_skip(lines, "\",\"end_ms\":") && hf_line_number(lines, 0, INT64_MAX, &out->end_ms) &&
                hf_line_skip(lines, ",\"seq\":") && hf_line_small(lines, &out->seq) &&
                hf_line_skip(lines, ",\"start_ms\":") &&
                hf_line_number(lines, 0, INT64_MAX, &out->start_ms) && hf_line_skip(lines, ",\"status\":") &&
                hf_line_number(lines, 0, 999, &status) && hf_line_skip(lines, "}\n");
    out->status = (int32_t)status;
    return good;
}
